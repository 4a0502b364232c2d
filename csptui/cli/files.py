"""Makes files of a document, verifies them and checks them; shows how far it is on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csptui.cli.answer import print_json
from csptui.cli.options import choices
from csptui.cli.refusal import FAILED, FOUND, Refusal, narrate
from csptui.cli.session import data_folder, open_view
from csptui.domain.shown import show_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csptui.outputs.document.access.fault import Fault
    from csptui.outputs.document.made import Making

    FormatsParam = click.ParamType[tuple[str, ...]]
else:
    FormatsParam = click.ParamType

STANDARD_OUTPUT = Path("-")
_LARGEST = 100_000_000
"""Bytes of a file that is checked; no checker reads as many."""
_OTHER_NAMES = {"word": "docx", "excel": "xlsx", "markdown": "md", "text": "txt", "htm": "html"}


class FormatsType(FormatsParam):
    """Names of formats with commas between."""

    name = "formats"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's own signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Read the names, or refuse one with those that there are."""
        from csptui.outputs.document.formats import FORMATS  # noqa: PLC0415 - help writes nothing

        if isinstance(value, tuple):
            return value
        words = [word.strip().casefold().removeprefix(".") for word in str(value).split(",")]
        names = [_OTHER_NAMES.get(word, word) for word in words if word]
        for name in names:
            if name not in FORMATS:
                self.fail(f'there is no format "{name}": use {", ".join(FORMATS)}', param, ctx)
        if not names:
            self.fail(f"name at least one of {', '.join(FORMATS)}", param, ctx)
        return tuple(names)


def make_files(
    context: click.Context,
    kind: str,
    formats: tuple[str, ...] | None,
    out: Path | None,
    template: Path | None,
    *,
    sensitive: bool = False,
) -> None:
    """Write a document in some formats, by default in all, and tell where the files are."""
    from csptui.outputs.document.formats import FORMATS  # noqa: PLC0415 - help writes nothing
    from csptui.outputs.document.made import Making  # noqa: PLC0415 - as above
    from csptui.outputs.document.model import Kind  # noqa: PLC0415 - as above

    if out is None:
        message = "Say where the files are to go: -o out/"
        raise Refusal(message)
    wanted = tuple(FORMATS) if formats is None else formats
    _refuse_names(out, template, wanted)
    view = open_view(context)
    folder, quarter = data_folder(view.chosen), view.dataset.shown
    making = Making(folder, quarter, Kind(kind), wanted, out, sensitive=sensitive, template=template)
    if out == STANDARD_OUTPUT:
        _write_out(making)
        return
    with _progress() as tell:
        for step in making.steps():
            tell(step.name, step.done, step.of)
    for sentence in making.notes:
        narrate(sentence)
    if choices(context).as_json:
        print_json(making.told())
        return
    for path in making.files:
        click.echo(show_line(str(path)))


def _refuse_names(out: Path, template: Path | None, formats: Sequence[str]) -> None:
    """Refuse a folder that is named like a file or an option, and a template that no file would take."""
    if str(out).startswith("--"):
        message = f"-o is followed by {out} and by no folder: csptui report -o out/ {out}"
        raise Refusal(message)
    from csptui.outputs.document.formats import FORMATS  # noqa: PLC0415 - help writes nothing

    suffix = out.suffix.casefold().removeprefix(".")
    if suffix in FORMATS and not out.is_dir():
        message = (
            f"-o takes a folder, and the files in it have names of their own: -f {suffix} -o {out.parent}"
        )
        raise Refusal(message)
    if template is not None and "docx" not in formats:
        message = "--template is for Word: name docx with -f, or leave -f out"
        raise Refusal(message)


def _write_out(making: Making) -> None:
    """Write the one file of a format on standard output."""
    made = making.made()
    if len(made) != 1:
        message = "Standard output takes one file: name one format with -f, and not csv"
        raise Refusal(message)
    data = next(iter(made.values()))
    if sys.stdout.isatty() and b"\x00" in data:
        message = "A terminal cannot show this format: send it into a file"
        raise Refusal(message)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows how far it is: a bar where standard error is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _of: None
        return
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - only for a terminal

    from csptui.outputs.console import make_console  # noqa: PLC0415 - as above

    console = make_console(sys.stderr, 60)
    columns = (TextColumn("{task.fields[name]:<18}", markup=False), BarColumn(30))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, name="")

        def tell(name: str, done: int, of: int) -> None:
            progress.update(task, name=name, completed=done, total=of)

        yield tell


