"""The base of contract classes whose content is a bag of named values: .NET's ``ISerializable``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from dcxml.binding.objects import install
from dcxml.binding.wire import WireState  # noqa: TC001 - annotations are read at run time
from dcxml.qname import QName  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SerializationInfo"]


@define(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class SerializationInfo:
    """The named values that an ``ISerializable`` of .NET writes, an exception for one.

    Its contracts are classes derived from it, without members of their own. ``entries`` are in the order of
    ``SerializationInfo.AddValue``, each of any type that an ``xs:anyType`` may hold; ``info["Message"]`` is one of
    them. ``factory_type`` names the contract to read the object as (``SerializationInfo.SetType``).
    """

    entries: dict[str, object] = field(factory=dict)
    factory_type: QName | None = None
    _wire: WireState | None = field(init=False, eq=False, repr=False, default=None)

    def __getitem__(self, name: str) -> object:
        """Return the entry of this name."""
        return self.entries[name]

    def __setitem__(self, name: str, value: object) -> None:
        """Set the entry of this name, or add it behind the others."""
        self.entries[name] = value

    def __delitem__(self, name: str) -> None:
        """Take the entry of this name away."""
        del self.entries[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is an entry of this name."""
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the entries."""
        return iter(self.entries)


SerializationInfo.__contract_members__ = ("entries", "factory_type")  # type: ignore[attr-defined]  # as the decorator leaves it
install(SerializationInfo)
