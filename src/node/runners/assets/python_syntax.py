"""Prints, as one JSON object, what Python says against each file given: null when it compiles. Runs and writes nothing."""

import json
import sys


def error_of(path):
    try:
        with open(path, "rb") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = "" if error.lineno is None else " (line %d)" % error.lineno
        return "%s: %s%s" % (type(error).__name__, error.msg, place)
    except OSError as error:
        return error.strerror or str(error)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return "%s: %s" % (type(error).__name__, error)
    return None


print(json.dumps({path: error_of(path) for path in sys.argv[1:]}))
