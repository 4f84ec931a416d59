"""When the fast lane is taken: for roots that are read or written often, and only as long as documents keep to it.

A lane belongs to one root and one way of reading or writing it. It is compiled when the documents so far, and the one
at hand, have cost more than compiling will, and left for a while when most documents are declined. Near the end of the
stack there may be no room to make one; the other way goes on with another stack.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.codec.dialects import Dialect
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.item_runs import plan_item_run
from dcxml.codec.fast.readers import opening_of, plan_readers
from dcxml.codec.fast.sizes import least_length_of
from dcxml.codec.fast.writers import plan_item_writer, plan_writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.dialects import Scope
    from dcxml.codec.fast.item_runs import ItemRun, ItemRunPlan
    from dcxml.codec.fast.readers import FastReader, ReaderPlan
    from dcxml.codec.fast.writers import FastWriter, WriterPlan
    from dcxml.codec.plan import Plan
    from dcxml.codec.roots import Root
    from dcxml.codec.settings import WriterSettings
    from dcxml.contract.model import CollectionDataContract

__all__ = ["DECLARATION", "ItemLane", "ReadLane", "WriteLane"]

DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>'
"""The XML declaration that .NET writes, and the only one that is read here."""
_LONGEST: Final = 1 << 30
"""The most octets of a document; a text as long stands beside it while it is read."""
_WARM_OCTETS: Final = 1 << 16
"""How many octets of documents are read or written before it is asked what a lane for their root would cost."""
_FORBEARANCE: Final = 32
"""How many documents may be declined, more than were taken, before the lane is left."""
_REST: Final = 1_000
"""How many documents go by before it is tried again."""


@define(eq=False)
class _Lane:
    """What both kinds share: whether it pays."""

    _lock: Any = field(init=False, factory=threading.Lock)
    _credit: int = field(init=False, default=_FORBEARANCE)
    _rest: int = field(init=False, default=0)

    def _is_open(self) -> bool:
        if self._rest > 0:  # threads may have counted it further down
            self._rest -= 1
            return False
        return True

    def _count(self, *, was_taken: bool) -> None:
        """Keep account of how often the lane was of use."""
        if was_taken:
            self._credit = _FORBEARANCE
            return
        self._credit -= 1
        if self._credit <= 0:
            self._credit, self._rest = _FORBEARANCE // 4, _REST


@define(eq=False)
class _FormLane(_Lane):
    """Reads the documents of one root in one dialect, either those that lack nothing or all."""

    plan: ReaderPlan
    _warmth: int = field(init=False, default=0)
    _reader: FastReader | None = field(init=False, default=None)

    def read(self, text: str, *, is_forced: bool) -> Any:
        """Return the value of a document; `DECLINED` where the other way has to be taken."""
        reader = self._reader
        if reader is None:
            self._warmth += len(text)
            if self._warmth < self.plan.cost and not is_forced:
                return DECLINED
            reader = self._compiled()
        if not (is_forced or self._is_open()):
            return DECLINED
        value = reader.read(text)
        self._count(was_taken=value is not DECLINED)
        return value

    def _compiled(self) -> FastReader:
        with self._lock:
            if self._reader is None:
                self._reader = self.plan.compiled()
            return self._reader


@define(eq=False)
class _DialectLane:
    """Reads the documents of one root in one dialect, which begin with its ``opening``."""

    plan: Plan
    root: Root
    dialect: Dialect
    opening: str = field(init=False)
    _forms: tuple[_FormLane, ...] | None = field(init=False, default=None)

    @opening.default
    def _how_it_opens(self) -> str:
        return opening_of(self.plan, self.root, self.dialect)

    def read(self, text: str, *, is_forced: bool) -> Any:
        """Return the value of a document; `DECLINED` where the other way has to be taken."""
        if self._forms is None:
            self._forms = tuple(map(_FormLane, plan_readers(self.plan, self.root, self.dialect)))
        for form in self._forms:
            value = form.read(text, is_forced=is_forced)
            if value is not DECLINED:
                return value
        return DECLINED


@define(eq=False)
class ReadLane:
    """Reads the documents of one root, in either dialect."""

    plan: Plan
    root: Root
    _warmth: int = field(init=False, default=0)
    _lanes: tuple[_DialectLane, ...] | None = field(init=False, default=None)

    def read(self, data: object, *, is_forced: bool = False) -> Any:
        """Return the value of a document; `DECLINED` where the other way has to be taken."""
        if not isinstance(data, bytes | str):
            return DECLINED
        if self._lanes is None:
            self._warmth += len(data)
            if self._warmth < _WARM_OCTETS and not is_forced:
                return DECLINED
            self._lanes = tuple(_DialectLane(self.plan, self.root, dialect) for dialect in Dialect)
        if len(data) > _LONGEST:
            return DECLINED
        text = _text_of(data)
        if text is None:
            return DECLINED
        try:
            for lane in self._lanes:
                if text.startswith(lane.opening):
                    value = lane.read(text, is_forced=is_forced)
                    if value is not DECLINED:
                        return value
        except RecursionError:
            pass
        return DECLINED


@define(eq=False)
class ItemLane:
    """Reads the items of one collection in the documents of one root, in either dialect."""

    plan: Plan
    root: Root
    members: tuple[str, ...]
    _lock: Any = field(init=False, factory=threading.Lock)
    _openings: dict[Dialect, str] = field(init=False)
    _plans: dict[Dialect, ItemRunPlan | None] = field(init=False, factory=dict)
    _runs: dict[Dialect, ItemRun] = field(init=False, factory=dict)

    @_openings.default
    def _how_documents_open(self) -> dict[Dialect, str]:
        return {dialect: opening_of(self.plan, self.root, dialect) for dialect in Dialect}

    def run_of(self, text: str, size: int, *, is_forced: bool) -> ItemRun | None:
        """Return what reads a document of so many octets, whose text begins so; None where none does, or none pays."""
        if size < _WARM_OCTETS and not is_forced:
            return None
        with self._lock:
            dialect = next((each for each, opening in self._openings.items() if text.startswith(opening)), None)
            if dialect is None:
                return None
            try:
                plan = self._plan_of(dialect)
                if dialect not in self._runs and plan is not None and (is_forced or size >= plan.cost):
                    self._runs[dialect] = plan.compiled()
            except RecursionError:
                pass
            return self._runs.get(dialect)

    def _plan_of(self, dialect: Dialect) -> ItemRunPlan | None:
        """Return the plan of the documents in a dialect, which is made once."""
        if dialect not in self._plans:
            found = plan_readers(self.plan, self.root, dialect)[-1:]
            self._plans[dialect] = plan_item_run(found[0], self.members) if found else None
        return self._plans[dialect]


@define(eq=False)
class WriteLane(_Lane):
    """Writes the values of one root, or the items of one collection.

    ``plan`` is asked once, and only where ``least_length`` and what was written before say that it may pay.
    """

    plan: Callable[[], WriterPlan | None]
    least_length: Callable[[Any], int]
    _warmth: int = field(init=False, default=0)
    _writer: FastWriter | None = field(init=False, default=None)
    _writer_plan: WriterPlan | None = field(init=False, default=None)
    _is_planned: bool = field(init=False, default=False)

    @classmethod
    def of_root(cls, plan: Plan, root: Root, settings: WriterSettings) -> WriteLane:
        """Return the lane of a root."""
        contract = plan.resolve(root.type)
        return cls(partial(plan_writer, plan, root, settings), least_length_of(plan, contract))

    @classmethod
    def of_items(
        cls, plan: Plan, contract: CollectionDataContract, scope: Scope, settings: WriterSettings
    ) -> WriteLane:
        """Return the lane of a collection's items, given as lists; ``scope`` is that of their place."""
        planned = partial(plan_item_writer, plan, contract, scope, settings)
        return cls(planned, least_length_of(plan, contract))

    def write(self, value: Any, *, is_forced: bool = False) -> Any:
        """Return the text of a value; `DECLINED` where the other way has to be taken."""
        writer = self._writer
        if writer is None:
            try:
                writer = self._compiled() if is_forced or self._pays_for(value) else None
            except RecursionError:
                writer = None
        if writer is None or not (is_forced or self._is_open()):
            return DECLINED
        text = writer.write(value)
        self._count(was_taken=text is not DECLINED)
        return text

    def warm(self, text: str) -> None:
        """Take note of a document that the other way has written."""
        if self._writer is None:
            self._warmth += len(text)

    def _pays_for(self, value: Any) -> bool:
        """Tell whether the documents so far, and this value's, cost as much as compiling does."""
        length = self._warmth + self.least_length(value)
        if length < _WARM_OCTETS or not self._has_plan():
            return False
        return self._writer_plan is not None and length >= self._writer_plan.cost

    def _has_plan(self) -> bool:
        """Tell whether a writer can be compiled, which is found out once."""
        if not self._is_planned:
            self._writer_plan = self.plan()
            self._is_planned = True
        return self._writer_plan is not None

    def _compiled(self) -> FastWriter | None:
        with self._lock:
            if self._writer is None and self._has_plan() and self._writer_plan is not None:
                self._writer = self._writer_plan.compiled()
            return self._writer


def _text_of(data: bytes | str) -> str | None:
    """Return the text of a document without its declaration, None where it is not UTF-8.

    A text with a declaration is left to the other way, and so is one with a byte order mark, which is no bracket.
    """
    if isinstance(data, str):
        return data
    try:
        return data.removeprefix(DECLARATION).decode()
    except UnicodeDecodeError:
        return None
