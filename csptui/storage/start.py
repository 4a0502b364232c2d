"""How a data folder comes to be: the bundled example copied once, another one, or a partnership's own."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.problem import RefusedError, StorageError
from csptui.storage import actuals, comparators, tables, targets
from csptui.storage.files import reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.quarter import Quarter

_PACKAGE = Path(__file__).resolve().parents[1]
_COPY = "derby"
_EXAMPLE = "EX1"
_IGNORED = "*.lock\n.*.tmp\nout/\n"

_PARTNERSHIP = """\
# The partnership: its name, the rules of its report, and the words of its key.
# People write this file; the program only reads it.

{name}short_name = ""
title = "Thematic performance report"
area = ""

# Printed at the head of every report, numbered in this order.
notes = []

# What the report's cover says of the colours, in your words; a line that is taken out is not printed.
[key]
red = "Misses the target by more than the tolerance"
amber = "Misses the target by no more than the tolerance"
green = "Meets the target or betters it"
none = "Not rated: there is no target and no comparator group average, or no figure"

[rag]
tolerance = "5"             # how far past the target is still amber
basis = "relative"          # "relative": per cent of the target; "points": percentage points

[trend]
rule = "previous-quarter"   # or "three-quarters"

[exceptions]
classes = ["red", "amber", "green worsening", "not rated worsening"]

[groups]
include_self = true         # is the area itself counted in a group's average?

[control_charts]
run = 7                     # points in a trend or a shift: 5 to 9
screening = true            # very large moving ranges are left out, once

# A Word document of this folder: the report's .docx takes its styles, header and footer.
# [report]
# template = "committee.docx"

# The checks before sign-off are all on; csptui check --list names them.
[checks]
# weak-target = false       # turns one off

# Codes and abbreviations that the report explains: one line each.
[glossary]
EX = "Example: the code of the example indicator"

# A comparator group: take the signs away and fill it in. The area itself is not listed.
# What its members have stands in the quarter's comparators.csv: indicator,area,value,numerator,denominator
# with a line for each area; the last two may be empty, and a value that is not known is left empty.
# [[group]]
# id = "MSG"
# name = "Most Similar Group"
# members = ["One area", {{ area = "Another area", from = "2010/11 Q1", until = "2015/16 Q4" }}]
# average = "mean"          # or "pooled": all cases over all denominators, where every fraction is held
# include_self = true       # for this group; without it the setting above
"""

_INDICATORS = f"""\
# Themes, their sections and their indicators, in the order of the report.
# People write this file; the program only reads it.
#
# id        the key in every other file: never change it once figures are held
# code      the reference that is shown; codes: all of them, as printed
# unit      count, number, percent, points, ratio, score, per 1,000, per 10,000, per 100,000,
#           per million, days, pounds
# polarity  which way is better: lower, higher, zero (nearest to it), none
# places    decimal places usual for the indicator
# basis     the period: rolling (12 months), annual, quarter, snapshot, cohort
# fraction  rate: the fraction makes the value; supporting: it stands behind it
# rebase    the quarters from which its control chart begins anew, such as ["2013/14 Q1"]
# groups    the ids of the comparator groups that it is compared with, in this order (all, if it has none)

[[theme]]
id = "example"
name = "Example theme"
short = "Example"

[[theme.section]]
name = ""                   # a heading within the theme; none if it is empty

# An example: change it into the first indicator of your own, and copy it for each other.
[[theme.section.indicator]]
id = "{_EXAMPLE}"
code = "EX 1"
codes = ["EX 1"]
name = "Example: incidents per 1,000 population"
short = "Example incidents per 1,000"
tier = "Local"
unit = "per 1,000"
polarity = "lower"
places = 2
basis = "rolling"
definition = "What is counted, and how."
"""


def bundled_source() -> Path:
    """Give the folder of the bundled example: in the installed package, else in the checkout."""
    installed = _PACKAGE / "bundled" / _COPY
    return installed if installed.is_dir() else _PACKAGE.parent / "data"


def is_copied(home: Path) -> bool:
    """Tell whether anything stands where the user's own copy of the bundled example is to be."""
    # os.path answers False where a folder may not be looked into; Path.exists would raise.
    return os.path.lexists(home / _COPY)


