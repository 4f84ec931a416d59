"""The C# types behind ``tests/data/dotnet-xsd`` as an author of Python would declare them, and the sets they stood in.

A class has the C# type's own name, in the CLR namespace ``N``. What another type of .NET is to the serializer, such as
``Version`` with its private fields, is declared as that.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Generic, TypeVar

from lxml import etree

from dcxml import (
    AnyURI,
    Byte,
    Char,
    CollectionContract,
    DataContractEnum,
    DataContractFlag,
    DateTime,
    DateTimeOffset,
    DBNullType,
    DictionaryPart,
    Duration,
    Float,
    GenericArgument,
    GenericType,
    Guid,
    Int,
    KeyValuePair,
    Long,
    QName,
    SerializationInfo,
    Short,
    UnsignedByte,
    UnsignedInt,
    UnsignedLong,
    UnsignedShort,
    XmlContract,
    XmlElement,
    XmlNodes,
    data_contract,
    data_member,
    enum_contract,
    enum_member,
)
from dcxml.qname import XS, clr_namespace

N: Final = clr_namespace("N")
SYSTEM: Final = clr_namespace("System")
T = TypeVar("T")
U = TypeVar("U")


# Members


@data_contract(namespace=N)
class Base:
    i: Int
    s: str | None
    ireq: Int = data_member(is_required=True)
    sreq: str | None = data_member(is_required=True)
    ni: Int | None
    nireq: Int | None = data_member(is_required=True)
    ed: Int = data_member(emit_default_value=False)
    eds: str | None = data_member(emit_default_value=False)
    edn: Int | None = data_member(emit_default_value=False)
    eddt: DateTime = data_member(emit_default_value=False)
    edl: list[Int] | None = data_member(emit_default_value=False)


@data_contract(namespace=N)
class Derived(Base):
    b: Base | None
    myself: Derived | None = data_member("self")


@data_contract(namespace="urn:d3")
class D3(Derived):
    q: Int


@enum_contract(namespace=SYSTEM)
class DayOfWeek(DataContractEnum):
    SUNDAY = enum_member("Sunday")
    MONDAY = enum_member("Monday")
    TUESDAY = enum_member("Tuesday")
    WEDNESDAY = enum_member("Wednesday")
    THURSDAY = enum_member("Thursday")
    FRIDAY = enum_member("Friday")
    SATURDAY = enum_member("Saturday")


@data_contract(namespace=N)
class Prims:
    a_bool: bool
    a_sbyte: Byte
    a_byte: UnsignedByte
    a_short: Short
    a_ushort: UnsignedShort
    a_int: Int
    a_uint: UnsignedInt
    a_long: Long
    a_ulong: UnsignedLong
    a_float: Float
    a_double: float
    a_decimal: Decimal
    a_char: Char
    a_string: str | None
    a_dt: DateTime
    a_dto: DateTimeOffset
    a_ts: Duration
    a_guid: Guid
    a_uri: AnyURI | None
    a_b64: bytes | None
    a_qn: QName | None
    a_obj: object | None
    a_xe: XmlElement | None
    a_xn: XmlNodes | None
    n_guid: Guid | None
    n_ts: Duration | None
    n_char: Char | None
    n_dto: DateTimeOffset | None
    n_dow: DayOfWeek
    nn_dow: DayOfWeek | None
    vt: object | None
    en: object | None
    arr: list[object | None] | None
    ifc: object | None


@data_contract(namespace=N)
class Ord:
    z: Int
    A: Int
    a: Int
    o2: Int = data_member(order=2)
    o1: Int = data_member(order=1)
    nm: Int = data_member("na me")


@data_contract(namespace=N)
class Ext:
    b: Int


@data_contract(namespace=N)
class EmptyC:
    pass


@data_contract(namespace=N)
class EmptyD(EmptyC):
    pass


@data_contract(namespace=N)
class Kt:
    o: object | None


@data_contract(namespace=N)
class Ktd(Kt):
    d: Int


# Structs


@data_contract(namespace=N, is_value_type=True)
class St:
    x: Int


@data_contract(namespace=N)
class StH:
    s: St
    n: St | None
    r: St = data_member(is_required=True)
    items: list[St] | None = data_member("l")
    ln: list[St | None] | None


@data_contract(namespace="")
class NoNs:
    a: Int
    n: NoNs | None
    s: St


@data_contract(name="Re-named.x", namespace=N)
class Odd:
    a: Int


# Enumerations


@enum_contract(namespace=N)
class En(DataContractEnum):
    ZERO = enum_member("Zero")
    ONE = enum_member("o ne")
    TWO = enum_member("Two")
    TEN = enum_member("Ten", 10)
    ELEVEN = enum_member("Eleven", 11)


@enum_contract(namespace=N)
class Plain(DataContractEnum):
    A = enum_member("A")
    B = enum_member("B")
    C = enum_member("C", 5)
    D = enum_member("D", 6)


@enum_contract(namespace=N)
class Fl(DataContractFlag):
    NONE = enum_member("None", 0)
    A = enum_member("A", 1)
    B = enum_member("B", 2)
    AB = enum_member("AB", 3)
    C = enum_member("C", 4)
    D = enum_member("D", 16)


@enum_contract(namespace=N, base_type="long")
class LongEn(DataContractEnum):
    MIN = enum_member("Min", -(2**63))
    Z = enum_member("Z", 0)
    MAX = enum_member("Max", 2**63 - 1)


@enum_contract(namespace=N, base_type="unsignedByte")
class ByteEn(DataContractEnum):
    X = enum_member("X", 255)


@enum_contract(namespace=N)
class EmptyEn(DataContractEnum):
    pass


@data_contract(namespace=N)
class EnH:
    a: En
    b: Plain
    c: Fl
    d: LongEn
    e: ByteEn
    n: En | None
    items: list[En] | None = data_member("l")
    arr: list[En] | None
    ln: list[En | None] | None


# Generic and nested types


@data_contract(namespace=N)
class G(Generic[T]):
    V: T
    L: list[T] | None
    Self: G[T] | None


@data_contract(namespace=N)
class G2(Generic[T, U]):
    A: T
    B: U


@data_contract(name="Pg_{0}_x{#}", namespace=N)
class PG(Generic[T]):
    V: T


@data_contract(namespace=N)
class GB(G[T]):
    z: Int


@data_contract(generic=GenericType("Nest.InOf{0}{#}", N, (GenericArgument("int", XS, nested_level=1),)), namespace=N)
class NestInOfInt:
    v: Int


@data_contract(namespace=N)
class GH:
    a: G[Int] | None
    b: G[St] | None
    c: G2[str | None, G[St] | None] | None
    d: PG[St] | None
    e: GB[St] | None
    f: G[Int | None] | None
    h: NestInOfInt | None
    k: G[list[Int] | None] | None
    m: G[dict[str, St] | None] | None


@data_contract(name="Nest.Pl", namespace=N)
class NestPl:
    q: Int


@data_contract(namespace=N)
class Nest:
    p: NestPl | None


# Collections

_PAIR_OF_INT_AND_ST: Final = (GenericArgument("int", XS), GenericArgument("St", N))
Coll = Annotated[list[Int], CollectionContract("Coll", namespace=N)]
Coll2 = Annotated[list[str], CollectionContract("CN", namespace="urn:c", item_name="it")]
Dic = Annotated[
    dict[str, St],
    CollectionContract("Dic", namespace=N, item_name="e", key=DictionaryPart("k"), value=DictionaryPart("v")),
]
RefColl = Annotated[list[str], CollectionContract("RefColl", namespace=N, is_reference=True)]
CollGOfInt = Annotated[
    list[Int],
    CollectionContract(
        "Cg_int", namespace=N, item_name="i", generic=GenericType("Cg_{0}", N, (GenericArgument("int", XS),))
    ),
]
CollGOfSt = Annotated[
    list[St],
    CollectionContract(
        "Cg_St", namespace=N, item_name="i", generic=GenericType("Cg_{0}", N, (GenericArgument("St", N),))
    ),
]
DicGOfIntSt = Annotated[
    dict[Int, St],
    CollectionContract(
        "DicGOfintSttQk3cf51", namespace=N, generic=GenericType("DicGOf{0}{1}{#}", N, _PAIR_OF_INT_AND_ST)
    ),
]


@data_contract(namespace=clr_namespace("System.Collections"), is_value_type=True)
class DictionaryEntry:
    key: object | None = data_member("_key", is_required=True)
    value: object | None = data_member("_value", is_required=True)


@data_contract(namespace=N)
class CollH:
    a: list[Int] | None
    b: list[Int] | None
    c: list[str] | None
    d: list[Base] | None
    e: list[list[Int]] | None
    f: list[Int | None] | None
    g: dict[str, Int] | None
    h: dict[str, Base] | None
    h2: dict[Base, list[Int]] | None
    k: dict[object, object] | None
    pair: KeyValuePair[str, Int] = data_member("l")
    m: list[KeyValuePair[str, Int]] | None
    n: Coll | None
    o: Coll2 | None
    p: Dic | None
    q: RefColl | None
    r: CollGOfInt | None
    r2: CollGOfSt | None
    s: DicGOfIntSt | None
    t: list[object] | None
    u: list[Guid] | None
    v: list[Duration] | None
    w: list[DateTimeOffset] | None
    x: list[object] | None
    y: list[Int] | None = data_member(is_required=True, emit_default_value=False)
    z: dict[str, dict[str, Int]] | None
    de: DictionaryEntry


# References


@data_contract(namespace=N, is_reference=True)
class Ref:
    next: Ref | None
    s: str | None


@data_contract(namespace=N)
class RefD(Ref):
    z: Int


@data_contract(namespace=N)
class RefH:
    r: Ref | None
    items: list[Ref] | None = data_member("l")


# Types that .NET takes without a DataContractAttribute


@data_contract(namespace=N)
class Ser:
    a: Int = data_member(is_required=True)
    p: str | None = data_member("_p", is_required=True)
    auto: Int = data_member("<Auto>k__BackingField", is_required=True)
    opt: Int


@data_contract(namespace=N, is_value_type=True)
class SerS:
    a: Int = data_member(is_required=True)


@data_contract(namespace=N)
class ISerz(SerializationInfo):
    pass


@data_contract(namespace=N)
class Poco:
    P: Int
    f: str | None
    n: Int | None
    L: list[Int] | None


@data_contract(namespace=N)
class PocoD(Poco):
    Q: Int


@data_contract(namespace=N, is_value_type=True)
class PocoS:
    X: Int


# XML, and types of .NET's own

_Element = etree._Element
IXS1 = Annotated[_Element, XmlContract("IXS1", namespace=N)]
IXS2 = Annotated[
    _Element,
    XmlContract(
        "tt",
        namespace="urn:ix2",
        schema=f"""<xs:schema xmlns:xs="{XS}" targetNamespace="urn:ix2">
          <xs:complexType name="tt"><xs:sequence><xs:any/></xs:sequence></xs:complexType>
        </xs:schema>""",
    ),
]
DataSet = Annotated[_Element, XmlContract("DataSet", namespace=clr_namespace("System.Data"))]
DataTable = Annotated[_Element, XmlContract("DataTable", namespace=clr_namespace("System.Data"))]


@data_contract(name="Exception", namespace=SYSTEM)
class SystemException(SerializationInfo):
    pass


@data_contract(namespace=SYSTEM)
class Version:
    Build: Int = data_member("_Build", is_required=True)
    Major: Int = data_member("_Major", is_required=True)
    Minor: Int = data_member("_Minor", is_required=True)
    Revision: Int = data_member("_Revision", is_required=True)


@data_contract(namespace=SYSTEM)
class Tuple(Generic[T, U]):
    item1: T = data_member("m_Item1", is_required=True)
    item2: U = data_member("m_Item2", is_required=True)


@data_contract(namespace=N)
class IxH:
    a: IXS1 | None
    b: IXS2 | None
    ds: DataSet | None
    dt: DataTable | None
    dn: DBNullType | None
    ex: SystemException | None
    ver: Version | None
    tup: Tuple[Int, str | None] | None


GROUPS: Final[dict[str, tuple[Any, ...]]] = {
    "class": (Base, Derived, D3),
    "prims": (Prims,),
    "struct": (StH,),
    "enum": (EnH, EmptyEn),
    "generic": (GH,),
    "nested": (Nest,),
    "coll": (CollH,),
    "ref": (RefH, RefD),
    "ext": (Ext,),
    "empty": (EmptyD,),
    "serializable": (Ser, SerS),
    "iserializable": (ISerz,),
    "poco": (PocoD, PocoS),
    "ixml": (IxH,),
    "order": (Ord,),
    "nons": (NoNs, Odd),
    "knowntype": (Kt, Ktd),
    "prim_roots": (
        Int, str, list[Int], list[St], dict[str, Int], Guid, object, DateTimeOffset, Int | None, list[Int | None],
    ),
    "emptyen": (EmptyEn,),
    "kvp": (KeyValuePair[str, Int], KeyValuePair[DateTime, DateTime]),
}  # fmt: skip
"""What .NET exported together, by the first part of the files' names."""
