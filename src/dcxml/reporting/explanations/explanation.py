"""An explanation of a rule: what its own record does not say, a document that breaks it, and one that does not.

The documents are of the contracts that ``docs/rules/README.md`` shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI

if TYPE_CHECKING:
    from dcxml.validation import Rule

__all__ = ["Explanation", "holder", "order"]

_PREFIXES: Final = {"a": ARRAYS, "b": "urn:base", "i": XSI, "n": "urn:n", "x": XS, "z": SERIALIZATION}
_USED: Final = re.compile(r"""(?<=[<\s"/'])([abinxz]):""")


@frozen(kw_only=True)
class Explanation:
    """What there is to know about a rule.

    ``why`` says what .NET and XML Schema do, ``fix`` what to do about it. ``wrong`` breaks the rule and no other,
    ``right`` breaks none; ``wrong_shown`` stands on the page where ``wrong`` is too long for one. There are neither
    where a rule is not about what is in a document. ``sources`` name what the rule rests on: classes of .NET, sections
    of W3C recommendations.
    """

    rule: Rule
    why: str
    wrong: str = ""
    right: str = ""
    fix: str
    sources: tuple[str, ...]
    wrong_shown: str | None = None


def order(*lines: str, attributes: str = "", number: str = "<Number>1</Number>") -> str:
    """Return an ``Order`` with its required ``Number``, and ``lines`` behind it, with the prefixes that are used."""
    return _document("Order", "urn:shop", [*([number] if number else []), *lines], attributes)


def holder(*lines: str) -> str:
    """Return a ``Holder`` of objects with IsReference."""
    return _document("Holder", "urn:h", list(lines), "")


def _document(name: str, namespace: str, lines: list[str], attributes: str) -> str:
    body = "".join(f"  {line}\n" for line in lines)
    used = sorted(set(_USED.findall(body + attributes)))
    declarations = "".join(f'\n    xmlns:{prefix}="{_PREFIXES[prefix]}"' for prefix in used)
    return f'<{name} xmlns="{namespace}"{declarations}{attributes}>\n{body}</{name}>\n'
