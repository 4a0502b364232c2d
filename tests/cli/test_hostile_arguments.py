"""Sixty hostile strings as arguments and in files: nothing acts on the terminal, whatever a verb answers."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest
import tomli_w
from run_csptui import environment

from csptui.cli.program import run

Capture = pytest.CaptureFixture[str]
HOSTILE: dict[str, str] = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
STORABLE = {name: text for name, text in HOSTILE.items() if text.encode("utf-8", "replace").decode() == text}
ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Cn"}
COMMENTARY = "quarters/2009-10-Q4/commentary.toml"


def acting(text: str) -> set[str]:
    """Give the characters that act, hide or reorder."""
    return {one for one in text if one != "\n" and unicodedata.category(one) in ACTING}


def as_name(text: str) -> str:
    """Give a text as a path may have it: no argument of a process holds a NUL or half a character."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "-")


def tell(words: tuple[str, ...], capture: Capture) -> None:
    """Run one command, and look at all that it says."""
    code = run(list(words))
    said = "".join(capture.readouterr())
    assert acting(said) == set(), (words, said)
    assert code in range(7), (words, said)
    assert "Traceback" not in said


@pytest.mark.parametrize("name", HOSTILE)
def test_as_an_argument(data: Path, name: str, capsys: Capture) -> None:
    """Refused or saved, it is shown: in the answer, in the refusal, and later in the page."""
    text = HOSTILE[name]
    for words in (
        ("list", "--filter", text),
        ("list", "--theme", text),
        ("show", text),
        ("record", "NI20", text),
        ("record", text, "5"),
        ("target", "NI20", text),
        ("record", "NI20", "--as-at", text),
        ("record", "NI20", "--source", text),
        ("comment", "NI20", text),
        ("narrate", "1", text),
        ("narrate", text, "x"),
        ("list", "--quarter", text),
        (text,),
        ("list", "--data", f"{data}/{as_name(text[:60])}"),
        ("show", "NI20"),
        ("report",),
        ("log",),
    ):
        tell(words, capsys)


@pytest.mark.parametrize("name", STORABLE)
def test_as_a_name_out_of_a_folder(tmp_path: Path, data: Path, name: str, capsys: Capture) -> None:
    """The name of a new partnership, of a folder, and every text that a data folder holds."""
    text = STORABLE[name]
    tell(("init", str(tmp_path / "new"), "--name", text), capsys)
    held = {
        "comments": {"NI20": text, text: text},
        "narrative": {text: text},
        text: {"a": text},
        "sources": {"NI20": text},
    }
    (data / COMMENTARY).write_text(tomli_w.dumps(held), "utf-8", newline="")
    partnership = {"name": text, "notes": [text], "glossary": {text: text}, text: 1, "rag": {"basis": text}}
    (data / "partnership.toml").write_text(tomli_w.dumps(partnership), "utf-8", newline="")
    actuals = data / "quarters" / "2009-10-Q4" / "actuals.csv"
    cell = text[:200].replace('"', '""')
    actuals.write_bytes(actuals.read_bytes() + f'"{cell}",1,0,,,,,\nNI99,"{cell}",0,,,,"{cell}",\n'.encode())
    line = {
        "when": text,
        "who": text,
        "quarter": text,
        "indicator": text,
        "field": text,
        "from": text,
        "to": text,
    }
    logged = {**line, "when": "2010-04-20T09:30:00+00:00", "action": text, "digest": text, "seen": text}
    (data / "changes.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (line, logged)), "utf-8")
    for words in (
        ("check",),
        ("check", "--all", "--sensitive"),
        ("check", "--list"),
        ("claims", "NI20"),
        ("list",),
        ("report", "--sensitive"),
        ("exceptions",),
        ("show", "NI20"),
        ("log",),
        ("quarters",),
    ):
        for more in ((), ("--json",), ("--plain",)):
            tell((*words, *more), capsys)
    tell(("log", "verify"), capsys)


@pytest.mark.skipif(os.name != "posix", reason="uses a pseudo-terminal")
def test_on_a_terminal(tmp_path: Path, data: Path) -> None:
    """All of them in one folder, in colour: besides line ends a terminal gets colours and nothing else."""
    pexpect = pytest.importorskip("pexpect")
    held = {
        "comments": {"NI20": "\n\n".join(STORABLE.values())},
        "narrative": {"youth-crime": "\n".join(STORABLE.values())},
    }
    (data / COMMENTARY).write_text(tomli_w.dumps(held), "utf-8", newline="")
    for verb in (
        ("report",),
        ("exceptions",),
        ("show", "NI20"),
        ("check",),
        ("list", "--filter", "\x1b]0;x\x07"),
    ):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "csptui", *verb, "--data", str(data)],
            env=environment(tmp_path, TERM="xterm-256color", COLORTERM="truecolor", PYTHONUTF8="1"),
            dimensions=(40, 100),
            cwd=str(tmp_path),
            timeout=60,
        )
        child.expect(pexpect.EOF)
        child.close()
        sent = child.before.decode("utf-8")
        assert acting(re.sub(r"\x1b\[[0-9;]*m", "", sent).replace("\r\n", "\n")) == set()
        assert ("\x1b[" in sent) is (verb[0] not in {"check", "list"}) or verb[0] in {"check", "list"}


@pytest.mark.parametrize(
    "words",
    [
        ("report", "-x"),
        ("report", "--check", "-x.md"),
        ("report", "-f", "md", "-o", "-x"),
        ("report", "--verify", "-x"),
        ("report", "-o", "out", "--template", "-x"),
        ("exceptions", "-x"),
        ("list", "--width", "-5"),
        ("list", "--quarter", "-4"),
        ("list", "--data", "-x"),
    ],
)
def test_a_minus_before_a_name_or_number(
    data: Path, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """It is a file, a folder or a value as it was typed: nothing of how it is parsed is shown."""
    monkeypatch.setenv("CSPTUI_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    code = run(list(words))
    said = "".join(capsys.readouterr())
    assert code in range(4)
    assert "\u2400" not in said
    assert (tmp_path / "-x").is_dir() is ("-o" in words and words[-1] == "-x" and "--template" not in words)
