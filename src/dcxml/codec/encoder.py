"""Contracts to the source of an encoder: one function per contract, one short line per member.

A member's line is one expression, used twice: joined with its neighbours in the function for ordinary instances,
and alone where members are written one by one (absent members, unknown elements, the search for a fault's path).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.dialects import Dialect, ElementSpec
from dcxml.codec.enumerations import enumeration_formatter
from dcxml.codec.plan import ClassPlan, MemberPlan, Plan, base_primitive, is_branch
from dcxml.codec.writing import Writing, not_nil
from dcxml.codegen.literal import docstring, literal
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.model import ClassDataContract, CollectionDataContract, EnumDataContract
from dcxml.qname import XS, QName, clr_namespace

if TYPE_CHECKING:
    from dcxml.contract.model import DataContract

__all__ = ["EncoderSource", "MemberLine", "encoder_source"]

_SYSTEM: Final = clr_namespace("System")
_DATE_TIME_OFFSET: Final = QName(_SYSTEM, "DateTimeOffset")
_QNAME: Final = QName(XS, "QName")
_STRING: Final = QName(XS, "string")
_ANY_URI: Final = QName(XS, "anyURI")


@frozen
class MemberLine:
    """A member in the source of an encoder: how it is written, as an expression of ``o``, ``s``, ``t`` and ``p``."""

    attribute: str
    name: str
    namespace: str
    expression: str


class EncoderSource:
    """The source of an encoder in the making, the objects its names stand for, and the lines it was made of."""

    def __init__(self, plan: Plan, dialect: Dialect) -> None:
        """Start with the names that every function may use."""
        self.plan = plan
        self.names = plan.names.copy()
        self.writing = Writing(dialect)
        self.writer = SourceWriter()
        self.lines: dict[str, list[MemberLine]] = {}
        self.items: dict[str, tuple[str, str, str]] = {}
        self._texts: dict[QName, str] = {}
        self._classes: dict[QName, str] = {}
        self.bound: dict[str, Any] = {
            label: getattr(self.writing, label)
            for label in (
                "anything",
                "collection",
                "element",
                "enumeration",
                "leaf",
                "offset",
                "qname",
                "required",
                "string",
                "text",
            )
        }
        self.bound["not_nil"] = not_nil

    def bind(self, wanted: str, value: Any) -> str:
        """Give ``value`` a name in the source."""
        name = self.names.name(wanted)
        self.bound[name] = value
        return name

    def bind_class(self, contract: ClassDataContract) -> str:
        """Return the name of a contract's Python class."""
        known = self._classes.get(contract.name)
        if known is None:
            name = f"{self.plan.functions[contract.name]}_class"
            known = self._classes[contract.name] = self.bind(name, self.plan.types[contract.name])
        return known

    def formatter(self, contract: DataContract) -> str:
        """Return the name of the function that gives the text of a simple value."""
        known = self._texts.get(contract.name)
        if known is None:
            stem = contract.name.name
            if isinstance(contract, EnumDataContract):
                function: Any = enumeration_formatter(self.plan.types[contract.name], contract)
            else:
                primitive = base_primitive(self.plan.contracts, contract)
                assert primitive is not None  # noqa: S101 - the caller asked only for simple contracts
                function = self.writing.formatter(primitive.primitive)
            known = self._texts[contract.name] = self.bind(f"{stem[:1].upper()}{stem[1:]}", function)
        return known


def encoder_source(plan: Plan, dialect: Dialect) -> EncoderSource:
    """Write the encoder of a contract set: ``Name(o, s)`` gives the content of an object's element in a scope."""
    source = EncoderSource(plan, dialect)
    for contract in plan.contracts:
        class_plan = plan.classes.get(contract.name)
        if class_plan is not None:
            _write_class(source, class_plan)
        elif isinstance(contract, CollectionDataContract):
            _write_collection(source, contract)
    return source


def element_spec(plan: Plan, namespace: str, name: str, type_name: QName, declares: str | None = None) -> ElementSpec:
    """Return what .NET declares on an element of this type below one of ``namespace`` (``WriteNamespaceDecl``)."""
    contract = plan.resolve(type_name)
    if declares is None and (is_branch(contract) or type_name == _DATE_TIME_OFFSET):
        declares = _declared(contract.name.namespace, namespace)
    items = None
    if isinstance(contract, CollectionDataContract) and contract.item_type is not None:
        item = plan.resolve(contract.item_type)
        if is_branch(item) or contract.item_type == _DATE_TIME_OFFSET:
            items = _declared(item.name.namespace, contract.name.namespace)
    return ElementSpec(name, namespace, declares, items)


def _is_value_type(plan: Plan, contract: DataContract) -> bool:
    """Tell whether None is refused anyway: by the text function of a value type."""
    primitive = base_primitive(plan.contracts, contract)
    return primitive is not None and primitive.primitive.is_value_type and primitive.name != _DATE_TIME_OFFSET


def _declared(namespace: str, within: str) -> str | None:
    return namespace if namespace and namespace != within else None


def _write_class(source: EncoderSource, plan: ClassPlan) -> None:
    function = source.plan.functions[plan.contract.name]
    namespaces = list(dict.fromkeys(member.namespace for member in plan.members))
    many = len(namespaces) > 1 or "" in namespaces
    lines = [_member_line(source, function, member, suffix="{x}" if many else "") for member in plan.members]
    source.lines[function] = lines
    writer = source.writer
    with writer.block(f"def {function}(o, s):"):
        writer.line(f'"""Write the members of {docstring(plan.contract.name.clark)}."""')
        with writer.block("if o._wire is not None:"):
            writer.line(f"return by_member({function}_lines, o, s)")
        if many or not lines:
            writer.line(f"return by_member({function}_lines, o, s)" if lines else 'return ""')
        else:
            writer.line(f"t = p, _ = s.tag({literal(namespaces[0])})")
            with writer.block("return ("):
                for line in lines:
                    writer.line(line.expression)
            writer.line(")")
    writer.line()


