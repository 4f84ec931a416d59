"""What an instance remembers of the document it came from, beside the values of its members.

One hidden slot holds it, empty for ordinary documents; the codec alone knows what an unknown element is.
"""

from __future__ import annotations

from typing import Any

from attrs import Factory, define, field

__all__ = ["WireState"]


@define
class WireState:
    """The wire state of one instance: what is absent, and what the contract does not know.

    ``absent`` hints that some member's slot is unset. ``unknown`` holds the unknown elements in their places,
    ``attributes`` the unknown attributes of the instance's own element, ``member_attributes`` those
    of member elements by the member's Python name. ``identity`` is the ``z:Id`` that the instance had, where an unknown
    element refers to it; ``document`` names the document in which what is remembered has its identities.
    """

    absent: bool = False
    unknown: list[Any] = Factory(list)
    attributes: tuple[Any, ...] = ()
    member_attributes: dict[str, tuple[Any, ...]] = Factory(dict)
    identity: str | None = field(default=None, eq=False)
    document: str | None = field(default=None, eq=False)

    @property
    def extras(self) -> tuple[list[Any], tuple[Any, ...], dict[str, tuple[Any, ...]]]:
        """Return what is written beside the members; the ``absent`` hint is not."""
        return (self.unknown, self.attributes, self.member_attributes)

    def __bool__(self) -> bool:
        """Tell whether anything is remembered."""
        return self.absent or bool(self.unknown or self.attributes or self.member_attributes or self.identity)

    def __copy__(self) -> WireState:
        """Return a state that can change without changing this one; unknown elements are shared."""
        unknown, members = list(self.unknown), dict(self.member_attributes)
        return WireState(self.absent, unknown, self.attributes, members, self.identity, self.document)
