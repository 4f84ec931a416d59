"""Contracts to the source of a decoder: one function per contract, one short line per member."""

from __future__ import annotations

from inspect import isabstract
from operator import attrgetter
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.pair_mapping import PairMapping, mapping_of
from dcxml.codec.anything import ANY_TYPE, AnyReader
from dcxml.codec.dictionary_keys import key_identities, rule_of
from dcxml.codec.enumerations import enumeration_parser, known_texts
from dcxml.codec.fragments import FragmentReader
from dcxml.codec.iserializable import read_entries
from dcxml.codec.item_counts import count_reader, is_counted
from dcxml.codec.leaves import (
    bare_reader,
    checked_reader,
    enumeration_reader,
    identified_reader,
    primitive_reader,
)
from dcxml.codec.members import MemberTable, adopt, align, as_read, entries, items, pairs
from dcxml.codec.plan import DECODER_NAMES, ClassPlan, Plan, base_primitive, is_branch
from dcxml.codec.reading import CONTINUE
from dcxml.codec.schema_types import facet_check
from dcxml.codec.special_families import built_in_class_reader
from dcxml.codegen.literal import docstring
from dcxml.codegen.scope import Scope
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.arrays import is_number_array
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    SimpleDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import QName

if TYPE_CHECKING:
    from dcxml.codec.settings import ReaderSettings
    from dcxml.contract.model import DataContract, DataMember

__all__ = ["DecoderSource", "decoder_source"]

_WIDTH: Final = 100
"""The length of a line of names, in characters."""


class DecoderSource:
    """The source of a decoder in the making, and the objects its names stand for."""

    def __init__(self, plan: Plan, settings: ReaderSettings) -> None:
        """Start with the names that every function may use."""
        self.plan = plan
        self.settings = settings
        self.strict = settings.is_strict
        self.names = plan.names.copy()
        self.writer = SourceWriter()
        self.bound: dict[str, Any] = {
            "CONTINUE": CONTINUE,
            "PairMapping": PairMapping,
            "adopt": adopt,
            "align": align,
            "as_read": as_read,
            "entries": entries,
            "items": items,
            "mapping_of": mapping_of,
            "new": object.__new__,
            "read_entries": read_entries,
            "pairs": pairs,
            "tag_of": attrgetter("tag"),
            "tail_of": attrgetter("tail"),
        }
        self.keys = key_identities(plan, has_identity=lambda _: True)  # each object that is read is its own
        self._leaves: dict[tuple[QName, bool], str] = {}
        self._not_nil: dict[str, tuple[str, bool]] = {}

    def bind(self, wanted: str, value: Any) -> str:
        """Give ``value`` a name in the source."""
        name = self.names.name(wanted)
        self.bound[name] = value
        return name

    def reader(self, name: QName, *, nillable: bool) -> str:
        """Return the name of the function that reads an element of this contract."""
        contract = self.plan.resolve(name)
        if is_branch(contract):
            function = self.plan.functions[name]
            return function if nillable else self._not_nil_reader(function, contract)
        known = self._leaves.get((name, nillable))
        if known is None:
            label = contract.name.name[:1].upper() + contract.name.name[1:]
            label = f"Nillable{label}" if nillable else label
            known = self._leaves[name, nillable] = self.bind(label, self.leaf(contract, nillable=nillable))
        return known

    def leaf(self, contract: DataContract, *, nillable: bool) -> Any:
        """Return the reader of a simple value's elements."""
        reader = self._leaf(contract, nillable=nillable)
        primitive = base_primitive(self.plan.contracts, contract)
        if primitive is None or primitive.name == ANY_TYPE or primitive.primitive.is_value_type:
            return reader
        return identified_reader(reader, primitive.name) if self.settings.has_identities else reader

    def is_referable(self, contract: DataContract) -> bool:
        """Tell whether the objects of a class or a collection may have an identity."""
        contracts = self.plan.contracts
        anywhere = self.settings.has_identities and not contracts.is_value_type(contract)
        return anywhere or contracts.is_reference(contract)

    def _leaf(self, contract: DataContract, *, nillable: bool) -> Any:
        if isinstance(contract, EnumDataContract):
            parse = enumeration_parser(self.plan.types[contract.name], contract)
            return enumeration_reader(
                contract.name, parse, known_texts(self.plan.types[contract.name], contract), nillable=nillable
            )
        if isinstance(contract, XmlDataContract):
            types = self.plan.contracts.types_in_place_of(contract) if self.strict else frozenset()
            return FragmentReader(contract, self.strict, nillable or not self.strict, types)  # .NET takes null
        primitive = base_primitive(self.plan.contracts, contract)
        if primitive is None or primitive.name == ANY_TYPE:
            return AnyReader(strict=self.strict, nillable=nillable)
        if isinstance(contract, SimpleDataContract) and self.strict:
            check = facet_check(self.plan.contracts, contract)
            return checked_reader(primitive.primitive, contract.name, check, nillable=nillable)
        # The schema may not allow nil where .NET takes null: EmitDefaultValue = false on a reference type.
        nillable = nillable or not (self.strict or primitive.primitive.is_value_type)
        if primitive.name in EXPORTED_CLASSES:
            return built_in_class_reader(primitive.primitive, strict=self.strict, nillable=nillable)
        return primitive_reader(primitive.primitive, strict=self.strict, nillable=nillable)

    def _not_nil_reader(self, function: str, contract: DataContract) -> str:
        if function not in self._not_nil:
            is_value_type = isinstance(contract, ClassDataContract) and contract.is_value_type
            self._not_nil[function] = self.names.name(f"{function}_not_nil"), is_value_type
        return self._not_nil[function][0]

    def write_not_nil_readers(self) -> None:
        """Write the readers that members use whose schema does not allow nil."""
        for function, (name, is_value_type) in self._not_nil.items():
            with self.writer.block(f"def {name}(element, reading):"):
                told = ", is_value_type=True" if is_value_type else ""
                self.writer.line(f"return reading.not_nil({function}(element, reading), element{told})")
            self.writer.line()


