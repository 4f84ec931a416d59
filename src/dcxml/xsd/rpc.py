"""The element in which SOAP puts the parts of a message of the style ``rpc``: a class whose members are the parts.

WSDL 1.1, 3.5: it has the operation's name and the namespace of ``soap:body``; WS-I Basic Profile 1.1, 4.7.5 and
4.7.10: the response's ends in ``Response``, and each part is an element in no namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from dcxml.contract.model import ClassDataContract, DataMember, GlobalElement
from dcxml.contract.primitives import STAND_INS, primitive_contract
from dcxml.errors import DcxmlError, InvalidDataContractError
from dcxml.qname import XS, QName
from dcxml.xsd.documents import resolve

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml import etree

__all__ = ["NotRepresentableError", "RpcWrappers"]


class NotRepresentableError(DcxmlError):
    """A message without an element that a schema could define."""


@define
class RpcWrappers:
    """The wrappers of one set of services; those that the ``known`` elements and types name are not made."""

    known: Container[QName]
    types: Container[QName]
    contracts: dict[QName, ClassDataContract] = field(factory=dict)
    elements: dict[QName, GlobalElement] = field(factory=dict)

    def wrap(self, name: QName, parts: list[etree._Element]) -> QName:
        """Return the name of the element around ``parts``, which is made where it is not there.

        Its class is in no namespace, as its members are.

        :raises NotRepresentableError: where a part is an element, or the name stands for something else.
        """
        if name in self.known:
            reason = f"a schema defines the element {name.clark} of its wrapper"
            raise NotRepresentableError(reason)
        members = tuple(_member(part) for part in parts)
        made = self.elements.get(name)
        if made is not None:
            if self.contracts[made.type].members != members:
                reason = f"another operation has the wrapper {name.clark}, with other parts"
                raise NotRepresentableError(reason)
            return name
        type_ = self._free_name(name.name)
        try:
            self.contracts[type_] = ClassDataContract(name=type_, members=members)
        except InvalidDataContractError as error:
            raise NotRepresentableError(error.reason) from None
        self.elements[name] = GlobalElement(name=name, type=type_, is_nillable=False)
        return name

    def _free_name(self, name: str) -> QName:
        count, free = 1, QName("", name)
        while free in self.types or free in self.contracts or free in self.known:
            count += 1
            free = QName("", f"{name}{count}")
        return free


def _member(part: etree._Element) -> DataMember:
    name = part.get("name", "")
    if "type" not in part.attrib:
        reason = f"the part {name!r} is an element, not a type"
        raise NotRepresentableError(reason)
    type_ = resolve(part, part.get("type", ""))
    if type_.namespace == XS and primitive_contract(type_) is None:
        if type_ not in STAND_INS:
            reason = f"the part {name!r} has the type {type_.clark}, which no contract can have"
            raise NotRepresentableError(reason)
        type_ = STAND_INS[type_]
    try:
        return DataMember(name=name, type=type_, is_required=True)
    except InvalidDataContractError as error:
        raise NotRepresentableError(error.reason) from None
