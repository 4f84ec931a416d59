"""What samples show becomes contracts: shapes, names, types, and what several samples say together."""

from __future__ import annotations

import pytest

from dcxml.binding.introspect import contracts_of
from dcxml.binding.live import build_classes
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    GenericArgument,
    PrimitiveDataContract,
)
from dcxml.contract.naming import generic_digest
from dcxml.derivation import derive_contracts
from dcxml.qname import ARRAYS, SERIALIZATION, XS, QName, clr_namespace

XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
N = "urn:n"
SYSTEM = clr_namespace("System")
PAIRS = clr_namespace("System.Collections.Generic")
Z = f'xmlns:z="{SERIALIZATION}"'
ARR = f'xmlns:a="{ARRAYS}"'


@pytest.fixture
def derive(tmp_path):
    def run(*samples: str, heading: str = ""):
        paths = []
        for number, sample in enumerate(samples):
            path = tmp_path / (f"{number}.txt" if heading else f"{number}.xml")
            path.write_text(f"{heading}\n{sample}" if heading else sample, "utf-8")
            paths.append(path)
        return derive_contracts(*paths)

    return run


@pytest.fixture
def members(derive):
    """Return the members of a class `A` of namespace N with these members: name -> type and marks."""

    def run(*contents: str, heading: str = "", name: str = "A"):
        samples = [f'<A xmlns="{N}" {XSI}>{content}</A>' for content in contents]
        contract = derive(*samples, heading=heading).contracts[QName(N, name)]
        return {member.name: show(member) for member in contract.members}

    return run


def show(member) -> str:
    return member.type.name + "?" * member.is_nillable + "!" * member.is_required


TEXTS = {
    "boolean": ("true", "boolean"),
    "boolean is not 1": ("1", "int"),
    "int": ("-2147483648", "int"),
    "long": ("2147483648", "long"),
    "unsignedLong": ("9223372036854775808", "unsignedLong"),
    "decimal beyond integers": ("18446744073709551616", "decimal"),
    "decimal": ("1.50", "decimal"),
    "double": ("1E+300", "double"),
    "dateTime": ("2025-12-15T20:08:15.9416164+00:00", "dateTime"),
    "dateTime without zone": ("2025-12-15T00:00:00", "dateTime"),
    "duration": ("PT0S", "duration"),
    "guid": ("f896083f-fd6d-4b86-8862-05022060b45c", "guid"),
    "leading zero": ("007", "string?"),
    "plus": ("+1", "string?"),
    "upper-case guid": ("F896083F-FD6D-4B86-8862-05022060B45C", "string?"),
    "trailing zero of a fraction": ("2025-12-15T20:08:15.90", "string?"),
    "date": ("2025-12-15", "string?"),
    "duration of days in hours": ("PT24H", "string?"),
    "white space": (" 1", "string?"),
    "identifier in a payload": ("Boston", "string?"),
    "free text": ("a b", "string?"),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_a_type_is_inferred_where_the_text_is_its_canonical_form(members, text, expected):
    assert {"M": expected} == members(f"<M>{text}</M>")


HELP_PAGE = {
    "string": ("sample string 7", "string?"),
    "uri": ("http://webapihelppage3.com/", "anyURI?"),
    "double": ("8.1", "double"),
    "decimal that is no number + 0.1": ("8.25", "decimal"),
    "enumeration": ("PaidInFull", "M"),
    "duration": ("PT0.1234567S", "duration"),
}


@pytest.mark.parametrize(("text", "expected"), HELP_PAGE.values(), ids=HELP_PAGE)
def test_a_help_page_s_own_values_tell_their_type(members, text, expected):
    content = f"<M>{text}</M><N>sample string 2</N>"
    assert {"M": expected, "N": "string?"} == members(content, heading="application/xml")


def test_a_page_with_free_text_was_not_made_by_the_generator(members):
    contents = "<City>Boston</City><Name>Ann Lee</Name>"
    assert members(contents, heading="application/xml") == {"City": "string?", "Name": "string?"}


SEVERAL = {
    "int and long": (("1", "3000000000"), "long"),
    "int and decimal": (("1", "2.50"), "decimal"),
    "int and boolean": (("1", "true"), "string?"),
    "int and nothing": (("1", ""), "string?"),
    "dateTime and date": (("2025-12-15T00:00:00", "2025-12-15"), "string?"),
}


@pytest.mark.parametrize(("texts", "expected"), SEVERAL.values(), ids=SEVERAL)
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "reversed"])
def test_samples_merge_to_a_type_that_takes_every_text_in_whatever_order(members, texts, expected, step):
    contents = [f"<M>{text}</M>" for text in texts][::step]
    assert {"M": expected} == members(*contents)


