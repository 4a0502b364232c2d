"""The list of checks, by real keys, with what stands in the files afterwards."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from changes_harness import log, press, save
from main_harness import (
    LARGE,
    NARROW,
    NOW,
    SMALL,
    WIDE,
    _colours,
    app,
    burst,
    folder,
    line_with,
    seen,
    settle,
    spoken,
    workspace,
)
from test_main_bad_data import HOSTILE, spoilt
from test_sixty_on_screens import check_frame

from csptui.storage.settings import Settings
from csptui.tui.app import CsptuiApp
from csptui.tui.check_words import Group
from csptui.tui.screens.checks import ChecksScreen
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.definition import DefinitionScreen
from csptui.tui.screens.narrative import NarrativeScreen
from csptui.tui.screens.reason import ReasonScreen
from csptui.tui.screens.target import TargetScreen
from csptui.tui.widgets.check_list import CheckList, Entry
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.wording import Ledger
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

__all__ = ["_colours", "app", "folder", "workspace"]

NEXT, PREVIOUS = "right_curly_bracket", "left_curly_bracket"


def prose(folder: Path) -> bytes:
    return (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_bytes()


def held(folder: Path) -> dict[str, Any]:
    return tomllib.loads(prose(folder).decode())


def listed(app: CsptuiApp) -> CheckList:
    return app.screen.query_one(CheckList)


def here(app: CsptuiApp) -> Entry:
    entry = listed(app).item
    assert entry is not None
    return entry


def told(app: CsptuiApp) -> str:
    return "\n".join(f"{label.plain} {words.plain}" for label, words in app.screen.query_one(Ledger).lines)


async def at(pilot: Pilot[None], ref: str, words: str, *, everything: bool = False) -> Entry:
    """Open the list with the cursor on one finding, by going down to it."""
    app = pilot.app
    assert isinstance(app, CsptuiApp)
    await settle(pilot)
    if not isinstance(app.screen, ChecksScreen):
        await press(pilot, "v")
    if everything:
        await press(pilot, "a")
    await press(pilot, "g")
    for _ in listed(app).items:
        entry = here(app)
        if entry.finding.ref == ref and entry.finding.text == words:
            return entry
        await press(pilot, "j")
    raise AssertionError([(one.finding.ref, one.finding.text) for one in listed(app).items])


# f


async def test_f_puts_the_right_figure_in_and_u_brings_the_file_back(app: CsptuiApp, folder: Path) -> None:
    """Derby's own 56.4% becomes 63.7%; the undo is byte for byte; the log has both."""
    before = prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        count = app.main.found.count
        follows = listed(app).items[listed(app).at + 1]
        await press(pilot, "f")
        assert held(folder)["comments"]["NI111"].endswith("the target is now exceeded by 63.7%.")
        assert prose(folder) == before.replace(b"56.4%", b"63.7%")
        assert app.main.found.count == count - 1
        assert here(app).finding.ref == follows.finding.ref
        assert here(app).key == follows.key
        assert spoken(app).startswith('NI 111: Put in "63.7" in the place of "56.4".')
        await press(pilot, "u")
        assert prose(folder) == before
        assert app.main.found.count == count
        assert here(app).key == follows.key
    assert [one["field"] for one in log(folder)] == ["comment", "comment"]


