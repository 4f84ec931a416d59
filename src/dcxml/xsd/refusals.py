"""What .NET's importer refuses, as it is found: raised where the hub cannot hold it either, else noted.

The reasons are those of .NET's ``SchemaImporter``, in the words of XML Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from attrs import define, field

from dcxml.contract.refusals import Refusal
from dcxml.errors import SchemaError
from dcxml.xsd.completion import missing_error
from dcxml.xsd.elements import fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from dcxml.contract.missing import MissingReference
    from dcxml.qname import QName

__all__ = ["Refusals", "Refused", "refuse", "refuse_all"]


class Refused(Exception):  # noqa: N818 - no error: the component is kept as its definition
    """Tells that a component is no data contract, why, and at which element."""

    def __init__(self, reason: str, element: etree._Element) -> None:
        """Keep the reason and the place."""
        super().__init__(reason)
        self.reason = reason
        self.element = element


def refuse(reason: str, element: etree._Element) -> Never:
    """Stop the reading of a component that neither .NET nor the hub takes for a data contract."""
    raise Refused(reason, element)


@define
class Refusals:
    """What .NET refuses of one set of schemas: the first reason of each component, as .NET tells it."""

    found: dict[QName, Refusal] = field(factory=dict)
    faults: list[SchemaError] = field(factory=list)
    """The same as errors, in the order in which they are found, for a reading that is strict."""

    def note(self, name: QName, reason: str, element: etree._Element) -> None:
        """Note that .NET refuses the component ``name``."""
        if name not in self.found:
            self.faults.append(fault(reason, element))
        self.found.setdefault(name, Refusal(name, reason, element.getroottree().docinfo.URL, element.sourceline))


def refuse_all(missing: Iterable[MissingReference], refusals: Refusals) -> None:
    """Refuse in one error what is missing, each thing where it is first needed, and what .NET refuses.

    :raises SchemaError: where there is either: the first, with the others in its ``others``.
    """
    needed: dict[tuple[str, str], MissingReference] = {}
    for each in missing:
        needed.setdefault((each.kind, each.name), each)
    errors = [*map(missing_error, needed.values()), *refusals.faults]
    if errors:
        first, *others = errors
        raise SchemaError(
            first.reason, file=first.file, line=first.line, component=first.component, others=others
        ) from None