NIL = {
    "value type seen nil": ("<M>1</M>", '<M i:nil="true"/>', "int?"),
    "value type said not to be nil": ("<M>1</M>", '<M i:nil="false">2</M>', "int"),
    "class": ("<M><X>1</X></M>", '<M i:nil="1"/>', "M?"),
    "nothing but nil": ('<M i:nil="true"/>', '<M i:nil="true"/>', "anyType?"),
    "empty, with an end tag": ("<M></M>", "<M></M>", "string?"),
    "empty, without an end tag": ("<M/>", "<M />", "anyType?"),
    "empty and text": ("<M/>", "<M>x y</M>", "string?"),
    "reference elsewhere": ("<M><X>1</X></M>", f'<M z:Ref="i1" {Z}/>', "M?"),
}


@pytest.mark.parametrize(("first", "second", "expected"), NIL.values(), ids=NIL)
def test_nil_and_empty_tell_what_they_tell(members, first, second, expected):
    assert {"M": expected} == members(first, second)


def test_an_empty_element_that_declares_a_namespace_keeps_it(derive):
    contract = derive(f'<A xmlns="{N}"><M {ARR}/></A>').contracts[QName(N, "A")]
    assert (QName(XS, "anyType"), ARRAYS) == (contract.members[0].type, contract.members[0].declares)


COUNTERS = {
    "one 1 may be the first member": ("<A>1</A><B>sample string 2</B>", {"A": "int", "B": "string?"}),
    "two cannot be": ("<A>1</A><B>1</B>", {"A": "int?", "B": "int?"}),
    "none can where 1 is taken": ("<A>1</A><B>sample string 1</B>", {"A": "int?", "B": "string?"}),
    "an address takes 1": ("<A>1</A><B>http://webapihelppage1.com/</B>", {"A": "int?", "B": "anyURI?"}),
    "a double takes 1": ("<A>1</A><B>1.1</B><C>sample string 3</C>", {"A": "int?", "B": "double", "C": "string?"}),
    "strings are nillable anyway": (
        "<A>1</A><B>1</B><C>sample string 3</C>",
        {"A": "int?", "B": "int?", "C": "string?"},
    ),
    "other numbers are counted": ("<A>2</A><B>sample string 1</B>", {"A": "int", "B": "string?"}),
}


@pytest.mark.parametrize(("content", "expected"), COUNTERS.values(), ids=COUNTERS)
def test_the_running_number_tells_nullable_members(members, content, expected):
    assert expected == members(content, heading="application/xml")


def test_a_payload_has_no_running_number(members):
    assert members("<A>1</A><B>1</B>") == {"A": "int", "B": "int"}


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ("<A>2</A><B>sample string 1</B>", ["text", "counter"]),
        ("<A>9</A><B>sample string 1</B>", ["text"]),
        ("<A>2</A><B>sample string 2</B>", ["text"]),
    ],
    ids=["its own number", "more than there are members", "another's number"],
)
def test_a_number_of_its_own_is_evidence_against_nullable(derive, content, rules):
    contract = derive(f'<A xmlns="{N}">{content}</A>').contracts[QName(N, "A")]
    assert rules == [each.rule for each in contract.members[0].annotation.evidence]


def collection(derive, xml: str, name: QName) -> CollectionDataContract:
    contract = derive(xml).contracts[name]
    assert isinstance(contract, CollectionDataContract)
    return contract


