"""The table of cues for English, tried left to right in a clause. All in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from chancery.reader.alternation import one_of
from chancery.reader.openings import openings
from chancery.reader.records.english_negative import BAD
from chancery.reader.records.english_verbs import (
    ACHIEVE,
    ADMIT,
    ADVERBS,
    ASK,
    ASK_FOR,
    HOLD,
    PROMISE,
    REACH,
    SAY,
    STRIVE,
    TELL,
    bases,
    participles,
    pasts,
    said_by,
    thirds,
    was_done,
)
from chancery.reader.records.model import Cue

_OURS = r"(?:its|their|our|the|his|her|a|an|firm|strong|shared|joint|full|continued|clear|unwavering|common)"
_WORD_GIVEN = r"(?:undertakings?|assurances?|commitments?|guarantees?|pledges?|promises?|word|consent|pledge)"
_DEEDS = r"(?:establish|hold|conven|open|launch|creat|expand|promot|organi|sign|resum|develop|implement|conclu|exchang|set|step|increas|strengthen|extens|simplif|mutual|start|form|introduc|joint|regular|a (?:road ?map|timetable|schedule|plan|programme|target|goal|list|series|number))"
_AGREES = (
    rf"(?:(?:also|further|jointly|hereby|mutually|all|both) )?(?:{said_by(PROMISE + ' ' + STRIVE)}(?: themselves| itself| ourselves| himself| herself)?(?: not)? to(?! (?:be|have|see) (?:seen|found|noted))"
    rf"|{said_by('agree decide settle concur')} (?:on|upon)(?= (?:the )?{_DEEDS}\w*)|{said_by('agree')} (?:on|upon) the need to"
    rf"|{said_by('sign')} up to (?:a|an|the) (?:\w+ ){{0,2}}(?:goal|target|aim|plan|programme|timetable|road ?map|objective|figure)|{said_by('settle', bare=False)} on (?:a|an|the) (?=\w+)"
    rf"|{said_by('pledge')}(?! that)|{said_by('promise guarantee', bare=False)}(?= (?!to |that |by |in |for )[a-z])|commit(?:ting)? (?:ourselves |themselves )?to|(?:(?:has|have) )?(?:re)?committ?ed (?:themselves |itself |ourselves )?to|undertaking to|(?:tasked|charged|entrusted) (?:themselves|itself|ourselves) with|(?:are |is |were |was |remain(?:s|ed)? )(?:fully |firmly |strongly |also |both )*(?:re)?committ?ed to"
    rf"|(?:is|are|was|were|stands?|stood|remain(?:s|ed)?) (?:fully |also |both |now |firmly )*(?:ready|prepared|willing|keen|resolved|determined|steadfast in (?:our|their) commitment) to|(?:took|takes?) it (?:up)?on (?:itself|themselves|himself|herself) to"
    rf"|(?:reaffirm|reiterate|affirm|underline|renew|confirm|restate|emphasi[sz]e|state)(?:ed|d|s|ing)? (?:{_OURS} ){{1,3}}(?:commitments?|determination|resolve|intention|pledge|readiness|willingness)(?: made in \w+)?:? to"
    rf"|(?:gave|give[sn]?|made|makes?) (?:{_OURS} )?(?:\w+ )?{_WORD_GIVEN} to|our commitment to|declare[ds]? (?:itself|themselves|himself|herself|ourselves) (?:\w+ )?(?:willing|ready|prepared|open|determined) to|(?:declare[ds]?|express(?:ed|es)?|signall?ed|indicated|confirmed|voiced) (?:{_OURS} ){{1,2}}(?:\w+ )?(?:readiness|willingness|intention|determination|resolve|preparedness) to"
    rf"|{said_by('set/set/set')}(?: themselves| itself| ourselves)? (?:the|a|an|their|out|its) (?:\w+ ){{0,2}}(?:goals?|targets?|objectives?|aims?|ambition) (?:of|to|at)|accepted the (?:proposal|request|invitation) to"
    rf"|(?:agreement|consensus|an understanding|a deal) (?:was|has been|is) (?:also |\w+ )?reached (?:to|on|upon|that)|reached (?:an? )?(?:\w+ )?(?:agreement|consensus|understanding|deal) (?:to|on(?= the)|that)|(?:have|had|has) it in mind to)"
)
_CONCERN = r"(?:noted with (?:\w+ )?(?:concern|regret)|(?:expressed|voiced|shared) (?:\w+ ){0,2}(?:concern|regret|disappointment|dissatisfaction|frustration)|(?:is|are|was|were|remain(?:ed)?) (?:\w+ )?(?:concerned|worried|disappointed|dissatisfied)) that"
_OFFERS = (
    r"(?:renewed (?:its|their) offer of|reiterated (?:its|their) offer of|made available|offers|extends|grants|announced|offered|extended|allocated|earmarked|donated|pledged|set aside|(?:has|have) committed|committed|promised|will put up)"
    r"(?= (?:an?|additional|some|up|a further|another|more|us\$|usd|\$|€|eur|aud|cad|[a-z]*\$|[\d.,]+|two|three|four|five|six|ten|twenty|fifty)(?!\w)[^;.]{0,60})"
)
_SAYS = (
    rf"(?:(?:is|are|was|were) pleased (?:to note )?that|(?:it )?(?:is|was|has been) {ADVERBS}(?:agreed|decided|resolved|settled|arranged|understood) that|(?:provides?|provided|stipulates?|stipulated|specif(?:y|ies|ied)|lays? down|laid down) that|noted with (?:satisfaction|appreciation) that|(?:{said_by(SAY)}|informed (?:\w+ ){{1,6}}|assure[ds]? (?:\w+ ){{1,6}}|told (?:\w+ ){{1,4}}|reassured (?:\w+ ){{1,4}}|{said_by(PROMISE)}|(?:gave|give[sn]?|made) (?:{_OURS} )?(?:\w+ )?{_WORD_GIVEN}"
    r"|noting|expressed (?:their |its )?satisfaction|welcomed the fact|made (?:it )?clear|let it be known|drew attention to the fact) that|(?:has |have |had )?(?:said|explained|announced|added|noted|admitted|conceded)(?= (?!on|in|at|to|and|a|an|the \w+ of)[a-z])|according to [^,]{3,60},)"
)
_ORDERS = rf"{said_by(TELL, bare=False)}(?= (?!to |by |at |in |that (?:it|the|this) (?:is|was))[^,;.:]{{2,110}}?(?:, [^,;.:]{{3,70}}){{0,3}}?,? (?:to|with|that)(?!\w))|(?:put|puts|placed|places|made|makes)(?= (?!it |this |that )[^,;.:]{{2,90}}? (?:in charge of|responsible for|answerable for|accountable for|at the head of)(?!\w))|{said_by('order direct command decree require', bare=False)} that"
_SPAN = r"(?:until|till|up to|(?:\w+ )?(?:\w+ )?(?:days|weeks|months)(?!\w)|a (?:day|week|fortnight|month|year)(?!\w)|the (?:task|job|mission|responsibility|lead)|(?:a|the) deadline)"
_GIVES_TIME = rf"(?:gave|gives|has given|have given|set|sets|allowed|allows|granted)(?= [^,;.]{{2,90}}? {_SPAN})"
_TOLD = (
    rf"(?:is|are|was|were|(?:has|have|had) {ADVERBS}been|be) {ADVERBS}(?:hereby |also )?{one_of(sorted(participles(TELL + ' ' + ASK)))} (?:by [^,;.]{{2,60}}? )?(?:to|with(?= (?:the \w+ of )?\w+ing)|that)"
    rf"|(?:was|were|is|are|(?:has|have|had) {ADVERBS}been) {ADVERBS}(?:given|set|allowed|granted)(?= {_SPAN})|(?:has|have|had) (?:until|till|\w+ (?:days|weeks|months))(?= [^;.]{{0,40}}?to \w+)|(?:is|are|was|were|will be) (?:also |jointly |\w+ly )?(?:responsible for|in charge of|answerable for|tasked with|accountable for)"
    r"|(?:it (?:is|was|has been) )?left (?:it )?(?:up )?to(?= [^;]{3,160}? to \w+)|(?:it )?(?:falls|fell) to|(?:it )?(?:will be|shall be|is|was) for(?= (?:the |our |each )?[^,;.]{2,80}? to [a-z])|(?:it )?(?:is|was) (?:up|down) to|(?:it )?(?:is|was) (?:the )?(?:job|duty|task|responsibility|incumbent) (?:of|on|upon)|responsibility for [^,;.]{3,80} (?:rests|lies|lay|falls|fell|rested) with|(?:(?:the )?(?:task|job|work|lead|drafting|preparation|organi[sz]ation|follow-up) (?:of|on|for)|responsibility for) [^,;.]{3,80} (?:was|were|is|has been|will be) (?:given|assigned|entrusted|handed|allocated|delegated) to|(?:is|are|was|were|(?:has|have) been) (?:hereby |also )?(?:designated|appointed|named) (?:as )?(?:the )?(?:lead|focal|coordinating|responsible|main)(?: \w+)?|(?:is|are) expected to"
)
_ASKS = (
    rf"(?:{said_by(ASK)}|{said_by(ASK_FOR)}|{said_by('call')} for|express(?:ed|es)? (?:\w+ ){{0,2}}(?:hope|wish|desire|expectation)(?: that)?|(?:voiced|conveyed|reiterated|repeated|stated|made known|restated|renewed) (?:its|their|his|her|the|a) (?:\w+ )?(?:hope|wish|desire|expectation|request|appeal|call|plea|interest)(?: (?:that|for|to|in))?|(?:counts?|counted|counting|relies|relied|looks?|looked) (?:on|to)(?= [^,;.]{{2,80}}? to (?!the |a )[a-z])|{said_by('insist demand')} (?:that|on)|(?:would|should) (?:also )?(?:like|appreciate|welcome|be (?:grateful|glad|pleased|happy|thankful|obliged)|prefer)(?: it)?(?: if)?(?! to (?:thank|express|see peace))|was hopeful that"
    r"|express(?:ed|es)? (?:its |their |his |her |an? |the )?(?:\w+ )?(?:interest in (?:seeing|having)|wish to see)|made (?:an? )?(?:plea|request|appeal|case) (?:for|to|that)|(?:put|came|countered|responded|replied|returned|arrived) (?:forward |up )?with (?:an? )?(?:\w+ )?(?:plea|request|appeal|wish|wish list|demand) (?:for|to|that)|(?:put forward|made|submitted|tabled|lodged|filed) (?:an? |the )?(?:\w+ )?(?:request|proposal|application)s? (?:for|to|that)|pin(?:s|ned) (?:its|their) hopes on)"
)
_FUTURE = r"(?:are|is)(?: also| now| both)? to(?= (?!be (?:found|seen|noted|hoped|expected))[a-z]+)|(?:is|are|was|were) (?:also |now |both )?(?:due|set|scheduled|slated|poised|about|going|lined up|on course|earmarked|committed) to|(?:is|are|has been|have been|was|were) (?:now |also |both |provisionally )?(?:scheduled|planned|slated|set|fixed|pencilled in|expected|due)(?= (?:for|in|on|at|by|before|to be (?:held|signed|opened|launched|completed)) )"
_WILL = r"(?:will|shall|'ll)(?! not(?!\w))(?: also| further| continue to| jointly| each| both| actively| now| therefore| then| in turn| henceforth| in future)*"
_STANDS = rf"(?:{said_by(HOLD)}|(?:was|were|are|is) (?:of the (?:view|opinion)|convinced|confident|pleased|delighted|glad|happy|grateful|aware|mindful)|held the view|took (?:good |due )?note|held (?:talks|discussions|consultations)|(?:was|were|is|are|(?:has|have|had) been) {ADVERBS}(?:discussed|reviewed|exchanged|examined|considered|invited|present|represented|joined|seconded|held in|covered|noted|underlined|stressed|emphasi[sz]ed|highlighted|recalled|mentioned|raised(?! (?:to|from|by \d))|touched|among|attached|listed|headed|led|chaired|attended|composed|taken|recorded|welcomed|appreciated))"
_FIGURES = rf"(?:{said_by(REACH, bare=False)}|(?:is|are|was|were) worth|(?:was|were|is|are) (?:up|down) (?:by )?|(?:stands|has stood) at)"
_DONE = (
    rf"(?:{one_of(sorted(pasts(ACHIEVE)))}|{was_done(ACHIEVE)}|entered into force|took effect|(?:came|went|entered|put|got) (?:\w+ )?(?:into (?:force|effect|operation|service|production|use|commercial operation)|on stream|online|on line|live|under way)|(?:has|have) (?:come|gone|entered) (?:into (?:force|effect|operation|service|production|use)|on stream|online|live)|went on (?:sale|display|air|show|line)|bore fruit|paid off|took (?:shape|off)|got (?:off the ground|going|under way)|kicked off|hit the market|opened (?:its|their) doors|changed hands|touched down|broke even|rolled off|broke ground|set up shop|took (?:delivery|possession) of|remained|remains"
    rf"|(?:is|was|are) (?:currently |now )?(?:[\w']+ ){{0,5}}(?:largest|biggest|leading|top)(?= )|(?:has|have|had) (?:also |already |been |now |since |so far |\w+ly )*(?:(?!pleased|honoured)\w{{3,}}(?:ed|wn|en|lt|nt|ught|ade)|begun|held|put|met|led|won|cut|done|become|come|run|set|sold|made|gone|grown|risen|fallen|paid|found|left|kept|lost|stood)"
    rf"|continue[ds]? to|(?:is|are|was|were) (?:currently |now |already |still |also )*(?:being|progressing|proceeding|under way|underway|enrolled|registered|licen[sc]ed|stationed|on sale|on display|home to|(?:(?:half|almost|nearly|largely|virtually|fully|about) )?(?:finished|complete|completed|ready|done)|ahead of schedule|up and running|under (?:construction|preparation|negotiation|review|implementation|discussion)|on track|employed|in (?:operation|force|place|use|production|full swing)|nearing|(?!(?:considering|seeking|looking|hoping|going|having|doing|according|becoming|regarding|pleasing|following|including|facing|during|interesting|encouraging|promising|willing|evening|wanting|thinking|counting|calling|asking|urging|pressing)(?!\w))\w{{3,}}ing)(?!\w)"
    r"|put (?:their|its|his|her) (?:signatures?|names?) to|now (?!that|being|under|in|on|and|or|to|the|a|an|as|also|that)(?:[a-z]+ly )?[a-z]{2,}s?(?= ))"
)
_MET = r"(?:(?:paid|made) (?:an? |his |her )(?:\w+ )?(?:\w+ )?visit|paid (?:an?|his|her)|visited|toured|held talks|met with|met (?!the|its|their|all)|attended|received|arrived|(?:co-chaired|chaired|headed|led)(?! by(?!\w))|held|took place|took part|called on the|greeted|hosted (?:a )?(?:dinner|banquet|reception|lunch)|opened the (?:meeting|session|discussion|talks|debate))"

TABLE: tuple[tuple[str, str], ...] = (
    ("agree", _AGREES),
    ("concern", _CONCERN),
    ("admit", rf"(?:{said_by(ADMIT)} that|{said_by('admit concede complain grumble lament')}(?= (?:of|about|over)(?!\w))|{said_by(ADMIT)}(?= (?:the|a|an|its|their|continued|persistent|serious) (?:\w+ ){{0,3}}?(?:lack|absence|delays?|shortages?|slowness|slow|low|poor|weak|failure|fact|state|gaps?|cost|costs|burden)(?!\w)))"),
    ("give", _OFFERS),
    ("say", _SAYS),
    ("term", _GIVES_TIME),
    ("told", _TOLD),
    ("order", _ORDERS),
    ("ask", _ASKS),
    ("met", _MET),
    ("bad", BAD),
    ("ought", r"(?:will|would) (?:also |now )?(?:have|need) to"),
    ("shall", _FUTURE),
    ("shall", _WILL),
    ("ought", r"(?:must|should|need(?:s)? to|(?:has|have|had) to|ought to)(?! not(?!\w))"),
    ("would", r"would(?! not(?!\w))(?: also| then| each| jointly)*"),
    ("figure", _FIGURES),
    ("stand", _STANDS),
    ("done", _DONE),
)  # fmt: skip


_NOT_INSIDE = r"(?<![\w-].)"
_END = r"(?![\w-])"


class _Group(NamedTuple):
    """One row of the table: its kind, and its words, which stand whole."""

    kind: str
    words: re.Pattern[str]


@cache
def _groups() -> tuple[tuple[tuple[str, ...], _Group], ...]:
    """The rows with the letters that open them.

    Made with the first English text: they are long, and most texts are not English.
    """
    return tuple(
        (tuple(openings(f"(?:{words}) ")), _Group(kind, re.compile(f"(?:{words}){_END}")))
        for kind, words in TABLE
    )


@lru_cache(maxsize=20_000)
def _groups_of(word: str) -> tuple[_Group, ...]:
    """The rows that may begin with a word, in the order of the table: none for most words."""
    return tuple(group for opens, group in _groups() if f"{word} ".startswith(opens))


@cache
def _opening_word() -> re.Pattern[str]:
    """A word that may open a row: few do, and ``re`` passes over the others."""
    heads = {letters for opens, _ in _groups() for letters in opens if letters[0] != "'"}
    opening = one_of(sorted(heads), guard=_NOT_INSIDE).replace(r"\ ", "(?![a-z])")
    return re.compile(opening + "[a-z]*|'ll")


def table_in(low: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """What the table finds, from left to right: the kind and the words, none within another."""
    at = start
    for word in _opening_word().finditer(low, start, end):
        groups = _groups_of(word.group())
        if not groups:
            continue
        place = word.start()
        if place < at:
            continue
        for kind, words in groups:
            found = words.match(low, place, end)
            if found is not None:
                yield kind, found
                at = found.end()
                break


_ALL = " ".join((PROMISE, STRIVE, TELL, ASK, ASK_FOR, HOLD, SAY, REACH, ACHIEVE, ADMIT))
_BARE = (
    bases(_ALL)
    | thirds(_ALL)
    | {"agree to", "agree on", "call on", "call for", "lack", "lacks", "needs to"}
)
_PAST = pasts(_ALL)
_NOUN = re.compile(
    r"(?<!\w)(?:the|of|a|an|its|their|this|these|any|all|his|her|our|for|by|to|under|in|with|no|each|every|such|into|from|on|at|joint|future|further|new|official|formal|considered|accepted)\s$|\($"
)
_NOUN_BEHIND = re.compile(
    r" (?:of|has|have|had|is|are|was|were|will|shall|would|should|must|can|could|may|might|from|between|among|under|since|during|rose|fell|grew|stood|reached)(?!\w)"
)
"""'The import value [has] increased': what stands before a verb is its subject."""
_ADJECTIVE = re.compile(
    r"(?<!\w)(?:the|a|an|its|their|his|our|any|newly|recently|jointly|previously|as|of|with|for|by|in) $"
)


def cues_of(low: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a clause in order; a word that is a noun or an adjective where it stands is none."""
    for kind, found in table_in(low, start, end):
        words = found.group().strip()
        before = low[max(found.start() - 14, start) : found.start()]
        if words in _BARE and (
            found.start() == start
            or _NOUN.search(before)
            or (kind != "admit" and _NOUN_BEHIND.match(low, found.end()))
        ):
            continue
        opens = found.start() == start and kind in ("done", "figure", "met")
        if words in _PAST and (opens or _ADJECTIVE.search(before)):
            continue
        who_did_it = kind not in ("bad", "told") and not words.startswith(
            ("is ", "are ", "was ", "were ", "has ", "have ")
        )
        if who_did_it and kind != "figure" and low.startswith(" by ", found.end()):
            continue  # 'a framework proposed by the Board': who did it comes behind
        yield Cue(kind, found.start(), found.start() + len(words), words)
