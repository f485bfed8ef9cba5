"""Reports a pytest run to AgentForge: one JSON line for each thing that happens, in a file outside the workspace.

Loaded with `-p agentforge_pytest`; needs pytest 7 or newer, Python 3.8 or newer and nothing else. The lines are read by
`readPytestLine.ts`. The environment variable AGENTFORGE_PYTEST names the file with what is wanted, written by
`pytestAdapter.ts` and removed here: nothing of it is for tests to see.

PYTEST_DONT_REWRITE
"""

import json
import os
import sys
import traceback

import pytest


class _Run:
    def __init__(self, wanted):
        from agentforge_failure import Failures
        from agentforge_report import Reporter
        from agentforge_selection import Selection
        from agentforge_workspace import Channel, Workspace

        self.channel = Channel(wanted["channel"], wanted["token"])
        self.workspace = Workspace(wanted["root"], wanted["files"])
        self.failures = Failures(self.workspace)
        self.selection = Selection(wanted.get("tests"), wanted.get("seed"))
        self.selection.seed_random()
        self.reporter = None
        self.limit = self.measurement = self.substitute = None
        self._reporter = Reporter
        if "testTimeLimit" in wanted:
            from agentforge_limit import TimeLimit

            self.limit = TimeLimit(wanted["testTimeLimit"], wanted["dump"], lambda trace: self.reporter.report_hanging(trace))
        if "coverageOf" in wanted:
            from agentforge_coverage import Measurement

            self.measurement = Measurement(wanted["root"], wanted["coverageOf"], wanted["coverageData"])
        if "substitute" in wanted:
            from agentforge_substitute import Substitute

            self.substitute = Substitute(wanted["substitute"], self.workspace, os.getcwd())

    def report_with(self, config):
        self.reporter = self._reporter(config, self)
        return self.reporter


def _begin():
    request = os.environ.pop("AGENTFORGE_PYTEST", None)
    here = os.path.dirname(os.path.abspath(__file__))
    run = None
    if request is not None:
        with open(request, "rb") as file:
            wanted = json.loads(file.read())
        os.remove(request)
        # Tests import by the path from the workspace; last, so that it hides nothing that the project configured.
        if wanted["root"] not in [os.path.abspath(each or os.getcwd()) for each in sys.path]:
            sys.path.append(wanted["root"])
        run = _Run(wanted)
    # From here on the project's tests, and programs that they start, see nothing of how this plugin came in.
    if os.environ.get("PYTHONPATH") == here:
        del os.environ["PYTHONPATH"]
    sys.path[:] = [each for each in sys.path if os.path.abspath(each or os.getcwd()) != here]
    return run


_run = _begin()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    if _run is not None:
        # A second measurement would disturb ours, and its reports lie in the workspace.
        if hasattr(early_config.known_args_namespace, "no_cov"):
            early_config.known_args_namespace.no_cov = True
        for file in _run.workspace.files:
            _run.channel.send("declared", tests=_run.selection.declared(file, _run.workspace.declared(file)))
            _run.channel.send("imports", imports=_run.workspace.imports(file))
    outcome = yield
    error = None if outcome.excinfo is None else outcome.excinfo[1]
    if _run is not None and type(error).__name__ == "ConftestImportFailure":
        _report_conftest(early_config, error.__cause__ or error)


def _report_conftest(config, error):
    """Without its conftest.py no test can be collected, as without a module that the test file itself imports."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if os.path.isfile(each.filename) and _run.workspace.is_own(each.filename)]
    details = "".join(traceback.format_list(own) + traceback.format_exception_only(type(error), error))
    _run.report_with(config).report_stopped(_run.failures.of_error(error, details))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if _run is None:
        return
    # One process, in the order of the file, to the end: whatever the project's addopts ask of these plugins.
    options = {"dist": "no", "tx": [], "randomly_reorganize": False, "stepwise": False, "stepwise_skip": False}
    if _run.selection.seed is not None:
        options["randomly_seed"] = _run.selection.seed
    for name, value in options.items():
        if hasattr(config.option, name):
            setattr(config.option, name, value)
    # Imported in pytest's usual way, the second of two files with one module name is an error.
    if config.option.importmode == "prepend" and _run.workspace.has_twins():
        config.option.importmode = "importlib"
    config.pluginmanager.register(_run.report_with(config), "agentforge-reporter")
    if _run.limit is not None:
        config.pluginmanager.register(_run.limit, "agentforge-limit")
