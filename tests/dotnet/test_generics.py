"""Generic contract classes against .NET's generic types: the names of the closed ones, and their bytes."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import pytest
from hypothesis import HealthCheck, assume, given, settings

import dcxml
from dcxml.binding.introspect import describe
from dcxml.contract import DataContractSet
from dcxml.strategies import instances
from support import dotnet

NS = "urn:generics"
T = TypeVar("T")


@dcxml.data_contract(namespace=NS)
class Item:
    id: dcxml.Int = dcxml.data_member("Id", default=0)


@dcxml.data_contract(namespace=NS)
class Box(Generic[T]):
    value: T = dcxml.data_member("Value")
    items: list[T] | None = dcxml.data_member("Items", default=None)
    next: Box[T] | None = dcxml.data_member("Next", default=None)


@dcxml.data_contract(namespace=NS)
class Crate(Box[T]):
    other: T = dcxml.data_member("Other")


@dcxml.data_contract(name="{0}InTold_{#}", namespace=NS)
class Told(Generic[T]):
    value: T = dcxml.data_member("Value")


@pytest.fixture(scope="module")
def clr() -> dict[str, Any]:
    """Return the CLR types: `Item`, and the generic definitions of `Box`, `Crate` and `Told`."""
    runtime = dotnet.require()
    array, emit, system = runtime.system.Array, runtime.emit, runtime.system
    assembly = emit.AssemblyBuilder.DefineDynamicAssembly(
        runtime.reflection.AssemblyName("generics"), emit.AssemblyBuilderAccess.Run
    )
    module = assembly.DefineDynamicModule("generics")

    def attribute(name: str, **said: str) -> Any:
        type_ = runtime.type(f"System.Runtime.Serialization.{name}")
        constructor, none = type_.GetConstructor(array[system.Type]([])), array[system.Object]([])
        properties = array[runtime.reflection.PropertyInfo]([type_.GetProperty(key) for key in said])
        return emit.CustomAttributeBuilder(constructor, none, properties, array[system.Object]([*said.values()]))

    def define(name: str, **said: str) -> Any:
        builder = module.DefineType(name, runtime.reflection.TypeAttributes.Public)
        builder.SetCustomAttribute(attribute("DataContractAttribute", Namespace=NS, **said))
        return builder

    def add(builder: Any, name: str, type_: Any) -> None:
        field = builder.DefineField(name, type_, runtime.reflection.FieldAttributes.Public)
        field.SetCustomAttribute(attribute("DataMemberAttribute"))

    def close(definition: Any, argument: Any) -> Any:
        return definition.MakeGenericType(array[system.Type]([argument]))

    item, box, crate, told = define("Item"), define("Box`1"), define("Crate`1"), define("Told`1", Name="{0}InTold_{#}")
    add(item, "Id", runtime.type("System.Int32"))
    of_box, of_crate, of_told = (
        builder.DefineGenericParameters(array[system.String](["T"]))[0] for builder in (box, crate, told)
    )
    add(box, "Value", of_box)
    add(box, "Items", close(runtime.type("System.Collections.Generic.List`1"), of_box))
    add(box, "Next", close(box, of_box))
    crate.SetParent(close(box, of_crate))
    add(crate, "Other", of_crate)
    add(told, "Value", of_told)
    made = {"Item": item.CreateType(), "Box": box.CreateType()}
    return {**made, "Crate": crate.CreateType(), "Told": told.CreateType()}


CLOSED = {
    "of int": (Box[dcxml.Int], "Box", "System.Int32"),
    "of string": (Box[str | None], "Box", "System.String"),
    "of a class": (Box[Item | None], "Box", "Item"),
    "of a Nullable": (Box[dcxml.Int | None], "Box", "System.Int32?"),
    "of itself": (Box[Box[dcxml.Int] | None], "Box", "Box of System.Int32"),
    "derived": (Crate[dcxml.Guid], "Crate", "System.Guid"),
    "derived, of a class": (Crate[Item | None], "Crate", "Item"),
    "with a name of its own": (Told[dcxml.Int], "Told", "System.Int32"),
    "with a name of its own, of a class": (Told[Item | None], "Told", "Item"),
}


def closed(clr: dict[str, Any], definition: str, argument: str) -> Any:
    runtime = dotnet.require()
    if argument.startswith("Box of "):
        type_ = closed(clr, "Box", argument.removeprefix("Box of "))
    else:
        type_ = clr.get(argument) or runtime.type(argument.removesuffix("?"))
    types = runtime.system.Array[runtime.system.Type]
    if argument.endswith("?"):
        type_ = runtime.type("System.Nullable`1").MakeGenericType(types([type_]))
    return clr[definition].MakeGenericType(types([type_]))


@pytest.mark.parametrize(("cls", "definition", "argument"), CLOSED.values(), ids=CLOSED)
def test_a_closed_class_has_the_name_and_the_schema_that_dotnet_gives_it(clr, cls, definition, argument, tmp_path):
    described = describe(cls)
    types = {described.type: closed(clr, definition, argument)}
    judge = dotnet.ClrTypes(contracts=DataContractSet(), types=types, known_types=(), runtime=dotnet.require())
    assert described.type == judge.contract_name(described.type)
    for place, text in enumerate(judge.export().values()):
        (tmp_path / f"{place}.xsd").write_text(text, "utf-16")
    theirs = {contract.name: contract for contract in dcxml.read_schemas(tmp_path)}
    assert dict(described.contracts.contracts) == theirs


@pytest.mark.parametrize("dialect", dcxml.Dialect)
@pytest.mark.parametrize(("cls", "definition", "argument"), CLOSED.values(), ids=CLOSED)
def test_instances_of_a_closed_class_are_dotnet_s(clr, cls, definition, argument, dialect):
    described = describe(cls)
    types = {described.type: closed(clr, definition, argument)}
    judge = dotnet.ClrTypes(contracts=DataContractSet(), types=types, known_types=(), runtime=dotnet.require())

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(instances(cls, absent=False))
    def bytes_are_dotnet_s(value: object) -> None:
        data = dcxml.dumps(value, dialect=dialect)
        assume(b"&#xD;" not in data)  # which .NET's XmlWriter loses
        assert data == judge.read_write(data, described.type, dialect=dialect)

    bytes_are_dotnet_s()
