"""Counterexamples that ``tests.differential`` found, each as small as it could be made, before the judge."""

from __future__ import annotations

import pytest

from dcxml import DataContractSerializer, DecodeError, Dialect, EncodeError, Int, XmlElement, build_classes
from dcxml.contract import (
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
from dcxml.contract.model import XML_ELEMENT, XML_NODES
from dcxml.contract.naming import dictionary_name, generic_definition, key_value_name, key_value_pair_name
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

INT, STRING, URI = (QName(XS, name) for name in ("int", "string", "anyURI"))
PAIR = key_value_pair_name(STRING, INT)
BY_NAME, NUMBERS = dictionary_name(STRING, INT), QName(ARRAYS, "ArrayOfint")
DAY, FLAGS, CREW, CASE = (QName("urn:a", name) for name in ("Day", "Flags", "Crew", "Case"))
THING, THINGS, BASE, BARE = QName("urn:a", "Thing"), QName("", "Things"), QName("urn:a", "Base"), QName("", "Bare")
ANY, KEYED, LINK, LINKS = QName(XS, "anyType"), QName("urn:a", "Keyed"), QName("urn:b", "Link"), QName("urn:a", "Links")
CHAIN = QName("urn:a", "Chain")
PAIRS = clr_namespace("System.Collections.Generic")


def entry(key, value):
    return {
        "key": DataMember(name=key, type=STRING, is_nillable=True, is_required=True),
        "value": DataMember(name=value, type=INT, is_required=True),
    }


def members(**types):
    return tuple(
        DataMember(
            name=name,
            type=type_,
            is_nillable=type_ in (BY_NAME, NUMBERS, CREW, THING, THINGS, BASE, ANY, LINKS),
            emit_default_value=False,
        )
        for name, type_ in sorted(types.items())
    )


CONTRACTS = DataContractSet(
    [
        EnumDataContract(name=DAY, members=(EnumMember(name="Sun", value=0), EnumMember(name="Mon", value=1))),
        EnumDataContract(
            name=FLAGS,
            is_flags=True,
            base_type=QName(XS, "long"),
            members=(EnumMember(name="Low", value=1), EnumMember(name="High", value=1 << 40)),
        ),
        ClassDataContract(
            name=PAIR,
            is_value_type=True,
            members=tuple(entry("key", "value").values()),
            generic=GenericType(
                generic_definition("KeyValuePair", 2),
                PAIRS,
                (GenericArgument("string", XS), GenericArgument("int", XS)),
            ),
        ),
        CollectionDataContract(name=BY_NAME, item_name=key_value_name(STRING, INT), **entry("Key", "Value")),
        CollectionDataContract(name=NUMBERS, item_name="int", item_type=INT),
        CollectionDataContract(name=CREW, item_name="int", item_type=INT),
        ClassDataContract(name=THING),
        CollectionDataContract(name=THINGS, item_name="Item", item_type=THING, is_item_nillable=True),
        CollectionDataContract(
            name=KEYED,
            item_name="Entry",
            key=DataMember(name="Key", type=THING, is_nillable=True, is_required=True),
            value=DataMember(name="Value", type=INT, is_required=True),
        ),
        ClassDataContract(name=CHAIN, members=(DataMember(name="Next", type=CHAIN, emit_default_value=False),)),
        ClassDataContract(name=LINK, members=members(Any=ANY, Links=LINKS)),
        CollectionDataContract(name=LINKS, item_name="Item", item_type=LINK, is_item_nillable=True),
        ClassDataContract(name=BASE),
        ClassDataContract(name=BARE, base=BASE),
        ClassDataContract(
            name=CASE,
            members=members(
                Base=BASE, ByName=BY_NAME, Crew=CREW, Day=DAY, Flags=FLAGS, Numbers=NUMBERS, Pair=PAIR, Text=STRING,
                Things=THINGS, Uri=URI,
            ),
        ),
    ]
)  # fmt: skip
BINDING = build_classes(CONTRACTS)
Case = BINDING[CASE.clark]
KNOWN = [BINDING[BARE.clark]]


@pytest.fixture(scope="module")
def types():
    dotnet.require()
    return dotnet.clr_types(CONTRACTS, known_types=[BARE])


def case(content):
    declared = f'xmlns="urn:a" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:x="{XS}" xmlns:a="{ARRAYS}"'
    return f"<Case {declared}>{content}</Case>"


READ = {
    "an array's numbers with attributes": '<Numbers><a:int i:nil="no">1</a:int><a:int z:Size="x">2</a:int></Numbers>',
    "a dictionary's items with attributes": (
        '<ByName><a:KeyValueOfstringint i:nil="true"><a:Key>k</a:Key><a:Value>1</a:Value></a:KeyValueOfstringint>'
        "</ByName>"
    ),
    "what is no item of a list with a contract of its own": "<Crew><int>1</int><other/><int>2</int></Crew>",
    "an i:type that is empty": '<Day i:type="">Mon</Day><Things i:type=""/>',
    "an i:type on an enumeration that is its own": '<Day xmlns:d="urn:a" i:type="d:Day">Mon</Day>',
    "nil in place of a string the schema wants": '<Text i:nil="true"/><Uri i:nil="true"/>',
    "i:nil without a meaning inside what is unknown": '<Other><In i:nil="bogus"/></Other>',
    "flags beyond 32 bits": "<Flags>High Low</Flags>",
}
REFUSED = {
    "a processing instruction in a simple value": "<Text>a<?p?></Text>",
    "a processing instruction in a nil element": '<Things i:nil="true"><?p?></Things>',
    "a processing instruction in what is unknown": "<Other><?p?></Other>",
    "i:nil without a meaning on what is unknown": '<Other i:nil="bogus"/>',
    "i:nil without a meaning on what is no item": '<Crew><other i:nil="bogus"/></Crew>',
    "an i:type on an enumeration that is another": '<Day i:type="x:string">Mon</Day>',
    "a pair that is nil": '<Pair i:nil="true"/>',
    "an empty identity on a list": '<Things z:Id=""/>',
    "an empty identity on null": '<Base z:Id="" i:nil="true"/>',
    "an identity that two have": '<Base z:Id="b"/><Things z:Id="b"/>',
    "what is no number in an array": "<Numbers><a:int>1</a:int><a:other/></Numbers>",
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("document", READ.values(), ids=READ)
def test_what_dotnet_reads_is_read_alike(types, document, dialect):
    serializer = DataContractSerializer(Case, mode="dotnet", unknown="ignore", dialect=dialect, known_types=KNOWN)
    expected = types.read_write(case(document).encode(), CASE, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(case(document)))


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
def test_what_dotnet_refuses_is_refused(types, document, mode):
    assert not types.read(case(document).encode(), CASE)
    with pytest.raises(DecodeError):
        DataContractSerializer(Case, mode=mode, unknown="ignore", known_types=KNOWN).loads(case(document))


@pytest.mark.parametrize("dialect", Dialect)
def test_the_items_of_a_collection_in_no_namespace_declare_nothing(types, dialect):
    thing = BINDING[THING.clark]
    serializer = DataContractSerializer(Case, dialect=dialect)
    written = serializer.dumps(Case(things=[thing(), None]))
    assert written == types.read_write(written, CASE, dialect=dialect)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_type_in_no_namespace_cannot_be_named_where_names_have_one_without_a_prefix(types, dialect):
    document = f'<p:Case xmlns:p="urn:a" xmlns:i="{XSI}"><p:Base i:type="Bare"/></p:Case>'.encode()
    if dialect is Dialect.XML_WRITER:
        with pytest.raises(dotnet.DotnetError, match="The prefix '' cannot be redefined"):
            types.read_write(document, CASE, dialect=dialect)
    else:  # .NET writes, and has lost it when it reads it again: the element is now in no namespace
        written = types.read_write(document, CASE, dialect=dialect)
        assert b'<Base i:type="Bare" xmlns=""/>' in written
        assert b"<Base" not in types.read_write(written, CASE, dialect=dialect)
    with pytest.raises(EncodeError, match="no namespace"):
        DataContractSerializer(Case, dialect=dialect, known_types=KNOWN).dumps(Case(base=BINDING[BARE.clark]()))


ROOTS = {
    "nil with a text": 'i:nil="true">5',
    "nil that says nothing": 'i:nil="True">5',
    "a reference": 'z:Ref="i99">5',
    "an empty identity": 'z:Id="">5',
    "a size that is none": 'z:Size="x">5',
    "another type": 'i:type="x:string">5',
    "nil": 'i:nil="true">',
}


@pytest.mark.parametrize("content", ROOTS.values(), ids=ROOTS)
def test_dotnet_looks_at_no_attribute_of_a_root_that_is_a_number(types, content):
    document = f'<int xmlns="{SERIALIZATION}" xmlns:x="{XS}" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" {content}</int>'
    serializer = DataContractSerializer(Int, mode="dotnet")
    if types.read(document.encode(), INT):
        assert 5 == serializer.loads(document)
    else:
        with pytest.raises(DecodeError):
            serializer.loads(document)
        with pytest.raises(DecodeError):
            DataContractSerializer(Int).loads(document)


@pytest.fixture(scope="module")
def preserving():
    dotnet.require()
    return dotnet.clr_types(CONTRACTS, known_types=[BARE, LINKS, LINK], preserve_object_references=True)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("root", "document"),
    [
        pytest.param(ANY, f'<z:anyType xmlns:z="{SERIALIZATION}"/>', id="an object that is nothing but an object"),
        pytest.param(
            QName(XS, "QName"), f'<z:QName xmlns:z="{SERIALIZATION}" xmlns:a="urn:a">a:n</z:QName>', id="a QName"
        ),
        pytest.param(
            ANY,
            f'<z:anyType xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:x="{XS}" i:type="x:int">5</z:anyType>',
            id="an object that is a number",
        ),
        pytest.param(
            ANY,
            f'<z:anyType xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:x="{XS}" i:type="x:string">5</z:anyType>',
            id="an object that is a string",
        ),
        pytest.param(KEYED, '<Keyed xmlns="urn:a"/>', id="the size of a dictionary whose keys are objects"),
        pytest.param(LINKS, '<Links xmlns="urn:a"><Item/></Links>', id="items in another namespace, at the root"),
        pytest.param(
            LINK,
            '<Link xmlns="urn:b"><Links xmlns:a="urn:a"><a:Item/></Links></Link>',
            id="items in another namespace, in a member",
        ),
        pytest.param(
            LINK,
            f'<Link xmlns="urn:b"><Any xmlns:a="urn:a" xmlns:i="{XSI}" i:type="a:Links"><a:Item/></Any></Link>',
            id="items in another namespace, in an object",
        ),
    ],
)
def test_preserved_references_are_written_as_dotnet_writes_them(preserving, root, document, dialect):
    known = [BINDING.annotation_of(name) for name in (LINKS, LINK)]
    serializer = DataContractSerializer(
        BINDING.annotation_of(root), dialect=dialect, known_types=known, preserve_object_references=True
    )
    expected = preserving.read_write(document.encode(), root, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(document))
    assert expected == serializer.dumps(serializer.loads(expected))


def chain(attribute):
    declared = f'xmlns="urn:a" xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}"'
    return f'<Chain {declared} z:Id="1"><Next z:Ref="1" {attribute}/></Chain>'


def test_a_reference_beside_nil_stands_where_the_schema_allows_no_null(preserving):
    document = chain('i:nil="true"')
    assert preserving.read(document.encode(), CHAIN)
    read = DataContractSerializer(BINDING[CHAIN.clark], preserve_object_references=True).loads(document)
    assert read is read.next


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("attribute", ['i:nil="True"', 'z:Size="x"', 'z:Id=""'])
def test_attributes_beside_a_reference_must_be_of_their_types(preserving, attribute, mode):
    document = (
        f'<Chain xmlns="urn:a" xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" z:Id="1"><Next z:Ref="1" {attribute}/></Chain>'
    )
    assert not preserving.read(document.encode(), CHAIN)
    with pytest.raises(DecodeError):
        DataContractSerializer(BINDING[CHAIN.clark], mode=mode, preserve_object_references=True).loads(document)


@pytest.mark.parametrize("dialect", Dialect)
def test_the_key_of_a_dictionary_in_no_namespace_declares_it_once(dialect):
    contracts = DataContractSet(
        [
            CollectionDataContract(
                name=QName("", "Ages"),
                item_name="Age",
                key=DataMember(name="Name", type=QName(XS, "string"), is_nillable=True, is_required=True),
                value=DataMember(name="Years", type=QName(XS, "int"), is_required=True),
            ),
            ClassDataContract(
                name=QName("urn:ship", "Ship"),
                members=(DataMember(name="Crew", type=QName("", "Ages"), is_nillable=True),),
            ),
        ]
    )
    ship = build_classes(contracts)["{urn:ship}Ship"]
    serializer = DataContractSerializer(ship, dialect=dialect)
    written = serializer.dumps(ship(crew={"Jim": 14, "Ann": 40}))

    assert written == dotnet.clr_types(contracts).read_write(written, QName("urn:ship", "Ship"), dialect=dialect)
    assert {"Jim": 14, "Ann": 40} == serializer.loads(written).crew


REFERRED = f'xmlns="urn:n" xmlns:z="{SERIALIZATION}"'


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(f'<Node {REFERRED} z:Id="i1"><Next z:Ref="i1" z:Size=""/></Node>', id="a size on a reference"),
        pytest.param(f'<Spot {REFERRED} z:Id="i1"><Node z:Id="i1"/></Spot>', id="the identity of a struct at the root"),
    ],
)
@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_identities_and_sizes_that_dotnet_refuses_are_refused(document, mode):
    node, spot = QName("urn:n", "Node"), QName("urn:n", "Spot")
    contracts = DataContractSet(
        [
            ClassDataContract(
                name=node, is_reference=True, members=(DataMember(name="Next", type=node, is_nillable=True),)
            ),
            ClassDataContract(
                name=spot, is_value_type=True, members=(DataMember(name="Node", type=node, is_nillable=True),)
            ),
        ]
    )
    root = node if document.startswith("<Node") else spot

    assert not dotnet.clr_types(contracts).read(document.encode(), root)
    with pytest.raises(DecodeError):
        DataContractSerializer(build_classes(contracts)[root.clark], mode=mode).loads(document)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("name", ["x:string", "x:anyType", "z:QName", "a:Unknown", "u:QName"])
