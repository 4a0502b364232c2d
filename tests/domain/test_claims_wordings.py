"""Sentences made of Derby's rows in many wordings: true ones fit, turned ones contradict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from claims_on_derby import claims_of, derby, row_of

from csptui.domain.claims import ClaimVerdict
from csptui.domain.figure import at_places
from csptui.domain.indicator import Polarity, Unit

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row

FLAGGED = {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}
LEVELS = [
    "Last year's figure was {base}; it is {now} now.",
    "In 2008/09 the figure was {base}.",
    "The figure for 2008/09 was {base} and for 2009/10 it is {now}.",
    "A year ago it was {base}.",
    "Twelve months ago the total stood at {base}.",
    "At this point last year the figure was {base}.",
    "{now}, compared with {base} at the same point last year.",
    "{now}, as against {base} last year.",
    "This compares with {base} in 2008/09.",
    "The outturn of {now} compares with {base} in the year before.",
    "The year before, the figure was {base}.",
    "The figure {verb} from {base} to {now} over the year.",
    "The figure {verb} to {now}.",
    "Our final figure for 2009/10 is {now}.",
    "The year closed at {now}.",
    "From a baseline of {base}, the figure has moved to {now}.",
    "It stood at {base} in March 2009 and {now} in March 2010.",
]
CHANGES = [
    "It {verb} by {percent}% on last year.",
    "It {verb} {percent}% year on year.",
    "A year-on-year {noun} of {percent}%.",
    "The annual {noun} was {percent}%.",
    "{percent}% {than} than in 2008/09.",
    "{side} {percent}% against the same period last year.",
    "The figure is {side} by {percent}%.",
    "Compared with last year, the figure {verb} by {percent}%.",
    "The {noun} amounts to {percent}%.",
    "The reason for the {percent}% {noun} is not known.",
    "A {noun} ({percent}%) has been recorded.",
    "The figure {verb} during the year.",
    "The figure is {than} than last year.",
    "{side} on last year.",
]
ALL = LEVELS + CHANGES
WORDS = {
    True: {"verb": "rose", "noun": "rise", "than": "higher", "side": "Up"},
    False: {"verb": "fell", "noun": "fall", "than": "lower", "side": "Down"},
}
OTHERS = ["Robbery", "Bus passenger numbers", "Sickness absence", "The regional figure", "Nottingham's rate"]


def moved_rows() -> list[str]:
    """Give the rows with a change in per cent; of the others an increase has no one meaning."""
    return [
        row.id
        for row in derby()[1]
        if row.change is not None
        and row.change.percent
        and row.indicator.polarity is not Polarity.ZERO
        and row.indicator.unit is not Unit.POINTS
        and row.change.base > 0
    ]


def words_for(row: Row, *, turned: bool = False) -> dict[str, str]:
    assert row.change is not None
    percent = row.change.percent or Decimal(0)
    suffix = row.indicator.unit.suffix
    told = {"base": f"{row.change.base:,f}{suffix}", "now": f"{row.change.now:,f}{suffix}"}
    return told | {"percent": f"{abs(at_places(percent, 1))}"} | WORDS[(percent > 0) is not turned]


@pytest.mark.parametrize("template", ALL)
def test_true_in_every_row(template: str) -> None:
    for ref in moved_rows():
        text = template.format(**words_for(row_of(ref)))
        found = {one.verdict for one in claims_of(ref, text)}
        assert ClaimVerdict.FITS in found, (ref, text)
        assert not found & FLAGGED, (ref, text)


@pytest.mark.parametrize("template", CHANGES)
def test_false_the_other_way_round(template: str) -> None:
    """The size fits and the direction does not: that contradicts."""
    for ref in moved_rows():
        text = template.format(**words_for(row_of(ref), turned=True))
        assert {one.verdict for one in claims_of(ref, text)} & FLAGGED, (ref, text)


@pytest.mark.parametrize("other", OTHERS)
def test_another_subject_is_left_alone(other: str) -> None:
    """With numbers that the row does not hold."""
    told = {"base": "61.2%", "now": "55.7%", "percent": "9.4"} | WORDS[False]
    for template in ALL:
        if "The figure" not in template:
            continue
        text = template.format(**told).replace("The figure", other, 1)
        for ref in moved_rows():
            assert not {one.verdict for one in claims_of(ref, text)} & FLAGGED, (ref, text)
