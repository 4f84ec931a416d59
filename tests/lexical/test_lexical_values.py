"""DateTime, Time, Duration and DateTimeOffset against integer ticks, and against Python's own classes."""

# ruff: noqa: DTZ001 - a datetime without a zone is a value of its own here

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcxml.errors import LexicalError
from dcxml.lexical import DateTime, DateTimeOffset, Duration, FixedOffset
from dcxml.lexical.date_time_offset import date_time_offset_from_parts, date_time_offset_parts
from dcxml.lexical.identity import identical_primitives
from dcxml.lexical.time_of_day import Time
from dcxml.lexical.zone import UTC, format_zone

HIGHEST = 3_155_378_975_999_999_999
ticks_of_year = st.integers(0, HIGHEST)
spans = st.integers(-(2**63), 2**63 - 1)
small = st.integers(-(10**18), 10**18)
zones = st.none() | st.just(UTC) | st.integers(-840, 840).map(FixedOffset)
moments = st.builds(DateTime.from_ticks, ticks_of_year, zones)
COPIES = [copy.copy, copy.deepcopy] + [
    lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - its own
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
]


# --- DateTime --------------------------------------------------------------------------------------------------------


@given(ticks_of_year, zones)
def test_a_date_time_is_its_ticks_and_its_zone(ticks, zone):
    moment = DateTime.from_ticks(ticks, zone)
    assert (ticks, ticks % 10, zone) == (moment.ticks, moment.tick, moment.tzinfo)


@pytest.mark.parametrize("duplicate", COPIES)
@given(moment=moments)
def test_copies_and_pickles_of_a_date_time_are_identical(duplicate, moment):
    other = duplicate(moment)
    assert identical_primitives(moment, other)
    assert (type(moment), moment.tick, repr(moment)) == (type(other), other.tick, repr(other))


@given(ticks_of_year, spans)
def test_a_date_time_moves_by_ticks(ticks, span):
    moment, duration = DateTime.from_ticks(ticks), Duration.from_ticks(span)
    if 0 <= ticks + span <= HIGHEST:
        assert ticks + span == (moment + duration).ticks == (duration + moment).ticks
        assert type(moment + duration) is DateTime
    else:
        with pytest.raises(OverflowError):
            moment + duration
    if 0 <= ticks - span <= HIGHEST:
        assert ticks - span == (moment - duration).ticks
    else:
        with pytest.raises(OverflowError):
            moment - duration


@given(ticks_of_year, ticks_of_year)
def test_the_difference_of_date_times_is_a_duration_of_ticks(left, right):
    difference = DateTime.from_ticks(left, UTC) - DateTime.from_ticks(right, UTC)
    assert (left - right, Duration) == (difference.ticks, type(difference))


@given(ticks_of_year, st.datetimes(), st.timedeltas(timedelta(-1000), timedelta(1000)))
def test_plain_datetimes_and_timedeltas_are_operands_too(ticks, plain, delta):
    moment, same = DateTime.from_ticks(ticks), DateTime.from_datetime(plain)
    assert (moment.ticks - same.ticks, same.ticks - moment.ticks) == ((moment - plain).ticks, (plain - moment).ticks)
    try:
        expected = plain + delta
    except OverflowError:
        return
    assert expected == same + delta == delta + same
    assert same == (same + delta) - delta


@given(ticks_of_year, ticks_of_year)
def test_order_and_equality_are_those_of_ticks(left, right):
    first, second = DateTime.from_ticks(left), DateTime.from_ticks(right)
    assert [left < right, left <= right, left > right, left >= right, left == right, left != right] == [
        first < second,
        first <= second,
        first > second,
        first >= second,
        first == second,
        first != second,
    ]


@given(ticks_of_year, st.integers(0, 9), st.integers(0, 9))
def test_the_last_digit_alone_decides_where_the_rest_is_equal(ticks, left, right):
    base = ticks // 10 * 10
    first, second = DateTime.from_ticks(base + left), DateTime.from_ticks(base + right)
    assert [left < right, left <= right, left > right, left >= right, left == right] == [
        first < second,
        first <= second,
        first > second,
        first >= second,
        first == second,
    ]
    assert left != right or hash(first) == hash(second)


