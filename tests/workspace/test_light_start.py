"""What opening a folder does not bring in: each costs time before the first paint, and serves only a save."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"pandas", "textual", "rich", "click", "filelock", "tomli_w", "platformdirs", "tempfile", "shutil"}


def modules_after(code: str) -> set[str]:
    """Give the modules that a fresh interpreter holds after running some code."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_opening_a_folder_imports_nothing_that_only_a_save_needs() -> None:
    load = f"load(Path({str(ROOT / 'data')!r}))"
    opened = f"from pathlib import Path; from csptui.storage.folder import load; {load}"
    assert (
        modules_after(opened) & (HEAVY | {"hashlib", "csptui.storage.writing"})
        == modules_after("pass") & HEAVY
    )


def test_the_workspace_imports_nothing_heavy() -> None:
    assert modules_after("import csptui.workspace") & HEAVY == modules_after("pass") & HEAVY
