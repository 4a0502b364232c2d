"""The command line: answers on standard output, narration on standard error (LOOK)."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; the arguments are the process's own by default."""
    on_its_own = arguments is None
    if on_its_own:
        # A verb ends before garbage matters: collecting it while modules load, and once more at the very
        # end, is a fifth of its run.
        gc.disable()
    try:
        from csptui.cli.program import run  # noqa: PLC0415 - after the collector is off

        code = run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        # Only what comes before or after a verb gets here: the verb itself is asked by `run`.
        code = 130
    if on_its_own:
        gc.freeze()
    return code
