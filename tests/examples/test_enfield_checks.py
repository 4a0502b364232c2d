"""What the checks and the reader of claims find in the example's own texts (RULES 8 and 10)."""

from __future__ import annotations

import pytest
from enfield_example import ENFIELD, dataset, quarter

from csptui.domain.checks.catalogue import findings

ONE_MONTH = {f"CR{number}" for number in range(1, 26)} - {"CR2", "CR3", "CR5"}
COMMENTED = sorted(path.parent.name for path in ENFIELD.glob("quarters/*/commentary.toml"))
TO_LOOK_AT = {
    "2023/24 Q4": {("no-explanation", "YJ2"), *(("old-figure", ref) for ref in {"YJ1", *ONE_MONTH})},
    "2023/24 Q3": {
        ("no-explanation", ref)
        for ref in ("CR1", "CR5", "CR6", "CR8", "CR11", "CR12", "CR13", "CR15", "CR19", "CR20")
    },
    "2020/21 Q1": {
        ("outlier", "CR11"),
        ("outlier", "CR25"),
        ("no-explanation", "CR14"),
        ("no-explanation", "CR21"),
    },
}


@pytest.mark.parametrize("text", TO_LOOK_AT)
def test_the_findings_are_these_and_no_others(text: str) -> None:
    """An outlier is a month that stands alone in the tables; a fact is no cause, and the checks say so."""
    held = dataset(text)
    found = {(one.check, one.ref) for one in findings(held, held.scorecard())}
    assert found == TO_LOOK_AT[text]


def test_each_figure_of_one_month_is_told_with_its_month() -> None:
    """Before the sign-off everybody is told that January alone is no quarter."""
    held = dataset()
    found = {one.ref: one.sentence for one in findings(held, held.scorecard()) if one.check == "old-figure"}
    assert found["CR4"] == "156 covers 1 month (January 2024) of 3, so it is not rated."
    assert {ref for ref, said in found.items() if "1 month (January 2024) of 3" in said} == ONE_MONTH


def test_the_comments_are_of_six_quarters() -> None:
    """The texts that people wrote are where they are expected."""
    assert COMMENTED == ["2012-13-Q4", "2017-18-Q1", "2017-18-Q4", "2020-21-Q1", "2023-24-Q3", "2023-24-Q4"]


@pytest.mark.parametrize("folder", COMMENTED)
def test_no_text_of_the_example_is_contradicted(folder: str) -> None:
    """What the comments and narratives say fits the figures, or cannot be checked."""
    held = dataset(str(quarter(folder)))
    told = [one.claim for one in findings(held, held.scorecard(), all_claims=True) if one.claim is not None]
    verdicts = {one.verdict.value for one in told}
    assert verdicts <= {"fits", "unchecked"}


def test_a_false_word_would_be_found() -> None:
    """Were the fall of first-time entrants told as 38.2% and not 37.2%, or as a rise, it would not pass."""
    held = dataset()
    for text in ("The rate fell by 38.2%.", "The rate rose by 37.2%."):
        changed = held.with_comment("YJ1", text)
        found = [one for one in findings(changed, changed.scorecard()) if one.ref == "YJ1"]
        assert "claim" in {one.check for one in found}


def test_the_number_of_an_illness_is_no_claim() -> None:
    """The 19 of COVID-19 is part of its name, in comments and narratives alike; 263 and 742 are claims."""
    held = dataset("2020/21 Q1")
    found = findings(held, held.scorecard(), all_claims=True)
    told = {one.claim.text for one in found if one.claim is not None}
    assert "19" not in told
    assert {"263", "742", "60%", "276 to 573"} <= told
