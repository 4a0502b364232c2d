"""What the report of Derby says: its summary, its themes, its method, and nothing that is not so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from documents import DERBY, derby_document, derby_exceptions, document_of, enfield_document, hostile_document

from csptui.domain.checks.catalogue import findings
from csptui.domain.figure import Figure
from csptui.domain.scorecard import Reading
from csptui.domain.trend import Verdict
from csptui.outputs.document.build import exceptions_document, report_document
from csptui.outputs.document.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Kept,
    Paragraph,
    Part,
    Table,
    Terms,
    Tone,
    plain,
)
from csptui.outputs.document.source import Source, gather
from csptui.outputs.objects import row_object
from csptui.storage.folder import load
from csptui.tui.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.dataset import Dataset
    from csptui.outputs.document.model import TableRow


@cache
def derby() -> Source:
    dataset, _ = load(DERBY)
    return gather(DERBY, dataset)


def part(document: Document, part_id: str) -> Part:
    return next(one for one in document.parts if one.id == part_id)


def terms(part: Part) -> dict[str, str]:
    """Give every word of a part's terms with what is said of it."""
    return {
        term.word: said(term.blocks)
        for block in part.blocks
        if isinstance(block, Terms)
        for term in block.terms
    }


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain(block.spans) for block in blocks if isinstance(block, Paragraph))


def tables(part: Part) -> dict[str, Table]:
    return {block.title: block for block in part.blocks if isinstance(block, Table)}


def texts(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells]


def test_the_parts_are_in_the_order_of_the_report() -> None:
    assert [one.id for one in derby_document().parts] == [
        "cover",
        "summary",
        "theme-substance-abuse",
        "theme-community-safety",
        "theme-youth-crime",
        "theme-community-cohesion",
        "exceptions",
        "method",
    ]


def test_the_cover_explains_colours_trends_and_words_and_names_the_group() -> None:
    cover = part(derby_document(), "cover")
    explained = terms(cover)
    assert list(explained)[:8] == [
        *("Red", "Amber", "Green", "Not rated"),
        *("Improving", "Static", "Worsening", "No data"),
    ]
    assert explained["IOM"] == "Integrated Offender Management"
    marks = [term.mark for block in cover.blocks if isinstance(block, Terms) for term in block.terms]
    assert [mark.word for mark in marks if mark] == ["Red", "Amber", "Green", "Not rated"]
    (notes,) = (block for block in cover.blocks if isinstance(block, Bullets))
    assert [item.number for item in notes.items] == ["1.", "2."]
    assert "Wolverhampton." in said(cover.blocks)


def test_a_word_of_the_key_is_not_said_again_in_its_meaning() -> None:
    """The key's own text may begin with the word that stands beside it: `Static: no significant change`."""
    cover = derby_document().parts[0]
    told = {
        term.word: " ".join(plain(one.spans) for one in term.blocks if isinstance(one, Paragraph))
        for block in cover.blocks
        if isinstance(block, Terms)
        for term in block.terms
    }
    assert told["Static"] == "No significant change since the quarter before"
    assert told["Not rated"] == "No target and no comparator group average"
    assert told["Improving"] == "Improving in each of the last three quarters"


def test_movers_and_parts_of_a_period_have_their_marks() -> None:
    """NI 30 is provisional wherever it stands; `2,427` of one month has its mark, after a blank."""
    (movers,) = (
        one
        for one in derby_document().blocks()
        if isinstance(one, Table) and one.title == "Largest improvements and worsenings"
    )
    assert [row.cells[4].text for row in movers.rows if row.cells[1].text == "NI 30"] == ["151 [p]"]
    cells = [
        cell
        for one in enfield_document().blocks()
        if isinstance(one, Table)
        for row in one.rows
        for cell in row.cells
        if cell.text.startswith("2,427")
    ]
    assert [(cell.text, cell.detail) for cell in cells] == [("2,427 [m]", "(1 month to Jan 2024)")]


