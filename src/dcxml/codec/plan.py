"""What is to be compiled: each contract with the name of its function, its Python class, and its members' names.

The plan is made once per contract set and read by the decoder's and the encoder's source writers alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeGuard

from attrs import field, frozen

from dcxml.codec.conflicts import conflicting_members
from dcxml.codegen.scope import BUILTINS, Scope
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    PrimitiveDataContract,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.contract import DataContractSet
    from dcxml.contract.model import DataContract, DataMember
    from dcxml.qname import QName

DECODER_NAMES: Final = frozenset(
    {
        "CONTINUE",
        "PairMapping",
        "adopt",
        "align",
        "as_read",
        "any",
        "child",
        "list",
        "map",
        "children",
        "dict",
        "element",
        "entries",
        "instance",
        "items",
        "mapping_of",
        "new",
        "read_entries",
        "pairs",
        "reading",
        "special",
        "tag_of",
        "tail_of",
        "wire",
    }
)
"""What every compiled decoder may call or has as a local."""
ENCODER_NAMES: Final = frozenset(
    {
        "anything",
        "by_member",
        "collection",
        "conflicting",
        "dict",
        "distinct",
        "element",
        "enumeration",
        "identified",
        "leaf",
        "not_nil",
        "offset",
        "qname",
        "reference",
    }
    | {"required", "serializable", "string", "text"}
    | {
        "instance",
        "item",
        "items",
        "key",
        "value",
        "scope",
        "tag",
        "prefix",
        "xmlns",
        "written",
        "opening",
        "closing",
        "_",
    }
)
"""What every compiled encoder may call or has as a local."""

__all__ = [
    "DECODER_NAMES",
    "ENCODER_NAMES",
    "ClassPlan",
    "MemberPlan",
    "Plan",
    "base_primitive",
    "is_branch",
    "make_plan",
]


@frozen
class MemberPlan:
    """One member of a class: its Python attribute, its declaring namespace, and what the hub says of it.

    ``is_conflicting`` where a base or a derived class has a member of the same name and another type.
    """

    attribute: str
    namespace: str
    member: DataMember
    is_conflicting: bool = False

    @property
    def tag(self) -> str:
        """The member's element in Clark form."""
        return f"{{{self.namespace}}}{self.member.name}" if self.namespace else self.member.name


@frozen
class ClassPlan:
    """A class contract, its Python class, and all its members in serialization order, bases first."""

    contract: ClassDataContract
    python_class: type
    members: tuple[MemberPlan, ...]


@frozen
class Plan:
    """The contracts to compile; those with child elements have a function each, under a name of its own."""

    contracts: DataContractSet
    functions: dict[QName, str]
    classes: dict[QName, ClassPlan]
    types: Mapping[QName, type]
    names: Scope = field(eq=False)

    def resolve(self, name: QName) -> DataContract:
        """Return the contract of this name, built-in types included."""
        return self.contracts[name]


def make_plan(
    contracts: DataContractSet, types: Mapping[QName, type], attributes: Mapping[QName, tuple[str, ...]]
) -> Plan:
    """Name a function for every contract that has child elements.

    ``types`` has the Python class of each class and enumeration contract, ``attributes`` the Python names of each
    class contract's members in serialization order, bases first.
    """
    names = Scope(BUILTINS | DECODER_NAMES | ENCODER_NAMES)
    functions = {
        contract.name: names.name(contract.name.name, fallback="contract")
        for contract in contracts
        if is_branch(contract)
    }
    classes = {}
    for contract in contracts:
        if isinstance(contract, ClassDataContract):
            members = zip(attributes[contract.name], contracts.members(contract), strict=True)
            conflicting = conflicting_members(contracts, contract)
            plans = (
                MemberPlan(attribute, namespace, member, place in conflicting)
                for place, (attribute, (namespace, member)) in enumerate(members)
            )
            classes[contract.name] = ClassPlan(contract, types[contract.name], tuple(plans))
    return Plan(contracts, functions, classes, types, names)


def base_primitive(contracts: DataContractSet, contract: DataContract) -> PrimitiveDataContract | None:
    """Return the built-in type whose text a simple contract has; None for everything that is not simple text."""
    simplest = contracts.simplest(contract)
    return simplest if isinstance(simplest, PrimitiveDataContract) else None


def is_branch(contract: DataContract) -> TypeGuard[ClassDataContract | CollectionDataContract]:
    """Tell whether a contract has child elements and so a function of its own."""
    return isinstance(contract, ClassDataContract | CollectionDataContract)
