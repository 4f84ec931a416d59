"""What ``System.Uri.Equals`` compares: the canonical text without fragment, and without the user of an authority.

Covers URIs with a scheme and a host name, and those of schemes that .NET does not know (``urn:``). What is left —
files, IPv6 and numeric hosts, mail addresses, ``ftp:`` — compares by its text, as relative ones do in .NET.
"""

from __future__ import annotations

import re
from typing import Final

from dcxml.lexical.system_uri import is_system_uri

__all__ = ["comparable_uri"]

_WHITE_SPACE: Final = " \n\r\t"
_PARTS: Final = re.compile(
    r"""([A-Za-z][A-Za-z0-9+.\-]*):                                         # scheme
        (?:[/\\]{2}(?:[^/\\?\#@]*@)?([^/\\?\#@:\[\]]+)(?::(\d*))?(?=[/\\?\#]|\Z))?  # user, host, port
        ([^?\#]*)(\?[^\#]*)?(?:\#.*)?                                      # path, query, fragment""",
    re.DOTALL | re.VERBOSE,
).fullmatch
_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|%")
_MEANINGLESS: Final = frozenset(' "-.<>^_`{|}~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
"""The ASCII characters that mean the same escaped and as they are."""
_IRI: Final = re.compile("[\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd]").fullmatch
_PORTS: Final = {"http": "80", "https": "443", "ws": "80", "wss": "443"}
_TEXT_ONLY: Final = frozenset({"file", "ftp", "gopher", "ldap", "mailto", "net.pipe", "net.tcp", "nntp", "telnet"})


def comparable_uri(text: str) -> str:
    """Return the text that two URIs share exactly where ``System.Uri`` holds them for equal."""
    token = text.strip(_WHITE_SPACE)
    parts = _PARTS(token)
    if parts is None:
        return text
    scheme, host, port, path, query = parts.groups()
    scheme = scheme.lower()
    if len(scheme) == 1 or scheme in _TEXT_ONLY or not is_system_uri(text):
        return text
    if host is None:
        is_opaque = scheme not in _PORTS and path[:1] not in ("", "/", "\\")
        return f"{scheme}:{_unescaped(path + (query or ''))}" if is_opaque else text
    if not any(character.isalpha() for character in host.rpartition(".")[2] or host):
        return text  # a number may be an address
    port = (port or "").lstrip("0")
    port = "" if port == _PORTS.get(scheme) else port and f":{port}"
    path = _without_dots(_unescaped(path).replace("\\", "/")) if path else "/"
    return f"{scheme}://{host.lower()}{port}{path}{_unescaped(query or '')}"


def _without_dots(path: str) -> str:
    """Return a path whose ``.`` and ``..`` are carried out (RFC 3986, Remove Dot Segments)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
            continue
        if place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _unescaped(text: str) -> str:
    """Return a text without the escapes that mean nothing (``UriFormat.SafeUnescaped``)."""
    return _ESCAPES.sub(lambda found: _unescaped_run(found[0]), text)


def _unescaped_run(run: str) -> str:
    if run == "%":
        return "%25"
    octets = bytes.fromhex(run.replace("%", ""))
    place, parts = 0, []
    for character in octets.decode("utf-8", "surrogateescape"):
        width = len(character.encode("utf-8", "surrogateescape"))
        is_read = character in _MEANINGLESS if character.isascii() else _IRI(character) is not None
        parts.append(character if is_read else run[3 * place : 3 * (place + width)])
        place += width
    return "".join(parts)
