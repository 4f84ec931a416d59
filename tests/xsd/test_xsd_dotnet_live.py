"""The runtime is the judge: .NET 8 exports the same contracts as CLR types, to the same text, and imports ours."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcxml import contracts_of, read_schemas, write_schemas
from dcxml.binding.introspect import describe
from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    GenericArgument,
    GenericType,
    XmlDataContract,
)
from dcxml.contract.naming import (
    decode_local_name,
    encode_local_name,
    generic_definition,
    generic_type_name,
    is_ncname,
)
from dcxml.contract.primitives import DATE_TIME_OFFSET, PRIMITIVE_CONTRACTS
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from dcxml.xsd import schema_documents
from dcxml.xsd.text import schema_text
from support import dotnet
from support.dotnet_types import GROUPS

pytestmark = pytest.mark.dotnet

INT, STRING, GUID = QName(XS, "int"), QName(XS, "string"), QName(SERIALIZATION, "guid")


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def n(name: str, namespace: str = clr_namespace("N")) -> QName:
    return QName(namespace, name)


def member(name: str, type_: QName, **more: bool) -> DataMember:
    return DataMember(name=name, type=type_, **more)


def reference(name: str, type_: QName, **more: bool) -> DataMember:
    return DataMember(name=name, type=type_, is_nillable=True, **more)


def enumeration(name: str, *values: tuple[str, int], **more: object) -> EnumDataContract:
    return EnumDataContract(name=n(name), members=tuple(EnumMember(name=t, value=v) for t, v in values), **more)


def generic(local: str, *arguments: GenericArgument, members: tuple[DataMember, ...] = ()) -> ClassDataContract:
    """Return a generic class of the arguments."""
    made = GenericType(generic_definition(local, len(arguments)), clr_namespace("N"), arguments)
    return ClassDataContract(name=n(generic_type_name(made)), members=members, generic=made)


def argument(type_: QName) -> GenericArgument:
    return GenericArgument(type_.name, type_.namespace)


DAY = ClassDataContract(name=n("Day"), members=(member("Id", INT), reference("Name", STRING)))
BOX_OF_DAY = generic("Box", argument(n("Day")), members=(reference("Value", n("Day")),))
NULLABLE_INT = GenericArgument(generic_definition("Nullable", 1), clr_namespace("System"), (argument(INT),))
NODE = ClassDataContract(
    name=n("Node"), members=(reference("Next", n("Node")), reference("Value", STRING)), is_reference=True
)

SETS = [
    pytest.param(
        [
            ClassDataContract(
                name=n("A"),
                members=tuple(
                    DataMember(name=f"m{place:02}", type=name, is_nillable=not row.primitive.is_value_type)
                    for place, (name, row) in enumerate(PRIMITIVE_CONTRACTS.items())
                    if row.primitive.clr_type not in ("System.DateOnly", "System.TimeOnly")
                ),
            )
        ],
        id="every built-in type",
    ),
    pytest.param([DAY], id="a class"),
    pytest.param(
        [
            ClassDataContract(
                name=n("A"),
                members=(
                    member("a", INT, is_required=True),
                    reference("b", INT),
                    member("c", INT, emit_default_value=False),
                    reference("d", STRING, is_required=True),
                    reference("e", STRING, emit_default_value=False),
                ),
            )
        ],
        id="required, nullable, default not emitted",
    ),
    pytest.param(
        [ClassDataContract(name=n("B", "urn:b"), members=(member("z", INT),), base=n("Day")), DAY],
        id="another namespace",
    ),
    pytest.param([ClassDataContract(name=n("S"), members=(member("x", INT),), is_value_type=True)], id="a struct"),
    pytest.param([NODE, ClassDataContract(name=n("Leaf"), base=n("Node"), is_reference=True)], id="references"),
    pytest.param(
        [
            generic("Box", argument(INT), members=(member("Value", INT), reference("Next", n("BoxOfint")))),
            BOX_OF_DAY,
            DAY,
            generic("Two", argument(STRING), argument(n("Day")), members=(reference("a", BOX_OF_DAY.name),)),
            generic("Box", NULLABLE_INT, members=(reference("Value", INT),)),
            generic("Box", GenericArgument(BOX_OF_DAY.generic.name, clr_namespace("N"), BOX_OF_DAY.generic.arguments)),
            ClassDataContract(name=n("Derived"), base=BOX_OF_DAY.name),
        ],
        id="generic classes",
    ),
    pytest.param([ClassDataContract(name=n("A", ""), members=(reference("a", n("A", "")),))], id="no namespace"),
    pytest.param(
        [ClassDataContract(name=n("A", "not a uri"), members=(reference("d", n("Day")),)), DAY], id="not a uri"
    ),
    pytest.param(
        [
            ClassDataContract(
                name=n("A"),
                members=(
                    reference("a", QName(ARRAYS, "ArrayOfint")),
                    reference("b", QName(ARRAYS, "ArrayOfArrayOfstring")),
                    reference("c", QName(ARRAYS, "ArrayOfKeyValueOfstringint")),
                    reference("d", n("ArrayOfDay")),
                ),
            ),
            CollectionDataContract(name=n("ArrayOfDay"), item_name="Day", item_type=n("Day"), is_item_nillable=True),
            DAY,
        ],
        id="lists and dictionaries",
    ),
    pytest.param(
        [
            ClassDataContract(name=n("A"), members=(member("e", n("E")), member("f", n("F")), member("l", n("L")))),
            enumeration("E", ("Zero", 0), ("o ne", 1), ("Ten", 10), ("Eleven", 11)),
            enumeration("F", ("None", 0), ("A", 1), ("B", 2), ("D", 8), is_flags=True),
            enumeration("L", ("Min", -(2**63)), ("Max", 2**63 - 1), base_type=QName(XS, "long")),
        ],
        id="enumerations",
    ),
    pytest.param(
        [
            ClassDataContract(
                name=n("A"), members=(member("a", DATE_TIME_OFFSET), member("b", GUID), reference("c", GUID))
            )
        ],
        id="DateTimeOffset and guid",
    ),
]
GIVEN = f"""<xs:schema xmlns:xs="{XS}" xmlns:u="urn:ix" targetNamespace="urn:ix">
  <xs:import namespace="urn:o" />
  <xs:complexType name="T"><xs:sequence><xs:any /></xs:sequence></xs:complexType>
