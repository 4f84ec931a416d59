"""Contracts to the source of an encoder: one function per contract, one short line per member.

A member's line is one expression, used twice: joined with its neighbours in the function for ordinary instances,
and alone where members are written one by one (absent members, unknown elements, the search for a fault's path).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.defaults import left_out_test
from dcxml.codec.dictionary_keys import distinct, key_identities, rule_of
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.enumerations import enumeration_formatter
from dcxml.codec.fragments import FragmentWriter
from dcxml.codec.iserializable import entries_writer
from dcxml.codec.item_counts import count_check, is_counted
from dcxml.codec.plan import ClassPlan, MemberPlan, Plan, base_primitive, is_branch
from dcxml.codec.schema_types import facet_check
from dcxml.codec.simple_writing import not_nil
from dcxml.codec.writing import Writing
from dcxml.codegen.literal import docstring, literal
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import DATE_TIME_OFFSET
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from dcxml.codec.settings import WriterSettings
    from dcxml.contract.model import DataContract, DataMember

__all__ = [
    "ClassLines",
    "EncoderSource",
    "EntryLines",
    "ItemLine",
    "MemberLine",
    "PartLine",
    "element_spec",
    "encoder_source",
]

_QNAME: Final = QName(XS, "QName")
_SPECIAL: Final = {ANY_TYPE: "anything", _QNAME: "qname", DATE_TIME_OFFSET: "offset"}
_STRING: Final = QName(XS, "string")
_ANY_URI: Final = QName(XS, "anyURI")


@frozen
class MemberLine:
    """A member in the source of an encoder: how it is written, as an expression.

    The expression uses ``instance``, ``scope``, and what ``scope`` gives for the namespace: ``tag``, which is the
    pair of ``prefix`` (with its colon) and ``xmlns`` (a declaration, where one is needed).
    """

    attribute: str
    name: str
    namespace: str
    type: QName
    expression: str


@frozen
class ClassLines:
    """The lines of a class's ``function``, and the ``name`` in the source of what writes them one by one."""

    function: str
    name: str
    lines: tuple[MemberLine, ...]


@frozen
class ItemLine:
    """How the ``function`` of a list writes an ``item``, as an expression like a `MemberLine`'s.

    ``count`` is the function that counts the items, where it matters how many they are.
    """

    function: str
    namespace: str
    item_name: str
    type: QName
    expression: str
    count: str = ""


@frozen
class PartLine:
    """How the key or the value of an entry is written."""

    name: str
    type: QName
    expression: str


@frozen
class EntryLines:
    """How the ``function`` of a dictionary writes an entry: its key and its value.

    The expressions use ``key`` and ``value``, else they are like a `MemberLine`'s. ``identity`` tells which keys are
    one; None leaves that to Python.
    """

    function: str
    namespace: str
    item_name: str
    key: PartLine
    value: PartLine
    identity: Callable[[Any], Hashable] | None
    count: str = ""


@frozen(kw_only=True)
class _Place:
    """Where an element is written: its name and namespace, and the expression of its value.

    ``label`` names what is bound for it. ``declaration`` stands in a start tag whose namespace may be unbound.
    ``is_call`` asks for an expression that is one call, which a condition can stand before. On an ``is_item`` of a
    collection nothing is declared: the collection's own element does it.
    """

    label: str
    name: str
    namespace: str
    type: QName
    value: str
    is_nillable: bool
    declaration: str
    declares: str | None = None
    is_call: bool = False
    is_item: bool = False

    @property
    def literal(self) -> str:
        """The element's name as source text."""
        return literal(self.name)


