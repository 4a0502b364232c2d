"""Words that officers use for one another: each line is one thing by its names."""

from __future__ import annotations

from csptui.domain.claims.words import words

KIN = tuple(
    words(line)
    for line in (
        "agree believe satisfied feel perceive perception confidence satisfaction respondents public",
        "education employment training engaged engagement participation placement neet eet learners",
        "custody custodial sentenced sentence sentences disposals prison",
        "burglary burglaries dwelling dwellings break-in break-ins homes burgled",
        "domestic abuse dv marac",
        "entrants entrant fte ftes",
        """re-offending reoffending reconviction reconvictions recidivism re-offend reoffend re-offended
        trouble""",
        "fires fire arson blazes",
        "admissions admission admitted hospital stays",
        "treatment treated pdu pdus users",
        "murder murders homicide homicides killings killed deaths death fatalities fatality lives lost",
        "anti-social antisocial asb nuisance",
        "wait waits waiting waited",
        "completed completion completions complete",
        "misuse misusing use using substance substances",
        "accommodation housing housed accommodated",
        "resilience prevent self-assessment assessment",
        "vehicle vehicles car cars",
        "gun guns firearm firearms",
        "knife knives bladed",
        "violence violent assaults assault",
    )
)
"""Groups of words; a row that is named by one of a group is known by all of it."""


def kin_of(named: set[str]) -> set[str]:
    """Give the words that go with those that name a row."""
    return {word for group in KIN if not group.isdisjoint(named) for word in group}
