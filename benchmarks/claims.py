"""How well and how fast prose is read for claims: `python benchmarks/claims.py [--list] [--held-out]`.

Every claim of the corpus (tests/claims) and of Derby's comments is true. Each is changed in one digit, one
number word or one direction, so that it is false by arithmetic: how many of those are caught, and how many
true ones are called contradictions? `--list` names the failures of the part that the reader was made on,
`--held-out` those of the part kept aside.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "claims")]

from claim_corpus import made_up, sentences  # noqa: E402 - it stands beside the tests that use it
from claim_scores import Score, narrative_score, part_score, seed_score  # noqa: E402 - as above

from csptui.domain.claims import narrative_claims  # noqa: E402 - this checkout's own

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = 2_000
RUNS = 30
PARTS: dict[str, Callable[[], Score]] = {
    "tuned": partial(part_score, "corpus"),
    "held out": partial(part_score, "held_out"),
    "Derby": seed_score,
    "as narrative": partial(narrative_score, "corpus"),
    "and held out": partial(narrative_score, "held_out"),
}
HEAD = f"{'':13}{'claims':>8}{'not seen':>10}{'called false':>14}{'changed':>9}{'caught':>9}  of each kind"
_WORD = re.compile(r"\w+")


def main(options: set[str]) -> None:
    """Print the table, the times, and what is asked for besides."""
    scores = {name: measure() for name, measure in PARTS.items()}
    print(HEAD)
    for name, score in scores.items():
        kinds = ", ".join(_kind(score, what) for what in sorted(score.mutants))
        false = f"{len(score.contradicted)} = {score.wrong:.1%}"
        counts = f"{score.true:8,}{len(score.missed):10,}{false:>14}{score.made:9,}{score.caught:9.1%}"
        print(f"{name:13}{counts}  {kinds}")
    print(f"{'asked':31}{'at most 2%':>14}{'95% or more':>18}")
    print()
    print(_times())
    if "--list" in options:
        _print_failures(scores["tuned"])
        _print_failures(scores["Derby"])
    if "--held-out" in options:
        _print_failures(scores["held out"])


def _kind(score: Score, what: str) -> str:
    made = score.mutants[what]
    return f"{what} {made - len(score.passed.get(what, []))} of {made}"


def narrative() -> str:
    """Write a narrative of 2,000 words about the made-up rows, each named by its code."""
    _, rows = made_up()
    parts: list[str] = []
    last = ""
    for known in sentences("corpus"):
        code = rows[known.row].indicator.code
        parts.append(known.text if code == last else f"\n\n{code}. {known.text}")
        last = code
    words = " ".join(parts).split(" ")
    return " ".join((words * (WORDS // len(words) + 1))[:WORDS])


def _times() -> str:
    dataset, _ = made_up()
    card, text = dataset.scorecard(), narrative()
    read = _fastest(lambda: narrative_claims(text, "safety", card, dataset))
    plain = _fastest(lambda: _WORD.findall(text))
    found = len(narrative_claims(text, "safety", card, dataset))
    return (
        f"A narrative of {WORDS:,} words ({found} claims) is read in {read * 1000:.1f} ms (asked: under 50), "
        f"{read / plain:,.0f} times as long as finding its words takes."
    )


def _fastest(run: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        took.append(perf_counter() - start)
    # What else the machine does is no fault of the reader.
    return min(took)


def _print_failures(score: Score) -> None:
    lists = {"not seen": score.missed, "called false": score.contradicted}
    for what, texts in (lists | {f"{what} not caught": told for what, told in score.passed.items()}).items():
        for text in texts:
            print(f"\n{what}: {text}")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
