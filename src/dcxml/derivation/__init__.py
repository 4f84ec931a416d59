"""From documentation to data contracts: help pages and sample documents in, contracts with evidence out."""

from dcxml.derivation.derive import derive_contracts
from dcxml.derivation.result import Derivation, Fact
from dcxml.derivation.sample import SampleDocument
from dcxml.derivation.source import Source

__all__ = ["Derivation", "Fact", "SampleDocument", "Source", "derive_contracts"]
