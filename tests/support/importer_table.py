"""Schemas in every shape that .NET's importer has a rule for: what it accepts, and what it refuses."""

from __future__ import annotations

from typing import Final

from dcxml.qname import ARRAYS, SERIALIZATION, XML, XS, clr_namespace

__all__ = ["ACCEPTED", "ANY_XML", "REFUSED", "schema"]

_IMPORTED: Final = (XML, SERIALIZATION, ARRAYS, clr_namespace("System"))
_INT: Final = '<xs:element name="a" type="xs:int"/>'
_STRING: Final = '<xs:element name="b" nillable="true" type="xs:string"/>'
_REFERENCE: Final = '<xs:attribute ref="ser:Id"/><xs:attribute ref="ser:Ref"/>'
_FACTORY: Final = '<xs:attribute ref="ser:FactoryType"/>'
_ENTRIES: Final = '<xs:any minOccurs="0" maxOccurs="unbounded" namespace="##local" processContents="skip"/>'
_NAMELESS: Final = f"<xs:complexType><xs:sequence>{_INT}</xs:sequence></xs:complexType>"
_KEY_AND_VALUE: Final = '<xs:element name="k" type="xs:string"/><xs:element name="v" type="xs:int"/>'


def schema(body: str, *, default_form: str = 'elementFormDefault="qualified"') -> str:
    """Return a schema of the namespace ``urn:t`` with the components of ``body``."""
    return (
        f'<xs:schema xmlns:xs="{XS}" xmlns:ser="{SERIALIZATION}" xmlns:arr="{ARRAYS}" xmlns:t="urn:t"'
        f' xmlns:sys="{clr_namespace("System")}" targetNamespace="urn:t" {default_form}>'
        + "".join(f'<xs:import namespace="{namespace}"/>' for namespace in _IMPORTED)
        + f"\n{body}</xs:schema>"
    )


def _type(inside: str, name: str = "A", **attributes: str) -> str:
    said = "".join(f' {attribute}="{value}"' for attribute, value in attributes.items())
    return f'<xs:complexType name="{name}"{said}>{inside}</xs:complexType>'


def _class(inside: str, name: str = "A", more: str = "") -> str:
    return _type(f"<xs:sequence>{inside}</xs:sequence>{more}", name)


def _extension(inside: str, base: str = "t:A", name: str = "B") -> str:
    return _type(f'<xs:complexContent><xs:extension base="{base}">{inside}</xs:extension></xs:complexContent>', name)


def _restriction(inside: str, base: str, name: str = "B") -> str:
    return _type(
        f'<xs:complexContent><xs:restriction base="{base}">{inside}</xs:restriction></xs:complexContent>', name
    )


def _member(type_: str, *, nillable: str = "true") -> str:
    return _class(f'<xs:element name="m" minOccurs="0" nillable="{nillable}" type="{type_}"/>')


def _anonymous(type_: str, **attributes: str) -> str:
    said = "".join(f' {attribute}="{value}"' for attribute, value in {"nillable": "true", **attributes}.items())
    return f'<xs:element name="m"{said}>{type_}</xs:element>'


def _simple(inside: str, name: str = "E") -> str:
    return f'<xs:simpleType name="{name}">{inside}</xs:simpleType>'


def _restricted(base: str, *facets: tuple[str, str]) -> str:
    inside = "".join(f'<xs:{name} value="{value}"/>' for name, value in facets)
    return f'<xs:restriction base="{base}">{inside}</xs:restriction>'


def _appinfo(inside: str) -> str:
    return f"<xs:annotation><xs:appinfo>{inside}</xs:appinfo></xs:annotation>"


def _said(name: str, text: str = "true", **attributes: str) -> str:
    said = "".join(f' {attribute}="{value}"' for attribute, value in attributes.items())
    return _appinfo(f'<{name}{said} xmlns="{SERIALIZATION}">{text}</{name}>')


def _dictionary(entry: str, name: str = "A", attributes: str = 'minOccurs="0" maxOccurs="unbounded"') -> str:
    item = f'<xs:element name="e" {attributes}><xs:complexType><xs:sequence>{entry}</xs:sequence></xs:complexType>'
    return _type(f"{_said('IsDictionary')}<xs:sequence>{item}</xs:element></xs:sequence>", name)


