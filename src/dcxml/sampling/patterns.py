"""Texts that a pattern of XML Schema matches (W3C XML Schema, part 2, appendix F): the shortest first.

Takes a pattern apart into branches, pieces and quantifiers; which characters an atom stands for is asked of its
translation to Python.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["matching_texts"]

_VARIANTS: Final = 24
"""How many texts are made of a pattern: each takes other branches, more repetitions, other characters."""
_CHARACTERS: Final = (
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/@#+,;!?*()[]{}<>=&%$'\"\\^~|` \t\n"
    "\u00e9\u00df\u03a9\u044f\u4e2d\u0663\u20ac\U0001f600"
)
"""What is tried for an atom, in this order, after the characters that it names itself."""
_QUANTIFIER: Final = re.compile(r"[?*+]|\{(\d+)(,?)(\d*)\}")
_ESCAPE: Final = re.compile(r"\\(?:[pP]\{[^}]*\}|.)", re.DOTALL)


@frozen
class _Piece:
    """An atom, a group of branches or a text for one character, and how often it stands there, at least and at most."""

    atom: str | _Branches
    least: int
    most: int | None


@frozen
class _Branches:
    """The alternatives of an expression, each a sequence of pieces."""

    branches: tuple[tuple[_Piece, ...], ...]


def matching_texts(pattern: str) -> Iterator[str]:
    """Yield texts that a pattern matches, the shortest first; none where the pattern cannot be read."""
    try:
        expression, end = _expression(pattern, 0)
        if end != len(pattern):
            return
        seen: set[str] = set()
        for variant in range(_VARIANTS):
            text = _text(expression, variant)
            if text not in seen:
                seen.add(text)
                yield text
    except (IndexError, LookupError, re.error):
        return


def _expression(pattern: str, at: int) -> tuple[_Branches, int]:
    branches: list[tuple[_Piece, ...]] = []
    pieces: list[_Piece] = []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            branches.append(tuple(pieces))
            pieces = []
            at += 1
            continue
        atom, at = _atom(pattern, at)
        least, most, at = _quantity(pattern, at)
        pieces.append(_Piece(atom, least, most))
    return _Branches((*branches, tuple(pieces))), at


def _atom(pattern: str, at: int) -> tuple[str | _Branches, int]:
    if pattern[at] == "(":
        group, end = _expression(pattern, at + 1)
        return group, _behind(pattern, end, ")")
    if pattern[at] == "[":
        end = _end_of_class(pattern, at)
        return pattern[at:end], end
    match = _ESCAPE.match(pattern, at)
    end = at + 1 if match is None else match.end()
    return pattern[at:end], end


def _behind(pattern: str, at: int, character: str) -> int:
    if pattern[at] != character:
        raise LookupError(pattern)
    return at + 1


def _end_of_class(pattern: str, at: int) -> int:
    """Return where a class of characters ends; a subtraction is a class inside it."""
    depth = 0
    while True:
        match = _ESCAPE.match(pattern, at)
        if match is not None:
            at = match.end()
            continue
        depth += {"[": 1, "]": -1}.get(pattern[at], 0)
        at += 1
        if not depth:
            return at


def _quantity(pattern: str, at: int) -> tuple[int, int | None, int]:
    match = _QUANTIFIER.match(pattern, at)
    if match is None:
        return 1, 1, at
    if match[1] is None:
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}[match[0]]
        return least, most, match.end()
    least = int(match[1])
    most = least if not match[2] else int(match[3]) if match[3] else None
    return least, most, match.end()


def _text(expression: _Branches, variant: int) -> str:
    pieces = expression.branches[variant % len(expression.branches)]
    return "".join(_repeated(piece, variant) for piece in pieces)


def _repeated(piece: _Piece, variant: int) -> str:
    times = piece.least + variant if piece.most is None else min(piece.least + variant, piece.most)
    if isinstance(piece.atom, _Branches):
        return "".join(_text(piece.atom, variant) for _ in range(times))
    if not times:
        return ""
    characters = _characters(piece.atom)
    return "".join(characters[at % len(characters)] for _, at in zip(range(times), count(variant), strict=False))


@cache
def _characters(atom: str) -> str:
    """Return some of the characters that an atom stands for.

    :raises LookupError: where none is known.
    """
    from elementpath.regex import translate_pattern  # noqa: PLC0415 - for patterns alone

    translated = translate_pattern(atom, back_references=False, lazy_quantifiers=False, anchors=False)
    allows = re.compile(translated).fullmatch
    found = "".join(dict.fromkeys(each for each in (*_CHARACTERS, *atom) if allows(each)))
    if not found:
        raise LookupError(atom)
    return found
