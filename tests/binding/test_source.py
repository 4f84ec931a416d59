"""The rendered source of contracts: readable, stable, accepted by linters, and never a way in for a contract's text."""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcxml.binding.module_names import LIBRARY_NAMES, name_module
from dcxml.binding.package_source import render_package
from dcxml.binding.source import render_module
from dcxml.codegen.scope import Scope
from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
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
from dcxml.contract.model import XML_ELEMENT
from dcxml.contract.naming import generic_name
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, XS, QName, clr_namespace
from support.contract_sets import contract_sets

NS = clr_namespace("Acme.Orders")
INT, STRING = QName(XS, "int"), QName(XS, "string")
LINTED = [
    "--isolated",
    "--line-length=120",
    "--target-version=py311",
    "--select=E,F,I,W,UP,N,D,TC,RUF,A,B,C4,PIE,PYI,SIM,PL",
    "--ignore=D203,D213,E501,D301",  # long texts stay whole; a documentation may hold a backslash
    '--config=lint.flake8-type-checking.runtime-evaluated-decorators=["dcxml.data_contract"]',
]


def name(local: str, namespace: str = NS) -> QName:
    return QName(namespace, local)


def member(wire_name: str, type_: QName = INT, **said: object) -> DataMember:
    return DataMember(name=wire_name, type=type_, **said)


def class_(local: str, *members: DataMember, **said: object) -> ClassDataContract:
    return ClassDataContract(name=name(local), members=members, **said)


def rendered(*contracts: object, elements: tuple[GlobalElement, ...] = ()) -> str:
    return render_module(DataContractSet(contracts, elements))


def ruff(*arguments: str, source: str) -> str:
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--stdin-filename=generated.py", "-"],
        input=source.encode(),
        capture_output=True,
        check=False,
    )
    return result.stdout.decode() + (result.stderr.decode() if result.returncode else "")


EVERYTHING = DataContractSet(
    [
        class_(
            "Order",
            member("Lines", name("ArrayOfLine"), is_nillable=True),
            member("HTTPServer"),
            member("HttpServer", is_required=True),
            member("State", name("State")),
            member("Size", name("Size"), emit_default_value=False),
            member("Rights", name("Rights")),
            member("Point", name("Point")),
            member("Rating", name("Rating"), is_nillable=True),
            member("class", QName(XS, "anyType"), is_nillable=True, declares=ARRAYS),
            *(member(f"P{row.name}", row) for row in PRIMITIVE_CONTRACTS),
            annotation=Annotation(
                documentation='An "order".\n\nIt has """quotes""" and ends in a backslash\\',
                evidence=(Evidence("shape", "seen in the sample " * 10),),
            ),
        ),
        class_("Line", member("Product", STRING, is_nillable=True, annotation=Annotation(documentation="What."))),
        class_("Special", member("HTTPServer"), base=name("Order")),
        class_("Point", member("X"), is_value_type=True),
        class_(
            "PageOf" + generic_name("{0}{1}{#}", (name("Order"), INT)),
            generic=GenericType(
                "PageOf{0}{1}{#}", NS, (GenericArgument("Order", NS, (), 1), GenericArgument("int", XS))
            ),
            is_reference=True,
        ),
        CollectionDataContract(
            name=name("ArrayOfLine"), item_name="Line", item_type=name("Line"), is_item_nillable=True
        ),
        CollectionDataContract(
            name=name("Lines"), item_name="L", item_type=name("Line"), annotation=Annotation(documentation="Them.")
        ),
        CollectionDataContract(
            name=name("Prices"),
            item_name="Price",
            key=member("K", STRING, is_nillable=True, is_required=True),
            value=member("V", INT, is_nillable=True, emit_default_value=False, declares="urn:x"),
            is_reference=True,
        ),
        EnumDataContract(name=name("State"), members=(EnumMember(name="Created", value=0),), is_open=True),
        EnumDataContract(
            name=name("Size"),
            members=(
                EnumMember(name="S", value=0, annotation=Annotation(documentation="Small.")),
                EnumMember(name="XL", value=10),
            ),
            base_type=QName(XS, "unsignedByte"),
        ),
        EnumDataContract(
            name=name("Rights"),
            members=(EnumMember(name="Read", value=1), EnumMember(name="All", value=-1)),
            is_flags=True,
            base_type=QName(XS, "long"),
        ),
        SimpleDataContract(name=name("Rating"), base=INT, facets=(Facet("maxInclusive", "5"),)),
        XmlDataContract(name=name("Raw"), schema='<s a="b"/>'),
    ],
    [
        GlobalElement(name=name("Send"), type=name("Order"), annotation=Annotation(documentation="To send.")),
        GlobalElement(name=name("Count", "urn:other"), type=INT, is_nillable=False),
    ],
)


