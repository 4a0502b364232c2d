"""The one door for change: opens a data folder, holds the dataset, and records what is entered."""

from csptui.workspace.door import NewQuarter, Workspace

__all__ = ["NewQuarter", "Workspace"]
