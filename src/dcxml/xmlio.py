"""The one door to the XML parser: bytes or text in, an lxml tree out, by the rules .NET's text reader has.

``XmlDictionaryReader`` refuses document type declarations, XML 1.1 and a declared encoding that is not the one
the bytes have; so does this room. It knows nothing of contracts.
"""

from __future__ import annotations

import re
from itertools import chain
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Final, Literal
from xml.parsers import expat

from attrs import define, field, frozen
from lxml import etree

from dcxml.document_encoding import UTF8_MARK, encoding_of
from dcxml.document_end import end_of_reading
from dcxml.errors import CharacterError, DecodeError, DocumentTypeError, EncodingError, LimitError
from dcxml.quoting import quoted
from dcxml.stand_ins import element_class, put_stand_ins, strange_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from dcxml.stand_ins import StrangeReference

__all__ = [
    "DEFAULT_LIMITS",
    "NO_LIMITS",
    "Limits",
    "PathFinder",
    "check_beginning",
    "check_part",
    "declarations_of",
    "fault_of_parser",
    "may_have_long_tags",
    "parse_document",
    "path_of",
    "position_of",
    "pull_parser",
    "read_source",
    "refuse_instructions",
]


@frozen(kw_only=True)
class Limits:
    """Bounds on a document, so that a hostile one ends in an error and not in a full memory.

    ``depth`` counts elements nested in each other, ``text_length`` characters of one text or attribute,
    ``attributes`` those of one element. .NET itself reads 1,000 levels and more.
    """

    depth: int = 1_500
    text_length: int = 1 << 28
    attributes: int = 1_000


DEFAULT_LIMITS: Final = Limits()
NO_LIMITS: Final = Limits(depth=1 << 31, text_length=1 << 62, attributes=1 << 31)
"""For what a parser has read before: the limits were its own to check."""
_PARSERS_DEPTH: Final = 256
_PARSERS_TEXT: Final = 10_000_000
"""What libxml2 holds to by itself, unless it is told that the document may be huge."""
_PARSERS_MOST_DEPTH: Final = 2_048
"""How deep libxml2 goes even then."""

_SETTINGS: Final[dict[str, Any]] = {
    "remove_comments": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "encoding": "utf-8",
}
"""Of every parser of documents."""
_REFUSED_BY_LIBXML2_ALONE: Final = frozenset({etree.ErrorTypes.ERR_INVALID_CHAR, etree.ErrorTypes.WAR_NS_URI})

_DECLARATION: Final = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?P<v>["'])(?P<version>[^"']*)(?P=v)"""
    rb"""(?:\s+encoding\s*=\s*(?P<e>["'])(?P<encoding>[^"']*)(?P=e))?"""
)
# Possessive and atomic: each part of the prolog is taken once, or many comments would be tried in every combination.
_DOCTYPE: Final = re.compile(rb"\s*+(?>(?:<\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE", re.DOTALL)
_DECLARED: Final = (b"<?xml ", b"<?xml\t", b"<?xml\r", b"<?xml\n")
_NAMES: Final = {
    "utf-8": ("utf-8",),
    "utf-16-le": ("utf-16", "utf-16le"),
    "utf-16-be": ("utf-16", "utf-16be"),
}
"""What a document may declare, by the encoding that its octets have: no other name for it, as in .NET's text reader."""
_MARK: Final = "\ufeff"


def read_source(source: str | PathLike[str] | IO[bytes] | IO[str]) -> bytes | str:
    """Return all of a file named by its path, or of an open file.

    :raises OSError: as ``open`` does.
    :raises TypeError: where it is neither.
    """
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        with open(source, "rb") as file:  # noqa: PTH123 - a path of any kind, as open() takes it
            return file.read()
    if not hasattr(source, "read"):
        message = f"a source is a path or an open file, not {_a(source)}"
        raise TypeError(message)
    return source.read()


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
    octets = _utf8(data)
    declared = _DOCTYPE.match(octets)
    if declared is not None:
        raise _document_type_error(declared, octets)
    try:
        root = _parse(octets, limits=limits)
    except DecodeError as error:
        end = end_of_reading(octets) if stops_early else None
        root = _parse_otherwise(octets, error, end=end, limits=limits, check_characters=check_characters)
    if not allow_instructions and _may_hold_instructions(octets):
        behind = root.getnext()  # comments are dropped
        if behind is not None and stops_early and end_of_reading(octets) is not None:
            behind = None
        beside = (each for each in (root.getprevious(), behind) if each is not None)
        refuse_instructions(chain(beside, root.iter(etree.ProcessingInstruction)))
    return root


def check_beginning(octets: bytes) -> None:
    """Refuse a document for how it begins, before the rest of it is read: its encoding, its version, its DTD.

    :raises DecodeError: as `parse_document` does for the whole of it.
    """
    octets = _utf8(octets)
    declared = _DOCTYPE.match(octets)
    if declared is not None:
        raise _document_type_error(declared, octets)


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


