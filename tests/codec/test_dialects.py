"""Start tags of both dialects, as XmlDictionaryWriter and XmlWriter write them."""

from __future__ import annotations

import pytest

from dcxml.codec.dialects import Dialect, Scope, start_tag
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.faults import NestingError
from dcxml.errors import LexicalError
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName


def root_scope(dialect, *, namespace="urn:o"):
    tag = start_tag(Scope(dialect), "Outer", namespace)
    tag.declare_prefix("i", XSI)
    return tag.content()


def class_root(scope):
    tag = start_tag(scope, "Outer", "urn:o")
    tag.declare_prefix("i", XSI)
    return tag.text()


def null_root(scope):
    tag = start_tag(scope, "Base", "urn:o")
    tag.nil()
    return tag.start().nil


def any_root(scope):
    tag = start_tag(scope, "anyType", SERIALIZATION, prefix="z")
    tag.type(XS, "int")
    return tag.text()


def reference_root(scope):
    tag = start_tag(scope, "Ref", "urn:o")
    tag.declare_prefix("i", XSI)
    tag.attribute("z", "Id", SERIALIZATION, "i1")
    return tag.text()


def renamed_root(scope):
    tag = start_tag(scope, "Rt", "urn:root")
    tag.declare("urn:o")
    tag.declare_prefix("i", XSI)
    return tag.text()


ROOTS = {
    "class": (
        class_root,
        f'<Outer xmlns:i="{XSI}" xmlns="urn:o"',
        f'<Outer xmlns="urn:o" xmlns:i="{XSI}"',
    ),
    "null": (
        null_root,
        f'<Base i:nil="true" xmlns:i="{XSI}" xmlns="urn:o" />',
        f'<Base i:nil="true" xmlns="urn:o" xmlns:i="{XSI}"/>',
    ),
    "object": (
        any_root,
        f'<z:anyType xmlns:d1p1="{XS}" i:type="d1p1:int" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}"',
        f'<z:anyType i:type="a:int" xmlns:z="{SERIALIZATION}" xmlns:a="{XS}" xmlns:i="{XSI}"',
    ),
    "reference": (
        reference_root,
        f'<Ref xmlns:i="{XSI}" z:Id="i1" xmlns:z="{SERIALIZATION}" xmlns="urn:o"',
        f'<Ref z:Id="i1" xmlns="urn:o" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}"',
    ),
    "another name": (
        renamed_root,
        f'<Rt xmlns:d1p1="urn:o" xmlns:i="{XSI}" xmlns="urn:root"',
        f'<Rt xmlns="urn:root" xmlns:a="urn:o" xmlns:i="{XSI}"',
    ),
}


@pytest.mark.parametrize(("make", "xmlwriter", "text"), ROOTS.values(), ids=ROOTS)
def test_roots_are_written_as_net_writes_them(make, xmlwriter, text):
    assert xmlwriter == make(Scope(Dialect.XML_WRITER))
    assert text == make(Scope(Dialect.TEXT))


@pytest.mark.parametrize(
    ("dialect", "nil", "opened", "empty"),
    [
        (
            Dialect.XML_WRITER,
            f'<X xmlns:d2p1="{ARRAYS}" i:nil="true" />',
            f'<X xmlns:d2p1="{ARRAYS}">',
            f'<X xmlns:d2p1="{ARRAYS}" />',
        ),
        (
            Dialect.TEXT,
            f'<X i:nil="true" xmlns:a="{ARRAYS}"/>',
            f'<X xmlns:a="{ARRAYS}">',
            f'<X xmlns:a="{ARRAYS}"/>',
        ),
    ],
    ids=["xmlwriter", "text"],
)
def test_a_member_declares_the_namespace_of_its_type_whatever_its_value(dialect, nil, opened, empty):
    start = root_scope(dialect)[ElementSpec("X", "urn:o", ARRAYS)]

    assert (nil, opened, empty, "</X>") == (start.nil, start.open, start.empty, start.close)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_declaration_is_made_once_in_a_scope(dialect):
    outer = root_scope(dialect)[ElementSpec("X", "urn:o", ARRAYS)].content

    inner = outer[ElementSpec("Y", "urn:o", ARRAYS)]

    assert "<Y>" == inner.open


