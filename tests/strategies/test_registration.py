"""Hypothesis's plugin: every contract class is known to ``st.from_type``, whichever was imported first."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import dcxml.strategies
from dcxml import Int, OpenEnum, data_contract, data_member, enum_member
from dcxml.binding.declarations import observers
from dcxml.strategies import registration
from test_architecture import LAYERS


@data_contract(name="Plain", namespace="urn:plain")
class Plain:
    """A class declared after Hypothesis was loaded."""

    number: Int = data_member("Number", default=0, is_required=True)
    state: State | None = data_member("State", default=None)


@data_contract(name="State", namespace="urn:plain")
class State(OpenEnum):
    """An enumeration."""

    NEW = enum_member("New")


def test_the_plugin_is_named_in_the_entry_points_of_hypothesis() -> None:
    plugins = {entry.value for entry in entry_points(group="hypothesis")}
    assert "dcxml.strategies.registration:register" in plugins


@settings(max_examples=50, deadline=None)
@given(st.from_type(Plain))
def test_a_class_has_its_instances_by_type(value: Plain) -> None:
    assert -(2**31) <= value.number < 2**31


def test_an_enumeration_has_its_values_by_type() -> None:
    assert State.NEW is find(st.from_type(State), lambda value: value is State.NEW, settings=settings(derandomize=True))
    assert (
        ""
        == find(st.from_type(State), lambda value: value not in list(State), settings=settings(derandomize=True)).name
    )


def test_registering_twice_is_registering_once() -> None:
    registration.register()
    before = list(observers)
    registration.register()
    assert before == observers


def test_registering_finds_the_classes_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[type] = []
    monkeypatch.setattr(registration, "observers", [])
    monkeypatch.setattr(st, "register_type_strategy", lambda cls, _: told.append(cls))
    registration.register()
    assert {Plain, State} <= set(told)
    assert OpenEnum not in told


EARLIER = """
from dcxml import DataContractEnum, Int, data_contract, data_member, enum_member
import sys
assert "hypothesis" not in sys.modules

@data_contract(name="Base", namespace="urn:e")
class Base:
    number: Int = data_member("Number", default=0, is_required=True)

@data_contract(name="Derived", namespace="urn:e")
class Derived(Base):
    other: Int = data_member("Other", default=0, is_required=True)

@data_contract(name="Color", namespace="urn:e")
class Color(DataContractEnum):
    RED = enum_member("Red")

from hypothesis import find, strategies as st
assert abs(find(st.from_type(Derived), lambda value: abs(value.other) >= 2**30).other) == 2**30
assert find(st.from_type(Base), lambda value: True).number == 0
assert find(st.from_type(Color), lambda value: True) is Color.RED
"""


def test_classes_declared_before_hypothesis_was_loaded_are_known_too() -> None:
    done = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-W", "ignore", "-c", EARLIER], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_loading_hypothesis_loads_neither_codec_nor_schemas() -> None:
    code = "import hypothesis, sys; print(*[m for m in sys.modules if m.startswith('dcxml.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    loaded = {name.split(".")[1] for name in done.stdout.split()}
    assert loaded <= {"binding", "contract", "lexical", "strategies", *LAYERS[-1]}


def test_the_door_has_the_names_it_promises_and_no_others() -> None:
    assert all(
        callable(getattr(dcxml.strategies, name))
        for name in dcxml.strategies.__all__
        if name not in {"ABSENT", "MUTATIONS"}
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(dcxml.strategies, "nothing")  # noqa: B009 - the attribute is the test


def test_nothing_else_in_dcxml_loads_hypothesis() -> None:
    package = Path(dcxml.strategies.__file__).parents[1]
    importers = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if "import hypothesis" in path.read_text("utf-8") or "from hypothesis" in path.read_text("utf-8")
    }
    assert importers <= {"strategies", "pytest_plugin.py"}
