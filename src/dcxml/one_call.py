"""`loads`, `load`, `dumps`, `dump`: a serializer made for one call, with the settings that the call gives."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, TypeVar, overload

from dcxml.codec.dialects import Dialect
from dcxml.lexical.float_text import FloatText
from dcxml.serializer import DataContractSerializer, class_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from dcxml.serializer import Mode, Unknown

__all__ = ["dump", "dumps", "load", "loads"]

_T = TypeVar("_T")


@overload
def loads(
    data: bytes | bytearray | memoryview | str,
    cls: type[_T],
    *,
    mode: Mode = ...,
    unknown: Unknown = ...,
    known_types: Iterable[Any] = ...,
    preserve_object_references: bool = ...,
    check_characters: bool = ...,
) -> _T: ...
@overload
def loads(
    data: bytes | bytearray | memoryview | str,
    cls: Any,
    *,
    mode: Mode = ...,
    unknown: Unknown = ...,
    known_types: Iterable[Any] = ...,
    preserve_object_references: bool = ...,
    check_characters: bool = ...,
) -> Any: ...
def loads(  # noqa: PLR0913 - one keyword for each setting
    data: bytes | bytearray | memoryview | str,
    cls: Any,
    *,
    mode: Mode = "strict",
    unknown: Unknown = "keep",
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    check_characters: bool = True,
) -> Any:
    """Return the instance of ``cls`` (a contract class, ``Int``, ``list[Day]`` …) that a document holds.

    The settings are those of `DataContractSerializer`. A ``dict[K, V]`` comes as a `PairMapping` where no dict holds
    its keys: instances, lists, and keys that Python would take for one another.

    :raises DecodeError: for whatever the mode does not accept, with path and line.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises TypeError: where the document is neither bytes nor a text, or a setting is of a wrong type.
    :raises ValueError: where a setting is none of those allowed.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        cls,
        mode=mode,
        unknown=unknown,
        known_types=known_types,
        preserve_object_references=preserve_object_references,
        check_characters=check_characters,
    )
    return serializer.loads(data)


@overload
def load(
    source: str | PathLike[str] | IO[bytes] | IO[str],
    cls: type[_T],
    *,
    mode: Mode = ...,
    unknown: Unknown = ...,
    known_types: Iterable[Any] = ...,
    preserve_object_references: bool = ...,
    check_characters: bool = ...,
) -> _T: ...
@overload
def load(
    source: str | PathLike[str] | IO[bytes] | IO[str],
    cls: Any,
    *,
    mode: Mode = ...,
    unknown: Unknown = ...,
    known_types: Iterable[Any] = ...,
    preserve_object_references: bool = ...,
    check_characters: bool = ...,
) -> Any: ...
def load(  # noqa: PLR0913 - one keyword for each setting
    source: str | PathLike[str] | IO[bytes] | IO[str],
    cls: Any,
    *,
    mode: Mode = "strict",
    unknown: Unknown = "keep",
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    check_characters: bool = True,
) -> Any:
    """Return the instance of ``cls`` that a file holds, given by its path or open.

    :raises DecodeError: as `loads` does, with the file's name.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises OSError: where the file cannot be read.
    :raises TypeError: where the source is neither a path nor an open file, or a setting is of a wrong type.
    :raises ValueError: where a setting is none of those allowed.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        cls,
        mode=mode,
        unknown=unknown,
        known_types=known_types,
        preserve_object_references=preserve_object_references,
        check_characters=check_characters,
    )
    return serializer.load(source)


def dumps(  # noqa: PLR0913 - one keyword for each setting
    obj: object,
    cls: Any = None,
    *,
    dialect: Dialect = Dialect.XML_WRITER,
    indent: int | None = None,
    xml_declaration: bool = False,
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    float_text: FloatText = FloatText.NET_5,
    check_characters: bool = True,
) -> bytes:
    """Return the document of ``obj``; what is not an instance of a contract class needs its type as ``cls``.

    :raises EncodeError: for a value that could not be read back, with the member's path.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises TypeError: where ``cls`` is missing and ``obj`` alone does not tell its contract, or a setting is of a wrong
        type.
    :raises ValueError: where a setting is none of those allowed.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        class_of(obj) if cls is None else cls,
        dialect=dialect,
        indent=indent,
        xml_declaration=xml_declaration,
        known_types=known_types,
        preserve_object_references=preserve_object_references,
        float_text=float_text,
        check_characters=check_characters,
    )
    return serializer.dumps(obj)


def dump(  # noqa: PLR0913 - one keyword for each setting
    obj: object,
    target: str | PathLike[str] | IO[bytes],
    cls: Any = None,
    *,
    dialect: Dialect = Dialect.XML_WRITER,
    indent: int | None = None,
    xml_declaration: bool = False,
    known_types: Iterable[Any] = (),
    preserve_object_references: bool = False,
    float_text: FloatText = FloatText.NET_5,
    check_characters: bool = True,
) -> None:
    """Write the document of ``obj`` to a path, whose file is replaced at once, or to an open binary file.

    :raises EncodeError: for a value that could not be read back; the file is then untouched.
    :raises InvalidDataContractError: where ``cls`` or a known type is no data contract.
    :raises OSError: where the file cannot be written.
    :raises TypeError: where ``cls`` is missing and ``obj`` alone does not tell its contract, where the target is
        neither a path nor a file open for bytes, or a setting is of a wrong type.
    :raises ValueError: where a setting is none of those allowed.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        class_of(obj) if cls is None else cls,
        dialect=dialect,
        indent=indent,
        xml_declaration=xml_declaration,
        known_types=known_types,
        preserve_object_references=preserve_object_references,
        float_text=float_text,
        check_characters=check_characters,
    )
    serializer.dump(obj, target)
