"""Values of a strategy one after the other, outside a test: by a seed, the same each time."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

__all__ = ["drawn", "nothing_kept"]

_T = TypeVar("_T")
_FIRST_BATCH, _BATCH = 20, 200
"""How many values are drawn at once: few at first, for a short run; each batch begins with the simplest."""


def drawn(strategy: SearchStrategy[_T], *, seed: int) -> Iterator[_T]:
    """Yield values of a strategy without end; of one with few values the same come again."""
    for number in count():
        yield from _batch(strategy, seed * 1_000_003 + number, min(_FIRST_BATCH << number, _BATCH))


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Let Hypothesis keep what it keeps in a folder that goes away, and leave no ``.hypothesis`` where a user works."""
    with TemporaryDirectory(prefix="dcxml-") as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)


def _batch(strategy: SearchStrategy[_T], number: int, most: int) -> list[_T]:
    found: list[_T] = []

    @seed(number)
    @settings(
        database=None,
        deadline=None,
        max_examples=most,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],  # a slow machine takes its time: that is no fault of a test
    )
    @given(strategy)
    def take(value: _T) -> None:
        found.append(value)

    take()
    return found
