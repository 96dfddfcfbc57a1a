"""The table of cues for English, tried left to right in a clause. All in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.openings import opened
from chancery.reader.records.model import Cue

_PERFECT = r"(?:(?:has|have|had) (?:(?:also|already|jointly|further|now|since|both) )*)?"
"""'The two sides have agreed to ...' is agreed as much as 'agreed to ...'."""

_OURS = r"(?:its|their|our|the|his|her|a|firm|strong|shared|joint|full|continued)"
_TABLE: tuple[tuple[str, str], ...] = (
    (
        "agree",
        (rf"{_PERFECT}(?:(?:also|further|jointly|hereby|mutually) )?(?:agree[ds]? to|(?:are |is |were |remain(?:ed)? )?(?:fully |firmly |strongly )?(?:re)?committ?(?:ed|s)?(?: themselves| itself| ourselves)? to"
        rf"|(?:agree|decide)[ds]? (?:on|upon)(?= (?:the )?(?:establish|hold|conven|open|launch|creat|expand|promot|organi|sign|resum|develop|implement|conclu|exchang)\w*)"
        rf"|commit(?:ting)? (?:ourselves |themselves )?to|pledge[ds]?(?: to)?|undert(?:ook|akes?) to|undertaking to|concur(?:red|s)? (?:to|on)|decide[ds]? to|resolve[ds]? to|(?:are|is|were) (?:resolved|determined|steadfast in (?:our|their) commitment) to"
        rf"|intend(?:s|ed)? to|plan(?:s|ned)? to|promised to|vow(?:ed|s)? to|(?:reaffirm|reiterate|affirm|underline|renew|confirm|restate|emphasi[sz]e)(?:ed|d|s|ing)? (?:{_OURS} ){{1,3}}(?:commitments?|determination|resolve|intention|pledge)(?: made in \w+)?:? to"
        rf"|(?:gave|give[sn]?) (?:an |its |their )?(?:undertaking|assurances?) to|(?:is|are|was|were) prepared to|confirm(?:ed|s) (?:{_OURS} )?intention to|our commitment to|set (?:the|a|an|their|out) (?:\w+ )?(?:goals?|targets?|objectives?) (?:of|to)|aim(?:s|ed)? to|strive to|endeavou?r(?:ed|s)? to|expressed (?:{_OURS} )?(?:readiness|willingness|intention|determination|resolve|preparedness) to|(?:stands?|is|are|was|were) (?:fully )?ready to|agree[ds]? (?:on|upon) the need to|stood ready to)"),
    ),
    ("concern", r"(?:noted with (?:\w+ )?(?:concern|regret)|(?:expressed|voiced|shared) (?:\w+ ){0,2}(?:concern|regret)|regretted|(?:is|are|was|were|remain(?:ed)?) concerned) that"),
    ("give", r"(?:offers|extends|grants|announced|offered|extended|allocated|earmarked|donated|pledged)(?= (?:an?|additional|some|up|a further|us\$|usd|\$|€|eur|aud|[a-z]*\$|[\d.,]+)(?!\w)[^;.]{0,60})"),
    ("say", r"(?:(?:is|are|was|were) pleased (?:to note )?that|noted with (?:satisfaction|appreciation) that|(?:noted|acknowledged|reaffirmed|recogni[sz]ed|stated|said|confirmed|announced|informed (?:\w+ ){1,6}|affirmed|observed|reported|(?:agree|decide)[ds]?|reiterated|recalled|underlined|stressed|emphasi[sz]ed|regretted|expressed (?:their |its )?satisfaction|highlighted|noting|welcomed the fact) that|said|according to [^,]{3,60},)"),
    ("order", _PERFECT + r"(?:instruct(?:ed|s)?|direct(?:ed|s)|task(?:ed|s)|assign(?:ed|s)|entrust(?:ed|s)?|mandate[ds]?)(?= (?:the|all|its|their|relevant|ministers?|officials|senior)|\s+[a-z]+ (?:ministry|department))"),
    ("told", r"(?:is|are|was|were|has been|have been) (?:hereby |also )?(?:requested|instructed|directed|required|tasked|assigned|asked|mandated|entrusted|charged) (?:to|with(?= \w+ing))"),
    ("ask", _PERFECT + r"(?:request(?:ed|s)?|asks?|asked|propos(?:ed|es)|urge[ds]?|call(?:ed|s)? (?:up)?on|call(?:ed|s)? for(?= [^,;.]{2,50} to [a-z])|encourage[ds]?|appeal(?:ed|s)? to|invite[ds]?|(?:hoped|hopes)(?: that)?|expressed (?:\w+ ){0,2}(?:hope|wish|desire)(?: that)?|suggest(?:ed|s)?)"),
    ("shall", r"(?:are|is)(?: also)? to(?= (?!be (?:found|seen|noted|hoped|expected))[a-z]+)"),
    ("shall", r"(?:will|shall)(?: also| further| continue to| jointly| each| both| actively)?"),
    ("ought", r"(?:must|should|need(?:s)? to|(?:has|have) to)"),
    ("would", r"would"),
    ("stand", r"(?:welcome[ds]?|underscore[ds]?|emphasi[sz]e[ds]?|stress(?:ed|es)?|highlight(?:ed|s)?|express(?:ed|es)?|support(?:ed|s)?|recall(?:ed|s)?|look(?:ed|s)? forward|condemn(?:ed|s)?|thank(?:ed|s)?|congratulate[ds]?|appreciate[ds]?|commend(?:ed|s)?|took note|take note|note[ds]?|share[ds]? (?:the|a) (?:view|concern)|recogni[sz]e[ds]?|reaffirm(?:ed|s)?|reiterate[ds]?|affirm(?:ed|s)?|acknowledge[ds]?|applaud(?:ed|s)?|praised|accepted|exchanged views|discussed)"),
    ("bad", r"(?:only [\d.]+ ?(?:per cent|percent|%)|(?:has|have|had) been (?:slow|delayed|hampered|limited)|remain(?:ed|s)? (?:limited|low|slow|below|modest|underutili[sz]ed|weak|high|a challenge|pending|unresolved|poorly|under\w+|insufficient|inadequate|uneven|outstanding|overdue|cumbersome|unclear|unfamiliar|hard|difficult|too)|(?:was|were|is|are) (?:delayed|slow|hampered|hindered|limited|suspended|stalled|behind schedule|insufficient)|(?:has|have|had) not (?:yet )?|(?:has|have|had) yet to|yet to be|there (?:is|are|was|were) (?:still |as yet |currently )?no|lag(?:s|ged|ging)? behind|persist(?:s|ed)?|fac(?:ed|es|ing) (?:\w+ ){0,3}(?:difficult|obstacle|barrier|delay|challenge|shortage)\w*|lack(?:s|ed)? (?:of )?|fell short|falls short|below (?:its |their )?potential|stalled|hampered|hindered|took (?:up to |more than )?\d+ (?:days|weeks|months)|not fully (?:utili[sz]ed|implemented|met)|difficulties|backlog)"),
    ("figure", r"(?:climbed|jumped|soared|doubled|tripled|dropped|slipped|rebounded|recovered|edged|expanded|contracted|came to|was worth|were worth|reach(?:ed|es)|stood at|totall?ed|amounted to|r[oi]se[ns]?|grew|increased|fell|declined|account(?:ed|s)? for|exceeded|surpassed|attained|hit|attracted|exported|imported|registered)"),
    ("done", (
        r"(?:signed|opened|launched|completed|inaugurated|upgraded|entered into force|concluded|established|adopted|ratified|elevated|resumed|removed|lifted|granted|provided|delivered|became|began|started|took effect|came into (?:force|effect|operation)|broke ground|handed over|shipped|commissioned|"
        r"renewed|extended|reopened|restored|waived|approved|issued|created|secured|won|hosted|remained|remains|(?:is|was|are) (?:currently |now )?(?:[\w']+ ){0,5}(?:largest|biggest|leading|top)(?= )|(?:has|have|had) (?:also |already |been |now |since |\w+ly )*(?:\w{3,}(?:ed|wn|en|lt|nt|ught|ade)|begun|held|put|met|led|won|cut|done|become|come|run|set|sold|made)|(?:was|were) (?:successfully )?(?:signed|launched|upgraded|completed|established|adopted|opened|issued|concluded|resolved|granted|approved|organi[sz]ed)|continue[ds]? to|(?:is|are) (?:being|progressing|proceeding|under way|on track))"
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
        if low.startswith(" by ", found.end()) and not words.startswith(("is ", "are ")):
            continue  # 'a framework proposed by the Board': who did it comes behind
        kind = _TABLE[int((found.lastgroup or "k0")[1:])][0]
        yield Cue(kind, found.start(), found.start() + len(words), words)
