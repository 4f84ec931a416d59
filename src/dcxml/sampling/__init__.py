"""Example values of contracts, without chance and without Hypothesis: as a help page shows them, the least, all.

Knows contracts, their classes and the facets of simple types; nothing here is written or printed.
"""

from dcxml.sampling.kinds import KINDS, SampleKind
from dcxml.sampling.sample import DEFAULT_NOW, sample

__all__ = ["DEFAULT_NOW", "KINDS", "SampleKind", "sample"]
