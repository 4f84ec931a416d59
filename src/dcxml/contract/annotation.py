"""What is said about an item without changing it: documentation, evidence, and what others say in ``xs:appinfo``.

The words are those of W3C XML Schema: the user information and the application information of an annotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OWN_ELEMENT", "SAID_NOTHING", "Annotation", "AppInfo", "Documentation", "Evidence", "joined"]

OWN_ELEMENT: Final = ("element",)
"""The place of what is said about the global element that is just a type's own."""


@frozen
class Evidence:
    """Why an inferred fact is believed: the ``rule`` in a word or two, and ``detail`` in a sentence."""

    rule: str
    detail: str


@frozen
class Documentation:
    """One ``xs:documentation``: its ``text`` without markup, and its content as XML where there is ``markup``.

    ``language`` is its ``xml:lang``, ``source`` a URI that says more. ``place`` leads from the item's own element to
    the one inside on which it stands, by local names (``("complexContent", "extension")``); an import has its
    namespace behind its name. Empty, it is said about the item itself.
    """

    text: str
    language: str | None = field(default=None, kw_only=True)
    source: str | None = field(default=None, kw_only=True)
    markup: str | None = field(default=None, kw_only=True)
    place: tuple[str, ...] = field(default=(), kw_only=True)


@frozen
class AppInfo:
    """What others say in one ``xs:appinfo``: its ``content`` as XML, such as the element of .NET's ``Surrogate``.

    ``source`` and ``place`` are those of a `Documentation`.
    """

    content: str
    source: str | None = field(default=None, kw_only=True)
    place: tuple[str, ...] = field(default=(), kw_only=True)


def _documented(given: str | Iterable[Documentation] | None) -> tuple[Documentation, ...]:
    if isinstance(given, str):
        return (Documentation(given),) if given else ()
    return tuple(given or ())


def _informed(given: Iterable[str | AppInfo]) -> tuple[AppInfo, ...]:
    return tuple(AppInfo(each) if isinstance(each, str) else each for each in given)


@frozen(kw_only=True)
class Annotation:
    """What is said about an item: documentation in order, evidence where it was inferred, and what others say.

    A text may be given for ``documentation``, and texts of elements for ``appinfo``.
    """

    user_information: tuple[Documentation, ...] = field(default=(), converter=_documented, alias="documentation")
    evidence: tuple[Evidence, ...] = ()
    application_information: tuple[AppInfo, ...] = field(default=(), converter=_informed, alias="appinfo")

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return bool(self.user_information or self.evidence or self.application_information)

    @property
    def documentation(self) -> str | None:
        """What a reader wants: the texts in English and in no language named, else in the language named first."""
        texts = [each for each in self.user_information if each.text.strip()]
        languages = [each.language for each in texts]
        english = (tag for tag in languages if tag is not None and tag.lower().partition("-")[0] == "en")
        first = None if None in languages else next(iter(languages), None)
        shown = (None, next(english, first))
        return "\n".join(each.text for each in texts if each.language in shown) or None

    @property
    def appinfo(self) -> tuple[str, ...]:
        """What others say, as the content of each ``xs:appinfo``."""
        return tuple(each.content for each in self.application_information)

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """The places at which something is said, each once; the item itself is the empty place."""
        documentation = (each.place for each in self.user_information)
        return tuple(dict.fromkeys((*documentation, *(each.place for each in self.application_information))))

    def at(self, place: tuple[str, ...]) -> Annotation:
        """Return what is said at a place, as if it were said about an item there; evidence is about the item itself."""
        return Annotation(
            documentation=[evolve(each, place=()) for each in self.user_information if each.place == place],
            appinfo=[evolve(each, place=()) for each in self.application_information if each.place == place],
        )

    def put(self, place: tuple[str, ...]) -> Annotation:
        """Return the same said at a place inside another item; evidence, which has no place, is left out."""
        return Annotation(
            documentation=[evolve(each, place=place) for each in self.user_information],
            appinfo=[evolve(each, place=place) for each in self.application_information],
        )


SAID_NOTHING: Final = Annotation()


def joined(annotations: Iterable[Annotation]) -> Annotation:
    """Return all that the annotations say, in order."""
    said = list(annotations)
    return Annotation(
        documentation=[each for annotation in said for each in annotation.user_information],
        evidence=tuple(each for annotation in said for each in annotation.evidence),
        appinfo=[each for annotation in said for each in annotation.application_information],
    )
