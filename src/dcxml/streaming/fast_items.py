"""The items of a document that is as .NET writes it, read without an XML library as far as it is so.

Where it is not, whoever asked reads it the other way, from its beginning, and leaves out the items that are there.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from dcxml.codec.fast.lane import DECLARATION
from dcxml.octets import chunks_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dcxml.codec.fast.item_runs import ItemRun
    from dcxml.codec.fast.lane import ItemLane
    from dcxml.octets import Octets

__all__ = ["FastItems"]

_LONGEST: Final = 1 << 22
"""The most characters of what is before the items, of one of them, and of what is behind them."""
_BEGINNING: Final = 1 << 12
"""The characters in which the opening tag of a root as .NET writes it surely ends."""
_decoder: Final = getincrementaldecoder("utf-8")


@define(eq=False)
class FastItems:
    """One document: the ``count`` of items read so far, and whether it ``is_read``, to its end."""

    octets: Octets
    lane: ItemLane
    is_forced: bool
    stretch: int
    count: int = 0
    is_read: bool = False

    def items(self) -> Iterator[Any]:
        """Yield items as long as the document is as .NET writes it."""
        try:
            yield from self._items()
        except UnicodeDecodeError:
            return

    def _items(self) -> Iterator[Any]:
        texts = self._texts()
        text = ""
        while len(text) < _BEGINNING and (more := next(texts, None)) is not None:
            text += more
        run = self.lane.run_of(text, self.octets.size, is_forced=self.is_forced)
        if run is None:
            return
        beginning = run.beginning(text)
        while beginning is None:
            longer = _longer(text, texts)
            if longer is None:
                return
            text, beginning = longer, run.beginning(longer)
        end = yield from self._items_of(run, text[len(beginning) :], texts)
        if end is not None:
            self.is_read = run.is_rest(beginning, end)

    def _items_of(self, run: ItemRun, text: str, texts: Iterator[str]) -> Generator[Any, None, str | None]:
        """Yield the items at the beginning of a text that goes on; return what is behind them, None if declined."""
        while True:
            found = run.read(text, 0)
            if found is None:
                return None
            items, at = found
            for item in items:
                self.count += 1
                yield item
            text = text[at:]
            if text.startswith(run.close):
                break
            longer = _longer(text, texts)
            if longer is None:
                return None
            text = longer
        while (longer := _longer(text, texts)) is not None:
            text = longer
        return text if next(texts, None) is None else None

    def _texts(self) -> Iterator[str]:
        """Yield the text by stretches, without the declaration."""
        decoder = _decoder()
        begin = len(DECLARATION) if self.octets.read(0, min(len(DECLARATION), self.octets.size)) == DECLARATION else 0
        for chunk in chunks_of(self.octets, begin=begin, size=self.stretch):
            yield decoder.decode(chunk)
        decoder.decode(b"", final=True)


def _longer(text: str, texts: Iterator[str]) -> str | None:
    """Return a text with more behind it, about twice as much; None where there is no more, or it is too long."""
    if len(text) > _LONGEST:
        return None
    pieces, length = [text], 0
    for more in texts:
        pieces.append(more)
        length += len(more)
        if length >= len(text):
            break
    return "".join(pieces) if length else None