def decoder_source(plan: Plan, settings: ReaderSettings) -> DecoderSource:
    """Write the decoder of a contract set: a function ``Name(element, reading)`` for each class and collection."""
    source = DecoderSource(plan, settings)
    for contract in plan.contracts:
        class_plan = plan.classes.get(contract.name)
        if class_plan is not None and class_plan.contract.is_iserializable:
            _write_entries_of(source, class_plan)
        elif class_plan is not None:
            _write_class(source, class_plan)
        elif isinstance(contract, CollectionDataContract):
            _write_collection(source, contract)
    source.write_not_nil_readers()
    return source


def _write_head(source: DecoderSource, contract: DataContract, name: str, instance: str | None = None) -> None:
    """Write what every branch begins with: its attributes may say nil, or another type than the one of ``name``.

    ``instance`` makes the object of a reference contract, which its own members may refer to.
    """
    writer = source.writer
    writer.line(f'"""Read {docstring(contract.name.clark)}."""')
    if instance is not None:
        writer.line(f"instance = {instance}")
    is_informed = isinstance(contract, ClassDataContract) and contract.is_iserializable
    is_value_type = source.plan.contracts.is_value_type(contract)
    is_settled = instance is None and not is_value_type and not is_informed
    with writer.block(f"if element.keys(){' and element is not reading.settled' if is_settled else ''}:"):
        if is_informed:
            writer.line("reading.informed = element")
        read = f"{'struct' if is_value_type else 'special'}(element, {name})"
        if instance is not None:
            read = f"referable(element, {name}, instance)"
        writer.line(f"special = reading.{read}")
        with writer.block("if special is not CONTINUE:"):
            writer.line("return special")


def _write_entries_of(source: DecoderSource, plan: ClassPlan) -> None:
    contract, writer = plan.contract, source.writer
    function = source.plan.functions[contract.name]
    name = source.bind(f"{function}_name", contract.name)
    made = f"new({source.bind(f'{function}_class', plan.python_class)})"
    read = source.reader(ANY_TYPE, nillable=True)
    with writer.block(f"def {function}(element, reading):"):
        is_referable = source.is_referable(contract)
        _write_head(source, contract, name, made if is_referable else None)
        writer.line(f"return read_entries(element, reading, {'instance' if is_referable else made}, {read})")
    writer.line()


