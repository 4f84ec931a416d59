"""The judge itself: CLR types made from contracts read and write the bytes that .NET is known to write."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve, field, frozen

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
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

SYSTEM = clr_namespace("System")
GENERIC = clr_namespace("System.Collections.Generic")
O = "urn:o"  # noqa: E741 - the name of the namespace in the rules
I = "urn:i"  # noqa: E741 - likewise


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def xs(name: str) -> QName:
    return QName(XS, name)


def ser(name: str) -> QName:
    return QName(SERIALIZATION, name)


def member(name: str, type_: QName, **more: Any) -> DataMember:
    return DataMember(name=name, type=type_, **more)


def class_(name: str, *members: DataMember, namespace: str = O, **more: Any) -> ClassDataContract:
    return ClassDataContract(name=QName(namespace, name), members=members, **more)


def enumeration(name: str, *members: str | tuple[str, int], namespace: str = O, **more: Any) -> EnumDataContract:
    numbered = [(item, index) if isinstance(item, str) else item for index, item in enumerate(members)]
    return EnumDataContract(
        name=QName(namespace, name), members=tuple(EnumMember(name=n, value=v) for n, v in numbered), **more
    )


@frozen
class Case:
    """Contracts, a root, and the bytes .NET writes in each dialect; ``{XSI}`` and the like stand for namespaces."""

    id: str
    contracts: DataContractSet
    root: QName
    text: str
    xmlwriter: str
    options: dict[str, Any] = field(factory=dict)

    def document(self, dialect: str) -> bytes:
        template: str = getattr(self, dialect)
        return template.format(XS=XS, XSI=XSI, SER=SERIALIZATION, ARR=ARRAYS, SYS=SYSTEM, GEN=GENERIC).encode()


def case(id_: str, contracts: list[Any], root: str, text: str, xmlwriter: str, **options: Any) -> Case:
    return Case(id_, DataContractSet(contracts), QName(O, root), text, xmlwriter, options)


INNER = class_("Inner", member("L", QName(ARRAYS, "ArrayOfint")), member("S", xs("string")), namespace=I)
STRUCT = class_("Point", member("X", xs("int")), member("Y", xs("double")), is_value_type=True)
PAIR = ClassDataContract(
    name=QName(GENERIC, "KeyValuePairOfdateTimedateTime"),
    members=(member("key", xs("dateTime"), is_required=True), member("value", xs("dateTime"), is_required=True)),
    is_value_type=True,
)
COLOR = enumeration("Color", "Red", ("deep blue", 7))

CASES = [
    case(
        "four namespaces, one inside the other",
        [
            class_("Outer", member("In", QName(I, "Inner")), member("N", xs("int"))),
            INNER,
        ],
        "Outer",
        '<Outer xmlns="urn:o" xmlns:i="{XSI}"><In xmlns:a="urn:i"><a:L xmlns:b="{ARR}"><b:int>1</b:int><b:int>2</b:int>'
        "</a:L><a:S/></In><N>3</N></Outer>",
        '<Outer xmlns:i="{XSI}" xmlns="urn:o"><In xmlns:d2p1="urn:i"><d2p1:L xmlns:d3p1="{ARR}"><d3p1:int>1</d3p1:int>'
        "<d3p1:int>2</d3p1:int></d2p1:L><d2p1:S></d2p1:S></In><N>3</N></Outer>",
    ),
    case(
        "nil declares the namespace of its type",
        [
            class_(
                "Outer",
                member("A", QName(I, "Inner")),
                member("B", xs("anyType"), is_nillable=True, declares=ARRAYS),
                member("C", xs("anyType"), is_nillable=True, declares="urn:q"),
                member("D", xs("anyType"), is_nillable=True),
                member("E", xs("int"), is_nillable=True),
            ),
            INNER,
        ],
        "Outer",
        '<Outer xmlns="urn:o" xmlns:i="{XSI}"><A i:nil="true" xmlns:a="urn:i"/><B i:nil="true" xmlns:a="{ARR}"/>'
        '<C i:nil="true" xmlns:a="urn:q"/><D i:nil="true"/><E i:nil="true"/></Outer>',
        '<Outer xmlns:i="{XSI}" xmlns="urn:o"><A xmlns:d2p1="urn:i" i:nil="true" /><B xmlns:d2p1="{ARR}" '
        'i:nil="true" /><C xmlns:d2p1="urn:q" i:nil="true" /><D i:nil="true" /><E i:nil="true" /></Outer>',
    ),
    case(
        "a base's members come first, in the base's namespace; order is the contract's",
        [
            class_("Derived", member("Z", xs("int")), member("A", xs("int")), base=QName(I, "Base")),
            class_("Base", member("M", xs("int")), namespace=I),
        ],
        "Derived",
        '<Derived xmlns="urn:o" xmlns:i="{XSI}"><M xmlns="urn:i">1</M><Z>2</Z><A>3</A></Derived>',
        '<Derived xmlns:i="{XSI}" xmlns="urn:o"><M xmlns="urn:i">1</M><Z>2</Z><A>3</A></Derived>',
    ),
    case(
        "a known type behind a declared base",
        [
            class_("Holder", member("H", QName(I, "Base"))),
            class_("Base", member("M", xs("int")), namespace=I),
            class_("Derived", member("Z", xs("int")), base=QName(I, "Base")),
        ],
        "Holder",
        '<Holder xmlns="urn:o" xmlns:i="{XSI}"><H i:type="Derived" xmlns:a="urn:i"><a:M>1</a:M><Z>2</Z></H></Holder>',
        '<Holder xmlns:i="{XSI}" xmlns="urn:o"><H xmlns:d2p1="urn:i" i:type="Derived"><d2p1:M>1</d2p1:M><Z>2</Z></H>'
        "</Holder>",
        known_types=[QName(O, "Derived")],
    ),
    case(
        "arrays of nullables and of arrays",
        [
            class_(
                "Lists",
                member("A", QName(SYSTEM, "ArrayOfNullableOfint")),
                member("B", QName(ARRAYS, "ArrayOfArrayOfint")),
                member("C", QName(ARRAYS, "ArrayOfstring")),
            ),
            CollectionDataContract(
                name=QName(SYSTEM, "ArrayOfNullableOfint"), item_name="int", item_type=xs("int"), is_item_nillable=True
            ),
        ],
        "Lists",
        '<Lists xmlns="urn:o" xmlns:i="{XSI}"><A xmlns:a="{SYS}"><a:int>1</a:int><a:int i:nil="true"/></A>'
        '<B xmlns:a="{ARR}"><a:ArrayOfint><a:int>1</a:int></a:ArrayOfint></B><C xmlns:a="{ARR}"/></Lists>',
        '<Lists xmlns:i="{XSI}" xmlns="urn:o"><A xmlns:d2p1="{SYS}"><d2p1:int>1</d2p1:int><d2p1:int i:nil="true" />'
        '</A><B xmlns:d2p1="{ARR}"><d2p1:ArrayOfint><d2p1:int>1</d2p1:int></d2p1:ArrayOfint></B>'
        '<C xmlns:d2p1="{ARR}" /></Lists>',
    ),
    case(
        "key and value of a KeyValuePair, Key and Value of a dictionary",
        [
            class_(
                "Pairs",
                member("D", QName(ARRAYS, "ArrayOfKeyValueOfstringint")),
                member("P", PAIR.name),
                member("Q", PAIR.name, is_nillable=True),
            ),
            PAIR,
        ],
        "Pairs",
        '<Pairs xmlns="urn:o" xmlns:i="{XSI}"><D xmlns:a="{ARR}"><a:KeyValueOfstringint><a:Key>k</a:Key>'
        '<a:Value>1</a:Value></a:KeyValueOfstringint></D><P xmlns:a="{GEN}"><a:key>2025-12-15T20:08:15.941616Z</a:key>'
        '<a:value>0001-01-01T00:00:00</a:value></P><Q i:nil="true" xmlns:a="{GEN}"/></Pairs>',
        '<Pairs xmlns:i="{XSI}" xmlns="urn:o"><D xmlns:d2p1="{ARR}"><d2p1:KeyValueOfstringint><d2p1:Key>k</d2p1:Key>'
        '<d2p1:Value>1</d2p1:Value></d2p1:KeyValueOfstringint></D><P xmlns:d2p1="{GEN}">'
        "<d2p1:key>2025-12-15T20:08:15.941616Z</d2p1:key><d2p1:value>0001-01-01T00:00:00</d2p1:value></P>"
        '<Q xmlns:d2p1="{GEN}" i:nil="true" /></Pairs>',
    ),
    case(
        "enumerations: named values, flags, 64 bits, open",
        [
            class_(
                "Enums",
                member("C", QName(O, "Color")),
                member("F", QName(O, "Access")),
                member("L", QName(O, "Large"), is_nillable=True),
                member("S", QName(O, "State")),
            ),
            COLOR,
            enumeration("Access", ("Read", 1), ("Write", 2), is_flags=True),
            enumeration("Large", ("Most", 2**64 - 1), base_type=xs("unsignedLong")),
            enumeration("State", "Created", is_open=True),
        ],
        "Enums",
        '<Enums xmlns="urn:o" xmlns:i="{XSI}"><C>deep blue</C><F>Read Write</F><L>Most</L><S>Not seen</S></Enums>',
        '<Enums xmlns:i="{XSI}" xmlns="urn:o"><C>deep blue</C><F>Read Write</F><L>Most</L><S>Not seen</S></Enums>',
        open_texts={QName(O, "State"): ["Created", "Not seen"]},
    ),
    case(
        "every built-in type",
        [
            class_(
                "Built",
                member("A", xs("boolean")),
                member("B", xs("unsignedByte")),
                member("C", xs("byte")),
                member("D", xs("decimal")),
                member("E", xs("float")),
                member("F", xs("double")),
                member("G", ser("guid")),
                member("H", ser("duration")),
                member("I", ser("char")),
                member("J", xs("anyURI")),
                member("K", xs("base64Binary")),
                member("L", xs("QName")),
                member("M", xs("anyType")),
                member("N", QName(SYSTEM, "DateTimeOffset")),
                member("O", xs("unsignedLong"), is_nillable=True),
            )
        ],
        "Built",
        '<Built xmlns="urn:o" xmlns:i="{XSI}"><A>true</A><B>255</B><C>-128</C><D>1.10</D><E>0.1</E><F>1E+300</F>'
        "<G>aabbccdd-eeff-0011-2233-445566778899</G><H>P1DT2H3M4.005S</H><I>97</I><J>http://x/</J><K>AQID/w==</K>"
        '<q:L xmlns:q="urn:o" xmlns:a="urn:i">a:q</q:L><M i:type="a:int" xmlns:a="{XS}">5</M><N xmlns:a="{SYS}">'
        "<a:DateTime>2025-01-01T21:34:05Z</a:DateTime><a:OffsetMinutes>330</a:OffsetMinutes></N>"
        "<O>18446744073709551615</O></Built>",
        '<Built xmlns:i="{XSI}" xmlns="urn:o"><A>true</A><B>255</B><C>-128</C><D>1.10</D><E>0.1</E><F>1E+300</F>'
        "<G>aabbccdd-eeff-0011-2233-445566778899</G><H>P1DT2H3M4.005S</H><I>97</I><J>http://x/</J><K>AQID/w==</K>"
        '<q:L xmlns:d2p1="urn:i" xmlns:q="urn:o">d2p1:q</q:L><M xmlns:d2p1="{XS}" i:type="d2p1:int">5</M>'
        '<N xmlns:d2p1="{SYS}"><d2p1:DateTime>2025-01-01T21:34:05Z</d2p1:DateTime><d2p1:OffsetMinutes>330'
        "</d2p1:OffsetMinutes></N><O>18446744073709551615</O></Built>",
    ),
    case(
        "structs by value, nullable, in a struct, and with a class in them",
        [
            class_("Shape", member("A", QName(O, "Line")), member("B", QName(O, "Point"), is_nillable=True)),
            class_(
                "Line",
                member("From", QName(O, "Point")),
                member("Of", QName(O, "Shape")),
                member("Range", PAIR.name),
                is_value_type=True,
            ),
            STRUCT,
            PAIR,
        ],
        "Shape",
        '<Shape xmlns="urn:o" xmlns:i="{XSI}"><A><From><X>1</X><Y>-0.5</Y></From><Of i:nil="true"/>'
        '<Range xmlns:a="{GEN}"><a:key>0001-01-01T00:00:00</a:key><a:value>9999-12-31T23:59:59.9999999</a:value>'
        '</Range></A><B i:nil="true"/></Shape>',
        '<Shape xmlns:i="{XSI}" xmlns="urn:o"><A><From><X>1</X><Y>-0.5</Y></From><Of i:nil="true" />'
        '<Range xmlns:d3p1="{GEN}"><d3p1:key>0001-01-01T00:00:00</d3p1:key><d3p1:value>9999-12-31T23:59:59.9999999'
        '</d3p1:value></Range></A><B i:nil="true" /></Shape>',
    ),
    case(
        "classes that contain themselves and each other",
        [
            class_(
                "Node",
                member("Edges", QName(O, "ArrayOfEdge")),
                member("Next", QName(O, "Node")),
                member("Pair", QName(GENERIC, "KeyValuePairOfNodeNodeaFQ6Bkxl")),
            ),
            class_("Edge", member("To", QName(O, "Node"))),
            CollectionDataContract(name=QName(O, "ArrayOfEdge"), item_name="Edge", item_type=QName(O, "Edge")),
            ClassDataContract(
                name=QName(GENERIC, "KeyValuePairOfNodeNodeaFQ6Bkxl"),
                members=(member("key", QName(O, "Node")), member("value", QName(O, "Node"))),
                is_value_type=True,
            ),
        ],
        "Node",
        '<Node xmlns="urn:o" xmlns:i="{XSI}"><Edges><Edge><To i:nil="true"/></Edge></Edges><Next><Edges i:nil="true"/>'
        '<Next i:nil="true"/><Pair xmlns:a="{GEN}"><a:key i:nil="true"/><a:value i:nil="true"/></Pair></Next>'
        '<Pair xmlns:a="{GEN}"><a:key i:nil="true"/><a:value i:nil="true"/></Pair></Node>',
        '<Node xmlns:i="{XSI}" xmlns="urn:o"><Edges><Edge><To i:nil="true" /></Edge></Edges><Next>'
        '<Edges i:nil="true" /><Next i:nil="true" /><Pair xmlns:d3p1="{GEN}"><d3p1:key i:nil="true" />'
        '<d3p1:value i:nil="true" /></Pair></Next><Pair xmlns:d2p1="{GEN}"><d2p1:key i:nil="true" />'
        '<d2p1:value i:nil="true" /></Pair></Node>',
    ),
    case(
        "collections with names of their own",
        [
            class_("Own", member("A", QName(I, "Tags")), member("B", QName(O, "Ages"))),
            CollectionDataContract(name=QName(I, "Tags"), item_name="Tag", item_type=xs("string")),
            CollectionDataContract(
                name=QName(O, "Ages"),
                item_name="Person",
                key=member("Name", xs("string"), is_required=True),
                value=member("Age", xs("int"), is_required=True),
            ),
        ],
        "Own",
        '<Own xmlns="urn:o" xmlns:i="{XSI}"><A xmlns:a="urn:i"><a:Tag>x</a:Tag></A><B><Person><Name>n</Name>'
        "<Age>4</Age></Person></B></Own>",
        '<Own xmlns:i="{XSI}" xmlns="urn:o"><A xmlns:d2p1="urn:i"><d2p1:Tag>x</d2p1:Tag></A><B><Person><Name>n</Name>'
        "<Age>4</Age></Person></B></Own>",
    ),
    case(
        "an object written once and referred to",
        [class_("Ref", member("R", QName(O, "Ref")), is_reference=True)],
        "Ref",
        '<Ref z:Id="i1" xmlns="urn:o" xmlns:i="{XSI}" xmlns:z="{SER}"><R z:Ref="i1"/></Ref>',
        '<Ref xmlns:i="{XSI}" z:Id="i1" xmlns:z="{SER}" xmlns="urn:o"><R z:Ref="i1" /></Ref>',
    ),
    case(
        "a member left out where it has its default",
        [
            class_(
                "Sparse",
                member("A", xs("int"), emit_default_value=False),
                member("B", xs("int"), emit_default_value=False),
            )
        ],
        "Sparse",
        '<Sparse xmlns="urn:o" xmlns:i="{XSI}"><B>1</B></Sparse>',
        '<Sparse xmlns:i="{XSI}" xmlns="urn:o"><B>1</B></Sparse>',
    ),
    case(
        "a simple type is its base, an unresolved one an empty class",
        [
            class_("Odd", member("A", QName(O, "Code")), member("B", QName(I, "Nowhere"))),
            SimpleDataContract(name=QName(O, "Code"), base=xs("int"), facets=(Facet("maxInclusive", "9"),)),
            UnresolvedDataContract(name=QName(I, "Nowhere")),
        ],
        "Odd",
        '<Odd xmlns="urn:o" xmlns:i="{XSI}"><A>1</A><B i:nil="true" xmlns:a="urn:i"/></Odd>',
        '<Odd xmlns:i="{XSI}" xmlns="urn:o"><A>1</A><B xmlns:d2p1="urn:i" i:nil="true" /></Odd>',
    ),
]


@pytest.mark.parametrize("dialect", dotnet.DIALECTS)
@pytest.mark.parametrize("read", dotnet.DIALECTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_dotnet_reads_either_dialect_and_writes_the_known_bytes(case: Case, read: str, dialect: str) -> None:
    types = dotnet.clr_types(case.contracts, **case.options)
    assert case.document(dialect) == types.read_write(case.document(read), case.root, dialect=dialect)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_dotnet_gives_each_type_the_name_of_its_contract(case: Case) -> None:
    types = dotnet.clr_types(case.contracts, **case.options)
    named = [c.name for c in case.contracts if not isinstance(c, SimpleDataContract)]
    assert named == [types.contract_name(name) for name in named]


def has_dictionary(case: Case) -> bool:
    return any(isinstance(c, CollectionDataContract) and c.is_dictionary for c in case.contracts)


@pytest.mark.parametrize("case", [case for case in CASES if not has_dictionary(case)], ids=lambda case: case.id)
def test_dotnet_imports_the_schemas_it_exported(case: Case) -> None:
    types = dotnet.clr_types(case.contracts, **case.options)
    schemas = types.export(case.root)
    assert case.root.namespace in schemas
    assert dotnet.import_verdict(schemas.values()) is None


@pytest.mark.parametrize("case", [case for case in CASES if has_dictionary(case)], ids=lambda case: case.id)
def test_dotnet_8_refuses_to_import_the_dictionaries_it_exported(case: Case) -> None:
    schemas = dotnet.clr_types(case.contracts, **case.options).export(case.root)
    message = dotnet.import_verdict(schemas.values())
    assert message is not None
    assert "It is an invalid dictionary type since element" in message
    assert f"references a type from a different namespace '{clr_namespace('System.Runtime.Serialization')}'" in message


def test_dotnet_says_why_a_schema_is_no_data_contract() -> None:
    schema = (
        f'<xs:schema xmlns:xs="{XS}" targetNamespace="urn:q" elementFormDefault="qualified">'
        '<xs:complexType name="A"><xs:choice><xs:element name="B" type="xs:int"/></xs:choice></xs:complexType>'
        "</xs:schema>"
    )
    message = dotnet.import_verdict([schema])
    assert message is not None
    assert "Type 'A' in namespace 'urn:q' cannot be imported" in message
    assert "must be a sequence" in message


def test_dotnet_refuses_a_text_that_is_no_int_and_says_so() -> None:
    types = dotnet.clr_types(CASES[0].contracts)
    verdict = types.read(b'<Outer xmlns="urn:o"><N>twelve</N></Outer>', QName(O, "Outer"))
    assert not verdict
    assert "SerializationException" in verdict.message
    assert "FormatException" in verdict.message
    with pytest.raises(dotnet.DotnetError, match="twelve"):
        types.read_write(b'<Outer xmlns="urn:o"><N>twelve</N></Outer>', QName(O, "Outer"), dialect="text")


def test_dotnet_accepts_what_it_can_read() -> None:
    types = dotnet.clr_types(CASES[0].contracts)
    assert dotnet.Verdict(is_accepted=True) == types.read(
        b'<Outer xmlns="urn:o"><N> 12 </N></Outer>', QName(O, "Outer")
    )


def test_a_derived_type_that_is_not_known_is_refused() -> None:
    known = next(case for case in CASES if case.options.get("known_types"))
    types = evolve(dotnet.clr_types(known.contracts), known_types=())
    verdict = types.read(known.document("text"), known.root)
    assert not verdict
    assert "Derived" in verdict.message


def test_a_global_element_is_a_root_of_another_name() -> None:
    element = GlobalElement(name=QName("urn:root", "Rt"), type=QName(O, "P"))
    types = dotnet.clr_types(DataContractSet([class_("P", member("N", xs("int")))], [element]))
    data = f'<Rt xmlns="urn:root" xmlns:a="urn:o" xmlns:i="{XSI}"><a:N>1</a:N></Rt>'.encode()
    assert data == types.read_write(data, element.name, dialect="text")


def test_a_built_in_type_is_a_root_in_the_serialization_namespace() -> None:
    types = dotnet.clr_types(DataContractSet())
    data = f'<int xmlns="{SERIALIZATION}">5</int>'.encode()
    assert data == types.read_write(data, xs("int"), dialect="xmlwriter")


@pytest.mark.parametrize(
    ("zone", "written"),
    [("UTC", "2025-07-01T12:00:00+00:00"), ("Asia/Kolkata", "2025-07-01T17:30:00+05:30")],
    ids=["UTC", "Asia/Kolkata"],
)
def test_an_offset_is_told_in_the_local_time_zone(zone: str, written: str) -> None:
    types = dotnet.clr_types(DataContractSet())
    template = f'<dateTime xmlns="{SERIALIZATION}">{{}}</dateTime>'
    with dotnet.time_zone(zone):
        found = types.read_write(template.format("2025-07-01T14:00:00+02:00").encode(), xs("dateTime"), dialect="text")
    assert template.format(written).encode() == found


def test_a_dialect_that_is_none_is_a_mistake_of_the_test() -> None:
    types = dotnet.clr_types(DataContractSet())
    with pytest.raises(ValueError, match="xmlwriter"):
        types.read_write(f'<int xmlns="{SERIALIZATION}">5</int>'.encode(), xs("int"), dialect="json")


@pytest.mark.parametrize("name", [QName(O, "X"), QName(clr_namespace("N"), "X")])
def test_a_contract_that_is_xml_has_a_clr_type_that_is_xml_serializable(name: QName) -> None:
    types = dotnet.clr_types(DataContractSet([XmlDataContract(name=name)]))
    assert name == types.contract_name(name)
    assert types.runtime.type("System.Xml.Serialization.IXmlSerializable").IsAssignableFrom(types.types[name])


def test_a_type_that_no_assembly_has_is_a_mistake_of_the_test() -> None:
    with pytest.raises(LookupError, match=r"No\.Such"):
        dotnet.runtime().type("No.Such")


@pytest.mark.parametrize(("demanded", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_runtime_skips_or_fails_as_demanded(
    monkeypatch: pytest.MonkeyPatch, demanded: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(dotnet, "available", lambda: False)
    monkeypatch.setenv("DCXML_REQUIRE_DOTNET", demanded)
    with pytest.raises(outcome, match="not installed"):
        dotnet.require()
