"""By which element a document's contracts are chosen: its root, or of a SOAP envelope the first one in the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from attrs import define, field

from dcxml.qname import SOAP_ENVELOPES, QName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["choosing_element"]

_CHUNK: Final = 1 << 16


class _FoundError(Exception):
    """Ends the parser's work: the element is known, or there is none to be known."""


def choosing_element(data: bytes) -> QName | None:
    """Return the name of the element that chooses the contracts; of the detail of a SOAP fault, the first in it.

    Only the beginning of the document is read. None where there is no such element: the document is not XML so far, has
    a document type declaration, or is a fault without detail. ``data`` may be anything.
    """
    search = _Search()
    parser = expat.ParserCreate()  # it takes not every namespace, so names are resolved here
    parser.StartElementHandler = search.start
    parser.EndElementHandler = search.end
    parser.StartDoctypeDeclHandler = search.give_up
    try:
        for chunk in _chunks(data):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords
    except (_FoundError, expat.ExpatError, LookupError, ValueError):  # or an encoding that nobody knows
        pass
    return search.found


def _chunks(data: bytes) -> Iterator[bytes]:
    for begin in range(0, len(data), _CHUNK):
        yield data[begin : begin + _CHUNK]


@define(eq=False)
class _Search:
    """Follows the path from the root to the element."""

    found: QName | None = None
    _path: list[QName] = field(factory=list)
    _scopes: list[Mapping[str, str]] = field(factory=lambda: [{}])
    """The namespaces by prefix that are in scope in each element of the path."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element; it is the one looked for unless it is part of an envelope."""
        declared = {key[6:]: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        scope = {**self._scopes[-1], **declared}
        prefix, _, local = name.rpartition(":")
        element = QName(scope.get(prefix, ""), local)
        if not _is_envelope(element, self._path) and not self._is_in_header:
            self.found = element
            raise _FoundError
        self._path.append(element)
        self._scopes.append(scope)

    def end(self, name: str) -> None:
        """Leave an element."""
        del name
        self._path.pop()
        self._scopes.pop()

    def give_up(self, *declaration: object) -> None:
        """End at a document type declaration: the document is refused, whatever its root."""
        del declaration
        raise _FoundError

    @property
    def _is_in_header(self) -> bool:
        return len(self._path) > 1 and self._path[1].name == "Header"


def _is_envelope(element: QName, path: list[QName]) -> bool:
    """Tell whether an element, in those of a path, belongs to the envelope: the names and places that SOAP gives."""
    if not path:
        return element.name == "Envelope" and element.namespace in SOAP_ENVELOPES
    if element.namespace not in (path[0].namespace, ""):
        return False
    inside = [step.name for step in path[1:]]
    return {
        (): element.name in ("Header", "Body"),
        ("Body",): element.name == "Fault",
    }.get(tuple(inside), inside[:2] == ["Body", "Fault"] and inside[-1] not in ("detail", "Detail"))
