"""Breaks the rules and the storage on purpose, a place at a time, and counts what the tests notice (POSIX).

    python benchmarks/mutate.py                                   # every file of FILES, two at a time
    python benchmarks/mutate.py csptui/domain/rag.py --show       # one, with its survivors
    python benchmarks/mutate.py --share 0.2 --seed 7              # a sample

A snapshot of the checkout is taken first. For each file the tests are run to learn which of them reach which
line; each mutant is then run in a process of its own against the tests that reach its line, the quick ones
first, up to the first that fails. A mutant that outlives its time counts as noticed. What survives and need
not be noticed, because no test can tell the difference, is listed with its reason in equivalent_mutants.toml.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutants import Mutant, mutants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType, FrameType

    from _typeshed import TraceFunction  # the checkers' own

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
_DOMAIN = ("tests/domain",)
_SAVING = (
    "tests/storage/test_writing.py",
    "tests/storage/test_journal.py",
    "tests/storage/test_start.py",
    "tests/workspace/test_not_written.py",
    "tests/workspace/test_workspace.py",
    "tests/workspace/test_undo.py",
)
_CELLS = (
    "tests/storage/test_actuals.py",
    "tests/storage/test_targets.py",
    "tests/storage/test_cells.py",
    "tests/storage/test_edits.py",
)
_MERGING = (
    "tests/storage/test_merging.py",
    "tests/storage/test_merge_rows.py",
    "tests/storage/test_merge_documents.py",
)
_LOG = (
    "tests/storage/test_changes.py",
    "tests/storage/test_log.py",
    "tests/storage/test_log_lines.py",
    "tests/cli/test_log_verb.py",
)
FILES: dict[str, tuple[str, ...]] = {
    "csptui/domain/figure.py": _DOMAIN,
    "csptui/domain/target.py": _DOMAIN,
    "csptui/domain/typed.py": _DOMAIN,
    "csptui/domain/rag.py": _DOMAIN,
    "csptui/domain/merge.py": (*_DOMAIN, *_MERGING),
    "csptui/storage/tables.py": ("tests/storage/test_tables.py", *_CELLS),
    "csptui/storage/actuals.py": _CELLS,
    "csptui/storage/targets.py": _CELLS,
    "csptui/storage/changes.py": _LOG,
    "csptui/storage/log.py": _LOG,
    "csptui/storage/kept.py": _SAVING,
    "csptui/storage/journal.py": _SAVING,
    "csptui/storage/writing.py": _SAVING,
    "csptui/storage/edits.py": ("tests/workspace", "tests/storage/test_edits.py"),
    "csptui/storage/merging.py": (*_MERGING, "tests/cli/test_merge_driver.py"),
    "csptui/storage/merge_tables.py": _MERGING,
    "csptui/storage/merge_texts.py": _MERGING,
}
# A test that takes longer is not run on each mutant: hundreds of them would take all night.
LONGEST_TEST = 3.0
SLOW = "200_random or many_mutations or mutated_folder or 20_000"
LEAST_TIME = 20
_MEMORY = 4 << 30
_FAILED, _INTERRUPTED = 1, 2


@dataclass
class Seen:
    """Which tests reach which lines of a file, and how long each of them takes."""

    lines: dict[int, set[str]]
    seconds: dict[str, float]
    fit: set[str]

    def reaching(self, mutant: Mutant) -> list[str]:
        """Give the tests for a mutant, quick ones first; what runs at import concerns all tests."""
        found: set[str] = set()
        for line in range(mutant.first_line, mutant.last_line + 1):
            found |= self.lines.get(line, set())
        if not found:
            found = self.fit
        return sorted(found, key=lambda one: self.seconds[one])


class Watching:
    """A pytest plugin that learns which test reaches which line of one file."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.lines: dict[int, set[str]] = defaultdict(set)
        self._test = ""

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Trace one test."""
        self._test = item.nodeid
        sys.settrace(self._enter)
        threading.settrace(self._enter)
        yield
        sys.settrace(None)
        threading.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> TraceFunction | None:
        return self._line if frame.f_code.co_filename == self.target else None

    def _line(self, frame: FrameType, _event: str, _argument: object) -> TraceFunction:
        self.lines[frame.f_lineno].add(self._test)
        return self._line


class Timing:
    """A pytest plugin that times every test, and learns which fail already: somebody is at work on them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the time of a test's beginning, body and end."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)


