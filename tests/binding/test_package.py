"""Packages of generated modules: one for each namespace, whatever leads from one to another."""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import permutations

import pytest
from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

import dcxml
from dcxml.binding.package_plan import PackagePlan, name_namespaces
from dcxml.binding.package_source import GENERATED, render_package
from dcxml.contract import (
    Annotation,
    ClassDataContract,
    CollectionDataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    EnumMember,
    GlobalElement,
)
from dcxml.contract.implied import implied_contract
from dcxml.errors import InvalidDataContractError
from dcxml.qname import ARRAYS, XS, QName
from support.contract_sets import contract_sets
from support.packages import imported, write_package

A, B, C = "urn:acme/a", "urn:acme/b", "urn:acme/c"
INT = QName(XS, "int")
LINTED = [
    "--line-length=120",
    "--target-version=py311",
    "--select=E,F,I,W,UP,N,D,TC,RUF,A,B,C4,PIE,PYI,SIM,PL",
    "--ignore=D203,D213,E501,D301",  # long texts stay whole; a documentation may hold a backslash
    '--config=lint.flake8-type-checking.runtime-evaluated-decorators=["dcxml.data_contract"]',
]


def class_(namespace, local, *members, **said):
    return ClassDataContract(name=QName(namespace, local), members=members, **said)


def member(name, type_, **said):
    return DataMember(name=name, type=type_, **said)


def list_(namespace, local, item):
    return CollectionDataContract(
        name=QName(namespace, local), item_name="Item", item_type=item, is_item_nillable=True, is_reference=True
    )


STATE = EnumDataContract(name=QName(A, "State"), members=(EnumMember(name="New", value=0),))
CIRCLES = {
    "members": [
        class_(A, "Order", member("Lines", QName(B, "Line"), is_nillable=True)),
        class_(B, "Line", member("Order", QName(A, "Order"), is_nillable=True)),
    ],
    "a base and a member": [
        class_(A, "Order", member("Special", QName(B, "Special"), is_nillable=True)),
        class_(B, "Special", base=QName(A, "Order")),
    ],
    "a base and the default of an enumeration": [
        STATE,
        class_(B, "Base", member("S", QName(A, "State"))),
        class_(A, "Order", base=QName(B, "Base")),
    ],
    "a base and the default of a struct": [
        class_(A, "Point", member("X", INT), is_value_type=True),
        class_(B, "Base", member("P", QName(A, "Point"))),
        class_(A, "Order", base=QName(B, "Base")),
    ],
    "bases": [
        class_(A, "Base", member("Other", QName(B, "Derived"), is_nillable=True)),
        class_(B, "Derived", base=QName(A, "Base")),
        class_(A, "Derived", member("State", QName(A, "State")), base=QName(B, "Derived")),
        STATE,
        class_(C, "Derived", member("Base", QName(A, "Derived"), is_nillable=True), base=QName(B, "Derived")),
    ],
    "bases, late": [
        # b is needed by a, leads to c, and c needs a: whoever is imported first
        class_(B, "Base", member("C", QName(C, "Last"), is_nillable=True)),
        class_(A, "Middle", base=QName(B, "Base")),
        class_(C, "Last", base=QName(A, "Middle")),
    ],
    "collections, a base and an element": [
        list_(A, "Orders", QName(B, "Order")),
        class_(B, "Order", member("Parts", QName(A, "Orders"), is_nillable=True), base=QName(A, "Base")),
        class_(A, "Base"),
        CollectionDataContract(name=QName(ARRAYS, "ArrayOfint"), item_name="int", item_type=INT),
    ],
}
RECURSIVE = {
    "collections of each other": [
        list_(A, "Tree", QName(B, "Tree")),
        list_(B, "Tree", QName(A, "Tree")),
        class_(C, "Wood", member("Tree", QName(A, "Tree"), is_nillable=True)),
    ],
    "a collection of itself": [
        list_(A, "Tree", QName(A, "Tree")),
        class_(C, "Wood", member("Tree", QName(A, "Tree"), is_nillable=True)),
    ],
}
"""What .NET refuses, and a schema may say all the same."""
ELEMENTS = [
    GlobalElement(name=QName(C, "Send"), type=QName(A, "Base")),
    GlobalElement(name=QName(C, "Count"), type=INT, is_nillable=False),
]


def check_every_way_in(contracts, folder):
    files = render_package(contracts)
    plan = PackagePlan(contracts)
    for number, first in enumerate(["", *plan.names.values(), *(module.name for module in plan.modules)]):
        with imported(files, folder / str(number), first=first) as package:
            assert contracts == dcxml.contracts_of(package)


