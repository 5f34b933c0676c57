# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause
#
# What gcov says of files (count:line:text), as a table, and the lines that did not run,
# by function. Status 1 below wanted percent, and where the file reasons does not name
# such a function as `file: function`.

function percent(part, whole) {
  return whole ? 100 * part / whole : 0
}

function end_file() {
  if (file == "")
    return
  printf "%6d %6d %6.1f %%  %s\n", run[file], lines[file], percent(run[file], lines[file]), file
}

BEGIN {
  FS = ":"
  while ((getline text < reasons) > 0)
    explained = explained text "\n"
  print "   run  lines           file"
}

FNR == 1 {
  end_file()
  file = FILENAME
  sub(/\.gcov$/, "", file)
  name = ""
}

{
  count = $1
  gsub(/ /, "", count)
  text = $0
  sub(/^[^:]*:[^:]*:/, "", text)
}

# A function begins at the margin.
text ~ /^[a-z].*\(/ && text !~ /;$/ {
  name = text
  sub(/\(.*/, "", name)
  sub(/.*[ *]/, "", name)
}

count == "-" {
  next
}

{
  lines[file]++
  all++
}

count ~ /^#+\*?$|^=+\*?$/ {
  missed[++misses] = sprintf("%s:%d: %s: %s", file, $2, name, text)
  where[file ": " name]++
  next
}

{
  run[file]++
  all_run++
}

function result(good, what) {
  printf "%sok - %s\n", good ? "" : "not ", what
  results++
  if (!good)
    bad = 1
}

END {
  end_file()
  printf "%6d %6d %6.1f %%  in all\n\n", all_run, all, percent(all_run, all)
  for (i = 1; i <= misses; i++)
    print missed[i]
  for (one in where)
    if (!index(explained, "`" one "`"))
      result(0, "kmod/Documentation/coverage.md says why " where[one] " lines of `" one "` did not run")
  result(percent(all_run, all) >= wanted, sprintf("%.1f %% of lines run, of which at least %d are wanted", percent(all_run, all), wanted))
  printf "1..%d\n", results
  exit bad
}