class EncoderSource:
    """The source of an encoder in the making, the objects its names stand for, and the lines it was made of."""

    def __init__(self, plan: Plan, settings: WriterSettings) -> None:
        """Start with the names that every function may use."""
        self.plan = plan
        self.settings = settings
        self.names = plan.names.copy()
        self.writing = Writing(settings)
        self.writer = SourceWriter()
        self.classes: list[ClassLines] = []
        self.items: list[ItemLine] = []
        self.entries: list[EntryLines] = []
        self.serializables: list[str] = []
        self._texts: dict[QName, str] = {}
        self._classes: dict[QName, str] = {}
        self.bound: dict[str, Any] = {
            label: getattr(self.writing, label)
            for label in (
                "anything",
                "collection",
                "conflicting",
                "element",
                "enumeration",
                "identified",
                "leaf",
                "offset",
                "qname",
                "reference",
                "required",
                "serializable",
                "string",
                "text",
            )
        }
        self.bound |= {"distinct": distinct, "entries": entries_writer(self.writing.anything), "not_nil": not_nil}
        self.keys = key_identities(plan, has_identity=self.has_identity)
        self._has_items_in_no_namespace = any(
            isinstance(each, CollectionDataContract) and not each.name.namespace for each in plan.contracts
        )

    def may_hide(self, namespace: str) -> bool:
        """Tell whether content in a namespace may stand where no prefix is bound to it, so that it declares it itself.

        .NET declares a namespace on the element around, for the items of a list on the list's. Where those are in no
        namespace, what they undeclare may have been the only declaration.
        """
        return not namespace or self._has_items_in_no_namespace

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

    def has_identity(self, contract: DataContract) -> bool:
        """Tell whether values of a contract are objects that are written once and referred to after."""
        contracts = self.plan.contracts
        anywhere = self.settings.preserve_object_references and not contracts.is_value_type(contract)
        return anywhere or contracts.is_reference(contract)

    def enumeration_formatter(self, contract: EnumDataContract) -> str:
        """Return the name of the function that gives the text of an enumeration's value, None for a zero without."""
        known = self._texts.get(contract.name)
        if known is None:
            known = self._bind_text(
                contract, enumeration_formatter(self.plan.types[contract.name], contract, self.settings.escapes)
            )
        return known

    def formatter(self, contract: DataContract, primitive: PrimitiveDataContract) -> str:
        """Return the name of the function that gives the text of a simple ``contract`` over a built-in type."""
        known = self._texts.get(contract.name)
        if known is None:
            check = facet_check(self.plan.contracts, contract) if isinstance(contract, SimpleDataContract) else None
            known = self._bind_text(contract, self.writing.formatter(primitive.primitive, check))
        return known

    def _bind_text(self, contract: DataContract, function: Any) -> str:
        stem = contract.name.name
        name = self._texts[contract.name] = self.bind(f"{stem[:1].upper()}{stem[1:]}", function)
        return name


def encoder_source(plan: Plan, settings: WriterSettings) -> EncoderSource:
    """Write the encoder of a contract set: ``Name(instance, scope)`` gives the content of an element in a scope."""
    source = EncoderSource(plan, settings)
    for contract in plan.contracts:
        class_plan = plan.classes.get(contract.name)
        if class_plan is not None and class_plan.contract.is_iserializable:
            _write_entries_of(source, class_plan.contract)
        elif class_plan is not None:
            _write_class(source, class_plan)
        elif isinstance(contract, CollectionDataContract):
            _write_collection(source, contract)
    return source


def element_spec(plan: Plan, namespace: str, name: str, type_name: QName, declares: str | None = None) -> ElementSpec:
    """Return what .NET declares on an element of this type below one of ``namespace`` (``WriteNamespaceDecl``)."""
    contract = plan.resolve(type_name)
    if declares is None and (is_branch(contract) or type_name == DATE_TIME_OFFSET):
        declares = _declared(contract.name.namespace, namespace)
    items = None
    if isinstance(contract, CollectionDataContract) and isinstance(contract.item, QName):
        item = plan.resolve(contract.item)
        if is_branch(item) or item.name == DATE_TIME_OFFSET:
            items = _declared(item.name.namespace, contract.name.namespace)
    return ElementSpec(name, namespace, declares, items, contract=type_name)


def _refuses_none(plan: Plan, contract: DataContract) -> bool:
    """Tell whether None is refused anyway: by the text function of a value type."""
    primitive = base_primitive(plan.contracts, contract)
    return primitive is not None and primitive.primitive.is_value_type and primitive.name != DATE_TIME_OFFSET


def _declared(namespace: str, within: str) -> str | None:
    return namespace if namespace and namespace != within else None


def _write_entries_of(source: EncoderSource, contract: ClassDataContract) -> None:
    function = source.plan.functions[contract.name]
    source.serializables.append(function)
    with source.writer.block(f"def {function}(instance, scope):"):
        source.writer.line(f'"""Write the entries of {docstring(contract.name.clark)}."""')
        source.writer.line("return entries(instance, scope)")
    source.writer.line()


def _write_class(source: EncoderSource, plan: ClassPlan) -> None:
    function = source.plan.functions[plan.contract.name]
    # Around the members of a class its own namespace is bound to a prefix; that of a base need not be.
    namespace = plan.contract.name.namespace
    is_mixed = source.may_hide(namespace) or any(member.namespace != namespace for member in plan.members)
    declaration = "{xmlns}" if is_mixed else ""
    lines = tuple(_member_line(source, function, member, declaration=declaration) for member in plan.members)
    name = source.names.name(f"{function}_lines")
    source.classes.append(ClassLines(function, name, lines))
    writer = source.writer
    with writer.block(f"def {function}(instance, scope):"):
        writer.line(f'"""Write the members of {docstring(plan.contract.name.clark)}."""')
        if _has_twins(plan):
            writer.line(f"return by_member({name}, instance, scope)")
        else:
            with writer.block("if instance._wire is not None:"):
                writer.line(f"return by_member({name}, instance, scope)")
            _write_members(writer, lines, xmlns="xmlns" if is_mixed else "_")
            # A member whose slot was emptied by ``del`` has told of it when it was read.
            writer.line(f"return written if instance._wire is None else by_member({name}, instance, scope)")
    writer.line()


