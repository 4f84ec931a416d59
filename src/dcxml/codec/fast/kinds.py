"""The tables by which compiled readers and writers tell what stands, or is to stand, at one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import define, field

from dcxml.codec.fast.declined import Declined

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ReadKind", "WriteKinds", "nothing"]


@define(eq=False)
class ReadKind:
    """How an element of one kind is read: ``match`` its text from behind the start tag on, and ``read`` the groups.

    The ``expression`` is compiled when an element of the kind is met first, for of many kinds a document has a few.
    """

    expression: str
    read: Callable[[tuple[str, ...]], Any]
    match: Callable[..., re.Match[str] | None] = field(init=False)

    @match.default
    def _how_it_is_matched_first(self) -> Callable[..., re.Match[str] | None]:
        return self._match_first

    def _match_first(self, text: str, *bounds: int) -> re.Match[str] | None:
        self.match = re.compile(self.expression).match
        return self.match(text, *bounds)


def nothing(found: tuple[str, ...]) -> None:
    """Return what an element without a value has, for no groups."""


class WriteKinds(dict[type, "Callable[[Any], str]"]):
    """The functions that write an element, by the class of its value.

    :raises Declined: where it is of another.
    """

    __slots__ = ()

    def __missing__(self, key: type) -> NoReturn:
        """Decline the value."""
        raise Declined