LISTS = {
    "Arrays, one item": (f"<M {ARR}><a:int>1</a:int></M>", QName(ARRAYS, "ArrayOfint"), "int", QName(XS, "int"), False),
    "Arrays, strings": (
        f'<M {ARR}><a:string i:nil="true"/></M>',
        QName(ARRAYS, "ArrayOfstring"),
        "string",
        QName(XS, "string"),
        True,
    ),
    "Arrays, objects": (
        f'<M {ARR} xmlns:x="{XS}"><a:anyType i:type="x:int">1</a:anyType></M>',
        QName(ARRAYS, "ArrayOfanyType"),
        "anyType",
        QName(XS, "anyType"),
        True,
    ),
    "Arrays, texts that .NET would not write": (
        f"<M {ARR}><a:int>007</a:int></M>",
        QName(ARRAYS, "ArrayOfint"),
        "int",
        QName(XS, "string"),
        True,
    ),
    "Nullable items": (
        f'<M xmlns:a="{SYSTEM}"><a:int>1</a:int></M>',
        QName(SYSTEM, "ArrayOfNullableOfint"),
        "int",
        QName(XS, "int"),
        True,
    ),
    "classes": ("<M><D><X>1</X></D><D><X>2</X></D></M>", QName(N, "ArrayOfD"), "D", QName(N, "D"), True),
    "nil classes": ('<M><D i:nil="true"/><D i:nil="true"/></M>', QName(N, "ArrayOfD"), "D", QName(N, "D"), True),
    "enumerations": ("<M><D>Red</D><D>Blue</D></M>", QName(N, "ArrayOfD"), "D", QName(N, "D"), False),
    "items of another name": ("<M><D>a b</D><D>c</D></M>", QName(N, "ArrayOfD"), "D", QName(XS, "string"), True),
    "DateTimeOffset": (
        (
            f'<M xmlns:a="{SYSTEM}"><a:DateTimeOffset><a:DateTime>2025-01-01T00:00:00Z</a:DateTime>'
            "<a:OffsetMinutes>0</a:OffsetMinutes></a:DateTimeOffset></M>"
        ),
        QName(SYSTEM, "ArrayOfDateTimeOffset"),
        "DateTimeOffset",
        QName(SYSTEM, "DateTimeOffset"),
        False,
    ),
    "lists of lists": (
        f"<M {ARR}><a:ArrayOfint><a:int>1</a:int></a:ArrayOfint></M>",
        QName(ARRAYS, "ArrayOfArrayOfint"),
        "ArrayOfint",
        QName(ARRAYS, "ArrayOfint"),
        True,
    ),
    "pairs": (
        (
            f'<M xmlns:a="{PAIRS}"><a:KeyValuePairOfstringint><a:key>k v</a:key><a:value>1</a:value>'
            "</a:KeyValuePairOfstringint></M>"
        ),
        QName(PAIRS, "ArrayOfKeyValuePairOfstringint"),
        "KeyValuePairOfstringint",
        QName(PAIRS, "KeyValuePairOfstringint"),
        False,
    ),
}


@pytest.mark.parametrize(("content", "name", "expected"), [(c, n, e) for c, n, *e in LISTS.values()], ids=LISTS)
def test_a_list_is_known_by_its_items(derive, content, name, expected):
    derivation = derive(f'<A xmlns="{N}" {XSI}>{content}</A>')
    contract = derivation.contracts[name]
    member = derivation.contracts[QName(N, "A")].members[0]
    assert name == member.type
    assert expected == [contract.item_name, contract.item_type, contract.is_item_nillable]


ROOT_LISTS = {
    "ArrayOf": (f'<ArrayOfD xmlns="{N}"><D><X>1</X></D></ArrayOfD>', "ArrayOfD"),
    "a name of its own": (f'<Days xmlns="{N}"><D><X>1</X></D><D><X>1</X></D></Days>', "Days"),
}


@pytest.mark.parametrize(("xml", "name"), ROOT_LISTS.values(), ids=ROOT_LISTS)
def test_a_root_may_be_a_list(derive, xml, name):
    assert QName(N, "D") == collection(derive, xml, QName(N, name)).item_type


def test_one_sample_s_list_of_two_tells_that_another_s_of_one_is_a_list(derive):
    one, two = (f'<A xmlns="{N}"><M>{"<D><X>1</X></D>" * count}</M></A>' for count in (1, 2))
    for samples in ((one, two), (two, one)):
        assert QName(N, "ArrayOfD") == derive(*samples).contracts[QName(N, "A")].members[0].type


def test_an_item_known_from_another_list_makes_a_list(derive):
    xml = f'<A xmlns="{N}"><M><D><X>1</X></D></M><O><D><X>1</X></D><D><X>2</X></D></O></A>'
    contract = derive(xml).contracts[QName(N, "A")]
    assert {QName(N, "ArrayOfD")} == {member.type for member in contract.members}


def dictionary(name: str, content: str) -> str:
    items = f"<a:KeyValueOf{name}>{content}</a:KeyValueOf{name}>"
    return f'<A xmlns="{N}" {XSI}><M {ARR}>{items}</M></A>'


