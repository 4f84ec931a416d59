"""What is written down of fuzzed documents: the names of their files, and a line of JSON for each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dcxml.fuzzing.documents import FuzzedDocument

__all__ = ["MANIFEST", "document_name", "manifest_line"]

MANIFEST: Final = "manifest.jsonl"
"""The file that lists the documents beside it."""


def document_name(number: int, document: FuzzedDocument) -> str:
    """Return the name of a document's file: ``00007-int-plus.xml``."""
    return f"{number:05}-{document.kind}.xml"


def manifest_line(file: str, document: FuzzedDocument, **more: Any) -> str:
    """Return the line of a document: its file, the mutation and its place, and the verdicts that are expected."""
    label = document.label
    record: dict[str, Any] = {
        "file": file,
        "mutation": document.mutation,
        "place": document.place,
        "path": document.path,
        "before": document.before,
        "after": document.after,
        "expected": {
            "schema_valid": label.schema_valid,
            "dotnet": label.effect.value,
            "dotnet_reads": label.readable,
            "lossless": label.lossless,
            "rule": label.code,
        },
        **more,
    }
    return json.dumps(record, ensure_ascii=False)