def test_the_text_writer_passes_over_letters_that_are_bound():
    scope = root_scope(Dialect.TEXT)
    letters = []
    for number in range(28):
        tag = start_tag(scope, "X", "urn:o")
        letters.append(tag.declare(f"urn:{number}"))
        scope = tag.content()

    assert [*"abcdefghjklmnopqrstuvwxyz", "d27p0", "d28p0", "d29p0"] == letters


def test_the_xml_writer_counts_prefixes_per_element_and_names_the_depth():
    tag = start_tag(root_scope(Dialect.XML_WRITER), "X", "urn:o")

    assert ["d2p1", "d2p2"] == [tag.declare("urn:1"), tag.declare("urn:2")]


@pytest.mark.parametrize("dialect", Dialect)
def test_an_element_in_no_namespace_undeclares_the_default(dialect):
    tag = start_tag(root_scope(dialect), "A", "")

    assert '<A xmlns=""' == tag.text()
    assert ("", ' xmlns=""') == root_scope(dialect).tag("")


@pytest.mark.parametrize("dialect", Dialect)
def test_a_namespace_with_markup_in_it_is_escaped(dialect):
    tag = start_tag(Scope(dialect), "A", 'urn:"<&>')

    assert '<A xmlns="urn:&quot;&lt;&amp;&gt;"' == tag.text()


def test_no_prefix_can_stand_for_no_namespace():
    tag = start_tag(root_scope(Dialect.TEXT), "A", "urn:o")

    with pytest.raises(LexicalError, match="no prefix can stand for no namespace"):
        tag.declare_prefix("p", "")


@pytest.mark.parametrize("dialect", Dialect)
def test_a_hidden_prefix_is_not_used(dialect):
    tag = start_tag(root_scope(dialect), "A", "")  # hides the default namespace urn:o

    assert tag.content().prefix_of("urn:o") is None
    assert '<B xmlns="urn:o"' == start_tag(tag.content(), "B", "urn:o").text()


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("type_name", [None, QName("urn:t", "T"), QName(XS, "string")], ids=str)
@pytest.mark.parametrize("declares", [None, "urn:d"])
def test_ready_texts_around_an_identity_are_those_of_a_start_tag(dialect, type_name, declares):
    spec = ElementSpec("E", "urn:e", declares, "urn:items", contract=QName("urn:c", "C"), type=type_name)
    scope = root_scope(dialect)

    def tag(name):
        made = start_tag(scope, "E", "urn:e")
        if declares:
            made.declare(declares)
        made.attribute("z", name, SERIALIZATION, "i1")
        return made

    referring, identified = tag("Ref"), tag("Id")
    referring.nil()
    if type_name is not None:
        identified.type(type_name.namespace, type_name.name)
    identified.declare("urn:items")
    start = identified.start()
    is_written_out = dialect is Dialect.XML_WRITER and type_name == QName(XS, "string")

    made = scope.make_identified(spec)

    assert made.around("text", "i1") == start.around("text")
    assert made.around("", "i1") == (f"{start.open}{start.close}" if is_written_out else start.empty)
    assert made.content is start.content
    assert scope.make_referring(spec, is_nil=True).to("i1", scope) == referring.start().empty


@pytest.mark.parametrize("dialect", Dialect)
def test_a_ready_start_may_name_a_type(dialect):
    spec = ElementSpec("E", "urn:e", "urn:d", "urn:items", contract=QName("urn:c", "C"), type=QName("urn:t", "T"))
    scope = root_scope(dialect)
    tag = start_tag(scope, "E", "urn:e")
    tag.declare("urn:d")
    tag.type("urn:t", "T")
    tag.declare("urn:items")

    assert scope[spec] is scope[spec]
    assert scope[spec].around("text") == tag.start().around("text")
    assert scope[spec].content is tag.start().content


def test_a_reference_is_refused_where_any_element_is_too_deep():
    spec = ElementSpec("E", "urn:e")
    scope = Scope(Dialect.XML_WRITER, depth=3, deepest=2)
    referring = scope.make_referring(spec, is_nil=False)

    with pytest.raises(NestingError):
        referring.to("i1", scope)
    with pytest.raises(NestingError):
        scope.make_identified(spec)
