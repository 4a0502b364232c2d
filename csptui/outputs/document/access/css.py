"""The colours that a page's own style sheet gives: simple selectors, in the order of the cascade.

Read are elements, classes and ids, alone or one within another, and custom properties of `:root`. A selector
with a state or an attribute, and every block of rules for some screens only, is passed over: what it gives,
it gives some readers only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIMPLE = re.compile(r"(?P<tag>\*|[a-zA-Z][\w-]*)?(?P<more>(?:[.#][\w-]+)*)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_NUMBERS = re.compile(r"rgba?\(([\d\s.,/%]+)\)")
_CLASS_OR_ID = re.compile(r"[.#][\w-]+")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{0,9})?|\.\d{1,9}")
_BREAK = re.compile(r"[{};]")
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_NAMES = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
}
_READ = ("color", "background", "background-color", "display")
_MOST_STEPS, _MOST_RULES = 2_000_000, 20_000
_LONGEST = 200
"""No selector or value that is read is longer; a longer one is passed over."""


class TooMuchError(Exception):
    """A style sheet with so many rules for so many elements that it is not followed to its end."""


class Plain(NamedTuple):
    """What a simple selector asks of one element."""

    tag: str
    classes: frozenset[str]
    id: str

    def fits(self, other: Plain) -> bool:
        """Whether an element, told in the same way, is what is asked for."""
        return (
            self.tag in {"", "*", other.tag} and self.classes <= other.classes and self.id in {"", other.id}
        )


class Rule(NamedTuple):
    """A selector with what it gives: the element last, those that it stands in before."""

    within: tuple[tuple[Plain, bool], ...]
    """Each with whether the next stands directly in it."""
    element: Plain
    given: Mapping[str, str]
    weight: tuple[int, int, int, int]

    def names(self) -> set[str]:
        """Give the classes and ids that it asks for."""
        asked = [self.element, *(one for one, _ in self.within)]
        return {name for one in asked for name in (*one.classes, one.id) if name}


@dataclass(frozen=True, slots=True)
class Look:
    """What an element gets: its own display and grounds, and the colour that comes down to it."""

    fore: str
    ground: str
    own_ground: str
    hidden: bool


PAGE = Look("#000000", "#ffffff", "", hidden=False)


@dataclass(slots=True)
class Sheet:
    """The rules of a page for one kind of reading, `screen` or `print`."""

    rules: list[Rule] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """The classes and ids that a selector asks for; all others are nothing to it."""
    steps: int = 0

    def look(self, chain: Sequence[Plain], style: str, above: Look) -> Look:
        """Tell an element's colours; `chain` is the element, last, with all that it stands in."""
        given: dict[str, str] = {}
        element = chain[-1]
        self.steps += len(self.rules) + 1
        if self.steps > _MOST_STEPS:
            raise TooMuchError
        for rule in self.rules:
            if rule.element.fits(element) and self._stands(rule, chain):
                given.update(rule.given)
        given.update(_declarations(style))
        own = colour_of(self._resolved(given.get("background", "")), above.ground)
        written = self._resolved(given.get("color", "")).strip()
        default = "#0000ee" if element.tag == "a" else above.fore
        ground = own or above.ground
        fore = above.fore if written in {"inherit", "currentcolor"} else colour_of(written, ground) or default
        return Look(fore, ground, own, above.hidden or given.get("display", "").strip() == "none")

    def _stands(self, rule: Rule, chain: Sequence[Plain]) -> bool:
        """Whether an element stands in what the rule asks for, looked for upwards, the nearest first."""
        at = len(chain) - 2
        for asked, directly in reversed(rule.within):
            if directly:
                if at < 0 or not asked.fits(chain[at]):
                    return False
            else:
                while at >= 0 and not asked.fits(chain[at]):
                    at -= 1
                    self.steps += 1
                if at < 0:
                    return False
            at -= 1
        return True

    def _resolved(self, value: str) -> str:
        for _ in range(8):
            if "var(" not in value or len(value) > _LONGEST:
                break
            value = _VARIABLE.sub(lambda found: self.variables.get(found[1], found[2] or ""), value)
        return value


def sheet_of(style: str, reading: str) -> Sheet:
    """Read a style sheet for `screen` or `print`."""
    made = Sheet()
    order = 0
    for selectors, body in _rules(_without_comments(style), reading):
        given = _declarations(body)
        for selector in selectors.split(","):
            if selector.strip() in {":root", "html"}:
                made.variables.update(_variables(body))
            if given and (rule := _rule(selector.strip().replace(":root", "html"), given, order)):
                made.rules.append(rule)
                made.named |= rule.names()
                order += 1
                if order > _MOST_RULES:
                    raise TooMuchError
    made.rules.sort(key=lambda rule: rule.weight)
    return made


