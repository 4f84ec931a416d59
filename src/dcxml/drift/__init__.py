"""Contract drift: what has changed between two contract sets, and whom it breaks."""

from dcxml.drift.change import Change
from dcxml.drift.compare import diff_contracts
from dcxml.drift.effects import READERS, Effects, Level, Outcome, Party
from dcxml.drift.rules import CHANGES, ChangeRule

__all__ = [
    "CHANGES",
    "READERS",
    "Change",
    "ChangeRule",
    "Effects",
    "Level",
    "Outcome",
    "Party",
    "diff_contracts",
]