def verify_files(context: click.Context, out: Path) -> None:
    """Tell of every file that was made in a folder whether it still matches; exit 4 where one does not."""
    from csptui.outputs.document.verify import State, verify  # noqa: PLC0415 - as above

    chosen = choices(context)
    found = verify(data_folder(chosen), out)
    if chosen.as_json:
        print_json(
            [
                {"file": one.file, "state": one.state.value, "inputs": list(one.inputs), "said": one.sentence}
                for one in found
            ]
        )
    else:
        for line in _verified_lines([(one.file, one.sentence) for one in found]):
            click.echo(show_line(line))
        wrong = sum(one.state is not State.MATCHES for one in found)
        verb = "does" if wrong == 1 else "do"
        if len(found) > 1:
            whole = f"{wrong} of {len(found)} files {verb} not match the data."
            click.echo(show_line(whole if wrong else f"All {len(found)} files match the data."))
    if any(one.state is not State.MATCHES for one in found):
        context.exit(FOUND)


def _verified_lines(found: Sequence[tuple[str, str]]) -> list[str]:
    """Say the same of the files of one package once, with how many they are."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, sentence in found:
        package = name.rpartition("/")[0]
        groups.setdefault((package or name, sentence.removeprefix(name)), []).append(name)
    return [
        f"{names[0]}{said}" if len(names) == 1 else f"{whole}/ ({len(names)} files){said}"
        for (whole, said), names in groups.items()
    ]


def check_files(
    context: click.Context,
    paths: Sequence[Path],
    formats: tuple[str, ...] | None,
    template: Path | None,
    *,
    sensitive: bool,
) -> None:
    """Hold files, or the report as it would be made, against the rules of access; exit 4 for a fault."""
    from csptui.outputs.document.access.check import faults_of, has_rules  # noqa: PLC0415 - as above

    files = _read_files(paths) if paths else _fresh_files(context, formats, template, sensitive=sensitive)
    found: list[tuple[str, list[Fault] | None]] = [
        (name, faults_of(name, data) if has_rules(name) else None) for name, data in files
    ]
    if choices(context).as_json:
        print_json([_found_object(name, faults) for name, faults in found])
    else:
        for name, faults in found:
            for line in _found_lines(name, faults):
                click.echo(show_line(line))
    if any(faults for _, faults in found):
        context.exit(FOUND)


def _fresh_files(
    context: click.Context, formats: tuple[str, ...] | None, template: Path | None, *, sensitive: bool
) -> list[tuple[str, bytes]]:
    """Make the report in memory, in the formats that have rules."""
    from csptui.outputs.document.access.check import CHECKERS  # noqa: PLC0415 - as above
    from csptui.outputs.document.made import Making  # noqa: PLC0415 - as above
    from csptui.outputs.document.model import Kind  # noqa: PLC0415 - as above

    view = open_view(context)
    wanted = tuple(one.removeprefix(".") for one in CHECKERS) if formats is None else formats
    folder, quarter = data_folder(view.chosen), view.dataset.shown
    making = Making(folder, quarter, Kind.REPORT, wanted, Path(), sensitive=sensitive, template=template)
    return list(making.made().items())


def _read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Read the files that are named, and of a folder those that have rules."""
    from csptui.storage.out_files import read_out  # noqa: PLC0415 - as above

    files: list[tuple[str, bytes]] = []
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path]
        if not inside:
            message = f"{path} holds no file that can be checked"
            raise Refusal(message, FAILED)
        for one in inside:
            data = read_out(one, most=_LARGEST)
            if data is None:
                message = f"There is no file {one}"
                raise Refusal(message, FAILED)
            files.append((str(one), data))
    return files


def _inside(folder: Path) -> list[Path]:
    """Give the files of a folder that have rules, but for those that an office program keeps beside them."""
    from csptui.outputs.document.access.check import has_rules  # noqa: PLC0415 - as above

    try:
        held = sorted(one for one in folder.iterdir() if has_rules(one.name) and one.is_file())
    except OSError as error:
        message = f"{folder} cannot be read: {error.strerror or type(error).__name__}"
        raise Refusal(message, FAILED) from error
    return [one for one in held if not one.name.startswith((".", "~$"))]


def _found_lines(name: str, faults: list[Fault] | None) -> list[str]:
    if faults is None:
        return [f"{name}: this kind of file has no rules."]
    if not faults:
        return [f"{name}: nothing found."]
    return [f"{name}: {fault.where}: {fault.message} ({fault.rule.value})" for fault in faults]


def _found_object(name: str, faults: list[Fault] | None) -> dict[str, Any]:
    return {
        "file": name,
        "checked": faults is not None,
        "faults": [
            {"rule": fault.rule.value, "where": fault.where, "said": fault.message} for fault in faults or ()
        ],
    }
