"""Findings: what keeps a document from being valid for its contracts or readable by .NET, each with its place."""

from dcxml.validation.findings import Finding
from dcxml.validation.rules import RULES, Rule
from dcxml.validation.validate import validate

__all__ = ["RULES", "Finding", "Rule", "validate"]
