"""Changes of contracts told: to people, grouped by contract, and to machines, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.cli.console.output import counted, styled
from dcxml.diagram.labels import printable
from dcxml.drift import CHANGES, Level, Outcome, Party
from dcxml.reporting import CheckedDocument, Tally, reporter
from dcxml.reporting.json_records import dumped
from dcxml.validation import Facts, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dcxml.drift import Change

__all__ = ["FORMATS", "as_finding", "summary", "told"]

_COLOURS: Final = {Level.BREAKING: "red", Level.RISKY: "yellow", Level.COMPATIBLE: "green"}
_DOCUMENTS: Final = {
    "new documents": (Party.OLD_READER, Party.OLD_SCHEMA),
    "old documents": (Party.NEW_READER, Party.NEW_SCHEMA),
}
_DOCUMENTS_OF: Final = {
    "reader": (Party.OLD_READER, Party.NEW_READER),
    "schema": (Party.OLD_SCHEMA, Party.NEW_SCHEMA),
}
_SEVERITIES: Final = {
    Level.BREAKING: Severity.ERROR,
    Level.RISKY: Severity.WARNING,
    Level.COMPATIBLE: Severity.NOTE,
}
_VERBS: Final = {Outcome.REFUSED: "refuses", Outcome.LOST: "loses something of"}


def _full(changes: Sequence[Change], parties: Sequence[Party]) -> Iterator[str]:
    """Yield lines: the contracts in the order in which they first come, under each its changes, and whom they harm."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_title(change), []).append(change)
    for number, (title, found) in enumerate(groups.items()):
        if number:
            yield ""
        yield styled(printable(title), bold=True)
        for change in found:
            level = change.effects.level(parties)
            yield f"  {styled(change.code, fg=_COLOURS[level])} {level}: {printable(change.message)}"
            for documents, readers in _DOCUMENTS.items():
                told = ", ".join(_harm(change, readers))
                if told:
                    yield f"        {documents}: {told}"


def _concise(changes: Sequence[Change], parties: Sequence[Party]) -> Iterator[str]:
    """Yield a line for each change: its path, its code, its level, its sentence."""
    for change in changes:
        level = change.effects.level(parties)
        place = f"{printable(change.path)}: " if change.path else ""
        yield f"{place}{styled(change.code, fg=_COLOURS[level])} {level}: {printable(change.message)}"


def _json(changes: Sequence[Change], parties: Sequence[Party]) -> Iterator[str]:
    """Yield an array of objects; ``level`` is for the ``parties`` that count."""
    yield dumped([_record(change, parties) for change in changes], indent=2)


def _json_lines(changes: Sequence[Change], parties: Sequence[Party]) -> Iterator[str]:
    """Yield an object in a line for each change."""
    yield from (dumped(_record(change, parties)) for change in changes)


_OWN: Final = {"full": _full, "concise": _concise, "json": _json, "json-lines": _json_lines}
FORMATS: Final = (*_OWN, "github", "gitlab", "junit", "sarif")
"""The output formats by name; JSON is ASCII, so that no encoding can harm it."""


def told(changes: Sequence[Change], parties: Sequence[Party], *, output_format: str, file: str) -> Iterator[str]:
    """Yield the lines of a report; ``file`` is where the new contracts are, for formats that name one."""
    if output_format in _OWN:
        return _OWN[output_format](changes, parties)
    return _reported(changes, parties, output_format=output_format, file=file)


def _reported(changes: Sequence[Change], parties: Sequence[Party], *, output_format: str, file: str) -> Iterator[str]:
    """Yield the lines of a report on findings, which changes are to machines that know no others."""
    told_of = {(change.code, change.path, change.message): change for change in changes}

    def verdicts(finding: Finding) -> Iterator[tuple[str, str]]:
        change = told_of[finding.code, finding.path, finding.message]
        for party, outcome in change.effects.harmed():
            yield party.replace("-", " "), f"{_VERBS[outcome]} documents of the other side"

    report, tally = reporter(output_format, rules=CHANGES.values(), subject="dcxml diff", verdicts=verdicts), Tally()
    checked = CheckedDocument(file=file, findings=tuple(as_finding(change, parties) for change in changes))
    tally.add(checked)
    text = "".join([*report.begin(), *report.document(checked), *report.end(tally.summary())])
    yield from text.splitlines()


def as_finding(change: Change, parties: Sequence[Party]) -> Finding:
    """Return a change as a finding: the facts say whether any schema, or any reader, is harmed."""
    readers, schemas = ({change.effects.on(party) for party in _DOCUMENTS_OF[kind]} for kind in ("reader", "schema"))
    is_unharmed = readers == {Outcome.UNHARMED}
    facts = Facts(
        schema_valid=Outcome.REFUSED not in schemas,
        readable=Outcome.REFUSED not in readers,
        canonical=is_unharmed,
        lossless=is_unharmed,
    )
    return Finding(
        code=change.code,
        name=change.name,
        message=change.message,
        facts=facts,
        severity=_SEVERITIES[change.effects.level(parties)],
        path=change.path,
        found=change.now,
        expected=change.was,
    )


def summary(changes: Sequence[Change], parties: Sequence[Party]) -> str:
    """Return ``3 changes: 1 breaking, 2 compatible``."""
    levels = [change.effects.level(parties) for change in changes]
    counts = [f"{levels.count(level):,} {level}" for level in reversed(Level) if level in levels]
    return counted(len(changes), "change") + (f": {', '.join(counts)}" if counts else "")


def _title(change: Change) -> str:
    if change.contract is None:
        return "Namespaces"
    return f"{change.contract.name} ({change.contract.namespace or 'no namespace'})"


def _harm(change: Change, readers: Iterable[Party]) -> Iterator[str]:
    for party in readers:
        outcome = change.effects.on(party)
        if outcome is not Outcome.UNHARMED:
            yield f"the {party.replace('-', ' ')} {_VERBS[outcome]} them"


def _record(change: Change, parties: Sequence[Party]) -> dict[str, Any]:
    return {
        "code": change.code,
        "name": change.name,
        "level": change.effects.level(parties),
        "message": change.message,
        "contract": None if change.contract is None else change.contract.clark,
        "member": change.member,
        "path": change.path,
        "was": change.was,
        "now": change.now,
        "followers": [name.clark for name in change.followers],
        "effects": {party.name.lower(): change.effects.on(party) for party in Party},
    }
