"""Small changes to the text of a document, made by the million: some keep to what .NET writes, most do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

__all__ = ["EDITS", "edited", "tokens_of"]

_TOKEN: Final = re.compile(r"<[^<>]*>|[^<>]+")
_START: Final = re.compile(r"(<[^ />]+)([^>]*?)( ?/?>)")
_IDENTITY: Final = re.compile(r'z:(Id|Ref)="i[0-9]+"')
_IDENTITIES: Final = ('Id="i', 'Ref="i', 'Ref="i', 'Ref="i', 'Id="', 'Id="x')
_DIGIT: Final = re.compile(r"[0-9]")
_TEXTS: Final = (
    *(
        "",
        " ",
        "0",
        "-0",
        "00",
        "1",
        "+1",
        "-1",
        "1.",
        ".5",
        "1.50",
        "1e3",
        "1E+3",
        "INF",
        "-INF",
        "NaN",
        "true",
        "True",
    ),
    *("127", "128", "255", "256", "32768", "65536", "2147483647", "2147483648", "-2147483648", "9223372036854775808"),
    *("18446744073709551616", "79228162514264337593543950335", "79228162514264337593543950336", "1E400", "4.9E-324"),
    *("2025-01-01T00:00:00", "2025-01-01T00:00:00Z", "2025-02-29T00:00:00", "2024-02-29T23:59:59.9999999"),
    *("2025-01-01T24:00:00", "2025-01-01T00:00:00.0000000", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *(
        "2025-01-01T00:00:00+02:00",
        "2025-01-01T00:00:00.12345678",
        "2025-1-1T00:00:00",
        "2025-01-01",
        "10000-01-01T00:00:00",
    ),
    *(
        "PT0S",
        "P1D",
        "-P1DT2H3M4.5S",
        "P10675199DT2H48M5.4775807S",
        "P10675199DT2H48M5.4775808S",
        "PT1.00S",
        "P1Y",
        "PT",
    ),
    *(
        "66d630dd-753e-4a94-92d0-617692d98ce5",
        "66D630DD-753E-4A94-92D0-617692D98CE5",
        "{66d630dd}",
        "AA==",
        "AAA",
        "A A=",
    ),
    *(
        "a&amp;b",
        "&lt;",
        "&#xD;",
        "&#x1;",
        "&#65;",
        "&quot;",
        "&apos;",
        "&gt;",
        "a>b",
        "]]>",
        "é",
        "\U0001f600",
        "\ud7ff",
        "\ufffe",
    ),
    *("\t", "\n", "\r", "\r\n", "\x01", "\x85", "\u2028", "\ufeff", "\u0661", "a" * 300, "x y", "x:y", "http://a/b"),
)
_CHARACTERS: Final = ("", *"<>/&;\"'= \t\r\n\0:-+.0123456789aeEZTP\u00e9\u0661\ufeff")


def tokens_of(text: str) -> list[str]:
    """Return the tags and texts of a document, which together are it."""
    return _TOKEN.findall(text)


def edited(tokens: Sequence[str], random: Random, most: int = 2) -> str:
    """Return the document after one change or a few."""
    changed = [*tokens]
    for _ in range(random.randint(1, most)):
        if changed:
            random.choice(EDITS)(changed, random)
    return "".join(changed)


def _at(tokens: list[str], random: Random, *, is_tag: bool) -> int:
    """Return the index of a token of a kind, of a few that are looked at; of any where these are of the other."""
    index = 0
    for _ in range(8):
        index = random.randrange(len(tokens))
        if tokens[index].startswith("<") is is_tag:
            break
    return index


def _set_text(tokens: list[str], random: Random) -> None:
    tokens[_at(tokens, random, is_tag=False)] = random.choice(_TEXTS)


def _add_text(tokens: list[str], random: Random) -> None:
    tokens.insert(random.randint(0, len(tokens)), random.choice(_TEXTS))


def _drop(tokens: list[str], random: Random) -> None:
    del tokens[random.randrange(len(tokens))]


def _drop_element(tokens: list[str], random: Random) -> None:
    """Remove a start tag, its text and what ends it, where these stand together."""
    at = _at(tokens, random, is_tag=True)
    del tokens[at : at + (1 if tokens[at].endswith("/>") else 3)]


def _copy(tokens: list[str], random: Random) -> None:
    start = random.randrange(len(tokens))
    run = tokens[start : start + random.choice((1, 1, 2, 3, 3, 6))]
    at = start if random.random() < 0.5 else random.randint(0, len(tokens))
    tokens[at:at] = run


def _swap(tokens: list[str], random: Random) -> None:
    one, two = random.randrange(len(tokens)), random.randrange(len(tokens))
    tokens[one], tokens[two] = tokens[two], tokens[one]


def _borrow(tokens: list[str], random: Random) -> None:
    """Put one of the document's own tokens in another's place."""
    tokens[random.randrange(len(tokens))] = random.choice(tokens)


def _change_characters(tokens: list[str], random: Random) -> None:
    at = random.randrange(len(tokens))
    text = tokens[at]
    start = random.randint(0, len(text))
    tokens[at] = text[:start] + random.choice(_CHARACTERS) + text[start + random.choice((0, 1, 1, 2)) :]


def _change_digit(tokens: list[str], random: Random) -> None:
    """Change one digit of a text, which mostly makes another value of it."""
    at = _at(tokens, random, is_tag=False)
    digits = [*_DIGIT.finditer(tokens[at])]
    if digits:
        start = random.choice(digits).start()
        tokens[at] = f"{tokens[at][:start]}{random.randrange(10)}{tokens[at][start + 1 :]}"


def _empty(tokens: list[str], random: Random) -> None:
    """Write an element without content as one tag, or the other way round."""
    at = _at(tokens, random, is_tag=True)
    tag = tokens[at]
    if tag.endswith("/>"):
        name = tag[1:-2].split(" ", 1)[0]
        tokens[at : at + 1] = [f"{tag[:-2].rstrip()}>", f"</{name}>"]
    elif not tag.startswith("</"):
        tokens[at : at + 2] = [f"{tag[:-1]}{random.choice(('', ' '))}/>"]


def _nil(tokens: list[str], random: Random) -> None:
    at = _at(tokens, random, is_tag=True)
    name = tokens[at].strip("</>").split(" ", 1)[0]
    tokens[at : at + random.choice((1, 3))] = [f'<{name} i:nil="{random.choice(("true", "true", "false", "1"))}"/>']


def _change_attributes(tokens: list[str], random: Random) -> None:
    """Give a start tag the attributes of another, which may say what is in it."""
    at, other = _at(tokens, random, is_tag=True), _at(tokens, random, is_tag=True)
    name, attributes = _START.match(tokens[at]), _START.match(tokens[other])
    if name is not None and attributes is not None:
        tokens[at] = f"{name[1]}{attributes[2]}{name[3]}"


def _change_identity(tokens: list[str], random: Random) -> None:
    """Let an element with an identity, or a reference to one, have another."""
    at = _at(tokens, random, is_tag=True)
    tokens[at] = _IDENTITY.sub(lambda _: f'z:{random.choice(_IDENTITIES)}{random.randint(1, 5)}"', tokens[at])


EDITS: Final[tuple[Callable[[list[str], Random], None], ...]] = (
    *(
        _set_text,
        _set_text,
        _set_text,
        _set_text,
        _add_text,
        _drop,
        _drop_element,
        _drop_element,
        _copy,
        _swap,
        _borrow,
    ),
    *(_change_characters, _change_characters, _change_characters, _empty, _nil),
    *(_change_attributes, _change_attributes, _change_identity, _change_identity),
    *(_change_digit, _change_digit, _change_digit, _change_digit),
)
