"""The floors of the house, proved at run time, and the limits that every file keeps."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "csptui").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
HEAVY = ("textual", "pandas", "rich", "click", "asyncio", "docx", "jinja2", "typst", "xlsxwriter", "pypdf")


def loaded_by(statement: str) -> set[str]:
    """Give the modules that a statement loads in a fresh interpreter."""
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("floor", "allowed"),
    [
        ("csptui.domain.dataset, csptui.domain.draft, csptui.domain.why", ()),
        ("csptui.legend", ()),
        ("csptui.storage.folder, csptui.storage.settings", ()),
        ("csptui.workspace", ()),
        (
            "csptui.outputs.document.text.writer, csptui.outputs.document.build, csptui.outputs.objects",
            ("rich", "asyncio"),
        ),
        ("csptui.cli", ("click",)),
    ],
)
def test_a_floor_loads_nothing_from_above_and_nothing_heavy(floor: str, allowed: tuple[str, ...]) -> None:
    """In a fresh interpreter a floor brings in no screen, no pandas and nothing that it may not use."""
    found = loaded_by(f"import {floor}")
    assert not [name for name in HEAVY if name in found and name not in allowed]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    """No file is over 400 lines, no function over 50, and no handler catches everything."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno <= LONGEST_FUNCTION, node.name
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}
            again = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            assert not broad or again, f"line {node.lineno} catches everything and goes on"
