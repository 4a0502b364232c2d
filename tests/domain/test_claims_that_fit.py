"""Sentences on Derby's rows that say what the figures say, and false ones that differ in one thing."""

from __future__ import annotations

import pytest
from claims_on_derby import claims_of, verdicts

from csptui.domain.claims import ClaimVerdict

FLAGGED = {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}

TRUE = [
    ("NI16", "Serious acquisitive crime fell by 21.3% compared with 2008/09."),
    ("NI16", "Performance has improved by 21.3 per cent over the year."),
    ("NI16", "There were 21.3% fewer serious acquisitive crimes than last year."),
    ("NI16", "The rate dropped from 19.16 to 15.08 per 1,000 population."),
    ("NI16", "At 15.08, the rate is 4.08 lower than the 19.16 recorded last year."),
    ("NI16", "Down just over a fifth on last year."),
    ("NI16", "We have seen a drop of over 21% in the last twelve months."),
    ("NI16", "15.08 (19.16 in 2008/09)."),
    ("NI16", "Compared to 2008/09 this represents a reduction of 21.3%."),
    ("NI16", "A year on year reduction of 21.3% has been achieved."),
    ("NI43", "62 of the 473 young people convicted went into custody, against 65 of 620 last year."),
    ("NI43", "The rate rose by 2.63 percentage points, from 10.48% to 13.11%."),
    ("NI43", "The number of custodial sentences fell from 65 to 62, while convictions fell from 620 to 473."),
    ("NI43", "Custody is 4.11 percentage points above the target of 9%."),
    ("NI43", "Three fewer young people were sentenced to custody than in 2008/09."),
    ("NI43", "Around one in eight convictions led to custody."),
    ("NI43", "The custody rate is up by a quarter on last year."),
    ("NI43", "Fewer young people were convicted (473 compared with 620), so the rate went up."),
    ("NI43", "The target of under 9% has not been met."),
    ("NI43", "At 13.1% the rate is well above target."),
    ("NI40", "1,302 users were in effective treatment, 54 more than the year before."),
    ("NI40", "Numbers rose 4.3% on 2008/09 but missed the target of 1,321 by 19."),
    ("NI40", "We are 19 short of target."),
    ("NI40", "98.6% of target achieved."),
    ("NI40", "Just under target, at 1,302."),
    ("NI40", "This is within 2% of the target."),
    ("NI45", "Engagement improved from 83.6% to 88.6%, a rise of 5 points."),
    ("NI45", "88.6% were engaged, well above the 75% target."),
    ("NI45", "287 of 324 young people were engaged."),
    ("NI45", "Nearly nine in ten young offenders were engaged."),
    ("NI45", "The target has been exceeded by 13.6 points."),
    ("NI45", "5 percentage points better than last year."),
    ("NI46", "Performance dipped slightly from 96.5% to 95.3% but remains above the target of 95%."),
    ("NI46", "A fall of 1.2 points."),
    ("NI39", "2,475 admissions per 100,000, up 22.5% from 2,020."),
    ("NI39", "Admissions rose by 455 to 2,475."),
    ("NI39", "An 11% shortfall against target, 245 over."),
    ("NI33", "There has been an increase in arson incidents, from 7.28 to 7.9."),
    ("NI33", "The target of 7.50 was missed by 5.3%."),
    ("NI33", "Arson is up 8.5%."),
    ("NI34", "No change: there were 0 murders."),
    ("NI34", "The target of 0 was met."),
    ("NI28", "The rate is unchanged at 0.71."),
    ("NI28", "Knife crime remained static."),
    ("NI15", "Serious violent crime decreased from 0.76 to 0.69."),
    ("NI15", "A reduction of 9.2% has been seen, with a rate of 0.69 per 1,000."),
    ("NI19", "The rate fell from 88.9% to 83.2%."),
    ("NI19", "159 of 191 young offenders in the cohort offended again."),
    ("NI19", "It is twice the target of 41.5%."),
    ("NI19", "The target was missed by 41.7 percentage points."),
    ("NI111", "First-time entrants fell by 60.4%, from 475 to 188."),
    ("NI111", "This is 287 fewer than last year."),
    ("NI111", "The target of 518 was bettered by 330, or 63.7%."),
    ("NI20", "11.73 compared with 11.31 last year and a target of 11.08."),
    ("NI20", "The target was missed by 5.9%."),
    ("NI20", "It is 5.9% higher than the target."),
    ("NI49", "The rate of 199.8 is 3.3% better than the target."),
    ("NI49", "The figure has fallen by 8.9 per 100,000."),
    ("NI32", "Repeat referrals fell from 41 to 31."),
    ("NI32", "31 of 230 referrals were repeats, compared with 41 of 202."),
    ("NI32", "The rate has fallen by a third."),
    ("NI32", "Referrals to MARAC rose from 202 to 230."),
    ("NI35", "The score rose from 3.25 to 3.6."),
    ("NI35", "It is 4% below target."),
    ("NI115", "11.7% of young people reported misuse, up from 9.3%."),
    ("NI30", "Re-offending fell from 231 to 151, a reduction of 34.6%."),
    ("NI44a", "The difference is now -4.6 points."),
    ("NI44a", "The gap widened from -1.0% to -4.6%."),
    ("NI44a", "The gap is within 5 points."),
    ("NI18", "Re-offending moved from +3.68% to -4.09%."),
    ("NI18", "The figure fell by 7.77 points."),
]
FALSE = [
    ("NI16", "A year on year reduction of 23.1% has been achieved."),
    ("NI16", "Compared to 2008/09 this represents an increase of 21.3%."),
    ("NI16", "Serious acquisitive crime has risen again this year."),
    ("NI16", "The rate now stands at 15.80 per 1,000."),
    ("NI16", "Performance has deteriorated since last year."),
    ("NI16", "Down by a third on last year."),
    ("NI43", "At 12.1% the rate is well above target."),
    ("NI43", "The rate rose by 3.63 percentage points."),
    ("NI43", "The number of custodial sentences rose from 65 to 68."),
    ("NI43", "The target has been met."),
    ("NI43", "Custody is down on last year."),
    ("NI43", "62 of the 437 young people convicted went into custody."),
    ("NI43", "We are now within target."),
    ("NI43", "Custody is 4.11 percentage points below the target."),
    ("NI40", "We are 29 short of target."),
    ("NI40", "The target was exceeded."),
    ("NI40", "Numbers fell by 4.3% on 2008/09."),
    ("NI40", "1,320 users were in effective treatment."),
    ("NI40", "96.8% of target achieved."),
    ("NI45", "Engagement worsened from 83.6% to 88.6%."),
    ("NI45", "The target has been exceeded by 18.6 points."),
    ("NI45", "Engagement fell to 88.6%."),
    ("NI45", "We are 13.6 points below target."),
    ("NI45", "278 of 324 young people were engaged."),
    ("NI46", "A fall of 2.2 points."),
    ("NI46", "Performance has improved on last year."),
    ("NI39", "Admissions rose by 445 to 2,475."),
    ("NI39", "Admissions rose by 455 to 2,745."),
    ("NI39", "Admissions fell by 22.5%."),
    ("NI33", "Arson is down 8.5%."),
    ("NI33", "Arson is up 10.5%."),
    ("NI33", "The target of 7.50 was missed by 3.5%."),
    ("NI33", "The target of 7.05 was missed."),
    ("NI34", "The target of 0 was missed."),
    ("NI28", "The rate rose to 0.81."),
    ("NI28", "Knife crime has increased."),
    ("NI15", "A reduction of 2.9% has been seen."),
    ("NI19", "The target was missed by 47.1 percentage points."),
    ("NI19", "Re-offending has increased."),
    ("NI111", "This is 278 fewer than last year."),
    ("NI111", "First-time entrants have gone up."),
    ("NI111", "The target of 518 was bettered by 230."),
    ("NI20", "11.73 compared with 11.13 last year."),
    ("NI20", "It is 5.9% lower than the target."),
    ("NI49", "The rate of 199.8 is 3.3% worse than the target."),
    ("NI49", "The figure has fallen by 9.8 per 100,000."),
    ("NI32", "31 of 203 referrals were repeats."),
    ("NI32", "Repeat referrals fell from 41 to 13."),
    ("NI35", "It is 6% below target."),
    ("NI115", "11.7% of young people reported misuse, up from 8.3%."),
    ("NI30", "Re-offending fell from 231 to 151, a reduction of 43.6%."),
    ("NI44a", "The gap narrowed from -1.0% to -4.6%."),
    ("NI18", "The figure fell by 7.07 points."),
]


@pytest.mark.parametrize(("ref", "text"), TRUE)
def test_a_true_sentence_fits(ref: str, text: str) -> None:
    """Something of it is recognised, and nothing of it is called a contradiction."""
    found = verdicts(ref, text)
    assert ClaimVerdict.FITS in found
    assert not found & FLAGGED


@pytest.mark.parametrize(("ref", "text"), FALSE)
def test_a_false_sentence_is_caught(ref: str, text: str) -> None:
    """The finding says what it was held against, and names the row."""
    flagged = [one for one in claims_of(ref, text) if one.verdict in FLAGGED]
    assert flagged
    assert all(
        one.reading and one.ref == ref and one.sentence.startswith(f'"{one.text}" ') for one in flagged
    )
