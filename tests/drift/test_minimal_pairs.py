"""Each kind of change by a pair of contracts that has it alone, and documents that show whom it breaks, and how.

The dotnet decoder and libxml2 judge the documents, and so does the runtime where it is installed.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import field, frozen
from lxml import etree

from dcxml import DataContractSerializer, DataContractSet, DecodeError, Dialect, QName, build_classes
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataMember,
    EnumDataContract,
    EnumMember,
    GenericArgument,
    GenericType,
    GlobalElement,
    SchemaComponent,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.model import Facet
from dcxml.drift import CHANGES, Outcome, Party, diff_contracts
from dcxml.drift.effects import worst
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI
from dcxml.validation.schema_verdict import compiled_schema
from support import dotnet

URN = "urn:o"
U, L, R = Outcome
NIL = ' i:nil="true"'
INT, LONG, STRING = (QName(XS, name) for name in ("int", "long", "string"))
ORDER, LINE, STATE = (QName(URN, name) for name in ("Order", "Line", "State"))


def cls(name: str, *members: DataMember, **said: Any) -> ClassDataContract:
    base = said.pop("base", None)
    return ClassDataContract(name=QName(URN, name), members=members, base=base and QName(URN, base), **said)


def member(name: str, type_: str = "int", **said: Any) -> DataMember:
    qname = QName(XS, type_) if type_[0].islower() else QName(URN, type_)
    return DataMember(name=name, type=qname, **{"is_nillable": type_[0].isupper() or type_ == "string", **said})


def values(name: str, *texts: str, **said: Any) -> EnumDataContract:
    numbers = said.pop("numbers", range(len(texts)))
    members = tuple(EnumMember(name=text, value=number) for text, number in zip(texts, numbers, strict=True))
    return EnumDataContract(name=QName(URN, name), members=members, **said)


def listed(item: QName, **said: Any) -> CollectionDataContract:
    settings = {"name": QName(URN, "Lines"), "item_name": "Line", "item_type": item, **said}
    return CollectionDataContract(**settings)


def dictionary(key: str = "Key", **said: Any) -> CollectionDataContract:
    keys, held = (DataMember(name=n, type=INT, is_required=True) for n in (key, "Value"))
    return CollectionDataContract(name=QName(URN, "Lines"), item_name="Line", key=keys, value=held, **said)


def simple(*facets: tuple[str, str], base: QName = STRING) -> tuple[DataContract, ...]:
    short = SimpleDataContract(name=QName(URN, "Short"), base=base, facets=tuple(Facet(*each) for each in facets))
    return short, cls("Order", member("A", "Short", is_nillable=base == STRING))


@frozen
class Shown:
    """A document: what becomes of it at the other side's reader, and at its schema; what the reader then holds."""

    text: str
    reader: Outcome = U
    schema: Outcome = U
    held: dict[str, Any] = field(factory=dict)
    root: QName = ORDER


def doc(content: str, reader: Outcome = U, schema: Outcome = U, root: str = "Order", **held: Any) -> Shown:
    name, _, attributes = root.partition(" ")
    text = f'<{name} xmlns="{URN}" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" {attributes}>{content}</{name}>'
    return Shown(text, reader, schema, held, QName(URN, name))


@frozen
class Pair:
    """Contracts before and after, with the documents of each side as the other side has them."""

    old: DataContractSet
    new: DataContractSet
    new_documents: tuple[Shown, ...] = ()
    old_documents: tuple[Shown, ...] = ()


def pair(old: Any, new: Any, *, new_documents: Any = (), old_documents: Any = ()) -> Pair:
    sets = [each if isinstance(each, DataContractSet) else DataContractSet(each) for each in (old, new)]
    return Pair(*sets, tuple(new_documents), tuple(old_documents))


A, B = member("A"), member("B")
BASE, DERIVED = cls("Base", A), cls("Derived", B, base="Base")
OTHER = cls("Other", A)
HOLDER = cls("Order", member("Held", "Base"), member("Other", "Other"))
NODES = XmlDataContract(name=QName(URN, "Any"), schema=f'<xs:complexType xmlns:xs="{XS}" name="Any"/>')
WITH_TEXT = XmlDataContract(
    name=NODES.name,
    schema=f'<xs:complexType xmlns:xs="{XS}" name="Any"><xs:attribute name="k"/></xs:complexType>',
)

