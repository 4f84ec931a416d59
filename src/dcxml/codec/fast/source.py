"""Functions in the making: each written once, with the objects that its names stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from dcxml.codegen.compiler import compile_source, unique_filename
from dcxml.codegen.literal import docstring
from dcxml.codegen.scope import BUILTINS, Scope
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract

__all__ = ["FunctionSource"]

_LOCALS: Final = frozenset(
    {
        "absent",
        "append",
        "at",
        "end",
        "found",
        "instance",
        "item",
        "items",
        "key",
        "kind",
        "match",
        "identity",
        "objects",
        "run",
        "text",
        "to",
        "value",
        "written",
    }
)
"""What every function may have as a parameter or a local."""


@define
class FunctionSource:
    """The source of the functions of one plan, and the objects its names stand for."""

    plan: Plan
    has_identities: bool = False
    """Whether the functions take the objects of the document, too, by identity or with it."""
    writer: SourceWriter = field(factory=SourceWriter)
    bound: dict[str, Any] = field(factory=dict)
    _names: Scope = field(init=False, factory=lambda: Scope(BUILTINS | _LOCALS))
    _once: dict[Hashable, str] = field(init=False, factory=dict)
    _functions: dict[tuple[str, str], str] = field(init=False, factory=dict)
    _at_places: dict[tuple[int, str], tuple[object, str]] = field(init=False, factory=dict)
    _assigned: dict[tuple[str, ...], str] = field(init=False, factory=dict)

    @property
    def more(self) -> str:
        """Return what stands behind the first parameter and argument of each function."""
        return ", objects" if self.has_identities else ""

    def bind(self, wanted: str, value: Any) -> str:
        """Give ``value`` a name in the source."""
        name = self._names.name(wanted)
        self.bound[name] = value
        return name

    def bind_once(self, wanted: str, key: Hashable, make: Callable[[], Any]) -> str:
        """Return the name of what ``key`` stands for, which is made when it is first asked for."""
        known = self._once.get(key)
        if known is None:
            known = self._once[key] = self.bind(wanted, make())
        return known

    def written_once(self, place: object, write: Callable[[], str], *, what: str = "") -> str:
        """Return the name of what is written for this very place of a shape, when it is first asked for."""
        key = id(place), what
        known = self._at_places.get(key)
        if known is None:
            known = self._at_places[key] = place, write()  # with the place, whose id it is
        return known[1]

    def bind_always(self, name: str, value: Any) -> str:
        """Return the name of what all functions of a kind need, which is bound once."""
        return self.bind_once(name, ("always", name), lambda: value)

    def bind_type(self, contract: DataContract) -> str:
        """Return the name of the name of a contract."""
        return self.bind_once(f"{self.label_of(contract)}_type", ("type", contract.name), lambda: contract.name)

    def bind_class(self, contract: DataContract, python_class: type) -> str:
        """Return the name of the Python class of a contract."""
        return self.bind_once(f"{self.label_of(contract)}_class", python_class, lambda: python_class)

    def locals(self) -> Scope:
        """Return names for the locals of a function: those that hide nothing there is so far."""
        return Scope({*BUILTINS, *_LOCALS, *self.bound, *self._functions.values(), *self._assigned.values()})

    def label_of(self, contract: DataContract) -> str:
        """Return what functions of a contract are called."""
        return self.plan.functions.get(contract.name) or contract.name.name

    def table(self, label: str, place: object, kind: str, entries: Callable[[], Iterable[str]]) -> str:
        """Write the table of what may stand at a place, once; return its name.

        ``kind`` is the class of the table, a dictionary. Two of the same entries are one.
        """

        def write() -> str:
            lines = (f"{kind}({{", *(f"    {entry}," for entry in entries()), "})")
            return self.assigned(f"{label}_kinds", *lines)

        return self.written_once(place, write, what=label)

    def assigned(self, wanted: str, *lines: str) -> str:
        """Write the assignment of an expression, unless there is one of the same; return the name."""
        known = self._assigned.get(lines)
        if known is None:
            known = self._assigned[lines] = self._names.name(wanted)
            self.writer.lines(f"{known} = {lines[0]}", *lines[1:], "")
        return known

    def function(
        self, contract: DataContract, parameter: str, lines: SourceWriter, *, verb: str, has_identity: bool = False
    ) -> str:
        """Write a function of a contract, unless there is one of the same lines; return its name.

        One whose object ``has_identity`` takes that, too.
        """
        label = self.label_of(contract)
        key = label, lines.text()
        known = self._functions.get(key)
        if known is None:
            known = self._functions[key] = self._names.name(label)
            with self.writer.block(f"def {known}({parameter}{self.more}{', identity' if has_identity else ''}):"):
                self.writer.line(f'"""{verb} {docstring(contract.name.clark)}."""')
                self.writer.lines(*lines.text().splitlines())
            self.writer.line()
        return known

    def compiled(self, function: str, kind: str) -> Callable[..., Any]:
        """Compile all that was written; return the function of this name."""
        compile_source(self.writer.text(), unique_filename(kind), self.bound)
        compiled: Callable[..., Any] = self.bound[function]
        return compiled
