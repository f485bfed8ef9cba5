"""The time limit of single tests.

On POSIX an alarm raises in the test, which then counts as timed out, and the next one runs. A test that cannot be stopped in this
way, and every test on other systems, is ended together with the process.
"""

import os
import signal
import threading
import time
import traceback

import pytest

# A test that catches whatever is raised is asked this many times to end, this many seconds apart.
_MOST_ALARMS = 5
_BETWEEN_ALARMS = 0.5

# What the process ends with when a test would not.
_GAVE_UP = 70


class TimeIsUp(pytest.fail.Exception):
    """Like all outcomes of pytest it is no `Exception`, so that `except Exception` in a test or a subject does not catch it."""


class TimeLimit:
    def __init__(self, seconds, dump, report_hanging):
        self.seconds = seconds
        # The file that the interpreter's own watch writes to when it ends the process.
        self._dump = dump
        # Called with the trace of a test that cannot be stopped.
        self._report_hanging = report_hanging
        self._armed = False
        self._alarms = 0
        self._left = seconds
        self._setitimer = None

    def has_stopped(self, error):
        """Whether set-up, call or clean-up has used up its time, or set-up found that an earlier test had."""
        return self._alarms > 0 or isinstance(error, TimeIsUp)

    @property
    def message(self):
        return "did not end within %g s" % self.seconds

    def pytest_configure(self):
        # Now, before any test can replace it.
        self._setitimer = getattr(signal, "setitimer", None)

    # Set-up and call share the time; the clean-up has as much again.

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_setup(self):
        self._left = self.seconds
        yield from self._limited()

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_call(self):
        yield from self._limited()

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self):
        self._left = self.seconds
        yield from self._limited()

    def _limited(self):
        self._alarms = 0
        start = time.monotonic()
        by_alarm = self._setitimer is not None and threading.current_thread() is threading.main_thread()
        yield from self._watched_by_alarm(start) if by_alarm else self._watched_by_interpreter()
        self._left = max(self._left - (time.monotonic() - start), 0.001)

    def _watched_by_alarm(self, start):
        handler = signal.signal(signal.SIGALRM, self._alarm)
        self._armed = True
        # The project may have a time limit of its own; the shorter one holds.
        theirs, _ = self._setitimer(signal.ITIMER_REAL, self._left, _BETWEEN_ALARMS)
        if 0 < theirs < self._left:
            signal.signal(signal.SIGALRM, handler)
            self._setitimer(signal.ITIMER_REAL, theirs)
        try:
            try:
                yield
            finally:
                self._armed = False
        finally:
            self._armed = False
            if signal.getsignal(signal.SIGALRM) == self._alarm:
                left = max(theirs - (time.monotonic() - start), 0.001) if theirs > 0 else 0
                self._setitimer(signal.ITIMER_REAL, left)
                signal.signal(signal.SIGALRM, handler)

    def _alarm(self, _number, frame):
        if not self._armed:
            return
        self._alarms += 1
        if self._alarms > _MOST_ALARMS:
            self._report_hanging("".join(traceback.format_stack(frame)))
            os._exit(_GAVE_UP)
        raise TimeIsUp(self.message)

    def _watched_by_interpreter(self):
        import faulthandler

        with open(self._dump, "wb") as dump:
            faulthandler.dump_traceback_later(self._left, exit=True, file=dump)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()