PAIRS: dict[str, list[Pair]] = {
    "DD001": [pair([cls("Order", A)], [cls("Order", A), cls("Line", B)], new_documents=[doc("<A>1</A>", a=1)])],
    "DD002": [
        pair([cls("Order", A), cls("Line", B)], [cls("Order", A)], old_documents=[doc("<B>1</B>", R, R, root="Line")])
    ],
    "DD003": [
        pair(
            [cls("Order", A, B)],
            [cls("Orders", A, B)],
            new_documents=[doc("<A>1</A><B>2</B>", R, R, root="Orders")],
            old_documents=[doc("<A>1</A><B>2</B>", R, R)],
        )
    ],
    "DD004": [
        pair(
            [cls("Order", A, B)],
            [ClassDataContract(name=QName("urn:p", "Order"), members=(A, B))],
            new_documents=[Shown('<Order xmlns="urn:p"><A>1</A></Order>', R, R)],
            old_documents=[doc("<A>1</A><B>2</B>", R, R)],
        )
    ],
    "DD005": [
        pair(
            [cls("Order", member("A", "State", is_nillable=False)), values("State", "Open", "Shut")],
            [cls("Order", member("A", "State", is_nillable=False)), cls("State", B, is_value_type=True)],
            new_documents=[doc("<A><B>1</B></A>", R, R)],
            old_documents=[doc("<A>Open</A>", R, R)],
        ),
        pair(
            [listed(INT)],
            [dictionary()],
            new_documents=[doc("<Line><Key>1</Key><Value>2</Value></Line>", R, R, root="Lines")],
            old_documents=[doc("<Line>1</Line>", R, R, root="Lines")],
        ),
    ],
    "DD006": [
        pair(
            [cls("Order", A)],
            [cls("Order", A, is_value_type=True)],
            new_documents=[doc("<A>1</A>", a=1)],
            old_documents=[doc("<A>1</A>", a=1)],
        )
    ],
    "DD007": [
        pair(
            [BASE, OTHER, DERIVED, HOLDER],
            [BASE, OTHER, cls("Derived", B, base="Other"), HOLDER],
            new_documents=[
                doc("<A>1</A><B>2</B>", root="Derived", a=1, b=2),
                doc('<Other i:type="Derived"><A>1</A></Other>', R, R),
            ],
            old_documents=[
                doc("<A>1</A><B>2</B>", root="Derived", a=1, b=2),
                doc('<Held i:type="Derived"><A>1</A></Held>', R, R),
            ],
        ),
        pair(
            [BASE, cls("Other", base="Base"), cls("Derived", B, base="Other"), HOLDER],
            [BASE, cls("Other", base="Base"), DERIVED, HOLDER],
            new_documents=[doc("<A>1</A><B>2</B>", root="Derived", a=1, b=2), doc('<Held i:type="Derived"/>')],
            old_documents=[doc('<Other i:type="Derived"/>', R, R)],
        ),
    ],
    "DD008": [
        pair(
            [cls("Order", A)],
            [cls("Order", A, is_reference=True)],
            new_documents=[doc("<A>1</A>", U, R, root='Order z:Id="i1"', a=1)],
            old_documents=[doc("<A>1</A>", a=1)],
        )
    ],
    "DD009": [
        pair(
            [BASE, OTHER, HOLDER],
            [BASE, OTHER, HOLDER, DERIVED],
            new_documents=[doc('<Held i:type="Derived"><A>1</A></Held>', R, R)],
            old_documents=[doc("<Held><A>1</A></Held>")],
        )
    ],
    "DD010": [
        pair(
            [BASE, OTHER, HOLDER, DERIVED],
            [BASE, OTHER, HOLDER],
            new_documents=[doc("<Held><A>1</A></Held>")],
            old_documents=[doc('<Held i:type="Derived"><A>1</A></Held>', R, R)],
        )
    ],
    "DD011": [
        pair(
            [cls("BoxOfint", A, generic=GenericType("BoxOf{0}{#}", URN, (GenericArgument("int", XS),)))],
            [cls("BoxOfint", A)],
            new_documents=[doc("<A>1</A>", root="BoxOfint", a=1)],
            old_documents=[doc("<A>1</A>", root="BoxOfint", a=1)],
        )
    ],
    "DD012": [
        pair(
            [NODES, cls("Order", member("A", "Any"))],
            [WITH_TEXT, cls("Order", member("A", "Any"))],
            new_documents=[doc('<A k="1"/>', U, R)],
            old_documents=[doc("<A/>")],
        ),
        pair(
            [cls("Order", A)],
            DataContractSet(
                [cls("Order", A)],
                components=[
                    SchemaComponent(
                        name=QName(URN, "E"),
                        kind="element",
                        schema=f'<xs:element xmlns:xs="{XS}" name="E" default="1"/>',
                    )
                ],
            ),
            new_documents=[doc("<A>1</A>", a=1)],
            old_documents=[doc("<A>1</A>", a=1)],
        ),
    ],
    "DD101": [
        pair(
            [cls("Order", A, member("C"))],
            [cls("Order", A, B, member("C"))],
            new_documents=[doc("<A>1</A><B>2</B><C>3</C>", U, R, a=1, c=3)],
            old_documents=[doc("<A>1</A><C>3</C>", a=1, b=0, c=3)],
        ),
        pair(
            [cls("Order", member("Z", "Order"), is_reference=True)],
            [cls("Order", member("B", "Order"), member("Z", "Order"), is_reference=True)],
            new_documents=[doc('<B z:Id="i2"/><Z z:Ref="i2"/>', R, R, root='Order z:Id="i1"')],
            old_documents=[doc("<Z/>")],
        ),
    ],
    "DD102": [
        pair(
            [cls("Order", A)],
            [cls("Order", A, member("B", is_required=True))],
            new_documents=[doc("<A>1</A><B>2</B>", U, R, a=1)],
            old_documents=[doc("<A>1</A>", R, R)],
        )
    ],
    "DD103": [
        pair(
            [cls("Order", A, B)],
            [cls("Order", A)],
            new_documents=[doc("<A>1</A>", L, U, a=1, b=0)],
            old_documents=[doc("<A>1</A><B>2</B>", U, R, a=1)],
        )
    ],
    "DD104": [
        pair(
            [cls("Order", A, member("B", is_required=True))],
            [cls("Order", A)],
            new_documents=[doc("<A>1</A>", R, R)],
            old_documents=[doc("<A>1</A><B>2</B>", U, R, a=1)],
        )
    ],
    "DD105": [
        pair(
            [cls("Order", member("Number"))],
            [cls("Order", member("Numbers"))],
            new_documents=[doc("<Numbers>1</Numbers>", L, R, number=0)],
            old_documents=[doc("<Number>1</Number>", L, R, numbers=0)],
        ),
        pair(
            [cls("Order", member("Number", is_required=True))],
            [cls("Order", member("number", is_required=True))],
            new_documents=[doc("<number>1</number>", R, R)],
            old_documents=[doc("<Number>1</Number>", R, R)],
        ),
    ],
    "DD106": [
        pair(
            [cls("Order", A, B)],
            [cls("Order", B, A)],
            new_documents=[doc("<B>2</B><A>1</A>", L, R, a=0, b=2)],
            old_documents=[doc("<A>1</A><B>2</B>", L, R, a=1, b=0)],
        ),
        pair(
            [cls("Order", member("A", is_required=True), B)],
            [cls("Order", B, member("A", is_required=True))],
            new_documents=[doc("<B>2</B><A>1</A>", R, R)],
            old_documents=[doc("<A>1</A><B>2</B>", L, R, a=1, b=0)],
        ),
    ],
    "DD107": [
        pair(
            [cls("Order", member("A", "int"))],
            [cls("Order", member("A", "long"))],
            new_documents=[doc("<A>1</A>", a=1), doc("<A>2147483648</A>", R, R)],
            old_documents=[doc("<A>-2147483648</A>", a=-(2**31))],
        ),
        pair(
            [cls("Order", member("A", "string"))],
            [cls("Order", member("A", "int"))],
            new_documents=[doc("<A>1</A>", a="1")],
            old_documents=[doc("<A>one</A>", R, R), doc(f"<A{NIL}/>", R, R)],
        ),
        pair(
            [cls("Order", member("A", "double"))],
            [cls("Order", member("A", "decimal"))],
            new_documents=[doc("<A>0.12345678901234567890</A>", L, U, a=0.12345678901234568)],
            old_documents=[doc("<A>1E+300</A>", R, R)],
        ),
        pair(
            [cls("Order", member("A", "Line")), cls("Line", B), cls("Row", member("C"))],
            [cls("Order", member("A", "Row")), cls("Line", B), cls("Row", member("C"))],
            new_documents=[doc("<A><C>1</C></A>", L, R)],
            old_documents=[doc("<A><B>1</B></A>", L, R)],
        ),
    ],
    "DD108": [
        pair(
            [cls("Order", member("A", "int"))],
            [cls("Order", member("A", "int", is_nillable=True))],
            new_documents=[doc(f"<A{NIL}/>", R, R)],
            old_documents=[doc("<A>1</A>", a=1)],
        ),
        pair(
            [cls("Order", member("A", "string", is_nillable=False))],
            [cls("Order", member("A", "string"))],
            new_documents=[doc(f"<A{NIL}/>", U, R, a=None)],
            old_documents=[doc("<A>1</A>", a="1")],
        ),
    ],
    "DD109": [
        pair(
            [cls("Order", A)],
            [cls("Order", member("A", is_required=True))],
            new_documents=[doc("<A>1</A>", a=1)],
            old_documents=[doc("", R, R)],
        )
    ],
    "DD110": [
        pair(
            [cls("Order", A)],
            [cls("Order", member("A", emit_default_value=False))],
            new_documents=[doc("", a=0)],
            old_documents=[doc("<A>0</A>", a=0)],
        )
    ],
    "DD111": [
        pair(
            [cls("Order", member("A", "anyType", is_nillable=True, declares=ARRAYS))],
            [cls("Order", member("A", "anyType", is_nillable=True, declares="urn:x"))],
            new_documents=[doc(f'<A xmlns:d="urn:x"{NIL}/>', a=None)],
            old_documents=[doc(f'<A xmlns:d="{ARRAYS}"{NIL}/>', a=None)],
        )
    ],
    "DD201": [
        pair(
            [values("State", "Open")],
            [values("State", "Open", "Shut")],
            new_documents=[doc("Shut", R, R, root="State")],
            old_documents=[doc("Open", root="State")],
        )
    ],
    "DD202": [
        pair(
            [values("State", "Open", "Shut")],
            [values("State", "Open")],
            new_documents=[doc("Open", root="State")],
            old_documents=[doc("Shut", R, R, root="State")],
        )
    ],
    "DD203": [
        pair(
            [values("State", "Open", "Shut")],
            [values("State", "Open", "Closed")],
            new_documents=[doc("Closed", R, R, root="State")],
            old_documents=[doc("Shut", R, R, root="State")],
        )
    ],
    "DD204": [
        pair(
            [values("State", "Open", "Shut"), cls("Order", member("S", "State", is_nillable=False))],
            [values("State", "Open", "Shut", numbers=(1, 0)), cls("Order", member("S", "State", is_nillable=False))],
            new_documents=[doc("", L, U), doc("<S>Shut</S>")],
            old_documents=[doc("", L, U), doc("<S>Open</S>")],
        ),
        pair(
            [values("State", "Open", "Shut")],
            [values("State", "Open", "Shut", numbers=(0, 7))],
            new_documents=[doc("Shut", root="State")],
            old_documents=[doc("Shut", root="State")],
        ),
    ],
    "DD205": [
        pair(
            [values("State", "Open", "Shut")],
            [values("State", "Shut", "Open", numbers=(1, 0))],
            new_documents=[doc("Shut", root="State")],
            old_documents=[doc("Open", root="State")],
        )
    ],
    "DD206": [
        pair(
            [values("State", "Open", "Shut", numbers=(1, 2))],
            [values("State", "Open", "Shut", numbers=(1, 2), is_flags=True)],
            new_documents=[doc("Open", root="State"), doc("Open Shut", R, R, root="State")],
            old_documents=[doc("Open", root="State")],
        ),
        pair(
            [values("State", "O pen", numbers=(1,))],
            [values("State", "O pen", numbers=(1,), is_flags=True)],
            new_documents=[doc("", R, R, root="State")],
            old_documents=[doc("O pen", R, R, root="State")],
        ),
    ],
    "DD207": [
        pair(
            [values("State", "Open")],
            [values("State", "Open", is_open=True)],
            new_documents=[doc("Ajar", R, R, root="State")],
            old_documents=[doc("Open", root="State")],
        )
    ],
    "DD208": [
        pair(
            [values("State", "Open")],
            [values("State", "Open", base_type=LONG)],
            new_documents=[doc("Open", root="State")],
            old_documents=[doc("Open", root="State")],
        )
    ],
    "DD301": [
        pair(
            simple(("maxLength", "5")),
            simple(("maxLength", "3")),
            new_documents=[doc("<A>abc</A>", a="abc")],
            old_documents=[doc("<A>abcde</A>", U, R, a="abcde")],
        ),
        pair(simple(), simple(("pattern", "[a-c]*")), old_documents=[doc("<A>x</A>", U, R)]),
    ],
    "DD302": [
        pair(
            simple(("maxExclusive", "10"), base=INT),
            simple(("maxInclusive", "10"), base=INT),
            new_documents=[doc("<A>10</A>", U, R, a=10)],
            old_documents=[doc("<A>9</A>", a=9)],
        )
    ],
    "DD303": [
        pair(
            simple(("pattern", "[a-c]*")),
            simple(("pattern", "[b-d]*")),
            new_documents=[doc("<A>d</A>", U, R, a="d")],
            old_documents=[doc("<A>a</A>", U, R, a="a")],
        )
    ],
    "DD304": [
        pair(
            simple(base=INT),
            simple(base=LONG),
            new_documents=[doc("<A>2147483648</A>", R, R)],
            old_documents=[doc("<A>1</A>", a=1)],
        )
    ],
    "DD401": [
        pair(
            [listed(STRING, is_item_nillable=True)],
            [listed(STRING, is_item_nillable=True, item_name="Row")],
            new_documents=[doc("<Row>a</Row>", L, R, root="Lines")],
            old_documents=[doc("<Line>a</Line>", L, R, root="Lines")],
        )
    ],
    "DD402": [
        pair(
            [listed(INT)],
            [listed(LONG)],
            new_documents=[doc("<Line>2147483648</Line>", R, R, root="Lines")],
            old_documents=[doc("<Line>1</Line>", root="Lines")],
        )
    ],
    "DD403": [
        pair(
            [listed(INT)],
            [listed(INT, is_item_nillable=True)],
            new_documents=[doc(f"<Line{NIL}/>", R, R, root="Lines")],
            old_documents=[doc("<Line>1</Line>", root="Lines")],
        )
    ],
    "DD404": [
        pair(
            [dictionary()],
            [dictionary(key="Name")],
            new_documents=[doc("<Line><Name>1</Name><Value>2</Value></Line>", R, R, root="Lines")],
            old_documents=[doc("<Line><Key>1</Key><Value>2</Value></Line>", R, R, root="Lines")],
        )
    ],
    "DD405": [
        pair(
            [listed(INT)],
            [listed(INT, min_items=1)],
            new_documents=[doc("<Line>1</Line>", root="Lines")],
            old_documents=[doc("", U, R, root="Lines")],
        )
    ],
    "DD501": [
        pair(
            [cls("Order", A)],
            DataContractSet([cls("Order", A)], [GlobalElement(name=LINE, type=ORDER)]),
            new_documents=[doc("<A>1</A>", a=1)],
        )
    ],
    "DD502": [
        pair(
            DataContractSet([cls("Order", A)], [GlobalElement(name=LINE, type=ORDER)]),
            [cls("Order", A)],
            old_documents=[doc("<A>1</A>", R, R, root="Line")],
        )
    ],
    "DD503": [
        pair(
            DataContractSet([cls("Order", A)], [GlobalElement(name=LINE, type=ORDER)]),
            DataContractSet([cls("Order", A)], [GlobalElement(name=QName(URN, "Lines"), type=ORDER)]),
            new_documents=[doc("<A>1</A>", R, R, root="Lines")],
            old_documents=[doc("<A>1</A>", R, R, root="Line")],
        )
    ],
    "DD504": [
        pair(
            DataContractSet([], [GlobalElement(name=LINE, type=INT, is_nillable=False)]),
            DataContractSet([], [GlobalElement(name=LINE, type=LONG, is_nillable=False)]),
            new_documents=[doc("2147483648", R, R, root="Line")],
            old_documents=[doc("1", root="Line")],
        )
    ],
    "DD505": [
        pair(
            DataContractSet([], [GlobalElement(name=LINE, type=INT, is_nillable=False)]),
            DataContractSet([], [GlobalElement(name=LINE, type=INT)]),
            new_documents=[doc("", R, R, root=f"Line {NIL}")],
            old_documents=[doc("1", root="Line")],
        )
    ],
}
CASES = [
    pytest.param(code, each, id=f"{CHANGES[code].name} {number}")
    for code, pairs in PAIRS.items()
    for number, each in enumerate(pairs, 1)
]


