"""What derives from an abstract class has values where it is known, along the path, and nothing is drawn in vain."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pytest
from hypothesis import HealthCheck, find, given, settings

import dcxml
from dcxml import Int, InvalidDataContractError, data_contract, data_member
from dcxml.strategies import cases, drawing, instances, state_machine
from dcxml.validation import validate

NS = "urn:known"
runs = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@data_contract(name="Shape", namespace=NS)
class Shape(ABC):
    name: str | None = data_member("Name", default=None)

    @abstractmethod
    def area(self) -> float: ...


@data_contract(name="Circle", namespace=NS)
class Circle(Shape):
    radius: Int = data_member("Radius", default=0)

    def area(self) -> float:
        return 3.0 * self.radius**2


@data_contract(name="Frame", namespace=NS)
class Frame:
    """A shape that has to be there, wherever one is known."""

    shape: Shape = data_member("Shape", default=None, is_required=True, is_nillable=False)


@data_contract(name="Frames", namespace=NS)
class Frames:
    """What holds shapes in each way, and does not know any."""

    frame: Frame | None = data_member("Frame", default=None)
    needed: Frame | None = data_member("Needed", default=None, is_required=True)
    several: list[Frame] | None = data_member("Several", default=None)
    some: list[Shape | None] | None = data_member("Some", default=None)
    named: dict[str, Shape | None] | None = data_member("Named", default=None)
    anything: object = data_member("Anything", default=None)


@data_contract(name="Gallery", namespace=NS, known_types=[Circle])
class Gallery:
    """Knows circles, and so does all that is in it."""

    frames: Frames | None = data_member("Frames", default=None)
    first: Frame = data_member("First", default=None, is_required=True, is_nillable=False)
    shapes: list[Shape] | None = data_member("Shapes", default=None)


@data_contract(name="House", namespace=NS)
class House:
    """Has the same things inside what knows circles and outside of it."""

    gallery: Gallery | None = data_member("Gallery", default=None)
    frames: Frames | None = data_member("Frames", default=None)
    shape: Shape | None = data_member("Shape", default=None)
    again: House | None = data_member("Again", default=None)


@pytest.fixture(autouse=True)
def _nothing_is_rejected(monkeypatch):
    monkeypatch.setattr(drawing, "reject", lambda: pytest.fail("drawn in vain"))


@pytest.mark.parametrize("absent", [True, False])
@pytest.mark.parametrize("root", [House, Gallery, Frames, list[House], list[Frames | None]])
def test_every_instance_is_of_what_is_known_where_it_stands(root, absent):
    contracts = dcxml.contracts_of(root)

    @runs
    @given(instances(root, absent=absent))
    def law(value):
        assert [] == [*validate(dcxml.dumps(value, root), contracts)]

    law()


def test_shapes_are_drawn_where_they_are_known():
    for finds in (
        lambda house: house.gallery is not None and isinstance(house.gallery.first.shape, Circle),
        lambda house: house.gallery is not None and house.gallery.shapes,
        lambda house: house.gallery is not None and house.gallery.frames is not None and house.gallery.frames.several,
        lambda house: house.again is not None and house.again.gallery is not None,
    ):
        assert find(instances(House), finds, settings=settings(runs, max_examples=2_000))


def test_what_needs_a_shape_has_values_where_one_is_known_alone():
    with pytest.raises(InvalidDataContractError, match=r"Shape \({urn:known}Shape\): it is abstract, and no class"):
        instances(Frame)
    value = find(instances(Frame, known_types=[Circle]), lambda _: True, settings=runs)
    assert isinstance(value.shape, Circle)


def test_cases_and_state_machines_have_no_shape_where_none_is_known():
    found = {case.id for case in cases(House)}
    assert any(each.startswith("Gallery/First/Shape/Name:") for each in found)
    assert not any(each.startswith(("Shape/Name:", "Frames/Frame/Shape/")) for each in found)
    machine = state_machine(Frames)
    machine.TestCase.settings = settings(runs, max_examples=20, stateful_step_count=10)
    machine.TestCase().runTest()
