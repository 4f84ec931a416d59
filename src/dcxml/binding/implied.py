"""Which contracts need no name in Python: what .NET's rules make of their parts, and its types for any XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.binding.parts import (
    Part,
    dictionary_contract,
    dictionary_definition,
    list_contract,
    list_definition,
    pair_contract,
)
from dcxml.contract.implied import PAIRS
from dcxml.contract.model import (
    XML_ELEMENT,
    XML_NODES,
    ClassDataContract,
    CollectionDataContract,
    PrimitiveDataContract,
    XmlDataContract,
)
from dcxml.qname import QName

if TYPE_CHECKING:
    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.model import DataContract

__all__ = ["ImpliedContracts"]


class ImpliedContracts:
    """The contracts of a set by what they hold; each is looked at once."""

    def __init__(self, contracts: DataContractSet) -> None:
        """Look at nothing yet."""
        self._contracts = contracts
        self._implied: dict[QName, bool] = {}

    def is_named(self, contract: DataContract) -> bool:
        """Tell whether a contract has a class or an alias of its own: it is neither built in nor implied."""
        return not isinstance(contract, PrimitiveDataContract) and not self.is_implied(contract)

    def is_implied(self, contract: DataContract) -> bool:
        """Tell whether a list, a dictionary or a pair is just what .NET's rules make of its parts.

        So are .NET's own types for any XML, for which dcxml has aliases.
        """
        if contract.name not in self._implied:
            self._implied[contract.name] = False  # a collection of itself has a name of its own
            if isinstance(contract, CollectionDataContract):
                self._implied[contract.name] = self.implied_collection(contract) == contract
            elif isinstance(contract, ClassDataContract):
                self._implied[contract.name] = _looks_like_pair(contract) and (
                    pair_contract(*self.parts(contract)) == contract
                )
            elif isinstance(contract, XmlDataContract):
                self._implied[contract.name] = contract.name in (XML_ELEMENT, XML_NODES) and not contract.schema
        return self._implied[contract.name]

    def implied_collection(self, contract: CollectionDataContract) -> CollectionDataContract:
        """Return what .NET's naming rules make of the types that a collection holds."""
        parts = self.parts(contract)
        return list_contract(*parts) if len(parts) == 1 else dictionary_contract(*parts)

    def parts(self, contract: DataContract) -> list[Part]:
        """Return what a collection holds: its item, or its key and value; a pair likewise."""
        if isinstance(contract, CollectionDataContract):
            if isinstance(contract.item, QName):
                return [self.part(contract.item, is_nillable=contract.is_item_nillable)]
            members = [*contract.item]
        else:
            members = [*contract.members] if isinstance(contract, ClassDataContract) else []
        return [self.part(member.type, is_nillable=member.is_nillable) for member in members]

    def part(self, name: QName, *, is_nillable: bool) -> Part:
        """Return a contract as a part of another."""
        contract = self._contracts[name]
        is_value_type = self._contracts.is_value_type(contract)
        generic = contract.generic if isinstance(contract, ClassDataContract) else None
        if isinstance(contract, CollectionDataContract) and self.is_implied(contract):
            parts = self.parts(contract)
            generic = list_definition(*parts) if len(parts) == 1 else dictionary_definition(*parts)
        return Part(name=name, is_value_type=is_value_type, is_nullable=is_value_type and is_nillable, generic=generic)


def _looks_like_pair(contract: ClassDataContract) -> bool:
    names = [member.name for member in contract.members]
    return contract.name.namespace == PAIRS and names == ["key", "value"] and contract.base is None
