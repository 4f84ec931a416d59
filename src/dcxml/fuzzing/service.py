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

from dcxml.fuzzing.requests import check_address, check_headers, check_method, check_timeout
from dcxml.reporting.safe_text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "Service", "Trouble"]

_CONNECTIONS: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
_MOST_OCTETS: Final = 64 * 1024
"""So much of an answer is read; the rest is not waited for."""
_REDIRECTS: Final = range(300, 400)
_INTERIM: Final = frozenset({*range(102, 200)})
"""Answers that another follows (RFC 9110, 15.2); ``http.client`` knows 100, and after 101 nothing is HTTP any more."""


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
            return f"{self.status}, a redirect to {shown(self.location or 'nowhere')}, which is not followed"
        return str(self.status)


@frozen(kw_only=True)
class Service:
    """Where documents are sent, and how.

    :raises ValueError: where no request can be made of it: the address is not one of http or https with a host, the
        method or a header is none, the timeout is no time.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = {"Content-Type": "application/xml"}
    timeout: float = 10.0

    def __attrs_post_init__(self) -> None:
        """Refuse what no request can be made of."""
        check_address(self.url)
        check_method(self.method)
        check_headers(self.headers)
        check_timeout(self.timeout)

    def send(self, data: bytes) -> Answer:
        """Send one document and return the answer, or what went wrong; never raises for what a service does."""
        started = time.monotonic()
        parts = urlsplit(self.url)
        connection = _CONNECTIONS[parts.scheme](parts.hostname or "", parts.port, timeout=self.timeout)
        connection.response_class = _FinalResponse
        is_late = threading.Event()
        held: list[socket.socket] = []
        # A service may send an octet now and then, and no single read is late: the whole has a limit, too.
        alarm = threading.Timer(self.timeout, _cut, (held, is_late))
        alarm.daemon = True
        alarm.start()
        try:
            with closing(connection):
                connection.connect()
                held.append(connection.sock)  # which the connection itself lets go where the answer ends with it
                if is_late.is_set():
                    raise TimeoutError
                answer = self._asked(connection, data)
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

    def _asked(self, connection: http.client.HTTPConnection, data: bytes) -> Answer:
        """Return the answer that comes over a connection.

        :raises IncompleteRead: where the content ends before its length.
        """
        parts = urlsplit(self.url)
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request(self.method, target, data, dict(self.headers))
        response = connection.getresponse()
        content = response.read(_MOST_OCTETS)
        if response.length and len(content) < _MOST_OCTETS:
            raise http.client.IncompleteRead(content, response.length)
        return Answer(status=response.status, content=content, location=response.getheader("Location"))


class _FinalResponse(http.client.HTTPResponse):
    """The final answer to a request: those in between are passed over."""

    def begin(self) -> None:
        """Read the head of the answer."""
        super().begin()
        while self.status in _INTERIM:
            self.headers = None  # type: ignore[assignment]  # as before the first head was read
            super().begin()


def _cut(held: list[socket.socket], is_late: threading.Event) -> None:
    """End a connection from outside, so that whoever reads from it goes on."""
    is_late.set()
    for each in held:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def _trouble(error: Exception, *, is_late: bool) -> Answer:
    if is_late or isinstance(error, TimeoutError):
        return Answer(trouble=Trouble.SILENT)
    if isinstance(error, ConnectionRefusedError):
        return Answer(trouble=Trouble.REFUSED)
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected | http.client.IncompleteRead):
        return Answer(trouble=Trouble.RESET)
    if isinstance(error, http.client.HTTPException | ValueError):  # a chunk of a negative length is a ValueError
        return Answer(trouble=Trouble.NOT_HTTP, detail=type(error).__name__)
    return Answer(trouble=Trouble.FAILED, detail=str(error))
