"""What a rule proposes: edits of the octets, and what the elements that they touch say from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml import etree

    from dcxml.fixing.records import Record
    from dcxml.fixing.source import Edit
    from dcxml.validation.findings import Finding

__all__ = ["Fix", "Fixed", "Proposal"]


@frozen(kw_only=True)
class Fix:
    """What was put right: the ``finding`` in the document as it was then, and a few words about the change."""

    finding: Finding
    message: str

    @property
    def code(self) -> str:
        """The code of the rule that was broken."""
        return self.finding.code

    def __str__(self) -> str:
        """Return ``page.xml:14:3: DC030 'True' becomes 'true' (/Order/Paid)``."""
        finding = self.finding
        position = [str(number) for number in (finding.line, finding.column) if number is not None]
        place = ":".join(([finding.file] if finding.file else []) + position)
        return f"{place}: {self.code} {self.message} ({finding.path})"


@frozen(kw_only=True)
class Fixed:
    """A document with all put right that is certain: ``applied`` in the order of doing, and what is ``left``.

    ``data`` is text where text was given, and the very same where nothing was applied.
    """

    data: bytes | str
    applied: tuple[Fix, ...] = ()
    left: tuple[Finding, ...] = ()


@frozen(kw_only=True, eq=False)
class Proposal:
    """How one finding, or several at once, would be put right.

    ``changes`` says for each element that is touched what it says afterwards, None where it is gone; all others must
    say what they said.
    """

    fixes: tuple[Fix, ...]
    edits: tuple[Edit, ...]
    changes: Mapping[etree._Element, Record | None] = field(factory=dict)

    @classmethod
    def of(
        cls,
        finding: Finding,
        message: str,
        *,
        edits: Collection[Edit],
        changes: Mapping[etree._Element, Record | None] | None = None,
    ) -> Proposal:
        """Return the proposal for one finding."""
        return cls(fixes=(Fix(finding=finding, message=message),), edits=tuple(edits), changes=changes or {})
