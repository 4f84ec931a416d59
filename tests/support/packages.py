"""Generated packages, written and imported as a user's are."""

from __future__ import annotations

import importlib
import itertools
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

__all__ = ["imported", "write_package"]

_numbers = itertools.count(1)


def write_package(files: Mapping[str, str], folder: Path) -> None:
    """Write the files of a package into a new folder."""
    folder.mkdir(parents=True)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")


@contextmanager
def imported(files: Mapping[str, str], folder: Path, *, first: str = "") -> Iterator[ModuleType]:
    """Import a package, by its module ``first`` where one is named, and forget it afterwards."""
    name = f"made_{next(_numbers)}"
    write_package(files, folder / name)
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        if first:
            importlib.import_module(f"{name}.{first}")
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
        for each in [each for each in sys.modules if each.partition(".")[0] == name]:
            del sys.modules[each]
