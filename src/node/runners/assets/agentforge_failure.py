"""What stopped a test: the exception, what it says is missing, and the places it came through."""

import os
import posixpath
import re

import _pytest
import pluggy
import pytest

_LONGEST_MESSAGE = 20_000
_LONGEST_DETAILS = 60_000
_INNERMOST_FRAMES = 60
_OUTERMOST_FRAMES = 20

_OUTCOMES = (pytest.skip.Exception, pytest.fail.Exception)

_RUNNER = tuple(
    os.path.dirname(os.path.abspath(file)) + os.sep
    for file in (pytest.__file__, _pytest.__file__, pluggy.__file__, __file__)
)


class Failures:
    def __init__(self, workspace):
        self._workspace = workspace

    def of_report(self, error, report):
        """`error` is None where pytest hands on none; the report's own words stand for it then."""
        # For a module that cannot be imported pytest raises an error of its own from the true one.
        if isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
            error = error.__cause__
        details = getattr(report, "longreprtext", "")
        skipped = report.skipped and isinstance(report.longrepr, tuple)
        if skipped:
            details = ""
        if error is None:
            failure = {"exception": "", "message": str(report.longrepr[2]) if skipped else details}
        else:
            failure = self._of_error(error)
        failure["details"] = _cut(self._from_root(details), _LONGEST_DETAILS)
        if hasattr(report, "wasxfail"):
            failure["message"] = failure["message"] or str(report.wasxfail)
        return failure

    def of_error(self, error, details):
        return {**self._of_error(error), "details": _cut(details, _LONGEST_DETAILS)}

    def _of_error(self, error):
        failure = {"exception": type(error).__name__, "message": _text_of(error), "frames": self._frames(error)}
        if isinstance(error, SyntaxError) and error.lineno is not None:
            failure["line"] = error.lineno
        failure.update(_missing(error))
        return failure

    def _frames(self, error):
        """From where it was raised outwards, without the frames of pytest and of this plugin."""
        found = []
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if not _is_runner(frame):
                found.append(self._frame(frame.f_code.co_filename, trace.tb_lineno, frame.f_code.co_name))
            trace = trace.tb_next
        found.reverse()
        # What comes before the first of the project's own places only started the test.
        while any(not frame["library"] for frame in found) and found[-1]["library"]:
            found.pop()
        if isinstance(error, SyntaxError) and error.lineno is not None and os.path.isfile(error.filename or ""):
            # It was raised by the compiler, and stands elsewhere.
            while found and found[0]["library"]:
                del found[0]
            found.insert(0, self._frame(error.filename, error.lineno, ""))
        if len(found) > _INNERMOST_FRAMES + _OUTERMOST_FRAMES:
            del found[_INNERMOST_FRAMES:-_OUTERMOST_FRAMES]
        return found

    def _frame(self, file, line, function):
        place = self._workspace.relative(file)
        outside = place == ".." or place.startswith("../")
        return {
            "file": os.path.abspath(file).replace(os.sep, "/") if outside else place,
            "line": line,
            "function": function,
            "library": not self._workspace.is_own(file),
        }

    def _from_root(self, details):
        """pytest prints paths from the folder it runs in; the workspace may begin above."""
        folder = self._workspace.relative(os.getcwd())
        if folder == ".":
            return details
        return re.sub(
            r"(?m)^(?!/)([^\s:]+\.py)(?=:\d+: )",
            lambda match: posixpath.normpath(folder + "/" + match.group(1)),
            details,
        )


def is_around_test(error):
    """Whether it comes from what unittest runs before or after a test; for pytest all that is one call."""
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if _is_unittest(frame) and frame.f_code.co_name in _AROUND_TESTS:
            return True
        trace = trace.tb_next
    return False


_AROUND_TESTS = ("_callSetUp", "_callTearDown", "_callCleanup")


def _is_runner(frame):
    file = frame.f_code.co_filename
    # Code without a file, such as the import system's, is nobody's place.
    return file.startswith("<") or _is_unittest(frame) or os.path.abspath(file).startswith(_RUNNER)


def _is_unittest(frame):
    """By the mark that its modules have for runners, which one of them lacks."""
    return "__unittest" in frame.f_globals or frame.f_globals.get("__name__") == "unittest.async_case"


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
