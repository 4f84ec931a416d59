"""The state machine of a contract, run as users run it: on the calendar, on references, and on a planted fault."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

import dcxml
from dcxml import Int, InvalidDataContractError
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
