"""Readers of simple values: one element in, one Python value out. Each is made once per type and mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.values import as_object
from dcxml.codec.element_names import local_name
from dcxml.errors import DecodeError, LexicalError
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import REF, XS, QName
from dcxml.xmlio import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from dcxml.codec.reading import Reading
    from dcxml.lexical.table import Primitive

    Reader = Callable[[etree._Element, Reading], Any]  # noqa: SLF001 - the name its stubs give the class

__all__ = [
    "bare_reader",
    "checked_parser",
    "checked_reader",
    "enumeration_reader",
    "identified_reader",
    "lexical_fault",
    "primitive_reader",
    "type_label",
]

_STRING: Final = QName(XS, "string")


def type_label(name: QName) -> str:
    """Return how a type is called in messages: ``xs:int``, ``ser:guid``, or its name."""
    return f"xs:{name.name}" if name.namespace == XS else name.name


def checked_parser(primitive: Primitive, check: Callable[[str], None]) -> Callable[[str], Any]:
    """Return the parser of a built-in type's texts, of which ``check`` refuses some."""

    def parse(text: str) -> Any:
        value = primitive.parse(text)
        check(text)
        return value

    return parse


def checked_reader(
    primitive: Primitive,
    name: QName,
    check: Callable[[str], None],
    *,
    nillable: bool,
) -> Reader:
    """Return the reader of a simple type ``name``: a built-in type's texts, of which ``check`` refuses some."""
    parse = checked_parser(primitive, check)
    return _text_reader(parse, type_label(name), (name,), nillable=nillable, is_value_type=primitive.is_value_type)


def primitive_reader(primitive: Primitive, *, strict: bool, nillable: bool) -> Reader:
    """Return the reader of a built-in type's elements."""
    label = type_label(primitive.name)
    names = (primitive.name,)
    if primitive.name == QName(XS, "QName"):
        return _qname_reader(names, strict=strict, nillable=nillable)
    if primitive.name == _STRING:
        return _text_reader(None, label, names, nillable=nillable)
    reader = _text_reader(
        primitive.parse if strict else primitive.parse_dotnet,
        label,
        names,
        nillable=nillable,
        is_value_type=primitive.is_value_type,
    )
    if primitive.python_type is bool:
        return _known_reader({"true": True, "false": False}, reader)
    if primitive.python_type is int:
        return _digits_reader(_safe_digits(primitive), reader)
    return reader


def enumeration_reader(
    name: QName,
    parse: Callable[[str], Any],
    known: Mapping[str, Any],
    *,
    nillable: bool,
) -> Reader:
    """Return the reader of an enumeration's elements; ``parse`` knows its texts, ``known`` the usual ones."""
    return _known_reader(
        known,
        _text_reader(parse, name.name, (name,), nillable=nillable, is_value_type=True, is_enumeration=True),
    )


def bare_reader(read: Reader) -> Reader:
    """Return the reader of built-in values at whose attributes .NET does not look.

    These are an array's numbers (``ReadArray``), and a root that is read without a context (``ReadXmlValue``).
    """

    def read_bare(element: etree._Element, reading: Reading) -> Any:
        if element.keys():
            reading.entry(element)
            reading.settled = element
        return read(element, reading)

    return read_bare


def identified_reader(read: Reader, contract: QName) -> Reader:
    """Return a reader of a reference type that is simple text, such as xs:string: its values may have an identity."""
    is_string = contract == _STRING

    def read_identified(element: etree._Element, reading: Reading) -> Any:
        if not element.keys():
            value = read(element, reading)
            return as_object(value, is_string=is_string) if reading.settings.preserve_object_references else value
        if element.get(REF) is not None:
            return reading.referred(element, contract)
        value = as_object(read(element, reading), is_string=is_string)
        if value is not None:
            reading.identify(element, value, contract)
        return value

    return read_identified


def _known_reader(known: Mapping[str, Any], slow: Reader) -> Reader:
    """Return a reader that looks the usual texts up, and leaves what is not usual to ``slow``."""
    value_of: Callable[[Any], Any] = known.get  # None, of an element without text, is no key

    def read(element: etree._Element, reading: Reading) -> Any:
        value = value_of(element.text)
        if value is None or (element.keys() and element is not reading.settled) or len(element):
            return slow(element, reading)
        return value

    return read


def _digits_reader(most: int, slow: Reader) -> Reader:
    """Return a reader of short runs of digits, which are in range and canonical; the rest is left to ``slow``."""

    def read(element: etree._Element, reading: Reading) -> Any:
        text = element.text
        if not text or len(text) > most or not text.isdecimal() or not text.isascii() or len(element):
            return slow(element, reading)
        if element.keys() and element is not reading.settled:
            return slow(element, reading)
        return int(text)

    return read


def _safe_digits(primitive: Primitive) -> int:
    """Return how many digits any number of an integer type may have and be in range."""
    digits = 1
    while True:
        try:
            primitive.parse("9" * (digits + 1))
        except LexicalError:
            return digits
        digits += 1


def _text_reader(  # noqa: PLR0913 - each says one thing about the type
    parse: Callable[[str], Any] | None,
    label: str,
    names: tuple[QName, ...],
    *,
    nillable: bool,
    is_value_type: bool = False,
    is_enumeration: bool = False,
) -> Reader:
    """Return a reader that gives ``parse`` the element's text; without ``parse`` the text is the value."""

    def read_text(element: etree._Element, reading: Reading) -> Any:
        if (
            element.keys()
            and element is not reading.settled
            and reading.is_nil(element, expected=label, nillable=nillable, names=names)
        ):
            return None
        if len(element):
            reading.refuse_children(element, label)
        return element.text or ""

    if parse is None:
        return read_text

    def read(element: etree._Element, reading: Reading) -> Any:
        if (
            element.keys()
            and element is not reading.settled
            and reading.is_nil(
                element,
                expected=label,
                nillable=nillable,
                names=names,
                is_value_type=is_value_type,
                is_enumeration=is_enumeration,
            )
        ):
            return None
        if len(element):
            reading.refuse_children(element, label)
        try:
            return parse(element.text or "")
        except LexicalError as error:
            raise lexical_fault(element, error) from None

    return read


def _qname_reader(names: tuple[QName, ...], *, strict: bool, nillable: bool) -> Reader:
    label = "xs:QName"

    def read(element: etree._Element, reading: Reading) -> Any:
        if element.keys() and reading.is_nil(element, expected=label, nillable=nillable, names=names):
            return None
        if len(element):
            reading.refuse_children(element, label)
        try:
            return parse_qname(element.text or "", element.nsmap, dotnet=not strict)
        except LexicalError as error:
            raise lexical_fault(element, error) from None

    return read


def lexical_fault(element: etree._Element, error: LexicalError) -> DecodeError:
    """Return the error for a text that is not in the lexical space of its type, with its place."""
    return DecodeError(
        f"{local_name(element)}: {error}",
        path=path_of(element),
        line=element.sourceline,
        found=error.found,
        expected=error.expected,
    )
