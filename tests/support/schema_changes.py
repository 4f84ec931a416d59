"""Schemas and descriptions changed at random: one thing at a time, into what may be right or wrong."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from dcxml.qname import ARRAYS, SERIALIZATION, XML, XS

__all__ = ["change"]

ELEMENTS = (
    "sequence", "choice", "all", "complexType", "simpleType", "restriction", "extension", "include", "import", "any",
    "anyAttribute", "group", "attribute", "attributeGroup", "annotation", "complexContent", "simpleContent", "list",
    "union", "enumeration", "schema", "key", "notation",
)  # fmt: skip
ATTRIBUTES = (
    "name", "type", "base", "ref", "minOccurs", "maxOccurs", "nillable", "targetNamespace", "namespace", "use",
    "schemaLocation", "message", "element", "binding", "style", "parts", "mixed", "abstract", "form", "default",
    "elementFormDefault", "fixed", "substitutionGroup", "value", "itemType", "memberTypes", "block", "final",
    "location",
)  # fmt: skip
VALUES = (
    "", "x", "xs:int", "t:A", "t:B", "a b", "-1", "unbounded", "true", "{", "{}", "é", "http://[x", "urn:x", "x:y:z",
    ":", "t:", "9" * 30, XS, XML, SERIALIZATION, ARRAYS, "not a uri", "<&\"'", "../t.xsd", "t.wsdl", "rpc", "encoded",
)  # fmt: skip


def change(root, chance):
    """Change one thing: take an element or an attribute away, put one in, or let one say what another says."""
    elements = list(root.iter(etree.Element))
    element, other = chance.choice(elements), chance.choice(elements)
    kind = chance.randrange(7)
    if kind == 0 and element.getparent() is not None:
        element.getparent().remove(element)
    elif kind == 1 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif kind == 2 and element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(VALUES))
    elif kind == 3:
        element.set(chance.choice(ATTRIBUTES), chance.choice(VALUES))
    elif kind == 4:
        new = {chance.choice(ATTRIBUTES): chance.choice(VALUES) for _ in range(2)}
        element.insert(chance.randrange(len(element) + 1), etree.Element(f"{{{XS}}}{chance.choice(ELEMENTS)}", new))
    elif kind == 5:
        element.append(deepcopy(other))
    elif element.attrib and other.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(list(other.attrib.values())))
