"""Members of one name in a class and its bases: which of them .NET writes with ``i:type``, to tell them apart.

The rule is that of ``ClassDataContract.SetIfMembersHaveConflict``, its peculiarity included: having looked at one
name, it passes over the name that follows in its sorted list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.contract import DataContractSet
    from dcxml.contract.model import ClassDataContract, DataMember

__all__ = ["conflicting_members"]


@frozen
class _Member:
    """A member at its place: the namespace and the number of its class, and what .NET's type of it is."""

    namespace: str
    member: DataMember
    level: int
    type: object

    @property
    def key(self) -> tuple[bytes, bytes]:
        """Return the element's name as ``string.CompareOrdinal`` sees it."""
        return self.namespace.encode("utf-16-be"), self.member.name.encode("utf-16-be")


def conflicting_members(contracts: DataContractSet, contract: ClassDataContract) -> frozenset[int]:
    """Return the places, in serialization order, of the members that have ``i:type`` for their name's sake."""
    lineage = contracts.lineage(contract)
    names = [(namespace, member.name) for namespace, member in contracts.members(contract)]
    if len(set(names)) == len(names):
        return frozenset()
    ordered = [
        _Member(each.name.namespace, member, level, _clr_type(contracts, member))
        for level, each in enumerate(lineage)
        for member in each.members
    ]
    flagged: set[_Member] = set()
    for level in range(1, len(lineage)):
        _flag([each for each in ordered if each.level <= level], flagged)
    return frozenset(place for place, each in enumerate(ordered) if each in flagged)


def _flag(members: list[_Member], flagged: set[_Member]) -> None:
    """Add to ``flagged`` the members of a class and its bases that share their name with one of another type."""
    members.sort(key=lambda each: (*each.key, -each.level))  # a derived class's before its base's
    start = 0
    while start < len(members) - 1:
        end = start
        differ = False
        while end < len(members) - 1 and members[end].key == members[end + 1].key:
            differ = differ or members[end + 1] in flagged or members[end].type != members[end + 1].type
            end += 1
        if differ:
            flagged.update(members[start : end + 1])
        start = end + 2  # .NET's loop steps twice


def _clr_type(contracts: DataContractSet, member: DataMember) -> object:
    is_nullable = member.is_nillable and contracts.is_value_type(contracts[member.type])
    return member.type, is_nullable
