"""A service over a real socket, for as long as a test runs: it answers as a function says, well or badly."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["DRIP", "HANG", "NOT_HTTP", "RESET", "PlantedService", "planted_service"]

HANG, RESET, DRIP, NOT_HTTP = "hang", "reset", "drip", "not http"
"""What a service may do instead of answering."""


@define
class PlantedService:
    """The address of a service, and what it was sent."""

    url: str
    received: list[bytes] = field(factory=list)
    content_types: list[str] = field(factory=list)


def _misbehave(handler: BaseHTTPRequestHandler, deed: str, release: threading.Event) -> None:
    if deed == HANG:
        release.wait(30)
    elif deed == RESET:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        handler.connection.close()
    elif deed == NOT_HTTP:
        handler.wfile.write(b"hello\r\n")
    else:
        with contextlib.suppress(OSError):
            for octet in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000:
                if release.is_set():
                    break
                handler.wfile.write(bytes([octet]))
                time.sleep(0.02)


def _reply(handler: BaseHTTPRequestHandler, status: int, location: str | None) -> None:
    handler.send_response(status)
    if location is not None:
        handler.send_header("Location", location)
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"ok")


@contextlib.contextmanager
def planted_service(answer: Callable[[bytes], Any]) -> Iterator[PlantedService]:
    """Serve on a free port of 127.0.0.1; ``answer`` returns a status, a status with a location, or a misdeed."""
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            service.received.append(data)
            service.content_types.append(self.headers["Content-Type"])
            said = answer(data)
            if said in (HANG, RESET, DRIP, NOT_HTTP):
                _misbehave(self, said, release)
            else:
                _reply(self, *(said if isinstance(said, tuple) else (said, None)))

        def log_message(self, *_arguments):
            """Say nothing."""

        def finish(self):
            with contextlib.suppress(OSError, ValueError):  # the client, or the test, has gone
                super().finish()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    service = PlantedService(f"http://127.0.0.1:{server.server_port}/orders")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        release.set()
        server.shutdown()
        server.server_close()
        thread.join()
