"""`csptui history`: the table, the JSON that other tools read, the CSV, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = "indicator,value,places,numerator,denominator,as_at,status,expected"
DEFINITIONS = """\
[[theme]]
id = "crime"
name = "Crime"

[[theme.section]]
name = ""

[[theme.section.indicator]]
id = "CR1"
code = "CR 1"
name = "Recorded crime"
unit = "count"
polarity = "lower"
basis = "quarter"

[[theme.section.indicator]]
id = "OLD"
code = "OLD 1"
name = "Ended long ago"
unit = "percent"
polarity = "higher"
places = 1
basis = "quarter"
fraction = "rate"
ends = "2008/09 Q2"
breaks = [{ at = "2008/09 Q2", why = "counted anew" }]
"""
PARTNERSHIP = """\
name = "Small Partnership"
area = "Here"

[[group]]
id = "MSG"
name = "Most Similar Group"
members = ["Luton", "Thanet"]
"""
# The vector of RULES 5, then a part of a quarter.
FIGURES = (
    *(("2008-09-Q1", "100"), ("2008-09-Q2", "120"), ("2008-09-Q3", "90"), ("2008-09-Q4", "110")),
    *(("2009-10-Q1", "105"), ("2009-10-Q2", "118"), ("2009-10-Q3", "95"), ("2009-10-Q4", "104")),
)


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with nine quarters of two indicators, named by the environment."""
    folder = tmp_path / "data"
    folder.mkdir()
    files = {
        "partnership.toml": PARTNERSHIP,
        "indicators.toml": DEFINITIONS,
        "targets.csv": "indicator,year,target,places,applies_to\nCR1,FY2009/10,110,0,\n",
        "comparators.csv": "group,indicator,quarter,area,value\nMSG,CR1,2009/10 Q4,Luton,108\n",
        "quarters/2010-11-Q1/actuals.csv": f"{HEAD}\nCR1,31,0,,,M2010-04x1,,\n",
        **{f"quarters/{name}/actuals.csv": f"{HEAD}\nCR1,{value},0,,,,,\n" for name, value in FIGURES},
    }
    files["quarters/2008-09-Q1/actuals.csv"] += "OLD,,,1,8,,,\n"
    files["quarters/2008-09-Q2/actuals.csv"] += "OLD,,,1,3,,provisional,\n"
    for where, text in files.items():
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        (folder / where).write_bytes(text.encode())
    monkeypatch.setenv("CSPTUI_DATA", str(folder))
    return folder


def answer(*arguments: str) -> dict[str, Any]:
    """Run the verb, and read its JSON."""
    done = run("history", *arguments, "--json")
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def of(points: Sequence[dict[str, Any]], key: str) -> list[Any]:
    """Give one key of every point."""
    return [point[key] for point in points]


