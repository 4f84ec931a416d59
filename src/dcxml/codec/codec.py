"""Compiled decoders and encoders of one contract set, made when they are first needed and safe under threads."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dcxml.binding.values import AnyValue, KeyValuePair
from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.careful import Care, MemberLines, by_member, make_careful, make_deep
from dcxml.codec.decoder import DecoderSource, decoder_source
from dcxml.codec.dialects import Scope, Start
from dcxml.codec.element_names import local_name, namespace_label
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.encoder import EncoderSource, EntryLines, ItemLine, element_spec, encoder_source
from dcxml.codec.extension import insert_attributes, own_attributes
from dcxml.codec.factory_type import write_factory_type
from dcxml.codec.fast.declined import DECLINED
from dcxml.codec.fast.lane import ItemLane, ReadLane, WriteLane
from dcxml.codec.faults import FAULTS, UnknownTypeError, at_place
from dcxml.codec.fragments import FragmentWriter, is_bare_root
from dcxml.codec.item_reading import ItemReading
from dcxml.codec.item_writing import ItemWriting, OpenedEncoder, open_collection
from dcxml.codec.kept_identities import settle_identities
from dcxml.codec.plan import Plan, base_primitive, is_branch, make_plan
from dcxml.codec.reading import Reading
from dcxml.codec.references import identities, write_reference, write_size
from dcxml.codec.root_readers import root_reader
from dcxml.codec.roots import Root, has_class_root, is_value_root, null_root, root_tag
from dcxml.codec.settings import FastLane, ReaderSettings, WriterSettings
from dcxml.codec.special_families import known_content
from dcxml.codec.stack import on_fresh_stack
from dcxml.codec.value_faults import CollectingPlace, collecting
from dcxml.codec.writing import CLASS_PREFIXES, ENTRY_PREFIXES, Encoder, Writing, declare_at_root
from dcxml.codegen.compiler import compile_source, forget_source, unique_filename
from dcxml.contract.model import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
    XmlDataContract,
)
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS, STAND_INS
from dcxml.errors import DecodeError, EncodeError, LexicalError, ValueTypeError
from dcxml.parts import part_of
from dcxml.qname import XS, XSI, QName
from dcxml.xmlio import DEFAULT_LIMITS, Limits, parse_document, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from dcxml.codec.item_places import ItemPlace
    from dcxml.codec.value_faults import ValueFault
    from dcxml.contract import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = ["Codec"]

_READER: Final = ReaderSettings()
_WRITER: Final = WriterSettings()


@frozen(eq=False)
class _Decoder:
    source: DecoderSource
    namespace: dict[str, Any]
    readers: dict[QName, Callable[[Any, Reading], Any]]
    names: dict[tuple[str, str], QName]
    named: dict[tuple[str, tuple[str | None, str]], Any] = field(factory=dict)
    roots: dict[Root, Callable[[Any, Reading], Any]] = field(factory=dict)

    def reader(self, root: Root) -> Callable[[Any, Reading], Any]:
        """Return the reader of a root element; it is made once."""
        known = self.roots.get(root)
        return self.roots.setdefault(root, root_reader(root, self.source, self.readers)) if known is None else known


@frozen(eq=False)
class _Encoder:
    source: EncoderSource
    namespace: dict[str, Any]
    scope: Scope
    opened: OpenedEncoder | None = None
    starts: dict[Root, tuple[type, Start]] = field(factory=dict)


class Codec:
    """Reads and writes the documents of one contract set."""

    def __init__(
        self,
        contracts: DataContractSet,
        types: Mapping[QName, type],
        attributes: Mapping[QName, tuple[str, ...]],
        *,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Plan the contracts; ``types`` and ``attributes`` are their Python classes and members' names."""
        self.plan: Plan = make_plan(contracts, types, attributes)
        self.limits = limits
        self._has_usual_limits = limits == DEFAULT_LIMITS
        self._references = frozenset(each.name for each in contracts if self.plan.contracts.is_reference(each))
        self._lock = threading.RLock()
        self._decoders: dict[tuple[bool, bool, bool], _Decoder] = {}
        self._encoders: dict[tuple[WriterSettings, Care, str | None], _Encoder] = {}
        self._read_lanes: dict[Root, ReadLane] = {}
        self._write_lanes: dict[tuple[Root, WriterSettings], WriteLane] = {}
        self._item_write_lanes: dict[tuple[Scope, QName], WriteLane] = {}
        self._item_lanes: dict[tuple[Root, tuple[str, ...]], ItemLane] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by what it was made of: another process compiles its own code."""
        attributes = {name: tuple(each.attribute for each in plan.members) for name, plan in self.plan.classes.items()}
        return (_made_again, (self.plan.contracts, dict(self.plan.types), attributes, self.limits))

    def decode(self, data: bytes | bytearray | memoryview | str, root: Root, settings: ReaderSettings = _READER) -> Any:
        """Return the value of a document.

        :raises DecodeError: for whatever is not allowed.
        """
        if settings.may_be_fast and self._has_usual_limits:
            lane = self._read_lanes.get(root) or self._read_lanes.setdefault(root, ReadLane(self.plan, root))
            value = lane.read(data, is_forced=settings.fast_lane is FastLane.ALWAYS)
            if value is not DECLINED:
                return value
        checks = settings.check_characters and settings.is_strict
        element = parse_document(
            data,
            limits=self.limits,
            check_characters=checks,
            allow_instructions=False,
            stops_early=not settings.is_strict,
        )
        if element.tag != root.element.clark:
            _check_root(element, root)
        return self._decode(element, root, settings)

    def decode_element(self, element: etree._Element, root: Root, settings: ReaderSettings = _READER) -> Any:
        """Return the value of an element, which may be a part of a larger document; comments do not count.

        :raises DecodeError: as `decode` does.
        """
        if element.tag != root.element.clark:
            _check_root(element, root)
        part = part_of(element)
        if part is element:
            return self._decode(element, root, settings)
        try:
            return self._decode(part, root, settings)
        except DecodeError as error:
            error.path = f"{path_of(element)}{error.path.removeprefix(path_of(part))}"
            raise

    def begin_items(
        self, element: etree._Element, root: Root, contract: CollectionDataContract, settings: ReaderSettings = _READER
    ) -> ItemReading:
        """Begin to read the items of a collection one by one, in a document whose root ``element`` has begun.

        :raises DecodeError: where it is no such root.
        """
        if element.tag != root.element.clark:
            _check_root(element, root)
        decoder = self._decoder(settings, is_deep=False)
        known = decoder.readers, decoder.names, self.plan.contracts, self._references
        reading = Reading(settings, *known, self.limits, named=decoder.named, root=element, boxed=element)
        return ItemReading(root, contract, reading, lambda is_deep: self._decoder(settings, is_deep=is_deep))

    def item_lane(self, root: Root, place: ItemPlace, settings: ReaderSettings = _READER) -> ItemLane | None:
        """Return what reads the items of a collection where a document is as .NET writes it; None where nothing may."""
        if not (settings.may_be_fast and self._has_usual_limits):
            return None
        key = root, tuple(each.attribute for each in place.members)
        return self._item_lanes.get(key) or self._item_lanes.setdefault(key, ItemLane(self.plan, *key))

    def _decode(self, element: etree._Element, root: Root, settings: ReaderSettings) -> Any:
        try:
            return self._read(element, root, settings, is_deep=False)
        except RecursionError:
            pass  # deeper than one stack goes
        try:
            return on_fresh_stack(self._read, element, root, settings, is_deep=True)
        except RecursionError as error:
            raise DecodeError(f"a key is too deep to be compared: {error}", path=f"/{local_name(element)}") from None

    def encode(self, value: Any, root: Root, settings: WriterSettings = _WRITER, *, scope: Scope | None = None) -> str:
        """Return the element of a value: a document without XML declaration or indentation, unless in a ``scope``.

        :raises EncodeError: for a value that could not be read back, with the path of the member.
        """
        if scope is None and settings.may_be_fast and self._has_usual_limits:
            key = root, settings
            lane = self._write_lanes.get(key) or self._write_lanes.setdefault(key, WriteLane.of_root(self.plan, *key))
            text = lane.write(value, is_forced=settings.fast_lane is FastLane.ALWAYS)
            if text is DECLINED:
                text = self._encode(value, root, settings, scope)
                lane.warm(text)
            return str(text)
        return self._encode(value, root, settings, scope)

    def _encode(
        self, value: Any, root: Root, settings: WriterSettings, scope: Scope | None, *, opens: str | None = None
    ) -> str:
        try:
            return self._write(value, root, settings, scope, care=Care.NONE, opens=opens)
        except (EncodeError, *FAULTS):
            pass  # once more, to say where; or deeper than one stack goes
        try:
            return str(on_fresh_stack(self._write, value, root, settings, scope, care=Care.FIRST_FAULT, opens=opens))
        except (EncodeError, LexicalError) as error:
            raise at_place(root.element.name, error) from None

    def begin_writing(
        self, shell: Any, root: Root, place: ItemPlace, settings: WriterSettings = _WRITER
    ) -> ItemWriting:
        """Begin to write the items of a collection one by one, in a document around them that a ``shell`` holds.

        :raises EncodeError: for what could not be read back of the shell.
        :raises ValueError: where the shell has no place for items, or has some.
        """
        opens = self.plan.functions[place.contract.name]
        encoders = [self._encoder(settings, care, opens) for care in (Care.NONE, Care.FIRST_FAULT)]
        ordinary, careful = (each.opened for each in encoders)
        assert ordinary is not None and careful is not None  # noqa: S101, PT018 - every collection has a function
        around = partial(self._encode, root=root, settings=settings, scope=None, opens=opens)
        lane_of = None
        if settings.may_be_fast and self._has_usual_limits and not place.contract.is_dictionary:
            lane_of = partial(self._lane_of_items, place.contract, settings)
        is_forced = settings.fast_lane is FastLane.ALWAYS
        return ItemWriting(place, shell, around, (ordinary, careful), root.element.name, lane_of, is_forced)

    def _lane_of_items(self, contract: CollectionDataContract, settings: WriterSettings, scope: Scope) -> WriteLane:
        key = scope, contract.name
        known = self._item_write_lanes.get(key)
        if known is not None:
            return known
        return self._item_write_lanes.setdefault(key, WriteLane.of_items(self.plan, contract, scope, settings))

    def faults_of(self, value: Any, root: Root, settings: WriterSettings = _WRITER) -> list[ValueFault]:
        """Return every fault of a value, in the order of its document; none where `encode` writes it.

        Those of one object that is met twice are told where it stands first.
        """
        try:
            self._write(value, root, settings, None, care=Care.NONE)
        except (EncodeError, *FAULTS):
            pass
        else:
            return []
        with collecting() as found, CollectingPlace(root.element.name, "", root.type, value=value):
            on_fresh_stack(self._write, value, root, settings, None, care=Care.EVERY_FAULT)
        return found

    def decoder_text(self, settings: ReaderSettings = _READER) -> str:
        """Return the source of the compiled decoder."""
        return self._decoder(settings, is_deep=False).source.writer.text()

    def encoder_text(self, settings: WriterSettings = _WRITER) -> str:
        """Return the source of the compiled encoder."""
        return self._encoder(settings, Care.NONE).source.writer.text()

    def _read(self, element: etree._Element, root: Root, settings: ReaderSettings, *, is_deep: bool) -> Any:
        decoder = self._decoder(settings, is_deep=is_deep)
        known = decoder.readers, decoder.names, self.plan.contracts, self._references
        # .NET reads the root as an object.
        reading = Reading(settings, *known, self.limits, named=decoder.named, root=element, boxed=element)
        value = decoder.reader(root)(element, reading)
        if reading.kept:
            reading.finish()
        if reading.identified:
            settle_identities(element, reading)
        return value

    def _write(  # noqa: PLR0913 - what is written, and how
        self,
        value: Any,
        root: Root,
        settings: WriterSettings,
        scope: Scope | None,
        *,
        care: Care,
        opens: str | None = None,
    ) -> str:
        encoder = self._encoder(settings, care, opens)
        if scope is None:
            scope = encoder.scope
        if not self._references and not settings.preserve_object_references:
            return self._write_root(value, root, scope, encoder)
        with identities(preserves=settings.preserve_object_references):
            return self._write_root(value, root, scope, encoder)

    def _write_root(self, value: Any, root: Root, scope: Scope, encoder: _Encoder) -> str:
        contract = self.plan.resolve(root.type)
        if value is None and not root.is_nillable:
            reason = "the schema does not allow this root to be nil (nillable), so a strict reader refuses it"
            raise LexicalError(value, f"a value of {contract.name.name}", reason=reason)
        if isinstance(contract, XmlDataContract):
            types = self.plan.contracts.types_in_place_of(contract)
            fragment = FragmentWriter(contract, types=types)
            spec = ElementSpec(root.element.name, root.element.namespace)
            is_bare = is_bare_root(root.type, root.element)
            return fragment.bare(value, scope) if is_bare else fragment.member(value, scope, spec)
        if value is None:
            if is_value_root(self.plan, root):
                raise LexicalError(value, f"a value of {contract.name.name}", reason="no reader takes null for one")
            return null_root(scope, root, contract)
        if has_class_root(contract):
            return self._write_branch(value, root, scope, contract, encoder)
        return _write_leaf(value, root, scope, contract, encoder)

    def _write_branch(self, value: Any, root: Root, scope: Scope, contract: DataContract, encoder: _Encoder) -> str:
        is_alone = not scope.bindings
        ordinary = encoder.starts.get(root) if is_alone else None
        if ordinary is not None and type(value) is ordinary[0] and getattr(value, "_wire", None) is None:
            write = encoder.namespace[self.plan.functions[root.type]]
            return ordinary[1].around(write(value, ordinary[1].content))
        source = encoder.source
        spec = element_spec(self.plan, root.element.namespace, root.element.name, root.type)
        tag = root_tag(scope, root, contract)
        actual = self._actual(value, contract, source.writing)
        content = source.writing.encoder(actual.name)
        declare_at_root(tag, content.declares_at_root)  # before the identity and the type
        has_identity = source.has_identity(actual) or source.settings.preserve_object_references
        if has_identity:
            write_reference(tag, value, actual.name)
        if actual is not contract:
            tag.type(actual.name.namespace, actual.name.name)
        write_factory_type(tag, value)
        if spec.declares_items is not None:
            tag.declare(spec.declares_items)
        if source.settings.preserve_object_references:
            write_size(tag, value)
        start = tag.start()
        is_ordinary = is_alone and actual is contract and content.declares_at_root == CLASS_PREFIXES
        if is_ordinary and contract.name in self.plan.functions and not has_identity:
            encoder.starts[root] = (type(value), start)
        wire = getattr(value, "_wire", None)
        attributes = own_attributes(wire)
        text = start.around(content.write(value, start.content))
        return insert_attributes(text, scope, root.spec, attributes) if attributes else text

    def _actual(self, value: Any, contract: DataContract, writing: Writing) -> DataContract:
        """Return the contract a value at the root is of: the root's own, or one derived from it."""
        if isinstance(contract, CollectionDataContract):
            if not isinstance(value, Mapping if contract.is_dictionary else list | tuple):
                raise ValueTypeError(value, "a dict" if contract.is_dictionary else "a list")
        elif isinstance(contract, ClassDataContract) and type(value) is not self.plan.types[contract.name]:
            name = writing.names.get(type(value))
            if name is None or not self.plan.contracts.is_derived(name, contract.name):
                expected = self.plan.types[contract.name]
                refused = UnknownTypeError if isinstance(value, expected) else ValueTypeError
                raise refused(value, f"a {expected.__name__}")
            return self.plan.resolve(name)
        return contract

    def _decoder(self, settings: ReaderSettings, *, is_deep: bool) -> _Decoder:
        key = (settings.is_strict, settings.has_identities, is_deep)
        known = self._decoders.get(key)
        if known is None:
            with self._lock:
                known = self._decoders.get(key)
                if known is None:
                    known = self._decoders[key] = self._link_decoder(settings, is_deep=is_deep)
        return known

    def _link_decoder(self, settings: ReaderSettings, *, is_deep: bool) -> _Decoder:
        source = decoder_source(self.plan, settings)
        namespace = compile_source(source.writer.text(), self._filename("decoder"), dict(source.bound))
        if is_deep:
            make_deep(namespace, self.plan.functions.values())
        readers = {name: namespace[function] for name, function in self.plan.functions.items()}
        for contract in self.plan.contracts:
            if isinstance(contract, EnumDataContract | PrimitiveDataContract | XmlDataContract):
                readers[contract.name] = source.leaf(contract, nillable=True)
        names = {(name.namespace, name.name): name for name in chain(PRIMITIVE_CONTRACTS, STAND_INS, readers)}
        return _Decoder(source, namespace, readers, names)

    def _encoder(self, settings: WriterSettings, care: Care, opens: str | None = None) -> _Encoder:
        """Return an encoder, made once; one that ``opens`` leaves a gap where that function is asked for its items."""
        known = self._encoders.get((settings, care, opens))
        if known is None:
            with self._lock:
                known = self._encoders.get((settings, care, opens))
                if known is None:
                    known = self._link_encoder(settings, care, opens)
                    self._encoders[settings, care, opens] = known
        return known

    def _link_encoder(self, settings: WriterSettings, care: Care, opens: str | None) -> _Encoder:
        source = encoder_source(self.plan, settings)
        namespace = dict(source.bound)
        namespace["by_member"] = by_member
        for each in source.classes:
            namespace[each.name] = MemberLines(each.lines, namespace)
        compile_source(source.writer.text(), self._filename("encoder"), namespace)
        if care is not Care.NONE:
            make_careful(namespace, source, care)
        lines: list[ItemLine | EntryLines] = [*source.items, *source.entries]
        line = next((each for each in lines if each.function == opens), None)
        opened = None if line is None else open_collection(namespace, line)
        self._register(source, namespace)
        scope = Scope(settings.dialect, deepest=self.limits.depth, escapes=settings.escapes)
        return _Encoder(source, namespace, scope, opened)

    def _filename(self, label: str) -> str:
        """Return a name for compiled source, whose text is kept as long as this codec."""
        filename = unique_filename(label)
        weakref.finalize(self, forget_source, filename)
        return filename

    def _register(self, source: EncoderSource, namespace: dict[str, Any]) -> None:
        """Tell the writer of ``i:type`` what each contract's content is written with."""
        writing, contracts = source.writing, self.plan.contracts
        preserves = source.settings.preserve_object_references
        for contract in contracts:
            is_value_type = contracts.is_value_type(contract)
            if is_branch(contract):
                spec = element_spec(self.plan, contract.name.namespace, "item", contract.name)
                write = namespace[self.plan.functions[contract.name]]
                has_identity = preserves or contracts.is_reference(contract)
                prefixes = ENTRY_PREFIXES if getattr(contract, "is_iserializable", False) else CLASS_PREFIXES
                writing.encoders[contract.name] = Encoder(
                    write, spec.declares_items, has_identity, is_value_type, declares_at_root=prefixes
                )
            elif isinstance(contract, EnumDataContract):
                formatter = source.bound[source.enumeration_formatter(contract)]
                writing.encoders[contract.name] = Encoder.of_text(
                    formatter, has_identity=preserves, is_value_type=is_value_type
                )
            elif isinstance(contract, XmlDataContract):
                writing.encoders[contract.name] = Encoder.of_fragment(
                    FragmentWriter(contract, preserves, contracts.types_in_place_of(contract))
                )
            elif contract.name in known_content:
                writing.encoders[contract.name] = Encoder(
                    known_content[contract.name],
                    has_identity=preserves,
                    is_value_type=is_value_type,
                    declares_at_root=CLASS_PREFIXES,
                )
        for name, python_class in self.plan.types.items():
            if python_class is not KeyValuePair:  # which stands for every pair that has no class of its own
                writing.names[python_class] = name


