"""Where .NET's serializer stops reading a document: one node behind the root, be it white space or a comment.

``DataContractSerializer.ReadObject`` moves its reader past the root's end, to the next node, and asks for no other.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["end_of_reading"]

_DECLARATION_OR_TAG: Final = re.compile(
    rb"""<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|(?![!?])[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>)""",
    re.DOTALL,
)
_NEXT_NODE: Final = re.compile(rb"[ \t\r\n]++|<!--.*?-->", re.DOTALL)


def end_of_reading(octets: bytes) -> int | None:
    """Return where .NET stops reading a document in UTF-8; None where it looks at all of it, or is no XML.

    Up to there the document is not checked to be well-formed: tags are only counted.
    """
    root = _end_of_root(octets)
    node = None if root is None else _NEXT_NODE.match(octets, root)
    return node.end() if node is not None and node.end() < len(octets) else None


def _end_of_root(octets: bytes) -> int | None:
    depth = at = 0
    while (start := octets.find(b"<", at)) >= 0:
        markup = _DECLARATION_OR_TAG.match(octets, start)
        if markup is None:
            return None
        at = markup.end()
        kind = octets[start + 1 : start + 2]
        if kind in b"!?":
            continue
        if kind == b"/":
            depth -= 1
        elif octets[at - 2 : at] != b"/>":
            depth += 1
        if depth <= 0:
            return at
    return None
