"""`csptui what-if` on Derby: the ratings that would change, and that nothing is ever written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import csptui, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("data")


def answer(*arguments: str) -> dict[str, Any]:
    """Give the answer as an object."""
    done = run("what-if", *arguments, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def changes(*arguments: str) -> dict[str, tuple[str, str]]:
    """Give the colours now and then of the rows that would change."""
    return {one["id"]: (one["before"]["rag"], one["after"]["rag"]) for one in answer(*arguments)["changed"]}


def words(*arguments: str) -> str:
    """Give the page with its lines joined."""
    done = run("what-if", *arguments, "--width", "80")
    assert done.exit_code == 0, done.stderr
    return " ".join(done.stdout.split())


class TestDerby:
    """RULES 11: the answers on the seed."""

    def test_points_turn_ni_43_amber_and_nothing_else(self) -> None:
        found = answer("--basis", "points")
        assert changes("--basis", "points") == {"NI43": ("red", "amber")}
        assert found["tallies"]["before"] == {"red": 5, "amber": 2, "green": 10, "none": 7, "owed": 0}
        assert found["tallies"]["after"] == {"red": 4, "amber": 3, "green": 10, "none": 7, "owed": 0}
        told = words("--basis", "points")
        assert "1 of 24 ratings would change" in told
        assert "5 red, 2 amber, 10 green, 7 not rated → 4 red, 3 amber, 10 green, 7 not rated" in told

    def test_ni_39_is_amber_against_the_target_of_its_year_and_ni_35_is_named(self) -> None:
        for arguments in (("--target-year",), ("--target-year", "2009/10"), ("--target-year=2009/10",)):
            assert changes(*arguments) == {"NI39": ("red", "amber")}
        (row,) = answer("--target-year")["changed"]
        assert (row["before"]["target"], row["after"]["target"]) == ("2,230 (2008/09)", "2,386 (2009/10)")
        assert row["after"]["variance_percent"] == 3.7301
        assert answer("--target-year")["kept_target"] == ["NI35"]
        assert "so the printed one stays: NI 35 (3.75 (2010/11))." in words("--target-year")

    def test_tolerances(self) -> None:
        assert changes("--tolerance", "3") == {"NI35": ("amber", "red")}
        assert changes("--tolerance", "3%") == {"NI35": ("amber", "red")}
        assert changes("--tolerance", "4") == {}
        assert changes("--tolerance", "3.999999") == {"NI35": ("amber", "red")}
        assert changes("--tolerance", "0") == {"NI35": ("amber", "red"), "NI40": ("amber", "red")}
        assert "Nothing would change: every rating stays as it is." in words("--tolerance", "5")

    def test_places(self) -> None:
        assert changes("--places") == {}
        assert answer("--places")["known_to_fewer_places"] == ["NI33", "NI35"]
        assert changes("--places", "0") == {
            "NI38-rate": ("green", "amber"),
            "NI46": ("green", "amber"),
            "NI35": ("amber", "green"),
        }

    def test_a_figure(self) -> None:
        assert changes("NI33=7.8") == {"NI33": ("red", "amber")}
        found = answer("NI33=8")
        assert found["changed"] == []
        (row,) = found["named"]
        assert row["changes"] is False
        assert (row["before"]["value"], row["after"]["value"]) == (7.9, 8)
        told = words("NI33=8")
        assert "None of 24 ratings would change" in told
        assert "8 is 6.7% above the target of 7.50; amber runs to 7.875." in told
        assert "Amber up to 7.875; 0.125 less than that. Red above 7.875." in told
        assert "8 stands for 7.5 to 8.5, which may be green or amber." in told
        assert "7.28 to 8 is +9.9% on 2008/09: worse." in told

    def test_the_same_as_writing_it_into_the_files(self, data: Path) -> None:
        """A what-if gives the colours that the data have once the setting really is another."""
        asked = answer("--basis", "points", "--tolerance", "4", "NI33=7.7")
        file = data / "partnership.toml"
        text = file.read_text("utf-8").replace('tolerance = "5" ', 'tolerance = "4" ')
        file.write_text(text.replace('basis = "relative" ', 'basis = "points" '), "utf-8")
        assert run("record", "NI33", "7.7").exit_code == 0
        really = {one["id"]: one["rag"] for one in json.loads(run("list", "--json").stdout)}
        assert {one["id"]: one["after"]["rag"] for one in asked["changed"]}.items() <= really.items()
        counted = [list(really.values()).count(one) for one in ("red", "amber", "green", "none")]
        assert counted == [asked["tallies"]["after"][one] for one in ("red", "amber", "green", "none")]


class TestTyping:
    """Any REF, any figure that `record` reads, and faults that name the character."""

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            (["ni 33=7.8"], {"NI33": "7.8"}),
            (["ni", "33=7.8"], {"NI33": "7.8"}),
            (["ni33", "=", "7.8"], {"NI33": "7.8"}),
            (["NI33=7.8", "[p]"], {"NI33": "7.8 [p]"}),
            (["laa26=2,300"], {"NI39": "2,300"}),
            (["NI43=62/473"], {"NI43": "62/473"}),
            (["NI18=-4.5%"], {"NI18": "-4.5%"}),
            (
                ["NI33=7.8", "[p]", "ni", "43=9%", "NI18=-1%"],
                {"NI18": "-1%", "NI33": "7.8 [p]", "NI43": "9%"},
            ),
            (["NI33="], {"NI33": ""}),
            (["--places", "NI33=7.8"], {"NI33": "7.8"}),
            (["--target-year", "NI33=7.8"], {"NI33": "7.8"}),
        ],
    )
    def test_figures(self, typed: list[str], found: dict[str, str]) -> None:
        assert answer(*typed)["asked"]["figures"] == found

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            (["NI33=7.8x"], '"x" at character 4'),
            (["NI33=7=8"], '"=" at character 2'),
            (["NI33=7.8%"], '"%" at character 4'),
            (["NI34=3/4"], "NI 34 is a count and takes no fraction"),
            (["NI38=4"], '"NI38" could be one of 2'),
            (["NI93=4"], "did you mean NI 39?"),
            (["NI33=7.8", "ni 33=7.9"], "NI 33 is asked twice"),
            (["NI33"], "csptui what-if NI33=7.8"),
            (["NI33", "7.8"], "csptui what-if NI33=7.8"),
            (["--tolerance", "x"], '"x" at character 1'),
            (["--tolerance", "-1"], "a tolerance is 0 or more"),
            (["--places", "7"], "0 to 6 decimal places"),
            (["--places", "-1"], "0 to 6 decimal places"),
            (["--places", "٣"], "0 to 6 decimal places"),
            (["--places", "0009"], "0 to 6 decimal places"),
            (["--places", "00099999"], "0 to 6 decimal places"),
            (["--places", f"000{'9' * 5000}"], "0 to 6 decimal places"),
            (["--target-year", "2009/11"], "a financial year, such as 2009/10"),
            ([], "csptui what-if --basis points"),
        ],
    )
    def test_faults(self, typed: list[str], told: str) -> None:
        done = run("what-if", *typed)
        assert done.exit_code == 2
        assert done.stdout == ""
        assert told in done.stderr

    def test_the_help_begins_with_an_example(self) -> None:
        assert run("what-if", "-h").stdout.startswith("Examples:\n  csptui what-if --basis points")


def test_nothing_is_written(data: Path, tmp_path: Path) -> None:
    """Not one byte of the folder changes, and no file comes or goes."""
    held = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    home = tmp_path / "home"
    home.mkdir()
    asked = ("--basis", "points", "--tolerance", "3", "--places", "0", "--target-year", "NI33=7.8")
    done = csptui("what-if", *asked, "--data", str(data), home=home)
    assert done.returncode == 0
    assert b"Nothing was saved." in done.stdout
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == held


def test_references_are_completed_with_their_sign(data: Path, tmp_path: Path) -> None:
    done = csptui(
        home=tmp_path,
        CSPTUI_DATA=str(data),
        _CSPTUI_COMPLETE="bash_complete",
        COMP_WORDS="csptui what-if NI4",
        COMP_CWORD="2",
    )
    offered = [line.partition(",")[2] for line in done.stdout.decode().split()]
    assert "NI43=" in offered
    assert all(one.endswith("=") for one in offered)


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_page(width: int, *, ascii_only: bool) -> None:
    look = ["--ascii"] if ascii_only else []
    asked = ("--places", "0", "--target-year", "2010/11", "NI43=42/473")
    done = run("what-if", *asked, "--width", str(width), *look)
    assert done.exit_code == 0
    assert all(len(line) <= width for line in done.stdout.splitlines())
    assert not ascii_only or done.stdout.isascii()
