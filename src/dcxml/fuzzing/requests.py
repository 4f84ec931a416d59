"""What no request can be made of, refused before the first: addresses, methods, headers and times that are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_address", "check_headers", "check_method", "check_timeout"]

_SCHEMES: Final = ("http", "https")
_NEVER: Final = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')
"""What no URI has anywhere (RFC 3986)."""
_NOT_IN_PATHS: Final = re.compile(r"[^!-~]")
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""The name of a method or a header (RFC 9110)."""
_VALUE: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_MOST_SECONDS: Final = 86_400
_SUCH_AS: Final = "allowed: such as http://127.0.0.1:8000/path"


def check_address(url: str) -> None:
    """Refuse an address that no request can go to, or would go to without a part of it.

    :raises ValueError: with what is allowed.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise ValueError(f"{url!r} is no address ({error}); {_SUCH_AS}") from None
    if parts.username is not None or parts.password is not None:
        raise ValueError("the address has a user in it, who would not be sent; allowed: the header Authorization")
    if parts.scheme not in _SCHEMES or not host or port == 0:
        raise ValueError(f"{url!r} is no address; {_SUCH_AS}")
    wrong = _NEVER.search(url) or _NOT_IN_PATHS.search(f"{parts.path}{parts.query}")
    if wrong is not None:
        coded = "".join(f"%{octet:02X}" for octet in wrong[0].encode("utf-8", "surrogateescape"))
        raise ValueError(f"{wrong[0]!r} may not stand in an address; allowed: {coded}")


def check_method(method: str) -> None:
    """Refuse what is no method.

    :raises ValueError: with what is allowed.
    """
    if not _TOKEN.fullmatch(method):
        raise ValueError(f"{method!r} is no method; allowed: such as POST")


def check_headers(headers: Mapping[str, str]) -> None:
    """Refuse what is no header.

    :raises ValueError: with what is allowed.
    """
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(f"{f'{name}: {value}'!r} is no header; allowed: such as 'Accept: application/xml'")


def check_timeout(seconds: float) -> None:
    """Refuse a time that nothing can take.

    :raises ValueError: with what is allowed.
    """
    if not 0 < seconds <= _MOST_SECONDS:
        raise ValueError(f"the timeout is {seconds:g}; allowed: more than 0 and at the most {_MOST_SECONDS} seconds")
