"""A service that documents are sent to: one request after the other, to the address given and to no other.

By the standard library's ``http.client``: it follows no redirect, looks up no proxy and keeps no cookie, and a request
is just what is said here.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from contextlib import closing, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "Service", "Trouble"]

_CONNECTIONS: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
_MOST_OCTETS: Final = 64 * 1024
"""So much of an answer is read; the rest is not waited for."""
_REDIRECTS: Final = range(300, 400)


class Trouble(StrEnum):
    """Why there is no answer."""

    REFUSED = "nothing listens there"
    RESET = "the connection was reset"
    SILENT = "there was no answer in time"
    NOT_HTTP = "the answer is not HTTP"
    FAILED = "the request could not be sent"


@frozen(kw_only=True)
class Answer:
    """What a service said: the status and the beginning of the content, or the ``trouble`` with more ``detail``."""

    status: int | None = None
    content: bytes = b""
    location: str | None = None
    trouble: Trouble | None = None
    detail: str = ""
    seconds: float = 0.0

    @property
    def is_redirect(self) -> bool:
        """Whether the service names another address, which is not followed."""
        return self.status in _REDIRECTS

    def __str__(self) -> str:
        """Return the answer in a few words."""
        if self.trouble is not None:
            return f"{self.trouble}{f' ({self.detail})' if self.detail else ''}"
        if self.is_redirect:
            return f"{self.status}, a redirect to {self.location or 'nowhere'}, which is not followed"
        return str(self.status)


@frozen(kw_only=True)
class Service:
    """Where documents are sent, and how.

    :raises ValueError: where the address is not one of http or https with a host.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = {"Content-Type": "application/xml"}
    timeout: float = 10.0

    def __attrs_post_init__(self) -> None:
        """Refuse an address that no request can go to."""
        parts = urlsplit(self.url)
        if parts.scheme not in _CONNECTIONS or not parts.hostname or parts.port == 0:
            raise ValueError(f"{self.url!r} is no address; allowed: such as http://127.0.0.1:8000/path")

    def send(self, data: bytes) -> Answer:
        """Send one document and return the answer, or what went wrong; never raises for what a service does."""
        started = time.monotonic()
        parts = urlsplit(self.url)
        connection = _CONNECTIONS[parts.scheme](parts.hostname or "", parts.port, timeout=self.timeout)
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        is_late = threading.Event()
        # A service may send an octet now and then, and no single read is late: the whole has a limit, too.
        alarm = threading.Timer(self.timeout, _cut, (connection, is_late))
        alarm.daemon = True
        alarm.start()
        try:
            with closing(connection):
                connection.request(self.method, target, data, dict(self.headers))
                response = connection.getresponse()
                content = response.read(_MOST_OCTETS)
                answer = Answer(status=response.status, content=content, location=response.getheader("Location"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            answer = _trouble(error, is_late=is_late.is_set())
        finally:
            alarm.cancel()
        if is_late.is_set() and answer.trouble is None:
            answer = Answer(trouble=Trouble.SILENT)
        return Answer(
            status=answer.status,
            content=answer.content,
            location=answer.location,
            trouble=answer.trouble,
            detail=answer.detail or (f"{self.timeout:g} s" if answer.trouble is Trouble.SILENT else ""),
            seconds=time.monotonic() - started,
        )


def _cut(connection: http.client.HTTPConnection, is_late: threading.Event) -> None:
    """End a connection from outside, so that whoever reads from it goes on."""
    is_late.set()
    held = connection.sock
    if held is not None:
        with suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)


def _trouble(error: Exception, *, is_late: bool) -> Answer:
    if is_late or isinstance(error, TimeoutError):
        return Answer(trouble=Trouble.SILENT)
    if isinstance(error, ConnectionRefusedError):
        return Answer(trouble=Trouble.REFUSED)
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected | http.client.IncompleteRead):
        return Answer(trouble=Trouble.RESET)
    if isinstance(error, http.client.HTTPException):
        return Answer(trouble=Trouble.NOT_HTTP, detail=type(error).__name__)
    return Answer(trouble=Trouble.FAILED, detail=str(error))