DICTIONARIES = {
    "built-in": ("stringint", "<a:Key>1</a:Key><a:Value>2</a:Value>", QName(XS, "string"), QName(XS, "int")),
    "list": (
        f"stringArrayOfstring{generic_digest((XS, ARRAYS))}",
        "<a:Key>k</a:Key><a:Value><a:string>x</a:string></a:Value>",
        QName(XS, "string"),
        QName(ARRAYS, "ArrayOfstring"),
    ),
    "class": (
        f"intOrder{generic_digest((XS, N))}",
        "<a:Key>1</a:Key><a:Value><Id>3</Id></a:Value>",
        QName(XS, "int"),
        QName(N, "Order"),
    ),
    "enumeration": (
        f"Colorint{generic_digest((N, XS))}",
        "<a:Key>Red</a:Key><a:Value>3</a:Value>",
        QName(N, "Color"),
        QName(XS, "int"),
    ),
    "a nil value": (
        "stringstring",
        '<a:Key>k</a:Key><a:Value i:nil="true"/>',
        QName(XS, "string"),
        QName(XS, "string"),
    ),
    "a name that tells nothing": (
        "whatever",
        "<a:Key>k v</a:Key><a:Value><Id>3</Id></a:Value>",
        QName(XS, "string"),
        QName(N, "KeyValueOfwhateverValue"),
    ),
}


@pytest.mark.parametrize(("name", "content", "key", "value"), DICTIONARIES.values(), ids=DICTIONARIES)
def test_a_dictionary_s_name_tells_its_types(derive, name, content, key, value):
    contract = collection(derive, dictionary(name, content), QName(ARRAYS, f"ArrayOfKeyValueOf{name}"))
    assert (key, value) == (contract.key.type, contract.value.type)
    assert (True, True, f"KeyValueOf{name}") == (
        contract.key.is_required,
        contract.value.is_required,
        contract.item_name,
    )
    assert (key == QName(XS, "string")) == contract.key.is_nillable


def pair(content: str, **declared: str) -> str:
    declarations = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in declared.items())
    return f'<A xmlns="{N}" {XSI}{declarations}><M xmlns:p="{PAIRS}">{content}</M></A>'


PAIR_NAMES = {
    "built-in": ("<p:key>a b</p:key><p:value>1</p:value>", "stringint", "string?! int!"),
    "class": (
        "<p:key>a b</p:key><p:value><Id>1</Id></p:value>",
        f"stringMValue{generic_digest((XS, N))}",
        "string?! MValue?!",
    ),
    "pair": (
        "<p:key>a b</p:key><p:value><p:key>1</p:key><p:value>2</p:value></p:value>",
        f"stringKeyValuePairOfintint{generic_digest((XS, PAIRS))}",
        "string?! KeyValuePairOfintint!",
    ),
}


@pytest.mark.parametrize(("content", "name", "types"), PAIR_NAMES.values(), ids=PAIR_NAMES)
def test_a_pair_is_named_after_its_types(derive, content, name, types):
    contracts = derive(pair(content)).contracts
    contract = contracts[QName(PAIRS, f"KeyValuePairOf{name}")]
    assert types == " ".join(show(member) for member in contract.members)
    assert contract.is_value_type
    assert contract.name == contracts[QName(N, "A")].members[0].type


def test_a_pair_of_a_nullable_is_named_after_the_nullable(derive):
    first = pair("<p:key>a b</p:key><p:value>1</p:value>")
    second = pair('<p:key>c</p:key><p:value i:nil="true"/>')
    digest = generic_digest((XS, SYSTEM))
    name = QName(PAIRS, f"KeyValuePairOfstringNullableOfint{digest}")
    contracts = derive(first, second).contracts
    assert name == contracts[QName(N, "A")].members[0].type
    nullable = GenericArgument("NullableOf{0}{#}", SYSTEM, (GenericArgument("int", XS),))
    assert nullable == contracts[name].generic.arguments[1]


def test_a_pair_of_pairs_names_its_argument_with_arguments(derive):
    content = "<p:key>a b</p:key><p:value><p:key>1</p:key><p:value>2</p:value></p:value>"
    name = f"KeyValuePairOfstringKeyValuePairOfintint{generic_digest((XS, PAIRS))}"
    generic = derive(pair(content)).contracts[QName(PAIRS, name)].generic
    integer = GenericArgument("int", XS)
    inner = GenericArgument("KeyValuePairOf{0}{1}{#}", PAIRS, (integer, integer))
    assert (GenericArgument("string", XS), inner) == generic.arguments


