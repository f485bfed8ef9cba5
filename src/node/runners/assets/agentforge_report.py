"""Reports what pytest collects and runs, test by test."""

import gc
import os
import posixpath
import reprlib
import sys

import pytest
from agentforge_failure import is_around_test

_values = reprlib.Repr()
_values.maxlevel = 10
_values.maxdict = _values.maxlist = _values.maxtuple = _values.maxset = _values.maxfrozenset = _values.maxdeque = 1_000
_values.maxstring = _values.maxlong = _values.maxother = 10_000


class Reporter:
    """`run`: the parts of a run as `agentforge_run.py` has put them together; some are None."""

    def __init__(self, config, run):
        self._config = config
        self._channel = run.channel
        self._workspace = run.workspace
        self._failures = run.failures
        self._selection = run.selection
        self._limit = run.limit
        self._substitute = run.substitute
        self._measurement = run.measurement
        self._states = {}
        self._compared = None

    # --- collection -------------------------------------------------------------------------------------------------

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self, collector):
        if isinstance(collector, pytest.File):
            self._channel.send("file-started", file=self._workspace.relative(collector.path))
        outcome = yield
        report = outcome.get_result()
        if report.passed:
            return
        excinfo = getattr(getattr(report, "call", None), "excinfo", None)
        failure = self._failure(None if excinfo is None else excinfo.value, report)
        outcome_name = "skipped" if report.skipped else "collection-error"
        for test in self._stopped_with(collector, failure):
            self._send_result(test, outcome_name, 0, failure)

    def _stopped_with(self, collector, failure):
        """The tests that do not run because a file, a class or a folder was not collected."""
        path = self._workspace.relative(collector.path)
        if isinstance(collector, pytest.Class):
            name = self._id(collector.nodeid, path)
            declared = [test for test in self._declared(path) if test["id"].startswith(name + "::")]
            whole = {"id": name, "name": collector.name, "file": path, "line": None}
            stopped = self._selection.stopped(path, declared or [whole])
            return [test for test in stopped if test["id"] == name or test["id"].startswith(name + "::")]
        if isinstance(collector, pytest.File) and not os.path.basename(path) == "__init__.py":
            files = [path]
        else:
            folder = posixpath.dirname(path) if path.endswith(".py") else path
            files = [file for file in self._workspace.files if folder in ("", ".") or file.startswith(folder + "/")]
        return [test for file in files for test in self._stopped_file(file, failure, self._declared(file))]

    def _stopped_file(self, file, failure, declared):
        """The tests of a file that was not collected; the file itself where none can be told."""
        whole = {"id": file, "name": posixpath.basename(file), "file": file, "line": failure.get("line")}
        return self._selection.stopped(file, declared or [whole])

    def report_stopped(self, failure):
        """Reports every test as stopped before there was any collection."""
        for file in self._workspace.files:
            for test in self._stopped_file(file, failure, self._workspace.declared(file)):
                self._send_result(test, "collection-error", 0, failure)
        self._channel.send("ended")

    def _declared(self, file):
        functions = self._config.getini("python_functions")
        return self._workspace.declared(file, functions, self._config.getini("python_classes"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = self._selection.of(items, lambda item: self._describe(item)["id"])

    def pytest_collection_finish(self, session):
        self._channel.send("known", tests=[self._describe(item) for item in session.items])
        failure = {"exception": "", "message": "pytest does not find this test", "details": ""}
        for test in self._selection.missing():
            self._send_result(test, "not-run", 0, failure)

    def pytest_deselected(self, items):
        failure = {"exception": "", "message": "left out by the project's pytest configuration", "details": ""}
        for item in items:
            self._send_result(self._describe(item), "not-run", 0, failure)

    # --- running ----------------------------------------------------------------------------------------------------

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        self._compared = None
        state = self._states[item.nodeid] = _State(self._describe(item))
        self._channel.send("started", test=state.test)
        if self._substitute is not None:
            self._substitute.subject.begin_test()
        if self._measurement is not None:
            self._measurement.begin_test(state.test["id"])
        outcome = yield
        if self._measurement is not None:
            self._measurement.end_test()
        if self._substitute is not None:
            state.touched = self._substitute.subject.end_test()
        del self._states[item.nodeid]
        # Not when the run was broken off in the middle of the test.
        if outcome.excinfo is None and state.outcome is not None:
            self._send_result(state.test, state.outcome, state.seconds * 1_000, state.failure, state.touched)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self):
        self._selection.seed_random()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self):
        self._selection.seed_random()

    def pytest_assertrepr_compare(self, op, left, right):
        if op == "==":
            self._compared = {"actual": _values.repr(left), "expected": _values.repr(right)}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if self._substitute is not None and call.excinfo is not None and "asyncio" in sys.modules:
            # Tasks that a stand-in made fail are reported when they are collected. Should that happen while pytest parses the
            # source of a failure, some versions of Python break off: https://github.com/python/cpython/issues/106905
            gc.collect()
        outcome = yield
        report = outcome.get_result()
        error = None if call.excinfo is None else call.excinfo.value
        if error is not None:
            report.agentforge_failure = self._failure(error, report)
            report.agentforge_around_test = is_around_test(error)
            if isinstance(error, AssertionError) and self._compared is not None:
                report.agentforge_failure.update(self._compared)
        if self._limit is not None and self._limit.has_stopped(error):
            report.agentforge_timed_out = True
        self._compared = None

    def pytest_runtest_logreport(self, report):
        state = self._states.get(report.nodeid)
        if state is None:
            return
        if report.when == "setup":
            # A plugin that repeats failed tests begins again.
            state.restart()
        failure = getattr(report, "agentforge_failure", None)
        if getattr(report, "agentforge_timed_out", False):
            nothing = {"exception": "", "details": ""}
            state.time_is_up({**(failure or nothing), "message": self._limit.message}, report.duration)
            return
        if failure is None and not report.passed:
            failure = self._failure(None, report)
        state.add(report, failure)

    def report_hanging(self, trace):
        """Reports the test that runs as timed out, before the process is ended with it."""
        failure = {"exception": "", "message": self._limit.message, "details": trace}
        for state in self._states.values():
            self._send_result(state.test, "timed-out", self._limit.seconds * 1_000, failure)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self):
        if self._measurement is not None:
            self._channel.send("coverage", **self._measurement.finish())
        self._channel.send("ended")

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _id(self, nodeid, file):
        return "::".join([file] + nodeid.split("::")[1:])

    def _describe(self, item):
        file = self._workspace.relative(item.path)
        test_id = self._id(item.nodeid, file)
        line = self._workspace.line_of(file, test_id)
        if line is None and self._workspace.relative(os.path.join(str(self._config.rootpath), item.location[0])) == file:
            line = None if item.location[1] is None else item.location[1] + 1
        return {"id": test_id, "name": item.name, "file": file, "line": line}

    def _failure(self, error, report):
        failure = self._failures.of_report(error, report)
        return failure if self._substitute is None else self._substitute.explained(failure, error)

    def _send_result(self, test, outcome, milliseconds, failure, touched=()):
        if self._substitute is not None:
            self._channel.send("touched", id=test["id"], symbols=list(touched))
        self._channel.send(
            "result", result={**test, "outcome": outcome, "durationMs": round(milliseconds, 3), "failure": failure}
        )


class _State:
    """One test between its start and its end: what its set-up, its call and its clean-up came to."""

    def __init__(self, test):
        self.test = test
        self.touched = ()
        self.restart()

    def restart(self):
        self.outcome = None
        self.failure = None
        self.seconds = 0.0

    def add(self, report, failure):
        self.seconds += report.duration
        expected = hasattr(report, "wasxfail")
        if report.failed:
            # The first failure is the cause; those after it are mostly its consequences.
            if self.outcome in (None, "passed", "skipped", "xfailed"):
                around = report.when != "call" or getattr(report, "agentforge_around_test", False)
                self._set("setup-error" if around else "failed", failure)
        elif report.skipped and self.outcome is None and not hasattr(report, "context"):
            self._set("xfailed" if expected else "skipped", failure)
        elif report.passed and report.when == "call" and self.outcome is None and not hasattr(report, "context"):
            self._set("passed", None)

    def time_is_up(self, failure, seconds):
        self.seconds += seconds
        if self.outcome != "timed-out":
            self._set("timed-out", failure)

    def _set(self, outcome, failure):
        self.outcome = outcome
        self.failure = failure
