"""Derby's own files: nothing wrong in them, and the report's answers come out (RULES 11)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from csptui.domain.quarter import Quarter
from csptui.domain.rag import Colour
from csptui.domain.trend import Verdict
from csptui.storage import actuals, tables, targets, toml_text
from csptui.storage.findings import Findings
from csptui.storage.folder import load, open_folder

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["small_folder"]

RED = {"NI39", "NI20", "NI33", "NI19", "NI43"}
AMBER = {"NI40", "NI35"}
UNRATED = {"NI115", "NI18", "NI30", "NI15", "NI28", "NI29", "NI16"}


def test_derby_has_no_problem(derby_folder: Path) -> None:
    _, problems = load(derby_folder)
    assert problems == ()


def test_derby_is_complete(derby_folder: Path) -> None:
    dataset, _ = load(derby_folder)
    assert [len(theme.indicators) for theme in dataset.themes] == [5, 11, 7, 1]
    assert [str(quarter) for quarter in dataset.available] == ["2008/09 Q4", "2009/10 Q4"]
    assert str(dataset.shown) == "2009/10 Q4"
    assert [len(group.members) for group in dataset.partnership.groups] == [14]
    assert {counts.total for counts in dataset.record.counts} == {55, 28}
    assert all(counts.sensitive for counts in dataset.record.counts)
    assert set(dataset.record.narrative) | set(dataset.record.sensitive) == {one.id for one in dataset.themes}


def test_the_24_rows_rate_as_the_rules_say(derby_folder: Path) -> None:
    rows = load(derby_folder)[0].scorecard().rows
    assert {row.id for row in rows if row.rating.colour is Colour.RED} == RED
    assert {row.id for row in rows if row.rating.colour is Colour.AMBER} == AMBER
    assert {row.id for row in rows if row.rating.colour is Colour.NONE} == UNRATED
    assert len(rows) == 24
    assert {row.id for row in rows if not row.rating.certain} == {"NI33", "NI35"}


def test_the_24_rows_move_as_the_rules_say(derby_folder: Path) -> None:
    moves = Counter(row.verdict for row in load(derby_folder)[0].scorecard().rows)
    assert moves == {Verdict.BETTER: 12, Verdict.WORSE: 10, Verdict.SAME: 2}


@pytest.mark.parametrize("quarter", ["2008/09 Q4", "2009/10 Q4"])
def test_derbys_figures_are_in_the_programs_own_spelling(derby_folder: Path, quarter: str) -> None:
    shown = Quarter.parse(quarter)
    assert shown is not None
    loaded = open_folder(derby_folder, shown)
    table = loaded.actuals.table
    assert tables.dumps(table).encode() == loaded.actuals.source
    for name, reading in loaded.actuals.readings.items():
        table = actuals.with_reading(table, name, reading)
    assert tables.dumps(table).encode() == loaded.actuals.source


def test_derbys_targets_are_in_the_programs_own_spelling(derby_folder: Path) -> None:
    held = open_folder(derby_folder).targets
    table = held.table
    for (name, year), target in held.targets.items():
        table = targets.with_targets(table, {(name, year): target})
    assert tables.dumps(table).encode() == held.source


def test_derbys_texts_are_in_the_programs_own_spelling(derby_folder: Path) -> None:
    texts = open_folder(derby_folder).commentary
    assert toml_text.dumps(texts.document).encode() == texts.source


def test_the_header_of_each_table_is_the_one_the_program_writes(derby_folder: Path) -> None:
    text = (derby_folder / "comparators.csv").read_text("utf-8")
    columns = ("group", "indicator", "quarter", "area", "value")
    assert tables.dumps(tables.parse(text, columns, Findings("comparators.csv"))) == text
