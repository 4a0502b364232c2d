"""How well the reader does on sentences whose claims are known, and on false variants of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from claim_arithmetic import facts_of
from claim_corpus import HERE, Labelled, Mark, Sentence, after, made_up, made_up_texts, parse, sentences
from claim_mutants import mutants

from csptui.domain.claims import Claim, ClaimVerdict, comment_claims, narrative_claims
from csptui.domain.figure import number_text
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claim_arithmetic import Facts

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

    Reader = Callable[[str], Sequence[Claim]]

DERBY = Path(__file__).parents[2] / "data"
FLAGGED = {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}


class Flaw(TypedDict):
    """Words of a comment that the figures do not bear out, their verdict, and what is told of them."""

    row: str
    words: str
    verdict: str
    tells: str


class Seed(TypedDict):
    """What is known of Derby's comments: seed.toml."""

    fits: dict[str, list[str]]
    sensitive: dict[str, list[str]]
    otherwise: list[Flaw]


@dataclass(slots=True)
class Score:
    """What the reader said to true claims, to numbers that are none, and to false variants."""

    true: int = 0
    missed: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    mutants: dict[str, int] = field(default_factory=dict)
    passed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def made(self) -> int:
        """How many false variants there are."""
        return sum(self.mutants.values())

    @property
    def caught(self) -> float:
        """The share of false variants that were called contradictions (or to fit only if unrounded)."""
        return 1 - sum(map(len, self.passed.values())) / self.made

    @property
    def wrong(self) -> float:
        """How many contradictions were called where there is none, to a true claim."""
        return len(self.contradicted) / self.true

    @property
    def unseen(self) -> float:
        """The share of true claims that were not recognised."""
        return len(self.missed) / self.true


def score(known: Sentence, facts: Facts, read: Reader, into: Score) -> None:
    """Add what the reader says to one text, and to every false variant of its claims."""
    found = read(known.text)
    said = f"{known.row}: {known.text}"
    into.true += len(known.claims)
    wrong = [one for one in found if one.verdict in FLAGGED and not _is_over(one, known.false)]
    into.contradicted += [f"{said}\n      {one.sentence}" for one in wrong]
    for claim in known.claims:
        fits = [one for one in _over(found, claim.start, claim.end) if one.verdict is ClaimVerdict.FITS]
        if not fits:
            into.missed.append(f"{said}\n      {known.text[claim.start : claim.end]!r}")
    for mutant in mutants(known, facts):
        into.mutants[mutant.what] = into.mutants.get(mutant.what, 0) + 1
        if not any(one.verdict in FLAGGED for one in _over(read(mutant.text), mutant.start, mutant.end)):
            changed = f"\n      {mutant.old!r} changed to {mutant.new!r}" if mutant.new else ""
            into.passed.setdefault(mutant.what, []).append(f"{known.row}: {mutant.text}{changed}")


def _is_over(claim: Claim, places: Sequence[Labelled]) -> bool:
    return any(claim.start < one.end and one.start < claim.end for one in places)


def _over(found: Sequence[Claim], start: int, end: int) -> list[Claim]:
    return [one for one in found if one.start < end and start < one.end]


@cache
def part_score(part: str) -> Score:
    """Score one part of the corpus, each text as a comment of its own row."""
    dataset, rows = made_up()
    total = Score()
    for known in sentences(part):
        row = rows[known.row]
        facts = facts_of(made_up_texts()[known.row])
        score(known, facts, partial(comment_claims, row=row, dataset=dataset), total)
    return total


@cache
def narrative_score(part: str) -> Score:
    """Score one part of the corpus, each text as a narrative that names the code of its row."""
    dataset, rows = made_up()
    card = dataset.scorecard()
    total = Score()
    read = partial(narrative_claims, theme_id="safety", card=card, dataset=dataset)
    for known in sentences(part):
        named = after(known, f"{rows[known.row].indicator.code}: ")
        score(named, facts_of(made_up_texts()[known.row]), read, total)
    return total


@cache
def derby() -> tuple[Dataset, Scorecard]:
    """Give Derby's own quarter."""
    dataset, _ = load(DERBY)
    return dataset, dataset.scorecard()


@cache
def seed() -> Seed:
    """Give what is known of the claims in Derby's comments."""
    with (HERE / "seed.toml").open("rb") as file:
        known: Seed = tomllib.load(file)  # type: ignore[assignment]  # the file's own shape
    return known


@cache
def seed_score() -> Score:
    """Score the claims of Derby's comments that its figures bear out; what contradicts there is no fault."""
    dataset, card = derby()
    total = Score()
    for row_id, texts in seed()["fits"].items():
        row = card.row(row_id)
        if row is None:
            raise KeyError(row_id)
        known = sentence_in(row_id, row.comment, texts)
        score(known, facts_of(texts_of(row)), partial(comment_claims, row=row, dataset=dataset), total)
    for theme, texts in seed()["sensitive"].items():
        known = sentence_in(theme, dataset.record.sensitive[theme], texts)
        read = partial(narrative_claims, theme_id=theme, card=card, dataset=dataset)
        score(known, facts_of({"unit": "count", "polarity": "none"}), read, total)
    return total


def sentence_in(row: str, text: str, marked: list[str]) -> Sentence:
    """Find marked words in a longer text, and give that with its claims."""
    claims = []
    for one in marked:
        known = parse(row, one)
        at = text.index(known.text)
        for claim in known.claims:
            marks = [Mark(at + m.start, at + m.end, m.text, m.says) for m in claim.marks]
            claims.append(Labelled(claim.kind, at + claim.start, at + claim.end, tuple(marks)))
    return Sentence(row, text, tuple(claims))


def texts_of(row: Row) -> dict[str, str]:
    """Write a row's figures as rows.toml has them."""
    indicator = row.indicator
    texts = {"unit": indicator.unit.value, "polarity": indicator.polarity.value, "target": row.target_text}
    for name, reading in (("actual", row.reading), ("base", row.baseline)):
        over = f" ({reading.figure.fraction})" if reading.figure.fraction else ""
        texts[name] = number_text(reading.figure, indicator) + over
    return texts