def the_change(code: str, given: Pair) -> Any:
    changes = list(diff_contracts(given.old, given.new))
    assert [code] == [change.code for change in changes], [str(change) for change in changes]
    return changes[0]


def sides(given: Pair) -> list[tuple[DataContractSet, Party, Party, tuple[Shown, ...]]]:
    return [
        (given.old, Party.OLD_READER, Party.OLD_SCHEMA, given.new_documents),
        (given.new, Party.NEW_READER, Party.NEW_SCHEMA, given.old_documents),
    ]


@pytest.mark.parametrize(("code", "given"), CASES)
def test_the_change_is_the_only_one_and_says_what_its_documents_show(code, given):
    change = the_change(code, given)
    for _, reader, schema, documents in sides(given):
        if code != "DD012":  # what else a schema says is not compared: either may refuse
            assert worst(each.schema for each in documents) == change.effects.on(schema)
        assert worst(each.reader for each in documents) == change.effects.on(reader)


@pytest.mark.parametrize(("code", "given"), CASES)
def test_the_documents_meet_the_fate_that_is_told(code, given):
    for contracts, _, _, documents in sides(given):
        binding = build_classes(contracts)
        known = [binding.annotation_of(c.name) for c in contracts if isinstance(c, ClassDataContract)]
        for shown in documents:
            is_valid = compiled_schema(contracts).schema.validate(etree.fromstring(shown.text))
            assert is_valid == (shown.schema is Outcome.UNHARMED), (code, shown.text)
            annotation = binding.get(shown.root.clark)
            if annotation is None:  # the root itself is not known
                assert shown.reader is Outcome.REFUSED
                continue
            serializer = DataContractSerializer(annotation, mode="dotnet", known_types=known)
            assert bool(refusal(serializer, shown.text)) == (shown.reader is Outcome.REFUSED), shown.text
            if shown.held:
                instance = serializer.loads(shown.text)
                assert shown.held == {name: getattr(instance, name) for name in shown.held}


