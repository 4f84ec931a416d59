"""xsdata: classes that it generates of the same schemas, once, in the document's room; lxml's handlers."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.formats.dataclass.serializers.writers import LxmlEventWriter

from benchmarks.peers.binding import Binding

if TYPE_CHECKING:
    from types import ModuleType

    from benchmarks.subject import Subject

__all__ = ["bind"]


def bind(subject: Subject) -> Binding:
    """Return a parser and a serializer, which is given the document's own prefixes."""
    module = _classes(subject)
    name = etree.QName(subject.root).localname.lower()
    cls = next(each for key, each in vars(module).items() if key.lower() == name)
    parser = XmlParser(handler=LxmlEventHandler)
    serializer = XmlSerializer(config=SerializerConfig(xml_declaration=False), writer=LxmlEventWriter)
    prefixes = _prefixes(subject.octets()[:100_000])

    def decode(data: bytes) -> Any:
        return parser.from_bytes(data, cls)

    def encode(value: Any) -> bytes:
        return serializer.render(value, prefixes).encode()

    return Binding(decode, encode)


def _classes(subject: Subject) -> ModuleType:
    """Return the module of the classes; it is generated where no worker of this run has done so."""
    room = Path(subject.room) / "xsdata"
    package = f"xsdata_{subject.document}"
    if not room.exists():
        room.mkdir()
        _generate(subject, package, room)
    sys.path.insert(0, str(room))
    return importlib.import_module(package)


def _generate(subject: Subject, package: str, room: Path) -> None:
    # xsdata calls ruff, which stands beside this interpreter.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "xsdata", "generate", subject.schemas, "--package", package]
    subprocess.run(  # noqa: S603 - our own command
        [*command, "--structure-style", "single-package"],
        cwd=room,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": path},
    )


def _prefixes(data: bytes) -> dict[str | None, str]:
    """Return the prefixes that the document declares, the first namespace of each."""
    found: dict[str | None, str] = {}
    for prefix, namespace in re.findall(r'xmlns(?::(\w+))?="([^"]*)"', data.decode(errors="ignore")):
        found.setdefault(prefix or None, namespace)
    return found
