"""What is put right, in one table by the code of the rule: how, and in a sentence what becomes of it.

A rule that is not in it has no repair that is certain.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - attrs resolves the annotations of its classes
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.fixing import members, namespaces, nil, order, texts

if TYPE_CHECKING:
    from dcxml.fixing.document import Document
    from dcxml.fixing.proposal import Proposal
    from dcxml.validation.findings import Finding

__all__ = ["FIXERS", "Fixer"]


@frozen
class Fixer:
    """How findings of one rule are put right: the functions to ask, the first that has a proposal counts."""

    code: str
    summary: str
    propose: tuple[Callable[[Finding, Document], Proposal | None], ...]

    def proposal(self, finding: Finding, document: Document) -> Proposal | None:
        """Return how a finding would be put right; None where that is not certain."""
        proposals = (propose(finding, document) for propose in self.propose)
        return next((proposal for proposal in proposals if proposal is not None), None)


_NUMBER: Final = "What .NET reads as a value is written as .NET writes that value."

FIXERS: Final = {
    fixer.code: fixer
    for fixer in (
        Fixer(
            "DC002",
            "A root whose name is that of one known root but for the case of its letters gets that name.",
            (members.root_in_its_case,),
        ),
        Fixer(
            "DC003",
            "An element that can have meant one member only, which is missing, gets its namespace, where it has none,"
            " nearly that one (a slash, `https`, a letter), or another one of the contracts': where it is declared if"
            " all that use the declaration have meant it, else in the names.",
            (namespaces.in_its_namespace,),
        ),
        Fixer(
            "DC004",
            "A member is moved to its place, with the white space and the comments before it and those behind it on its"
            " line.",
            (order.reordered,),
        ),
        Fixer("DC005", "A member that says again what the first one says is taken out.", (members.said_once,)),
        Fixer(
            "DC006",
            "An element whose name is that of one missing member, or of the item, but for the case of its letters gets"
            " that name.",
            (members.named_in_its_case,),
        ),
        Fixer("DC008", 'An `i:nil="false"` that the schema does not allow is taken out.', (nil.no_longer_said,)),
        Fixer("DC023", "White space in an element that is null is taken out.", (nil.emptied,)),
        Fixer("DC024", "`True` or `FALSE` in `i:nil` is written in small letters.", (nil.spelled,)),
        Fixer("DC025", "An empty element of a value type that may be null becomes null.", (nil.restored,)),
        Fixer(
            "DC026",
            "A value in another case, between white space, or flags with commas or TABs between them, is written as the"
            " contract has it, if it can be one value only; an empty element that may be null becomes null.",
            (nil.restored, texts.enumeration),
        ),
        Fixer("DC030", "`True` or `FALSE` is written in small letters.", (texts.boolean,)),
        Fixer("DC031", _NUMBER, (texts.as_read,)),
        Fixer("DC032", _NUMBER, (texts.as_read,)),
        Fixer("DC033", "`Infinity`, `+INF` and `nan` become `INF` and `NaN`.", (texts.floating_point,)),
        Fixer("DC034", _NUMBER, (texts.as_read,)),
        Fixer(
            "DC035",
            "A date without a time gets `T00:00:00`, which .NET reads; a space between date and time becomes `T`.",
            (texts.date_time,),
        ),
        Fixer("DC036", "Years and months become the days that .NET reads: 365 and 30.", (texts.duration,)),
        Fixer(
            "DC037",
            "Braces, parentheses and white space around a Guid are taken out, and missing hyphens put in.",
            (texts.guid,),
        ),
        Fixer("DC039", "Two texts of base64 in one, which .NET reads, become one.", (texts.as_read,)),
        Fixer(
            "DC044",
            "Where it is asked for (`--canonical`), a text that is right is written as .NET writes it: `5` for `+5`.",
            (texts.as_written,),
        ),
    )
}
"""The fixers by the code of their rule."""
