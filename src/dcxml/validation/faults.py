"""A fault: a rule broken by an element, in words; its line, column and path are looked up where it is told."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from dcxml.validation.facts import Facts
    from dcxml.validation.rules import Rule

__all__ = [
    "AttributeOf",
    "Elsewhere",
    "Fault",
    "Spot",
    "TextBehind",
    "local_name",
    "name_of_type",
    "shorten",
    "some_of",
    "texts_of",
]


class Spot(Enum):
    """The part of an element that a fault is about."""

    ELEMENT = auto()
    START_TAG = auto()
    CONTENT = auto()


@frozen
class TextBehind:
    """The text in an element behind so many of its child elements, without the white space around it.

    It ``is_told_first`` where it is told with the element and not in its place between the children.
    """

    children: int
    is_told_first: bool = False


@frozen
class AttributeOf:
    """An attribute of an element, by its name in Clark form."""

    name: str


@frozen(kw_only=True)
class Elsewhere:
    """The place of an element that is in another piece of a document than what is told of it."""

    path: str
    line: int
    column: int


@frozen(kw_only=True)
class Fault:
    """A rule that ``element`` breaks, the sentence about it, what was found there and what is allowed.

    ``facts`` are those of the rule where they are not given. ``related`` are other elements that explain the fault,
    each with a few words about it.
    """

    rule: Rule
    element: etree._Element
    message: str
    found: str | None = None
    expected: str | None = None
    facts: Facts | None = None
    spot: Spot | TextBehind | AttributeOf = Spot.ELEMENT
    related: tuple[tuple[etree._Element | Elsewhere, str], ...] = ()


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def texts_of(element: etree._Element) -> Iterator[tuple[TextBehind, str]]:
    """Yield what stands between the child elements of an element and is more than white space."""
    count, texts = 0, [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            yield from _told(count, texts)
            count, texts = count + 1, []
        texts.append(child.tail or "")
    yield from _told(count, texts)


def _told(count: int, texts: list[str]) -> Iterator[tuple[TextBehind, str]]:
    text = "".join(texts).strip(WHITE_SPACE)
    if text:
        yield TextBehind(count), text


def name_of_type(name: QName) -> str:
    """Return a type's name as people write it: ``xs:int``, ``ser:guid``, and a contract's local name."""
    prefix = {XS: "xs:", SERIALIZATION: "ser:"}.get(name.namespace, "")
    return prefix + name.name


def shorten(text: str, limit: int = 120) -> str:
    """Return ``text`` as a quoted literal, cut where it is too long to read."""
    return repr(text if len(text) <= limit else f"{text[:limit]}…")


def some_of(names: Iterable[str], *, limit: int = 6) -> str:
    """Return ``a, b, c``, and how many more there are beyond ``limit``."""
    listed = list(names)
    more = len(listed) - limit
    return ", ".join(listed[:limit]) + (f" and {more} more" if more > 0 else "")
