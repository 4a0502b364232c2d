"""Checks of words: what counts as an explanation, which codes are explained, and "significant"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks_made_up import DERBY, RATE, SHARE, found, made_up, sentences

from csptui.domain.checks.explained import ENOUGH_WORDS, explains
from csptui.domain.dataset import Dataset, Partnership


class TestNoExplanation:
    """Red or amber needs a cause, an action or an outlook."""

    @pytest.mark.parametrize(
        "comment",
        [
            "Two pub closures explain the rise.",
            "Down because of the new patrols.",
            "This is due to under-recording last year.",
            "The increase reflects a change in recording.",
            "Extra officers will be on duty at weekends.",
            "A joint operation with trading standards has started.",
            "The PCT is investigating.",
            "We are reviewing every case.",
            "On target for the forecast for 2010/11.",
            "Year-end figures are expected to be under target.",
            "Arson task group reconvened in March.",
            "Funding was withdrawn from the scheme.",
            "Recruitment of two wardens is under way.",
        ],
    )
    def test_an_explanation(self, comment: str) -> None:
        assert explains(comment)
        assert found("no-explanation", red(comment)) == []

    @pytest.mark.parametrize(
        "comment",
        [
            "",
            "   \n ",
            "An increase of 8.6%.",
            "A rise of 0.62 on 2008/09.",
            "Up from 7.28 to 7.9.",
            "The rate has risen for the second year.",
            "Above target.",
            "Target not met.",
            "7.9 against a target of 7.50",
            "Performance is worse than last year and above the family average.",
            "No comment received.",
            "See above.",
        ],
    )
    def test_a_fact_or_nothing(self, comment: str) -> None:
        assert not explains(comment)
        assert len(found("no-explanation", red(comment))) == 1

    def test_length_is_given_the_benefit_of_the_doubt(self) -> None:
        assert explains("word " * ENOUGH_WORDS)
        assert not explains("word " * (ENOUGH_WORDS - 1) + "12 13% 4,567")

    @pytest.mark.parametrize("actual", ["7.0", ""])
    def test_green_and_owed_rows_need_none(self, actual: str) -> None:
        assert found("no-explanation", made_up(RATE, actual, target="7.50")) == []

    def test_amber_needs_one(self) -> None:
        (said,) = sentences("no-explanation", made_up(RATE, "7.6", target="7.50"))
        assert said == "The rating is amber and there is no comment: say why, and what is being done."


def red(comment: str) -> Dataset:
    """Give a red row with a comment."""
    return made_up(RATE, "7.9", "7.28", target="7.50", comment=comment)


def codes_in(comment: str, **held: object) -> list[str]:
    """Give the codes of a comment that are unexplained in a partnership with this glossary or these notes."""
    base = Partnership("Made-up Safety Partnership", glossary={"NI": "National Indicator"})
    data = made_up(RATE, "7", comment=comment, partnership=replace(base, **held))  # type: ignore[arg-type]
    return [one.text for one in found("unexplained-code", data)]


class TestUnexplainedCode:
    """What a reader is left to guess."""

    @pytest.mark.parametrize(
        ("comment", "codes"),
        [
            ("The PCT is looking into it.", ["PCT"]),
            ("Referred to MARAC; MARAC will report.", ["MARAC"]),
            ("Two YROs and a DRR were breached.", ["YRO", "DRR"]),
            ("See PSA 26 and CP1.6aii.", ["PSA 26", "CP1.6aii"]),
            ("The police/PCT group.", ["PCT"]),
        ],
    )
    def test_found(self, comment: str, codes: list[str]) -> None:
        assert codes_in(comment) == codes

    @pytest.mark.parametrize(
        "comment",
        [
            "NI 39 and NI 40 both rose.",
            "The UK average; CCTV is NOT in use.",
            "Primary Care Trust (PCT) is looking into it. The PCT will report.",
            "The PCT (primary care trust) is looking into it.",
            "THE WHOLE COMMENT WAS TYPED IN CAPITALS",
            "I agree; A and B rose in Q4 and in Class A.",
            "The MUSP is looking into it.",
            "A figure such as {PCT change} is live.",
            "McDonald's, iPad, eBay and DfES-style names.",
        ],
    )
    def test_quiet(self, comment: str) -> None:
        held = {"title": "Made-up Safety Partnership report"}
        assert codes_in(comment.replace("DfES-style", "Dfes"), **held) == []

    def test_the_glossary_explains(self) -> None:
        assert codes_in("The PCT rose.", glossary={"NI": "n", "PCT": "Primary Care Trust"}) == []

    def test_the_notes_explain(self) -> None:
        assert codes_in("The PCT rose.", notes=("PCT is the Primary Care Trust.",)) == []
        assert codes_in("The PCT rose.", notes=("PCTS are trusts.",)) == ["PCT"]

    def test_a_note_explains_one_number_or_all_of_them(self) -> None:
        """A note on PSA 26 is of that one; a note on PCT is of PCT 3 too."""
        some = {"NI": "n", "PSA 23": "Safer"}
        assert codes_in("See PSA 26.", glossary=some, notes=("PSA 26 is about cohesion.",)) == []
        assert codes_in("PCT 3 rose.", notes=("PCT is the Primary Care Trust.",)) == []

    def test_narratives_are_read_and_sensitive_ones_are_not(self) -> None:
        data = made_up(RATE, "7").with_narrative("t", "The PCT rose.")
        record = replace(data.record, sensitive={"t": "Two gangs, BCT and DDP."})
        data = replace(data, quarters={**data.quarters, data.shown: record})
        (one,) = found("unexplained-code", data)
        assert (one.ref, one.field, one.text) == ("t", "narrative", "PCT")

    def test_where_some_numbers_are_explained_each_must_be(self) -> None:
        some = {"NI": "n", "PSA": "Public Service Agreement", "PSA 23": "Safer"}
        assert codes_in("PSA 23 and PSA 26.", glossary=some) == ["PSA 26"]
        assert codes_in("PSA 23 and PSA 26.", glossary={"NI": "n", "PSA": "agreement"}) == []

    def test_a_code_that_is_no_abbreviation_needs_no_words(self) -> None:
        plain = replace(RATE, code="Local 3", codes=("Local 3", "crime-rate", "12"))
        assert found("unexplained-code", made_up(plain, "7")) == []

    def test_all_of_several_letters_counts(self) -> None:
        """HO DSO is not CLG DSO, and each row's codes are read though none is in a text."""
        row = replace(RATE, codes=("NI 1", "HO DSO", "CLG DSO"))
        held = Partnership("P", glossary={"NI": "n", "CLG DSO": "objective"})
        assert [one.text for one in found("unexplained-code", made_up(row, "7", partnership=held))] == [
            "HO DSO"
        ]

    def test_it_takes_linear_time(self) -> None:
        """A text of ten thousand abbreviations, each in brackets too, is read at once."""
        letters = [chr(65 + number) for number in range(26)]
        many = " ".join(f"{a}{b}{c} ({c}{b}{a}) said" for a in letters for b in letters for c in letters[:16])
        assert len(codes_in(many)) > 5_000


