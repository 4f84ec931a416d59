"""What mutations do to a tree: small changes that leave the rest as it is."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from dcxml.qname import ID, QName
from dcxml.quoting import quoted
from dcxml.validation.faults import Spot
from dcxml.validation.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.strategies.mutations.places import Place

__all__ = ["cleared", "copied", "free_prefix", "local", "namespace_of", "prefixed", "qualified", "rebuilt", "written"]


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return QName.from_clark(str(element.tag)).name


def namespace_of(element: etree._Element) -> str:
    """Return an element's namespace."""
    return QName.from_clark(str(element.tag)).namespace


def written(element: etree._Element) -> str:
    """Return an element as text, without what follows it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def cleared(element: etree._Element) -> None:
    """Take out all that an element contains; its attributes stay."""
    for child in list(element):
        element.remove(child)
    element.text = None


def copied(element: etree._Element) -> etree._Element:
    """Return a copy of an element in which no object has an identity, and which nothing follows."""
    copy = deepcopy(element)
    copy.tail = None
    for each in copy.iter("*"):
        each.attrib.pop(ID, None)
    return copy


def qualified(place: Place, name: QName) -> tuple[etree._Element, str]:
    """Return the element of a place and a text that names ``name`` there; a prefix is declared if there is none."""
    if not name.namespace:
        return place.element, name.name
    bound = {uri: prefix for prefix, uri in place.element.nsmap.items()}  # the innermost of them
    if name.namespace in bound:
        prefix = bound[name.namespace]
        return place.element, name.name if prefix is None else f"{prefix}:{name.name}"
    prefix = free_prefix(place)
    return rebuilt(place.element, prefixes={prefix: name.namespace}), f"{prefix}:{name.name}"


def free_prefix(place: Place) -> str:
    """Return a prefix that is not declared here."""
    return next(name for name in (f"m{number}" for number in range(1000)) if name not in place.element.nsmap)


def rebuilt(
    element: etree._Element, *, tag: str | None = None, prefixes: Mapping[str, str] | None = None
) -> etree._Element:
    """Put an element with another name, or with more prefixes declared, in the place of ``element``; return it."""
    parent = element.getparent()
    outer: dict[str | None, str] = {} if parent is None else parent.nsmap
    own = {prefix: namespace for prefix, namespace in element.nsmap.items() if outer.get(prefix) != namespace}
    # Not makeelement: that of a root would be in the tree of the old one.
    nsmap: dict[str | None, str] = dict(own)
    nsmap.update(prefixes or {})
    new = etree.Element(tag or str(element.tag), dict(element.attrib), nsmap)
    new.text, new.tail = element.text, element.tail
    new.extend(list(element))
    if parent is not None:
        parent.replace(element, new)
    return new


def prefixed(data: bytes, number: int, *, prefix: str, namespace: str) -> bytes:
    """Return a document in which an element, by its number in document order, has another prefix for its namespace."""
    positions = Positions(data)
    whole, tag = positions.span(number), positions.span(number, Spot.START_TAG)
    start, inner = data[tag.offset : tag.end_offset], data[tag.end_offset : whole.end_offset]
    name = re.match(rb"<([^\s/>]+)", start)
    assert name is not None  # noqa: S101 - it is a start tag
    new = prefix.encode() + b":" + name[1].rpartition(b":")[2]
    declared = f" xmlns:{prefix}={quoted(namespace)}".encode()
    start = b"<" + new + declared + start[name.end() :]
    if not start.endswith(b"/>"):
        inner = inner[: inner.rindex(b"</")] + b"</" + new + b">"
    return data[: tag.offset] + start + inner + data[whole.end_offset :]
