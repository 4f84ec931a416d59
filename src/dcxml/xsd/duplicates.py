"""The same global component in two documents: one where both say the same, an error where they do not.

Descriptions of services repeat what they share: the schemas of two of them define it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import QName
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.elements import component_of, fault
from dcxml.xsd.references import FREE_PARTS
from dcxml.xsd.vocabulary import QNAME_ATTRIBUTES, WSDL, xs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from dcxml.errors import SchemaError
    from dcxml.xsd.documents import SchemaDocument

__all__ = ["are_same", "drop_duplicates"]

_SPACES: Final = {xs("complexType"): "type", xs("simpleType"): "type"}
"""Symbol spaces (W3C XML Schema 1.0, 2.5): a type is complex or simple; all others go by their own element."""
_OURS: Final = (xs(""), f"{{{WSDL}}}")
_DEFAULTS: Final = ("elementFormDefault", "attributeFormDefault", "blockDefault", "finalDefault")


_DOCUMENTATION: Final = f"{xs('annotation')}/{xs('documentation')}"


def drop_duplicates(documents: Iterable[SchemaDocument]) -> None:
    """Take out of each document what one before it defines in the same way; what it says of it is kept.

    :raises SchemaError: at the second definition, where they differ, or where one document has both.
    """
    first: dict[tuple[str, QName], etree._Element] = {}
    for document in documents:
        own: dict[tuple[str, QName], etree._Element] = {}
        for element in list(child_elements(document.root)):
            if "name" not in element.attrib:
                continue
            key = _SPACES.get(str(element.tag), str(element.tag)), QName(document.namespace, element.get("name", ""))
            other = first.get(key)
            if key in own:
                raise _is_second(element, own[key])
            if other is None:
                own[key] = element
            elif _defaults(element) == _defaults(other) and are_same(element, other):
                _take_documentation(other, element)
                document.root.remove(element)
            else:
                raise _differs(element, other)
        first |= own


def _take_documentation(kept: etree._Element, dropped: etree._Element) -> None:
    """Add to one definition what another one, the same but for its documentation, says beside."""
    told = [_content(each, ()) for each in kept.iterfind(_DOCUMENTATION)]
    added = [each for each in dropped.iterfind(_DOCUMENTATION) if _content(each, ()) not in told]
    if added:
        annotation = kept.find(xs("annotation"))
        if annotation is None:
            annotation = etree.Element(xs("annotation"))
            kept.insert(0, annotation)
        annotation.extend(added)
    for ours, theirs in zip(child_elements(kept), child_elements(dropped), strict=True):
        _take_documentation(ours, theirs)


def _differs(element: etree._Element, other: etree._Element) -> SchemaError:
    place = f"{other.getroottree().docinfo.URL}:{other.sourceline}"
    return fault(f"it is defined otherwise in {place} ({component_of(other)})", element)


def _is_second(element: etree._Element, other: etree._Element) -> SchemaError:
    name = element.get("name")
    return fault(f"{name!r} is defined twice: before in line {other.sourceline} ({component_of(other)})", element)


def are_same(one: etree._Element, other: etree._Element, names: Container[str] = QNAME_ATTRIBUTES) -> bool:
    """Tell whether two elements say the same: prefixes, documentation and white space do not count.

    ``names`` are the attributes whose values are qualified names.
    """
    return _content(one, names) == _content(other, names)


def _defaults(element: etree._Element) -> list[str | None]:
    root = element.getroottree().getroot()
    return [root.get(each) for each in _DEFAULTS]


def _content(element: etree._Element, names: Container[str]) -> tuple[object, ...]:
    """Return what counts of an element."""
    is_ours = str(element.tag).startswith(_OURS)
    attributes = sorted(
        (str(name), _resolved(element, str(value)) if is_ours and name in names else str(value))
        for name, value in element.attrib.items()
    )
    children = (child for child in element.iterchildren(etree.Element) if not _only_documents(child))
    names = () if element.tag in FREE_PARTS else names
    return (
        str(element.tag),
        attributes,
        (element.text or "").strip(),
        [(_content(child, names), (child.tail or "").strip()) for child in children],
    )


def _only_documents(element: etree._Element) -> bool:
    """Tell whether an element says something to people alone."""
    is_annotation = element.tag == xs("annotation") and element.find(xs("appinfo")) is None
    return bool(is_annotation or element.tag in (xs("documentation"), f"{{{WSDL}}}documentation"))


def _resolved(element: etree._Element, names: str) -> str:
    return " ".join(resolve(element, each).clark for each in names.split())
