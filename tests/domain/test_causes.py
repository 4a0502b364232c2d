"""Sentences of a comment that give a cause or an action: guessed by words, and never made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.causes import Explained, explained


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", Explained()),
        ("An increase of 3.7%.", Explained()),
        (
            "Up because of staff. We launched a review.",
            Explained(("Up because of staff.",), ("We launched a review.",)),
        ),
        ("The PCT is investigating.", Explained((), ("The PCT is investigating.",))),
        (
            "Commissioning of the support was delayed.",
            Explained(("Commissioning of the support was delayed.",)),
        ),
        ("The cohort will shrink.", Explained((), ("The cohort will shrink.",))),
        ("The cohort will shrink. A review began.", Explained((), ("A review began.",))),
        ("Three years of rises were expected.", Explained()),
        ("Rates are predicted to rise.", Explained(outlooks=("Rates are predicted to rise.",))),
        ("It is likely to be back by mid-Q2.", Explained(outlooks=("It is likely to be back by mid-Q2.",))),
        ("It will not be met.", Explained(outlooks=("It will not be met.",))),
        ("The likely cause is snow.", Explained(("The likely cause is snow.",))),
        ("Fewer entrants had a direct effect.", Explained(("Fewer entrants had a direct effect.",))),
        ("**Because** of it.", Explained(("Because of it.",))),
        ("## Causes\n\nNo more.", Explained()),
    ],
)
def test_sentences_are_sorted_by_their_words(comment: str, expected: Explained) -> None:
    assert explained(comment) == expected


def test_a_list_is_what_the_sentence_before_it_announces_and_comes_first() -> None:
    comment = (
        "This reflects the weather.\n\nThe rise has these causes:\n\n"
        "- Fewer nominals. Two pull apart.\n- A low base.\n\n"
        "Steps taken:\n\n- With the court:\n  - open events\n- more visits\n\nNothing else."
    )
    found = explained(comment)
    assert found.causes == (
        "The rise has these causes:",
        "Fewer nominals.",
        "Two pull apart.",
        "A low base.",
        "This reflects the weather.",
    )
    assert found.actions == ("Steps taken:", "open events", "more visits")


@given(st.text("ab .\n-:*#because of plan will 1", max_size=120))
def test_what_is_quoted_stands_in_the_comment(comment: str) -> None:
    """Every sentence that is given is a piece of the comment, once its blanks and bold signs are gone."""
    squeezed = "".join(comment.replace("**", "").split())
    found = explained(comment)
    for one in (*found.causes, *found.actions, *found.outlooks):
        assert "".join(one.split()) in squeezed
    assert not set(found.causes) & set(found.actions) or len(set(comment.split())) < len(comment.split())