def test_a_group_has_the_members_of_the_quarter() -> None:
    """Who left before, and a group that has ended, stand on no cover."""
    dataset = derby().dataset
    (group,) = dataset.partnership.groups
    quarter = dataset.shown
    ended = replace(group, id="old", name="Old group", until=quarter.previous())
    held = replace(dataset.partnership, groups=(group, ended))
    cover = part(report_document(Source(replace(dataset, partnership=held))), "cover")
    heads = [block.text for block in cover.blocks if isinstance(block, Heading)]
    assert [head for head in heads if head.startswith("Comparator")] == [
        "Comparator group: Most Similar Group"
    ]


def test_the_summary_counts_every_indicator_once() -> None:
    summary = part(derby_document(), "summary")
    assert said(summary.blocks[1:2]) == "24 indicators: 5 red, 2 amber, 10 green and 7 not rated."
    (chart,) = (block for block in summary.blocks if isinstance(block, Chart))
    assert [texts(row) for row in chart.numbers.rows] == [
        ["Substance Abuse", "1", "1", "2", "1", "5"],
        ["Community Safety", "2", "0", "3", "6", "11"],
        ["Youth Crime", "2", "0", "5", "0", "7"],
        ["Community Cohesion and Neighbourhoods", "0", "1", "0", "0", "1"],
        ["All themes", "5", "2", "10", "7", "24"],
    ]
    assert "Youth Crime: 2 red and 5 green" in chart.alternative


def test_the_movers_are_the_largest_by_the_verdict_and_chance_is_told() -> None:
    """First-time entrants fell most; of those that got worse NI 115, by 25.8%, and NI 43 can be chance."""
    summary = part(derby_document(), "summary")
    moved = tables(summary)["Largest improvements and worsenings"]
    found = [(row.cells[0].text[2:], row.cells[1].text, row.cells[5].text) for row in moved.rows]
    assert found == [
        ("better", "NI 111", "-60.4%"),
        ("better", "NI 30", "-34.6%"),
        ("better", "NI 32", "-33.6%"),
        ("worse", "NI 115", "+25.8%"),
        ("worse", "NI 43", "+25.1%"),
        ("worse", "NI 39", "+22.5%"),
    ]
    assert moved.rows[4].cells[6].text == "can be chance (p = 0.18)"
    assert moved.rows[3].cells[6].text == "not tested"
    told = said(summary.blocks)
    assert "By the change in per cent on the 2008/09 actual." in told
    assert "Not ranked, as no such change is told: NI 18, NI 44a, NI 44b-d." in told


def test_a_rise_is_an_improvement_where_more_is_better() -> None:
    dataset = derby().dataset.with_reading("NI40", Reading(Figure(Decimal(2_500))))
    moved = tables(part(report_document(Source(dataset)), "summary"))["Largest improvements and worsenings"]
    assert texts(moved.rows[0]) == [
        *("↑ better", "NI 40", "Problem drug users in effective treatment"),
        *("1,248", "2,500", "+100.3%", "hardly chance (p < 0.001)"),
    ]


def test_a_mover_has_moved_by_its_verdict_and_no_larger_one_is_left_out() -> None:
    card = derby().dataset.scorecard()
    moved = tables(part(derby_document(), "summary"))["Largest improvements and worsenings"]
    for judged in (Verdict.BETTER, Verdict.WORSE):
        sizes = {
            row.indicator.code: abs(row.change.percent)
            for row in card
            if row.movement is judged and row.change is not None and row.change.percent is not None
        }
        named = [row.cells[1].text for row in moved.rows if judged.value in row.cells[0].text]
        largest = sorted(sizes, key=lambda code: -sizes[code])[:3]
        assert named == largest


def test_the_summary_lists_the_exceptions_with_links_that_lead_somewhere() -> None:
    document = derby_document()
    listed = tables(part(document, "summary"))["Exceptions: 13 of 24 indicators"]
    assert [row.cells[1].text for row in listed.rows][:3] == ["NI 19", "NI 43", "NI 39"]
    assert listed.rows[0].cells[2].link == "exception-NI19"


