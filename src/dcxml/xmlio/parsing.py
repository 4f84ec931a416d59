"""Bytes or text in, an lxml tree out, by the rules that .NET's text reader has."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal
from xml.parsers import expat

from lxml import etree

from dcxml.document_end import end_of_reading
from dcxml.errors import CharacterError, DecodeError, LimitError
from dcxml.stand_ins import element_class, put_stand_ins, strange_reference
from dcxml.xmlio.beginning import checked_octets, may_hold_instructions
from dcxml.xmlio.limits import (
    DEFAULT_LIMITS,
    PARSERS_DEPTH,
    PARSERS_MOST_DEPTH,
    PARSERS_TEXT,
    Limits,
    check_attributes,
    check_limits,
)
from dcxml.xmlio.paths import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.stand_ins import StrangeReference

__all__ = ["fault_of_parser", "parse_document", "pull_parser", "refuse_instructions"]

_SETTINGS: Final[dict[str, Any]] = {
    "remove_comments": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "encoding": "utf-8",
}
"""Of every parser of documents."""
_REFUSED_BY_LIBXML2_ALONE: Final = frozenset({etree.ErrorTypes.ERR_INVALID_CHAR, etree.ErrorTypes.WAR_NS_URI})


def parse_document(
    data: bytes | bytearray | memoryview | str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    check_characters: bool = True,
    allow_instructions: bool = True,
    stops_early: bool = False,
) -> etree._Element:
    """Return the root element of a document; comments are dropped, processing instructions stay as nodes.

    Unless ``allow_instructions``, processing instructions are refused. Where it ``stops_early``, anything may follow
    the first white space or comment behind the root, as .NET's serializer does not look at it.

    UTF-8 and UTF-16 are read, with or without a byte order mark, as ``XmlDictionaryReader`` does. Without
    ``check_characters`` a document may also hold, as there, what XML 1.0 cannot carry: references to controls,
    surrogates, U+FFFE and U+FFFF, and controls in CDATA sections.

    :raises DecodeError: where the document is empty, not well-formed, has a DTD, is XML 1.1, declares an encoding
        other than its own, or is beyond the ``limits``; with line and column as far as they are known.
    :raises TypeError: where it is neither bytes nor text.
    """
    octets = checked_octets(data)
    try:
        root = _parse(octets, limits=limits)
    except DecodeError as error:
        end = end_of_reading(octets) if stops_early else None
        root = _parse_otherwise(octets, error, end=end, limits=limits, check_characters=check_characters)
    if not allow_instructions and may_hold_instructions(octets):
        behind = root.getnext()  # comments are dropped
        if behind is not None and stops_early and end_of_reading(octets) is not None:
            behind = None
        beside = (each for each in (root.getprevious(), behind) if each is not None)
        refuse_instructions(chain(beside, root.iter(etree.ProcessingInstruction)))
    return root


def pull_parser(
    *, events: tuple[Literal["start", "end"], ...], tag: str, schema: etree.XMLSchema | None = None
) -> etree.XMLPullParser:
    """Return a parser that is fed with a document, by the rules of `parse_document` but for our own limits.

    One with a ``schema`` must not be fed with a document type declaration: it would resolve what entities it declares.
    """
    # Where entities are not resolved and there is a schema, lxml overlooks what is not well-formed: it searches the log
    # for something else than an unknown entity, and the schema's log has taken the parser's place.
    settings = _SETTINGS if schema is None else {**_SETTINGS, "resolve_entities": "internal"}
    return etree.XMLPullParser(events, tag=tag, schema=schema, **settings)


def fault_of_parser(error: etree.XMLSyntaxError, beginning: bytes) -> DecodeError | None:
    """Return what is wrong with a document that a parser has been fed with; None where `parse_document` knows better.

    It reads some of what libxml2 refuses: namespaces that are no URIs, and what is only beyond libxml2's own limits;
    and it finds other words for characters that XML does not have.
    """
    is_told = bool(error.position[0])  # what a parser that is fed says of unknown entities is no help
    if not is_told or _is_beyond_default_limits(error) or error.code in _REFUSED_BY_LIBXML2_ALONE:
        return None
    return _syntax_error(error, beginning)


def _parse_otherwise(
    octets: bytes, error: DecodeError, *, end: int | None, limits: Limits, check_characters: bool
) -> etree._Element:
    """Return the root of a document that is not XML: up to its ``end``, or with characters that XML does not have.

    :raises DecodeError: the ``error`` that there was, or that there is up to the end.
    """
    try:
        if end is not None:
            octets = octets[:end]
            try:
                return _parse(octets, limits=limits)
            except DecodeError as fault:
                error = fault
        if b"&#" not in octets and b"<![CDATA[" not in octets:
            raise error
        return _parse_strange(octets, error, limits=limits, check_characters=check_characters)
    finally:
        del error  # its traceback has this frame, and the document


def _parse(octets: bytes, *, limits: Limits, elements: type[etree.ElementBase] | None = None) -> etree._Element:
    """Return the root of a document whose ``elements`` are of a class of their own, if it is not None."""
    try:
        root = etree.fromstring(octets, _parser(elements))
    except etree.XMLSyntaxError as error:
        if not _is_beyond_default_limits(error):
            return _parse_odd_namespaces(octets, error, limits=limits, elements=elements)
    else:
        check_attributes(root, octets, limits)
        if limits.depth < PARSERS_DEPTH or limits.text_length < PARSERS_TEXT:
            check_limits(root, limits)
        return root
    try:
        root = etree.fromstring(octets, _parser(elements, huge_tree=True))
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in (error.msg or ""):
            reason = f"elements are nested deeper than {min(limits.depth, PARSERS_MOST_DEPTH):,} levels"
            raise LimitError(reason, line=error.position[0], column=error.position[1]) from None
        raise _syntax_error(error, octets) from None
    check_attributes(root, octets, limits)
    check_limits(root, limits)
    return root


def refuse_instructions(instructions: Iterable[etree._Element]) -> None:
    """Refuse processing instructions wherever they are, as .NET's text reader does.

    :raises DecodeError: for the first of them.
    """
    found = next(iter(instructions), None)
    if found is not None:
        parent = found.getparent()
        reason = "a processing instruction is not allowed"
        path = "" if parent is None else path_of(parent)
        raise DecodeError(reason, path=path, line=found.sourceline, found=str(found), expected="elements and text")


def _parse_strange(octets: bytes, error: DecodeError, *, limits: Limits, check_characters: bool) -> etree._Element:
    """Return the root of a document that is not XML for no other reason than characters that XML does not have.

    :raises DecodeError: the ``error`` that there was, where it is not about them; and where they are checked.
    """
    try:
        if check_characters:
            reference = strange_reference(octets)
            if reference is None or reference.line != error.line or "xmlChar value" not in error.reason:
                raise error
            raise _character_error(reference)
        stand_ins = put_stand_ins(octets)
        if stand_ins is None:
            raise error
    finally:
        del error  # as above
    try:
        return _parse(stand_ins.octets, limits=limits, elements=element_class(stand_ins))
    except DecodeError as fault:
        if fault.line is not None and fault.column is not None:
            fault.column = stand_ins.original_column(fault.line, fault.column)
        raise


def _character_error(reference: StrangeReference) -> CharacterError:
    reason = (
        f"{reference.text} refers to U+{reference.code:04X}, which is no character of XML 1.0;"
        " .NET reads it, and so does check_characters=False"
    )
    expected = "a reference to a character of XML 1.0"
    return CharacterError(reason, line=reference.line, column=reference.column, found=reference.text, expected=expected)


def _parse_odd_namespaces(
    octets: bytes, error: etree.XMLSyntaxError, *, limits: Limits, elements: type[etree.ElementBase] | None
) -> etree._Element:
    """Return the root where libxml2's only complaint is a namespace that is no URI: to .NET any text is one.

    :raises DecodeError: for the ``error`` where it complains of anything else.
    """
    parser = _parser(elements, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(octets, parser)
    except etree.XMLSyntaxError:
        raise _syntax_error(error, octets) from None
    faults = [entry for entry in parser.error_log if entry.type != etree.ErrorTypes.WAR_NS_URI]
    if len(parser.error_log) > len(faults) > 0:
        reason = f"not well-formed XML: {faults[0].message}"
        raise DecodeError(reason, line=faults[0].line, column=faults[0].column)
    if faults or root is None:
        raise _syntax_error(error, octets) from None
    _check_well_formed(octets)
    check_attributes(root, octets, limits)
    check_limits(root, limits)
    return root


def _check_well_formed(octets: bytes) -> None:
    """Ask expat: libxml2 keeps the last hundred complaints only, and none of what comes after the root."""
    try:
        expat.ParserCreate("utf-8", "\f").Parse(octets, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        reason = f"not well-formed XML: {expat.ErrorString(error.code)}"
        raise DecodeError(reason, line=error.lineno, column=error.offset + 1) from None


def _parser(
    elements: type[etree.ElementBase] | None, *, huge_tree: bool = False, recover: bool = False
) -> etree.XMLParser:
    # Made for each document: lxml serialises the threads that share one, and a new one costs a few microseconds.
    parser: etree.XMLParser = etree.XMLParser(huge_tree=huge_tree, recover=recover, **_SETTINGS)
    if elements is not None:
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=elements))
    return parser


def _is_beyond_default_limits(error: etree.XMLSyntaxError) -> bool:
    return "XML_PARSE_HUGE" in (error.msg or "")


def _syntax_error(error: etree.XMLSyntaxError, octets: bytes) -> DecodeError:
    line, column = error.position
    sentence = re.sub(r"\s*, line \d+, column \d+( \(.*\))?$", "", error.msg or "unknown fault")
    sentence = re.sub(r"(Start Tag \S+) line \d+$", r"\1", sentence)  # a parser that is fed does not say it twice
    if error.code == etree.ErrorTypes.ERR_DOCUMENT_EMPTY and not octets.lstrip().startswith(b"<"):
        sentence = "the text does not begin with '<'"
    return DecodeError(f"not well-formed XML: {sentence}", line=line or None, column=column or None)