def test_a_module_of_everything_passes_the_linter_and_the_formatter():
    source = render_module(EVERYTHING)
    assert "All checks passed!" in ruff("check", *LINTED, source=source)
    assert source == ruff("format", "--isolated", "--line-length=120", source=source)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_any_module_is_stable_for_the_formatter(contracts):
    source = render_module(contracts)
    assert source == ruff("format", "--isolated", "--line-length=120", source=source)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets(hostile=False))
def test_a_module_of_plain_names_passes_the_linter(contracts):
    assert "All checks passed!" in ruff("check", *LINTED, "--ignore=N,PLC24", source=render_module(contracts))


@settings(max_examples=30, deadline=None)
@given(contract_sets())
def test_the_same_contracts_give_the_same_text(contracts):
    again = DataContractSet(contracts.contracts.values(), contracts.elements.values())
    assert render_module(contracts) == render_module(again)


def test_a_class_reads_as_written_by_hand():
    source = rendered(class_("Day", member("Id"), member("IsSelected", QName(XS, "boolean"))), class_("Week"))
    assert source == (
        '"""Data contracts, made by dcxml.\n\nTheir namespaces:\n\n'
        "- http://schemas.datacontract.org/2004/07/Acme.Orders\n"
        '"""\n\n'
        "from __future__ import annotations\n\n"
        "from dcxml import Int, data_contract, data_member\n\n"
        'ACME_ORDERS = "http://schemas.datacontract.org/2004/07/Acme.Orders"\n\n\n'
        '@data_contract(name="Day", namespace=ACME_ORDERS)\n'
        "class Day:\n"
        '    """Day, a data contract of Acme.Orders."""\n\n'
        '    id: Int = data_member("Id", default=0)\n'
        '    is_selected: bool = data_member("IsSelected", default=False)\n\n\n'
        '@data_contract(name="Week", namespace=ACME_ORDERS)\n'
        "class Week:\n"
        '    """Week, a data contract of Acme.Orders."""\n'
    )


@pytest.mark.parametrize(
    "line",
    [
        '    lines: list[Line] | None = data_member("Lines", default=None)',
        '    http_server: Int = data_member("HTTPServer", default=0, order=1)',
        '    http_server_2: Int = data_member("HttpServer", default=0, order=2, is_required=True)',
        '    state: State = data_member("State", default=State(0), order=3)',
        '    size: Size = data_member("Size", default=Size.S, order=4, emit_default_value=False)',
        '    rights: Rights = data_member("Rights", default=Rights(0), order=5)',
        '    point: Point = data_member("Point", factory=Point, order=6)',
        '    rating: Rating | None = data_member("Rating", default=None, order=7)',
        '    class_: object | None = data_member("class", default=None, order=8, declares=ARRAYS)',
        '    XL = enum_member("XL", 10)',
        '    ALL = enum_member("All", -1, bits=64)',
        '    CREATED = "Created"',
        "class Special(Order):",
        "class PageOfOrderint:",
        "class State(OpenEnum):",
        'Rating = Annotated[Int, SimpleContract("Rating", namespace=ACME_ORDERS, facets=(("maxInclusive", "5"),))]',
        'SendElement = Annotated[Order | None, RootElement("Send", namespace=ACME_ORDERS)]',
        'CountElement = Annotated[Int, RootElement("Count", namespace=OTHER, is_nillable=False)]',
    ],
)  # fmt: skip
def test_each_kind_of_contract_has_its_line(line):
    assert line in render_module(EVERYTHING).splitlines()