def test_what_is_not_settled_is_named() -> None:
    summary = terms(part(derby_document(), "summary"))
    assert summary["Not final"] == "NI 18, NI 30 provisional, final due Jul 2010; NI 19 provisional."
    assert summary["Rounding"] == "NI 33, NI 35 could have another colour."
    assert "Owed" not in summary


def test_a_theme_begins_with_its_tally_and_has_a_table_for_each_section() -> None:
    theme = part(derby_document(), "theme-substance-abuse")
    assert said(theme.blocks[1:2]) == "5 indicators: 1 red, 1 amber, 2 green and 1 not rated."
    assert list(tables(theme)) == ["Indicators", "Drug Use and Treatment"]
    heads = [(block.text, block.level) for block in theme.blocks if isinstance(block, Heading)]
    assert heads[:3] == [("Substance Abuse", 1), ("Comments", 2), ("Alcohol", 2)]


def test_every_figure_of_a_row_is_as_it_is_listed() -> None:
    card = derby().dataset.scorecard()
    rows = {
        row.anchor: row
        for theme in derby_document().parts
        if theme.id.startswith("theme-")
        for table in tables(theme).values()
        for row in table.rows
    }
    assert len(rows) == len(card)
    for row in card:
        listed, cells = row_object(row), rows[f"indicator-{row.id}"].cells
        whole = [" ".join(filter(None, (cell.text, cell.detail))) for cell in cells]
        assert whole[3] == listed["baseline"]
        assert whole[4].replace(" [t]", "") == listed["target"]
        assert whole[5] == listed["actual"]
        assert (cells[5].value, cells[1].text) == (row.value, listed["code"])


def test_the_sensitive_part_is_left_out_and_said_to_be() -> None:
    theme = part(derby_document(), "theme-community-cohesion")
    (aside,) = (block for block in theme.blocks if isinstance(block, Paragraph) and block.tone is Tone.ASIDE)
    assert "left out" in plain(aside.spans)
    assert "A1 and BCT" not in repr(derby_document())
    assert "Incidents reported" not in repr(derby_document())
    assert not derby_document().sensitive


def test_the_sensitive_part_stands_under_a_warning_with_its_counts() -> None:
    document = derby_document(sensitive=True)
    theme = part(document, "theme-community-cohesion")
    tones = [block.tone if isinstance(block, Paragraph) else None for block in theme.blocks]
    warning = tones.index(Tone.WARNING)
    before, after = repr(theme.blocks[:warning]), repr(theme.blocks[warning:])
    assert "A1 and BCT" not in before
    assert "A1 and BCT" in after
    counted = "(Mar 2010): 28 = 23 public order offences + 5 assaults with minor injury"
    assert counted in said(theme.blocks)
    assert document.sensitive


def test_a_draft_counts_the_checks_to_fix_as_the_screen_does() -> None:
    """What stands in a sensitive narrative is counted by neither, whether it is printed or not."""
    dataset, card = derby().dataset, derby().dataset.scorecard()
    counted = Findings.of(dataset.shown, findings(dataset, card)).count
    for document in (derby_document(), derby_document(sensitive=True), derby_exceptions()):
        assert document.draft == f"Draft, not signed off: {counted} checks to fix"
    wrong = told(dataset, "NI 43 has fallen by 99%.")
    assert any(one.to_fix and one.field == "sensitive" for one in findings(wrong, card, sensitive=True))
    assert report_document(Source(wrong), sensitive=True).draft == derby_document().draft


def told(dataset: Dataset, text: str) -> Dataset:
    """Give the data with a text in a sensitive part."""
    record = replace(dataset.record, sensitive={"youth-crime": text})
    return replace(dataset, quarters={**dataset.quarters, dataset.shown: record})


