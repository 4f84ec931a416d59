"""What is left out of documents: the default of a member's CLR type, ``default(T)``, with ``EmitDefaultValue = false``.

So is a default that the member's facets exclude where the member may be absent: as such it reads as the same value.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from dcxml.binding.graphs import members_of, state_of
from dcxml.codec.plan import base_primitive
from dcxml.codec.schema_types import facet_check
from dcxml.contract.model import ClassDataContract, EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.errors import LexicalError
from dcxml.lexical import DateTime, DateTimeOffset

if TYPE_CHECKING:
    from collections.abc import Callable

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataMember
    from dcxml.lexical.table import Primitive
    from dcxml.qname import QName

    Test = Callable[[Any], bool]

__all__ = ["left_out_test"]


def left_out_test(plan: Plan, member: DataMember) -> Test | None:
    """Return the test for the values of a member that are not written; None where all are."""
    if not member.emit_default_value:
        return _default_test(plan, member.type, nillable=member.is_nillable)
    contract = plan.resolve(member.type)
    primitive = base_primitive(plan.contracts, contract)
    if member.is_required or member.is_nillable or primitive is None or not isinstance(contract, SimpleDataContract):
        return None
    if not primitive.primitive.is_value_type:
        return None
    try:
        facet_check(plan.contracts, contract)(primitive.primitive.format(primitive.primitive.default))
    except LexicalError:
        return _primitive_test(primitive.primitive)
    return None


def _default_test(plan: Plan, type_name: QName, *, nillable: bool) -> Test:
    """Return the test for the default of a member's type; a value that is not of the type is no default."""
    contract = plan.resolve(type_name)
    if isinstance(contract, EnumDataContract) and not nillable:
        return _enumeration_test(plan.types[contract.name], contract)
    if isinstance(contract, ClassDataContract) and contract.is_value_type and not nillable:
        return _struct_test(plan, contract)
    if isinstance(contract, PrimitiveDataContract | SimpleDataContract) and not nillable:
        # To .NET a type with facets is the one below: xs:int with a range is an int.
        below = base_primitive(plan.contracts, contract)
        if below is not None and below.primitive.is_value_type:
            return _primitive_test(below.primitive)
    return _is_none


def _is_none(value: Any) -> bool:
    return value is None


def _enumeration_test(python_class: type, contract: EnumDataContract) -> Test:
    attribute = "value" if contract.is_open or contract.is_flags else "number"
    return lambda value: isinstance(value, python_class) and getattr(value, attribute, None) == 0


def _struct_test(plan: Plan, contract: ClassDataContract) -> Test:
    """Return the test for a struct all of whose members have their defaults, and which holds nothing beside them."""
    python_class: Any = plan.types[contract.name]

    @cache  # and made late, for nothing keeps a schema from putting a struct into itself
    def tests() -> list[tuple[str, Test]]:
        return [
            (each.attribute, _default_test(plan, each.member.type, nillable=each.member.is_nillable))
            for each in plan.classes[contract.name].members
        ]

    def test(value: Any) -> bool:
        if value.__class__ is not python_class or _holds_more(value):
            return False
        return all(is_default(getattr(value, attribute)) for attribute, is_default in tests())

    return test


def _holds_more(value: Any) -> bool:
    """Tell whether an instance keeps what its document had beside the members, or that it had not one of them."""
    wire = value._wire  # noqa: SLF001 - the codec is the keeper of the wire state
    return (wire is not None and any(wire.extras)) or len(state_of(value)) < len(members_of(value))


def _primitive_test(primitive: Primitive) -> Test:
    default = primitive.default
    if isinstance(default, DateTime):  # whatever its zone, as DateTime.Equals has it
        return lambda value: isinstance(value, datetime) and value.replace(tzinfo=None) == default
    if isinstance(default, DateTimeOffset):
        return lambda value: isinstance(value, DateTimeOffset) and value == default
    # The formatter refuses what is merely equal: False for an int.
    return lambda value: value == default and primitive.format(value) is not None