def test_another_type_of_a_root_that_is_a_qname_is_refused(types, name, mode):
    declared = f'xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:a="urn:a" i:type="{name}"'
    document = f"<z:QName {declared}>x:n</z:QName>"
    read = types.read(document.encode(), QName(XS, "QName"))

    assert not read or name == "x:string"  # which is read as one, and is no XmlQualifiedName
    with pytest.raises(DecodeError, match="i:type"):
        DataContractSerializer(QName, mode=mode).loads(document)


def test_a_root_that_is_a_qname_may_name_its_own_type(types):
    declared = f'xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:x="{XS}" i:type="x:QName"'
    document = f"<z:QName {declared}>x:n</z:QName>"

    assert types.read(document.encode(), QName(XS, "QName"))
    assert QName(XS, "n") == DataContractSerializer(QName, mode="dotnet").loads(document)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("preserves", [True, False])
def test_a_struct_that_holds_itself_is_refused_though_dotnet_reads_it_and_dies_of_writing_it(preserves, mode):
    box = QName("urn:s", "Box")
    member = DataMember(name="Held", type=QName(XS, "anyType"), is_nillable=True)
    contracts = DataContractSet([ClassDataContract(name=box, is_value_type=True, members=(member,))])
    document = f'<Box xmlns="urn:s" xmlns:z="{SERIALIZATION}" z:Id="i1"><Held z:Ref="i1"/></Box>'
    serializer = DataContractSerializer(
        build_classes(contracts)[box.clark], mode=mode, preserve_object_references=preserves
    )

    assert dotnet.clr_types(contracts, preserve_object_references=preserves).read(document.encode(), box)
    with pytest.raises(DecodeError, match="to a value type that it stands in" if preserves else "z:Ref"):
        serializer.loads(document)


