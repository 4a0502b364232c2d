"""Intervals of shares, counts and rates: the published digits, and what holds for every figure (RULES 7)."""

from __future__ import annotations

from decimal import Decimal
from math import comb, exp, factorial, inf, nextafter
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.analysis import intervals as room
from csptui.analysis.intervals import BYAR, EXACT, USUAL, WILSON, Interval, of_count, of_rate, of_share

LEVELS = st.decimals(Decimal("1.1"), Decimal("99.9999"), places=4)
SHARES = st.integers(1, 10**9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def ends(interval: Interval) -> tuple[float, float]:
    """Give both limits."""
    return interval.lower, interval.upper


@pytest.mark.parametrize(
    ("found", "lower", "upper", "method"),
    [
        (of_share(65, 100), 0.55254, 0.73636, WILSON),
        (of_rate(222, 3215, 100_000), 6026.57, 7875.73, BYAR),
        (of_rate(5, 100, 100_000), 1623.49, 11668.33, EXACT),
    ],
)
def test_the_vectors_of_the_rules(found: Interval, lower: float, upper: float, method: str) -> None:
    """RULES 7, to the digits printed there."""
    places = 5 if method == WILSON else 2
    assert (round(found.lower, places), round(found.upper, places), found.method) == (lower, upper, method)


@pytest.mark.parametrize(
    ("found", "lower", "upper"),
    [
        (of_share(20, 360), 0.036248204600072345, None),
        (of_share(30, 400), None, 0.10504770626130437),
        (of_share(76, 238, Decimal("99.8")), None, 0.418131030603369),
        (of_share(550, 2400, Decimal("99.8")), 0.20375892211705743, None),
        (of_share(100, 10_000), 0.008229336148148417, 0.012146982255114647),
        (of_count(100), 81.36210549052788, None),
    ],
)
def test_what_public_health_tools_publish(found: Interval, lower: float | None, upper: float | None) -> None:
    """The tests of the English public-health packages print these limits."""
    assert lower is None or found.lower == pytest.approx(lower, rel=1e-12)
    assert upper is None or found.upper == pytest.approx(upper, rel=1e-12)


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [
        (0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (3, 0.6187, 8.7673), (4, 1.0899, 10.2416),
        (5, 1.6235, 11.6683), (6, 2.2019, 13.0595), (7, 2.8144, 14.4227), (8, 3.4538, 15.7632),
        (9, 4.1154, 17.0848),
    ],
)  # fmt: skip
def test_the_exact_limits_are_those_of_the_tables(events: int, lower: float, upper: float) -> None:
    """The 95% limits of a Poisson count, as tables print them."""
    found = of_count(events)
    assert (round(found.lower, 4), round(found.upper, 4), found.method) == (lower, upper, EXACT)


@given(st.integers(0, 9), LEVELS)
def test_the_exact_limits_leave_the_tail_out_on_either_side(events: int, level: Decimal) -> None:
    """At the lower limit so many or more, at the upper so many or fewer, have just the chance left out."""
    found, tail = of_count(events, level), float((100 - level) / 200)
    up_to = sum(found.upper**count / factorial(count) for count in range(events + 1)) * exp(-found.upper)
    assert up_to == pytest.approx(tail, rel=1e-12)
    below = sum(found.lower**count / factorial(count) for count in range(events)) * exp(-found.lower)
    assert 1 - below == pytest.approx(tail if events else 1.0, abs=1e-14, rel=1e-9)


@pytest.mark.parametrize("events", range(10))
def test_no_number_lies_between_the_exact_limit_and_its_tail(events: int) -> None:
    """The limits are exact but for rounding: a few steps on, the chance is on the other side."""
    found = of_count(events)
    step = found.upper * 1e-14
    assert room._at_most(events, found.upper - step) > 0.025 > room._at_most(events, found.upper + step)
    if events:
        step = found.lower * 1e-13
        assert room._at_least(events, found.lower - step) < 0.025 < room._at_least(events, found.lower + step)


def test_few_events_of_high_level_keep_their_digits() -> None:
    """One event, one chance in ten thousand million on either side: the limit is that chance itself."""
    found = of_count(1, Decimal("99.99999998"))
    assert found.lower == pytest.approx(1e-10, rel=1e-9)


@given(SHARES, LEVELS)
def test_wilson_s_limits_are_where_the_score_test_turns(share: tuple[int, int], level: Decimal) -> None:
    """At a limit the share is just as many standard errors away as the level has."""
    (numerator, of), z = share, -NormalDist().inv_cdf(float((100 - level) / 200))
    for limit in ends(of_share(numerator, of, level)):
        off = (numerator / of - limit) ** 2 * of
        assert off == pytest.approx(z * z * limit * (1 - limit), rel=1e-6, abs=1e-9)


@given(SHARES, LEVELS)
def test_the_interval_of_a_share_contains_it_and_stays_within_none_and_all(
    share: tuple[int, int], level: Decimal
) -> None:
    found = of_share(*share, level)
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert (found.lower == 0) is (share[0] == 0)
    assert share[0] < share[1] or found.upper == 1


@given(SHARES, LEVELS)
def test_those_who_did_and_those_who_did_not_mirror_each_other(
    share: tuple[int, int], level: Decimal
) -> None:
    """The interval of the others is the same one seen from the other end."""
    numerator, of = share
    one, other = of_share(numerator, of, level), of_share(of - numerator, of, level)
    assert ends(one) == pytest.approx((1 - other.upper, 1 - other.lower), abs=1e-14)


@given(st.integers(0, 10**12), LEVELS)
def test_the_interval_of_a_count_contains_it(events: int, level: Decimal) -> None:
    found = of_count(events, level)
    assert 0 <= found.lower <= found.value <= found.upper
    assert found.method == (EXACT if events < 10 else BYAR)


def test_from_ten_events_the_limits_are_byar_s() -> None:
    """By the formula itself; the exact ones of nine and ten are of another kind."""
    assert [of_count(events).method for events in (9, 10, 11)] == [EXACT, BYAR, BYAR]
    assert of_count(10).lower == pytest.approx(10 * (1 - 1 / 90 - 1.959963985 / (3 * 10**0.5)) ** 3)


@given(st.integers(0, 500), LEVELS, LEVELS)
def test_a_higher_level_never_has_a_narrower_interval(events: int, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    for narrow, wide in (
        (of_count(events, low), of_count(events, high)),
        (of_share(events, 500, low), of_share(events, 500, high)),
    ):
        assert wide.lower <= nextafter(narrow.lower, inf)
        assert narrow.upper <= nextafter(wide.upper, inf)


@given(st.integers(0, 300))
def test_more_events_move_both_limits_up(events: int) -> None:
    """Also where the exact limits end and Byar's begin."""
    one, more = of_count(events), of_count(events + 1)
    assert one.lower < more.lower
    assert one.upper < more.upper


@given(st.integers(0, 100_000), st.integers(1, 10**9), st.sampled_from([1, 100, 1000, 100_000]))
def test_a_rate_is_its_count_over_the_base(events: int, base: int, per: int) -> None:
    counted, rate = of_count(events), of_rate(events, base, per)
    assert ends(rate) == pytest.approx((counted.lower * per / base, counted.upper * per / base))
    assert rate.value == pytest.approx(events * per / base)
    assert rate.method == counted.method


@pytest.mark.parametrize("events", [10, 20, 50])
def test_byar_s_limits_are_near_the_exact_ones(events: int) -> None:
    """Within two in a thousand at 95%, as the technical guide says of 10 events or more."""
    assert ends(of_count(events)) == pytest.approx(room._exact(events, USUAL), rel=0.002)


def test_the_usual_level_needs_no_other_module_and_is_the_same() -> None:
    """The number that is written down is the one that would be computed."""
    assert pytest.approx(-NormalDist().inv_cdf(0.025), rel=1e-15) == room._Z_USUAL


def test_wilson_holds_what_it_promises_more_or_less() -> None:
    """Of 40 drawn at 0.3, 95% of the intervals or close to it hold 0.3: added up, not drawn."""
    held = sum(
        comb(40, count) * 0.3**count * 0.7 ** (40 - count)
        for count in range(41)
        if of_share(count, 40).lower <= 0.3 <= of_share(count, 40).upper
    )
    assert held == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(("numerator", "denominator"), [(101, 100), (-1, 100), (0, 0)])
def test_what_is_no_share_has_no_interval_of_one(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        of_share(numerator, denominator)


def test_fewer_than_no_events_are_no_count() -> None:
    with pytest.raises(ValueError, match="no count"):
        of_count(-1)
