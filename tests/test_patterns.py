"""Every regular expression of the program takes a moment only, whatever it is given."""

from __future__ import annotations

import ast
import importlib
import re
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import csptui

ROOT = Path(csptui.__file__).parent
LONG = 100_000
LIMIT = 0.05
METHODS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"}
USUAL = ' \n\t\r0a9,./-"[(*\\\u00e9\u2212'
ENDINGS = ("", "!", "\n", "\\", '"', "%(")


def patterns() -> dict[str, tuple[re.Pattern[Any], set[str]]]:
    """Give every pattern that a module holds under a name, and the ways in which the package uses it."""
    found: dict[str, tuple[re.Pattern[Any], set[str]]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(("csptui", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        if name == "csptui.__main__":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        ways: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
                ways.setdefault(node.value.id, set()).add(node.attr)
        for key, value in vars(importlib.import_module(name)).items():
            if isinstance(value, re.Pattern) and key in ways:
                found[f"{name}.{key}"] = (value, ways[key])
    return found


def strays(tree: ast.Module) -> list[int]:
    """Give the lines of patterns that stand elsewhere than under a module's own name."""
    named = {
        id(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr != "escape"
        and not (node.func.attr == "compile" and id(node) in named)
    ]


PATTERNS = patterns()


def attacks(source: str, size: int = LONG) -> list[str]:
    """Give long texts of the characters that a pattern speaks of, alone and in pairs, and what may follow."""
    letters = [one for one in dict.fromkeys(USUAL + source) if one.isprintable() or one in "\n\t\r"]
    pieces = letters + [a + b for a, b in pairwise(letters)]
    pieces += [f"{source[at : at + 5]}" for at in range(0, len(source), 5)]
    pieces += [
        '""',
        "'''",
        '"""',
        "1,",
        "111,",
        "0_",
        "1e9",
        "a.",
        "a .",
        "<<<<<<<",
        "[[a",
        "(1",
        "/1",
        "**a",
        "- ",
        "1 /",
    ]
    starts = ("", "# ", '"', '"""', "'''", "**", "(", "<", "1", "[", "   ", "sep=", "con", "\n<<<<<<<")
    texts = [piece * (size // len(piece)) for piece in pieces if piece]
    long = [text + ending for text in texts for ending in ENDINGS[:2]]
    return long + [start + one * size + end for start in starts for one in ' 0a"' for end in ENDINGS]


def apply(pattern: re.Pattern[Any], way: str, text: Any) -> None:
    if way in {"sub", "subn"}:
        getattr(pattern, way)(text[:0], text)
    elif way == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, way)(text)


def slowest(pattern: re.Pattern[Any], ways: set[str], size: int = LONG) -> tuple[float, str, str]:
    """Give the longest time that any attack takes, and which."""
    worst = (0.0, "", "")
    binary = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if binary else pattern.pattern
    for text in attacks(source, size):
        given: Any = text.encode("utf-8") if binary else text
        for way in ways:
            # The best of some runs, in processor time: what else the machine does is no fault of the pattern.
            took = float("inf")
            for _ in range(5):
                start = process_time()
                apply(pattern, way, given)
                took = min(took, process_time() - start)
                if took < LIMIT / 2:
                    break
            worst = max(worst, (took, way, text[:40]))
            if took >= LIMIT:
                return worst
    return worst


def test_every_pattern_has_a_name_in_its_module() -> None:
    """So that the test below finds it."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted(ROOT.rglob("*.py"))
        if (lines := strays(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {}
    assert strays(ast.parse("def f(x):\n    return re.sub('a+', '', x)\n")) == [2]
    assert strays(ast.parse("X = re.compile('a+')\n")) == []
    assert len(PATTERNS) > 35


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear(name: str) -> None:
    pattern, ways = PATTERNS[name]
    took, way, text = slowest(pattern, ways)
    assert took < LIMIT, f"{way} of {text!r} took {took:.3f} s"


@pytest.mark.parametrize(
    ("bad", "way"), [(r" *( *)x", "fullmatch"), (r"[0-9]+%", "search"), (r"(.*),(.*),x", "match")]
)
def test_a_bad_pattern_is_found(bad: str, way: str) -> None:
    """At a tenth of the length, since its time grows with the square."""
    assert slowest(re.compile(bad), {way}, LONG // 10)[0] >= LIMIT
