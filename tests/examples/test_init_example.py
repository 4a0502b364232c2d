"""`csptui init DIR --example NAME` copies a whole example, and only into a new or an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from enfield_example import ENFIELD

from csptui.cli.program import program
from csptui.domain.problem import RefusedError, StorageError
from csptui.storage.folder import load
from csptui.storage.start import example_folder, example_names

if TYPE_CHECKING:
    from click.testing import Result

CHECKOUT = Path(__file__).parents[2]
KEPT = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}


def run(*arguments: str) -> Result:
    """Run one command in this process."""
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its place, without those that a folder has of its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".gitignore"
    }


def test_the_names_are_derby_and_enfield() -> None:
    """An example is known by its name."""
    assert example_names() == ("derby", "enfield")


@pytest.mark.parametrize(("name", "source"), [("enfield", ENFIELD), ("derby", CHECKOUT / "data")])
def test_the_copy_is_the_example_to_the_byte_and_opens(name: str, source: Path, tmp_path: Path) -> None:
    """Every file is copied as it is, and the folder opens without a problem."""
    made = example_folder(tmp_path / "new" / "ours", name)
    assert bytes_of(made) == bytes_of(source)
    assert load(made)[1] == ()
    assert "*.lock" in (made / ".gitignore").read_text("utf-8")


def test_the_verb_says_what_it_made(tmp_path: Path) -> None:
    """The name, how many quarters there are and the latest; the next step stands beside the answer."""
    where = str(tmp_path / "enfield")
    done = run("init", where, "--example", "enfield")
    assert done.exit_code == 0
    told = "Enfield: an example with real history, 58 quarters to 2023/24 Q4."
    assert done.stdout == f"Made {where}: {told}\n"
    assert done.stderr == f"Next: csptui --data {where}\n"


def test_json_is_the_whole_answer(tmp_path: Path) -> None:
    """A program reads the same."""
    where = str(tmp_path / "enfield")
    done = run("init", where, "--example", "enfield", "--json")
    assert json.loads(done.stdout) == {
        "folder": where,
        "name": "Enfield: an example with real history",
        "quarter": "2023/24 Q4",
        "quarters": 58,
        "example": "enfield",
    }


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds anything is refused and stays as it is."""
    (tmp_path / "mine.txt").write_bytes(b"mine")
    done = run("init", str(tmp_path), "--example", "enfield")
    assert done.exit_code == 2
    assert "is not an empty folder: nothing was written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(RefusedError):
        example_folder(tmp_path, "derby")


def test_an_unknown_name_lists_those_there_are(tmp_path: Path) -> None:
    """The refusal names the examples, and no folder is made."""
    for name in ("nowhere", "../enfield", "Enfield", ".", "enfield/quarters"):
        done = run("init", str(tmp_path / "new"), "--example", name)
        assert done.exit_code == 2
        assert done.stderr == f'csptui: There is no example "{name}": use derby or enfield\n'
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RefusedError, match="use derby, enfield"):
        example_folder(tmp_path / "new", "nowhere")


@pytest.mark.parametrize("more", [("--name", "Ours"), ("--quarter", "2010-11-Q1")])
def test_a_name_or_quarter_of_ones_own_does_not_go_with_it(more: tuple[str, str], tmp_path: Path) -> None:
    """An example brings both: a wish that would be passed over is refused."""
    done = run("init", str(tmp_path / "new"), "--example", "enfield", *more)
    assert done.exit_code == 2
    assert "--example brings its own name and quarters" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full half way takes away what was made, so that it can be tried again."""
    whole, made = Path.open, []

    def full(self: Path, mode: str = "r", *more: object, **named: object) -> object:
        if mode == "xb":
            made.append(self)
            if len(made) == 40:
                raise OSError(28, "No space left on device")
        return whole(self, mode, *more, **named)  # type: ignore[call-overload] # passed on as it came

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StorageError, match="nothing was kept"):
        example_folder(tmp_path / "new", "enfield")
    assert list(tmp_path.iterdir()) == []


def test_the_copy_can_be_changed_at_once(tmp_path: Path) -> None:
    """A figure is saved in the copy, and the package is not touched."""
    before = bytes_of(ENFIELD)
    where = str(tmp_path / "enfield")
    run("init", where, "--example", "enfield")
    done = run("record", "CR1", "7,600", "--data", where, "--quarter", "2023-24-Q3")
    assert done.exit_code == 0, done.output
    assert "CR1,7600,0,,,,," in (tmp_path / "enfield/quarters/2023-24-Q3/actuals.csv").read_text("utf-8")
    assert bytes_of(ENFIELD) == before


def test_an_installed_package_brings_both_examples(tmp_path: Path) -> None:
    """A wheel made of this checkout, unpacked somewhere else, makes the same folders without the checkout."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the package, is not installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True, timeout=120)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    for name, source in (("enfield", ENFIELD), ("derby", CHECKOUT / "data")):
        said = subprocess.run(
            [sys.executable, "-m", "csptui", "init", str(tmp_path / name), "--example", name],
            cwd=tmp_path,
            env=KEPT | {"PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path)},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert said.returncode == 0, said.stderr
        assert bytes_of(tmp_path / name) == bytes_of(source)