@pytest.mark.parametrize("contracts", CIRCLES.values(), ids=CIRCLES)
def test_namespaces_in_a_circle_can_be_imported_by_any_of_them(contracts, tmp_path):
    check_every_way_in(DataContractSet(contracts, ELEMENTS if "element" in str(contracts) else ()), tmp_path)


@pytest.mark.parametrize("contracts", RECURSIVE.values(), ids=RECURSIVE)
def test_recursive_collections_can_be_imported_and_are_refused_for_what_they_are(contracts, tmp_path):
    for first in ("a", "c"):
        with imported(render_package(DataContractSet(contracts)), tmp_path / first, first=first) as package:
            with pytest.raises(InvalidDataContractError, match="a recursive collection data contract"):
                dcxml.contracts_of(package)
            with pytest.raises(InvalidDataContractError, match="a recursive collection data contract"):
                dcxml.contracts_of(package.c.Wood)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_contracts_of_an_imported_package_are_those_it_was_made_of(tmp_path_factory, contracts):
    check_every_way_in(contracts, tmp_path_factory.mktemp("package"))


@pytest.mark.parametrize("name", ["annotations", "import_module", "TYPE_CHECKING", "ModuleType", "name"])
def test_a_namespace_may_be_called_as_what_a_package_uses_itself(name, tmp_path):
    contracts = DataContractSet([ClassDataContract(name=QName(f"urn:{name}", "Day"))])
    with imported(render_package(contracts), tmp_path) as package:
        assert contracts == dcxml.contracts_of(package)
        (module,) = package.__all__
        assert "Day" == getattr(package, module).Day.__name__


def test_a_class_reads_and_writes_whichever_module_it_came_from(tmp_path):
    contracts = DataContractSet(CIRCLES["bases"])
    with imported(render_package(contracts, package="acme"), tmp_path) as package:
        derived = package.a.Derived(other=package.b.Derived())
        assert derived == dcxml.loads(dcxml.dumps(derived), package.a.Derived)
        assert package.c.Derived(base=derived) != package.c.Derived()
        assert issubclass(package.c.Derived, package.b.Derived)
        assert ["a", "b", "c"] == package.__all__
        with pytest.raises(AttributeError, match="has no attribute 'd'"):
            _ = package.d


def test_only_what_statements_need_in_a_circle_share_a_module():
    shared = {
        name: [module for module in render_package(DataContractSet(contracts)) if module[0] == "_" and module[1] != "_"]
        for name, contracts in {**CIRCLES, **RECURSIVE}.items()
    }
    assert [
        "a base and the default of a struct",
        "bases",
        "collections, a base and an element",
        "collections of each other",
    ] == [name for name, modules in shared.items() if modules != ["_namespaces.py"]]


def test_a_struct_that_contains_itself_over_two_namespaces_is_refused():
    contracts = [
        class_(A, "P", member("Q", QName(B, "Q")), is_value_type=True),
        class_(B, "Q", member("P", QName(A, "P")), is_value_type=True),
    ]
    with pytest.raises(InvalidDataContractError, match="a value type cannot contain itself"):
        render_package(DataContractSet(contracts))


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(st.data(), contract_sets(), contract_sets())
def test_contracts_added_anywhere_rename_no_module_and_no_class_but_those_whose_name_they_take(data, contracts, more):
    added = [each for each in more if each.name not in contracts]
    before = PackagePlan(contracts)
    together = data.draw(st.permutations([*contracts, *added]))
    try:
        after = PackagePlan(DataContractSet(together, contracts.elements.values()))
    except InvalidDataContractError:  # a base or a struct of one set is something else in the other
        reject()
    # A module that holds nothing but aliases goes away with the last of them: what refers to a collection spells it.
    lasting = {name: module for name, module in before.names.items() if name in after.names or _has_own(before, name)}
    renamed = {name for name, module in lasting.items() if module != after.names[name]}
    modules = {module: name for name, module in after.names.items()}
    assert {modules[lasting[name]] for name in renamed}.isdisjoint(before.names.keys() - renamed)
    for namespace, names in before.public.items():
        for name, text in names.contracts.items():
            now = after.public[namespace].contracts
            assert text == now[name] or text in {now[each.name] for each in added if each.name in now}, text


def test_namespaces_have_the_same_modules_in_any_order():
    namespaces = ["http://a.example/orders", "http://b.example/orders", "http://b.example/orders/", "urn:orders"]
    expected = name_namespaces(namespaces)
    assert ["orders", "b_example_orders", "b_example_orders_d154ac4b", "urn_orders"] == [*expected.values()]
    for some in permutations(namespaces):
        assert expected == name_namespaces(some)


