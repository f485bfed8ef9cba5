"""Reads a JSON list of {pattern, ignoreCase, multiline, texts}; writes for each what finditer finds, or null for a refusal."""
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")

# Possessive quantifiers came with 3.11, and 3.14 finds "\\B" in an empty text.
if not (3, 11) <= sys.version_info < (3, 14):
    sys.exit("patterns are compared with Python 3.11 to 3.13")


def answer(case):
    flags = (re.I if case["ignoreCase"] else 0) | (re.M | re.S if case["multiline"] else 0)
    try:
        pattern = re.compile(case["pattern"], flags)
    except (re.error, OverflowError, RecursionError):
        return None
    return [[list(match.span()) for match in pattern.finditer(text)] for text in case["texts"]]


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
