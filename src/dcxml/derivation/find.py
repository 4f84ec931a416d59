"""Find the sample documents of a page: by the media type they stand under, and by what they are.

A help page of ASP.NET Web API names the media types of a sample, says ``Sample:`` and shows it; others do alike.
It knows XML as far as tags close each other, and nothing of contracts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dcxml.derivation.markup import START_TAG, Unclosed, element_end
from dcxml.errors import DerivationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.derivation.page import Page

__all__ = ["FoundSample", "Heading", "find_samples"]

_MEDIA_TYPE: Final = re.compile(r"\b(?:application|text|multipart)/[A-Za-z0-9.+-]+")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_SAMPLE_WORD: Final = re.compile(r"[\W_]*(?:sample(?: data)?|example)\s*:?[\W_]*$", re.IGNORECASE)
_FURNITURE: Final = re.compile(
    r"[\W_]*(?:sample(?: data)?\s*:?|sample not available\.?|(?:request|response) (?:information|body formats|formats)"
    r"|remarks|see also)[\W_]*$",
    re.IGNORECASE,
)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b")
_DECLARES: Final = re.compile(r"\sxmlns(?::[^\s=]+)?\s*=")
_MOST_WORDS_OF_HEADING: Final = 40
_LONGEST_SAYING: Final = 60
_HTML: Final = frozenset(
    re.findall(
        r"\w+",
        "a abbr b body br button code dd details div dl dt em font form h1 h2 h3 h4 h5 h6 head hr "
        "html i iframe img input kbd li link math meta ol p pre script small span strong style sub "
        "summary sup svg table tbody td th thead title tr tt u ul var video ",
    )
)


@frozen
class Heading:
    """A line that names media types: its number, its types in one text, and what stands under it, in a word or two."""

    number: int
    media_types: str
    says: str = ""


@frozen(kw_only=True)
class FoundSample:
    """A sample document as it stands in a file: its text, and the line that each of its lines has there."""

    file: str
    text: str
    numbers: tuple[int, ...]
    heading: Heading | None = None
    octets: bytes | None = None

    def line(self, number: int | None) -> int:
        """Return the file's line of the sample's line ``number``, from 1."""
        return self.numbers[min(max(number or 1, 1), len(self.numbers)) - 1]


def find_samples(page: Page) -> tuple[FoundSample, ...]:
    """Return the XML samples of a page, in order.

    :raises DerivationError: where there is none, or where one is cut off or damaged.
    """
    text = _PageText(page)
    if page.octets is not None:
        whole = FoundSample(file=page.file, text=text.text, numbers=text.numbers, octets=page.octets)
        return (whole,)
    samples = tuple(_samples(text))
    if not samples:
        reason = f"no XML sample found; {_inventory(text)}; allowed: an XML sample under application/xml or text/xml"
        raise DerivationError(reason, file=page.file, line=text.headings[0].number if text.headings else 1)
    return samples


@frozen(init=False)
class _PageText:
    """The page as one text, with the way back to its lines."""

    file: str
    text: str
    numbers: tuple[int, ...]
    headings: tuple[Heading, ...]
    begins: tuple[int, ...] = field(repr=False)

    def __init__(self, page: Page) -> None:
        lines = [line.text for line in page.lines]
        begins = [0]
        for line in lines:
            begins.append(begins[-1] + len(line) + 1)
        numbers = tuple(line.number for line in page.lines)
        self.__attrs_init__(page.file, "\n".join(lines), numbers, _headings(lines, numbers), tuple(begins))

    def row(self, offset: int) -> int:
        """Return the row, from 0, in which an offset stands."""
        return min(bisect_right(self.begins, offset) - 1, len(self.numbers) - 1)

    def number(self, offset: int) -> int:
        """Return the file's line in which an offset stands."""
        return self.numbers[self.row(offset)]

    def heading(self, offset: int) -> Heading | None:
        """Return the last media type heading before an offset."""
        number = self.number(offset)
        return next((each for each in reversed(self.headings) if each.number <= number), None)