@given(st.datetimes(timezones=st.none() | st.just(UTC) | st.just(FixedOffset(90))), st.integers(0, 9))
def test_a_date_time_without_ticks_is_the_plain_datetime(plain, tick):
    moment = DateTime.from_datetime(plain, tick=tick)
    assert (tick == 0) is (moment == plain) is (plain == moment)
    assert (tick > 0) is (moment > plain) is (plain < moment)
    assert (tick == 0) is (moment <= plain) is (plain >= moment)
    assert tick or hash(plain) == hash(moment)


@given(moments.filter(lambda moment: moment.tzinfo is not None), st.integers(-840, 840))
def test_equality_is_of_the_moment_and_identity_of_the_text(moment, minutes):
    try:
        other = moment.astimezone(FixedOffset(minutes))
    except OverflowError:
        return
    assert moment == other
    assert hash(moment) == hash(other)
    assert moment.tick == other.tick
    assert (moment.tzinfo == FixedOffset(minutes)) is identical_primitives(moment, other)


def test_z_and_a_zero_offset_and_no_zone_are_three_things():
    clock = DateTime(2025, 12, 15, 20, 8, 15)
    three = [clock, clock.replace(tzinfo=UTC), clock.replace(tzinfo=FixedOffset(0))]
    assert three[1] == three[2]
    assert three[0] != three[1]
    assert [format_zone(moment) for moment in three] == ["", "Z", "+00:00"]
    assert [[i == j for j in range(3)] for i in range(3)] == [
        [identical_primitives(a, b) for b in three] for a in three
    ]
    with pytest.raises(TypeError, match="offset-naive"):
        three[0] < three[1]  # noqa: B015 - it is the comparison that is refused


@given(moments)
def test_ticks_survive_what_makes_a_datetime_of_a_datetime(moment):
    assert moment.tick == moment.replace(second=1).tick == moment.replace(2024, 2, 28).tick
    assert moment.replace(tick=7).tick == 7
    assert identical_primitives(moment, DateTime.fromisoformat(moment.isoformat()).replace(tzinfo=moment.tzinfo))
    assert identical_primitives(moment, DateTime.combine(moment.date(), moment.timetz()))
    assert identical_primitives(moment.replace(tzinfo=UTC), DateTime.combine(moment, moment.time(), UTC))
    assert identical_primitives(moment, DateTime.from_datetime(moment))
    assert moment == moment.__replace__(tick=moment.tick)


@pytest.mark.parametrize(
    ("text", "tick"),
    [
        ("2025-12-15T20:08:15.9416164", 4),
        ("2025-12-15 20:08:15,9416169+02:00", 9),
        ("20251215T200815.1234567Z", 7),
        ("2025-12-15T20:08:15.123456", 0),
        ("2025-12-15T20:08:15+02:00:00.123456", 0),
        ("2025-12-15", 0),
    ],
)
def test_fromisoformat_reads_the_seventh_digit_of_the_time_only(text, tick):
    assert tick == DateTime.fromisoformat(text).tick


def test_isoformat_shows_seven_digits_where_there_are_seven():
    moment = DateTime(2025, 12, 15, 20, 8, 15, 1, UTC, tick=3)
    assert moment.isoformat() == "2025-12-15T20:08:15.0000013+00:00"
    assert str(moment) == "2025-12-15 20:08:15.0000013+00:00"
    assert moment.isoformat(timespec="milliseconds") == "2025-12-15T20:08:15.000+00:00"
    assert DateTime(2025, 12, 15, 20, 8, 15).isoformat() == "2025-12-15T20:08:15"
    assert repr(moment) == "DateTime(2025, 12, 15, 20, 8, 15, 1, tzinfo=datetime.timezone.utc, tick=3)"


def test_the_edges_of_date_time_are_those_of_the_clr():
    assert (DateTime.min.ticks, DateTime.max.ticks, DateTime.resolution.ticks) == (0, HIGHEST, 1)
    for ticks in (-1, HIGHEST + 1):
        with pytest.raises(OverflowError):
            DateTime.from_ticks(ticks)