def _check_root(element: etree._Element, root: Root) -> None:
    """Refuse an element of another name than the root's, unless any may stand there."""
    if is_bare_root(root.type, root.element):
        return
    found = QName.from_clark(str(element.tag))
    name = local_name(element)
    if found.name == root.element.name:
        where, right = namespace_label(str(element.tag)), namespace_label(root.element.clark)
        reason = f"the root {name} is in {where}, not in {right}"
    else:
        reason = f"the root is {found.clark}, not {root.element.clark}"
    path = path_of(element)
    raise DecodeError(reason, path=path, line=element.sourceline, found=found.clark, expected=root.element.clark)


def _write_leaf(value: Any, root: Root, scope: Scope, contract: DataContract, encoder: _Encoder) -> str:
    source = encoder.source
    name, namespace = root.element.name, root.element.namespace
    if isinstance(contract, EnumDataContract):
        formatter = source.bound[source.enumeration_formatter(contract)]
        text = source.writing.enumeration(scope.tag(namespace), name, value, formatter)
        if not text:
            raise LexicalError(value, "a value with a text", reason="the enumeration's zero has none")
        return text
    primitive = base_primitive(source.plan.contracts, contract)
    if primitive is None or primitive.name == ANY_TYPE:
        if isinstance(value, AnyValue) and value.value is None and value.type == ANY_TYPE:
            # .NET's plain Object: its root declares i, as that of a class does.
            tag = root_tag(scope, root, contract)
            tag.declare_prefix("i", XSI)
            if source.settings.preserve_object_references:
                write_reference(tag, value, ANY_TYPE)
            return tag.start().empty
        return source.writing.anything(scope, root.spec, value)
    if primitive.name == QName(XS, "QName"):
        return source.writing.qname(scope, root.spec, value)
    write = source.writing.text if primitive.name.name in ("string", "anyURI") else source.writing.leaf
    formatter = source.bound[source.formatter(contract, primitive)]
    return write(scope.tag(namespace), name, value, formatter)


def _made_again(
    contracts: DataContractSet, types: Mapping[QName, type], attributes: Mapping[QName, tuple[str, ...]], limits: Limits
) -> Codec:
    """Return a codec again from what `Codec.__reduce__` kept of it."""
    usual = DEFAULT_LIMITS if limits == DEFAULT_LIMITS else limits
    return Codec(contracts, types, attributes, limits=usual)
