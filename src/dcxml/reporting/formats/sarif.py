"""``sarif``: SARIF 2.1.0 (OASIS), as GitHub's code scanning and others take it.

The rules stand before the results, so that results can be given out as documents come.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.reporting.document_lines import DocumentLines, lines_of
from dcxml.reporting.explanations import page_of
from dcxml.reporting.fingerprints import fingerprinted
from dcxml.reporting.json_records import dumped, facts_record
from dcxml.reporting.locations import relative, uri
from dcxml.reporting.safe_text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.reporting.checked import CheckedDocument, Summary
    from dcxml.reporting.file_lines import FileLines
    from dcxml.reporting.reporter import RuleRecord, RuleText
    from dcxml.reporting.settings import Settings
    from dcxml.validation import Finding, Related

__all__ = ["SarifReporter", "make"]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE: Final = "%SRCROOT%"


@define(kw_only=True)
class SarifReporter:
    """Tells findings as the results of one run; files below ``root`` are named from there on."""

    rules: Mapping[str, RuleRecord]
    text_of: RuleText
    root: str | None
    _is_first: bool = field(init=False, default=True)
    _indexes: dict[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._indexes = {code: index for index, code in enumerate(self.rules)}

    def begin(self) -> Iterator[str]:
        """Yield everything up to the first result: the tool and its rules."""
        yield f'{{\n"$schema": {dumped(_SCHEMA)},\n"version": "2.1.0",\n'
        yield '"runs": [{\n"columnKind": "unicodeCodePoints",\n'
        yield f'"tool": {{"driver": {{"name": "dcxml", "version": {dumped(version("dcxml"))}, "rules": ['
        for index, rule in enumerate(self.rules.values()):
            yield f"{',' if index else ''}\n  {dumped(self._descriptor(rule))}"
        yield '\n]}},\n"results": ['

    def document(self, checked: CheckedDocument) -> Iterator[str]:
        """Yield a result for each finding."""
        path = relative(checked.file, self.root)
        with lines_of(checked) as lines:
            for finding, fingerprint in fingerprinted(path, checked.findings):
                result = self._result(finding, fingerprint, _Place(path, lines))
                yield f"{'' if self._is_first else ','}\n  {dumped(result)}"
                self._is_first = False

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield what stands behind the last result."""
        del summary
        yield '\n],\n"invocations": [{"executionSuccessful": true}]\n}]\n}\n'

    def _descriptor(self, rule: RuleRecord) -> dict[str, Any]:
        text = self.text_of(rule.code)
        facts, group = getattr(rule, "facts", None), getattr(rule, "group", None)
        return {
            "id": rule.code,
            "name": rule.name.title().replace("-", ""),
            "shortDescription": {"text": rule.name.replace("-", " ")},
            "fullDescription": {"text": _message(rule.summary)},
            "help": {"text": _message(text or rule.summary), "markdown": text or rule.summary},
            **({} if facts is None else {"defaultConfiguration": {"level": facts.severity.value}}),
            **({} if group is None else {"properties": {"tags": [group]}}),
        }

    def _result(self, finding: Finding, fingerprint: str, place: _Place) -> dict[str, Any]:
        index = self._indexes.get(finding.code)
        logical = finding.xpath or finding.path
        location = {
            "physicalLocation": place.of(finding),
            **({"logicalLocations": [{"fullyQualifiedName": logical, "kind": "element"}]} if logical else {}),
        }
        related = [
            {"id": number, "message": {"text": _message(each.message)}, "physicalLocation": place.of(each)}
            for number, each in enumerate(finding.related, 1)
        ]
        return {
            "ruleId": finding.code,
            **({} if index is None else {"ruleIndex": index}),
            "level": finding.severity.value,
            "message": {"text": _message(finding.message)},
            "locations": [location],
            **({"relatedLocations": related} if related else {}),
            "partialFingerprints": {"xpathAndCode/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"},
            "properties": {
                "facts": facts_record(finding),
                "path": finding.path,
                "member": finding.member,
                "found": finding.found,
                "expected": finding.expected,
                "namespaces": dict(finding.namespaces),
            },
        }


def make(settings: Settings) -> SarifReporter:
    """Return a reporter."""
    return SarifReporter(rules=settings.rules, text_of=settings.text_of or page_of, root=settings.root)


@define
class _Place:
    """Places in one file."""

    path: str
    lines: DocumentLines | FileLines | None

    def of(self, place: Finding | Related) -> dict[str, Any]:
        """Return a physical location; its region is that of the line, column and offset where they are known."""
        name = uri(self.path)
        artifact = {"uri": name} if name.startswith("file:") else {"uri": name, "uriBaseId": _BASE}
        region = self._region(place)
        return {"artifactLocation": artifact, **({"region": region} if region else {})}

    def _region(self, place: Finding | Related) -> dict[str, int]:
        told = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": getattr(place, "end_line", None),
            "endColumn": getattr(place, "end_column", None),
            **self._offsets(getattr(place, "offset", None), getattr(place, "end_offset", None)),
        }
        return {} if place.line is None else {key: value for key, value in told.items() if value is not None}

    def _offsets(self, begin: int | None, end: int | None) -> dict[str, int]:
        """Return the region in bytes, and in characters where the document is there; text has no bytes of its own."""
        if begin is None or end is None:
            return {}
        octets = {"byteOffset": begin, "byteLength": end - begin}
        if self.lines is None:
            return octets
        before, length = self.lines.characters(begin, end)
        characters = {"charOffset": before, "charLength": length}
        return (
            characters
            if isinstance(self.lines, DocumentLines) and isinstance(self.lines.data, str)
            else characters | octets
        )


def _message(text: str) -> str:
    """Return text as a plain text message: braces doubled, as they would hold placeholders, and nothing is a link."""
    lines = (shown(line) for line in text.split("\n"))
    return "\n".join(lines).replace("{", "{{").replace("}", "}}").replace("](", "] (")
