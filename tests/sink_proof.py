"""Proves over the syntax tree that only shown text reaches a widget, a console or standard output.

A text is *shown* where it is made of constants, of the program's own words and figures, and of what
`show`, `show_line` and `show_in_place` give. Everything else might be data, and data that is not shown
could act on the terminal, hide, or be read as markup.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What gives shown text, or takes any text and shows it.
SHOWS = {"show", "show_line", "show_in_place", "text", "one_line", "named", "movement"}
LOOKS = {"line", "text"}
# Figures, dates and the program's own words: nothing in them is from a file.
OWN_WORDS = {
    *(
        "movement_text",
        "variance_text",
        "number_text",
        "target_text",
        "edge_text",
        "badge",
        "digits",
        "size",
        "amount",
    ),
    *(
        "polarity_words",
        "rule_sentence",
        "mark_of",
        "pick",
        "keys_of",
        "len",
        "cell_len",
        "str_of_number",
        "styled",
    ),
    *("isoformat", "strftime", "basis_line", "json_text", "tally_parts", "_arrow", "_words", "range"),
}
OWN_PARTS = {"word", "glyph", "ascii", "style", "months", "tooltip", "description", "hairline"}
# What gives back no more than it is given.
PASSES = {
    *(
        "join",
        "strip",
        "rstrip",
        "lstrip",
        "removesuffix",
        "removeprefix",
        "upper",
        "lower",
        "capitalize",
        "title",
    ),
    *("replace", "translate", "ljust", "rjust", "center", "expandtabs", "split", "splitlines", "partition"),
    *("sorted", "reversed", "list", "tuple", "zip", "enumerate", "max", "min", "next", "iter", "str"),
}
# So too, of what they are methods of.
PASSES_SELF = {"pad_left", "pad_right", "truncate", "stylize", "rstrip_end", "right_crop"}
# So too, of their first argument; the others are widths and the like.
PASSES_FIRST = {
    "fit",
    "figure_fit",
    "set_cell_size",
    "cut",
    "padded",
    "wrap",
    "chop_cells",
    "words_of",
    "plainly",
}
NUMBERS = {"int", "float", "bool", "Decimal", "Size", "Style", "RichStyle", "Color"}
MADE = {"Shown", "Content", "Strip", "Segment", "Line", "Text", "Words", "Piece"}

# Where text leaves: the callable's name, and which of its arguments are text (None: all of them).
SINKS: dict[str, tuple[int, ...] | None] = {
    "Content": (0,),
    "Content.styled": (0,),
    "Content.assemble": None,
    "Text": (0,),
    "Text.assemble": None,
    "Text.styled": (0,),
    "Segment": (0,),
    "Static": (0,),
    "Label": (0,),
    "Option": (0,),
    "Button": (0,),
    "Markdown": (0,),
    "notify": (0,),
    "print": None,
    "console.print": None,
    "click.echo": (0,),
    "click.secho": (0,),
    "click.style": (0,),
    "stdout.write": (0,),
    "stderr.write": (0,),
    "CompletionItem": (0,),
    "Line": (0,),
    "Line.of": None,
}
TEXT_KEYWORDS = {
    "placeholder",
    "tooltip",
    "title",
    "sub_title",
    "border_title",
    "border_subtitle",
    "content",
    "label",
}
TITLES = {"border_title", "border_subtitle", "title", "sub_title", "tooltip", "placeholder"}
_READS = {"markup", "emoji", "highlight"}
FORBIDDEN = {"from_markup", "from_ansi", "update_title", "render_markup", "escape_markup"}


@dataclass
class Known:
    """What the whole package says of its functions and attributes, by their names."""

    returns: dict[str, set[str]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, tree: ast.Module) -> None:
        """Take down every annotation of a module."""
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                said = ast.unparse(node.returns) if node.returns is not None else "?"
                is_property = any("property" in ast.unparse(one) for one in node.decorator_list)
                (self.attributes if is_property else self.returns).setdefault(node.name, set()).add(said)
            elif isinstance(node, ast.AnnAssign):
                target = node.target
                name = (
                    target.id
                    if isinstance(target, ast.Name)
                    else target.attr
                    if isinstance(target, ast.Attribute)
                    else ""
                )
                self.attributes.setdefault(name, set()).add(ast.unparse(node.annotation))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                made = dotted(node.value.func)
                for one in node.targets:
                    if isinstance(one, ast.Attribute) and made in MADE:
                        self.attributes.setdefault(one.attr, set()).add(made)


def is_safe_type(said: str) -> bool:
    """Whether an annotation holds nothing but shown text, contents and numbers."""
    words = {
        one.id for one in ast.walk(ast.parse(said.strip("'\""), mode="eval")) if isinstance(one, ast.Name)
    }
    around = {
        "list",
        "tuple",
        "Sequence",
        "Iterable",
        "Iterator",
        "dict",
        "set",
        "frozenset",
        "Mapping",
        "reactive",
        "var",
    }
    around |= {"Reactive", "ClassVar", "Final"}
    return bool(words & (MADE | NUMBERS)) and words <= around | MADE | NUMBERS


@dataclass
class Proof:
    """Looks at one function, or at a module's own level, with what its names hold."""

    known: Known
    here: Known
    constants: set[str]
    names: dict[str, list[ast.expr]] = field(default_factory=dict)
    given: dict[str, bool] = field(default_factory=dict)
    looking: set[str] = field(default_factory=set)

    def shown(self, node: ast.expr | None) -> bool:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of expression
        """Whether an expression can hold nothing that was not shown."""
        match node:
            case None | ast.Constant() | ast.Compare():
                return True
            case ast.JoinedStr(values=parts):
                return all(self._part(one) for one in parts)
            case ast.BinOp(left=left, right=right):
                return self.shown(left) and (isinstance(node.op, ast.Mult) or self.shown(right))
            case ast.BoolOp(values=values):
                return all(self.shown(one) for one in values)
            case ast.IfExp(body=body, orelse=other):
                return self.shown(body) and self.shown(other)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                return all(self.shown(one) for one in items)
            case ast.Starred(value=value) | ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.shown(value)
            case ast.UnaryOp(operand=value):
                return self.shown(value)
            case ast.Subscript(value=value):
                return self.shown(value)
            case ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
                return self._comprehension(node)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(attr=name):
                return self._attribute(node, name)
            case ast.Call():
                return self._call(node)
        return False

    def _part(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.FormattedValue):
            return True
        parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
        spec = "".join(str(one.value) for one in parts if isinstance(one, ast.Constant))
        # Only a number, or a moment, takes such a format.
        return "," in spec or "%" in spec or spec[-1:] in {"d", "f"} or self.shown(node.value)

    def _comprehension(self, node: ast.GeneratorExp | ast.ListComp | ast.SetComp) -> bool:
        inner = Proof(
            self.known, self.here, self.constants, dict(self.names), dict(self.given), set(self.looking)
        )
        for one in node.generators:
            inner.bind(one.target, one.iter)
        return inner.shown(node.elt)

    def bind(self, target: ast.expr, value: ast.expr) -> None:
        """Note that a name is given a value, or each of a list."""
        if (
            isinstance(target, ast.Tuple)
            and isinstance(value, ast.Tuple)
            and len(target.elts) == len(value.elts)
        ):
            pairs = zip(target.elts, value.elts, strict=True)
        elif (
            isinstance(target, ast.Tuple)
            and isinstance(value, ast.Call)
            and dotted(value.func) == "zip"
            and len(target.elts) == len(value.args)
        ):
            pairs = zip(target.elts, value.args, strict=True)
        else:
            pairs = None
        if pairs is not None:
            for one, each in pairs:
                self.bind(one, each)
            return
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                self.names.setdefault(part.id, []).append(value)
                self.given.pop(part.id, None)

    def _name(self, name: str) -> bool:
        if name in self.looking:
            return True
        if name in self.given:
            return self.given[name]
        if name in self.names:
            self.looking.add(name)
            try:
                return all(self.shown(one) for one in self.names[name])
            finally:
                self.looking.discard(name)
        return name in self.constants

    def _attribute(self, node: ast.Attribute, name: str) -> bool:
        if name in OWN_PARTS or name in self.constants or name.isupper():
            return True
        if name == "short" and ast.unparse(node.value).endswith(("year", "quarter")):
            return True
        said = self.known.attributes.get(name, set())
        return bool(said) and all(is_safe_type(one) for one in said)

    def _call(self, node: ast.Call) -> bool:  # noqa: PLR0911 - a case for each kind of call
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        if name in SHOWS | OWN_WORDS or (name in LOOKS and receiver is not None):
            return True
        if dotted(node.func) in SINKS or name in MADE:
            return True  # looked at as a sink of its own
        if name in PASSES_SELF and receiver is not None:
            return self.shown(receiver)
        if name in PASSES_FIRST and node.args:
            return self.shown(node.args[0])
        if name == "str" and all(
            ast.unparse(one).endswith(("quarter", "year", "dataset.shown")) for one in node.args
        ):
            return True
        if name in PASSES:
            parts = ([receiver] if receiver is not None and dotted(receiver) != "Content" else []) + list(
                node.args
            )
            return all(self.shown(one) for one in parts)
        said = self.here.returns.get(name) or self.known.returns.get(name, set())
        return bool(said) and all(is_safe_type(one) for one in said)


