"""The texts of simple values: the primitive table's verdict, and that of enumerations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.contract import EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.errors import LexicalError
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import XS, QName
from dcxml.validation.faults import name_of_type, some_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.contract import DataContract, DataContractSet

__all__ = ["parse_text"]

_QNAME: Final = QName(XS, "QName")


def parse_text(
    text: str, contract: DataContract, *, contracts: DataContractSet, prefixes: Mapping[str | None, str]
) -> Any:
    """Return the value that ``text`` has for a simple contract; facets are left to the schema.

    :raises LexicalError: where it has none.
    """
    while isinstance(contract, SimpleDataContract):
        contract = contracts[contract.base]
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
