"""Class diagrams: what they show, the same every time, and no name of a schema gets out of its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import dcxml
from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    Facet,
    SimpleDataContract,
    UnresolvedDataContract,
)
from dcxml.diagram import ArrowKind, outline, render_mermaid, render_svg
from dcxml.diagram.labels import type_label
from dcxml.diagram.layout import place_boxes
from dcxml.qname import XS, QName
from support.contract_sets import contract_sets

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
SVG = "{http://www.w3.org/2000/svg}"


def member(name, type_, **settings):
    return DataMember(name=name, type=type_, **settings)


def named(name):
    return QName("urn:x", name)


FAMILY = DataContractSet(
    [
        ClassDataContract(name=named("Base"), members=(member("Next", named("Base"), is_nillable=True),)),
        ClassDataContract(
            name=named("Derived"),
            base=named("Base"),
            members=(member("Many", named("Nested")), member("State", named("State")), member("Code", named("Code"))),
        ),
        CollectionDataContract(name=named("Nested"), item_name="Inner", item_type=named("Inner")),
        CollectionDataContract(name=named("Inner"), item_name="Base", item_type=named("Base")),
        EnumDataContract(name=named("State"), members=(EnumMember(name="On", value=1),)),
        SimpleDataContract(name=named("Code"), base=QName(XS, "string"), facets=(Facet("maxLength", "3"),)),
        UnresolvedDataContract(name=named("Lost")),
    ]
)


def test_an_outline_has_a_box_for_each_contract_but_collections():
    drawn = outline(FAMILY)
    assert [
        ("class", "Base", ("Next: Base?",)),
        ("class", "Derived", ("Many: Base[][]", "State: State", "Code: Code")),
        ("enumeration", "State", ("On",)),
        ("simple type", "Code", ("string", "maxLength 3")),
        ("missing", "Lost", ()),
    ] == [(box.kind, box.name, box.lines) for box in drawn.boxes]
    assert [
        (0, 0, ArrowKind.HOLDS, "Next"),
        (1, 0, ArrowKind.INHERITS, ""),
        (1, 0, ArrowKind.HOLDS_MANY, "Many"),
        (1, 2, ArrowKind.HOLDS, "State"),
        (1, 3, ArrowKind.HOLDS, "Code"),
    ] == [(arrow.source, arrow.target, arrow.kind, arrow.label) for arrow in drawn.arrows]


def test_a_service_is_a_box_that_leads_to_its_messages():
    drawn = outline(dcxml.read_schemas(ORDERS))
    service = drawn.boxes[-1]
    assert ("service", "OrderService") == (service.kind, service.name)
    assert ("GetOrder(GetOrder): GetOrderResponse", "PlaceOrder(PlaceOrder): PlaceOrderResponse") == service.lines
    sent = [(drawn.boxes[a.target].name, a.label) for a in drawn.arrows if a.kind is ArrowKind.SENDS]
    assert ("NoSuchOrder", "GetOrder fault") in sent
    assert 5 == len(sent)


def test_mermaid_shows_inheritance_members_and_associations():
    text = render_mermaid(FAMILY)
    assert text.startswith('classDiagram\n    class c0["Base"] {\n        Next: Base?\n    }\n')
    assert "    c1 --|> c0\n" in text
    assert '    c1 --> "*" c0 : Many\n' in text
    assert '    class c2["State"] {\n        <<enumeration>>\n        On\n    }\n' in text


def test_nothing_is_a_diagram_too():
    assert 'classDiagram\n    note "no contracts"\n' == render_mermaid(DataContractSet())
    assert f"{SVG}svg" == etree.fromstring(render_svg(DataContractSet())).tag


@pytest.mark.parametrize("render", [render_mermaid, render_svg])
def test_the_same_contracts_give_the_same_diagram(render):
    assert render(FAMILY) == render(DataContractSet(FAMILY))
    assert render(dcxml.read_schemas(ORDERS)) == render(dcxml.read_schemas(ORDERS))


HOSTILE = st.lists(st.text(max_size=12), unique=True, max_size=4)
LINE = re.compile(
    r'    class c\d+\["[^"\n<>{}&;]*(?:#\d+;[^"\n<>{}&;]*)*"\]( \{)?|    c\d+ \S+( "\*")? c\d+( : .*)?'
    r"|        (<<[a-z ]+>>|(#\d+;|[^#\n<>{}&;%~()+\-])+)|    \}|classDiagram|"
)


@given(texts=HOSTILE, namespace=st.text(max_size=12))
def test_no_text_of_a_schema_is_more_than_a_label(texts, namespace):
    members = tuple(EnumMember(name=text, value=number) for number, text in enumerate(texts))
    contracts = DataContractSet([EnumDataContract(name=QName(namespace, "E"), members=members)])
    for line in render_mermaid(contracts).split("\n"):
        assert LINE.fullmatch(line), line
    root = etree.fromstring(render_svg(contracts))
    assert {"svg", "style", "defs", "marker", "path", "g", "title", "rect", "text"} >= {
        str(element.tag).removeprefix(SVG) for element in root.iter()
    }
    assert len(texts) + 2 == len(root.findall(f".//{SVG}text"))


@given(contract_sets())
def test_any_contracts_have_a_diagram(contracts):
    drawn = outline(contracts)
    assert all(0 <= end < len(drawn.boxes) for arrow in drawn.arrows for end in (arrow.source, arrow.target))
    assert len(drawn.boxes) == render_mermaid(contracts).count("    class c")
    root = etree.fromstring(render_svg(contracts))
    assert len(drawn.boxes) == len(root.findall(f"{SVG}g"))


@given(
    sizes=st.lists(st.tuples(st.integers(20, 900), st.integers(20, 90)), max_size=12),
    ends=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
)
def test_no_box_covers_another_and_all_are_in_the_picture(sizes, ends):
    arrows = [(a, b) for a, b in ends if max(a, b) < len(sizes)]
    places, (width, height) = place_boxes(sizes, arrows)
    for number, one in enumerate(places):
        assert sizes[number] == (one.width, one.height)
        assert 0 <= one.x <= one.x + one.width <= width
        assert 0 <= one.y <= one.y + one.height <= height
        for other in places[:number]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_a_chain_goes_down_and_a_circle_ends():
    places, _ = place_boxes([(50, 20)] * 3, [(0, 1), (1, 2), (2, 0)])
    assert places[0].y < places[1].y < places[2].y


def test_a_long_chain_of_contracts_is_no_recursion():
    count = 3_000
    chain = [
        ClassDataContract(name=named(f"C{n}"), members=(member("Next", named(f"C{n + 1}")),)) for n in range(count)
    ]
    contracts = DataContractSet([*chain, ClassDataContract(name=named(f"C{count}"))])
    assert count + 1 == render_svg(contracts).count("<g ")


def test_a_list_inside_itself_has_a_label():
    contracts = DataContractSet([CollectionDataContract(name=named("L"), item_name="L", item_type=named("L"))])
    assert "L[]" == type_label(contracts, named("L"))
    deep = DataContractSet(
        CollectionDataContract(name=named(f"L{n}"), item_name="i", item_type=named(f"L{n + 1}")) for n in range(2_000)
    )
    assert "L7[][][][][][][]" == type_label(deep, named("L0"))
