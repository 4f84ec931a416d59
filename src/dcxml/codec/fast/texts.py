"""Texts of simple values on the fast lane: as expressions in compiled source, for reading and for writing.

Where the text of a value is simple, its expression is too; else it calls the parser or the formatter of its type.
"""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.enumerations import enumeration_formatter, enumeration_parser, known_texts
from dcxml.codec.escaping import plain_test
from dcxml.codec.fast.declined import Declined
from dcxml.codec.leaves import checked_parser
from dcxml.codec.plan import base_primitive
from dcxml.codec.schema_types import facet_check
from dcxml.contract.model import EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.errors import LexicalError
from dcxml.lexical.characters import XML_INVALID
from dcxml.lexical.date_time_text import read_punctuated_date_time
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.codec.fast.shapes import Text
    from dcxml.codec.fast.source import FunctionSource
    from dcxml.codec.writing import Writing
    from dcxml.contract.model import DataContract
    from dcxml.lexical.table import Primitive

__all__ = ["is_string", "reading_expression", "resolve", "writing_expression"]

_REFERENCE: Final = re.compile(r"&([^;&]*;?)")
_NOT_AS_IT_IS: Final = re.compile(f"[&<>\r]|{XML_INVALID.pattern}")
_REFERRED: Final = {"amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "apos;": "'", "#xD;": "\r"}
_BOOLEAN: Final = QName(XS, "boolean")
_DATE_TIME: Final = QName(XS, "dateTime")
_DECIMAL: Final = QName(XS, "decimal")
_SAFE_DECIMAL: Final = 29
"""So many digits System.Decimal may be unable to hold."""
_STRING: Final = QName(XS, "string")


def resolve(text: str) -> str:
    """Return a text with its references resolved, as far as .NET writes any.

    :raises Declined: for another reference.
    """
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    known = _REFERRED.get(match[1])
    if known is None:
        raise Declined
    return known


def reading_expression(source: FunctionSource, text: Text, given: str) -> str:
    """Return the expression for the value of the text ``given``, an expression itself; ``resolve`` is bound.

    Evaluated, it raises `Declined`, KeyError or LexicalError where the text is none of the type.
    """
    contract = text.contract
    plain = given if not text.may_be_empty or given == '""' else f'{given} if "&" not in {given} else resolve({given})'
    if isinstance(contract, EnumDataContract):
        return _reading_enumeration(source, contract, given, None if not text.may_be_empty else plain)
    primitive = _primitive(source, contract)
    if isinstance(contract, PrimitiveDataContract):
        if contract.name == _BOOLEAN:
            return f'{given} == "true"'
        if contract.name == _STRING:
            return plain
    parse = source.bind_once(f"parse_{contract.name.name}", contract.name, lambda: _parser(source, contract, primitive))
    if isinstance(contract, PrimitiveDataContract) and contract.name == _DATE_TIME:
        read = source.bind_once("read_dateTime", read_punctuated_date_time, lambda: read_punctuated_date_time)
        return f"{read}({given}) or {parse}({given})"
    is_safe = _test_of_a_safe_number(contract, given)
    if is_safe is None:
        return f"{parse}({plain})"
    number = "int" if primitive.python_type is int else source.bind_once("Decimal", Decimal, lambda: Decimal)
    return f"{number}({given}) if {is_safe} else {parse}({given})"


def _reading_enumeration(source: FunctionSource, contract: EnumDataContract, given: str, plain: str | None) -> str:
    """Return the expression for a value; there is none for an unknown text where the ``plain`` text does not matter."""
    python_class = source.plan.types[contract.name]
    label = contract.name.name
    known = source.bind_once(
        f"{label}_texts", contract.name, lambda: _spelled_as_they_are(known_texts(python_class, contract))
    )
    if plain is None:
        return f"{known}[{given}]"
    parse = source.bind_once(
        f"parse_{label}", ("parse", contract.name), lambda: enumeration_parser(python_class, contract)
    )
    return f"{known}.get({given}) or {parse}({plain})"


def _test_of_a_safe_number(contract: DataContract, given: str) -> str | None:
    """Return the test that a number, whose form is known, is surely in range and as Python reads it, if any."""
    if not isinstance(contract, PrimitiveDataContract):
        return None
    held = INTEGER_RANGES.get(contract.name)
    if held is not None:
        return f"len({given}) < {len(str(held[-1]))}"
    return f'len({given}) < {_SAFE_DECIMAL} and "-" not in {given}' if contract.name == _DECIMAL else None


def writing_expression(source: FunctionSource, writing: Writing, text: Text, value: str) -> tuple[str, str]:
    """Return the test that a ``value`` can be written here, if there is one, and the expression of its text."""
    contract = text.contract
    if isinstance(contract, EnumDataContract):
        return _enumeration(source, writing, contract, value)
    primitive = _primitive(source, contract)
    if isinstance(contract, PrimitiveDataContract):
        if contract.name == _BOOLEAN:
            return f"{value} is True or {value} is False", f'"true" if {value} else "false"'
        if contract.name == _STRING:
            return f"{value}.__class__ is str", f"{value} if {plain_test(value)} else escape({value})"
        held = INTEGER_RANGES.get(contract.name)
        if held is not None:
            return f"{value}.__class__ is int and {held[0]} <= {value} <= {held[-1]}", value
    check = facet_check(source.plan.contracts, contract) if isinstance(contract, SimpleDataContract) else None
    formatter = source.bind_once(
        f"format_{contract.name.name}", contract.name, lambda: writing.formatter(primitive, check)
    )
    return "", f"{formatter}({value})"


def is_string(text: Text) -> bool:
    """Tell whether a text is an xs:string, whatever characters that has."""
    return isinstance(text.contract, PrimitiveDataContract) and text.contract.name == _STRING


def _enumeration(source: FunctionSource, writing: Writing, contract: EnumDataContract, value: str) -> tuple[str, str]:
    python_class = source.plan.types[contract.name]
    expected = source.bind_once(f"{contract.name.name}_class", python_class, lambda: python_class)
    format_value = _with_text(enumeration_formatter(python_class, contract, writing.settings.escapes))
    formatter = source.bind_once(f"format_{contract.name.name}", contract.name, lambda: format_value)
    if contract.is_flags:
        return f"{value}.__class__ is {expected}", f"{formatter}({value})"
    texts = source.bind_once(
        f"{contract.name.name}_texts", ("texts", contract.name), lambda: _texts(python_class, format_value)
    )
    # `_value_` is there without the detour of the property `value`
    return f"{value}.__class__ is {expected}", f"{texts}.get({value}._value_) or {formatter}({value})"


def _texts(python_class: Any, format_value: Callable[[Any], str]) -> dict[Any, str]:
    """Return the texts of an enumeration's members as they are written; those that cannot be are left out."""
    found = {}
    for member in python_class:
        with contextlib.suppress(Declined, LexicalError):
            found[member.value] = format_value(member)
    return found


def _primitive(source: FunctionSource, contract: DataContract) -> Primitive:
    found = base_primitive(source.plan.contracts, contract)
    if found is None:
        message = f"{contract.name.clark} has no simple text"
        raise TypeError(message)
    return found.primitive


def _parser(source: FunctionSource, contract: DataContract, primitive: Primitive) -> Callable[[str], Any]:
    if isinstance(contract, SimpleDataContract):
        return checked_parser(primitive, facet_check(source.plan.contracts, contract))
    return primitive.parse


def _spelled_as_they_are(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of an enumeration's texts that stand in a document as they are: the others have references."""
    return {text: value for text, value in known.items() if _NOT_AS_IT_IS.search(text) is None}


def _with_text(format_value: Callable[[Any], str | None]) -> Callable[[Any], str]:
    """Return the function that gives the text of an enumeration's value, and declines one without."""

    def text_of(value: Any) -> str:
        text = format_value(value)
        if text is None:
            raise Declined
        return text

    return text_of
