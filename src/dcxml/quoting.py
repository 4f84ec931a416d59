"""Text as XML writes it by hand: in content and in attributes. The standard library's own module loads its network."""

from __future__ import annotations

__all__ = ["escape", "quoted"]


def escape(text: str) -> str:
    """Return ``text`` as it is written between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return ``text`` as an attribute's value, in quotes; line breaks and TABs stay what they are."""
    value = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"' + value.replace('"', "&quot;") + '"'
