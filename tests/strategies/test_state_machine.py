"""The state machine of a contract, run as users run it: on the calendar, on references, and on a planted fault."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

import dcxml
from dcxml import Double, Int, InvalidDataContractError, data_contract, data_member
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.strategies import state_machine
from support import shared_nodes
from support.every_type import EveryType, Leaf

runs = settings(max_examples=15, stateful_step_count=12, deadline=None, derandomize=True)
found = settings(runs, phases=[Phase.generate])  # a fault is to be found, and need not be made small

TestCalendar = state_machine(Request).TestCase
TestCalendar.settings = runs
TestEveryType = state_machine(EveryType).TestCase
TestEveryType.settings = runs
TestHolder = state_machine(shared_nodes.CONTRACTS, "{urn:h}Holder").TestCase
TestHolder.settings = runs


def test_rules_of_ones_own_find_a_planted_fault():
    class Planted(state_machine(Leaf)):
        @rule()
        def upper(self):
            if self.instance is not None and self.instance.text:
                assert self.instance.text.upper() == self.instance.text.upper().strip()

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Planted, settings=settings(found, max_examples=300))


def test_a_fault_of_the_serializer_is_found():
    machine = state_machine(EveryType)

    class Lossy:
        def dumps(self, value):
            return dcxml.dumps(value).replace(b">0<", b">1<")

        def loads(self, data):
            return dcxml.loads(data, EveryType)

    machine.serializers = dict.fromkeys(dcxml.Dialect, Lossy())
    with pytest.raises(AssertionError, match="was read back as"):
        run_state_machine_as_test(machine, settings=settings(found, max_examples=200))


def test_a_state_machine_is_of_a_class():
    with pytest.raises(InvalidDataContractError, match="of a class with members"):
        state_machine(list[Int])


@data_contract(name="Shape", namespace="urn:m", known_types=lambda: [Circle])
class Shape(ABC):
    name: str | None = data_member("Name", default=None)

    @abstractmethod
    def area(self):
        """Return the area."""


@data_contract(name="Circle", namespace="urn:m")
class Circle(Shape):
    radius: Double = data_member("Radius", default=0.0)

    def area(self):
        return 3 * self.radius**2


@data_contract(name="Empty", namespace="urn:m")
class Empty:
    pass


@pytest.mark.parametrize("annotation", [Shape, Shape | None, Leaf | None, Empty], ids=str)
def test_an_instance_is_there_from_the_beginning(annotation):
    seen = []

    class Machine(state_machine(annotation)):
        @invariant()
        def is_there(self):
            seen.append(self.instance)

    run_state_machine_as_test(Machine, settings=settings(runs, max_examples=4, database=None))
    assert [] == [each for each in seen if each is None]
    assert len({type(each) for each in seen}) == 1