MERGING = {
    "equal shapes": ("<B><X>1</X></B><S><X>2</X></S>", {"B": "B?", "S": "B?"}),
    "other types": ("<B><X>1</X></B><S><X>a b</X></S>", {"B": "B?", "S": "S?"}),
    "other names": ("<B><X>1</X></B><S><Y>2</Y></S>", {"B": "B?", "S": "S?"}),
    "equal shapes within": (
        "<B><C><X>1</X></C></B><S><C><X>2</X></C></S>",
        {"B": "B?", "S": "B?"},
    ),
    "other namespaces": ('<B><X>1</X></B><S><X xmlns="urn:other">2</X></S>', {"B": "B?", "S": "S?"}),
}


@pytest.mark.parametrize(("content", "expected"), MERGING.values(), ids=MERGING)
def test_nameless_contracts_of_equal_shape_in_one_namespace_are_one(members, content, expected):
    assert expected == members(content)


def test_shown_names_never_merge_and_names_stay_unique(derive):
    xml = (
        f'<A xmlns="{N}"><Day><X>sample string 1</X><Y>Red</Y></Day><L><Day><X>1</X></Day><Day><X>2</X></Day></L>'
        "<Y>Blue</Y><Z><Y>Green</Y></Z></A>"
    )
    contracts = derive(xml).contracts
    root = contracts[QName(N, "A")]
    assert {m.name: m.type.name for m in root.members} == {"Day": "ADay", "L": "ArrayOfDay", "Y": "Y", "Z": "Z"}
    assert {"Day", "ADay", "Y", "ADayY", "ZY"} <= {name.name for name in contracts.contracts}


def test_a_name_that_is_taken_twice_gets_a_number(derive):
    xml = f'<A xmlns="{N}"><A><X>1</X></A><AA><Y>1</Y></AA><B><AA><Z>1</Z></AA><A><W>1</W></A></B></A>'
    contracts = derive(xml).contracts
    assert sorted(name.name for name in contracts.contracts) == ["A", "AA", "AAA", "B", "BA", "BAA"]


GENERICS = {
    "argument that nothing names": (
        f"PageOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n"><n:Id>1</n:Id></P><Total>3</Total>',
        "Order?",
        (GenericArgument("Order", N),),
    ),
    "argument that an item names": (
        f"PageOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n"><n:Order><n:Id>1</n:Id></n:Order><n:Order><n:Id>1</n:Id></n:Order></P>',
        "ArrayOfOrder?",
        (GenericArgument("Order", N),),
    ),
    "argument that is a list": (
        f"PageOfArrayOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n"><n:Order><n:Id>1</n:Id></n:Order><n:Order><n:Id>1</n:Id></n:Order></P>',
        "ArrayOfOrder?",
        (GenericArgument("ArrayOfOrder", N),),
    ),
    "two members may carry it": (
        f"PageOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n"><n:Id>1</n:Id></P><Q xmlns:n="urn:n"><n:Name>1</n:Name></Q>',
        "P?",
        None,
    ),
    "two members of equal shape carry it": (
        f"PageOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n"><n:Id>1</n:Id></P><Q xmlns:n="urn:n"><n:Id>2</n:Id></Q>',
        "Order?",
        (GenericArgument("Order", N),),
    ),
    "no member can carry it": (
        f"PageOfOrder{generic_digest((N,))}",
        '<P xmlns:n="urn:n" xmlns:m="urn:m"><m:L><n:V>1</n:V><n:V>1</n:V></m:L></P>',
        "P?",
        None,
    ),
    "two arguments": (
        f"PairOfOrderint{generic_digest((N, XS))}",
        '<P xmlns:n="urn:n"><n:Order><n:Id>1</n:Id></n:Order><n:Order><n:Id>1</n:Id></n:Order></P>',
        "ArrayOfOrder?",
        (GenericArgument("Order", N), GenericArgument("int", XS)),
    ),
    "two arguments that are not known": (
        f"PairOfOrdernoint{generic_digest((N, XS))}",
        '<P xmlns:n="urn:n"><n:Id>1</n:Id></P>',
        "P?",
        None,
    ),
    "a digest of no namespace here": ("PageOfOrderAAAAAAAA", '<P xmlns:n="urn:n"><n:Id>1</n:Id></P>', "P?", None),
}


@pytest.mark.parametrize(("root", "content", "type_", "arguments"), GENERICS.values(), ids=GENERICS)
def test_a_generic_name_tells_its_argument(derive, root, content, type_, arguments):
    contract = derive(f'<{root} xmlns="urn:r">{content}</{root}>').contracts[QName("urn:r", root)]
    assert type_ == show(contract.members[0])
    assert arguments == (None if contract.generic is None else contract.generic.arguments)


