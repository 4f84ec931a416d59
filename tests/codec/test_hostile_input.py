"""Hostile documents, names and values: an answer or one clear error, in a time that grows no faster than the input."""

from __future__ import annotations

import decimal
import enum
import gc
import linecache
import sys
import threading
from uuid import UUID

import pytest

import dcxml
from dcxml import AnyURI, DecodeError, Dialect, EncodeError, InvalidDataContractError
from dcxml.binding import declarations, introspect
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.types import Int, String
from dcxml.qname import QName

SER = "http://schemas.microsoft.com/2003/10/Serialization/"
ARRAYS = f"{SER}Arrays"
FIVE = f'<int xmlns="{SER}">5</int>'
DTD = f'<!DOCTYPE int [<!ENTITY five "5">]><int xmlns="{SER}">&five;</int>'
BOM = "\ufeff"


@data_contract(name="Node", namespace="urn:h")
class Node:
    number: Int = data_member("Number", default=0)
    held: object | None = data_member("Held", default=None)


# The prolog


def test_many_comments_before_the_root_are_read_in_no_time():
    # A pattern that backtracks would try every way to take them together: 2 to the power of 60.
    assert dcxml.loads("<!---->" * 60 + FIVE, Int) == 5


def test_what_looks_like_a_dtd_in_the_content_is_text():
    document = f'<!-- a --><string xmlns="{SER}"><![CDATA[--><!DOCTYPE x]]></string>'
    assert dcxml.loads(document, String) == "--><!DOCTYPE x"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(DTD, id="first"),
        pytest.param(f" \n<!-- a --><?b?>{DTD}", id="after a comment and a processing instruction"),
        pytest.param(DTD.encode("utf-16"), id="UTF-16"),
        pytest.param(DTD.encode("utf-16-be"), id="UTF-16 without a byte order mark"),
        pytest.param(DTD.encode("utf-8-sig"), id="behind a byte order mark"),
        pytest.param(BOM + DTD, id="text behind a byte order mark"),
    ],
)
def test_a_dtd_is_refused_before_it_is_parsed(document):
    with pytest.raises(DecodeError, match="document type declaration"):
        dcxml.loads(document, Int)


@pytest.mark.parametrize("body", [DTD, FIVE], ids=["with a DTD", "without"])
@pytest.mark.parametrize("encode", [str, str.encode], ids=["text", "bytes"])
def test_a_second_byte_order_mark_is_no_way_around(encode, body):
    with pytest.raises(DecodeError, match="does not begin with '<'"):
        dcxml.loads(encode(BOM + BOM + body), Int)


@pytest.mark.parametrize("version", ["1.1", "1.7", "2.0"])
def test_a_version_other_than_1_0_is_refused_in_text_too(version):
    with pytest.raises(DecodeError, match=version):
        dcxml.loads(f'<?xml version="{version}"?>{FIVE}', Int)


def test_text_may_declare_any_encoding_for_it_has_none():
    assert dcxml.loads(f'<?xml version="1.0" encoding="utf-16"?>{FIVE}', Int) == 5


DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


@pytest.mark.parametrize("encode", [str, str.encode, lambda text: (BOM + text).encode()], ids=["text", "bytes", "BOM"])
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(f'<?xml-stylesheet href="a"?>{FIVE}', id="a style sheet first"),
        pytest.param(f'{DECLARATION}<?xml-stylesheet href="a"?>{FIVE}', id="a style sheet after the declaration"),
        pytest.param(f"<?xmlish?>{FIVE}", id="a name that begins with xml"),
        pytest.param(f"<!-- ? --><?b?>{FIVE}", id="after a comment"),
        pytest.param(f"{FIVE}<?b?>", id="after the root"),
        pytest.param(f"{DECLARATION}{FIVE}<?b?>", id="after the root, with a declaration"),
    ],
)
def test_a_processing_instruction_beside_the_root_is_refused(document, encode):
    with pytest.raises(DecodeError, match="processing instruction"):
        dcxml.loads(encode(document), Int)


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\r\n"], ids=["blank", "tab", "line", "two characters"])
def test_the_declaration_is_no_processing_instruction(space):
    text = f'<?xml{space}version="1.0"{space}?><!-- ?> --><string xmlns="{SER}">why? <![CDATA[<?b?>]]></string>'
    assert dcxml.loads(text, String) == "why? <?b?>"


