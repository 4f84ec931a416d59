"""What a mutation is: its label, what it does to a document, and the case that comes of it."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.strategies.mutations.places import Place

__all__ = ["AppliedMutation", "Case", "Change", "Effect", "Label", "Mutation"]


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
    ``is_of_document`` tells that the finding is about the document and has no path, ``is_beyond_reading`` that dcxml
    does not read it, and cannot know what .NET makes of it: the row does.
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
    is_beyond_reading: bool = False

    @property
    def is_of_message(self) -> bool:
        """Whether it is about the message as a whole, and leaves no other mutation a place."""
        return self.family in ("document", "envelope")

    def label(self, place: Place) -> Label:
        """Return what the judges say of it at a place."""
        return Label(
            schema_valid=self.schema_valid(place) if callable(self.schema_valid) else self.schema_valid,
            effect=self.effect(place) if callable(self.effect) else self.effect,
            code=self.code(place) if callable(self.code) else self.code,
        )


@frozen(kw_only=True)
class AppliedMutation:
    """One mutation in a document: the ``row`` of the catalogue, and what the judges say of it at its place.

    ``path`` is that of the finding (``/Order/Lines/Line[2]``; empty where it is about the document), ``place`` the
    path of the element in the valid document, ``before`` and ``after`` what was there and what is there now.
    """

    row: Mutation
    label: Label
    place: str
    path: str
    before: str
    after: str

    @property
    def id(self) -> str:
        """The row's name: ``int-plus``."""
        return self.row.id

    @property
    def family(self) -> str:
        """The family of the row."""
        return self.row.family

    @property
    def what(self) -> str:
        """What the mutation does, in words."""
        return self.row.what

    @property
    def case_id(self) -> str:
        """The mutation at its place, named from inside the root: ``Lines/Line[2]/Number:int-plus``."""
        root, *steps = self.place.removeprefix("/").split("/")
        return f"{'/'.join(steps) or root}:{self.id}"

    def __str__(self) -> str:
        """Say what was done, and where."""
        was = f" (was {self.before[:60]!r}, is {self.after[:60]!r})" if self.before or self.after else ""
        return f"{self.id}: {self.what} at {self.place}{was}"


@frozen(kw_only=True)
class Case:
    """A document with one mutation, or with several that leave each other alone, and the ``valid`` one it was made of.

    ``document`` names that where the same place is mutated in several.

    The ``label`` is of the whole document: valid if all are, and the worst of what .NET does; its ``code`` is that of
    the first mutation that has one.
    """

    data: bytes
    valid: bytes
    mutations: tuple[AppliedMutation, ...]
    document: str = ""

    @property
    def mutation(self) -> AppliedMutation:
        """The mutation, or the first of several."""
        return self.mutations[0]

    @property
    def id(self) -> str:
        """The name of the case: ``Lines/Line[2]/Number:int-plus``, ``Title:extra-attribute@nil``."""
        named = "+".join(each.case_id for each in self.mutations)
        return f"{named}@{self.document}" if self.document else named

    @property
    def label(self) -> Label:
        """What the judges say of the document."""
        labels = [each.label for each in self.mutations]
        return Label(
            schema_valid=all(each.schema_valid for each in labels),
            effect=max((each.effect for each in labels), key=[*Effect].index),
            code=next((each.code for each in labels if each.code is not None), None),
        )

    @property
    def findings(self) -> list[tuple[str, str]]:
        """The rule and the path of each finding there is, in no order."""
        return [(each.label.code, each.path) for each in self.mutations if each.label.code is not None]

    @property
    def is_invalid(self) -> bool:
        """Whether XML Schema refuses the document, or .NET does not have all that it says."""
        return not (self.label.schema_valid and self.label.lossless)

    @property
    def place(self) -> str:
        """The place of the mutation."""
        return self.mutation.place

    @property
    def path(self) -> str:
        """The path of the mutation's finding."""
        return self.mutation.path

    @property
    def before(self) -> str:
        """What was there before the mutation."""
        return self.mutation.before

    @property
    def after(self) -> str:
        """What is there after it."""
        return self.mutation.after

    def __str__(self) -> str:
        """Say what was done, and where."""
        return "; ".join(map(str, self.mutations))
