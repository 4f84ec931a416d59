"""`Writer`: a document written item by item, byte for byte as `dumps` writes the whole.

There are two ways to say what is around the items. An instance without them, as here: what is given is what `dumps`
would be given, its class is told with it, and it is checked before anything is written. Events (``start("Order")``,
``write(…)``, ``end()``) would leave the order of members, their namespaces and what is absent to the caller.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, Final, Self

from dcxml.arguments import check_item, check_target
from dcxml.binding.spec import contract_spec
from dcxml.codec.dialects import Dialect
from dcxml.codec.indentation import indent_document
from dcxml.codec.item_places import item_place
from dcxml.codec.item_writing import MARK
from dcxml.files import replacing_file, write_whole
from dcxml.lexical.float_text import FloatText
from dcxml.serializer import DataContractSerializer, class_of
from dcxml.xmlio import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike
    from types import TracebackType

    from dcxml.codec.item_writing import ItemWriting

__all__ = ["Writer"]

_BUFFER: Final = 1 << 16
"""How many characters are written at a time."""
_TOGETHER: Final = 200
"""How many items of a list are written together, where that is a shorter way."""


class Writer:
    """Writes a document item by item, in memory that stays the same: a context, in which `write` is called.

    A path's file is replaced at the end, in one step; where the context ends by an exception it is untouched. To an
    open file what is written goes as it comes.
    """

    def __init__(  # noqa: PLR0913 - one keyword for each setting
        self,
        target: str | PathLike[str] | IO[bytes],
        shell: Any,
        cls: Any = None,
        *,
        item: str | None = None,
        dialect: Dialect = Dialect.XML_WRITER,
        indent: int | None = None,
        xml_declaration: bool = False,
        known_types: Iterable[Any] = (),
        float_text: FloatText = FloatText.NET_5,
        check_characters: bool = True,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Take a path or an open binary file, what is around the items, and the settings of `DataContractSerializer`.

        :param shell: an instance of a contract class whose collection is empty; or a class or an annotation such as
            ``list[Day]``, for one that is new.
        :param cls: the class or annotation of the instance, where it does not tell it, as for `dumps`.
        :param item: the collection, as `iterload` takes it: ``Details/Lines``; None is for the outermost one.
        :raises EncodeError: where the shell has what could not be read back, with its path.
        :raises InvalidDataContractError: where the class or a known type is no data contract.
        :raises TypeError: where the target is neither a path nor a file open for bytes, or a setting is of a wrong
            type.
        :raises UnknownNameError: where ``item`` names no collection.
        :raises ValueError: where no collection, or more than one, is outermost, where the shell has items or no place
            for them, or a setting is none of those allowed.
        """
        check_target(target)
        check_item(item)
        is_instance = cls is not None or (not isinstance(shell, type) and contract_spec(type(shell)) is not None)
        self._serializer: DataContractSerializer[Any] = DataContractSerializer(
            cls if cls is not None else class_of(shell) if is_instance else shell,
            dialect=dialect,
            indent=indent,
            xml_declaration=xml_declaration,
            known_types=known_types,
            float_text=float_text,
            check_characters=check_characters,
            limits=limits,
        )
        codec, root, _, settings = self._serializer.compiled
        place = item_place(codec.plan, root, item)
        value = shell if is_instance else _new(shell, is_collection=not place.members)
        self._writing: ItemWriting = codec.begin_writing(value, root, place, settings)
        self._depth = len(place.members) + 1
        self._target: Any = target
        self._stack = ExitStack()
        self._file: IO[bytes] | None = None
        self._is_used = self._is_begun = False
        self._texts: list[str] = []
        self._length = 0

    @property
    def count(self) -> int:
        """How many items have been written."""
        return self._writing.count

    def __enter__(self) -> Self:
        """Open the file.

        :raises OSError: where it cannot be written.
        :raises ValueError: where it has been opened before: there is one document for each Writer.
        """
        if self._is_used:
            message = "this Writer has had its document; each document needs a Writer of its own"
            raise ValueError(message)
        is_path = isinstance(self._target, str) or hasattr(self._target, "__fspath__")
        self._file = self._stack.enter_context(replacing_file(self._target)) if is_path else self._target
        self._is_used = True
        return self

    def write(self, item: Any) -> None:
        """Write the next item; that of a dictionary is a pair of key and value.

        :raises EncodeError: for what could not be read back, with its path; it is not written, and others may be.
        :raises OSError: where the file cannot be written.
        :raises TypeError: where an item of a dictionary is no pair.
        :raises ValueError: outside of the context.
        """
        if self._file is None:
            message = "a Writer is a context: with Writer(…) as writer: writer.write(item)"
            raise ValueError(message)
        text = self._writing.item(item)
        self._put_items(text if self._serializer.indent is None else self._indented(text))

    def write_all(self, items: Iterable[Any]) -> None:
        """Write some items; those of a list may be written together.

        :raises EncodeError: as `write` does; the items before are written.
        """
        if self._file is None or self._serializer.indent is not None or not isinstance(items, list):
            for item in items:
                self.write(item)
            return
        for at in range(0, len(items), _TOGETHER):
            some = items[at : at + _TOGETHER]
            text = self._writing.some(some)
            if text is not None:
                self._put_items(text)
                continue
            for item in some:
                self.write(item)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Write what is behind the items, and let the file take its place.

        :raises EncodeError: where there are more or fewer items than the schema allows.
        :raises OSError: where the file cannot be written.
        """
        with self._stack:
            if error is None:
                self._end()
            else:
                self._stack.__exit__(kind, error, traceback)
            self._file = None

    def _end(self) -> None:
        if self.count:
            self._put(self._serializer.finished(self._writing.behind()).partition(MARK)[2])
        else:
            self._put(self._serializer.finished(self._writing.without_items()))
        self._flush()

    def _head(self) -> str:
        """Return the text before the items, and before the line break that an indented one has before it."""
        return self._serializer.finished(self._writing.before()).partition(MARK)[0].rstrip(" \n")

    def _indented(self, text: str) -> str:
        spaces = self._serializer.indent or 0
        return "\n" + " " * (spaces * self._depth) + indent_document(text, spaces, depth=self._depth)

    def _put_items(self, text: str) -> None:
        if not self._is_begun:
            self._is_begun = True
            self._put(self._head())
        self._put(text)

    def _put(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)
        if self._length >= _BUFFER:
            self._flush()

    def _flush(self) -> None:
        assert self._file is not None  # noqa: S101 - who writes is in the context
        write_whole(self._file, "".join(self._texts).encode())
        self._texts.clear()
        self._length = 0


def _new(cls: Any, *, is_collection: bool) -> Any:
    """Return a new instance of a class; of a collection None, which is nothing yet."""
    return None if is_collection else cls()
