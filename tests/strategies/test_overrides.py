"""Overrides by a member's path or by type: they are what is drawn there, and what cannot stand there is refused."""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from dcxml import (
    DataContractEnum,
    EncodeError,
    Int,
    InvalidDataContractError,
    QName,
    UnknownNameError,
    build_classes,
    contracts_of,
    data_contract,
    data_member,
    dumps,
    enum_member,
    is_absent,
    loads,
)
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Request
from dcxml.qname import XS
from dcxml.strategies import ABSENT, documents, instances

SHOP = "urn:shop"
runs = settings(max_examples=60, deadline=None, derandomize=True)


@data_contract(name="Size", namespace=SHOP)
class Size(DataContractEnum):
    SMALL = enum_member("Small")
    LARGE = enum_member("Large")


@data_contract(name="Line", namespace=SHOP)
class Line:
    name: str | None = data_member("Name")
    size: Size = data_member("Size", default=Size.SMALL)
    parts: "list[Line] | None" = data_member("Parts", default=None)


@data_contract(name="Gift", namespace=SHOP)
class Gift(Line):
    wish: str | None = data_member("Wish", default=None)


@data_contract(name="Order", namespace=SHOP, known_types=[Gift])
class Order:
    key: Int = data_member("Key", default=0, is_required=True)
    first: Line | None = data_member("First", default=None)
    lines: list[Line] | None = data_member("Lines", default=None)
    prices: dict[str, Int] | None = data_member("Prices", default=None)


def lines_of(order: Order) -> list[Line]:
    found, waiting = [], [*(order.lines or ()), *([order.first] if order.first else ())]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(found[-1].parts or ())
    return found


@runs
@given(instances(Order, overrides={"First/Name": st.sampled_from(["a", "b"]), "Key": st.just(7)}))
def test_a_member_by_its_path_is_always_there_and_so_is_what_holds_it(order):
    assert order.key == 7
    assert order.first.name in ("a", "b")


@runs
@given(instances(Order, overrides={"Lines/Line/Name": st.just("each"), "Prices/KeyValueOfstringint/Value": st.just(3)}))
def test_an_item_has_no_position_in_its_path(order):
    assert {line.name for line in order.lines or ()} <= {"each"}
    assert set((order.prices or {}).values()) <= {3}
    assert "each" not in [part.name for line in order.lines or () for part in line.parts or ()]


def test_items_overridden_by_a_path_are_drawn():
    overrides = {"Lines/Line/Name": st.just("each")}
    found = find(instances(Order, overrides=overrides), lambda order: len(order.lines or ()) > 1, settings=runs)
    assert ["each", "each"] == [line.name for line in found.lines]


@runs
@given(instances(Order, overrides={"Lines/Line/Wish": st.just("a pony")}))
def test_a_path_may_lead_through_a_known_type(order):
    assert {line.wish for line in order.lines or () if isinstance(line, Gift)} <= {"a pony"}


@pytest.mark.parametrize("key", [Int, QName(XS, "int"), f"{{{XS}}}int"], ids=["alias", "QName", "Clark name"])
def test_a_type_is_overridden_wherever_it_stands(key):
    @runs
    @given(instances(Order, overrides={key: st.just(5), Size: st.just(Size.LARGE)}))
    def holds(order):
        assert order.key == 5
        assert set((order.prices or {}).values()) <= {5}
        assert {line.size for line in lines_of(order) if not is_absent(line, "size")} <= {Size.LARGE}

    holds()


def test_an_override_may_leave_a_member_out_or_make_it_nil():
    strategy = instances(Order, overrides={"First": st.sampled_from([None, ABSENT])})
    assert is_absent(find(strategy, lambda order: is_absent(order, "first"), settings=runs), "first")
    assert find(strategy, lambda order: not is_absent(order, "first"), settings=runs).first is None


@pytest.mark.parametrize(
    ("path", "nearest"),
    [("Frist/Name", "First/Name"), ("Lines/Name", "Lines/Line/Name"), ("First/name", "First/Name")],
)
def test_an_unknown_path_names_the_nearest(path, nearest):
    with pytest.raises(UnknownNameError, match=f"no member path '{path}' in .*; nearest are: .*{nearest}"):
        instances(Order, overrides={path: st.none()})


