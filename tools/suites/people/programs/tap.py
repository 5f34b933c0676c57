# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

"""A test's results in the Test Anything Protocol, without numbers: the session counts."""

import sys
import traceback


class Tap:
    def __init__(self):
        self.failures = 0

    def ok(self, good, what, remark=''):
        print(('ok - ' if good else 'not ok - ') + what, flush=True)
        if not good:
            self.failures += 1
            print(f'#   {remark}', flush=True)

    def same(self, got, wanted, what):
        self.ok(got == wanted, what, f'got {got!r}, wanted {wanted!r}'[:400])

    def raises(self, kinds, what, function, *arguments):
        try:
            result = function(*arguments)
        except kinds:
            self.ok(True, what)
        except Exception as error:
            self.ok(False, what, repr(error))
        else:
            self.ok(False, what, f'no exception, but {result!r}'[:400])

    def fails(self, number, what, function, *arguments, **options):
        """The call fails with this errno."""
        try:
            result = function(*arguments, **options)
        except OSError as error:
            self.same(error.errno, number, what)
        else:
            self.ok(False, what, f'no error, but {result!r}'[:400])

    def run(self, test):
        """A test that raises has failed, and the next one still runs."""
        try:
            test()
        except Exception as error:
            self.ok(False, f'{test.__name__} runs to its end', repr(error))
            traceback.print_exc(file=sys.stdout)

    def end(self):
        sys.exit(1 if self.failures else 0)
