"""What the verbs of statistics say of real figures, held against sums made another way (RULES 5 to 7)."""

from __future__ import annotations

import json
from itertools import pairwise
from statistics import fmean, stdev
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from enfield_example import ENFIELD, dataset, point, series

from csptui.cli.program import program

if TYPE_CHECKING:
    from typing import Any

    from click.testing import Result

REFS = [one.id for one in dataset().indicators]
COUNTS = [one.id for one in dataset().indicators if one.basis.value == "quarter" and one.id != "CR3"]
SCALING = 2.66
THROUGHOUT = {"history", "spc", "five-year"}
"""The verbs whose answer is of all quarters, whichever is shown."""


def run(*arguments: str) -> Result:
    """Run one command on the example in this process."""
    return CliRunner().invoke(program, [*arguments, "--data", str(ENFIELD)], catch_exceptions=False)


def answer(*arguments: str) -> Any:
    """Give the whole answer of a command that must have one."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def exact_values(ref: str) -> list[float]:
    """Give an indicator's values from the last break in series on, in full precision."""
    values: list[float] = []
    for one in series(ref).runs()[-1]:
        figure = one.reading.figure
        if figure.fraction is not None:
            values.append(100 * figure.fraction.numerator / figure.fraction.denominator)
        elif figure.value is not None:
            values.append(float(figure.value))
    return values


class TestEveryIndicator:
    @pytest.mark.parametrize("verb", ["history", "spc", "five-year", "forecast", "group", "show"])
    @pytest.mark.parametrize("ref", REFS)
    def test_there_is_an_answer_or_a_sentence(self, verb: str, ref: str) -> None:
        """No verb breaks on real figures; what it cannot say it refuses in one sentence."""
        for quarter in ("2023-24-Q4",) if verb in THROUGHOUT else ("2023-24-Q4", "2017-18-Q1", "2010-11-Q1"):
            done = run(verb, ref, "--quarter", quarter, "--plain")
            assert done.exit_code in {0, 1, 2}
            if done.exit_code:
                assert done.stdout == ""
                assert done.stderr.startswith("csptui: ")
                assert done.stderr.count("\n") == 1
            else:
                assert done.stdout


class TestHistory:
    def test_the_two_pages_tell_one_change(self) -> None:
        """In a fourth quarter the change on the baseline and on a year ago are the same two figures."""
        rows = {one["quarter"]: one for one in answer("history", "CR15")["points"]}
        for year in ("2018/19", "2019/20", "2022/23"):
            shown = answer("show", "CR15", "--quarter", f"{year.replace('/', '-')}-Q4")
            held = rows[f"{year} Q4"]["year_on_year"]
            assert held["units"] == pytest.approx(shown["change"], abs=1e-9)
        # 39.859...% to 35.313...%: -4.5 points; between the printed 39.9 and 35.3 it would be -4.6.
        assert rows["2018/19 Q4"]["year_on_year"]["text"] == "-4.5 points better"

    def test_rolling_sums_are_those_that_are_held(self) -> None:
        """The sums that history makes of the quarters are the ones that the rolling indicators hold."""
        for counted, rolling in (("CR1", "CR2"), ("CR4", "CR5")):
            made = {one["quarter"]: one["rolling"] for one in answer("history", counted)["points"]}
            held = {
                str(one.quarter): int(one.value) for one in series(rolling).points if one.value is not None
            }
            assert {quarter: value for quarter, value in made.items() if value is not None} == held

    def test_a_month_is_shown_and_never_a_value(self) -> None:
        """The last quarter has its text and its period, and neither value, sum, change nor trend."""
        for ref in COUNTS:
            last = answer("history", ref)["points"][-1]
            assert last["quarter"] == "2023/24 Q4"
            assert last["text"]
            assert "Jan" in last["covers"]
            assert last["missing"] == "it covers 1 month (January 2024) of 3"
            assert (last["value"], last["rolling"], last["year_on_year"]) == (None, None, None)


class TestControlCharts:
    @pytest.mark.parametrize("ref", COUNTS)
    def test_the_limits_are_those_of_the_published_formula(self, ref: str) -> None:
        """Mean and 2.66 average moving ranges, those of 3.267 times their average left out once."""
        values = exact_values(ref)
        ranges = [abs(b - a) for a, b in pairwise(values)]
        kept = [one for one in ranges if one < 3.267 * fmean(ranges)]
        made = answer("spc", ref)
        assert made["mean"] == pytest.approx(fmean(values), rel=1e-12)
        assert made["lower"] == pytest.approx(fmean(values) - SCALING * fmean(kept), rel=1e-12)
        assert made["upper"] == pytest.approx(fmean(values) + SCALING * fmean(kept), rel=1e-12)
        assert made["screened"] == len(ranges) - len(kept)
        assert len(made["points"]) == len(values)

    def test_lockdown_is_outside_the_limits(self) -> None:
        """Robbery fell from 433 to 150 in the spring of 2020, and no chart can miss that."""
        points = {one["quarter"]: one for one in answer("spc", "CR8")["points"]}
        assert (points["2020/21 Q1"]["signal"], points["2020/21 Q1"]["verdict"]) == ("outside", "improvement")
        assert (points["2019/20 Q3"]["signal"], points["2019/20 Q3"]["verdict"]) == ("outside", "concern")

    def test_the_chart_begins_after_the_break(self) -> None:
        """Residential burglary is charted from 2017/18 Q1, 27 quarters."""
        points = answer("spc", "CR4")["points"]
        assert points[0]["quarter"] == "2017/18 Q1"
        assert len(points) == 27

    def test_rolling_and_short_series_are_refused(self) -> None:
        """Rolling 12 months overlap, ten years are no 13 points: each refusal says which."""
        for ref, word in (("CR2", "rolling 12 months"), ("AL1", "13"), ("CR3", "13")):
            done = run("spc", ref)
            assert done.exit_code == 1
            assert word in done.stderr


