"""Mutations of the document: its encoding, declarations, comments, references, length and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import XS, QName
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.strategies.mutations.places import Place

__all__ = ["DOCUMENT"]

_MARK: Final = "MARKED"
_DEEP: Final = 1_600


def _is_ascii(place: Place) -> bool:
    """Tell whether a document is the same in every encoding: else facets might not allow what its octets come to."""
    return _is_root(place) and etree.tostring(place.element, encoding="utf-8").isascii()


def _is_root(place: Place) -> bool:
    return place.role is Role.ROOT


def _is_filled_root(place: Place) -> bool:
    return _is_root(place) and bool(len(place.element) or place.element.text)


def _is_string(place: Place) -> bool:
    return place.has_content and place.contract.name == QName(XS, "string") and not place.is_any


def _is_text(place: Place) -> bool:
    return place.has_content and place.is_simple and bool(place.element.text)


def _spelled(spell: Callable[[bytes], bytes], after: str) -> Callable[[Place], Change]:
    return lambda place: Change(element=place.element, after=after, spell=spell)


def _in_text(octets: bytes) -> Callable[[Place], Change]:
    """Return an edit that puts ``octets`` in the middle of a text."""

    def edit(place: Place) -> Change:
        before = place.element.text or ""
        place.element.text = f"a{_MARK}b"
        return Change(
            element=place.element,
            before=before,
            after=f"a{octets.decode()}b",
            spell=lambda data: data.replace(_MARK.encode(), octets, 1),
        )

    return edit


def _in_section(place: Place) -> Change:
    before = place.element.text or ""
    place.element.text = etree.CDATA(before)
    return Change(element=place.element, before=before, after=f"<![CDATA[{before}]]>")


def _split(place: Place) -> Change:
    before = place.element.text or ""
    comment = etree.Comment("c")
    place.element.text = before[:1]
    comment.tail = before[1:]
    place.element.insert(0, comment)
    return Change(element=place.element, before=before, after=f"{before[:1]}<!--c-->{before[1:]}")


def _referenced(place: Place) -> Change:
    before = place.element.text or ""
    place.element.text = _MARK
    octets = "".join(f"&#x{ord(character):x};" for character in before).encode()
    return Change(
        element=place.element,
        before=before,
        after=octets.decode(),
        spell=lambda data: data.replace(_MARK.encode(), octets, 1),
    )


def _between(place: Place) -> bool:
    return place.has_content and (place.is_class or place.is_collection) and len(place.element) > 0


def _comment(place: Place) -> Change:
    place.element.insert(0, etree.Comment(" c "))
    return Change(element=place.element, after="<!-- c -->")


def _instruction(place: Place) -> Change:
    place.element.insert(0, etree.ProcessingInstruction("p", "x"))
    return Change(element=place.element, after="<?p x?>")


def _indent(place: Place) -> Change:
    for child in place.element:
        child.tail = "\n\t "
    place.element.text = "\r\n "
    return Change(element=place.element, after="white space", spell=lambda data: data.replace(b"&#13;", b"\r"))


def _deepen(place: Place) -> Change:
    return Change(
        element=place.element,
        after=f"{_DEEP} levels",
        spell=lambda data: (
            data.replace(b"</", b"<d>" * _DEEP + b"</d>" * _DEEP + b"</", 1)
            if not len(place.element)
            else _before_last_end(data)
        ),
    )


def _before_last_end(data: bytes) -> bytes:
    at = data.rindex(b"</")
    return data[:at] + b"<d>" * _DEEP + b"</d>" * _DEEP + data[at:]


def _utf16(data: bytes) -> bytes:
    return f'<?xml version="1.0" encoding="utf-16"?>{data.decode()}'.encode("utf-16")


def _row(  # noqa: PLR0913, PLR0917 - a row of the table
    id: str,  # noqa: A002 - the column's name
    what: str,
    schema_valid: bool,  # noqa: FBT001 - a column
    effect: Effect,
    code: str | None,
    applies: Callable[[Place], bool],
    edit: Callable[[Place], Change],
    *,
    is_of_document: bool = False,
    is_beyond_reading: bool = False,
) -> Mutation:
    return Mutation(
        id=id,
        family="document",
        what=what,
        schema_valid=schema_valid,
        effect=effect,
        code=code,
        applies=applies,
        edit=edit,
        is_of_document=is_of_document,
        is_beyond_reading=is_beyond_reading,
    )


_SAME, _THROWS = Effect.SAME, Effect.THROWS
_VALID, _INVALID = True, False
_MISMATCH: Final = b'<?xml version="1.0" encoding="iso-8859-1"?>'
_DOCTYPE: Final = b"<!DOCTYPE any>"
_ENTITY: Final = b'<!DOCTYPE any [<!ENTITY e "1">]>'

DOCUMENT: Final = (
    _row(
        *("bom", "a byte order mark of UTF-8", _VALID, _SAME, None, _is_root),
        _spelled(lambda data: b"\xef\xbb\xbf" + data, "a byte order mark"),
    ),
    _row(*("utf-16", "the document in UTF-16", _VALID, _SAME, None, _is_root), _spelled(_utf16, "UTF-16")),
    _row(
        *("utf-16-undeclared", "UTF-16 without a declaration that says so", _VALID, _THROWS, "DC019", _is_root),
        _spelled(lambda data: data.decode().encode("utf-16"), "UTF-16, undeclared"),
        is_of_document=True,
    ),
    _row(
        *("declaration", "an XML declaration", _VALID, _SAME, None, _is_root),
        _spelled(lambda data: b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + data, "a declaration"),
    ),
    _row(
        *("encoding-mismatch", "a declared encoding that the bytes are not in", _VALID, _THROWS, "DC019", _is_ascii),
        _spelled(lambda data: _MISMATCH + data, _MISMATCH.decode()),
        is_of_document=True,
    ),
    _row(
        *("doctype", "a document type declaration", _VALID, _THROWS, "DC018", _is_root),
        _spelled(lambda data: _DOCTYPE + data, _DOCTYPE.decode()),
        is_of_document=True,
    ),
    _row(
        *("entity", "an entity that the document declares", _VALID, _THROWS, "DC018", _is_root),
        _spelled(lambda data: _ENTITY + data, _ENTITY.decode()),
        is_of_document=True,
    ),
    _row("cdata", "a text as a CDATA section", _VALID, _SAME, None, _is_text, _in_section),
    _row("comment-in-text", "a comment in the middle of a text", _VALID, _SAME, None, _is_text, _split),
    _row("character-references", "each character as a reference", _VALID, _SAME, None, _is_text, _referenced),
    _row("comment", "a comment between members or items", _VALID, _SAME, None, _between, _comment),
    _row("instruction", "a processing instruction", _VALID, _THROWS, "DC021", _between, _instruction),
    _row("white-space", "white space between members or items", _VALID, _SAME, None, _between, _indent),
    _row("crlf", "an end of line of two characters in a text", _VALID, _SAME, None, _is_string, _in_text(b"\r\n")),
    _row("cr-reference", "a reference to a carriage return", _VALID, _SAME, None, _is_string, _in_text(b"&#xD;")),
    _row(
        *("control-character", "a reference to a character that XML has not", _INVALID, _SAME, "DC020", _is_string),
        _in_text(b"&#x1;"),
        is_of_document=True,
    ),
    _row(
        *("lone-surrogate", "a reference to half of a character", _INVALID, Effect.OTHER, "DC020", _is_string),
        _in_text(b"&#xD83D;"),
        is_of_document=True,
    ),
    _row(
        *("deep-nesting", "more levels than dcxml reads", _INVALID, Effect.IGNORED, "DC022", _is_filled_root),
        _deepen,
        is_of_document=True,
        is_beyond_reading=True,
    ),
    _row(
        *("truncation", "the document is cut off", _INVALID, _THROWS, "DC001", _is_root),
        _spelled(lambda data: data[: len(data) * 2 // 3], "cut off"),
        is_of_document=True,
    ),
    _row(
        *("trailing-bytes", "text behind the root", _INVALID, _THROWS, "DC001", _is_root),
        _spelled(lambda data: data + b"x", "x"),
        is_of_document=True,
    ),
)
