"""A file system that forgets: every call of a save is noted, and what was not brought to the disk may go.

An fsync of a file saves its bytes, one of a folder the names in it; nothing else saves anything. When the
power goes, of the rest any part may be there: of each file's new bytes all, a half, none or zeros in their
place; of the changes of names any subset. A rename is there or not, never half.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pytest

SEED = 20100420
_LOCK = ".csptui/lock"
Tree = dict[str, "bytes | None"]
"""What stands in a folder: the bytes of each file by its name, None for a folder."""


@dataclass(frozen=True, slots=True)
class Op:
    """One call: what it does, where, to which file, with which bytes or other name."""

    kind: str
    where: str
    file: int = 0
    data: bytes = b""
    other: str = ""

    @property
    def folder(self) -> str:
        """Name the folder whose names are changed."""
        return self.where.rpartition("/")[0]


class CutOffError(BaseException):
    """The program is killed here."""


@dataclass
class Recorder:
    """Notes the calls that change a folder, calling each through; stops before one, as a kill does."""

    folder: Path
    ops: list[Op] = field(default_factory=list)
    base: Tree = field(default_factory=dict)
    kill_before: int | None = None
    _names: dict[str, int] = field(default_factory=dict)
    _handles: dict[int, tuple[str, int]] = field(default_factory=dict)
    _next: int = 0

    def __post_init__(self) -> None:
        self.base = tree_of(self.folder)
        self._names = {name: self._new() for name, data in self.base.items() if data is not None}
        self.first_names = dict(self._names)

    def _new(self) -> int:
        self._next += 1
        return self._next

    def _name(self, path: Any) -> str | None:
        name = os.path.relpath(os.fspath(path), self.folder).replace("\\", "/")
        if name.startswith("..") or name == _LOCK:
            return None
        return "" if name == "." else name

    @contextmanager
    def noting(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        """Put this between the program and the system."""
        with patch.context() as inner:
            for name in ("open", "close", "write", "fsync", "replace", "link", "unlink", "mkdir", "rmdir"):
                inner.setattr(os, name, getattr(self, f"_{name}")(getattr(os, name)))
            yield

    def note(self, op: Op) -> None:
        """Note a call that is about to be made."""
        if self.kill_before == len(self.ops):
            raise CutOffError
        self.ops.append(op)

    def misses(self) -> list[str]:
        """Name what stands in the folder otherwise than by the calls that were noted: none may be missed."""
        pending = pending_at(self, len(self.ops))
        noted, there = _tree(self, pending, set(), pending.whole), tree_of(self.folder)
        return sorted(name for name in {*noted, *there} if noted.get(name) != there.get(name))

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *rest: Any, **more: Any) -> int:
            name = self._name(path)
            is_new = name is not None and bool(flags & os.O_CREAT) and not os.path.lexists(path)
            if is_new and name is not None:
                self.note(Op("create", name, self._next + 1))
            handle = real(path, flags, *rest, **more)
            if name is not None:
                if is_new:
                    self._names[name] = self._new()
                self._handles[handle] = (name, self._names.get(name, 0))
            return handle

        return call

    def _close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def call(handle: int) -> None:
            self._handles.pop(handle, None)
            real(handle)

        return call

    def _write(self, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def call(handle: int, data: Any) -> int:
            if handle in self._handles:
                name, file = self._handles[handle]
                self.note(Op("write", name, file, bytes(data)))
            written = real(handle, data)
            assert handle not in self._handles or written == len(data)
            return written

        return call

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def call(handle: int) -> None:
            if handle in self._handles:
                name, file = self._handles[handle]
                self.note(Op("fsync", name, file))
            real(handle)

        return call

    def _replace(self, real: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def call(old: Any, new: Any) -> None:
            before, after = self._name(old), self._name(new)
            assert before is not None
            assert after is not None
            self.note(Op("replace", before, self._names[before], other=after))
            real(old, new)
            self._names[after] = self._names.pop(before)

        return call

    def _link(self, real: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def call(old: Any, new: Any) -> None:
            before, after = self._name(old), self._name(new)
            assert before is not None
            assert after is not None
            self.note(Op("link", before, self._names[before], other=after))
            real(old, new)
            self._names[after] = self._names[before]

        return call

    def _unlink(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, **more: Any) -> None:
            name = self._name(path)
            if name is not None and os.path.lexists(path):
                self.note(Op("unlink", name))
                self._names.pop(name, None)
            real(path, **more)

        return call

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, *rest: Any, **more: Any) -> None:
            name = self._name(path)
            if name is not None and not os.path.lexists(path):
                self.note(Op("mkdir", name))
            real(path, *rest, **more)

        return call

    def _rmdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, **more: Any) -> None:
            real(path, **more)
            name = self._name(path)
            if name is not None:
                self.note(Op("rmdir", name))

        return call


@dataclass(frozen=True, slots=True)
class Pending:
    """What is not on the disk at a moment: changes of names by their place, and each file's new bytes."""

    done: tuple[tuple[Op, bool], ...]
    durable: dict[int, bytes]
    whole: dict[int, bytes]


