"""Each check finds in Derby's report exactly what RULES 10 names, and says so with its figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks_made_up import DERBY, found, sentences

from csptui.domain.checks import CHECK_IDS, CHECKS, findings
from csptui.domain.claims import ClaimVerdict
from csptui.domain.problem import Severity

CARD = DERBY.scorecard()
REFS = {
    "live-figure": [],
    "fraction-rate": [],
    "impossible": [],
    "shared-fraction": ["NI44b-d"],
    "outlier": [],
    "sibling-unit": ["NI33"],
    "places": ["NI32", "NI33", "NI35"],
    "old-figure": ["NI39", "NI38-diff", "NI38-rate", "NI18", "NI30", "NI19"],
    "weak-target": ["NI39", "NI38-diff", "NI38-rate", "NI32", "NI33", "NI111", "NI45", "NI46"],
    "target-period": ["NI35"],
    "rolled-target": [],
    "copied-comment": [],
    "no-explanation": ["NI20", "NI33"],
    "significance": ["NI43"],
    "unexplained-code": ["NI39", "NI32", "NI33", "NI35", "NI35"],
}


@pytest.mark.parametrize("check", REFS)
def test_a_check_finds_exactly_these_rows(check: str) -> None:
    assert [one.ref for one in findings(DERBY, CARD) if one.check == check] == REFS[check]
    assert sorted(one.ref for one in found(check, DERBY)) == sorted(REFS[check])


def test_no_check_is_left_out_here() -> None:
    assert {*REFS, "claim"} >= set(CHECK_IDS)


@pytest.mark.parametrize(
    ("check", "ref", "words"),
    [
        ("weak-target", "NI39", ("2,230", "2,020")),
        ("weak-target", "NI45", (">75%", "83.6%")),
        ("target-period", "NI35", ("2010/11", "2009/10")),
        ("old-figure", "NI18", ("Dec 2009", "January–March 2010", "provisional", "Jul 2010")),
        ("old-figure", "NI39", ("2,475", "2008/09")),
        ("old-figure", "NI19", ("83.2% is provisional.",)),
        ("shared-fraction", "NI44b-d", ("NI 44a", "641/801", "2008/09", "complement, 160/801")),
        ("sibling-unit", "NI33", ("790 per 100,000", "NI 49 is 199.8", "per 10,000", "79 per 100,000")),
        ("places", "NI32", ("20.3%", "13.48%", "2")),
        ("significance", "NI43", ('"significantly"', "p = 0.18")),
        ("no-explanation", "NI20", ("red", "fact")),
    ],
)
def test_the_sentence_has_the_figures(check: str, ref: str, words: tuple[str, ...]) -> None:
    (one,) = [one.sentence for one in found(check, DERBY) if one.ref == ref]
    assert [word for word in words if word not in one] == []


def test_exactly_five_codes_are_unexplained() -> None:
    codes = [one.text for one in found("unexplained-code", DERBY)]
    assert sorted(codes) == ["CP1.6aii", "HO DSO", "MARAC", "PCT", "PSA 26"]


def test_a_code_is_told_once_with_every_place_where_it_stands() -> None:
    (said,) = [one for one in sentences("unexplained-code", DERBY) if "HO DSO" in one]
    assert "the codes of NI 33 and the codes of NI 30" in said


def test_what_stands_of_the_claims_is_found_and_the_rest_only_when_asked_for() -> None:
    """Claims that fit or cannot be checked are folded away; those of sensitive texts stay out of all."""
    every = findings(DERBY, CARD, all_claims=True)
    usual = findings(DERBY, CARD)
    assert all(one.claim is None or one.claim.stands for one in usual)
    assert {one for one in every if one.claim is None or one.claim.stands} == set(usual)
    folded = [one.claim.verdict for one in every if one.claim is not None and not one.claim.stands]
    assert {ClaimVerdict.FITS, ClaimVerdict.UNCHECKED} == set(folded)


def test_claims_of_sensitive_narratives_are_found_only_when_asked_for() -> None:
    record = replace(DERBY.record, sensitive={"youth-crime": "Tension is up by 40%."})
    data = replace(DERBY, quarters={**DERBY.quarters, DERBY.shown: record})
    for wanted in (False, True):
        made = findings(data, CARD, all_claims=True, sensitive=wanted)
        assert [one.ref for one in made if one.field == "sensitive"][:1] == ["youth-crime"] * wanted


def test_a_contradiction_is_an_error_and_what_fits_unrounded_data_a_warning_and_both_are_to_fix() -> None:
    kinds = {(one.claim.verdict, one.severity, one.to_fix) for one in findings(DERBY, CARD) if one.claim}
    assert kinds == {
        (ClaimVerdict.CONTRADICTS, Severity.ERROR, True),
        (ClaimVerdict.UNROUNDED, Severity.WARNING, True),
    }


def test_findings_stand_in_report_order_and_what_is_to_fix_comes_first_in_each_row() -> None:
    made = findings(DERBY, CARD)
    order = [ref for theme in CARD.themes for ref in (*(row.id for row in CARD.in_theme(theme.id)), theme.id)]
    keys = [(order.index(one.ref), not one.to_fix) for one in made]
    assert keys == sorted(keys)


@pytest.mark.parametrize("check", CHECK_IDS)
def test_any_check_can_be_turned_off(check: str) -> None:
    held = replace(DERBY.partnership, checks_off=frozenset({check}))
    made = findings(replace(DERBY, partnership=held), CARD, all_claims=True)
    every = findings(DERBY, CARD, all_claims=True)
    assert made == tuple(one for one in every if one.check != check)


def test_each_check_has_an_id_of_its_own_and_says_in_words_what_it_finds() -> None:
    assert len(set(CHECK_IDS)) == len(CHECKS)
    assert all(one.words and one.run.__doc__ for one in CHECKS)


def test_every_finding_names_a_row_or_a_theme_and_a_field() -> None:
    ids = {row.id for row in CARD} | {theme.id for theme in CARD.themes}
    made = findings(DERBY, CARD, all_claims=True, sensitive=True)
    fields = {"comment", "narrative", "sensitive", "actual", "baseline", "target", "definition"}
    assert {one.ref for one in made} <= ids
    assert {one.field for one in made} <= fields
    assert all(one.sentence.endswith(".") for one in made)