def bundled_copy(home: Path) -> Path:
    """Give the user's own copy of the bundled example, made at the first call and never touched again."""
    target = home / _COPY
    if is_copied(home):
        return target
    import tempfile  # noqa: PLC0415 - needed only once

    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".derby-", dir=home, ignore_cleanup_errors=True) as held:
            whole = Path(held) / _COPY
            _copy_tree(bundled_source(), whole)
            # Another start may have been quicker; then the rename fails and its copy is the one.
            with suppress(FileExistsError):
                _rename_new(whole, target)
    except OSError as error:
        message = f"The example data could not be copied to {target} ({reason(error)})"
        raise StorageError(message) from error
    return target


def _rename_new(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        if os.path.lexists(target):
            raise FileExistsError from error
        raise


def _copy_tree(source: Path, target: Path) -> None:
    """Copy files by their bytes alone, so that a read-only package makes a copy that can be written."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if _is_left_out((entry.name,)):
                continue
            if entry.is_dir():
                _copy_tree(Path(entry.path), target / entry.name)
            else:
                (target / entry.name).write_bytes(Path(entry.path).read_bytes())


def init_folder(target: Path, name: str, quarter: Quarter) -> Path:
    """Make a new partnership's folder with an example indicator and an empty quarter, and give its path.

    Raises RefusedError if the folder holds anything, StorageError if it cannot be written.
    """
    name = " ".join(name.split())
    if not name:
        message = "A partnership needs a name"
        raise RefusedError(message)
    try:
        data = {where: text.encode("utf-8") for where, text in _new_files(name, quarter).items()}
    except UnicodeEncodeError as error:
        message = "The name holds a character that cannot be stored: type it anew"
        raise RefusedError(message) from error
    return _write_new(target, data)


def example_names() -> tuple[str, ...]:
    """Give the names of the examples that a folder can be made of."""
    return tuple(sorted({_COPY, *_others()}))


def _others() -> dict[str, Path]:
    """Give the folders of the examples that are packaged beside the bundled one."""
    examples = _PACKAGE / "examples"
    if not examples.is_dir():
        return {}
    return {one.name: one for one in examples.iterdir() if (one / "partnership.toml").is_file()}


def example_folder(target: Path, name: str) -> Path:
    """Make a folder of one's own from an example, byte for byte, and give its path.

    Raises RefusedError for an unknown name or if the folder holds anything, StorageError if it cannot
    be written.
    """
    if name not in example_names():
        message = f"There is no example of that name: use {', '.join(example_names())}"
        raise RefusedError(message)
    source = bundled_source() if name == _COPY else _others()[name]
    try:
        data = _tree(source)
    except OSError as error:
        message = f"The example {name} could not be read ({reason(error)}): nothing was written"
        raise StorageError(message) from error
    return _write_new(target, {**data, ".gitignore": _IGNORED.encode("utf-8")})


def _tree(source: Path) -> dict[str, bytes]:
    """Read every file of an example by its place, those of the machine's own left out."""
    return {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and not _is_left_out(path.relative_to(source).parts)
    }


def _is_left_out(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part.endswith((".lock", ".tmp")) for part in parts)


def _write_new(target: Path, data: Mapping[str, bytes]) -> Path:
    """Write files into a folder that is new or empty; of a failure nothing stays."""
    made: list[Path] = []
    try:
        if os.path.lexists(target) and not _is_empty(target):
            message = f"{target} is not an empty folder: nothing was written; name a new or an empty one"
            raise RefusedError(message)
        for where, content in data.items():
            path = target.joinpath(*where.split("/"))
            _make_folder(path.parent, made)
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError as error:
        _take_away(made)
        message = f"{target} could not be made ({reason(error)}): nothing was kept"
        raise StorageError(message) from error
    return target


def _is_empty(target: Path) -> bool:
    return target.is_dir() and all(one.name == ".git" for one in target.iterdir())


def _make_folder(path: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note each that was not there."""
    if path.is_dir():
        return
    if path.parent != path:
        _make_folder(path.parent, made)
    path.mkdir()
    made.append(path)


def _take_away(made: list[Path]) -> None:
    """Take away what a failed start has made, so that it can be tried again."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _new_files(name: str, quarter: Quarter) -> dict[str, str]:
    import tomli_w  # noqa: PLC0415 - needed only to save

    return {
        "partnership.toml": _PARTNERSHIP.format(name=tomli_w.dumps({"name": name})),
        "indicators.toml": _INDICATORS,
        targets.FILE: tables.dumps(tables.Table(targets.COLUMNS)),
        comparators.FILE: tables.dumps(tables.Table(comparators.COLUMNS)),
        f"quarters/{quarter.folder}/{actuals.FILE}": tables.dumps(actuals.empty_table([_EXAMPLE])),
        ".gitignore": _IGNORED,
    }
