"""The words that say nothing of what a sentence is about: any other noun may be another subject."""

from __future__ import annotations

from csptui.domain.claims import lexicon
from csptui.domain.claims.words import words

_FUNCTION = words(
    """
    a an the this that these those it its itself they them their theirs there here we our us i he she
    his her you your and or but so yet nor if then than as at by for from in into of off on onto out
    over per to under until up upon with within without about above across after against along among
    amongst around before behind below between beyond down during except near since through throughout
    towards toward via while whilst although though because is are was were be been being am has have
    had having do does did done doing will would shall should may might can could must not no never none
    neither also again already always almost just only even still too very quite rather more most much
    many few fewer less least some any all both each every either other another such same own one ones
    who whom whose which what where when why how however therefore thus hence now currently today
    overall further furthermore meanwhile again together ago once twice first last later latest early
    earlier next final initial well far long short together apart either instead yet soon both
    respectively approximately roughly approx circa
    """
)

_MEASURES = words(
    """
    use uses calls disposals clients relative terms ceiling maximum minimum limit threshold position
    times minutes hours gap placement placements running way asked agreed surveyed received
    end-of-year follow-up on-going one-off long-term short-term well-being part-year full-year
    survey surveys surveyed score scored sample
    crept edged shot inched back movement
    cohort victims passed completed outside inside sent carried counted entered took spare number numbered
    bettered outperformed underperformed undershot overshot
    young arrive arrives arrived occur occurs occurred happen happened stayed stay
    side right wrong crews crew staff firefighters wait waits succession killed died sadly
            rate rates ratio ratios figure figures number numbers percentage percentages percent proportion
    proportions share shares indicator indicators measure measures performance result results outturn
    outturns actual actuals level levels total totals volume volumes count counts data score scores
    value values target targets baseline baselines point points unit units case cases incident incidents
    offence offences crime crimes report reports reported recorded recording record records position
    picture trend trends direction travel path pattern gap difference change changes movement variance
    margin tolerance statistics stats individuals individual people persons person places tally amount
    amounts quarter quarters year years month months months period periods week weeks day days annual
    annually yearly quarterly monthly financial fiscal calendar date end start beginning time times half
    twelve-month rolling year-end year-on-year quarter-on-quarter table tables above column columns
    shown population residents per cent cent year-to-date in-year half-year outcome outcomes key
    headline
    """
)

_VERBS = words(
    """
    show shows showed shown showing see sees saw seen seeing demonstrate demonstrates demonstrated
    indicate indicates indicated represent represents represented representing reflect reflects
    reflected reveal reveals revealed suggest suggests mean means meant meaning equate equates equated
    equivalent amount amounts amounted make makes made making bring brings brought bringing give gives
    gave given produce produced register registers registered remain remains remained remaining continue
    continues continued continuing stand stands stood standing end ends ended ending finish finished
    close closed experience experienced experiencing note noted noting keep keeps kept achieve achieves
    achieved achieving deliver delivered delivering lead leads led leading result resulted resulting
    contribute contributed help helped helping go goes went gone going come comes came coming move moved
    moves moving take takes took taken taking place put turn turned start started began begun say says
    said compare compares compared comparing comparison set rank ranks ranked fare fares post posted
    posting hold held sit sits sat performing performed perform measured measure measuring calculated
    equal equals equalled totalled totalling totals become becomes became get gets got show note appear
    appears appeared seem seems seemed look looks looked follow follows followed following include
    includes including included reduce increase decrease improve worsen exceed exceeds exceeded
    exceeding meet meets met meeting miss misses missed missing achieve fail failed fails fell account
    accounted reach reached reaches hit reverse reversed reversing lie lies lay compares left leaves
    leaving announce confirm confirmed report reports reporting conclude concluded saw saw-sawed
    fluctuate dropped turned evidence evidenced observe observed witnessed witness noted calculated
    provisional unconfirmed confirmed validated
    """
)

_QUALITIES = words(
    """
    rated graded flagged different
    sharp steep slight small modest significant substantial considerable marked dramatic worrying
    encouraging disappointing pleasing pleased positive negative good bad poor strong weak continued net
    large big huge steady sustained welcome notable clear real minor major great greater high higher
    highest low lower lowest rise better best worse worst upward downward static stable unchanged level
    similar flat mixed broad broadly full whole entire new old current previous prior preceding past
    recent latest previous final provisional revised unexpected expected actual real main general normal
    usual exact exactly nearly almost slightly significantly whole good excellent marginal marginally
    gradual ongoing comparable favourable unfavourable favourably respective important fair healthy
    impressive considerable single second third fourth row successive consecutive satisfactory
    disappointingly pleasingly rapid rapidly quick alone straight despite additional extra tremendous
    outstanding remarkable concerning steadily upwards downwards ahead behind below on-target off-target
    """
)

_BODIES = words(
    """
    derby city council partnership partnerships csp yos yot pct daat laa cdrp safety community local
    area locally authority borough district police constabulary force team teams service services board
    trust agency agencies partner partners officer officers manager managers we department unit
    """
)

BODIES = words(
    """
    council partnership police constabulary force team service board trust agency authority department
    unit squad centre court office
    """
)
"""What a body's name ends with; such a name owns a figure, and is not what it is about."""

NEUTRAL = (
    frozenset((*_FUNCTION, *_MEASURES, *_VERBS, *_QUALITIES, *_BODIES))
    | set(lexicon.FINITE)
    | set(lexicon.PARTICIPLES)
    | set(lexicon.BARE)
    | set(lexicon.NOUNS)
    | set(lexicon.COMPARATIVES)
    | lexicon.HYPOTHETICAL
    | lexicon.HEDGES_ABOUT
    | lexicon.HEDGES_BELOW
    | lexicon.TARGET_MET
    | lexicon.TARGET_MISSED
    | lexicon.CAUSES
    | lexicon.ADVERBIAL
    | lexicon.NEGATIONS
    | frozenset(("halved", "significant", "statistically"))
)

PRONOUNS = words(
    """
    this it these they that there we he she which
    """
)
HEADS = frozenset(_MEASURES)
