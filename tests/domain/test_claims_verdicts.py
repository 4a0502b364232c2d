"""Each kind of claim on one row of Derby: its verdict, its words, and what mends it."""

from __future__ import annotations

import pytest
from claims_on_derby import claims_of, told

from csptui.domain.claims import Claim, ClaimKind, ClaimVerdict

FITS, UNROUNDED = ClaimVerdict.FITS, ClaimVerdict.UNROUNDED
CONTRADICTS, UNCHECKED = ClaimVerdict.CONTRADICTS, ClaimVerdict.UNCHECKED


def only(found: tuple[Claim, ...], words: str) -> Claim:
    """Give the claim whose text has these words."""
    matching = [one for one in found if words in one.text]
    assert len(matching) == 1, found
    return matching[0]


def test_a_number_that_only_unrounded_figures_give_says_the_interval() -> None:
    """NI 33: 7.28 to 7.9 is 8.516%; with rounding it can be 7.76% to 9.28%, and 8.6% lies in there."""
    claim = only(claims_of("NI33", "An increase of 8.6%."), "8.6%")
    assert claim.verdict is UNROUNDED
    assert claim.sentence == (
        '"8.6%" fits only unrounded data: 7.28 to 7.9 is +8.5% on 2008/09 (7.76% to 9.28% with rounding).'
    )
    assert claim.fix is not None
    assert claim.fix.text == "8.5"


def test_a_distance_is_no_increase() -> None:
    """NI 43: 4.11 points is its gap to target; said with `increase` it contradicts, with `above` it fits."""
    wrong = only(claims_of("NI43", "The 4% increase in the table."), "4%")
    assert wrong.verdict is CONTRADICTS
    assert "+25.1%, +2.63 points" in wrong.reading
    assert "4.11 points" in wrong.reading
    assert "no increase" in wrong.reading
    assert only(claims_of("NI43", "It is 4.11 points above target."), "4.11").verdict is FITS
    assert only(claims_of("NI43", "It has risen by 4.11 points."), "4.11").verdict is CONTRADICTS
    assert only(claims_of("NI43", "It is 2.63 points above target."), "2.63").verdict is CONTRADICTS


def test_a_bare_percentage_may_be_either() -> None:
    """Beside no word, a number may be the change or the distance."""
    assert only(claims_of("NI20", "5.9%."), "5.9%").verdict is FITS
    assert only(claims_of("NI20", "3.7%."), "3.7%").verdict is FITS


def test_exceeding_a_target_that_is_a_ceiling_is_either_side_of_it() -> None:
    claim = only(claims_of("NI111", "The target is now exceeded by 56.4%."), "56.4%")
    assert claim.verdict is CONTRADICTS
    assert claim.reading == "188 is 63.7% below the target of 518"
    assert only(claims_of("NI111", "The target is now exceeded by 63.7%."), "63.7%").verdict is FITS


@pytest.mark.parametrize(
    ("ref", "text", "words"),
    [
        ("NI40", "The number fell by 2.1% over the last quarter.", "2.1%"),
        ("NI111", "A further 24.6% decrease this quarter.", "24.6%"),
        ("NI111", "This quarter brought a decrease of 24.6%.", "24.6%"),
        ("NI40", "Numbers are 4.3% higher than in Q3.", "4.3%"),
    ],
)
def test_a_quarter_that_is_not_held_is_said(ref: str, text: str, words: str) -> None:
    """Even where the number would fit the change on last year."""
    claim = only(claims_of(ref, text), words)
    assert claim.verdict is UNCHECKED
    assert claim.reading == "2009/10 Q3 is not held"


def test_levels_of_two_years_are_one_claim() -> None:
    """NI 43: neither `35 and 36` nor a rise of one is of 65 and 62."""
    text = "Only 1 additional young person, from 35 and 36 respectively."
    more, pair = claims_of("NI43", text)
    assert (more.text, pair.text) == ("1 additional", "35 and 36")
    assert {more.verdict, pair.verdict} == {CONTRADICTS}
    assert more.fix is None
    assert pair.fix is not None
    assert pair.fix.text == "65 and 62"


def test_significance_is_never_a_contradiction() -> None:
    """NI 43's change can be chance: that is said; the direction beside it is judged by itself."""
    claim = only(claims_of("NI43", "The rate has increased significantly."), "significantly")
    assert (claim.kind, claim.verdict) == (ClaimKind.SIGNIFICANCE, UNCHECKED)
    assert claim.reading == "it can be chance (p = 0.18)"
    assert claims_of("NI19", "A significant number of young people are new.") == ()


def test_a_place_among_others_cannot_be_checked() -> None:
    claim = only(claims_of("NI39", "It is the highest rate in the East Midlands."), "highest")
    assert (claim.kind, claim.verdict) == (ClaimKind.RANK, UNCHECKED)


