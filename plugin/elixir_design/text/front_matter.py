"""Values of logs for YAML front matter: nothing in them acts, whatever reads the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# Beside what ends a line for YAML: the marks of HTML, links and templates, where no front matter is known.
_ESCAPED = re.compile("[<>&\\[\\]{}`\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def quoted_yaml(values: Mapping[str, object]) -> str:
    """A map as YAML, one key a line, every word of it in quotation marks.

    Args:
        values: Words, None, and lists and maps of such; keys are plain words.
    """
    return "".join(f"  {key}: {_flow(value)}\n" for key, value in values.items())


def _flow(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _ESCAPED.sub(_escape, json.dumps(str(value), ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
