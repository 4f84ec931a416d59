"""What a table cannot hold, or a contract cannot take, is an error with row, path and reason; never a silent loss."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

import dcxml
from dcxml import (
    Base64Binary,
    Boolean,
    Char,
    DateTime,
    DateTimeOffset,
    DBNullType,
    Double,
    Duration,
    Guid,
    Int,
    QName,
    String,
    TableError,
    UnsignedByte,
    data_contract,
    data_member,
)
from dcxml.arrow import ColumnTypes, from_table, read_batches, read_table, schema, to_batches, to_table, write_batches
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS
from support import shared_nodes
from support.every_type import Access, Color, EveryType, Leaf, Node, Point

HALF = "\ud83d"


@data_contract(name="Line", namespace="urn:orders")
class Line:
    price: Decimal = data_member("Price", default=Decimal(0))
    color: Color = data_member("Color", default=Color.RED)


@data_contract(name="Order", namespace="urn:orders")
class Order:
    number: Int = data_member("Number", default=0)
    lines: list[Line] | None = data_member("Lines", default=None)
    by_name: dict[str, Line] | None = data_member("ByName", default=None)
    corners: list[Point] | None = data_member("Corners", default=None)
    anything: Any | None = data_member("Anything", default=None)


@pytest.mark.parametrize(
    ("annotation", "value", "reason"),
    [
        (Int, 2**31, "2147483648 is not xs:int: it is not between -2147483648 and 2147483647"),
        (Int, True, "True is not an int for xs:int"),
        (Int, 1.0, "1.0 is not an int for xs:int"),
        (UnsignedByte, -1, "-1 is not xs:unsignedByte"),
        (Boolean, 1, "1 is not a bool for xs:boolean"),
        (Double, "1", "'1' is not a float for xs:double"),
        (String, 5, "5 is not a str"),
        (String, HALF, "surrogates not allowed"),
        (Char, "ab", "'ab' is not a str of one UTF-16 code unit"),
        (Base64Binary, "text", "'text' is not bytes"),
        (Decimal, Decimal("1e30"), "System.Decimal holds no more than"),
        (DateTime, "noon", "'noon' is not a datetime for xs:dateTime"),
        (Duration, 5, "5 is not a timedelta for ser:duration"),
        (DateTimeOffset, DateTime.min, "is not a DateTimeOffset"),
        (Guid, "0", "'0' is not a UUID"),
        (QName, "a:b", "'a:b' is not a QName for xs:QName"),
        (DBNullType, 0, "0 is not DBNull"),
        (Color, "Red", "'Red' is not Color (Red, deep blue)"),
        (Access, 3, "3 is not Access (Read, Write, Both, Own)"),
        (list[Int], {1}, "{1} is not a list"),
        (dict[str, Int], [1], "[1] is not a dictionary"),
        (Any, 2**40, "an int in an object is an xs:int"),
    ],
)
def test_a_value_of_another_type_is_refused(annotation, value, reason):
    with pytest.raises(TableError) as caught:
        to_table([None, value] if annotation is not list[Int] else [[], value], annotation)
    assert reason in caught.value.reason
    assert (1, "") == (caught.value.row, caught.value.path)


def unknown():
    return dcxml.loads('<Point xmlns="urn:other"><X>1</X><New>5</New></Point>', Point)


@pytest.mark.parametrize(
    ("annotation", "value", "message"),
    [
        (Order, Order(number=2**40), "row 1, number: 1099511627776 is not xs:int: it is not between"),
        (Order, Order(lines=[Line(), Line(price=1.5)]), "row 1, lines[1].price: 1.5 is not a Decimal for xs:decimal"),
        (Order, Order(corners=[None]), "row 1, corners[0]: it is None, and the contract allows no nil here"),
        (Order, Order(by_name={"a": Line(color="Red")}), "row 1, by_name['a'].color: 'Red' is not Color"),
        (Order, Order(by_name={5: Line()}), "row 1, by_name[key 0]: 5 is not a str"),
        (Order, Order(by_name={None: Line()}), "row 1, by_name[key 0]: it is None, and the contract allows no nil"),
        (Order, Order(number=None), "row 1, number: it is None, and the contract allows no nil here"),
        (Order, Order(anything=Node()), "row 1, anything: "),
        (Order, None, "row 1: it is None, and a row is a value"),
        (Order, Line(), "row 1: it is of type Line; allowed is Order"),
        (Node, Leaf(), "row 1: its class Leaf is derived from Node, and not known: known_types=(Leaf,)"),
        (Point, unknown(), "row 1: it keeps elements or attributes that its contract does not know, and Arrow has no"),
    ],
)
def test_a_value_that_has_no_column_is_refused_with_its_path(annotation, value, message):
    first = {Order: Order(), Node: Node(), Point: Point()}[annotation]
    if annotation is Node:
        value = type("Leaf", (Node,), {"__slots__": ()})()
    with pytest.raises(TableError) as caught:
        to_table([first, value], annotation)
    assert str(caught.value).startswith(message), caught.value


def test_a_row_counts_from_the_first_of_all_batches():
    with pytest.raises(TableError, match=r"row 7: 'x' is not an int"):
        to_batches([*range(7), "x"], Int, rows=3).read_all()


def test_an_object_in_two_places_of_a_row_is_refused():
    node = shared_nodes.Node(id=1)
    holder = shared_nodes.Holder(a=node, o=shared_nodes.Plain(), plain=shared_nodes.Plain())
    known = [shared_nodes.Node, shared_nodes.Other, shared_nodes.Plain]
    apart = [holder, shared_nodes.Holder(b=node)]
    assert dcxml.identical(
        apart, from_table(to_table(apart, shared_nodes.Holder, known_types=known), shared_nodes.Holder)
    )
    for again in ("b", "o"):
        setattr(holder, again, node)
        with pytest.raises(TableError, match=f"row 0, {again}: the Node stands at a too, and Arrow has no references"):
            to_table([holder], shared_nodes.Holder, known_types=known)
        setattr(holder, again, None)


@data_contract(name="Group", namespace="urn:h")
class Group:
    by_name: dict[str, shared_nodes.Node] | None = data_member("ByName", default=None)
    first: shared_nodes.Node | None = data_member("First", default=None)
    nodes: list[shared_nodes.Node] | None = data_member("Nodes", default=None)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"nodes": [0, 1, 0]}, "row 0, nodes[2]: the Node stands at nodes[0] too, and Arrow has no"),
        ({"by_name": {"a": 0}, "nodes": [1, 0]}, "row 0, nodes[1]: the Node stands at by_name['a'] too"),
        ({"by_name": {"a": 0, "b": 0}}, "row 0, by_name['b']: the Node stands at by_name['a'] too"),
    ],
)
def test_an_object_in_two_places_is_refused_in_collections_too(members, message):
    nodes = [shared_nodes.Node(id=number) for number in range(2)]

    def held(places):
        if isinstance(places, dict):
            return {name: nodes[place] for name, place in places.items()}
        return [nodes[place] for place in places]

    with pytest.raises(TableError) as caught:
        to_table([Group(**{name: held(places) for name, places in members.items()})], Group)
    assert str(caught.value).startswith(message)


def test_a_member_may_not_have_the_name_of_a_column_of_dcxml():
    def declare():
        @data_contract(name="Odd", namespace="urn:odd")
        class Odd:
            _absent: Int = data_member("Absent", default=0)

        return Odd

    with pytest.raises(
        TableError, match="_absent: a member has the name '_absent', which is that of a column of dcxml"
    ):
        schema(declare())


def test_references_inside_one_text_of_xml_are_kept():
    inner = shared_nodes.Node(id=2)
    inner.next = inner
    node = shared_nodes.Node(id=1, next=inner)
    (back,) = from_table(to_table([node], shared_nodes.Node), shared_nodes.Node)
    assert back.next.next is back.next


def test_what_contracts_do_not_know_is_kept_inside_a_text_of_xml():
    document = (
        '<Node xmlns="urn:every"><ByName i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>'
        "<Next><Unknown>5</Unknown><Needed/></Next><Needed/></Node>"
    )
    node = dcxml.loads(document, Node)
    assert dcxml.identical([node], from_table(to_table([node], Node), Node))


def column(array, name="value"):
    return pa.table({name: array})


TWO_PARTS = pa.struct([("time", pa.timestamp("us")), ("tick", pa.int8())])
ZONED = pa.struct([("time", pa.timestamp("us")), ("zone", pa.string())])


@pytest.mark.parametrize(
    ("annotation", "array", "message"),
    [
        (Int, pa.array([1, 2**40]), "row 1: 1099511627776 is not xs:int"),
        (Int, pa.array(["1"]), "the column is of type string; allowed is xs:int"),
        (Int, pa.array([1.0]), "the column is of type double; allowed is xs:int"),
        (UnsignedByte, pa.array([1, 256], pa.int16()), "row 1: 256 is not xs:unsignedByte"),
        (Boolean, pa.array([1]), "the column is of type int64; allowed is boolean"),
        (String, pa.array([1]), "the column is of type int64; allowed is string"),
        (Char, pa.array([0, 70_000]), "row 1: 70000 is not ser:char, an integer from 0 to 65535"),
        (Decimal, pa.array(["1", "1e3"]), "row 1: '1e3' is not xs:decimal"),
        (Guid, pa.array(["", "x"]), "row 0: '' is not ser:guid"),
        (Color, pa.array(["Red", "red"]), "row 1: 'red' is not Color (Red, deep blue)"),
        (QName, pa.array(["{urn:a"]), "row 0: not a Clark name: '{urn:a'"),
        (DBNullType, pa.array([False]), "row 0: False is not true, which stands for DBNull"),
        (DateTime, pa.array([1]), "the column is of type int64; allowed is timestamp, or a struct of time, tick and"),
        (DateTime, pa.array([1], pa.timestamp("ns")), "row 0: 1 ns is no whole number of ticks of 100 ns"),
        (DateTime, pa.array([2**62], pa.timestamp("us")), "is not a day of the years 1 to 9999"),
        (DateTime, pa.array([{"time": 0, "tick": 10}], TWO_PARTS), "row 0: 10 is not a tick"),
        (DateTime, pa.array([{"time": None, "tick": 1}], TWO_PARTS), "row 0: 'null' is not a time"),
        (DateTime, pa.array([{"time": 0, "zone": "CET"}], ZONED), "row 0: 'CET' is not a zone, Z or ±hh:mm"),
        (Duration, pa.array([1]), "the column is of type int64; allowed is duration"),
        (Duration, pa.array([2**62], pa.duration("us")), "row 0: "),
        (DateTimeOffset, pa.array([1], pa.timestamp("us")), "allowed is timestamp with a zone"),
        (list[Int], pa.array([[1], [None]]), "row 1, [0]: it is None, and the contract allows no nil here"),
        (list[Int], pa.array([1]), "the column is of type int64; allowed is list"),
        (dict[str, Int], pa.array([[1]]), "the column is of type list<"),
        (Any, pa.array(["<a/>", "<"]), "row 0: "),
    ],
)
def test_a_column_that_holds_no_values_of_the_contract_is_refused(annotation, array, message):
    with pytest.raises(TableError) as caught:
        from_table(column(array), annotation)
    assert message in str(caught.value), caught.value


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            column(pa.array([1]), "nmber"),
            "the table has 'nmber', which is no member; the members are anything, by_name, corn",
        ),
        (column(pa.array([None, [{"price": "x"}]]), "lines"), "row 1, lines[0].price: 'x' is not xs:decimal"),
        (column(pa.array([[{"prize": "1"}]]), "lines"), "lines[]: the table has 'prize', which is no member"),
        (column(pa.array([5]), "_absent"), "the column is of type int64; allowed is list of string"),
    ],
)
def test_a_table_that_is_not_of_the_contract_is_refused(table, message):
    with pytest.raises(TableError) as caught:
        from_table(table, Order)
    assert message in str(caught.value), caught.value


def test_a_derived_class_that_is_not_known_is_refused():
    table = to_table([Node(), Leaf()], Node, known_types=[Leaf])
    with pytest.raises(TableError, match=r"the table has '(Leaf|_type)'|row 1: _type is 'Leaf'"):
        from_table(table.select(["next", "needed", "_type"]), shared_nodes.Node)


def test_what_a_derived_class_adds_is_not_lost_where_nothing_says_that_it_is_one():
    table = to_table([Node(), Leaf(text="x")], Node, known_types=[Leaf])
    with pytest.raises(TableError, match="row 1, Leaf: it has a value, but _type does not say that this is a Leaf"):
        from_table(table.drop_columns("_type"), Node, known_types=[Leaf])
    with pytest.raises(TableError, match="Leaf: the column is of type int64; allowed is struct"):
        from_table(pa.table({"Leaf": [1]}), Node, known_types=[Leaf])
    (_, leaf) = from_table(table.drop_columns("Leaf"), Node, known_types=[Leaf])
    assert (Leaf, True) == (type(leaf), dcxml.is_absent(leaf, "text"))
    nulls = table.set_column(table.schema.get_field_index("Leaf"), "Leaf", pa.nulls(2))
    assert [Node, Leaf] == [*map(type, from_table(nulls, Node, known_types=[Leaf]))]


@pytest.mark.parametrize("members", [{"nodes": 5}, {"by_name": 5}, {"first": 5}, {"nodes": [5]}])
def test_a_wrong_value_among_objects_with_an_identity_is_refused_as_any_other(members):
    with pytest.raises(TableError, match=f"row 0, {next(iter(members))}"):
        to_table([Group(**members)], Group)


def test_one_column_is_asked_for_where_the_row_is_no_class():
    with pytest.raises(TableError, match="the columns are a, b; allowed is 'value' alone"):
        from_table(pa.table({"a": [1], "b": [2]}), Int)


def classes_that_lead_on(count):
    """Make classes of which each leads to all later ones: there are ways without end."""
    names = [dcxml.QName("urn:many", f"C{number}") for number in range(count)]
    contracts = [
        ClassDataContract(
            name=name,
            members=tuple(DataMember(name=f"M{each.name}", type=each, is_nillable=True) for each in names[place + 1 :])
            or (DataMember(name="M", type=QName(XS, "int")),),
        )
        for place, name in enumerate(names)
    ]
    return dcxml.build_classes(DataContractSet(contracts))["{urn:many}C0"]


def test_contracts_that_would_have_columns_without_end_are_refused_with_the_depth_that_would_do():
    cls = classes_that_lead_on(24)
    with pytest.raises(TableError, match=r"more than 20,000 columns; allowed is a smaller depth, such as depth=\d"):
        schema(cls)
    assert 25 == len(schema(cls, types=ColumnTypes(depth=2))) + 1


def test_a_column_that_is_there_twice_is_refused():
    table = pa.table([pa.array([1]), pa.array([2])], ["number", "number"])
    with pytest.raises(TableError, match="the table has 'number' twice"):
        from_table(table, Order)


def test_a_batch_has_rows():
    with pytest.raises(ValueError, match="rows is 0; allowed"):
        to_batches([], Int, rows=0)
    for rows in (None, True, 1.5, "5"):
        with pytest.raises(TypeError, match=r"rows is .*; wanted is a number"):
            to_batches([], Int, rows=rows)


@pytest.mark.parametrize("given", [None, 5, [], {"number": [1]}, "rows.parquet"])
def test_a_table_is_one_of_pyarrow(given):
    with pytest.raises(TypeError, match=r"the table is of type \w+; wanted is a table or a batch of pyarrow"):
        from_table(given, Order)


def test_the_types_of_columns_are_such():
    for given in ("us", None, {}):
        with pytest.raises(TypeError, match=r"types is .*; wanted are ColumnTypes"):
            schema(Order, types=given)


def test_a_file_of_another_format_or_name_is_refused(tmp_path):
    wrong = tmp_path / "rows.parquet"
    wrong.write_bytes(b"no table")
    with pytest.raises(TableError, match=r"rows\.parquet: the file cannot be read"):
        read_table(wrong)
    for act in (read_table, lambda name: write_batches(to_batches([1], Int), name)):
        with pytest.raises(ValueError, match=r"rows\.csv: its name says no format of tables; allowed are \.parquet"):
            act(tmp_path / "rows.csv")
        with pytest.raises(OSError, match="No such file"):
            act(tmp_path / "nowhere" / "rows.parquet")


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_a_damaged_file_is_read_or_told_with_its_name(suffix, tmp_path):
    path = tmp_path / f"rows{suffix}"
    write_batches(to_batches([Order(number=number, anything="text") for number in range(50)], Order), path)
    whole, random, refused = path.read_bytes(), Random(5), []  # noqa: S311
    for _ in range(100):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        path.write_bytes(damaged)
        for read in (read_table, lambda path: [*read_batches(path)]):
            try:
                read(path)
            except TableError as error:
                refused.append(error.file)
    assert {str(path)} == {*refused}


def test_a_file_is_as_it_was_where_a_row_is_refused(tmp_path):
    file = tmp_path / "rows.parquet"
    write_batches(to_batches([1, 2], Int), file)
    before = file.read_bytes()
    with pytest.raises(TableError, match="row 4"):
        write_batches(to_batches([1, 2, 3, 4, "5"], Int, rows=2), file)
    assert before == file.read_bytes()
    assert [file] == list(tmp_path.iterdir())


def test_an_error_survives_a_pickle():
    import pickle  # noqa: PLC0415 - for this alone

    error = TableError("it is None", row=3, path="lines[1]", file="rows.parquet")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - ours
    assert "rows.parquet: row 3, lines[1]: it is None" == str(again)


def test_without_pyarrow_the_command_that_installs_it_is_told():
    code = """
import sys
sys.modules["pyarrow"] = None
import dcxml
try:
    dcxml.arrow.to_table
except ModuleNotFoundError as error:
    print(error.name, error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert "pyarrow dcxml.arrow needs pyarrow: pip install 'dcxml[arrow]'\n" == run.stdout


def test_every_type_of_a_row_is_named_where_it_is_wrong():
    names = [each.name for each in schema(EveryType) if not each.name.startswith("_")]
    assert names
    for name in names:
        wrong = pa.table({name: pa.array([{"no": 1}], pa.struct([("no", pa.int8())]))})
        with pytest.raises(TableError, match=rf"^(row 0, )?{name}[:.\[]"):
            from_table(wrong, EveryType)
