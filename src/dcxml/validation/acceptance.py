"""The short way for documents without faults: one verdict of libxml2, by a schema that accepts what is beyond doubt.

What it accepts has no findings; of what it does not accept nothing is known. A document with processing instructions,
with schema locations, or with a type that is named and not a class of the set is never accepted, nor an envelope that
WCF does not take apart.
"""

from __future__ import annotations

import re
from threading import Lock, RLock
from typing import TYPE_CHECKING, Final
from weakref import ref

from attrs import define, field, frozen
from lxml import etree

from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet
from dcxml.contract.model import own_root
from dcxml.contract.primitives import DATE_TIME_OFFSET
from dcxml.document_encoding import encoding_of
from dcxml.errors import InvalidDataContractError, SchemaError
from dcxml.qname import XS, XSI, QName
from dcxml.validation.attributes import type_named
from dcxml.validation.envelopes import envelope_faults
from dcxml.validation.narrow_types import MOMENT, OFFSET_MINUTES
from dcxml.validation.narrowing import narrow
from dcxml.validation.schema_compiler import compile_schemas
from dcxml.validation.schema_verdict import compiled_schema
from dcxml.xsd.exporter import schema_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcxml.codec.dictionary_keys import SeenKeys

__all__ = ["Acceptance", "acceptance_of", "has_nothing_unjudged", "is_certainly_right", "may_be_cut"]

_TYPES: Final = etree.XPath("descendant-or-self::*/@i:type", namespaces={"i": XSI})
_HOUR_24: Final = "24:00:00"
_MANY_DIGITS: Final = re.compile(r"(?<=:[0-9]{2})\.[0-9]{8}").search
# The look behind comes last, for a search begins with the one point that texts seldom have.
_MANY_DIGITS_IN_OCTETS: Final = re.compile(rb"\.(?<=:[0-9]{2}\.)[0-9]{8}").search
_LARGE: Final = 1 << 15
"""Octets, or characters, of a document that is worth compiling a schema for."""


@frozen
class _Dictionary:
    key: str
    key_type: QName


@define(eq=False)
class Acceptance:
    """The compiled schema of narrowed contracts. Does not hold the set that it was made of."""

    schema: etree.XMLSchema
    roots: frozenset[str]
    classes: frozenset[QName]
    """What ``i:type`` may name."""
    dictionaries: dict[str, list[_Dictionary]]
    """By the element of an entry."""
    lock: Lock = field(factory=Lock)
    """The schema judges one document at a time."""

    def accepts(self, parts: Sequence[etree._Element], contracts: DataContractSet) -> bool:
        """Tell whether there is certainly no finding in the ``parts`` of a document."""
        return all(part.tag in self.roots and self._accepts(part, contracts) for part in parts)

    def _accepts(self, part: etree._Element, contracts: DataContractSet) -> bool:
        with self.lock:
            is_valid = self.schema.validate(part)
        return is_valid and self.has_different_keys(part, contracts)

    def names_classes(self, root: etree._Element) -> bool:
        """Tell whether each ``i:type`` of an element and of all in it names a class that is narrowed."""
        return all(type_named(name.getparent()) in self.classes for name in _TYPES(root))

    def has_different_keys(
        self,
        part: etree._Element,
        contracts: DataContractSet,
        *,
        seen: dict[etree._Element | None, SeenKeys] | None = None,
    ) -> bool:
        """Tell whether no dictionary has a key twice, nor one that is null; ``seen`` are the keys before this part."""
        if not self.dictionaries:
            return True
        from dcxml.validation.dictionary_keys import ElementIdentities, SeenKeys  # noqa: PLC0415 - if there are any

        identities = ElementIdentities(contracts)
        seen = {} if seen is None else seen
        for entry in part.iter(*self.dictionaries):
            parent = entry.getparent()
            for dictionary in self.dictionaries[str(entry.tag)]:
                key = entry.find(dictionary.key)
                if key is None:
                    continue
                identity = identities.of(key, dictionary.key_type)
                if identity is None or not seen.setdefault(parent, SeenKeys()).is_new(identity):
                    return False
        return True


@define(eq=False)
class _Prepared:
    """What is known of one contract set: how many documents there were, and the short way where it has one."""

    documents: int = 0
    is_compiled: bool = False
    acceptance: Acceptance | None = None


_prepared: dict[int, tuple[ref[DataContractSet], _Prepared]] = {}
"""By identity, since a set's own hash and equality take longer than a small document."""
_compiling = RLock()  # a set may be collected, and its entry dropped, while the lock is held