@pytest.mark.usefixtures("held")
class TestJson:
    def test_every_key_that_other_tools_read(self) -> None:
        """The answer names the indicator, and every point has all of its keys."""
        found = answer("CR1")
        assert {"ref", "code", "name", "unit", "basis", "points", "notes"} <= set(found)
        assert [found[key] for key in ("ref", "code", "unit", "basis")] == ["CR1", "CR 1", "count", "quarter"]
        keys = {
            *("quarter", "value", "text", "marks", "covers", "missing", "break", "rolling", "rolling_text"),
            *("year_on_year", "target", "target_text", "average", "present", "trend"),
        }
        assert all(keys <= set(point) for point in found["points"])

    def test_the_vector_of_the_rules(self) -> None:
        """R = 420, 425, 423, 428, 422 stands beside x."""
        points = answer("CR1")["points"]
        assert of(points, "value") == [100, 120, 90, 110, 105, 118, 95, 104, None]
        assert of(points, "rolling") == [None, None, None, 420, 425, 423, 428, 422, None]
        assert of(points[4:8], "trend") == ["improving", "worsening", "improving", "worsening"]

    def test_a_change_on_a_year_ago(self) -> None:
        """Units, per cent, text and verdict, or nothing at all."""
        points = answer("CR1")["points"]
        assert points[3]["year_on_year"] is None
        assert points[4]["year_on_year"] == {
            "units": 5,
            "percent": 5,
            "points": None,
            "text": "+5.0% worse",
            "verdict": "worse",
        }

    def test_target_and_average(self) -> None:
        """The year's target stands at each of its quarters; the average at those with values of others."""
        points = answer("CR1")["points"]
        assert of(points, "target") == [None] * 4 + [110] * 4 + [None]
        assert (points[7]["average"], points[7]["present"]) == (106, 2)
        assert of(points[:7], "average") == [None] * 7

    def test_a_part_of_a_quarter_is_no_value(self) -> None:
        """It has its text and the reason, and nothing is worked out from it."""
        last = answer("CR1")["points"][-1]
        assert (last["value"], last["text"]) == (None, "31 (1 month to Apr 2010)")
        assert last["missing"] == "it covers 1 month (April 2010) of 3"
        assert (last["rolling"], last["year_on_year"], last["trend"]) == (None, None, "none")

    def test_the_last_quarters_alone(self) -> None:
        """They keep what they have from those before."""
        assert of(answer("CR1", "--last", "2")["points"], "rolling") == [422, None]

    def test_up_to_the_quarter_asked_for(self) -> None:
        """Nothing later is looked at."""
        points = answer("CR1", "--quarter", "2009-10-Q1")["points"]
        assert of(points, "quarter")[-1] == "2009/10 Q1"
        assert len(points) == 5

    def test_an_indicator_that_ended_is_found(self) -> None:
        """It is in no report of the quarter shown, and its history is."""
        found = answer("old", "1")
        assert of(found["points"], "value") == [12.5, pytest.approx(100 / 3)]
        assert of(found["points"], "break") == [False, True]
        assert of(found["points"], "marks") == ["", "[p] [b]"]
        assert any("until 2008/09 Q2" in note for note in found["notes"])
        assert any("counted anew" in note for note in found["notes"])


@pytest.mark.usefixtures("held")
class TestCsv:
    def test_one_line_a_quarter_in_plain_digits(self) -> None:
        """A header, then every quarter, with empty cells for what is not held."""
        rows = list(csv.DictReader(io.StringIO(run("history", "CR1", "--csv").stdout)))
        assert [row["quarter"] for row in rows][-2:] == ["2009/10 Q4", "2010/11 Q1"]
        assert [row["rolling"] for row in rows] == ["", "", "", "420", "425", "423", "428", "422", ""]
        assert rows[4]["year_on_year_percent"].rstrip("0").rstrip(".") == "5"
        assert (rows[7]["average"], rows[7]["present"], rows[7]["members"]) == ("106", "2", "3")

    def test_not_both(self) -> None:
        """Two answers at once are refused."""
        done = run("history", "CR1", "--csv", "--json")
        assert done.exit_code == 2
        assert "ask for one" in done.stderr


class TestPage:
    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_no_line_is_wider_than_the_page(self, held: Path, width: int) -> None:
        """At every width the quarter and its figure stand."""
        del held
        done = run("history", "CR1", "--width", str(width))
        assert max(map(len, done.stdout.splitlines())) <= width
        assert any("2009/10 Q4" in line and "104" in line for line in done.stdout.splitlines())

    def test_plain_is_ascii(self, held: Path) -> None:
        """Chart, table and notes."""
        del held
        assert run("history", "CR1", "--plain").stdout.isascii()

    def test_a_broken_quarter_is_told_and_the_rest_is_shown(self, held: Path) -> None:
        """On standard error, with file and line."""
        (held / "quarters/2008-09-Q3/actuals.csv").write_bytes(b"nonsense\n")
        done = run("history", "CR1")
        assert done.exit_code == 0
        assert "quarters/2008-09-Q3/actuals.csv:1" in done.stderr
        assert "2008/09 Q3: no figure is held" in done.stdout

    def test_nothing_held_says_so(self, held: Path) -> None:
        """No chart and no table of nothing."""
        for path in (held / "quarters").glob("*/actuals.csv"):
            path.write_bytes(f"{HEAD}\n".encode())
        assert "No figure is held in any quarter." in run("history", "CR1").stdout
        assert answer("CR1")["points"] == []

    @pytest.mark.usefixtures("held")
    def test_a_mistyped_reference_is_refused(self) -> None:
        """With what it may mean."""
        done = run("history", "CR11")
        assert done.exit_code == 2
        assert "did you mean CR 1?" in done.stderr
