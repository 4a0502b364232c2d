"""`csptui interval`, `five-year` and `forecast`: JSON to hold against other tools, pages, and refusals."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from run_csptui import run

EXAMPLE = str(Path(__file__).parents[2] / "csptui" / "examples" / "enfield")
RULES = "24.67:23.16-26.25, 24.6:23.15-26.19, 28:26.44-29.64, 30.2:28.63-31.9, 30.6:28.98-32.25"
COUNTED = "994/40299,1023/41527,1199/42811,1332/44064,1367/44701"


def answer(*arguments: str) -> dict[str, Any]:
    """Give the answer as an object."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def page(*arguments: str) -> str:
    """Give the page with its lines joined."""
    done = run(*arguments, "--width", "80")
    assert done.exit_code == 0, done.stderr
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    return " ".join(done.stdout.split())


def refused(*arguments: str, code: int) -> str:
    """Give the sentence of a refusal, on standard error alone."""
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


class TestInterval:
    """Any share, count or rate."""

    @pytest.mark.parametrize(
        ("arguments", "lower", "upper", "method", "places"),
        [
            (("65/100",), 0.55254, 0.73636, "Wilson", 5),
            (("222/3215", "--per", "100000"), 6026.57, 7875.73, "Byar's", 2),
            (("222/3,215", "--per", "100,000"), 6026.57, 7875.73, "Byar's", 2),
            (("5/100", "--per", "100000"), 1623.49, 11668.33, "exact Poisson", 2),
            (("222", "--count"), 193.75, 253.20, "Byar's", 2),
            (("9", "--count"), 4.1154, 17.0848, "exact Poisson", 4),
            (("0", "--count"), 0, 3.6889, "exact Poisson", 4),
            (("0/10",), 0, 0.27753, "Wilson", 5),
            (("10/10",), 0.72247, 1, "Wilson", 5),
        ],
    )
    def test_json(
        self, arguments: tuple[str, ...], lower: float, upper: float, method: str, places: int
    ) -> None:
        found = answer("interval", *arguments)
        assert (round(found["lower"], places), round(found["upper"], places)) == (lower, upper)
        assert (found["method"], found["level"]) == (method, 95)
        assert found["lower"] <= found["value"] <= found["upper"]

    @pytest.mark.parametrize("level", ["99.8", "0.998", "99.8%"])
    def test_a_level_is_in_per_cent_or_a_share_below_one(self, level: str) -> None:
        found = answer("interval", "76/238", "--level", level)
        assert found["upper"] == pytest.approx(0.418131030603369, rel=1e-12)
        assert found["level"] == 99.8

    def test_pages_print_the_share_in_per_cent_too(self) -> None:
        told = page("interval", "65/100")
        assert told == (
            "65 of 100 is 65.0% 95% interval 55.3% to 73.6% (Wilson)."
            " In full 0.65000, from 0.55254 to 0.73636."
        )
        told = page("interval", "222/3215", "--per", "100000", "--level", "99.8")
        assert told.startswith("222 of 3,215 is 6,905 per 100,000 99.8% interval 5,5")
        assert page("interval", "5", "--count").startswith(
            "5 events 95% interval 1.6 to 11.7 (exact Poisson)."
        )

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                ("101/100",),
                "more than a whole, so it is no share; if it is a rate of events, say for how many",
            ),
            (("5/0",), "the denominator cannot be 0"),
            (("5",), "5 alone is a count or half a fraction: add --count, or write 5/OF"),
            (("5", "--per", "1000"), "A rate needs what it is of"),
            (("5/100", "--count"), "is a fraction and no count: leave --count out"),
            (("a/3",), '"a" at character 1'),
            (("1/2/3",), "write csptui interval 65/100"),
            (("/3",), "a number is needed here"),
            (("5/",), "a number is needed here"),
            (("1.5/3",), "a whole number of cases is needed"),
            (("-5", "--count"), "a whole number of cases is needed"),
            (("5/3", "--per", "0"), "a rate is for each 1 or more"),
            (("5/10", "--level", "0"), "a level is in per cent, more than 1 and less than 100"),
            (("5/10", "--level", "1"), "a level is in per cent, more than 1 and less than 100"),
            (("5/10", "--level", "100"), "a level is in per cent, more than 1 and less than 100"),
            (("5/10", "--level", "-95"), "a level is in per cent, more than 1 and less than 100"),
            (("5/10", "--level", "high"), '"h" at character 1'),
            (("9" * 20, "--count"), "at most 12 digits are read"),
        ],
    )
    def test_refusals_say_what_is_wrong(self, arguments: tuple[str, ...], said: str) -> None:
        assert said in refused("interval", *arguments, code=2)


