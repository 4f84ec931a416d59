"""Types that are no data contracts: their definition kept as text, and put back as it came.

.NET wraps such a type in ``IXmlSerializable``; its value is the XML inside the element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.contract.model import DATA_SET, DATA_TABLE, XML_ELEMENT, XML_NODES, XmlDataContract
from dcxml.qname import SERIALIZATION, XML, XS, QName
from dcxml.xmlio import parse_document
from dcxml.xsd.annotations import Said, annotate, annotate_inside
from dcxml.xsd.documentation import append_copy, fill_again
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.elements import make_element
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract.model import DataContract, SchemaComponent

__all__ = [
    "append_anonymous",
    "append_definition",
    "definition_text",
    "named_namespaces",
    "names_in_values",
    "provided_schema",
]

_ACTUAL_TYPES: Final = (DATA_SET, DATA_TABLE)
_DIFFGRAM: Final = "urn:schemas-microsoft-com:xml-diffgram-v1"
_WILDCARDS: Final[dict[QName, tuple[dict[str, str], ...]]] = {
    XML_ELEMENT: ({"minOccurs": "0"},),
    XML_NODES: ({"minOccurs": "0", "maxOccurs": "unbounded"},),
    DATA_SET: ({"minOccurs": "0", "namespace": XS}, {"minOccurs": "0", "namespace": _DIFFGRAM}),
    DATA_TABLE: (
        {"minOccurs": "0", "maxOccurs": "unbounded", "namespace": XS},
        {"minOccurs": "1", "namespace": _DIFFGRAM},
    ),
}
_PREFIXED: Final = re.compile(r"[\w.-]+:[\w*.-]+(?!:)")
"""A name with a prefix in a path; not the axis of ``child::a``."""
_NAMING_ATTRIBUTES: Final = ("type", "base", "ref", "itemType", "memberTypes", "substitutionGroup", "refer")


def definition_text(element: etree._Element, *, namespace: str) -> str:
    """Return the definition of a type by itself: prefixes ``xs``, ``tns`` and ``ser``, others ``x1`` and so on.

    ``namespace`` is the target namespace. The same definition gives the same text wherever it stood.
    """
    prefixes = {XS: "xs", XML: "xml"}
    for node in element.iter(etree.Element):
        for bound in _named_namespaces(node):
            known = {namespace: "tns", SERIALIZATION: "ser"}
            prefixes.setdefault(bound, known.get(bound) or f"x{len(prefixes) - 1}")
    nsmap = names_in_values(element)
    nsmap.update((prefix, bound) for bound, prefix in prefixes.items() if bound and bound != XML)
    copy = _copy(element, make_element(str(element.tag), {}, nsmap=nsmap), prefixes)
    return etree.tostring(copy, encoding="unicode")


def append_anonymous(name: QName, element: etree._Element) -> None:
    """Append the type of an element whose content is XML, in the shape .NET has for each of its own types."""
    complex_type = etree.SubElement(element, xs("complexType"), {"mixed": "true"} if name == XML_NODES else {})
    if name in _ACTUAL_TYPES:
        annotate(complex_type, Said(actual_type=name))
    sequence = etree.SubElement(complex_type, xs("sequence"), {"maxOccurs": "unbounded"} if name == DATA_SET else {})
    for occurs in _WILDCARDS[name]:
        etree.SubElement(sequence, xs("any"), occurs | {"processContents": "lax"})
    if name == XML_NODES:
        etree.SubElement(complex_type, xs("anyAttribute"), {"namespace": "##any"})


def append_definition(
    contract: XmlDataContract | SchemaComponent, schema: etree._Element, *, need: Callable[[str], None]
) -> None:
    """Append the definition to a schema, or to an element, and tell ``need`` every namespace that it refers to."""
    for namespace in named_namespaces(contract):
        need(namespace)
    if contract.schema:
        given = parse_document(contract.schema)
        if given.tag != xs("schema"):
            if isinstance(contract, XmlDataContract) and given.find(xs("annotation")) is None:
                annotate(given, Said(annotation=contract.annotation))
            append_copy(schema, given)
            return
        for definition in child_elements(given):
            if not _has(schema, definition):
                schema.append(definition)
        return
    complex_type = etree.SubElement(schema, xs("complexType"), {"name": contract.name.name})
    if isinstance(contract, XmlDataContract):
        annotate(complex_type, Said(annotation=contract.annotation))
    sequence = etree.SubElement(complex_type, xs("sequence"))
    etree.SubElement(sequence, xs("element"), {"ref": "xs:schema"})
    etree.SubElement(sequence, xs("any"))
    if isinstance(contract, XmlDataContract):
        annotate_inside(complex_type, contract.annotation)


def _has(schema: etree._Element, component: etree._Element) -> bool:
    """Tell whether a schema has a component of this kind and name; imports are of a namespace."""
    told = [(each.tag, each.get("name"), each.get("namespace")) for each in child_elements(schema)]
    return (component.tag, component.get("name"), component.get("namespace")) in told


def provided_schema(contract: DataContract) -> etree._Element | None:
    """Return the whole schema that an XML type may have, as an ``XmlSchemaProvider`` gives one; else None.

    Its imports come first.
    """
    if not isinstance(contract, XmlDataContract) or not contract.schema:
        return None
    given = parse_document(contract.schema)
    if given.tag != xs("schema"):
        return None
    for place, each in enumerate(given.findall(xs("import"))):
        given.insert(place, each)
    return given


def named_namespaces(contract: XmlDataContract | SchemaComponent) -> list[str]:
    """Return the namespaces that a definition refers to, in order, with repeats."""
    if not contract.schema:
        return []
    nodes = parse_document(contract.schema).iter(etree.Element)
    return [namespace for node in nodes for namespace in _named_namespaces(node)]


def names_in_values(node: etree._Element) -> dict[str | None, str]:
    """Return the prefixes, None the default one, that names in the values of a schema's node have, with namespaces.

    What has a colon may be a name, what has none is one where the node says itself that it is an xs:QName.
    """
    parent = node.getparent()
    typed = parent.get("base") if node.tag == xs("enumeration") and parent is not None else node.get("type")
    is_name = typed is not None and resolve(node, typed) == QName(XS, "QName")
    attributes = ("value",) if node.tag == xs("enumeration") else ("default", "fixed")
    texts = [node.get(attribute, "").strip() for attribute in attributes if attribute in node.attrib]
    prefixes = [text.partition(":")[0] if ":" in text else None for text in texts if ":" in text or is_name]
    return {prefix: node.nsmap[prefix] for prefix in prefixes if prefix in node.nsmap}


def _named_namespaces(node: etree._Element) -> list[str]:
    """Return the namespaces of the names in a node of the schema's own; "" where a name has no prefix."""
    if not str(node.tag).startswith(f"{{{XS}}}"):
        return []
    names = [name for attribute in _NAMING_ATTRIBUTES for name in node.get(attribute, "").split()]
    names += _PREFIXED.findall(node.get("xpath", ""))
    return [_bound(node, name.partition(":")[0] if ":" in name else None) for name in names]


