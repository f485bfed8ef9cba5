"""Which tests of the collected ones are run, and in which order."""

import random
import sys

import pytest


class Selection:
    def __init__(self, wanted, seed):
        # Ids: of a test, with or without its parameters, of a class, or of a file. None for all tests.
        self._wanted = None if wanted is None else set(wanted)
        # From 0 to 2**32 - 1; None for the usual order.
        self.seed = seed
        self._found = set()

    def of(self, items, id_of):
        """The items to run, in their order."""
        chosen = items if self._wanted is None else [item for item in items if self._asks_for(id_of(item))]
        return list(chosen) if self.seed is None else _shuffled(list(chosen), self.seed)

    def stopped(self, file, declared):
        """The tests of a file that could not be loaded."""
        tests = self.declared(file, declared)
        self._found.update([file, *(test["id"] for test in tests)])
        return tests

    def declared(self, file, declared):
        """Of the tests that stand in the text of a file, those to run."""
        if self._wanted is None:
            return declared
        ids = sorted(each for each in self._wanted if each == file or each.startswith(file + "::"))
        lines = {test["id"]: test["line"] for test in declared}
        named = [
            {"id": each, "name": _name_of(each), "file": file, "line": lines.get(each.split("[", 1)[0])}
            for each in ids
            if each != file
        ]
        return declared if file in ids else named

    def missing(self):
        """The tests that were asked for and not found."""
        left = sorted((self._wanted or set()) - self._found)
        return [{"id": each, "name": _name_of(each), "file": each.split("::", 1)[0], "line": None} for each in left]

    def seed_random(self):
        """The same numbers in every run with this seed, whichever test is the first to ask for them."""
        if self.seed is None:
            return
        random.seed(self.seed)
        numpy = sys.modules.get("numpy")
        if numpy is not None and hasattr(numpy, "random"):
            numpy.random.seed(self.seed)

    def _asks_for(self, test_id):
        parts = test_id.split("[", 1)[0].split("::")
        names = [test_id, *("::".join(parts[:length]) for length in range(1, len(parts) + 1))]
        asking = self._wanted.intersection(names)
        self._found.update(asking)
        return bool(asking)


def _name_of(test_id):
    head, bracket, parameters = test_id.partition("[")
    return head.rpartition("::")[2].rpartition("/")[2] + bracket + parameters


def _shuffled(items, seed):
    """Files, the classes of a file and the tests of a class are shuffled, each among themselves: no fixture is built twice for it."""
    chance = random.Random(seed)

    def mixed(tests, groupings):
        if not groupings:
            chance.shuffle(tests)
            return tests
        groups = {}
        for test in tests:
            groups.setdefault(groupings[0](test), []).append(test)
        shuffled = list(groups.values())
        chance.shuffle(shuffled)
        return [test for group in shuffled for test in mixed(group, groupings[1:])]

    order = mixed(list(items), (_file_of, _class_of))
    # Few tests often come out as they went in.
    return order[::-1] if order == items else order


def _file_of(item):
    return item.nodeid.split("::", 1)[0]


def _class_of(item):
    parent = item.getparent(pytest.Class)
    return "" if parent is None else parent.nodeid