class TestFiveYear:
    """Five values, five fractions, an indicator."""

    def test_the_vector_of_the_rules(self) -> None:
        found = answer("five-year", "--points", RULES)
        assert found["trend"] == "increasing"
        assert (round(found["slope"], 5), round(found["chi2"], 2)) == (1.75157, 46.77)
        assert found["sentence"].startswith(
            "Increasing: the slope is +1.75 a year; chi-square 46.77 is over 9.5495"
        )

    def test_the_same_by_counts(self) -> None:
        found = answer("five-year", "--fractions", COUNTED)
        assert (found["trend"], round(found["chi2"], 2), found["method"]) == (
            "increasing",
            47.9,
            "Cochran-Armitage",
        )
        assert found["slope_of"] == "log odds"

    @pytest.mark.parametrize(
        "typed",
        [
            RULES.replace(", ", ","),
            RULES.replace(",", ";"),
            RULES.replace("-", " to "),
            RULES.replace("-", "–"),
            RULES.replace(":", " (").replace(",", "),") + ")",
            RULES.replace(":", "% : ").replace("-", "% - "),
        ],
    )
    def test_lists_are_read_in_the_ways_that_people_write_them(self, typed: str) -> None:
        assert (
            answer("five-year", "--points", typed)["chi2"] == answer("five-year", "--points", RULES)["chi2"]
        )

    def test_negative_numbers_and_intervals_between_them(self) -> None:
        """The five values less 40 have the same slope."""
        typed = ", ".join(
            "{:.2f}:{:.2f}-{:.2f}".format(*(float(number) - 40 for number in re.split("[:-]", point)))
            for point in RULES.split(", ")
        )
        assert "--" in typed
        found = answer("five-year", f"--points={typed}")
        assert round(found["slope"], 5) == 1.75157
        assert round(answer("five-year", "--points", typed.replace("-", "\u2212"))["chi2"], 2) == 46.77

    def test_the_page_says_the_rule(self) -> None:
        told = page("five-year", "--points", RULES)
        assert "weighted by its 95% interval (standard error = width / 3.92)" in told
        assert "chi-square is over 9.5495 (p = 0.002)" in told
        assert "The Cochran-Armitage test for trend" in page("five-year", "--fractions", COUNTED)

    @pytest.mark.parametrize(
        ("arguments", "said", "code"),
        [
            ((), "Give one of them: an indicator, --points or --fractions", 2),
            (("--points", RULES, "--fractions", COUNTED), "Give one of them", 2),
            (("--points", "1:0-2,2:1-3"), "five-year trend needs 5 points; 2 are given", 1),
            (("--fractions", "1/2"), "five-year trend needs 5 fractions; 1 is given", 1),
            (
                ("--points", RULES.replace("28:26.44", "28:28.44")),
                "28 does not lie between 28.44 and 29.64",
                2,
            ),
            (("--points", "1:2"), "write each as VALUE:LOWER-UPPER", 2),
            (("--points", "1,234:1,200-1,300"), "write each as VALUE:LOWER-UPPER", 2),
            (
                ("--points", RULES.replace("26.44-29.64", "28-28")),
                "the interval of point 3 of 5 has no width",
                1,
            ),
            (("--fractions", "3/2"), "3/2 is more than a whole", 2),
            (("--fractions", "3/0"), "3/0 has nothing below the line", 2),
            (("--fractions", "1/2,,3/4"), "write each as CASES/ALL in whole numbers", 2),
            (("--fractions", COUNTED.replace("994", "0")), "0/40,299 has no cases", 1),
            (("NI43", "--data", "data"), "five-year trend is of annual figures that share no month", 1),
            (("NI44a", "--data", "data"), "five-year trend needs 5 years that follow on; 2 are held", 1),
        ],
    )
    def test_refusals_say_what_is_missing(self, arguments: tuple[str, ...], said: str, code: int) -> None:
        told = tuple(str(Path(__file__).parents[2] / "data") if one == "data" else one for one in arguments)
        assert said in refused("five-year", *told, code=code)

    def test_an_indicator_without_intervals_is_refused_though_its_years_are_held(self) -> None:
        said = refused("five-year", "AL1", "--data", EXAMPLE, code=1)
        assert "the figure is held without its numerator and denominator" in said


