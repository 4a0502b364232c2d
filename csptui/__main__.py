"""Lets `python -m csptui` do what `csptui` does."""

from __future__ import annotations

import sys

from csptui.cli import main

if __name__ == "__main__":
    sys.exit(main())
