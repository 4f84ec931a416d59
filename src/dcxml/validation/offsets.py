"""The two parts of a DateTimeOffset, which are right alone and may be wrong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.errors import LexicalError
from dcxml.lexical.date_time_offset import date_time_offset_from_parts
from dcxml.lexical.table import PRIMITIVES
from dcxml.qname import XS, QName, clr_namespace
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED_BY_DOTNET
from dcxml.validation.faults import Fault, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["offset_faults"]


def offset_faults(element: etree._Element) -> Iterator[Fault]:
    """Yield the fault of an offset beyond 14 hours, or one that leads out of the years 1 to 9999."""
    moment, minutes = (
        element.find(QName(clr_namespace("System"), name).clark) for name in ("DateTime", "OffsetMinutes")
    )
    if moment is None or minutes is None or len(moment) or len(minutes):
        return
    try:
        value = PRIMITIVES[QName(XS, "dateTime")].parse(moment.text or "")
        offset = PRIMITIVES[QName(XS, "short")].parse(minutes.text or "")
    except LexicalError:
        return  # told where the text is
    try:
        date_time_offset_from_parts(value, offset)
    except LexicalError as error:
        yield Fault(
            rule=rules.INTEGER,
            element=minutes,
            facts=REFUSED_BY_DOTNET,
            message=f"{local_name(minutes)}: {shorten(minutes.text or '')} is no offset that .NET takes: {error}",
            found=minutes.text,
            expected="-840 to 840",
        )