def test_a_reference_is_no_number_and_is_sent_to_the_verb_that_has_its_interval() -> None:
    said = refused("interval", "YJ2", code=2)
    assert "interval takes numbers (csptui interval 65/100," in said
    assert said.endswith("csptui show YJ2 has the interval of a row")


class TestForecast:
    """On real figures: the last quarter of recorded crime holds one month of three."""

    @pytest.mark.parametrize("ref", ["CR4", "CR5", "CR7"])
    def test_the_range_is_what_its_sentence_multiplies(self, ref: str) -> None:
        """Anybody can work it out: of counts, of rolling 12 months, and of shares."""
        for number in (1, 2, 3):
            found = answer("forecast", ref, "--data", EXAMPLE, "--quarter", f"2022-23-Q{number}")
            told = re.search(r"range \(([\d.]+), of \d+ quarters\) × ([\d.]+), for the", found["sentence"])
            assert told is not None, found["sentence"]
            worked = 2.66 * float(told[1]) * float(told[2])
            assert found["upper"] == pytest.approx(found["forecast"] + worked, rel=0.002)

    def test_recorded_crime(self) -> None:
        """Two quarters are held, so the year is twice as much."""
        found = answer("forecast", "CR1", "--data", EXAMPLE, "--quarter", "2022-23-Q2")
        assert (found["method"], found["year"], found["forecast"]) == (
            "run rate",
            "2022/23",
            2 * found["so_far"],
        )
        assert found["lower"] < found["forecast"] < found["upper"]
        assert found["needed"] == (found["target"] - found["so_far"]) / 2
        assert found["held"] >= 5
        assert "by run rate" in found["sentence"]

    def test_the_month_that_is_held_of_a_quarter_is_not_used(self) -> None:
        told = page("forecast", "CR1", "--data", EXAMPLE)
        assert "2023/24 Q4 is not used: it covers 1 month (January 2024) of 3." in told
        assert "3 quarters are held" in told

    def test_a_complete_year_is_no_forecast(self) -> None:
        """The four quarters of 2021/22, summed from the files themselves."""
        total = 0
        for number in (1, 2, 3, 4):
            text = (Path(EXAMPLE) / "quarters" / f"2021-22-Q{number}" / "actuals.csv").read_text("utf-8")
            total += int(next(line for line in text.splitlines() if line.startswith("CR1,")).split(",")[1])
        found = answer("forecast", "CR1", "--data", EXAMPLE, "--quarter", "2021-22-Q4")
        assert (found["method"], found["forecast"], found["lower"], found["upper"]) == (
            "actual",
            *[total] * 3,
        )
        assert found["needed"] is None

    def test_rolling_12_months_stay_where_they_are(self) -> None:
        found = answer("forecast", "CR2", "--data", EXAMPLE, "--quarter", "2022-23-Q2")
        assert (found["method"], found["needed_of"]) == ("same quarters last year", "move a quarter")
        assert found["forecast"] == found["so_far"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("CR1", "--quarter", "2010-11-Q3"), "forecast needs 5 quarters that follow on; 3 are held"),
            (("CR4", "--quarter", "2017-18-Q2"), "forecast needs 5 quarters that follow on; 2 are held"),
            (("AL1",), "forecast needs quarters that make a year; AL 1 has none: it is annual"),
        ],
    )
    def test_refusals_say_what_is_missing(self, arguments: tuple[str, ...], said: str) -> None:
        assert said in refused("forecast", *arguments, "--data", EXAMPLE, code=1)
