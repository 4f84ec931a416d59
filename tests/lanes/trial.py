"""Documents and values tried on both ways: what one way makes of it and the other does not is a finding."""

from __future__ import annotations

import time
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from attrs import define, field

import dcxml
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.faults import FAULTS
from lanes.edits import edited, tokens_of
from lanes.values import altered, objects_in

if TYPE_CHECKING:
    from random import Random

    from lanes.subjects import Subject

__all__ = ["Tally", "try_reading", "try_writing"]

_UNCHANGED: Final = 0.05
"""The share of documents and values that are tried as they were drawn."""
_OTHERS: Final = 3
"""How many objects of other values a place may be given."""
_SHOWN: Final = 3_000


@define
class Tally:
    """How many were tried, how many of them the lane took, and where it went wrong."""

    tried: int = 0
    taken: int = 0
    findings: list[str] = field(factory=list)
    seconds: float = 0

    def __str__(self) -> str:
        """Tell the numbers."""
        return f"{self.tried:,} tried, {self.taken:,} taken, {len(self.findings)} against the law, {self.seconds:.0f} s"


def try_reading(subject: Subject, count: int, *, random: Random, until: float) -> Tally:
    """Change documents as .NET writes them, in both dialects; what the lane reads the other way reads as the same."""
    tally = Tally()
    started = time.monotonic()
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
    tally.seconds = time.monotonic() - started
    return tally


def try_writing(subject: Subject, count: int, *, random: Random, until: float) -> Tally:
    """Change values in all ways, allowed or not; what the lane writes the other way writes with the same bytes."""
    tally = Tally()
    started = time.monotonic()
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
    tally.seconds = time.monotonic() - started
    return tally
