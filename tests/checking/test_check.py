"""check tells every fault for which dumps would refuse a value, each with its rule and its place."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import (
    AnyValue,
    CollectionContract,
    DataContractFlag,
    Dialect,
    EncodeError,
    Int,
    KeyValuePair,
    PairMapping,
    QName,
    SerializationInfo,
    SimpleContract,
    XmlElement,
    data_contract,
    data_member,
    enum_member,
)
from dcxml.qname import ARRAYS, XS
from dcxml.strategies import instances
from dcxml.validation import RULES, Severity
from support.every_type import Access, Color, EveryType, Leaf, Node, Point

LAWS = settings(max_examples=60, derandomize=True, database=None, deadline=None)
OBJECTS = QName(ARRAYS, "ArrayOfKeyValueOfstringanyType")
Short = Annotated[str, SimpleContract("Short", namespace="urn:c", facets=(("maxLength", "3"),))]
Few = Annotated[list[Int], CollectionContract("Few", namespace="urn:c", max_items=2)]


class Stranger:
    """Of no contract."""

    def __repr__(self):
        return "Stranger()"


STRANGER = Stranger()


@data_contract(name="Bag", namespace="urn:c")
class Bag(SerializationInfo):
    """Entries instead of members."""


@data_contract(name="Words", namespace="urn:c")
class Words(DataContractFlag):
    """Flags of which one has a text that could not be read back."""

    TWO = enum_member("two words", 1)


@data_contract(name="Base", namespace="urn:c")
class Base:
    """Has a member of the same name as the class that derives from it."""

    number: Int = data_member("Number", default=0, emit_default_value=False)


@data_contract(name="Twin", namespace="urn:c")
class Twin(Base):
    """The other of the two."""

    other: Int = data_member("Number", default=0)


@data_contract(name="Rest", namespace="urn:c")
class Rest:
    """What is not in every contract."""

    few: Few | None = data_member("Few", default=None)
    needed: Int = data_member("Needed", default=1, emit_default_value=False, is_required=True)
    short: Short | None = data_member("Short", default=None)
    twin: Twin | None = data_member("Twin", default=None)
    words: Words | None = data_member("Words", default=None)
    xml: XmlElement | None = data_member("Xml", default=None)


def at(**members):
    return EveryType(**members)


CASES = {
    "out of range": (lambda: at(a_byte=128), "DC031", "a_byte"),
    "a text for a number": (lambda: at(a_long="1"), "DC047", "a_long"),
    "a bool for a number": (lambda: at(a_long=True), "DC047", "a_long"),
    "None for a value type": (lambda: at(a_guid=None), "DC008", "a_guid"),
    "None for a struct": (lambda: at(point=None, a_float=None), "DC008", "a_float"),
    "not finite": (lambda: at(a_decimal=Decimal("Infinity")), "DC032", "a_decimal"),
    "beyond 32 bits": (lambda: at(a_float=1e300), "DC033", "a_float"),
    "two characters": (lambda: at(a_char="ab"), "DC034", "a_char"),
    "a control character": (lambda: at(a_string="\x01"), "DC020", "a_string"),
    "a lone surrogate": (lambda: at(table=[["a"], ["b", "\ud800"]]), "DC020", "table[1][1]"),
    "no URI": (lambda: at(a_uri="http://[x"), "DC038", "a_uri"),
    "no name": (lambda: at(a_name=QName("urn:x", "1 2")), "DC040", "a_name"),
    "a text for bytes": (lambda: at(some_bytes="x"), "DC047", "some_bytes"),
    "another enumeration": (lambda: at(color=Access.READ), "DC047", "color"),
    "flags without a name": (lambda: at(access=Access.__new_member__), "DC047", "access"),
    "no list": (lambda: at(numbers=5), "DC047", "numbers"),
    "in a list": (lambda: at(numbers=[1, 2**31]), "DC031", "numbers[1]"),
    "a value of a dictionary": (lambda: at(points={"a": Point(), "b": Point(x="1")}), "DC047", "points['b'].x"),
    "a key of a dictionary": (lambda: at(points={1: Point()}), "DC047", "points[1]"),
    "no key": (lambda: at(points={None: Point()}), "DC008", "points[None]"),
    "a key twice": (lambda: at(points=PairMapping([("a", Point()), ("a", Point())])), "DC015", "points['a']"),
    "in a pair": (lambda: at(pair=KeyValuePair("a", None)), "DC008", "pair.value"),
    "no instance": (lambda: at(leaf="x"), "DC047", "leaf"),
    "a base class": (lambda: at(leaf=Node()), "DC047", "leaf"),
    "in an object": (lambda: at(anything=Point(x=2**40)), "DC031", "anything.x"),
    "in a box": (lambda: at(anything=AnyValue({"a": AnyValue(300, QName(XS, "byte"))}, OBJECTS)), "DC031",
                 "anything.value['a']"),
    "an object of no contract": (lambda: at(anything=Stranger()), "DC012", "anything"),
    "an int too wide for an object": (lambda: at(anything=2**31), "DC031", "anything"),
    "a type that is not known": (lambda: at(anything=AnyValue(1, QName("urn:x", "y"))), "DC012", "anything"),
    "a text without a type": (lambda: at(anything=AnyValue("x", QName(XS, "anyType"))), "DC046", "anything"),
    "an entry": (lambda: Bag(entries={"a": 1, "b c": AnyValue("x", QName(XS, "int"))}), "DC047", "entries['b c']"),
    "the name of an entry": (lambda: Bag(entries={1: 1}), "DC047", "entries[1]"),
    "a facet": (lambda: Rest(short="long"), "DC042", "short"),
    "too many items": (lambda: Rest(few=[1, 2, 3]), "DC016", "few"),
    "a member that is not written": (lambda: Rest(needed=0), "DC007", "needed"),
    "a member that would be read as another": (lambda: Rest(twin=Twin()), "DC007", "twin.other"),
    "a flag with a space": (lambda: Rest(words=Words.TWO), "DC026", "words"),
    "no XML": (lambda: Rest(xml="<a/>"), "DC047", "xml"),
}  # fmt: skip
KNOWN = [Point, dict[str, object | None]]


@pytest.mark.parametrize(("make", "code", "member"), CASES.values(), ids=CASES)
def test_a_fault_has_its_rule_and_its_place(make, code, member):
    value = make()
    if value.__class__ is EveryType and value.point is None:
        value.point = Point()
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(value, known_types=KNOWN)
    (finding,) = dcxml.check(value, known_types=KNOWN)

    assert (code, member) == (finding.code, finding.member)
    assert (caught.value.path, caught.value.reason) == (finding.path, finding.message)
    assert (caught.value.found, caught.value.expected) == (finding.found, finding.expected)
    assert RULES[code].name == finding.name
    assert Severity.ERROR is finding.severity
    assert finding.line is None


def test_every_rule_of_values_is_broken_by_some_value():
    of_values = {code for code, rule in RULES.items() if rule.group == "value"}
    assert of_values <= {code for _, code, _ in CASES.values()} | {"DC048"}


def spots(value, steps=()):
    """Yield the places in a value: pairs of what holds it and by what, from the root."""
    if isinstance(value, EveryType | Node | Point | KeyValuePair):
        for attribute in type(value).__attrs_attrs__:
            if attribute.name.startswith("_"):
                continue
            step = (*steps, (f".{attribute.name}", attribute.name))
            yield step
            if not dcxml.is_absent(value, attribute.name):  # else its value is not kept, and a change of it is lost
                yield from spots(getattr(value, attribute.name), step)
    elif isinstance(value, list | dict):
        for key in range(len(value)) if isinstance(value, list) else value:
            step = (*steps, (f"[{key!r}]", key))
            yield step
            yield from spots(value[key], step)


def planted(value, places, what=STRANGER):
    made = copy.deepcopy(value)
    for place in places:
        holder = made
        for step, name in place[:-1]:
            holder = getattr(holder, name) if step.startswith(".") else holder[name]
        step, name = place[-1]
        if step.startswith("."):
            setattr(holder, name, copy.deepcopy(what))
        else:
            holder[name] = copy.deepcopy(what)
    return made


def expression(place):
    return "".join(step for step, _ in place).removeprefix(".")


@LAWS
@given(st.data())
def test_every_fault_planted_in_a_value_is_found_at_its_place(data):
    value = data.draw(instances(EveryType))
    places = data.draw(st.lists(st.sampled_from([*spots(value)]), max_size=5, unique_by=expression))
    outer = [each for each in places if not any(each != other and each[: len(other)] == other for other in places)]
    broken = planted(value, outer)
    dialect = data.draw(st.sampled_from(Dialect))

    findings = list(dcxml.check(broken, dialect=dialect))

    assert sorted(map(expression, outer)) == sorted(finding.member for finding in findings)
    for place in outer:
        with pytest.raises(EncodeError) as alone:
            dcxml.dumps(planted(value, [place]), dialect=dialect)
        (found,) = [finding for finding in findings if finding.member == expression(place)]
        assert (alone.value.path, alone.value.reason) == (found.path, found.message)
    if not outer:
        dcxml.dumps(broken, dialect=dialect)
        return
    with pytest.raises(EncodeError) as first:
        dcxml.dumps(broken, dialect=dialect)
    assert first.value.path == findings[0].path


def test_findings_come_in_the_order_of_the_document():
    value = at(numbers=[2**31, "x"], a_boolean=1, days={1: 2, 3: Color.RED})
    members = [finding.member for finding in dcxml.check(value)]

    assert ["a_boolean", "days[1]", "days[1]", "days[3]", "numbers[0]", "numbers[1]"] == members


def test_a_cycle_is_told_once_where_the_object_comes_again():
    node = Node(next=Node(), kids=[])
    node.next.next = node
    node.kids.append(node)
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(node)
    findings = list(dcxml.check(node))

    assert [("DC048", "kids[0]"), ("DC048", "next.next")] == [(each.code, each.member) for each in findings]
    assert caught.value.path.startswith(findings[0].path)


def test_objects_with_identities_may_come_again():
    node = Node()
    node.next = node

    assert [] == list(dcxml.check(node, preserve_object_references=True))


def test_the_faults_of_one_object_are_told_where_it_stands_first():
    shared = Leaf(text="\x01")
    findings = list(dcxml.check(Node(next=shared, kids=[shared, shared]), known_types=[Leaf]))

    assert ["kids[0].text"] == [finding.member for finding in findings]


def test_objects_that_share_their_parts_take_no_longer_for_being_broken():
    node = Node(pair="x")
    for _ in range(40):
        node = Node(kids=[node, node])

    (finding,) = dcxml.check(node)
    assert ".".join(["kids[0]"] * 40 + ["pair"]) == finding.member


def test_objects_nested_too_deep_are_found_beside_other_faults():
    node = deepest = Node()
    for _ in range(1_600):
        deepest.next = deepest = Node()
    node.pair = "x"
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(node)
    findings = list(dcxml.check(node))

    assert ["DC022", "DC047"] == [finding.code for finding in findings]
    assert caught.value.path == findings[0].path
    node.pair = None
    assert ["DC022"] == [finding.code for finding in dcxml.check(node)]


def test_a_thousand_levels_are_no_fault():
    node = Node()
    for _ in range(1_000):
        node = Node(next=node)

    assert [] == list(dcxml.check(node))


@pytest.mark.parametrize(
    ("value", "cls", "place"),
    [
        pytest.param("x", Int, ("DC047", "/int", ""), id="a leaf"),
        pytest.param(5, list[Int], ("DC047", "/ArrayOfint", ""), id="no list"),
        pytest.param([1, "x"], list[Int], ("DC047", "/ArrayOfint/int[2]", "[1]"), id="an item"),
        pytest.param({"a": "x"}, dict[str, Int], ("DC047", "/ArrayOfKeyValueOfstringint/KeyValueOfstringint/Value",
                                                  "['a']"), id="an entry"),
        pytest.param(Twin(), Base, ("DC012", "/Base", ""), id="not known"),
        pytest.param(Point(), Node, ("DC047", "/Node", ""), id="another class"),
        pytest.param(UUID(int=0), Color, ("DC047", "/Color", ""), id="no enumeration"),
    ],
)  # fmt: skip
def test_a_root_is_checked(value, cls, place):
    (finding,) = dcxml.check(value, cls)
    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(value, cls)

    assert place == (finding.code, finding.path, finding.member)
    assert (caught.value.path, caught.value.reason) == (finding.path, finding.message)


def test_what_does_not_tell_its_contract_needs_its_type():
    with pytest.raises(TypeError, match="needs the type of a list"):
        dcxml.check([1])


def test_the_settings_are_those_of_dumps():
    assert [] == list(dcxml.check(at(a_string="\x01"), check_characters=False))
    assert ["DC020"] == [finding.code for finding in dcxml.check(at(a_string="\ud800"), check_characters=False)]
    assert [] == list(dcxml.check(at(leaf=Leaf(text="a")), known_types=[Leaf]))


ODDITIES = [
    None, "", "x", "\x01", "\ud800", 5, True, -1, 2**70,
    1.5, float("nan"), b"", b"a", [], [None], ["x"], {}, {"a": None},
    {None: 1}, {1: "x", "y": 2}, (), Decimal("NaN"), Decimal(10) ** 40, Color.RED, Access.READ, Point(), Point(x="z"),
    Leaf(), Leaf(text="\x01"), Node(pair=5), KeyValuePair(None, None), QName("", ""),
    QName("urn:x", "a b"), UUID(int=1),
    AnyValue(None, QName(XS, "anyType")), AnyValue("x", QName(XS, "int")), PairMapping([("a", 1), ("a", 2)]),
    AnyValue([1, "x"], QName(ARRAYS, "ArrayOfint")), STRANGER,
]  # fmt: skip


@LAWS
@given(st.data())
def test_a_value_is_refused_exactly_where_something_is_found(data):
    value = data.draw(instances(EveryType))
    where = [*spots(value)]
    broken = copy.deepcopy(value)
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.sampled_from(where))
        oddity = data.draw(st.sampled_from(ODDITIES))
        try:
            broken = planted(broken, [place], oddity)
        except (AttributeError, LookupError, TypeError):  # what was there is replaced already
            continue
    how = {
        "dialect": data.draw(st.sampled_from(Dialect)),
        "preserve_object_references": data.draw(st.booleans()),
        "check_characters": data.draw(st.booleans()),
        "known_types": data.draw(st.sampled_from([(), KNOWN])),
    }
    findings = list(dcxml.check(broken, **how))
    refusal = refusal_of(broken, how)
    first = (findings[0].path, findings[0].message) if findings else None
    assert first == (None if refusal is None else (refusal.path, refusal.reason))


def refusal_of(value, how):
    try:
        dcxml.dumps(value, **how)
    except EncodeError as error:
        return error
    return None
