""".NET 8 in the worker's process, a batch of documents in one call: the way between the runtimes does not count."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from benchmarks.clock import now
from benchmarks.documents import DOCUMENTS
from benchmarks.peers.binding import Binding

sys.path.append(str(Path(__file__).parents[2] / "tests"))  # support.dotnet: CLR types made of contracts
from support import dotnet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.subject import Subject

__all__ = ["bind", "version"]

_MOST: Final = 200
"""The most documents in a batch."""
_MOST_OCTETS: Final = 4_000_000
"""The most octets in a batch of more than one document."""


def bind(subject: Subject) -> DotnetBinding:
    """Make CLR types of the contracts, in memory, and return .NET's serializer over them."""
    document = DOCUMENTS[subject.document]
    known_types = [each.__data_contract__.name for each in document.known_types]
    types = dotnet.clr_types(document.contracts, known_types=known_types)
    serializer = types.serializer(document.root)

    def encode(graph: Any) -> bytes:
        return serializer.write(graph, dialect="xmlwriter")

    return DotnetBinding(serializer.read, encode, types.runtime, serializer.serializer)


def version() -> str:
    """Return the version of the runtime."""
    return str(dotnet.runtime().system.Environment.Version.ToString())


@frozen
class DotnetBinding(Binding):
    """Documents and values one by one where their content is asked for, and batches of them where time is."""

    runtime: dotnet.Runtime
    serializer: Any

    def decoding(self, data: bytes) -> Callable[[int], float]:
        """Return the work of ``ReadObject(Stream)``."""
        system, io = self.runtime.system, self.runtime.io
        octets = system.Convert.FromBase64String(base64.b64encode(data).decode())
        method = _method(self.runtime, self.serializer.GetType(), "ReadObject", "System.IO.Stream")
        converter = self.runtime.clr.GetClrType(system.Converter[io.Stream, system.Object])
        read = system.Delegate.CreateDelegate(converter, self.serializer, method)

        def work(times: int) -> float:
            seconds = 0.0
            for size in _batches(times, len(data)):
                batch = system.Array[io.Stream]([io.MemoryStream(octets) for _ in range(size)])
                begun = now()
                system.Array.ConvertAll[io.Stream, system.Object](batch, read)
                seconds += now() - begun
            return seconds

        return work

    def encoding(self, value: Any) -> Callable[[int], float]:
        """Return the work of ``WriteObject`` through ``XmlWriter.Create``."""
        system = self.runtime.system
        write, octets = _compiled_writer(self.runtime, self.serializer, value), len(self.encode(value))

        def work(times: int) -> float:
            seconds = 0.0
            for size in _batches(times, octets):
                batch = system.Array[system.Int32](range(size))
                begun = now()
                system.Array.ForEach[system.Int32](batch, write)
                seconds += now() - begun
            return seconds

        return work


def _batches(times: int, octets: int) -> Iterator[int]:
    """Yield the sizes of batches that make up so many documents of so many octets."""
    most = min(_MOST, max(1, _MOST_OCTETS // octets))
    while times > 0:
        yield min(times, most)
        times -= most


def _method(runtime: dotnet.Runtime, owner: Any, name: str, *parameters: str) -> Any:
    """Return the method of these parameters' types."""
    types = runtime.system.Array[runtime.system.Type]([runtime.type(each) for each in parameters])
    return owner.GetMethod(name, types)


def _compiled_writer(runtime: dotnet.Runtime, serializer: Any, graph: Any) -> Any:
    """Return a CLR ``Action<int>`` that writes the graph through XmlWriter.Create: an expression tree, compiled."""
    system = runtime.system
    runtime.clr.AddReference("System.Linq.Expressions")
    from System.Linq.Expressions import Expression, ParameterExpression

    writer_type, stream_type = runtime.type("System.Xml.XmlWriter"), runtime.type("System.IO.Stream")
    settings = Expression.Constant(dotnet._settings())
    stream = Expression.New(runtime.clr.GetClrType(runtime.io.MemoryStream))
    writer = Expression.Variable(writer_type, "writer")
    create = _method(runtime, writer_type, "Create", "System.IO.Stream", "System.Xml.XmlWriterSettings")
    write = _method(runtime, serializer.GetType(), "WriteObject", "System.Xml.XmlWriter", "System.Object")
    value = Expression.ArrayIndex(Expression.Constant(graph), Expression.Constant(system.Int32(0)))
    body = Expression.Block(
        system.Array[ParameterExpression]([writer]),
        system.Array[Expression](
            [
                Expression.Assign(writer, Expression.Call(create, Expression.Convert(stream, stream_type), settings)),
                Expression.Call(Expression.Constant(serializer), write, writer, value),
                Expression.Call(writer, _method(runtime, writer_type, "Flush")),
            ]
        ),
    )
    index = Expression.Parameter(runtime.type("System.Int32"), "index")
    lambda_type = system.Action[system.Int32]
    return Expression.Lambda[lambda_type](body, system.Array[ParameterExpression]([index])).Compile()
