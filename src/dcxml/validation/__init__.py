"""Findings: what keeps a document from being valid for its contracts or readable by .NET, each with its place."""

from dcxml.validation.facts import Facts, Severity
from dcxml.validation.findings import Finding, Related
from dcxml.validation.rules import RULES, Rule
from dcxml.validation.validate import validate

__all__ = ["RULES", "Facts", "Finding", "Related", "Rule", "Severity", "validate"]
