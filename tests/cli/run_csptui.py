"""Runs csptui as a process of its own, the way a shell does, with nothing of the user's own around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from csptui.cli.program import program

CHECKOUT = Path(__file__).parents[2]
DERBY = CHECKOUT / "data"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give an environment in which settings and copies go below `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    homes = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    return kept | dict.fromkeys(homes, str(home)) | {"PYTHONPATH": str(CHECKOUT), "USER": "officer"} | more


def csptui(
    *arguments: str, home: Path, text: bytes = b"", folder: Path | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run one command to its end; `folder` is where it starts."""
    return subprocess.run(
        [sys.executable, "-m", "csptui", *arguments],
        input=text,
        capture_output=True,
        check=False,
        cwd=folder or home,
        env=environment(home, **more),
        timeout=60,
    )


def derby_copy(target: Path) -> Path:
    """Give a copy of Derby's data that a test may change."""
    shutil.copytree(DERBY, target)
    return target


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    """Run one command in this process."""
    return CliRunner().invoke(program, list(arguments), input=text, catch_exceptions=False)
