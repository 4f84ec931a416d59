"""import ∘ write ∘ export = id over generated sets of contracts, and what is exported compiles."""

from __future__ import annotations

import tempfile
from pathlib import Path

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dcxml.contract import (
    Annotation,
    AppInfo,
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    Documentation,
    EnumDataContract,
    EnumMember,
    Evidence,
    Facet,
    GenericArgument,
    GenericType,
    GlobalElement,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import DATA_SET, DATA_TABLE, XML_ELEMENT, XML_NODES
from dcxml.contract.naming import encode_local_name
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from dcxml.xsd import read_schemas, schema_documents, write_schemas

NAMESPACES = [
    clr_namespace("N"), clr_namespace("N.Models"), clr_namespace("System"), "urn:a", "", "not a uri", "http://x/é漢",
    'urn:t";import os;', "urn:<&>'", "urn:a#b?c=d", "../../etc/passwd", "CON",
]  # fmt: skip
NAMES = [
    "Day",
    "class",
    "None",
    "__init__",
    "a.b",
    "a-b",
    "é漢",
    "_x003C_A_x003E_k__BackingField",
    "mro",
    "tns",
    "xs",
    "q1",
]
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8)
ANY_TYPE, STRING = QName(XS, "anyType"), QName(XS, "string")
IMPLIED = [QName(ARRAYS, name) for name in ("ArrayOfint", "ArrayOfArrayOfstring", "ArrayOfKeyValueOfstringint")]
INTEGERS = {
    QName(XS, name): bounds
    for bits, signed, unsigned in (
        (8, "byte", "unsignedByte"),
        (16, "short", "unsignedShort"),
        (32, "int", "unsignedInt"),
        (64, "long", "unsignedLong"),
    )
    for name, bounds in ((signed, (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)), (unsigned, (0, 2**bits - 1)))
}

APPINFO = [
    f'<Surrogate xmlns:d1p1="{XS}" xmlns:i="{XSI}" xmlns="{SERIALIZATION}" i:type="d1p1:string">data</Surrogate>',
    '<x:note xmlns:x="urn:x" level="1"><x:b>see</x:b> here</x:note>',
    "<plain/>",
]
KINDS = ["class", "class", "struct", "list", "dictionary", "enum", "simple", "iserializable", "xml"]
XML_TYPES = [XML_ELEMENT, XML_NODES, DATA_SET, DATA_TABLE]
FACETS = [
    ("string", ()),
    ("string", (Facet("maxLength", "5"),)),
    ("string", (Facet("pattern", '[a-z"<&]+'), Facet("minLength", "1"))),
    ("string", (Facet("length", "2"), Facet("whiteSpace", "collapse"))),
    ("int", (Facet("minInclusive", "-1"), Facet("maxExclusive", "10"))),
    ("decimal", (Facet("totalDigits", "4"), Facet("fractionDigits", "2"))),
    ("dateTime", (Facet("minInclusive", "2000-01-01T00:00:00Z"),)),
    ("double", (Facet("enumeration", "1.5"), Facet("enumeration", "INF"))),
    ("base64Binary", (Facet("maxLength", "3"),)),
    ("anyURI", (Facet("pattern", "urn:.*"),)),
]
DEFINITIONS = [
    "<xs:sequence><xs:any/></xs:sequence>",
    '<xs:sequence><xs:any maxOccurs="unbounded" processContents="lax"/></xs:sequence><xs:anyAttribute/>',
    '<xs:choice><xs:element name="a" type="xs:int"/><xs:element name="b"/></xs:choice>',
    '<xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="unit"/></xs:extension></xs:simpleContent>',
    '<xs:sequence><xs:element name="a" type="xs:date"/></xs:sequence><xs:attribute name="b" use="required"/>',
]

