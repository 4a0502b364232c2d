"""Every system call of a save and of its recovery fails or is the last: nothing torn, mixed or falsely told.

strace puts an error of the system in the place of a call, or a kill before it. What stands in the folder is
judged at once, and after the next start. CSPTUI_FAULTS=all takes every fault, not a sample of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fault_farm import KILL, Farm, Job, faults_after, faults_at_each, job, lasting_faults, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAVES = ("first", "record", "target", "undo", "quarter", "confirm")
SINGLE, LASTING, PAIRS, DOUBLE = 700, 150, 200, 850
STARTS = 40

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="system calls are made to fail by strace, on Linux"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed, so no call can fail"),
]


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    """Give workers in memory, where the machine has it; skip where strace may not attach."""
    memory = Path("/dev/shm")  # noqa: S108 - made with a random name below
    home = Path(tempfile.mkdtemp(prefix="c", dir=memory if memory.is_dir() else None))
    try:
        made = Farm(home)
        (answer,) = made.do([job("record", list=True)])
        if "unable" in answer:
            pytest.skip(f"strace may not attach to a process here: {answer['unable']}")
        yield made
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="module")
def calls(farm: Farm) -> dict[str, list[str]]:
    """Give the calls of each save in their order."""
    answers = farm.do([job(name, list=True) for name in SAVES])
    return {name: answer["calls"] for name, answer in zip(SAVES, answers, strict=True)}


@pytest.fixture(scope="module")
def singles(farm: Farm, calls: dict[str, list[str]]) -> list[tuple[Job, Job]]:
    """Do the single faults, keeping the folders in which a save waits to be finished."""
    found = [(name, fault) for name in SAVES for fault in faults_at_each(calls[name])]
    # In one kind of save each call that can change anything, and each kill: chance chooses the rest.
    sure = [one for one in found if one[0] == "record" and one[1][0] not in ("newfstatat", "read", "close")]
    rest = [one for one in found if one not in sure]
    chosen = [*sure, *sample(rest, SINGLE - len(sure))]
    jobs = [
        job(name, fault, keep=str(farm.home / f"waits-{number}"))
        for number, (name, fault) in enumerate(chosen)
    ]
    return list(zip(jobs, farm.do(jobs), strict=True))


def bad_of(done: Sequence[tuple[Job, Job]]) -> list[str]:
    return [
        f"{one['scenario']} {' and '.join(':'.join(fault) for fault in one['faults'])} "
        f"({'recovery' if one['recover'] else answer['told']}): "
        f"{'; '.join(answer['bad'])} [{answer['words']}]"
        for one, answer in done
        if answer["bad"]
    ]


def hold(done: Sequence[tuple[Job, Job]]) -> None:
    """Fail with every run that is bad, one a line."""
    bad = bad_of(done)
    if bad:
        pytest.fail("\n".join([f"{len(bad)} of {len(done)} runs are bad", *bad]), pytrace=False)


def test_a_save_that_nothing_disturbs_is_good(farm: Farm, calls: dict[str, list[str]]) -> None:
    assert all(len(calls[name]) > 100 for name in SAVES)
    answers = farm.do([job(name) for name in SAVES])
    assert [(answer["told"], answer["bad"]) for answer in answers] == [("saved", [])] * len(SAVES)


def test_single_faults_at_every_call_of_a_save(singles: list[tuple[Job, Job]]) -> None:
    """Each errno at each system call, and a kill before each: wholly old or wholly new, and truly told."""
    assert len(singles) >= 400
    hold(singles)
    kills = [answer["told"] for one, answer in singles if one["faults"][0][1] == KILL]
    assert kills == ["killed"] * len(kills)
    told = Counter(answer["told"] for _, answer in singles)
    assert all(told[one] > 10 for one in ("saved", "later", "refused", "killed"))


def test_faults_that_last(farm: Farm, calls: dict[str, list[str]]) -> None:
    """A disk that is full, dies or becomes read-only in the middle of a save stays so."""
    found = [(name, fault) for name in SAVES for fault in lasting_faults(calls[name])]
    jobs = [job(name, fault) for name, fault in sample(found, LASTING)]
    done = list(zip(jobs, farm.do(jobs), strict=True))
    hold(done)


def test_a_second_fault_in_what_is_done_about_the_first(farm: Farm, calls: dict[str, list[str]]) -> None:
    firsts = [
        (name, fault)
        for name in SAVES
        for fault in faults_at_each(calls[name])
        if fault[1] in ("EIO", "ENOSPC") and fault[0] not in ("newfstatat", "read", "close")
    ]
    found = [(name, first, second) for name, first in firsts for second in faults_after(calls[name], first)]
    jobs = [job(name, first, second) for name, first, second in sample(found, PAIRS, 10 * PAIRS)]
    done = list(zip(jobs, farm.do(jobs), strict=True))
    hold(done)


def test_double_faults_in_a_save_and_in_its_recovery(farm: Farm, singles: list[tuple[Job, Job]]) -> None:
    """A save that was cut off waits; its recovery fails or is killed too; the next start finishes it."""
    waiting = [one for one, answer in singles if answer["waits"]]
    starts = sample(waiting, STARTS, 10 * STARTS)
    listing = [
        job(one["scenario"], list=True, recover=True, told="later", start=one["keep"]) for one in starts
    ]
    lists = [answer["calls"] for answer in farm.do(listing)]
    found = [
        (one["scenario"], one["keep"], fault)
        for one, held in zip(starts, lists, strict=True)
        for fault in faults_at_each(held)
    ]
    jobs = [
        job(name, fault, recover=True, told="later", start=kept)
        for name, kept, fault in sample(found, DOUBLE, 20 * DOUBLE)
    ]
    done = list(zip(jobs, farm.do(jobs), strict=True))
    assert len(done) >= 800
    hold(done)


def test_the_judge_catches_writing_in_place(farm: Farm) -> None:
    """The control, which has to fail: files that are emptied and written over are torn, mixed or lost."""
    (answer,) = farm.do([job("in place", list=True)])
    found = faults_at_each(answer["calls"])
    changing = [fault for fault in found if fault[0] in ("openat", "write", "close")]
    jobs = [job("in place", fault) for fault in changing[-60:]]
    done = list(zip(jobs, farm.do(jobs), strict=True))
    assert len(bad_of(done)) > len(jobs) // 3