def _write_collection(source: EncoderSource, contract: CollectionDataContract) -> None:
    function = source.plan.functions[contract.name]
    writer = source.writer
    namespace = contract.name.namespace
    with writer.block(f"def {function}(items, s):"):
        writer.line(f'"""Write the items of {docstring(contract.name.clark)}."""')
        writer.line(f"t = p, x = s.tag({literal(namespace)})")
        if contract.item_type is not None:
            expression = _expression(
                source, f"{function}_{contract.item_name}", contract.item_name, namespace, contract.item_type, "o",
                nillable=contract.is_item_nillable, suffix="{x}" if not namespace else "",
            )  # fmt: skip
            source.items[function] = (namespace, contract.item_name, expression)
            writer.line(f"return ''.join([{expression} for o in items])")
        else:
            _write_entries(source, contract)
    writer.line()


def _write_entries(source: EncoderSource, contract: CollectionDataContract) -> None:
    assert contract.key is not None  # noqa: S101 - for the type checker
    assert contract.value is not None  # noqa: S101 - for the type checker
    function = source.plan.functions[contract.name]
    namespace = contract.name.namespace
    suffix = "{x}" if not namespace else ""
    parts = [
        _expression(source, f"{function}_{member.name}", member.name, namespace, member.type, name,
                    nillable=member.is_nillable, suffix=suffix)
        for name, member in (("key", contract.key), ("value", contract.value))
    ]  # fmt: skip
    item = contract.item_name
    source.writer.line('s = s.within((("", ""),) if x else ())' if not namespace else "s = s.within(())")
    expression = f"f'<{{p}}{item}{suffix}>' {parts[0]} {parts[1]} f'</{{p}}{item}>'"
    source.writer.line(f"return ''.join([{expression} for key, value in items.items()])")


def _member_line(source: EncoderSource, function: str, plan: MemberPlan, *, suffix: str) -> MemberLine:
    member = plan.member
    value = f"o.{plan.attribute}"
    expression = _expression(
        source, f"{function}_{member.name}", member.name, plan.namespace, member.type, value,
        nillable=member.is_nillable, declares=member.declares, suffix=suffix,
        as_call=not member.emit_default_value,
    )  # fmt: skip
    if not member.emit_default_value:
        expression = _unless_default(source, plan, value, expression)
    return MemberLine(plan.attribute, member.name, plan.namespace, expression)


def _unless_default(source: EncoderSource, plan: MemberPlan, value: str, expression: str) -> str:
    contract = source.plan.resolve(plan.member.type)
    test = source.bind("is_default", source.writing.default_test(contract, nillable=plan.member.is_nillable))
    inside = expression[2:-1]  # the braces of f'{…}' stay
    required = f"required({literal(plan.member.name)})" if plan.member.is_required else '""'
    return f"f'{{{required} if {test}({value}) else {inside[1:-1]}}}'"


def _expression(  # noqa: PLR0913 - one table of cases, each needs them all
    source: EncoderSource,
    label: str,
    name: str,
    namespace: str,
    type_name: QName,
    value: str,
    *,
    nillable: bool,
    suffix: str,
    declares: str | None = None,
    as_call: bool = False,
) -> str:
    """Return the expression that writes one element; an f-string, so that neighbours join into one."""
    contract = source.plan.resolve(type_name)
    quoted = literal(name)
    if not nillable and not _is_value_type(source.plan, contract):
        value = f"not_nil({value})"
    if is_branch(contract):
        spec = source.bind(label, element_spec(source.plan, namespace, name, type_name, declares))
        write, expected = "collection", "dict" if getattr(contract, "is_dictionary", False) else "list"
        if isinstance(contract, ClassDataContract):
            write, expected = "element", source.bind_class(contract)
        return f"f'{{{write}(s, {spec}, {value}, {source.plan.functions[type_name]}, {expected})}}'"
    if isinstance(contract, EnumDataContract):
        return f"f'{{enumeration(t, {quoted}, {value}, {source.formatter(contract)})}}'"
    primitive = base_primitive(source.plan.contracts, contract)
    if primitive is None or primitive.name == ANY_TYPE:
        spec = source.bind(label, element_spec(source.plan, namespace, name, ANY_TYPE, declares))
        return f"f'{{anything(s, {spec}, {value})}}'"
    if primitive.name in (_QNAME, _DATE_TIME_OFFSET):
        spec = source.bind(label, element_spec(source.plan, namespace, name, primitive.name))
        return f"f'{{{'qname' if primitive.name == _QNAME else 'offset'}(s, {spec}, {value})}}'"
    if primitive.name == _STRING:
        return f"f'{{string(t, {quoted}, {value})}}'"
    formatter = source.formatter(contract)
    if primitive.name == _ANY_URI:
        return f"f'{{text(t, {quoted}, {value}, {formatter})}}'"
    if nillable or as_call or not primitive.primitive.is_value_type:
        return f"f'{{leaf(t, {quoted}, {value}, {formatter})}}'"
    return f"f'<{{p}}{name}{suffix}>{{{formatter}({value})}}</{{p}}{name}>'"