@pytest.mark.parametrize("dialect", Dialect)
def test_flags_with_spaces_are_refused_that_dotnet_writes_and_cannot_read(dialect):
    access = QName("urn:f", "Access")
    members = (EnumMember(name="no access", value=0), EnumMember(name="read", value=1))
    contracts = DataContractSet([EnumDataContract(name=access, is_flags=True, members=members)])
    types, python_class = dotnet.clr_types(contracts), build_classes(contracts)[access.clark]
    written = types.read_write(b'<Access xmlns="urn:f"/>', access, dialect=dialect)

    assert b">no access<" in written
    assert not types.read(written, access)
    with pytest.raises(EncodeError, match="spaces part the texts of flags"):
        DataContractSerializer(python_class, dialect=dialect).dumps(python_class(0))


def test_a_qname_without_a_namespace_in_an_object_is_refused_which_dotnet_takes_out_of_its_namespace():
    bag = QName("urn:q", "Bag")
    member = DataMember(name="Held", type=ANY, is_nillable=True)
    contracts = DataContractSet([ClassDataContract(name=bag, members=(member,))])
    types, python_class = dotnet.clr_types(contracts), build_classes(contracts)[bag.clark]
    document = (
        f'<q:Bag xmlns:q="urn:q" xmlns:i="{XSI}" xmlns:x="{XS}"><q:Held i:type="x:QName">n</q:Held></q:Bag>'.encode()
    )

    with pytest.raises(dotnet.DotnetError, match="prefix ''"):
        types.read_write(document, bag, dialect=Dialect.XML_WRITER)
    assert b'xmlns="">n</Held>' in types.read_write(document, bag, dialect=Dialect.TEXT)
    for dialect in Dialect:
        with pytest.raises(EncodeError, match="NET cannot write it as an object"):
            DataContractSerializer(python_class, dialect=dialect).dumps(python_class(held=QName("", "n")))


