"""A documentation page as lines of text: plain text and Markdown as they are, HTML by what a browser would show.

It knows where each line stands in the file, and nothing of what a sample is.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.derivation.source import name_of
from dcxml.document_encoding import Encoding, encoding_of
from dcxml.errors import DerivationError
from dcxml.xmlio import read_source

if TYPE_CHECKING:
    from dcxml.derivation.source import Source

__all__ = ["Page", "PageLine", "read_page"]

_MARKUP_BEFORE_ROOT: Final = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_HTML_START: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHARSET_WITHIN: Final = 2_048


@frozen
class PageLine:
    """A line of a page's text and its number in the file, from 1."""

    number: int
    text: str


@frozen(kw_only=True)
class Page:
    """A file as read: its name, and its ``lines``; ``octets`` where it is itself an XML document."""

    file: str
    lines: tuple[PageLine, ...]
    octets: bytes | None = None


def read_page(source: Source) -> Page:
    """Return the text of a file.

    :raises DerivationError: where it cannot be opened, is empty, or is not text.
    """
    file = name_of(source)
    octets = _read(source, file)
    if not octets.strip():
        reason = "the file is empty; allowed: a help page (text, HTML, Markdown) or an XML document"
        raise DerivationError(reason, file=file, line=1)
    text = _decode(octets, file)
    form = _form_of(text, PurePath(file).suffix.lower())
    if form == "html":
        return Page(file=file, lines=_html_lines(text))
    lines = tuple(PageLine(number, line) for number, line in enumerate(text.split("\n"), start=1))
    return Page(file=file, lines=lines, octets=octets if form == "xml" else None)


def _read(source: Source, file: str) -> bytes:
    allowed = "allowed: a help page (text, HTML, Markdown) or an XML document"
    try:
        data = read_source(source)
    except FileNotFoundError:
        reason = f"there is no such file; {allowed}"
    except IsADirectoryError:
        reason = f"this is a folder; {allowed}"
    except (OSError, ValueError) as error:
        reason = f"the file cannot be read ({getattr(error, 'strerror', None) or error}); {allowed}"
    else:
        return data.encode() if isinstance(data, str) else data
    raise DerivationError(reason, file=file)


def _decode(octets: bytes, file: str) -> str:
    declared = _CHARSET.search(octets, 0, _CHARSET_WITHIN)
    encoding = encoding_of(octets)
    if declared is not None and not encoding.is_utf16 and not encoding.mark:
        encoding = Encoding(declared[1].decode("ascii", "replace"))
    try:
        text = encoding.text_of(octets)
    except (UnicodeDecodeError, LookupError) as error:
        line = octets.count(b"\n", 0, getattr(error, "start", 0)) + 1
        found = f"byte 0x{octets[error.start]:02X}" if isinstance(error, UnicodeDecodeError) else "the page"
        reason = f"{found} is not {encoding.name}; allowed: text in UTF-8, UTF-16, or the page's charset"
        raise DerivationError(reason, file=file, line=line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _form_of(text: str, suffix: str) -> str:
    start = _MARKUP_BEFORE_ROOT.match(text)
    rest = text[start.end() if start else 0 :]
    if suffix not in (".md", ".markdown", ".xml") and _HTML_START.match(rest):
        return "html"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    # Plain text may begin with its sample and go on; what names itself XML, or is nothing else, is a document.
    is_document = rest.startswith("<") and (suffix == "" or text.lstrip().startswith("<?xml"))
    return "xml" if suffix == ".xml" or (is_document and suffix not in (".md", ".markdown")) else "text"


_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br button caption dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p "
        "section select summary table tbody tfoot thead title tr ul ",
    )
)
_PHRASES: Final = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span "
        "strike strong sub sup time tt u var wbr ",
    )
)
_PREFORMATTED: Final = frozenset({"pre", "textarea", "xmp", "listing"})
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript"})


def _html_lines(text: str) -> tuple[PageLine, ...]:
    reader = _HtmlReader(text)
    reader.feed(text)
    reader.close()
    reader.end_line()
    return tuple(reader.lines)


class _HtmlReader(HTMLParser):
    """Collects the lines that a browser would show; a table row becomes one line, ``| cell | cell |``."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines: list[PageLine] = []
        self._source = text.split("\n")
        self._line: list[str] = []
        self._number = 1
        self._is_blank = True
        self._preformatted = 0
        self._unseen = 0
        self._row: list[str] | None = None
        self._is_in_cell = False
        self._row_number = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _PREFORMATTED:
            self._end_row()
            self.end_line()
            self._preformatted += 1
        elif self._preformatted and tag not in _BLOCKS | _PHRASES:
            self._add(self.get_starttag_text() or "")  # a sample's own tag that nobody has escaped
        elif tag == "tr":
            self.end_line()
            self._row, self._row_number = [], self.getpos()[0]
        elif tag in ("td", "th"):
            self._end_cell()
            self._is_in_cell = True
        elif tag in _BLOCKS and self._row is None:
            self.end_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._preformatted and tag not in _BLOCKS | _PHRASES:
            self._add(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)
            if tag not in _BLOCKS:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _PREFORMATTED:
            self.end_line()
            self._preformatted = max(0, self._preformatted - 1)
        elif self._preformatted and tag not in _BLOCKS | _PHRASES:
            # The parser gives names in lower case; the spelling is in the text it stands on.
            self._add(self._end_tag_text())
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS and self._row is None:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        number = self.getpos()[0]
        for place, piece in enumerate(data.split("\n")):
            if place and self._preformatted:
                self.end_line()
            self._add(piece + ("" if self._preformatted else " "), number + place)

    def handle_entityref(self, name: str) -> None:
        self._add(_unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._add(_unescape(f"&#{name};"))

    def end_line(self) -> None:
        """Put away the line that is being read."""
        text = "".join(self._line)
        text = text.rstrip() if self._preformatted else " ".join(text.split())
        if text or self._preformatted:
            self.lines.append(PageLine(self._number, text))
        self._line = []
        self._is_blank = True

    def _add(self, text: str, number: int | None = None) -> None:
        if self._unseen:
            return
        if self._is_blank:
            self._number = number or self.getpos()[0]
            self._is_blank = not text.strip()
        self._line.append(text)

    def _end_cell(self) -> None:
        if self._row is not None and self._is_in_cell:
            self._row.append(" ".join("".join(self._line).split()))
            self._line = []
            self._is_blank = True
        self._is_in_cell = False

    def _end_row(self) -> None:
        if self._row is None:
            return
        self._end_cell()
        if any(self._row):
            self.lines.append(PageLine(self._row_number, f"| {' | '.join(self._row)} |"))
        self._row = None

    def _end_tag_text(self) -> str:
        line, column = self.getpos()
        text = self._source[line - 1][column:]
        return text[: text.find(">") + 1]


def _unescape(reference: str) -> str:
    """Return the characters of a reference; the space that does not break lays out the page, and is a space."""
    return unescape(reference).replace("\xa0", " ")
