"""Cases that were once found wrong, held to the runtime: the same bytes in both dialects."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import Dialect, KeyValuePair, QName
from dcxml.binding.declarations import data_contract, data_member
from dcxml.binding.introspect import describe
from dcxml.binding.types import Int
from dcxml.contract import DataContractSet, EnumDataContract, EnumMember
from dcxml.contract.naming import encode_local_name
from dcxml.qname import XS
from support import dotnet

pytestmark = pytest.mark.dotnet


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


@data_contract(name="A", namespace="urn:a")
class A:
    items: list[Int] | None = data_member("Items", default=None)
    number: Int = data_member("Number", default=0)


@data_contract(name="B", namespace="urn:b")
class B(A):
    """Has no member of its own, so that all of its members are in another namespace than the class."""


@data_contract(name="C", namespace="urn:c")
class C(B):
    after: Int = data_member("After", default=0)


@data_contract(name="D", namespace="")
class D(C):
    a: A | None = data_member("A", default=None)
    held: object | None = data_member("Held", default=None)
    name: QName | None = data_member("Name", default=None)


@data_contract(name="Holder", namespace="urn:h")
class Holder:
    b: B | None = data_member("B", default=None)
    bs: list[B] | None = data_member("Bs", default=None)
    by_name: dict[str, dict[Int, A]] | None = data_member("ByName", default=None)
    d: D | None = data_member("D", default=None)
    lists: list[list[list[Int]]] | None = data_member("Lists", default=None)
    pairs: list[KeyValuePair[Int, A]] | None = data_member("Pairs", default=None)


@data_contract(name="Sparse", namespace="urn:s")
class Sparse:
    after: Int = data_member("After", default=0)
    pair: KeyValuePair[Int, A | None] = data_member(
        "Pair", factory=lambda: KeyValuePair(0, None), emit_default_value=False
    )


def nested(depth: int) -> object:
    """Return an object in ``depth`` objects, each of a namespace of its own: more than there are letters."""
    value: object = None
    cls: type | None = None
    for number in range(depth):
        body = {"__annotations__": {"next": (cls or Int) | None}, "next": data_member("Next", default=None)}
        cls = data_contract(name=f"N{number}", namespace=f"urn:n{number}")(type(f"N{number}", (), body))
        value = cls(next=value)
    return value


CASES = [
    pytest.param(B(number=1, items=[1]), id="all members from a base in another namespace"),
    pytest.param(C(number=1, after=2), id="members of two namespaces, a class without any between them"),
    pytest.param(D(a=A(items=[]), held=5, name=QName("urn:q", "n")), id="a class in no namespace"),
    pytest.param(D(a=A(), held="", name=QName("", "n")), id="a name in no namespace"),
    pytest.param(Holder(b=B(number=1)), id="such a class as a member"),
    pytest.param(Holder(bs=[B(items=[2]), None]), id="such classes in a list"),
    pytest.param(Holder(by_name={"a": {1: A(), 2: None}, "b": {}}), id="a dictionary of dictionaries"),
    pytest.param(Holder(d=D(a=A(number=3))), id="a class in no namespace as a member"),
    pytest.param(Holder(lists=[[[1], []], [], None]), id="lists of lists of lists"),
    pytest.param(Holder(pairs=[KeyValuePair(1, A()), KeyValuePair(2, A(items=[1]))]), id="pairs of classes"),
    pytest.param(Sparse(), id="a pair that is the default and not written"),
    pytest.param(Sparse(pair=KeyValuePair(1, None)), id="a pair that is not the default by its key"),
    pytest.param(Sparse(pair=KeyValuePair(0, A())), id="a pair that is not the default by its value"),
    pytest.param(nested(32), id="more namespaces than letters"),
]


@pytest.mark.parametrize("dialect", Dialect, ids=lambda dialect: dialect.value)
@pytest.mark.parametrize("value", CASES)
def test_dotnet_reads_it_and_writes_the_same_bytes(value, dialect):
    cls = type(value)
    types = dotnet.clr_types(dcxml.contracts_of(cls))
    written = dcxml.dumps(value, dialect=dialect)
    assert value == dcxml.loads(written, cls)
    assert types.read_write(written, describe(cls).type, dialect=dialect) == written


@pytest.mark.parametrize("dialect", Dialect)
def test_a_derived_root_declares_i_before_its_type(dialect: Dialect) -> None:
    described = describe(A)
    derived = describe(C)
    types = dotnet.clr_types(derived.contracts, known_types=[derived.type])
    serializer = dcxml.DataContractSerializer(A, dialect=dialect, known_types=[C])

    written = serializer.dumps(C(number=1, after=2))

    assert written == types.read_write(written, described.type, dialect=dialect)


def ordered(orders: dict[str, int]) -> object:
    """Return an object of a class with members of these names, all null; one with an ``Order`` has that."""
    body = {
        f"member_{index}": data_member(name, default=None, order=orders.get(name))
        for index, name in enumerate(NAMES[len(NAMES) // 2 :] + NAMES[: len(NAMES) // 2])
    }
    body["__annotations__"] = dict.fromkeys(body, str | None)
    return data_contract(name="Ordered", namespace="urn:o")(type("Ordered", (), body))()


NAMES = (
    "B",
    "a",
    "A",
    "_a",
    "aB",
    "ab",
    "a-b",
    "a.b",
    "a1",
    "Z",
    "z",
    "é",
    "É",
    "ß",
    "ss",
    "Ω",
    "日",
    "\U00020000",
    "\ufa0e",
)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    "orders",
    [
        pytest.param({}, id="by name, ordinal"),
        pytest.param(dict.fromkeys(NAMES, 1), id="one order for all"),
        pytest.param({"B": 2, "a": 2, "ss": 2, "Z": 1, "_a": 0, "日": 0}, id="ties, and those without one first"),
        pytest.param({name: 100 - index for index, name in enumerate(NAMES)}, id="backwards"),
        pytest.param({"a": 2**30, "ab": 0, "é": 2**30, "É": 7}, id="great ones"),
    ],
)
def test_dotnet_puts_members_in_the_same_order(orders: dict[str, int], dialect: Dialect) -> None:
    value = ordered(orders)
    cls = type(value)
    types = dotnet.clr_types(
        dcxml.contracts_of(cls), orders={encode_local_name(name): order for name, order in orders.items()}
    )
    written = dcxml.dumps(value, dialect=dialect)
    assert written == types.read_write(b'<Ordered xmlns="urn:o"/>', describe(cls).type, dialect=dialect)
    assert written == types.read_write(written, describe(cls).type, dialect=dialect)


INTEGERS = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("is_flags", [False, True], ids=["", "flags"])
@pytest.mark.parametrize("base", INTEGERS)
def test_dotnet_reads_and_writes_enumerations_over_every_integer(base: str, is_flags: bool, dialect: Dialect) -> None:  # noqa: FBT001 - a parameter
    name = QName("urn:e", "Number")
    low, high = INTEGERS[base]
    numbers = {"None": 0, "One": 1, "Two": 2, "Lowest": low or 3, "Highest": high, "Middle": (high + 1) // 2}
    members = tuple(EnumMember(name=text, value=number) for text, number in numbers.items())
    contracts = DataContractSet(
        [EnumDataContract(name=name, base_type=QName(XS, base), members=members, is_flags=is_flags)]
    )
    types, python_class = dotnet.clr_types(contracts), dcxml.build_classes(contracts)[name.clark]
    serializer = dcxml.DataContractSerializer(python_class, dialect=dialect)
    texts = [*numbers, "One Two", "Two One", "Lowest One", "Middle One"] if is_flags else [*numbers]
    for text in texts:
        expected = types.read_write(f'<Number xmlns="urn:e">{text}</Number>'.encode(), name, dialect=dialect)
        assert expected == serializer.dumps(serializer.loads(expected))
        read = serializer.loads(f'<Number xmlns="urn:e">{text}</Number>')
        assert expected == serializer.dumps(read)
