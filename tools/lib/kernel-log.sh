# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What a kernel reports of itself, for every machine that a test boots: tools/machines/init and
# tools/lib/session/run-session look when their command has ended.

# The second line is what a debug kernel (tools/machines/debug-kernel) has to say besides.
REPORTS='WARNING:|(^|[^A-Z])BUG:|Oops|Call [Tt]race:|Unable to handle|general protection|refcount_t|DMA-API|INFO: task|leaked|Busy inodes|rcu.* stall|soft lockup'
REPORTS="$REPORTS|INFO: trying|UBSAN:|ODEBUG:|pagealloc:|kmemleak:|BUG [a-z]|=============="

# What Linux 6.1 itself gets wrong when it has no memory. remap_pfn_range(), for a page table:
# it takes away what it has mapped, and then x86 is surprised that there is no first page.
# module_add_driver(), for the module's directory of drivers: it puts the link to the driver
# into the root of sysfs, where it stays, and is in the way next time.
# dma_alloc_noncontiguous() makes pieces of any length, and then the DMA API's own check compares them with what the
# device says of a piece; the device sees one piece of one address. And kmemleak says when the tests stop its thread, when a fault hits itself,
# and how many leaks it suspects: which of them are the kernel's, the tests know (nothing_leaked of cases/run).
without_known_warnings() {
  awk '/kmemleak: Automatic memory scanning thread (started|ended)|kmemleak: Cannot allocate a scan area|kmemleak: [0-9]+ new suspected memory leaks/ { next }
    /cannot create duplicate filename .\/\/platform:/ { trace = 1; next }
    trace && /^(\[ *[0-9.]+\] )?( |CPU: |Hardware name: |Call Trace:)/ { next }
    { trace = 0 }
    /cut here/ { inside = 1; text = "" }
    !inside { print }
    inside { text = text $0 "\n" }
    /end trace/ { if (text !~ /memtype\.c.*zap_page_range_single.*remap_pfn_range|debug_dma_map_sg.*dma_alloc_noncontiguous/) printf "%s", text; inside = 0 }
    END { if (inside) printf "%s", text }'
}

# kernel_reports: those of a log on standard input, with what is around them; fails where it holds none.
kernel_reports() {
  without_known_warnings | grep -E -B 4 -A 16 "$REPORTS"
}

# kernel_log_mark: what is in the log before is the affair of the kernel, and of its boot.
kernel_log_mark() {
  echo '<6>vm-test: it begins' >/dev/kmsg
}

# whole_log: busybox's dmesg shows the last 16 MiB, and some machines have a program that shows all
# (tools/suites/kernel/programs/kernel-log.c).
whole_log() {
  if command -v kernel-log >/dev/null; then kernel-log; else dmesg; fi
}

# kernel_log_complain: say what the kernel has reported since the mark; fails where it has, and where the log does
# not go back to the mark.
kernel_log_complain() {
  if whole_log | grep -q 'vm-test: it begins'; then
    reports=$(whole_log | sed '1,/vm-test: it begins/d' | kernel_reports) || return 0
  else
    reports="the log has lost its beginning: $(whole_log | head -n 1)"
  fi
  printf '\nTAP version 14\nnot ok - the kernel log holds no report\n'
  printf '%s\n' "$reports" | sed 's/^/#   /'
  echo 1..1
  return 1
}
