"""Objects with an identity on the fast lane: the same results as the other way, or the other way."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dcxml
from dcxml import Dialect, Int, data_contract, data_member, set_absent
from dcxml.codec.fast.declined import DECLINED
from dcxml.qname import SERIALIZATION, XSI
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from support.damaged_documents import damaged
from support.fast_lane import (
    assert_agreed,
    assert_agreed_or_refused,
    assert_declined_in_proportion,
    assert_taken,
    assert_value_agreed,
    other_way,
    read_by,
    written_by,
)
from support.people import KNOWN, Boss, Note, Person, Team

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.no_cover

DIALECTS = [pytest.param(dialect, id=dialect.value) for dialect in Dialect]


def pair() -> tuple[Person, Boss]:
    """Return two partners."""
    person, boss = Person(name="p"), Boss(name="b", rank=1)
    person.partner, boss.partner = boss, person
    return person, boss


def alone() -> Person:
    """Return one who is their own friend and partner."""
    person = Person(name="a & b")
    person.partner, person.friends = person, [person, None, person]
    return person


def chain(length: int) -> Person:
    """Return so many persons, each the partner of the one before."""
    person = Person(name="last")
    for _ in range(length - 1):
        person = Person(partner=person)
    return person


def team() -> Team:
    """Return a team in which everybody stands in several places."""
    (person, boss), other = pair(), alone()
    return Team(
        anything=boss,
        boss=boss,
        by_name={"p": person, "o": other, "none": None, "new": Boss()},
        first=other,
        members=[other, None, person, boss, Person(), person],
        notes=[Note(), Note(about=person), Note()],
        things=[person, "text", Note(about=boss), None, 5, other],
    )


def reused() -> list[Note]:
    """Return the same empty object three times."""
    note = Note()
    return [note, note, Note(), note]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        pytest.param(team(), Team, id="a team"),
        pytest.param(Team(), Team, id="nobody"),
        pytest.param(Team(first=alone(), members=[], by_name={}, notes=[], things=[]), Team, id="one in themselves"),
        pytest.param(alone(), Person, id="a root in itself"),
        pytest.param(pair()[0], Person, id="a root and a partner in each other"),
        pytest.param(pair()[1], Boss, id="a root of a derived class"),
        pytest.param(Note(), Note, id="an empty root"),
        pytest.param(Note(about=alone()), Note, id="a root with another"),
        pytest.param(chain(4), Person, id="a chain"),
        pytest.param([*pair(), None, *pair()], list[Person | None], id="a list"),
        pytest.param(reused(), list[Note], id="one object several times"),
        pytest.param({"a": alone(), "b": Boss()}, dict[str, Person], id="a dictionary"),
        pytest.param([[*pair()], [], [alone()]], list[list[Person]], id="lists in a list"),
    ],
)
def test_what_dotnet_writes_of_objects_with_identities_is_read_and_written_by_the_fast_lane(
    value: Any, annotation: Any, dialect: Dialect
) -> None:
    assert_taken(annotation, value, dialect, KNOWN)


def test_a_cycle_comes_back_as_one_object() -> None:
    data = other_way(Team, known=KNOWN).dumps(Team(first=alone(), boss=pair()[1]))

    found = read_by(Team, KNOWN)(data)

    assert found.first.partner is found.first
    assert found.first.friends[0] is found.first
    assert found.boss.partner.partner is found.boss
    assert type(found.boss.partner) is Person


def test_objects_of_one_document_are_none_of_another() -> None:
    data = other_way(Team, known=KNOWN).dumps(Team(first=alone()))

    first, second = (read_by(Team, KNOWN)(data) for _ in range(2))

    assert first.first is not second.first
    assert second.first.partner is second.first
    assert written_by(Team, known=KNOWN)(first) == written_by(Team, known=KNOWN)(second) == data.decode()


def test_a_root_of_a_derived_class_is_declined() -> None:
    data = other_way(Person, known=KNOWN).dumps(Boss())

    assert written_by(Person, known=KNOWN)(Boss()) is DECLINED
    assert read_by(Person, KNOWN)(data) is DECLINED


def test_a_chain_that_is_too_long_is_declined() -> None:
    value = chain(30)

    assert written_by(Person, known=KNOWN)(value) is DECLINED
    assert_agreed(Person, other_way(Person, known=KNOWN).dumps(value), KNOWN)


def test_absent_members_of_objects_with_identities_are_absent() -> None:
    person = alone()
    set_absent(person, "name")
    data = other_way(Team, known=KNOWN).dumps(Team(first=person, boss=Boss(partner=person)))

    found = read_by(Team, KNOWN)(data)

    assert dcxml.identical(other_way(Team, known=KNOWN).loads(data), found)
    assert dcxml.is_absent(found.first, "name")
    assert found.boss.partner is found.first


Z = f'xmlns:z="{SERIALIZATION}"'


def of_team(first: str) -> str:
    """Return the document of a team with a boss, i1, and a first person."""
    start, _, rest = other_way(Team, known=KNOWN).dumps(Team(boss=Boss(name="b"))).decode().partition("<Members")
    return f"{start}{first}<Members{rest}"


PERSON = '<Friends i:nil="true" /><Name>n</Name><Partner i:nil="true" />'


@pytest.mark.parametrize(
    ("first", "is_taken"),
    [
        pytest.param(f'<First z:Id="i2" {Z}>{PERSON}</First>', True, id="another"),
        pytest.param(f'<First z:Ref="i1" {Z} />', True, id="the boss"),
        pytest.param(f'<First z:Id="i7" {Z}>{PERSON}</First>', True, id="another number"),
        pytest.param(f'<First z:Id="i01" {Z}>{PERSON}</First>', True, id="a number with a zero"),
        pytest.param(f'<First z:Id="i1" {Z}>{PERSON}</First>', False, id="a number that is taken"),
        pytest.param(f'<First z:Id="one" {Z}>{PERSON}</First>', False, id="a name"),
        pytest.param(f'<First z:Id="" {Z}>{PERSON}</First>', False, id="no identity"),
        pytest.param(f'<First z:Id="i\u0662" {Z}>{PERSON}</First>', False, id="a digit of another script"),
        pytest.param(f'<First z:Id="1" {Z}>{PERSON}</First>', False, id="a bare number"),
        pytest.param(f"<First>{PERSON}</First>", False, id="without an identity"),
        pytest.param(f'<First z:Ref="i2" {Z} />', False, id="a reference to nothing"),
        pytest.param(f'<First z:Ref="i1" {Z}></First>', False, id="a reference in two tags"),
        pytest.param(f'<First z:Ref="i1" {Z}>{PERSON}</First>', False, id="a reference with something in it"),
        pytest.param(f'<First z:Ref="i1" i:nil="true" {Z} />', False, id="a reference that is nil"),
        pytest.param(f'<First z:Id="i2" z:Ref="i1" {Z} />', False, id="a reference with an identity"),
        pytest.param(f'<First z:Ref="i1" z:Id="i2" {Z} />', False, id="an identity behind a reference"),
        pytest.param(f'<First i:type="Person" z:Ref="i1" {Z} />', False, id="a reference with a type"),
        pytest.param(f'<First {Z} z:Ref="i1" />', False, id="another order"),
        pytest.param('<First xmlns:y="urn:a" y:Id="i2" />', False, id="another attribute"),
        pytest.param(
            f'<First z:Id="i2" {Z}><Friends i:nil="true" /><Name>n</Name><Partner z:Ref="i2" /></First>',
            True,
            id="in itself",
        ),
        pytest.param(
            f'<First z:Id="i2" {Z}><Friends i:nil="true" /><Name>n</Name><Partner z:Ref="i3" /></First>',
            False,
            id="a reference to what comes later",
        ),
    ],
)
def test_an_identity_is_read_as_by_the_other_way(first: str, is_taken: bool) -> None:  # noqa: FBT001 - a parameter
    data = of_team(first)

    assert (read_by(Team, KNOWN)(data) is not DECLINED) is is_taken
    assert_agreed_or_refused(Team, data, KNOWN)


def test_a_reference_to_an_object_of_another_class_is_declined() -> None:
    data = other_way(Team, known=KNOWN).dumps(Team(first=Person(), notes=[Note()])).decode()
    start, _, rest = data.partition("<Note z:Id")
    wrong = f'{start}<Note z:Ref="i1" {Z} />{rest[rest.index("/>") + 2 :]}'

    assert read_by(Team, KNOWN)(wrong) is DECLINED
    assert_agreed_or_refused(Team, wrong, KNOWN)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Team(first=Note()), id="another class"),  # type: ignore[arg-type]
        pytest.param(Team(boss=Person()), id="a base"),  # type: ignore[arg-type]
        pytest.param(Team(members=[Person(name="\x01")]), id="a control"),
        pytest.param(Team(anything=Team()), id="a class in anyType that is not known there"),
    ],
)
def test_what_needs_a_closer_look_is_not_written(value: Any) -> None:
    written = written_by(Team, known=KNOWN)(value)

    assert written is DECLINED or written.encode() == other_way(Team, known=KNOWN).dumps(value)


VALUES = instances(Team, known_types=KNOWN)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from(Dialect))
def test_any_document_is_read_and_any_value_written_as_by_the_other_way(value: Any, dialect: Dialect) -> None:
    assert_value_agreed(Team, value, dialect, KNOWN)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_document_is_declined_or_read_as_by_the_other_way(data: st.DataObject) -> None:
    document = other_way(Team, data.draw(st.sampled_from(Dialect)), KNOWN).dumps(data.draw(VALUES))

    assert_agreed(Team, data.draw(damaged(document, ["{urn:people}Person", "{urn:bosses}Boss"])), KNOWN)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.integers(0, 2**32).map(Random))
def test_another_spelling_is_declined_or_read_as_by_the_other_way(value: Any, random: Random) -> None:
    document = other_way(Team, known=KNOWN).dumps(value)

    assert_agreed(Team, respelled(document, dcxml.contracts_of(Team, *KNOWN), random), KNOWN)


PERSONS = f'<Person z:Id="i5" {Z}>{PERSON}</Person>'
OPEN = f'<Team xmlns:i="{XSI}" xmlns="urn:people"><Anything i:nil="true" />'


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(lambda size: f'{OPEN}<Boss z:Id="i1" {Z}>{"<Partner>" * size}', id="start tags"),
        pytest.param(lambda size: f'{OPEN}<Boss z:Id="{"1" * size}" {Z} />', id="an identity without end"),
        pytest.param(lambda size: f"{OPEN}<Boss {'z:Id=' * size}", id="attributes without end"),
        pytest.param(
            lambda size: of_team("").replace('<Members i:nil="true" />', f"<Members>{PERSONS * size}</Members>"),
            id="objects of one identity",
        ),
    ],
)
def test_the_time_to_decline_is_in_proportion_to_the_size(hostile: Callable[[int], str]) -> None:
    assert_declined_in_proportion(read_by(Team, KNOWN), hostile, (4_000, 64_000))


def test_many_references_of_which_the_last_is_wrong_are_declined_at_once() -> None:
    members = [f"m{number:02}" for number in range(40)]
    annotations = dict.fromkeys(members, Person | None)
    body = {name: data_member(name, default=None) for name in members}
    many: Any = data_contract(name="Many", namespace="urn:many")(
        type("Many", (), {**body, "__annotations__": annotations})
    )
    person = Person()
    data = other_way(list[many]).dumps([many(**dict.fromkeys(members, person))] * 3).decode()
    wrong = data[: data.rindex("<m39")] + "<m39></m39></Many></ArrayOfMany>"
    read = read_by(list[many])
    assert read(data) is not DECLINED
    started = time.thread_time()

    assert read(wrong) is DECLINED
    assert time.thread_time() - started < 0.5


@data_contract(name="Line", namespace="urn:long")
class Line:
    number: Int = data_member("Number", default=0)
    who: Person | None = data_member("Who", default=None)


@data_contract(name="Page", namespace="urn:long")
class Page:
    a_first: Person | None = data_member("AFirst", default=None)
    lines: list[Line] | None = data_member("Lines", default=None)
    z_last: Person | None = data_member("ZLast", default=None)


def test_a_long_collection_does_not_refer_to_what_comes_behind_it() -> None:
    first, last = Person(name="first"), Person(name="last")
    page = Page(a_first=first, lines=[Line(number=n, who=first) for n in range(3_000)], z_last=last)
    data = other_way(Page).dumps(page).decode()

    assert_taken(Page, page, Dialect.XML_WRITER)
    assert read_by(Page)(data.replace('Ref="i1"', 'Ref="i2"', 1)) is DECLINED
    page.lines[7].who = last  # type: ignore[index]
    assert_taken(Page, page, Dialect.XML_WRITER)
