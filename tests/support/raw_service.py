"""A service that answers octets as they are, with no HTTP library in between: what a real one may say by mistake."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["raw_service"]

_HEAD_END = b"\r\n\r\n"


@contextlib.contextmanager
def raw_service(answer: bytes, *, slowly: bytes = b"", every: float = 0.05) -> Iterator[str]:
    """Serve on a free port of 127.0.0.1; give its address.

    Each request is answered by ``answer``, and then by ``slowly``, octet by octet, again and again.
    """
    stopped = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while _HEAD_END not in head and (more := connection.recv(65_536)):
                head += more
            connection.sendall(answer)
            while slowly and not stopped.wait(every):
                connection.sendall(slowly)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):  # closed with a part unread, it would be reset
                pass

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/orders"
    finally:
        stopped.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
