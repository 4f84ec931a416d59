"""Documents and values tried on both ways: what one way makes of it and the other does not is a finding."""

from __future__ import annotations

import time
from copy import deepcopy
from typing import TYPE_CHECKING, Final, Self

from attrs import define

import dcxml
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.faults import FAULTS
from lanes.edits import edited, tokens_of
from lanes.values import altered, objects_in
from support.trial_runs import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from lanes.subjects import Subject

__all__ = ["LaneTally", "try_reading", "try_writing"]

_UNCHANGED: Final = 0.05
"""The share of documents and values that are tried as they were drawn."""
_OTHERS: Final = 3
"""How many objects of other values a place may be given."""
_SHOWN: Final = 3_000


@define
class LaneTally(Tally):
    """How many of them the lane took, too."""

    taken: int = 0

    def details(self) -> Iterator[str]:
        """Tell it."""
        yield f"{self.taken:,} taken"

    def add(self, other: Self) -> None:
        """Count what another has counted."""
        super().add(other)
        self.taken += other.taken


def try_reading(subject: Subject, count: int, *, random: Random, until: float) -> LaneTally:
    """Change documents as .NET writes them, in both dialects; what the lane reads the other way reads as the same."""
    tally = LaneTally()
    values = subject.values(random.getrandbits(32), absent=True)
    drawn = [tokens_of(way.dumps(value).decode()) for value in values for way in subject.other_way.values()]
    other_way = subject.other_way[dcxml.Dialect.XML_WRITER]
    while tally.tried < count and time.monotonic() < until:
        tokens = random.choice(drawn)
        text = "".join(tokens) if random.random() < _UNCHANGED else edited(tokens, random)
        data = text.encode("utf-8", "surrogatepass")
        tally.tried += 1
        found = subject.read(data)
        if found is DECLINED:
            continue
        tally.taken += 1
        try:
            expected = other_way.loads(data)
        except dcxml.DcxmlError as error:
            tally.findings.append(f"{subject.name}: read, and refused: {error}\n{text[:_SHOWN]}")
            continue
        if not dcxml.identical(expected, found):
            tally.findings.append(f"{subject.name}: read as another value\n{text[:_SHOWN]}")
    return tally


def try_writing(subject: Subject, count: int, *, random: Random, until: float) -> LaneTally:
    """Change values in all ways, allowed or not; what the lane writes the other way writes with the same bytes."""
    tally = LaneTally()
    drawn = subject.values(random.getrandbits(32), absent=False)
    objects = objects_in(drawn) or [None]
    while tally.tried < count and time.monotonic() < until:
        value = deepcopy(random.choice(drawn))
        if random.random() >= _UNCHANGED:
            altered(value, random, deepcopy(random.choices(objects, k=_OTHERS)))
        dialect = random.choice([*dcxml.Dialect])
        tally.tried += 1
        found = subject.write(value, dialect)
        if found is DECLINED:
            continue
        tally.taken += 1
        try:
            expected = subject.other_way[dialect].dumps(value).decode()
        except (dcxml.DcxmlError, *FAULTS) as error:
            tally.findings.append(f"{subject.name}: written, and refused: {error}\n{value!r:.{_SHOWN}}")
            continue
        if found != expected:
            tally.findings.append(f"{subject.name}: other bytes\n{value!r:.{_SHOWN}}")
    return tally
