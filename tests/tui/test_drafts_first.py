"""Before anything is saved, the whole of what was typed is on the disk: no older part of it comes back."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from drafts_harness import drafts_on_disk, no_folder, on_disk, open_at, place, start
from main_harness import SMALL, WIDE, _colours, actuals, folder, seen, settle

from csptui.storage.draft_lines import KeptText
from csptui.tui.screens import keeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drafts_harness import Start

__all__ = ["_colours", "folder", "place", "start"]


class FirstWrite:
    """Looks once, when the first byte of a save is about to be written below the data folder."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, look: Callable[[], object]) -> None:
        self._folder, self._look = os.path.realpath(folder), look
        self.saw: list[object] = []
        for name in ("open", "replace", "link"):
            patch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            writes = name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR))
            if writes and not self.saw and os.path.realpath(args[0]).startswith(self._folder):
                self.saw.append(self._look())
            return real(*args, **kwargs)

        return call


def put_back(place: Path, left: dict[str, bytes]) -> None:
    """Put files back as they were."""
    place.mkdir(parents=True, exist_ok=True)
    for name, content in left.items():
        (place / name).write_bytes(content)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no timer bring anything to the disk."""
    monkeypatch.setattr(keeping, "DELAY", 3600)


async def test_the_whole_draft_is_on_the_disk_before_a_save(
    start: Start, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill just after the save finds the figure that was saved, not the half of it that a timer wrote."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"12")
        app.main.keep_at_once()
        await settle(pilot)
        assert [one.actual for one in drafts_on_disk(place)] == ["12"]
        monkeypatch.setattr(keeping, "DELAY", 3600)
        watch = FirstWrite(monkeypatch, folder, lambda: [one.actual for one in drafts_on_disk(place)])
        await pilot.press("2", "ctrl+s")
        await settle(pilot)
    assert watch.saw == [["122"]]
    assert actuals(folder)["NI33"][0] == "122"


@pytest.mark.usefixtures("never")
async def test_a_draft_left_by_a_kill_after_its_save_says_what_the_row_says(
    start: Start, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next start drops it, and the officer's next figure is no conflict with the officer's own save."""
    left: dict[str, bytes] = {}

    def copy() -> None:
        left.update({path.name: path.read_bytes() for path in place.glob("*.jsonl")})

    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        watch = FirstWrite(monkeypatch, folder, copy)
        await pilot.press(*"122", "ctrl+s")
        await settle(pilot)
    assert watch.saw
    put_back(place, left)
    assert [one.actual for one in drafts_on_disk(place)] == ["122"]
    again = start()
    async with again.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert not again.main.drafts
        await open_at(pilot, "ni33")
        await pilot.press(*"125", "ctrl+s")
        await settle(pilot)
        assert "Saved NI 33." in seen(again)
    assert actuals(folder)["NI33"][0] == "125"


@pytest.mark.usefixtures("never")
async def test_the_whole_narrative_is_on_the_disk_before_it_is_saved(
    start: Start, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where what leaving the narrative brings to the disk is still on its way there."""
    app, saving = start(), threading.Event()
    real = os.write

    def slow(handle: int, data: bytes) -> int:
        saving.wait(0.5)
        return real(handle, data)

    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("2", "a")
        await pilot.press(*"So")
        app.main.keep_at_once()
        await settle(pilot)

        def look() -> list[str]:
            found = [one.text for one in on_disk(place) if isinstance(one, KeptText)]
            saving.set()
            return found

        monkeypatch.setattr(os, "write", slow)
        watch = FirstWrite(monkeypatch, folder, look)
        await pilot.press(*"on", "enter", "ctrl+s")
        await settle(pilot)
        assert "Saved the narrative" in seen(app)
    assert watch.saw
    assert "safer.Soon\\n" in str(watch.saw[0])


@pytest.mark.usefixtures("never")
async def test_a_draft_that_cannot_be_written_does_not_stop_a_save(
    start: Start, folder: Path, place: Path
) -> None:
    no_folder(place)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"122", "ctrl+s")
        await settle(pilot)
        assert "Saved NI 33." in seen(app)
    assert actuals(folder)["NI33"][0] == "122"
