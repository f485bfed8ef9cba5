"""The parts of a run, put together, and what pytest asks before there is anything to report."""

import os
import traceback

import pytest
from agentforge_failure import Failures
from agentforge_report import Reporter
from agentforge_selection import Selection
from agentforge_workspace import Channel, Workspace


class Run:
    def __init__(self, wanted):
        self.channel = Channel(wanted["channel"], wanted["token"])
        self.workspace = Workspace(wanted["root"], wanted["files"])
        self.failures = Failures(self.workspace)
        self.selection = Selection(wanted.get("tests"), wanted.get("seed"))
        self.selection.seed_random()
        self.reporter = None
        self.limit = self.measurement = self.substitute = None
        if "testTimeLimit" in wanted:
            from agentforge_limit import TimeLimit

            self.limit = TimeLimit(wanted["testTimeLimit"], wanted["dump"], lambda trace: self.reporter.report_hanging(trace))
        if "coverageOf" in wanted:
            from agentforge_coverage import Measurement

            self.measurement = Measurement(
                wanted["root"], wanted["coverageOf"], wanted["coverageData"], wanted.get("coverageByTest", False)
            )
        if "substitute" in wanted:
            from agentforge_substitute import Substitute

            self.substitute = Substitute(wanted["substitute"], self.workspace, os.getcwd())

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(self, early_config):
        # A second measurement would disturb ours, and its reports lie in the workspace.
        if hasattr(early_config.known_args_namespace, "no_cov"):
            early_config.known_args_namespace.no_cov = True
        for file in self.workspace.files:
            self.channel.send("declared", tests=self.selection.declared(file, self.workspace.declared(file)))
            self.channel.send("imports", imports=self.workspace.imports(file))
        outcome = yield
        error = None if outcome.excinfo is None else outcome.excinfo[1]
        if type(error).__name__ == "ConftestImportFailure":
            self._report_conftest(early_config, error.__cause__ or error)

    def _report_conftest(self, config, error):
        """Without its conftest.py no test can be collected, as without a module that the test file itself imports."""
        frames = traceback.extract_tb(error.__traceback__)
        own = [each for each in frames if os.path.isfile(each.filename) and self.workspace.is_own(each.filename)]
        details = "".join(traceback.format_list(own) + traceback.format_exception_only(type(error), error))
        self._report_with(config).report_stopped(self.failures.of_error(error, details))

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config):
        # One process, in the order of the file, to the end: whatever the project's addopts ask of these plugins.
        options = {"dist": "no", "tx": [], "randomly_reorganize": False, "stepwise": False, "stepwise_skip": False}
        if self.selection.seed is not None:
            options["randomly_seed"] = self.selection.seed
        for name, value in options.items():
            if hasattr(config.option, name):
                setattr(config.option, name, value)
        # Imported in pytest's usual way, the second of two files with one module name is an error.
        if config.option.importmode == "prepend" and self.workspace.has_twins():
            config.option.importmode = "importlib"
        config.pluginmanager.register(self._report_with(config), "agentforge-reporter")
        if self.limit is not None:
            config.pluginmanager.register(self.limit, "agentforge-limit")

    def _report_with(self, config):
        self.reporter = Reporter(config, self)
        return self.reporter
