"""Reads the history of the indicator that a verb names, up to the quarter shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.cli.reference import find_row
from csptui.cli.refusal import narrate
from csptui.cli.session import data_folder, open_view

if TYPE_CHECKING:
    import click

    from csptui.cli.session import View
    from csptui.domain.indicator import Indicator
    from csptui.domain.series import Series


def held_series(context: click.Context, ref: str) -> tuple[View, Series]:
    """Give the data and the series that a reference means; what is wrong in its rows is told."""
    view = open_view(context)
    named = view.dataset.find(ref)
    # One that is no longer reported has a history all the same.
    indicator = named[0] if len(named) == 1 else find_row(view.dataset, ref).indicator
    return view, series_in(view, indicator)


def series_in(view: View, indicator: Indicator, *, tell: bool = True) -> Series:
    """Give an indicator's series up to the quarter shown, and tell what is wrong in its rows."""
    from csptui.storage.series import read_series  # noqa: PLC0415 - help reads no history

    series, problems = read_series(data_folder(view.chosen), view.dataset, indicator)
    for problem in problems if tell else ():
        narrate(f"{problem.where}: {problem.message}")
    return series.up_to(view.dataset.shown)