class Choosing:
    """A pytest plugin that runs some tests only, in the order given."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that were chosen."""
        items[:] = [item for item in items if item.nodeid in self.order]
        items.sort(key=lambda item: self.order[item.nodeid])


class _Finder(importlib.abc.MetaPathFinder):
    """Gives one module from code that was compiled elsewhere."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = importlib.machinery.SourceFileLoader(fullname, self.path)
        loader.get_code = lambda fullname: self.code if fullname == self.name else None  # type: ignore[method-assign]
        return importlib.machinery.ModuleSpec(fullname, loader, origin=self.path)


def snapshot(scratch: Path) -> Path:
    """Copy the checkout, so that nobody's edits touch a run."""
    home = scratch / "checkout"
    for name in ("csptui", "tests", "data"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, home / name)
    return home


def in_child(work: Callable[[], int], seconds: int) -> int:
    """Fork, and give the process id of a child that does the work and ends with the number that it gives."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    os.setsid()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with Path(os.devnull).open("r+b") as nowhere:
        for handle in (0, 1, 2):
            os.dup2(nowhere.fileno(), handle)
    try:
        ended = work()
    except BaseException:  # noqa: BLE001 - a mutant may break anything; the child must end here
        ended = _INTERRUPTED
    os._exit(int(ended))


def run(tests: Sequence[str], plugin: object, scratch: Path, *, stops: bool) -> int:
    """Run tests in this process, as pytest would alone; nothing of the checkout may have been imported."""
    from hypothesis import Phase, settings  # noqa: PLC0415 - no shrinking: only whether it fails counts

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants", phases=phases, derandomize=True, database=None, deadline=None, max_examples=40
    )
    settings.load_profile("mutants")
    home = Path(tempfile.mkdtemp(dir=scratch))
    os.environ["TMPDIR"] = str(home)
    tempfile.tempdir = None
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    quiet = ["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist"]
    quiet += ["-W", "ignore:Module already imported", "-k", f"not ({SLOW})"]
    arguments = [*quiet, *(["-x"] if stops else []), f"--basetemp={home / 'base'}", *files]
    try:
        return int(pytest.main(arguments, plugins=[plugin]))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def learn(where: str, tests: Sequence[str], home: Path, scratch: Path) -> Seen:
    """Run the tests on the sound module twice; give what they reach, without the slow and the failing."""
    watching, timing = Watching(str(home / where)), Timing()
    there = [test for test in tests if (home / test).exists()]
    told = scratch / "seen.json"

    def watch() -> int:
        run(there, watching, scratch, stops=False)
        lines = {line: sorted(found) for line, found in watching.lines.items()}
        told.write_text(json.dumps(lines), encoding="utf-8")
        return 0

    def time_all() -> int:
        run(there, timing, scratch, stops=False)
        told.write_text(json.dumps([timing.seconds, sorted(timing.failed)]), encoding="utf-8")
        return 0

    os.waitpid(in_child(watch, 1800), 0)
    lines = json.loads(told.read_text(encoding="utf-8"))
    os.waitpid(in_child(time_all, 1800), 0)
    seconds, failed = json.loads(told.read_text(encoding="utf-8"))
    fit = {test for test, taken in seconds.items() if taken <= LONGEST_TEST} - set(failed)
    return Seen({int(line): set(found) & fit for line, found in lines.items()}, seconds, fit)


def start(mutant: Mutant, where: str, tests: Sequence[str], seconds: int, home: Path, scratch: Path) -> int:
    """Start the tests on a mutant; 0 from its process means that it survived."""
    path = home / where
    module = where.removesuffix(".py").replace("/", ".")
    code = mutant.code(path.read_text(encoding="utf-8"), str(path))

    def work() -> int:
        sys.meta_path.insert(0, _Finder(module, str(path), code))  # type: ignore[arg-type]
        return run(tests, Choosing(tests), scratch, stops=True)

    return in_child(work, seconds)


def survivors(
    where: str, mutants: Sequence[Mutant], seen: Seen, workers: int, home: Path, scratch: Path
) -> list[Mutant]:
    """Run all mutants of a file and give those that no test noticed."""
    waiting = list(reversed(mutants))
    running: dict[int, Mutant] = {}
    left: list[Mutant] = []
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            tests = seen.reaching(mutant)
            if not tests:
                left.append(mutant)
                continue
            seconds = LEAST_TIME + int(4 * sum(seen.seconds[test] for test in tests))
            running[start(mutant, where, tests, seconds, home, scratch)] = mutant
        if running:
            process, status = os.wait()
            ended = os.waitstatus_to_exitcode(status)
            mutant = running.pop(process)
            if ended == 0:
                left.append(mutant)
            elif ended > _INTERRUPTED:
                message = f"pytest ended with {ended} on {mutant}"
                raise RuntimeError(message)
    return sorted(left, key=lambda one: (one.first_line, one.words))


def explained() -> dict[tuple[str, str, str], str]:
    """Give the mutants that no test can tell from the sound program, each with its reason."""
    if not EQUIVALENT.exists():
        return {}
    found: dict[tuple[str, str, str], str] = {}
    for one in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]:
        for change in one["changes"]:
            found[one["file"], one["function"], change] = one["because"]
    return found


def preload() -> None:
    """Import what every run needs, but nothing of the checkout: children then start at once."""
    for name in ("hypothesis.strategies", "filelock", "tomli", "tomli_w", "click", "rich.table"):
        importlib.import_module(name)


def main() -> None:
    """Measure each file, print its share and what survived without an explanation."""
    parser = argparse.ArgumentParser(description="Counts the mutants that the tests notice.")
    parser.add_argument("files", nargs="*", default=list(FILES))
    parser.add_argument("--share", type=float, default=1.0, help="of each file's mutants, at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="print every survivor, explained ones too")
    chosen = parser.parse_args()
    preload()
    known = explained()
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        home = snapshot(scratch)
        os.chdir(home)
        sys.path.insert(0, str(home))
        os.environ["PYTHONPATH"] = str(home)
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(scratch / "cache")
        total = killed = 0
        for where in chosen.files:
            started = time.perf_counter()
            mutants = mutants_of((home / where).read_text(encoding="utf-8"))
            if chosen.share < 1:
                mutants = random.Random(chosen.seed).sample(mutants, round(len(mutants) * chosen.share))  # noqa: S311 - a sample
            seen = learn(where, FILES[where], home, scratch)
            left = survivors(where, mutants, seen, chosen.workers, home, scratch)
            equal = [one for one in left if (where, one.function, one.words) in known]
            total += len(mutants)
            killed += len(mutants) - len(left)
            print(
                f"{where:34} {len(mutants):4} mutants  {1 - len(left) / len(mutants):6.1%} noticed"
                f"  {len(left):3} survive, {len(equal):3} of them explained"
                f"  {time.perf_counter() - started:5.0f} s",
                flush=True,
            )
            for one in left:
                if chosen.show or one not in equal:
                    print(f"  {where}:{one.first_line} {one.function}: {one.words}", flush=True)
        print(f"{'all':34} {total:4} mutants  {killed / total:6.1%} noticed")


if __name__ == "__main__":
    main()