def is_certainly_right(
    data: bytes | bytearray | memoryview | str,
    root: etree._Element,
    parts: Sequence[etree._Element],
    contracts: DataContractSet,
) -> bool:
    """Tell whether the ``parts`` of a document are certainly without findings; where not, nothing is known.

    The schema for it is compiled for the second document of a contract set, or for a large one.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    acceptance = acceptance_of(contracts, is_large=len(data) >= _LARGE)
    return (
        acceptance is not None
        and _is_plain(data, root)
        and next(envelope_faults(root, contracts), None) is None
        and acceptance.names_classes(root)
        and acceptance.accepts(parts, contracts)
    )


def _is_plain(data: bytes | bytearray | memoryview | str, root: etree._Element) -> bool:
    """Tell whether a document has nothing that the schema cannot judge: asked of its octets, which takes no time.

    That is a processing instruction, a schema location, which libxml2 would follow, and of the narrowed xs:dateTime the
    hour 24 and more digits of a second than .NET has.
    """
    octets = data.encode("utf-8", "replace") if isinstance(data, str) else bytes(data)
    if encoding_of(octets).is_utf16 or (b"?" in octets and _has_instructions(root)):
        return False
    return has_nothing_unjudged(octets) and not (
        may_be_cut(octets) and any(_HOUR_24 in text or _MANY_DIGITS(text) for text in root.itertext())
    )


def has_nothing_unjudged(octets: bytes) -> bool:
    """Tell whether octets of a document in UTF-8 have, as they are, nothing that the schema cannot judge."""
    return b"chemaLocation" not in octets and _HOUR_24.encode() not in octets and not _MANY_DIGITS_IN_OCTETS(octets)


def may_be_cut(octets: bytes) -> bool:
    """Tell whether characters may be written as numbers, or a text be cut by a comment or a CDATA section."""
    return (b"&" in octets and b"&#" in octets) or (b"!" in octets and b"<!" in octets)


def _has_instructions(root: etree._Element) -> bool:
    within = next(root.iter(etree.ProcessingInstruction), None)
    return within is not None or root.getprevious() is not None or root.getnext() is not None


def acceptance_of(contracts: DataContractSet, *, is_large: bool) -> Acceptance | None:
    """Return the short way of a contract set, None where it has none or a document is not worth compiling it.

    :raises SchemaError: where the contracts have no schema that compiles.
    """
    entry = _prepared.get(id(contracts))
    if entry is not None and entry[1].is_compiled and entry[0]() is contracts:
        return entry[1].acceptance
    with _compiling:
        prepared = _prepared_for(contracts)
        prepared.documents += 1
        if not prepared.is_compiled and (is_large or prepared.documents > 1):
            compiled_schema(contracts)  # whose refusal is everyone's
            prepared.acceptance = _compiled(contracts)
            prepared.is_compiled = True
        return prepared.acceptance


def _prepared_for(contracts: DataContractSet) -> _Prepared:
    key = id(contracts)
    entry = _prepared.get(key)
    if entry is None or entry[0]() is not contracts:

        def forget(gone: ref[DataContractSet]) -> None:
            with _compiling:
                if _prepared.get(key, (None,))[0] is gone:
                    del _prepared[key]

        entry = _prepared[key] = (ref(contracts, forget), _Prepared())
    return entry[1]


def _compiled(contracts: DataContractSet) -> Acceptance | None:
    """Return the short way of a contract set, None where it has none: its narrowed contracts have no schema."""
    for with_facets in (True, False):
        try:
            return _acceptance(contracts, narrow(contracts, with_facets=with_facets))
        except (SchemaError, InvalidDataContractError):
            continue
    return None


def _acceptance(given: DataContractSet, narrowed: DataContractSet) -> Acceptance:
    trees = schema_documents(narrowed)
    _narrow_date_time_offset(trees)
    kept = [contract for contract in narrowed if contract.name in given.contracts]
    names = {own_root(contract.name) for contract in kept if contract.name.namespace != XS} - set(given.elements)
    names |= {element.name for element in given.elements.values()}
    dictionaries: dict[str, list[_Dictionary]] = {}
    for contract in given:
        if isinstance(contract, CollectionDataContract) and contract.key is not None:
            namespace = contract.name.namespace
            dictionary = _Dictionary(QName(namespace, contract.key.name).clark, contract.key.type)
            dictionaries.setdefault(QName(namespace, contract.item_name).clark, []).append(dictionary)
    return Acceptance(
        compile_schemas(trees),
        roots=frozenset(name.clark for name in names - given.defined_elements),
        classes=frozenset(contract.name for contract in kept if isinstance(contract, ClassDataContract)),
        dictionaries=dictionaries,
    )


def _narrow_date_time_offset(trees: dict[str, etree._Element]) -> None:
    """Give the parts of the class that the exporter writes for DateTimeOffset narrow types."""
    schema = trees.get(DATE_TIME_OFFSET.namespace)
    if schema is None:
        return
    for name, narrow_type in {"DateTime": MOMENT, "OffsetMinutes": OFFSET_MINUTES}.items():
        path = f"{{{XS}}}complexType[@name='{DATE_TIME_OFFSET.name}']/{{{XS}}}sequence/{{{XS}}}element[@name='{name}']"
        for element in schema.iterfind(path):
            restriction = etree.SubElement(
                etree.SubElement(element, f"{{{XS}}}simpleType"),
                f"{{{XS}}}restriction",
                base=element.attrib.pop("type"),
            )
            for facet in narrow_type.facets:
                etree.SubElement(restriction, f"{{{XS}}}{facet.name}", value=facet.value)
