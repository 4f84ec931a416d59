"""Findings told, to people and to machines: one reporter per output format. Text comes out; nothing is printed here."""

from dcxml.reporting.checked import CheckedDocument, Summary, Tally
from dcxml.reporting.formats import FORMATS, reporter
from dcxml.reporting.reporter import Reporter, RuleRecord, Verdict
from dcxml.reporting.statistics import statistics, summary_line

__all__ = [
    "FORMATS",
    "CheckedDocument",
    "Reporter",
    "RuleRecord",
    "Summary",
    "Tally",
    "Verdict",
    "reporter",
    "statistics",
    "summary_line",
]
