"""The entries of an ISerializable: elements in no namespace, each name once; and the factory type it may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract import ClassDataContract
from dcxml.contract.naming import decode_local_name
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import LexicalError
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import FACTORY_TYPE
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED_BY_DOTNET
from dcxml.validation.faults import Fault, local_name, name_of_type, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.contract import DataContractSet

__all__ = ["entry_faults", "factory_type_faults"]


def entry_faults(element: etree._Element, contract: ClassDataContract) -> Iterator[Fault]:
    """Yield a fault for each element in a namespace, which .NET skips, and each entry that occurs again."""
    seen = set()
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = decode_local_name(child.tag)
        if child.tag.startswith("{"):
            yield Fault(
                rule=rules.UNKNOWN_MEMBER,
                element=child,
                message=f"{local_name(child)} is in a namespace, but the entries of {name_of_type(contract.name)} are"
                " in none; .NET would skip it",
                found=child.tag,
                expected="an element in no namespace",
            )
        elif name in seen:
            yield Fault(
                rule=rules.TWICE,
                element=child,
                facts=REFUSED_BY_DOTNET,
                message=f"the entry {shorten(name)} occurs again here; .NET would refuse it",
                found=name,
                expected="another name",
            )
        seen.add(name)


def factory_type_faults(element: etree._Element, contracts: DataContractSet) -> Iterator[Fault]:
    """Yield a fault where ``z:FactoryType`` is no QName, or names a known type that is not ISerializable."""
    text = element.get(FACTORY_TYPE)
    if text is None:
        return
    try:
        name = parse_qname(text, element.nsmap, dotnet=False)
    except LexicalError as error:
        yield _fault(element, text, f"z:FactoryType: {error}")
        return
    known = contracts.contracts.get(name) or primitive_contract(name)
    if known is not None and not (isinstance(known, ClassDataContract) and known.is_iserializable):
        yield _fault(element, text, f"z:FactoryType names {name.clark}, which is not ISerializable")


def _fault(element: etree._Element, found: str, message: str) -> Fault:
    return Fault(
        rule=rules.UNKNOWN_TYPE,
        element=element,
        message=f"{local_name(element)}: {message}",
        found=found,
        expected="the name of an ISerializable",
    )
