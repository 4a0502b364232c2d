"""Makes the README's picture from the application itself: `python tests/pictures/make.py [DIRECTORY]`."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PICTURE = "main.svg"
COLUMNS, ROWS = 120, 36
KEYS = ("g", *("j",) * 10)
"""The cursor on NI 33, whose colour is not certain."""


async def picture(
    columns: int = COLUMNS,
    rows: int = ROWS,
    keys: tuple[str, ...] = (),
    *,
    example: str = "",
    quarter: str = "",
) -> str:
    """Draw the application on a copy of Derby's data, or of an example's, as SVG without any address in it.

    The latest quarter is shown, or the one asked for, after some keys.
    """
    from csptui.domain.quarter import Quarter  # noqa: PLC0415 - the script finds the checkout first
    from csptui.tui.app import CsptuiApp  # noqa: PLC0415 - as above
    from csptui.workspace import Workspace  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as scratch:
        data = ROOT / "csptui" / "examples" / example if example else ROOT / "data"
        folder = Path(shutil.copytree(data, Path(scratch) / "copy"))
        now, shown = datetime(2010, 4, 12, tzinfo=UTC), Quarter.parse(quarter)
        workspace = Workspace.open(folder, who="officer", now=lambda: now, quarter=shown)
        app = CsptuiApp(workspace)
        async with app.run_test(size=(columns, rows)) as pilot:
            for key in ("", *keys):
                if key:
                    await pilot.press(key)
                await pilot.pause()
                await app.workers.wait_for_complete()
            await pilot.pause()
            return plain(app.export_screenshot(title="csptui"))


def plain(svg: str) -> str:
    """Take the web fonts out, so that the picture asks no other machine for anything, and fix its ids."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, DejaVu Sans Mono, Menlo, Consolas")
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Write the picture."""
    sys.path.insert(0, str(ROOT))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (target / PICTURE).write_text(asyncio.run(picture(keys=KEYS)), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