async def test_what_f_would_put_in_is_told_before(app: CsptuiApp) -> None:
    """With the sentence, its words underlined, and the figures of the row."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        assert 'f puts in "63.7" in the place of "56.4"' in told(app)
        assert "This quarter brought a further decrease, of 24.6%" in told(app)
        assert "First-time entrants in Derby" not in told(app)
        sentence = next(
            words for label, words in app.screen.query_one(Ledger).lines if "Comment" in label.plain
        )
        marked = [
            sentence.plain[span.start : span.end] for span in sentence.spans if "underline" in str(span.style)
        ]
        assert marked == ["56.4%"]
        assert "188  target 518 (-63.7%)  08/09 475" in told(app)


async def test_two_of_one_comment_by_fast_hands_are_both_put_right(folder: Path) -> None:
    """The second is found again in the sentence that the first has changed."""
    app = CsptuiApp(save(folder, "NI33", comment="Up 19.6% on last year, and 15.3% above the target."))
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI33", "19.6%")
        await burst(pilot, "ff")
        assert held(folder)["comments"]["NI33"] == "Up 8.5% on last year, and 5.3% above the target."
        assert app.main.found.of_row("NI33") == ()


async def test_one_press_too_many_does_nothing_twice(app: CsptuiApp, folder: Path) -> None:
    """Held down, f goes through what can be put right, each once."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await burst(pilot, "f" * 12)
        assert held(folder)["comments"]["NI111"].count("63.7%") == 1
        actions = [one["action"] for one in log(folder)]
        assert len(set(actions)) == len(actions)


async def test_a_second_press_on_the_only_one_says_nothing_else(app: CsptuiApp, folder: Path) -> None:
    """It is being put right already: no second save, and no refusal over the word of the first."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v", "slash", *"56.4", "enter")
        await burst(pilot, "ff")
        assert spoken(app).startswith('NI 111: Put in "63.7" in the place of "56.4".')
        assert len(log(folder)) == 1


async def test_a_finding_that_no_key_puts_right_says_what_to_do(app: CsptuiApp, folder: Path) -> None:
    before = prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v", "a")
        kinds = set()
        for entry in listed(app).items:
            if (
                entry.finding.to_fix
                and entry.finding.claim is not None
                and entry.finding.claim.fix is not None
            ):
                continue
            listed(app).go(listed(app).items.index(entry))
            await press(pilot, "f")
            assert spoken(app).startswith(
                (
                    "No key puts this right. ",
                    "This fits",
                    "This cannot be checked",
                    "No one figure fits here",
                    "The sens",
                )
            ), (entry, spoken(app))
            kinds.add(spoken(app)[:12])
        assert len(kinds) >= 3
    assert prose(folder) == before


async def test_a_comment_that_is_being_typed_is_not_changed_beneath(app: CsptuiApp, folder: Path) -> None:
    """What is typed would be lost, or would put the wrong figure back: it is said, and nothing is written."""
    before = prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI111")
        await press(pilot, "c", *" More", "escape")
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "f")
        assert spoken(app).startswith(
            "What is typed in the comment of NI 111 is not saved yet: Enter opens it."
        )
        assert prose(folder) == before
        await press(pilot, "enter")
        assert app.main.is_editing
        assert app.main.pane is not None
        assert app.main.pane.draft.comment.endswith(" More")


async def test_a_figure_that_is_being_typed_stays_as_it_is(app: CsptuiApp, folder: Path) -> None:
    """The draft of the figure is kept, and saving it later takes nothing of the comment back."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI111")
        await press(pilot, "e", "1", "8", "9", "escape")
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "f", "escape")
        assert "63.7%" in held(folder)["comments"]["NI111"]
        assert [draft.comment.count("63.7%") for draft in app.main.drafts.values()] == [1]
        app.main.go_to("NI111")
        await press(pilot, "e", "ctrl+s")
        assert "NI111,189," in (folder / "quarters/2009-10-Q4/actuals.csv").read_text("utf-8")
        assert "63.7%" in held(folder)["comments"]["NI111"]


