"""Live figures on the screen: printed where a comment is read, as typed where it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from main_harness import LARGE, _colours, app, folder, seen, settle, workspace

from csptui.domain.claims import Kept, kept_text
from csptui.domain.draft import Entry
from csptui.tui.change_words import value_words
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from csptui.tui.app import CsptuiApp
    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

TYPED, PRINTED = "Beside {NI 40 actual} in treatment.", "Beside 1,302 in treatment."


@pytest.fixture
def _typed(workspace: Workspace) -> None:
    """Save a comment with a live figure of another row."""
    workspace.record(Entry("NI39", comment=TYPED))


@pytest.mark.usefixtures("_typed")
async def test_the_detail_prints_it_and_the_field_shows_what_was_typed(app: CsptuiApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert PRINTED in seen(app)
        assert "{NI 40" not in seen(app)
        await pilot.press("c")
        await settle(pilot)
        assert app.screen.query_one("#edit-comment", Comment).text == TYPED


@pytest.mark.usefixtures("_typed")
async def test_a_figure_saved_for_one_row_changes_the_comment_of_another(
    app: CsptuiApp, workspace: Workspace
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("/", *"NI 40", "enter", "e", *"1310", "enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert str(workspace.dataset.record.readings["NI40"].figure.value) == "1310"
        await pilot.press("escape", "home")
        await settle(pilot)
        assert "Beside 1,310 in treatment." in seen(app)


@pytest.mark.usefixtures("_typed")
async def test_the_list_of_exceptions_prints_it(app: CsptuiApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("x", "j", "j")
        await settle(pilot)
        assert PRINTED in " ".join(seen(app).split())
        assert "{NI 40" not in seen(app)


def test_kept_claims_are_counted_where_changes_are_listed() -> None:
    one = Kept("8.6%", "An increase of 8.6%.", "A reason")
    assert value_words("kept", "", None) == "none"
    assert value_words("kept", kept_text([one]), None) == "1 claim"
    assert value_words("kept", kept_text([one, replace(one, words="9%")]), None) == "2 claims"
