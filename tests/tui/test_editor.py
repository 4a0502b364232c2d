"""ctrl+g: a text in the user's own editor, which is a small program here; what comes back is as if typed."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest
from drafts_harness import on_disk, place, start, until
from main_harness import WIDE, _colours, app, folder, seen, settle, spoken, workspace

from csptui.storage.draft_lines import KeptText
from csptui.tui.screens.waiting import WaitingScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drafts_harness import Start
    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

    Editor = Callable[[str], None]

__all__ = ["_colours", "app", "folder", "place", "start", "workspace"]

ARSON = ("slash", *"ni33", "enter")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the temporary folder of the test, in which nothing may be left."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.fixture
def editor(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Give what sets $EDITOR to a program that does this with `path`, the file's."""
    monkeypatch.delenv("VISUAL", raising=False)
    assert temporary.exists()

    def made(what: str) -> None:
        script = tmp_path / "an editor.py"
        head = "import pathlib, sys, time\npath = pathlib.Path(sys.argv[-1])\n"
        script.write_text(f"{head}here = pathlib.Path({str(tmp_path)!r})\n{what}\n", "utf-8")
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}" --wait')

    return made


def typed(app: CsptuiApp) -> str:
    return app.screen.query_one(Comment).text


def left_in(temporary: Path) -> list[str]:
    return [path.name for path in temporary.iterdir()]


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("4", "a")
    await settle(pilot)


async def test_what_the_editor_leaves_is_typed_and_not_saved(
    app: CsptuiApp, editor: Editor, folder: Path, temporary: Path
) -> None:
    commentary = folder / "quarters/2009-10-Q4/commentary.toml"
    before = commentary.read_bytes()
    editor('path.write_bytes(path.read_bytes().upper() + b"\\r\\nMore, in {NI 35 actual}.\\r\\n")')
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        was = typed(app)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert typed(app) == f"{was.upper()}\n\nMore, in {{NI 35 actual}}."
        assert "Brought back from" in spoken(app)
        assert "not saved yet" in seen(app)
        assert commentary.read_bytes() == before
        assert left_in(temporary) == []
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert typed(app) == was
        await pilot.press("ctrl+y", "ctrl+s")
        await settle(pilot)
        assert b"More, in {NI 35 actual}." in commentary.read_bytes()


async def test_a_text_that_is_left_alone_stays_unchanged(app: CsptuiApp, editor: Editor) -> None:
    editor("path.write_bytes(path.read_bytes())")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert "Nothing was changed in" in spoken(app)
        assert "not saved yet" not in seen(app)
        assert app.main.unsaved_names() == ()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("path.write_text('lost'); sys.exit(3)", "ended with 3, so the text is as it was"),
        ("path.unlink()", "left no file, so the text is as it was"),
        ("path.write_bytes(b'\\xff\\xfe')", "left a text that is not UTF-8 (line 1)"),
        ("path.write_bytes(b'x' * 1_000_001)", "left more than 1,000,000 bytes"),
    ],
)
async def test_what_goes_wrong_leaves_the_text_and_is_one_sentence(
    app: CsptuiApp, editor: Editor, temporary: Path, what: str, told: str
) -> None:
    editor(what)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("X")
        was = typed(app)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert told in spoken(app)
        assert typed(app) == was
        assert left_in(temporary) == []


async def test_an_editor_that_is_not_there_is_one_sentence(
    app: CsptuiApp, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("")
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert "$VISUAL is no-such-editor --wait, which was not found" in spoken(app)


async def test_the_draft_is_on_the_disk_before_the_editor_starts(
    start: Start, place: Path, editor: Editor, tmp_path: Path
) -> None:
    """Keys of the same moment included: what the editor finds among the drafts is what it was handed."""
    editor(
        f"place = pathlib.Path({str(place)!r})\n"
        "found = b''.join(one.read_bytes() for one in place.glob('*.jsonl'))\n"
        "(here / 'found').write_bytes(found)"
    )
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await opened(pilot)
        await pilot.press("f2", *"XYZZY", "ctrl+g")
        await settle(pilot)
        assert b"XYZZY" in (tmp_path / "found").read_bytes()
        (kept,) = (one for one in on_disk(place) if isinstance(one, KeptText))
        assert kept.sensitive


async def test_what_comes_back_is_kept_for_the_next_start(start: Start, place: Path, editor: Editor) -> None:
    editor("path.write_text('From the editor.')")
    async with start().run_test(size=WIDE) as pilot:
        await settle(pilot)
        await opened(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert [one.text for one in on_disk(place) if isinstance(one, KeptText)] == ["From the editor."]


async def test_the_comment_of_a_row_goes_to_the_editor_too(
    app: CsptuiApp, editor: Editor, folder: Path
) -> None:
    editor("path.write_text(path.read_text() + 'Two pubs closed.')")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*ARSON, "c", *" So.", "ctrl+g")
        await settle(pilot)
        assert app.main.pane is not None
        assert app.main.pane.draft.comment == "An increase of 8.6%. So.\nTwo pubs closed."
        assert "Brought back from" in spoken(app)
        assert app.main.query_one(Comment).has_focus
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Saved NI 33." in spoken(app)
    assert "Two pubs closed." in (folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8")


async def test_control_characters_do_not_come_in(app: CsptuiApp, editor: Editor) -> None:
    editor("path.write_bytes(b'a\\x1b[31mb\\x00c\\x0bd')")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert typed(app) == "a[31mbc\nd"


async def test_an_editor_with_a_window_covers_the_text_until_it_is_closed(
    app: CsptuiApp, editor: Editor, tmp_path: Path
) -> None:
    """No key is typed in two places, Esc loses nothing, and ctrl+q says what would be lost."""
    editor(
        "(here / 'begun').touch()\n"
        "while not (here / 'end').exists(): time.sleep(0.01)\n"
        "path.write_text('Closed.')"
    )
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        was = typed(app)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: (tmp_path / "begun").exists() and isinstance(app.screen, WaitingScreen))
        await pilot.press("x", "escape")
        assert "ctrl+q leaves without what is written in it" in seen(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "what is written in" in seen(app)
        (tmp_path / "end").touch()
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert typed(app) == "Closed."
        assert was != "Closed."


async def test_a_text_that_has_changed_meanwhile_is_not_overwritten(
    app: CsptuiApp, editor: Editor, tmp_path: Path
) -> None:
    editor("while not (here / 'end').exists(): time.sleep(0.01)\npath.write_text('Mine.')")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        area = app.screen.query_one(Comment)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
        area.text = "Another."
        (tmp_path / "end").touch()
        await settle(pilot)
        assert typed(app) == "Another."
        assert "in the clipboard" in spoken(app)
        assert app.clipboard == "Mine."


def test_the_editor_gets_no_shell(tmp_path: Path, editor: Editor) -> None:
    """What the variable holds is a command and its arguments, nothing else."""
    from csptui.storage.editor import editor_of  # noqa: PLC0415 - of the test's own environment

    editor("")
    words = editor_of(os.environ).words
    assert words[1:] == (str(tmp_path / "an editor.py"), "--wait")
