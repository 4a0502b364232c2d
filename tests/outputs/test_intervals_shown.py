"""The interval, the forecast and the five-year trend where a row is shown: one wording everywhere."""

from __future__ import annotations

from pathlib import Path

from csptui.domain.quarter import Quarter
from csptui.outputs.ahead import ahead_lines, ahead_object
from csptui.outputs.appearance import Look
from csptui.outputs.card import card_page
from csptui.outputs.objects import full_object, json_text, row_object
from csptui.storage.folder import load
from csptui.storage.series import read_series
from csptui.tui.screens.why import certainty_lines

ROOT = Path(__file__).resolve().parents[2]
ENFIELD = ROOT / "csptui" / "examples" / "enfield"
WORDS = "95% interval 10.4% to 16.4% (Wilson)"
DERBY, _ = load(ROOT / "data")
NI43 = next(row for row in DERBY.scorecard() if row.id == "NI43")
NI33 = next(row for row in DERBY.scorecard() if row.id == "NI33")
LATEST, Q2 = Quarter.parse("2023/24 Q4"), Quarter.parse("2022/23 Q2")


def card(width: int = 110) -> str:
    """Give NI 43's card as text."""
    return "\n".join(line.plain for line in card_page(DERBY, NI43, Look(width)))


def lines_of(ref: str, quarter: Quarter | None) -> dict[str, str]:
    """Give what the example's history says beside a card."""
    assert quarter is not None
    dataset, _ = load(ENFIELD)
    series, _ = read_series(ENFIELD, dataset, dataset.find(ref)[0])
    return dict(ahead_lines(series, quarter))


def test_the_card_and_the_why_screen_say_it_in_the_same_words() -> None:
    assert f"Interval    {WORDS}" in card()
    assert WORDS in [said.plain for _, said in certainty_lines(NI43)]


def test_rows_have_their_interval_in_json() -> None:
    """At full precision; null where there is none."""
    for made in (row_object, full_object):
        found = made(NI43)["interval"]
        assert (round(found["lower"], 4), round(found["upper"], 4)) == (10.3614, 16.4487)
        assert (found["method"], found["level"]) == ("Wilson", 95)
        assert made(NI33)["interval"] is None
        json_text(made(NI43))


def test_the_forecast_stands_on_the_card_with_its_method() -> None:
    for ref in ("CR1", "CR2", "CR7"):
        for quarter in (LATEST, Q2):
            said = lines_of(ref, quarter)["Forecast"]
            assert "by run rate" in said or "by the same quarters last year" in said
            assert "Range: 2.66 ×" in said


def test_a_year_that_is_over_has_no_forecast_on_its_card() -> None:
    assert lines_of("CR1", Quarter.parse("2021/22 Q4")) == {}


def test_too_few_quarters_are_told_on_the_card() -> None:
    said = lines_of("CR1", Quarter.parse("2010/11 Q3"))["Forecast"]
    assert said == "None: forecast needs 5 quarters that follow on; 3 are held."


def test_an_annual_indicator_has_its_five_years_or_the_reason() -> None:
    said = lines_of("AL1", LATEST)
    assert list(said) == ["Five years"]
    assert said["Five years"].startswith("None: five-year trend needs the interval of each year")


def test_json_has_both_or_their_reasons() -> None:
    dataset, _ = load(ENFIELD)
    series, _ = read_series(ENFIELD, dataset, dataset.find("CR1")[0])
    assert LATEST is not None
    found = ahead_object(series, LATEST)
    assert found["forecast"]["method"] == "run rate"
    assert "held as quarter alone" in found["five_year"]["refused"]
    wanted = {"method", "year", "forecast", "lower", "upper", "target", "needed", "held", "sentence"}
    assert wanted <= found["forecast"].keys()
