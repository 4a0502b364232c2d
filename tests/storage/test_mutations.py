"""Whatever becomes of the files, a folder opens with problems in their places or is refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csptui.domain.problem import StorageError
from csptui.storage.folder import load

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.problem import Problem

pytest_plugins = ["small_folder"]

FILES = (
    "partnership.toml",
    "indicators.toml",
    "targets.csv",
    "comparators.csv",
    "quarters/2009-10-Q4/actuals.csv",
    "quarters/2009-10-Q4/commentary.toml",
)
pieces = st.sampled_from(
    [
        b"",
        b",",
        b";",
        b'"',
        b'"""',
        b"'",
        b"\n",
        b"\r",
        b"\t",
        b"\0",
        b"[",
        b"]]",
        b"{",
        b"=",
        b".",
        b"#",
        b"\\",
        b"-",
        b"1e999",
        b"nan",
        b"true",
        b"\xff",
        b"\xef\xbb\xbf",
        b"<<<<<<< x\n",
        b"9" * 400,
        b"\xe2\x80\xae",
        b"[/]",
    ]
) | st.binary(max_size=4)
edits = st.lists(
    st.tuples(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 12), pieces), min_size=1, max_size=4
)


def check(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.where.file
        assert problem.where.line is None or problem.where.line >= 1
        assert 8 < len(problem.message) < 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(edits=edits)
def test_a_mutated_folder_opens_or_is_refused_in_a_sentence(
    folder: Path, edits: list[tuple[str, float, int, bytes]]
) -> None:
    originals = {where: (folder / where).read_bytes() for where in FILES}
    try:
        for where, at, length, piece in edits:
            data = (folder / where).read_bytes()
            start = int(at * len(data))
            (folder / where).write_bytes(data[:start] + piece + data[start + length :])
        refused = ""
        try:
            dataset, problems = load(folder)
            dataset.scorecard()
            check(problems)
        except StorageError as error:
            refused = str(error)
        assert not refused or "cannot be opened" in refused
    finally:
        for where, data in originals.items():
            (folder / where).write_bytes(data)