def test_an_unknown_type_is_told():
    with pytest.raises(UnknownNameError, match=r"no contract '{urn:shop}Lime'; nearest are: {urn:shop}Line"):
        instances(Order, overrides={QName(SHOP, "Lime"): st.none()})


def test_a_name_in_braces_that_are_not_closed_is_told():
    with pytest.raises(UnknownNameError, match=r"no contract '{urn:shop'"):
        instances(Order, overrides={"{urn:shop": st.none()})


def test_what_is_no_strategy_is_told():
    with pytest.raises(TypeError, match=r"the override of 'Key' is 5; allowed: a strategy, such as st.just\(5\)"):
        instances(Order, overrides={"Key": 5})


@pytest.mark.parametrize("path", ["Key", "First", "Lines/Line/Name"])
def test_a_path_whose_strategy_gives_nothing_is_refused_at_once(path):
    with pytest.raises(InvalidDataContractError, match=f"the strategy given for '{path}' is empty"):
        instances(Order, overrides={path: st.nothing()})


GIFTS, LINES = (st.builds(each, name=st.sampled_from("ab"), size=st.just(Size.LARGE)) for each in (Gift, Line))


@runs
@given(instances(Order, overrides={"First": GIFTS, "Lines/Line": GIFTS | LINES}))
def test_a_known_type_may_stand_in_the_place_of_its_base(order):
    assert isinstance(order.first, Gift)
    assert loads(dumps(order), Order) == order


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"Key": st.just("7")}, r"the override of 'Key' gave '7', which may not stand there: .*xs:int"),
        ({"First/Name": st.just("\0")}, r"the override of 'First/Name' gave '\\x00', which may not stand there"),
        ({"First/Size": st.just(None)}, r"the override of 'First/Size' gave None, and the place may not be nil"),
        ({"Key": st.just(ABSENT)}, r"the override of 'Key' gave ABSENT, and the member is required"),
        ({Int: st.just(2**31)}, r"the override of .* gave 2147483648, which may not stand there: .*between"),
        ({Int: st.none()}, r"gave None; by type it is not asked for null"),
        ({"First": st.just(Order())}, r"the override of 'First' gave Order\(.*\), which may not stand there"),
        ({"Key": st.integers(), "First": st.just(5)}, r"the override of 'First' gave 5"),
    ],
    ids=lambda value: None if isinstance(value, str) else "-".join(map(str, value))[:20],
)
def test_what_the_contract_forbids_is_an_error_when_it_is_drawn(overrides, sentence):
    @settings(max_examples=20, database=None, derandomize=True, phases=[Phase.generate])
    @given(instances(Order, overrides=overrides))
    def draws(order):
        pass

    with pytest.raises(EncodeError, match=sentence):
        draws()


@runs
@given(instances(Request, overrides={"Parameter/RepeatModel/AllDays/Day/Name": st.sampled_from(["Mon", "Tue"])}))
def test_the_calendar_by_the_paths_of_its_documentation(request):
    days = request.parameter.repeat_model.all_days or []
    assert {day.name for day in days} <= {"Mon", "Tue"}


def test_contracts_and_bindings_have_instances_by_name():
    contracts = contracts_of(Order)
    binding = build_classes(contracts)
    name = QName(SHOP, "Order")
    for strategy in (
        instances(contracts, name),
        instances(contracts, name.clark),
        instances(contracts, contracts[name]),
        instances(binding, name),
    ):
        assert type(find(strategy, lambda _: True, settings=runs)) is binding[name.clark]
    assert find(documents(Order, overrides={"Key": st.just(9)}), lambda _: True, settings=runs).count(b">9<") == 1


def test_a_root_belongs_to_a_set_and_a_set_needs_one():
    with pytest.raises(TypeError, match="the root is needed"):
        instances(contracts_of(Order))
    with pytest.raises(TypeError, match="not a DataContractSet"):
        instances(Order, "{urn:shop}Order")
