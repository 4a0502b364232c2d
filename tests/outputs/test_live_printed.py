"""Every page and every object prints a live figure as its number: none lets the braces through."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from document_pages import exceptions_page, report_page

import csptui.outputs
from csptui.outputs.appearance import Look
from csptui.outputs.line import Line
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csptui.domain.dataset import Dataset

ROOT = Path(__file__).resolve().parents[2]
TYPED = "The cause is a rise by {NI 43 change points} points to {NI43 actual}, in {NI 43 quarter}."
PRINTED = "The cause is a rise by 2.63 points to 13.11%, in 2009/10 Q4."

PRINTING = {"card_page", "exceptions_page", "report_page", "row_object", "full_object", "report_object"}
"""What prints comments in full; others may quote them. What is typed is a cause, which exceptions quote."""

GIVEN_OTHER_THINGS = {
    "chart_object": "a control chart, which holds no comment",
    "group_object": "a comparator group, which holds no comment",
    "group_page": "a comparator group, which holds no comment",
    "groups_object": "comparator groups, which hold no comment",
    "history_object": "figures by quarter, without their comments",
    "history_page": "figures by quarter, without their comments",
    "spc_page": "a control chart, which holds no comment",
    "ahead_object": "forecasts and trends, which hold no text",
    "five_year_object": "the trend of a list of numbers",
    "five_year_page": "the trend of a list of numbers",
    "five_years_object": "the figures of five years",
    "five_years_page": "the figures of five years",
    "forecast_object": "a forecast, which holds no text",
    "forecast_page": "a forecast, which holds no text",
    "interval_object": "numbers alone",
    "interval_page": "numbers alone",
    "change_object": "the log is told as it was typed",
    "check_object": "a check, which holds no text",
    "claim_object": "a claim, which no live figure is part of",
    "doctor_object": "counts and states alone",
    "found_object": "a finding, with the words that it is about as typed, so that they can be mended",
    "logged_object": "the log is told as it was typed",
    "plan_object": "a quarter that is not there yet",
    "question_objects": "questions, made from the same as their page",
    "quarter_objects": "quarters, which hold no text",
    "then_object": "the log is told as it was typed",
    "verdict_object": "a verdict on the log",
    "what_if_object": "ratings alone",
    "checks_list_page": "checks, which hold no text",
    "checks_page": "findings, with the words that they are about as typed",
    "claims_page": "a text that is read without being saved",
    "doctor_page": "counts and states alone",
    "log_page": "the log is told as it was typed",
    "plan_page": "a quarter that is not there yet",
    "since_page": "the log is told as it was typed",
    "verdict_page": "a verdict on the log",
    "what_if_page": "ratings alone",
}
"""What is not handed a dataset, a row or rows, each with why no comment is printed by it."""


def live() -> Dataset:
    """Give Derby's data with live figures in every comment, narrative and sensitive part."""
    data, _ = load(ROOT / "data")
    record = data.record
    themes = {theme.id: TYPED for theme in data.themes}
    comments = {one.id: TYPED for one in data.indicators}
    record = replace(record, comments=comments, narrative=themes, sensitive=themes)
    return replace(data, quarters={**data.quarters, data.shown: record})


DATA = live()
CARD = DATA.scorecard()
ROW = CARD.rows[0]
HANDED: dict[str, Any] = {
    "dataset": DATA,
    "card": CARD,
    "row": ROW,
    "rows": CARD.rows,
    "before": replace(ROW, comment="Another.", filled=""),
    "after": ROW,
    "data": DATA,
    "look": Look(100),
    "sensitive": True,
    "ahead": [],
}


def makers() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give every function that makes a page or an object for JSON."""
    for module in pkgutil.iter_modules(csptui.outputs.__path__):
        found = importlib.import_module(f"csptui.outputs.{module.name}")
        for name, member in vars(found).items():
            own = inspect.isfunction(member) and member.__module__ == found.__name__
            if own and not name.startswith("_") and name.endswith(("_page", "_object", "_objects")):
                yield name, member
    yield "report_page", report_page
    yield "exceptions_page", exceptions_page


def printed_by(make: Callable[..., Any]) -> str:
    """Give all that a page or an object says, without what it calls typed, on one line."""
    names = inspect.signature(make).parameters
    made = make(**{name: HANDED[name] for name in names})
    if isinstance(made, list) and all(isinstance(one, Line) for one in made):
        return " ".join(" ".join(one.plain for one in made).split())
    return json.dumps(without_typed(made))


def without_typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_typed(one) for name, one in value.items() if not name.endswith("_typed")}
    return list(map(without_typed, value)) if isinstance(value, list) else value


def test_every_page_and_object_is_looked_at_or_said_why_not() -> None:
    found = dict(makers())
    handed = {
        name for name, make in found.items() if set(inspect.signature(make).parameters) <= HANDED.keys()
    }
    assert found.keys() - handed - GIVEN_OTHER_THINGS.keys() == set()
    assert GIVEN_OTHER_THINGS.keys() <= found.keys()
    assert handed - GIVEN_OTHER_THINGS.keys() >= PRINTING


def test_none_prints_the_braces_of_a_good_live_figure() -> None:
    prints = set()
    for name, make in makers():
        if name in GIVEN_OTHER_THINGS:
            continue
        told = printed_by(make)
        assert "{NI" not in told, name
        if PRINTED in told:
            prints.add(name)
    assert prints >= PRINTING


def test_an_object_has_what_was_typed_as_well() -> None:
    found = dict(makers())
    row = found["row_object"](ROW)
    assert (row["comment"], row["comment_typed"]) == (PRINTED, TYPED)
    for sensitive in (True, False):
        report = found["report_object"](DATA, sensitive=sensitive)
        (theme, *_) = report["themes"]
        assert (theme["narrative"], theme["narrative_typed"]) == (PRINTED, TYPED)
        secret = (PRINTED, TYPED) if sensitive else (None, None)
        assert (theme["sensitive"], theme["sensitive_typed"]) == secret


def test_what_cannot_be_filled_in_is_printed_as_typed() -> None:
    slip = "It is {NI 43 weather}."
    data = DATA.with_comment(ROW.id, slip)
    row = data.scorecard().row(ROW.id)
    assert row is not None
    assert dict(makers())["row_object"](row)["comment"] == slip