def test_members_of_another_namespace_come_from_a_base_class(derive):
    xml = f'<D xmlns="{N}"><b:One xmlns:b="urn:b">1</b:One><c:Two xmlns:c="urn:c">1</c:Two><Three>1</Three></D>'
    contracts = derive(xml).contracts
    line = [(c.name, [m.name for m in c.members]) for c in contracts.lineage(contracts[QName(N, "D")])]
    expected = [(QName("urn:b", "DBase"), ["One"]), (QName("urn:c", "DBase"), ["Two"]), (QName(N, "D"), ["Three"])]
    assert expected == line


def test_a_class_may_have_members_of_its_base_alone(derive):
    contracts = derive(f'<D xmlns="{N}"><b:One xmlns:b="urn:b">1</b:One></D>').contracts
    contract = contracts[QName(N, "D")]
    assert (QName("urn:b", "DBase"), ()) == (contract.base, contract.members)


def test_an_item_s_i_type_is_derived_from_the_item_s_contract(derive):
    xml = f'<L xmlns="{N}" {XSI}><S><Id>1</Id></S><S i:type="C"><Id>2</Id><R>3</R></S><S i:type="S"><Id>2</Id></S></L>'
    contracts = derive(xml).contracts
    derived = contracts[QName(N, "C")]
    assert (QName(N, "S"), ["R"]) == (derived.base, [member.name for member in derived.members])
    assert QName(N, "S") == contracts[QName(N, "L")].item_type


def test_the_declared_contract_may_be_known_by_name_alone(derive):
    contracts = derive(f'<L xmlns="{N}" {XSI}><S i:type="C"><Id>2</Id></S><S i:type="C"><Id>2</Id></S></L>').contracts
    assert QName(N, "S") == contracts[QName(N, "C")].base
    assert contracts[QName(N, "S")].members == ()


def test_a_root_s_i_type_is_derived_from_the_root_s_contract(derive):
    contracts = derive(f'<S xmlns="{N}" {XSI} i:type="C"><Id>2</Id></S>').contracts
    assert QName(N, "S") == contracts[QName(N, "C")].base


def test_a_derived_contract_may_be_derived_from(derive):
    xml = (
        f'<A xmlns="{N}" {XSI}><L><S><Id>1</Id></S><S i:type="C"><Id>2</Id><R>3</R></S></L>'
        '<M><C i:type="D"><Id>2</Id><R>3</R><T>4</T></C><C i:type="D"><Id>2</Id><R>3</R><T>4</T></C></M></A>'
    )
    contracts = derive(xml).contracts
    line = [(c.name.name, [m.name for m in c.members]) for c in contracts.lineage(contracts[QName(N, "D")])]
    assert line == [("S", ["Id"]), ("C", ["R"]), ("D", ["T"])]


OBJECTS = {
    "built-in": f'<M i:type="x:int" xmlns:x="{XS}">1</M>',
    "class": '<M i:type="C"><Id>1</Id></M>',
    "empty class": '<M i:type="C"/>',
    "list": f'<M i:type="a:ArrayOfint" {ARR}><a:int>1</a:int></M>',
    "enumeration": '<M i:type="C">Red</M>',
}


@pytest.mark.parametrize("content", OBJECTS.values(), ids=OBJECTS)
def test_a_member_that_always_has_an_i_type_is_an_object(members, content):
    assert members(content) == {"M": "anyType?"}


@pytest.mark.parametrize("name", ["class", "empty class", "enumeration"])
def test_the_types_of_an_object_are_contracts(derive, name):
    assert QName(N, "C") in derive(f'<A xmlns="{N}" {XSI}>{OBJECTS[name]}</A>').contracts


def test_a_member_s_i_type_beside_plain_elements_is_derived(derive):
    first = f'<A xmlns="{N}" {XSI}><M><Id>1</Id></M></A>'
    second = f'<A xmlns="{N}" {XSI}><M i:type="C"><Id>1</Id><R>1</R></M></A>'
    contracts = derive(first, second).contracts
    assert QName(N, "M") == contracts[QName(N, "C")].base


