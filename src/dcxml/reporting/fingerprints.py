"""What makes a finding the same one in the next run: its file, its rule and its place in the tree, not its line."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.validation import Finding

__all__ = ["fingerprinted"]


def fingerprinted(file: str, findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield the findings of a file, each with a fingerprint that no other of them has: 64 hexadecimal digits.

    Where a document is no tree, what was found stands for the place. Equal ones are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        place = finding.xpath or finding.path or finding.found or ""
        key = (file, finding.code, place)
        seen[key] += 1
        text = "\0".join([*key, *sorted(finding.namespaces.values()), str(seen[key])])
        yield finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
