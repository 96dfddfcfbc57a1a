"""The table of cues for English, tried left to right in a clause. All in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.openings import opened
from chancery.reader.records.model import Cue

ACTIONS_EN = (
    "accelerate address adopt advance align amend appoint apply arrange assess assist attract blacklist boost bring broaden build call carry circulate clarify combat complete conclude "
    "conduct consider consolidate consult contribute convene cooperate coordinate create deepen define deliver designate develop discuss draft draw eliminate encourage enhance ensure "
    "establish evaluate examine exchange exempt expand expedite explore extend facilitate finalise finalize finance foster fund give grant hand harmonise harmonize help hold host identify "
    "implement improve include increase inform initiate install introduce invest invite issue join keep launch lift link maintain make mobilise mobilize monitor negotiate notify "
    "open organise organize participate pay place plan prepare present prevent promote propose protect provide publish pursue put raise ratify reach recognise recognize reduce refer "
    "refrain register release remove renew reopen report resolve resume review revise revive scale seek send set settle share shorten sign simplify stage step streamline strengthen "
    "study submit supply support take tackle test train transfer translate treat update upgrade use waive widen work"
)
"""Verbs that begin an action behind 'and': 'shall ... and [inform] the Co-Chairs'."""

_PERFECT = r"(?:(?:has|have|had) (?:(?:also|already|jointly|further|now|since|both) )*)?"
"""'The two sides have agreed to ...' is agreed as much as 'agreed to ...'."""

_OURS = r"(?:its|their|our|the|his|her|a|firm|strong|shared|joint|full|continued)"
_TABLE: tuple[tuple[str, str], ...] = (
    (
        "agree",
        (rf"{_PERFECT}(?:(?:also|further|jointly|hereby|mutually) )?(?:agree[ds]? to|(?:are |is |were |remain(?:ed)? )?(?:fully |firmly |strongly )?(?:re)?committ?(?:ed|s)?(?: themselves| itself| ourselves)? to"
        rf"|(?:agree|decide)[ds]? (?:on|upon)(?= (?:the )?(?:establish|hold|conven|open|launch|creat|expand|promot|organi|sign|resum|develop|implement|conclu|exchang)\w*)"
        rf"|commit(?:ting)? (?:ourselves |themselves )?to|pledge[ds]?(?: to)?(?! that)|undert(?:ook|akes?) to|undertaking to|(?:took|takes?) it (?:up)?on (?:itself|themselves|himself|herself) to|concur(?:red|s)? (?:to|on)|decide[ds]? to|resolve[ds]? to|(?:are|is|were) (?:resolved|determined|steadfast in (?:our|their) commitment) to"
        rf"|intend(?:s|ed)? to|plan(?:s|ned)? to|promised to|vow(?:ed|s)? to|(?:reaffirm|reiterate|affirm|underline|renew|confirm|restate|emphasi[sz]e)(?:ed|d|s|ing)? (?:{_OURS} ){{1,3}}(?:commitments?|determination|resolve|intention|pledge)(?: made in \w+)?:? to"
        rf"|(?:gave|give[sn]?|made|make[s]?) (?:an? |its |their )?(?:\w+ )?(?:undertaking|assurances?|commitments?|guarantees?|pledges?|promises?) to|(?:is|are|was|were) prepared to|confirm(?:ed|s) (?:{_OURS} )?intention to|our commitment to|sign(?:ed|s)? up to|sign(?:ed|s)? on to|(?:offers|offered|vow(?:ed|s)?) to|set(?: themselves| itself| ourselves)? (?:the|a|an|their|out|its) (?:\w+ ){{0,2}}(?:goals?|targets?|objectives?|aims?) (?:of|to|at)|(?:offers|offered|consent(?:ed|s)?|(?:is|are|was|were) (?:fully )?willing|declare[ds]? (?:its|their) (?:readiness|willingness|intention)|accepted(?: the (?:proposal|request|invitation))?|promise[ds]?) to|aim(?:s|ed)? to|strive to|endeavou?r(?:ed|s)? to|expressed (?:{_OURS} )?(?:readiness|willingness|intention|determination|resolve|preparedness) to|(?:stands?|is|are|was|were) (?:fully )?ready to|agree[ds]? (?:on|upon) the need to|stood ready to)"),
    ),
    ("concern", r"(?:noted with (?:\w+ )?(?:concern|regret)|(?:expressed|voiced|shared) (?:\w+ ){0,2}(?:concern|regret)|regretted|(?:is|are|was|were|remain(?:ed)?) concerned) that"),
    ("give", r"(?:renewed (?:its|their) offer of|reiterated (?:its|their) offer of|made available|offers|extends|grants|announced|offered|extended|allocated|earmarked|donated|pledged)(?= (?:an?|additional|some|up|a further|us\$|usd|\$|€|eur|aud|[a-z]*\$|[\d.,]+)(?!\w)[^;.]{0,60})"),
    ("say", r"(?:(?:is|are|was|were) pleased (?:to note )?that|noted with (?:satisfaction|appreciation) that|(?:noted|acknowledged|reaffirmed|recogni[sz]ed|stated|said|confirmed|announced|informed (?:\w+ ){1,6}|affirmed|observed|reported|conceded|admitted|deplored|lamented|learned|concluded|found|assured (?:\w+ ){1,6}|undert(?:ook|akes?)|pledge[ds]?|promised|guaranteed|(?:gave|give[sn]?) (?:an? |its |their )?(?:\w+ )?(?:undertaking|assurances?|commitment|guarantee|promise)s?|(?:agree|decide)[ds]?|reiterated|recalled|underlined|stressed|emphasi[sz]ed|regretted|expressed (?:their |its )?satisfaction|highlighted|noting|welcomed the fact) that|said|according to [^,]{3,60},)"),
    ("order", _PERFECT + r"(?:gave(?= the [^,;.]{3,70} (?:until|till|to \w+ |\d))|ordered|told(?= (?:the |his |her |its )?(?:ministr|state bank|government office|officials|agenc|department|cabinet))|instruct(?:ed|s)?|direct(?:ed|s)|task(?:ed|s)|assign(?:ed|s)|entrust(?:ed|s)?|mandate[ds]?)(?= (?:the|all|its|his|her|their|both|each|two|relevant|ministers?|officials|senior|ministr|departments?|agenc|embass)|\s+[a-z]+ (?:ministry|department))"),
    ("told", r"(?:is|are|was|were|has been|have been) (?:hereby |also |now )?(?:ordered|told|requested|instructed|directed|required|tasked|assigned|asked|mandated|entrusted|charged) (?:to|with(?= \w+ing))"),
    ("ask", _PERFECT + r"(?:request(?:ed|s)?|asks?|asked|propos(?:ed|es)|urge[ds]?|call(?:ed|s)? (?:up)?on|call(?:ed|s)? for(?= [^,;.]{2,50} to [a-z])|encourage[ds]?|appeal(?:ed|s)? to|invite[ds]?|(?:hoped|hopes)(?: that)?|expressed (?:\w+ ){0,2}(?:hope|wish|desire)(?: that)?|suggest(?:ed|s)?|sought|seeks|press(?:ed|es) (?:for|\w+ to)|would (?:appreciate|welcome)(?: it)?(?: if)?|would (?:be grateful|like)(?: if| it if)?|was hopeful that|(?:hopes?|hoped) to see|(?:also )?want(?:s|ed)?(?= [^,;.]{2,60} to [a-z])|(?:made |came with |countered with |repeated )(?:an? |his |her |its )?(?:\w+ )?(?:plea|request|appeal|call) for|plead(?:ed|s) (?:for|with)|lobb(?:ied|ies) for|pitched for|expressed (?:its |their |his |her |an? |the )?(?:\w+ )?(?:interest in (?:seeing|having)|wish to see))"),
    ("shall", r"(?:are|is)(?: also)? to(?= (?!be (?:found|seen|noted|hoped|expected))[a-z]+)"),
    ("shall", r"(?:is|are|was|were) (?:now |also )?(?:due|set|expected|scheduled|slated|poised|on course) to(?= [a-z]+)"),
    ("shall", r"(?:will|shall)(?: also| further| continue to| jointly| each| both| actively)?"),
    ("ought", r"(?:must|should|need(?:s)? to|(?:has|have) to)"),
    ("would", r"would"),
    ("stand", r"(?:welcome[ds]?|underscore[ds]?|emphasi[sz]e[ds]?|stress(?:ed|es)?|highlight(?:ed|s)?|express(?:ed|es)?|support(?:ed|s)?|recall(?:ed|s)?|look(?:ed|s)? forward|condemn(?:ed|s)?|thank(?:ed|s)?|congratulate[ds]?|appreciate[ds]?|commend(?:ed|s)?|took note|take note|note[ds]?|share[ds]? (?:the|a) (?:view|concern)|recogni[sz]e[ds]?|reaffirm(?:ed|s)?|reiterate[ds]?|affirm(?:ed|s)?|acknowledge[ds]?|applaud(?:ed|s)?|praised|accepted|exchanged views|discussed|paid tribute|pays? tribute|concur(?:red|s)? that|(?:was|were|are|is) of the (?:view|opinion)|held the view|took (?:good )?note|deplore[ds]?|rejoiced?)"),
    ("bad", r"(?:only [\d.]+ ?(?:per cent|percent|%)|(?:has|have|had) been (?:slow|delayed|hampered|limited)|remain(?:ed|s)? (?:limited|low|slow|below|modest|underutili[sz]ed|weak|high|a challenge|pending|unresolved|poorly|under\w+|insufficient|inadequate|uneven|outstanding|overdue|cumbersome|unclear|unfamiliar|hard|difficult|too)|(?:was|were|is|are) (?:delayed|slow|hampered|hindered|limited|suspended|stalled|behind schedule|insufficient)|(?:has|have|had) not (?:yet )?|(?:has|have|had) yet to|yet to be|there (?:is|are|was|were) (?:still |as yet |currently )?(?:no|a (?:lack|shortage|backlog)|little|few)|(?:is|are|was|were|remain(?:ed|s)?|fell|fall(?:s|en)?|run(?:s|ning)?|well) (?:\w+ )?(?:behind (?:schedule|target|plan)|subject to (?:reinforced|additional|lengthy|stricter|strict|prolonged|excessive|repeated|high|heavy|double|anti-dumping)|short of|idle|unused|unspent|untapped|not (?:yet |fully |sufficiently |adequately |always )?(?:\w+ed|in place|in force|known|enough|available|ready))|(?:held|holding|hold|holds) (?:back|up)|continue[ds]? to (?:be (?:held back|hampered|hindered|limited|constrained|affected|delayed)|suffer|lag|face|encounter|wait)|fail(?:ed|s)? to|suffer(?:ed|s)? from|imped(?:e|es|ed|ing)|constrain(?:ed|s)?|(?:is|are|was|were) (?:\w+ )?(?:constrained|impeded|plagued|handicapped|deterred|discouraged|stuck|stranded|uncertain|scarce|costly|burdensome|cumbersome|insufficiently|poorly)|for want of|(?:serious|major|main|persistent|significant) (?:obstacle|bottleneck|barrier|constraint|hurdle|shortcoming|impediment)s?|complain(?:ed|s)?|tak(?:e|es|en|ing) (?:up to |more than |over |as long as |an average of |at least |some |nearly )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many) (?:working )?(?:days|weeks|months|years)|tak(?:e|es|ing) too long|(?:still |often |must )?wait(?:s|ed|ing)? (?:for )?(?:an average of |up to |more than |at least |over )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+een|twenty|thirty|weeks|months)|barely(?= [\d\w])|(?:has|have|had) never|turned (?:back|away)|(?:is|are|was|were|been|remains?) stuck|(?:for|from) (?:lack|want|shortage) of|rejected at|sat idle|left idle|(?:is|are) still (?:missing|awaited|unresolved|waiting)|hampered|bogged down|dragg(?:ed|ing) on|mired in|lag(?:s|ged|ging)? behind|persist(?:s|ed)?|(?:still )?fac(?:e|ed|es|ing) (?:(?!each|the future|up|value)\w+[ -]){0,3}(?:difficult|obstacle|barrier|delay|challenge|shortage|hurdle|restriction|approval|procedure|check|inspection|cost|queue|wait|uncertaint|duties|duty|tariff)\w*|lack(?:s|ed)? (?:of )?|fell short|falls short|below (?:its |their )?potential|stalled|hampered|hindered|took (?:up to |more than )?\d+ (?:days|weeks|months)|not fully (?:utili[sz]ed|implemented|met)|difficulties|backlog)"),
    ("figure", r"(?:(?:now )?holds?(?= (?:stakes|a stake|\d))|clocked|notched|tipped|topped|nearly doubled|leapt|leaped|swelled|shrank|slid|plunged|sank|climbed|jumped|soared|doubled|tripled|dropped|slipped|rebounded|recovered|edged|expanded|contracted|came to|was worth|were worth|reach(?:ed|es)|stood at|totall?ed|amounted to|r[oi]se[ns]?|grew|increased|fell|declined|account(?:ed|s)? for|exceeded|surpassed|attained|hit|attracted|exported|imported|registered)"),
    ("done", (
        r"(?:inked|clinched|sealed|penned|unveiled|handed|exchanged|scrapp(?:ed|ing)|scrapped|abolished|cleared|landed|sailed|docked|rolled out|went (?:live|into)|came online|teamed up|joined forces|(?:work|construction|drilling|talks?|negotiations?) (?:is|are|was|were) (?:now |already )?under ?way|signed|opened|launched|completed|inaugurated|upgraded|entered into force|concluded|established|adopted|ratified|elevated|resumed|removed|lifted|granted|provided|delivered|became|began|started|took effect|came into (?:force|effect|operation)|broke ground|handed over|shipped|commissioned|"
        r"renewed|extended|reopened|restored|waived|approved|issued|created|secured|won|hosted|remained|remains|(?:is|was|are) (?:currently |now )?(?:[\w']+ ){0,5}(?:largest|biggest|leading|top)(?= )|(?:has|have|had) (?:also |already |been |now |since |\w+ly )*(?:\w{3,}(?:ed|wn|en|lt|nt|ught|ade)|begun|held|put|met|led|won|cut|done|become|come|run|set|sold|made)|(?:was|were) (?:successfully )?(?:signed|launched|upgraded|completed|established|adopted|opened|issued|concluded|resolved|granted|approved|organi[sz]ed)|continue[ds]? to|(?:is|are) (?:currently |now |already )?(?:being|progressing|proceeding|under way|under construction|on track|working|employed|operating|running|studying|in operation|in force|in place)|put (?:their|its) signatures? to)"
    )),
    ("met", r"(?:paid (?:an?|his|her)|visited|held talks|met with|attended|received|arrived|co-chaired|chaired|held)"),
)  # fmt: skip

_MASTER = opened(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(_TABLE))
    + r")(?![\w-])"
)
_NOUN = re.compile(
    r"(?:the|of|a|an|its|their|this|that|these|any|all|his|our|for|and|by|to|under|accepted|considered)\s$"
)
_NOUNS = (
    "request",
    "requests",
    "support",
    "supports",
    "share",
    "pledge",
    "pledges",
    "commits",
    "hopes",
    "plans",
    "aims",
    "encourage",
    "note",
    "notes",
    "rise",
    "invite",
    "asks",
    "hit",
    "assigns",
    "needs to",
    "lack",
    "call on",
    "ask",
    "hopes",
    "welcome",
)


def cues_of(low: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a clause in order; a word that can be a noun is none behind an article."""
    for found in _MASTER.finditer(low, start, end):
        words = found.group().strip()
        if words in _NOUNS and _NOUN.search(low, max(found.start() - 12, start), found.start()):
            continue
        kind = _TABLE[int((found.lastgroup or "k0")[1:])][0]
        who_did_it = kind != "bad" and not words.startswith(("is ", "are "))
        if who_did_it and low.startswith(" by ", found.end()):
            continue  # 'a framework proposed by the Board': who did it comes behind
        yield Cue(kind, found.start(), found.start() + len(words), words)
