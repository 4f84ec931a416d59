"""Documents put right where that is certain, by minimal edits: what is not wrong stays byte for byte."""

from dcxml.fixing.fix import fix
from dcxml.fixing.fixers import FIXERS, Fixer
from dcxml.fixing.proposal import Fix, Fixed

__all__ = ["FIXERS", "Fix", "Fixed", "Fixer", "fix"]
