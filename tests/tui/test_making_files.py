"""Files made from the screen: what is on the disk after R and X, leaving, refusals, access, opening."""

from __future__ import annotations

import os
import sys
import threading
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from main_harness import SMALL, WIDE, _colours, app, folder, line_with, seen, settle, spoken, workspace
from textual.css.query import NoMatches

from csptui.outputs.document.formats import FORMATS as WRITTEN
from csptui.tui import making
from csptui.tui.opening import open_file, opener
from csptui.tui.screens.access import AccessScreen
from csptui.tui.screens.exceptions import ExceptionsScreen
from csptui.tui.screens.main import MainScreen
from csptui.tui.screens.report import ReportScreen
from csptui.tui.screens.where import WhereScreen
from csptui.tui.widgets.making_line import MakingLine
from csptui.tui.widgets.part_list import PartList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

LONGEST = 60.0
"""Seconds after which a test that has gone wrong lets the drive go on."""
SUFFIXES = {".docx", ".html", ".pdf", ".xlsx", ".md", ".txt", ".json"}


class HeldDrive:
    """The first file that is put in its place waits until it is let go."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.goes_on, self.is_reached, self.is_done = (threading.Event() for _ in range(3))
        real = os.replace

        def held(*args: Any, **kwargs: Any) -> None:
            self.is_reached.set()
            assert self.goes_on.wait(LONGEST)
            real(*args, **kwargs)
            if str(args[1]).endswith(".made.json"):
                self.is_done.set()

        patch.setattr(os, "replace", held)


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldDrive]:
    """Hold what is written, and let it go at the end whatever has happened."""
    held = HeldDrive(monkeypatch)
    yield held
    held.goes_on.set()


@pytest.fixture
def opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a desktop whose program for files writes down what it was asked to open."""
    programs, asked = tmp_path / "programs", tmp_path / "asked"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        (programs / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{asked}"\n', "utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":7")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return asked


@pytest.fixture
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be logged in from afar."""
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def made(folder: Path, kind: str) -> set[str]:
    """Give the files of a kind that are there, without what their names begin with."""
    out = folder / "out"
    stem = f"{kind}-2009-10-Q4"
    return {one.name.removeprefix(stem) for one in out.iterdir() if one.name.startswith(stem)}


EVERY = {".docx", ".html", ".pdf", ".xlsx", ".md", ".txt", "-csv", ".made.json"}


def text_of(folder: Path, name: str) -> str:
    return (folder / "out" / name).read_text("utf-8")


def stamp_of(folder: Path, name: str) -> int:
    return (folder / "out" / name).stat().st_mtime_ns


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def asked(opens: Path) -> list[str]:
    return opens.read_text("utf-8").splitlines() if opens.exists() else []


def shows(app: CsptuiApp, kind: type[Screen[Any]]) -> bool:
    return isinstance(app.screen, kind)


def bar(app: CsptuiApp) -> MakingLine | None:
    try:
        return app.screen.query_one(MakingLine)
    except NoMatches:
        return None


async def reached(pilot: Pilot[None], event: threading.Event) -> None:
    while not event.is_set():
        await pilot.pause()
    await pilot.pause()


async def preview(pilot: Pilot[None]) -> ReportScreen:
    await pilot.press("r")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    return screen


# What is made


async def test_x_prints_the_exceptions_in_every_format_and_says_where(app: CsptuiApp, folder: Path) -> None:
    """No question is asked; nothing of the report is made."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        await settle(pilot)
        assert made(folder, "exceptions") == EVERY
        assert made(folder, "report") == set()
        assert spoken(app).startswith("Made the list of exceptions in 7 formats: ")
        assert "/derby/out." in spoken(app)
        assert (folder / "out" / "exceptions-2009-10-Q4.pdf").read_bytes().startswith(b"%PDF-")
        assert bar(app) is None
        assert app.screen is app.main


async def test_x_prints_from_the_list_of_exceptions_too(app: CsptuiApp, folder: Path) -> None:
    """It is said there, and in the main screen afterwards."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x", "X")
        await settle(pilot)
        assert isinstance(app.screen, ExceptionsScreen)
        assert made(folder, "exceptions") == EVERY
        assert "Made the list of exceptions in 7 formats" in spoken(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Made the list of exceptions in 7 formats" in spoken(app)


async def test_r_makes_the_report_in_the_formats_that_are_marked(app: CsptuiApp, folder: Path) -> None:
    """All of them at first; the marks of the preview hold for the main screen too."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await settle(pilot)
        assert made(folder, "report") == EVERY
        for one in (folder / "out").iterdir():
            if one.is_file():
                one.unlink()
        await preview(pilot)
        await pilot.press("f", "space")
        await pilot.pause()
        assert spoken(app).startswith("Word is left out: 6 of 7 formats.")
        assert "[ ] Word" in seen(app)
        await pilot.press("j", "space", "j", "space", "j", "j", "space")
        await pilot.press("escape", "R")
        await settle(pilot)
        assert made(folder, "report") == {".xlsx", ".txt", "-csv", ".made.json"}
        assert "Made the report in 3 formats" in spoken(app)


