"""The exceptions: class by class, each kept together, with what its comment gives and the way to green."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from documents import DERBY, derby_document, derby_exceptions, enfield_document

from csptui.domain.rag import Colour
from csptui.domain.why import amber_sentence, distance_sentence
from csptui.outputs.document.build import exceptions_document
from csptui.outputs.document.model import Chart, Document, Heading, Kept, Paragraph, Table, Terms, plain
from csptui.outputs.document.source import Source, gather
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row

QUOTED = 320


@cache
def derby() -> Source:
    dataset, _ = load(DERBY)
    return gather(DERBY, dataset)


def kept(document: Document) -> dict[str, tuple[Table, dict[str, str]]]:
    """Give each exception by its anchor: its table, and its words with what is said of each."""
    found = {}
    for block in document.blocks():
        if isinstance(block, Kept):
            table, told = block.blocks
            assert isinstance(table, Table)
            assert isinstance(told, Terms)
            words = {
                term.word: " ".join(plain(one.spans) for one in term.blocks if isinstance(one, Paragraph))
                for term in told.terms
            }
            found[table.rows[0].anchor.removeprefix("exception-")] = (table, words)
    return found


def both() -> list[Document]:
    return [derby_document(), derby_exceptions()]


@pytest.mark.parametrize("document", both(), ids=["report", "print-out"])
def test_each_exception_is_kept_together_in_the_order_of_the_list(document: Document) -> None:
    """RULES 9: red by variance, amber by variance, then green and then not rated but worse."""
    assert list(kept(document)) == [
        *("NI19", "NI43", "NI39", "NI20", "NI33"),
        *("NI35", "NI40"),
        *("NI38-diff", "NI38-rate", "NI44a", "NI44b-d", "NI46"),
        "NI115",
    ]
    (part,) = (one for one in document.parts if one.id == "exceptions")
    heads = [block.text for block in part.blocks if isinstance(block, Heading) and block.level == 2]
    assert heads == ["Red", "Amber", "Green but getting worse", "Not rated and getting worse"]


@pytest.mark.parametrize("document", both(), ids=["report", "print-out"])
def test_it_says_why_how_old_the_red_is_and_how_far_green_is(document: Document) -> None:
    _, words = kept(document)["NI43"]
    assert words["Why"] == (
        "13.11% is 45.7% above the target of <9%; amber runs to 9.45%. 10.48% to 13.11% is +2.63 points,"
        " +25.1% on 2008/09: worse."
    )
    assert words["Age"] == "Red in this quarter; 2009/10 Q3 is not held."
    assert words["Distance"] == (
        "Green at 42 of 473 or fewer: 20 fewer than now."
        " Amber up to 9.45%: 44 of 473 or fewer; 18 fewer than now."
    )


def test_only_a_red_row_has_an_age_and_only_what_has_a_distance_says_one() -> None:
    card = derby().dataset.scorecard()
    for ref, (_, words) in kept(derby_exceptions()).items():
        row = row_of(card.rows, ref)
        assert ("Age" in words) is (row.rating.colour is Colour.RED)
        assert ("Distance" in words) is bool(distance_sentence(row) or amber_sentence(row))
        assert all(words.values()), "no label is empty"


def row_of(rows: tuple[Row, ...], ref: str) -> Row:
    return next(row for row in rows if row.id == ref)


def test_causes_and_actions_are_sentences_of_the_comment() -> None:
    card = derby().dataset.scorecard()
    for ref, (_, words) in kept(derby_exceptions()).items():
        comment = " ".join(row_of(card.rows, ref).printed.replace("**", "").split())
        for word in ("Cause", "Action", "Outlook"):
            quoted = words.get(word, "").split(" (")[0]
            if not quoted.startswith("None given"):
                for one in re.split(r"[.:;] ", quoted):
                    assert one.rstrip(".").casefold() in comment.casefold()


def test_what_no_comment_gives_is_said_plainly() -> None:
    """NI 20 has a fact and no reason; NI 39 has an action alone; a green row need not explain itself."""
    found = {ref: words for ref, (_, words) in kept(derby_exceptions()).items()}
    assert (found["NI20"]["Cause"], "Action" in found["NI20"]) == ("None given, and no action.", False)
    assert (found["NI39"]["Cause"], found["NI39"]["Action"]) == ("None given.", "The PCT is investigating.")
    assert "Cause" not in found["NI38-rate"]


def test_a_long_comment_is_quoted_in_part_and_the_rest_is_counted() -> None:
    """The print-out refers to the report; the report links to the comment itself."""
    _, printed = kept(derby_exceptions())["NI19"]
    assert printed["Cause"].endswith("(4 more in the report)")
    assert len(printed["Cause"]) <= QUOTED + len(" (4 more in the report)")
    (told,) = (
        term
        for block in derby_document().blocks()
        if isinstance(block, Terms)
        for term in block.terms
        if term.word == "Cause" and any("4 more" in plain(one.spans) for one in paragraphs(term.blocks))
    )
    links = [span.link for one in paragraphs(told.blocks) for span in one.spans if span.link]
    assert links == ["comment-NI19"]


def paragraphs(blocks: tuple[object, ...]) -> list[Paragraph]:
    return [one for one in blocks if isinstance(one, Paragraph)]


def test_an_announcement_is_never_quoted_without_what_it_announces() -> None:
    dataset = derby().dataset.with_comment("NI20", f"Steps taken:\n\n- {'a very long step ' * 30}\n- another")
    _, words = kept(exceptions_document(Source(dataset)))["NI20"]
    assert words["Action"].startswith("Steps taken: a very long step")
    assert words["Action"].endswith("(1 more in the report)")
    comment = f"Steps taken:\n\n- one\n\nSteps planned:\n\n- {'a very long step ' * 30}"
    _, words = kept(exceptions_document(Source(derby().dataset.with_comment("NI20", comment))))["NI20"]
    assert words["Action"] == "Steps taken: one. (2 more in the report)"


def test_items_of_a_list_that_begin_small_are_parted_by_semicolons() -> None:
    dataset = derby().dataset.with_comment("NI20", "Steps taken:\n\n- one\n- two\n\nA review has begun.")
    _, words = kept(exceptions_document(Source(dataset)))["NI20"]
    assert words["Action"] == "Steps taken: one; two. A review has begun."


def test_the_outlook_of_a_comment_is_told_where_there_is_one() -> None:
    """NI 40 has no action and is to be back on profile; of NI 39 no more is told than was expected once."""
    found = {ref: words for ref, (_, words) in kept(derby_exceptions()).items()}
    assert {ref for ref, words in found.items() if "Outlook" in words} == {"NI19", "NI35", "NI40"}
    assert found["NI40"]["Action"] == "None given."
    assert found["NI40"]["Outlook"].endswith("likely to be back on profile by mid-Q2.")


def test_the_table_of_an_exception_has_its_figures_on_one_line() -> None:
    table, _ = kept(derby_exceptions())["NI43"]
    assert table.title == "NI 43: Convicted young people sentenced to custody"
    assert [cell.text for cell in table.rows[0].cells] == [
        *("NI 43", "■ Red", "10.48% (65/620)", "<9%", "13.11% (62/473)", "+45.7%", "↑ worse"),
    ]


def test_what_is_held_against_the_average_of_a_group_shows_it_in_place_of_a_target() -> None:
    """YJ 2 has no target: 18.8% above is above the average, which the row must not leave out."""
    table, _ = kept(enfield_document())["YJ2"]
    assert [cell.text for cell in table.rows[0].cells][3:6] == [
        *("average 30.13%", "35.79% (2024 cohort)", "+18.8%"),
    ]
    (brief,) = (
        one
        for one in enfield_document().blocks()
        if isinstance(one, Table) and one.title.startswith("Exceptions:")
    )
    assert brief.rows[0].cells[3].text == "average 30.13%"


def test_a_quarter_without_exceptions_says_so() -> None:
    dataset = derby().dataset
    held = replace(dataset.partnership, exception_classes=())
    document = exceptions_document(Source(replace(dataset, partnership=held)))
    assert not kept(document)
    (part,) = document.parts
    first = part.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.spans) == "No indicator is an exception in this quarter, of 24 indicators."


def test_a_chart_of_its_history_follows_an_exception_where_three_figures_are_held() -> None:
    """Derby holds two figures of each, Enfield nine of its one exception; the print-out has no chart."""
    assert [block.title for block in derby_document().blocks() if isinstance(block, Chart)] == [
        "Ratings by theme"
    ]
    (part,) = (one for one in enfield_document().parts if one.id == "exceptions")
    (chart,) = (block for block in part.blocks if isinstance(block, Chart))
    assert chart.title == "YJ 2, 2015/16 to 2023/24"
    at = part.blocks.index(chart)
    assert isinstance(part.blocks[at - 1], Kept)
    assert not any(isinstance(block, Chart) for block in derby_exceptions().blocks())
