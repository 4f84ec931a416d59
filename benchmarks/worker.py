"""A process for one peer: ``python -m benchmarks.worker PEER``. It takes requests as lines of JSON, one at a time.

Whatever a peer prints goes to stderr; what goes wrong in it is the answer, in its own words.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from attrs import define, field

from benchmarks.clock import now
from benchmarks.memory import peak_megabytes
from benchmarks.peers import PEERS
from benchmarks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.peers import Peer
    from benchmarks.peers.binding import Binding

__all__ = ["Station", "main"]

_LONGEST_ERROR = 160


@define
class Station:
    """A peer and the document that it is at."""

    peer: Peer
    _bindings: dict[str, Binding] = field(init=False, factory=dict)
    _binding: Binding | None = field(init=False, default=None)
    _data: bytes = field(init=False, default=b"")
    _work: Callable[[int], float] | None = field(init=False, default=None)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return what was asked for, or the error."""
        method = getattr(self, f"do_{request.pop('do')}")
        try:
            answer: dict[str, Any] = method(**request)
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is told
            return {"error": _in_one_line(error)}
        return answer

    def do_open(self, subject: dict[str, str]) -> dict[str, Any]:
        """Get ready for a document, and tell how much memory that took."""
        self.do_close()
        taken = Subject(**subject)
        self._data = taken.octets()
        if taken.document not in self._bindings:
            self._bindings[taken.document] = self.peer.bind(taken)
        self._binding = self._bindings[taken.document]
        return {"octets": len(self._data), "megabytes": peak_megabytes()}

    def do_version(self) -> dict[str, Any]:
        """Tell which version the peer is of."""
        return {"version": self.peer.version()}

    def do_close(self) -> dict[str, Any]:
        """Let go of the document and of all that was made of it."""
        self._binding, self._data, self._work = None, b"", None
        return {}

    def do_first(self) -> dict[str, Any]:
        """Read and write the document for the first time, each with its seconds, and tell the memory after reading."""
        begun = now()
        value = self._open_binding.decode(self._data)
        decoded, megabytes = now(), peak_megabytes()
        self._open_binding.encode(value)
        return {"decode": decoded - begun, "encode": now() - decoded, "megabytes": megabytes}

    def do_round_trip(self) -> dict[str, Any]:
        """Tell what becomes of the document."""
        from benchmarks.fidelity import what_became_of

        return {"told": what_became_of(self._data, self._open_binding.encode(self._open_binding.decode(self._data)))}

    def do_prepare(self, direction: str, seconds: float, at_most: float) -> dict[str, Any]:
        """Get ready to be timed: get warm for so many seconds, or for the peer's number of calls within ``at_most``.

        Return what one call took in the last batch.
        """
        if direction == "decode":
            self._work = self._open_binding.decoding(self._data)
        else:
            self._work = self._open_binding.encoding(self._open_binding.decode(self._data))
        begun, done, size, last, passed = now(), 0, 1, 0.0, 0.0
        while not done or passed < seconds or (done < self.peer.warm_calls and passed < at_most):
            last = self._work(size) / size
            done += size
            passed = now() - begun
            size = max(1, min(size * 2, int(seconds / 4 / max(last, 1e-9))))
        return {"seconds": last, "calls": done}

    def do_work(self, times: int) -> dict[str, Any]:
        """Do it so many times; return the seconds of one."""
        if self._work is None:
            message = "nothing has been prepared"
            raise RuntimeError(message)
        return {"seconds": self._work(times) / times}

    @property
    def _open_binding(self) -> Binding:
        if self._binding is None:
            message = "no document is open"
            raise RuntimeError(message)
        return self._binding


def _in_one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:_LONGEST_ERROR]}{'…' * (len(text) > _LONGEST_ERROR)}"


def main() -> None:
    """Answer every line of stdin by a line on stdout."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    station = Station(PEERS[sys.argv[1]])
    for line in sys.stdin:
        answers.write(json.dumps(station.answer(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
