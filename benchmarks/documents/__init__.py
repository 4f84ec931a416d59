"""The documents that every peer reads and writes, with their classes, and the files that a worker gets of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

import dcxml
from benchmarks.documents import fleet, wide
from benchmarks.subject import Subject
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.apis.calendar import Day

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.contract import DataContractSet
    from dcxml.qname import QName

__all__ = ["DOCUMENTS", "Document", "widened", "write_subject"]

CALENDAR: Final = Path(__file__).parents[2] / "schemas" / "calendar"


@frozen(kw_only=True)
class Document:
    """A document: what it is, how its octets are made, and the class that it is read as.

    The title may have a place for the number of ``items``.
    """

    name: str
    title: str
    octets: Callable[[], bytes]
    cls: type[Any]
    known_types: tuple[type[Any], ...] = ()

    @property
    def contracts(self) -> DataContractSet:
        """The data contracts of the class and of its known types."""
        return dcxml.contracts_of(self.cls, *self.known_types)

    @property
    def root(self) -> QName:
        """The name of the root's contract."""
        name: QName = self.cls.__data_contract__.name
        return name

    def serializer(self, **settings: Any) -> dcxml.DataContractSerializer[Any]:
        """Return dcxml's serializer for it."""
        return dcxml.DataContractSerializer(self.cls, known_types=self.known_types, **settings)


def _small() -> bytes:
    return dcxml.dumps(_SMALL)


def _wide() -> bytes:
    return dcxml.dumps(wide.stock())


def _fleet() -> bytes:
    return DOCUMENTS["fleet"].serializer().dumps(fleet.fleet())


_SMALL: Final = Day(id=1, name="Monday")
_ALL: Final = (
    Document(
        name="sample",
        title="The documented sample of a calendar's API: a class of some 70 members in six namespaces",
        octets=(CALENDAR / "sample.xml").read_bytes,
        cls=Request,
    ),
    Document(name="small", title="A small one: a class of three members", octets=_small, cls=Day),
    Document(
        name="wide",
        title="A wide one: a collection of {items:,} items of eight members, some of them null",
        octets=_wide,
        cls=wide.Stock,
    ),
    Document(
        name="fleet",
        title="A polymorphic one: three levels of inheritance, `i:type`, dictionaries, references to shared objects",
        octets=_fleet,
        cls=fleet.Fleet,
        known_types=fleet.KNOWN_TYPES,
    ),
)
DOCUMENTS: Final = {document.name: document for document in _ALL}


def write_subject(document: Document, folder: Path) -> Subject:
    """Write the document and its schemas into a folder of its own in ``folder``, and return what a worker is told."""
    own = folder / document.name
    own.mkdir()
    dcxml.write_schemas(document.contracts, own / "schemas")
    (own / "document.xml").write_bytes(document.octets())
    return Subject(
        document=document.name,
        root=document.root.clark,
        data=str(own / "document.xml"),
        schemas=str(own / "schemas"),
        room=str(own),
    )


def widened(subject: Subject, items: int) -> Subject:
    """Return the wide document with another number of items: its own, over and over."""
    data = subject.octets()
    first, behind = data.index(b"<Line>"), data.rindex(b"</Line>") + len(b"</Line>")
    lines = data[first:behind].replace(b"</Line>", b"</Line>\n").splitlines()
    times, rest = divmod(items, len(lines))
    path = Path(subject.room) / f"document-{items}.xml"
    with path.open("wb") as file:
        file.write(data[:first])
        file.writelines([b"".join(lines)] * times)
        file.write(b"".join(lines[:rest]) + data[behind:])
    return subject.of_data(path)
