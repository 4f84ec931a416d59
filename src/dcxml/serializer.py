"""`DataContractSerializer`: loading and dumping by one contract, with settings."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

from dcxml.arguments import (
    check_choice,
    check_indent,
    check_limits,
    check_switch,
    check_target,
    checked_bindings,
    checked_element,
    checked_known_types,
    checked_root_name,
)
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import KeyValuePair
from dcxml.codec.dialects import Dialect, Scope
from dcxml.codec.indentation import indent_document
from dcxml.codec.making import codec_of
from dcxml.codec.message_parts import write_parts
from dcxml.codec.roots import Root
from dcxml.codec.settings import DEFAULT_FAST_LANE, FastLane, ReaderSettings, WriterSettings
from dcxml.errors import DecodeError
from dcxml.files import replace_file, write_whole
from dcxml.lexical.float_text import FloatText
from dcxml.xmlio import DEFAULT_LIMITS, Limits, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from lxml import etree

    from dcxml.codec.codec import Codec
    from dcxml.codec.value_faults import ValueFault
    from dcxml.contract.model import DataContract
    from dcxml.qname import QName

__all__ = ["DataContractSerializer", "Mode", "Unknown", "class_of", "name_of_source"]

_T = TypeVar("_T")
Mode = Literal["strict", "dotnet"]
Unknown = Literal["keep", "ignore", "forbid"]
_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>'
_DIALECTS: Final = tuple(Dialect)
_FLOAT_TEXTS: Final = tuple(FloatText)
_FAST_LANES: Final = tuple(each.value for each in FastLane)
# `dumps` and `loads` make a serializer for each call: equal settings are one value, whose hash is known.
_reader_settings: Final = lru_cache(maxsize=64)(ReaderSettings)
_writer_settings: Final = lru_cache(maxsize=64)(WriterSettings)


class DataContractSerializer(Generic[_T]):
    """Reads and writes documents of one contract, as .NET's class of this name; safe to share between threads."""

    def __init__(  # noqa: PLR0913 - one keyword for each setting
        self,
        cls: type[_T] | Any,
        *,
        mode: Mode = "strict",
        unknown: Unknown = "keep",
        known_types: Iterable[Any] = (),
        dialect: Dialect = Dialect.XML_WRITER,
        indent: int | None = None,
        xml_declaration: bool = False,
        preserve_object_references: bool = False,
        float_text: FloatText = FloatText.NET_5,
        check_characters: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        root_name: QName | str | None = None,
        fast_lane: Literal["auto", "always", "never"] | None = None,
    ) -> None:
        """Take the contract's class or annotation, and the settings.

        :param mode: ``"strict"`` accepts what is both valid for the schema and readable by .NET, and raises where
            .NET would lose data without a word; ``"dotnet"`` reads what .NET reads, as .NET reads it.
        :param unknown: what becomes of unknown elements and attributes: kept and written back, ignored, forbidden.
        :param known_types: what may stand where a base class or anyType is declared (``KnownType``): classes, and
            annotations such as ``list[Int]``.
        :param indent: spaces by which to indent; None writes one line, as .NET does by default.
        :param preserve_object_references: every object is written once, with a ``z:Id``, and referred to after
            (``DataContractSerializerSettings.PreserveObjectReferences``); no schema describes such a document.
        :param float_text: the generation of .NET whose texts of floating point numbers are written.
        :param check_characters: characters that XML 1.0 cannot carry are refused (``XmlWriterSettings`` has the name);
            where they are not checked, references to them (``&#x1;``) are written and read, as .NET does.
            ``mode="dotnet"`` reads them in any case.
        :param root_name: the name of the root element, ``{namespace}name`` or a `QName`, where it is not that of the
            contract (``new DataContractSerializer(type, rootName, rootNamespace)``).
        :param fast_lane: documents exactly as .NET writes them may be read, and ordinary values written, by a shorter
            way with the same results: ``"auto"`` takes it for roots in frequent use, ``"always"`` from the first on,
            ``"never"`` not at all. None is what the environment variable ``DCXML_FAST_LANE`` says, or ``"auto"`` where
            it says none of these.
        :raises InvalidDataContractError: where the class or a known type is no data contract.
        :raises TypeError: where a setting is of another type than it is declared with.
        :raises ValueError: where a setting is none of those allowed.
        """
        check_choice("mode", mode, ("strict", "dotnet"))
        check_choice("unknown", unknown, ("keep", "ignore", "forbid"))
        check_choice("dialect", dialect, _DIALECTS)
        check_choice("float_text", float_text, _FLOAT_TEXTS)
        check_indent(indent)
        check_switch("xml_declaration", xml_declaration)
        check_switch("preserve_object_references", preserve_object_references)
        check_switch("check_characters", check_characters)
        check_limits(limits)
        check_choice("fast_lane", fast_lane, (None, *_FAST_LANES))
        lane = DEFAULT_FAST_LANE if fast_lane is None else FastLane(fast_lane)
        self.mode = mode
        self.unknown = unknown
        self.dialect = dialect
        self.indent = indent
        self._reader = _reader_settings(mode == "strict", unknown, preserve_object_references, check_characters, lane)
        self._writer = _writer_settings(dialect, preserve_object_references, float_text, check_characters, lane)
        self.preserve_object_references = preserve_object_references
        self.float_text = float_text
        self.check_characters = check_characters
        self.xml_declaration = xml_declaration
        self._codec, root = codec_of(cls, checked_known_types(known_types), limits)
        name = None if root_name is None else checked_root_name(root_name)
        self._root = root if name is None else Root.of(root.type, name, is_nullable=root.is_nullable)

    @property
    def root_name(self) -> QName:
        """The name of the root element."""
        return self._root.element

    @property
    def compiled(self) -> tuple[Codec, Root, ReaderSettings, WriterSettings]:
        """What documents are read and written with, for those who do it piece by piece."""
        return self._codec, self._root, self._reader, self._writer

    def loads(self, data: bytes | bytearray | memoryview | str) -> _T:
        """Return the instance a document holds.

        :raises DecodeError: for whatever the mode does not accept, with path and line.
        :raises TypeError: where the document is neither bytes nor a text.
        """
        decoded: _T = self._codec.decode(data, self._root, self._reader)
        return decoded

    def load_element(self, element: etree._Element | etree._ElementTree) -> _T:
        """Return the instance that an element of lxml, or the root of a tree, holds.

        The element may be a part of a larger document. It is read as a document of its own would be, whatever its
        parser keeps: comments do not count, processing instructions are refused, and so are references to entities
        that were not resolved. The `Limits` are the parser's to check. The element stays as it is.

        :raises DecodeError: as `loads` does, with the element's path in the larger document.
        :raises TypeError: where it is no element, nor a tree of one.
        """
        decoded: _T = self._codec.decode_element(checked_element(element), self._root, self._reader)
        return decoded

    def dump_element(self, value: _T, *, bindings: Iterable[tuple[str, str]] = ()) -> str:
        """Return the element of an instance as it is written inside a larger document.

        ``bindings`` are the pairs of prefix (``""`` for the default namespace) and namespace in force there, the
        innermost last. The element is neither indented nor preceded by an XML declaration.

        :raises EncodeError: as `dumps` does.
        :raises TypeError: where the bindings are no pairs of texts.
        :raises ValueError: where no document can bind a prefix so (*Namespaces in XML*).
        """
        return self._codec.encode(value, self._root, self._writer, scope=self._scope(bindings))

    def dump_wrapped(self, value: _T, *, bindings: Iterable[tuple[str, str]] = ()) -> str:
        """Return the element of an instance as WCF writes the wrapper of an operation's parameters.

        Each member is the root of a graph of its own there, and declares what it needs. The ``bindings`` are those
        of `dump_element`, and what is no message with parameters and nothing else is written as there.

        :raises EncodeError: as `dumps` does.
        :raises TypeError: where the bindings are no pairs of texts.
        :raises ValueError: where no document can bind a prefix so (*Namespaces in XML*).
        """
        bindings = checked_bindings(bindings)
        element = self._root.element
        parts = None
        if element.namespace:
            inside = self._scope((*bindings, ("", element.namespace)))
            parts = write_parts(self._codec, value, self._root, self._writer, inside)
        if parts is None:
            return self.dump_element(value, bindings=bindings)
        start = f'{element.name} xmlns="{self._writer.escapes.attribute(element.namespace)}"'
        return f"<{start}>{parts}</{element.name}>" if parts else f"<{start}/>"

    def _scope(self, bindings: Iterable[tuple[str, str]]) -> Scope:
        return Scope(
            self.dialect,
            bindings=checked_bindings(bindings),
            deepest=self._codec.limits.depth,
            escapes=self._writer.escapes,
        )

    def load(self, source: str | PathLike[str] | IO[bytes] | IO[str]) -> _T:
        """Return the instance that a file holds, given by its path or open.

        :raises DecodeError: as `loads` does, with the file's name.
        :raises OSError: where the file cannot be read.
        :raises TypeError: where the source is neither a path nor an open file.
        """
        data = read_source(source)
        try:
            return self.loads(data)
        except DecodeError as error:
            error.file = name_of_source(source)
            raise

    def dumps(self, value: _T) -> bytes:
        """Return the document of an instance, in UTF-8 without a byte order mark.

        :raises EncodeError: for a value that could not be read back, with the member's path.
        """
        return self.finished(self._codec.encode(value, self._root, self._writer)).encode()

    def finished(self, element: str) -> str:
        """Return a root element as a document: indented, and behind an XML declaration, where that is set."""
        text = element if self.indent is None else indent_document(element, self.indent)
        if self.xml_declaration:
            text = f"{_DECLARATION}{'' if self.indent is None else chr(10)}{text}"
        return text

    def faults_of(self, value: _T) -> Iterator[tuple[ValueFault, DataContract | None]]:
        """Yield every fault for which `dumps` would refuse a value, each with the contract of its place.

        `dcxml.check` makes findings of them.
        """
        resolve = self._codec.plan.resolve
        for fault in self._codec.faults_of(value, self._root, self._writer):
            yield fault, None if fault.contract is None else resolve(fault.contract)

    def dump(self, value: _T, target: str | PathLike[str] | IO[bytes]) -> None:
        """Write the document of an instance to an open binary file, or to a path: that file is replaced at once.

        :raises EncodeError: as `dumps` does; the file is then untouched.
        :raises OSError: where the file cannot be written.
        :raises TypeError: where the target is neither a path nor a file open for bytes.
        """
        check_target(target)
        data = self.dumps(value)
        if isinstance(target, str) or hasattr(target, "__fspath__"):
            replace_file(target, data)
        else:
            write_whole(target, data)


def class_of(obj: object) -> type:
    """Return the contract class that an instance alone tells.

    :raises TypeError: where it tells none.
    """
    if contract_spec(type(obj)) is None or isinstance(obj, KeyValuePair):
        message = (
            f"dumps needs the type of a {type(obj).__name__}, which is not a contract class: dumps(obj, cls), where"
            " cls is a class or an annotation like list[Int]"
        )
        raise TypeError(message)
    return type(obj)


def name_of_source(source: Any) -> str | None:
    """Return what a file is called that is given by its path or open; None where it has no name."""
    name = (
        os.fspath(source) if isinstance(source, str) or hasattr(source, "__fspath__") else getattr(source, "name", None)
    )
    return str(name) if name is not None else None
