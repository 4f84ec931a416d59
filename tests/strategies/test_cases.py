"""The cases of a contract: every boundary and every mutation once, the same each time, by stable ids."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

import dcxml
from dcxml import Int, data_contract, data_member
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.qname import XS, QName
from dcxml.strategies import MUTATIONS, cases
from dcxml.strategies.drawing import Drawing
from dcxml.strategies.extremes import extreme_values
from dcxml.validation import validate
from support import shared_nodes, shop
from support.every_type import Color, EveryType
from support.schema_judges import schema_judges

pytestmark = pytest.mark.no_cover


@data_contract(name="Line", namespace="urn:cases")
class Line:
    """A class of one text."""

    name: str | None = data_member("Name", default=None)


SOURCES = {
    "calendar": (Request,),
    "every type": (EveryType,),
    "references": (shared_nodes.CONTRACTS, "{urn:h}Holder"),
    "shop": (shop.CONTRACTS, shop.in_shop("Order")),
}


@cache  # where it is asked for: each process of a run imports this module
def cases_of(name):
    return cases(*SOURCES[name])


@cache
def calendar():
    return {case.id: case for case in cases_of("calendar")}


def contracts_of(name):
    first, *more = SOURCES[name]
    return first if more else dcxml.contracts_of(first)


def test_cases_of_a_large_class_cost_what_their_members_do(monkeypatch):
    """A document has one boundary and the least beside it, which is not made anew for each."""
    made = Counter()
    put = Drawing._put

    def counted(*arguments, **choices):
        made["members"] += 1
        put(*arguments, **choices)

    monkeypatch.setattr(Drawing, "_put", counted)
    counts = {}
    for size in (350, 700):
        made.clear()
        members = tuple(DataMember(name=f"M{number:03}", type=QName(XS, "int")) for number in range(size))
        wide = ClassDataContract(name=QName("urn:cases", "Wide"), members=members)
        found = cases(DataContractSet([wide]), wide.name)
        boundaries = [each for each in found if each.mutations[0].row.family == "boundary"]
        assert size < len(boundaries) < made["members"] < 2 * len(boundaries)
        counts[size] = made["members"]
    assert counts[700] < 2.1 * counts[350]


@pytest.mark.parametrize("name", SOURCES)
def test_each_case_is_there_once_and_the_same_each_time(name):
    assert {1} == set(Counter(case.id for case in cases_of(name)).values())
    assert [(case.id, case.data) for case in cases(*SOURCES[name])] == [(case.id, case.data) for case in cases_of(name)]


@pytest.mark.parametrize("name", SOURCES)
def test_a_boundary_is_valid_and_is_read_as_it_was(name, tmp_path):
    contracts, judges = contracts_of(name), schema_judges(contracts_of(name), tmp_path)
    boundaries = [case for case in cases_of(name) if case.mutation.family == "boundary"]
    assert [] == [case.id for case in boundaries if judges.faults(case.data)]
    assert [] == [case.id for case in boundaries if [*validate(case.data, contracts)]]
    assert not any(case.is_invalid for case in boundaries)


@pytest.mark.parametrize("name", SOURCES)
def test_a_mutation_is_found_as_its_label_says(name):
    contracts = contracts_of(name)
    mutations = [case for case in cases_of(name) if case.mutation.family != "boundary"]
    assert [] == [
        case.id
        for case in mutations
        if Counter(case.findings) != Counter((each.code, each.path) for each in validate(case.data, contracts))
    ]


def test_every_mutation_of_the_catalogue_is_a_case_of_some_contract():
    seen = {case.mutation.id for name in SOURCES for case in cases_of(name) if case.mutation.family != "boundary"}
    assert set() == set(MUTATIONS) - seen


@pytest.mark.parametrize(
    "case",
    [
        *("Parameter:absent", "Parameter:nil", "Parameter/Title:empty", "Parameter/Title:beyond-the-first-plane"),
        *("Parameter/Duration:greatest", "Parameter/AppointmentInfoTypeId:int-overflow-above"),
        "Parameter/ArrivedState:nil",
        *("Parameter/CancelTimestampUtc:29-february", "Parameter/CancelTimestampUtc:farthest-west"),
        *("Parameter/RepeatModel/AllDays:empty", "Parameter/RepeatModel/AllDays/Day/Name:markup"),
        *("Parameter/IntakeApprovalStatus:value-None", "Parameter/StartDateTime:least"),
    ],
)
def test_the_calendar_has_the_case(case):
    assert case in calendar()


@pytest.mark.parametrize("name", ["CancelTimestampUtc", "ReminderEmailSentDate"])
def test_no_boundary_has_the_id_of_a_mutation(name):
    assert set() == set(MUTATIONS) & {each for type_ in PRIMITIVE_CONTRACTS for each, _ in extreme_values(type_)}
    labels = {calendar()[f"Parameter/{name}:{each}"].label.code for each in ("29-february", "zero-offset")}
    assert {None} == labels


def test_a_place_has_a_mutation_in_each_document_where_it_is_of_another_kind():
    found = {case.id: case for case in cases(Line)}
    texts = [found[name].valid.count(b"nil=") for name in ("Name:extra-attribute", "Name:extra-attribute@nil")]
    assert [0, 1] == texts
    every = cases(Line, every_place=True)
    told = Counter((case.mutation.id, case.place, case.valid) for case in every if case.mutation.family != "boundary")
    assert {1} == set(told.values()) == set(Counter(case.id for case in every).values())


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (Int, {"int:least", "int:greatest", "int:zero"}),
        (Color, {"Color:value-Red"}),
        (list[Int], {"ArrayOfint:empty", "int:least"}),
        (Line | None, {"Line:nil", "Name:absent"}),
    ],
)
def test_a_root_has_its_boundaries_too(annotation, expected):
    found = {case.id: case for case in cases(annotation) if case.mutation.family == "boundary"}
    assert expected <= set(found)
    contracts = dcxml.contracts_of(annotation)
    assert [] == [name for name, case in found.items() if [*validate(case.data, contracts)]]


def test_a_boundary_says_where_it_is_and_what():
    case = calendar()["Parameter/Duration:greatest"]
    assert b"<d2p1:Duration>2147483647</d2p1:Duration>" in case.data
    assert (case.mutation.id, case.mutation.family, case.label.code) == ("greatest", "boundary", None)
    assert case.mutation.place == f"/{Request.__data_contract__.name.name}/Parameter/Duration"


@pytest.mark.parametrize("case", cases_of("references"), ids=lambda case: case.id)
def test_cases_are_parameters(case):
    accepted = not [*validate(case.data, shared_nodes.CONTRACTS)]
    assert accepted is (case.label.code is None)


def fanning_out(levels, width):
    """Return contracts of classes with so many members each, all of the next class: paths without measure."""
    names = [QName("urn:f", f"Level{level}") for level in range(levels)] + [QName(XS, "int")]
    classes = [
        ClassDataContract(
            name=name,
            members=tuple(DataMember(name=f"M{at:02}", type=names[level + 1]) for at in range(width)),
        )
        for level, name in enumerate(names[:-1])
    ]
    return DataContractSet(classes)


def test_of_contracts_that_fan_out_each_member_is_met_and_not_each_path():
    found = cases(fanning_out(4, 12), "{urn:f}Level0")
    boundaries = [case for case in found if case.mutation.family == "boundary"]
    assert {f"M{at:02}" for at in range(12)} == {case.place.rpartition("/")[2] for case in boundaries}
    assert {2, 3, 4, 5} == {case.place.count("/") for case in boundaries}
    assert len(boundaries) < 4_000
    assert sum(len(case.data) for case in boundaries) < 4_000_000
    contracts = fanning_out(4, 12)
    assert [] == [case.id for case in boundaries[::50] if [*validate(case.data, contracts)]]
