"""Measures with coverage.py, where the project has it, which lines of some files are run."""

import os
import re
import warnings


class Measurement:
    def __init__(self, root, files, data_file):
        self._root = root
        self._files = files
        self._coverage = None
        self.problem = None
        try:
            from coverage import Coverage, CoverageException
        except ImportError:
            # Also where a folder of the project has that name.
            self.problem = "not-installed"
            return
        # Its patterns have no way to write these characters as themselves; what fits besides is not asked for later.
        places = [re.sub(r"[][*?]", "?", os.path.join(root, file)) for file in files]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # Without the project's configuration, which may leave out the very files that are asked for.
                measuring = Coverage(data_file=data_file, include=places, config_file=False)
                measuring.start()
            self._coverage = measuring
        except CoverageException as error:
            self.problem = str(error)

    def finish(self):
        """The lines of each file that can be read, also of those that nothing imported."""
        if self._coverage is None:
            return {"problem": self.problem}
        measured = []
        with warnings.catch_warnings():
            # Such as that no file was imported at all: the lines will say so.
            warnings.simplefilter("ignore")
            self._coverage.stop()
            from coverage import CoverageException

            for file in self._files:
                try:
                    _, statements, _, missing, _ = self._coverage.analysis2(os.path.join(self._root, file))
                except CoverageException:
                    continue
                unused = set(missing)
                lines = [{"line": line, "hits": 0 if line in unused else 1} for line in statements]
                measured.append({"path": file, "lines": lines})
        return {"files": measured}
