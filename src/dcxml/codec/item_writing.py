"""One document written around the items of a collection: its text before them and behind, and that of each of them.

The collection's function in an encoder is replaced by one that writes a mark where it is asked for the collection of
the document, and keeps the scope there, in which the items are written by the function that was replaced.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.binding.objects import is_absent, set_absent
from dcxml.binding.pair_mapping import PairMapping
from dcxml.codec.dictionary_keys import SeenKeys, twice
from dcxml.codec.encoder import EntryLines
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.faults import FAULTS, ItemCountError, at_place
from dcxml.codec.item_counts import count_fault
from dcxml.codec.references import WrittenObjects, begun_identities, go_on_with, written_so_far
from dcxml.codec.stack import on_fresh_stack
from dcxml.errors import EncodeError, LexicalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sized

    from dcxml.codec.dialects import Scope
    from dcxml.codec.encoder import ItemLine
    from dcxml.codec.fast.lane import WriteLane
    from dcxml.codec.item_places import ItemPlace

    Write = Callable[[Any, Scope], str]

__all__ = ["MARK", "ItemWriting", "OpenedEncoder", "open_collection"]

MARK: Final = "<\0/>"
"""Stands where the items are to be: in no document, for XML has no such character."""


@define(eq=False)
class _Gap:
    """The collection whose place is marked, the scope that is found there, and the objects written before it."""

    items: Any
    batch: Any = None
    scope: Scope | None = None
    before: WrittenObjects | None = None
    after: WrittenObjects | None = None
    """The objects written before what is behind the items; None where these are still to be written."""

    def passed(self, scope: Scope) -> None:
        """Take note that the place is reached."""
        self.scope = scope
        if self.after is None:
            self.before = written_so_far()
        else:
            go_on_with(self.after)


class _ItemAlone(list[Any]):
    """One item of a list, and how many are before it, as the step in the path of a fault says."""

    def __init__(self, items: list[Any], items_before: int) -> None:
        super().__init__(items)
        self.items_before = items_before


class _EntryAlone(PairMapping[Any, Any]):
    """The same of a dictionary."""

    def __init__(self, pairs: list[tuple[Any, Any]], items_before: int) -> None:
        super().__init__(pairs)
        self.items_before = items_before


_MISSING: Final = object()
"""Stands for a member that is absent."""
_gap: Final[ContextVar[_Gap | None]] = ContextVar("dcxml_gap", default=None)


@define(eq=False)
class OpenedEncoder:
    """What a linked encoder has been made to have: the function that writes items, and what its source says of them."""

    write: Write
    line: ItemLine | EntryLines


def open_collection(namespace: dict[str, Any], line: ItemLine | EntryLines) -> OpenedEncoder:
    """Let the functions of an encoder leave a gap where the items of a collection are written one by one."""
    write: Write = namespace[line.function]

    def write_or_mark(items: Any, scope: Scope) -> str:
        gap = _gap.get()
        if gap is None or items is not gap.items:
            return write(items, scope)
        gap.passed(scope)
        return MARK

    namespace[line.function] = write_or_mark
    if line.count:
        namespace[line.count] = _count_others(namespace[line.count])
    return OpenedEncoder(write, line)


def _count_others(count: Callable[[Sized], None]) -> Callable[[Sized], None]:
    def count_unless_open(items: Sized) -> None:
        gap = _gap.get()
        if gap is None or items is not gap.batch:
            count(items)

    return count_unless_open


@define(eq=False)
class ItemWriting:
    """A document in the making: ``around`` gives its text around a collection that is a gap.

    ``encoders`` are the ordinary and the careful one; ``lane_of`` gives the fast lane in the scope of the items, where
    there may be one.
    """

    place: ItemPlace
    shell: Any
    around: Callable[[Any], str]
    encoders: tuple[OpenedEncoder, OpenedEncoder]
    root_name: str
    lane_of: Callable[[Scope], WriteLane] | None
    is_lane_forced: bool
    count: int = 0
    _gap: _Gap = field(init=False)
    _owner: Any = field(init=False, default=None)
    """The object whose member the collection is."""
    _text: str = field(init=False)
    _written: WrittenObjects | None = field(init=False, default=None)
    _lane: WriteLane | None = field(init=False, default=None)
    _keys: SeenKeys = field(init=False, factory=SeenKeys)

    def __attrs_post_init__(self) -> None:
        """Write what is around the items.

        :raises EncodeError: for what could not be read back.
        :raises ValueError: where the collection has no place in the shell, or has items there.
        """
        self._gap = _Gap({} if self.place.contract.is_dictionary else [])
        self.shell = self._with_gap(self.shell)
        self._text = self._text_around()
        if MARK not in self._text:
            message = f"the shell does not write its {self.place.path.rpartition('/')[0]}, in which the items are to be"
            raise ValueError(message)
        self._written = self._gap.before
        if self.lane_of is not None and self._written is None:
            self._lane = self.lane_of(self._scope)

    def _with_gap(self, shell: Any) -> Any:
        """Return what is around the collection, once its place is found, or the gap where nothing is."""
        chain = [shell]
        for each in self.place.members:
            if chain[-1] is None:
                message = f"the shell has null on the way to {self.place.path}; give what the items stand in"
                raise ValueError(message)
            chain.append(getattr(chain[-1], each.attribute))
        if chain[-1]:
            message = f"the shell's {self.place.path.rpartition('/')[0]} has items; give them to write()"
            raise ValueError(message)
        if not self.place.members:
            return self._gap.items
        self._owner = chain[-2]
        return shell

    @contextmanager
    def _with_empty(self) -> Iterator[None]:
        """Let the shell have the gap for its collection: itself and no copy, for what is in it may refer to it."""
        if not self.place.members:
            yield
            return
        owner, name = self._owner, self.place.members[-1].attribute
        former = _MISSING if is_absent(owner, name) else getattr(owner, name)
        setattr(owner, name, self._gap.items)
        try:
            yield
        finally:
            if former is _MISSING:
                set_absent(owner, name)
            else:
                setattr(owner, name, former)

    def _text_around(self) -> str:
        token = _gap.set(self._gap)
        try:
            with self._with_empty():
                return self.around(self.shell)
        finally:
            _gap.reset(token)

    def before(self) -> str:
        """Return the document with a mark in the place of the items; what is before that counts."""
        return self._text

    def behind(self) -> str:
        """Return the same with what is behind the items: what has an identity there is numbered after them.

        :raises EncodeError: where the schema does not allow so many items.
        """
        self._check_count()
        if self._written is None:
            return self._text
        self._gap.after = self._written
        return self._text_around()

    def without_items(self) -> str:
        """Return the document where there are none.

        :raises EncodeError: where the schema does not allow that.
        """
        self._check_count()
        with self._with_empty():
            return self.around(self.shell)

    def item(self, item: Any) -> str:
        """Return the text of the next item; that of a dictionary is a pair.

        :raises EncodeError: as an encoder does for the whole document; the item then does not count.
        """
        text = self.some([item])
        if text is not None:
            return text
        batch = self._gap.batch = self._batch(item)
        try:
            text = self._text_of(batch, item)
        except (EncodeError, LexicalError) as error:
            raise self._placed(error) from None
        self.count += 1
        if self._lane is not None:
            self._lane.warm(text)
        return text

    def some(self, items: list[Any]) -> str | None:
        """Return the text of the next items where they take the fast lane; None where each is to be written alone."""
        text = DECLINED if self._lane is None else self._lane.write(items, is_forced=self.is_lane_forced)
        if text is DECLINED:
            return None
        self.count += len(items)
        return str(text)

    def _text_of(self, batch: Any, item: Any) -> str:
        ordinary, careful = self.encoders
        with suppress(EncodeError, *FAULTS), self._in_gap():
            text = ordinary.write(batch, self._scope)
            self._check_key(item)
            return text
        with self._in_gap():
            text = str(on_fresh_stack(careful.write, batch, self._scope))
            self._check_key(item)
            return text

    def _batch(self, item: Any) -> Any:
        if not self.place.contract.is_dictionary:
            return _ItemAlone([item], self.count)
        if not isinstance(item, tuple) or len(item) != 2:  # noqa: PLR2004 - a pair
            message = f"an item of a dictionary is a pair of key and value, not {type(item).__name__}"
            raise TypeError(message)
        return _EntryAlone([item], self.count)

    def _check_key(self, item: Any) -> None:
        line = self.encoders[0].line
        if not isinstance(line, EntryLines):
            return
        if not self._keys.is_new(item[0] if line.identity is None else line.identity(item[0])):
            step = f"{line.item_name}[{self.count + 1}]/{line.key.name}"
            raise at_place(step, twice(item[0]))

    @property
    def _scope(self) -> Scope:
        assert self._gap.scope is not None  # noqa: S101 - the mark has been written
        return self._gap.scope

    @contextmanager
    def _in_gap(self) -> Iterator[None]:
        token = _gap.set(self._gap)
        try:
            if self._written is None:
                yield
            else:
                with begun_identities(self._written):
                    yield
        finally:
            _gap.reset(token)

    def _placed(self, error: Exception) -> Exception:
        """Return the error with the path of the collection."""
        for name in reversed([self.root_name, *(each.member.name for each in self.place.members)]):
            error = at_place(name, error)
        return error

    def _check_count(self) -> None:
        """Refuse another number of items than the schema allows."""
        contract = self.place.contract
        reason = count_fault(self.count, contract)
        if reason:
            raise self._placed(ItemCountError(f"{self.count} items", contract.name.name, reason=reason))
