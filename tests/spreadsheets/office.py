"""A real LibreOffice, without a window, that opens data files and saves them again."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FILTER = "Text - txt - csv (StarCalc)"
_PATIENCE = 180
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed here: .ci/run installs it and opens and saves every data file",
)


@dataclass(frozen=True)
class Ways:
    """How a file is opened and saved: LibreOffice's own tokens for its CSV filter, in their order.

    Delimiter, quotation mark, encoding, first line, formats of columns, language; then, for opening, whether
    a quoted cell is text and whether special numbers (dates, times, powers of ten) are detected; for saving,
    whether each text is quoted and whether cells are saved as they are shown.
    """

    opened: str
    saved: str


DETECTING = "44,34,76,1,,2057,false,true"
WAYS = {
    "as it was": Ways(DETECTING, "44,34,76,1,,0,false,true"),
    "in American": Ways("44,34,76,1,,1033,false,true", "44,34,76,1,,0,false,true"),
    "each text quoted": Ways(DETECTING, "44,34,76,1,,0,true,true"),
    "quoted cells are texts": Ways("44,34,76,1,,2057,true,true", "44,34,76,1,,0,false,true"),
    "values, not what is shown": Ways(DETECTING, "44,34,76,1,,0,false,false"),
    "semicolons": Ways(DETECTING, "59,34,76,1,,0,false,true"),
    "semicolons, values": Ways(DETECTING, "59,34,76,1,,0,false,false"),
    "tabs": Ways(DETECTING, "9,34,76,1,,0,false,true"),
    "Windows-1252": Ways(DETECTING, "44,34,ANSI,1,,0,false,true"),
    "Windows-1252, semicolons, quoted": Ways(DETECTING, "59,34,ANSI,1,,0,true,true"),
}


@dataclass
class Office:
    """LibreOffice with a profile of its own, below a scratch folder, and what it made of each file."""

    scratch: Path
    files: Sequence[bytes]
    made: dict[str, dict[bytes, bytes]] = field(default_factory=dict)

    def saved(self, data: bytes, way: str) -> bytes:
        """Give a file's bytes after LibreOffice has opened and saved it; one run does all files of a way."""
        if way not in self.made:
            self.made[way] = dict(zip(self.files, self._run(WAYS[way], str(len(self.made))), strict=True))
        return self.made[way][data]

    def _run(self, ways: Ways, name: str) -> list[bytes]:
        home = self.scratch / name
        (home / "out").mkdir(parents=True)
        names = [f"{number}.csv" for number, _ in enumerate(self.files)]
        for file, data in zip(names, self.files, strict=True):
            (home / file).write_bytes(data)
        command = [
            "soffice",
            f"-env:UserInstallation={(self.scratch / 'profile').as_uri()}",
            "--headless",
            f"--infilter={_FILTER}:{ways.opened}",
            "--convert-to",
            f"csv:{_FILTER}:{ways.saved}",
            "--outdir",
            str(home / "out"),
            *(str(home / file) for file in names),
        ]
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PATIENCE)
        found = [home / "out" / file for file in names]
        assert all(path.exists() for path in found), ended.stdout + ended.stderr
        return [path.read_bytes() for path in found]
