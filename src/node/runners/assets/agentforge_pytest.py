"""Reports a pytest run to AgentForge: one JSON line for each thing that happens, in a file outside the workspace.

Loaded with `-p agentforge_pytest`; needs pytest 7 or newer, Python 3.8 or newer and nothing else. The lines are read by
`readPytestLine.ts`. What is to be reported stands in the environment variable AGENTFORGE_PYTEST, as JSON:
`channel` (the file), `token` (what each line begins with), `root` (the workspace, absolute), `files` (test files, relative to it).
"""

import ast
import fnmatch
import importlib.util
import json
import os
import posixpath
import re
import reprlib
import sys
import traceback

import pytest

_LONGEST_MESSAGE = 20_000
_LONGEST_DETAILS = 60_000
_LONGEST_VALUE = 10_000

# Taken before any test can patch them.
_write_bytes = os.write
_getpid = os.getpid


class _Channel:
    def __init__(self, path, token):
        # A descriptor of its own, which programs started by tests do not inherit.
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        self._owner = _getpid()
        self._token = token

    def send(self, kind, **fields):
        # A test may fork, and its copy may get as far as to report.
        if _getpid() != self._owner:
            return
        data = (self._token + json.dumps({"kind": kind, **fields}) + "\n").encode("ascii")
        while data:
            data = data[_write_bytes(self._descriptor, data) :]


class _Workspace:
    """Where files lie, and what stands in the text of the test files."""

    def __init__(self, root, files):
        self.root = root
        self.files = files
        self._trees = {}
        self._lines = {}

    def relative(self, path):
        path = os.path.join(os.getcwd(), str(path))
        try:
            return os.path.relpath(path, self.root).replace(os.sep, "/")
        except ValueError:  # On another drive.
            return path

    def tree(self, file):
        if file not in self._trees:
            try:
                with open(os.path.join(self.root, file), "rb") as source:
                    self._trees[file] = ast.parse(source.read())
            except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
                # pytest itself will say what is wrong with the file.
                self._trees[file] = None
        return self._trees[file]

    def declared(self, file, functions=("test",), classes=("Test",)):
        """The tests in a file's text, as pytest would name them, without parameters."""
        tree = self.tree(file)
        return [] if tree is None else list(_declared_in(tree.body, file, file, (functions, classes)))

    def line_of(self, file, test_id):
        """The line of a test's `def`; pytest's own is that of its first decorator."""
        if file not in self._lines:
            self._lines[file] = {test["id"]: test["line"] for test in self.declared(file, ("*",), ("*",))}
        return self._lines[file].get(test_id.split("[", 1)[0])

    def imports(self, file):
        tree = self.tree(file)
        found = []
        for node in [] if tree is None else ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                modules = [_absolute(node, file)]
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.Import):
                modules, names = [alias.name for alias in node.names], []
            else:
                continue
            found += [
                {"file": file, "line": node.lineno, "module": module, "names": names}
                for module in modules
                if self._is_of_project(module)
            ]
        return sorted(found, key=lambda each: each["line"])

    def _is_of_project(self, module):
        """Whether a module is the project's, or nobody's: then it is one that does not exist yet."""
        top = module.split(".", 1)[0]
        if top == "":
            return True
        if top in sys.builtin_module_names or top in getattr(sys, "stdlib_module_names", ()):
            return False
        try:
            spec = importlib.util.find_spec(top)
        except (ImportError, ValueError, AttributeError):
            return True
        if spec is None:
            return True
        places = list(spec.submodule_search_locations or []) + [spec.origin or ""]
        return any(self.is_own(place) for place in places)

    def has_twins(self):
        """Whether two test files would have the same module name: the same file name, and no package tells them apart."""
        places = {file for file in self.files if not self._is_in_package(file)}
        return len({posixpath.basename(file) for file in places}) < len(places)

    def _is_in_package(self, file):
        return os.path.exists(os.path.join(self.root, posixpath.dirname(file), "__init__.py"))

    def is_own(self, place):
        path = self.relative(os.path.realpath(place)) if place else ".."
        parts = path.split("/")
        return parts[0] != ".." and "site-packages" not in parts and "dist-packages" not in parts


def _absolute(node, file):
    """The module of a `from` import; one with leading dots is counted from the folder of the file."""
    folder = file.split("/")[: -node.level] if node.level else []
    return ".".join([*folder, node.module] if node.module else folder)


