"""Which of the elements found stand out of serialization order, and what .NET's reader would lose of them.

Knows names only, neither documents nor contracts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Arrangement", "arrange"]


@frozen
class Arrangement:
    """Where each element found belongs.

    ``indexes`` gives for each the index of its member, or None for a name that is no member or has stood as often as
    it may. ``misplaced`` are the positions of the fewest elements that would have to move, ``repeated`` those of a
    member that stood before, ``lost`` those of members that .NET's reader skips.
    """

    indexes: tuple[int | None, ...]
    misplaced: tuple[int, ...]
    repeated: tuple[int, ...]
    lost: tuple[int, ...]

    def neighbour(self, position: int) -> tuple[str, int]:
        """Return where a misplaced element belongs: ``("before" | "after", position of one in its right place)``."""
        own = self.indexes[position]
        assert own is not None  # noqa: S101 - only a member's element is misplaced
        in_place = [(i, at) for at, i in enumerate(self.indexes) if i is not None and at not in self.misplaced]
        following = [at for index, at in in_place if index > own]
        if following and following[0] < position:
            return "before", following[0]
        return "after", [at for index, at in in_place if index < own][-1]


def arrange(found: Sequence[str], expected: Sequence[str]) -> Arrangement:
    """Compare the names ``found`` with those ``expected``, in order; a name may be expected twice.

    (A base class and a derived one may each have a member of one name and namespace.)
    """
    indexes, repeated = _indexes(found, expected)
    in_place = _longest_ordered(indexes)
    misplaced = tuple(at for at, index in enumerate(indexes) if index is not None and at not in in_place)
    return Arrangement(tuple(indexes), misplaced, tuple(repeated), _lost(found, expected))


def _indexes(found: Sequence[str], expected: Sequence[str]) -> tuple[list[int | None], list[int]]:
    free: dict[str, list[int]] = defaultdict(list)
    for index in range(len(expected) - 1, -1, -1):
        free[expected[index]].append(index)
    known = set(free)
    indexes: list[int | None] = []
    repeated = []
    for at, name in enumerate(found):
        waiting = free.get(name)
        indexes.append(waiting.pop() if waiting else None)
        if indexes[-1] is None and name in known:
            repeated.append(at)
    return indexes, repeated


def _longest_ordered(indexes: Sequence[int | None]) -> frozenset[int]:
    """Return the positions of a longest run in ascending order; of several, one that keeps what comes first.

    Found from the end with the signs turned: the run then prefers early elements, so that of two in the wrong order
    the second is the one to move, which is the one .NET loses.
    """
    tails: list[int] = []
    tail_positions: list[int] = []
    previous: dict[int, int | None] = {}
    for at in range(len(indexes) - 1, -1, -1):
        index = indexes[at]
        if index is None:
            continue
        slot = bisect_left(tails, -index)
        previous[at] = tail_positions[slot - 1] if slot else None
        tails[slot : slot + 1] = [-index]
        tail_positions[slot : slot + 1] = [at]
    run = set()
    position = tail_positions[-1] if tail_positions else None
    while position is not None:
        run.add(position)
        position = previous[position]
    return frozenset(run)


def _lost(found: Sequence[str], expected: Sequence[str]) -> tuple[int, ...]:
    """Return what the reader of .NET skips: it looks for each name behind the member it read last."""
    known = set(expected)
    last = -1
    lost = []
    for at, name in enumerate(found):
        if name not in known:
            continue
        try:
            last = expected.index(name, last + 1)
        except ValueError:
            lost.append(at)
    return tuple(lost)
