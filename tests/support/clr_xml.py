"""CLR types that implement IXmlSerializable: they keep the nodes they are read from, as those of .NET's importer do.

.NET names the contract as the type's schema provider says, or else after the type, in its CLR namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.contract.naming import decode_local_name
from dcxml.qname import DATA_CONTRACT

if TYPE_CHECKING:
    from dcxml.contract import XmlDataContract
    from support.dotnet import Runtime

__all__ = ["xml_serializable"]

_SERVICES = "System.Runtime.Serialization.XmlSerializableServices"


def xml_serializable(runtime: Runtime, module: Any, contract: XmlDataContract) -> Any:
    """Return a class of this contract's name: one with a provider where it has a schema, or no CLR namespace."""
    has_provider = bool(contract.schema) or not contract.name.namespace.startswith(DATA_CONTRACT)
    namespace = "Xml" if has_provider else contract.name.namespace.removeprefix(DATA_CONTRACT)
    name = ".".join(part for part in (namespace, decode_local_name(contract.name.name)) if part)
    builder = module.DefineType(name, runtime.reflection.TypeAttributes.Public)
    builder.AddInterfaceImplementation(runtime.type("System.Xml.Serialization.IXmlSerializable"))
    kept = builder.DefineField(
        "kept", runtime.type("System.Xml.XmlNode").MakeArrayType(), runtime.reflection.FieldAttributes.Public
    )
    _get_schema(runtime, builder)
    _read(runtime, builder, kept)
    _write(runtime, builder, kept)
    if has_provider:
        _provide(runtime, builder, contract)
    return builder.CreateType()


def _method(runtime: Runtime, builder: Any, name: str, returned: str, *parameters: str) -> Any:
    methods, system = runtime.reflection.MethodAttributes, runtime.system
    flags = methods.Public | methods.Virtual | methods.HideBySig | methods.NewSlot
    types = system.Array[system.Type]([runtime.type(parameter) for parameter in parameters])
    return builder.DefineMethod(name, flags, runtime.type(returned), types).GetILGenerator()


def _get_schema(runtime: Runtime, builder: Any) -> None:
    code = _method(runtime, builder, "GetSchema", "System.Xml.Schema.XmlSchema")
    code.Emit(runtime.emit.OpCodes.Ldnull)
    code.Emit(runtime.emit.OpCodes.Ret)


def _read(runtime: Runtime, builder: Any, kept: Any) -> None:
    """Emit ``kept = XmlSerializableServices.ReadNodes(reader)``."""
    codes = runtime.emit.OpCodes
    code = _method(runtime, builder, "ReadXml", "System.Void", "System.Xml.XmlReader")
    code.Emit(codes.Ldarg_0)
    code.Emit(codes.Ldarg_1)
    code.Emit(codes.Call, runtime.type(_SERVICES).GetMethod("ReadNodes"))
    code.Emit(codes.Stfld, kept)
    code.Emit(codes.Ret)


def _write(runtime: Runtime, builder: Any, kept: Any) -> None:
    """Emit ``XmlSerializableServices.WriteNodes(writer, kept)``."""
    codes = runtime.emit.OpCodes
    code = _method(runtime, builder, "WriteXml", "System.Void", "System.Xml.XmlWriter")
    code.Emit(codes.Ldarg_1)
    code.Emit(codes.Ldarg_0)
    code.Emit(codes.Ldfld, kept)
    code.Emit(codes.Call, runtime.type(_SERVICES).GetMethod("WriteNodes"))
    code.Emit(codes.Ret)


def _provide(runtime: Runtime, builder: Any, contract: XmlDataContract) -> None:
    """Emit a provider: it adds the contract's schema, or else what .NET adds by default, and returns its name."""
    codes, system, methods = runtime.emit.OpCodes, runtime.system, runtime.reflection.MethodAttributes
    text, name_type = runtime.type("System.String"), runtime.type("System.Xml.XmlQualifiedName")
    schemas = system.Array[system.Type]([runtime.type("System.Xml.Schema.XmlSchemaSet")])
    code = builder.DefineMethod("Provide", methods.Public | methods.Static, name_type, schemas).GetILGenerator()
    name = code.DeclareLocal(name_type)
    code.Emit(codes.Ldstr, contract.name.name)
    code.Emit(codes.Ldstr, contract.name.namespace)
    code.Emit(codes.Newobj, name_type.GetConstructor(system.Array[system.Type]([text, text])))
    code.Emit(codes.Stloc, name)
    code.Emit(codes.Ldarg_0)
    if contract.schema.startswith("<xs:schema"):
        _read_schema(runtime, code, contract.schema)
        added = system.Array[system.Type]([runtime.type("System.Xml.Schema.XmlSchema")])
        code.Emit(codes.Callvirt, runtime.type("System.Xml.Schema.XmlSchemaSet").GetMethod("Add", added))
        code.Emit(codes.Pop)
    else:
        code.Emit(codes.Ldloc, name)
        code.Emit(codes.Call, runtime.type(_SERVICES).GetMethod("AddDefaultSchema"))
    code.Emit(codes.Ldloc, name)
    code.Emit(codes.Ret)
    provider = runtime.type("System.Xml.Serialization.XmlSchemaProviderAttribute")
    constructor = provider.GetConstructor(system.Array[system.Type]([text]))
    builder.SetCustomAttribute(
        runtime.emit.CustomAttributeBuilder(constructor, system.Array[system.Object](["Provide"]))
    )


def _read_schema(runtime: Runtime, code: Any, schema: str) -> None:
    """Emit ``XmlSchema.Read(new StringReader(schema), null)``."""
    codes, types = runtime.emit.OpCodes, runtime.system.Array[runtime.system.Type]
    reader, handler = runtime.type("System.IO.TextReader"), runtime.type("System.Xml.Schema.ValidationEventHandler")
    text = types([runtime.type("System.String")])
    code.Emit(codes.Ldstr, schema)
    code.Emit(codes.Newobj, runtime.type("System.IO.StringReader").GetConstructor(text))
    code.Emit(codes.Ldnull)
    code.Emit(codes.Call, runtime.type("System.Xml.Schema.XmlSchema").GetMethod("Read", types([reader, handler])))
