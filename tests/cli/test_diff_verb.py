"""`diff` says what differs between then and now; `--as-of` shows the data as they stood."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import run

from csptui.cli.moment import moment_of
from csptui.domain.change import Change, Logged
from csptui.domain.draft import Draft
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.draft import Entry

DAY = datetime(2010, 4, 20, 12, 0, tzinfo=UTC)


class Desk:
    """Somebody who saves one thing a day, at noon from 20 April 2010."""

    def __init__(self, data: Path) -> None:
        self.day = 0
        self.workspace = Workspace.open(data, who="A. Officer", now=lambda: DAY + timedelta(days=self.day))

    def figure(self, indicator_id: str, actual: str) -> None:
        row = self.workspace.dataset.scorecard().row(indicator_id)
        assert row is not None
        draft = Draft.of(row)
        entry = Draft(**{name: getattr(draft, name) for name in draft.__slots__} | {"actual": actual}).check(
            row
        )
        self.workspace.record(_entry(entry))
        self.day += 1


def _entry(checked: object) -> Entry:
    from csptui.domain.draft import Entry  # noqa: PLC0415 - only to prove what it is

    assert isinstance(checked, Entry)
    return checked


@pytest.fixture
def desk(data: Path) -> Desk:
    """Give a desk: NI 33 was 7.9, then 7.8 (20 April), then 7.7 (22 April); NI 20 became 12 (21 April)."""
    made = Desk(data)
    made.figure("NI33", "7.8")
    made.figure("NI20", "12")
    made.figure("NI33", "7.7")
    return made


def told(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json").stdout)
    return found


def values(*arguments: str) -> list[tuple[str, str, str, str]]:
    return [(one["indicator"], one["field"], one["from"], one["to"]) for one in told("diff", *arguments)]


@pytest.mark.usefixtures("desk")
class TestSince:
    """By date, by time, by save, by quarter."""

    def test_a_date_is_the_start_of_that_day(self) -> None:
        both = [("NI33", "value", "7.9", "7.7"), ("NI20", "value", "11.73", "12")]
        assert values("--since", "2010-04-19") == both
        assert values("--since", "2010-04-22") == [("NI33", "value", "7.8", "7.7")]
        assert values("--since", "2010-04-24") == []
        assert values("NI20", "--since", "2010-04-19") == both[1:]

    def test_a_time_is_that_moment(self) -> None:
        assert values("--since", "2010-04-22T11:59Z") == [("NI33", "value", "7.8", "7.7")]
        assert values("--since", "2010-04-22 12:00:00+00:00") == []

    def test_a_save_is_the_moment_just_after_it(self) -> None:
        actions = [one["action"] for one in reversed(told("log"))]
        assert values("--since", actions[0][:10]) == [
            ("NI33", "value", "7.8", "7.7"),
            ("NI20", "value", "11.73", "12"),
        ]
        assert values("--since", actions[1].upper()) == [("NI33", "value", "7.8", "7.7")]
        assert values("--since", actions[2]) == []

    def test_who_and_when_last(self) -> None:
        first = told("diff", "--since", "2010-04-19", "NI33")[0]
        assert (first["who"], first["when"], first["outside"]) == (
            "A. Officer",
            "2010-04-22T12:00:00+00:00",
            False,
        )
        page = run("diff", "--since", "2010-04-19").stdout
        assert "2 fields differ since 2010-04-19." in page
        assert "NI 33  actual 7.9 → 7.7  A. Officer, 2010-04-2" in page

    def test_a_quarter_is_compared_with_the_one_shown(self) -> None:
        found = told("diff", "--since", "2008-09-Q4", "NI33")
        assert ("7.28", "7.7", "A. Officer") in [(one["from"], one["to"], one["who"]) for one in found]
        page = run("diff", "--since", "2008-09-Q4", "NI18").stdout
        assert "between 2008/09 Q4 and 2009/10 Q4." in page
        assert "as at Mar 2009 → Dec 2009" in page

    def test_a_change_outside_csptui_is_said(self, data: Path) -> None:
        path = data / "quarters" / "2009-10-Q4" / "actuals.csv"
        path.write_text(path.read_text("utf-8").replace("NI33,7.7,1", "NI33,7.6,1"), "utf-8")
        assert values("--since", "2010-04-24") == [("NI33", "value", "7.7", "7.6")]
        page = run("diff", "--since", "2010-04-24").stdout
        assert "changed outside csptui" in page

    @pytest.mark.parametrize(
        ("since", "said"),
        [
            ("yesterday", '"yesterday" is not a date such as'),
            ("2010-02-30", "no moment that a calendar has"),
            ("9999-12-31", "no moment|^$"),
            ("0000abcd", "no save has an id"),
            ("2007-08-Q1", "is not held"),
            ("\x1b[2J", "is not a date such as"),
        ],
    )
    def test_what_is_no_moment_is_refused_with_the_forms(self, since: str, said: str) -> None:
        done = run("diff", "--since", since)
        if done.exit_code:
            assert done.exit_code == 2
            assert said.partition("|")[0] in done.stderr
        else:
            assert "Nothing differs" in done.stdout

    def test_ids_that_begin_alike_are_not_guessed_between(self, data: Path) -> None:
        text = (data / "changes.jsonl").read_text("utf-8")
        for number, action in enumerate({json.loads(line)["action"] for line in text.splitlines()}):
            text = text.replace(action, f"abcd{number:012}")
        (data / "changes.jsonl").write_text(text, "utf-8")
        assert "3 saves have ids that begin with" in run("diff", "--since", "abcd").stderr


@pytest.mark.usefixtures("desk")
class TestAsOf:
    """A figure, with its rating, as it stood on a date."""

    def test_a_figure_and_its_rating_as_they_stood(self) -> None:
        for then, actual in (
            ("2010-04-19", "7.9"),
            ("2010-04-20", "7.8"),
            ("2010-04-21", "7.8"),
            ("2010-04-22", "7.7"),
        ):
            done = run("show", "NI33", "--as-of", then, "--json")
            row = json.loads(done.stdout)
            assert row["actual"] == actual, then
            assert row["rag"] == ("red" if actual == "7.9" else "amber")
            assert "As the data stood at the end of" in done.stderr

    def test_the_lists_too(self) -> None:
        def actual(*arguments: str) -> str:
            rows = json.loads(run(*arguments, "--json").stdout)
            text: str = next(row["actual"] for row in rows if row["id"] == "NI33")
            return text

        assert actual("list", "--as-of", "2010-04-20") == "7.8"
        assert actual("exceptions", "--as-of", "2010-04-19") == "7.9"
        assert run("report", "--as-of", "2010-04-19").exit_code == 0
        assert actual("list") == "7.7"

    def test_targets_and_texts_as_they_stood(self) -> None:
        assert run("comment", "NI33", "Another.").exit_code == 0
        assert run("target", "NI33", "<9").exit_code == 0
        assert run("narrate", "1", "A narrative.").exit_code == 0
        row = json.loads(run("show", "NI33", "--as-of", "2010-04-22", "--json").stdout)
        assert (row["comment"], row["target"]) == ("An increase of 8.6%.", "7.50")
        assert "A narrative." not in run("report", "--as-of", "2010-04-22").stdout
        assert "A narrative." in run("report").stdout

    def test_the_baseline_as_it_stood(self) -> None:
        assert run("record", "NI33", "7.0", "--quarter", "2008-09-Q4").exit_code == 0
        assert json.loads(run("show", "NI33", "--json").stdout)["baseline"] == "7.0"
        row = json.loads(run("show", "NI33", "--as-of", "2010-04-22", "--json").stdout)
        assert (row["baseline"], row["actual"]) == ("7.28", "7.7")

    def test_before_the_log_and_outside_it_are_said(self, data: Path) -> None:
        assert "The log begins after that" in run("show", "NI33", "--as-of", "2010-04-19").stderr
        path = data / "quarters" / "2009-10-Q4" / "actuals.csv"
        path.write_text(path.read_text("utf-8").replace("NI33,7.7,1", "NI33,7.6,1"), "utf-8")
        assert (
            "NI33: changed outside csptui since then" in run("show", "NI33", "--as-of", "2010-04-20").stderr
        )

    def test_a_text_of_the_log_that_cannot_be_read_is_said(self, data: Path) -> None:
        path = data / "changes.jsonl"
        path.write_text(path.read_text("utf-8").replace('"from": "7.9"', '"from": "7,9,,"'), "utf-8")
        done = run("show", "NI33", "--as-of", "2010-04-19", "--json")
        assert json.loads(done.stdout)["actual"] == "7.7"
        assert "NI33: the log has a text here that cannot be read" in done.stderr


def at(hour: int, day: int = 20) -> Logged:
    """Give a line logged at an hour of a day in April 2010."""
    return Logged(
        Change("2009/10 Q4", "value", "", "1", "A1"), datetime(2010, 4, day, hour, tzinfo=UTC), "A", "a"
    )


@pytest.mark.parametrize(
    ("whole_day", "entry", "held"),
    [
        (False, at(0), False),
        (False, at(23, day=19), True),
        (True, at(0), True),
        (True, at(23), True),
        (True, at(0, day=21), False),
    ],
    ids=["since midnight", "the day before", "as of midnight", "the last hour", "the next midnight"],
)
def test_a_day_begins_at_midnight(whole_day: bool, entry: Logged, held: bool) -> None:  # noqa: FBT001 - parameters
    """Since a day counts its first instant as now; as of a day counts its last as then."""
    moment = moment_of("2010-04-20", [entry], "--x", whole_day=whole_day, zone=UTC)
    assert moment.held(0, entry) is held
