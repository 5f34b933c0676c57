# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The KUnit tests, which a kernel with KUnit runs when their module is loaded. They have
# parts of the modules of their own, and need no other.

. ./lib.sh

[ -e /sys/kernel/debug/kunit ] || skip "no KUnit in this kernel"

for suite in u-dma-buf u-dma-buf-mgr; do
  log_mark
  modprobe "$suite-kunit"
  # Each case, and the suite as a whole; the numbers are tests/run's to give.
  log_since_mark | sed -nE "s/^ *(not )?ok [0-9]+ (- )?/\1ok - $suite, KUnit: /p"
  log_since_mark | sed -n 's/^ *#/#  /p'
  is "$(log_since_mark | grep -cE '^ +(not )?ok ')" "$(log_since_mark | sed -nE 's/^ +1\.\.([1-9][0-9]*)$/\1/p')" \
    "$suite: all of its cases have run"
  is "$(log_since_mark | grep -cE "^ok [0-9]+ (- )?$suite\$")" 1 "$suite: its suite has run"
  rmmod "$suite-kunit"
done