async def test_what_a_colleague_has_made_of_the_comment_is_asked_about(app: CsptuiApp, folder: Path) -> None:
    """Saved elsewhere and not yet taken in here: both stand in the sheet, nothing is overwritten."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        save(folder, "NI111", comment="Theirs.")
        await press(pilot, "f")
        assert isinstance(app.screen, ConflictScreen)
        await press(pilot, "t", "t", "t")
        await settle(pilot)
        assert held(folder)["comments"]["NI111"] == "Theirs."


async def test_a_narrative_is_put_right_on_its_own_road(folder: Path, workspace: Workspace) -> None:
    workspace.narrate("community-safety", "Arson (NI 33) is up by 9.5%.")
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "community-safety", "9.5%")
        assert "NI 33" in told(app) or "7.9" in told(app)
        await press(pilot, "f")
        assert held(folder)["narrative"]["community-safety"] == "Arson (NI 33) is up by 8.5%."
        await press(pilot, "u")
        assert held(folder)["narrative"]["community-safety"] == "Arson (NI 33) is up by 9.5%."


async def test_a_quarter_that_is_signed_off_is_not_changed(folder: Path, workspace: Workspace) -> None:
    record = replace(workspace.dataset.record, signed_off=True)
    quarters = {**workspace.dataset.quarters, workspace.dataset.shown: record}
    dataset = replace(workspace.dataset, quarters=quarters)
    workspace._loaded = replace(workspace._loaded, dataset=dataset)
    app, before = CsptuiApp(workspace), prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        for key in ("f", "K"):
            await press(pilot, key)
            assert spoken(app).startswith("2009/10 Q4 is signed off, so it is not changed.")
    assert prose(folder) == before


# K


async def test_k_keeps_it_with_a_reason_and_takes_it_back(app: CsptuiApp, folder: Path) -> None:
    """The reason stands beside the comment, the count falls, and the list has it under its heading."""
    before = prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI33", "8.6%")
        count, follows = app.main.found.count, listed(app).items[listed(app).at + 1]
        await press(pilot, "K")
        assert isinstance(app.screen, ReasonScreen)
        await press(pilot, *"The fire service's unrounded data", "enter")
        line = '"8.6%" in "An increase of 8.6%.": The fire service\'s unrounded data'
        assert held(folder)["kept"] == {"NI33": line}
        assert app.main.found.count == count - 1
        assert here(app).key == follows.key
        assert spoken(app).startswith('NI 33: "8.6%" is kept: The fire service\'s unrounded data.')
        entry = await at(pilot, "NI33", "8.6%")
        assert entry.group is Group.KEPT
        assert '"8.6%" kept: The fire service\'s unrounded data' in seen(app)
        await press(pilot, "K", "ctrl+u", "enter")
        assert "kept" not in held(folder)
        assert app.main.found.count == count
        await press(pilot, "u")
        assert held(folder)["kept"] == {"NI33": line}
        await press(pilot, "u")
        assert prose(folder) == before


async def test_no_reason_keeps_nothing(app: CsptuiApp, folder: Path) -> None:
    before = prose(folder)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI33", "8.6%")
        for keys in (("K", "enter"), ("K", "space", "enter"), ("K", *"Typed", "escape")):
            await press(pilot, *keys)
            assert isinstance(app.screen, ChecksScreen)
            assert here(app).finding.text == "8.6%"
    assert prose(folder) == before


async def test_what_is_no_claim_is_not_kept_but_turned_off(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v")
        entry = next(one for one in listed(app).items if one.finding.check == "weak-target")
        listed(app).go(listed(app).items.index(entry))
        await press(pilot, "K")
        assert isinstance(app.screen, ChecksScreen)
        assert "weak-target = false under [checks] turns this check off" in spoken(app)


async def test_a_number_that_no_indicator_holds_gets_a_source(folder: Path, workspace: Workspace) -> None:
    """The claims register: in the list of all, with a place for where the number comes from."""
    workspace.narrate("community-safety", "The programme has worked with 340 families.")
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        entry = await at(pilot, "community-safety", "340", everything=True)
        assert entry.group is Group.REGISTER
        await press(pilot, "K")
        assert "Source" in line_with(app, "►Source")
        await press(pilot, *"Case files", "enter")
        kept = held(folder)["narrative_kept"]["community-safety"]
        assert kept == '"340" in "The programme has worked with 340 families.": Case files'
        await at(pilot, "community-safety", "340")
        assert '"340" source: Case files' in seen(app)
        assert here(app).group is Group.REGISTER


async def test_a_sensitive_narrative_is_in_the_list_alone(folder: Path) -> None:
    """Marked there, counted nowhere, and put right in its own table."""
    where = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    text = where.read_text("utf-8")
    assert "[sensitive]" in text
    begun = text.index("[sensitive]")
    sensitive = '[sensitive]\ncommunity-safety = "NI 33 is up by 9.5%."\n'
    where.write_text(f"{text[:begun]}{sensitive}{_after_sensitive(text)}", "utf-8")
    before = prose(folder)
    app = CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW))
    async with app.run_test(size=WIDE) as pilot:
        entry = await at(pilot, "community-safety", "9.5%")
        assert entry.group is Group.TO_FIX
        assert "sensitive" in line_with(app, '"9.5%"')
        assert "community-safety" not in app.main.found.to_fix
        await press(pilot, "f")
        assert spoken(app).startswith('The sensitive narrative: Put in "8.5" in the place of "9.5".')
        assert app.main.workspace.dataset.record.sensitive["community-safety"] == "NI 33 is up by 8.5%."
        await press(pilot, "u")
    assert prose(folder) == before


def _after_sensitive(text: str) -> str:
    rest = text[text.index("[sensitive]") + 1 :]
    following = [rest.index(mark) for mark in ("\n[", "\n[[") if mark in rest]
    return rest[min(following) :] if following else ""


# Going about


async def test_v_opens_at_the_row_under_the_cursor(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI43")
        await press(pilot, "v")
        assert here(app).finding.ref == "NI43"
        assert here(app).group is Group.TO_FIX


async def test_braces_move_between_those_to_fix(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v", "G")
        count = sum(one.group is Group.TO_FIX for one in listed(app).items)
        for number in range(1, count + 1):
            await press(pilot, NEXT)
            assert spoken(app).startswith(f"To fix, {number} of {count}. ")
        await press(pilot, NEXT)
        assert spoken(app).startswith(f"To fix, 1 of {count}. ")
        await press(pilot, PREVIOUS)
        assert spoken(app).startswith(f"To fix, {count} of {count}. ")


async def test_a_shows_what_fits_and_what_cannot_be_checked(app: CsptuiApp) -> None:
    """And the cursor stays on what it was on."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        few = len(listed(app).items)
        await press(pilot, "a")
        assert len(listed(app).items) == len(app.main.found.every) > few
        assert {one.group for one in listed(app).items} >= {Group.FITS, Group.TO_FIX, Group.TO_LOOK_AT}
        assert here(app).finding.text == "56.4%"
        await press(pilot, "a")
        assert len(listed(app).items) == few


