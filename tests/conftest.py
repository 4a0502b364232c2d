"""What every test run shares: where its temporary folders are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder itself is made by pytest, for its user alone
_ENOUGH = 1_000_000_000

# Each save is brought to the disk many times over; thousands of saves need not wait for a real one.
if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))