BAG, SUB_BAG, SACK, BAGS = QName("", "Bag"), QName("", "SubBag"), QName("urn:s", "Sack"), QName("", "Bags")


@pytest.fixture(scope="module", params=[False, True], ids=["", "PreserveObjectReferences"])
def unnamed(request):
    """Types in no namespace, in Python and in .NET, and the setting both have."""
    thing = DataMember(name="Thing", type=ANY, is_nillable=True)
    contracts = DataContractSet(
        [
            ClassDataContract(name=BAG, members=(thing,)),
            ClassDataContract(name=SUB_BAG, base=BAG),
            ClassDataContract(
                name=SACK,
                members=(
                    DataMember(name="Bag", type=BAG, is_nillable=True),
                    DataMember(name="Name", type=QName(XS, "QName"), is_nillable=True),
                    thing,
                ),
            ),
            CollectionDataContract(name=BAGS, item_name="Bag", item_type=BAG, is_item_nillable=True),
        ]
    )
    known = (BAG, SUB_BAG, SACK, BAGS)
    types = dotnet.clr_types(contracts, known_types=known, preserve_object_references=request.param)
    return build_classes(contracts), types, known, request.param


UNNAMED_DECLARED = f'xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}" xmlns:s="urn:s"'
UNNAMED = {
    "an object in no namespace": (BAG, '<Bag {}><Thing i:type="Bag"/></Bag>'),
    "one in another": (BAG, '<Bag {}><Thing i:type="Bag"><Thing i:type="SubBag"/></Thing></Bag>'),
    "a derived class at the root": (BAG, '<Bag {} i:type="SubBag"/>'),
    "a derived class in a list": (BAGS, '<Bags {}><Bag i:type="SubBag"/></Bags>'),
    "a list in an object": (BAG, '<Bag {}><Thing i:type="Bags"><Bag i:type="SubBag"/></Thing></Bag>'),
    "an object at the root": (ANY, '<z:anyType {} i:type="SubBag"/>'),
    "below a class in a namespace": (SACK, '<s:Sack {}><s:Bag><Thing i:type="SubBag"/></s:Bag></s:Sack>'),
    "below a prefix": (SACK, '<s:Sack {}><s:Thing i:type="s:Sack"><s:Name>n</s:Name></s:Thing></s:Sack>'),
    "prefixed": (BAG, '<Bag {}><Thing i:type="s:Sack"><s:Thing i:type="Bag"/><s:Bag i:type="SubBag"/></Thing></Bag>'),
    "a QName": (BAG, '<Bag {}><Thing i:type="x:QName">n</Thing></Bag>'),
    "a QName in a namespace": (BAG, '<Bag {}><Thing i:type="x:QName">s:n</Thing></Bag>'),
    "a QName below a derived class": (BAG, '<Bag {} i:type="SubBag"><Thing i:type="x:QName">n</Thing></Bag>'),
    "a QName in an object": (BAG, '<Bag {}><Thing i:type="Bag"><Thing i:type="x:QName">n</Thing></Thing></Bag>'),
    "a QName below a namespace": (SACK, '<s:Sack {}><s:Bag><Thing i:type="x:QName">n</Thing></s:Bag></s:Sack>'),
    "a QName, prefixed": (BAG, '<Bag {}><Thing i:type="s:Sack"><s:Thing i:type="x:QName">n</s:Thing></Thing></Bag>'),
    "a QName at the root": (ANY, '<z:anyType {} i:type="x:QName">n</z:anyType>'),
}  # fmt: skip


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("root", "document"), UNNAMED.values(), ids=UNNAMED)
def test_types_and_names_in_no_namespace_are_named_as_dotnet_names_them(unnamed, root, document, dialect):
    binding, types, known, preserves = unnamed
    serializer = DataContractSerializer(
        binding.annotation_of(root),
        dialect=dialect,
        known_types=[*map(binding.annotation_of, known)],
        preserve_object_references=preserves,
    )
    expected = types.read_write(document.format(UNNAMED_DECLARED).encode(), root, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(expected))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("name", ["1", "a b", "-a", "a:b", "a&amp;b", "a\u00d7", "", "a", "\u00e9"])
