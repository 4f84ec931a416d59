"""Identities and references in a document: ``z:Id`` and ``z:Ref`` of contracts with .NET's ``IsReference``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, evolve, field

from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import ID, REF, XS, QName
from dcxml.validation import rules
from dcxml.validation.attributes import is_nil
from dcxml.validation.facts import REFUSED, REFUSED_BY_DOTNET, SUPERFLUOUS, lost
from dcxml.validation.faults import Fault, Spot, local_name, name_of_type, shorten
from dcxml.validation.whole_document import WholeTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.contract import DataContract, DataContractSet
    from dcxml.validation.whole_document import WholeDocument

__all__ = ["References"]


@define(eq=False)
class References:
    """The identities of one document, in the order in which they are met: a reference may only go back."""

    contracts: DataContractSet
    invalid: AbstractSet[etree._Element]
    """Elements that XML Schema complains of."""
    document: WholeDocument = field(factory=WholeTree)
    _objects: dict[str, DataContract | None] = field(factory=dict)
    _unknown: set[str] = field(factory=set)

    def faults_of_identity(
        self, element: etree._Element, contract: DataContract, *, is_reference: bool
    ) -> Iterator[Fault]:
        """Yield what is wrong with the ``z:Id`` of an element, and remember it.

        .NET remembers the objects of all reference types, ``is_reference`` or not: where the contract has none, that
        there is an identity is told elsewhere. It remembers no null, while to XML Schema each is an xs:ID.
        """
        identity = element.get(ID)
        if identity is None or not (identity or is_reference):
            return
        if is_reference and not is_ncname(identity):
            yield self._odd_name(element, identity, "z:Id")
            return
        is_object = not is_nil(element)
        if identity in self._objects:
            is_of_two_objects = is_object and self._objects[identity] is not None
            schema_valid = element not in self.invalid
            yield Fault(
                rule=rules.IDENTITY_TWICE,
                element=element,
                facts=evolve(REFUSED if is_of_two_objects else SUPERFLUOUS, schema_valid=schema_valid),
                spot=Spot.START_TAG,
                message=f"{local_name(element)} has the z:Id {shorten(identity)} of an earlier element",
                found=identity,
                expected="an identity of its own",
            )
        if self._objects.get(identity) is None:
            self._objects[identity] = contract if is_object else None

    def faults_of_reference(self, element: etree._Element, declared: DataContract) -> Iterator[Fault]:
        """Yield what is wrong with an element that has ``z:Ref`` in place of an object of the ``declared`` contract."""
        identity, name = element.get(REF, ""), local_name(element)
        if not is_ncname(identity):
            yield self._odd_name(element, identity, "z:Ref")
            return
        if identity in self._unknown:
            return  # what it would lead to has a fault of its own
        found = self._objects.get(identity)
        if found is None:
            later = self.document.behind(element, identity)
            yield Fault(
                rule=rules.REFERENCE if later is None else rules.FORWARD_REFERENCE,
                element=element,
                spot=Spot.START_TAG,
                related=() if later is None else ((later, f"{shorten(identity)} is here, which is too late"),),
                message=f"{name} has the z:Ref {shorten(identity)}, which no earlier object has as its z:Id",
                found=identity,
                expected="the z:Id of an earlier element",
            )
        elif not self._may_stand_for(found, declared):
            actual, expected = name_of_type(found.name), name_of_type(declared.name)
            yield Fault(
                rule=rules.MISPLACED_REFERENCE,
                element=element,
                facts=REFUSED_BY_DOTNET,
                spot=Spot.START_TAG,
                message=f"{name} refers to {shorten(identity)}, {actual}, where {expected} is declared",
                found=identity,
                expected=expected,
            )
        elif len(element) or element.text:
            yield Fault(
                rule=rules.MISPLACED_REFERENCE,
                element=element,
                facts=lost("the object referred to", schema_valid=element not in self.invalid),
                message=f"{name} refers to {shorten(identity)} and must be empty; .NET would lose what is in it",
                found=element.text or local_name(element[0]),
                expected="nothing",
            )

    def leads_to_one_of(self, declared: DataContract, element: etree._Element) -> bool:
        """Tell whether a ``z:Ref`` leads to an object that may stand there, so that .NET skips what is in the element.

        What is in any other is judged as if the reference were not there: .NET would never come to it.
        """
        found = self._objects.get(element.get(REF, ""))
        return found is not None and self._may_stand_for(found, declared)

    def keep_unknown(self, element: etree._Element) -> None:
        """Remember the ``z:Id`` of an object that nobody knows: to refer to it is not another fault."""
        identity = element.get(ID)
        if identity is not None:
            self._unknown.add(identity)

    def _may_stand_for(self, found: DataContract, declared: DataContract) -> bool:
        return declared.name in (found.name, QName(XS, "anyType")) or self.contracts.is_derived(
            found.name, declared.name
        )

    def _odd_name(self, element: etree._Element, identity: str, attribute: str) -> Fault:
        return Fault(
            rule=rules.MISPLACED_REFERENCE,
            element=element,
            spot=Spot.START_TAG,
            message=f"{local_name(element)}: {attribute} is {shorten(identity)}, which is not a name",
            found=identity,
            expected="an identity such as i1",
        )
