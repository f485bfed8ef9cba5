"""Measures with coverage.py, where the project has it, which lines of some files are run."""

import os
import re
import warnings
from contextlib import contextmanager, nullcontext

_BETWEEN = "between"


@contextmanager
def _tracing():
    """From Python 3.12 on coverage.py may measure in a way that tells of a line only once, so of one test only."""
    usual = os.environ.get("COVERAGE_CORE")
    os.environ["COVERAGE_CORE"] = "ctrace"
    try:
        yield
    finally:
        del os.environ["COVERAGE_CORE"]
        if usual is not None:
            os.environ["COVERAGE_CORE"] = usual


class Measurement:
    """`by_test`: tells of each test apart what it ran."""

    def __init__(self, root, files, data_file, by_test=False):
        self._root = root
        self._files = files
        self._tests = [] if by_test else None
        self._coverage = None
        self.problem = None
        try:
            from coverage import Coverage, CoverageException
        except ImportError:
            # Also where a folder of the project has that name.
            self.problem = "not-installed"
            return
        # Its patterns have no way to write these characters as themselves; what fits besides is not asked for later.
        places = [re.sub(r"[][*?]", "?", os.path.join(root, file)) for file in files]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # Without the project's configuration, which may leave out the very files that are asked for.
                measuring = Coverage(data_file=data_file, include=places, config_file=False)
                with _tracing() if by_test else nullcontext():
                    measuring.start()
            self._coverage = measuring
        except CoverageException as error:
            self.problem = str(error)

    def begin_test(self, test_id):
        if self._coverage is not None and self._tests is not None:
            self._tests.append(test_id)
            self._coverage.switch_context(test_id)

    def end_test(self):
        if self._coverage is not None and self._tests is not None:
            # What runs between two tests is not loading, and belongs to neither.
            self._coverage.switch_context(_BETWEEN)

    def finish(self):
        """The lines of each file that can be read, also of those that nothing imported."""
        if self._coverage is None:
            return {"problem": self.problem}
        measured = []
        with warnings.catch_warnings():
            # Such as that no file was imported at all: the lines will say so.
            warnings.simplefilter("ignore")
            self._coverage.stop()
            from coverage import CoverageException

            for file in self._files:
                try:
                    _, statements, _, missing, _ = self._coverage.analysis2(os.path.join(self._root, file))
                except CoverageException:
                    continue
                unused = set(missing)
                lines = [{"line": line, "hits": 0 if line in unused else 1} for line in statements]
                measured.append({"path": file, "lines": lines})
        return {"files": measured} if self._tests is None else {"files": measured, "byTest": self._by_test(measured)}

    def _by_test(self, measured):
        """The lines of each test; what loading runs is run for all of them."""
        ran = {test_id: [] for test_id in self._tests}
        data = self._coverage.get_data()
        for file in measured:
            contexts = data.contexts_by_lineno(os.path.join(self._root, file["path"]))
            hit = [(each["line"], set(contexts.get(each["line"], ()))) for each in file["lines"] if each["hits"] > 0]
            for test_id, files in ran.items():
                lines = [line for line, of in hit if "" in of or test_id in of]
                if lines:
                    files.append({"path": file["path"], "lines": lines})
        return [{"id": test_id, "files": files} for test_id, files in ran.items()]