def pending_at(recorder: Recorder, end: int, forgotten: int | None = None) -> Pending:
    """Tell what the disk holds for sure after the first calls, one fsync perhaps being none."""
    names: list[tuple[Op, bool]] = []
    durable = {file: recorder.base[name] or b"" for name, file in recorder.first_names.items()}
    whole = dict(durable)
    for index, op in enumerate(recorder.ops[:end]):
        if op.kind == "write":
            whole[op.file] = whole.get(op.file, b"") + op.data
        elif op.kind == "fsync" and index != forgotten:
            if op.file:
                durable[op.file] = whole.get(op.file, b"")
            else:
                names = [(one, sure or one.folder == op.where) for one, sure in names]
        elif op.kind != "fsync":
            names.append((op, False))
    return Pending(tuple(names), durable, whole)


def states(recorder: Recorder, pending: Pending, most: int) -> Iterator[Tree]:
    """Give each state that the disk may be in, or as many as are asked for, chosen by a seed."""
    unsure = [index for index, (_, sure) in enumerate(pending.done) if not sure]
    unsaved = [file for file, data in pending.whole.items() if data != pending.durable.get(file, b"")]
    choices = [_variants(pending.durable.get(file, b""), pending.whole[file]) for file in unsaved]
    count = 2 ** len(unsure)
    for one in choices:
        count *= len(one)
    picks: Iterator[tuple[Sequence[bool], Sequence[bytes]]]
    if count <= most:
        picks = (
            (kept, data)
            for kept in itertools.product((True, False), repeat=len(unsure))
            for data in itertools.product(*choices)
        )
    else:
        chance = random.Random(SEED)  # noqa: S311 - to choose, not to hide
        picks = (
            ([chance.random() < share for _ in unsure], [chance.choice(one) for one in choices])
            for share in (0.5, 0.2, 0.8)
            for _ in range(most // 3)
        )
    for kept, data in picks:
        gone = {index for index, stays in zip(unsure, kept, strict=True) if not stays}
        yield _tree(recorder, pending, gone, dict(zip(unsaved, data, strict=True)))


def _variants(durable: bytes, whole: bytes) -> list[bytes]:
    """Give what may be left of bytes that were added: all, none, a half, zeros in the place of all."""
    added = whole[len(durable) :]
    return [whole, durable, durable + added[: len(added) // 2], durable + bytes(len(added))]


def _tree(recorder: Recorder, pending: Pending, gone: set[int], data: dict[int, bytes]) -> Tree:
    names = dict(recorder.first_names)
    folders = {name for name, held in recorder.base.items() if held is None}
    for index, (op, _) in enumerate(pending.done):
        if index not in gone:
            _rename(op, names, folders)
    content = {**pending.durable, **data}
    tree: Tree = {name: None for name in sorted(folders) if _is_reached(name, folders)}
    reached = {name: file for name, file in names.items() if _is_reached(name, folders)}
    return {**tree, **{name: content.get(file, b"") for name, file in reached.items()}}


def _rename(op: Op, names: dict[str, int], folders: set[str]) -> None:
    """Make one change of names that has reached the disk."""
    if op.kind == "create":
        names[op.where] = op.file
    elif op.kind == "replace":
        if names.get(op.where) == op.file:
            del names[op.where]
        names[op.other] = op.file
    elif op.kind == "link":
        names[op.other] = op.file
    elif op.kind == "unlink":
        names.pop(op.where, None)
    elif op.kind == "mkdir":
        folders.add(op.where)
    else:
        folders.discard(op.where)


def _is_reached(name: str, folders: set[str]) -> bool:
    parent = name.rpartition("/")[0]
    return not parent or (parent in folders and _is_reached(parent, folders))


def tree_of(folder: Path) -> Tree:
    """Read a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if path.relative_to(folder).as_posix() != _LOCK
    }


def build(folder: Path, tree: Tree) -> None:
    """Make a folder of what a disk holds."""
    folder.mkdir()
    for name, data in tree.items():
        path = folder.joinpath(*name.split("/"))
        if data is None:
            path.mkdir()
    for name, data in tree.items():
        if data is not None:
            folder.joinpath(*name.split("/")).write_bytes(data)


def digest_of(tree: Tree) -> str:
    """Name a state, so that none is judged twice."""
    return hashlib.sha256(repr(sorted(tree.items())).encode()).hexdigest()
