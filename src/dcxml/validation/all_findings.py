"""Every finding in a document: dcxml's own sentences first, then what only the schema's verdict knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.document_encoding import encoding_of
from dcxml.errors import CharacterError, DecodeError, EncodingError
from dcxml.validation.acceptance import is_certainly_right
from dcxml.validation.document_faults import document_faults
from dcxml.validation.document_places import WholeText
from dcxml.validation.member_paths import MemberPaths
from dcxml.validation.names import name_refused
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of
from dcxml.validation.sources import opened
from dcxml.validation.telling import finding_of, unreadable
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from os import PathLike
    from pathlib import Path
    from typing import IO

    from lxml import etree

    from dcxml.contract import DataContractSet
    from dcxml.validation.findings import Finding

__all__ = ["LARGE", "findings_in", "is_large"]

LARGE: Final = 1 << 23
"""From so many octets on, a document is not held in memory."""
_UNDECLARED: Final = EncodingError(
    "the document is in UTF-16 and has no XML declaration that says so", expected='encoding="utf-16"', line=1, column=1
)


def is_large(path: Path) -> bool:
    """Tell whether a document is not held in memory: its size, where it is a file that can be read again and again."""
    try:
        return path.is_file() and path.stat().st_size >= LARGE
    except (OSError, ValueError):  # a name with a null character
        return False


def findings_in(
    source: bytes | bytearray | memoryview | str | PathLike[str] | IO[bytes] | IO[str],
    contracts: DataContractSet,
    *,
    file: str | None = None,
    canonical: bool = False,
) -> Iterator[Finding]:
    """Yield every finding in a document, as `dcxml.validate` says.

    :raises SchemaError: where the contracts have no schema that compiles.
    :raises OSError: where a file cannot be read.
    """
    with opened(source) as (octets, data):
        if octets is not None and octets.size >= LARGE and not canonical:
            from dcxml.pruned_parse import NotParsedError  # noqa: PLC0415 - if a document is large
            from dcxml.validation.streaming import streamed_findings  # noqa: PLC0415 - as above

            try:
                yield from streamed_findings(octets, contracts, file=file)
            except NotParsedError:
                pass
            else:
                return
        yield from _findings(data(), contracts, file=file, canonical=canonical)


def _findings(
    data: bytes | bytearray | memoryview | str, contracts: DataContractSet, *, file: str | None, canonical: bool
) -> Iterator[Finding]:
    is_strange = False
    try:
        root = parse_document(data)
    except CharacterError as error:
        yield unreadable(error, WholeText.of(data), file)
        restored = yield from _restored(data, file)
        if restored is None:
            return
        root, is_strange = restored, True
    except DecodeError as error:
        yield unreadable(error, WholeText.of(data), file)
        return
    refused = name_refused(data)
    if refused is not None:
        yield unreadable(refused, WholeText.of(data), file)
        return
    if not (canonical or is_strange) and is_certainly_right(data, root, list(parts_of(root, contracts)), contracts):
        return
    if not isinstance(data, str) and _is_undeclared(bytes(data[:200])):
        canonical = False
        yield unreadable(_UNDECLARED, WholeText.of(data), file)
    places, members = Places(data, root), MemberPaths(contracts)
    for fault, part in document_faults(root, contracts, places, canonical=canonical):
        yield finding_of(fault, part, places, members, file)


def _restored(
    data: bytes | bytearray | memoryview | str, file: str | None
) -> Generator[Finding, None, etree._Element | None]:
    """Return the root of a document with references to characters that XML does not have.

    Yield what else is wrong with the document where that is not XML.
    """
    try:
        return parse_document(data, check_characters=False)
    except CharacterError:
        return None
    except DecodeError as error:
        yield unreadable(error, WholeText.of(data), file)
        return None


def _is_undeclared(octets: bytes) -> bool:
    """Tell whether a document is in UTF-16 and does not say so in a declaration, which .NET asks for."""
    return encoding_of(octets).is_utf16 and b"e\0n\0c\0o\0d\0i\0n\0g" not in octets
