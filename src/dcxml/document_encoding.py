"""What a document is encoded in, told by its first octets as .NET's text reader does: UTF-8, or UTF-16 in either order.

XML 1.0 (appendix F) has the same table: a byte order mark, or what ``<`` is in each of the three. What a document
declares is not looked at here.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

__all__ = ["UTF8_MARK", "Encoding", "encoding_of"]

UTF8_MARK: Final = b"\xef\xbb\xbf"


@frozen
class Encoding:
    """An encoding by the name that Python has for it, and the byte order mark that a document in it begins with.

    ``is_utf16`` of either byte order.
    """

    name: str
    mark: bytes = b""
    is_utf16: bool = field(init=False)

    @is_utf16.default
    def _is_utf16(self) -> bool:
        return self.name.startswith("utf-16")

    def text_of(self, octets: bytes, errors: str = "strict") -> str:
        """Return the text of a document without its mark.

        :raises UnicodeDecodeError: as ``errors`` says; its places are those of ``octets``.
        """
        text = octets.decode(self.name, errors)
        return text[1:] if self.mark else text

    def utf8_of(self, octets: bytes, errors: str = "strict") -> bytes:
        """Return a document in UTF-8 without its mark; one that is in UTF-8 is not decoded for it.

        :raises UnicodeDecodeError: as ``errors`` says, of a document in UTF-16; its places are those of ``octets``.
        """
        return self.text_of(octets, errors).encode() if self.is_utf16 else octets[len(self.mark) :]

    def octets_of(self, utf8: bytes) -> bytes:
        """Return a document from its octets in UTF-8, with its mark: what ``utf8_of`` undoes."""
        return self.mark + (utf8.decode().encode(self.name) if self.is_utf16 else utf8)


_LITTLE, _BIG = b"\xff\xfe", b"\xfe\xff"
_UTF16: Final = {
    _LITTLE: Encoding("utf-16-le", _LITTLE),
    _BIG: Encoding("utf-16-be", _BIG),
    b"<\0": Encoding("utf-16-le"),
    b"\0<": Encoding("utf-16-be"),
}
_MARKED: Final = Encoding("utf-8", UTF8_MARK)
_PLAIN: Final = Encoding("utf-8")


def encoding_of(data: bytes | str) -> Encoding:
    """Return the encoding of a document, of which the first three octets are enough; UTF-8 where nothing tells.

    Text is taken as if it were in UTF-8, its mark being U+FEFF.
    """
    if isinstance(data, str):
        return _MARKED if data.startswith("\ufeff") else _PLAIN
    return _UTF16.get(data[:2]) or (_MARKED if data.startswith(UTF8_MARK) else _PLAIN)