@pytest.mark.parametrize(
    "place", ["<q:Name>x:{}</q:Name>", '<q:Any i:type="s:QName">x:{}</q:Any>'], ids=["name", "any"]
)
def test_what_is_no_name_is_refused_as_by_xmlwriter_and_written_unchecked_as_by_the_text_writer(place, name, dialect):
    bag = QName("urn:q", "Bag")
    types = (("Any", ANY), ("Name", QName(XS, "QName")))
    members = tuple(
        DataMember(name=each, type=type_, is_nillable=True, emit_default_value=False) for each, type_ in types
    )
    contracts = DataContractSet([ClassDataContract(name=bag, members=members)])
    declared = f'xmlns:q="urn:q" xmlns:i="{XSI}" xmlns:s="{XS}" xmlns:x="urn:x"'
    document = f"<q:Bag {declared}>{place.format(name)}</q:Bag>".encode()
    python_class = build_classes(contracts)[bag.clark]
    value = DataContractSerializer(python_class, mode="dotnet").loads(document)
    is_name = name in {"a", "\u00e9"}
    unchecked = DataContractSerializer(python_class, dialect=dialect, check_characters=False)
    checked = DataContractSerializer(python_class, dialect=dialect)
    try:
        expected = dotnet.clr_types(contracts).read_write(document, bag, dialect=dialect)
    except dotnet.DotnetError:
        assert not is_name
        with pytest.raises(EncodeError, match="no name in XML"):
            unchecked.dumps(value)
    else:
        assert expected == unchecked.dumps(value)
    if is_name:
        assert value == checked.loads(checked.dumps(value))
    else:
        with pytest.raises(EncodeError, match="no name in XML"):
            checked.dumps(value)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_struct_in_an_object_at_the_root_has_the_identity_of_its_box(dialect):
    spot = QName("urn:n", "Spot")
    contracts = DataContractSet([ClassDataContract(name=spot, is_value_type=True)])
    types = dotnet.clr_types(contracts, known_types=[spot], preserve_object_references=True)
    document = f'<z:anyType xmlns:z="{SERIALIZATION}" xmlns:i="{XSI}" xmlns:n="urn:n" i:type="n:Spot"/>'
    expected = types.read_write(document.encode(), ANY, dialect=dialect)
    serializer = DataContractSerializer(
        object, dialect=dialect, known_types=[build_classes(contracts)[spot.clark]], preserve_object_references=True
    )
    assert b'z:Id="1"' in expected
    assert expected == serializer.dumps(serializer.loads(expected))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("derived", [QName(SERIALIZATION, "guid"), DAY, PAIR, QName("urn:o", "Spot"), NUMBERS, STRING])
