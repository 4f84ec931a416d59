"""A difference between two contract sets, as a value; how it is told to people or machines is decided elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from dcxml.drift.effects import Effects, Level
    from dcxml.qname import QName

__all__ = ["Change"]


@frozen(kw_only=True)
class Change:
    """One cause of differences: what was, what is now, and whom it breaks.

    ``code`` and ``name`` are those of the kind of change (`CHANGES`), ``message`` is a sentence. ``contract`` is the
    contract, the global element or the port type it is about, by its new name where it still is, and ``member`` the
    member, the text of an enumeration or the operation. ``was`` and ``now`` are None where there was, or is, nothing.
    ``followers`` are further contracts whose names change for the same reason, by their old names, or the messages that
    are gone or have come with an operation.
    """

    code: str
    name: str
    message: str
    effects: Effects
    contract: QName | None = None
    member: str | None = None
    was: str | None = None
    now: str | None = None
    followers: tuple[QName, ...] = ()

    @property
    def level(self) -> Level:
        """How grave it is for .NET's readers, old and new; ``effects.level`` asks for others."""
        return self.effects.level()

    @property
    def path(self) -> str:
        """The place in short: ``/Order/Number``; empty where a change is one of namespaces."""
        steps = [step for step in (self.contract and self.contract.name, self.member) if step is not None]
        return "".join(f"/{step}" for step in steps)

    def __str__(self) -> str:
        """Return ``DD103 sentence (/Order/Number)``."""
        return f"{self.code} {self.message}" + (f" ({self.path})" if self.path else "")
