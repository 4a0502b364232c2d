"""The command line: answers on standard output, narration on standard error (LOOK)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; the arguments are the process's own by default."""
    from csptui.cli.program import run  # noqa: PLC0415 - completion scripts import this package often

    return run(sys.argv[1:] if arguments is None else list(arguments))
