"""Elements of a schema: made with namespaces of any text, and their places in a file.

.NET takes ``not a uri`` for a namespace, lxml's constructors do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from dcxml.errors import DecodeError, SchemaError
from dcxml.qname import QName
from dcxml.quoting import quoted
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["component_of", "fault", "make_element"]


def make_element(
    tag: str, attributes: Mapping[str, str], *, nsmap: Mapping[str, str] | Mapping[str | None, str]
) -> etree._Element:
    """Return an element without a parent; ``nsmap`` must have a prefix for the tag's own namespace, if any.

    :raises ValueError: where XML cannot carry a name or a text.
    """
    try:
        return etree.Element(tag, dict(attributes), nsmap=dict(nsmap))
    except ValueError:
        # lxml checks that a namespace is a URI where it is declared by hand, and not where it is parsed.
        namespace, _, local = tag.removeprefix("{").rpartition("}")
        prefix = next((prefix for prefix, bound in nsmap.items() if namespace and bound == namespace), None)
        declarations = " ".join(f"{_qualified('xmlns', each)}={quoted(bound)}" for each, bound in nsmap.items())
        try:
            element = parse_document(f"<{f'{prefix}:' if prefix else ''}{local} {declarations}/>")
        except DecodeError as error:
            raise ValueError(error.reason) from None
        for name, value in attributes.items():
            element.set(name, value)
        return element


def fault(reason: str, element: etree._Element) -> SchemaError:
    """Return an error at the element, which knows its file, line and the global component it is in."""
    file = element.getroottree().docinfo.URL
    return SchemaError(reason, file=file, line=element.sourceline, component=component_of(element))


def component_of(element: etree._Element) -> str:
    """Return the global component that an element is in: ``complexType Order``."""
    component = element
    parent = component.getparent()
    while parent is not None and parent.getparent() is not None:
        component, parent = parent, parent.getparent()
    kind, name = QName.from_clark(str(component.tag)).name, component.get("name")
    return f"{kind} {name}" if name else kind


def _qualified(xmlns: str, prefix: str | None) -> str:
    return f"{xmlns}:{prefix}" if prefix else xmlns
