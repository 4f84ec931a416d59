"""Elements that are right but for their namespace: one fault for one mistake, however many elements made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.qname import QName
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED
from dcxml.validation.faults import Fault, Spot, local_name, shorten, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.contract import DataContractSet
    from dcxml.validation.whole_document import Memory, WholeDocument

__all__ = ["WrongNamespaces"]


@frozen
class WrongNamespaces:
    """The namespaces of one document, and what has been told of them."""

    contracts: DataContractSet
    document: WholeDocument
    memory: Memory

    def faults(
        self, elements: Sequence[tuple[etree._Element, QName]], *, label: str, required: AbstractSet[str]
    ) -> Iterator[Fault]:
        """Yield one fault for the elements of one parent that are in one wrong namespace, each with its right name.

        Those whose names are ``required`` are not lost, but make .NET refuse the document.

        Where no contract is in that namespace, it is the same mistake all over the document, and told once.
        """
        pairs: dict[tuple[str, str], list[etree._Element]] = {}
        for element, meant in elements:
            found = QName.from_clark(str(element.tag)).namespace
            pairs.setdefault((found, meant.namespace), []).append(element)
        for (found, expected), same in pairs.items():
            others = [local_name(element) for element in same[1:]]
            count = len(others)
            if all(contract.name.namespace != found for contract in self.contracts):
                if (found, expected) in self.memory.namespaces:
                    continue
                self.memory.namespaces.add((found, expected))
                count = self.document.count_of(found, same[0]) - 1
                others = [f"{count} other element{'s' * (count > 1)}"] * (count > 0)
            else:
                more = self.document.more_like(same[0], len(same))
                if more is None:
                    continue
                others += [local_name(same[0])] * more
            name = local_name(same[0])
            is_refused = any(QName(expected, local_name(element)).clark in required for element in same)
            beside = f", and likewise {some_of(others)}" if others else ""
            yield Fault(
                rule=rules.WRONG_NAMESPACE,
                element=same[0],
                spot=Spot.START_TAG,
                facts=REFUSED if is_refused else None,
                message=f"{name} is in the namespace {shorten(found)}, but {label} has it in {shorten(expected)};"
                f" .NET would {'refuse' if is_refused else 'lose'} it{beside}",
                found=str(same[0].tag),
                expected=QName(expected, name).clark,
            )
