"""The exceptions of dcxml: one tree, each error a class with fields, its sentence built in ``__str__``.

No other library's exception leaves dcxml for bad input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "CharacterError",
    "DcxmlError",
    "DecodeError",
    "DerivationError",
    "DocumentTypeError",
    "EncodeError",
    "EncodingError",
    "InvalidDataContractError",
    "LexicalError",
    "LimitError",
    "SchemaError",
    "SerializationError",
    "TableError",
    "UncarriedTextError",
    "UnknownNameError",
    "ValueTypeError",
    "literal_of",
]


def literal_of(found: object) -> str:
    """Return the repr of a value; of one that has none, such as an int of too many digits, its type."""
    try:
        return repr(found)
    except Exception:  # noqa: BLE001 - any class may fail here, and the fault to tell is another
        return f"<{type(found).__name__}>"


def _shorten(found: object, limit: int = 120) -> str:
    """Return a literal of what was found, cut where it is too long to read."""
    if isinstance(found, str):
        return repr(found if len(found) <= limit else f"{found[:limit]}…")
    shown = literal_of(found)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"


class DcxmlError(Exception):
    """Base of everything that dcxml raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by class and fields; ``args`` is empty where fields are keyword-only."""
        return (_rebuild, (type(self), self.args, self.__dict__))


def _rebuild(cls: type[DcxmlError], args: tuple[object, ...], fields: dict[str, object]) -> DcxmlError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


class LexicalError(DcxmlError, ValueError):
    """A text that is not in the lexical space of a type, or a value the type cannot write.

    The codec turns it into a `DecodeError` or an `EncodeError` that knows the place.
    """

    def __init__(self, found: object, expected: str, *, reason: str = "") -> None:
        """Keep what was ``found`` (a text, or a value by its repr), what was ``expected``, and the rule broken."""
        super().__init__(expected)
        self.found = found if isinstance(found, str) else literal_of(found)
        self._shown = _shorten(found)
        self.expected = expected
        self.reason = reason

    def __str__(self) -> str:
        """Return ``'abc' is not xs:int`` and the reason, where there is one."""
        return f"{self._shown} is not {self.expected}" + (f": {self.reason}" if self.reason else "")


class ValueTypeError(LexicalError):
    """A Python value of a type that a contract's values do not have: a str for an int."""


class UncarriedTextError(LexicalError):
    """A text with a character that XML cannot carry."""


