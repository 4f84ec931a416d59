"""CLR types in memory from data contracts, by System.Reflection.Emit: what a C# author would have declared.

The contract's own names go into the attributes, so that .NET computes none but those of generic classes, which are
instantiations of a generic type each its own. A type is created after its base and after the structs it holds by value;
all other references may run in circles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    DataContract,
    DataContractSet,
    DataMember,
    EnumDataContract,
    GenericArgument,
    GenericType,
    PrimitiveDataContract,
    SimpleDataContract,
    UnresolvedDataContract,
    XmlDataContract,
)
from dcxml.contract.model import DATA_SET, DATA_TABLE, XML_ELEMENT, XML_NODES
from dcxml.contract.naming import (
    array_name,
    dictionary_name,
    generic_definition,
    generic_type_name,
    is_name_of,
    nullable_name,
)
from dcxml.contract.primitives import primitive_contract
from dcxml.qname import ARRAYS, XS, QName, clr_namespace
from support.clr_serializable import define_serializable, fill_serializable
from support.clr_xml import xml_serializable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from support.dotnet import Runtime

__all__ = ["KEY_VALUE_PAIR_NAMESPACE", "emit_types"]

KEY_VALUE_PAIR_NAMESPACE: Final = clr_namespace("System.Collections.Generic")
_ARRAY_ITEMS: Final = frozenset(
    QName(XS, name) for name in ("boolean", "dateTime", "decimal", "double", "float", "int", "long")
)
_ANY_TYPE: Final = QName(XS, "anyType")
_XML_TYPES: Final = {XML_ELEMENT: "System.Xml.XmlElement", XML_NODES: "System.Xml.XmlNode[]"}
_LINQ_ELEMENT: Final = QName(clr_namespace("System.Xml.Linq"), "XElement")


def emit_types(  # noqa: PLR0913 - one keyword for each thing that contracts do not say
    runtime: Runtime,
    contracts: DataContractSet,
    *,
    open_texts: Mapping[QName, Iterable[str]],
    is_extensible: bool = False,
    abstract: Collection[QName] = (),
    interfaces: Mapping[QName, Collection[QName]] | None = None,
    element: str | None = None,
    orders: Mapping[str, int] | None = None,
) -> dict[QName, Any]:
    """Return one ``System.Type`` for each contract of the set, by the contract's name.

    ``open_texts`` adds texts to open enumerations, which as CLR types must be closed. ``is_extensible`` lets classes
    keep what their contract does not know (``IExtensibleDataObject``). ``abstract`` names the classes that are so.
    ``interfaces`` gives classes and collections an interface, which is the CLR type of all that they hold as
    xs:anyType, and of which the types named there are implementations. ``element`` is the full name of the CLR type
    that stands for XmlElement. ``orders`` are the ``Order`` of members by name; where they are given .NET has to put
    the members in order itself, and they are declared backwards.
    """
    emitter = _Emitter(runtime, contracts, open_texts)
    emitter.is_extensible = is_extensible
    emitter.abstract = abstract
    emitter.implementations = interfaces or {}
    emitter.element = element
    emitter.orders = orders
    return emitter.emit()


def is_key_value_pair(contract: DataContract) -> bool:
    """Tell whether the contract is that of ``System.Collections.Generic.KeyValuePair<K, V>``."""
    return (
        isinstance(contract, ClassDataContract)
        and contract.name.namespace == KEY_VALUE_PAIR_NAMESPACE
        and contract.name.name.startswith("KeyValuePairOf")
        and [member.name for member in contract.members] == ["key", "value"]
    )


def is_ordinal(names: Iterable[str]) -> bool:
    """Tell whether .NET would write members of these names in this order without being told."""
    keys = [name.encode("utf-16-be") for name in names]
    return keys == sorted(keys)


def _is_nullable(argument: GenericArgument) -> bool:
    return (argument.name, argument.namespace) == (generic_definition("Nullable", 1), clr_namespace("System"))


def _name(argument: GenericArgument) -> QName:
    """Return the name of the contract that a generic argument is."""
    generic = GenericType(argument.name, argument.namespace, argument.arguments)
    return QName(argument.namespace, generic_type_name(generic) if argument.arguments else argument.name)


class _Emitter:
    """One run: the builders, and the types already created."""

    is_extensible = False
    abstract: Collection[QName] = ()
    implementations: Mapping[QName, Collection[QName]] = {}
    element: str | None = None
    orders: Mapping[str, int] | None = None

    def __init__(self, runtime: Runtime, contracts: DataContractSet, open_texts: Mapping[QName, Iterable[str]]) -> None:
        self.runtime = runtime
        self.contracts = contracts
        self.open_texts = open_texts
        self.created: dict[QName, Any] = {}
        self.builders: dict[QName, Any] = {}
        self.shapeless: dict[str, Any] = {}
        self.waiting: list[QName] = []
        self.serializables: dict[QName, tuple[Any, Any]] = {}
        self.interfaces: dict[QName, Any] = {}
        emit = runtime.emit
        assembly = emit.AssemblyBuilder.DefineDynamicAssembly(
            runtime.reflection.AssemblyName("contracts"), emit.AssemblyBuilderAccess.Run
        )
        self.module = assembly.DefineDynamicModule("contracts")

    def emit(self) -> dict[QName, Any]:
        """Define all types, then fill them, then create them; builders let the references run in circles."""
        for contract in self.contracts:
            if isinstance(contract, EnumDataContract):
                self.created[contract.name] = self._enumeration(contract)
            elif contract.name == _LINQ_ELEMENT:
                self.created[contract.name] = self.runtime.type("System.Xml.Linq.XElement")
            elif contract.name == XML_ELEMENT and self.element is not None:
                self.created[contract.name] = self.runtime.type(self.element)
            elif isinstance(contract, XmlDataContract) and not contract.is_anonymous:
                self.created[contract.name] = xml_serializable(self.runtime, self.module, contract)
        for holder in self.implementations:
            self.interfaces[holder] = self._interface(holder)
        for contract in self.contracts:
            self._define(contract)
        for contract in sorted(self.contracts, key=self._depth):
            self._fill(contract)
        for contract in self.contracts:
            self._create(contract)
        self.builders.clear()
        return {contract.name: self.type_of(contract.name) for contract in self.contracts}

    def _depth(self, contract: DataContract) -> int:
        """Return how many bases a class has: their constructors are made before its own."""
        return len(self.contracts.lineage(contract)) if isinstance(contract, ClassDataContract) else 0

    # Types of values

    def type_of(  # noqa: PLR0911 - one return for each kind of contract
        self, name: QName, *, nullable: bool = False
    ) -> Any:
        """Return the CLR type of a contract, or its builder as long as it is not created."""
        contract = self.contracts[name]
        if nullable and self._is_value_type(contract):
            return self._generic("System.Nullable`1", self.type_of(name))
        if name in self.created or name in self.builders:
            made, arguments = self.created.get(name) or self.builders[name], self._arguments(contract)
            return made.MakeGenericType(self._array(arguments)) if arguments else made
        match contract:
            case PrimitiveDataContract():
                return self.runtime.type(contract.primitive.clr_type)
            case SimpleDataContract():
                return self.type_of(contract.base)
            case CollectionDataContract():
                return self._framework_collection(contract)
            case XmlDataContract(name=known) if known == XML_ELEMENT:
                return self.runtime.type("System.Xml.XmlElement")
            case XmlDataContract(name=known) if known == XML_NODES:
                return self.runtime.type("System.Xml.XmlNode").MakeArrayType()
            case XmlDataContract(name=known) if known in (DATA_SET, DATA_TABLE):
                return self.runtime.type(f"System.Data.{known.name}")
            case ClassDataContract(members=(key, value)):
                return self._generic(
                    "System.Collections.Generic.KeyValuePair`2",
                    self._member_type(contract, key),
                    self._member_type(contract, value),
                )
        reason = f"{name.clark}: a {type(contract).__name__} has no CLR type of its own"
        raise ValueError(reason)

    def _is_generic(self, contract: DataContract) -> bool:
        """Tell whether the contract's own type is an instantiation of a generic one."""
        generic = getattr(contract, "generic", None)
        if generic is None or not self._has_own_type(contract) or not is_name_of(contract.name.name, generic):
            return False
        return not getattr(contract, "is_iserializable", False) and self._are_known(generic.arguments)

    def _arguments(self, contract: DataContract) -> tuple[Any, ...]:
        """Return the types of which the contract's own type is an instantiation; none where it is not generic."""
        return tuple(map(self._argument_type, contract.generic.arguments)) if self._is_generic(contract) else ()

    def _are_known(self, arguments: Iterable[GenericArgument]) -> bool:
        """Tell whether the set has all types behind these arguments; a type inside another is not made."""
        return all(
            argument.nested_level is None
            and (self._are_known(argument.arguments) if _is_nullable(argument) else self._is_known(_name(argument)))
            for argument in arguments
        )

    def _is_known(self, name: QName) -> bool:
        return name in self.contracts or name in _XML_TYPES or primitive_contract(name) is not None

    def _argument_type(self, argument: GenericArgument) -> Any:
        if _is_nullable(argument):
            return self._generic("System.Nullable`1", *map(self._argument_type, argument.arguments))
        name = _name(argument)
        if name in _XML_TYPES and name not in self.contracts:  # nothing but this argument refers to it
            return self.runtime.type(_XML_TYPES[name])
        return self.type_of(name)

    def _array(self, types: Iterable[Any]) -> Any:
        system = self.runtime.system
        return system.Array[system.Type](list(types))

    def _held_type(self, holder: DataContract, name: QName, *, nullable: bool = False) -> Any:
        """Return the CLR type of what a class or a collection holds: an interface, if it has one, for xs:anyType."""
        if name == _ANY_TYPE and holder.name in self.interfaces:
            return self.interfaces[holder.name]
        return self.type_of(name, nullable=nullable)

    def _member_type(self, holder: DataContract, member: DataMember) -> Any:
        if member.declares is None or member.type != _ANY_TYPE:
            return self._held_type(holder, member.type, nullable=member.is_nillable)
        if member.declares == ARRAYS:
            return self._generic("System.Collections.Generic.List`1", self.runtime.type("System.Int32"))
        return self._shapeless(member.declares)

    def _shapeless(self, namespace: str) -> Any:
        """Return a class without members: of a contract seen only as nil, the namespace is all that is known."""
        if namespace not in self.shapeless:
            builder = self._class(QName(namespace, "SeenOnlyAsNil"))
            builder.SetCustomAttribute(
                self._attribute("DataContractAttribute", Name="SeenOnlyAsNil", Namespace=namespace)
            )
            self.shapeless[namespace] = builder.CreateType()
        return self.shapeless[namespace]

    def _framework_collection(self, contract: CollectionDataContract) -> Any:
        """Return the CLR type of a collection without one of its own: an array of numbers, as .NET reads them best."""
        if contract.item_type in _ARRAY_ITEMS and not contract.is_item_nillable:
            return self.type_of(contract.item_type).MakeArrayType()
        return self._collection(contract)

    def _collection(self, contract: CollectionDataContract) -> Any:
        if contract.key is not None and contract.value is not None:
            return self._generic(
                "System.Collections.Generic.Dictionary`2",
                self._member_type(contract, contract.key),
                self._member_type(contract, contract.value),
            )
        assert contract.item_type is not None
        return self._generic(
            "System.Collections.Generic.List`1",
            self._held_type(contract, contract.item_type, nullable=contract.is_item_nillable),
        )

    def _is_value_type(self, contract: DataContract) -> bool:
        match contract:
            case PrimitiveDataContract():
                return bool(contract.primitive.is_value_type)
            case SimpleDataContract():
                return self._is_value_type(self.contracts[contract.base])
            case ClassDataContract():
                return contract.is_value_type
        return isinstance(contract, EnumDataContract)

    def _has_own_type(self, contract: DataContract) -> bool:
        """Tell whether the contract needs a type made for it, rather than an instantiation of a framework type."""
        match contract:
            case ClassDataContract():
                return not is_key_value_pair(contract)
            case CollectionDataContract(key=None):
                return (contract.name, contract.item_name) != self._list_names(contract) or contract.is_reference
            case CollectionDataContract():
                return self._dictionary_names(contract) != (
                    contract.name, contract.item_name, contract.key and contract.key.name,
                    contract.value and contract.value.name,
                ) or contract.is_reference  # fmt: skip
        return isinstance(contract, UnresolvedDataContract)

    def _list_names(self, contract: CollectionDataContract) -> tuple[QName, str]:
        item = contract.item_type
        assert item is not None
        is_nullable = contract.is_item_nillable and self._is_value_type(self.contracts[item])
        return array_name(item, is_item_nullable_value_type=is_nullable), item.name

    def _dictionary_names(self, contract: CollectionDataContract) -> tuple[QName, str, str, str]:
        assert contract.key is not None
        assert contract.value is not None
        name = dictionary_name(self._argument(contract.key), self._argument(contract.value))
        return name, name.name.removeprefix("ArrayOf"), "Key", "Value"

    def _argument(self, member: DataMember) -> QName:
        """Return the name that a key's or a value's type has as a generic argument."""
        is_nullable = member.is_nillable and self._is_value_type(self.contracts[member.type])
        return nullable_name(member.type) if is_nullable else member.type

    def _generic(self, definition: str, *arguments: Any) -> Any:
        system = self.runtime.system
        return self.runtime.type(definition).MakeGenericType(system.Array[system.Type](arguments))

    # Definitions

    def _define(self, contract: DataContract) -> None:
        if not self._has_own_type(contract):
            return
        arity = len(contract.generic.arguments) if self._is_generic(contract) else 0
        if isinstance(contract, ClassDataContract) and contract.is_iserializable:
            self.builders[contract.name] = define_serializable(self.runtime, self.module, contract.name)
        elif isinstance(contract, ClassDataContract) and contract.is_value_type:
            flags = self.runtime.reflection.TypeAttributes
            self.builders[contract.name] = self.module.DefineType(
                self._clr_name(contract.name, arity=arity),
                flags.Public | flags.Sealed | flags.SequentialLayout,
                self.runtime.type("System.ValueType"),
            )
        else:
            self.builders[contract.name] = self._class(contract.name, arity=arity)
        if arity:
            names = self.runtime.system.Array[self.runtime.system.String]([f"T{place}" for place in range(arity)])
            self.builders[contract.name].DefineGenericParameters(names)
        for holder, implementations in self.implementations.items():
            if contract.name in implementations:
                self.builders[contract.name].AddInterfaceImplementation(self.interfaces[holder])

    def _class(self, name: QName, *, arity: int = 0) -> Any:
        flags = self.runtime.reflection.TypeAttributes
        kind = flags.Public | flags.Abstract if name in self.abstract else flags.Public
        return self.module.DefineType(self._clr_name(name, arity=arity), kind)

    def _interface(self, holder: QName) -> Any:
        """Return an interface without members, for what ``holder`` holds."""
        flags = self.runtime.reflection.TypeAttributes
        name = f"I{len(self.interfaces)}." + re.sub(r"\W", "_", holder.name)
        return self.module.DefineType(name, flags.Public | flags.Interface | flags.Abstract).CreateType()

    def _clr_name(self, name: QName, *, arity: int = 0) -> str:
        """Return a type name that is legal in the CLR and still tells the contract in .NET's messages.

        Of a generic type it ends with the number of parameters, which .NET counts by the name.
        """
        number = len(self.builders) + len(self.created) + len(self.shapeless)
        return f"N{number}." + re.sub(r"\W", "_", name.name) + (f"`{arity}" if arity else "")

    def _fill(self, contract: DataContract) -> None:
        builder = self.builders.get(contract.name)
        if builder is None:
            return
        if isinstance(contract, ClassDataContract) and contract.is_iserializable:
            base = None if contract.base is None else self.serializables[contract.base]
            self.serializables[contract.name] = fill_serializable(self.runtime, builder, base=base)
            return
        name = contract.generic.name if self._is_generic(contract) else contract.name.name
        names: dict[str, Any] = {"Name": name, "Namespace": contract.name.namespace}
        if getattr(contract, "is_reference", False):
            names["IsReference"] = True
        if isinstance(contract, CollectionDataContract):
            names["ItemName"] = contract.item_name
            if contract.key is not None and contract.value is not None:
                names |= {"KeyName": contract.key.name, "ValueName": contract.value.name}
            builder.SetParent(self._collection(contract))
            builder.SetCustomAttribute(self._attribute("CollectionDataContractAttribute", **names))
            return
        builder.SetCustomAttribute(self._attribute("DataContractAttribute", **names))
        if isinstance(contract, ClassDataContract):
            if contract.base is not None:
                builder.SetParent(self.type_of(contract.base))
            self._members(builder, contract)
            if self.is_extensible and contract.base is None and not contract.is_value_type:
                self._extension_data(builder)

    def _extension_data(self, builder: Any) -> None:
        """Implement ``IExtensibleDataObject``: a property ``ExtensionData`` over a field."""
        runtime, flags, codes = self.runtime, self.runtime.reflection.MethodAttributes, self.runtime.emit.OpCodes
        types = runtime.system.Array[runtime.system.Type]
        data = runtime.type("System.Runtime.Serialization.ExtensionDataObject")
        kept = builder.DefineField("extension_data", data, runtime.reflection.FieldAttributes.Private)
        how = flags.Public | flags.Virtual | flags.Final | flags.HideBySig | flags.NewSlot | flags.SpecialName
        made = builder.DefineProperty("ExtensionData", runtime.reflection.PropertyAttributes(0), data, types([]))
        getter = builder.DefineMethod("get_ExtensionData", how, data, types([]))
        code = getter.GetILGenerator()
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldfld, kept)
        code.Emit(codes.Ret)
        setter = builder.DefineMethod("set_ExtensionData", how, runtime.type("System.Void"), types([data]))
        code = setter.GetILGenerator()
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldarg_1)
        code.Emit(codes.Stfld, kept)
        code.Emit(codes.Ret)
        made.SetGetMethod(getter)
        made.SetSetMethod(setter)
        builder.AddInterfaceImplementation(runtime.type("System.Runtime.Serialization.IExtensibleDataObject"))

    def _members(self, builder: Any, contract: ClassDataContract) -> None:
        orders = self.orders
        if orders is None:
            is_told = not is_ordinal(member.name for member in contract.members)
            orders = {member.name: index for index, member in enumerate(contract.members) if is_told}
        for member in contract.members if self.orders is None else reversed(contract.members):
            named: dict[str, Any] = {"Name": member.name}
            if member.name in orders:
                named["Order"] = self.runtime.system.Int32(orders[member.name])
            if member.is_required:
                named["IsRequired"] = True
            if not member.emit_default_value:
                named["EmitDefaultValue"] = False
            attribute = self._attribute("DataMemberAttribute", **named)
            if is_key_value_pair(self.contracts[member.type]):
                self._property(builder, contract, member).SetCustomAttribute(attribute)
            else:
                public, type_ = self.runtime.reflection.FieldAttributes.Public, self._member_type(contract, member)
                builder.DefineField(member.name, type_, public).SetCustomAttribute(attribute)

    def _property(self, builder: Any, contract: ClassDataContract, member: DataMember) -> Any:
        """Define a property kept in an ``object``: to lay out a field of a pair, the CLR would load its arguments."""
        system, flags, codes = self.runtime.system, self.runtime.reflection.MethodAttributes, self.runtime.emit.OpCodes
        type_, any_type = self._member_type(contract, member), self.runtime.type("System.Object")
        types = system.Array[system.Type]
        kept = builder.DefineField(f"kept_{member.name}", any_type, self.runtime.reflection.FieldAttributes.Private)
        getter = builder.DefineMethod(f"get_{member.name}", flags.Public, type_, types([]))
        code = getter.GetILGenerator()
        default, is_set = code.DeclareLocal(type_), code.DefineLabel()
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldfld, kept)
        code.Emit(codes.Brtrue, is_set)
        code.Emit(codes.Ldloc, default)
        code.Emit(codes.Ret)
        code.MarkLabel(is_set)
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldfld, kept)
        code.Emit(codes.Unbox_Any, type_)
        code.Emit(codes.Ret)
        setter = builder.DefineMethod(
            f"set_{member.name}", flags.Public, self.runtime.type("System.Void"), types([type_])
        )
        code = setter.GetILGenerator()
        code.Emit(codes.Ldarg_0)
        code.Emit(codes.Ldarg_1)
        code.Emit(codes.Box, type_)
        code.Emit(codes.Stfld, kept)
        code.Emit(codes.Ret)
        made = builder.DefineProperty(member.name, self.runtime.reflection.PropertyAttributes(0), type_, types([]))
        made.SetGetMethod(getter)
        made.SetSetMethod(setter)
        return made

    def _enumeration(self, contract: EnumDataContract) -> Any:
        underlying = self._underlying(contract)
        builder = self.module.DefineEnum(
            self._clr_name(contract.name), self.runtime.reflection.TypeAttributes.Public, self.runtime.type(underlying)
        )
        box = getattr(self.runtime.system, underlying.removeprefix("System."))
        builder.SetCustomAttribute(
            self._attribute("DataContractAttribute", Name=contract.name.name, Namespace=contract.name.namespace)
        )
        if contract.is_flags:
            builder.SetCustomAttribute(self._attribute("FlagsAttribute", assembly="System"))
        for text, value in self._enumerated(contract):
            literal = builder.DefineLiteral(f"V{value}_{text}", box(value))
            literal.SetCustomAttribute(self._attribute("EnumMemberAttribute", Value=text))
        return builder.CreateType()

    def _underlying(self, contract: EnumDataContract) -> str:
        base = self.contracts[contract.base_type]
        assert isinstance(base, PrimitiveDataContract)
        return base.primitive.clr_type

    def _enumerated(self, contract: EnumDataContract) -> Iterator[tuple[str, int]]:
        yield from ((member.name, member.value) for member in contract.members)
        if contract.is_open:
            seen = {member.name for member in contract.members}
            added = [text for text in dict.fromkeys(self.open_texts.get(contract.name, ())) if text not in seen]
            yield from zip(added, range(len(seen), len(seen) + len(added)), strict=True)

    def _attribute(self, name: str, *, assembly: str = "System.Runtime.Serialization", **named: Any) -> Any:
        """Return ``[Name(Property = value, …)]``."""
        system, reflection = self.runtime.system, self.runtime.reflection
        attribute = self.runtime.type(f"{assembly}.{name}")
        constructor = attribute.GetConstructor(system.Array[system.Type]([]))
        properties = system.Array[reflection.PropertyInfo]([attribute.GetProperty(key) for key in named])
        values = system.Array[system.Object](list(named.values()))
        return self.runtime.emit.CustomAttributeBuilder(
            constructor, system.Array[system.Object]([]), properties, values
        )

    # Creation

    def _create(self, contract: DataContract) -> None:
        name = contract.name
        if name in self.created or name in self.waiting:
            return
        self.waiting.append(name)
        # Of a framework type the CLR loads all arguments: List<KeyValuePair<int, Line>> needs Line.
        for needed in self._needed(contract) if name in self.builders else contract.references():
            self._create(self.contracts[needed])
        self.waiting.pop()
        if name in self.builders:
            self.created[name] = self.builders[name].CreateType()

    def _needed(self, contract: DataContract) -> Iterator[QName]:
        """Yield what the CLR must have loaded to lay the type out: base, item types, and values held by value."""
        match contract:
            case CollectionDataContract():
                yield from contract.references()
            case ClassDataContract() if is_key_value_pair(contract):
                yield from contract.references()
            case ClassDataContract(base=base, members=members):
                if base is not None:
                    yield base
                held = (self.contracts[member.type] for member in members)  # a pair is not: see _property
                yield from (each.name for each in held if self._is_value_type(each) and not is_key_value_pair(each))
