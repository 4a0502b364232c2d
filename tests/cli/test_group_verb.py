"""`csptui group` on Derby with its Most Similar Group's values written beside: answers, JSON, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from run_csptui import run

ARSON = {
    "Enfield": "7.1",
    "Gloucester": "7.1",
    "Hastings": "9.05",
    "Ipswich": "6.2",
    "Luton": "7.9",
    "Milton Keynes": "",
    "Northampton": "8.3",
}
KEYS = [
    *("id", "name", "own", "members", "missing", "present", "of", "average", "average_kind", "include_self"),
    *("rank", "rank_of", "direction", "quartile", "distance", "in_line", "lower", "upper", "sentence"),
]


@pytest.fixture
def arson(data: Path) -> Path:
    """Write what seven of the fourteen have of NI 33, one of them without a value."""
    write(data, "NI33", ARSON)
    return data


def write(folder: Path, indicator: str, values: dict[str, str]) -> None:
    """Write a quarter's comparators.csv."""
    rows = "".join(f"{indicator},{area},{value},,\n" for area, value in values.items())
    text = f"indicator,area,value,numerator,denominator\n{rows}"
    (folder / "quarters/2009-10-Q4/comparators.csv").write_text(text, "utf-8")


def group(ref: str, *arguments: str) -> dict[str, Any]:
    """Give the first group of an answer in JSON."""
    done = run("group", ref, "--json", *arguments)
    assert done.exit_code == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert list(answer) == ["ref", "quarter", "groups"]
    assert (answer["ref"], answer["quarter"]) == (ref, "2009/10 Q4")
    found: dict[str, Any] = answer["groups"][0]
    assert list(found) == KEYS
    return found


@pytest.mark.usefixtures("arson")
def test_the_answer_in_json() -> None:
    """Six members' values with Derby's own: their sum is 53.55, over 7 is 7.65."""
    found = group("NI33")
    assert (found["id"], found["name"], found["own"]) == ("MSG", "Most Similar Group", 7.9)
    assert (found["present"], found["of"], found["average_kind"]) == (7, 15, "mean")
    assert found["average"] == pytest.approx(53.55 / 7, abs=1e-12)
    assert found["include_self"] is True
    assert found["distance"] == pytest.approx((7.9 / 7.65 - 1) * 100, abs=1e-9)
    assert [(one["area"], one["rank"], one["text"], one["is_self"]) for one in found["members"]] == [
        ("Ipswich", 1, "6.20", False),
        ("Enfield", 2, "7.10", False),
        ("Gloucester", 2, "7.10", False),
        ("Derby", 4, "7.90", True),
        ("Luton", 4, "7.90", False),
        ("Northampton", 6, "8.30", False),
        ("Hastings", 7, "9.05", False),
    ]
    assert (found["rank"], found["rank_of"], found["direction"], found["quartile"]) == (4, 7, "1 = lowest", 2)
    assert found["missing"] == [
        *("Milton Keynes", "North Tyneside", "Sheffield", "Slough UA", "Stockton", "Thanet", "Torbay"),
        "Wolverhampton",
    ]
    assert found["in_line"] == "in line"
    assert found["lower"] < 7.65 < found["upper"]
    assert found["sentence"].startswith(
        "Derby's 7.90 is 3.3% above the average of Most Similar Group"
        " (7 of 15, including Derby: 7.65, unweighted mean), which is worse."
    )


def test_without_the_area_itself_the_average_is_of_the_members(arson: Path) -> None:
    settings = arson / "partnership.toml"
    text = settings.read_text("utf-8").replace("include_self = true", "include_self = false")
    settings.write_text(text, "utf-8")
    found = group("NI33")
    assert (found["present"], found["of"], found["include_self"]) == (6, 14, False)
    assert found["average"] == pytest.approx(45.65 / 6, abs=1e-12)
    assert (found["rank"], found["rank_of"]) == (4, 7)


def test_a_pooled_average_is_of_the_fractions(data: Path) -> None:
    """NI 43: 62 of 473 in Derby; with 10 of 100 and 30 of 300 it is 102 of 873."""
    settings = data / "partnership.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('id = "MSG"', 'id = "MSG"\naverage = "pooled"'), "utf-8"
    )
    text = "indicator,area,value,numerator,denominator\nNI43,Luton,,10,100\nNI43,Torbay,10.00,30,300\n"
    (data / "quarters/2009-10-Q4/comparators.csv").write_text(text, "utf-8")
    found = group("NI43")
    assert (found["average_kind"], found["present"]) == ("pooled", 3)
    assert found["average"] == pytest.approx(10200 / 873, abs=1e-12)
    write(data, "NI43", {"Luton": "10", "Torbay": "10"})
    found = group("NI43")
    assert found["average_kind"] == "mean"
    assert "The average is not pooled: no fraction is held of Luton and Torbay." in found["sentence"]


