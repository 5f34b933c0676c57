# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Commands over several writes, several in one write, and lines that are too long.

. ./lib.sh

load

# writes RESULTS WHAT TEXT…: what each write gives, blank separated; a regular expression.
writes() {
  wanted=$1 what=$2
  shift 2
  matches "$(mgr "$@" | tr '\n' ' ' | sed 's/ $//')" "$wanted" "$what: $wanted"
}

# left_are BUFFERS WHAT
left_are() {
  is "$(buffers)" "$1" "$2"
}

writes "6 2 5 1" "a command over four writes" 'create' ' a' ' 4096' '\n'
left_are a "it is done when its terminator comes"
writes "1 1 1 1 1 1 1 1 1" "a command byte by byte" d e l e t e ' ' a ';'
left_are "" "and done"
mgr 'create unfinished 4096' >/dev/null
left_are "" "a command without terminator is not done"
mgr 'create a 4096' >/dev/null
mgr '\n' >/dev/null
left_are "" "each open file has its own command"

writes 42 "three commands in one write" 'create a 4096\ncreate b 4096;create c 4096\0'
left_are "$(printf 'a\nb\nc')" "all three are done"
writes 27 "three deletions in one write" 'delete a\ndelete b\ndelete c\n'
left_are "" "all three are done"
writes "23 14" "one and a half command, and the rest" 'create a 4096\ncreate b ' '4096\ndelete a\n'
left_are b "both ended"
delete b

# The first failure ends the write, which tells how far it came.
writes "14 EEXIST 14 EEXIST" "the second of two fails" \
  'create a 4096\ncreate a 8192\n' 'create a 8192\n' 'create b 4096\ndelete a extra\n' 'create a 1\n'
left_are "$(printf 'a\nb')" "the first of each was done"
writes "ENOENT 18" "the first fails, none is done" 'delete nosuch\ndelete a\ndelete b\n' 'delete a\ndelete b\n'
left_are "" "until they are written again"
writes "(14|17) (3|EINVAL) EINVAL" "blank commands before the one that fails" \
  'create a 4096\n;;\n nonsense\n' ';;\n nonsense\n' 'nonsense\n'
delete a
writes "8 EINVAL 14" "a command that fails at the end of its second write" 'create a' ' none\n' 'create b 4096\n'
left_are b "what failed does not disturb the next"
delete b
writes "8 14" "the rest of a split command, and another" 'create a' ' 4096\ncreate b'
left_are a "only the whole one is done"
delete a

long() {
  printf "%0$1d" 0 | tr 0 "$2"
}

# Lines that do not fit.
writes "E2BIG 1 14" "4096 bytes without a terminator" "$(long 4096 x)" '\n' 'create a 4096\n'
left_are a "the next command works"
delete a
writes "E2BIG 10 19" "the rest of a long line is dropped up to its terminator" \
  "$(long 4096 x)" 'create b 1' ' more\ncreate a 4096'
left_are "" "none of it is a command"
writes "E2BIG 22 14" "after the terminator comes a command" "$(long 4096 x)" 'dropped\ncreate a 4096\n' 'create b 4096\n'
left_are "$(printf 'a\nb')" "and it is done"
delete a
delete b
writes "E2BIG 14" "a long line with its terminator" "$(long 2000 x)\\n" 'create a 4096\n'
left_are a "the next command works"
delete a
writes "14 E2BIG" "a command before a long line" "create a 4096\\n$(long 4096 x)" "$(long 4096 x)"
left_are a "is done"
delete a
writes "600 E2BIG 1 14" "a line that grows too long over two writes" "$(long 600 x)" "$(long 600 x)" '\n' 'create a 4096\n'
delete a
writes "1000 14" "a command with many blanks" "create a 4096$(long 986 ' ')\\n" 'create b 4096\n'
left_are "$(printf 'a\nb')" "is done"
delete a
delete b

# Closing the file with an unfinished command: the log has what was not run.
# closing_logs WHAT LINE TEXT…
closing_logs() {
  what=$1 wanted=$2
  shift 2
  log_mark
  mgr "$@" >/dev/null
  is "$(log_since_mark | grep -v 'u-dma-buf-mgr: create\|u-dma-buf ')" "$wanted" "$what"
}

not_run='u-dma-buf-mgr: not run, because no newline ended it:'
closing_logs "half a command is logged" "$not_run \"create a 0x1\"" 'create a 0x1'
left_are "" "and not run"
closing_logs "also behind a whole one" "$not_run \"delete a\"" 'create a 4096\ndelete' ' a'
left_are a "which was"
delete a
closing_logs "bytes that cannot be printed are not logged" "$not_run \"create a?[31m??? 1\"" \
  "$(printf 'create a\033[31m\177\235\377 1')"
closing_logs "nor more than 80" "$not_run \"$(long 80 x)\" ..." "$(long 1000 x)"
closing_logs "nothing is said of 80" "$not_run \"$(long 80 x)\"" "$(long 80 x)"
closing_logs "separators are no command" '' 'create a 4096\n' ' \t'
delete a
closing_logs "of a command that was too long E2BIG has told" '' "$(long 2000 x)" 'xxx'
