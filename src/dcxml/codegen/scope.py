"""Names that are legal in Python and clash with none given before."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["BUILTINS", "Scope", "identifier"]

BUILTINS: Final = frozenset(dir(builtins)) | {"__builtins__"}
"""What a module finds without defining it; ``__builtins__`` is where it looks for the others."""
_Thing = TypeVar("_Thing")
_NOT_IDENTIFIER: Final = re.compile(r"\W+")


def identifier(text: str, *, fallback: str = "_") -> str:
    """Return the nearest legal Python identifier to ``text``, NFKC-normalised as Python itself does.

    Runs of other characters become one underscore, a leading digit and a keyword get one added.
    """
    name = _NOT_IDENTIFIER.sub("_", unicodedata.normalize("NFKC", text)).strip("_") or fallback
    if not name.isidentifier():
        name = f"_{name}"
    if not name.isidentifier():  # a \w that no identifier may hold, such as U+00B2
        name = "_" + "".join(char for char in name[1:] if f"a{char}".isidentifier())
    return name if _is_legal(name) else f"{name}_"


class Scope:
    """The names of one scope of generated source; each is given once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Start with the names ``taken`` already."""
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def copy(self) -> Scope:
        """Return a scope with the same names, to go on in two directions."""
        return Scope(self._taken)

    def __contains__(self, name: str) -> bool:
        """Tell whether ``name`` was taken or given."""
        return name in self._taken

    def name(self, wanted: str, *, fallback: str = "_") -> str:
        """Return a legal identifier near ``wanted`` and take it: ``day``, then ``day_2``, ``day_3``."""
        stem = wanted if _is_legal(wanted) else identifier(wanted, fallback=fallback)
        name, count = stem, self._counts.get(stem, 1)
        while name in self._taken:
            count += 1
            name = f"{stem.rstrip('_')}_{count}"
        if count > 1:
            self._counts[stem] = count  # those below are taken for good
        self._taken.add(name)
        return name

    def share_out(self, wishes: Mapping[_Thing, Sequence[str]]) -> dict[_Thing, str]:
        """Return a name for each thing: the first of its wishes that is free, where all first wishes come first.

        Who has the same wish comes in the order of ``wishes``. So a thing that is added takes away one name at most of
        each rank, and no name moves that is neither taken away nor wished by who lost one. An empty wish is passed
        over; the last one is numbered where it is taken.
        """
        names: dict[_Thing, str] = {}
        for rank in range(max(map(len, wishes.values()), default=0)):
            for thing, wanted in wishes.items():
                if thing not in names and rank < len(wanted) and wanted[rank] and wanted[rank] not in self:
                    names[thing] = self.name(wanted[rank])
        return {thing: names.get(thing) or self.name(wanted[-1]) for thing, wanted in wishes.items()}


def _is_legal(name: str) -> bool:
    """Tell whether Python takes the name as it stands, and keeps it so.

    Soft keywords are names like others; which they are depends on the version of Python, and names must not.
    """
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name