local_names = st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=6).map(encode_local_name))
annotations = st.builds(
    Annotation,
    documentation=st.none()
    | XML_TEXT.filter(bool)
    | st.lists(
        st.builds(
            Documentation,
            XML_TEXT.filter(bool),
            language=st.sampled_from([None, "en", "de-AT"]),
            source=st.sampled_from([None, "urn:s"]),
        ),
        max_size=3,
    ),
    evidence=st.lists(st.builds(Evidence, XML_TEXT, XML_TEXT), max_size=2).map(tuple),
    appinfo=st.lists(
        st.sampled_from(APPINFO)
        | st.builds(AppInfo, st.sampled_from(APPINFO), source=st.sampled_from([None, "urn:s"])),
        max_size=2,
    ),
)
generic_arguments = st.recursive(
    st.builds(GenericArgument, local_names, st.sampled_from(NAMESPACES)),
    lambda inner: st.builds(
        GenericArgument,
        local_names,
        st.sampled_from(NAMESPACES),
        st.lists(inner, min_size=1, max_size=2).map(tuple),
        st.none() | st.integers(0, 3),
    ),
    max_leaves=3,
)
generic_types = st.none() | st.builds(
    GenericType, XML_TEXT, st.sampled_from(NAMESPACES), st.lists(generic_arguments, max_size=2).map(tuple)
)


@st.composite
def contract_sets(draw: st.DrawFn, *, is_complete: bool = False) -> DataContractSet:
    """Draw a set: the names and kinds first, so that types may refer to each other in circles.

    In one that ``is_complete`` the schemas define all that they refer to, which ``xs:schema`` does not.
    """
    names = draw(
        st.lists(st.builds(QName, st.sampled_from(NAMESPACES), local_names), min_size=1, max_size=6, unique=True)
    )
    kinds = {name: draw(st.sampled_from(KINDS)) for name in names}
    value_types = {n for n, c in PRIMITIVE_CONTRACTS.items() if c.primitive.is_value_type}
    value_types |= {name for name, kind in kinds.items() if kind in ("struct", "enum")}
    missing = [] if is_complete else draw(missing_names(names))
    types = st.sampled_from([*names, *PRIMITIVE_CONTRACTS, *IMPLIED, *XML_TYPES, *missing])
    drawn: dict[QName, DataContract] = {}
    for name in names:
        contract = draw_contract(draw, name, kinds[name], types=types, drawn=drawn)
        if is_complete and isinstance(contract, XmlDataContract) and not contract.schema:
            contract = draw_class(draw, name, "class", types=types, drawn=drawn)
        if not (isinstance(contract, XmlDataContract) and contract.schema):  # its definition has all that is said
            contract = evolve(contract, annotation=draw(annotations))
        drawn[name] = contract
    for name, contract in drawn.items():
        if isinstance(contract, SimpleDataContract) and contract.base in value_types:
            value_types.add(name)
    settled = [settle(contract, value_types) for contract in drawn.values()]
    elements = draw_elements(draw, names, types)
    used = {name for contract in settled for name in contract.references()} | {element.type for element in elements}
    xml_types = [XmlDataContract(name=name) for name in XML_TYPES if name in used]
    return DataContractSet([*settled, *xml_types], elements)


def missing_names(names: list[QName]) -> st.SearchStrategy[list[QName]]:
    """Draw names that nothing defines, in namespaces of the set and in others."""
    drawn = st.builds(QName, st.sampled_from(NAMESPACES), local_names)
    return st.lists(drawn, max_size=2).map(lambda each: [name for name in each if name not in names])


def draw_contract(
    draw: st.DrawFn, name: QName, kind: str, *, types: st.SearchStrategy[QName], drawn: dict[QName, DataContract]
) -> DataContract:
    if kind in ("class", "struct", "iserializable"):
        return draw_class(draw, name, kind, types=types, drawn=drawn)
    if kind == "xml":
        return XmlDataContract(name=name, schema=draw(xml_definitions(name)))
    if kind == "enum":
        return draw_enum(draw, name)
    if kind == "simple":
        base, facets = draw(st.sampled_from(FACETS))
        return SimpleDataContract(name=name, base=QName(XS, base), facets=facets)
    least, most = draw(st.sampled_from([(0, None), (0, None), (1, None), (2, 9), (0, 3)]))
    shape = {"min_items": least, "max_items": most}
    shape |= {"item_name": draw(local_names), "is_reference": draw(st.booleans()), "generic": draw(generic_types)}
    if kind == "list":
        return CollectionDataContract(name=name, item_type=draw(types), is_item_nillable=draw(st.booleans()), **shape)
    key, value = draw(st.lists(local_names, min_size=2, max_size=2, unique=True))
    return CollectionDataContract(
        name=name,
        key=DataMember(name=key, type=draw(types), is_nillable=draw(st.booleans()), is_required=True),
        value=DataMember(name=value, type=draw(types), is_nillable=draw(st.booleans()), is_required=True),
        **shape,
    )


