"""The same global component in two documents: one where both say the same, an error where they do not.

Descriptions of services repeat what they share: the schemas of two of them define it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import QName
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.elements import component_of, fault
from dcxml.xsd.vocabulary import QNAME_ATTRIBUTES, xs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.errors import SchemaError
    from dcxml.xsd.documents import SchemaDocument

__all__ = ["drop_duplicates"]

_SPACES: Final = {xs("complexType"): "type", xs("simpleType"): "type"}
"""Symbol spaces (W3C XML Schema 1.0, 2.5): a type is complex or simple; all others go by their own element."""
_DEFAULTS: Final = ("elementFormDefault", "attributeFormDefault", "blockDefault", "finalDefault")


def drop_duplicates(documents: Iterable[SchemaDocument]) -> None:
    """Take out of each document what one before it defines in the same way.

    :raises SchemaError: at the second definition, where they differ; both within one document are left alone.
    """
    first: dict[tuple[str, QName], etree._Element] = {}
    for document in documents:
        own: dict[tuple[str, QName], etree._Element] = {}
        for element in list(child_elements(document.root)):
            if "name" not in element.attrib:
                continue
            key = _SPACES.get(str(element.tag), str(element.tag)), QName(document.namespace, element.get("name", ""))
            other = first.get(key)
            if other is None:
                own.setdefault(key, element)
            elif _meaning(element) == _meaning(other):
                document.root.remove(element)
            else:
                raise _differs(element, other)
        first |= own


def _differs(element: etree._Element, other: etree._Element) -> SchemaError:
    place = f"{other.getroottree().docinfo.URL}:{other.sourceline}"
    return fault(f"it is defined otherwise in {place} ({component_of(other)})", element)


def _meaning(element: etree._Element) -> tuple[object, ...]:
    """Return what counts of a component: no prefixes, no documentation, no white space."""
    root = element.getroottree().getroot()
    return (*(root.get(each) for each in _DEFAULTS), _content(element))


def _content(element: etree._Element) -> tuple[object, ...]:
    attributes = sorted((str(name), _value(element, str(name), str(value))) for name, value in element.attrib.items())
    children = (child for child in element.iterchildren(etree.Element) if not _only_documents(child))
    return (
        str(element.tag),
        attributes,
        (element.text or "").strip(),
        [(_content(child), (child.tail or "").strip()) for child in children],
    )


def _only_documents(element: etree._Element) -> bool:
    """Tell whether an element says something to people alone."""
    is_annotation = element.tag == xs("annotation") and element.find(xs("appinfo")) is None
    return bool(is_annotation or element.tag == xs("documentation"))


def _value(element: etree._Element, name: str, value: str) -> str:
    if name not in QNAME_ATTRIBUTES or not str(element.tag).startswith(xs("")):
        return value
    return " ".join(resolve(element, each).clark for each in value.split())
