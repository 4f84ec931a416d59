"""What a run has found, raw: seconds by round, megabytes, errors in the peers' own words. It is kept as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import asdict, define, field

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DocumentResults", "Results"]

Times = dict[str, list[float | None]]
"""The seconds of a call by peer, in each round; None for a round that a peer left out."""


@define(kw_only=True)
class DocumentResults:
    """A document and what its rounds have found."""

    title: str
    octets: int
    elements: int
    times: dict[str, Times] = field(factory=dict)
    told: dict[str, str] = field(factory=dict)
    errors: dict[str, str] = field(factory=dict)


@define(kw_only=True)
class Results:
    """All that a run has found; parts that were not asked for are empty.

    ``missing`` has a module that is not there by peer, ``versions`` that of each peer.

    ``fresh`` has by document and peer what the first call in a process of its own took, ``growth`` by direction and
    peer the seconds at each number of items (or why there are none), ``imports`` seconds by statement, ``items``
    a row for each size.
    """

    circumstances: dict[str, Any] = field(factory=dict)
    options: dict[str, Any] = field(factory=dict)
    missing: dict[str, str] = field(factory=dict)
    versions: dict[str, str] = field(factory=dict)
    documents: dict[str, DocumentResults] = field(factory=dict)
    growth: dict[str, dict[str, dict[str, float | str]]] = field(factory=dict)
    fresh: dict[str, dict[str, dict[str, Any]]] = field(factory=dict)
    imports: dict[str, list[float]] = field(factory=dict)
    items: list[dict[str, Any]] = field(factory=list)

    def write(self, path: Path) -> None:
        """Write them as JSON, times to a thousandth of themselves."""
        path.write_text(json.dumps(_rounded(asdict(self)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Results:
        """Return what was written."""
        told = json.loads(path.read_text(encoding="utf-8"))
        told["documents"] = {name: DocumentResults(**document) for name, document in told["documents"].items()}
        return cls(**told)


def _rounded(value: Any) -> Any:
    """Return a value with its floats to four digits."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return value
