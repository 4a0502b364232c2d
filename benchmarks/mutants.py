"""Small wrong versions of a module, one at a time: what a test that means something must notice.

Left out is what no test should pin: annotations, decorators, docstrings, the words of sentences (texts with
two spaces or more, and the literal parts of formatted ones), and what stands under TYPE_CHECKING.
"""

from __future__ import annotations

import ast
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_UNTOUCHED = ("annotation", "returns", "decorator_list", "format_spec", "type_params")
_SENTENCE_SPACES = 2


@dataclass(frozen=True)
class Mutant:
    """One change of a module: where it stands, in which function, and what it makes of what."""

    parent: int
    field: str
    position: int | None
    variant: int
    first_line: int
    last_line: int
    function: str
    words: str

    def code(self, source: str, filename: str) -> object:
        """Compile the module with this change."""
        tree = ast.parse(source)
        parent = list(ast.walk(tree))[self.parent]
        held = getattr(parent, self.field)
        node = held if self.position is None else held[self.position]
        new = ast.copy_location(_variants(node)[self.variant], node)
        if self.position is None:
            setattr(parent, self.field, new)
        else:
            held[self.position] = new
        return compile(ast.fix_missing_locations(tree), filename, "exec")


def mutants_of(source: str) -> list[Mutant]:
    """Give every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}
    found: list[Mutant] = []
    for parent, field, position, node, within in _places(tree, _Within("", (0, 0))):
        for variant, new in enumerate(_variants(node)):
            words = f"{_words(node)} → {_words(new)}"
            place = (numbers[id(parent)], field, position, variant)
            found.append(Mutant(*place, *within.lines, within.function, words))
    return sorted(found, key=lambda one: one.first_line)


@dataclass(frozen=True)
class _Within:
    function: str
    lines: tuple[int, int]


def _places(node: ast.AST, within: _Within) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, _Within]]:
    """Give every node that may be changed, with its parent, the function and the statement's lines."""
    for field, value in ast.iter_fields(node):
        if field in _UNTOUCHED:
            continue
        children = value if isinstance(value, list) else [value]
        for number, child in enumerate(children):
            if not isinstance(child, ast.AST) or _is_left_out(node, field, number, child):
                continue
            inner = _narrowed(within, child)
            yield node, field, number if isinstance(value, list) else None, child, inner
            yield from _places(child, inner)


def _narrowed(within: _Within, child: ast.AST) -> _Within:  # noqa: PLR0911 - a table of cases
    match child:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return _Within(f"{within.function}.{name}".lstrip("."), (child.lineno, child.lineno))
        case ast.If(test=ast.expr() as head) | ast.While(test=ast.expr() as head):
            return _Within(within.function, (head.lineno, head.end_lineno or head.lineno))
        case ast.For(iter=ast.expr() as head):
            return _Within(within.function, (child.lineno, head.end_lineno or head.lineno))
        case ast.With() | ast.Try() | ast.Match():
            return _Within(within.function, (child.lineno, child.lineno))
        case ast.match_case(pattern=pattern, body=[first, *_]):
            return _Within(within.function, (pattern.lineno, first.lineno))
        case ast.stmt():
            return _Within(within.function, (child.lineno, child.end_lineno or child.lineno))
    return within


def _is_left_out(parent: ast.AST, field: str, number: int, child: ast.AST) -> bool:
    match child:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Call(func=ast.Name(id="TypeVar")):
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Constant() if isinstance(parent, ast.JoinedStr):
            return True
    return isinstance(parent, ast.Call) and field == "args" and number == 0 and _is_name(parent, "cast")


def _is_name(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == name


def _variants(node: ast.AST) -> list[ast.AST]:  # noqa: C901, PLR0911 - a table of cases
    """Give what a node may be changed to."""
    match node:
        case ast.Compare(ops=ops):
            return [_with_operator(node, number) for number, _ in enumerate(ops)]
        case ast.BoolOp(op=ast.And(), values=values):
            return [ast.BoolOp(ast.Or(), values)]
        case ast.BoolOp(values=values):
            return [ast.BoolOp(ast.And(), values)]
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return [ast.BinOp(left, _OPERATORS[type(operator)](), right)]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            return [operand]
        case ast.Constant():
            return _other_constants(node)
        case ast.If() | ast.IfExp() | ast.While():
            new = deepcopy(node)
            new.test = ast.UnaryOp(ast.Not(), node.test)
            return [new]
        case ast.comprehension(ifs=[_, *_]):
            without = deepcopy(node)
            without.ifs = []
            return [without]
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            return [ast.Return(ast.Constant(None))]
        case ast.Expr() | ast.Raise() | ast.Continue() | ast.Break() | ast.AugAssign():
            return [ast.Pass()]
    return []


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with_operator(node: ast.Compare, number: int) -> ast.AST:
    new = deepcopy(node)
    new.ops[number] = _COMPARISONS[type(node.ops[number])]()
    return new


def _other_constants(node: ast.Constant) -> list[ast.AST]:
    match node.value:
        case bool(truth):
            return [ast.Constant(not truth)]
        case int(number):
            return [ast.Constant(number + 1)]
        case float(number):
            return [ast.Constant(number * 2 + 1)]
        case str(text) if text.count(" ") < _SENTENCE_SPACES:
            return [ast.Constant(f"XX{text}XX" if text else "XX")]
        case bytes(data):
            return [ast.Constant(b"XX" + data)]
    return []


def _words(node: ast.AST) -> str:
    """Print a node on one line; of a block only its head."""
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).partition("\n")[0].split())
