"""Workers as the parent sees them: processes that are asked, and given up where they take too long."""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Self

from attrs import asdict

if TYPE_CHECKING:
    from benchmarks.subject import Subject

__all__ = ["LIMIT", "PeerError", "Worker"]

ROOT: Final = Path(__file__).parents[1]
LIMIT: Final = 120.0
"""The most seconds that an answer may take."""


class PeerError(Exception):
    """A peer could not do what it was asked; its own words."""


class Worker:
    """A process of one peer, in the parent's process group."""

    def __init__(self, peer: str) -> None:
        """Start it."""
        self.peer = peer
        self._start()

    def _start(self) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "benchmarks.worker", self.peer],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def __enter__(self) -> Self:
        """Return the worker."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.end()

    def open(self, subject: Subject) -> dict[str, Any]:
        """Let it get ready for a document, in a new process where the last one ended."""
        if self._process.poll() is not None:
            self.end()
            self._start()
        return self.ask("open", subject=asdict(subject))

    def close(self) -> None:
        """Let go of the document."""
        if self._process.poll() is None:
            self.ask("close")

    def ask(self, what: str, *, limit: float = LIMIT, **request: Any) -> dict[str, Any]:
        """Return the answer to a request.

        :raises PeerError: where the peer raised, ended or took longer than ``limit``, in seconds.
        """
        if self._process.poll() is not None:
            raise PeerError(self._last_words())
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise TypeError
        stdin.write(json.dumps({"do": what, **request}).encode() + b"\n")
        stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            if not selector.select(limit):
                self.end()
                message = f"no answer within {limit:g} s"
                raise PeerError(message)
        line = stdout.readline()
        if not line:
            self._process.wait()
            raise PeerError(self._last_words())
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise PeerError(answer["error"])
        return answer

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None and not stream.closed:
                stream.close()

    def _last_words(self) -> str:
        if self._errors.closed:
            return "the process was ended"
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return f"the process ended with {self._process.returncode}: {lines[-1] if lines else 'no word'}"