def _copy(source: etree._Element, target: etree._Element, prefixes: dict[str, str]) -> etree._Element:
    for attribute, value in source.attrib.items():
        target.set(attribute, value)
    for attribute in _NAMING_ATTRIBUTES:
        if attribute in source.attrib and str(source.tag).startswith(f"{{{XS}}}"):
            target.set(
                attribute, " ".join(_renamed(source, name, prefixes) for name in source.get(attribute, "").split())
            )
    if "xpath" in source.attrib:
        path = _PREFIXED.sub(lambda name: _renamed(source, name[0], prefixes), source.get("xpath", ""))
        target.set("xpath", path)
    target.text = source.text if source.text and source.text.strip() else None
    for child in source.iterchildren(etree.Element):
        known = target.nsmap
        used = {prefix: bound for prefix, bound in names_in_values(child).items() if known.get(prefix) != bound}
        copy = etree.SubElement(target, child.tag, nsmap=used)
        if child.tag in (xs("documentation"), xs("appinfo")):
            copy.attrib.update(child.attrib)
            fill_again(copy, child)
        else:
            _copy(child, copy, prefixes)
        copy.tail = child.tail if child.tail and child.tail.strip() else None
    return target


def _bound(node: etree._Element, prefix: str | None) -> str:
    """Return the namespace of a prefix, "" where it has none; nobody declares ``xml``."""
    return XML if prefix == "xml" else str(node.nsmap.get(prefix, ""))


def _renamed(node: etree._Element, name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    namespace = _bound(node, prefix if colon else None)
    return f"{prefixes[namespace]}:{local}" if namespace else local
