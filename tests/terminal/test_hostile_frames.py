"""Sixty hostile strings on the screen of a real pseudo-terminal: only the program's own sequences."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

import tomli_w
from pty_harness import DERBY, ESCAPE, Terminal

HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
STORABLE = [text for text in HOSTILE.values() if text.encode("utf-8", "replace").decode() == text]
# What the program itself sends: controls that begin with ESC [, the keypad's, and the pointer's.
OWN = re.compile(r"\x1b\[[0-9;:?<>=!$ ]*[a-zA-Z@`{|}~]|\x1b[=>78]|\x1b\]22;[a-z]*\x07")
# Of these, what would answer, draw elsewhere or set a device: the data hold each of them.
THEIRS = ("\x1b[2J\x1b[H\x1b[3J", "\x1b[21t", "\x1b[?47h", "\x1b[2;3r", "\x1b[20h", "\x1b[10P", "\x1b[!p")


def harm(folder: Path) -> None:
    """Put every string into the texts of a data folder."""
    texts = iter(STORABLE * 9)
    toml = folder / "indicators.toml"
    defined = tomllib.loads(toml.read_text("utf-8"))
    ids: list[str] = []
    for theme in defined["theme"]:
        theme["name"] = next(texts)
        for section in theme["section"]:
            for indicator in section["indicator"]:
                ids.append(indicator["id"])
                for key in ("name", "short", "owner", "source", "definition"):
                    indicator[key] = next(texts)
    toml.write_text(tomli_w.dumps(defined), "utf-8")
    held = {
        "comments": {one: next(texts) + "\n" + next(texts) for one in ids},
        "narrative": {theme["id"]: next(texts) for theme in defined["theme"]},
    }
    (folder / "quarters" / "2009-10-Q4" / "commentary.toml").write_text(tomli_w.dumps(held), "utf-8")


def test_a_terminal_gets_what_the_program_means(tmp_path: Path) -> None:
    """Every row, and each screen of some: no title, no link, no clipboard, no bell, no question to answer."""
    folder = Path(shutil.copytree(DERBY, tmp_path / "derby"))
    harm(folder)
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "PYTHONPATH", "LANG"}}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    terminal = Terminal(
        ["--data", str(folder)],
        {**kept, **homes, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1"},
        columns=120,
        rows=36,
    )
    try:
        terminal.see("row 1 of 24")
        for row in range(1, 25):
            for key, back in (("w", ESCAPE), ("i", ESCAPE)) if row % 4 == 1 else ():
                terminal.press(key)
                terminal.wait(lambda: "row " not in terminal.text().splitlines()[-1], "another screen")
                terminal.press(back)
                terminal.see(f"row {row} of 24")
            terminal.press("j")
            terminal.see(f"row {min(row + 1, 24)} of 24")
        for key in ("x", "!", "a", "d"):
            terminal.press(key)
            terminal.wait(lambda: "row 24 of 24" not in terminal.text(), "another screen")
            terminal.press(ESCAPE)
            terminal.see("row 24 of 24")
        terminal.press("q")
        assert terminal.end() == 0
    finally:
        terminal.close()
    sent = terminal.written.decode("utf-8")
    left = OWN.sub("", sent)
    acting = {
        one
        for one in left
        if one not in "\r\n" and unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    }
    assert acting == set()
    assert [one for one in THEIRS if one in sent] == []
    assert "␛[2J" in sent
    assert "<U+202E>" in sent