_ENUMERATION: Final = _simple(_restricted("xs:string", ("enumeration", "x"), ("enumeration", "b c")))
_LIST: Final = _class('<xs:element name="i" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>', "L")
_STRINGS: Final = (
    *("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "hexBinary", "token", "normalizedString"),
    *("language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES"),
)
_INTEGERS: Final = ("integer", "positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger")

ACCEPTED: Final[dict[str, str]] = {
    "a class": _class(_INT + _STRING),
    "no content": _type(""),
    "an empty sequence": _class(""),
    "a member that may be absent": _class('<xs:element name="a" minOccurs="0" type="xs:int"/>'),
    "a member that must be there": _class('<xs:element name="a" minOccurs="1" maxOccurs="1" type="xs:int"/>'),
    "members in another order": _class(f'{_STRING}{_INT}<xs:element name="c" type="xs:int"/>'),
    "members in the order of ordinals": _class('<xs:element name="B" type="xs:int"/><xs:element name="a"/>'),
    "a string that cannot be nil": _class('<xs:element name="a" minOccurs="0" type="xs:string"/>'),
    "a required string that cannot be nil": _class('<xs:element name="a" type="xs:string"/>'),
    "a number that may be nil": _class('<xs:element name="a" minOccurs="0" nillable="true" type="xs:int"/>'),
    "a member left out where it is the default": _class(
        '<xs:element name="a" minOccurs="0" type="xs:int">'
        f"{_said('DefaultValue', '', EmitDefaultValue='false')}</xs:element>"
    ),
    "a member without a type": _class('<xs:element name="a" nillable="true"/>'),
    "a struct": _type(f"{_said('IsValueType')}<xs:sequence>{_INT}</xs:sequence>"),
    "a list": _class('<xs:element name="i" minOccurs="0" maxOccurs="unbounded" nillable="true" type="xs:string"/>'),
    "a list of at least one": _class('<xs:element name="i" maxOccurs="unbounded" type="xs:int"/>'),
    "a list of at most seven": _class('<xs:element name="i" minOccurs="0" maxOccurs="7" type="xs:int"/>'),
    "a list of a class": _class(_INT, "I")
    + _class('<xs:element name="I" minOccurs="0" maxOccurs="unbounded" nillable="true" type="t:I"/>'),
    "a list of lists": _LIST
    + _class('<xs:element name="L" minOccurs="0" maxOccurs="unbounded" nillable="true" type="t:L"/>'),
    "a list of what has no name": _class(
        '<xs:element name="i" minOccurs="0" maxOccurs="unbounded" nillable="true">'
        f"<xs:complexType><xs:sequence>{_INT}</xs:sequence></xs:complexType></xs:element>"
    ),
    "a dictionary": _dictionary(_KEY_AND_VALUE),
    "a dictionary of a named entry": _type(
        f'{_said("IsDictionary")}<xs:sequence><xs:element name="e" minOccurs="0" maxOccurs="unbounded" type="t:Entry"/>'
        "</xs:sequence>"
    )
    + _class(_KEY_AND_VALUE, "Entry"),
    "a dictionary of three": _dictionary(f'{_KEY_AND_VALUE}<xs:element name="x" type="xs:int"/>'),
    "a dictionary of a key that may be absent": _dictionary(
        '<xs:element name="k" minOccurs="0" type="xs:string"/><xs:element name="v" type="xs:int"/>'
    ),
    "a dictionary of numbers": _type(
        f'{_said("IsDictionary")}<xs:sequence><xs:element name="e" maxOccurs="9" type="xs:int"/></xs:sequence>'
    ),
    "an extension": _class(_INT) + _extension(f"<xs:sequence>{_STRING}</xs:sequence>"),
    "an extension that adds nothing": _class(_INT) + _extension(""),
    "an extension of an extension": _class(_INT)
    + _extension(f"<xs:sequence>{_STRING}</xs:sequence>")
    + _extension('<xs:sequence><xs:element name="c" minOccurs="0" type="xs:int"/></xs:sequence>', base="t:B", name="C"),
    "a restriction of any type": _restriction(f"<xs:sequence>{_INT}</xs:sequence>", "xs:anyType", "A"),
    "a member whose class has no name": _class(
        _anonymous(f"<xs:complexType><xs:sequence>{_INT}</xs:sequence></xs:complexType>")
    ),
    "a member whose list has no name": _class(
        _anonymous(
            '<xs:complexType><xs:sequence><xs:element name="i" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>'
            "</xs:sequence></xs:complexType>"
        )
    ),
    "a member whose simple type has no name": _class(
        _anonymous(f"<xs:simpleType>{_restricted('xs:int', ('maxInclusive', '5'))}</xs:simpleType>", nillable="false")
    ),
    "a member whose enumeration has no name": _class(
        _anonymous(f"<xs:simpleType>{_restricted('xs:string', ('enumeration', 'x'))}</xs:simpleType>")
    ),
    "an enumeration": _ENUMERATION,
    "an enumeration of numbers given": _simple(
        '<xs:restriction base="xs:string"><xs:enumeration value="x">'
        f'{_said("EnumerationValue", "10")}</xs:enumeration><xs:enumeration value="y"/></xs:restriction>'
    ),
    "an enumeration of longs": _simple(
        _said("ActualType", "", Name="long", Namespace=XS) + _restricted("xs:string", ("enumeration", "x"))
    ),
    "flags": _simple(
        "<xs:list><xs:simpleType>"
        + _restricted("xs:string", ("enumeration", "x"), ("enumeration", "y"), ("enumeration", "z"))
        + "</xs:simpleType></xs:list>"
    ),
    "a member that is an enumeration": _ENUMERATION + _member("t:E", nillable="false"),
    "a string with a pattern": _simple(_restricted("xs:string", ("pattern", "[a-z]+"))) + _member("t:E"),
    "a string with lengths": _simple(_restricted("xs:string", ("minLength", "2"), ("maxLength", "4"))) + _member("t:E"),
    "a string of one length": _simple(_restricted("xs:string", ("length", "3"))) + _member("t:E"),
    "a string without more": _simple(_restricted("xs:string")) + _member("t:E"),
    "a string with white space collapsed": _simple(
        _restricted("xs:string", ("whiteSpace", "collapse"), ("maxLength", "3"))
    )
    + _member("t:E"),
    "a number with bounds": _simple(_restricted("xs:int", ("minInclusive", "1"), ("maxExclusive", "9")))
    + _member("t:E", nillable="false"),
    "a number with digits": _simple(_restricted("xs:decimal", ("totalDigits", "4"), ("fractionDigits", "2")))
    + _member("t:E", nillable="false"),
    "enumerated numbers": _simple(_restricted("xs:int", ("enumeration", "1"), ("enumeration", "3")))
    + _member("t:E", nillable="false"),
    "enumerated texts with a length": _simple(
        _restricted("xs:string", ("enumeration", "a"), ("enumeration", "bb"), ("maxLength", "1"))
    )
    + _member("t:E"),
    "a restriction of a restriction": _simple(_restricted("xs:string", ("maxLength", "4"), ("pattern", "a.*")), "F")
    + _simple(_restricted("t:F", ("minLength", "2"), ("pattern", ".*b")))
    + _member("t:E"),
    "a restriction of an enumeration": _ENUMERATION
    + _simple(_restricted("t:E", ("enumeration", "x")), "F")
    + _member("t:F"),
    "a restriction of what has no name": _simple(
        f"<xs:restriction><xs:simpleType>{_restricted('xs:int', ('minInclusive', '1'))}</xs:simpleType>"
        '<xs:maxInclusive value="5"/></xs:restriction>'
    )
    + _member("t:E"),
    "a date with a bound": _simple(_restricted("xs:date", ("minInclusive", "2000-01-01"))) + _member("t:E"),
    "an integer with a bound": _simple(_restricted("xs:positiveInteger", ("maxInclusive", "9"))) + _member("t:E"),
    "ser:guid": _member("ser:guid"),
    "ser:char": _member("ser:char", nillable="false"),
    "ser:duration": _member("ser:duration"),
    "xs:duration": _member("xs:duration"),
    "references": _class(_STRING, more=_REFERENCE),
    "a list with references": _class(
        '<xs:element name="i" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>', more=_REFERENCE
    ),
    "one of the two attributes of references": _type('<xs:attribute ref="ser:Id"/>'),
    "a class with a factory's attribute": _class(_INT, more=_FACTORY),
    "a derived class with a factory's attribute": _class(_INT) + _extension(f"<xs:sequence/>{_FACTORY}"),
    "a list with a factory's attribute": _class(
        '<xs:element name="i" minOccurs="0" maxOccurs="unbounded" type="xs:int"/>', more=_FACTORY
    ),
    "references and a factory's attribute": _class(_STRING, more=_REFERENCE + _FACTORY),
    "a prohibited attribute": _type('<xs:attribute name="x" use="prohibited"/>'),
    "an attribute group": _type('<xs:attributeGroup ref="t:g"/>')
    + '<xs:attributeGroup name="g"><xs:attribute name="x"/></xs:attributeGroup>',
    "block and final": _type(f"<xs:sequence>{_INT}</xs:sequence>", block="#all", final="#all"),
    "block on an element": _class('<xs:element name="a" block="#all" type="xs:int"/>'),
    "a key": '<xs:element name="A" nillable="true" type="t:A"><xs:key name="k"><xs:selector xpath="t:a"/>'
    f'<xs:field xpath="."/></xs:key></xs:element>{_class(_INT)}',
    "an ISerializable": _class(
        '<xs:any minOccurs="0" maxOccurs="unbounded" namespace="##local" processContents="skip"/>',
        more='<xs:attribute ref="ser:FactoryType"/>',
    ),
    "an ISerializable with references": _class(_ENTRIES, more=_FACTORY + _REFERENCE),
    "an ISerializable with references first": _class(_ENTRIES, more=_REFERENCE + _FACTORY),
    "an ISerializable with a prohibited attribute": _class(
        _ENTRIES, more=f'{_FACTORY}<xs:attribute name="x" use="prohibited"/>'
    ),
    "an XmlElement": _class(
        _anonymous(
            '<xs:complexType><xs:sequence><xs:any minOccurs="0" processContents="lax"/></xs:sequence></xs:complexType>'
        )
    ),
    "an array of XmlNode": _class(
        _anonymous(
            '<xs:complexType mixed="true"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded"'
            ' processContents="lax"/></xs:sequence><xs:anyAttribute/></xs:complexType>'
        )
    ),
    "a global element of another name": _class(_INT) + '<xs:element name="Request" nillable="true" type="t:A"/>',
    "a global element that cannot be nil": _class(_INT) + '<xs:element name="A" type="t:A"/>',
    "a global element of a built-in type": '<xs:element name="e" type="xs:int"/>',
    "a global element of a class without a name": f'<xs:element name="e" nillable="true"><xs:complexType>'
    f"<xs:sequence>{_INT}</xs:sequence></xs:complexType></xs:element>",
    "a global element of a simple type without a name": '<xs:element name="e"><xs:simpleType>'
    f"{_restricted('xs:int', ('maxInclusive', '5'))}</xs:simpleType></xs:element>",
    "a global element of an enumeration without a name": '<xs:element name="e"><xs:simpleType>'
    f"{_restricted('xs:string', ('enumeration', 'x'))}</xs:simpleType></xs:element>",
    "a list of an enumeration without a name": _class(
        '<xs:element name="i" minOccurs="0" maxOccurs="unbounded"><xs:simpleType>'
        f"{_restricted('xs:string', ('enumeration', 'x'))}</xs:simpleType></xs:element>"
    ),
    "a list of a simple type without a name": _class(
        '<xs:element name="i" minOccurs="0" maxOccurs="unbounded"><xs:simpleType>'
        f"{_restricted('xs:string', ('maxLength', '5'))}</xs:simpleType></xs:element>"
    ),
    "a member whose flags have no name": _class(
        _anonymous(
            "<xs:simpleType><xs:list><xs:simpleType>"
            f"{_restricted('xs:string', ('enumeration', 'x'), ('enumeration', 'y'))}"
            "</xs:simpleType></xs:list></xs:simpleType>"
        )
    ),
    "a list of at least two": _class('<xs:element name="i" minOccurs="2" maxOccurs="9" type="xs:int"/>'),
    "a global element with a default": '<xs:element name="e" default="1" type="xs:int"/>',
    "an abstract global element": _class(_INT) + '<xs:element name="e" abstract="true" nillable="true" type="t:A"/>',
    "an abstract global element of a class without a name": f'<xs:element name="e" abstract="true" nillable="true">'
    f"{_NAMELESS}</xs:element>",
    "an abstract global element of an enumeration without a name": '<xs:element name="e" abstract="true">'
    f"<xs:simpleType>{_restricted('xs:string', ('enumeration', 'x'))}</xs:simpleType></xs:element>",
    "an abstract global element of a list without a name": '<xs:element name="e" abstract="true"><xs:complexType>'
    '<xs:sequence><xs:element name="i" minOccurs="0" maxOccurs="unbounded" type="xs:int"/></xs:sequence>'
    "</xs:complexType></xs:element>",
    "an abstract global element of a class within a class": '<xs:element name="e" abstract="true"><xs:complexType>'
    f"<xs:sequence>{_anonymous(_NAMELESS)}</xs:sequence></xs:complexType></xs:element>",
    "a global element with a default of an enumeration without a name": '<xs:element name="e" default="x">'
    f"<xs:simpleType>{_restricted('xs:string', ('enumeration', 'x'))}</xs:simpleType></xs:element>",
    "a substitute of a class without a name": '<xs:element name="h" nillable="true"/>'
    f'<xs:element name="e" nillable="true" substitutionGroup="t:h">{_NAMELESS}</xs:element>',
    "a key of a class without a name": f'<xs:element name="e" nillable="true">{_NAMELESS}<xs:key name="k">'
    '<xs:selector xpath="t:a"/><xs:field xpath="."/></xs:key></xs:element>',
    "a substitution group": _class(_INT)
    + '<xs:element name="h" type="t:A"/><xs:element name="e" type="t:A" substitutionGroup="t:h"/>',
    "a list called a maybe value type": _type(
        f'{_said("IsValueType", "maybe")}<xs:sequence><xs:element name="i" maxOccurs="3" type="xs:int"/></xs:sequence>'
    ),
    "a class called a maybe dictionary": _type(f"{_said('IsDictionary', 'maybe')}<xs:sequence>{_INT}</xs:sequence>"),
    "a nested class whose name is taken": _class(_anonymous("<xs:complexType><xs:sequence/></xs:complexType>"))
    + _class(_INT, "A.mType"),
    **{f"xs:{name}": _member(f"xs:{name}") for name in _STRINGS},
    **{f"xs:{name}": _member(f"xs:{name}", nillable="false") for name in _INTEGERS},
}

_ANY_XML: Final = {
    "one element": "<xs:any/>",
    "one element, checked": '<xs:any minOccurs="0" processContents="strict"/>',
    "one element, unchecked": '<xs:any minOccurs="0" processContents="skip"/>',
    "elements": '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>',
    "up to three elements": '<xs:any maxOccurs="3" processContents="lax"/>',
    "no element": '<xs:any minOccurs="0" maxOccurs="0" processContents="lax"/>',
}
_ANY_TYPES: Final = {
    **{
        name: f"<xs:complexType><xs:sequence>{inside}</xs:sequence></xs:complexType>"
        for name, inside in _ANY_XML.items()
    },
    **{
        f"{name} in text": f'<xs:complexType mixed="true"><xs:sequence>{inside}</xs:sequence></xs:complexType>'
        for name, inside in _ANY_XML.items()
    },
    "a sequence that may be absent": '<xs:complexType><xs:sequence minOccurs="0"><xs:any processContents="lax"/>'
    "</xs:sequence></xs:complexType>",
    "elements and attributes": '<xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded"/>'
    '</xs:sequence><xs:anyAttribute namespace="##other"/></xs:complexType>',
}
ANY_XML: Final[dict[str, str]] = {
    **{f"a member: {name}": _class(_anonymous(type_)) for name, type_ in _ANY_TYPES.items()},
    **{
        f"a list: {name}": _class(_anonymous(type_, minOccurs="0", maxOccurs="unbounded"))
        for name, type_ in _ANY_TYPES.items()
    },
    **{f"a global element: {name}": f'<xs:element name="m">{type_}</xs:element>' for name, type_ in _ANY_TYPES.items()},
    "a global element that may be nil": f'<xs:element name="m" nillable="true">{_ANY_TYPES["elements"]}</xs:element>',
}
"""What .NET's importer takes for its ``XmlElement`` or ``XmlNode[]`` though its exporter writes these otherwise."""

_NO_XML_ELEMENTS: Final = {
    "XML of other namespaces": '<xs:sequence><xs:any namespace="##other" processContents="lax"/></xs:sequence>',
    "XML of any namespace, named": '<xs:sequence><xs:any namespace="##any" processContents="lax"/></xs:sequence>',
    "XML beside an attribute": "<xs:sequence><xs:any/></xs:sequence><xs:attribute name='x' type='xs:int'/>",
    "XML beside any attribute": '<xs:sequence><xs:any minOccurs="0" processContents="lax"/></xs:sequence>'
    "<xs:anyAttribute/>",
    "XML twice": "<xs:sequence><xs:any/><xs:any/></xs:sequence>",
    "XML in a choice": "<xs:choice><xs:any/></xs:choice>",
}

REFUSED: Final[dict[str, str]] = {
    "xs:all": _type(f"<xs:all>{_INT}{_STRING}</xs:all>"),
    "xs:choice": _type(f"<xs:choice>{_INT}{_STRING}</xs:choice>"),
    "xs:group": _type('<xs:group ref="t:g"/>') + f'<xs:group name="g"><xs:sequence>{_INT}</xs:sequence></xs:group>',
    "a group in a sequence": _class(f'<xs:group ref="t:g"/>{_STRING}')
    + f'<xs:group name="g"><xs:choice>{_INT}<xs:element name="c" type="xs:int"/></xs:choice></xs:group>',
    "a sequence in a sequence": _class(f"<xs:sequence>{_INT}</xs:sequence>{_STRING}"),
    "a choice in a sequence": _class(f"<xs:choice>{_INT}{_STRING}</xs:choice>"),
    "any in a sequence": _class(f"{_INT}<xs:any namespace='##other' processContents='lax'/>"),
    "any alone": _class("<xs:any/>"),
    **{
        f"a member that is {name}": _class(_anonymous(_type(inside).replace(' name="A"', "")))
        for name, inside in _NO_XML_ELEMENTS.items()
    },
    "a global element of other XML": '<xs:element name="e"><xs:complexType><xs:sequence>'
    '<xs:any namespace="##other" processContents="lax"/></xs:sequence></xs:complexType></xs:element>',
    "a reference to an element": _class('<xs:element ref="t:e"/>') + '<xs:element name="e" type="xs:int"/>',
    "a sequence that may be absent": _type(f'<xs:sequence minOccurs="0">{_INT}</xs:sequence>'),
    "an optional sequence of optional members": _type(
        '<xs:sequence minOccurs="0"><xs:element name="a" minOccurs="0" type="xs:int"/></xs:sequence>'
    ),
    "a sequence that may be repeated": _type(f'<xs:sequence maxOccurs="2">{_INT}</xs:sequence>'),
    "a repeated element beside others": _class(f'{_INT}<xs:element name="c" maxOccurs="9" type="xs:int"/>'),
    "an element never": _class(f'{_STRING}<xs:element name="a" minOccurs="0" maxOccurs="0" type="xs:int"/>'),
    "two elements of one name": _class(_INT + _INT),
    "an attribute": _class(_INT, more='<xs:attribute name="x" type="xs:int"/>'),
    "a reference to an attribute": _class(_INT, more='<xs:attribute ref="t:x"/>')
    + '<xs:attribute name="x" type="xs:int"/>',
    "an attribute of XML": _class(_INT, more='<xs:attribute ref="xml:lang"/>'),
    "attributes of XML": _class(_INT, more='<xs:attributeGroup ref="xml:specialAttrs"/><xs:anyAttribute/>'),
    "any attribute": _class(_INT, more='<xs:anyAttribute processContents="lax"/>'),
    "mixed content": _type(f"<xs:sequence>{_INT}</xs:sequence>", mixed="true"),
    "an abstract type": _type(f"<xs:sequence>{_INT}</xs:sequence>", abstract="true"),
    "simple content": _type(
        '<xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="x"/></xs:extension></xs:simpleContent>'
    ),
    "a restriction of a class": _class('<xs:element name="a" minOccurs="0" type="xs:int"/>')
    + _restriction(f"<xs:sequence>{_INT}</xs:sequence>", "t:A"),
    "an extension of a list": _LIST + _extension("", base="t:L"),
    "a list that extends a class": _class(_INT)
    + _extension('<xs:sequence><xs:element name="i" maxOccurs="9" type="xs:int"/></xs:sequence>'),
    "an extension of an enumeration": _ENUMERATION
    + _type('<xs:simpleContent><xs:extension base="t:E"><xs:attribute name="x"/></xs:extension></xs:simpleContent>'),
    "an extension of what is refused": _type(f"<xs:choice>{_INT}{_STRING}</xs:choice>")
    + _extension('<xs:sequence><xs:element name="c" type="xs:int"/></xs:sequence>'),
    "an unqualified element": _class('<xs:element name="a" form="unqualified" type="xs:int"/>'),
    "a default": _class('<xs:element name="a" default="1" type="xs:int"/>'),
    "a fixed value": _class('<xs:element name="a" fixed="1" type="xs:int"/>'),
    "a union": _simple('<xs:union memberTypes="xs:int xs:boolean"/>') + _member("t:E"),
    "a list of a named type": _simple('<xs:list itemType="xs:int"/>') + _member("t:E"),
    "a list of numbers": _simple(f"<xs:list><xs:simpleType>{_restricted('xs:int')}</xs:simpleType></xs:list>")
    + _member("t:E"),
    "a restriction of a union": _simple('<xs:union memberTypes="xs:int xs:boolean"/>', "F")
    + _simple(_restricted("t:F", ("enumeration", "1")))
    + _member("t:E"),
    "a member whose list of texts has no name": _class(
        _anonymous('<xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>')
    ),
    "a global element of the name of another type": _class(_INT) + '<xs:element name="A" type="xs:int"/>',
    "a global element whose class has a taken name": _class(_STRING)
    + f'<xs:element name="A"><xs:complexType><xs:sequence>{_INT}</xs:sequence></xs:complexType></xs:element>',
    "a default of the element of a type": _simple(_restricted("xs:int"))
    + '<xs:element name="E" default="1" type="t:E"/>',
    "an abstract element of a type": _class(_INT) + '<xs:element name="A" abstract="true" type="t:A"/>',
    "a substitute that is the element of a type": _class(_INT)
    + '<xs:element name="h" type="t:A"/><xs:element name="A" type="t:A" substitutionGroup="t:h"/>',
    "an element at least twice beside another": _class(
        f'{_INT}<xs:element name="i" minOccurs="2" maxOccurs="2" type="xs:int"/>'
    ),
    "xs:anySimpleType": _member("xs:anySimpleType"),
    "xs:NOTATION": _member("xs:NOTATION"),
    "an enumeration of strings as numbers": _simple(
        _said("ActualType", "", Name="string", Namespace=XS) + _restricted("xs:string", ("enumeration", "x"))
    ),
    "a factory's attribute that must be there": _class(_INT, more=_FACTORY.replace("/>", ' use="required"/>')),
    "an ISerializable with an attribute": _class(_ENTRIES, more=f'{_FACTORY}<xs:attribute name="x"/>'),
    "an ISerializable with any attribute": _class(_ENTRIES, more=f"{_FACTORY}<xs:anyAttribute/>"),
    "an ISerializable whose factory's attribute must be there": _class(
        _ENTRIES, more=_FACTORY.replace("/>", ' use="required"/>')
    ),
    "the entries of an ISerializable alone": _class(_ENTRIES, more=_REFERENCE),
    "a list called a maybe dictionary": _type(
        f'{_said("IsDictionary", "maybe")}<xs:sequence><xs:element name="i" maxOccurs="3" type="xs:int"/></xs:sequence>'
    ),
    "a class called a maybe value type": _type(f"{_said('IsValueType', 'maybe')}<xs:sequence>{_INT}</xs:sequence>"),
    "a dictionary of one name twice": _dictionary(
        '<xs:element name="k" type="xs:int"/><xs:element name="k" type="xs:int"/>'
    ),
    "a struct that extends": _class(_INT)
    + _type(f"{_said('IsValueType')}<xs:complexContent><xs:extension base='t:A'/></xs:complexContent>", "B"),
    "references beside another attribute": _class(_STRING, more=f'{_REFERENCE}<xs:attribute name="x"/>'),
    "a choice without a name": _class(
        _anonymous(f"<xs:complexType><xs:choice>{_INT}{_STRING}</xs:choice></xs:complexType>")
    ),
    "a member of what is refused": _type(f"<xs:choice>{_INT}{_STRING}</xs:choice>", "C") + _member("t:C"),
}