@pytest.mark.parametrize("document", ["", b"", " \n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_called_so(document):
    with pytest.raises(DecodeError, match="the document is empty"):
        dcxml.loads(document, Int)


@pytest.mark.parametrize("data", [5, None, [1, 2]])
def test_what_is_neither_text_nor_bytes_is_a_type_error(data):
    with pytest.raises(TypeError):
        dcxml.loads(data, Int)


@pytest.mark.parametrize("namespace", ["a}b", "}", "{a}b", "{"])
def test_a_brace_in_a_namespace_stays_there(namespace):
    @data_contract(name="Braced", namespace=namespace)
    class Braced:
        number: Int = data_member("Number", default=0)

    assert QName(namespace, "Braced") == QName.from_clark(QName(namespace, "Braced").clark)
    written = dcxml.dumps(Braced(number=1))
    assert Braced(number=1) == dcxml.loads(written, Braced)
    with pytest.raises(DecodeError, match=r"is in the namespace .* not in"):
        dcxml.loads('<Braced xmlns="urn:other"/>', Braced)


# Depth and length


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("depth", [49, 50, 51, 1_400])
def test_unknown_elements_are_kept_however_deep(depth, mode):
    document = f'<Node xmlns="urn:h"><Number>1</Number>{"<q>" * depth}{"</q>" * depth}</Node>'
    value = dcxml.loads(document, Node, mode=mode)
    written = dcxml.dumps(value, dialect=Dialect.TEXT)
    assert written.count(b"<q") == depth


def test_untyped_xml_is_kept_however_deep():
    document = f'<Node xmlns="urn:h"><Held>{"<q>" * 1_400}{"</q>" * 1_400}</Held><Number>1</Number></Node>'
    assert dcxml.dumps(dcxml.loads(document, Node)).count(b"<q") == 1_400


def test_a_long_attribute_is_a_long_text():
    small = dcxml.DataContractSerializer(Node, limits=dcxml.Limits(text_length=10))
    with pytest.raises(DecodeError, match="longer than 10 characters"):
        small.loads(f'<Node xmlns="urn:h" a="{"x" * 11}"/>')


@pytest.mark.parametrize("cls", [Int, dcxml.Double, decimal.Decimal], ids=["int", "double", "decimal"])
def test_an_int_of_more_digits_than_python_prints_is_refused_like_any_other(cls):
    with pytest.raises(EncodeError):
        dcxml.dumps(10**5_000, cls)


def test_a_value_whose_repr_fails_can_still_be_named():
    class Nameless:
        def __repr__(self) -> str:
            raise OSError

    with pytest.raises(EncodeError, match="<Nameless> is not an int"):
        dcxml.dumps(Nameless(), Int)


# Names


def made(name: str, members: dict[str, str], annotation: object = Int, default: object = 0) -> type:
    """Return a contract class with members by attribute and wire name."""
    body = {attribute: data_member(wire, default=default) for attribute, wire in members.items()}
    return data_contract(name=name, namespace="urn:h")(
        type("Made", (), {**body, "__annotations__": dict.fromkeys(members, annotation)})
    )


NAMES_IN_COMPILED_SOURCE = (
    "Int", "String", "Made", "Outer_members", "Outer_class", "Outer_lines", "Outer_tags", "Outer_not_nil", "Outer_X",
    "element", "children", "wire", "reading", "special", "instance", "scope", "tag", "prefix", "xmlns", "item", "items",
    "o", "s", "t", "p", "x", "_", "__", "make", "WRITERS", "by_member", "not_nil", "is_default", "required", "list",
    "map", "any", "new", "tag_of", "CONTINUE", "__builtins__", "__name__", "__import__", "print", "class", "None",
    "match", "mro", "key", "value",
)  # fmt: skip


@pytest.mark.parametrize("name", [n for n in NAMES_IN_COMPILED_SOURCE if n not in ("class", "None")])
def test_an_attribute_may_have_any_name_that_compiled_source_uses(name):
    if name.startswith("__") and name.endswith("__") and name != "__":
        with pytest.raises(InvalidDataContractError, match="is not a name for a member"):
            made("Made", {name: "X"})
        return
    if name == "__":
        return  # Python's name mangling never makes it, and attrs does not take it
    cls = made("Made", {name: "X", "other": "Y"})
    value = cls(**{name: 7})
    assert value == dcxml.loads(dcxml.dumps(value), cls)


@pytest.mark.parametrize("name", NAMES_IN_COMPILED_SOURCE)
def test_a_contract_may_have_any_name_that_compiled_source_uses(name):
    inner = made(name, {"v": "V"})

    @data_contract(name="Outer", namespace="urn:h")
    class Outer:
        x: inner | None = data_member("X", default=None)  # type: ignore[valid-type]
        y: list[inner] | None = data_member("Y", default=None)  # type: ignore[valid-type]
        z: Int = data_member("Z", default=0, emit_default_value=False)

    value = Outer(x=inner(v=3), y=[inner(v=1)], z=2)
    for dialect in Dialect:
        assert value == dcxml.loads(dcxml.dumps(value, dialect=dialect), Outer)
    kept = dcxml.loads('<Outer xmlns="urn:h"><u/><X><q/><V>3</V></X></Outer>', Outer)
    assert b"<u />" in dcxml.dumps(kept)
    value.x.v = "bad"
    with pytest.raises(EncodeError, match="'bad' is not an int") as caught:
        dcxml.dumps(value)
    assert caught.value.path == "/Outer/X/V"


@pytest.mark.parametrize("attribute", ["self", "_wire", "__init__", "__class__"])
def test_names_that_python_or_the_codec_needs_are_refused(attribute):
    with pytest.raises(InvalidDataContractError, match=f"'{attribute}' is not a name for a member"):
        made("Made", {attribute: "X"})


@pytest.mark.parametrize(
    "namespace",
    [
        " ",
        "\ud800",
        "\x00",
        SER,
        "http://www.w3.org/2000/xmlns/",
        "http://www.w3.org/XML/1998/namespace",
    ],
)
def test_a_namespace_that_no_document_can_declare_is_refused(namespace):
    with pytest.raises(InvalidDataContractError, match="is not a namespace for a contract"):
        data_contract(name="Bad", namespace=namespace)


def test_empty_names_are_refused():
    with pytest.raises(InvalidDataContractError, match="cannot be empty"):
        data_contract(name="")
    with pytest.raises(InvalidDataContractError, match="cannot be empty"):
        data_member("")


@pytest.mark.parametrize("cls", [{}, [Int], set()], ids=["dict", "list", "set"])
def test_what_cannot_be_hashed_is_no_contract(cls):
    with pytest.raises(InvalidDataContractError, match="is not a data contract"):
        dcxml.loads(FIVE, cls)


# Values


class Color(str, enum.Enum):  # noqa: UP042 - a StrEnum prints as its value, this one as Color.RED
    RED = "red"


class Loud(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "<loud/>"

    def __format__(self, spec: str) -> str:
        return "<loud/>"


class LoudDecimal(decimal.Decimal):
    def __str__(self) -> str:
        return "<loud/>"

    def __format__(self, *spec: object) -> str:
        return "<loud/>"


class LoudUUID(UUID):
    def __str__(self) -> str:
        return "<loud/>"


@pytest.mark.parametrize(
    ("value", "cls", "expected"),
    [
        pytest.param(Color.RED, String, b">red<", id="str enumeration"),
        pytest.param(Color.RED, AnyURI, b">red<", id="str enumeration as a URI"),
        pytest.param(Loud("a"), String, b">a<", id="str"),
        pytest.param(Loud("<"), String, b">&lt;<", id="str to escape"),
        pytest.param(LoudDecimal("1.50"), decimal.Decimal, b">1.50<", id="Decimal"),
        pytest.param(LoudUUID(int=0), UUID, b">00000000-0000-0000-0000-000000000000<", id="UUID"),
    ],
)
def test_a_subclass_is_written_by_its_value_and_not_as_it_prints(value, cls, expected):
    assert expected in dcxml.dumps(value, cls)


def test_an_unknown_element_of_the_xml_namespace_keeps_its_prefix():
    document = '<Node xmlns="urn:h"><xml:odd/><Number>1</Number></Node>'
    written = dcxml.dumps(dcxml.loads(document, Node))
    assert b"<xml:odd />" in written
    assert dcxml.identical(dcxml.loads(document, Node), dcxml.loads(written, Node))


def test_null_is_no_key_when_written_either():
    with pytest.raises(EncodeError, match="does not allow nil"):
        dcxml.dumps({None: 1}, dict[str, Int])


def test_a_value_of_another_type_is_not_left_out_for_being_equal_to_the_default():
    @data_contract(name="Sparse", namespace="urn:h")
    class Sparse:
        count: Int = data_member("Count", default=0, emit_default_value=False)

    assert b"Count" not in dcxml.dumps(Sparse())
    for wrong in (False, None, ""):
        with pytest.raises(EncodeError, match=r"is not an int|does not allow nil"):
            dcxml.dumps(Sparse(count=wrong))


# Threads and memory


def test_threads_that_compile_members_at_once_do_not_mix_them_up():
    classes = [made(f"M{number}", {"v": f"V{number}"}) for number in range(6)]
    outer = made("Outer", {f"m{n}": f"M{n}" for n in range(6)}, annotation=object, default=None)
    serializer = dcxml.DataContractSerializer(outer, known_types=classes)
    expected = outer(**{f"m{n}": cls(v=n) for n, cls in enumerate(classes)})
    for cls in classes:
        dcxml.set_absent(getattr(expected, f"m{classes.index(cls)}"), "v")
    faults: list[BaseException] = []

    def work() -> None:
        try:
            assert b"V" not in serializer.dumps(expected)
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            faults.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert [] == faults


def test_the_source_of_members_goes_with_their_codec(monkeypatch):
    monkeypatch.setattr(declarations, "observers", [])  # Hypothesis keeps the classes it was told of

    def use() -> None:
        cls = made("Gone", {"v": "V"})
        value = cls()
        dcxml.set_absent(value, "v")
        dcxml.dumps(value)

    gc.collect()
    before = sum(name.startswith("<dcxml members") for name in linecache.cache)
    for _ in range(3):
        use()
    gc.collect()
    assert sum(name.startswith("<dcxml members") for name in linecache.cache) <= before


def test_many_known_types_are_described_once_each(monkeypatch):
    classes = [made(f"K{number}", {"v": "V"}) for number in range(30)]
    previous = None
    linked: list[type] = []
    for number, _ in enumerate(classes):
        previous = made(f"L{number}", {"next": "Next"}, annotation=previous or Int, default=None)
        linked.append(previous)
    seen: list[str] = []
    known = introspect._class
    monkeypatch.setattr(introspect, "_class", lambda name, *rest: seen.append(name.name) or known(name, *rest))
    dcxml.DataContractSerializer(linked[-1], known_types=[*classes, *linked])
    assert len(set(seen)) == len(seen)
