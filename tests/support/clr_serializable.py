"""CLR types that implement ISerializable: they keep the SerializationInfo they are read from, and write its entries.

.NET names the contract after the type, so a type has the contract's own name, in its CLR namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.contract.naming import decode_local_name
from dcxml.qname import DATA_CONTRACT

if TYPE_CHECKING:
    from dcxml.qname import QName
    from support.dotnet import Runtime

__all__ = ["define_serializable", "fill_serializable"]

_INFO = "System.Runtime.Serialization.SerializationInfo"
_CONTEXT = "System.Runtime.Serialization.StreamingContext"
_ENTRIES = "System.Runtime.Serialization.SerializationInfoEnumerator"


def define_serializable(runtime: Runtime, module: Any, name: QName) -> Any:
    """Return the builder of a [Serializable] class of this contract name."""
    if not name.namespace.startswith(DATA_CONTRACT):
        reason = f"{name.clark}: .NET names an ISerializable after its CLR namespace"
        raise ValueError(reason)
    namespace = name.namespace.removeprefix(DATA_CONTRACT)
    clr_name = ".".join(part for part in (namespace, decode_local_name(name.name)) if part)
    flags = runtime.reflection.TypeAttributes
    return module.DefineType(clr_name, flags.Public | flags.Serializable)


def fill_serializable(runtime: Runtime, builder: Any, *, base: tuple[Any, Any] | None) -> tuple[Any, Any]:
    """Give the class the constructor that ISerializable asks for, and what writes its entries; return both builders.

    ``base`` is the builder of the base class and that of its constructor.
    """
    system, codes = runtime.system, runtime.emit.OpCodes
    parameters = system.Array[system.Type]([runtime.type(_INFO), runtime.type(_CONTEXT)])
    methods = runtime.reflection.MethodAttributes
    constructor = builder.DefineConstructor(methods.Public, runtime.reflection.CallingConventions.Standard, parameters)
    code = constructor.GetILGenerator()
    code.Emit(codes.Ldarg_0)
    if base is not None:
        builder.SetParent(base[0])
        code.Emit(codes.Ldarg_1)
        code.Emit(codes.Ldarg_2)
        code.Emit(codes.Call, base[1])
    else:
        kept = builder.DefineField("kept", runtime.type(_INFO), runtime.reflection.FieldAttributes.Public)
        none = system.Array[system.Type]([])
        code.Emit(codes.Call, runtime.type("System.Object").GetConstructor(none))
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldarg_1)
        code.Emit(codes.Stfld, kept)
        builder.AddInterfaceImplementation(runtime.type("System.Runtime.Serialization.ISerializable"))
        flags = methods.Public | methods.Virtual | methods.HideBySig | methods.NewSlot
        method = builder.DefineMethod("GetObjectData", flags, runtime.type("System.Void"), parameters)
        _copy_entries(runtime, method.GetILGenerator(), kept)
    code.Emit(codes.Ret)
    return builder, constructor


def _copy_entries(runtime: Runtime, code: Any, kept: Any) -> None:
    """Emit ``foreach (var entry in kept) info.AddValue(entry.Name, entry.Value, entry.ObjectType)``."""
    system, codes = runtime.system, runtime.emit.OpCodes
    info, entries = runtime.type(_INFO), runtime.type(_ENTRIES)
    types = system.Array[system.Type]([runtime.type(f"System.{name}") for name in ("String", "Object", "Type")])
    entry, body, condition = code.DeclareLocal(entries), code.DefineLabel(), code.DefineLabel()
    code.Emit(codes.Ldarg_0)
    code.Emit(codes.Ldfld, kept)
    code.Emit(codes.Callvirt, info.GetMethod("GetEnumerator"))
    code.Emit(codes.Stloc, entry)
    code.Emit(codes.Br, condition)
    code.MarkLabel(body)
    code.Emit(codes.Ldarg_1)
    for name in ("get_Name", "get_Value", "get_ObjectType"):
        code.Emit(codes.Ldloc, entry)
        code.Emit(codes.Callvirt, entries.GetMethod(name))
    code.Emit(codes.Callvirt, info.GetMethod("AddValue", types))
    code.MarkLabel(condition)
    code.Emit(codes.Ldloc, entry)
    code.Emit(codes.Callvirt, entries.GetMethod("MoveNext"))
    code.Emit(codes.Brtrue, body)
    code.Emit(codes.Ret)
