"""A copy of Derby's data in a workspace, under a clock that the test holds."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csptui.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2010, 4, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def derby(tmp_path: Path) -> Path:
    """Give a copy of Derby's data."""
    target = tmp_path / "derby"
    shutil.copytree(ROOT / "data", target)
    return target


@pytest.fixture
def workspace(derby: Path) -> Workspace:
    """Open the copy at 2009/10 Q4."""
    return Workspace.open(derby, who="A. Officer", now=lambda: NOW)