def _without_comments(style: str) -> str:
    kept, at = [], 0
    while (start := style.find("/*", at)) >= 0:
        kept.append(style[at:start])
        end = style.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(style)
    return " ".join([*kept, style[at:]])


def _rules(style: str, reading: str, *, inner: bool = False) -> Iterator[tuple[str, str]]:
    """Give the rules that hold for a kind of reading, those within its own `@media` too."""
    start, depth, head, opened = 0, 0, "", 0
    for found in _BREAK.finditer(style):
        sign, at = found[0], found.start()
        if sign == "{":
            if depth == 0:
                head, opened = style[start:at].strip(), at + 1
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                start = at + 1
                body = style[opened:at]
                if not head.startswith("@"):
                    yield head, body
                elif not inner and head.split() in (["@media", "all"], ["@media", reading]):
                    yield from _rules(body, reading, inner=True)
        elif depth == 0:
            start = at + 1


def _declarations(body: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for declaration in body.split(";") if ":" in body else ():
        name, _, value = declaration.partition(":")
        if len(value) < _LONGEST and (known := name.strip().casefold()) in _READ:
            short = "background" if known.startswith("background") else known
            given[short] = value.replace("!important", "").strip().casefold()
    return given


def _variables(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        if len(value) < _LONGEST and name.strip().startswith("--"):
            yield name.strip().casefold(), value.strip().casefold()


def _rule(selector: str, given: Mapping[str, str], order: int) -> Rule | None:
    """Read one selector; nothing where it holds more than is read."""
    parts: list[tuple[Plain, bool]] = []
    if len(selector) > _LONGEST:
        return None
    for word in selector.replace(">", " > ").split():
        if word == ">":
            if not parts:
                return None
            parts[-1] = (parts[-1][0], True)
            continue
        found = _SIMPLE.fullmatch(word)
        if found is None:
            return None
        more = _CLASS_OR_ID.findall(found["more"])
        classes = frozenset(one[1:] for one in more if one[0] == ".")
        names = [one[1:] for one in more if one[0] == "#"]
        parts.append((Plain((found["tag"] or "").casefold(), classes, names[0] if names else ""), False))
    if not parts:
        return None
    asked = [one for one, _ in parts]
    weight = (
        sum(bool(one.id) for one in asked),
        sum(len(one.classes) for one in asked),
        sum(one.tag not in {"", "*"} for one in asked),
        order,
    )
    return Rule(tuple(parts[:-1]), asked[-1], given, weight)


def colour_of(value: str, ground: str) -> str:
    """Give a colour as `#rrggbb`, laid over the ground that it lets through, or nothing if there is none."""
    for word in (value.strip(), *value.split()):
        if word in _NAMES:
            return _NAMES[word]
        if _HEX.fullmatch(word):
            return _over(_from_hex(word), ground)
    if found := _NUMBERS.search(value):
        return _over(_from_numbers(found[1]), ground)
    return ""


def _from_hex(word: str) -> tuple[float, ...]:
    digits = word[1:]
    if len(digits) <= 4:  # noqa: PLR2004 - the short form
        digits = "".join(digit * 2 for digit in digits)
    *colour, clear = (int((digits + "ff")[at : at + 2], 16) for at in (0, 2, 4, 6))
    return (*colour, clear / 255)


def _from_numbers(text: str) -> tuple[float, ...]:
    """Read red, green, blue and how much covers; too few are no colour."""
    numbers: list[float] = []
    for word in text.replace(",", " ").replace("/", " ").split()[:4]:
        share = word.endswith("%")
        plain = word.removesuffix("%")
        if not _NUMBER.fullmatch(plain):
            return ()
        most = 255 if len(numbers) < 3 else 1  # noqa: PLR2004 - red, green and blue come first
        numbers.append(float(plain) / 100 * most if share else float(plain))
    return (*numbers, 1.0)[:4] if len(numbers) >= 3 else ()  # noqa: PLR2004 - red, green, blue


def _over(colour: tuple[float, ...], ground: str) -> str:
    if not colour or not colour[3]:
        return ""
    *own, cover = colour
    below = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
    mixed = (
        round(min(one, 255) * min(cover, 1) + other * (1 - min(cover, 1)))
        for one, other in zip(own, below, strict=True)
    )
    return "#" + "".join(f"{one:02x}" for one in mixed)
