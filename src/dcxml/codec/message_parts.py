"""The parts of a wrapped message: the members of its class, each the root of a graph of its own.

That is how WCF's ``DataContractSerializerOperationFormatter`` writes the parameters of an operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.enumerations import is_textless_zero
from dcxml.codec.defaults import left_out_test
from dcxml.codec.faults import at_place
from dcxml.codec.roots import Root
from dcxml.contract.model import ClassDataContract
from dcxml.errors import EncodeError
from dcxml.qname import QName

if TYPE_CHECKING:
    from dcxml.codec.codec import Codec
    from dcxml.codec.dialects import Scope
    from dcxml.codec.plan import MemberPlan
    from dcxml.codec.settings import WriterSettings

__all__ = ["write_parts"]

_ABSENT: Final = object()


def write_parts(codec: Codec, value: Any, root: Root, settings: WriterSettings, scope: Scope) -> str | None:
    """Return the elements of the parts, in a ``scope`` that is inside the wrapper.

    None where the value is no message with parameters and nothing else: one of a derived class, one with an identity
    or unknown elements, one that the codec refuses. The codec writes it as one object, or says what is wrong.

    :raises EncodeError: for a value that could not be read back, with its path.
    """
    contract = codec.plan.contracts[root.type]
    if not isinstance(contract, ClassDataContract) or not _is_plain(codec, contract, value):
        return None
    written = []
    for plan in codec.plan.classes[contract.name].members:
        part, member = _held(value, plan), plan.member
        if part is _ABSENT:
            continue
        is_left_out = left_out_test(codec.plan, member)
        if is_left_out is not None and not member.is_required and is_left_out(part):
            continue
        if member.declares is not None or (part is None and not member.is_nillable):
            return None
        inner = Root.of(member.type, QName(plan.namespace, member.name), is_nullable=member.is_nillable)
        try:
            written.append(codec.encode(part, inner, settings, scope=scope))
        except EncodeError as error:
            raise at_place(root.element.name, error) from None
    return "".join(written)


def _is_plain(codec: Codec, contract: ClassDataContract, value: Any) -> bool:
    contracts = codec.plan.contracts
    if contract.base is not None or contract.is_iserializable or contracts.is_reference(contract):
        return False
    if type(value) is not codec.plan.types[contract.name]:
        return False
    wire = getattr(value, "_wire", None)
    return wire is None or not any(wire.extras)


def _held(value: Any, plan: MemberPlan) -> Any:
    """Return what a member holds; an enumeration's zero without a text counts as absent."""
    try:
        held = object.__getattribute__(value, plan.attribute)
    except AttributeError:
        return _ABSENT
    return _ABSENT if is_textless_zero(held) else held
