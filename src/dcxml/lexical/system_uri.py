"""Which texts ``System.Uri`` takes with ``UriKind.RelativeOrAbsolute``: nearly all but a bad authority.

Only the verdict; nothing is changed or made canonical.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["is_system_uri"]

_LONGEST: Final = 0xFFF0 - 1
_LONGEST_SCHEME: Final = 1024
_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 256
_HIGHEST_PORT: Final = 0xFFFF
_SHORTEST_ABSOLUTE: Final = 3
_WHITE_SPACE: Final = " \n\r\t"
_FIRST_WIDE: Final = "\xa0"
_TWO_OCTETS: Final = "\xff"

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*").fullmatch
# Letters, digits and all from U+00A0 on, then - and _ too; as what is left out, which compiles many times faster.
_LABEL: Final = re.compile(r"[^\0-/:-@\[-`{-\x9f][^\0-,./:-@\[-^`{-\x9f]*").fullmatch
_ASCII_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*").fullmatch
_HOST_END: Final = re.compile(r"[/\\:?#]|\Z")
_PORT: Final = re.compile(r":([0-9]*)(?=[/?#]|\Z)").match
_DOTS: Final = re.compile(r"\.{1,2}(?=[/?#]|\Z)").match
_IPV4: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}").match


@frozen(kw_only=True)
class _Scheme:
    """What ``System.UriParser`` knows of a scheme."""

    must_have_authority: bool = True
    has_authority: bool = True
    user_info: bool = True
    port: bool = True
    unc_host: bool = True
    empty_host: bool = False
    dos_path: bool = False
    like_file: bool = False
    like_mailto: bool = False
    unknown: bool = False


_HTTP: Final = _Scheme()
_FILE: Final = _Scheme(user_info=False, port=False, empty_host=True, dos_path=True, like_file=True)
_NO_AUTHORITY: Final = _Scheme(must_have_authority=False, has_authority=False)
_UNKNOWN: Final = _Scheme(must_have_authority=False, empty_host=True, dos_path=True, unknown=True)
_SCHEMES: Final = {
    "http": _HTTP,
    "https": _HTTP,
    "ws": _HTTP,
    "wss": _HTTP,
    "ftp": _HTTP,
    "gopher": _HTTP,
    "nntp": _HTTP,
    "telnet": _HTTP,
    "file": _FILE,
    "vsmacros": _FILE,
    "ldap": _Scheme(empty_host=True),
    "net.tcp": _Scheme(user_info=False, unc_host=False),
    "net.pipe": _Scheme(user_info=False, port=False, unc_host=False),
    "news": _NO_AUTHORITY,
    "uuid": _NO_AUTHORITY,
    "mailto": _Scheme(must_have_authority=False, has_authority=False, empty_host=True, like_mailto=True),
}


def is_system_uri(text: str) -> bool:  # noqa: PLR0911 - one line for each form
    """Tell whether ``new Uri(text, UriKind.RelativeOrAbsolute)`` takes ``text``.

    What has no scheme, or a known one without the ``//`` it must have, is relative, and any text will do.
    """
    # CLR strings are counted in UTF-16 code units, of which no character has more than two.
    if len(text) * 2 > _LONGEST and len(text.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
        return False
    token = text.lstrip(_WHITE_SPACE)
    colon = token.find(":")
    if text[:2] == "\\\\" and len(text) >= _SHORTEST_ABSOLUTE:
        return _is_network_path(text[2:].rstrip(_WHITE_SPACE).lstrip("/\\"))
    if len(token) < _SHORTEST_ABSOLUTE or token[0] in "/\\":
        return True
    if token[1] in ":|":
        # A letter and a colon are a drive; what follows must be rooted.
        return not (token[0].isascii() and token[0].isalpha()) or token[2] in "/\\"
    if colon <= 0:
        return True
    if _SCHEME(token[:colon]) is None:
        return True
    if colon > _LONGEST_SCHEME:
        return False
    scheme = _SCHEMES.get(token[:colon].lower(), _UNKNOWN)
    rest = token[colon + 1 :]
    if scheme.like_mailto and rest and not rest.strip(_WHITE_SPACE):
        return False
    return _is_rest(rest.rstrip(_WHITE_SPACE), scheme)


def _is_network_path(text: str) -> bool:
    r"""Tell whether what stands behind ``\\`` begins with a host; only a slash ends its name."""
    if text[:1] == "[":
        end = _ipv6_end(text, 1)
        return end is not None and text[end : end + 1] != ":"
    host = re.split(r"[/\\]", text, maxsplit=1)[0]
    return _is_host(host, _FILE)


def _is_rest(rest: str, scheme: _Scheme) -> bool:  # noqa: C901, PLR0911 - .NET's steps, in its order
    """Tell whether what stands behind ``scheme:`` is well-formed, or at least relative."""
    slashes = len(rest) - len(rest.lstrip("/\\"))
    if scheme.dos_path and scheme.empty_host and (scheme.like_file or slashes <= 3):  # noqa: PLR2004 - as many as V1 took
        drive = rest[slashes : slashes + 2]
        if len(drive) == 2 and drive[0].isascii() and drive[0].isalpha() and drive[1] in ":|":  # noqa: PLR2004
            if rest[slashes + 2 : slashes + 3] in ("/", "\\"):
                return True
            if scheme.like_file:
                return False
        if scheme.like_file and slashes >= 2 and (slashes != 3 or rest[:3] == "///"):  # noqa: PLR2004 - //host, ///path
            if slashes == 3:  # noqa: PLR2004
                return True
            if slashes < len(rest) and rest[slashes] not in "?#":
                return _is_authority(rest[slashes:], scheme)
    if scheme.must_have_authority:
        if len(rest) < 2 or rest[0] not in "/\\" or rest[1] not in "/\\":  # noqa: PLR2004
            return True
        return _is_authority(rest[2:], scheme)
    if scheme.has_authority and (rest[:2] == "//" or (scheme.unknown and 2 <= slashes <= 3)):  # noqa: PLR2004
        return _is_authority(rest[2:], scheme)
    return not scheme.like_mailto or _is_authority(rest, scheme)


def _is_authority(text: str, scheme: _Scheme) -> bool:
    """Tell whether ``text`` begins with user, host and port as ``System.Uri`` takes them."""
    if not text or text[0] in "/#?" or (text[0] == "\\" and scheme.like_file):
        return scheme.empty_host
    start = _after_user(text) if scheme.user_info else 0
    end = _host_end(text, start, scheme)
    if end is not None and text[end : end + 1] == "\\" and not scheme.like_file:
        if scheme.unknown:
            return False
        end = None
    elif end is not None and text[end : end + 1] == ":":
        if scheme.port:
            port = _PORT(text, end)
            return port is not None and int(port[1][:6] or "0") <= _HIGHEST_PORT and _is_short(port[1])
        end = None
    if end is not None:
        return True
    if scheme.unknown:
        return _DOTS(text) is not None
    return not (scheme.must_have_authority or scheme.like_mailto)


def _is_short(digits: str) -> bool:
    return len(digits.lstrip("0")) <= len(str(_HIGHEST_PORT))


def _after_user(text: str) -> int:
    """Return where the host begins: behind the first ``@`` that is not at the end."""
    for index, character in enumerate(text[:-1]):
        if character in "?#\\/":
            return 0
        if character == "@":
            return index + 1
    return 0


def _host_end(text: str, start: int, scheme: _Scheme) -> int | None:
    """Return where the host that begins at ``start`` ends, None where there is none."""
    if text[start] == "[":
        end = _ipv6_end(text, start + 1)
        if end is not None:
            return end
    found = _HOST_END.search(text, start)
    end = found.start() if found else len(text)
    return end if _is_host(text[start:end], scheme) else None


def _is_host(host: str, scheme: _Scheme) -> bool:
    return _is_dns_host(host) or (scheme.unc_host and len(host) <= _LONGEST_HOST and _is_unc_host(host))


def _is_dns_host(host: str) -> bool:
    """Tell whether all labels are letters, digits, hyphens and underscores; a last empty one is the root."""
    labels = re.split("[.\u3002\uff0e\uff61]", host)
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    return all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    if label.isascii():
        return len(label) <= _LONGEST_LABEL and _ASCII_LABEL(label) is not None
    octets = sum(1 + (character > _TWO_OCTETS) + 2 * (character > "\uffff") for character in label)
    wide = any(character >= _FIRST_WIDE for character in label)
    return octets + 4 * wide <= _LONGEST_LABEL and _LABEL(label) is not None


def _is_unc_host(host: str) -> bool:
    """Tell whether ``host`` is a name of Windows networks: it may begin with a hyphen or underscore."""
    first, *others = host.split(".")
    if not any(character.isalpha() or character in "-_" for character in first):
        return False
    if not all(character.isalpha() or character in "-_" or "0" <= character <= "9" for character in first):
        return False
    if others and not others[-1]:
        others.pop()
    # The second name, too, may begin so; it is .NET's own oversight.
    return all(
        other
        and (index == 0 or other[0] not in "-_")
        and all(c.isalpha() or c in "-_" or "0" <= c <= "9" for c in other)
        for index, other in enumerate(others)
    )


def _ipv6_end(text: str, start: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 - one state machine, as it is
    """Return the index behind the ``]`` of an IPv6 address, None where it is none.

    A zone behind ``%`` is anything, and a prefix length behind ``/`` is taken; both are .NET's own.
    """
    if text[start : start + 1] == ":" and text[start + 1 : start + 2] != ":":
        return None
    groups = digits = 0
    compressed = prefixed = dotted = False
    expecting = True
    index = start
    while index < len(text):
        character = text[index]
        if character in ("0123456789" if prefixed else "0123456789abcdefABCDEF"):
            digits += 1
            expecting = False
            index += 1
            continue
        if digits > 4:  # noqa: PLR2004 - hexadecimal digits of 16 bits
            return None
        groups += digits != 0
        first = index - digits
        if character == "%":
            index += 1
            while index < len(text) and text[index] not in "]/":
                index += 1
            if index == len(text):
                return None
            character = text[index]
        if character == "]":
            if prefixed and digits not in (1, 2):
                return None
            wanted = 8 + prefixed
            complete = groups < wanted if compressed else groups == wanted
            return index + 1 if complete and not expecting else None
        if character == ":":
            if text[index - 1] == ":":
                if compressed:
                    return None
                compressed, expecting = True, False
            else:
                expecting = True
        elif character == "/":
            if groups == 0 or prefixed:
                return None
            prefixed = expecting = True
        elif character == ".":
            address = _IPV4(text, first)
            if dotted or address is None or any(int(part) > 255 for part in address[0].split(".")):  # noqa: PLR2004
                return None
            groups += 1
            dotted = True
            digits = 0
            index = address.end()
            continue
        else:
            return None
        digits = 0
        index += 1
    return None
