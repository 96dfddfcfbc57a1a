"""What says in English that something falls short: negated, scarce, late, spoilt, in the way."""

from __future__ import annotations

from chancery.reader.alternation import one_of
from chancery.reader.records.english_verbs import (
    ADVERBS,
    FAIL,
    HAS,
    IS,
    SPOILT,
    bases,
    ings,
    participles,
    pasts,
    thirds,
)

ADJECTIVES = (
    "slow sluggish late belated low poor weak limited insufficient inadequate scarce rare sparse thin lengthy cumbersome burdensome onerous complicated complex complicating unclear wary cautious sceptical skeptical afraid lukewarm vague opaque unpredictable "
    "outdated obsolete overdue outstanding pending unresolved unsettled adverse ageing alarming ambiguous antiquated arbitrary arduous awkward bleak broken clumsy confused confusing baffled disappointed dissatisfied discouraged half_empty contradictory crowded dangerous defective dilapidated dire disjointed disorganised dismal doubtful erratic excessive exorbitant faulty feeble flawed flimsy frail fruitless frustrating futile haphazard harsh hazardous immature impractical imprecise inaccurate inappropriate incoherent inconclusive inconvenient incorrect indifferent inexperienced inferior inflexible infrequent inoperative insecure insignificant intermittent invalid irregular lacklustre lax lopsided meagre mediocre misleading negligible non-existent non-transparent obscure offline one-sided outmoded over-reliant overcomplicated overlapping painful paltry perfunctory piecemeal precarious primitive protracted punitive redundant repetitive rudimentary scanty scattered shaky shallow short-lived skewed sketchy sporadic stagnant stale steep strained stringent substandard superficial tardy tedious tense tentative tight time-consuming tiny tough troublesome turbulent unacceptable unattractive unbalanced uncompetitive unconvincing uncoordinated undocumented uneconomic unfavourable unhelpful unknown unlicensed unmanned unmet unpopular unprofitable unproven unreadable unrealistic unreasonable unregulated unsustainable unsuitable untested unusable unwieldy unwilling unworkable volatile wasteful worrying worse worst wrong still_in_crates cash-strapped short-staffed labour-intensive loss-making years_late months_late weeks_late out_of_service heavily_dependent too_dependent over-dependent years_behind months_behind weeks_behind at_loggerheads at_odds under_strain under_pressure in_disrepair in_short in_name_only not_enough down_to_a high_compared uneven patchy fragmented costly expensive prohibitive problematic inefficient ineffective incomplete inconsistent incompatible "
    "unable incapable reluctant hesitant unaware uncertain unstable unreliable unequal unfair unfinished unfilled unfamiliar modest disappointing inactive idle dormant empty vacant stuck blocked stalled deadlocked "
    "overloaded overstretched understaffed underfunded underused underutilised underutilized underdeveloped underrepresented unused unspent untapped unanswered unpaid unsold unfit unsafe unsatisfactory inaccessible unavailable unprepared "
    "unregistered unpublished unsigned unratified unimplemented absent missing lacking wanting deficient dependent vulnerable risky bureaucratic rigid restrictive discriminatory overcrowded congested loss-making "
    "behind_schedule behind_target behind_plan behind_expectations behind_time below_target below_expectations below_potential below_its below_their below_par below_the_level below_what short_of in_short_supply out_of_date out_of_order out_of_step out_of_reach out_of_stock "
    "at_a_standstill at_an_impasse on_hold in_arrears in_doubt in_limbo on_paper_only only_on_paper off_track off_course at_risk far_from far_below well_below far_behind well_behind still_below under_capacity "
    "subject_to_reinforced subject_to_additional subject_to_lengthy subject_to_stricter subject_to_strict subject_to_prolonged subject_to_excessive subject_to_repeated subject_to_high subject_to_heavy subject_to_double subject_to_anti-dumping subject_to_delays "
    "unevenly poorly insufficiently inadequately badly narrowly hardly barely scarcely seldom rarely"
)
"""What something is, or remains, that falls short of what it should be."""

OBSTACLES = "bottleneck obstacle barrier constraint hurdle impediment shortcoming weakness drawback limitation difficulty problem challenge deterrent gap burden brake complaint grievance irritant handicap disincentive setback stumbling_block weak_point sticking_point weak_link worry"
"""What stands in the way: 'storage is a bottleneck', 'pose an obstacle'."""

WANT = r"(?:lack|absence|shortages?|scarcity|dearth|want|insufficiency|inadequacy|shortfalls?|slowness|non-recognition|unavailability)"
"""What is not there: 'the absence of direct flights'."""

