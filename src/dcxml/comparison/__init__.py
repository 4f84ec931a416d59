"""What differs between two values or two documents, member by member; how it is told is decided elsewhere."""

from dcxml.comparison.difference import Difference
from dcxml.comparison.documents import document_differences
from dcxml.comparison.values import value_differences

__all__ = ["Difference", "document_differences", "value_differences"]
