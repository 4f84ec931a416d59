"""Merge the orders in which samples show a class's members into the one in which .NET writes them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dcxml.errors import DerivationError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    before = {name: {other for other, followers in after.items() if name in followers} for name in after}
    merged: list[QName] = []
    while before:
        ready = [name for name, leaders in before.items() if not leaders]
        if not ready:
            raise _contradiction(elements, set(before))
        namespace = merged[-1].namespace if merged else None
        name = min(ready, key=lambda each: (each.namespace != namespace, each.namespace, ordinal(each.name)))
        merged.append(name)
        del before[name]
        for follower in after[name]:
            before[follower].discard(name)
    return tuple(merged)


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
