"""What every test run shares: where its temporary folders are, and a copy of Derby's data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder itself is made by pytest, for its user alone
_ENOUGH = 1_000_000_000

# Each save is brought to the disk many times over; thousands of saves need not wait for a real one.
if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

# Where tests run side by side, the process that starts the others leaves them the size of its own terminal
# (readline does); a page, and a program in a terminal of another size, would take it for theirs.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run two tests for each processor side by side, since half of them wait; one file's, one by one."""
    files = [one for one in config.args if one.partition("::")[0].endswith(".py")]
    if len(config.args) == len(files) == 1:
        return 0
    return max(4, min(8, 2 * (os.cpu_count() or 1)))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of Derby's data, named by the environment, with no settings of the user's own near."""
    from run_csptui import derby_copy  # noqa: PLC0415 - it stands beside the tests that use this

    monkeypatch.setenv("CSPTUI_DATA", str(tmp_path / "data"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return derby_copy(tmp_path / "data")