@pytest.mark.parametrize(("code", "given"), [each for each in CASES if each.values[0] not in ("DD012", "DD111")])
def test_the_runtime_says_the_same(code, given):
    dotnet.require()
    for contracts, _, _, documents in sides(given):
        binding = build_classes(contracts)
        known = [c.name for c in contracts if isinstance(c, ClassDataContract)]
        open_texts = {STATE: ("Ajar",)} if code == "DD207" else {}
        types = dotnet.clr_types(contracts, known_types=known, open_texts=open_texts)
        for shown in documents:
            annotation = binding.get(shown.root.clark)
            if annotation is None:
                continue
            verdict = types.read(shown.text.encode(), shown.root)
            assert bool(verdict) == (shown.reader is not Outcome.REFUSED), (shown.text, verdict)
            if verdict and shown.held:
                again = types.read_write(shown.text.encode(), shown.root, dialect=Dialect.TEXT)
                instance = DataContractSerializer(annotation, mode="dotnet").loads(again)
                assert shown.held == {name: getattr(instance, name) for name in shown.held}


def refusal(serializer: Any, text: str) -> str:
    try:
        serializer.loads(text)
    except DecodeError as error:
        return str(error)
    return ""


def test_each_kind_of_change_of_contracts_has_a_pair():
    assert {code for code in CHANGES if not code.startswith("DD6")} == set(PAIRS)


@pytest.mark.parametrize(
    ("code", "now"),
    [
        pytest.param("DD107", member("A", "long", emit_default_value=False), id="another type"),
        pytest.param(
            "DD108", member("A", is_nillable=True, emit_default_value=False), id="int?, whose default is null"
        ),
    ],
)
def test_another_type_with_another_default_is_one_change(code, now):
    old, new = (DataContractSet([cls("Order", each)]) for each in (member("A"), now))
    assert [code] == [each.code for each in diff_contracts(old, new)]
    assert [code] == [each.code for each in diff_contracts(new, old)]


def test_an_element_whose_type_is_gone_is_gone_with_it():
    order = cls("Order", member("A"))
    root = GlobalElement(name=QName(URN, "order"), type=LINE, is_nillable=True)
    old, new = DataContractSet([order, cls("Line", member("B"))], [root]), DataContractSet([order])
    assert ["DD002"] == [each.code for each in diff_contracts(old, new)]
    assert ["DD001"] == [each.code for each in diff_contracts(new, old)]
