"""Classes and enumerations as source: their declarations, members and docstrings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dcxml.binding.documentation import DOC_WIDTH, doc_lines, flat, said_of_class
from dcxml.binding.module_names import value_names
from dcxml.binding.name_source import generic_source, named
from dcxml.binding.names import class_name
from dcxml.binding.said import EVIDENCE, KINDS
from dcxml.codegen.layout import (
    LINE_LENGTH,
    Brackets,
    call,
    call_of,
    keyword,
    lay_out,
    lay_out_annotated,
    width,
)
from dcxml.codegen.literal import literal
from dcxml.contract.model import ClassDataContract, EnumDataContract, UnresolvedDataContract
from dcxml.contract.naming import is_name_of
from dcxml.qname import DATA_CONTRACT, XS, QName

if TYPE_CHECKING:
    from dcxml.binding.module_plan import ModulePlan
    from dcxml.codegen.writer import SourceWriter
    from dcxml.contract.model import DataContract, DataMember, EnumMember

__all__ = ["write_class", "write_enumeration"]

_MOST_USES: Final = 3
_WIDE_INTEGERS: Final = (QName(XS, "long"), QName(XS, "unsignedLong"))


def write_class(writer: SourceWriter, plan: ModulePlan, contract: ClassDataContract) -> None:
    """Write the class of a contract."""
    arguments = named(plan, contract)
    if contract.is_reference:
        arguments.append("is_reference=True")
    if contract.is_value_type:
        arguments.append("is_value_type=True")
    if contract.generic is not None and is_name_of(contract.name.name, contract.generic):
        arguments.append(keyword("generic", generic_source(plan, contract.generic)))
    is_unresolved = contract.base is not None and isinstance(plan.contracts[contract.base], UnresolvedDataContract)
    if contract.base is not None and is_unresolved:
        arguments.append(f"unresolved_base={literal(contract.base.clark)}")
    known = plan.known_types(contract)
    if known:
        arguments.append(Brackets("known_types=lambda: [", (*known,), "]"))
    writer.lines(*lay_out("@", call("data_contract", *arguments)))
    base = "(SerializationInfo)" if contract.is_iserializable else ""
    base = base if contract.base is None or is_unresolved else f"({plan.annotation(contract.base)})"
    *above, head = _class_head(f"class {plan.names[contract.name]}", base)
    writer.lines(*above)
    with writer.block(head):
        writer.lines(*doc_lines(_described(plan, contract), margin=4))
        attributes, orders = plan.attributes(contract), _orders(contract)
        if contract.members:
            writer.line()
        for member in contract.members:
            annotation, value = _member(plan, member, order=orders.get(member.name))
            writer.lines(*lay_out_annotated(attributes[member.name], annotation, value, margin=4))
            if member.annotation.documentation:
                writer.lines(*doc_lines(flat(member.annotation.documentation), margin=4))


def _class_head(head: str, base: str) -> list[str]:
    """Return the lines that begin a class; formatters put a base that is too long into a line of its own."""
    if not base or width(f"{head}{base}:") <= LINE_LENGTH:
        return [f"{head}{base}:"]
    return [f"{head}(", f"    {base[1:-1]}", "):"]


def _member(plan: ModulePlan, member: DataMember, *, order: int | None) -> tuple[str, Brackets]:
    """Return the annotation of a member, and what declares the rest of it."""
    is_optional = member.is_nillable or not plan.contracts.is_value_type(plan.contracts[member.type])
    annotation = plan.annotation(member.type, is_optional=is_optional)
    arguments: list[str | Brackets] = [literal(member.name), _default(plan, member, is_optional=is_optional)]
    if order is not None:
        arguments.append(f"order={order}")
    if member.is_required:
        arguments.append("is_required=True")
    if not member.emit_default_value or _is_left_out(plan, member):
        arguments.append(f"emit_default_value={member.emit_default_value}")
    if is_optional != member.is_nillable:
        arguments.append(f"is_nillable={member.is_nillable}")
    if member.declares is not None:
        arguments.append(f"declares={plan.namespace(member.declares)}")
    return annotation, call("data_member", *arguments)


def _is_left_out(plan: ModulePlan, member: DataMember) -> bool:
    """Tell whether null is left out where nothing else is said: of a reference that cannot be nil."""
    contract = plan.contracts[member.type]
    is_value_type = plan.contracts.is_value_type(contract) or isinstance(contract, UnresolvedDataContract)
    return not (member.is_nillable or is_value_type)


def _default(plan: ModulePlan, member: DataMember, *, is_optional: bool) -> str | Brackets:
    if is_optional:
        return "default=None"
    value, is_fresh = plan.default(member.type)
    if not is_fresh:
        return f"default={value}"
    is_class = value.endswith("()") and value[:-2].replace(".", "").isidentifier()
    return f"factory={value[:-2]}" if is_class else call_of(f"factory=lambda: {value}")


def _orders(contract: ClassDataContract) -> dict[str, int]:
    """Return the Order of each member from the first misplaced one on, as svcutil gives it."""
    names = [member.name for member in contract.members]
    keys = [name.encode("utf-16-be", "surrogatepass") for name in names]
    misplaced = next((place for place in range(1, len(keys)) if keys[place] < keys[place - 1]), len(keys))
    return {names[place]: place for place in range(misplaced, len(names))}


def write_enumeration(writer: SourceWriter, plan: ModulePlan, contract: EnumDataContract) -> None:
    """Write the class of an enumeration."""
    arguments = named(plan, contract)
    if contract.is_flags and contract.is_open:
        arguments.append("is_flags=True")
    if contract.base_type != QName(XS, "int"):
        arguments.append(f"base_type={literal(contract.base_type.name)}")
    writer.lines(*lay_out("@", call("enum_contract", *arguments)))
    base = "OpenEnum" if contract.is_open else "DataContractFlag" if contract.is_flags else "DataContractEnum"
    kind = KINDS["open" if contract.is_open else "flags" if contract.is_flags else "enum"]
    with writer.block(f"class {plan.names[contract.name]}({base}):"):
        writer.lines(*doc_lines(_described(plan, contract, kind), margin=4))
        if contract.members:
            writer.line()
        for place, (name, member) in enumerate(value_names(contract)):
            writer.lines(*lay_out(f"{name} = ", _value(contract, member, place), margin=4))
            if member.annotation.documentation:
                writer.lines(*doc_lines(flat(member.annotation.documentation), margin=4))


def _value(contract: EnumDataContract, member: EnumMember, place: int) -> str | Brackets:
    text = literal(member.name)
    if contract.is_flags and not contract.is_open:
        bits = ["bits=64"] if member.value < 0 and contract.base_type in _WIDE_INTEGERS else []
        return call("enum_member", text, literal(member.value), *bits)
    return text if member.value == place else call("enum_member", text, literal(member.value))


def _described(plan: ModulePlan, contract: DataContract, kind: str = "") -> list[str]:
    """Return the paragraphs of a class's docstring: what it is, what is said of it, why it is believed."""
    name = class_name(contract.name.name)
    uses = plan.uses(contract.name)
    kind = kind or KINDS["class"]
    place = contract.name.namespace.removeprefix(DATA_CONTRACT) or "no namespace"
    summaries = [f"{name}, {kind} of {place}.", f"{name}, {kind}.", f"{kind.capitalize()}."]
    if uses:
        rest = len(uses) - _MOST_USES
        shown = [*uses[:_MOST_USES], f"{rest} more"] if rest > 1 else uses
        listed = " and ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
        summaries.insert(0, f"{name}, {kind} held by {listed}.".replace(", a data contract held", ", held"))
    paragraphs = [next(text for text in summaries if len(text) <= DOC_WIDTH - 4)]
    documentation = said_of_class(contract, plan.contracts)
    if documentation:
        paragraphs += ["", *documentation]
    if contract.annotation.evidence:
        paragraphs += ["", *(f"{EVIDENCE}{each.rule}): {each.detail}" for each in contract.annotation.evidence)]
    return paragraphs