def dotted(node: ast.AST) -> str:
    """Give the last two parts of a name such as `self.console.print`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value).rpartition('.')[2]}.{node.attr}".lstrip(".")
    return ""


def constants_of(tree: ast.Module) -> set[str]:
    """Give the names that a module itself sets to text of its own."""
    proof = Proof(Known(), Known(), set())
    found: set[str] = set()
    for node in tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            value = node.value
        else:
            value = None
        if value is not None and (proof.shown(value) or isinstance(value, ast.Dict)):
            found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name for one in node.names if (one.asname or one.name).isupper()}
    return found


def _scopes(tree: ast.Module) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    """Give every function with the nodes that are its own, and the module with those outside of all."""

    def own(root: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(root):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                inner.append(child)
                continue
            yield child
            yield from own(child)

    waiting: list[ast.AST] = [tree]
    while waiting:
        inner: list[ast.AST] = []
        root = waiting.pop()
        yield root, list(own(root))
        waiting += inner


def violations(source: str, known: Known) -> list[tuple[int, str]]:
    """Give each line of a module at which text that is not shown might leave, with the text."""
    tree = ast.parse(source)
    constants = constants_of(tree)
    here = Known()
    here.learn(tree)
    found: list[tuple[int, str]] = []
    for root, nodes in _scopes(tree):
        proof = Proof(known, here, constants)
        if isinstance(root, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = root.args
            for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                proof.given[one.arg] = one.annotation is not None and is_safe_type(
                    ast.unparse(one.annotation)
                )
        for node in nodes:
            _bind(proof, node)
        for node in nodes:
            found += [(one.lineno, ast.unparse(one)) for one in _leaving(node) if not proof.shown(one)]
            found += [(line, said) for line, said in _forbidden(node)]
    return sorted(set(found))


def _bind(proof: Proof, node: ast.AST) -> None:  # noqa: C901 - a case for each way to bind
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, ast.Name | ast.Tuple):
                    proof.bind(target, value)
        case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value, annotation=said):
            if is_safe_type(ast.unparse(said)):
                proof.given[target.id] = True
            else:
                proof.bind(target, value)
        case ast.AugAssign(target=ast.Name() as target, value=value):
            proof.bind(target, value)
        case ast.comprehension(target=target, iter=value):
            proof.bind(target, value)
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            proof.bind(target, value)
        case ast.NamedExpr(target=target, value=value):
            proof.bind(target, value)
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="append" | "extend" | "insert"), args=args
        ):
            if name in proof.names:
                proof.names[name] += args


def _leaving(node: ast.AST) -> Iterable[ast.expr]:
    """Give the expressions of a node that go to a sink."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in TITLES:
                yield node.value
    if not isinstance(node, ast.Call):
        return
    name = dotted(node.func)
    last = name.rpartition(".")[2]
    places = SINKS.get(name, SINKS.get(last, ()) if last[:1].islower() and last != "print" else ())
    for at, one in enumerate(node.args):
        if places is None or at in places:
            # A part with its style: only the part is text.
            yield one.elts[0] if isinstance(one, ast.Tuple) and one.elts else one
    if name in SINKS or last[:1].isupper():
        yield from (one.value for one in node.keywords if one.arg in TEXT_KEYWORDS)


def _forbidden(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Find whatever reads text as markup or as escape sequences."""
    if isinstance(node, ast.Call):
        if dotted(node.func).rpartition(".")[2] in FORBIDDEN:
            yield node.lineno, f"{ast.unparse(node.func)} reads markup"
        for one in node.keywords:
            is_on = not (isinstance(one.value, ast.Constant) and one.value.value is False)
            if one.arg in _READS and is_on:
                yield node.lineno, f"{one.arg} is on"
        if dotted(node.func).rpartition(".")[2] == "Console":
            off = {one.arg for one in node.keywords}
            if not off >= _READS:
                yield node.lineno, "a console that reads markup"
        if dotted(node.func).rpartition(".")[2] == "notify" and "markup" not in {
            one.arg for one in node.keywords
        }:
            yield node.lineno, "a notice that reads markup"
