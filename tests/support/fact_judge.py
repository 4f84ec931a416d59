"""What the judges say of a document: libxml2 by the exported schema, and .NET by what it reads and writes again."""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from attrs import frozen
from lxml import etree

from dcxml.contract import ClassDataContract
from dcxml.lexical import DateTime
from dcxml.qname import ID, NIL, REF, SIZE, TYPE, XSI, QName
from dcxml.validation.schema_verdict import compiled_schema
from dcxml.xmlio import parse_document
from support.dotnet import DotnetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from support.mutation_subjects import Subject

__all__ = ["Judgement", "judge", "same_text", "what_is_lost"]

_PARSER: Final = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=True, huge_tree=True)
_SAYS_NOTHING: Final = frozenset({NIL, ID, REF, SIZE, TYPE, f"{{{XSI}}}schemaLocation"})
_DURATION: Final = re.compile(
    r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d*\.?\d*)S)?)?", re.ASCII
)
_BEYOND_SINGLE: Final = 3.4028235677973366e38
_MOMENT: Final = re.compile(r"(\d{4}(?:-\d\d){0,2})(T\d\d:\d\d:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


@frozen
class Judgement:
    """The verdicts on one document, what .NET said where it threw, and what it lost where it did not.

    ``held`` is what .NET wrote of what it had read.
    """

    schema_valid: bool
    readable: bool
    lossless: bool
    why: str = ""
    held: etree._Element | None = None

    @property
    def is_unwritten(self) -> bool:
        """Tell whether .NET cannot write what it has read, so that ``lossless`` is not known."""
        return self.readable and self.held is None


def judge(data: bytes, subject: Subject) -> Judgement:
    """Return the verdicts on a document of a subject."""
    is_valid = _is_schema_valid(data, subject)
    types = subject.types()
    try:
        graph = types.serializer(subject.root).read(data)
    except DotnetError as error:
        return Judgement(is_valid, readable=False, lossless=False, why=str(error))
    try:
        again = types.serializer(subject.root).write(graph, dialect="text")
    except DotnetError as error:
        return Judgement(is_valid, readable=True, lossless=False, why=f"written: {error}")
    held = _parsed(again)
    lost = [*what_is_lost(_parsed(data), held, silent=_silent(subject))]
    return Judgement(is_valid, readable=True, lossless=not lost, why="; ".join(lost), held=held)


def _silent(subject: Subject) -> AbstractSet[str]:
    """Return the members with ``EmitDefaultValue = false``, as elements."""
    contracts = subject.contracts
    members = (each for one in contracts if isinstance(one, ClassDataContract) for each in contracts.members(one))
    return {QName(namespace, member.name).clark for namespace, member in members if not member.emit_default_value}


def _parsed(data: bytes) -> etree._Element:
    """Parse a document as .NET does, which has references to characters that XML does not have."""
    marked = data.replace(b"&#x1;", "\ue001".encode()).replace(b"&#xD83D;", "\ue002".encode())
    text = re.sub(rb"(</[^<>]*>)x$", rb"\1", marked)
    return _tree(text)


def _tree(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if "is not a valid URI" not in str(error):
            raise
        return parse_document(data)  # a namespace may be any text to .NET


def _is_schema_valid(data: bytes, subject: Subject) -> bool:
    try:
        root = _tree(data)
    except etree.XMLSyntaxError:
        return False
    schema = compiled_schema(subject.contracts).schema
    return schema.validate(root) or all(_is_libxml2_s(error.message) for error in schema.error_log)


def _is_libxml2_s(message: str) -> bool:
    """Tell whether libxml2 complains of white space around a date, which W3C XML Schema collapses."""
    return (
        re.search(r": '(\s.*|.*\s)' is not a valid value of the atomic type 'xs:dateTime'", message, re.DOTALL)
        is not None
    )


def what_is_lost(
    said: etree._Element, held: etree._Element, *, silent: AbstractSet[str] = frozenset()
) -> Iterator[str]:
    """Yield what a document says and .NET does not: it wrote ``held`` of what it had read.

    An element says that it is there, in its order, that it is null, what its attributes are, and its text by its
    value. A member that .NET adds is not lost, nor an identity, for the object is held all the same, nor a type on
    a value whose type .NET knows. ``silent`` are the members that .NET does not write where they are null.
    """
    yield from _lost_attributes(said, held)
    if said.get(REF) or held.get(REF):
        if len(said) or (said.text or "").strip():
            yield f"{said.tag}: the content of a reference"
        return
    is_null = _is_nil(said)
    if is_null and (len(said) or (said.text or "").strip()):
        yield f"{said.tag}: the content of null"
    if is_null != _is_nil(held):
        yield f"{said.tag}: null" if is_null else f"{said.tag}: not null"
        return
    if is_null:
        return
    waiting = [*held]
    for child in said:
        at = next((at for at, each in enumerate(waiting) if each.tag == child.tag), None)
        if at is not None:
            yield from what_is_lost(child, waiting[at], silent=silent)
            del waiting[: at + 1]
        elif not (_is_nil(child) and child.tag in silent and not len(child) and not child.text):
            yield f"{child.tag}: the element"
            return
    if not len(said) and not len(held) and not _same_text(said, held):
        yield f"{said.tag}: {(said.text or '')[:40]!r} is {(held.text or '')[:40]!r}"


def _lost_attributes(said: etree._Element, held: etree._Element) -> Iterator[str]:
    for name, value in said.items():
        if name not in _SAYS_NOTHING and held.get(name) != value:
            yield f"{said.tag}: the attribute {name}"
    if said.get(TYPE) is not None and held.get(TYPE) is not None and _type(said) != _type(held):
        yield f"{said.tag}: its type"


def _type(element: etree._Element) -> str:
    prefix, colon, name = element.get(TYPE, "").rpartition(":")
    return f"{{{element.nsmap.get(prefix if colon else None, '')}}}{name}"


def _is_nil(element: etree._Element) -> bool:
    return element.get(NIL, "").strip() in ("true", "1")


def _same_text(said: etree._Element, held: etree._Element) -> bool:
    return same_text(said.text or "", held.text or "") or (
        ":" in (held.text or "") and _qualified(said, (said.text or "").strip()) == _qualified(held, held.text or "")
    )


def same_text(one: str, two: str) -> bool:
    """Tell whether two texts have one value, whatever its type is."""
    return one == two or any(
        reading(one.strip()) is not None and reading(one.strip()) == reading(two) for reading in _READINGS
    )


def _qualified(element: etree._Element, text: str) -> str:
    prefix, colon, name = text.rpartition(":")
    return f"{{{element.nsmap.get(prefix if colon else None, '')}}}{name}"


def _boolean(text: str) -> object:
    return {"1": True, "true": True, "0": False, "false": False}.get(text)


def _number(text: str) -> object:
    words = {"Infinity": "INF", "-Infinity": "-INF", "nan": "NaN"}
    if text in words or text in words.values():
        return words.get(text, text)
    if not re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?", text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    is_beyond = "e" in text.lower() and abs(number) > Decimal("1e309")
    return ("-INF" if number < 0 else "INF") if is_beyond else number


def _binary(text: str) -> object:
    """Return a number with an exponent as the nearest there is in binary: nothing, or infinity, if it must be."""
    if not re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+|0|-?INF", text):
        return None
    number = float(text)
    return number if abs(number) < _BEYOND_SINGLE else ("-INF" if number < 0 else "INF")


def _words(text: str) -> object:
    return frozenset(text.split())


def _guid(text: str) -> object:
    digits = re.sub(r"[-{}(),]|0x", "", text).lower()
    return digits if re.fullmatch("[0-9a-f]{32}", digits) else None


def _octets(text: str) -> object:
    bare = re.sub(r"\s", "", text)
    parts = re.findall(r"[A-Za-z0-9+/]+={0,2}", bare)
    try:
        return b"".join(b64decode(part, validate=True) for part in parts) if "".join(parts) == bare else None
    except ValueError:
        return None


def _duration(text: str) -> object:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    sign, years, months, days, hours, minutes, seconds = found.groups()
    span = Fraction(int(days or 0) * 86_400 + int(hours or 0) * 3_600 + int(minutes or 0) * 60)
    span += Fraction(seconds.rstrip(".") or 0) if seconds else 0
    return (-1 if sign else 1) * span, int(years or 0) * 12 + int(months or 0)


def _moment(text: str) -> object:
    """Return a moment: in UTC where there is a zone, its fraction exact."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    exact = Fraction(fraction[1:].ljust(1, "0")) / 10 ** len(fraction[1:]) if fraction else Fraction(0)
    minutes = 0
    if zone not in (None, "Z"):
        minutes = int(zone[:1] + zone[1:3]) * 60 + int(zone[:1] + zone[4:])
    wall = DateTime.fromisoformat(day + "-01-01"[len(day) - 10 :] * (len(day) < 10) + (clock or "T00:00:00"))
    seconds = Fraction(int((wall - DateTime(1970, 1, 1)).total_seconds()))
    return seconds + exact - minutes * 60, zone is None


def _uri(text: str) -> object:
    return unquote(text).rstrip("/").lower() if "/" in text else None


_READINGS: Final = (_boolean, _number, _binary, _guid, _octets, _duration, _moment, _uri, _words)
