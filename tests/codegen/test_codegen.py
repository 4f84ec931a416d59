"""The kit that writes source: literals, names, lines, layout, compilation."""

from __future__ import annotations

import ast
import inspect
import keyword
import linecache
import traceback

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcxml.codegen.compiler import compile_source, unique_filename
from dcxml.codegen.layout import LINE_LENGTH, call, lay_out, subscript, tuple_of
from dcxml.codegen.layout import keyword as keyword_argument
from dcxml.codegen.literal import docstring, literal
from dcxml.codegen.scope import Scope, identifier
from dcxml.codegen.writer import SourceWriter

VALUES = st.none() | st.booleans() | st.integers() | st.binary() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.text(st.characters()) | VALUES)
@example("it's")
@example('q"')
@example("both \" and '")
@example("\\")
@example("\ud800\x00\n")
def test_a_literal_is_read_back_as_the_value(value):
    again = ast.literal_eval(literal(value))
    assert value == again
    assert type(value) is type(again)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", '"a"'), ("it's", '"it\'s"'), ('"', "'\"'"), ("\"'", '"\\"\'"'), ('""\'', "'\"\"\\''"), ("\n", '"\\n"')],
)
def test_a_text_has_the_quotes_that_save_escapes(text, expected):
    assert expected == literal(text)


@given(st.text(st.characters() | st.sampled_from('"\\\n')))
@example('\\"')
@example('"""')
@example('a"')
def test_a_docstring_cannot_be_ended_by_its_text(text):
    assert text == ast.literal_eval(f'"""{docstring(text)}"""')


@given(st.text())
def test_an_identifier_is_legal_and_stays_as_it_is(text):
    name = identifier(text)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert name == identifier(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", "a_b"),
        ("1x", "_1x"),
        ("class", "class_"),
        ("²", "_2"),
        ("ﬁ", "fi"),
        ("", "_"),
        ("match", "match"),
        ("℘", "_"),
    ],
)
def test_identifiers_of_nasty_texts(text, expected):
    assert expected == identifier(text)


def test_a_character_no_identifier_may_hold_is_left_out():
    assert identifier("a\u0bf3b\u0345").isidentifier()
    assert identifier("\u0d70") == "_"
    assert identifier("a\u0d70b") == "_ab"


@given(st.lists(st.text(max_size=3)))
def test_a_scope_gives_each_name_once(texts):
    scope = Scope({"a"})
    names = [scope.name(text) for text in texts]
    assert len({*names, "a"}) == len(names) + 1
    assert all(name in scope for name in names)


def test_a_taken_name_gets_a_number_and_a_legal_one_stays():
    scope = Scope(["day"])
    assert ["day_2", "day_3", "list_", "class_", "class_2"] == [
        scope.name(wanted) for wanted in ("day", "day", "list_", "class", "class")
    ]


def test_lines_are_indented_by_their_block():
    writer = SourceWriter()
    with writer.block("if x:"):
        writer.lines("a", "", "b")
    writer.line("c")
    assert writer.text() == "if x:\n    a\n\n    b\nc\n"


def test_the_margin_returns_when_a_block_fails():
    writer = SourceWriter()
    with pytest.raises(KeyError), writer.block("if x:"):
        raise KeyError
    writer.line("c")
    assert writer.text() == "if x:\nc\n"


@pytest.mark.parametrize(
    ("head", "value", "tail", "expected"),
    [
        ("x = ", call("f", "a", "b"), "", ["x = f(a, b)"]),
        ("x = ", call("f"), "", ["x = f()"]),
        ("x = ", "name", ",", ["x = name,"]),
        ("", tuple_of("a"), "", ["(a,)"]),
        ("", subscript("list", "a"), " | None", ["list[a] | None"]),
        ("", call("f", keyword_argument("k", call("g", "a"))), "", ["f(k=g(a))"]),
        ("x = ", call("f", "a" * 60, "b" * 53), "", ["x = f(", f"    {'a' * 60}, {'b' * 53}", ")"]),
        ("x = ", call("f", "a" * 80, "b" * 50), ",", ["x = f(", f"    {'a' * 80},", f"    {'b' * 50},", "),"]),
        ("", tuple_of("a" * 130), "", ["(", f"    {'a' * 130},", ")"]),
        (f"{'h' * 118} = ", call("f", "a"), "", [f"{'h' * 118} = f(a)  # fmt: skip"]),
        (
            "",
            call("f", keyword_argument("k", tuple_of("a" * 70, "b" * 60))),
            "",
            ["f(", "    k=(", f"        {'a' * 70},", f"        {'b' * 60},", "    ),", ")"],
        ),
    ],
)
def test_brackets_are_laid_out_flat_then_hugged_then_one_item_a_line(head, value, tail, expected):
    assert expected == [*lay_out(head, value, tail)]


def test_the_margin_counts_in_the_length():
    value = call("f", "a" * (LINE_LENGTH - 3))
    assert len([*lay_out("", value)]) == 1
    assert len([*lay_out("", value, margin=1)]) == 3


def test_compiled_source_is_known_to_tracebacks_and_inspect():
    filename = unique_filename("case")
    source = "def fail():\n    raise ValueError('here')\n"
    namespace = compile_source(source, filename, {"__name__": "case"})
    with pytest.raises(ValueError, match="here") as caught:
        namespace["fail"]()
    assert "raise ValueError('here')" in "".join(traceback.format_exception(caught.value))
    assert source == inspect.getsource(namespace["fail"])
    linecache.checkcache()
    assert filename in linecache.cache


def test_file_names_are_unique():
    assert unique_filename("a") != unique_filename("a")
