"""Findings, claims and the list of checks as plain objects for JSON; texts are as in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.claims import ClaimVerdict

if TYPE_CHECKING:
    from csptui.domain.checks import Check
    from csptui.domain.claims import Claim
    from csptui.domain.finding import Finding
    from csptui.domain.problem import Place, Problem
    from csptui.outputs.objects import Object

FILE = "file"
"""The check that problems of the files are counted under."""
_INFORMATION = "info"
LONGEST_SAID = 600
"""Characters of a sentence that are given with a claim; else a text of claims would grow with its square."""


class Found(NamedTuple):
    """What is listed: a finding of a check or a problem of a file, and where it lies."""

    finding: Finding | None
    problem: Problem | None
    place: Place | None

    @property
    def check(self) -> str:
        """The check's id; `file` for a problem of a file."""
        return FILE if self.finding is None else self.finding.check

    @property
    def sentence(self) -> str:
        """What is wrong, in one sentence."""
        if self.finding is not None:
            return self.finding.sentence
        return "" if self.problem is None else self.problem.message

    @property
    def ref(self) -> str:
        """The indicator or theme that it is about."""
        if self.finding is not None:
            return self.finding.ref
        return "" if self.problem is None else self.problem.indicator or ""

    @property
    def claim(self) -> Claim | None:
        """The claim, where it is one."""
        return None if self.finding is None else self.finding.claim

    @property
    def to_fix(self) -> bool:
        """Whether it is to be mended; every problem of a file is."""
        return self.finding is None or self.finding.to_fix

    @property
    def stands(self) -> bool:
        """Whether anybody has to look at it."""
        return self.claim is None or self.claim.stands

    @property
    def in_register(self) -> bool:
        """Whether it is a number of a narrative that no indicator holds."""
        claim = self.claim
        if claim is None or claim.ref or claim.verdict is not ClaimVerdict.UNCHECKED:
            return False
        return self.finding is not None and self.finding.field in {"narrative", "sensitive"}


def said_near(claim: Claim) -> str:
    """Give the sentence of a claim; of a very long one, which may hold thousands, only what is near."""
    said = claim.said
    if len(said) <= LONGEST_SAID:
        return said
    at = max(0, said.find(claim.text) - LONGEST_SAID // 2)
    end = at + LONGEST_SAID
    return f"{'...' if at else ''}{said[at:end]}{'...' if end < len(said) else ''}"


def found_object(found: Found) -> Object:
    """Give what was found with its place; a claim that nobody need look at has the severity `info`."""
    claim, finding, place = found.claim, found.finding, found.place
    told = found.problem if finding is None else finding
    severity = "" if told is None else told.severity.value
    return {
        "check": found.check,
        "ref": found.ref,
        "severity": severity if found.stands else _INFORMATION,
        "text": "" if finding is None else finding.text,
        "verdict": None if claim is None else claim.verdict.value,
        "sentence": found.sentence,
        "said": "" if claim is None else said_near(claim),
        "reading": "" if claim is None else claim.reading,
        "field": FILE if finding is None else finding.field,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "kept": "" if claim is None else claim.kept,
    }


def claim_object(claim: Claim) -> Object:
    """Give a claim with its verdict, its place in the text, and what would mend it."""
    fix = claim.fix
    return {
        "text": claim.text,
        "kind": claim.kind.value,
        "verdict": claim.verdict.value,
        "reading": claim.reading,
        "sentence": claim.sentence,
        "said": said_near(claim),
        "ref": claim.ref,
        "start": claim.start,
        "end": claim.end,
        "fix": None if fix is None else {"start": fix.start, "end": fix.end, "text": fix.text},
        "kept": claim.kept,
    }


def check_object(check: Check, found: int, *, on: bool) -> Object:
    """Give a check with what it finds in words, whether it is on, and how much it has found."""
    return {
        "check": check.id,
        "severity": check.severity.value,
        "finds": check.words,
        "on": on,
        "found": found,
    }