async def test_the_filter_and_the_way_back(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v", "slash", *"ni 111 56.4", "enter")
        assert [one.finding.ref for one in listed(app).items] == ["NI111"]
        await press(pilot, "escape")
        assert len(listed(app).items) > 3
        await press(pilot, "question_mark")
        assert "Keep it, with a reason" in seen(app)
        await press(pilot, "escape", "escape")
        assert app.screen is app.main


@pytest.mark.parametrize(
    ("field", "opens"),
    [("target", TargetScreen), ("definition", DefinitionScreen), ("narrative", NarrativeScreen)],
)
async def test_enter_opens_what_the_finding_is_about(
    workspace: Workspace, field: str, opens: type[object]
) -> None:
    workspace.narrate("community-safety", "NI 33 is up by 9.5%.")
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v")
        entry = next(one for one in listed(app).items if one.finding.field == field)
        listed(app).go(listed(app).items.index(entry))
        await press(pilot, "enter")
        assert isinstance(app.screen, opens)


@pytest.mark.parametrize("field", ["comment", "actual"])
async def test_enter_opens_the_pane_at_the_comment_or_the_figure(app: CsptuiApp, field: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "v")
        entry = next(one for one in listed(app).items if one.finding.field == field)
        listed(app).go(listed(app).items.index(entry))
        await press(pilot, "enter")
        assert app.main.is_editing
        assert app.main.pane is not None
        assert app.main.pane.row is not None
        assert app.main.pane.row.id == entry.finding.ref
        assert app.focused is not None
        assert (app.focused.id == "edit-comment") is (field == "comment")


async def test_enter_puts_the_cursor_on_the_words(app: CsptuiApp) -> None:
    """In a long comment they are in sight at once."""
    async with app.run_test(size=SMALL) as pilot:
        entry = await at(pilot, "NI19", "increase")
        await press(pilot, "enter")
        area = app.focused
        assert isinstance(area, Comment)
        assert entry.finding.claim is not None
        assert area.place == entry.finding.claim.start
        assert "The increase in the percentage" in seen(app)


async def test_leaving_while_it_is_saved_loses_nothing(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await pilot.press("f", "escape")
        await settle(pilot)
        assert app.screen is app.main
        assert "63.7%" in held(folder)["comments"]["NI111"]
        assert "Put in" in spoken(app)


async def test_the_settings_move_its_keys(workspace: Workspace, folder: Path) -> None:
    app = CsptuiApp(workspace, settings=Settings(keys={"checks.fix": "f9"}))
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        assert 'F9 puts in "63.7"' in told(app)
        assert "F9 Fix" in line_with(app, "? Help")
        await press(pilot, "f9")
        assert "63.7%" in held(folder)["comments"]["NI111"]


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE, LARGE])
async def test_any_text_in_any_place_is_only_text(workspace: Workspace, size: tuple[int, int]) -> None:
    """Claims and findings in hostile prose act on nothing, in the list, the detail and the sheet."""
    for text in HOSTILE:
        mixed = f"{text} NI 33 is up 56.4% {text}. It fell from 475 to 188, {text}"
        dataset = spoilt(workspace.dataset, mixed)
        narrative = {theme.id: mixed for theme in dataset.themes}
        record = replace(dataset.record, narrative=narrative, sensitive=narrative)
        quarters = {**dataset.quarters, dataset.shown: record}
        dataset = replace(dataset, quarters=quarters)
        workspace._loaded = replace(workspace._loaded, dataset=dataset)
        app = CsptuiApp(workspace)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            check_frame(app, "board")
            await press(pilot, "v", "a")
            assert listed(app).items
            for key in ("j", "pagedown", "G", NEXT, "tab"):
                await press(pilot, key)
                check_frame(app, key)
            entry = next(one for one in listed(app).items if one.group is Group.TO_FIX)
            listed(app).go(listed(app).items.index(entry))
            await press(pilot, "K")
            check_frame(app, "reason")


