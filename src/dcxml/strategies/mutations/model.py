"""What a mutation is: its label, what it does to a document, and the case that comes of it."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.strategies.mutations.places import Place

__all__ = ["Case", "Change", "Effect", "Label", "Mutation"]


class Effect(StrEnum):
    """What .NET's reader (``ReadObject(Stream)``) does with the document."""

    SAME = "reads all that is said"
    IGNORED = "passes it over in silence"
    OTHER = "reads another value in silence"
    THROWS = "throws"


@frozen
class Label:
    """What the judges say of one mutation at one place.

    ``schema_valid`` is the verdict of XML Schema, ``effect`` what .NET does, ``code`` the rule of the one finding;
    None where there is nothing to find.
    """

    schema_valid: bool
    effect: Effect
    code: str | None

    @property
    def readable(self) -> bool:
        """Whether .NET reads the document."""
        return self.effect is not Effect.THROWS

    @property
    def lossless(self) -> bool:
        """Whether .NET has all that the document says."""
        return self.effect is Effect.SAME


@frozen(kw_only=True, eq=False)
class Change:
    """What was done to a tree: ``element`` is where the finding stands, the root where it is about the document.

    ``spell`` changes the document once it is written, where a tree cannot hold the change.
    """

    element: etree._Element
    before: str = ""
    after: str = ""
    spell: Callable[[bytes], bytes] | None = None


@frozen(kw_only=True, eq=False)
class Mutation:
    """One row of the catalogue: an ``id``, ``what`` it does in words, its label, and how it is applied.

    Where the verdict of XML Schema, the effect in .NET or the rule depends on the place, a function says how.
    ``is_of_document`` tells that the finding is about the document and has no path.
    """

    id: str
    family: str
    what: str
    schema_valid: bool | Callable[[Place], bool]
    effect: Effect | Callable[[Place], Effect]
    code: str | Callable[[Place], str | None] | None
    applies: Callable[[Place], bool]
    edit: Callable[[Place], Change]
    is_of_document: bool = False

    def label(self, place: Place) -> Label:
        """Return what the judges say of it at a place."""
        return Label(
            schema_valid=self.schema_valid(place) if callable(self.schema_valid) else self.schema_valid,
            effect=self.effect(place) if callable(self.effect) else self.effect,
            code=self.code(place) if callable(self.code) else self.code,
        )


@frozen(kw_only=True)
class Case:
    """A document with one mutation: where it is, what was there and what is there now, and what the judges say.

    ``path`` is that of the finding (``/Order/Lines/Line[2]``; empty where it is about the document), ``place`` the
    path of the element in the valid document.
    """

    data: bytes
    mutation: Mutation
    label: Label
    place: str
    path: str
    before: str
    after: str

    @property
    def id(self) -> str:
        """The name of the case: ``Order/Number:int-plus``."""
        return f"{self.place.removeprefix('/')}:{self.mutation.id}"
