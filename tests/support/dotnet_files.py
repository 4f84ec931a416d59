"""The schemas in ``tests/data/dotnet-xsd``, which .NET's exporter wrote, by the export they came from."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from lxml import etree

__all__ = ["CALENDAR", "FILES", "FILE_SETS", "by_namespace", "components"]

FILES = Path(__file__).parents[1] / "data" / "dotnet-xsd"
CALENDAR = sorted((FILES / "calendar").glob("*.xsd"))


def _file_sets() -> dict[str, list[Path]]:
    """Return the files by the export they came from: ``class__dc_N.xsd`` belongs to ``class``."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(FILES.glob("*.xsd")):
        found[path.name.partition("__")[0]].append(path)
    return {**found, "calendar": CALENDAR}


FILE_SETS = _file_sets()


def by_namespace(paths: list[Path]) -> dict[str, str]:
    """Return the texts by their target namespace, as .NET 8 writes them."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return {etree.fromstring(text.encode()).get("targetNamespace", ""): _as_dotnet_8_writes(text) for text in texts}


def _as_dotnet_8_writes(text: str) -> str:
    """Bring the files, which .NET Framework's code wrote, to .NET 8's two differences: order of xmlns, ##any."""
    text = re.sub(r'(xmlns:ser="[^"]*") (xmlns:tns="[^"]*")', r"\2 \1", text)
    return text.replace("<xs:anyAttribute />", '<xs:anyAttribute namespace="##any" />').rstrip()


def components(root: etree._Element) -> list[tuple[str, str]]:
    """Return the kind and the name of each component of a schema, in order; of an import its namespace."""
    return [(etree.QName(child).localname, child.get("name") or child.get("namespace", "")) for child in root]
