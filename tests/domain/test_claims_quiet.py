"""What claims nothing of its row is never called a contradiction: it must be quiet to be trusted."""

from __future__ import annotations

import pytest
from claims_on_derby import verdicts

from csptui.domain.claims import ClaimVerdict

FLAGGED = {ClaimVerdict.CONTRADICTS, ClaimVerdict.UNROUNDED}

QUIET = [
    ("NI16", "Burglary fell by 30% and vehicle crime by 12%."),
    ("NI16", "Theft from vehicles is down 14% on the previous year."),
    ("NI16", "Nationally there was a 4% fall."),
    ("NI16", "Operation Vigilance led to 34 arrests and a 12% reduction in Normanton."),
    ("NI16", "Detections rose to 18.2%, up from 16%."),
    ("NI16", "In the city centre, crime fell by 9%."),
    ("NI16", "We expect a further reduction of 5% next year."),
    ("NI16", "The plan is to reduce crime by 10% by March 2011."),
    ("NI16", "Crime fell by 3% in the East ward."),
    ("NI16", "75% of victims were satisfied with the service they received."),
    ("NI16", "Around 60% of offences are committed by offenders known to the police."),
    ("NI16", "Funding has been cut by 15%."),
    (
        "NI16",
        "The partnership spent £250,000 on 12 alley gates, and 1,200 homes have had locks fitted.",
    ),
    ("NI16", "Between April and June, there were 3 spikes in thefts of metal."),
    ("NI16", "Sheffield recorded a rise of 2.3%."),
    ("NI16", "Derby's fall was twice that of the region."),
    ("NI16", "Robbery, which makes up 8% of the total, rose by 5.1%."),
    ("NI16", "Vehicle crime increased during the first half of the year but fell sharply after October."),
    ("NI16", "The increase in fuel prices may have led to more thefts."),
    ("NI16", "Staffing has fallen from 12 to 9."),
    ("NI16", "Increased patrols and improved lighting have helped."),
    ("NI16", "Each officer made 3 more visits than last year."),
    ("NI43", "Of the 62, 14 were for robbery and 9 for burglary."),
    ("NI43", "Girls accounted for 6% of custodial sentences."),
    ("NI43", "The YOT family average rose to 6.8%."),
    ("NI43", "12 young people were remanded."),
    ("NI43", "The number of breaches fell by 12%."),
    ("NI43", "First-time entrants fell by 60.4%."),
    ("NI43", "NI 111 fell by 60.4% to 188."),
    ("NI43", "An increase of this size was not expected."),
    ("NI43", "A 2% increase would take the rate above 15%."),
    ("NI43", "If the rate were to fall below 9%, the target would be met."),
    ("NI43", "The use of remand decreased, as did the use of tagging."),
    (
        "NI43",
        "Magistrates have been given guidance; referrals to intensive supervision have increased by 40%.",
    ),
    ("NI40", "Numbers fell by 28 since Q3."),
    ("NI40", "In Q3 the figure was 1,330."),
    ("NI40", "85% of users were retained for 12 weeks."),
    ("NI40", "Waiting times have reduced to 2 weeks."),
    ("NI40", "Of these, 200 were new to treatment."),
    ("NI40", "The service has 14 key workers, 2 fewer than last year."),
    ("NI45", "Attendance at school improved by 3%."),
    ("NI45", "16-year-olds did better than 17-year-olds: 91% against 84%."),
    ("NI45", "The target for next year is 90%."),
    ("NI45", "Eight young people started apprenticeships."),
    ("NI46", "19 young people had unsuitable accommodation."),
    ("NI39", "Ambulance call-outs rose by 8%."),
    ("NI39", "The East Midlands average is 1,650."),
    ("NI39", "This is likely to rise by 10% a year."),
    ("NI33", "Vehicle fires rose by 12%."),
    ("NI33", "40% of fires were in wheelie bins."),
    ("NI33", "False alarms are down by 220."),
    ("NI34", "The Centre has seen 378 victims."),
    ("NI15", "Violence with injury is down 4%."),
    ("NI15", "Domestic violence accounts for 38% of all violent crime."),
    ("NI15", "The detection rate has improved to 45%."),
    ("NI19", "The frequency rate was 1.2 offences per offender."),
    ("NI111", "Police reprimands fell by 40%."),
    ("NI111", "There were 41 first-time entrants in January."),
    ("NI111", "42% were girls and 18% were aged 10 to 13."),
    ("NI20", "Alcohol was a factor in 46% of assaults."),
    ("NI49", "There were 4 fatalities, 1 fewer than last year."),
    ("NI32", "Referrals from the police rose by 20%."),
    ("NI32", "Children were present in 140 cases."),
    ("NI35", "We are on target to reach 3.75 next year."),
    ("NI35", "Level 4 is expected in 2010/11."),
    ("NI115", "22% of Year 10 pupils had been drunk in the last 4 weeks."),
    ("NI115", "The national figure is 9.8%."),
    ("NI115", "1,240 pupils took part in the survey, 310 more than in 2008/09."),
    ("NI30", "There are 45 offenders in the cohort."),
    ("NI38-diff", "Offending is 14.1% below the national rate."),
]


@pytest.mark.parametrize(("ref", "text"), QUIET)
def test_nothing_is_called_a_contradiction(ref: str, text: str) -> None:
    """Other subjects and places, plans and chances, parts of the whole, times that are not held."""
    assert not verdicts(ref, text) & FLAGGED