ROOTS = {
    "built-in": (f'<string xmlns="{SERIALIZATION}">x</string>', None),
    "object": (f'<z:anyType {Z} {XSI} xmlns:x="{XS}" i:type="x:int">1</z:anyType>', None),
    "DateTimeOffset": (
        (
            f'<DateTimeOffset xmlns="{SYSTEM}"><DateTime>2025-01-01T00:00:00Z</DateTime>'
            "<OffsetMinutes>0</OffsetMinutes></DateTimeOffset>"
        ),
        PrimitiveDataContract,
    ),
    "DBNull": (f'<DBNull xmlns="{SYSTEM}"/>', PrimitiveDataContract),
    "enumeration": (f'<Color xmlns="{N}">Red</Color>', EnumDataContract),
    "empty class": (f'<Nothing xmlns="{N}"/>', ClassDataContract),
    "nil class": (f'<Nothing xmlns="{N}" {XSI} i:nil="true"/>', ClassDataContract),
}


@pytest.mark.parametrize(("xml", "kind"), ROOTS.values(), ids=ROOTS)
def test_a_root_may_be_anything(derive, xml, kind):
    derivation = derive(xml)
    (root,) = derivation.roots
    assert (() if kind is None else (kind,)) == tuple(type(contract) for contract in derivation.contracts)
    assert kind is None or root in derivation.contracts
    assert not derivation.contracts.elements


def test_a_root_with_a_text_is_a_global_element(derive):
    derivation = derive(f'<Result xmlns="{N}">two words</Result>')
    assert QName(XS, "string") == derivation.contracts.elements[QName(N, "Result")].type


def test_a_contract_with_ids_is_a_reference(derive):
    contract = derive(f'<A xmlns="{N}" z:Id="i1" {Z}><B z:Id="i2"><X>1</X></B></A>').contracts[QName(N, "A")]
    assert contract.is_reference
    assert not derive(f'<A xmlns="{N}"><X>1</X></A>').contracts[QName(N, "A")].is_reference


LINES = {
    "a base that is not shown": (f'<A xmlns="{N}" z:Id="i1" {Z}><X xmlns="urn:base">1</X><Y>2</Y></A>', [True, True]),
    "both with ids": (
        f'<L xmlns="{N}" {XSI} {Z}><S z:Id="i1"><Id>1</Id></S><S i:type="C" z:Id="i2"><Id>2</Id><R>3</R></S></L>',
        [True, True],
    ),
    "a base without": (
        f'<L xmlns="{N}" {XSI} {Z}><S><Id>1</Id></S><S i:type="C" z:Id="i2"><Id>2</Id><R>3</R></S></L>',
        [False, False],
    ),
}


@pytest.mark.parametrize(("sample", "expected"), LINES.values(), ids=LINES)
def test_a_class_and_its_base_are_both_references_or_neither(derive, sample, expected):
    contracts = derive(sample).contracts
    classes = [contract for contract in contracts if isinstance(contract, ClassDataContract)]
    assert expected == [contract.is_reference for contract in classes]
    assert contracts == contracts_of(build_classes(contracts))


def test_a_pair_is_a_value_and_no_reference(derive):
    pairs = f'<KeyValuePairOfintint xmlns="{PAIRS}" {Z} z:Id="i1"><key>1</key><value>2</value></KeyValuePairOfintint>'
    (contract,) = derive(pairs).contracts
    assert (contract.is_value_type, contract.is_reference) == (True, False)


ORDERS = {
    "left open: ordinal": (("<A>1</A><C>1</C>", "<A>1</A><B>1</B>"), "ABC"),
    "told by a third": (("<A>1</A><C>1</C>", "<A>1</A><B>1</B>", "<C>1</C><B>1</B>"), "ACB"),
    "not alphabetical": (("<B>1</B><A>1</A>",), "BA"),
}


@pytest.mark.parametrize(("contents", "expected"), ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "reversed"])
def test_the_orders_of_samples_merge(members, contents, expected, step):
    assert list(expected) == list(members(*contents[::step]))


def test_a_deep_document_is_derived(derive):
    levels = 900
    xml = f'<A xmlns="{N}">{"<B>" * levels}<X>1</X>{"</B>" * levels}</A>'
    assert levels + 1 == len(derive(xml).contracts)


def test_the_same_samples_give_the_same_contracts_in_the_same_order(derive):
    xml = f'<A xmlns="{N}"><B><X>1</X></B><C>sample string 1</C><D>Red</D><E><F><Y>1</Y></F><F><Y>1</Y></F></E></A>'
    first, second = derive(xml), derive(xml)
    assert list(first.contracts.contracts) == list(second.contracts.contracts)
    assert first.evidence == second.evidence


def test_a_qualified_name_that_is_taken_gets_a_number(derive):
    contracts = derive(f'<A xmlns="{N}"><AA><Y>1</Y></AA><A><X>1</X></A></A>').contracts
    assert sorted(name.name for name in contracts.contracts) == ["A", "A2", "AA"]


