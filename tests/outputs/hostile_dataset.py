"""A small partnership in which every text and number is a parameter, for pages that must survive all."""

from __future__ import annotations

from decimal import Decimal

from csptui.domain.dataset import Counts, Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Figure, Fraction, Status
from csptui.domain.groups import AreaValue, Group
from csptui.domain.indicator import Indicator, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target

Q4 = Quarter(FinancialYear(2009), 4)

HOSTILE = (
    "see [/] and [red]this[/red] [link=http://x]",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x7f \x00",
    "left \u202eright\u202c \u2066in\u2069 \u200bzero\ufeff",
    "a" * 5_000,
    "宽" * 700 + "e\u0301" * 300,
    "# heading\n- bullet\n  - nested **bold\n1. one ** two **x**\n\n\n" + "z\n" * 50,
    ":smile: {name} %s \\n `code` <b>html</b> | cell | cell |",
    "-----\n======\n* * *\n**\n#\n- \n1.\n",
    "\t\ttabs\r\nlines\rreturn\x85next\u2028line",
    "",
    "   ",
)


def dataset(text: str, value: Decimal = Decimal("7.9"), limit: Decimal = Decimal("7.5")) -> Dataset:
    """Give a partnership with one text in every place that holds text."""
    one = Indicator(
        "I1",
        text or "I 1",
        text,
        unit=Unit.PERCENT,
        polarity=Polarity.LOWER,
        codes=(text, "NI 1"),
        short=text,
        tier=text,
        theme="t",
        section=text,
        places=1,
        owner=text,
        source=text,
        definition=text,
    )
    other = Indicator("I2", "NI 2", "Second", unit=Unit.COUNT, polarity=Polarity.NONE)
    theme = Theme("t", text, text, (Section(text, (one,)), Section("", (other,))))
    partnership = Partnership(
        text,
        text,
        text,
        text,
        text,
        (text, text),
        dict.fromkeys(("red", "amber", "green", "none", "improving", "static", "no_data"), text),
        {text: text, "LAA": text},
        (Group("MSG", text, (text, text), text), Group(text, text, (f"{text} 2", f"{text} 3"), text)),
    )
    record = QuarterRecord(
        {"I1": Reading(Figure(value, Fraction(31, 230), status=Status.PROVISIONAL))},
        {"I1": text, "I2": text},
        {"I1": text},
        {"t": text},
        {"t": text},
        (Counts("t", text, 3, ((text, 2), (text, 1)), sensitive=True), Counts("t", text, 1, ())),
    )
    before = QuarterRecord({"I1": Reading(Figure(value + 1))})
    target = Target(Edge(Comparison.AT_MOST, limit), bare=True, absence=None)
    return Dataset(
        partnership,
        (theme,),
        Q4,
        (Q4.baseline(), Q4),
        {("I1", Q4.year): target},
        {Q4: record, Q4.baseline(): before},
        areas={"I1": {f"{text} 2": AreaValue(value - 1)}},
    )
