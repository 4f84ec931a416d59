"""Depth, cycles, threads, and what compiled code looks like to a person."""

from __future__ import annotations

import gc
import inspect
import threading
import traceback
import weakref

import pytest

import dcxml
from dcxml import DataContractSerializer, DecodeError, Dialect, EncodeError, Int, Limits, data_contract, data_member
from dcxml.binding import declarations
from dcxml.codec.careful import Care
from dcxml.codec.settings import ReaderSettings, WriterSettings
from dcxml.qname import XSI
from dcxml.serializer import DataContractSerializer as Serializer


@data_contract(name="Node", namespace="urn:n")
class Node:
    id: Int = data_member("Id", default=0)
    items: list[Node] | None = data_member("Items", default=None)
    next: Node | None = data_member("Next", default=None)


def chain(levels):
    node = None
    for number in range(levels):
        node = Node(id=number, next=node)
    return node


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("levels", [10, 150, 1_000], ids=str)
def test_a_thousand_levels_are_written_and_read(levels, dialect):
    node = chain(levels)

    data = dcxml.dumps(node, dialect=dialect)
    again = dcxml.loads(data, Node)

    assert levels == data.count(b"<Id>")
    assert data == dcxml.dumps(again, dialect=dialect)


def test_a_fault_far_down_has_its_path():
    node = chain(400)
    deepest = node
    while deepest.next is not None:
        deepest = deepest.next
    deepest.id = "x"

    with pytest.raises(EncodeError) as caught:
        dcxml.dumps(node)

    assert "/Node" + "/Next" * 399 + "/Id" == caught.value.path


def test_a_cycle_is_an_error_and_no_recursion_error():
    node = Node()
    node.next = node

    with pytest.raises(EncodeError, match="or in a cycle"):
        dcxml.dumps(node)


def test_a_cycle_through_a_list_is_an_error():
    node = Node(items=[])
    node.items.append(node)

    with pytest.raises(EncodeError, match="or in a cycle"):
        dcxml.dumps(node)


def test_depth_is_bounded_by_a_setting():
    serializer = DataContractSerializer(Node, limits=Limits(depth=300))

    assert 290 == serializer.dumps(chain(290)).count(b"<Id>")
    with pytest.raises(EncodeError, match="deeper than 300 levels"):
        serializer.dumps(chain(310))
    with pytest.raises(DecodeError, match="deeper than 300 levels"):
        serializer.loads(dcxml.dumps(chain(310)))


def test_the_number_of_attributes_is_bounded_by_a_setting():
    serializer = DataContractSerializer(Node, limits=Limits(attributes=2))

    with pytest.raises(DecodeError, match="more than 2 attributes"):
        serializer.loads('<Node xmlns="urn:n" a="1" b="2" c="3"/>')


@pytest.mark.parametrize("space", [0, 1, 40], ids=["at once", "after a blank", "after many"])
@pytest.mark.parametrize("most", [0, 2, 7])
def test_the_first_attribute_beyond_the_bound_is_refused_wherever_its_element_is(most, space):
    attributes = " ".join(f'{letter}=""' for letter in "abcdefgh"[:most])
    serializer = DataContractSerializer(Node, limits=Limits(attributes=most), unknown="ignore")
    within, beyond = (
        f'{" " * space}<n:Node xmlns:n="urn:n"><q {attributes}{more}/>{" " * space}</n:Node>' for more in ("", ' x=""')
    )

    assert Node() == serializer.loads(within)
    with pytest.raises(DecodeError, match=f"more than {most} attributes"):
        serializer.loads(beyond)


def test_one_serializer_serves_many_threads():
    serializer = Serializer(Node)
    expected = [dcxml.dumps(chain(number)) for number in range(1, 9)]
    results = [None] * 8
    barrier = threading.Barrier(8)

    @data_contract(name="Fresh", namespace="urn:n")
    class Fresh:
        id: Int = data_member("Id", default=0)

    fresh = []

    def work(number):
        barrier.wait()  # all compile at once
        fresh.append(dcxml.dumps(Fresh(id=number)))
        for _ in range(50):
            results[number] = serializer.dumps(serializer.loads(expected[number]))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert expected == results
    assert 8 == len(set(fresh))


def test_a_class_that_is_gone_takes_its_codec_along(monkeypatch):
    monkeypatch.setattr(declarations, "observers", [])  # Hypothesis keeps the classes it was told of

    def make():
        @data_contract(name="Gone", namespace="urn:n")
        class Gone:
            id: Int = data_member("Id", default=0)

        dcxml.loads(dcxml.dumps(Gone()), Gone)
        return weakref.ref(Gone)

    reference = make()
    gc.collect()

    assert reference() is None


def test_compiled_code_is_readable_and_named_after_its_contract():
    codec = Serializer(Node)._codec
    dcxml.loads(dcxml.dumps(Node()), Node)
    read = codec._decoder(ReaderSettings(), is_deep=False).namespace["Node"]
    write = codec._encoder(WriterSettings(), Care.NONE).namespace["Node"]

    source = inspect.getsource(read)
    assert '"""Read {urn:n}Node."""' in source
    assert "if id is not None: instance.id = Int(id, reading)  # Id" in source
    assert "f'<{prefix}Id>{Int(instance.id)}</{prefix}Id>'" in inspect.getsource(write)
    assert codec.decoder_text().startswith("def Node(element, reading):")
    assert codec.encoder_text(WriterSettings(dialect=Dialect.TEXT)).startswith("def Node(instance, scope):")


def test_a_traceback_through_compiled_code_shows_its_line():
    with pytest.raises(DecodeError) as caught:
        dcxml.loads(f'<Node xmlns="urn:n" xmlns:i="{XSI}"><Id>x</Id></Node>', Node)

    shown = "".join(traceback.format_exception(caught.value))
    assert "if id is not None: instance.id = Int(id, reading)  # Id" in shown
