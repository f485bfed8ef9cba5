"""Aider's repository map for many questions.

Runs in the environment that holds the package; a question is a line of JSON, so is its answer. Tokens are counted as for all others,
one for every two bytes, but that the bars which it draws before each line count as one byte, not as the three that they have.
"""

import json
import os
import re
import subprocess
import sys

# Its ranking depends on the order of sets, which Python changes from run to run unless it is told not to.
if "PYTHONHASHSEED" not in os.environ:
    sys.exit(subprocess.run([sys.executable, *sys.argv], env={**os.environ, "PYTHONHASHSEED": "0"}).returncode)

from aider.repomap import RepoMap

answers = sys.stdout
sys.stdout = sys.stderr


class Counter:
    def token_count(self, text):
        return -(-len(re.sub("[│⋮]", "|", text).encode()) // 2)


class Files:
    def read_text(self, name):
        with open(name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def tool_output(self, *words):
        pass

    tool_warning = tool_error = tool_output


class Map(RepoMap):
    """Ranks once for all budgets of a question, and keeps what it parsed in memory."""

    ranked = (None, None)

    def load_tags_cache(self):
        self.TAGS_CACHE = {}

    def get_ranked_tags(self, chat, others, names, idents, progress=None):
        key = (tuple(chat), tuple(others), frozenset(idents))
        if self.ranked[0] != key:
            self.ranked = (key, super().get_ranked_tags(chat, others, names, idents))
        return self.ranked[1]


def files_in(shown, paths):
    """A file's name stands alone in a line, with a colon when lines of the file follow."""
    found = []
    for line in shown.splitlines():
        path = line.removesuffix(":")
        if path in paths:
            found.append({"path": path, "text": ""})
        elif found:
            found[-1]["text"] += line + "\n"
    return found


root = sys.argv[1]
repo_map = Map(root=root, main_model=Counter(), io=Files())
for line in sys.stdin:
    asked = json.loads(line)
    absolute = [os.path.join(root, path) for path in asked["files"]]
    chat = [os.path.join(root, path) for path in asked["chat"]]
    # As aider's own chat does with what the user writes.
    idents = set(re.split(r"\W+", asked["text"]))
    stems = {}
    for path in asked["files"]:
        stem = os.path.splitext(os.path.basename(path))[0].lower()
        if len(stem) >= 5:
            stems.setdefault(stem, set()).add(path)
    names = set().union(*(stems.get(ident.lower(), ()) for ident in idents))
    shown = repo_map.get_ranked_tags_map(chat, absolute, asked["budget"], names, idents, force_refresh=True)
    answers.write(json.dumps(files_in(shown or "", set(asked["files"]))) + "\n")
    answers.flush()