EMPTY_LISTS = {
    "of classes": (f'<ArrayOfOrder xmlns="{N}"/>', {QName(N, "ArrayOfOrder"), QName(N, "Order")}),
    "of a built-in type": (f'<ArrayOfint xmlns="{ARRAYS}"/>', {QName(ARRAYS, "ArrayOfint")}),
}


@pytest.mark.parametrize(("xml", "expected"), EMPTY_LISTS.values(), ids=EMPTY_LISTS)
def test_an_empty_list_is_known_by_its_name(derive, xml, expected):
    contracts = derive(xml).contracts
    assert expected == set(contracts.contracts)
    assert isinstance(contracts[derive(xml).roots[0]], CollectionDataContract)


def test_an_enumeration_shown_in_two_places_has_the_members_of_both(derive):
    first = f'<Color xmlns="{N}">Red</Color>'
    second = f'<ArrayOfColor xmlns="{N}"><Color>Blue</Color><Color>Red</Color></ArrayOfColor>'
    contract = derive(first, second).contracts[QName(N, "Color")]
    assert [each.name for each in contract.members] == ["Red", "Blue"]


def test_an_enumeration_named_by_an_i_type_is_an_enumeration(derive):
    contract = derive(f'<A xmlns="{N}" {XSI}><M i:type="C">Red</M></A>').contracts[QName(N, "C")]
    assert isinstance(contract, EnumDataContract)


def test_a_member_named_as_a_contract_lends_it_no_texts(derive):
    xml = f'<A xmlns="{N}" {XSI}><C>Red</C><M i:type="C"/></A>'
    contract = derive(xml).contracts[QName(N, "C")]
    assert isinstance(contract, ClassDataContract)


def test_a_type_of_xml_schema_without_a_row_of_its_own_is_no_contract(derive):
    xml = f'<A xmlns="{N}" {XSI} xmlns:x="{XS}"><M i:type="x:token">Red</M></A>'
    assert {QName(N, "A")} == set(derive(xml).contracts.contracts)


def test_a_list_named_by_an_i_type_is_known_by_its_name(derive):
    xml = f'<A xmlns="{N}" {XSI}><M i:type="a:ArrayOfint" {ARR}/></A>'
    assert QName(ARRAYS, "ArrayOfint") in derive(xml).contracts


def test_each_class_of_a_chain_of_i_types_is_derived_once(derive):
    xml = f'<A xmlns="{N}" {XSI}><M><S i:type="C"><Id>1</Id></S><S><Id>1</Id></S></M><O i:type="C"><Id>2</Id></O></A>'
    contracts = derive(xml).contracts
    assert QName(N, "S") == contracts[QName(N, "C")].base


def test_identities_that_are_numbers_are_those_of_preserved_references(derive):
    derivation = derive(f'<A xmlns="{N}" z:Id="1" {Z}><B z:Id="2">x</B><C z:Ref="2"/></A>')

    assert derivation.documents[0].preserve_object_references
    assert not derivation.contracts[QName(N, "A")].is_reference
    assert not derive(f'<A xmlns="{N}" z:Id="i1" {Z}><X>1</X></A>').documents[0].preserve_object_references


def test_items_that_say_their_type_are_objects_whatever_their_name(derive):
    sample = (
        f'<ArrayOfstring xmlns="{ARRAYS}" {XSI}><string i:type="x:string" xmlns:x="{XS}">a</string></ArrayOfstring>'
    )

    contract = derive(sample).contracts[QName(ARRAYS, "ArrayOfstring")]

    assert ("string", QName(XS, "anyType")) == (contract.item_name, contract.item_type)


def test_a_pair_whose_parts_are_in_another_namespace_is_no_struct_for_it_has_a_base(tmp_path):
    """An item named ``KeyValuePairOfstringanyType`` by a collection contract of its own, as Dynamics CRM has it."""
    pairs = "http://schemas.datacontract.org/2004/07/System.Collections.Generic"
    item = f'<KeyValuePairOfstringanyType><d:key xmlns:d="{pairs}">a</d:key><d:value xmlns:d="{pairs}">b</d:value>'
    path = tmp_path / "results.xml"
    path.write_text(f'<Results xmlns="urn:crm">{(item + "</KeyValuePairOfstringanyType>") * 2}</Results>')

    contracts = derive_contracts(path).contracts
    pair = contracts["{urn:crm}KeyValuePairOfstringanyType"]
    assert pair.base is not None
    assert not pair.is_value_type
    build_classes(contracts)
