"""What Python files import from their own project, by Python's own parser.

Reads {"folder", "files", "implementations"} and writes, for each implementation, {"truth", "description"}.
"""

import ast
import json
import posixpath
import sys

asked = json.load(sys.stdin)
known = set(asked["files"])
roots = ["", "src/"]


def file_of(module):
    for root in roots:
        base = root + module.replace(".", "/")
        for path in (base + ".py", base + "/__init__.py"):
            if path in known:
                return path
    return None


def module_of(path):
    """The dotted name of the package that a file's relative imports start from."""
    for root in sorted(roots, reverse=True):
        if path.startswith(root):
            return posixpath.dirname(path[len(root):]).replace("/", ".")


def attributes_of(tree):
    """What is taken from a module that is imported as a whole: names behind a dotted name."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.setdefault(ast.unparse(node.value), set()).add(node.attr)
    return found


def truth_of(path, tree):
    taken = {}
    attributes = attributes_of(tree)

    def take(module, names):
        target = file_of(module)
        if target is not None and target != path:
            taken.setdefault(target, set()).update(names)

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                take(alias.name, attributes.get(alias.asname or alias.name, ()))
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = module_of(path).split(".")
                package = package[: len(package) - node.level + 1]
                module = ".".join([*package, *([node.module] if node.module else [])])
            for alias in node.names:
                submodule = f"{module}.{alias.name}"
                if file_of(submodule) is not None:
                    take(submodule, attributes.get(alias.asname or alias.name, ()))
                else:
                    take(module, () if alias.name == "*" else (alias.name,))
    return [{"path": path, "names": sorted(names)} for path, names in sorted(taken.items())]


def description_of(tree):
    parts = [ast.get_docstring(tree) or ""]
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_"):
            doc = (ast.get_docstring(node) or "").split("\n\n")[0]
            parts.append(f"{node.name}: {doc}" if doc else node.name)
    return "\n".join(part for part in parts if part)


answers = []
for path in asked["implementations"]:
    with open(posixpath.join(asked["folder"], path), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    answers.append({"truth": truth_of(path, tree), "description": description_of(tree)})
json.dump(answers, sys.stdout)