@pytest.mark.parametrize("tick", [-1, 10])
def test_a_tick_is_one_digit(tick):
    with pytest.raises(ValueError, match=r"tick must be in 0\.\.9"):
        DateTime(2025, 1, 1, tick=tick)
    with pytest.raises(ValueError, match=r"tick must be in 0\.\.9"):
        Time(tick=tick)


def test_a_day_is_not_the_moment_it_begins():
    moment, day = DateTime(2025, 1, 1), date(2025, 1, 1)
    assert (False, False) == (moment == day, day == moment)
    assert (True, True) == (moment != day, day != moment)


def test_what_is_no_datetime_is_not_compared_nor_added():
    moment = DateTime(2025, 1, 1)
    for operation in ("__add__", "__radd__", "__sub__", "__rsub__", "__lt__", "__le__", "__gt__", "__ge__", "__eq__"):
        assert getattr(moment, operation)(5) is NotImplemented
    assert moment != date(2025, 1, 1)
    with pytest.raises(AttributeError, match="no attribute 'hours'"):
        moment.hours  # noqa: B018 - it is the lookup that fails


def test_a_zone_that_looks_at_the_datetime_while_it_is_hashed_is_answered():
    class Curious(tzinfo):
        def utcoffset(self, moment):
            return timedelta(hours=moment.replace(tzinfo=None).tick if moment is not None else 0)

    moment = DateTime(2025, 1, 1, tzinfo=Curious(), fold=1)
    assert hash(moment) == hash(DateTime(2025, 1, 1, tzinfo=UTC))


def test_a_timestamp_counts_the_tick():
    assert DateTime(1970, 1, 1, tzinfo=UTC, tick=1).timestamp() == 0.0000001


def test_a_plain_datetime_on_the_left_of_a_duration_stays_plain():
    assert datetime(2025, 1, 1) == datetime(2025, 1, 1) + Duration(ticks=9)


