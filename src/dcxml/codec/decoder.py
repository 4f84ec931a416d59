"""Contracts to the source of a decoder: one function per contract, one short line per member."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.anything import AnyReader
from dcxml.codec.enumerations import enumeration_parser, known_texts
from dcxml.codec.leaves import checked_reader, enumeration_reader, primitive_reader
from dcxml.codec.plan import DECODER_NAMES, ClassPlan, Plan, base_primitive, is_branch
from dcxml.codec.reading import CONTINUE, MemberTable
from dcxml.codec.schema_types import facet_check
from dcxml.codec.special_families import date_time_offset_reader
from dcxml.codegen.literal import docstring
from dcxml.codegen.scope import Scope
from dcxml.codegen.writer import SourceWriter
from dcxml.contract.model import CollectionDataContract, EnumDataContract, SimpleDataContract
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from dcxml.contract.model import DataContract

_ARRAY_ITEMS: Final = frozenset(
    QName(XS, name) for name in ("boolean", "dateTime", "decimal", "double", "float", "int", "long")
)

__all__ = ["DecoderSource", "decoder_source"]


class DecoderSource:
    """The source of a decoder in the making, and the objects its names stand for."""

    def __init__(self, plan: Plan, *, strict: bool) -> None:
        """Start with the names that every function may use."""
        self.plan = plan
        self.strict = strict
        self.names = plan.names.copy()
        self.writer = SourceWriter()
        self.bound: dict[str, Any] = {
            "CONTINUE": CONTINUE,
            "new": object.__new__,
            "tag_of": attrgetter("tag"),
            "tail_of": attrgetter("tail"),
        }
        self._leaves: dict[tuple[QName, bool], str] = {}
        self._not_nil: dict[str, str] = {}

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
            return function if nillable else self._not_nil_reader(function)
        known = self._leaves.get((name, nillable))
        if known is None:
            label = contract.name.name[:1].upper() + contract.name.name[1:]
            label = f"Nillable{label}" if nillable else label
            known = self._leaves[name, nillable] = self.bind(label, self.leaf(contract, nillable=nillable))
        return known

    def leaf(self, contract: DataContract, *, nillable: bool) -> Any:
        """Return the reader of a simple value's elements."""
        if isinstance(contract, EnumDataContract):
            parse = enumeration_parser(self.plan.types[contract.name], contract)
            return enumeration_reader(
                contract.name, parse, known_texts(self.plan.types[contract.name], contract), nillable=nillable
            )
        primitive = base_primitive(self.plan.contracts, contract)
        if primitive is None or primitive.name == QName(XS, "anyType"):
            return AnyReader(strict=self.strict)
        if isinstance(contract, SimpleDataContract) and self.strict:
            check = facet_check(self.plan.contracts, contract)
            return checked_reader(primitive.primitive, contract.name, check, nillable=nillable)
        if primitive.name.name == "DateTimeOffset":
            return date_time_offset_reader(primitive.primitive, strict=self.strict, nillable=nillable)
        return primitive_reader(primitive.primitive, strict=self.strict, nillable=nillable)

    def _not_nil_reader(self, function: str) -> str:
        name = self._not_nil.get(function)
        if name is None:
            name = self._not_nil[function] = self.names.name(f"{function}_not_nil")
        return name

    def write_not_nil_readers(self) -> None:
        """Write the readers that members use whose schema does not allow nil."""
        for function, name in self._not_nil.items():
            with self.writer.block(f"def {name}(element, reading):"):
                self.writer.line(f"return reading.not_nil({function}(element, reading), element)")
            self.writer.line()


def decoder_source(plan: Plan, *, strict: bool) -> DecoderSource:
    """Write the decoder of a contract set: a function ``Name(element, reading)`` for each class and collection."""
    source = DecoderSource(plan, strict=strict)
    for contract in plan.contracts:
        class_plan = plan.classes.get(contract.name)
        if class_plan is not None:
            _write_class(source, class_plan)
        elif isinstance(contract, CollectionDataContract):
            _write_collection(source, contract)
    source.write_not_nil_readers()
    return source


