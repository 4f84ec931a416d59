"""Classes made at run time from contracts: exactly the module that `render_module` writes, compiled.

A live class is pickled by the source of its module, so that another process can make it again.
"""

from __future__ import annotations

import builtins
import copyreg
import hashlib
import sys
import threading
import types
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.declared import declared_operations
from dcxml.binding.elements import built_in_annotation
from dcxml.binding.enumerations import DataContractEnum
from dcxml.binding.module_plan import plan_module
from dcxml.binding.source import render_plan
from dcxml.codegen.compiler import compile_source, unique_filename
from dcxml.contract.model import DATA_SET, DATA_SET_ROOT
from dcxml.contract.primitives import built_in_root, primitive_contract
from dcxml.errors import UnknownNameError
from dcxml.qname import QName

if TYPE_CHECKING:
    from dcxml.binding.services import ServiceOperation
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.operations import SoapVersion

__all__ = ["Binding", "build_classes"]


class Binding(Mapping[str, Any]):
    """What to load, by the Clark name of a contract or a global element: a class or an annotation.

    Where a contract and a global element of another type share a name, the name is the element's, for that is what
    a document's root shows; `class_of` tells them apart.
    """

    def __init__(self, contracts: DataContractSet) -> None:
        """Render and compile the module; an equal one already compiled in this process is taken as it is."""
        plan = plan_module(contracts)
        self.contracts = contracts
        self.source: str = render_plan(plan)
        self.module: types.ModuleType = _module_of(self.source)
        expressions = {name: plan.annotation(name) for name in contracts.contracts}
        self._contract_expressions = {name.clark: text for name, text in expressions.items()}
        elements = {name.clark: text for name, text in plan.elements.items()}
        roots = {DATA_SET_ROOT.clark: expressions[DATA_SET]} if DATA_SET in expressions else {}
        self._expressions = {**self._contract_expressions, **roots, **elements}

    def __getitem__(self, name: str) -> Any:
        """Return the class or annotation of this Clark name; roots of built-in types are known without being listed.

        :raises UnknownNameError: (a KeyError) where neither a contract nor a global element has it.
        """
        expression = self._expressions.get(name)
        if expression is not None:
            return self._evaluate(expression)
        try:
            built_in = built_in_root(QName.from_clark(name))
        except ValueError:  # a brace is not closed
            built_in = None
        if built_in is None:
            raise UnknownNameError(name, self)
        return self.annotation_of(built_in.name)

    def __iter__(self) -> Iterator[str]:
        """Yield the Clark names."""
        return iter(self._expressions)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._expressions)

    def __repr__(self) -> str:
        """Show the names."""
        return f"Binding({', '.join(self)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the contracts."""
        return (Binding, (self.contracts,))

    @property
    def operations(self) -> tuple[ServiceOperation[Any, Any], ...]:
        """The operations of the services that the contracts came from, with the classes of their messages."""
        return tuple(declared_operations(self))

    def operation(self, name: str, *, version: SoapVersion | None = None) -> ServiceOperation[Any, Any]:
        """Return the operation of this name, of those in several bindings the first, or the first of a ``version``.

        :raises UnknownNameError: (a KeyError) where there is none.
        """
        self.contracts.operation(name, version=version)  # says what there is, where this is not
        return next(
            each for each in self.operations if each.name == name and version in (None, each.description.version)
        )

    def annotation_of(self, name: QName) -> Any:
        """Return the class or annotation of a contract, whatever global element has its name; built-in types too.

        :raises UnknownNameError: (a KeyError) where there is no such contract.
        """
        contract = primitive_contract(name)
        if contract is not None:
            return built_in_annotation(contract)
        if name.clark not in self._contract_expressions:
            raise UnknownNameError(name.clark, self._contract_expressions, kind="contract")
        return self._evaluate(self._contract_expressions[name.clark])

    def _evaluate(self, expression: str) -> Any:
        # An expression is made of names and brackets only; see ModulePlan.annotation.
        return eval(expression, vars(self.module))  # noqa: S307 - written here, not by the model


def build_classes(contracts: DataContractSet) -> Binding:
    """Return the classes of the contracts, compiled from the very text that `render_module` gives.

    :raises InvalidDataContractError: where a value type contains itself.
    """
    return Binding(contracts)


class _LiveType(type):
    """The metaclass of live classes; it is there for `copyreg` alone."""


class _LiveEnumType(type(DataContractEnum)):  # type: ignore[misc]  # the metaclass of contract enumerations
    """The metaclass of live enumerations; it is there for `copyreg` alone."""


_METACLASSES: Final[dict[type, type]] = {type: _LiveType, type(DataContractEnum): _LiveEnumType}
_SOURCE: Final = "__dcxml_source__"
_modules: Final[dict[str, types.ModuleType]] = {}
_lock: Final = threading.Lock()


def _module_of(source: str) -> types.ModuleType:
    """Return the one module of a source in this process."""
    with _lock:
        module = _modules.get(source)
        if module is None:
            module = _modules[source] = _compiled(source)
        return module


def _compiled(source: str) -> types.ModuleType:
    name = f"dcxml_live_{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    module = types.ModuleType(name)
    module.__file__ = unique_filename(name)
    vars(module)[_SOURCE] = source
    # A class statement gets the metaclass by which pickle knows a live class; the text stays render_module's.
    vars(module)["__builtins__"] = {**vars(builtins), "__build_class__": _build_class}
    sys.modules[name] = module  # annotations are resolved, and inspect.getsource looks, there
    compile_source(source, module.__file__, vars(module))
    return module


def _build_class(body: Any, name: str, *bases: Any, **keywords: Any) -> Any:
    metaclass = type(bases[0]) if bases else type
    return builtins.__build_class__(body, name, *bases, metaclass=_METACLASSES.get(metaclass, metaclass), **keywords)


def _reduce_class(cls: type) -> tuple[Any, ...] | str:
    return (_live_class, (vars(sys.modules[cls.__module__])[_SOURCE], cls.__qualname__))


def _live_class(source: str, name: str) -> Any:
    return getattr(_module_of(source), name)


copyreg.pickle(_LiveType, _reduce_class)
copyreg.pickle(_LiveEnumType, _reduce_class)
