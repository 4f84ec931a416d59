"""What .NET's importer refuses, as it is found: raised where the hub cannot hold it either, else noted.

The reasons are those of .NET's ``SchemaImporter``, in the words of XML Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from attrs import define, field

from dcxml.contract.refusals import Refusal
from dcxml.xsd.elements import fault

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.qname import QName

__all__ = ["Refusals", "Refused", "refuse"]


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

    strict: bool
    found: dict[QName, Refusal] = field(factory=dict)

    def note(self, name: QName, reason: str, element: etree._Element) -> None:
        """Note that .NET refuses the component ``name``.

        :raises SchemaError: where the reading is strict, with the place.
        """
        if self.strict:
            raise fault(reason, element)
        self.found.setdefault(name, Refusal(name, reason, element.getroottree().docinfo.URL, element.sourceline))