def test_a_value_type_has_no_identity_for_sharing_its_name_with_a_member_of_the_base_class(derived, dialect):
    base, sub, spot = QName("urn:o", "Base"), QName("urn:o", "Sub"), QName("urn:o", "Spot")
    contracts = DataContractSet(
        [
            CONTRACTS[DAY],
            CONTRACTS[PAIR],
            CONTRACTS[NUMBERS],
            ClassDataContract(name=spot, is_value_type=True),
            ClassDataContract(name=base, members=(DataMember(name="V", type=BY_NAME, is_nillable=True),)),
            ClassDataContract(name=sub, base=base, members=(DataMember(name="V", type=derived),)),
            CONTRACTS[BY_NAME],
        ]
    )
    types = dotnet.clr_types(contracts, known_types=(DAY, PAIR, NUMBERS, spot), preserve_object_references=True)
    texts = {DAY: "Mon", PAIR: "<p:key>k</p:key><p:value>1</p:value>", STRING: "t"}
    content = texts.get(derived, "00000000-0000-0000-0000-000000000001" if derived.namespace == SERIALIZATION else "")
    document = (
        f'<o:Sub xmlns:o="urn:o" xmlns:p="{PAIRS}" xmlns:i="{XSI}"><o:V i:nil="true"/><o:V>{content}</o:V></o:Sub>'
    )
    expected = types.read_write(document.encode(), sub, dialect=dialect)
    serializer = DataContractSerializer(
        build_classes(contracts)[sub.clark], dialect=dialect, preserve_object_references=True
    )
    assert expected == serializer.dumps(serializer.loads(expected))


def test_empty_xml_nodes_are_one_key_to_dotnet_and_two_to_dcxml():
    bag = QName("urn:k", "Bag")
    contracts = DataContractSet(
        [
            XmlDataContract(name=XML_NODES),
            CollectionDataContract(
                name=bag,
                item_name="Item",
                key=DataMember(name="Key", type=XML_NODES, is_nillable=True, is_required=True),
                value=DataMember(name="Value", type=INT, is_required=True),
            ),
        ]
    )
    types, serializer = dotnet.clr_types(contracts), DataContractSerializer(build_classes(contracts)[bag.clark])
    for key in ("<Key/>", '<Key k="1"/>', "<Key>t</Key>"):
        item = f"<Item>{key}<Value>1</Value></Item>"
        document = f'<Bag xmlns="urn:k">{item}{item}</Bag>'
        assert types.read(document.encode(), bag).is_accepted == (key != "<Key/>")
        assert 2 == len(serializer.loads(document))


def test_what_follows_a_root_that_is_an_xml_element_is_no_document_to_dcxml():
    types = dotnet.clr_types(DataContractSet([XmlDataContract(name=XML_ELEMENT)]))
    assert types.read(b"<a/><b/>", XML_ELEMENT)
    with pytest.raises(DecodeError, match="Extra content"):
        DataContractSerializer(XmlElement, mode="dotnet").loads(b"<a/><b/>")


