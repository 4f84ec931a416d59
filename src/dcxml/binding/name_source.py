"""How the declarations of a module name what they declare and refer to: contracts, generic types, qualified names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.codegen.layout import Brackets, call, tuple_of
from dcxml.codegen.literal import literal

if TYPE_CHECKING:
    from dcxml.binding.module_plan import ModulePlan
    from dcxml.contract.model import DataContract, GenericArgument, GenericType
    from dcxml.qname import QName

__all__ = ["generic_source", "named", "qname_source"]


def named(plan: ModulePlan, contract: DataContract, *, first: str = "") -> list[str | Brackets]:
    """Return the arguments that name a contract; ``first`` stands for the name by itself."""
    name = first or f"name={literal(contract.name.name)}"
    return [name, f"namespace={plan.namespace(contract.name.namespace)}"]


def generic_source(plan: ModulePlan, generic: GenericType) -> Brackets:
    """Return the generic type that a contract's name is made of."""
    arguments = tuple_of(*(_generic_argument(plan, argument) for argument in generic.arguments))
    return call("GenericType", literal(generic.name), plan.namespace(generic.namespace), arguments)


def _generic_argument(plan: ModulePlan, argument: GenericArgument) -> Brackets:
    said: list[str | Brackets] = [literal(argument.name), plan.namespace(argument.namespace)]
    if argument.arguments:
        said.append(tuple_of(*(_generic_argument(plan, each) for each in argument.arguments)))
    if argument.nested_level is not None:
        said.append(f"nested_level={argument.nested_level}")
    return call("GenericArgument", *said)


def qname_source(plan: ModulePlan, name: QName) -> Brackets:
    """Return a qualified name, its namespace by the module's constant."""
    return call("QName", plan.namespace(name.namespace), literal(name.name))