_NUMBER = r"(?:\d[\d.,]*|an? (?:single|few|handful|fraction|fifth|quarter|third|half|tenth|dozen|score|minority)|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|some|very few|part|minor)"
_COUNT = r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|thirty|sixty|several|many)"
_NEEDED = (
    "match meet share exist work function cover recognise recognize accept allow permit comply suffice know have get receive answer reply follow apply reach qualify correspond keep fit provide include offer publish pay respond "
    "cooperate coordinate enforce take_place use make_full make_use speak understand hold see find connect benefit extend reflect honour observe agree_on materialise materialize attend show deliver attract obtain"
)
"""What ought to be done: 'the two ports do not share data'."""

_NOT = (
    rf"never (?:\w+ed|got|took|came|went|made|had|saw|became|began|was|were)(?!\w)|(?:has|have|had) (?:\w+ly |still |so far )?not(?: yet)?|(?:has|have|had) (?:still |as )?yet to|yet to be|(?:is|are|was|were) (?:still |as yet |\w+ly )*not (?:yet |fully |always |sufficiently |adequately |properly |being |currently |well |\w+ly )*"
    rf"(?:\w+ing|\w+ed|\w+en|built|made|met|kept|paid|sent|held|known|put|set|enough|available|ready|able|in place|in force|recogni[sz]ed|aware|compatible|up to)"
    rf"|(?:does|do|did) (?:still |\w+ly )*not (?:yet |always |fully |sufficiently |\w+ly )*{one_of(sorted(bases(_NEEDED)))}|(?:can|could)(?:not| not| \w+ly not)(?! (?:but|only|help|be (?:excluded|overstated|overemphasi[sz]ed)))"
    rf"|(?:would|will) not be (?:met|ready|reached|finished|completed|delivered|available|kept|achieved)(?: in time| on time)?"
    rf"|(?:has|have|had) (?:so far )?(?:never|hardly|barely|scarcely|rarely|seldom)(?! been (?:better|stronger|closer|higher|so|more))|(?:was|were|is|are) (?:never|hardly|barely|scarcely|rarely|seldom) \w+"
)
_BE_SHORT = rf"{IS}(?:(?:far |much |still |rather |all |somewhat |often |very |quite |relatively |too |so |increasingly |more |less |well |as )*{one_of(sorted(w.replace('_', ' ') for w in ADJECTIVES.split()))}|(?:still |largely |mostly )?un(?!ited|ified|veiled|loaded|locked|blocked|changed|precedented|harmed|affected|matched|rivalled|paralleled|limited|anim|der(?:lined|scored|pinned|stood|taken|way))\w{{3,}}ed|(?:far |much |still )*too \w+|(?:found |proving |proved )?(?:too |very |so |still )*(?:hard|difficult|impossible)(?= to | for ))"
_OBSTACLE = (
    rf"{one_of(sorted(w.replace('_', ' ') for w in OBSTACLES.split()))}s?|difficulties|weaknesses"
)
_IS_OBSTACLE = (
    rf"(?:(?:is|are|was|were|remains?|remained|became|becomes?|(?:has|have) (?:been|become)|contain(?:s|ed)?|show(?:s|ed)?|reveal(?:s|ed)?|expose[sd]?|left|leaves?|constitutes?d?|posed?|poses|present(?:s|ed)?|represent(?:s|ed)?|(?:was|were|is|are) (?:\w+ )?(?:recogni[sz]ed|identified|cited|named|seen|described|regarded|mentioned|singled out) as|"
    rf"created?|creates|causes?d?|encounter(?:s|ed)?|experiences?d?|fac(?:e|es|ed|ing)|met|hit|suffer(?:s|ed)?|run(?:s)? into|ran into) (?:still |also |\w+ly )*(?:an? |the |some |many |several |major |numerous |certain |considerable |\w+ly )*(?:(?!agree|decid|future|value|shared|common|global)[\w-]+ ){{0,3}}?(?:{_OBSTACLE}|delays?|errors?|mistakes|gaps|loopholes|flaws|inconsistencies|omissions|deficiencies|defects|holes|overlaps|shortages?|backlogs?|restrictions?|(?:label |lengthy )?approvals|queues?|uncertaint(?:y|ies)|tariffs?|anti-dumping duties))"
)
_TIME_LOST = (
    rf"(?:(?:is|are|was|were|(?:has|have|had) been) (?:still |now |often )?)?(?:tak(?:e|es|en|ing)|took|wait(?:s|ed|ing)?) (?:up to |more than |over |as long as |an average of |on average |at least |some |nearly |almost |about |around |for |between )*{_COUNT}(?: to {_COUNT}| and {_COUNT})? (?:working )?(?:days|weeks|months|years|hours)(?!,? (?:down|instead|rather|less))"
    r"|(?:(?:is|are|was|were|(?:has|have|had) been) (?:still |now |often )?)?tak(?:e|es|en|ing) (?:too|far too|so|very) long|took too long|wait(?:s|ed|ing)? (?:months|weeks|years|for (?:months|weeks|years))|(?:arriv|com|start|begin|reach|open|finish|pa)\w* (?:\w+ ){0,2}?(?:\w+ )?late(?=\W|$)|drag(?:s|ged)? on"
)
_SCARCE = (
    rf"(?:only|barely|merely|hardly|scarcely|just|(?:an? |the )?mere|no more than|fewer than|less than) (?:about |some |around |over |under )?{_NUMBER}(?!(?: \w+)? (?:days?|weeks?|months?|years?|hours?) (?:later|after|ago|before|earlier|away))|(?:(?:has|have|had) (?:so far |\w+ly |to date )*)?(?:made|make|makes|found|find|attracted|attracts?|received|receives?|shown?|saw|seen) (?:\w+ )?(?:little|few|scant|no)(?! doubt)"
    r"|there (?:is|are|was|were|has been|have been|remains?) (?:still |as yet |currently |also |often )?(?:no|not|a (?:lack|shortage|backlog|dearth|want|gap)|little|few|too (?:few|little|many)|insufficient|a (?:serious|severe|chronic|persistent) \w+|shortages?|delays|gaps|bottlenecks|problems|difficulties|obstacles)"
    r"|(?:still |currently )?(?:has|have|had) (?:no|neither|too few|too little|few|little)(?! (?:doubt|objection|intention|plans?|reservations?))"
)
NOBODY = (
    r"(?:no|none of|neither|few|too few|very few|hardly any|not one|not a single|hardly|little)"
)
"""At the head of a clause: 'no meeting was held', 'neither side has ratified'."""

