"""One direction of a comparison: who reads, who wrote, and which contract of the one is which of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

from dcxml.contract.model import PrimitiveDataContract
from dcxml.drift.effects import Effects, Outcome, worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import ClassDataContract, DataMember
    from dcxml.qname import QName

__all__ = [
    "LOST",
    "MISREAD",
    "NOT_READ",
    "NOT_VALID",
    "REFUSED",
    "SKIPPED",
    "UNHARMED",
    "Direction",
    "Reception",
    "Tag",
    "effects_of",
]


class Reception(NamedTuple):
    """What becomes of documents, at worst: when .NET reads them, and when the schema of the reader validates them."""

    reader: Outcome
    schema: Outcome

    @classmethod
    def of(cls, *receptions: Reception) -> Reception:
        """Return the gravest of each; that nothing is harmed where there is none."""
        return cls(worst(each.reader for each in receptions), worst(each.schema for each in receptions))


UNHARMED: Final = Reception(Outcome.UNHARMED, Outcome.UNHARMED)
NOT_VALID: Final = Reception(Outcome.UNHARMED, Outcome.REFUSED)
NOT_READ: Final = Reception(Outcome.REFUSED, Outcome.UNHARMED)
"""Valid, and yet refused by .NET."""
MISREAD: Final = Reception(Outcome.LOST, Outcome.UNHARMED)
"""Valid, and read by .NET as something else, or without a part of it."""
LOST: Final = Reception(Outcome.LOST, Outcome.REFUSED)
REFUSED: Final = Reception(Outcome.REFUSED, Outcome.REFUSED)
SKIPPED: Final = NOT_VALID
"""An element that the reader does not know: .NET skips it, no schema has it."""


def effects_of(forward: Reception, backward: Reception) -> Effects:
    """Return the effects: ``forward`` the old side receives new documents, ``backward`` the new side old ones."""
    return Effects(
        old_reader=forward.reader,
        old_schema=forward.schema,
        new_reader=backward.reader,
        new_schema=backward.schema,
    )


class Tag(NamedTuple):
    """An element of a class, as the reader would call it: the namespace of the declaring class, and the name."""

    namespace: str
    name: str


@frozen(eq=False)
class Direction:
    """The contracts of the reader and of the writer; ``pairs`` maps the writer's names to the reader's.

    ``is_forward`` where the old side reads what the new side wrote.
    """

    reader: DataContractSet
    writer: DataContractSet
    pairs: Mapping[QName, QName]
    is_forward: bool
    _identified: dict[QName, bool] = field(factory=dict)

    def counterpart(self, name: QName) -> QName | None:
        """Return what the reader has in place of a contract of the writer; None where it has none."""
        found = self.pairs.get(name)
        if found is None and isinstance(self.writer[name], PrimitiveDataContract):
            return name
        return found

    def are_same(self, reader: QName | None, writer: QName | None) -> bool:
        """Tell whether two contracts, or none, are each other's counterparts."""
        if reader is None or writer is None:
            return reader is writer
        return self.counterpart(writer) == reader

    def namespace(self, name: QName) -> str:
        """Return the namespace that the reader has for elements of a class of the writer."""
        found = self.counterpart(name)
        return name.namespace if found is None else found.namespace

    def writer_members(self, contract: ClassDataContract) -> list[tuple[Tag, DataMember]]:
        """Return all members of a class of the writer, tagged as the reader calls them."""
        line = self.writer.lineage(contract)
        return [(Tag(self.namespace(c.name), member.name), member) for c in line for member in c.members]

    def reader_members(self, contract: ClassDataContract) -> list[tuple[Tag, DataMember]]:
        """Return all members of a class of the reader, with their tags."""
        return [(Tag(namespace, member.name), member) for namespace, member in self.reader.members(contract)]

    def skipped(self, member: DataMember) -> Reception:
        """Return what comes of it that a reader skips a member of the writer.

        With it goes the identity of objects inside, and a later ``z:Ref`` to one leads nowhere.
        """
        return REFUSED if self._holds_identities(member.type) else SKIPPED

    def _holds_identities(self, name: QName) -> bool:
        if name not in self._identified:
            self._identified[name] = any(
                self.writer.is_reference(self.writer[each]) and self.counterpart(each) is not None
                for each in self._reached(name)
            )
        return self._identified[name]

    def _reached(self, name: QName) -> Iterator[QName]:
        """Yield the contracts whose objects may be inside one of this name, derived ones included."""
        waiting, seen = [name], {name}
        while waiting:
            each = waiting.pop()
            yield each
            derived = (c.name for c in self.writer if c.name != each and self.writer.is_derived(c.name, each))
            for found in (*self.writer[each].references(), *derived):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
