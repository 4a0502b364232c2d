"""A copy of Derby's data for every test that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from run_csptui import derby_copy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of Derby's data, named by the environment, with no settings of the user's own near."""
    monkeypatch.setenv("CSPTUI_DATA", str(tmp_path / "data"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("COLUMNS", raising=False)
    return derby_copy(tmp_path / "data")