class SerializationError(DcxmlError):
    """A document or an object that cannot be carried over; says where, what was found, what is allowed."""

    def __init__(  # noqa: PLR0913 - the fields are the error
        self,
        reason: str,
        *,
        path: str = "",
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        found: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Describe the failure.

        ``path`` is the member path (``/Order/Lines/Line[2]/Number``), ``line`` and ``column`` count from 1.
        """
        super().__init__(reason)
        self.reason = reason
        self.path = path
        self.file = file
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected

    def __str__(self) -> str:
        """Return the reason and then the place, as far as it is known."""
        place = [self.path] if self.path else []
        if self.line is not None:
            place.append(f"line {self.line}" + (f", column {self.column}" if self.column is not None else ""))
        sentence = f"{self.reason} ({', '.join(place)})" if place else self.reason
        return f"{self.file}: {sentence}" if self.file else sentence


class DecodeError(SerializationError):
    """A document that cannot be read as the contract asked for."""


class DocumentTypeError(DecodeError):
    """A document with a document type declaration, which .NET's text reader refuses."""


class EncodingError(DecodeError):
    """A document whose bytes are not in the encoding that it declares, or in none that .NET's text reader knows."""


class CharacterError(DecodeError):
    """A document with a reference to a character that XML 1.0 does not have; .NET reads it."""


class LimitError(DecodeError):
    """A document beyond the bounds set against hostile ones: depth, length of a text, number of attributes."""


class EncodeError(SerializationError):
    """An object that cannot be written so that it could be read back."""


class TableError(DcxmlError):
    """A value that no Arrow column of its contract holds, or a column that holds no values of the contract."""

    def __init__(self, reason: str, *, row: int | None = None, path: str = "", file: str | None = None) -> None:
        """Describe the failure; ``row`` counts from 0, ``path`` leads on from there (``lines[2].price``)."""
        super().__init__(reason)
        self.reason = reason
        self.row = row
        self.path = path
        self.file = file

    def __str__(self) -> str:
        """Return the place, as far as it is known, and then the reason."""
        row = [] if self.row is None else [f"row {self.row}"]
        place = ", ".join([*row, *([self.path] if self.path else [])])
        return ": ".join([*([self.file] if self.file else []), *([place] if place else []), self.reason])


class SchemaError(DcxmlError):
    """A schema or WSDL that cannot be read, or cannot be a data contract.

    Where several things are refused at once, it is the first, and ``others`` are the rest in order.
    """

    def __init__(
        self,
        reason: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        component: str | None = None,
        others: Iterable[SchemaError] = (),
    ) -> None:
        """Describe the failure in ``component`` (``complexType Order``) of ``file`` at ``line``."""
        super().__init__(reason)
        self.reason = reason
        self.file = None if file is None else str(file)
        self.line = line
        self.component = component
        self.others = tuple(others)

    @property
    def sentences(self) -> tuple[str, ...]:
        """``orders.xsd:14: complexType Order: reason``, as far as it is known, and the same of the ``others``."""
        place = self.file or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        own = ": ".join(part for part in (place, self.component, self.reason) if part)
        return (own, *(sentence for other in self.others for sentence in other.sentences))

    def __str__(self) -> str:
        """Return the ``sentences``, each in a line."""
        return "\n".join(self.sentences)


class DerivationError(DcxmlError):
    """A documentation page or sample from which no contract can be derived."""

    def __init__(
        self, reason: str, *, file: str | Path | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        """Describe what is missing or damaged in ``file`` at ``line`` and ``column`` (from 1)."""
        super().__init__(reason)
        self.reason = reason
        self.file = None if file is None else str(file)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return ``page.txt:14:3: reason``, as far as it is known."""
        place = self.file or ""
        if self.line is not None:
            position = f"{self.line}:{self.column}" if self.column is not None else f"{self.line}"
            place = f"{place}:{position}" if place else f"line {position}"
        return f"{place}: {self.reason}" if place else self.reason


class InvalidDataContractError(DcxmlError, TypeError):
    """A class or a contract that .NET's rules for data contracts forbid."""

    def __init__(self, reason: str, *, contract: str | None = None) -> None:
        """Describe what is wrong with ``contract`` (a class name or a Clark name)."""
        super().__init__(reason)
        self.reason = reason
        self.contract = contract

    def __str__(self) -> str:
        """Return the reason behind the contract's name."""
        return f"{self.contract}: {self.reason}" if self.contract else self.reason


class BrokenWorkerError(DcxmlError):
    """A process that has ended before its work was done.

    It was killed, perhaps for want of memory, or could not begin: it imports the program that has asked for it, which
    therefore needs its ``if __name__ == "__main__":``, and the class of the documents, which it does not find where
    that is of a notebook.
    """

    def __init__(self, file: str) -> None:
        """Keep the name of the first ``file`` of which nothing is known."""
        super().__init__(file)
        self.file = file

    def __str__(self) -> str:
        """Return what has happened, and what to do about it."""
        return (
            f"{self.file}: a process ended while it read this file or one soon after it, perhaps for want of memory,"
            " or as it could not import the program (if __name__ == '__main__':) or its class; fewer jobs need less,"
            " and jobs=1 reads in this process"
        )


class UnknownNameError(DcxmlError, KeyError):
    """A name that nothing has, where a contract, an element or an operation is looked up by it."""

    def __init__(self, name: str, known: Iterable[str], *, kind: str = "contract or element", place: str = "") -> None:
        """Keep the ``name`` (Clark form), those that are ``known``, what ``kind`` of thing they are of, and where."""
        super().__init__(name)
        self.name = name
        self.known = tuple(known)
        self.kind = kind
        self.place = place

    @property
    def nearest(self) -> tuple[str, ...]:
        """The known names that may be meant: those equal but for their namespace, then those that look alike."""
        local = _local(self.name)
        others = {each: _local(each) for each in self.known}
        equal = [each for each, name in others.items() if name.lower() == local.lower()]
        alike = near_names(local, sorted(set(others.values())), most=_MOST_NAMES)
        found = [*equal, *(each for near in alike for each, name in others.items() if name == near)]
        return tuple(dict.fromkeys(found))[:_MOST_NAMES]

    def __str__(self) -> str:
        """Return the name and those that may be meant, or all where they are few."""
        sentence = f"there is no {self.kind} {self.name!r}{f' in {self.place}' if self.place else ''}"
        nearest = self.nearest
        if nearest:
            return f"{sentence}; nearest are: {', '.join(nearest)}"
        more = ", …" if len(self.known) > _MOST_NAMES else ""
        return f"{sentence}; there are: {', '.join(self.known[:_MOST_NAMES]) or 'none'}{more}"


_MOST_NAMES: Final = 5


def _local(name: str) -> str:
    return name.rpartition("}")[2]