async def test_without_a_format_nothing_is_made(app: CsptuiApp, folder: Path) -> None:
    """It is said what to do."""
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("f", *("space", "j") * 7)
        await pilot.press("R")
        await settle(pilot)
        assert spoken(app).startswith("No format is chosen")
        assert not (folder / "out").exists()


async def test_what_was_saved_just_now_is_in_it(app: CsptuiApp, folder: Path, drive: HeldDrive) -> None:
    """R while a save is still on its way to the disk: the files wait for it, and have the new comment."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c", "end", *" Newly said.", "ctrl+s")
        await reached(pilot, drive.is_reached)
        await pilot.press("escape", "escape", "escape", "R")
        for _ in range(50):
            await pilot.pause()
            assert app.main.making is not None
            assert app.main.making.step == "beginning"
        drive.goes_on.set()
        await settle(pilot)
        assert "Newly said." in " ".join(text_of(folder, "report-2009-10-Q4.txt").split())


async def test_sensitive_parts_are_made_only_where_they_are_shown(app: CsptuiApp, folder: Path) -> None:
    """What is seen is what is made, under a name of its own, and it is said."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await settle(pilot)
        plain = set(names(folder / "out"))
        assert "Gangs" not in text_of(folder, "report-2009-10-Q4.md")
        await preview(pilot)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert "not for publication" in spoken(app)
        more = set(names(folder / "out")) - plain
        assert more
        assert all("sensitive" in one for one in more)


def test_the_formats_of_the_screen_are_those_that_are_written() -> None:
    """In the same order."""
    assert list(making.FORMATS) == list(WRITTEN)


# While it is made


