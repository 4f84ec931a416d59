"""What `i:type` names is remembered by a decoder; what comes of a document does not depend on what was read before."""

from __future__ import annotations

import gc

import pytest

from dcxml import DateTime, DecodeError, Int, data_contract, data_member, identical
from dcxml.codec.making import make_codec
from dcxml.codec.settings import FastLane, ReaderSettings
from dcxml.qname import SERIALIZATION, XS, XSI
from dcxml.xmlio import Limits

ONE, TWO = "urn:one", "urn:two"


@data_contract(name="Base", namespace=ONE)
class Base:
    """A base."""

    number: Int = data_member("Number", default=0)


@data_contract(name="Derived", namespace=TWO)
class Derived(Base):
    """One that derives from it, in another namespace."""


@data_contract(name="Derived", namespace="")
class Nowhere(Base):
    """One of the same name in no namespace."""


@data_contract(name="Other", namespace=ONE)
class Other:
    """One that does not."""


@data_contract(name="Node", namespace=ONE, is_reference=True)
class Node:
    """An object with an identity."""

    number: Int = data_member("Number", default=0)


@data_contract(name="Leaf", namespace=ONE)
class Leaf(Node):
    """One that derives from it."""


@data_contract(name="Places", namespace=ONE)
class Places:
    """A place of each kind."""

    base: Base | None = data_member("A", default=None)
    thing: object | None = data_member("B", default=None)
    node: Node | None = data_member("C", default=None)
    again: Node | None = data_member("D", default=None)
    pairs: dict[str, DateTime] | None = data_member("E", default=None)


KNOWN = (Derived, Nowhere, Other, Node, Leaf)
ALSO = {
    "alone": "",
    "nil": 'i:nil="true"',
    "not nil": 'i:nil="false"',
    "an identity": 'z:Id="i7"',
    "the same identity": 'z:Id="i1"',
    "a reference": 'z:Ref="i1"',
    "a size": 'z:Size="1"',
    "a location": 'i:schemaLocation="a b"',
    "an unknown attribute": 'a="1"',
}
NAMES = [
    "Base", "o:Base", "Derived", "t:Derived", "o:Derived", "Other", "Node", "o:Node", "Leaf", "no:Base", ":Base",
    "x:int", "x:string", "x:dateTime", "x:anyType", "x:none", "no:int", ":int", "int",
    "t:", ":", "", " Base", "o:Base ", "a:b:Base",
]  # fmt: skip
DEFAULTS = {"one": ONE, "two": TWO, "none": ""}
CONTENTS = {"a member": "<o:Number>1</o:Number>", "a text": "12", "nothing": ""}


def document(*, a, b, c, d, default=ONE):
    """Return a document with four elements, each told by its attributes and its content."""
    members = "".join(
        f'<o:{name} {attributes} xmlns="{default}">{content}</o:{name}>'
        for name, (attributes, content) in {"A": a, "B": b, "C": c, "D": d}.items()
    )
    prefixes = f'xmlns:i="{XSI}" xmlns:x="{XS}" xmlns:z="{SERIALIZATION}" xmlns:t="{TWO}"'
    return f'<o:Places {prefixes} xmlns:o="{ONE}">{members}</o:Places>'


NULL = ('i:nil="true"', "")


def documents():
    for default in DEFAULTS.values():
        for name in NAMES:
            for also in ALSO.values():
                for content in CONTENTS.values():
                    told = (f'i:type="{name}" {also}', content)
                    first = ('z:Id="i1"', "<o:Number>3</o:Number>")
                    yield document(a=told, b=NULL, c=NULL, d=NULL, default=default)
                    yield document(a=NULL, b=told, c=NULL, d=NULL, default=default)
                    yield document(a=NULL, b=NULL, c=first, d=told, default=default)


def codec(limits=None):
    return make_codec(Places, KNOWN, *([limits] if limits else []))


def outcome(made, settings, text):
    coder, root = made
    try:
        return coder.decode(text, root, settings)
    except DecodeError as error:
        return (type(error), str(error), error.path, error.line, error.found, error.expected)


def is_same(first, second):
    return first == second if isinstance(first, tuple) else identical(first, second)


SETTINGS = {
    "strict": ReaderSettings(fast_lane=FastLane.NEVER),
    "forbidding": ReaderSettings(unknown="forbid", fast_lane=FastLane.NEVER),
    "dotnet": ReaderSettings(is_strict=False, unknown="ignore", fast_lane=FastLane.NEVER),
    "preserving": ReaderSettings(preserve_object_references=True, fast_lane=FastLane.NEVER),
}


@pytest.mark.parametrize("limits", [None, Limits(attributes=1)], ids=["usual", "one attribute"])
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_what_was_read_before_does_not_count(settings, limits):
    made = codec(limits)
    coder, _ = made
    texts = list(documents())
    outcomes = []
    for text in texts:
        coder._decoder(settings, is_deep=False).named.clear()
        outcomes.append(outcome(made, settings, text))

    for text, first in [*zip(texts, outcomes, strict=True)] * 2:
        again = outcome(made, settings, text)
        assert is_same(again, first), text

    assert sum(isinstance(each, Places) for each in outcomes) > 50


def test_prefixes_are_not_remembered():
    made = codec()
    settings = SETTINGS["strict"]

    def read(start):
        for number in range(start, start + 2_000):
            for name in (f"p{number}:Base", f"p{number}:Nothing{number}"):
                told = f'xmlns:p{number}="{ONE}" i:type="{name}"', "<o:Number>1</o:Number>"
                outcome(made, settings, document(a=told, b=NULL, c=NULL, d=NULL))
        gc.collect()
        return len(gc.get_objects())

    assert read(2_000) - read(0) < 500
