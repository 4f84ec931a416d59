"""The texts of simple values: the primitive table's verdict, and that of enumerations."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.faults import FacetError
from dcxml.codec.schema_types import facet_check, type_check
from dcxml.contract import EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.errors import LexicalError
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.validation import rules
from dcxml.validation.facts import Facts, lost
from dcxml.validation.faults import Fault, local_name, name_of_type, shorten, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["parse_text", "text_faults"]

_QNAME: Final = QName(XS, "QName")
_MORE_THAN_TICKS: Final = re.compile(r"\.\d{7}\d*[1-9]")
_DURATIONS: Final = frozenset({QName(SERIALIZATION, "duration"), QName(XS, "duration")})
_YEARS_OR_MONTHS: Final = re.compile(r"^[^T]*[YM]")
_ROUNDED: Final = {
    QName(XS, "dateTime"): _MORE_THAN_TICKS,
    QName(SERIALIZATION, "duration"): _MORE_THAN_TICKS,
    QName(XS, "duration"): _MORE_THAN_TICKS,
    QName(XS, "decimal"): re.compile(r"\d(?:\.?\d){28}"),
}
"""Texts of which .NET's value may hold less than they say."""


def text_faults(
    element: etree._Element, contract: DataContract, *, contracts: DataContractSet, schema_valid: bool
) -> Iterator[Fault]:
    """Yield what is wrong with the text of an element, or what .NET's value of it would not hold."""
    text = element.text or ""
    own = contracts.simplest(contract)
    try:
        value = parse_text(text, own, contracts=contracts, prefixes=element.nsmap)
    except LexicalError as error:
        yield Fault(
            rule=_rule(text, own),
            element=element,
            facts=_facts(text, own, prefixes=element.nsmap, schema_valid=schema_valid),
            message=f"{local_name(element)}: {error}",
            found=error.found,
            expected=error.expected,
        )
        return
    if not schema_valid and isinstance(contract, SimpleDataContract):
        yield from _facet_faults(element, text, contract, contracts)
    rounded = _ROUNDED.get(own.name)
    if rounded is not None and rounded.search(text) and isinstance(own, PrimitiveDataContract):
        held = own.primitive.format(value)
        if _differs(text, value):
            yield Fault(
                rule=rules.INEXACT,
                element=element,
                facts=lost(held, schema_valid=True),
                message=f"{local_name(element)}: {shorten(text)} is more exact than .NET's value, which is {held}",
                found=text,
                expected=held,
            )


def _facet_faults(
    element: etree._Element, text: str, contract: SimpleDataContract, contracts: DataContractSet
) -> Iterator[Fault]:
    """Yield what XML Schema has against a text that .NET reads: a facet, or a type that is a string there."""
    try:
        is_built_in = contract.name.namespace == XS
        (type_check(contract.name) if is_built_in else facet_check(contracts, contract))(text)
    except LexicalError as error:
        yield Fault(
            rule=rules.FACET if isinstance(error, FacetError) else rules.SCHEMA,
            element=element,
            message=f"{local_name(element)}: {error}",
            found=text,
            expected=error.reason or error.expected,
        )


def _differs(text: str, value: Any) -> bool:
    """Tell whether a text says more than the value: of dates and durations, that its last digits are not zero."""
    if not isinstance(value, Decimal):
        return True
    with localcontext(prec=len(text) + 1):
        return Decimal(text.strip()) != value


def _rule(text: str, contract: DataContract) -> rules.Rule:
    if isinstance(contract, EnumDataContract):
        return rules.ENUMERATION
    if not text.strip(WHITE_SPACE):
        return rules.EMPTY
    return rules.rule_of_text(contract.name)


def _facts(text: str, contract: DataContract, *, prefixes: Mapping[str | None, str], schema_valid: bool) -> Facts:
    """Return what XML Schema and .NET make of a text that is not both valid and readable."""
    held: str | None = None
    if isinstance(contract, PrimitiveDataContract):
        primitive = contract.primitive
        try:
            if contract.name == _QNAME:
                held = parse_qname(text, prefixes, dotnet=True).clark
            else:
                held = primitive.format(primitive.parse_dotnet(text))
        except LexicalError:
            pass
    is_readable = held is not None
    return Facts(
        schema_valid=schema_valid,
        readable=is_readable,
        canonical=False,
        lossless=is_readable and not _is_altered(text, contract),
        reads_as=held if held != text else None,
    )


def _is_altered(text: str, contract: DataContract) -> bool:
    """Tell whether .NET makes another value of a text.

    Years and months are days to it, a prefix that is not declared stands for no namespace, and digits are rounded.
    """
    if contract.name == _QNAME:
        return ":" in text
    if contract.name in _DURATIONS and _YEARS_OR_MONTHS.search(text):
        return True
    more = _ROUNDED.get(contract.name)
    return more is not None and more.search(text) is not None


def parse_text(
    text: str, contract: DataContract, *, contracts: DataContractSet, prefixes: Mapping[str | None, str]
) -> Any:
    """Return the value that ``text`` has for a simple contract; facets are left to the schema.

    :raises LexicalError: where it has none.
    """
    contract = contracts.simplest(contract)
    if isinstance(contract, EnumDataContract):
        return _parse_enumeration(text, contract)
    if isinstance(contract, PrimitiveDataContract):
        if contract.name == _QNAME:
            return parse_qname(text, prefixes, dotnet=False)
        return contract.primitive.parse(text)
    return text


def _parse_enumeration(text: str, contract: EnumDataContract) -> str:
    if contract.is_open:
        return text
    names = [member.name for member in contract.members]
    words = [word for word in text.split(" ") if word] if contract.is_flags else [text]
    for word in words:
        if word not in names:
            reason = f"it is {some_of(names, limit=12)}" if names else "it has no values"
            raise LexicalError(word, f"a value of {name_of_type(contract.name)}", reason=reason)
    return text
