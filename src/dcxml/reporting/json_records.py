"""A finding as an object of JSON with every field; docs/output-formats.md lists the keys.

The text is ASCII: what is not comes as JSON's escapes, so that no encoding can harm it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dcxml.validation import Finding

__all__ = ["dumped", "facts_record", "record"]


def record(file: str, finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it; the keys are always all there, in this order."""
    return {
        "file": file,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "facts": facts_record(finding),
        "location": _location(finding.line, finding.column, finding.offset),
        "end_location": _location(finding.end_line, finding.end_column, finding.end_offset),
        "path": finding.path,
        "xpath": finding.xpath,
        "namespaces": dict(finding.namespaces),
        "member": finding.member,
        "found": finding.found,
        "expected": finding.expected,
        "related": [
            {"message": each.message, "path": each.path, "location": _location(each.line, each.column, None)}
            for each in finding.related
        ],
    }


def facts_record(finding: Finding) -> dict[str, bool | str | None]:
    """Return the four facts, and what .NET reads."""
    facts = finding.facts
    return {
        "schema_valid": facts.schema_valid,
        "readable": facts.readable,
        "canonical": facts.canonical,
        "lossless": facts.lossless,
        "reads_as": facts.reads_as,
    }


def dumped(value: Any, *, indent: int | None = None) -> str:
    """Return JSON in ASCII; half a surrogate pair, which some parsers refuse, is spelled out.

    ``##[``, with which a line of a log may command, has an escape in it: it is found in texts only.
    """
    return json.dumps(_spelled(value), indent=indent, ensure_ascii=True).replace("##[", "#\\u0023[")


def _spelled(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_spelled(key): _spelled(each) for key, each in value.items()}
    return [_spelled(each) for each in value] if isinstance(value, list) else value


def _location(line: int | None, column: int | None, offset: int | None) -> dict[str, int | None] | None:
    return None if line is None else {"line": line, "column": column, "offset": offset}
