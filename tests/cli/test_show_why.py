"""`csptui show` tells why in full, in words and in JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import DERBY, run

if TYPE_CHECKING:
    from pathlib import Path

CHANCES = {"NI32": 0.058, "NI43": 0.180, "NI44a": 0.142, "NI45": 0.056, "NI46": 0.399}
OVERLAP = {"NI38-diff", "NI38-rate", "NI18", "NI30"}


def shown(ref: str, folder: Path = DERBY) -> dict[str, Any]:
    """Give what `csptui show REF --json` prints, with every number as it is written."""
    done = run("show", ref, "--json", "--data", str(folder))
    assert done.exit_code == 0, done.output
    held: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal)
    return held


@pytest.fixture(scope="module")
def all_shown() -> dict[str, dict[str, Any]]:
    """Give every row in full."""
    done = run("list", "--json", "--data", str(DERBY))
    return {row["id"]: shown(row["id"]) for row in json.loads(done.stdout)}


def test_chance_is_tested_year_on_year_or_refused_with_the_reason(
    all_shown: dict[str, dict[str, Any]],
) -> None:
    """The five rows of RULES 5; four overlap; the others are refused for want of fractions."""
    for ref, row in all_shown.items():
        chance = row["chance"]
        assert set(chance) == {"p", "method", "refused", "sentence"}
        assert (chance["p"] is None) is bool(chance["refused"])
        assert "no change" not in chance["sentence"]
        if ref in CHANCES:
            assert float(chance["p"]) == pytest.approx(CHANCES[ref], abs=0.0005)
            assert "can be chance (p = 0." in chance["sentence"]
        if ref in OVERLAP:
            assert chance["refused"] == "the two periods share 3 months (January to March 2009)"
    tested = {ref for ref, row in all_shown.items() if row["chance"]["p"] is not None}
    assert tested == {*CHANCES, "NI40", "NI111"}


def test_the_parts_add_up_as_decimal_digits(all_shown: dict[str, dict[str, Any]]) -> None:
    """Read as the digits that stand there, the two parts make the total, to the last one."""
    moved = {ref: row["moved"] for ref, row in all_shown.items() if row["moved"] is not None}
    assert set(moved) == {"NI32", "NI43", "NI45", "NI46"}
    for parts in moved.values():
        assert parts["numerator_part"] + parts["denominator_part"] == parts["total"]
    custody = moved["NI43"]
    rounded = [round(custody[name], 2) for name in ("numerator_part", "denominator_part", "total", "stated")]
    assert rounded == [Decimal("-0.48"), Decimal("3.11"), Decimal("2.62"), Decimal("2.63")]
    assert "convictions 620 to 473, +3.11 points" in custody["sentence"]


def test_edges_are_exact_in_the_unit_and_in_cases(all_shown: dict[str, dict[str, Any]]) -> None:
    arson, custody, homes = (all_shown[ref]["edges"] for ref in ("NI33", "NI43", "NI46"))
    assert (arson["green"]["limit"], arson["amber"]["limit"]) == (Decimal("7.5"), Decimal("7.875"))
    assert (arson["green"]["comparison"], custody["green"]["comparison"]) == ("<=", "<")
    assert (custody["green"]["cases"], custody["amber"]["cases"], custody["green"]["of"]) == (42, 44, 473)
    assert (homes["green"]["cases"], homes["amber"]["cases"], homes["green"]["of"]) == (386, 367, 406)
    assert all_shown["NI18"]["edges"] == {"green": None, "amber": None}


def test_the_formula_and_the_certainty_are_told(all_shown: dict[str, dict[str, Any]]) -> None:
    assert all_shown["NI33"]["formula"] == (
        "Shortfall 7.9 − 7.50 = 0.4; allowance 5% × |7.50| = 0.375;"
        " a shortfall of 0.4 is more than the allowance of 0.375: red."
    )
    assert all_shown["NI18"]["formula"] is None
    assert "7.85 to 7.95; below 7.875 it is amber" in all_shown["NI33"]["certainty"]
    assert all_shown["NI20"]["certainty"] == "Certain: 11.73 stands for 11.725 to 11.735, all of it red."


def test_digits_that_a_binary_float_would_change_are_a_text(data: Path) -> None:
    """An average of three values that no decimal holds keeps its 28 digits."""
    rows = "".join(f"MSG,NI15,2009-10-Q4,{area},{value}\n" for area, value in (("Enfield", 3), ("Luton", 4)))
    (data / "comparators.csv").write_text(f"group,indicator,quarter,area,value\n{rows}", "utf-8")
    green = shown("NI15", data)["edges"]["green"]
    assert isinstance(green["limit"], str)
    assert Decimal(green["limit"]) != Decimal(float(green["limit"]))


def test_the_page_tells_the_same_in_words() -> None:
    """Arithmetic, an edge on each line, certainty, parts and chance, none cut at any width."""
    for width in ("60", "80", "110"):
        done = run("show", "NI43", "--plain", "--width", width, "--data", str(DERBY))
        said = " ".join(done.stdout.split())
        for part in (
            "Arithmetic Shortfall 13.11% - 9% = 4.11 points",
            "Edges Green below 9%: 42 of 473 or fewer; 20 fewer than now.",
            "Amber up to 9.45%: 44 of 473 or fewer; 18 fewer than now. Red above 9.45%.",
            "Certain: 62/473 settles what was rounded.",
            "custodial sentences 65 to 62, -0.48 points",
            "can be chance (p = 0.18)",
            "Tolerance 5% of the target, set in partnership.toml, rag.",
        ):
            assert part in said, (width, part)
    overlapping = run("show", "NI30", "--data", str(DERBY)).stdout
    assert "Chance is not tested: the two periods share 3 months (January to March 2009)." in overlapping