def _write_class(source: DecoderSource, plan: ClassPlan) -> None:
    contract, writer = plan.contract, source.writer
    function = source.plan.functions[contract.name]
    table = MemberTable(
        tuple(member.attribute for member in plan.members),
        [member.tag for member in plan.members],
        frozenset(index for index, member in enumerate(plan.members) if member.member.is_required),
        source.plan.contracts.lacks_base(contract),
    )
    name = source.bind(f"{function}_name", contract.name)
    members = source.bind(f"{function}_members", table)
    python_class = source.bind(f"{function}_class", plan.python_class)
    tags = source.bind(f"{function}_tags", table.tags)
    readers = [source.reader(member.member.type, nillable=member.member.is_nillable) for member in plan.members]
    taken = Scope({*DECODER_NAMES, *source.bound, *readers})  # what the function's locals must not hide
    locals_ = [taken.name(member.attribute) for member in plan.members]
    with writer.block(f"def {function}(element, reading):"):
        is_referable = source.is_referable(contract)
        if isabstract(plan.python_class):
            _write_head(source, contract, name, "None" if is_referable else None)
            writer.line(f"return reading.refuse_abstract(element, {name})")
            return
        _write_head(source, contract, name, f"new({python_class})" if is_referable else None)
        writer.lines("children, wire = element[:], None")
        with writer.block(f"if list(map(tag_of, children)) != {tags} or element.text or any(map(tail_of, children)):"):
            writer.line(f"children, wire = align(element, children, {members}, reading)")
        _write_unpacking(writer, locals_)
        if not is_referable:
            writer.line(f"instance = new({python_class})")
        writer.line("instance._wire = wire")
        for local, reader, member in zip(locals_, readers, plan.members, strict=True):
            given = f"instance.{member.attribute} = {reader}({local}, reading)"
            writer.line(f"if {local} is not None: {given}  # {member.member.name}")
        with writer.block("if reading.kept:"):
            writer.line(f"adopt(instance, element, children, {members}, reading)")
        writer.line("return instance")
    writer.line()


def _write_unpacking(writer: SourceWriter, names: list[str]) -> None:
    """Write the assignment of ``children`` to the members' names, over several lines where there are many."""
    lines = wrap("".join(f"{name}, " for name in names), _WIDTH)
    if len(lines) > 1:
        with writer.block("("):
            writer.lines(*lines)
        writer.line(") = children")
    elif lines:
        writer.line(f"{lines[0] if len(names) == 1 else lines[0].rstrip(',')} = children")


def _write_collection(source: DecoderSource, contract: CollectionDataContract) -> None:
    writer = source.writer
    function = source.plan.functions[contract.name]
    item = QName(contract.name.namespace, contract.item_name).clark
    name = source.bind(f"{function}_name", contract.name)
    tag = source.bind(f"{function}_tag", item)
    tags = source.bind(f"{function}_tags", frozenset({item}))
    with writer.block(f"def {function}(element, reading):"):
        is_referable = source.is_referable(contract)
        _write_head(source, contract, name, _empty(source, contract) if is_referable else None)
        writer.line("children = element[:]")
        with writer.block(
            f"if element.text or any(map(tail_of, children)) or not {tags}.issuperset(map(tag_of, children)):"
        ):
            writer.line(f"children = items(element, children, {tag}, reading, is_array={is_number_array(contract)})")
        if source.strict and is_counted(contract):
            writer.line(f"{source.bind(f'{function}_count', count_reader(contract))}(children, element, reading)")
        if source.settings.has_identities:
            writer.line("reading.check_size(element, len(children))")
        if isinstance(contract.item, QName):
            reader = source.reader(contract.item, nillable=contract.is_item_nillable)
            if is_number_array(contract) and not source.strict:
                reader = source.bind(f"{function}_item", bare_reader(source.bound[reader]))
            read = f"[{reader}(child, reading) for child in children]"
        else:
            read = _entries(source, contract, *contract.item)
        if contract.key is not None and not rule_of(source.plan.contracts, contract.key.type).is_plain:
            writer.line(f"return {f'as_read(instance, element, {read})' if is_referable else f'mapping_of({read})'}")
        elif is_referable:
            writer.lines(f"instance.{'update' if contract.is_dictionary else 'extend'}({read})", "return instance")
        else:
            writer.line(f"return {read}")
    writer.line()


def _empty(source: DecoderSource, contract: CollectionDataContract) -> str:
    """Return the expression of an empty collection; a dictionary that is referred to is made before its keys are."""
    if contract.key is None:
        return "[]"
    return "{}" if rule_of(source.plan.contracts, contract.key.type).is_plain else "PairMapping()"


def _entries(source: DecoderSource, contract: CollectionDataContract, key: DataMember, value: DataMember) -> str:
    """Return the expression that reads the items of a dictionary, as a dict or as pairs."""
    tags = [QName(contract.name.namespace, member.name).clark for member in (key, value)]
    table = MemberTable(("key", "value"), tags, frozenset({0, 1}))
    function = source.plan.functions[contract.name]
    members = source.bind(f"{function}_entry", table)
    read_key, read_value = (source.reader(member.type, nillable=member.is_nillable) for member in (key, value))
    rule = rule_of(source.plan.contracts, key.type)
    if rule.is_plain and rule.identity is None:
        return f"entries(children, {members}, {read_key}, {read_value}, reading)"
    identity = source.bind(f"{function}_key", source.keys.of(key.type))
    read = f"pairs(children, {members}, {read_key}, {read_value}, {identity}, reading)"
    return f"dict({read})" if rule.is_plain else read
