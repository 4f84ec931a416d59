"""Values of a strategy one after the other, outside a test: by a seed, the same each time."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

__all__ = ["drawn"]

_T = TypeVar("_T")
_BATCH: Final = 200
"""How many values are drawn at once; each batch begins with the simplest."""


def drawn(strategy: SearchStrategy[_T], *, seed: int) -> Iterator[_T]:
    """Yield values of a strategy without end; of one with few values the same come again."""
    for number in count():
        yield from _batch(strategy, seed * 1_000_003 + number)


def _batch(strategy: SearchStrategy[_T], number: int) -> list[_T]:
    found: list[_T] = []

    @seed(number)
    @settings(
        database=None,
        deadline=None,
        max_examples=_BATCH,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def take(value: _T) -> None:
        found.append(value)

    take()
    return found
