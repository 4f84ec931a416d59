"""An order of a made-up shop: contracts of every kind, and documents of them."""

from __future__ import annotations

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace

SHOP, BASE = "urn:shop", "urn:base"
SYSTEM = clr_namespace("System")
XML = XML_ELEMENT.namespace


def in_shop(name):
    return QName(SHOP, name)


def xs(name):
    return QName(XS, name)


def member(name, type_, **settings):
    return DataMember(name=name, type=type_, **settings)


CONTRACTS = DataContractSet(
    [
        ClassDataContract(
            name=QName(BASE, "Document"),
            members=(member("Id", xs("int")), member("Title", xs("string"), is_nillable=True)),
        ),
        ClassDataContract(
            name=in_shop("Order"),
            base=QName(BASE, "Document"),
            members=(
                member("Number", xs("int"), is_required=True),
                member("Any", xs("anyType"), is_nillable=True),
                member("Codes", in_shop("Codes"), is_nillable=True),
                member("Extra", in_shop("Extra"), is_nillable=True),
                member("Flags", in_shop("Flags")),
                member("Key", QName(SERIALIZATION, "guid")),
                member("Lines", in_shop("ArrayOfLine"), is_nillable=True),
                member("Owner", QName(BASE, "Document"), is_nillable=True),
                member("Prices", QName(ARRAYS, "ArrayOfKeyValueOfstringdecimal"), is_nillable=True),
                member("Raw", XML_ELEMENT, is_nillable=True),
                member("Rest", XML_NODES, is_nillable=True),
                member("Sent", QName(SYSTEM, "DateTimeOffset")),
                member("Short", in_shop("Short"), is_nillable=True),
                member("State", in_shop("State")),
                member("Takes", QName(SERIALIZATION, "duration")),
                member("Type", xs("QName"), is_nillable=True),
                member("When", xs("dateTime")),
            ),
        ),
        CollectionDataContract(
            name=in_shop("ArrayOfLine"), item_name="Line", item_type=in_shop("Line"), is_item_nillable=True
        ),
        ClassDataContract(name=in_shop("Line"), members=(member("Count", xs("int")), member("Price", xs("decimal")))),
        CollectionDataContract(name=in_shop("Codes"), item_name="Code", item_type=xs("unsignedByte")),
        EnumDataContract(
            name=in_shop("State"), members=(EnumMember(name="Open", value=0), EnumMember(name="Closed", value=1))
        ),
        EnumDataContract(
            name=in_shop("Flags"),
            is_flags=True,
            members=(EnumMember(name="Red", value=1), EnumMember(name="Green", value=2)),
        ),
        SimpleDataContract(name=in_shop("Short"), base=xs("string"), facets=(Facet("maxLength", "3"),)),
        XmlDataContract(name=XML_ELEMENT),
        XmlDataContract(name=XML_NODES),
        XmlDataContract(
            name=in_shop("Extra"),
            schema=f'<xs:complexType name="Extra" mixed="true" xmlns:xs="{XS}"><xs:sequence><xs:any minOccurs="0"'
            ' maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType>',
        ),
    ],
    [
        GlobalElement(name=in_shop("Submit"), type=in_shop("Order")),
        GlobalElement(name=QName("", "Bare"), type=xs("int")),
    ],
)


def order(*parts, attributes=""):
    """Return an Order with a required Number before the given parts, one to a line from line 3 on."""
    head = f'<Order xmlns="{SHOP}" xmlns:b="{BASE}" xmlns:a="{ARRAYS}" xmlns:i="{XSI}" xmlns:x="{XS}"{attributes}>'
    return "\n".join([head, "<Number>1</Number>", *parts, "</Order>"])


def prices(*pairs):
    entry = "<a:KeyValueOfstringdecimal><a:Key>{}</a:Key><a:Value>{}</a:Value></a:KeyValueOfstringdecimal>"
    return f"<Prices>{''.join(entry.format(key, value) for key, value in pairs)}</Prices>"


LINES = "<Lines><Line><Count>1</Count></Line>{}</Lines>"
