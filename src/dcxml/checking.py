"""The twin of `validate` for values in Python: every fault for which ``dumps`` would refuse one, as a `Finding`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.values import AnyValue
from dcxml.codec.anything import natural_type
from dcxml.codec.dialects import Dialect
from dcxml.codec.faults import (
    CycleError,
    DuplicateKeyError,
    FacetError,
    ItemCountError,
    KeptReferenceError,
    LeftOutError,
    NestingError,
    NilError,
    TwinLeftOutError,
    UnknownTypeError,
)
from dcxml.contract.model import EnumDataContract, PrimitiveDataContract, SimpleDataContract, XmlDataContract
from dcxml.contract.primitives import DATE_TIME_OFFSET, built_in
from dcxml.errors import LexicalError, UncarriedTextError, ValueTypeError
from dcxml.lexical.float_text import FloatText
from dcxml.qname import XS, QName
from dcxml.serializer import DataContractSerializer, class_of
from dcxml.validation import Finding, Rule, Severity, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.codec.value_faults import ValueFault
    from dcxml.contract.model import DataContract

__all__ = ["check"]

_RULES_OF_ERRORS: Final = (
    (NestingError, rules.LIMIT),
    (CycleError, rules.CYCLE),
    (NilError, rules.NIL),
    (LeftOutError, rules.MISSING_MEMBER),
    (TwinLeftOutError, rules.MISSING_MEMBER),
    (DuplicateKeyError, rules.DUPLICATE_KEY),
    (ItemCountError, rules.SCHEMA),
    (FacetError, rules.FACET),
    (KeptReferenceError, rules.REFERENCE),
    (UnknownTypeError, rules.UNKNOWN_TYPE),
    (UncarriedTextError, rules.CONTROL_CHARACTER),
)
_ANY_TYPE: Final = QName(XS, "anyType")


def check(  # noqa: PLR0913 - one keyword for each setting
    instance: object,
    cls: Any = None,
    *,
    known_types: Iterable[type] = (),
    dialect: Dialect = Dialect.XML_WRITER,
    preserve_object_references: bool = False,
    float_text: FloatText = FloatText.NET_5,
    check_characters: bool = True,
) -> Iterator[Finding]:
    """Yield a finding for everything for which ``dumps`` would refuse a value; none where it would write it.

    ``cls`` and the settings are those of `dumps`. The findings come in the order of the document that the value would
    be. ``path`` is that of an `EncodeError`, ``member`` the expression in Python (``lines[1].number``); there is no
    line. The faults of an object that is met twice are told where it stands first. Every finding is an error, and its
    ``facts`` are about a document with this fault.

    :raises TypeError: where ``cls`` is missing and ``instance`` alone does not tell its contract.
    :raises InvalidDataContractError: where the class is no data contract.
    """
    serializer: DataContractSerializer[Any] = DataContractSerializer(
        class_of(instance) if cls is None else cls,
        known_types=known_types,
        dialect=dialect,
        preserve_object_references=preserve_object_references,
        float_text=float_text,
        check_characters=check_characters,
    )
    return (_finding(fault, contract) for fault, contract in serializer.faults_of(instance))


def _finding(fault: ValueFault, contract: DataContract | None) -> Finding:
    rule = _rule(fault, contract)
    return Finding(
        code=rule.code,
        name=rule.name,
        message=fault.error.reason,
        facts=rule.facts,
        severity=Severity.ERROR,
        path=fault.error.path,
        member=fault.member,
        found=fault.error.found,
        expected=fault.error.expected,
    )


def _rule(fault: ValueFault, contract: DataContract | None) -> Rule:
    """Return the rule that a fault breaks: by what came up, else by the contract whose text the value has not."""
    cause = fault.cause
    rule = next((rule for kind, rule in _RULES_OF_ERRORS if isinstance(cause, kind)), None)
    if rule is not None:
        return rule
    value = fault.value.value if isinstance(fault.value, AnyValue) else fault.value
    if value is None and fault.contract is not None:
        return rules.NIL
    if isinstance(cause, ValueTypeError) or not isinstance(cause, LexicalError):
        return rules.VALUE_TYPE
    if isinstance(contract, EnumDataContract):
        return rules.ENUMERATION
    if contract is None or isinstance(contract, XmlDataContract):
        return rules.XML_CONTENT
    return _rule_of_text(_primitive(fault.value, fault.contract, contract))


def _primitive(value: object, name: QName | None, contract: DataContract) -> QName | None:
    """Return the built-in type of a value, where its contract is one or restricts one."""
    if isinstance(contract, PrimitiveDataContract) and contract.name != _ANY_TYPE:
        return contract.name
    if isinstance(contract, SimpleDataContract):
        return contract.base
    if name != _ANY_TYPE:
        return None
    told = value.type if isinstance(value, AnyValue) else natural_type(value)
    known = None if told is None else built_in(told)
    return told if known is None else known.name


def _rule_of_text(name: QName | None) -> Rule:
    if name == _ANY_TYPE:
        return rules.UNTYPED
    if name == DATE_TIME_OFFSET:
        return rules.DATE_TIME
    try:
        return rules.SCHEMA if name is None else rules.rule_of_text(name)
    except KeyError:
        return rules.SCHEMA