def test_a_direction_is_of_the_number_or_of_the_performance() -> None:
    """NI 45 is better when higher: `improved` and `rose` fit, `worsened` and `fell` contradict."""
    for word, verdict in (
        ("improved", FITS),
        ("risen", FITS),
        ("worsened", CONTRADICTS),
        ("fallen", CONTRADICTS),
    ):
        assert only(claims_of("NI45", f"The rate has {word}."), word).verdict is verdict
    claim = only(claims_of("NI19", "The increase in the percentage follows a move."), "increase")
    assert claim.verdict is CONTRADICTS
    assert claim.fix is not None
    assert claim.fix.text == "decrease"


@pytest.mark.parametrize(
    ("hedged", "verdict"),
    [
        ("almost 26%", FITS),
        ("nearly 26%", FITS),
        ("just over a quarter", FITS),
        ("about 25%", FITS),
        ("more than 25%", FITS),
        ("just under 25%", CONTRADICTS),
        ("almost 25%", CONTRADICTS),
        ("just over 26%", CONTRADICTS),
        ("a third", CONTRADICTS),
    ],
)
def test_a_hedge_widens_or_gives_a_side(hedged: str, verdict: ClaimVerdict) -> None:
    """NI 115 went from 9.3% to 11.7%, by 25.8%."""
    found = claims_of("NI115", f"The rate has risen by {hedged}.")
    flagged = any(one.verdict in {CONTRADICTS, UNROUNDED} for one in found)
    assert flagged is (verdict is CONTRADICTS)
    assert verdict is CONTRADICTS or any(one.verdict is FITS for one in found)


def test_a_code_turns_a_claim_to_its_row() -> None:
    """A comment on NI 43 may speak of NI 111; an unknown code is no row."""
    claim = only(claims_of("NI43", "NI 111 fell by 40.4%."), "40.4%")
    assert (claim.verdict, claim.ref) == (CONTRADICTS, "NI111")
    assert only(claims_of("NI43", "LAA 25 fell by 60.4%."), "60.4%").verdict is FITS
    assert not any(one.ref == "NI43" for one in claims_of("NI43", "NI 195 fell by 40.4%."))


def test_numbers_of_one_sentence_are_added_up() -> None:
    """Without any indicator: a whole and its parts, and what `all but` leaves out."""
    right = told("Twenty-eight were crimes: twenty-three public order offences and five assaults.")
    assert [(one.kind, one.verdict, one.ref) for one in right] == [(ClaimKind.RELATION, FITS, "")]
    wrong = told("Twenty-eight were crimes: twenty-three public order offences and six assaults.")
    assert [one.verdict for one in wrong] == [CONTRADICTS]
    assert wrong[0].reading == "23 + 6 = 29, not 28"
    others = told("All but three were race related; of the others, one was a hate incident and two were not.")
    assert [one.verdict for one in others] == [FITS]
    apart = told("Of the 20 offenders, 15 were male and 12 were under 16.")
    assert not {one.verdict for one in apart} & {CONTRADICTS}


def test_a_narrative_is_read_under_its_headings() -> None:
    """A number under a code is held against its row; any other goes into the register."""
    text = "## Custody (NI 43)\n\nIt rose by 5.63 points.\n\n## Robbery\n\nIt rose by 5.1%, with 34 arrests."
    found = told(text)
    assert [(one.text, one.verdict, one.ref) for one in found] == [
        ("5.63 points", CONTRADICTS, "NI43"),
        ("5.1%", UNCHECKED, ""),
        ("34", UNCHECKED, ""),
    ]
    led = told("NI 19: the rate rose.\n\n- It rose again.\n\nNothing else rose by 3%.")
    assert [one.ref for one in led] == ["NI19", "NI19", ""]


def test_live_figures_claim_nothing() -> None:
    """They follow the data; the sentence that a claim stands in keeps them as they were typed."""
    text = "The rate rose by {NI 43 change points}, which is 25.1%."
    found = claims_of("NI43", text)
    assert {one.text for one in found} == {"rose", "25.1%"}
    assert {one.said for one in found} == {text}


@pytest.mark.parametrize(
    "text",
    [
        "It runs from 1 May 2010 to 31 March 2011, in 2009/10 and 2010-11.",
        "Young people aged 10-17, in years 6, 8 and 10, in Locality 2.",
        "See section 4.2, page 12, note 3, and NI 43.",
        "For 2 years in a row, over the last 6 months, every 4 weeks, at 10.30am, for £4,500.",
        "There are 12 months in a year; the rate is per 100,000 people, not per 1,000.",
        "1st, 2nd and 31st; the 2 day event; a 3 year post.",
    ],
)
def test_dates_ages_and_numbers_of_things_are_no_claims(text: str) -> None:
    assert [one for one in claims_of("NI43", text) if one.verdict is not UNCHECKED] == []


def test_only_plain_digits_are_numbers() -> None:
    """A full-width or an Arabic digit makes no number, and none of a number that it touches."""
    for text in ("A rise of \uff11\uff12%.", "A rise of 1\u0662%.", "A rise of \u06612%."):
        assert not any(one.kind is ClaimKind.PERCENT for one in claims_of("NI43", text))
