"""Runs pytest many times in a row, each time in a fork of a process that has loaded it already: loading takes longer than most tests.

Reads one JSON line for each run from standard input: `args`, `cwd` and `env`, as a process of its own would get them, and `path`,
folders in which modules are looked for before those that are installed; while it runs, any line ends it. Writes a line when it has ended: `code`, or `signal`. What the tests print goes nowhere. Ends, with the run that is
going on, when its input ends. Read by `warmPytest.ts`.
"""

import gc
import json
import os
import select
import signal
import sys

_INSTALLED = ("site-packages", "dist-packages")
_PR_SET_CHILD_SUBREAPER = 36


def main():
    _load()
    _adopt()
    gc.freeze()
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    waiting = b""
    while True:
        while b"\n" not in waiting:
            arrived = os.read(0, 65536)
            if arrived == b"":
                return
            waiting += arrived
        line, waiting = waiting.split(b"\n", 1)
        asked = json.loads(line)
        if "args" not in asked:
            continue  # The run that it was to end had ended.
        pid = os.fork()
        if pid == 0:
            _run(asked, (reading, writing))
        status = _wait(pid, reading)
        if status is None:
            _end(pid)
            _end_adopted()
            return
        _end_group(pid)
        _end_adopted()
        _tell(**({"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"code": os.WEXITSTATUS(status)}))


def _load():
    import _pytest.config
    import agentforge_failure
    import agentforge_report
    import agentforge_run
    import agentforge_selection
    import agentforge_workspace

    _pytest.config.get_config()
    if not os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        _load_plugins()
    del agentforge_failure, agentforge_report, agentforge_run, agentforge_selection, agentforge_workspace


def _load_plugins():
    from importlib import metadata

    found = metadata.entry_points()
    for point in found.select(group="pytest11") if hasattr(found, "select") else found.get("pytest11", []):
        try:
            point.load()
        except Exception:
            pass  # pytest says it when it wants the plugin.


def _wait(pid, reading):
    """How the run ended; None when nobody listens any more."""
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended == pid:
            return status
        ready, _, _ = select.select([0, reading], [], [])
        if reading in ready:
            os.read(reading, 4096)
        elif os.read(0, 4096) == b"":
            return None
        else:
            _end(pid)


def _end(pid):
    """Ends a run that goes on, with what it started."""
    if not _end_group(pid):
        os.kill(pid, signal.SIGKILL)  # It has no group yet.


def _end_group(pid):
    """Ends what is left of the group that a run leads or led; whether there was any."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        return False
    return True


def _adopt():
    """Makes what a run leaves behind in sessions of its own a child of this process, as far as the system can."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (AttributeError, ImportError, OSError):
        pass  # Only Linux has it.


def _end_adopted():
    """Ends what the run that has ended left behind; each that ends may leave others."""
    left = _children()
    while left:
        for child in left:
            try:
                os.kill(child, signal.SIGKILL)
            except OSError:
                return  # It runs as another user.
            os.waitpid(child, 0)
        left = _children()


def _children():
    try:
        with open("/proc/self/task/%d/children" % os.getpid()) as children:
            return [int(child) for child in children.read().split()]
    except OSError:
        return []


def _run(asked, pipe):
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in pipe:
        os.close(end)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    code = 70
    try:
        os.environ.clear()
        os.environ.update(asked["env"])
        os.chdir(asked["cwd"])
        # As `python -m pytest` has it.
        sys.path[0] = asked["cwd"]
        installed = [at for at, folder in enumerate(sys.path) if os.path.basename(folder) in _INSTALLED]
        place = min(installed, default=len(sys.path))
        sys.path[place:place] = asked["path"]
        sys.argv = ["pytest", *asked["args"]]
        import pytest

        code = int(pytest.main(asked["args"]))
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        os._exit(code)


def _tell(**said):
    os.write(1, (json.dumps(said) + "\n").encode())


main()