def many(workspace: Workspace, count: int) -> None:
    """Give Derby's rows over and over, each with its figures of both years and its comment."""
    dataset = workspace.dataset
    known = dataset.indicators
    inside = tuple(
        replace(known[place % len(known)], id=f"X{place}", code=f"X {place}", codes=(f"X {place}",))
        for place in range(count)
    )
    old = {one.id: known[place % len(known)].id for place, one in enumerate(inside)}
    quarters = {
        quarter: replace(
            record,
            comments={new: record.comments.get(was, "") for new, was in old.items()},
            readings={new: record.readings[was] for new, was in old.items() if was in record.readings},
        )
        for quarter, record in dataset.quarters.items()
    }
    first = dataset.themes[0]
    themes = (replace(first, sections=(replace(first.sections[0], indicators=inside),)),)
    workspace._loaded = replace(workspace._loaded, dataset=replace(dataset, themes=themes, quarters=quarters))


async def test_on_500_rows_the_list_is_there_before_its_checks_are(workspace: Workspace) -> None:
    """Keys go on while they are made; then a list of hundreds goes from end to end."""
    many(workspace, 500)
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j")
        assert isinstance(app.screen, ChecksScreen)
        await settle(pilot)
        assert len(listed(app).items) > 200
        await press(pilot, "G", "a", "G", "g")
        assert here(app).group is Group.TO_FIX
        assert len(listed(app).items) > 500
