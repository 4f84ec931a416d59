"""Types of .NET itself, declared as contracts: what it writes for them is read, and the same bytes are written."""

from __future__ import annotations

from typing import Any

import pytest

from dcxml import (
    DataContractSerializer,
    Dialect,
    Int,
    KeyValuePair,
    build_classes,
    data_contract,
    data_member,
    read_schemas,
)
from dcxml.qname import clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

SYSTEM, COLLECTIONS = clr_namespace("System"), clr_namespace("System.Collections")


@data_contract(name="TupleOfintstring", namespace=SYSTEM)
class ClrTuple:
    item1: Int = data_member("m_Item1", default=0)
    item2: str | None = data_member("m_Item2", default=None)


@data_contract(name="ValueTupleOfintstring", namespace=SYSTEM, is_value_type=True)
class ClrValueTuple:
    item1: Int = data_member("Item1", default=0)
    item2: str | None = data_member("Item2", default=None)


@data_contract(name="Version", namespace=SYSTEM)
class ClrVersion:
    build: Int = data_member("_Build", default=-1, is_required=True)
    major: Int = data_member("_Major", default=0, is_required=True)
    minor: Int = data_member("_Minor", default=0, is_required=True)
    revision: Int = data_member("_Revision", default=-1, is_required=True)


@data_contract(name="DictionaryEntry", namespace=COLLECTIONS, is_value_type=True)
class ClrDictionaryEntry:
    key: Any | None = data_member("_key", default=None)
    value: Any | None = data_member("_value", default=None)


@data_contract(name="Person", namespace=clr_namespace("N"))
class Person:
    plain: Int = data_member("_plain", default=0)
    age: Int = data_member("<Age>k__BackingField", default=0)
    name: str | None = data_member("<Name>k__BackingField", default=None)


PAIR, INT, STRING = "System.Collections.Generic.KeyValuePair`2", "System.Int32", "System.String"


@pytest.fixture(scope="module")
def runtime():
    return dotnet.require()


def generic(runtime, definition, *arguments):
    types = [runtime.type(each) if isinstance(each, str) else each for each in arguments]
    return runtime.type(definition).MakeGenericType(runtime.system.Array[runtime.system.Type](types))


def make(runtime, type_, *arguments):
    system = runtime.system
    return system.Activator.CreateInstance(type_, system.Array[system.Object](arguments))


def a_tuple(runtime, definition):
    type_ = generic(runtime, definition, INT, STRING)
    return type_, make(runtime, type_, runtime.system.Int32(1), "x")


def a_pair(runtime):
    type_ = generic(runtime, PAIR, STRING, INT)
    return type_, make(runtime, type_, "k", runtime.system.Int32(1))


def a_list_of_pairs(runtime):
    pair_type, pair = a_pair(runtime)
    type_ = generic(runtime, "System.Collections.Generic.List`1", pair_type)
    made = make(runtime, type_)
    made.Add(pair)
    return type_, made


def a_dictionary(runtime):
    type_ = generic(runtime, "System.Collections.Generic.Dictionary`2", STRING, INT)
    made = make(runtime, type_)
    made["k"] = 1
    return type_, made


def an_entry(runtime):
    type_ = runtime.type("System.Collections.DictionaryEntry")
    return type_, make(runtime, type_, "k", runtime.system.Int32(1))


def a_person(runtime):
    """A [Serializable] class with automatic properties: its contract has the fields that the compiler makes."""
    flags, fields = runtime.reflection.TypeAttributes, runtime.reflection.FieldAttributes
    emit = runtime.emit
    assembly = emit.AssemblyBuilder.DefineDynamicAssembly(
        runtime.reflection.AssemblyName("people"), emit.AssemblyBuilderAccess.Run
    )
    builder = assembly.DefineDynamicModule("people").DefineType("N.Person", flags.Public | flags.Serializable)
    for name, kind in (("<Name>k__BackingField", STRING), ("<Age>k__BackingField", INT), ("_plain", INT)):
        builder.DefineField(name, runtime.type(kind), fields.Public)
    type_ = builder.CreateType()
    made = make(runtime, type_)
    type_.GetField("<Name>k__BackingField").SetValue(made, "Ann")
    return type_, made


TYPES = {
    "Tuple": (ClrTuple, lambda runtime: a_tuple(runtime, "System.Tuple`2")),
    "ValueTuple": (ClrValueTuple, lambda runtime: a_tuple(runtime, "System.ValueTuple`2")),
    "Version": (ClrVersion, lambda runtime: (runtime.type("System.Version"), runtime.system.Version(1, 2, 3, 4))),
    "short Version": (ClrVersion, lambda runtime: (runtime.type("System.Version"), runtime.system.Version(1, 2))),
    "DictionaryEntry": (ClrDictionaryEntry, an_entry),
    "KeyValuePair": (KeyValuePair[str | None, Int], a_pair),
    "KeyValuePair in a list": (list[KeyValuePair[str | None, Int]], a_list_of_pairs),
    "KeyValue in a dictionary": (dict[str, Int], a_dictionary),
    "fields of properties": (Person, a_person),
}


def written(runtime, type_, value, dialect):
    system = runtime.system
    known = system.Array[system.Type]([])
    serializer = runtime.serialization.DataContractSerializer(type_, known)
    graph = system.Array[system.Object]([value])
    return dotnet.ClrSerializer(runtime=runtime, serializer=serializer).write(graph, dialect=dialect)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("cls", "of"), TYPES.values(), ids=TYPES)
def test_what_dotnet_writes_is_read_and_written_again(runtime, cls, of, dialect):
    type_, value = of(runtime)
    expected = written(runtime, type_, value, dialect)
    serializer = DataContractSerializer(cls, dialect=dialect)
    assert expected == serializer.dumps(serializer.loads(expected))


@pytest.mark.parametrize("of", [of for _, of in TYPES.values()], ids=TYPES)
def test_its_schema_makes_classes_that_write_the_same(runtime, of, tmp_path):
    type_, value = of(runtime)
    schemas = dotnet.ClrTypes(contracts=None, types={"it": type_}, known_types=(), runtime=runtime).export()
    for number, text in enumerate(schemas.values()):
        (tmp_path / f"{number}.xsd").write_text(text.replace("utf-16", "utf-8"), encoding="utf-8")
    expected = written(runtime, type_, value, Dialect.XML_WRITER)
    name = runtime.serialization.XsdDataContractExporter().GetSchemaTypeName(type_)
    serializer = DataContractSerializer(build_classes(read_schemas(tmp_path))[f"{{{name.Namespace}}}{name.Name}"])
    assert expected == serializer.dumps(serializer.loads(expected))


def test_values_are_reached_by_sensible_names(runtime):
    read = DataContractSerializer(Person).loads(written(runtime, *a_person(runtime), Dialect.TEXT))
    assert Person(name="Ann") == read