</xs:schema>"""
GIVEN_SCHEMA = [
    XmlDataContract(name=n("T", "urn:ix"), schema=GIVEN),
    ClassDataContract(
        name=n("A", "urn:ix"), members=(reference("t", n("T", "urn:ix")), member("i", INT), member("g", GUID))
    ),
    CollectionDataContract(name=n("L", "urn:ix"), item_name="i", item_type=INT),
]


def ours(contracts: DataContractSet) -> dict[str, str]:
    return {
        namespace: schema_text(root).partition("\n")[2].rstrip("\n")
        for namespace, root in schema_documents(contracts).items()
    }


def theirs(contracts: DataContractSet) -> dict[str, str]:
    return without_declarations(dotnet.clr_types(contracts).export(*(contract.name for contract in contracts)))


def without_declarations(texts: dict[str, str]) -> dict[str, str]:
    return {namespace: re.sub(r"^<\?xml.*?\?>\s*", "", text.replace("\r\n", "\n")) for namespace, text in texts.items()}


@pytest.mark.parametrize("listed", [*SETS, pytest.param(GIVEN_SCHEMA, id="a schema that a type gives")])
def test_dotnet_exports_the_same_text(listed):
    contracts = DataContractSet(listed)
    expected = theirs(contracts)
    actual = ours(contracts)
    for namespace, text in actual.items():
        assert expected[namespace].rstrip("\n") == text
    assert set(expected) - {SERIALIZATION} == set(actual) - {SERIALIZATION}


@pytest.mark.parametrize("name", sorted(set(GROUPS) - {"generic"}))  # which has one inside another type
def test_dotnet_8_exports_what_its_files_have_for_the_declared_types(name):
    roots = [describe(annotation) for annotation in GROUPS[name]]
    contracts = contracts_of(*GROUPS[name])
    types = dotnet.clr_types(contracts)
    expected = without_declarations(types.export(*(root.type for root in roots)))
    expected.pop(SERIALIZATION, None)
    actual = ours(contracts)
    actual.pop(SERIALIZATION, None)
    assert {namespace: text.rstrip("\n") for namespace, text in expected.items()} == actual


SURROGATE = (
    f'<Surrogate xmlns:d1p1="{XS}" xmlns:i="{XSI}" xmlns="{SERIALIZATION}" i:type="d1p1:string">custom data</Surrogate>'
)


def test_what_a_surrogate_says_stands_where_dotnet_has_it_and_is_read_again(tmp_path):
    said = Annotation(appinfo=(SURROGATE,))
    contracts = DataContractSet(
        [
            ClassDataContract(
                name=n("S"),
                members=(member("i", INT, emit_default_value=False, annotation=said),),
                is_value_type=True,
                annotation=said,
            ),
            enumeration("E", ("a", 1), base_type=QName(XS, "long"), annotation=said),
        ]
    )
    texts = dotnet.clr_types(contracts).export(*contracts.contracts, surrogate_says="custom data")
    expected = without_declarations(texts)[clr_namespace("N")]
    assert expected.rstrip("\n") == ours(contracts)[clr_namespace("N")]
    read = read_schemas(*write_schemas(contracts, tmp_path))
    assert [said, said] == [contract.annotation for contract in read]
    assert ours(contracts) == ours(read)


@pytest.mark.parametrize("listed", SETS)
def test_dotnet_imports_what_we_export_as_it_imports_its_own(listed):
    contracts = DataContractSet(listed)
    expected = dotnet.import_verdict(theirs(contracts).values())
    # .NET 8 cannot import the dictionaries that it exports itself; all else of these it takes.
    has_dictionary = any(isinstance(c, CollectionDataContract) and c.is_dictionary for c in contracts)
    assert has_dictionary == (expected is not None)
    assert expected == dotnet.import_verdict(ours(contracts).values())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("_xX0123afAF :-."), min_size=1, max_size=24))
def test_names_are_encoded_and_decoded_as_xml_convert_does(text):
    convert = dotnet.runtime().xml.XmlConvert
    encoded = convert.EncodeLocalName(text)
    assert (text if is_ncname(text) else encoded) == encode_local_name(text)
    assert convert.DecodeName(encoded) == decode_local_name(encoded)


def test_the_name_characters_are_those_of_xml_convert():
    convert = dotnet.runtime().xml.XmlConvert
    characters = [chr(code) for code in range(1, 0x10000, 7) if not 0xD800 <= code < 0xE000]
    assert [c for c in characters if convert.IsStartNCNameChar(c)] == [c for c in characters if is_ncname(c)]
    assert [c for c in characters if convert.IsNCNameChar(c)] == [c for c in characters if is_ncname(f"a{c}")]
