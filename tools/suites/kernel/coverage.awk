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

END {
  end_file()
  printf "%6d %6d %6.1f %%  in all\n\n", all_run, all, percent(all_run, all)
  for (i = 1; i <= misses; i++)
    print missed[i]
  for (one in where)
    if (!index(explained, "`" one "`")) {
      printf "not ok - %s does not say why %d lines of `%s` did not run\n", reasons, where[one], one
      bad = 1
    }
  if (percent(all_run, all) < wanted)
    bad = 1
  printf "%sok - %.1f %% of lines, at least %d wanted\n", percent(all_run, all) < wanted ? "not " : "", percent(all_run, all), wanted
  exit bad
}
