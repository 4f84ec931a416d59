""".NET 8 in this process, a batch of documents in one call, so that the way between the two runtimes does not count."""

from __future__ import annotations

import base64

import pytest

BATCH = 200
"""Documents that .NET reads or writes in one call, unless another ``size`` is given; the time is divided by it."""


def clr_types_of(contracts, known_types=()):
    """Return contracts as CLR types in this process; the benchmark is skipped where the runtime is not there."""
    dotnet = pytest.importorskip("support.dotnet")
    if not dotnet.available():
        pytest.skip("the .NET runtime cannot be loaded here")
    return dotnet.clr_types(contracts, known_types=known_types)


def warm_up(work):
    """Do ``work`` as often as .NET does its own before it is measured: three batches."""
    for _ in range(3 * BATCH):
        work()


def read_batches(benchmark, types, root, data, *, size=BATCH):
    """Time ``ReadObject(Stream)``."""
    serializer = types.serializer(root).serializer
    system, io = types.runtime.system, types.runtime.io
    octets = system.Convert.FromBase64String(base64.b64encode(data).decode())
    method = serializer.GetType().GetMethod(
        "ReadObject", system.Array[system.Type]([types.runtime.type("System.IO.Stream")])
    )
    converter = types.runtime.clr.GetClrType(system.Converter[io.Stream, system.Object])
    read = system.Delegate.CreateDelegate(converter, serializer, method)

    def streams():
        return (system.Array[io.Stream]([io.MemoryStream(octets) for _ in range(size)]),), {}

    benchmark.extra_info["batch"] = size
    benchmark.pedantic(
        lambda batch: system.Array.ConvertAll[io.Stream, system.Object](batch, read),
        setup=streams,
        rounds=20,
        warmup_rounds=3,
    )


def write_batches(benchmark, types, root, data, *, size=BATCH):
    """Time ``WriteObject`` through ``XmlWriter.Create``, of what was read from ``data``."""
    serializer = types.serializer(root)
    graph = serializer.read(data)
    assert data == serializer.write(graph, dialect="xmlwriter")
    system = types.runtime.system
    write, batch = _compiled_writer(types, serializer.serializer, graph), system.Array[system.Int32](range(size))
    benchmark.extra_info["batch"] = size
    benchmark.pedantic(system.Array.ForEach[system.Int32], args=(batch, write), rounds=20, warmup_rounds=3)


def _compiled_writer(types, serializer, graph):
    """Return a CLR ``Action<int>`` that writes the graph through XmlWriter.Create: an expression tree, compiled."""
    system, io = types.runtime.system, types.runtime.io
    types.runtime.clr.AddReference("System.Linq.Expressions")
    from System.Linq.Expressions import Expression, ParameterExpression

    from support import dotnet

    def type_of(name):
        return types.runtime.type(name)

    def method(owner, name, *parameters):
        return owner.GetMethod(name, system.Array[system.Type](list(parameters)))

    writer_type, stream_type = type_of("System.Xml.XmlWriter"), type_of("System.IO.Stream")
    settings = Expression.Constant(dotnet._settings())
    stream = Expression.New(types.runtime.clr.GetClrType(io.MemoryStream))
    writer = Expression.Variable(writer_type, "writer")
    create = method(writer_type, "Create", stream_type, type_of("System.Xml.XmlWriterSettings"))
    write = method(serializer.GetType(), "WriteObject", writer_type, type_of("System.Object"))
    value = Expression.ArrayIndex(Expression.Constant(graph), Expression.Constant(system.Int32(0)))
    body = Expression.Block(
        system.Array[ParameterExpression]([writer]),
        system.Array[Expression](
            [
                Expression.Assign(writer, Expression.Call(create, Expression.Convert(stream, stream_type), settings)),
                Expression.Call(Expression.Constant(serializer), write, writer, value),
                Expression.Call(writer, method(writer_type, "Flush")),
            ]
        ),
    )
    index = Expression.Parameter(type_of("System.Int32"), "index")
    lambda_type = system.Action[system.Int32]
    return Expression.Lambda[lambda_type](body, system.Array[ParameterExpression]([index])).Compile()