async def test_the_screen_goes_on_while_files_are_made(
    app: CsptuiApp, folder: Path, drive: HeldDrive
) -> None:
    """A bar says how far it is; keys act; a second making is refused; Esc leaves it running."""
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("R")
        await reached(pilot, drive.is_reached)
        assert "Making the report: writing the files" in line_with(app, "8 of 9")
        assert "█" in line_with(app, "8 of 9")
        await pilot.press("j", "pagedown")
        assert app.screen.is_current
        await pilot.press("X")
        await pilot.pause()
        assert spoken(app).startswith("The report is being made: press again when it is done.")
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "8 of 9" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert shows(app, MainScreen)
        assert "8 of 9" in seen(app)
        await pilot.press("j", "x")
        await pilot.pause()
        assert shows(app, ExceptionsScreen)
        drive.goes_on.set()
        await settle(pilot)
        assert "Made the report in 7 formats" in spoken(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "8 of 9" not in seen(app)
        assert bar(app) is None
        assert made(folder, "report") == EVERY
        assert made(folder, "exceptions") == set()


async def test_in_a_window_too_small_nothing_is_begun_and_one_that_runs_ends(
    app: CsptuiApp, folder: Path, drive: HeldDrive
) -> None:
    """Resizing down to nothing and back harms no file."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await reached(pilot, drive.is_reached)
        for size in ((40, 10), (200, 60), (60, 18)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        drive.goes_on.set()
        await settle(pilot)
        assert made(folder, "report") == EVERY
        await pilot.resize_terminal(40, 10)
        await pilot.press("X")
        await settle(pilot)
        assert made(folder, "exceptions") == set()


async def test_leaving_waits_for_the_files(app: CsptuiApp, folder: Path, drive: HeldDrive) -> None:
    """Q says so, and leaves when they are there."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await reached(pilot, drive.is_reached)
        await pilot.press("q")
        await pilot.pause()
        assert "Leaving when it is made; ctrl+c twice does not wait." in spoken(app)
        assert app.is_running
        drive.goes_on.set()
        while app._exit is False:
            await pilot.pause()
    assert made(folder, "report") == EVERY


async def test_ctrl_c_twice_leaves_at_once_and_no_file_is_half(
    app: CsptuiApp, folder: Path, drive: HeldDrive
) -> None:
    """Nothing has its name before it is whole; what was begun in the thread is put whole."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await reached(pilot, drive.is_reached)
        await pilot.press("ctrl+c", "ctrl+c")
        assert app._exit
    assert made(folder, "report") == set()
    drive.goes_on.set()
    assert drive.is_done.wait(LONGEST)
    assert made(folder, "report") == EVERY
    assert zipfile.is_zipfile(folder / "out" / "report-2009-10-Q4.docx")
    assert not any("tmp" in one for one in names(folder / "out"))


# Refusals


async def test_a_reason_is_told_before_the_place(app: CsptuiApp, folder: Path) -> None:
    """At 80 columns the end of the sentence is cut, so what is wrong comes first."""
    (folder / "out").write_text("mine", "utf-8")
    async with app.run_test(size=SMALL) as pilot:
        await preview(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert spoken(app).startswith("The report is not made: out is no folder: take it away (out"), spoken(
            app
        )
        (folder / "out").unlink()
        (folder / "out" / "report-2009-10-Q4.docx").mkdir(parents=True)
        await pilot.press("R")
        await settle(pilot)
        told = "The report is not made: out/report-2009-10-Q4.docx is a folder: take it away."
        assert spoken(app).startswith(told[:79]), spoken(app)


async def test_a_file_that_was_refused_is_not_opened_by_a_later_making(
    app: CsptuiApp, folder: Path, opens: Path
) -> None:
    """Open makes a file first, which is refused; what is made afterwards is made and not opened."""
    (folder / "out").write_text("mine", "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert " is not made: " in spoken(app)
        (folder / "out").unlink()
        await pilot.press("R")
        await settle(pilot)
        assert spoken(app).startswith("Made the report in 7 formats")
        assert asked(opens) == []


async def test_what_is_not_saved_is_not_in_it_and_that_is_said(app: CsptuiApp, folder: Path) -> None:
    """A draft stays out of the files, and the sentence of what was made says so."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"55555", "escape")
        await preview(pilot)
        await pilot.press("X")
        await settle(pilot)
        told = "Made the list of exceptions without 1 unsaved change, in 7 formats"
        assert spoken(app).startswith(told), spoken(app)
        assert "55555" not in text_of(folder, "exceptions-2009-10-Q4.md")


async def test_a_folder_that_cannot_be_made_is_one_sentence(app: CsptuiApp, folder: Path) -> None:
    """A file stands where the folder would be; nothing is written, and the screen goes on."""
    (folder / "out").write_text("mine", "utf-8")
    before = names(folder)
    async with app.run_test(size=WIDE) as pilot:
        for key in ("R", "X"):
            await pilot.press(key)
            await settle(pilot)
            assert " is not made: " in spoken(app), key
        assert (folder / "out").read_text("utf-8") == "mine"
        assert names(folder) == before
        await pilot.press("j")
        await pilot.pause()
        assert "row 2 of 24" in spoken(app)


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="whoever may write anywhere is refused nothing",
)
async def test_a_folder_that_may_only_be_read_is_one_sentence(app: CsptuiApp, folder: Path) -> None:
    """The data folder belongs to somebody else."""
    os.chmod(folder, 0o555)  # noqa: PTH101, S103 - pathlib's is said to block; the test's own folder
    try:
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("X")
            await settle(pilot)
            assert "The list of exceptions is not made: " in spoken(app)
    finally:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - as above


async def test_a_full_drive_leaves_nothing_half(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence has the system's reason; no file and no leftover is there."""

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "replace", full)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        await settle(pilot)
        assert spoken(app).startswith("The list of exceptions is not made: no space left on device (out")
    out = folder / "out"
    left = [one.name for one in out.rglob("*") if one.is_file()] if out.exists() else []
    assert left == []