def test_a_date_time_from_a_time_zone_of_tzdata_keeps_its_clock():
    moment = DateTime(2025, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"), tick=5)
    assert moment.astimezone(UTC).isoformat() == "2025-07-01T10:00:00.0000005+00:00"
    assert DateTime.now(UTC).tick == 0


# --- Time ------------------------------------------------------------------------------------------------------------


@given(st.times(), st.integers(0, 9), st.integers(0, 9))
def test_a_time_of_day_is_ordered_by_its_tick_last(plain, left, right):
    first = Time(plain.hour, plain.minute, plain.second, plain.microsecond, tick=left)
    second = first.replace(tick=right)
    assert [left < right, left <= right, left > right, left >= right, left == right] == [
        first < second,
        first <= second,
        first > second,
        first >= second,
        first == second,
    ]
    assert (left == 0) is (first == plain)
    assert left or hash(plain) == hash(first)
    assert left != right or hash(first) == hash(second)
    assert [first] * len(COPIES) == [duplicate(first) for duplicate in COPIES]


def test_a_time_of_day_shows_its_seventh_digit():
    moment = Time(20, 8, 15, tzinfo=UTC, tick=4)
    assert (moment.isoformat(), moment.isoformat("seconds")) == ("20:08:15.0000004+00:00", "20:08:15+00:00")
    assert (str(moment.replace(tzinfo=None)), str(Time(20, 8, 15))) == ("20:08:15.0000004", "20:08:15")
    assert repr(moment) == "Time(20, 8, 15, tzinfo=datetime.timezone.utc, tick=4)"
    assert repr(Time(20, 8)) == "Time(20, 8)"


def test_what_is_no_time_is_not_compared():
    for operation in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__"):
        assert getattr(Time(1), operation)(5) is NotImplemented
    assert Time(1) > time(0, 59)
    assert Time(1, fold=1, tzinfo=UTC) == Time(1, tzinfo=UTC)
    assert hash(Time(1, fold=1, tzinfo=UTC)) == hash(time(1, tzinfo=UTC))


# --- Duration --------------------------------------------------------------------------------------------------------


@given(spans)
def test_a_duration_is_its_ticks(ticks):
    duration = Duration.from_ticks(ticks)
    assert (ticks, ticks % 10) == (duration.ticks, duration.tick)
    assert duration == Duration(duration.days, duration.seconds, duration.microseconds, ticks=duration.tick)
    assert duration == Duration(ticks=ticks) == eval(repr(duration))  # noqa: S307 - the repr is an expression
    assert [(duration, Duration)] * len(COPIES) == [(d(duration), type(d(duration))) for d in COPIES]
    assert ticks / 10**7 == duration.total_seconds()
    assert bool(ticks) is bool(duration)
    assert (-ticks, ticks, abs(ticks)) == ((-duration).ticks, (+duration).ticks, abs(duration).ticks)


@given(spans, spans)
def test_sums_and_comparisons_of_durations_are_those_of_ticks(left, right):
    first, second = Duration.from_ticks(left), Duration.from_ticks(right)
    assert (left + right, left - right) == ((first + second).ticks, (first - second).ticks)
    assert {Duration} == {type(first + second), type(first - second)}
    assert [left < right, left <= right, left > right, left >= right, left == right] == [
        first < second,
        first <= second,
        first > second,
        first >= second,
        first == second,
    ]
    if right:
        assert (left // right, left / right) == (first // second, first / second)
        assert left % right == (first % second).ticks
        assert (first // second, first % second) == divmod(first, second)


@given(small, st.integers(-50, 50).filter(bool))
def test_multiples_and_parts_of_durations_are_those_of_ticks(ticks, number):
    duration = Duration.from_ticks(ticks)
    assert ticks * number == (duration * number).ticks == (number * duration).ticks
    assert ticks // number == (duration // number).ticks
    assert abs((duration / number).ticks * number - ticks) * 2 <= abs(number)
    assert duration / number == duration / float(number)
    assert duration * number == duration * float(number)
    assert {Duration} == {type(duration * number), type(duration // number), type(duration / 2), type(duration * 1.5)}


@given(st.timedeltas(timedelta(-(10**6)), timedelta(10**6)), small)
def test_plain_timedeltas_are_operands_of_durations(plain, ticks):
    duration, same = Duration.from_ticks(ticks), Duration(plain.days, plain.seconds, plain.microseconds)
    assert plain == same
    assert same == plain
    assert hash(plain) == hash(same)
    assert bool(plain) is bool(same)
    assert (plain + duration, plain - duration) == (same + duration, same - duration)
    assert {Duration} == {
        type(plain + duration),
        type(duration + plain),
        type(plain - duration),
        type(duration - plain),
    }
    if ticks:
        assert (same // duration, same / duration, same % duration) == (
            plain // duration,
            plain / duration,
            plain % duration,
        )
        assert divmod(same, duration) == divmod(plain, duration)
    assert str(plain) == str(same)


@pytest.mark.parametrize(
    ("ticks", "text"),
    [
        (1, "0:00:00.0000001"),
        (11, "0:00:00.0000011"),
        (10**7 + 4, "0:00:01.0000004"),
        (-1, "-1 day, 23:59:59.9999999"),
    ],
)
def test_a_duration_shows_its_seventh_digit(ticks, text):
    assert text == str(Duration.from_ticks(ticks))


def test_the_edges_of_duration_are_those_of_the_clr():
    assert (Duration.min.ticks, Duration.max.ticks, Duration.resolution.ticks) == (-(2**63), 2**63 - 1, 1)
    assert str(Duration.max) == "10675199 days, 2:48:05.4775807"
    assert Duration.max.ticks + 1 == (Duration.max + Duration(ticks=1)).ticks


def test_what_is_no_timedelta_is_not_an_operand():
    duration = Duration(ticks=1)
    names = [
        "add",
        "radd",
        "sub",
        "rsub",
        "mul",
        "rmul",
        "floordiv",
        "rfloordiv",
        "truediv",
        "rtruediv",
        "mod",
        "rmod",
        "divmod",
        "rdivmod",
        "lt",
        "le",
        "gt",
        "ge",
        "eq",
    ]
    assert {NotImplemented} == {getattr(duration, f"__{name}__")("5") for name in names}
    with pytest.raises(ZeroDivisionError):
        duration // 0


# --- zones and DateTimeOffset ----------------------------------------------------------------------------------------


def test_a_fixed_offset_is_its_minutes():
    zone = FixedOffset(-297)
    assert (-297, "-04:57", timedelta(minutes=-297), None) == (
        zone.minutes,
        zone.tzname(None),
        zone.utcoffset(None),
        zone.dst(None),
    )
    assert repr(zone) == "FixedOffset(-297)"
    assert zone == FixedOffset(-297) != FixedOffset(297)
    assert zone != timezone(timedelta(minutes=-297))
    assert [zone] * len(COPIES) == [duplicate(zone) for duplicate in COPIES]
    assert {zone} == {zone, FixedOffset(-297)}
    assert datetime(2025, 1, 1, 1, tzinfo=FixedOffset(60)) == datetime(2025, 1, 1, tzinfo=UTC).astimezone(
        FixedOffset(60)
    )


@pytest.mark.parametrize("minutes", [-1440, 1440])
def test_a_fixed_offset_of_a_day_is_refused(minutes):
    with pytest.raises(ValueError, match="not less than a day"):
        FixedOffset(minutes)


@given(ticks_of_year, st.integers(-840, 840))
def test_a_date_time_offset_is_a_moment_and_its_minutes(ticks, minutes):
    utc = DateTime.from_ticks(ticks, UTC)
    if not 0 <= ticks + minutes * 600_000_000 <= HIGHEST:
        with pytest.raises(LexicalError, match="the wall clock would leave the years 1 to 9999"):
            DateTimeOffset(utc, minutes)
        return
    value = DateTimeOffset(utc, minutes)
    assert (utc, minutes) == date_time_offset_parts(value)
    assert identical_primitives(value, date_time_offset_from_parts(utc, minutes))
    assert identical_primitives(value, date_time_offset_from_parts(value.to_datetime().replace(tzinfo=None), minutes))
    assert identical_primitives(value, date_time_offset_from_parts(value.to_datetime(), minutes))
    assert identical_primitives(value, DateTimeOffset.from_datetime(value.to_datetime()))


def test_date_time_offsets_are_equal_by_the_moment_and_identical_by_both():
    here, there = DateTimeOffset(DateTime(2025, 1, 1, tzinfo=UTC), 60), DateTimeOffset(DateTime(2025, 1, 1, tzinfo=UTC))
    assert here == there
    assert hash(here) == hash(there)
    assert not identical_primitives(here, there)
    assert here < DateTimeOffset(DateTime(2025, 1, 1, tzinfo=UTC, tick=1), -60)


def test_a_date_time_offset_refuses_what_dotnet_refuses():
    utc = DateTime(2025, 1, 1, tzinfo=UTC)
    for minutes in (841, -841, True, "60", 1.0):
        with pytest.raises(LexicalError, match="up to 14 hours"):
            DateTimeOffset(utc, minutes)
    with pytest.raises(LexicalError, match="up to 14 hours"):
        date_time_offset_from_parts(utc, 900)
    for value in (DateTime(2025, 1, 1), datetime(2025, 1, 1, tzinfo=UTC), utc.astimezone(FixedOffset(0))):
        with pytest.raises(LexicalError, match="a DateTime in UTC"):
            DateTimeOffset(value, 0)
    with pytest.raises(LexicalError, match="a moment in UTC from year 1 to 9999"):
        date_time_offset_from_parts(DateTime(1, 1, 1), 60)
    with pytest.raises(LexicalError, match="a datetime with a zone"):
        DateTimeOffset.from_datetime(datetime(2025, 1, 1))
    with pytest.raises(LexicalError, match="whole minutes"):
        DateTimeOffset.from_datetime(datetime(1900, 1, 1, tzinfo=timezone(timedelta(seconds=1))))
    with pytest.raises(LexicalError, match="is not a DateTimeOffset"):
        date_time_offset_parts(utc)