class TestGroups:
    def test_derbys_group_of_fifteen(self) -> None:
        """562 is the second lowest of fifteen, 23% below their mean of 730.2: by hand from the table."""
        msg, england = answer("group", "AL1", "--quarter", "2017-18-Q4")["groups"]
        values = [811, 562, 665, 779, 632, 718, 652, 761, 1002, 700, 609, 913, 527, 788, 834]
        assert msg["average"] == pytest.approx(fmean(values)) == pytest.approx(730.2)
        assert (msg["present"], msg["of"], msg["rank"], msg["rank_of"]) == (15, 15, 2, 15)
        assert msg["distance"] == pytest.approx((562 - 730.2) / 730.2 * 100)
        assert msg["lower"] == pytest.approx(730.2 - 1.96 * stdev(values))
        assert msg["in_line"] == "in line"
        assert england["average"] == 632

    def test_a_rate_that_is_not_published_is_missing(self) -> None:
        """Of first-time entrants in 2023 Kensington and Chelsea's rate is a dash: 31 of 32, and no nought."""
        groups = {one["id"]: one for one in answer("group", "YJ1", "--quarter", "2023-24-Q4")["groups"]}
        london = groups["London"]
        assert london["missing"] == ["Kensington and Chelsea"]
        assert (london["present"], london["of"], london["rank_of"]) == (31, 32, 31)
        held = [one["value"] for one in london["members"] if one["value"] is not None]
        assert len(held) == 31
        assert london["average"] == pytest.approx(fmean(held))
        assert groups["region"]["average"] == 147

    def test_london_is_pooled_and_says_so(self) -> None:
        """All 19,817 offences with injury over all 63,105, and not the mean of 32 shares."""
        groups = {one["id"]: one for one in answer("group", "CR15", "--quarter", "2023-24-Q3")["groups"]}
        assert groups["London"]["average_kind"] == "pooled"
        assert groups["London"]["average"] == pytest.approx(19817 / 63105 * 100)
        assert groups["neighbours"]["average_kind"] == "mean"

    def test_one_month_is_compared_with_nobody(self) -> None:
        """Other boroughs' January is not held, and an own month is no quarter to set beside theirs."""
        done = run("group", "CR1", "--quarter", "2023-24-Q4")
        assert done.exit_code == 1, done.stdout
        assert done.stderr.count("\n") == 1


class TestIntervalsAndYears:
    def test_a_share_has_wilsons_interval(self) -> None:
        """770 of 2,358: 30.79% to 34.58%."""
        made = answer("interval", "770/2358")
        share, number, z = 770 / 2358, 2358, 1.959963984540054
        middle = (share + z * z / (2 * number)) / (1 + z * z / number)
        half = (
            z / (1 + z * z / number) * (share * (1 - share) / number + z * z / (4 * number * number)) ** 0.5
        )
        assert made["lower"] == pytest.approx(middle - half, rel=1e-12)
        assert made["upper"] == pytest.approx(middle + half, rel=1e-12)

    def test_five_years_without_intervals_are_refused(self) -> None:
        """Of the standardised rates no numerators are published, so a slope has no weights."""
        done = run("five-year", "AL1")
        assert done.exit_code == 1
        assert "interval" in done.stderr

    def test_five_years_of_a_share_have_a_trend(self) -> None:
        """Violence with injury, 2018/19 to 2022/23: chi-square by the textbook's sums over shares, 43.327."""
        found = answer("five-year", "CR26")
        held = [(one["numerator"], one["denominator"]) for one in found["points"]]
        assert held == [(2544, 7388), (2715, 7966), (2584, 8613), (2798, 9426), (2915, 9356)]
        cases, people = sum(above for above, _ in held), sum(below for _, below in held)
        middle = sum(below * year for year, (_, below) in enumerate(held)) / people
        moved = sum(above * (year - middle) for year, (above, _) in enumerate(held))
        spread = sum(below * (year - middle) ** 2 for year, (_, below) in enumerate(held))
        share = cases / people
        assert found["chi2"] == pytest.approx(moved**2 / (share * (1 - share) * spread), rel=1e-9)
        assert found["chi2"] == pytest.approx(43.32694, abs=1e-5)
        assert (found["trend"], found["verdict"]) == ("decreasing", "better")

    def test_five_years_are_the_same_whichever_quarter_is_shown(self) -> None:
        """The last whole year is 2022/23: of 2023/24 the tables hold ten months."""
        assert answer("five-year", "CR26") == answer("five-year", "CR26", "--quarter", "2022-23-Q4")

    def test_the_last_whole_quarter_is_the_one_that_counts(self) -> None:
        """What is said of the latest point is said of 2023/24 Q3."""
        assert "2023/24 Q3" in answer("spc", "CR8")["sentence"]
        assert point("CR8", "2023/24 Q3").value == 287
