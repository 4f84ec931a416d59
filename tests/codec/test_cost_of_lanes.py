"""What it costs to make a fast lane: in proportion to its elements, however deep they nest."""

from __future__ import annotations

import inspect
import io
import sys
from typing import Any

import pytest

import dcxml
from dcxml import Dialect, Int, data_contract, data_member
from dcxml.codec.fast.lane import ReadLane, WriteLane
from dcxml.codec.fast.layouts import lay_out
from dcxml.codec.settings import FastLane, WriterSettings
from dcxml.serializer import DataContractSerializer

DEEP = 20


def nested(depth: int) -> Any:
    """Return a class with a list of, and a member of, a class that is so itself, and so on."""
    cls: Any = None
    for number in range(depth):
        annotations: dict[str, Any] = {"count": Int}
        members: dict[str, Any] = {"count": data_member("Count", default=0)}
        if cls is not None:
            annotations["inner"] = list[cls] if number % 2 else cls | None
            members["inner"] = data_member("Inner", default=None)
        name = f"Level{number}"
        made = type(name, (), {**members, "__annotations__": annotations})
        cls = data_contract(name=name, namespace="urn:levels")(made)
    return cls


def calls_of(work: Any) -> int:
    """Return how many calls of Python functions some work takes."""
    count = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def write_first(cls: Any) -> None:
    """Write a first value on the lane."""
    codec, root, *_ = DataContractSerializer(cls).compiled
    lane = WriteLane.of_root(codec.plan, root, WriterSettings(Dialect.XML_WRITER))
    assert isinstance(lane.write(cls(), is_forced=True), str)


def read_first(cls: Any) -> None:
    """Read a first document on the lane."""
    codec, root, *_ = DataContractSerializer(cls).compiled
    data = DataContractSerializer(cls, fast_lane="never").dumps(cls())
    assert isinstance(ReadLane(codec.plan, root).read(data, is_forced=True), cls)


@pytest.mark.parametrize("work", [write_first, read_first])
def test_twice_the_levels_take_about_twice_the_calls(work: Any) -> None:
    classes = [nested(DEEP // 2), nested(DEEP)]
    for cls in classes:
        DataContractSerializer(cls, fast_lane="never").loads(
            DataContractSerializer(cls, fast_lane="never").dumps(cls())
        )

    few, many = (calls_of(lambda cls=cls: work(cls)) for cls in classes)

    assert many < 3 * few


def test_each_function_of_a_lane_is_written_once() -> None:
    codec, root, *_ = DataContractSerializer(nested(DEEP)).compiled
    lane = WriteLane.of_root(codec.plan, root, WriterSettings(Dialect.XML_WRITER))
    assert lane._has_plan()
    assert lane._writer_plan is not None
    source = lane._writer_plan.compiled().source

    scope = lane._writer_plan.start.content  # type: ignore[union-attr]
    layout = lay_out(codec.plan, codec.plan.resolve(root.type), scope)
    assert layout is not None
    assert source.count("def ") < layout.elements


@pytest.mark.parametrize("depth", [40, 400])
def test_a_long_line_of_classes_has_no_lane_and_is_read_and_written_all_the_same(depth: int) -> None:
    cls = nested(depth)
    always: DataContractSerializer[Any] = DataContractSerializer(cls, fast_lane="always")

    data = always.dumps(cls())

    assert data == DataContractSerializer(cls, fast_lane="never").dumps(cls())
    assert isinstance(always.loads(data), cls)


def by_whole_documents(cls: Any, data: bytes) -> bytes:
    """Read and write a document on the lane."""
    always: DataContractSerializer[Any] = DataContractSerializer(cls, fast_lane="always")
    return always.dumps(always.loads(data))


def by_items(cls: Any, data: bytes) -> bytes:
    """Read and write the items of a document on the lane."""
    file = io.BytesIO()
    with dcxml.Writer(file, list[cls]) as writer:
        writer.write_all([*dcxml.iterload(io.BytesIO(data), list[cls])])
    return file.getvalue()


@pytest.mark.parametrize("work", [by_whole_documents, by_items])
def test_a_lane_is_made_and_taken_near_the_end_of_the_stack_too(work: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcxml.serializer.DEFAULT_FAST_LANE", FastLane.ALWAYS)
    made = nested(DEEP)
    annotation, value = (made, made()) if work is by_whole_documents else (list[made], [made(count=3), made()])
    data = DataContractSerializer(annotation, fast_lane="never").dumps(value)

    def at(depth: int, cls: Any) -> bytes:
        return at(depth - 1, cls) if depth else work(cls, data)

    used = len(inspect.stack())
    for free in (100, 150, 200, 300):
        cls = nested(DEEP)
        other: DataContractSerializer[Any] = DataContractSerializer(
            cls if work is by_whole_documents else list[cls], fast_lane="never"
        )
        other.dumps(other.loads(data))  # so that what is made there is the lane alone
        assert at(sys.getrecursionlimit() - used - free, cls) == data