def xml_definitions(name: QName) -> st.SearchStrategy[str]:
    """Draw the definition of a type that is no data contract; none, where a type gives no schema."""
    contents = st.sampled_from(DEFINITIONS).map(
        lambda content: f'<xs:complexType xmlns:xs="{XS}" name="{name.name}">{content}</xs:complexType>'
    )
    return st.just("") | contents


def draw_class(
    draw: st.DrawFn, name: QName, kind: str, *, types: st.SearchStrategy[QName], drawn: dict[QName, DataContract]
) -> ClassDataContract:
    classes = [c for c in drawn.values() if isinstance(c, ClassDataContract) and not c.is_value_type]
    if kind == "iserializable":
        base = draw(st.sampled_from([None, *(c.name for c in classes if c.is_iserializable)]))
        return ClassDataContract(name=name, base=base, is_iserializable=True)
    classes = [c for c in classes if not c.is_iserializable]
    base = draw(st.none() | st.sampled_from(classes)) if classes and kind == "class" else None
    inherited: set[str] = set()
    ancestor = base
    while ancestor is not None:
        inherited |= {member.name for member in ancestor.members}
        ancestor = drawn.get(ancestor.base) if ancestor.base else None
    members = draw(st.lists(local_names, max_size=4, unique=True))
    return ClassDataContract(
        name=name,
        members=tuple(draw_member(draw, member, types) for member in members if member not in inherited),
        base=base.name if base else None,
        is_value_type=kind == "struct",
        is_reference=(base is not None and base.is_reference) or (kind == "class" and draw(st.booleans())),
        generic=draw(generic_types),
    )


def draw_member(draw: st.DrawFn, name: str, types: st.SearchStrategy[QName]) -> DataMember:
    annotation = draw(annotations)
    if draw(st.integers(0, 5)) == 0:
        namespace = draw(st.sampled_from(NAMESPACES))
        return DataMember(name=name, type=ANY_TYPE, is_nillable=True, declares=namespace, annotation=annotation)
    return DataMember(
        name=name,
        type=draw(types),
        is_nillable=draw(st.booleans()),
        is_required=draw(st.booleans()),
        emit_default_value=draw(st.booleans()),
        annotation=annotation,
    )


def draw_enum(draw: st.DrawFn, name: QName) -> EnumDataContract:
    texts = draw(st.lists(XML_TEXT, min_size=1, max_size=5, unique=True))
    is_open, is_flags = draw(st.booleans()), draw(st.booleans())
    base_type = draw(st.sampled_from([*INTEGERS]))
    values = range(len(texts)) if is_open else [draw(st.integers(*INTEGERS[base_type])) for _ in texts]
    return EnumDataContract(
        name=name,
        members=tuple(EnumMember(name=text, value=value) for text, value in zip(texts, values, strict=True)),
        is_flags=is_flags,
        is_open=is_open,
        base_type=base_type,
    )


def settle(contract: DataContract, value_types: set[QName]) -> DataContract:
    """Make members as .NET can have them: what cannot be nil and is no value type is left out where it is null."""
    if not isinstance(contract, ClassDataContract):
        return contract
    members = tuple(
        evolve(member, emit_default_value=False)
        if not member.is_nillable and member.type not in value_types
        else member
        for member in contract.members
    )
    return evolve(contract, members=members)


