"""Twenty thousand data folders, each harmed in its own way: no traceback, each problem says where and what.

It is told in which file, in which line where the file is a table, and what to do about it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from csptui.domain.problem import Place, Problem, StorageError
from csptui.storage.files import LARGEST
from csptui.storage.folder import load

# Other modules have it as a plugin, which must not be imported before it is prepared.
pytest.register_assert_rewrite("small_folder")

from small_folder import ACTUALS, COMMENTARY, COMPARATORS, INDICATORS, PARTNERSHIP, QUARTER, TARGETS  # noqa: E402 - after the line above

if TYPE_CHECKING:
    from collections.abc import Iterator


KEPT = """
[kept]
A1 = '"8%" in "An increase.": A reason'

[narrative_kept]
first = '''
"55" in "All 55 are well.": Counted by hand
"All" in "All is well.": Said by "the office"'''
"""
EACH = 2_500
SEEDS = range(8)
WHOLE = {
    "partnership.toml": PARTNERSHIP.encode(),
    "indicators.toml": INDICATORS.encode(),
    "targets.csv": TARGETS.encode(),
    "comparators.csv": COMPARATORS.encode(),
    f"{QUARTER}/actuals.csv": ACTUALS.encode(),
    f"{QUARTER}/commentary.toml": (COMMENTARY + KEPT).encode(),
}
TABLES = tuple(where for where in WHOLE if where.endswith(".csv"))
CELLS = (
    *("", " ", "-", "0", "-0", "1e9", "nan", "inf", "1,000", "1,00", "12.", ".5", "7,9", "\u22125"),
    *("\u0665", "9" * 30, "0.0000001", "x", "[x]", "[q]", "n/a", "#N/A", "#REF!", "=1+1", "@SUM(A1)"),
    *("+44", "<9", ">=", "\xb15", "See comment", "FY2009/10", "2009/10", "2009/11", "M2009-13"),
    *("2009/10 Q5", "Mar-09", "01/04/2010", "cohort 2005", "TRUE", "A1", "a1", "A 1", "B2", "ZZ"),
    *("provisional", "PROVISIONAL", "final", "<<<<<<< x", '"', "'", "\\", "a" * 200, "\x00", "\x1b[2J"),
    *("\u202e7.9", "\u200b7.9", "7.9\xa0", "\ufeff7.9", "\r", "\n", "\t", "\ud7ff", "[/]", "sep=;"),
)
PIECES = (
    *(b"", b",", b";", b"\t", b'"', b'"""', b"'", b"'''", b"\n", b"\r", b"\r\n", b"\x00", b"[", b"]]"),
    *(b"{", b"}", b"=", b".", b"#", b"\\", b"\\u0000", b"-", b"1e999", b"1e99999", b"0x" + b"f" * 99),
    *(b"9" * 400, b"nan", b"true", b"inf", b"\xff", b"\xfe", b"\xc3", b"\xe2\x80\xae", b"\xef\xbb\xbf"),
    *(b"\xed\xa0\x80", b"\x93x\x94", b"[/]", b"a = 1\n", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n"),
    *(b"||||||| b\n", b"[[theme]]\n", b"[rag]\n", b"[[group]]\n", b"sep=;\n"),
)
# What a sentence tells a reader to do, or what would be right.
ADVICE = re.compile(
    r"\b(?:correct|write|take|put|give|add|bring|change|save|look|choose|mend|make|use|define|must|check|name|"
    r"empty|needs?|used)\b"
)


def bytes_harmed(data: bytes, chance: Random) -> bytes:
    """Put a piece in, or in the place of some bytes."""
    at, length = chance.randrange(len(data) + 1), chance.choice((0, 0, 1, 2, 5, 40))
    piece = chance.choice(PIECES) if chance.random() < 0.7 else chance.randbytes(chance.randrange(5))
    return data[:at] + piece + data[at + length :]


def rows_harmed(data: bytes, chance: Random) -> bytes:
    """Double, drop, move, cut, join or lengthen lines."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            lines.insert(to, lines[at])
        case 1:
            del lines[at]
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        case 4:
            lines[at : at + 2] = [b"".join(lines[at : at + 2])]
        case 5:
            lines[at] += chance.choice((b",", b",,", b",x", b" ", b'"', b" = 1", b"]"))
        case _:
            lines[at:at] = [lines[to]] * chance.choice((2, 150))
    return b"\n".join(lines)


def cells_harmed(data: bytes, chance: Random) -> bytes:
    """Put a hostile cell in the place of one, or a hostile value behind a key."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    value = chance.choice(CELLS).encode("utf-8", "surrogatepass")
    if b" = " in lines[at]:
        key = lines[at].partition(b" = ")[0]
        lines[at] = key + b" = " + (value if chance.random() < 0.5 else b'"' + value + b'"')
    else:
        cells = lines[at].split(b",")
        cells[chance.randrange(len(cells))] = value
        lines[at] = b",".join(cells)
    return b"\n".join(lines)


def spelling_harmed(data: bytes, chance: Random) -> bytes:
    """Save the file as another program might."""
    text = data.decode("utf-8", "replace") + chance.choice(("", "\u00e9\n", "\u2019", "\u5bbd"))
    ends = chance.choice((b"\r\n", b"\r", b"\n\r", b"\n\n", b"\x0b", b"\x1e"))
    between = chance.choice((b";", b"\t", b"|", b", ", b",,"))
    quotes = chance.choice((b"\xe2\x80\x9c", b"'", b'""', b""))
    wide = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7"))
    narrow = chance.choice(("cp1252", "latin-1", "cp437", "mac_roman"))
    return chance.choice(
        (
            text.encode(wide, "replace"),
            text.encode(narrow, "replace"),
            b"\xef\xbb\xbf" * chance.choice((1, 2)) + data,
            data.replace(b"\n", ends),
            data.replace(b",", between),
            data.replace(b'"', quotes),
            data[: chance.randrange(len(data) + 1)],
            chance.choice((b"", data * 2)),
        )
    )


HARMS = (bytes_harmed, rows_harmed, cells_harmed, spelling_harmed)


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a small folder in memory where the system has such a place, since it is written often."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of a random name is made in it
    held = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    made = Path(tempfile.mkdtemp(prefix="csptui-test-", dir=held))
    (made / QUARTER).mkdir(parents=True)
    for where, data in WHOLE.items():
        (made / where).write_bytes(data)
    yield made
    shutil.rmtree(made)


def faults(problems: tuple[Problem, ...], harmed: set[str]) -> list[str]:
    """Give what is missing of the problems: a file, a line where it is a table, and what to do."""
    found = []
    for problem in problems:
        where, said = problem.where, problem.message
        whole_file = "is missing" in said or "is larger" in said or "more problems like these" in said
        causes = {where.file, "indicators.toml"} | ({"partnership.toml"} if "compar" in where.file else set())
        if where.file not in WHOLE or not causes & harmed:
            found.append(f"names another file: {where}: {said}")
        if where.file in TABLES and not where.line and not whole_file:
            found.append(f"has no line: {where}: {said}")
        if where.line is not None and where.line < 1:
            found.append(f"has a line before the first: {where}")
        if ADVICE.search(said) is None:
            found.append(f"does not say what to do: {where}: {said}")
        if not 10 < len(said) < 400:
            found.append(f"is too short or too long: {where}: {said}")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_harmed_folders(place: Path, seed: int) -> None:
    """2,500 for each of eight seeds; bytes, rows, cells and spellings in turn, up to three in one folder."""
    opened = refused = told = 0
    for number in range(EACH):
        chance = Random(f"{seed}-{number}")  # noqa: S311 - the same folders every time
        harmed: dict[str, bytes] = {}
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            where = chance.choice(tuple(WHOLE))
            harmed[where] = chance.choice(HARMS)(harmed.get(where, WHOLE[where]), chance)
        for where, data in harmed.items():
            assert len(data) < LARGEST
            (place / where).write_bytes(data)
        said = ""
        try:
            dataset, problems = load(place)
        except StorageError as error:
            said = str(error)
            refused += 1
        else:
            card = dataset.scorecard()
            assert len(card.exceptions()) <= len(card.rows)
            assert faults(problems, set(harmed)) == [], (number, harmed)
            opened, told = opened + 1, told + bool(problems)
        assert not said or re.search(r"(?:partnership|indicators)\.toml", said), (number, harmed)
        for where in harmed:
            (place / where).write_bytes(WHOLE[where])
    assert opened + refused == EACH
    assert opened > EACH * 0.9
    assert told > EACH * 0.5


def test_a_problem_without_its_place_or_advice_is_found() -> None:
    """What the test above looks for, planted."""
    good = Problem(Place("targets.csv", 2), "the target is none: correct it")
    assert faults((good,), {"targets.csv"}) == []
    for bad, said in (
        (replace(good, where=Place("targets.csv")), "has no line"),
        (replace(good, where=Place("other.csv", 2)), "names another file"),
        (replace(good, message="the target is none, sadly"), "does not say what to do"),
        (replace(good, message="use it"), "is too short"),
    ):
        assert [one.startswith(said) for one in faults((bad,), {"targets.csv"})] == [True]
    assert faults((good,), {"partnership.toml"})