_NOUNS = {
    "duplicate",
    "squeeze",
    "pinch",
    "overlap",
    "clash",
    "decay",
    "crumble",
    "fade",
    "slip",
    "stall",
    "lapse",
    "strain",
    "burden",
    "handicap",
    "overrun its",
    "face a",
    "deter",
}
_FAILS = (
    rf"(?:{one_of(sorted(pasts(FAIL) | thirds(FAIL) | (bases(FAIL) - _NOUNS)))}|{HAS}{one_of(sorted(participles(FAIL)))}"
    rf"|(?:is|are|was|were|keeps?|kept|(?:has|have) been) {ADVERBS}{one_of(sorted(ings(FAIL)))}|continue[ds]? to {one_of(sorted(bases(FAIL)))})"
)
_GOES_WRONG = (
    r"(?:is|are|was|were) (?:still )?(?:waiting|facing|losing|running (?:[\w-]+ ){0,4}(?:late|behind|short|low))"
    r"|continue[ds]? to (?:be (?:held back|hampered|hindered|limited|constrained|affected|delayed|plagued)|face|encounter|wait|lose)"
    r"|(?:falls?|fell|fallen|falling) (?:\w+ ){0,2}(?:short|behind|below)|(?:was|were|is|are|(?:has|have|had) been) put (?:on (?:ice|hold|the back burner|the shelf)|off)|exists? (?:only )?(?:on paper|in name)|lost (?:ground|momentum|steam|market share|out)|(?:stands?|stood|lies?|lay|sits?|sat|standing|lying|sitting) (?:idle|empty|half empty|half-empty|unused|fallow|in the way)|(?:still )?await(?:s|ed|ing)?|ran into (?:trouble|difficulties|the sand|obstacles|opposition)|fell on deaf ears|(?:remains?|remained|is|are|still) on the drawing board|come(?:s)? to nothing|at half capacity|below capacity|bears? no fruit|leaves? (?:much|a lot|something) to be desired|left (?:much|a lot|something) to be desired|(?:has|have|had) slipped|went (?:unfilled|unanswered|unused|unspent|unpaid|wrong|missing|unnoticed)|go(?:es)? (?:unfilled|unanswered|unused|unspent|unpaid)|for want of"
    r"|found it (?:very |too |so )?(?:hard|difficult|impossible)|find(?:s)? it (?:very |too |so )?(?:hard|difficult|impossible)|(?:has|have|had) (?:still |also |many |several |some |serious |major |its |their )*(?:difficulty|trouble|problems|difficulties|gaps|errors|flaws|loopholes|weaknesses|shortcomings|limitations)|come(?:s)? (?:too )?late|came (?:too )?late|(?:has|have) been in (?:place )?name only"
    r"|(?:is|are|was|were) (?:being )?(?:asked|obliged|forced|compelled) to (?:wait|queue|pay twice|repeat|submit the same)|still wait(?:s|ed|ing)?|still lacks?"
)

BAD = "|".join(
    (
        _NOT,
        _SCARCE,
        _IS_OBSTACLE,
        _BE_SHORT,
        _TIME_LOST,
        _GOES_WRONG,
        IS + one_of(sorted(participles(SPOILT))),
        _FAILS,
        r"(?:bottlenecks?|backlogs?|delays|difficulties|obstacles|shortages|problems|barriers|queues|gaps) (?:still |also )?(?:persist|remain|continue|exist|abound|cost|keep|discourage|deter|add)(?:s|ed)?",
    )
)
"""The cue 'bad' of the English table."""
