"""Reports a pytest run to AgentForge: one JSON line for each thing that happens, in a file outside the workspace.

Loaded with `-p agentforge_pytest`; needs pytest 7 or newer, Python 3.8 or newer and nothing else. The lines are read by
`readPytestLine.ts`. The environment variable AGENTFORGE_PYTEST names the file with what is wanted, written by
`pytestAdapter.ts` and removed here: nothing of it is for tests to see.

pytest compiles this file anew for each run, so it is small, and `agentforge_run.py` does the work.

PYTEST_DONT_REWRITE
"""

import json
import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location

_HERE = os.path.dirname(os.path.abspath(__file__))


class _Loader(SourceFileLoader):
    """Keeps what it has compiled beside the source, also where nothing of the project's is to be kept."""

    def get_code(self, fullname):
        usual = sys.dont_write_bytecode
        sys.dont_write_bytecode = False
        try:
            return super().get_code(fullname)
        finally:
            sys.dont_write_bytecode = usual


class _Finder:
    def find_spec(self, fullname, path=None, target=None):
        if not fullname.startswith("agentforge_"):
            return None
        file = os.path.join(_HERE, fullname + ".py")
        return spec_from_file_location(fullname, file, loader=_Loader(fullname, file)) if os.path.isfile(file) else None


def _in_copy(entry, original, copy):
    # What is installed in place (pip install -e) lies in the project; where that is copied, the copy is meant.
    try:
        inside = os.path.relpath(os.path.realpath(entry or os.getcwd()), os.path.realpath(original))
    except ValueError:
        return entry  # On another drive.
    there = os.path.normpath(os.path.join(copy, inside))
    return there if inside.split(os.sep)[0] != os.pardir and os.path.isdir(there) else entry


def _begin():
    request = os.environ.pop("AGENTFORGE_PYTEST", None)
    run = None
    if request is not None:
        with open(request, "rb") as file:
            wanted = json.loads(file.read())
        os.remove(request)
        # Tests import by the path from the workspace; last, so that it hides nothing that the project configured.
        if wanted["root"] not in [os.path.abspath(each or os.getcwd()) for each in sys.path]:
            sys.path.append(wanted["root"])
        if "copyOf" in wanted:
            sys.path[:] = [_in_copy(each, wanted["copyOf"], wanted["root"]) for each in sys.path]
        finder = _Finder()
        sys.meta_path.insert(0, finder)
        from agentforge_run import Run

        run = Run(wanted)
        sys.meta_path.remove(finder)
    # From here on the project's tests, and programs that they start, see nothing of how this plugin came in.
    if os.environ.get("PYTHONPATH") == _HERE:
        del os.environ["PYTHONPATH"]
    sys.path[:] = [each for each in sys.path if os.path.abspath(each or os.getcwd()) != _HERE]
    return run


_run = _begin()
if _run is not None:
    # Here they are hooks of this plugin.
    pytest_load_initial_conftests = _run.pytest_load_initial_conftests
    pytest_configure = _run.pytest_configure