def _declared_in(body, file, parent, patterns):
    functions, classes = patterns
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _fits(node.name, functions):
            yield {"id": parent + "::" + node.name, "name": node.name, "file": file, "line": node.lineno}
        elif isinstance(node, ast.ClassDef) and (_fits(node.name, classes) or _is_unittest(node)):
            yield from _declared_in(node.body, file, parent + "::" + node.name, patterns)
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _declared_in(node.body + node.orelse, file, parent, patterns)


def _fits(name, patterns):
    return any(name.startswith(each) or ("*" in each and fnmatch.fnmatch(name, each)) for each in patterns)


def _is_unittest(node):
    names = [getattr(base, "attr", getattr(base, "id", "")) for base in node.bases]
    return any(name.endswith("TestCase") for name in names)


def _cut(text, longest):
    return text if len(text) <= longest else text[: longest // 2] + "\n[...]\n" + text[-longest // 2 :]


def _text_of(error):
    try:
        if isinstance(error, _OUTCOMES):
            return _cut(str(error.msg), _LONGEST_MESSAGE)
        if isinstance(error, pytest.FixtureLookupError):
            return "fixture '%s' not found" % error.argname
        return _cut(str(error), _LONGEST_MESSAGE)
    except Exception:  # An exception of the user's, with a __str__ that fails.
        return ""


_OUTCOMES = (pytest.skip.Exception, pytest.fail.Exception)

_values = reprlib.Repr()
_values.maxlevel = 10
_values.maxdict = _values.maxlist = _values.maxtuple = _values.maxset = _values.maxfrozenset = _values.maxdeque = 1_000
_values.maxstring = _values.maxlong = _values.maxother = _LONGEST_VALUE


def _missing(error):
    """The module or the name that an exception says is not there."""
    if isinstance(error, ModuleNotFoundError):
        return {"missingModule": error.name} if error.name else {}
    text = _text_of(error)
    if isinstance(error, ImportError):
        found = re.match(r"cannot import name '([^']+)'", text)
        return {"missingSymbol": found.group(1)} if found else {}
    # Nothing has no attributes at all: that is a wrong value, and no name that somebody forgot.
    if isinstance(error, AttributeError) and not text.startswith("'NoneType' object"):
        found = re.search(r"has no attribute '([^']+)'", text)
        return {"missingSymbol": found.group(1)} if found else {}
    return {}


class _Reporter:
    def __init__(self, config, channel, workspace):
        self._config = config
        self._channel = channel
        self._workspace = workspace
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
            prefix = self._id(collector.nodeid, path) + "::"
            declared = [test for test in self._declared(path) if test["id"].startswith(prefix)]
            return declared or [{"id": prefix[:-2], "name": collector.name, "file": path, "line": None}]
        if isinstance(collector, pytest.File) and not os.path.basename(path) == "__init__.py":
            files = [path]
        else:
            folder = posixpath.dirname(path) if path.endswith(".py") else path
            files = [file for file in self._workspace.files if folder in ("", ".") or file.startswith(folder + "/")]
        return [test for file in files for test in self._declared(file) or [self._whole(file, failure)]]

    def _declared(self, file):
        functions = self._config.getini("python_functions")
        return self._workspace.declared(file, functions, self._config.getini("python_classes"))

    def _whole(self, file, failure):
        return {"id": file, "name": posixpath.basename(file), "file": file, "line": failure.get("line")}

    def pytest_collection_finish(self, session):
        self._channel.send("known", tests=[self._describe(item) for item in session.items])

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
        outcome = yield
        del self._states[item.nodeid]
        # Not when the run was broken off in the middle of the test.
        if outcome.excinfo is None and state.outcome is not None:
            self._send_result(state.test, state.outcome, state.seconds * 1_000, state.failure)

    def pytest_assertrepr_compare(self, op, left, right):
        if op == "==":
            self._compared = {"actual": _values.repr(left), "expected": _values.repr(right)}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        outcome = yield
        report = outcome.get_result()
        if call.excinfo is not None:
            report.agentforge_failure = self._failure(call.excinfo.value, report)
            if isinstance(call.excinfo.value, AssertionError) and self._compared is not None:
                report.agentforge_failure.update(self._compared)
        self._compared = None

    def pytest_runtest_logreport(self, report):
        state = self._states.get(report.nodeid)
        if state is None:
            return
        if report.when == "setup":
            # A plugin that repeats failed tests begins again.
            state.restart()
        failure = getattr(report, "agentforge_failure", None)
        if failure is None and not report.passed:
            failure = self._failure(None, report)
        state.add(report, failure)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self):
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
        # For a module that cannot be imported pytest raises an error of its own from the true one.
        if isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
            error = error.__cause__
        details = getattr(report, "longreprtext", "")
        if report.skipped and isinstance(report.longrepr, tuple):
            details = ""
        failure = {
            "exception": "" if error is None else type(error).__name__,
            "message": details if error is None else _text_of(error),
            "details": _cut(self._from_root(details), _LONGEST_DETAILS),
        }
        if error is None and report.skipped and isinstance(report.longrepr, tuple):
            failure["message"] = str(report.longrepr[2])
        if hasattr(report, "wasxfail"):
            failure["message"] = failure["message"] or str(report.wasxfail)
        if isinstance(error, SyntaxError) and error.lineno is not None:
            failure["line"] = error.lineno
        failure.update(_missing(error))
        return failure

    def _from_root(self, details):
        """pytest prints paths from the folder it runs in; the workspace may begin above."""
        folder = self._workspace.relative(os.getcwd())
        if folder == ".":
            return details
        return re.sub(r"(?m)^(?!/)([^\s:]+\.py)(?=:\d+: )", lambda match: posixpath.normpath(folder + "/" + match.group(1)), details)

    def _send_result(self, test, outcome, milliseconds, failure):
        self._channel.send(
            "result", result={**test, "outcome": outcome, "durationMs": round(milliseconds, 3), "failure": failure}
        )


