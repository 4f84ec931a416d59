"""Which findings are told: rules chosen by code, name or group, files let off some, and how much each weighs."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - attrs resolves the annotations of its classes
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.cli.discovery.path_patterns import PathPatterns  # noqa: TC001 - as above
from dcxml.errors import DcxmlError
from dcxml.near_names import near_names
from dcxml.validation import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.validation import Finding

__all__ = ["ALL", "Selection", "UnknownRuleError", "codes_like", "codes_of", "severities_of"]

ALL: Final = "all"
"""Stands for every rule."""
_CODE: Final = re.compile(r"(?P<family>[A-Za-z]{2})0*(?P<number>\d*)")
"""A code, or what looks like one, with zeros or without."""
_DIGITS: Final = 3


class UnknownRuleError(DcxmlError):
    """What is neither the code of a rule, nor its name, nor a group of rules."""

    def __init__(self, found: str, nearest: tuple[str, ...]) -> None:
        """Keep what was ``found``, and the nearest words that are known."""
        super().__init__(found, nearest)
        self.found = found
        self.nearest = nearest

    def __str__(self) -> str:
        """Return what was found, and what may have been meant."""
        if self.nearest:
            hint = f"did you mean {' or '.join(self.nearest)}?"
        elif _CODE.fullmatch(self.found):
            hint = f"the codes are {min(RULES)} to {max(RULES)}"
        else:
            hint = f"the groups are {', '.join(_groups())}"
        return f"{self.found!r} is neither a rule (its code or name) nor a group of rules; {hint}"


@frozen(kw_only=True)
class Selection:
    """The rules whose findings are told, by code; all of them without ``select``.

    ``by_path`` names rules that are ignored in files of some paths; ``severities`` are those that differ from what
    follows from the facts of a finding.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = {}
    by_path: tuple[tuple[PathPatterns, frozenset[str]], ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether there are rules whose findings do not count, in some files at least."""
        return self.select not in (None, frozenset(RULES)) or bool(self.ignore) or bool(self.by_path)

    def ignored_in(self, path: str) -> frozenset[str]:
        """Return the codes that are ignored in a file; its ``path`` is that from the folder of the patterns."""
        return self.ignore.union(*(codes for patterns, codes in self.by_path if patterns.cover(path)))

    def chosen_in(self, path: str) -> frozenset[str]:
        """Return the codes whose findings count in a file; its ``path`` is that from the folder of the patterns."""
        return (frozenset(RULES) if self.select is None else self.select) - self.ignored_in(path)

    def told(self, findings: Iterable[Finding], path: str) -> Iterable[Finding]:
        """Yield the findings to tell of a file, with the severities they are to have."""
        chosen = self.chosen_in(path)
        for finding in findings:
            if finding.code not in chosen:
                continue
            severity = self.severities.get(finding.code, finding.severity)
            yield finding if severity is finding.severity else evolve(finding, severity=severity)


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """Return the codes of rules, each word a code, its beginning (``DC03``), a name, a group, or ``all``.

    :raises UnknownRuleError: where a word is none of these.
    """
    return frozenset().union(*map(_codes, words))


def severities_of(levels: Mapping[str, Severity]) -> dict[str, Severity]:
    """Return the severities of rules by code: what is said of a rule counts before what is said of its group.

    :raises UnknownRuleError: where a word is neither a rule nor a group.
    """
    found: dict[str, Severity] = {}
    for word, severity in sorted(levels.items(), key=lambda item: -len(_codes(item[0]))):
        found.update(dict.fromkeys(_codes(word), severity))
    return found


def _groups() -> list[str]:
    return [ALL, *dict.fromkeys(rule.group for rule in RULES.values())]


def codes_like(word: str, codes: Iterable[str]) -> list[str] | None:
    """Return the codes that may be meant by what looks like one (``DC4``, ``DC04``); None where it does not."""
    parts = _CODE.fullmatch(word.strip())
    if parts is None:
        return None
    meant = f"{parts['family']}{parts['number'].zfill(_DIGITS)}".upper()
    begun = word.strip().upper()
    return [code for code in codes if code == meant or code.startswith(begun)]


def _codes(word: str) -> frozenset[str]:
    wanted = word.strip().casefold()
    is_begun = _CODE.fullmatch(wanted) is not None
    found = frozenset(
        rule.code
        for rule in RULES.values()
        if wanted in (ALL, rule.name, rule.group) or (is_begun and rule.code.casefold().startswith(wanted))
    )
    if not found:
        raise UnknownRuleError(word.strip(), tuple(_nearest(wanted)))
    return found


def _nearest(wanted: str) -> list[str]:
    """Return what may be meant: codes by what looks like a code, else names and groups."""
    like = codes_like(wanted, RULES)
    if like is not None:
        return like
    return near_names(wanted, [*(rule.name for rule in RULES.values()), *_groups()], most=3)
