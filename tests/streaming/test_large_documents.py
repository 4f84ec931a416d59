"""`iterload` and `Writer` by cases: what is named, what is refused and where, files, references, and memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

import dcxml
from dcxml import DecodeError, Dialect, EncodeError
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.types import Int, String
from support import long_order
from support.streamed import is_streamed

ORDER, LINE = (dcxml.build_classes(long_order.CONTRACTS)[f"{{urn:long}}{name}"] for name in ("Order", "Line"))


@data_contract(name="Node", namespace="urn:g", is_reference=True)
class Node:
    name: String | None = data_member("Name", default=None)
    next: Node | None = data_member("Next", default=None)


@data_contract(name="Graph", namespace="urn:g")
class Graph:
    nodes: list[Node | None] | None = data_member("Nodes", default=None)
    tops: dict[String, Node | None] | None = data_member("Tops", default=None)
    zero: Node | None = data_member("Zero", default=None)


def order(count=3):
    return ORDER(lines=[LINE(count=number, words="w") for number in range(count)], note="end")


def graph():
    first, second = Node(name="a"), Node(name="b")
    first.next, second.next = second, first
    third = Node(name="c", next=second)
    return Graph(nodes=[first, third, first], tops={"x": third, "y": Node(name="d")}, zero=Node(name="e", next=first))


# What is read


@pytest.mark.parametrize("item", [None, "Lines", "Lines/Line", "/Order/Lines/Line"])
def test_a_collection_is_named_by_its_path_or_by_that_of_its_items(item):
    value = order()
    assert value.lines == [*dcxml.iterload(io.BytesIO(dcxml.dumps(value)), ORDER, item=item)]


def test_a_path_that_leads_nowhere_is_told_with_the_nearest():
    with pytest.raises(dcxml.UnknownNameError, match="nearest are: Lines"):
        dcxml.iterload("any.xml", ORDER, item="Linse")


@pytest.mark.parametrize("given", [5, b"Lines", ["Lines"]])
def test_a_collection_is_named_by_a_text(given):
    for act in (dcxml.iterload, lambda path, cls, item: dcxml.Writer(path, cls, item=item)):
        with pytest.raises(TypeError, match=r"item is of type \w+; wanted is None or the path of a collection"):
            act("any.xml", ORDER, item=given)


def test_of_several_collections_one_must_be_chosen():
    with pytest.raises(ValueError, match="choose one by item=…: Nodes/Node, Tops/KeyValueOfstringNode"):
        dcxml.iterload("any.xml", Graph)


def test_what_has_no_collection_has_no_items():
    with pytest.raises(ValueError, match="Line has no collection"):
        dcxml.iterload("any.xml", LINE)


@pytest.mark.parametrize("wrong", [0, 1, 700, 999])
def test_an_item_that_is_wrong_is_told_as_load_tells_it_behind_those_before_it(tmp_path, wrong):
    path = tmp_path / "order.xml"
    document = dcxml.dumps(order(1000), indent=2).replace(b"<Count>%d<" % wrong, b"<Count>x<", 1)
    path.write_bytes(document)
    items = []
    with pytest.raises(DecodeError) as streamed:
        items.extend(dcxml.iterload(path, ORDER))
    with pytest.raises(DecodeError) as whole:
        dcxml.load(path, ORDER)
    assert vars(whole.value) == vars(streamed.value)
    assert streamed.value.path == f"/Order/Lines/Line[{wrong + 1}]/Count"
    assert streamed.value.file == str(path)


def test_items_before_a_wrong_one_are_given():
    document = dcxml.dumps(order(5)).replace(b"<Count>3<", b"<Count>x<")
    reading = dcxml.iterload(io.BytesIO(document), ORDER)
    assert [0, 1, 2] == [next(reading).count for _ in range(3)]
    with pytest.raises(DecodeError, match=r"/Order/Lines/Line\[4\]/Count"):
        next(reading)


class _Pipe(io.RawIOBase):
    """A file that can be read once."""

    def __init__(self, data):
        self._rest = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._rest.readinto(buffer)


def _behind(data):
    file = io.BytesIO(b"before" + data)
    file.seek(len(b"before"))
    return file


class _Short(io.RawIOBase):
    """A file without a buffer, which gives and takes less than it is asked to."""

    def __init__(self, data=b""):
        self.held = io.BytesIO(data)

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *place):
        return self.held.seek(*place)

    def tell(self):
        return self.held.tell()

    def readinto(self, buffer):
        return self.held.readinto(memoryview(buffer)[:10])

    def write(self, data):
        return self.held.write(memoryview(data)[:10])


def _named_text(data):
    """A file of text that is no `io.TextIOBase`."""
    file = tempfile.NamedTemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - it is read by the test
    file.write(data.decode())
    file.seek(0)
    return file


@pytest.mark.parametrize(
    "open_",
    [io.BytesIO, _Pipe, _behind, _Short, lambda data: io.StringIO(data.decode()), _named_text],
    ids=["file", "pipe", "part", "short", "text", "named text"],
)
def test_a_file_of_any_kind_is_read(open_):
    value = order()
    assert value.lines == [*dcxml.iterload(open_(dcxml.dumps(value)), ORDER)]


def test_an_empty_file_is_told_as_load_tells_it(tmp_path):
    path = tmp_path / "empty.xml"
    path.touch()
    with pytest.raises(DecodeError, match="the document is empty"):
        next(dcxml.iterload(path, ORDER))


def test_ordinary_documents_are_not_in_memory_as_a_whole():
    assert is_streamed(dcxml.dumps(order(), indent=2, xml_declaration=True), ORDER, "Lines")
    assert is_streamed(dcxml.dumps(graph()), Graph, "Nodes")
    assert not is_streamed(dcxml.dumps(order()).decode().encode("utf-16"), ORDER, "Lines")


def test_items_refer_to_each_other():
    first, third, again = dcxml.iterload(io.BytesIO(dcxml.dumps(graph())), Graph, item="Nodes")
    assert first is again
    assert first.next is third.next
    assert first.next.next is first


# What is written


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("item", ["nodes", "tops"])
def test_objects_are_numbered_as_in_the_whole(dialect, item):
    value = graph()
    whole = dcxml.dumps(value, dialect=dialect)
    collection = getattr(value, item)
    setattr(value, item, None)
    file = io.BytesIO()
    with dcxml.Writer(file, value, item=item.title(), dialect=dialect) as writer:
        writer.write_all(collection.items() if item == "tops" else collection)
    assert whole == file.getvalue()


@data_contract(name="Owner", namespace="urn:g", is_reference=True)
class Owner:
    owned: list[Owned | None] | None = data_member("Owned", default=None)
    zero: Owned | None = data_member("Zero", default=None)


@data_contract(name="Owned", namespace="urn:g")
class Owned:
    owner: Owner | None = data_member("Owner", default=None)


@pytest.mark.parametrize("dialect", Dialect)
def test_items_and_what_is_around_them_may_refer_to_the_root(dialect):
    owner = Owner()
    items = [Owned(owner=owner), Owned()]
    owner.zero = Owned(owner=owner)
    dcxml.set_absent(owner, "owned")
    file = io.BytesIO()
    with dcxml.Writer(file, owner, dialect=dialect) as writer:
        writer.write_all(items)
    assert dcxml.is_absent(owner, "owned")
    owner.owned = items
    assert dcxml.dumps(owner, dialect=dialect) == file.getvalue()


def test_a_class_alone_is_written_with_its_defaults(tmp_path):
    path = tmp_path / "order.xml"
    with dcxml.Writer(path, ORDER) as writer:
        writer.write(LINE(count=1))
    assert dcxml.dumps(ORDER(lines=[LINE(count=1)])) == path.read_bytes()
    with dcxml.Writer(path, list[Int], dialect=Dialect.TEXT) as writer:
        writer.write_all(range(3))
    assert dcxml.dumps([0, 1, 2], list[Int], dialect=Dialect.TEXT) == path.read_bytes()


def test_an_item_that_is_refused_is_not_written_and_others_may_be(tmp_path):
    path = tmp_path / "order.xml"
    with dcxml.Writer(path, ORDER(note="end")) as writer:
        writer.write(LINE(count=0, words="w"))
        with pytest.raises(EncodeError) as refused:
            writer.write(LINE(count="x"))
        writer.write(LINE(count=1, words="w"))
        assert writer.count == 2
    assert dcxml.dumps(order(2)) == path.read_bytes()
    with pytest.raises(EncodeError) as whole:
        dcxml.dumps(ORDER(lines=[LINE(), LINE(count="x")]))
    assert vars(whole.value) == vars(refused.value)


def test_a_key_that_occurs_twice_is_refused_as_in_the_whole():
    with dcxml.Writer(io.BytesIO(), dict[String, Int]) as writer:
        writer.write(("a", 1))
        with pytest.raises(EncodeError) as refused:
            writer.write(("a", 2))
    with pytest.raises(EncodeError) as whole:
        dcxml.dumps(dcxml.PairMapping([("a", 1), ("a", 2)]), dict[String, Int])
    assert vars(whole.value) == vars(refused.value)


def test_a_file_is_untouched_where_writing_fails(tmp_path):
    path = tmp_path / "order.xml"
    path.write_text("before", "utf-8")
    with pytest.raises(EncodeError), dcxml.Writer(path, ORDER) as writer:
        writer.write_all([LINE(), LINE(count="x")])
    assert "before" == path.read_text("utf-8")
    assert [path] == [*tmp_path.iterdir()]


def test_a_writer_writes_one_document(tmp_path):
    path = tmp_path / "order.xml"
    writer = dcxml.Writer(path, ORDER(note="end"))
    with writer:
        writer.write(LINE(count=0, words="w"))
        with pytest.raises(ValueError, match="each document needs a Writer of its own"), writer:
            pass
    with pytest.raises(ValueError, match="each document needs a Writer of its own"), writer:
        writer.write(LINE())
    assert dcxml.dumps(order(1)) == path.read_bytes()


def test_a_file_that_takes_less_than_it_is_given_is_given_the_rest():
    file, whole = _Short(), _Short()
    with dcxml.Writer(file, ORDER(note="end")) as writer:
        writer.write_all(order().lines)
    dcxml.dump(order(), whole)
    assert dcxml.dumps(order()) == file.held.getvalue() == whole.held.getvalue()


def test_a_file_that_takes_nothing_is_an_error():
    class Blocked(_Short):
        def write(self, _):
            return None

    with pytest.raises(BlockingIOError):
        dcxml.dump(order(), Blocked())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_file_that_is_full_is_named():
    with pytest.raises(OSError, match=r"No space left on device: '/dev/full'"), dcxml.Writer("/dev/full", ORDER):
        pass


def test_shells_that_are_wrong_are_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "order.xml"
    with pytest.raises(EncodeError, match="/Order/Note"):
        dcxml.Writer(path, ORDER(note="\0"))
    with pytest.raises(ValueError, match="has items; give them to write"):
        dcxml.Writer(path, order())
    with pytest.raises(ValueError, match="a Writer is a context"):
        dcxml.Writer(path, ORDER).write(LINE())
    assert not path.exists()


# Memory

PROGRAM = """
    import resource, sys
    import dcxml
    from support import long_order
    binding = dcxml.build_classes(long_order.CONTRACTS)
    order, line = binding["{urn:long}Order"], binding["{urn:long}Line"]
    path, what, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if what == "write":
        with dcxml.Writer(path, order(note="end")) as writer:
            for number in range(size // 1000):
                writer.write(line(count=number, words="some words" * 95))
    else:
        assert sum(1 for _ in dcxml.iterload(path, order)) == size // 1000
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="resource counts in kilobytes on Linux")
def test_memory_does_not_grow_with_the_document(tmp_path):
    path = tmp_path / "order.xml"

    def peak(what, megabytes):
        command = [sys.executable, "-c", textwrap.dedent(PROGRAM), path, what, str(megabytes << 20)]
        around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(  # noqa: S603 - our own program
            command, env=around, capture_output=True, text=True, timeout=120, check=True
        )
        return int(done.stdout)

    small = {what: peak(what, 8) for what in ("write", "read")}
    large = {what: peak(what, 64) for what in ("write", "read")}
    assert path.stat().st_size > 60 << 20
    for what, kilobytes in large.items():
        assert kilobytes == pytest.approx(small[what], rel=0.1)
