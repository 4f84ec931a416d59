"""Components that are no data contracts, kept as the text of their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.contract.model import SchemaComponent, SimpleDataContract, XmlDataContract
from dcxml.xsd.documents import child_elements
from dcxml.xsd.vocabulary import xs
from dcxml.xsd.xml_types import definition_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.model import DataContract
    from dcxml.qname import QName
    from dcxml.xsd.reading import Reading

__all__ = ["definition_of", "kept_components"]

_KINDS: Final = ("group", "attributeGroup", "attribute", "notation")
_TYPES: Final = (xs("complexType"), xs("simpleType"))
_PLAIN_ELEMENT: Final = {"name", "type", "nillable", "id"}

_DEFAULTS: Final = {xs("element"): "elementFormDefault", xs("attribute"): "attributeFormDefault"}
_QUALIFIED_HERE: Final = "elementFormDefault"
"""What every exported schema says; the other default is XML Schema's own."""


def definition_of(element: etree._Element, namespace: str) -> str:
    """Return the text of a definition of a target namespace that means the same in an exported schema.

    What the schema says for all its elements and attributes is said of each: ``form``, ``block`` and ``final``.
    """
    said = list(_say_defaults(element))
    text = definition_text(element, namespace=namespace)
    for node, attribute in said:
        del node.attrib[attribute]
    return text


def kept_components(reading: Reading) -> Iterator[SchemaComponent]:
    """Yield the elements that are more than a name, a type and nillable, as a definition each.

    With them go groups, attributes and notations, where they or types that are kept as XML may refer to them.
    """
    elements = [each for each in reading.components.in_order("element") if not _is_plain(each.element)]
    for name, element in elements:
        yield _kept_element(element, name, reading)
    has_definitions = any(isinstance(each, XmlDataContract) and each.schema for each in reading.contracts.values())
    for kind in _KINDS if elements or has_definitions else ():
        for name, element in reading.components.in_order(kind):
            yield SchemaComponent(name=name, kind=kind, schema=definition_of(element, name.namespace))


def _kept_element(element: etree._Element, name: QName, reading: Reading) -> SchemaComponent:
    """Return an element's definition, without the type inside where that became a contract of its own."""
    inside = next((child for child in child_elements(element) if child.tag in _TYPES), None)
    contract = reading.contracts.get(reading.element_types[name])
    if inside is None or contract is None or _is_anonymous(contract):
        return SchemaComponent(name=name, kind="element", schema=definition_of(element, name.namespace))
    place = element.index(inside)
    element.remove(inside)
    text = definition_of(element, name.namespace)
    element.insert(place, inside)
    return SchemaComponent(name=name, kind="element", schema=text, anonymous_type=contract.name)


def _is_anonymous(contract: DataContract) -> bool:
    return isinstance(contract, SimpleDataContract | XmlDataContract) and contract.is_anonymous


def _is_plain(element: etree._Element) -> bool:
    identities = (element.find(xs(kind)) for kind in ("key", "keyref", "unique"))
    return _PLAIN_ELEMENT.issuperset(element.attrib) and all(identity is None for identity in identities)


def _say_defaults(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Set on each element inside what the schema's defaults say of it, and yield what was set."""
    root = element.getroottree().getroot()
    for node in element.iter(etree.Element):
        for attribute, value in _defaults(node, root):
            if attribute not in node.attrib:
                node.set(attribute, value)
                yield node, attribute


def _defaults(node: etree._Element, root: etree._Element) -> Iterator[tuple[str, str]]:
    default = _DEFAULTS.get(str(node.tag))
    is_local = node.getparent() is not root and "name" in node.attrib
    if default is not None and is_local:
        form = root.get(default, "unqualified")
        if form != ("qualified" if default == _QUALIFIED_HERE else "unqualified"):
            yield "form", form
    if node.tag in (xs("element"), xs("complexType")) and "ref" not in node.attrib and "blockDefault" in root.attrib:
        yield "block", root.get("blockDefault", "")
    is_global = node.getparent() is root
    if node.tag in (xs("complexType"), xs("simpleType")) and is_global and "finalDefault" in root.attrib:
        yield "final", root.get("finalDefault", "")