def _write_members(writer: SourceWriter, lines: Sequence[MemberLine], *, xmlns: str) -> None:
    """Write the members of each namespace as one text; ``xmlns`` is what their declarations are called."""
    groups = [(namespace, list(group)) for namespace, group in groupby(lines, key=lambda line: line.namespace)]
    if not groups:
        writer.line('written = ""')
    for place, (namespace, group) in enumerate(groups):
        writer.line(f"tag = prefix, {xmlns} = scope.tag({literal(namespace)})")
        with writer.block(f"written {'+' if place else ''}= ("):
            writer.lines(*(line.expression for line in group))
        writer.line(")")


def _has_twins(plan: ClassPlan) -> bool:
    """Tell whether two members have one name: where the first is left out, a reader would take the second for it."""
    return len({member.tag for member in plan.members}) < len(plan.members)


def _write_collection(source: EncoderSource, contract: CollectionDataContract) -> None:
    function = source.plan.functions[contract.name]
    writer = source.writer
    namespace = contract.name.namespace
    with writer.block(f"def {function}(items, scope):"):
        writer.line(f'"""Write the items of {docstring(contract.name.clark)}."""')
        count = source.bind(f"{function}_count", count_check(contract)) if is_counted(contract) else ""
        if count:
            writer.line(f"{count}(items)")
        writer.line('if not items: return ""')
        writer.line(f"tag = prefix, xmlns = scope.tag({literal(namespace)})")
        if isinstance(contract.item, QName):
            place = _Place(
                label=f"{function}_{contract.item_name}",
                name=contract.item_name,
                namespace=namespace,
                type=contract.item,
                value="item",
                is_nillable=contract.is_item_nillable,
                declaration="{xmlns}" if source.may_hide(namespace) else "",
                is_item=True,
            )
            expression = _expression(source, place)
            source.items.append(ItemLine(function, namespace, contract.item_name, contract.item, expression, count))
            writer.line(f"return ''.join([{expression} for item in items])")
        else:
            _write_entries(source, contract, *contract.item, count=count)
    writer.line()


def _write_entries(
    source: EncoderSource, contract: CollectionDataContract, key: DataMember, value: DataMember, *, count: str
) -> None:
    function = source.plan.functions[contract.name]
    namespace = contract.name.namespace
    parts = [
        _expression(
            source,
            _Place(
                label=f"{function}_{member.name}",
                name=member.name,
                namespace=namespace,
                type=member.type,
                value=name,
                is_nillable=member.is_nillable and member is not key,  # nor does .NET take null for a key
                declaration="{xmlns}",
            ),
        )
        for name, member in (("key", key), ("value", value))
    ]
    item = contract.item_name
    # What the item declares its key and its value need not.
    source.writer.line(f"opening, closing = f'<{{prefix}}{item}{{xmlns}}>', f'</{{prefix}}{item}>'")
    source.writer.line(f"scope = scope.inside({literal(namespace)})")
    source.writer.line(f"tag = prefix, xmlns = scope.tag({literal(namespace)})")
    expression = f"f'{{opening}}' {parts[0]} {parts[1]} f'{{closing}}'"
    rule = rule_of(source.plan.contracts, key.type)
    identity = None if rule.is_plain and rule.identity is None else source.keys.of(key.type)
    if identity is None:
        pairs = "items.items() if items.__class__ is dict else distinct(items, None)"
    else:
        pairs = f"distinct(items, {source.bind(f'{function}_key', identity)})"
    key_line, value_line = (
        PartLine(each.name, each.type, part) for each, part in zip((key, value), parts, strict=True)
    )
    lines = EntryLines(function, namespace, item, key_line, value_line, identity, count)
    source.entries.append(lines)
    source.writer.line(f"return ''.join([{expression} for key, value in ({pairs})])")


def _member_line(source: EncoderSource, function: str, plan: MemberPlan, *, declaration: str) -> MemberLine:
    member = plan.member
    is_left_out = left_out_test(source.plan, member)
    place = _Place(
        label=f"{function}_{member.name}",
        name=member.name,
        namespace=plan.namespace,
        type=member.type,
        value=f"instance.{plan.attribute}",
        is_nillable=member.is_nillable,
        declaration=declaration,
        declares=member.declares,
        is_call=is_left_out is not None,
    )
    expression = _conflicting(source, place) if plan.is_conflicting else _expression(source, place)
    if is_left_out is not None:
        expression = _unless_left_out(source, member, place.value, expression, test=is_left_out)
    return MemberLine(plan.attribute, member.name, plan.namespace, member.type, expression)