@pytest.mark.parametrize("dialect", Dialect)
def test_null_is_no_document_where_the_root_is_an_xml_element(dialect):
    types = dotnet.clr_types(DataContractSet([XmlDataContract(name=XML_ELEMENT)]))
    system = types.runtime.system
    with pytest.raises(dotnet.DotnetError, match="A null value cannot be serialized"):
        types.serializer(XML_ELEMENT).write(system.Array[system.Object]([None]), dialect=dialect)
    with pytest.raises(EncodeError):
        DataContractSerializer(XmlElement, dialect=dialect).dumps(None)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_struct_that_was_read_with_a_member_absent_is_the_default_once_it_is_given_it(dialect):
    spot, map_ = QName("urn:s", "Spot"), QName("urn:s", "Map")
    contracts = DataContractSet(
        [
            ClassDataContract(name=spot, is_value_type=True, members=(DataMember(name="X", type=INT),)),
            ClassDataContract(name=map_, members=(DataMember(name="Spot", type=spot, emit_default_value=False),)),
        ]
    )
    document = b'<Map xmlns="urn:s"><Spot/></Map>'
    serializer = DataContractSerializer(build_classes(contracts)[map_.clark], dialect=dialect, mode="dotnet")
    read = serializer.loads(document)
    assert b"<Spot" in serializer.dumps(read)  # what was absent stays so, and is not forgotten
    read.spot.x = read.spot.x

    assert serializer.dumps(read) == dotnet.clr_types(contracts).read_write(document, map_, dialect=dialect)


@pytest.mark.parametrize("name", [XML_NODES, XML_ELEMENT])
def test_nil_is_null_to_dotnet_where_xml_may_not_be_nil_to_the_schema(name):
    bag = QName("urn:x", "Bag")
    member = DataMember(name="Xml", type=name, emit_default_value=False)
    contracts = DataContractSet([XmlDataContract(name=name), ClassDataContract(name=bag, members=(member,))])
    document = f'<Bag xmlns="urn:x"><Xml xmlns:i="{XSI}" i:nil="true"/></Bag>'.encode()
    types, python_class = dotnet.clr_types(contracts), build_classes(contracts)[bag.clark]

    assert types.read(document, bag)
    assert DataContractSerializer(python_class, mode="dotnet").loads(document).xml is None
    with pytest.raises(DecodeError, match="nil is not allowed"):
        DataContractSerializer(python_class).loads(document)


def test_empty_xml_nodes_are_one_object_to_dotnet_and_each_its_own_to_dcxml():
    many = QName(XML_NODES.namespace, "ArrayOfArrayOfXmlNode")
    lists = CollectionDataContract(name=many, item_name=XML_NODES.name, item_type=XML_NODES, is_item_nillable=True)
    contracts = DataContractSet([XmlDataContract(name=XML_NODES), lists])
    serializer = DataContractSerializer(build_classes(contracts)[many.clark], preserve_object_references=True)
    types = dotnet.clr_types(contracts, preserve_object_references=True)
    document = f'<{many.name} xmlns="{many.namespace}"><ArrayOfXmlNode/><ArrayOfXmlNode/></{many.name}>'.encode()

    assert b'z:Ref="2"' in types.read_write(document, many, dialect=serializer.dialect)
    first, second = serializer.loads(document)
    assert first is not second
    assert b"z:Ref" not in serializer.dumps([first, second])


