"""The one door for change: opens a data folder, holds the dataset, and records what is entered."""

from csptui.workspace.door import Workspace

__all__ = ["Workspace"]
