"""Characters that XML 1.0 cannot carry: .NET writes and reads references to them (``&#x1;``), which libxml2 refuses.

Such a document is parsed with private-use characters in their place, and its elements give the characters back:
whoever reads them sees the document as .NET's text reader does.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from lxml import etree

from dcxml.errors import DecodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["StandIns", "StrangeReference", "element_class", "join_surrogates", "put_stand_ins", "strange_reference"]

# Each alternative takes all it can, to the end of the document if need be: no part of it is looked at twice.
_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|&#x?[0-9A-Fa-f]*;", re.DOTALL
)
_REFERENCE: Final = re.compile("&#x?[0-9A-Fa-f]*;")
_CDATA: Final = "<![CDATA["
# XmlUTF8TextReader does not look at the bytes of a CDATA section, but for U+FFFE and U+FFFF.
_CONTROLS: Final = frozenset(map(chr, {*range(0x20)} - {0x9, 0xA, 0xD}))
_STRANGE: Final = frozenset([*map(ord, _CONTROLS), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PRIVATE_USE: Final = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
"""No name may hold one of these, so that what stood outside of texts and values is not well-formed before or after."""
_MOST_DIGITS: Final = 7
_HIGHEST: Final = 0x10FFFF


@frozen
class StrangeReference:
    """A reference to a character that XML 1.0 does not have: its text, the character's number, and its place."""

    text: str
    code: int
    line: int
    column: int


@frozen(eq=False)
class StandIns:
    """A document that can be parsed, and the ``characters`` that the private-use ones in it stand for."""

    octets: bytes
    characters: Mapping[int, str]
    _original: str
    _of_references: Mapping[str, str]

    def restore(self, text: str) -> str:
        """Return ``text`` with the characters that were in the document."""
        return text if text.isascii() else join_surrogates(text.translate(self.characters))

    def original_column(self, line: int, column: int) -> int:
        """Return the column that the document had where the one that was parsed has ``column``."""
        start = 0
        for _ in range(line - 1):
            start = self._original.find("\n", start) + 1
        shorter = 0
        for match in _TOKEN.finditer(self._original):
            if match.start() - start + 1 - shorter >= column:
                break
            if match.start() >= start and match[0] in self._of_references:
                shorter += len(match[0]) - 1
        return column + shorter


def strange_reference(octets: bytes) -> StrangeReference | None:
    """Return the first reference to a character that XML 1.0 does not have; None where there is none."""
    text = _decoded(octets)
    if text is None:
        return None
    for match in _TOKEN.finditer(text):
        code = _code(match[0])
        if code in _STRANGE:
            line, start = text.count("\n", 0, match.start()) + 1, text.rfind("\n", 0, match.start()) + 1
            return StrangeReference(match[0], code, line, match.start() - start + 1)
    return None


def put_stand_ins(octets: bytes) -> StandIns | None:
    """Return the document with private-use characters, which do not occur in it, for those XML does not have.

    These are what references name, lone surrogates among them, and controls in CDATA sections. None where there are
    none, or where the document is not UTF-8.

    :raises DecodeError: where too many of the private-use characters occur in the document.
    """
    text = _decoded(octets)
    if text is None:
        return None
    codes = {reference: _code(reference) for reference in sorted(set(_REFERENCE.findall(text)))}
    present = set(text)
    strange = sorted({chr(code) for code in codes.values() if code in _STRANGE} | (present & _CONTROLS))
    taken = {*map(ord, present), *codes.values()}
    free = (code for code in chain(*_PRIVATE_USE) if code not in taken)
    characters = dict(zip(free, strange, strict=False))
    if len(characters) < len(strange):
        reason = "the document holds every private-use character, and references to characters that XML does not have"
        raise DecodeError(reason)
    of_characters = {ord(character): chr(code) for code, character in characters.items()}
    of_references = {reference: of_characters[code] for reference, code in codes.items() if code in _STRANGE}

    of_controls = {ord(control): of_characters[ord(control)] for control in present & _CONTROLS}

    def replace(match: re.Match[str]) -> str:
        token = match[0]
        return of_references.get(token) or (token.translate(of_controls) if token.startswith(_CDATA) else token)

    replaced = _TOKEN.sub(replace, text)
    return None if replaced == text else StandIns(replaced.encode(), characters, text, of_references)


def element_class(stand_ins: StandIns) -> type[etree.ElementBase]:
    """Return the class of a document's elements: what they tell is restored."""
    return type("RestoredElement", (_RestoredElement,), {"restore": staticmethod(stand_ins.restore)})


def join_surrogates(text: str) -> str:
    """Return ``text`` with each pair of surrogates as the one character it is; lone ones stay."""
    return _PAIR.sub(_joined, text)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _decoded(octets: bytes) -> str | None:
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None


def _code(token: str) -> int:
    """Return the number a reference names, as .NET reads it: 0 without digits; -1 for what it does not read."""
    if token[0] != "&":
        return -1
    is_hexadecimal = token[2] == "x"
    digits = token[3 if is_hexadecimal else 2 : -1].lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS or not (is_hexadecimal or digits.isdecimal()):
        return -1
    code = int(digits, 16 if is_hexadecimal else 10)
    return code if code <= _HIGHEST else -1


class _RestoredElement(etree.ElementBase):
    """An element of a document with stand-ins; what a reader of documents asks it is restored.

    It is narrower than lxml's own; its ``attrib`` alone is as it was parsed, and there to be changed.
    """

    restore: Callable[[str], str]

    @property  # type: ignore[misc]  # read-only
    def tag(self) -> str:
        return self.restore(str(super().tag))

    @property  # type: ignore[misc]  # read-only
    def text(self) -> str | None:
        text = super().text
        return None if text is None else self.restore(text)

    @property  # type: ignore[misc]  # read-only
    def tail(self) -> str | None:
        tail = super().tail
        return None if tail is None else self.restore(tail)

    @property
    def nsmap(self) -> dict[str | None, str]:
        return {prefix: self.restore(namespace) for prefix, namespace in super().nsmap.items()}

    def get(self, key: str, default: Any = None) -> Any:  # type: ignore[override]  # by a str alone
        value = super().get(key)
        return default if value is None else self.restore(value)

    def keys(self) -> list[str]:
        return [self.restore(key) for key in super().keys()]  # noqa: SIM118 - an element is no mapping

    def items(self) -> list[tuple[str, str]]:
        return [(self.restore(key), self.restore(value)) for key, value in super().items()]

    def iterchildren(  # type: ignore[override]  # one tag alone
        self,
        tag: str | None = None,
        *,
        reversed: bool = False,  # noqa: A002 - lxml's own name
    ) -> Iterator[etree._Element]:
        if tag is None or tag == "*":
            return super().iterchildren(tag, reversed=reversed)
        return (each for each in super().iterchildren(reversed=reversed) if each.tag == tag)

    def itersiblings(  # type: ignore[override]  # one tag alone
        self, tag: str | None = None, *, preceding: bool = False
    ) -> Iterator[etree._Element]:
        if tag is None or tag == "*":
            return super().itersiblings(tag, preceding=preceding)
        return (each for each in super().itersiblings(preceding=preceding) if each.tag == tag)
