"""Types that are no data contracts: their definition kept as text, and put back as it came.

.NET wraps such a type in ``IXmlSerializable``; its value is the XML inside the element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import SERIALIZATION, XS
from dcxml.xmlio import parse_document
from dcxml.xsd.elements import make_element
from dcxml.xsd.vocabulary import XML_ELEMENT, XML_NODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract.model import DataContract, XmlDataContract

__all__ = ["append_definition", "definition_text", "is_anonymous", "named_namespaces"]

_NAMING_ATTRIBUTES: Final = ("type", "base", "ref", "itemType", "memberTypes")


def is_anonymous(contract: DataContract) -> bool:
    """Tell whether .NET writes the type inside each element of it, and no global element for it."""
    return contract.name in (XML_ELEMENT, XML_NODES)


def definition_text(element: etree._Element, *, namespace: str) -> str:
    """Return the definition of a type by itself: prefixes ``xs``, ``tns`` and ``ser``, others ``x1`` and so on.

    ``namespace`` is the target namespace. The same definition gives the same text wherever it stood.
    """
    prefixes = {XS: "xs"}
    for node in element.iter(etree.Element):
        for bound in _named_namespaces(node):
            known = {namespace: "tns", SERIALIZATION: "ser"}
            prefixes.setdefault(bound, known.get(bound) or f"x{len(prefixes)}")
    nsmap = {prefix: bound for bound, prefix in prefixes.items() if bound}
    copy = _copy(element, make_element(str(element.tag), {}, nsmap=nsmap), prefixes)
    return etree.tostring(copy, encoding="unicode")


def append_definition(contract: XmlDataContract, schema: etree._Element, *, need: Callable[[str], None]) -> None:
    """Append the definition to a schema and tell ``need`` every namespace that it refers to."""
    for namespace in named_namespaces(contract):
        need(namespace)
    schema.append(parse_document(contract.schema))


def named_namespaces(contract: XmlDataContract) -> list[str]:
    """Return the namespaces that a definition refers to, in order, with repeats."""
    if not contract.schema:
        return []
    nodes = parse_document(contract.schema).iter(etree.Element)
    return [namespace for node in nodes for namespace in _named_namespaces(node)]


def _named_namespaces(node: etree._Element) -> list[str]:
    """Return the namespaces of the names in a node of the schema's own; "" where a name has no prefix."""
    if not str(node.tag).startswith(f"{{{XS}}}"):
        return []
    names = [name for attribute in _NAMING_ATTRIBUTES for name in node.get(attribute, "").split()]
    return [node.nsmap.get(name.partition(":")[0] if ":" in name else None, "") for name in names]


def _copy(source: etree._Element, target: etree._Element, prefixes: dict[str, str]) -> etree._Element:
    for attribute, value in source.attrib.items():
        target.set(attribute, value)
    for attribute in _NAMING_ATTRIBUTES:
        if attribute in source.attrib and str(source.tag).startswith(f"{{{XS}}}"):
            target.set(
                attribute, " ".join(_renamed(source, name, prefixes) for name in source.get(attribute, "").split())
            )
    target.text = source.text if source.text and source.text.strip() else None
    for child in source.iterchildren(etree.Element):
        copy = _copy(child, etree.SubElement(target, child.tag), prefixes)
        copy.tail = child.tail if child.tail and child.tail.strip() else None
    return target


def _renamed(node: etree._Element, name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    namespace = node.nsmap.get(prefix if colon else None, "")
    return f"{prefixes[namespace]}:{local}" if namespace else local