def _has_own(plan, namespace):
    public = plan.public[namespace]
    return public.contracts or public.elements or public.services


def test_a_module_of_aliases_alone_goes_away_when_their_collections_are_referred_to():
    numbers = implied_contract(QName(ARRAYS, "ArrayOfint"))
    holder = class_(A, "Holder", member("Numbers", numbers.name))
    assert ARRAYS in PackagePlan(DataContractSet([numbers])).names
    assert [A] == [*PackagePlan(DataContractSet([numbers, holder])).names]


def test_modules_are_named_after_the_end_of_their_namespace_and_then_after_all_of_it():
    namespaces = {
        "http://schemas.datacontract.org/2004/07/Acme.Orders": "acme_orders",
        "http://tempuri.org/": "tempuri_org",
        "http://a.example/orders": "orders",
        "http://b.example/orders": "b_example_orders",
        "http://b.example/orders/": "b_example_orders_d154ac4b",
        "urn:con": "con_",
        "urn:annotations": "annotations_",
        "urn:class": "class_",
        "": "no_namespace",
        "urn:2010/07": "urn_2010_07",
        "urn:" + "x" * 90: "x" * 50,
    }
    assert namespaces == name_namespaces(namespaces)


@settings(max_examples=40, deadline=None)
@example(["ß", ":ss"])
@example(["İ", "ǰ", "ﬀ", "ff", "ΐ"])
@given(st.lists(st.text(max_size=20), unique=True))
def test_every_module_has_a_name_of_its_own_on_every_file_system(namespaces):
    names = [*name_namespaces(namespaces).values()]
    assert len(names) == len({name.casefold() for name in names})
    assert all(name.isidentifier() and name == name.lower() and not name.startswith("_") for name in names)


@pytest.mark.no_cover
@settings(max_examples=30, deadline=None)
@given(contract_sets())
def test_the_same_contracts_give_the_same_files(contracts):
    again = DataContractSet(contracts.contracts.values(), contracts.elements.values())
    files = render_package(contracts)
    assert files == render_package(again)
    assert all(text.startswith(f"{GENERATED}\n") for text in files.values())


def ruff(folder, *arguments):
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", str(folder)]
    result = subprocess.run(command, capture_output=True, check=False)
    return (result.stdout + result.stderr).decode()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets())
def test_any_package_is_stable_for_the_formatter(tmp_path_factory, contracts):
    folder = tmp_path_factory.mktemp("package") / "made"
    write_package(render_package(contracts), folder)
    assert "already formatted" in ruff(folder, "format", "--diff", "--line-length=120")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(contract_sets(hostile=False))
def test_a_package_of_plain_names_passes_the_linter(tmp_path_factory, contracts):
    folder = tmp_path_factory.mktemp("package") / "made"
    write_package(render_package(contracts), folder)
    assert "All checks passed!\n" == ruff(folder, "check", *LINTED, "--ignore=N,PLC24")


@pytest.mark.parametrize("contracts", [*CIRCLES.values(), *RECURSIVE.values()], ids=[*CIRCLES, *RECURSIVE])
def test_a_package_in_circles_passes_the_linter_and_the_formatter(contracts, tmp_path):
    write_package(render_package(DataContractSet(contracts)), tmp_path / "made")
    assert "All checks passed!\n" == ruff(tmp_path / "made", "check", *LINTED)
    assert "already formatted" in ruff(tmp_path / "made", "format", "--diff", "--line-length=120")


def test_no_contracts_are_a_package_too(tmp_path):
    with imported(render_package(DataContractSet()), tmp_path) as package:
        assert DataContractSet() == dcxml.contracts_of(package)


@pytest.mark.parametrize(
    "text", ['"; import os; "', "\n\nimport os", '"""', "\\", "{0}%s", "\x00", "\ud800"], ids=ascii
)
def test_a_text_of_a_contract_is_no_code(text):
    said = Annotation(documentation=text)
    contracts = DataContractSet(
        [
            class_(text, "Day", annotation=said),
            class_(A, "Week", member("Day", QName(text, "Day"), is_nillable=True, annotation=said), annotation=said),
        ]
    )
    for path, source in render_package(contracts, package=text).items():
        assert path.removesuffix(".py").isidentifier()
        tree = ast.parse(source)
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert modules <= {"__future__", "dcxml", "importlib", "typing", "types", None}
        assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
