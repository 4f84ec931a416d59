"""What a worker is told about a document: names and files, so that it need not load what another peer is made of."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

__all__ = ["Subject"]


@frozen(kw_only=True)
class Subject:
    """A document in a file, with its schemas in a folder, and a room where peers may keep what they make of them."""

    document: str
    root: str
    data: str
    schemas: str
    room: str

    def octets(self) -> bytes:
        """Return the document."""
        return Path(self.data).read_bytes()

    def schema_files(self) -> list[Path]:
        """Return the schemas' files, in order of their names."""
        return sorted(Path(self.schemas).iterdir())

    def of_data(self, path: Path) -> Subject:
        """Return the same contracts with another document."""
        return evolve(self, data=str(path))
