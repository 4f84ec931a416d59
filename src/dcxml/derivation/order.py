"""Merge the orders in which samples show a class's members into the one in which .NET writes them."""

from __future__ import annotations

import heapq
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from dcxml.errors import DerivationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dcxml.derivation.sample import SampleElement
    from dcxml.qname import QName

__all__ = ["merge_order", "ordinal"]


def ordinal(name: str) -> bytes:
    """Return a key that sorts names as .NET's ordinal comparison does: by UTF-16 code units."""
    return name.encode("utf-16-be", "surrogatepass")


def merge_order(elements: Sequence[SampleElement]) -> tuple[QName, ...]:
    """Return the children's names in an order that all elements keep.

    Where the samples leave it open, members of a namespace stay together and go by ordinal order, as .NET has it.

    :raises DerivationError: where two samples contradict each other.
    """
    after: dict[QName, set[QName]] = {}
    for element in elements:
        names = [child.name for child in element.children]
        for name in names:
            after.setdefault(name, set())
        for name, follower in pairwise(names):
            after[name].add(follower)
    leaders = Counter(follower for followers in after.values() for follower in followers)
    ready = _Ready(name for name in after if not leaders[name])
    merged: list[QName] = []
    while ready:
        name = ready.next(merged[-1].namespace if merged else None)
        merged.append(name)
        for follower in after[name]:
            leaders[follower] -= 1
            if not leaders[follower]:
                ready.add(follower)
    if len(merged) < len(after):
        raise _contradiction(elements, set(after).difference(merged))
    return tuple(merged)


class _Ready:
    """Names that may come next, a heap of each namespace's in ordinal order."""

    def __init__(self, names: Iterable[QName]) -> None:
        self._names: dict[str, list[tuple[bytes, QName]]] = {}
        self._namespaces: list[str] = []  # a heap too; those that have no name left stay until they are its first
        for name in names:
            self.add(name)

    def __bool__(self) -> bool:
        while self._namespaces and not self._names[self._namespaces[0]]:
            heapq.heappop(self._namespaces)
        return bool(self._namespaces)

    def add(self, name: QName) -> None:
        """Add a name; no two are equal."""
        held = self._names.setdefault(name.namespace, [])
        if not held:
            heapq.heappush(self._namespaces, name.namespace)
        heapq.heappush(held, (ordinal(name.name), name))

    def next(self, namespace: str | None) -> QName:
        """Take the first name of the namespace; where it has none, that of the first namespace that has one."""
        held = None if namespace is None else self._names[namespace]
        _, name = heapq.heappop(held or self._names[self._namespaces[0]])
        return name


def _contradiction(elements: Sequence[SampleElement], names: set[QName]) -> DerivationError:
    """Describe two elements that show two members in two orders, or the members that go round in a circle."""
    places: dict[tuple[QName, QName], SampleElement] = {}
    for element in elements:
        shown = [child for child in element.children if child.name in names]
        for place, first in enumerate(shown):
            for second in shown[place + 1 :]:
                other = places.get((second.name, first.name))
                if other is not None:
                    reason = (
                        f"<{first.name.name}> comes before <{second.name.name}> in this <{element.name.name}> and "
                        f"after it in {other.place}; allowed: one order, that of the data contract"
                    )
                    return DerivationError(reason, file=first.file, line=first.line)
                places.setdefault((first.name, second.name), second)
    reason = f"the samples order {', '.join(sorted(name.name for name in names))} in a circle; allowed: one order"
    return DerivationError(reason, file=elements[0].file, line=elements[0].line)
