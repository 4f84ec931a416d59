"""Whom a change breaks, and how: four parties, kept apart, and the level that follows from those that count."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["READERS", "Effects", "Level", "Outcome", "Party", "worst"]


class Outcome(StrEnum):
    """What becomes of a document, at worst."""

    UNHARMED = "unharmed"
    """It is read, or valid. An element that a reader does not know is skipped, and does no harm."""
    LOST = "lost"
    """It is read, but something in it comes as null, as the default or as another value, without a word."""
    REFUSED = "refused"
    """It is not read, or not valid."""


class Party(StrEnum):
    """Who meets documents of the other contracts."""

    OLD_READER = "old-reader"
    """.NET's serializer with the old contracts, reading new documents."""
    NEW_READER = "new-reader"
    """.NET's serializer with the new contracts, reading old documents."""
    OLD_SCHEMA = "old-schema"
    """The old schema, validating new documents."""
    NEW_SCHEMA = "new-schema"
    """The new schema, validating old documents."""


class Level(StrEnum):
    """How grave a change is for the parties that count."""

    COMPATIBLE = "compatible"
    """All that was written is read."""
    RISKY = "risky"
    """Something may be lost without a word."""
    BREAKING = "breaking"
    """Something may be refused."""


READERS: Final = (Party.OLD_READER, Party.NEW_READER)
"""The parties that count unless others are named: what a schema refuses need not trouble those who do not validate."""
_GRAVITY: Final = tuple(Outcome)
_LEVELS: Final = dict(zip(Outcome, Level, strict=True))


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the gravest of some outcomes; that nothing is harmed where there is none."""
    return max(outcomes, key=_GRAVITY.index, default=Outcome.UNHARMED)


@frozen(kw_only=True)
class Effects:
    """What a change does to documents, for each party.

    A schema loses nothing: there an outcome is ``UNHARMED`` or ``REFUSED``.
    """

    old_reader: Outcome = Outcome.UNHARMED
    new_reader: Outcome = Outcome.UNHARMED
    old_schema: Outcome = Outcome.UNHARMED
    new_schema: Outcome = Outcome.UNHARMED

    def on(self, party: Party) -> Outcome:
        """Return what becomes of the documents that a party meets."""
        outcome: Outcome = getattr(self, party.name.lower())
        return outcome

    def harmed(self) -> Iterator[tuple[Party, Outcome]]:
        """Yield the parties that something is refused by or lost to."""
        for party in Party:
            if self.on(party) is not Outcome.UNHARMED:
                yield party, self.on(party)

    def level(self, parties: Iterable[Party] = READERS) -> Level:
        """Return how grave this is for some parties, the two readers unless others are named."""
        return _LEVELS[worst(map(self.on, parties))]
