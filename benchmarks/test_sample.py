"""The documented sample, read and written in one run by dcxml and by others.

Run: ``pytest benchmarks --benchmark-only`` (extra ``benchmark``); `conftest.py` prints the ratios at the end.
"""

from __future__ import annotations

import base64
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request

SCHEMAS = Path(__file__).parents[1] / "schemas" / "calendar"
SAMPLE = (SCHEMAS / "sample.xml").read_bytes()
ROOT = f"{{{Request.__data_contract__.name.namespace}}}{Request.__data_contract__.name.name}"


@pytest.fixture(scope="module")
def xsdata_classes(tmp_path_factory):
    """Classes that xsdata generates from the same schemas."""
    pytest.importorskip("xsdata")
    folder = tmp_path_factory.mktemp("xsdata")
    subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "xsdata",
            "generate",
            str(SCHEMAS),
            "--package",
            "bound",
            "--structure-style",
            "single-package",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        # xsdata calls ruff, which stands beside this interpreter.
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    sys.path.insert(0, str(folder))
    module = importlib.import_module("bound")
    return module.AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt


@pytest.fixture(scope="module")
def dotnet_types():
    """The contract as CLR types in this process."""
    dotnet = pytest.importorskip("support.dotnet")
    if not dotnet.available():
        pytest.skip("the .NET runtime cannot be loaded here")
    return dotnet.clr_types(dcxml.contracts_of(Request))


@pytest.mark.benchmark(group="decode")
def test_decode_lxml_parse_alone(benchmark):
    benchmark(etree.fromstring, SAMPLE)


@pytest.mark.benchmark(group="decode")
def test_decode_dcxml(benchmark):
    assert SAMPLE == dcxml.dumps(benchmark(dcxml.loads, SAMPLE, Request))


@pytest.mark.benchmark(group="decode")
def test_decode_xsdata(benchmark, xsdata_classes):
    from xsdata.formats.dataclass.parsers import XmlParser

    parser = XmlParser()
    benchmark(parser.from_bytes, SAMPLE, xsdata_classes)


@pytest.mark.benchmark(group="encode")
def test_encode_lxml_tostring_alone(benchmark):
    benchmark(etree.tostring, etree.fromstring(SAMPLE))


@pytest.mark.benchmark(group="encode")
def test_encode_dcxml(benchmark):
    assert SAMPLE == benchmark(dcxml.dumps, dcxml.loads(SAMPLE, Request))


@pytest.mark.benchmark(group="encode")
def test_encode_xsdata(benchmark, xsdata_classes):
    from xsdata.formats.dataclass.parsers import XmlParser
    from xsdata.formats.dataclass.serializers import XmlSerializer

    value = XmlParser().from_bytes(SAMPLE, xsdata_classes)
    serializer = XmlSerializer()
    benchmark(serializer.render, value)


BATCH = 200
"""Documents that .NET reads or writes in one call, so that the way between the two runtimes does not count."""


@pytest.mark.benchmark(group="decode")
def test_decode_dotnet(benchmark, dotnet_types):
    """.NET 8's ReadObject(Stream), a batch in one call; the time of one is a two-hundredth."""
    root = dcxml.contracts_of(Request)[ROOT].name
    serializer = dotnet_types._serializer(root)
    system, io = dotnet_types.runtime.system, dotnet_types.runtime.io
    octets = system.Convert.FromBase64String(base64.b64encode(SAMPLE).decode())
    method = serializer.GetType().GetMethod(
        "ReadObject", system.Array[system.Type]([dotnet_types.runtime.type("System.IO.Stream")])
    )
    converter = dotnet_types.runtime.clr.GetClrType(system.Converter[io.Stream, system.Object])
    read = system.Delegate.CreateDelegate(converter, serializer, method)

    def streams():
        return (system.Array[io.Stream]([io.MemoryStream(octets) for _ in range(BATCH)]),), {}

    benchmark.extra_info["batch"] = BATCH
    benchmark.pedantic(
        lambda batch: system.Array.ConvertAll[io.Stream, system.Object](batch, read),
        setup=streams,
        rounds=20,
        warmup_rounds=3,
    )


def compiled_writer(dotnet_types, serializer, graph):
    """Return a CLR ``Action<int>`` that writes the graph through XmlWriter.Create: an expression tree, compiled."""
    system, io = dotnet_types.runtime.system, dotnet_types.runtime.io
    dotnet_types.runtime.clr.AddReference("System.Linq.Expressions")
    from System.Linq.Expressions import Expression, ParameterExpression

    def type_of(name):
        return dotnet_types.runtime.type(name)

    def method(owner, name, *parameters):
        return owner.GetMethod(name, system.Array[system.Type](list(parameters)))

    writer_type, stream_type = type_of("System.Xml.XmlWriter"), type_of("System.IO.Stream")
    settings = Expression.Constant(dotnet_types._settings())
    stream = Expression.New(dotnet_types.runtime.clr.GetClrType(io.MemoryStream))
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


@pytest.mark.benchmark(group="encode")
def test_encode_dotnet(benchmark, dotnet_types):
    """.NET 8's WriteObject through XmlWriter.Create, a batch in one call; the time of one is a two-hundredth."""
    root = dcxml.contracts_of(Request)[ROOT].name
    serializer = dotnet_types._serializer(root)
    graph = dotnet_types._read(serializer, SAMPLE)
    assert SAMPLE == dotnet_types._write(serializer, graph, "xmlwriter")
    system = dotnet_types.runtime.system
    write, batch = compiled_writer(dotnet_types, serializer, graph), system.Array[system.Int32](range(BATCH))
    benchmark.extra_info["batch"] = BATCH
    benchmark.pedantic(system.Array.ForEach[system.Int32], args=(batch, write), rounds=20, warmup_rounds=3)