def test_xml_is_spelled_by_the_aliases_of_the_library():
    source = rendered(
        class_("Order", member("Any", XML_ELEMENT, is_nillable=True), member("Raw", name("Raw"), is_nillable=True)),
        XmlDataContract(name=XML_ELEMENT),
        XmlDataContract(name=name("Raw"), schema="<s/>"),
    )
    assert '    any: XmlElement | None = data_member("Any", default=None)' in source
    assert 'Raw = Annotated[XmlNodes, XmlContract("Raw", namespace=ACME_ORDERS, schema="<s/>")]' in source


def test_order_is_given_from_the_first_misplaced_member_on():
    source = rendered(class_("Day", member("A"), member("C"), member("B"), member("D")))
    orders = [line.partition("order=")[2].rstrip(")") for line in source.splitlines() if "data_member(" in line]
    assert orders == ["", "", "2", "3"]


def test_what_a_class_statement_needs_stands_before_it():
    source = rendered(
        class_("Base", member("Other", name("Derived"), is_nillable=True), member("P", name("Point"))),
        class_("Derived", base=name("Base")),
        class_("Point", member("Back", name("Base"), is_nillable=True), is_value_type=True),
    )
    compiled = [line for line in source.splitlines() if line.startswith("class ")]
    assert compiled == ["class Point:", "class Base:", "class Derived(Base):"]


def test_a_struct_that_contains_itself_is_refused():
    with pytest.raises(InvalidDataContractError, match="a value type cannot contain itself"):
        rendered(class_("Point", member("P", name("Point")), is_value_type=True))


def test_a_name_is_the_same_when_a_type_is_added():
    before = rendered(class_("Day", member("Id")))
    after = rendered(class_("Day", member("Id")), ClassDataContract(name=QName("urn:b", "Day")))
    assert before.split("@data_contract")[1] in after
    assert "class DayInB:" in after


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([class_("day"), class_("_Day")], id="names that become the same"),
        pytest.param([class_("Da.y"), ClassDataContract(name=QName("urn:a", "dayElement"))], id="other namespaces"),
    ],
)
def test_a_name_that_is_a_class_name_stays_whatever_comes_before(others):
    names = [name_module([*others[:place], class_("Day"), *others[place:]]).contracts for place in range(3)]
    assert ["Day", "Day", "Day"] == [each[name("Day")] for each in names]


def test_contracts_of_one_name_are_called_after_their_namespaces_whatever_comes_before():
    namespaces = ["urn:a", "urn:b", "http://acme.example/b", "http://acme.example/c/2010/07"]
    days = [ClassDataContract(name=QName(namespace, "Day")) for namespace in namespaces]
    expected = ["DayInA", "DayInB", "Day", "DayInC201007"]
    for some in permutations(zip(days, expected, strict=True)):
        named = name_module([day for day, _ in some]).contracts
        assert [text for _, text in some] == [*named.values()]
    first = ClassDataContract(name=QName("http://acme.example/a", "Day"))
    named = name_module([*days, first]).contracts
    assert ["DayInA", "DayInUrnB", "DayInB", "DayInC201007", "Day"] == [*named.values()]


@settings(max_examples=100, deadline=None)
@given(st.data(), contract_sets(), contract_sets())
def test_a_contract_added_anywhere_takes_names_away_and_changes_no_other(data, contracts, more):
    added = [each for each in more if each.name not in contracts]
    before = name_module(contracts).contracts
    after = name_module(data.draw(st.permutations([*contracts, *added]))).contracts
    renamed = {name for name in before if before[name] != after[name]}
    now = {text: name for name, text in after.items()}
    new = {each.name for each in added}
    # Who has the name of one that was renamed was added, or has lost its own.
    assert {now[before[name]] for name in renamed} <= new | renamed
    assert len(renamed) <= len(added) * RANKS


