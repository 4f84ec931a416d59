"""Values of xs:anyType (CLR ``Object``): what ``i:type`` says, and what stands there without one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from attrs import field, frozen

from dcxml.binding.fragments import is_fragment
from dcxml.binding.pair_mapping import PairMapping
from dcxml.binding.spec import contract_spec
from dcxml.binding.values import AnyValue, KeyValuePair, OneCharacter, OneOctet, as_object
from dcxml.codec.element_names import local_name
from dcxml.codec.extension import read_extension
from dcxml.codec.fragments import FragmentReader
from dcxml.codec.leaves import checked_reader, primitive_reader
from dcxml.codec.schema_types import type_check
from dcxml.codec.sole_attributes import JUST_NIL, expanded_name
from dcxml.contract.model import ClassDataContract, PrimitiveDataContract
from dcxml.contract.primitives import DATE_TIME_OFFSET, DB_NULL, PRIMITIVE_CONTRACTS, STAND_INS, built_in
from dcxml.lexical import DateTime, DateTimeOffset, DBNullType, Duration
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.integers import INTEGER_RANGES
from dcxml.qname import FACTORY_TYPE, ID, REF, SERIALIZATION, TYPE, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from dcxml.codec.reading import Reading

__all__ = ["ANY_TYPE", "AnyReader", "UntypedText", "natural_type", "natural_type_of", "type_to_name"]

ANY_TYPE: Final = QName(XS, "anyType")
_STRING: Final = QName(XS, "string")

_NATURAL: Final[dict[type, QName]] = {
    bool: QName(XS, "boolean"),
    int: QName(XS, "int"),
    str: _STRING,
    OneCharacter: _STRING,
    float: QName(XS, "double"),
    Decimal: QName(XS, "decimal"),
    DateTime: QName(XS, "dateTime"),
    dt.datetime: QName(XS, "dateTime"),
    Duration: QName(SERIALIZATION, "duration"),
    dt.timedelta: QName(SERIALIZATION, "duration"),
    UUID: QName(SERIALIZATION, "guid"),
    bytes: QName(XS, "base64Binary"),
    OneOctet: QName(XS, "base64Binary"),
    QName: QName(XS, "QName"),
    DateTimeOffset: DATE_TIME_OFFSET,
    DBNullType: DB_NULL,
}


_WIDER: Final = (QName(XS, "long"), QName(XS, "unsignedLong"))


class UntypedText(str):
    """The text of an anyType element without ``i:type``: a str that goes back as it came."""

    __slots__ = ()


def natural_type(value: object) -> QName | None:
    """Return the built-in type that a Python value alone stands for; None where it alone does not tell."""
    return natural_type_of(type(value))


def natural_type_of(python_class: type) -> QName | None:
    """Return the built-in type that values of a Python class alone stand for, if there is one."""
    return _NATURAL.get(python_class)


def type_to_name(value: object) -> str:
    """Return how to tell the type of a value in an ``object`` that alone does not tell it, or tells another."""
    if isinstance(value, int):
        name = next((each.name for each in _WIDER if value in INTEGER_RANGES[each]), None)
        how = "a Decimal" if name is None else f'AnyValue(value, QName("{XS}", "{name}"))'
        return f"an int in an object is an xs:int; a wider one is written as {how}"
    if contract_spec(type(value)) is not None:
        return f"its class is not known here: known_types=({type(value).__name__},)"
    return "AnyValue(value, QName(namespace, name)) says which contract it is of"


@frozen(eq=False)
class _NamedReader:
    """The reader of what ``i:type`` names, and the classes of values that alone tell that type, as far as met."""

    name: QName
    read: Callable[[etree._Element, Reading], Any]
    telling: set[type] = field(factory=set)


@frozen
class AnyReader:
    """Reads an element of xs:anyType; in strict mode text without ``i:type`` is kept, .NET refuses it.

    .NET takes null whether the schema says ``nillable`` or not; strict reading does not.
    """

    strict: bool
    nillable: bool = True

    def __call__(self, element: etree._Element, reading: Reading) -> Any:
        """Return the value, or an `AnyValue` where the value alone would lose its type."""
        items = element.items()
        if not items:
            return self._untyped(element, reading)
        if len(items) == 1 <= reading.limits.attributes and items[0][0] == TYPE:  # as .NET writes it
            known = reading.named.get((ANY_TYPE.clark, expanded_name(items[0][1], element)))
            if known is not None:
                reading.boxed = reading.settled = element
                value = known.read(element, reading)
                return value if type(value) in known.telling else self._held(value, known.name, reading)
        if self.nillable:
            is_null = items == JUST_NIL and not element.text and not len(element)
            return None if is_null else self._with_attributes(element, reading)
        return reading.not_nil(self._with_attributes(element, reading), element)

    def _with_attributes(self, element: etree._Element, reading: Reading) -> Any:
        if element.get(REF) is not None and (reading.references or reading.settings.has_identities):
            return self._held(*reading.reference(element), reading)
        declared = reading.declared_type(element)
        named = None if declared is None else reading.find_name(declared, element)
        read = None if named is None else reading.readers.get(named)
        if isinstance(read, FragmentReader):
            xml = read(element, reading, keeps_type=False)
            return None if xml is None else AnyValue(xml, read.contract.name)
        if element.get(FACTORY_TYPE) is not None and named is not None:
            self._allow_factory_type(element, named, reading)
        is_nil = reading.attributes(element, is_referable=named in reading.references)
        if declared is not None and named is None:
            reading.refuse_prefix(element, declared)
        if is_nil:
            return None
        name = named or ANY_TYPE
        if name == ANY_TYPE:
            value = self._untyped(element, reading)
            if isinstance(value, AnyValue):
                reading.identify(element, value, name)
            return value
        reading.boxed = reading.settled = element
        read = read or self._built_in_reader(name, element, reading)
        key = ANY_TYPE.clark, (name.namespace, name.name)
        known = reading.named.setdefault(key, _NamedReader(name, read))
        value = read(element, reading)
        if type(value) not in known.telling and self._held(value, name, reading) is value:
            known.telling.add(type(value))
        if value is None or element.get(ID) is None or not reading.settings.has_identities:
            return self._held(value, name, reading)
        return self._identified(element, value, name, reading)

    def _allow_factory_type(self, element: etree._Element, name: QName, reading: Reading) -> None:
        contract = reading.contracts.contracts.get(name)
        if isinstance(contract, ClassDataContract) and contract.is_iserializable:
            reading.informed = element

    def _held(self, value: Any, name: QName, reading: Reading) -> Any:
        """Return a value as it is, or as an `AnyValue` where it alone does not tell its type."""
        tells_its_type = natural_type(value) == name or (
            name in reading.readers
            and not (isinstance(value, list | dict | PairMapping | KeyValuePair) or is_fragment(value))
        )
        return value if value is None or tells_its_type or isinstance(value, AnyValue) else AnyValue(value, name)

    def _identified(self, element: etree._Element, value: Any, name: QName, reading: Reading) -> Any:
        """Return an object that others may refer to; that of a value type is its box."""
        contract = built_in(name) or reading.contracts[name]
        if reading.contracts.is_value_type(contract):
            value = AnyValue(value, name)
        elif isinstance(contract, PrimitiveDataContract) and name not in reading.readers:
            value = as_object(value, is_string=name == _STRING)
        else:
            return self._held(value, name, reading)  # the contract's own reader has seen to it
        reading.identify(element, value, contract.name)
        return self._held(value, name, reading)

    def _untyped(self, element: etree._Element, reading: Reading) -> Any:
        reading.refuse_instructions(element)
        text = element.text or ""
        if not len(element) and not (text if self.strict else text.strip(WHITE_SPACE)):
            return AnyValue(None, ANY_TYPE)  # to .NET white space is nothing, and is lost
        if not self.strict:
            reading.fail(
                element,
                f"{local_name(element)} has content but no i:type; .NET cannot tell its type",
                expected="i:type",
            )
        if not len(element):
            return UntypedText(text)
        return read_extension(element, reading.identified)

    def _built_in_reader(self, name: QName, element: etree._Element, reading: Reading) -> Callable[[Any, Reading], Any]:
        known = _built_in_readers(strict=self.strict).get(name)
        if known is None:
            reading.fail(element, f"i:type names {name.clark}, which is not a known type", found=name.clark)
        return known


@cache
def _built_in_readers(*, strict: bool) -> dict[QName, Callable[[Any, Reading], Any]]:
    """Return the readers of all names that are `built_in`."""
    contracts = {name: built_in(name) for name in (*PRIMITIVE_CONTRACTS, *STAND_INS)}
    return {
        name: checked_reader(contract.primitive, name, type_check(name), nillable=True)
        if strict and contract.name != name
        else primitive_reader(contract.primitive, strict=strict, nillable=True)
        for name, contract in contracts.items()
        if contract is not None
    }
