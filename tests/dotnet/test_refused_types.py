"""What .NET's serializer takes in no type cannot be declared in Python either."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import pytest

from dcxml import contracts_of
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.enumerations import DataContractEnum, enum_member
from dcxml.binding.markers import CollectionContract, DictionaryPart
from dcxml.binding.types import Int
from dcxml.binding.values import KeyValuePair
from dcxml.contract import ClassDataContract, CollectionDataContract, DataContractSet, DataMember
from dcxml.contract.naming import array_name, dictionary_name, key_value_pair_name
from dcxml.errors import InvalidDataContractError
from dcxml.qname import XS, QName
from support import dotnet

NS = "urn:refused"
INT, STRING = QName(XS, "int"), QName(XS, "string")
BASE, LEAF, TREE = (QName(NS, name) for name in ("Base", "Leaf", "Tree"))


def tree(item: QName) -> CollectionDataContract:
    return CollectionDataContract(name=TREE, item_name="Branch", item_type=item, is_item_nillable=True)


def part(name: str, type_: QName) -> DataMember:
    return DataMember(name=name, type=type_, is_nillable=type_ != INT, is_required=True)


LIST = CollectionDataContract(name=array_name(TREE), item_name="Tree", item_type=TREE, is_item_nillable=True)
OF_TREES = dictionary_name(STRING, TREE)
DICTIONARY = CollectionDataContract(
    name=OF_TREES, item_name=OF_TREES.name.removeprefix("ArrayOf"), key=part("Key", STRING), value=part("Value", TREE)
)
PAIR = ClassDataContract(
    name=key_value_pair_name(STRING, TREE), is_value_type=True, members=(part("key", STRING), part("value", TREE))
)
REFERENCE = ClassDataContract(name=BASE, is_reference=True)
NUMBER = DataMember(name="Number", type=INT)
NEEDED = DataMember(name="Number", type=INT, is_required=True)

REFUSED = {
    "a reference over a base that is none": (
        [ClassDataContract(name=BASE), ClassDataContract(name=LEAF, base=BASE, is_reference=True)],
        LEAF,
        "must have the same value for IsReference as the base type",
    ),
    "a reference with a required member": (
        [ClassDataContract(name=BASE, is_reference=True, members=(NEEDED,))],
        BASE,
        "has the IsRequired setting of 'True",
    ),
    "a required member under a reference": (
        [REFERENCE, ClassDataContract(name=LEAF, base=BASE, members=(NEEDED,))],
        LEAF,
        "or it is derived from a base class",
    ),
    "a struct that is a reference": (
        [ClassDataContract(name=BASE, is_reference=True, is_value_type=True, members=(NUMBER,))],
        BASE,
        "Value type .* cannot have the IsReference setting of 'True'",
    ),
    "a list of itself": ([tree(TREE)], TREE, "recursive collection data contract which is not supported"),
    "a list of lists of itself": ([tree(LIST.name), LIST], TREE, "recursive collection data contract"),
    "a list of dictionaries of itself": ([tree(DICTIONARY.name), DICTIONARY], TREE, "recursive collection"),
    "a list of pairs of itself": ([tree(PAIR.name), PAIR], TREE, "recursive collection"),
    "a dictionary of itself": (
        [CollectionDataContract(name=TREE, item_name="Branch", key=part("Key", STRING), value=part("Value", TREE))],
        TREE,
        "recursive collection data contract",
    ),
}


@pytest.mark.parametrize(("contracts", "root", "message"), REFUSED.values(), ids=REFUSED)
def test_dotnet_refuses_the_type(contracts, root, message):
    dotnet.require()
    with pytest.raises(dotnet.DotnetError, match=f"InvalidDataContractException: .*{message}"):
        dotnet.clr_types(DataContractSet(contracts)).export(root)


def test_dotnet_takes_a_collection_of_itself_through_a_class():
    dotnet.require()
    branch = ClassDataContract(name=LEAF, members=(DataMember(name="Tree", type=TREE, is_nillable=True),))
    assert dotnet.clr_types(DataContractSet([tree(LEAF), branch])).export(TREE)


def emitted(base: dict[str, object], leaf: dict[str, object], order: int | None = None) -> dotnet.ClrTypes:
    """Return two CLR classes with these properties of DataContractAttribute, the second derived from the first."""
    runtime = dotnet.require()
    array, emit = runtime.system.Array, runtime.emit
    assembly = emit.AssemblyBuilder.DefineDynamicAssembly(
        runtime.reflection.AssemblyName("refused"), emit.AssemblyBuilderAccess.Run
    )
    module = assembly.DefineDynamicModule("refused")

    def attribute(name: str, **said: object) -> object:
        type_ = runtime.type(f"System.Runtime.Serialization.{name}")
        properties = array[runtime.reflection.PropertyInfo]([type_.GetProperty(key) for key in said])
        constructor, none = type_.GetConstructor(array[runtime.system.Type]([])), array[runtime.system.Object]([])
        return emit.CustomAttributeBuilder(
            constructor, none, properties, array[runtime.system.Object]([*said.values()])
        )

    types = {}
    for name, said in ((BASE, base), (LEAF, leaf)):
        builder = module.DefineType(name.name, runtime.reflection.TypeAttributes.Public)
        if types:
            builder.SetParent(types[BASE])
        if order is not None:
            field = builder.DefineField(
                "Number", runtime.type("System.Int32"), runtime.reflection.FieldAttributes.Public
            )
            field.SetCustomAttribute(attribute("DataMemberAttribute", Order=runtime.system.Int32(order)))
        builder.SetCustomAttribute(attribute("DataContractAttribute", Namespace=NS, **said))
        types[name] = builder.CreateType()
    return dotnet.ClrTypes(contracts=DataContractSet(), types=types, known_types=(), runtime=runtime)


def test_dotnet_lets_a_class_be_a_reference_as_its_base_is():
    assert emitted({"IsReference": True}, {}).export(LEAF)


def test_dotnet_refuses_to_undo_the_reference_of_a_base():
    with pytest.raises(dotnet.DotnetError, match="must have the same value for IsReference as the base type"):
        emitted({"IsReference": True}, {"IsReference": False}).export(LEAF)


def test_dotnet_refuses_a_negative_order():
    assert emitted({}, {}, order=0).export(BASE)
    with pytest.raises(
        dotnet.DotnetError, match="'Order' in DataMemberAttribute attribute cannot be a negative number"
    ):
        emitted({}, {}, order=-1).export(BASE)


def declare_reference_over_plain() -> None:
    @data_contract(namespace=NS)
    class Base:
        pass

    @data_contract(namespace=NS, is_reference=True)
    class Leaf(Base):
        pass


def declare_plain_over_reference() -> None:
    @data_contract(namespace=NS, is_reference=True)
    class Base:
        pass

    @data_contract(namespace=NS, is_reference=False)
    class Leaf(Base):
        pass


def declare_required_reference() -> None:
    @data_contract(namespace=NS, is_reference=True)
    class Base:
        number: Int = data_member("Number", default=0, is_required=True)


def declare_required_under_reference() -> None:
    @data_contract(namespace=NS, is_reference=True)
    class Base:
        pass

    @data_contract(namespace=NS)
    class Leaf(Base):
        number: Int = data_member("Number", default=0, is_required=True)


def declare_reference_struct() -> None:
    @data_contract(namespace=NS, is_reference=True, is_value_type=True)
    class Base:
        pass


def declare_class_over_struct() -> None:
    @data_contract(namespace=NS, is_value_type=True)
    class Base:
        pass

    @data_contract(namespace=NS)
    class Leaf(Base):
        pass


def declare_struct_over_class() -> None:
    @data_contract(namespace=NS)
    class Base:
        pass

    @data_contract(namespace=NS, is_value_type=True)
    class Leaf(Base):
        pass


def declare_enumeration_of_texts() -> None:
    @data_contract(namespace=NS, base_type="string")
    class Size(DataContractEnum):
        S = "S"


def declare_enumeration_beyond_its_type() -> None:
    @data_contract(namespace=NS, base_type="unsignedByte")
    class Size(DataContractEnum):
        S = "S"
        L = enum_member("L", 256)


def declare_reference_enumeration() -> None:
    @data_contract(namespace=NS, is_reference=True)
    class Size(DataContractEnum):
        S = "S"


def declare_order(order: object) -> None:
    @data_contract(namespace=NS)
    class Base:
        number: Int = data_member("Number", default=0, order=order)  # type: ignore[arg-type]  # what is refused


def declare_one_name_for_key_and_value() -> None:
    one = CollectionContract("Tree", namespace=NS, key=DictionaryPart("X"), value=DictionaryPart("X"))
    contracts_of(Annotated[dict[str, Int], one])


def declare_two_members_of_one_name() -> None:
    @data_contract(namespace=NS)
    class Base:
        one: Int = data_member("Number", default=0)
        two: Int = data_member("Number", default=0)

    contracts_of(Base)


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (declare_reference_over_plain, r"Leaf: is_reference=True, but its base .*Base has is_reference=False"),
        (declare_plain_over_reference, r"Leaf: is_reference=False, but its base .*Base has is_reference=True"),
        (declare_required_reference, r"Base\.number: is_required=True is not allowed"),
        (declare_required_under_reference, r"Leaf\.number: is_required=True is not allowed"),
        (declare_reference_struct, r"Base: a value type cannot have is_reference=True"),
        (declare_class_over_struct, r"Leaf: its base .*Base is a value type"),
        (declare_struct_over_class, r"Leaf: a value type cannot have the base .*Base"),
        (declare_enumeration_of_texts, r"Size: an enumeration's base_type is one of byte, int, .*, not 'string'"),
        (declare_enumeration_beyond_its_type, r"Size: the number 256 of 'L' is not between 0 and 255"),
        (declare_reference_enumeration, r"Size: an enumeration cannot have is_reference=True"),
        (declare_one_name_for_key_and_value, r"Tree: key and value are both named 'X'"),
        (declare_two_members_of_one_name, r"Base: two members are named 'Number'"),
        *(
            pytest.param(partial(declare_order, order), rf"Base\.number: order={order!r} is not", id=str(order))
            for order in (-1, "1", True, 1.0, 2**31)
        ),
    ],
)  # fmt: skip
def test_it_cannot_be_declared(declare, message):
    with pytest.raises(InvalidDataContractError, match=message):
        declare()


def test_a_class_is_a_reference_as_its_base_is():
    @data_contract(namespace=NS, is_reference=True)
    class Base:
        pass

    @data_contract(namespace=NS)
    class Leaf(Base):
        pass

    assert contracts_of(Leaf)[LEAF].is_reference


Tree = Annotated[list["Tree"], CollectionContract("Tree", namespace=NS)]
Deep = Annotated[list[list[dict[str, "Deep"]]], CollectionContract("Deep", namespace=NS)]
Pairs = Annotated[list[KeyValuePair[str, "Pairs"]], CollectionContract("Pairs", namespace=NS)]


@data_contract(name="Leaf", namespace=NS)
class Branch:
    """What lets a collection hold itself."""

    grove: Grove | None = data_member("Grove", default=None)
    pairs: list[KeyValuePair[str, Grove]] | None = data_member("Pairs", default=None)


Grove = Annotated[list[Branch], CollectionContract("Grove", namespace=NS)]


@pytest.mark.parametrize(
    ("collection", "message"),
    [
        pytest.param(Tree, r"Tree: a recursive collection .* holds \{urn:refused\}Tree$", id="itself"),
        pytest.param(Deep, r"Deep: a recursive collection .* holds .*ArrayOf.*, which holds .*Deep$", id="a chain"),
        pytest.param(Pairs, r"Pairs: a recursive .* holds .*KeyValuePairOf.*, which holds .*Pairs$", id="a pair"),
    ],
)
def test_a_collection_of_itself_cannot_be_declared(collection, message):
    with pytest.raises(InvalidDataContractError, match=message):
        contracts_of(collection)


def test_a_collection_of_itself_through_a_class_can_be_declared():
    assert {LEAF, QName(NS, "Grove")} <= {*contracts_of(Grove).contracts}
