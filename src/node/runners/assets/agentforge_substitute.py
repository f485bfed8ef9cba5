"""Serves stand-ins in the place of modules, whether their files exist or not. Nothing is written."""

import importlib.util
import os
import sys
from importlib.machinery import ModuleSpec

from agentforge_standin import make
from agentforge_subject import Subject, is_dunder, is_use, unknown_among, unknown_in
from agentforge_usage import Usage


class Substitute:
    def __init__(self, wanted, workspace, folder):
        """`wanted`: `behaviour` and `modules` of the request; `folder`: the one that pytest is started in, absolute."""
        self.subject = Subject(wanted["behaviour"], Usage(workspace.trees_around_tests()))
        self._names_unknown = wanted["behaviour"] == "not-implemented"
        contents = [_Content(self.subject, workspace.root, module) for module in wanted["modules"]]
        places = _Places(contents, workspace.root, folder)
        sys.meta_path.insert(0, _Finder(places.module_on_path))
        # Behind all others: packages that exist are themselves, also when a stand-in lies in them.
        sys.meta_path.append(_Finder(places.module_or_folder))

    def explained(self, failure, error):
        """A library that was handed a value which is not there says only that it is of the wrong type."""
        if not self._names_unknown or error is None or isinstance(error, (NotImplementedError, AssertionError)):
            return failure
        frames = failure.get("frames", [])
        own = next((place for place, frame in enumerate(frames) if not frame["library"]), 0)
        symbol = unknown_in(failure["message"]) or (unknown_among(error, own) if own > 0 else None)
        if symbol is None:
            return failure
        message = "%s is not implemented (%s: %s)" % (symbol, failure["exception"], failure["message"])
        return {**failure, "exception": "NotImplementedError", "message": message, "frames": frames[own:]}


class _Content:
    """One module: what it holds, under whichever names it is imported."""

    def __init__(self, subject, root, wanted):
        self.path = os.path.join(root, *wanted["path"].split("/"))
        stem = os.path.splitext(self.path)[0]
        self.is_package = os.path.basename(stem) == "__init__"
        self.place = os.path.dirname(stem) if self.is_package else stem
        self._subject = subject
        self._declared = {each["name"]: each for each in wanted["shape"]}
        self._things = {}

    def fill(self, module):
        def look_up(name):
            if is_dunder(name) or (self.is_package and _is_importable(module.__name__ + "." + name)):
                raise AttributeError("module %r has no attribute %r" % (module.__name__, name))
            if name not in self._things:
                self._things[name] = make(self._subject, name, self._declared.get(name), module.__name__)
            if is_use(sys._getframe(1)):
                self._subject.use(name)
            return self._things[name]

        module.__file__ = self.path
        module.__all__ = list(self._declared)
        module.__getattr__ = look_up


def _is_importable(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


class _Places:
    """Which module or folder stands behind a name that is imported."""

    def __init__(self, contents, root, folder):
        self._root = root
        self._contents = {content.place: content for content in contents}
        self._folders = {each for place in self._contents for each in _folders_between(root, place)}
        self._names = {os.path.basename(place) for place in (*self._contents, *self._folders)}
        sources = [each for each in self._folders if os.path.basename(each) == "src"]
        self._usual_roots = [root, folder, os.path.join(root, "src"), os.path.join(folder, "src"), *sources]
        self._asking = set()

    def module_on_path(self, fullname, path):
        name = fullname.rpartition(".")[2]
        if name not in self._names:
            return None
        for entry in sys.path if path is None else path:
            content = self._contents.get(_join(entry, name))
            if content is not None:
                return _spec(fullname, content)
        return self._found_by_others(fullname, path)

    def module_or_folder(self, fullname, path):
        name = fullname.rpartition(".")[2]
        if name not in self._names:
            return None
        candidates = [_join(entry, name) for entry in ([*sys.path, *self._usual_roots] if path is None else path)]
        for candidate in candidates:
            if candidate in self._contents:
                return _spec(fullname, self._contents[candidate])
        for candidate in candidates:
            if candidate in self._folders:
                spec = ModuleSpec(fullname, None, is_package=True)
                spec.submodule_search_locations = [candidate]
                return spec
        return None

    def _found_by_others(self, fullname, path):
        """A module that is installed for editing may be found by other means than the path."""
        if fullname in self._asking:
            return None
        self._asking.add(fullname)
        try:
            for finder in [each for each in sys.meta_path if not isinstance(each, _Finder)]:
                spec = finder.find_spec(fullname, path) if hasattr(finder, "find_spec") else None
                if spec is not None:
                    stem = os.path.splitext(os.path.realpath(spec.origin or ""))[0]
                    place = os.path.dirname(stem) if os.path.basename(stem) == "__init__" else stem
                    return _spec(fullname, self._contents[place]) if place in self._contents else None
        finally:
            self._asking.discard(fullname)
        return None


def _folders_between(root, place):
    folder = os.path.dirname(place)
    while folder.startswith(root + os.sep):
        yield folder
        folder = os.path.dirname(folder)


def _join(entry, name):
    return os.path.join(os.path.realpath(str(entry) or os.getcwd()), name)


def _spec(fullname, content):
    spec = ModuleSpec(fullname, _Loader(content), origin=content.path, is_package=content.is_package)
    if content.is_package:
        spec.submodule_search_locations = [content.place]
    return spec


class _Finder:
    def __init__(self, find):
        self._find = find

    def find_spec(self, fullname, path=None, target=None):
        return self._find(fullname, path)


class _Loader:
    def __init__(self, content):
        self._content = content

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self._content.fill(module)