def _headings(lines: list[str], numbers: tuple[int, ...]) -> tuple[Heading, ...]:
    rows = [(row, types) for row, line in enumerate(lines) if (types := _media_types(line))]
    ends = [row for row, _ in rows[1:]] + [len(lines)]
    # Without a heading there is still one end, that of the page.
    spans = zip(rows, ends, strict=False)
    return tuple(Heading(numbers[row], types, _saying(lines[row + 1 : end])) for (row, types), end in spans)


def _media_types(line: str) -> str:
    """Return the media types of a heading, empty where the line is none."""
    if "<" in line or not _MEDIA_TYPE.search(line):
        return ""
    other_words = _MEDIA_TYPE.sub("", line).strip(" ,;#*_()|")
    return ", ".join(_MEDIA_TYPE.findall(line)) if len(other_words) <= _MOST_WORDS_OF_HEADING else ""


def _saying(lines: list[str]) -> str:
    """Return what stands under a heading: JSON, XML, or the first words."""
    for line in lines:
        text = line.strip()
        if not text or _SAMPLE_WORD.match(text) or _FENCE.match(text):
            continue
        if text[0] in "{[":
            return "JSON"
        return "XML" if text[0] == "<" else text[:_LONGEST_SAYING].rstrip(". ")
    return "nothing"


def _inventory(page: _PageText) -> str:
    if page.headings:
        return "the page has " + "; ".join(f"{each.media_types}: {each.says}" for each in page.headings)
    if _is_json(page.text):
        return "the page is JSON"
    return "the page names no media type"


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _samples(page: _PageText) -> Iterator[FoundSample]:
    position = 0
    while True:
        begin = _next_root(page, position)
        if begin is None:
            return
        end = element_end(page.text, begin)
        if isinstance(end, Unclosed):
            raise _cut_off(page, begin, end)
        position = end
        yield _sample(page, begin, end)


def _sample(page: _PageText, begin: int, end: int) -> FoundSample:
    first, last = page.row(begin), page.row(end - 1)
    return FoundSample(
        file=page.file,
        text=page.text[begin:end],
        numbers=page.numbers[first : last + 1],
        heading=page.heading(begin),
    )


def _next_root(page: _PageText, position: int) -> int | None:
    """Return where the next sample's root begins; what a page's own layout uses is none."""
    doctype = _DOCTYPE.search(page.text, position)
    for match in START_TAG.finditer(page.text, position):
        if doctype is not None and doctype.start() < match.start():
            break
        if _is_root(page, match):
            return match.start()
    if doctype is not None:
        reason = "the sample has a document type declaration (DTD); allowed: the root element alone"
        raise DerivationError(reason, file=page.file, line=page.number(doctype.start()))
    return None


def _is_root(page: _PageText, match: re.Match[str]) -> bool:
    if match[1] in _HTML:
        return False
    if _DECLARES.search(match[2]):
        return True
    heading = page.heading(match.start())
    line_begin = page.begins[page.row(match.start())]
    is_first_in_line = not page.text[line_begin : match.start()].strip()
    return is_first_in_line and heading is not None and "xml" in heading.media_types


def _cut_off(page: _PageText, begin: int, broken: Unclosed) -> DerivationError:
    first = page.row(begin)
    last = page.row(min(broken.at, len(page.text) - 1))
    rows = page.text.split("\n")[first : last + 1]
    # The sample ends where the page goes on: with its next heading, or with words that no sample has.
    goes_on = next((row for row, line in enumerate(rows) if row and _is_furniture(line)), len(rows))
    content = [row for row, line in enumerate(rows[:goes_on]) if line.strip()]
    number = page.numbers[first + content[-1]]
    names = [tag.name.rpartition(":")[2] for tag in broken.open_tags]
    innermost = broken.open_tags[-1]
    what = f"<{innermost.name}> of line {page.number(innermost.begin)} is not closed"
    reason = (
        f"the XML sample that begins in line {page.numbers[first]} is cut off or damaged here: {what} "
        f"(/{'/'.join(names)}); allowed: a whole document, down to </{broken.open_tags[0].name}>"
    )
    return DerivationError(reason, file=page.file, line=number)


def _is_furniture(line: str) -> bool:
    return bool(_media_types(line) or _FURNITURE.match(line) or _FENCE.match(line))