class _State:
    """One test between its start and its end: what its set-up, its call and its clean-up came to."""

    def __init__(self, test):
        self.test = test
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
                self._set("failed" if report.when == "call" else "setup-error", failure)
        elif report.skipped and self.outcome is None and not hasattr(report, "context"):
            self._set("xfailed" if expected else "skipped", failure)
        elif report.passed and report.when == "call" and self.outcome is None and not hasattr(report, "context"):
            self._set("passed", None)

    def _set(self, outcome, failure):
        self.outcome = outcome
        self.failure = failure


def _begin():
    request = os.environ.pop("AGENTFORGE_PYTEST", None)
    here = os.path.dirname(os.path.abspath(__file__))
    # From here on the project's tests, and programs that they start, see nothing of how this plugin came in.
    if os.environ.get("PYTHONPATH") == here:
        del os.environ["PYTHONPATH"]
    sys.path[:] = [each for each in sys.path if os.path.abspath(each or os.getcwd()) != here]
    if request is None:
        return None
    wanted = json.loads(request)
    # Tests import by the path from the workspace; last, so that it hides nothing that the project configured.
    if wanted["root"] not in [os.path.abspath(each or os.getcwd()) for each in sys.path]:
        sys.path.append(wanted["root"])
    return _Channel(wanted["channel"], wanted["token"]), _Workspace(wanted["root"], wanted["files"])


_run = _begin()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests():
    if _run is not None:
        channel, workspace = _run
        for file in workspace.files:
            channel.send("declared", tests=workspace.declared(file))
            channel.send("imports", imports=workspace.imports(file))
    outcome = yield
    error = None if outcome.excinfo is None else outcome.excinfo[1]
    if _run is not None and type(error).__name__ == "ConftestImportFailure":
        _report_conftest(channel, workspace, error.__cause__ or error)


def _report_conftest(channel, workspace, error):
    """Without its conftest.py no test can be collected, as without a module that the test file itself imports."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if os.path.isfile(each.filename) and workspace.is_own(each.filename)]
    details = "".join(traceback.format_list(own) + traceback.format_exception_only(type(error), error))
    failure = {"exception": type(error).__name__, "message": _text_of(error), "details": _cut(details, _LONGEST_DETAILS)}
    failure.update(_missing(error))
    for file in workspace.files:
        whole = {"id": file, "name": posixpath.basename(file), "file": file, "line": None}
        for test in workspace.declared(file) or [whole]:
            result = {**test, "outcome": "collection-error", "durationMs": 0, "failure": failure}
            channel.send("result", result=result)
    channel.send("ended")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if _run is None:
        return
    # One process, in the order of the file, to the end: whatever the project's addopts ask of these plugins.
    for name, value in (("dist", "no"), ("tx", []), ("randomly_reorganize", False), ("stepwise", False), ("stepwise_skip", False)):
        if hasattr(config.option, name):
            setattr(config.option, name, value)
    # Imported in pytest's usual way, the second of two files with one module name is an error.
    if config.option.importmode == "prepend" and _run[1].has_twins():
        config.option.importmode = "importlib"
    config.pluginmanager.register(_Reporter(config, *_run), "agentforge-reporter")