def test_a_quarter_that_is_signed_off_is_no_draft() -> None:
    dataset = derby().dataset
    record = replace(dataset.record, signed_off=True)
    signed = replace(dataset, quarters={**dataset.quarters, dataset.shown: record})
    assert report_document(Source(signed)).draft == ""
    assert exceptions_document(Source(signed)).draft == ""


def test_the_method_names_rule_group_marks_sources_and_version() -> None:
    method = part(derby_document(), "method")
    held = terms(method)
    assert "no more than 5% of the target" in held["Colours"]
    assert "2008/09 actual" in held["Movement"]
    assert held["Averages"] == "Most Similar Group: unweighted mean, including Derby."
    assert held["[t]"] == "The target is for another period."
    assert held["Other period"].startswith("NI 35")
    sources = tables(method)["Sources of the figures"]
    assert texts(sources.rows[0]) == ["NI 115", "snapshot", "Tell Us survey"]
    assert f"data version {derby_document().version}" in said(method.blocks)
    assert "csptui report --verify" in said(method.blocks)


def test_a_break_in_series_is_told_once_for_all_that_have_it() -> None:
    method = part(enfield_document(), "method")
    (breaks,) = (block for block in method.blocks if isinstance(block, Bullets))
    assert plain(breaks.items[0].spans).startswith("CR 4, CR 5, CR 6, CR 7: 2017/18 Q1 (")
    assert len(breaks.items) == 2


def test_two_indicators_of_one_code_are_told_apart_where_they_are_named() -> None:
    named = said(part(derby_document(), "method").blocks)
    assert "NI 38 (Class A offending, difference to predicted), NI 38 (Class A offending rate)" in named


@pytest.mark.parametrize("folder", ["data", "csptui/examples/enfield"])
def test_every_link_leads_to_one_place(folder: str) -> None:
    document = document_of(DERBY.parent / folder)
    anchors = anchors_of(document)
    assert len(anchors) == len(set(anchors))
    assert links_of(document) <= set(anchors)
    assert links_of(document)


def test_the_print_out_has_no_link_that_leads_nowhere() -> None:
    assert links_of(derby_exceptions()) <= set(anchors_of(derby_exceptions()))


def anchors_of(document: Document) -> list[str]:
    found = [one.id for one in document.parts]
    for block in document.blocks():
        if isinstance(block, Heading) and block.anchor:
            found.append(block.anchor)
        elif isinstance(block, Terms):
            found += [term.anchor for term in block.terms if term.anchor]
        elif isinstance(block, Table):
            found += [row.anchor for row in block.rows if row.anchor]
    return found


def links_of(document: Document) -> set[str]:
    found: set[str] = set()
    for block in document.blocks():
        if isinstance(block, Paragraph):
            found |= {span.link for span in block.spans}
        elif isinstance(block, Bullets):
            found |= {span.link for item in block.items for one in (item, *item.items) for span in one.spans}
        elif isinstance(block, Table):
            found |= {cell.link for row in block.rows for cell in row.cells}
    return found - {""}


MADE: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "enfield": enfield_document,
    "exceptions": derby_exceptions,
    "hostile": lambda: hostile_document("#### deep\n- a\n\n# high"),
}


@pytest.mark.parametrize("name", MADE)
def test_no_heading_skips_a_level_and_no_table_is_empty_or_ragged(name: str) -> None:
    document = MADE[name]()
    last = 1
    for block in document.blocks():
        if isinstance(block, Heading):
            assert 1 <= block.level <= last + 1
            last = block.level
        if isinstance(block, Table):
            assert block.title
            assert block.description
            assert block.rows
            assert all(len(row.cells) == len(block.columns) for row in block.rows)
            assert all(sum(cell.head for cell in row.cells) == 1 for row in block.rows)
        if isinstance(block, Kept):
            assert block.blocks


def test_the_same_data_make_the_same_document() -> None:
    source = derby()
    assert report_document(source) == report_document(source)
    assert report_document(source, sensitive=True) == derby_document(sensitive=True)