def _document_type_error(declared: re.Match[bytes], octets: bytes) -> DocumentTypeError:
    reason = "a document type declaration (DTD) is not allowed"
    line, column = _place_of(declared.end() - len(b"<!DOCTYPE"), octets)
    return DocumentTypeError(reason, found="<!DOCTYPE", expected="the root element", line=line, column=column)


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
        _check_attributes(root, octets, limits)
        if limits.depth < _PARSERS_DEPTH or limits.text_length < _PARSERS_TEXT:
            _check_limits(root, limits)
        return root
    try:
        root = etree.fromstring(octets, _parser(elements, huge_tree=True))
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in (error.msg or ""):
            reason = f"elements are nested deeper than {min(limits.depth, _PARSERS_MOST_DEPTH):,} levels"
            raise LimitError(reason, line=error.position[0], column=error.position[1]) from None
        raise _syntax_error(error, octets) from None
    _check_attributes(root, octets, limits)
    _check_limits(root, limits)
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


def path_of(element: etree._Element) -> str:
    """Return the place of an element, by local names: ``/Order/Lines/Line[2]/Number``."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        steps.append(_step(node))
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


@define(eq=False)
class PathFinder:
    """Finds the paths of many elements of one document, and counts the children of each parent only once."""

    _steps: dict[etree._Element, dict[etree._Element, str]] = field(factory=dict)

    def count_children(self, parent: etree._Element, before: Mapping[str, int], total: Mapping[str, int]) -> None:
        """Take it that ``parent`` has more children than are in its tree: so many ``before``, and in ``total``."""
        self._steps[parent] = _steps_of(parent, before, total)

    def path_of(self, element: etree._Element) -> str:
        """Return the place of an element, as the function `path_of` does."""
        steps: list[str] = []
        node: etree._Element | None = element
        while node is not None:
            parent = node.getparent()
            steps.append(_step(node) if parent is None else self._step_in(parent, node))
            node = parent
        return "/" + "/".join(reversed(steps))

    def _step_in(self, parent: etree._Element, element: etree._Element) -> str:
        known = self._steps.get(parent)
        if known is None:
            known = self._steps[parent] = _steps_of(parent)
        return known[element]


def _steps_of(
    parent: etree._Element, before: Mapping[str, int] = MappingProxyType({}), total: Mapping[str, int] | None = None
) -> dict[etree._Element, str]:
    """Return the step of each child of ``parent``, as `_step` tells it, numbered from those ``before`` on."""
    by_tag: dict[Any, list[etree._Element]] = {}
    for child in parent:
        by_tag.setdefault(child.tag, []).append(child)
    counts = {tag: len(alike) for tag, alike in by_tag.items()} if total is None else total
    return {
        child: _name(child) if counts.get(tag) == 1 else f"{_name(child)}[{number}]"
        for tag, alike in by_tag.items()
        for number, child in enumerate(alike, 1 + before.get(tag, 0))
    }


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else "processing-instruction()"


def position_of(element: etree._Element) -> int | None:
    """Return the line of an element, from 1."""
    return element.sourceline


def _step(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return "processing-instruction()"
    name = _name(element)
    before = len(list(element.itersiblings(element.tag, preceding=True)))
    alone = before == 0 and next(element.itersiblings(element.tag), None) is None
    return name if alone else f"{name}[{before + 1}]"


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
    _check_attributes(root, octets, limits)
    _check_limits(root, limits)
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


def _utf8(data: bytes | bytearray | memoryview | str) -> bytes:
    """Return the document in UTF-8, its encoding checked against what it declares."""
    if isinstance(data, str):
        names = None
        octets = _encoded(data.removeprefix(_MARK))
    else:
        octets = data if isinstance(data, bytes) else _octets(data)
        encoding = encoding_of(octets)
        names = _NAMES[encoding.name]
        if encoding.mark or encoding.is_utf16:
            try:
                octets = encoding.utf8_of(octets)
            except UnicodeDecodeError as error:
                reason = f"not UTF-16: {error.reason} at byte {error.start}"
                raise EncodingError(reason) from None
    if not octets.strip():
        reason = "the document is empty"
        raise DecodeError(reason, expected="an XML document", line=1, column=1)
    if octets.startswith(UTF8_MARK):  # libxml2 would pass over a second one
        reason = "not well-formed XML: the text does not begin with '<'"
        raise DecodeError(reason, line=1, column=1)
    declaration = _DECLARATION.match(octets)
    if declaration is not None:
        _check_declaration(declaration, names)
    return octets


def _octets(data: bytearray | memoryview) -> bytes:
    try:
        return memoryview(data).tobytes()
    except TypeError:
        message = f"a document is bytes or str, not {_a(data)}"
        raise TypeError(message) from None


def _a(value: object) -> str:
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIOU" else f"a {name}"


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        reason = f"a lone surrogate U+{ord(text[error.start]):04X} is not a character of XML"
        line, column = text.count("\n", 0, error.start) + 1, error.start - text.rfind("\n", 0, error.start)
        raise DecodeError(reason, line=line, column=column) from None


def _check_declaration(declaration: re.Match[bytes], names: tuple[str, ...] | None) -> None:
    """Refuse another version than 1.0, and an encoding not among ``names``; None is for text, which has no bytes."""
    version = declaration["version"].decode("utf-8", "replace")
    if version != "1.0":
        reason = f"XML version {version!r} is not supported; .NET reads only 1.0"
        raise DecodeError(reason, found=version, expected="1.0", line=1, column=declaration.start("version") + 1)
    encoding = declaration["encoding"]
    if names is None or encoding is None:
        return
    declared = encoding.decode("utf-8", "replace")
    if declared.lower() in names:
        return
    reason = f"the document declares the encoding {declared!r}, but its bytes are {names[0].upper()}"
    if not any(declared.lower() in known for known in _NAMES.values()):
        reason = f"the document declares the encoding {declared!r}; .NET's text reader takes utf-8 and utf-16 only"
    column = declaration.start("encoding") + 1
    raise EncodingError(reason, found=declared, expected=names[0], line=1, column=column)


def _place_of(offset: int, octets: bytes) -> tuple[int, int]:
    """Return the line and the column at an offset."""
    before = octets[:offset]
    return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1


def _may_hold_instructions(octets: bytes) -> bool:
    """Tell whether a document that is well-formed may hold processing instructions, which its declaration is not."""
    if b"?" not in octets:  # one byte alone is found much sooner than two
        return False
    start = octets.find(b"?>") + 2 if octets.startswith(_DECLARED) else 0
    return octets.find(b"?", start) >= 0 and octets.find(b"<?", start) >= 0


def _is_beyond_default_limits(error: etree.XMLSyntaxError) -> bool:
    return "XML_PARSE_HUGE" in (error.msg or "")


def _syntax_error(error: etree.XMLSyntaxError, octets: bytes) -> DecodeError:
    line, column = error.position
    sentence = re.sub(r"\s*, line \d+, column \d+( \(.*\))?$", "", error.msg or "unknown fault")
    sentence = re.sub(r"(Start Tag \S+) line \d+$", r"\1", sentence)  # a parser that is fed does not say it twice
    if error.code == etree.ErrorTypes.ERR_DOCUMENT_EMPTY and not octets.lstrip().startswith(b"<"):
        sentence = "the text does not begin with '<'"
    return DecodeError(f"not well-formed XML: {sentence}", line=line or None, column=column or None)


def _check_attributes(root: etree._Element, octets: bytes, limits: Limits) -> None:
    """Refuse an element of more attributes than allowed, before anything asks for them: lxml needs quadratic time.

    Looks at the elements only where some tag is long enough to hold so many, an attribute being `` a=""`` at least.
    """
    most = limits.attributes
    if len(octets) <= 5 * most or not _has_long_tag(octets, 5 * most) or octets.count(b"=") <= most:
        return
    _count_attributes(root, limits)


def _count_attributes(root: etree._Element, limits: Limits) -> None:
    most = limits.attributes
    for element in root.iter("*"):
        if len(element.attrib) > most:
            reason = f"an element has more than {most:,} attributes"
            raise LimitError(reason, path=path_of(element), line=element.sourceline)


def _has_long_tag(octets: bytes, length: int) -> bool:
    """Tell whether so many bytes or more stand between two ``<``, or after the last; most bytes are not looked at."""
    opened = 0
    while len(octets) - opened > length:
        following = octets.rfind(b"<", opened + 1, opened + 1 + length)
        if following < 0:
            return True
        opened = following
    return False


def check_part(element: etree._Element, limits: Limits, *, depth: int, has_long_tags: bool) -> None:
    """Refuse a complete element that is beyond the limits, ``depth`` levels below the root, in a fed document.

    :raises LimitError: as `parse_document` does for the whole of it.
    """
    if has_long_tags:
        _count_attributes(element, limits)
    if limits.depth < _PARSERS_DEPTH or limits.text_length < _PARSERS_TEXT:
        _check_limits(element, limits, depth=depth)


def may_have_long_tags(octets: bytes, limits: Limits) -> bool:
    """Tell whether a stretch of a document may hold (a part of) a tag of more attributes than allowed."""
    return _has_long_tag(octets, 2 * limits.attributes)


def _check_limits(root: etree._Element, limits: Limits, *, depth: int = 0) -> None:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            reason = f"elements are nested deeper than {limits.depth:,} levels"
            raise LimitError(reason, line=element.sourceline)
        for text in (element.text, element.tail, *element.attrib.values()):
            if text is not None and len(text) > limits.text_length:
                reason = f"a text is longer than {limits.text_length:,} characters"
                raise LimitError(reason, path=path_of(element), line=element.sourceline)


def declarations_of(namespaces: Mapping[str | None, str]) -> str:
    """Return the text that declares ``namespaces`` (None: the default one) in a start tag, a space before each.

    Namespaces in XML takes any text for one; lxml makes no element in one that is no URI, an IRI for instance.
    """
    names = ("xmlns" if prefix is None else f"xmlns:{prefix}" for prefix in namespaces)
    return "".join(f" {name}={quoted(uri)}" for name, uri in zip(names, namespaces.values(), strict=True))
