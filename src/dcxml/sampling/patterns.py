"""Texts that match a pattern of XML Schema, made by walking the pattern: no search, and the same ones each time."""

from __future__ import annotations

import re
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]  # Python has no public parser of expressions
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Matching", "compiled", "matching_texts"]

_ALPHABET: Final = [*map(chr, range(0x61, 0x7B)), *map(chr, range(0x20, 0x61)), *"{|}~é\n\tΩ日\U0001f600"]
"""What is tried where a pattern allows nearly everything, the simplest first."""
_CATEGORIES: Final[dict[Any, Callable[[str], bool]]] = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    codes.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    codes.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_FEW: Final = 3
"""How often more than it must be something is repeated."""
_SURROGATES: Final = range(0xD800, 0xE000)
_LONGEST: Final = 64
"""How long a text without an end gets."""
_MOST_ENDS: Final = 100
"""How many ranges of characters are looked at for their ends."""
_TEXTS: Final = 40
"""How many texts of a pattern are made where one has to do."""


def matching_texts(pattern: str, least: int = 0, most: int | None = None) -> Iterator[str]:
    """Yield texts that a pattern matches, the simplest first; none where the pattern cannot be read.

    ``least`` and ``most`` are how many characters there had better be.
    """
    from elementpath.regex import RegexError  # noqa: PLC0415 - for patterns alone

    try:
        matching = Matching(compiled(pattern), least, most)
    except (RegexError, re.error):
        return
    yield from dict.fromkeys((*matching.simplest(), *map(matching.any, range(_TEXTS))))


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of XML Schema as one of Python."""
    from elementpath.regex import translate_pattern  # noqa: PLC0415 - for patterns alone

    # Not what XPath has more: references back, lazy quantifiers, anchors.
    text = translate_pattern(pattern, back_references=False, lazy_quantifiers=False, anchors=False)
    return re.compile(text)


@define(eq=False)
class Matching:
    """The texts that match a pattern. ``least`` and ``most`` are how many characters there had better be."""

    pattern: re.Pattern[str]
    least: int = 0
    most: int | None = None
    _tree: Any = field(init=False)
    _characters: dict[int, tuple[list[str], list[str]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Parse the pattern."""
        self._tree = parser.parse(self.pattern.pattern, self.pattern.flags)

    def simplest(self) -> Iterator[str]:
        """Yield simple texts: the shortest one, one that is long enough, and one that is as long as may be."""
        low, high = self._tree.getwidth()
        longest = min(high, _LONGEST if self.most is None else self.most)
        for length in (low, self.least, longest):
            yield self._text(self._tree, _Chance(None, more=max(0, length - low)))

    def any(self, seed: int) -> str:
        """Return a text, the same one for the same seed."""
        random = Random(seed)  # noqa: S311 - no secret
        low, _ = self._tree.getwidth()
        more = random.randrange(_FEW + 1) + max(0, self.least - low)
        return self._text(self._tree, _Chance(random, more=more))

    def _text(self, nodes: Any, chance: _Chance) -> str:
        return "".join([self._node(code, value, chance) for code, value in nodes])

    def _node(self, code: Any, value: Any, chance: _Chance) -> str:
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.BRANCH:
            return self._text(chance.one_of(value[1]), chance)
        if code is codes.SUBPATTERN:
            return self._text(value[3], chance)
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, inner = value
            extra = chance.more_of(None if most is codes.MAXREPEAT else most - least)
            return "".join([self._text(inner, chance) for _ in range(least + extra)])
        if code in (codes.IN, codes.NOT_LITERAL, codes.ANY):
            return self._character(code, value, chance)
        return ""  # an anchor

    def _character(self, code: Any, value: Any, chance: _Chance) -> str:
        key = value if isinstance(value, int) else id(value)
        if key not in self._characters:
            self._characters[key] = _characters_of(code, value)
        plain, others = self._characters[key]
        found = plain or others
        return chance.one_of(plain + others if chance.random else found) if found else ""


@define(eq=False)
class _Chance:
    """What decides in one text; without ``random`` it is the first choice. ``more`` repetitions there may be."""

    random: Random | None
    more: int

    def one_of(self, items: Sequence[Any]) -> Any:
        return items[0] if self.random is None else self.random.choice(items)

    def more_of(self, most: int | None) -> int:
        room = self.more if most is None else min(self.more, most)
        extra = room if self.random is None else self.random.randint(0, room)
        self.more -= extra
        return extra


def _characters_of(code: Any, value: Any) -> tuple[list[str], list[str]]:
    """Return the characters that a place in a pattern allows: the plain ones, and the ends of its ranges."""
    if code is codes.ANY:
        return _ALPHABET[:60], _ALPHABET[60:]
    items = [(codes.NEGATE, None), (codes.LITERAL, value)] if code is codes.NOT_LITERAL else value
    plain = [character for character in _ALPHABET if _is_in(character, items)]
    ranges = (held for kind, held in items[:_MOST_ENDS] if kind is codes.RANGE)
    ends = [chr(at) for held in ranges for at in held if at not in _SURROGATES]
    named = [chr(held) for kind, held in items if kind is codes.LITERAL]
    return plain, [each for each in dict.fromkeys((*named, *ends)) if _is_in(each, items)]


def _is_in(character: str, items: Any) -> bool:
    """Tell whether a set of characters has one."""
    at, is_negated, found = ord(character), False, False
    for kind, held in items:
        if kind is codes.NEGATE:
            is_negated = True
        elif kind is codes.LITERAL:
            found = found or at == held
        elif kind is codes.RANGE:
            found = found or held[0] <= at <= held[1]
        elif kind is codes.CATEGORY:
            found = found or _CATEGORIES[held](character)
    return found is not is_negated
