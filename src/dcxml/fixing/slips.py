"""Namespaces written for another by a slip of the pen, told from those that someone has made for their own."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dcxml.contract import DataContractSet

__all__ = ["is_near", "is_slip"]

_ALIKE: Final = 6
"""Characters that two namespaces must have in common: more than ``urn:``."""
_DIGIT: Final = re.compile(r"\d")


def is_slip(found: str, expected: str, contracts: DataContractSet) -> bool:
    """Tell whether a namespace was written for another: elements of any other one may be someone's extension.

    It was where there is none, where it is one of the contracts', or nearly the one expected.
    """
    return not found or any(contract.name.namespace == found for contract in contracts) or is_near(found, expected)


def is_near(one: str, two: str) -> bool:
    """Tell whether two namespaces differ as slips of the pen do: never in a digit, which may be that of a version.

    That is in the case of letters, in http or https, in a slash at the end, in one letter, or in two that have changed
    places.
    """
    one, two = (text.casefold().replace("https://", "http://", 1).rstrip("/") for text in (one, two))
    if one == two:
        return True
    start = _in_common(one, two)
    one, two = one[start:], two[start:]
    end = _in_common(one[::-1], two[::-1])
    one, two = one[: len(one) - end], two[: len(two) - end]
    is_swapped = len(one) == len("ab") and one == two[::-1]
    is_near_all = start + end >= _ALIKE and (is_swapped or max(len(one), len(two)) <= 1)
    return is_near_all and not _DIGIT.search(one + two)


def _in_common(one: str, two: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