RANKS = 5
"""How many names a contract may have, one after the other, before a number makes it one."""


@settings(max_examples=100, deadline=None)
@given(st.data(), contract_sets())
def test_names_do_not_depend_on_the_order_of_contracts(data, contracts):
    elements = [QName(each.name.namespace, each.name.name) for each in contracts]
    named = name_module(contracts, elements)
    again = name_module(data.draw(st.permutations([*contracts])), data.draw(st.permutations(elements)))
    assert (named.contracts, named.elements) == (again.contracts, again.elements)


def test_many_of_one_name_are_named_in_no_time():
    scope = Scope()
    assert ["Day", *(f"Day_{number}" for number in range(2, 20001))] == [scope.name("Day") for _ in range(20000)]


def test_a_library_name_is_not_shadowed():
    source = rendered(class_("Int", member("Id")), class_("UUID"))
    assert "class IntContract:" in source
    assert "class UUIDContract:" in source


def test_a_digest_stays_where_the_shorter_name_is_taken():
    generic = GenericType("PageOf{0}{#}", NS, (GenericArgument("X", NS),))
    source = rendered(class_("PageOfX"), class_("PageOfXsgiS_Sulo"), class_("PageOfYh5zOll1M", generic=generic))
    assert "class PageOfX:" in source
    assert "class PageOfXsgiSSulo:" in source


def test_a_definition_that_does_not_fit_the_name_is_left_out():
    arguments = (GenericArgument("X", NS),)
    source = rendered(
        class_("PageOfXh5zOll1M", generic=GenericType("PageOf{0}{#}", NS, arguments)),
        class_("Torn", generic=GenericType("Torn{0", NS, arguments)),
    )
    assert "generic=" not in source


