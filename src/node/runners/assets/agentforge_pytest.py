"""Reports what pytest does, test by test, as JSON lines on file descriptor 3. Needs nothing but pytest itself."""

import ast
import json
import os
import re
import sys

import pytest

_CANNOT_IMPORT = re.compile(r"cannot import name '([^']+)'")
_RED = "failed"


class _Reporter:
    def __init__(self, config):
        self._config = config
        self._out = os.fdopen(3, "w", encoding="utf-8", buffering=1)
        self._root = os.environ["AGENTFORGE_ROOT"]
        self._phases = {}
        self._compared = {}
        self._files = set()
        self._current = None

    def _send(self, **message):
        self._out.write(json.dumps(message) + "\n")

    def _file_of(self, path):
        return os.path.relpath(str(path), self._root).replace(os.sep, "/")

    def _id_of(self, item):
        _, separator, rest = item.nodeid.partition("::")
        return self._file_of(item.path) + separator + rest

    def _describe_file(self, path):
        file = self._file_of(path)
        if file in self._files:
            return
        self._files.add(file)
        tree = _parse(path)
        if tree is not None:
            self._send(kind="imports", imports=list(_imports(tree, file)))

    def pytest_collection_finish(self, session):
        for item in session.items:
            self._describe_file(item.path)
        self._send(
            kind="collected",
            tests=[self._about(item) for item in session.items],
        )

    def _about(self, item):
        line = item.location[1]
        return {
            "id": self._id_of(item),
            "name": item.nodeid.partition("::")[2] or item.name,
            "file": self._file_of(item.path),
            "line": None if line is None else line + 1,
        }

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self, collector):
        outcome = yield
        report = outcome.get_result()
        if not report.failed:
            return
        path = getattr(collector, "path", None)
        if path is None or not os.path.isfile(str(path)):
            return
        self._describe_file(path)
        excinfo = getattr(getattr(report, "call", None), "excinfo", None)
        error = None if excinfo is None else excinfo.value
        # pytest wraps what the import of the test file raised.
        error = getattr(error, "__cause__", None) or error
        failure = _failure(error, str(report.longrepr))
        file = self._file_of(path)
        tests = list(_tests(_parse(path), file)) or [{"id": file, "name": file, "file": file, "line": None}]
        for test in tests:
            self._send(kind="test", outcome="collection-error", durationMs=0, failure=failure, **test)

    def pytest_runtest_logstart(self, nodeid, location):
        self._current = nodeid

    def pytest_runtest_protocol(self, item):
        self._send(kind="started", id=self._id_of(item))

    def pytest_assertrepr_compare(self, op, left, right):
        if op == "==" and self._current is not None:
            self._compared[self._current] = (_short(left), _short(right))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        outcome = yield
        report = outcome.get_result()
        phases = self._phases.setdefault(item.nodeid, [])
        phases.append((report, call))
        if report.when != "teardown":
            return
        del self._phases[item.nodeid]
        self._send(
            kind="test",
            outcome=_outcome(phases),
            durationMs=sum(each.duration for each, _ in phases) * 1000,
            failure=self._failure_of(item, phases),
            **self._about(item),
        )

    def _failure_of(self, item, phases):
        for report, call in phases:
            if report.failed:
                failure = _failure(None if call.excinfo is None else call.excinfo.value, report.longreprtext)
                compared = self._compared.pop(item.nodeid, None)
                if compared is not None and failure["exception"] == "AssertionError":
                    failure["actual"], failure["expected"] = compared
                return failure
        return None

    def pytest_sessionfinish(self, session, exitstatus):
        self._send(kind="ended", code=int(exitstatus))


def _outcome(phases):
    by_phase = {report.when: report for report, _ in phases}
    call = by_phase.get("call")
    setup = by_phase.get("setup")
    if setup is not None and setup.failed:
        return "setup-error"
    if any(hasattr(report, "wasxfail") and report.skipped for report in by_phase.values()):
        return "xfailed"
    if any(report.skipped for report in by_phase.values()):
        return "skipped"
    if call is not None and call.failed:
        return _RED
    teardown = by_phase.get("teardown")
    if teardown is not None and teardown.failed:
        return "setup-error"
    return "passed" if call is not None else "not-run"


def _failure(error, details):
    failure = {
        "exception": "" if error is None else type(error).__name__,
        "message": "" if error is None else str(error),
        "details": details,
    }
    if isinstance(error, ModuleNotFoundError) and error.name:
        failure["missingModule"] = error.name
    elif isinstance(error, ImportError):
        match = _CANNOT_IMPORT.search(str(error))
        if match:
            failure["missingSymbol"] = match.group(1)
    elif isinstance(error, AttributeError) and getattr(error, "name", None):
        failure["missingSymbol"] = error.name
    elif isinstance(error, SyntaxError):
        failure["message"] = "%s (line %s)" % (error.msg, error.lineno)
    return failure


def _short(value):
    try:
        text = repr(value)
    except Exception as error:  # A broken __repr__ must not change the result of the test.
        text = "<%s in repr of %s>" % (type(error).__name__, type(value).__name__)
    return text if len(text) <= 4000 else text[:4000] + "..."


def _parse(path):
    try:
        with open(str(path), "rb") as file:
            return ast.parse(file.read())
    except (SyntaxError, ValueError, OSError):
        return None


def _tests(tree, file):
    if tree is None:
        return
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for member in node.body:
                if _is_test(member):
                    yield _row(file, member, node.name + "::" + member.name)
        elif _is_test(node):
            yield _row(file, node, node.name)


def _is_test(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def _row(file, node, name):
    return {"id": file + "::" + name, "name": name, "file": file, "line": node.lineno}


def _imports(tree, file):
    builtin = getattr(sys, "stdlib_module_names", frozenset())
    package = file.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] not in builtin:
                    yield {"file": file, "line": node.lineno, "module": alias.name, "names": []}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                base = package[: len(package) - node.level + 1]
                module = ".".join([*base, module] if module else base)
            if module.split(".")[0] not in builtin:
                names = [alias.name for alias in node.names]
                yield {"file": file, "line": node.lineno, "module": module, "names": names}


def pytest_configure(config):
    # A worker of pytest-xdist has no descriptor 3; its results come through the main process.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Reporter(config), "agentforge-reporter")