def _unless_left_out(
    source: EncoderSource, member: DataMember, value: str, expression: str, *, test: Callable[[Any], bool]
) -> str:
    is_default = source.bind("is_default", test)
    inside = expression[2:-1]  # the braces of f'{…}' stay
    required = f"required({literal(member.name)}, {value})" if member.is_required else '""'
    return f"f'{{{required} if {is_default}({value}) else {inside[1:-1]}}}'"


def _expression(source: EncoderSource, place: _Place) -> str:
    """Return the expression that writes one element; an f-string, so that neighbours join into one."""
    contract = source.plan.resolve(place.type)
    takes_none = place.is_nillable or (_refuses_none(source.plan, contract) and not place.is_call)
    value = place.value if takes_none else f"not_nil({place.value})"
    if is_branch(contract):
        return _call(_branch(source, place, contract, value))
    if isinstance(contract, EnumDataContract):
        return _call(f"enumeration(tag, {place.literal}, {value}, {source.enumeration_formatter(contract)})")
    if isinstance(contract, XmlDataContract):
        spec = ElementSpec(place.name, place.namespace, place.declares)
        types = source.plan.contracts.types_in_place_of(contract)
        writer = FragmentWriter(contract, source.settings.preserve_object_references, types)
        fragment = source.bind(f"{place.label}_fragment", writer.member)
        return _call(f"{fragment}({value}, scope, {source.bind(place.label, spec)})")
    primitive = base_primitive(source.plan.contracts, contract)
    special = _SPECIAL.get(ANY_TYPE if primitive is None else primitive.name)
    if primitive is None or special is not None:
        type_name = ANY_TYPE if primitive is None else primitive.name
        spec = _spec(source, place, type_name)
        return _call(f"{special}(scope, {source.bind(place.label, spec)}, {value})")
    return _simple(source, place, primitive, value)


def _conflicting(source: EncoderSource, place: _Place) -> str:
    """Return the expression that writes an element with ``i:type``, whatever its value."""
    contract = source.plan.resolve(place.type)
    if contract.name == ANY_TYPE:
        return _expression(source, place)
    spec = source.bind(place.label, element_spec(source.plan, place.namespace, place.name, place.type, place.declares))
    value = place.value if place.is_nillable else f"not_nil({place.value})"
    name = source.bind(f"{place.label}_type", contract.name)
    expected = source.bind(f"{place.label}_class", source.plan.types.get(contract.name))
    return _call(f"conflicting(scope, {spec}, {value}, {name}, {expected})")


def _spec(source: EncoderSource, place: _Place, type_name: QName) -> ElementSpec:
    spec = element_spec(source.plan, place.namespace, place.name, type_name, place.declares)
    return evolve(spec, declares=None) if place.is_item else spec


def _branch(
    source: EncoderSource, place: _Place, contract: ClassDataContract | CollectionDataContract, value: str
) -> str:
    """Return the call that writes a class or a collection."""
    spec = _spec(source, place, place.type)
    label, function = source.bind(place.label, spec), source.plan.functions[place.type]
    if isinstance(contract, ClassDataContract):
        write, expected = "element", source.bind_class(contract)
    else:
        write, expected = "collection", "dict" if contract.is_dictionary else "list"
    if isinstance(contract, ClassDataContract) and contract.is_iserializable:
        write = "serializable"
    elif source.has_identity(contract):
        write = "reference"
    return f"{write}(scope, {label}, {value}, {function}, {expected})"


def _simple(source: EncoderSource, place: _Place, primitive: PrimitiveDataContract, value: str) -> str:
    """Return the expression that writes the text of a built-in type."""
    if source.has_identity(primitive):
        spec = source.bind(place.label, ElementSpec(place.name, place.namespace, contract=primitive.name))
        formatter = source.formatter(source.plan.resolve(place.type), primitive)
        return _call(f"identified(scope, {spec}, {value}, {formatter})")
    if place.type == _STRING:
        return _call(f"string(tag, {place.literal}, {value})")
    formatter = source.formatter(source.plan.resolve(place.type), primitive)
    if primitive.name in (_STRING, _ANY_URI):
        return _call(f"text(tag, {place.literal}, {value}, {formatter})")
    if place.is_nillable or place.is_call or not primitive.primitive.is_value_type:
        return _call(f"leaf(tag, {place.literal}, {value}, {formatter})")
    return f"f'<{{prefix}}{place.name}{place.declaration}>{{{formatter}({value})}}</{{prefix}}{place.name}>'"


def _call(call: str) -> str:
    return f"f'{{{call}}}'"
