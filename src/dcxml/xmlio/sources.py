"""What a document is read from: a path or an open file."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["check_source", "is_path", "read_source", "with_article"]


def read_source(source: str | PathLike[str] | IO[bytes] | IO[str]) -> bytes | str:
    """Return all of a file named by its path, or of an open file.

    :raises OSError: as ``open`` does.
    :raises TypeError: where it is neither.
    """
    check_source(source)
    given: Any = source
    if is_path(given):
        with open(given, "rb") as file:  # noqa: PTH123 - a path of any kind, as open() takes it
            return file.read()
    return given.read()  # type: ignore[no-any-return]  # whatever the file gives


def check_source(source: object) -> None:
    """Refuse what no document can be read from.

    :raises TypeError: where it is neither a path nor an open file.
    """
    if not is_path(source) and not hasattr(source, "read"):
        message = f"a source is a path or an open file, not {with_article(source)}"
        raise TypeError(message)


def is_path(source: object) -> bool:
    """Tell whether a source is named by its path."""
    return isinstance(source, str) or hasattr(source, "__fspath__")


def with_article(value: object) -> str:
    """Return the name of a value's type, as a sentence has it: ``an int``."""
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIOU" else f"a {name}"
