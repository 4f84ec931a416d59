"""Findings that are known already: a file of them, by document, rule and place, from which new ones are told apart.

A place is an XPath and not a line, so that what is known stays known when other lines of the document change.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from dcxml.cli.discovery.path_patterns import relative_path
from dcxml.errors import DcxmlError
from dcxml.validation import RULES
from dcxml.validation.rules import UNREADABLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.validation import Finding

__all__ = ["Baseline", "BaselineError", "Known", "read_baseline", "text_of"]

_VERSION: Final = 1
_KEYS: Final = {"code": str, "xpath": str, "count": int}


class BaselineError(DcxmlError):
    """A file that is no baseline."""

    def __init__(self, reason: str, *, file: str) -> None:
        """Describe what is wrong with ``file``."""
        super().__init__(reason)
        self.reason = reason
        self.file = file

    def __str__(self) -> str:
        """Return ``baseline.json: reason``."""
        return f"{self.file}: {self.reason}"


@frozen(order=True)
class Known:
    """A finding as a baseline has it: the document's path from the baseline's folder, the rule's code, the place."""

    file: str
    code: str
    xpath: str

    def __str__(self) -> str:
        """Return ``in/order.xml: DC004 member-out-of-order at /Order/Codes``."""
        rule = RULES.get(self.code)
        return f"{self.file}: {self.code}{f' {rule.name}' if rule else ''}{f' at {self.xpath}' if self.xpath else ''}"


@define
class Baseline:
    """What is known, and what of it is met in a run; equal findings of one place are counted.

    ``file`` is where it is kept. What cannot be read is never known. Memory grows with what is known, and in a run that
    writes a new baseline (``is_new``) with what is found.
    """

    file: str
    known: Counter[Known] = field(factory=Counter)
    is_new: bool = False
    _found: Counter[Known] = field(init=False, factory=Counter)
    """How often what is known is in the documents of the run, whether it is told or not."""
    _told: Counter[Known] = field(init=False, factory=Counter)
    _checked: set[str] = field(init=False, factory=set)
    """The documents of the run, as far as something is known of them, or a new baseline is to be written."""
    _files: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._files = frozenset(each.file for each in self.known)

    def new(self, told: Iterable[Finding], name: str, *, found: Iterable[Finding]) -> Iterator[Finding]:
        """Yield those of the ``told`` findings of a document that are not known.

        ``found`` are all of its findings, those of ignored rules too: what is not told now is not gone.
        """
        file = relative_path(name, self._folder)
        found = tuple(found)
        if all(finding.code != UNREADABLE_FILE.code for finding in found) and (self.is_new or file in self._files):
            self._checked.add(file)
        for finding in found:
            known = Known(file, finding.code, finding.xpath)
            if known in self.known:
                self._found[known] += 1
        for finding in told:
            known = Known(file, finding.code, finding.xpath)
            is_kept = finding.code != UNREADABLE_FILE.code and (self.is_new or known in self.known)
            if is_kept:
                self._told[known] += 1
            if not is_kept or self._told[known] > self.known[known]:
                yield finding

    def gone(self) -> list[Known]:
        """Return what is known and no longer there: in documents that were checked, or that are gone themselves."""
        return sorted(each for each, count in self._left().items() if count < self.known[each])

    def pruned(self) -> Counter[Known]:
        """Return what is known and still there."""
        return +self._left()

    def renewed(self) -> Counter[Known]:
        """Return what was told in the run; of documents that were not checked, what is known."""
        return self._told + Counter({each: n for each, n in self.known.items() if each.file not in self._checked})

    @property
    def _folder(self) -> str:
        return os.path.dirname(self.file) or os.curdir  # noqa: PTH120 - "" stays ""

    def _left(self) -> Counter[Known]:
        absent = {
            file
            for file in self._files - self._checked
            if not os.path.lexists(os.path.join(self._folder, file))  # noqa: PTH118 - may be no path at all
        }
        return Counter(
            {
                each: 0
                if each.file in absent
                else min(count, self._found[each])
                if each.file in self._checked
                else count
                for each, count in self.known.items()
            }
        )


def text_of(known: Counter[Known]) -> bytes:
    """Return a baseline as the text of its file: JSON in a steady order, an entry to a line, for version control."""
    files: dict[str, list[dict[str, Any]]] = {}
    for each, count in sorted(known.items()):
        if count > 0:
            files.setdefault(each.file, []).append({"code": each.code, "xpath": each.xpath, "count": count})
    documents = ",\n".join(
        f"    {json.dumps(file)}: [\n      {entries}\n    ]"
        for file, found in files.items()
        for entries in [",\n      ".join(map(json.dumps, found))]
    )
    body = f"{{\n{documents}\n  }}" if documents else "{}"
    return f'{{\n  "version": {_VERSION},\n  "findings": {body}\n}}\n'.encode()


def read_baseline(file: str, octets: bytes) -> Baseline:
    """Return the baseline that a file holds.

    :raises BaselineError: where it holds none.
    """
    try:
        content = json.loads(octets)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"this is no JSON ({error}); allowed: what --write-baseline writes", file=file) from None
    version = content.get("version") if isinstance(content, dict) else None
    if version != _VERSION:
        raise BaselineError(f"this is no baseline of version {_VERSION}; --write-baseline makes one", file=file)
    known: Counter[Known] = Counter()
    findings = content.get("findings")
    if not isinstance(findings, dict):
        raise BaselineError("'findings' is no object; allowed: an array of entries by document", file=file)
    for document, entries in findings.items():
        if not isinstance(entries, list):
            raise BaselineError(f"{document!r} has no array of entries", file=file)
        for entry in entries:
            if not _is_entry(entry):
                raise BaselineError(
                    f"{json.dumps(entry)[:100]} of {document!r} is no entry; allowed: code, xpath and count", file=file
                )
            known[Known(document, entry["code"], entry["xpath"])] += entry["count"]
    return Baseline(file, known)


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == _KEYS.keys()
        and all(type(entry[key]) is kind for key, kind in _KEYS.items())
        and entry["count"] > 0
    )
