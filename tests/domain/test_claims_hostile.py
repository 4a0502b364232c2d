"""No text makes the reader of claims fail, take more than linear time, or point outside of the text."""

from __future__ import annotations

from time import process_time

import pytest
from claims_on_derby import claims_of, derby, row_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.claims import Claim, ClaimVerdict, comment_claims, keep, still_kept

LONG = 20_000
PIECES = [
    "1",
    "a ",
    "(",
    "\ud800",
    "a\u0301",
    "\u202e\u05d0 ",
    "5% ",
    "5% increase ",
    "by ",
    "fell by 5%, ",
    "from 5 to 6 ",
    "NI ",
    "NI 43 ",
    "NI 43: rose 5.5%. ",
    "NI 43 rose 5%, ",
    "one ",
    "one hundred and ",
    ",",
    ", ",
    "1,",
    "1,111,",
    "a-",
    "\n",
    "a.\n\n",
    "A. ",
    "target met ",
    "of ",
    "one in ",
    "5 of 6 ",
    "{",
    "{a",
    "{NI 43} ",
    "2009/10 ",
    "; A",
    "all but three ",
    "one and two and ",
    "if ",
    "%",
    "\uff11\uff12% ",
    "1\u200d%",
    "three more ",
    "5 higher than ",
    "of the six, four and two ",
    "Up 5% ",
    "\"'",
    "!?",
    "5.5%.5%,5",
    "significant increase ",
    "highest in ",
    "12 13 14 15 ",
    "Aa Bb ",
    "rose 5 ",
    "5 fires were ",
    "twice as many ",
    "a third ",
    "which ",
]
WORDS = st.sampled_from(
    [
        "\n",
        "",
        "",
        "",
        "the",
        "rate",
        "figure",
        "it",
        "this",
        "indicator",
        "fell",
        "rose",
        "by",
        "to",
        "from",
        "of",
        "8.5%",
        "10.48%",
        "13.11%",
        "2.63",
        "points",
        "percentage",
        "increase\n",
        "",
        "",
        "",
        "a",
        "an",
        "decrease",
        "was",
        "is",
        "has",
        "been",
        "not",
        "no",
        "target",
        "met",
        "missed",
        "above",
        "below",
        "within",
        "over",
        "under",
        "last",
        "year",
        "quarter",
        "and\n",
        "",
        "",
        "",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "-",
        "62",
        "473",
        "65",
        "620",
        "one",
        "two",
        "in",
        "five",
        "NI",
        "43",
        "NI111",
        "per",
        "cent",
        "about",
        "almost",
        "just",
        "over",
        "than",
        "more",
        "fewer\n",
        "",
        "",
        "",
        "significantly",
        "highest",
        "region",
        "robbery",
        "custody",
        "2009/10",
        "Q3",
        "twice",
        "as",
        "many",
        "halved",
        "third",
        "quarter's",
        "all",
        "but",
        "three\n",
        "",
        "",
        "",
        "improved",
        "worsened",
        "if",
        "may",
        "will",
        "expected",
        "{",
        "}",
        "%",
        "\n",
        "\n\n",
        "#",
        "*",
        "£5",
        "12th",
        "10-17",
        '"quoted"',
        "-",
        "-",
        "−",
        "4%",
        "-9.2%",
        "+8.5%\n",
        "",
        "",
        "",
        "",
    ]
)


def check_places(text: str, found: tuple[Claim, ...]) -> None:
    """Each claim lies in the text, has its words from there and a fix that lies there too; in order."""
    assert [(one.start, one.end) for one in found] == sorted((one.start, one.end) for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.sentence
        assert one.reading
        if one.fix is not None:
            assert 0 <= one.fix.start < one.fix.end <= len(text)
            assert one.verdict in {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be the square."""
    text = piece * (LONG // len(piece))
    row, (dataset, _) = row_of("NI43"), derby()

    def took(given: str) -> float:
        best = float("inf")
        for _ in range(2):
            start = process_time()
            found = comment_claims(given, row, dataset)
            best = min(best, process_time() - start)
            check_places(given, found)
        return best

    short, long = took(text[: LONG // 4]), took(text)
    assert long < max(9 * short, 0.05)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_words_of_claims_in_any_order(text: str) -> None:
    """As a comment and as a narrative."""
    check_places(text, claims_of("NI43", text))
    check_places(text, told(text))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    check_places(text, claims_of("NI33", text))
    check_places(text, told(text))


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_of_a_text_stays_kept_while_the_text_stays(text: str) -> None:
    """The sentence of a claim is one that the kept lines know again, live figures and all."""
    for claim in claims_of("NI43", text):
        lines = keep("", claim, "a reason")
        assert still_kept(lines, text) == lines


def test_two_thousand_words_take_a_moment() -> None:
    """A narrative of that length, as long as all comments and narratives of the quarter together."""
    dataset, card = derby()
    record = dataset.record
    text = "\n\n".join([*record.comments.values(), *record.narrative.values()])
    assert len(text.split()) > 2_000
    best = float("inf")
    for _ in range(5):
        start = process_time()
        comment_claims(text, card.rows[0], dataset)
        best = min(best, process_time() - start)
    assert best < 0.1
