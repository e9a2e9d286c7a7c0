"""Runs tests of CPython's own by name, and writes how each ended: pysuite.py FILE.json TEST..."""
import json
import sys
import unittest


class Result(unittest.TextTestResult):
    """How each test ended, by its name; of several endings (subtests, a failing tearDown) the worst counts."""

    RANK = ("ok", "skipped", "expected failure", "unexpected success", "FAIL", "ERROR")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ended = {}

    def note(self, test, how):
        name = test.id()
        before = self.ended.get(name, "ok")
        self.ended[name] = max(before, how, key=self.RANK.index)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.note(test, "ok")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.note(test, "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note(test, "unexpected success")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.note(test, "FAIL")

    def addError(self, test, error):
        super().addError(test, error)
        self.note(test, "ERROR")

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.note(test, "FAIL" if issubclass(error[0], test.failureException) else "ERROR")


def main(file, names):
    """Run the tests, and write the file also when their module is not here."""
    ended = {}
    try:
        suite = unittest.defaultTestLoader.loadTestsFromNames(names)
        runner = unittest.TextTestRunner(verbosity=2, resultclass=Result)
        ended = runner.run(suite).ended
    finally:
        with open(file, "w", encoding="utf-8") as out:
            json.dump(ended, out)


if __name__ == "__main__":  # a child that is spawned imports this file
    main(sys.argv[1], sys.argv[2:])
