"""What the preview says: its head, its place, and what stands in the list beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from csptui.tui.draft_words import unsaved_words
from csptui.tui.making import FORMATS
from csptui.tui.widgets.part_list import Entry, Sort
from csptui.tui.widgets.wording import one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.domain.quarter import Quarter
    from csptui.tui.access_checked import Checked
    from csptui.tui.report_pages import PagesMade
    from csptui.tui.widgets.page_view import Spot

TITLE = "Report preview"


def head_words(
    made: PagesMade | None, spot: Spot, quarter: Quarter, unsaved: int = 0
) -> tuple[Content, Content]:
    """Give the head, and a shorter one for where that does not fit; `unsaved` drafts are not in the pages."""
    if made is None:
        waiting = text("making the pages…", "dim")
        return (
            Content("   ").join([text(TITLE, "strong"), one_line(str(quarter)), waiting]),
            Content("  ").join([text("Preview", "strong"), text(quarter.short), waiting]),
        )
    page = text(f"page {spot.page + 1:,} of {len(made.pages.pages):,}")
    document = made.document
    draft = one_line(document.draft, "note") if document.draft else text("signed off", "dim")
    shown = [text("sensitive parts shown", "fault")] if made.asked.sensitive else []
    brief = one_line(_brief(document.draft) or "signed off", "note")
    left = [text(f"{unsaved_words(unsaved)} left out", "fault")] if unsaved else []
    short = [text(f"{unsaved:,} unsaved left out", "fault")] if unsaved else []
    about = (one_line(str(document.quarter)), text(document.quarter.short))
    return (
        Content("   ").join([text(TITLE, "strong"), about[0], page, draft, *shown, *left]),
        Content("  ").join([text("Preview", "strong"), about[1], page, *shown, *short, brief]),
    )


def place_words(made: PagesMade, spot: Spot, unsaved: int = 0) -> str:
    """Say where one reads, in a sentence or four."""
    part = made.part_at(spot)
    title = next((one.title for one in made.document.parts if one.id == part), "")
    count = made.count_in(part)
    said = [f"Report page {spot.page + 1:,} of {len(made.pages.pages):,}, {title}."]
    if unsaved:
        said.append(f"{unsaved_words(unsaved)} {'is' if unsaved == 1 else 'are'} not in it.")
    if count:
        said.append("1 indicator." if count == 1 else f"{count:,} indicators.")
    if made.document.draft:
        said.append(f"{_brief(made.document.draft)}.")
    return " ".join(said)


def _brief(draft: str) -> str:
    """Give the line of a draft in fewer words, such as `Draft: 6 checks to fix`."""
    _, _, to_fix = draft.partition(": ")
    return f"Draft: {to_fix}" if to_fix else draft


def entries(
    made: PagesMade | None, formats: frozenset[str], told: Mapping[str, str], access: Iterable[Entry] = ()
) -> list[tuple[str, list[Entry]]]:
    """Give what stands in the list under its headings; `told` says of a format how it is with its file."""
    parts = () if made is None else made.document.parts
    groups = [
        (Sort.PART, [Entry(Sort.PART, one.id, one.title, f"{at}") for at, one in enumerate(parts, start=1)]),
        (
            Sort.FORMAT,
            [
                Entry(Sort.FORMAT, one, words, "[x]" if one in formats else "[ ]", told.get(one, ""), "dim")
                for one, words in FORMATS.items()
            ],
        ),
        (Sort.ACCESS, list(access)),
    ]
    filled = [(sort.value, some) for sort, some in groups if some]
    apart: tuple[str, list[Entry]] = ("", [])
    return [one for group in filled for one in (apart, group)][1:]


def file_words(*, fresh: bool) -> str:
    """Say whether the file of a format is of what is shown now."""
    return "made" if fresh else "older"


def access_entries(checked: Iterable[Checked]) -> list[Entry]:
    """Give an entry for each file that was checked: `ok`, or how many faults it has."""
    found = []
    for one in checked:
        count = len(one.faults)
        told = "?" if one.refused else f"{count:,} {'fault' if count == 1 else 'faults'}" if count else "ok"
        ink = "worse" if count or one.refused else "better"
        found.append(Entry(Sort.ACCESS, one.name, FORMATS[one.name], " ", told, ink))
    return found