@pytest.mark.parametrize("default", ["", 'xmlns="urn:q"'])
@pytest.mark.parametrize(
    "content", ["<q:Name>:n</q:Name>", '<q:Any i:type="s:QName">:n</q:Any>', '<q:Any i:type=":Bag"/>']
)
def test_an_empty_prefix_stands_for_the_default_namespace_to_dotnet(content, default):
    bag = QName("urn:q", "Bag")
    types = (("Any", ANY), ("Name", QName(XS, "QName")))
    members = tuple(
        DataMember(name=each, type=type_, is_nillable=True, emit_default_value=False) for each, type_ in types
    )
    contracts = DataContractSet([ClassDataContract(name=bag, members=members)])
    judge, python_class = dotnet.clr_types(contracts, known_types=[bag]), build_classes(contracts)[bag.clark]
    document = f'<q:Bag {default} xmlns:q="urn:q" xmlns:i="{XSI}" xmlns:s="{XS}">{content}</q:Bag>'.encode()
    serializer = DataContractSerializer(python_class, mode="dotnet", dialect=Dialect.TEXT)

    with pytest.raises(DecodeError):
        DataContractSerializer(python_class).loads(document)
    if not judge.read(document, bag):  # no type Bag is in no namespace
        with pytest.raises(DecodeError):
            serializer.loads(document)
    elif "s:QName" in content and not default:
        assert QName("", "n") == serializer.loads(document).any
    else:
        expected = judge.read_write(document, bag, dialect=Dialect.TEXT)
        assert expected == serializer.dumps(serializer.loads(document))


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("item", "content"),
    [
        pytest.param(QName("urn:u", "Spot"), "<u:X>1</u:X><u:Y>y</u:Y>", id="a class"),
        pytest.param(BY_NAME, "<r:{0}><r:Key>k</r:Key><r:Value>1</r:Value></r:{0}>", id="a dictionary"),
        pytest.param(NUMBERS, "<r:int>1</r:int><r:int>2</r:int>", id="a list of numbers"),
    ],
)
def test_what_items_in_no_namespace_hide_is_declared_again_inside(item, content, dialect):
    holder, lines, spot = QName(item.namespace, "Holder"), QName("", "Lines"), QName("urn:u", "Spot")
    contracts = DataContractSet(
        [
            ClassDataContract(
                name=spot, members=(DataMember(name="X", type=INT), DataMember(name="Y", type=STRING, is_nillable=True))
            ),
            CONTRACTS[BY_NAME],
            CONTRACTS[NUMBERS],
            CollectionDataContract(name=lines, item_name="Line", item_type=item, is_item_nillable=True),
            ClassDataContract(
                name=holder,
                members=(
                    DataMember(name="Lines", type=lines, is_nillable=True),
                    DataMember(name="Next", type=holder, is_nillable=True, emit_default_value=False),
                ),
            ),
        ]
    )
    entry = f"KeyValueOf{BY_NAME.name.removeprefix('ArrayOfKeyValueOf')}"
    line = f"<Line>{content.format(entry)}</Line>"
    document = (
        f'<h:Holder xmlns:h="{item.namespace}" xmlns:u="urn:u" xmlns:r="{ARRAYS}" xmlns:i="{XSI}"><h:Lines>'
        f'{line}<Line i:nil="true"/>{line}</h:Lines></h:Holder>'
    )
    python_class = build_classes(contracts)[holder.clark]
    serializer = DataContractSerializer(python_class, dialect=dialect)
    expected = dotnet.clr_types(contracts).read_write(document.encode(), holder, dialect=dialect)

    assert expected == serializer.dumps(serializer.loads(document))
    assert expected == serializer.dumps(serializer.loads(expected))
    deep = serializer.loads(document)
    for _ in range(900):  # deeper than one stack goes: written the careful way
        deep = python_class(lines=[], next=deep)
    content = expected[expected.index(b"<Lines>") : expected.index(b"</Holder>")]
    assert content in serializer.dumps(deep)


@pytest.mark.parametrize("dialect", Dialect)
def test_null_for_a_qname_that_shares_its_name_has_the_prefix_of_qnames(dialect):
    base, derived = QName("urn:q", "Base"), QName("urn:q", "Derived")
    contracts = DataContractSet(
        [
            ClassDataContract(name=base, members=(DataMember(name="V", type=INT),)),
            ClassDataContract(
                name=derived, base=base, members=(DataMember(name="V", type=QName(XS, "QName"), is_nillable=True),)
            ),
        ]
    )
    document = (
        f'<Derived xmlns="urn:q" xmlns:i="{XSI}" xmlns:x="{XS}"><V i:type="x:int">5</V><V i:nil="true"/></Derived>'
    )
    serializer = DataContractSerializer(build_classes(contracts)[derived.clark], dialect=dialect)

    expected = dotnet.clr_types(contracts).read_write(document.encode(), derived, dialect=dialect)
    assert b"<q:V i:nil" in expected
    assert expected == serializer.dumps(serializer.loads(expected))


@pytest.mark.parametrize("name", ["p:Bare", "p:Thing", "p:int"])
def test_a_prefix_of_a_type_that_is_not_declared_stands_for_no_namespace_to_dotnet(types, name):
    document = f'<Case xmlns="urn:a" xmlns:i="{XSI}"><Base i:type="{name}"/></Case>'
    serializer = DataContractSerializer(Case, mode="dotnet", known_types=KNOWN)
    assert bool(types.read(document.encode(), CASE)) is (name == "p:Bare")
    if name == "p:Bare":
        assert isinstance(serializer.loads(document).base, BINDING[BARE.clark])
    else:
        with pytest.raises(DecodeError):
            serializer.loads(document)
    with pytest.raises(DecodeError, match="not declared"):
        DataContractSerializer(Case, known_types=KNOWN).loads(document)
