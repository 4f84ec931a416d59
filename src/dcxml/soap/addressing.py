"""The headers of WS-Addressing that a message has where its binding asks for them, as wsHttpBinding does."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from attrs.validators import in_

from dcxml.codec.escaping import CHECKED
from dcxml.qname import ADDRESSING_1_0, ADDRESSING_2004

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["NAMES", "Addressing", "addressed", "addressing_headers"]

_ANONYMOUS: Final = {
    ADDRESSING_1_0: f"{ADDRESSING_1_0}/anonymous",
    ADDRESSING_2004: f"{ADDRESSING_2004}/role/anonymous",
}
NAMES: Final = ("Action", "FaultTo", "From", "MessageID", "RelatesTo", "ReplyTo", "To")
"""What a header of WS-Addressing may be called."""


@frozen(kw_only=True)
class Addressing:
    """What the headers say: ``to`` whom (None: the operation's address), under which ``message_id`` (None: a new one).

    ``reply_to`` is where the answer goes (None: back on the same connection), ``relates_to`` the message that this
    one answers, which has no ``reply_to``. ``namespace`` is that of WS-Addressing 1.0, or of the member submission
    of August 2004.
    """

    to: str | None = None
    message_id: str | None = None
    reply_to: str | None = None
    relates_to: str | None = None
    namespace: str = field(default=ADDRESSING_1_0, validator=in_((ADDRESSING_1_0, ADDRESSING_2004)))


def addressing_headers(addressing: Addressing, action: str | None, address: str) -> str:
    """Return the headers in the order in which WCF writes them, by the prefixes ``a`` and ``s`` of its envelope."""
    to = address if addressing.to is None else addressing.to
    headers = []
    if action is not None:
        headers.append(_header("Action", action, must_understand=True))
    if addressing.relates_to is not None:
        headers.append(_header("RelatesTo", addressing.relates_to))
    else:
        message_id = f"urn:uuid:{uuid.uuid4()}" if addressing.message_id is None else addressing.message_id
        reply_to = _ANONYMOUS[addressing.namespace] if addressing.reply_to is None else addressing.reply_to
        headers.append(_header("MessageID", message_id))
        headers.append(f"<a:ReplyTo>{_header('Address', reply_to)}</a:ReplyTo>")
    if to:
        headers.append(_header("To", to, must_understand=True))
    return "".join(headers)


def addressed(headers: tuple[etree._Element, ...], name: str) -> str | None:
    """Return the text of the header of this ``name``, None where there is none."""
    tags = {f"{{{namespace}}}{name}" for namespace in _ANONYMOUS}
    return next(((header.text or "").strip() for header in headers if header.tag in tags), None)


def _header(name: str, text: str, *, must_understand: bool = False) -> str:
    mark = ' s:mustUnderstand="1"' if must_understand else ""
    return f"<a:{name}{mark}>{CHECKED.text(text)}</a:{name}>"