HOSTILE = [
    '"; import os; os.abort(); "',
    "'); import os  #",
    "\\",
    '\\"',
    "\n\nimport os",
    '"""',
    "{0}%s",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_text_of_a_contract_is_a_literal_or_in_a_docstring(text):
    said = Annotation(documentation=text, evidence=(Evidence(text, text),))
    source = rendered(
        ClassDataContract(
            name=QName(text, "Day"),
            members=(member("Id", annotation=said), member("Any", QName(XS, "anyType"), declares=text)),
            annotation=said,
        ),
        EnumDataContract(
            name=QName(text, "Texts"), members=(EnumMember(name=text, value=1, annotation=said),), annotation=said
        ),
        SimpleDataContract(name=name("Rating"), base=STRING, facets=(Facet("pattern", text),), annotation=said),
        XmlDataContract(name=name("Raw"), schema=text),
    )
    tree = ast.parse(source)
    allowed = {"__future__", "dcxml", "typing"}
    imports = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imports <= allowed
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    declared = {"data_contract", "data_member", "enum_contract", "enum_member", "SimpleContract", "XmlContract"}
    assert calls <= declared | {"SchemaAnnotation", "QName"}
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert text in constants


@pytest.mark.parametrize("text", ['a"', '"""', '""" """', "it's", 'UUID"', '"""UUID', "UUID'", "'\"UUID"], ids=ascii)
def test_imports_are_those_that_the_declarations_use_whatever_quotes_the_texts_have(text):
    said = Annotation(documentation=text)
    source = rendered(
        ClassDataContract(name=name("Day"), members=(member("Id", annotation=said),), annotation=said),
        EnumDataContract(name=name("Texts"), members=(EnumMember(name=text, value=0), EnumMember(name="x", value=1))),
        SimpleDataContract(name=name("Rating"), base=STRING, facets=(Facet("pattern", text),), annotation=said),
    )
    used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    imported = {each.name for node in imports if node.module != "__future__" for each in node.names}
    assert {"Annotated", "SchemaAnnotation", "SimpleContract", "QName", "data_contract", "data_member"} <= used
    assert imported == used & (imported | LIBRARY_NAMES)


def test_a_long_namespace_is_a_text_in_pieces():
    namespace = "urn:" + "long'" * 40
    source = rendered(ClassDataContract(name=QName(namespace, "Day")))
    assert max(map(len, source.splitlines())) <= 120
    assert source == ruff("format", "--isolated", "--line-length=120", source=source)
    assert namespace in {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("length", [*range(40, 81, 8)])
@pytest.mark.parametrize("namespace", [*range(50, 131, 16)])
def test_what_is_long_is_laid_out_as_the_formatter_does(length, namespace):
    held = name("L" * length)
    source = rendered(
        ClassDataContract(name=held, members=(member("A"),)),
        class_("Day", *(member("M" * count, held, is_nillable=True) for count in range(10, 81, 7))),
        class_("Week", *(member("M" * count, held, is_required=True) for count in range(10, 81, 7))),
        class_("Held", *(member("M" * count, name("ArrayOf" + held.name), is_nillable=True) for count in (50, 60))),
        CollectionDataContract(
            name=name("ArrayOf" + held.name), item_name=held.name, item_type=held, is_item_nillable=True
        ),
        ClassDataContract(name=QName("urn:" + "n" * namespace, "Far")),
    )
    assert source == ruff("format", "--isolated", "--line-length=120", source=source)


def test_no_contracts_are_a_module_too():
    assert rendered() == '"""Data contracts, made by dcxml."""\n\nfrom __future__ import annotations\n'


def test_a_class_held_by_many_lists_three_of_them():
    members = [member(f"M{place}", name("Day"), is_nillable=True) for place in range(6)]
    source = rendered(class_("Week", *members), class_("Day"))
    assert '"""Day, held by Week.M0, Week.M1, Week.M2 and 3 more."""' in source


def test_the_module_that_the_type_checkers_see_is_what_is_rendered():
    path = Path(__file__).parent / "typing" / "generated.py"
    assert render_module(EVERYTHING) == path.read_text(encoding="utf-8")


def said(text: str) -> Annotation:
    return Annotation(documentation=[Documentation("Wort", language="de"), Documentation(text, language="en")])


def test_what_is_said_about_an_element_stands_on_the_class_that_is_its_type():
    element = GlobalElement(name=name("Do"), type=name("Do"), is_nillable=False, annotation=said("Do it."))
    other = GlobalElement(name=name("Send"), type=name("Do"), annotation=said("Send it."))
    source = render_module(DataContractSet([class_("Do", annotation=said("What to do."))], [element, other]))
    assert '    """Do, a data contract of Acme.Orders.\n\n    Do it.\n    What to do.\n    """' in source
    declarations = _declarations(source)
    assert 1 == declarations.count("Do it.")
    assert declarations.endswith('RootElement("Send", namespace=ACME_ORDERS)]\n"""Send it."""\n\n')


def test_what_is_said_about_facets_and_entries_stands_on_the_alias():
    facets = (Facet("minInclusive", "1", annotation=said("No zero.")), Facet("maxInclusive", "5"))
    key, value = (evolve(member(each, INT), annotation=said(f"A {each}.")) for each in ("K", "V"))
    source = rendered(
        SimpleDataContract(name=name("Rating"), base=INT, facets=facets, annotation=said("Stars.")),
        CollectionDataContract(name=name("Ratings"), item_name="Of", key=key, value=value),
    )
    assert '\n"""Stars.\nminInclusive 1: No zero.\n"""\n' in source
    assert '\n"""K: A K.\nV: A V.\n"""\n' in source
    assert "Wort" not in _declarations(source)


def _declarations(source: str) -> str:
    """Return what stands before the texts of the schemas, which are there word for word."""
    return source.partition("__schema_annotations__")[0]


@pytest.mark.parametrize("is_package", [False, True])
def test_what_is_said_about_a_schema_stands_on_its_module(is_package):
    contracts = DataContractSet([class_("A")], annotations={name("A").namespace: said("All of it.")})
    source = render_package(contracts)["acme_orders.py"] if is_package else render_module(contracts)
    assert "All of it." in source.partition("from __future__")[0]
