"""The words that bind a number: changes up and down, better and worse, targets, hedges and doubts."""

from __future__ import annotations

from csptui.domain.claims.words import words

UP, DOWN, BETTER, WORSE, SAME = "up", "down", "better", "worse", "same"
"""Which way a word says that the number, or the performance, went."""


def _table(**words: str) -> dict[str, str]:
    return {word: way for way, listed in words.items() for word in listed.split()}


FINITE = _table(
    up="rose risen grew grown climbed jumped soared surged increased escalated rises climbs grows swelled "
    "lengthened raised accelerated",
    down="fell fallen dropped declined decreased reduced dipped shrank shrunk cut lowered slipped tumbled "
    "plummeted falls drops declines halved shrinks dips shortened "
    "eased slid slumped",
    better="improved improves strengthened narrowed",
    worse="worsened deteriorated worsens deteriorates weakened widened",
)
FINITE |= dict.fromkeys(("doubled", "trebled", "tripled", "quadrupled"), UP)
"""Verbs of change in the forms that tell a fact."""

PARTICIPLES = _table(
    up="rising increasing growing climbing escalating",
    down="falling decreasing reducing dropping declining shrinking",
    better="improving",
    worse="worsening deteriorating",
)
"""Forms that tell a fact only after a form of *be*."""

BARE = _table(
    up="increase rise grow climb",
    down="decrease reduce fall drop decline",
    better="improve",
    worse="worsen deteriorate",
)
"""Forms that tell a fact only after *did* or *continues to*."""

NOUNS = _table(
    up="increase increases rise rises growth jump climb upturn uplift surge hike gain",
    down="decrease decreases reduction reductions fall falls drop drops decline declines dip cut downturn "
    "loss",
    better="improvement improvements",
    worse="deterioration worsening",
)
COMPARATIVES = _table(
    up="up higher more additional extra greater upward upwards longer larger bigger",
    down="down lower fewer less downward downwards shorter smaller",
    better="better quicker faster narrower",
    worse="worse poorer slower wider",
)
STATIC = frozenset(["static", "unchanged"])
STEADY = frozenset(["stable", "steady"])

TURNED = {
    "increase": "decrease",
    "increases": "decreases",
    "increased": "decreased",
    "increasing": "decreasing",
    "rise": "fall",
    "rises": "falls",
    "rose": "fell",
    "risen": "fallen",
    "rising": "falling",
    "grew": "shrank",
    "grown": "shrunk",
    "growing": "shrinking",
    "growth": "reduction",
    "climbed": "dropped",
    "climbing": "dropping",
    "jumped": "dropped",
    "jump": "drop",
    "improved": "worsened",
    "improving": "worsening",
    "improvement": "deterioration",
    "improves": "worsens",
    "up": "down",
    "upward": "downward",
    "upwards": "downwards",
    "higher": "lower",
    "more": "fewer",
    "additional": "fewer",
    "extra": "fewer",
    "better": "worse",
    "above": "below",
    "over": "under",
    "met": "missed",
    "achieved": "missed",
    "ahead": "short",
}
"""Each word of direction with the one that says the opposite."""
TURNED |= {after: before for before, after in TURNED.items() if after not in TURNED}
TURNED |= {
    "fewer": "more",
    "reduced": "increased",
    "reduction": "increase",
    "reductions": "increases",
    "reducing": "increasing",
    "dropped": "rose",
    "drop": "rise",
    "drops": "rises",
    "dropping": "rising",
    "declined": "rose",
    "decline": "rise",
    "declining": "rising",
    "deteriorated": "improved",
    "deteriorating": "improving",
    "less": "more",
    "missed": "met",
    "failed": "met",
    "short": "ahead",
    "greater": "lower",
    "fallen": "risen",
    "poorer": "better",
    "climb": "drop",
    "eased": "rose",
    "slid": "rose",
    "longer": "shorter",
    "shorter": "longer",
    "quicker": "slower",
    "faster": "slower",
    "slower": "quicker",
    "wider": "narrower",
    "narrower": "wider",
    "larger": "smaller",
    "smaller": "larger",
    "bigger": "smaller",
    "gain": "loss",
    "loss": "gain",
    "narrowed": "widened",
    "widened": "narrowed",
    "strengthened": "weakened",
    "weakened": "strengthened",
    "shortened": "lengthened",
    "lengthened": "shortened",
    "raised": "lowered",
    "cut": "rise",
    "dipped": "rose",
    "lowered": "raised",
    "surged": "dropped",
    "soared": "dropped",
}

BE = words(
    """
    is are was were be been being am remains remain remained
    """
)
HAVE = frozenset(["has", "have", "had", "having"])
AUXILIARIES = BE | HAVE | frozenset(["do", "does", "did"])

NEGATIONS = words(
    """
    no not never neither nor none without hardly cannot n't
    """
)
NEGATIONS |= words(
    """
    hasn't haven't didn't wasn't isn't weren't aren't doesn't
    """
)

HYPOTHETICAL = words(
    """
    may might could would should will shall must can maybe perhaps possibly potentially if whether
    unless expected expects expect expecting expectation expectations anticipated anticipate anticipates
    predicted prediction predictions predicts predict forecast forecasts forecasted projected projection
    projections likely unlikely planned aims aim aimed aiming intends intend intended intention hope
    hopes hoped hopefully ambition seeks seek seeking designed until aspires aspiration aspire needs
    need avoid prevent potential any assuming suppose pointed estimates envisaged envisage hoping wants
    want wish wishes proposed proposes proposal scenario risk risks required requires require plans
    pledged pledge trajectory future next would-be otherwise
    """
)
"""After one of these a sentence tells what may be, not what is."""

FORESEEN = words(
    """
    expected anticipated predicted forecast projected planned foreseen likely unlikely possible hoped
    needed required sought targeted promised pledged
    """
)
"""What is said of a change before it comes: `an increase was expected`."""

OTHERS = words(
    """
    national nationally nationwide regional regionally region family families average averages england
    english uk britain wales welsh scotland county countywide elsewhere neighbouring neighbours msg
    iquanta comparator comparators peer peers counterpart counterparts similar force forces division divisions
    boroughs districts country countries europe midlands group's nearest predecessor statistical
    """
)
"""Words that turn a claim to other areas, whose figures are not held."""

HEDGES_ABOUT = words(
    """
    about around approximately approx roughly circa some c broadly approx. estimated near
    """
)
HEDGES_BELOW = frozenset(["almost", "nearly", "approaching"])
HEDGES_LEAST = frozenset(["over", "above", "exceeding"])
HEDGES_MOST = frozenset(["under", "below"])

CAUSES = words(
    """
    follows due following because after which who where whose owing thanks reflecting driven despite while
    whilst although though given when as attributed linked attributable caused partly largely mainly
    mostly compared against versus vs since on than with through via by under resulting explained
    """
)
"""Where what a claim is about has ended, and causes and comparisons begin."""

ADVERBIAL = words(
    """
    following after despite with due because as in during since thanks through by over under compared
    according for on at from to when while whilst although though given within until before against
    unlike alongside owing having where across besides notwithstanding like even without
    """
)
"""A piece of sentence that begins so tells a circumstance, not the subject."""

CUTS = words(
    """
    but while whilst although though however whereas because which who whose where
    """
)
SOFT_CUTS = frozenset(("and", "or", "then", "so", "yet", "that"))

TARGET_MET = words(
    """
    met achieved hit reached attained surpassed exceeded beaten beat meets
    """
)
TARGET_MISSED = frozenset(["missed", "failed", "misses", "missing", "underachieved"])
