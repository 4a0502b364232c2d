"""No text of a file reaches a widget, a console or standard output before it is shown; none is markup."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from sink_proof import Known, violations

import csptui

ROOT = Path(csptui.__file__).parent
FLOORS = ("tui", "outputs", "cli")
# What leaves as it is, with the reason.
ALLOWED = {
    ("tui/widgets/wording.py", "content.plain.translate(_ASCII)"): "a content that was made of shown text",
    (
        "cli/completion.py",
        "kind(root.command, {}, 'csptui', '_CSPTUI_COMPLETE').source()",
    ): "click's own script",
    ("outputs/doctor.py", "padded(sign.state.value, _WORD)"): "a word of the program's own",
    ("outputs/group_strip.py", "' ' * _GAP + bar"): "a bar of signs that are drawn",
    (
        "cli/history.py",
        "csv_text(history)",
    ): "ids, numbers and words of the program's own",
}
# What starts a program, loads code, reaches an address, or builds text by a template.
POWERS = {
    *(
        "subprocess",
        "webbrowser",
        "pickle",
        "marshal",
        "shelve",
        "ctypes",
        "socket",
        "urllib",
        "http",
        "ftplib",
    ),
    *("smtplib", "jinja2", "yaml", "requests", "httpx", "runpy", "code", "xml", "string"),
}
CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "popen",
    "startfile",
    "execv",
    "execvp",
    "spawnv",
    "open_url",
}
TOLD = {
    ("tui/editing.py", "subprocess"): "the user's own editor, by the environment alone",
    ("cli/edited.py", "subprocess"): "as above",
    ("tui/opening.py", "subprocess"): "the system's own program, with a file that csptui has made",
    ("tui/opening.py", "startfile"): "as above, on Windows",
    ("cli/program.py", "import_module"): "the verbs' own modules, by names that stand there",
    (
        "outputs/document/formats.py",
        "import_module",
    ): "the formats' own modules, by names that stand there",
    (
        "outputs/document/access/check.py",
        "import_module",
    ): "the checkers' own modules, by names that stand there",
    (
        "outputs/document/web/writer.py",
        "jinja2",
    ): "templates of the package alone, which escape all that they are given",
    (
        "outputs/document/word/parts/__init__.py",
        "string",
    ): "colours and sizes of the program's own, put into the package's own parts",
    (
        "outputs/document/pdf/writer.py",
        "compile",
    ): "the typesetter's, with a template of the package alone; texts are its data",
}


@cache
def package() -> Known:
    known = Known()
    for path in sorted(ROOT.rglob("*.py")):
        known.learn(ast.parse(path.read_text("utf-8")))
    return known


def modules(floors: tuple[str, ...]) -> list[Path]:
    return [path for floor in floors for path in sorted((ROOT / floor).rglob("*.py"))]


def test_only_shown_text_leaves() -> None:
    """Over the syntax tree of every module that draws, prints or answers."""
    known = package()
    assert len(modules(FLOORS)) > 50
    found, used = [], set()
    for path in modules(FLOORS):
        where = path.relative_to(ROOT).as_posix()
        for line, said in violations(path.read_text("utf-8"), known):
            if (where, said) in ALLOWED:
                used.add((where, said))
            else:
                found.append(f"csptui/{where}:{line}: {said}")
    assert found == []
    assert used == set(ALLOWED), "an exception that nothing needs"


PLANTED = [
    "Static(row.comment)",
    "Static(f'Comment: {row.comment}')",
    "Label(indicator.name)",
    "Label('Name: ' + indicator.name)",
    "Content(theme.name)",
    "Content(theme.short)",
    "Content.styled(str(problem), 'bold')",
    "Content.assemble('x', (row.comment, 'bold'))",
    "Content.from_markup(show(x))",
    "Text.from_markup('x')",
    "Text.from_ansi(show(x))",
    "Text(row.comment)",
    "Segment(indicator.code)",
    "Segment(fit(indicator.code, 8))",
    "Option(theme.id)",
    "self.notify(show(x))",
    "self.notify(row.comment, markup=False)",
    "app.notify(show(x), markup=True)",
    "self.border_title = theme.name",
    "self.query_one(Field).placeholder = indicator.source",
    "self.sub_title = f'{partnership.name}'",
    "Input(placeholder=indicator.source)",
    "Static(show(x), markup=True)",
    "Console(markup=True, emoji=False, highlight=False)",
    "Console(file=stream)",
    "print(problem.message)",
    "print('a', *rows)",
    "console.print(line.plain, row.comment)",
    "self.console.print(row.comment)",
    "click.echo(name)",
    "click.echo(f'Saved: {name}')",
    "click.echo(' '.join(names))",
    "sys.stdout.write(name)",
    "sys.stderr.write(str(error))",
    "Line(dataset.partnership.name)",
    "Line.of('x', (row.comment, 'strong'))",
    "CompletionItem(code)",
    "a = show(x); a = x; Content(a)",
    "for one in names: Content(one)",
    "Content(x if y else show(x))",
    "Content(show(x) + x)",
    "Content(x or show(x))",
    "[Content(one.name) for one in themes]",
    "a = [show(x)]; a.append(x); Content(' '.join(a))",
    "a, b = show(x), x; Content(b)",
    "Content(unknown(x))",
    "Content(f'{x:>10}')",
]
HARMLESS = [
    "Static(Content(''))",
    "Content(show(row.comment))",
    "Content(f'Comment: {show_line(row.comment)}')",
    "Content.assemble('x', (show(row.comment), 'bold'), text(x))",
    "a = show(x); b = a.strip() + ' '; Content(b[:8])",
    "a, b = show(x), x; Content(a)",
    "for one in names: Content(show(one))",
    "Content(' '.join(show(one) for one in names))",
    "click.echo(show_line(f'Saved: {name}'))",
    "print('done')",
    "Content(f'{count:,} rows')",
    "Console(file=stream, markup=False, emoji=False, highlight=False)",
    "self.notify(show(x), markup=False)",
    "Input(placeholder='A figure')",
    "Line(look.line(theme.name), 'strong')",
]


def inside(code: str) -> str:
    """Put a piece of code in a method whose arguments are texts of unknown origin."""
    head = "def method(self, x: str, name: str, names: list[str], row: Row, indicator: Indicator) -> None:\n"
    return head + "".join(f"    {part.strip()}\n" for part in code.split(";"))


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_violation_is_found(code: str) -> None:
    assert violations(inside(code), package())


@pytest.mark.parametrize("code", HARMLESS)
def test_what_is_shown_passes(code: str) -> None:
    assert violations(inside(code), package()) == []


def powers(tree: ast.Module) -> list[str]:
    """Give what a module has that could run, load or fetch what a text names."""
    found: list[str] = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            whole = ast.unparse(node.func)
            if ({called, whole} & CALLS and whole != "re.compile") or called == "import_module":
                found.append(called)
        found += [name for name in names if name.split(".")[0] in POWERS]
    return found


def test_no_file_can_name_a_program_a_template_or_an_address() -> None:
    """Nothing in the package could start, load or fetch what a file names."""
    found, used = [], set()
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for said in powers(ast.parse(path.read_text("utf-8"))):
            if (where, said) in TOLD:
                used.add((where, said))
            else:
                found.append(f"csptui/{where}: {said}")
    assert found == []
    assert used == set(TOLD)
    assert powers(ast.parse("import subprocess\nfrom urllib.request import urlopen\nos.system(x)\neval(x)\n"))
