"""What the tests of a run are, before and beside pytest: where files lie, and what stands in the text of the test files."""

import ast
import fnmatch
import importlib.util
import json
import os
import posixpath
import sys

# Taken before any test can patch them.
_write_bytes = os.write
_getpid = os.getpid

_STDLIB = os.path.realpath(os.path.dirname(os.__file__)) + os.sep


class Channel:
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


class Workspace:
    """Where files lie, and what stands in the text of the test files."""

    def __init__(self, root, files):
        # Absolute, links resolved.
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

    def trees_around_tests(self):
        """The syntax trees of the test files and of each conftest.py above them."""
        folders = {""}
        for file in self.files:
            parts = file.split("/")[:-1]
            folders.update("/".join(parts[: length + 1]) + "/" for length in range(len(parts)))
        conftests = [folder + "conftest.py" for folder in sorted(folders)]
        return [tree for tree in map(self.tree, [*self.files, *conftests]) if tree is not None]

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
        """Whether a file or folder is the project's, and no installed package's or Python's own."""
        real = os.path.realpath(place) if place else ""
        parts = self.relative(real).split("/") if real else [".."]
        installed = "site-packages" in parts or "dist-packages" in parts or real.startswith(_STDLIB)
        return parts[0] != ".." and not installed


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
