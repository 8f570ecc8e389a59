# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Runs unittest and reports in TAP, so that each test counts as one."""
import sys
import traceback
import unittest


class Result(unittest.TestResult):
    """One line a test; what went wrong as comments behind it."""

    number = 0

    def line(self, test, words, note=""):
        self.number += 1
        print(f"{words} {self.number} - {' '.join(test.id().removeprefix('__main__.').split())}{note}", flush=True)

    def explain(self, problem):
        for line in "".join(traceback.format_exception(*problem)).splitlines():
            print(f"# {line}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        if not getattr(test, "_had_failing_row", False):
            self.line(test, "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.line(test, "not ok")
        self.explain(err)

    def addError(self, test, err):
        super().addError(test, err)
        self.line(test, "not ok")
        self.explain(err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line(test, "ok", f" # SKIP {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            test._had_failing_row = True
            self.line(subtest, "not ok")
            self.explain(err)


def main(arguments):
    """Runs the tests of __main__; ARGUMENTS name some of them, or all run."""
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = loader.loadTestsFromNames(arguments, module) if arguments else loader.loadTestsFromModule(module)
    result = Result()
    suite.run(result)
    print(f"1..{result.number}", flush=True)
    return 0 if result.wasSuccessful() and result.number else 1