class TestLiveFigure:
    """A live figure that has nothing to print is to fix."""

    @pytest.mark.parametrize(
        ("comment", "words"),
        [
            ("Up by {NI 99 change}.", "names no indicator"),
            ("Up by {NI 1 chnage}.", "asks for chnage"),
            ("Target {NI 1 target}.", "has nothing to print"),
        ],
    )
    def test_found_with_its_place(self, comment: str, words: str) -> None:
        (one,) = found("live-figure", made_up(RATE, "7.9", comment=comment))
        assert one.to_fix
        assert (one.ref, one.field) == ("R1", "comment")
        assert comment[comment.index("{") : comment.index("}") + 1] == one.text
        assert words in one.sentence

    @pytest.mark.parametrize("comment", ["Up by {NI 1 actual}.", "A set {of words}.", "{", "}{"])
    def test_quiet(self, comment: str) -> None:
        assert found("live-figure", made_up(RATE, "7.9", comment=comment)) == []

    def test_narratives_are_read_too(self) -> None:
        data = made_up(RATE, "7.9").with_narrative("t", "Up by {NI 99 change}.")
        assert [(one.ref, one.field) for one in found("live-figure", data)] == [("t", "narrative")]


class TestSignificance:
    """The word is for changes that chance hardly makes."""

    FRACTIONS = ("13.11% (62/473)", "10.48% (65/620)")

    @pytest.mark.parametrize(
        "comment",
        [
            "The percentage has increased significantly.",
            "A significant rise in custody.",
            "There was a significant reduction.",
            "Custody grew. It worsened significantly, we believe.",
        ],
    )
    def test_found(self, comment: str) -> None:
        (one,) = found("significance", made_up(SHARE, *self.FRACTIONS, comment=comment))
        assert one.text.startswith("significant")
        assert "can be chance (p = 0.18)" in one.sentence

    @pytest.mark.parametrize(
        "comment",
        [
            "No significant change.",
            "The change is not significant.",
            "The rise is not statistically significant.",
            "Significant numbers of young people are never seen.",
            "A significant risk.",
            "The percentage has increased.",
            "Increased by {NI 1 significant}.",
        ],
    )
    def test_quiet(self, comment: str) -> None:
        assert found("significance", made_up(SHARE, *self.FRACTIONS, comment=comment)) == []

    @pytest.mark.parametrize(
        ("actual", "baseline"),
        [("20% (200/1000)", "10% (100/1000)"), ("13.11%", "10.48%"), ("13.11% (62/473)", "")],
    )
    def test_quiet_where_chance_hardly_makes_it_or_is_not_tested(self, actual: str, baseline: str) -> None:
        data = made_up(SHARE, actual, baseline, comment="It has increased significantly.")
        assert found("significance", data) == []

    def test_of_derby_only_custody(self) -> None:
        """NI 19 says "significant" twice, of numbers and of what will come, and has no test."""
        assert [one.ref for one in found("significance", DERBY)] == ["NI43"]