async def test_leaving_stays_where_the_files_are_refused(
    app: CsptuiApp, folder: Path, drive: HeldDrive
) -> None:
    """Whoever waits for files that cannot be made is told so, and still there to read it."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        await reached(pilot, drive.is_reached)
        await pilot.press("q")
        (folder / "out" / "report-2009-10-Q4.html").mkdir()
        drive.goes_on.set()
        await settle(pilot)
        assert " is not made: " in spoken(app)
        assert app.is_running


# Access and opening


async def test_what_was_made_is_checked_for_access(app: CsptuiApp) -> None:
    """Each format that has rules is `ok`, and Enter tells of which rules."""
    async with app.run_test(size=(120, 50)) as pilot:
        screen = await preview(pilot)
        assert "Access check" not in seen(app)
        await pilot.press("R")
        await settle(pilot)
        assert "Access check" in seen(app)
        told = [one for one in screen.query_one(PartList).items if one.sort.value == "Access check"]
        assert [(one.words, one.told) for one in told] == [
            (making.FORMATS[name], "ok") for name in ("docx", "html", "pdf", "xlsx", "md")
        ]
        await pilot.press("tab", "G", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AccessScreen)
        assert "nothing is wrong" in seen(app)


async def test_o_makes_and_opens_the_format_under_the_cursor(
    app: CsptuiApp, folder: Path, opens: Path
) -> None:
    """Only that format is made; a second o opens it without making it again."""
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("f", "j", "o")
        await settle(pilot)
        await asked_for(pilot, opens, 1)
        assert asked(opens) == [str(folder / "out" / "report-2009-10-Q4.html")]
        assert made(folder, "report") == {".html", ".made.json"}
        stamp = stamp_of(folder, "report-2009-10-Q4.html")
        await pilot.press("o")
        await settle(pilot)
        await asked_for(pilot, opens, 2)
        assert "Opening " in spoken(app)
        assert stamp_of(folder, "report-2009-10-Q4.html") == stamp
        await pilot.press("G", "o")
        await settle(pilot)


async def test_o_opens_the_folder_of_a_data_package(app: CsptuiApp, folder: Path, opens: Path) -> None:
    """Its files are looked at there."""
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("f", *"jjjjjj", "o")
        await settle(pilot)
        await asked_for(pilot, opens, 1)
        assert asked(opens) == [str(folder / "out" / "report-2009-10-Q4-csv")]


async def asked_for(pilot: Pilot[None], opens: Path, times: int) -> None:
    while len(asked(opens)) < times:
        await pilot.pause()


@pytest.mark.usefixtures("_no_display")
async def test_from_afar_o_says_where_the_file_is(app: CsptuiApp, folder: Path) -> None:
    """In full, and it is copied; Esc goes back to the preview."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await preview(pilot)
        await pilot.press("f", "j", "j", "j", "j", "o")
        await settle(pilot)
        assert shows(app, WhereScreen)
        place = folder / "out" / "report-2009-10-Q4.md"
        assert str(place) in "".join(line.strip() for line in seen(app).splitlines())
        assert app.clipboard == str(place)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen


async def test_where_the_program_fails_it_is_said_where_the_file_is(
    app: CsptuiApp, folder: Path, opens: Path
) -> None:
    """A desktop without a program for the format says so by its exit code."""
    programs = opens.parent / "programs"
    for name in ("xdg-open", "open"):
        (programs / name).write_text("#!/bin/sh\nexit 3\n", "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("f", "j", "j", "j", "j", "o")
        await settle(pilot)
        while not isinstance(app.screen, WhereScreen):
            await pilot.pause()
        assert "No program opened it." in seen(app)
        assert app.clipboard == str(folder / "out" / "report-2009-10-Q4.md")


async def test_an_older_file_is_made_again_before_it_is_opened(
    app: CsptuiApp, folder: Path, opens: Path
) -> None:
    """What is opened is what the pages show: after a change the list says that the file is older."""
    async with app.run_test(size=WIDE) as pilot:
        await preview(pilot)
        await pilot.press("f", *"jjjjj", "o")
        await settle(pilot)
        await asked_for(pilot, opens, 1)
        assert "made" in line_with(app, "[x] Text")
        path = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
        path.write_text(
            path.read_text("utf-8").replace("NI43,13.11,2,62,473", "NI43,13.32,2,63,473"), "utf-8"
        )
        await app.main.take_in()
        await settle(pilot)
        assert "older" in line_with(app, "[x] Text")
        await pilot.press("o")
        await settle(pilot)
        await asked_for(pilot, opens, 2)
        assert "63/473" in text_of(folder, "report-2009-10-Q4.txt")


def test_a_program_is_asked_only_where_somebody_would_see_it(tmp_path: Path) -> None:
    """By platform, display and whether one is logged in from afar."""
    for name in ("xdg-open", "open"):
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    here = {"PATH": str(tmp_path)}
    afar = {"SSH_CONNECTION": "a b c d"}
    assert opener("linux", {}) is None
    assert opener("linux", here) is None
    if sys.platform != "win32":
        assert opener("linux", here | {"DISPLAY": ":0"}) == str(tmp_path / "xdg-open")
        assert opener("linux", here | {"WAYLAND_DISPLAY": "wayland-0"} | afar) == str(tmp_path / "xdg-open")
        assert opener("darwin", here) == str(tmp_path / "open")
    assert opener("linux", {"PATH": str(tmp_path / "none"), "DISPLAY": ":0"}) is None
    assert opener("darwin", here | afar) is None
    assert opener("win32", {}) == ""
    assert opener("win32", afar) is None


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="children are waited for otherwise there")
def test_nothing_is_left_of_the_program_that_opened_a_file(tmp_path: Path, opens: Path) -> None:
    """What it says goes nowhere, and its end is waited for in a thread."""
    before = set(threading.enumerate())
    assert open_file(tmp_path / "a file.pdf", lambda: None)
    for one in set(threading.enumerate()) - before:
        one.join(LONGEST)
    assert asked(opens) == [str(tmp_path / "a file.pdf")]
    with pytest.raises(ChildProcessError):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
