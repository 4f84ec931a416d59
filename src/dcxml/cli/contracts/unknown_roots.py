"""What is told of a document for whose root no schema is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

import dcxml
from dcxml.cli.contracts.catalogue import NOTHING, built_in_roots
from dcxml.validation.rules import WRONG_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dcxml.validation import Finding

__all__ = ["HELP", "findings_without_schema", "is_without_schema"]

HELP: Final = (
    "name the schema of this root by --schema PATH, or by schemas in [tool.dcxml] of pyproject.toml (or in dcxml.toml)"
)
"""What to do about a root that nothing knows."""
_EXPECTED: Final = "a root of a given schema"


def findings_without_schema(data: bytes | Path, file: str) -> Iterator[Finding]:
    """Yield what can be found without contracts, and that there are none for the root."""
    known = ", ".join(root.clark for root in built_in_roots())
    for finding in dcxml.validate(data, NOTHING, file=file):
        if finding.code != WRONG_ROOT.code:
            yield finding
            continue
        expected = f"{_EXPECTED}, {known}"
        message = f"the root is {finding.found}, for which no schema is given; allowed: {expected}"
        yield evolve(finding, message=message, expected=expected)


def is_without_schema(finding: Finding) -> bool:
    """Tell whether a finding is that no schema is given for the root."""
    return finding.code == WRONG_ROOT.code and (finding.expected or "").startswith(_EXPECTED)
