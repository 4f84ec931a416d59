"""The settings of all formats; each takes those that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from dcxml.reporting.reporter import verdicts_of_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dcxml.reporting.reporter import RuleRecord, RuleText, Verdicts

__all__ = ["Settings"]


@frozen(kw_only=True)
class Settings:
    """What a reporter is made with; `reporter` says what each is."""

    rules: Mapping[str, RuleRecord]
    color: bool = False
    width: int = 100
    root: str | None = None
    subject: str = "dcxml validate"
    verdicts: Verdicts = verdicts_of_document
    text_of: RuleText | None = None
