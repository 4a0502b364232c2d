"""Sentences with what they claim, and the made-up rows that they are about."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Figure
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import Target, parse_target
from csptui.domain.typed import parse_figure

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row

HERE = Path(__file__).parent
PARTS = ("corpus", "held_out")
SHOWN = Quarter(FinancialYear(2009), 4)
FIGURES = {"actual": SHOWN, "before": SHOWN.previous(), "base": SHOWN.baseline()}
_PIECE = re.compile(r"\{(?P<kind>[a-z]+)\||\[(?P<word>[^|\[\]{}]+)\|(?P<says>[a-z0-9 ]+)\]|\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or a direction of a claim, and what it says: `14.5` says `pct base`, `fell` says `down`."""

    start: int
    end: int
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim about its row: its words in the text, its numbers and directions; `false` is a kind."""

    kind: str
    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text about one row, and the claims in it: those that the row bears out, and those it does not."""

    row: str
    text: str
    claims: tuple[Labelled, ...]
    false: tuple[Labelled, ...] = ()


def parse(row: str, marked: str) -> Sentence:
    """Read a text with its claims in braces and their numbers and directions in brackets."""
    plain, last, kind, start = "", 0, "", 0
    claims: list[Labelled] = []
    marks: list[Mark] = []
    for piece in _PIECE.finditer(marked):
        plain += marked[last : piece.start()]
        last = piece.end()
        if piece["kind"]:
            kind, start, marks = piece["kind"], len(plain), []
        elif piece["word"]:
            marks.append(Mark(len(plain), len(plain) + len(piece["word"]), piece["word"], piece["says"]))
            plain += piece["word"]
        else:
            claims.append(Labelled(kind, start, len(plain), tuple(marks)))
    plain += marked[last:]
    if set(plain) & set("{}[]|"):
        message = f"a mark is not closed: {marked}"
        raise ValueError(message)
    true = tuple(one for one in claims if one.kind != "false")
    return Sentence(row, plain, true, tuple(one for one in claims if one.kind == "false"))


def after(known: Sentence, words: str) -> Sentence:
    """Give a text with words put before it, and its claims where they stand then."""
    by = len(words)

    def moved(claims: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
        return tuple(
            Labelled(
                one.kind,
                one.start + by,
                one.end + by,
                tuple(Mark(m.start + by, m.end + by, m.text, m.says) for m in one.marks),
            )
            for one in claims
        )

    return Sentence(known.row, words + known.text, moved(known.claims), moved(known.false))


def is_held_out(text: str) -> bool:
    """Tell whether a text is kept aside: one in three, by its digest."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == 0


@cache
def sentences(part: str) -> tuple[Sentence, ...]:
    """Give the sentences of `corpus` or `held_out`, in the order of the file."""
    with (HERE / f"{part}.toml").open("rb") as file:
        by_row: dict[str, list[str]] = tomllib.load(file)
    return tuple(parse(row, marked) for row, texts in by_row.items() for marked in texts)


@cache
def made_up_texts() -> dict[str, dict[str, str]]:
    """Give the rows as they are written in the file."""
    with (HERE / "rows.toml").open("rb") as file:
        rows: dict[str, dict[str, str]] = tomllib.load(file)
    return rows


@cache
def made_up() -> tuple[Dataset, dict[str, Row]]:
    """Build the made-up partnership through the domain, and give its rows by their ids."""
    texts = made_up_texts()
    indicators = tuple(_indicator(key, number, texts[key]) for number, key in enumerate(texts, start=1))
    records: dict[Quarter, dict[str, Reading]] = {quarter: {} for quarter in FIGURES.values()}
    targets: dict[tuple[str, FinancialYear], Target] = {}
    for indicator in indicators:
        row = texts[indicator.id]
        for name, quarter in FIGURES.items():
            figure = parse_figure(row.get(name, ""), indicator)
            if not isinstance(figure, Figure):
                raise TypeError(figure)
            records[quarter][indicator.id] = Reading(figure)
        target = parse_target(row["target"], indicator)
        if not isinstance(target, Target):
            raise TypeError(target)
        targets[indicator.id, SHOWN.year] = target
    theme = Theme("safety", "Safety", "Safety", (Section("", indicators),))
    quarters = {quarter: QuarterRecord(readings) for quarter, readings in records.items()}
    dataset = Dataset(Partnership("A partnership"), (theme,), SHOWN, tuple(quarters), targets, quarters)
    return dataset, {row.id: row for row in dataset.scorecard().rows}


def _indicator(key: str, number: int, row: dict[str, str]) -> Indicator:
    actual = row["actual"].split(" ", maxsplit=1)[0].rstrip("%")
    return Indicator(
        key,
        f"CS {number}",
        row["name"],
        Unit(row["unit"]),
        Polarity(row["polarity"]),
        codes=(f"CS {number}",),
        theme="safety",
        places=len(actual.partition(".")[2]),
        signed="signed" in row,
        basis=PeriodBasis(row.get("basis", "rolling")),
        fraction=FractionUse(row["fraction"]) if "fraction" in row else None,
        cases=row.get("cases", "cases"),
    )