def _write_head(source: DecoderSource, contract: DataContract) -> str:
    """Write what every branch begins with: its attributes may say nil, or another type."""
    name = source.bind(f"{source.plan.functions[contract.name]}_name", contract.name)
    writer = source.writer
    writer.line(f'"""Read {docstring(contract.name.clark)}."""')
    with writer.block("if element.keys():"):
        writer.line(f"special = reading.special(element, {name})")
        with writer.block("if special is not CONTINUE:"):
            writer.line("return special")
    return name


def _write_class(source: DecoderSource, plan: ClassPlan) -> None:
    contract, writer = plan.contract, source.writer
    function = source.plan.functions[contract.name]
    table = MemberTable(
        contract.name,
        tuple(member.attribute for member in plan.members),
        [member.tag for member in plan.members],
        frozenset(index for index, member in enumerate(plan.members) if member.member.is_required),
    )
    members = source.bind(f"{function}_members", table)
    python_class = source.bind(f"{function}_class", plan.python_class)
    tags = source.bind(f"{function}_tags", table.tags)
    taken = Scope({"any", *DECODER_NAMES, *source.bound, *source.plan.functions.values()})
    value = taken.name(function[:1].lower() + function[1:], fallback="value")
    with writer.block(f"def {function}(element, reading):"):
        _write_head(source, contract)
        writer.lines("children, wire = element[:], None")
        with writer.block(f"if list(map(tag_of, children)) != {tags} or element.text or any(map(tail_of, children)):"):
            writer.line(f"children, wire = reading.align(element, children, {members})")
        locals_ = [taken.name(member.attribute) for member in plan.members]
        if locals_:
            writer.line(f"{', '.join(locals_)}{',' if len(locals_) == 1 else ''} = children")
        writer.lines(f"{value} = new({python_class})", f"{value}._wire = wire")
        for local, member in zip(locals_, plan.members, strict=True):
            reader = source.reader(member.member.type, nillable=member.member.is_nillable)
            given = f"{value}.{member.attribute} = {reader}({local}, reading)"
            writer.line(f"if {local} is not None: {given}  # {member.member.name}")
        with writer.block("if reading.kept:"):
            writer.line(f"reading.adopt({value}, element, children, {members})")
        writer.line(f"return {value}")
    writer.line()


def _write_collection(source: DecoderSource, contract: CollectionDataContract) -> None:
    writer = source.writer
    function = source.plan.functions[contract.name]
    item = QName(contract.name.namespace, contract.item_name).clark
    tag = source.bind(f"{function}_tag", item)
    tags = source.bind(f"{function}_tags", frozenset({item}))
    with writer.block(f"def {function}(element, reading):"):
        _write_head(source, contract)
        writer.line("children = element[:]")
        with writer.block(
            f"if element.text or any(map(tail_of, children)) or not {tags}.issuperset(map(tag_of, children)):"
        ):
            writer.line(f"children = reading.items(element, children, {tag}, is_array={_is_array(contract)})")
        if contract.item_type is not None:
            reader = source.reader(contract.item_type, nillable=contract.is_item_nillable)
            writer.line(f"return [{reader}(child, reading) for child in children]")
        else:
            _write_entries(source, contract)
    writer.line()


def _is_array(contract: CollectionDataContract) -> bool:
    """Tell whether .NET reads the collection as an array of numbers (``XmlDictionaryReader.ReadArray``)."""
    return contract.item_type in _ARRAY_ITEMS and not contract.is_item_nillable


def _write_entries(source: DecoderSource, contract: CollectionDataContract) -> None:
    assert contract.key is not None  # noqa: S101 - for the type checker
    assert contract.value is not None  # noqa: S101 - for the type checker
    namespace = contract.name.namespace
    table = MemberTable(
        contract.name,
        ("key", "value"),
        [QName(namespace, member.name).clark for member in (contract.key, contract.value)],
        frozenset({0, 1}),
    )
    members = source.bind(f"{source.plan.functions[contract.name]}_entry", table)
    key = source.reader(contract.key.type, nillable=contract.key.is_nillable)
    value = source.reader(contract.value.type, nillable=contract.value.is_nillable)
    source.writer.line(f"return reading.entries(children, {members}, {key}, {value})")
