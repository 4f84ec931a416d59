"""Enumerations on the wire (.NET's ``EnumDataContract``): text to value and back, flags among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dcxml.binding.enumerations import flag_bits
from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import XML_INVALID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dcxml.codec.escaping import Escapes
    from dcxml.contract.model import EnumDataContract

__all__ = ["enumeration_formatter", "enumeration_parser", "known_texts"]


def known_texts(python_class: Any, contract: EnumDataContract) -> Mapping[str, Any]:
    """Return the values that have a member, by their text; none of a flags enumeration, whose texts are lists."""
    return {} if contract.is_flags else {each.value: each for each in python_class}


def enumeration_parser(python_class: Any, contract: EnumDataContract) -> Callable[[str], Any]:
    """Return the function from wire text to value: exact and case-sensitive, nothing trimmed, no numbers."""
    if contract.is_flags:
        return _flags_parser(python_class, contract)
    if contract.is_open:
        return cast("Callable[[str], Any]", python_class)
    known = known_texts(python_class, contract)
    expected = _allowed(contract)

    def parse(text: str) -> Any:
        member = known.get(text)
        if member is None:
            raise LexicalError(text, expected)
        return member

    return parse


def enumeration_formatter(
    python_class: Any, contract: EnumDataContract, escapes: Escapes
) -> Callable[[Any], str | None]:
    """Return the function from value to wire text, escaped for XML; None for a zero that has no text."""
    escape_text = escapes.text
    if contract.is_flags:
        return _flags_formatter(python_class, contract, escapes)
    expected = _allowed(contract)
    # A text that cannot be written is a fault of the value that has it, and not of all the others.
    plain = (text for text in known_texts(python_class, contract) if XML_INVALID.search(text) is None)
    escaped = {text: escape_text(text) for text in plain}

    def format_member(value: Any) -> str | None:
        if type(value) is not python_class:
            raise ValueTypeError(value, expected)
        text = value._value_  # without the detour of the property `value`
        return escaped.get(text) or (None if text == 0 else escape_text(text))

    return format_member


def _flags_parser(python_class: Any, contract: EnumDataContract) -> Callable[[str], Any]:
    bits = dict(flag_bits(python_class))
    expected = _allowed(contract)

    def parse(text: str) -> Any:
        total = 0
        for name in text.split(" "):  # U+0020 alone, several of them too: EnumDataContract.ReadEnumValue
            if name:
                number = bits.get(name)
                if number is None:
                    raise LexicalError(name, expected)
                total |= number
        return python_class(total)

    return parse


def _flags_formatter(python_class: Any, contract: EnumDataContract, escapes: Escapes) -> Callable[[Any], str | None]:
    escape_text = escapes.text
    texts = flag_bits(python_class)
    exact = {number: text for text, number in reversed(texts)}
    expected = _allowed(contract)

    def whole(text: str) -> str:
        if " " in text:
            raise LexicalError(text, expected, reason="spaces part the texts of flags, so it could not be read back")
        return text

    def format_flags(value: Any) -> str | None:
        if not isinstance(value, python_class):
            raise ValueTypeError(value, expected)
        rest = value.value
        if rest in exact:
            return escape_text(whole(exact[rest]))
        names = []
        for text, number in texts:  # greedily, in the order of declaration, as EnumDataContract.WriteEnumValue does
            if number and number & rest == number:
                names.append(whole(text))
                rest &= ~number
        if rest:
            raise LexicalError(value, expected, reason=f"no value has the bits {rest:#x}")
        return escape_text(" ".join(names))

    return format_flags


def _allowed(contract: EnumDataContract) -> str:
    names = [member.name for member in contract.members]
    listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")  # noqa: PLR2004 - enough to see
    return f"{contract.name.name} ({listed})" if names else contract.name.name