def test_last_years_figure_is_not_set_beside_this_quarters(data: Path) -> None:
    """NI 39 prints 2008/09; nothing follows from it for 2009/10."""
    write(data, "NI39", {"Luton": "2000", "Torbay": "2100"})
    found = group("NI39")
    assert [found[name] for name in ("own", "rank", "rank_of", "distance", "in_line", "quartile")] == [
        None
    ] * 6
    assert (found["average"], found["present"], found["of"]) == (2050, 2, 15)
    assert "Derby" in found["missing"]
    assert "figure is not compared: it is of 2008/09" in found["sentence"]


@pytest.mark.usefixtures("arson")
def test_the_page_tells_the_same_and_names_who_is_missing() -> None:
    page = run("group", "ni", "33", "--plain", "--width", "80").stdout
    said = " ".join(page.split())
    for part in (
        "3.3% above the average of Most Similar Group (7 of 15, including Derby: 7.65, unweighted mean)",
        "Rank 4 of 7 (1 = lowest), shared with Luton; 2nd quartile.",
        "the mean +/- 1.96 sample SD of the group",
        "4= >Derby (own) 7.90",
        "average 7.65",
        "- Milton Keynes no value held",
    ):
        assert part in said, part
    assert page.isascii()
    assert max(map(len, page.splitlines())) <= 80


def test_a_group_without_values_is_a_refusal_in_a_sentence(data: Path) -> None:
    for more in ([], ["--json"]):
        done = run("group", "NI33", *more)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == (
            "csptui: No value of Most Similar Group's 14 members is held for 2009/10 Q4;"
            " csptui history NI33 has the average of each quarter that has one\n"
        )
    settings = data / "partnership.toml"
    settings.write_text(settings.read_text("utf-8").partition("[[group]]")[0], "utf-8")
    done = run("group", "NI33")
    assert done.exit_code == 1
    assert "No comparator group is defined" in done.stderr


def test_an_indicator_that_has_ended_is_refused_with_its_last_quarter() -> None:
    """Enfield's admissions end with 2017/18; before their first quarter the first one is named."""
    example = str(Path(__file__).parents[2] / "csptui" / "examples" / "enfield")
    for at, told in (
        ("2023-24-Q4", "2023/24 Q4; the last quarter that has it is 2017/18 Q4: --quarter 2017-18-Q4\n"),
        ("2018-19-Q1", "2018/19 Q1; the last quarter that has it is 2017/18 Q4: --quarter 2017-18-Q4\n"),
    ):
        done = run("group", "AL1", "--data", example, "--quarter", at)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"csptui: AL 1 is not reported in {told}"
    done = run("show", "YJ2", "--data", example, "--quarter", "2010-11-Q1")
    assert "; the first quarter that has it is" in done.stderr


@pytest.mark.usefixtures("arson")
def test_one_group_may_be_asked_for_by_its_id() -> None:
    assert group("NI33", "--group", "msg")["id"] == "MSG"
    done = run("group", "NI33", "--group", "family")
    assert done.exit_code == 2
    assert 'No group of this indicator has the id "family"; its groups: MSG' in done.stderr


def test_an_indicator_that_is_compared_with_none_says_so(arson: Path) -> None:
    path = arson / "indicators.toml"
    text = path.read_text("utf-8").replace('id = "NI33"', 'id = "NI33"\ngroups = []')
    path.write_text(text, "utf-8")
    done = run("group", "NI33")
    assert done.exit_code == 1
    assert "NI 33 is compared with no group" in done.stderr


def test_a_row_without_a_target_is_rated_by_its_group_and_says_by_which(data: Path) -> None:
    write(data, "NI15", {"Luton": "0.50", "Torbay": "0.60"})
    row = json.loads(run("show", "NI15", "--json").stdout)
    assert (row["ground"], row["rag"]) == ("group average", "red")
    assert row["why"].startswith(
        "0.69 is 15.6% above the average of Most Similar Group"
        " (3 of 15, including Derby: 0.5967, unweighted mean); amber runs to "
    )


def test_a_figure_of_another_period_is_not_rated_by_this_quarters_average(data: Path) -> None:
    """RULES 4: the average of the same period takes the target's place."""
    write(data, "NI15", {"Luton": "0.50", "Torbay": "0.60"})
    path = data / "quarters/2009-10-Q4/actuals.csv"
    lines = path.read_text("utf-8").splitlines()
    old = [f"{line.rsplit(',', 3)[0]},FY2008/09,," if line.startswith("NI15,") else line for line in lines]
    path.write_text("\n".join(old) + "\n", "utf-8")
    row = json.loads(run("show", "NI15", "--json").stdout)
    assert (row["as_at"], row["ground"], row["rag"]) == ("2008/09", "not rated", "none")
    assert "and no group average of the same period." in row["why"]
