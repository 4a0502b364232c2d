"""Times all formats of Derby's report against empty documents of as many pages, and 500 indicators.

    python benchmarks/making.py

Everything is measured in turn in one run and told as a ratio: the machine's own speed cancels out. What is
measured is processor time, so that what else the machine does counts for little.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
ROUNDS = 7
QUARTER = "2009-10-Q4"

from generate import generate  # noqa: E402 - it stands beside this

EMPTY = """
import io, sys, typst, docx
from docx.enum.text import WD_BREAK
pages = int(sys.argv[1])
source = "#set document(title: [Empty])\\n#set text(lang: \\"en\\")\\n"
source += "#pagebreak()\\n".join(["#h(0pt)\\n"] * pages)
typst.compile(source.encode(), format="pdf", pdf_standards="ua-1")
document = docx.Document()
for _ in range(pages - 1):
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
document.save(io.BytesIO())
"""
ALL = """
import sys
from pathlib import Path
from csptui.domain.quarter import Quarter
from csptui.outputs.document.formats import FORMATS
from csptui.outputs.document.made import Making
from csptui.outputs.document.model import Kind
Making(Path(sys.argv[1]), Quarter.parse(sys.argv[2]), Kind.REPORT, tuple(FORMATS), Path()).made()
"""


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of one piece of work, that of its processes too."""
    own, others = time.process_time(), os.times()
    work()
    after = os.times()
    # The system counts the time of processes in hundredths of a second; our own is known better.
    return time.process_time() - own + sum(after[2:4]) - sum(others[2:4])


def process(code: str, *arguments: str) -> Callable[[], object]:
    """Give a run of some code as a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return lambda: subprocess.run(command, check=True, cwd=ROOT, capture_output=True)


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Give the median time of each work, done in turn so that a slow moment meets all."""
    times = [[seconds(work) for work in works] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def files_of(folder: Path, formats: Sequence[str] | None = None) -> dict[str, bytes]:
    """Make the files of a report, in all formats or some."""
    from csptui.domain.quarter import Quarter  # noqa: PLC0415 - not part of what is timed
    from csptui.outputs.document.formats import FORMATS  # noqa: PLC0415 - as above
    from csptui.outputs.document.made import Making  # noqa: PLC0415 - as above
    from csptui.outputs.document.model import Kind  # noqa: PLC0415 - as above

    asked = Quarter.parse(QUARTER)
    assert asked is not None  # noqa: S101 - a slip of this file
    return Making(folder, asked, Kind.REPORT, formats or tuple(FORMATS), Path()).made()


def pages_of(folder: Path) -> int:
    """Count the pages of a report's PDF."""
    from pypdf import PdfReader  # noqa: PLC0415 - not part of what is timed

    (pdf,) = files_of(folder, ("pdf",)).values()
    return len(PdfReader(io.BytesIO(pdf)).pages)


def empty_in_process(pages: int) -> Callable[[], object]:
    """Give the making of the two empty documents with everything imported."""
    code = compile(EMPTY.replace("int(sys.argv[1])", str(pages)), "empty", "exec")
    return lambda: exec(code, {})  # noqa: S102 - the text is the constant above


def main() -> None:
    """Print the ratios."""
    data = ROOT / "data"
    pages = pages_of(data)
    files_of(data)
    empty, whole = in_turn(process(EMPTY, str(pages)), process(ALL, str(data), QUARTER))
    print(f"Derby, {pages} pages, all formats, as a process: {whole / empty:.1f} x two empty documents")
    inside, warm = in_turn(empty_in_process(pages), lambda: files_of(data))
    print(f"the same with everything imported: {warm / inside:.1f} x ({warm * 1000:.0f} ms)")
    with tempfile.TemporaryDirectory() as place:
        few, many = Path(place) / "few", Path(place) / "many"
        generate(few, 50, 5)
        generate(many, 500, 5)
        some, all_of_them = in_turn(lambda: files_of(few), lambda: files_of(many))
        print(f"500 indicators: {all_of_them / some:.1f} x the time of 50")
        for name in ("docx", "html", "pdf", "xlsx", "md", "txt", "csv"):
            one, other = in_turn(lambda n=name: files_of(few, (n,)), lambda n=name: files_of(many, (n,)))  # type: ignore[misc]
            print(f"  {name}: {other / one:.1f} x ({other * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
