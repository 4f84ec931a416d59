"""Two documents compared element by element: what they say, not how prefixes and declarations are spelled."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dcxml.comparison.difference import ABSENT, NIL, Difference, shown
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import NIL as NIL_NAME
from dcxml.qname import TYPE, QName
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    Pair = tuple[str, etree._Element, etree._Element]  # noqa: SLF001 - lxml's name

__all__ = ["document_differences"]


def document_differences(left: bytes | str, right: bytes | str) -> Iterator[Difference]:
    """Yield what two documents say differently, in document order: elements, texts, attributes, types, nil, order.

    An element is compared with the one of its name and number in the other; white space between elements, prefixes
    and comments do not count.

    :raises DecodeError: where one of them is not XML.
    """
    roots = parse_document(left, check_characters=False), parse_document(right, check_characters=False)
    names = [str(root.tag) for root in roots]
    if names[0] != names[1]:
        yield Difference("/", *names)
        return
    waiting: list[Pair | Difference] = [(f"/{_local(roots[0])}", *roots)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Difference):
            yield item
        else:
            waiting.extend(reversed([*_inside(*item)]))


def _inside(place: str, left: etree._Element, right: etree._Element) -> Iterator[Pair | Difference]:
    """Yield what differs between two elements of one name, and the pairs of their children."""
    attributes = _attributes(left), _attributes(right)
    for name in sorted({*attributes[0], *attributes[1]}):
        values = [each.get(name) for each in attributes]
        if values[0] != values[1]:
            yield Difference(f"{place}/@{name}", *(ABSENT if each is None else repr(each) for each in values))
    if not len(left) and not len(right):
        words = _words(left), _words(right)
        if words[0] != words[1] and not _is_same_name(left, right):
            yield Difference(place, *words)
        return
    yield from _children(place, left, right)


def _children(place: str, left: etree._Element, right: etree._Element) -> Iterator[Pair | Difference]:
    children = _numbered(left), _numbered(right)
    counts = Counter(tag for tag, _ in {*children[0], *children[1]})
    for key in [*children[0], *(each for each in children[1] if each not in children[0])]:
        tag, number = key
        step = tag.rpartition("}")[2]
        inner = f"{place}/{step}[{number}]" if counts[tag] > 1 else f"{place}/{step}"
        one, other = (each.get(key) for each in children)
        if one is not None and other is not None:
            yield inner, one, other
        else:
            yield Difference(inner, *(ABSENT if each is None else _words(each) for each in (one, other)))
    orders = [[key for key in mine if key in other] for mine, other in (children, children[::-1])]
    if orders[0] != orders[1]:
        names = (", ".join(tag.rpartition("}")[2] for tag, _ in each) for each in orders)
        yield Difference(f"{place}, the order", *map(shown, names))
    texts = [_texts(each) for each in (left, right)]
    if texts[0] != texts[1]:
        yield Difference(f"{place}, the text between elements", *map(repr, texts))


def _numbered(element: etree._Element) -> dict[tuple[str, int], etree._Element]:
    """Return the children of an element by name and number."""
    seen: Counter[str] = Counter()
    found = {}
    for child in element.iterchildren("*"):
        tag = str(child.tag)
        seen[tag] += 1
        found[tag, seen[tag]] = child
    return found


def _texts(element: etree._Element) -> str:
    """Return the text between the children of an element, where it is more than white space."""
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    return text if text.strip(WHITE_SPACE) else ""


def _attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element by their names in Clark form, a type's prefix resolved; nil is a content."""
    found: dict[str, str] = {}
    for clark, value in element.items():
        if clark == TYPE:
            found["i:type"] = _resolved(value, element.nsmap)
        elif clark != NIL_NAME:
            found[clark] = value
    return found


def _resolved(text: str, prefixes: Any) -> str:
    prefix, colon, name = text.strip(WHITE_SPACE).rpartition(":")
    namespace = prefixes.get(prefix if colon else None)
    return text if namespace is None and colon else QName(namespace or "", name).clark


def _is_same_name(left: etree._Element, right: etree._Element) -> bool:
    """Tell whether two texts are one qualified name, each with a prefix that its document declares."""
    names = [_resolved(each.text or "", each.nsmap) for each in (left, right)]
    return names[0] == names[1] and names[0].startswith("{") and all(":" in (each.text or "") for each in (left, right))


def _words(element: etree._Element) -> str:
    """Return what an element holds, in words."""
    if (element.get(NIL_NAME) or "").strip(WHITE_SPACE) in ("true", "1"):
        return NIL
    count = len(element)
    if count:
        return f"{count} element{'s' * (count > 1)}"
    return shown(repr(element.text)) if element.text else "'' (empty)"


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