def draw_elements(draw: st.DrawFn, names: list[QName], types: st.SearchStrategy[QName]) -> list[GlobalElement]:
    own = [GlobalElement(name=name, type=name, is_nillable=False) for name in names if draw(st.integers(0, 4)) == 0]
    others = draw(st.lists(st.builds(QName, st.sampled_from(NAMESPACES), local_names), max_size=2, unique=True))
    implied = {(c.namespace, c.name) for c in IMPLIED}
    return own + [
        GlobalElement(name=name, type=draw(types), is_nillable=draw(st.booleans()), annotation=draw(annotations))
        for name in others
        if name not in names and (name.namespace, name.name) not in implied
    ]


def said(contracts: DataContractSet) -> dict[str, Annotation]:
    """Return every annotation of the set by its place."""
    found: dict[str, Annotation] = {}
    for contract in contracts:
        found[contract.name.clark] = contract.annotation
        for member in getattr(contract, "members", ()):
            found[f"{contract.name.clark}/{member.name}"] = member.annotation
    for element in contracts.elements.values():
        if element.name not in contracts:
            found[f"element {element.name.clark}"] = element.annotation
    return {place: annotation for place, annotation in found.items() if annotation}


LAW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@LAW
@given(contract_sets())
def test_what_is_written_is_read_again_with_all_that_is_said(contracts):
    with tempfile.TemporaryDirectory() as folder:
        paths = write_schemas(contracts, folder)
        read = read_schemas(folder)
        assert sorted(paths) == sorted(Path(folder).iterdir())
    assert contracts == read
    assert said(contracts) == said(read)


@LAW
@given(contract_sets(is_complete=True))
def test_libxml2_compiles_what_is_written(contracts):
    documents = schema_documents(contracts)
    compile_with_libxml2(documents)
    assert set(documents) >= {c.name.namespace for c in contracts if c.name not in XML_TYPES}


@LAW
@given(contract_sets())
def test_the_same_contracts_give_the_same_files(contracts):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = {path.name: path.read_bytes() for path in write_schemas(contracts, one)}
        read = read_schemas(*(Path(one) / name for name in first))
        second = {
            path.name: path.read_bytes()
            for path in write_schemas(DataContractSet(contracts, contracts.elements.values()), two)
        }
        assert first == second
        third = {path.name: path.read_bytes() for path in write_schemas(read, two)}
    if clr_namespace("System") in schema_documents(contracts):
        # DateTimeOffset is not listed in a set: where it stands among its namespace follows the order of all files.
        first, third = (sorted_lines(texts) for texts in (first, third))
    assert first == third


def sorted_lines(texts: dict[str, bytes]) -> dict[str, list[bytes]]:
    """Return the files with the lines of System.xsd in no order."""
    return {name: sorted(text.split(b"\n")) if name.startswith("System") else [text] for name, text in texts.items()}


class Documents(etree.Resolver):
    """The schemas by a name that no file has."""

    def __init__(self, documents: dict[str, etree._Element]) -> None:
        self.texts = {f"schema-{place}.xsd": etree.tostring(root) for place, root in enumerate(documents.values())}

    def resolve(self, url, public_id, context):  # noqa: ARG002 - lxml calls it so
        text = self.texts.get(url.rpartition("/")[2])
        return None if text is None else self.resolve_string(text, context)


def compile_with_libxml2(documents: dict[str, etree._Element]) -> etree.XMLSchema:
    driver = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS}, targetNamespace="urn:driver")
    for place, namespace in enumerate(documents):
        location = {"schemaLocation": f"schema-{place}.xsd"} | ({"namespace": namespace} if namespace else {})
        etree.SubElement(driver, f"{{{XS}}}import", location)
    parser = etree.XMLParser()
    parser.resolvers.add(Documents(documents))
    return etree.XMLSchema(etree.fromstring(etree.tostring(driver), parser))


def test_the_driver_sees_every_namespace():
    holder = ClassDataContract(
        name=QName("urn:t", "A"), members=(DataMember(name="g", type=QName(SERIALIZATION, "guid")),)
    )
    schema = compile_with_libxml2(schema_documents(DataContractSet([holder])))
    assert schema.validate(etree.fromstring('<A xmlns="urn:t"><g>00000000-0000-0000-0000-000000000000</g></A>'))
    assert not schema.validate(etree.fromstring('<A xmlns="urn:t"><g>x</g></A>'))
