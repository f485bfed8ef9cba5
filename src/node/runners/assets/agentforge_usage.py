"""How the text of test files uses names: what no specification declares is guessed from this."""

import ast

_STARTS_TASKS = {"run", "gather", "wait_for", "create_task", "ensure_future", "run_until_complete", "wait", "shield"}


class Usage:
    """Sets of bare names: `add` for `cart.add(1)`."""

    def __init__(self, trees):
        self.called = set()
        # Those that are called on something.
        self.methods = set()
        self.awaited = set()
        # Names that something is read of: `settings` for `settings.limit`.
        self.owners = set()
        self.attributes = set()
        # What is raised, caught or expected to be raised.
        self.exceptions = set()
        # Methods that a subclass asks its base for.
        self.inherited = set()
        for tree in trees:
            for node in ast.walk(tree):
                self._look_at(node)

    def _look_at(self, node):
        if isinstance(node, ast.Call):
            self._look_at_call(node)
        elif isinstance(node, ast.Attribute):
            self.attributes.add(node.attr)
            owner = _name_of(node.value)
            if owner is not None:
                self.owners.add(owner)
            elif isinstance(node.value, ast.Call) and _name_of(node.value.func) == "super":
                self.inherited.add(node.attr)
        elif isinstance(node, ast.Await):
            self._await(node.value)
        elif isinstance(node, ast.ExceptHandler):
            self._add_exceptions(node.type)
        elif isinstance(node, ast.Raise):
            self._add_exceptions(node.exc)

    def _look_at_call(self, node):
        name = _name_of(node.func)
        if name is None:
            return
        self.called.add(name)
        if isinstance(node.func, ast.Attribute):
            self.methods.add(name)
        if name in _STARTS_TASKS:
            for argument in node.args:
                self._await(argument)
        if name == "raises" or name.startswith("assertRaises"):
            for argument in node.args[:1] + [each.value for each in node.keywords if each.arg == "expected_exception"]:
                self._add_exceptions(argument)

    def _await(self, node):
        if isinstance(node, ast.Call) and _name_of(node.func) is not None:
            self.awaited.add(_name_of(node.func))

    def _add_exceptions(self, node):
        if isinstance(node, ast.Tuple):
            for each in node.elts:
                self._add_exceptions(each)
        elif node is not None:
            name = _name_of(node.func if isinstance(node, ast.Call) else node)
            if name is not None:
                self.exceptions.add(name)


def _name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
