"""Values as source text: the only way for a text of a model to get into generated code."""

from __future__ import annotations

__all__ = ["docstring", "formatted", "literal"]


def literal(value: str | bytes | float | bool | None) -> str:  # noqa: FBT001 - any literal value
    """Return the Python literal of a value, strings in double quotes and in ASCII where they are not printable."""
    if isinstance(value, str):
        return _string(value)
    return repr(value)


def docstring(text: str) -> str:
    """Return the inside of a triple-quoted docstring: whatever ``text`` holds, it cannot end the string."""
    inside = "".join(
        char if char == "\n" or char.isprintable() else repr(char)[1:-1] for char in text.replace("\\", r"\\")
    )
    is_safe = '"""' not in text and not text.endswith('"')
    return inside if is_safe else inside.replace('"', r"\"")


def formatted(text: str) -> str:
    """Return a text as it stands in a formatted string in double quotes, outside of its braces."""
    return _inside(text).replace('"', r"\"").replace("{", "{{").replace("}", "}}")


def _string(text: str) -> str:
    """Return the text in double quotes, or in single ones where that saves escapes, as formatters prefer it."""
    inside = _inside(text)
    if text.count('"') > text.count("'"):
        return "'" + inside.replace("'", r"\'") + "'"
    return '"' + inside.replace('"', r"\"") + '"'


def _inside(text: str) -> str:
    """Return the text with all escapes but those of quotes."""
    # repr() of a text that holds only single quotes is in double ones and escapes nothing; else all is in single ones.
    quoted = repr(text)
    return quoted[1:-1].replace(r"\'", "'") if quoted[0] == "'" else quoted[1:-1]
