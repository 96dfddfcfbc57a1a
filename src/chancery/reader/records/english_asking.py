"""English requests and tasks: who asks, tells, obliges whom to do something."""

from __future__ import annotations

import re

from chancery.reader.records.english_promises import RESOLVED
from chancery.reader.records.english_saying import OUR_BODY, Saying, is_our_body, subject
from chancery.reader.records.english_verbs import ACTS
from chancery.reader.records.model import DOUBTFUL, Cue, Hit
from chancery.reader.records.page import Page
from chancery.reader.records.sections import Role

_OBJECT = re.compile(
    r"\s*(?:that |if |whether )?(?!to |by |with )(?P<who>[^,;]{2,110}?)(?:, [^,;]{3,90},)? (?:not )?(?:to(?! (?:the|a|an|its|their|his|our) )|should|will|would|could|might|can|shall|must) [a-z]"
)
_CLAUSE = re.compile(r"\s*(?:that )(?P<who>(?:the )?[^,;]{2,70}?) (?P<verb>[a-z]{3,})")
_WITH = re.compile(
    r"\s*(?P<who>[^,;]{2,90}?) with (?:the \w+ of )?(?:[a-z]+ing|the \w+|an? \w+)(?!\w)"
)
_OWN = re.compile(
    r"(?:its|their|his|her) (?!hosts?|counterparts?|partners?|guests?|visitors?|interlocutors?|colleagues?)"
)
_TO_ONESELF = re.compile(
    r"\s*(?:to (?!be (?:allowed|permitted|granted|given|exempted|admitted|included|consulted|informed))|for the sake)"
)
_POLITE = (
    "encourage",
    "hope",
    "express",
    "invite",
    "recommend",
    "advise",
    "wish",
    "would",
    "was hopeful",
)


def asks_for(page: Page, turn: Saying) -> Hit | None:
    """'Viet Nam requested that the Republic of Korea complete ...', 'urged Viet Nam to resolve ...'."""
    cue = turn.leads_with("ask")
    if cue is None:
        return None
    if _TO_ONESELF.match(page.low, cue.end) and not cue.words.endswith((" to", " that", " for")):
        sure = 0.55 if cue.words.startswith(_PUTS) or _would_see(page, turn, cue) else 0.3
        return _asks(page, turn, cue, sure)
    found = _who_is_asked(page, turn, cue)
    if found is None:
        visits = cue.words.endswith((" on", " upon"))  # 'He called on the Chairwoman'
        return None if visits else _asks(page, turn, cue, _of_a_noun(page, turn, cue))
    actor = _without_that(page, *found.span("who"))
    if _is_ours(page, turn, cue, actor):
        return _requested(page, turn, cue, actor)
    if _is_a_joint_body(page, turn, cue, actor):
        return _requested(page, turn, cue, actor)._replace(basis="assigned")
    sure = _asked(page, turn, cue, found)
    return _asks(page, turn, cue, sure)._replace(action=actor[1], actor=actor)


def _without_that(page: Page, start: int, end: int) -> tuple[int, int]:
    """'recommends [that] the Ministry of Finance submit ...': the word is none of the name."""
    first = page.skip(start)
    return (first + 5 if page.low.startswith("that ", first) else first), end


_PUTS = ("propos", "request", "ask")
"""'proposed to hold ...' is put to the other side; 'hoped to see ...' and 'wants to buy' are not."""


def _would_see(page: Page, turn: Saying, cue: Cue) -> bool:
    """'Viet Nam wished to see more investment in cars': put to the other side, where one side says it."""
    one_side = page.side(turn.start, cue.start) in ("home", "partner")
    return one_side and page.low.startswith(" to see ", cue.end)


def _who_is_asked(page: Page, turn: Saying, cue: Cue) -> re.Match[str] | None:
    found = _OBJECT.match(page.low, cue.end, turn.end)
    if found and page.text[found.end() - 1].isupper():
        found = None  # 'called on the President and laid a wreath at the Monument to War Heroes'
    of_a_deed = found and _NOMINAL.search(page.text, found.start("who"), found.end("who"))
    if of_a_deed and not cue.words.endswith((" on", "upon", " to", " with")):
        found = None
    that = 5 if cue.words.endswith(" that") else 0
    found = found or _BARE.match(page.low, cue.end, turn.end)
    return found or _CLAUSE.match(page.low, cue.end - that, turn.end)


def _asks(page: Page, turn: Saying, cue: Cue, sure: float) -> Hit:
    by = subject(turn, cue) or (turn.before.by if turn.before else None)
    return Hit("REQUEST", turn.start, turn.end, page.skip(cue.end), "asks_for", sure, (cue.start, cue.end), None, by)  # fmt: skip


_BARE = re.compile(
    rf"\s*(?P<who>(?:(?:the|its|their|both|each) )?[^,;]{{2,60}}?) (?:also |to |further |jointly |\w+ly )*{ACTS} (?=the |a |an |its |their |more |all |any |to (?:the|its|their|a|an) |\w+ing |\w+s |[a-z]+ (?:of|for|to|on|in|and) )"
)
"""'proposed [China] continue facilitating trade': the plain verb behind who is asked."""

_NOMINAL = re.compile(
    r"(?:^|\s)(?:resumption|opening|conclusion|completion|lifting|signing|recognition|access|rules|support|relief|removal|release|extension|clarity|investment|talks|flights)(?:\s|$)"
)


def _of_a_noun(page: Page, turn: Saying, cue: Cue) -> float:
    """'sought faster registration' asks one side; 'The two sides called for peace' asks nobody."""
    whose = page.side(turn.start, cue.start) if cue.start - turn.start > 2 else ""
    if whose == "joint":
        return 0.45
    if cue.words.startswith(
        (
            "called for",
            "call for",
            "calls for",
            "hope",
            "wish",
            "want",
            "encourage",
            "invite",
            "advise",
            "expressed",
            "express",
            "appeal",
        )
    ):
        return (
            0.55 if whose or page.inside(turn.start, cue.start, "PERSON", "ORG", "TITLE") else 0.45
        )
    return 0.6


def _is_ours(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> bool:
    """'The Prime Minister asked the Ministry of Finance to ...': a body of ours, not asked from abroad."""
    by = subject(turn, cue)
    ourselves = by is not None and page.low[slice(*by)].strip() == "we"
    of_both = page.kind in ("joint_statement", "treaty")
    if by is not None and ourselves and not of_both:
        by = None  # 'We propose that the Ministry ...' in a mission's report
    if page.side(*actor) in ("partner", "joint") or (
        by and page.side(*by) in ("partner", "joint")
    ):
        return False
    first = page.skip(actor[0])
    named = page.at(first, "ORG", "ORG_GROUP")
    if named is None and page.low.startswith("the ", first):
        bank = page.at(first + 4, "ORG")  # 'the Bank for Investment and Development of Vietnam'
        ours = bank is not None and page.home in page.codes(bank.start, bank.end)
        unit = bank is not None and page.name(bank.start, bank.end).unit
        named = bank if bank is not None and (ours or unit) else None
    told = by is not None and _MINISTER.fullmatch(page.low, *by) is not None
    if told and _FIRMS.match(page.low, first):
        return True
    return named is not None or OUR_BODY.match(page.low, page.skip(actor[0])) is not None


_MINISTER = re.compile(
    r"(?:the )?(?:deputy |vice )?(?:prime )?(?:minister|pm|government)(?: also| further)? ?"
)
_FIRMS = re.compile(
    r"(?:the |all |local |domestic |vietnamese )*(?:[\w-]+ )?(?:companies|enterprises|businesses|exporters|importers|firms|producers|growers|farmers|banks|airlines|universities|manufacturers)(?!\w)"
)
"""'The minister urged companies to ...': those of the country, told by its own minister."""


_JOINT_BODY = re.compile(
    r"(?:the |their |both |two |relevant |competent |respective )*(?:[\w-]+ ){0,7}?(?:council|commission|committee|subcommittee|working group|task force|secretariat|ministers|officials|co-chairs|agencies|authorities|experts|negotiators|ambassadors|teams?)(?!\w)"
)


def _is_a_joint_body(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> bool:
    """'The two sides asked the Free Trade Council to ...': both tell a body of theirs."""
    if page.codes(page.skip(actor[0]), page.skip(actor[0]) + 24) or not _JOINT_BODY.match(
        page.low, page.skip(actor[0]), actor[1]
    ):
        return False
    by = subject(turn, cue) or (turn.before.by or turn.before.actor if turn.before else None)
    if by is None:
        return page.kind in ("joint_statement", "treaty")
    return (by is not None and page.side(*by) == "joint") or (
        turn.before is not None and by == turn.before.actor and turn.before.rule == "is_in_a_list"
    )


def _requested(page: Page, turn: Saying, cue: Cue, actor: tuple[int, int]) -> Hit:
    first = page.skip(actor[0])
    return Hit(
        "TASK",
        turn.start,
        turn.end,
        actor[1],
        "is_requested",
        0.75,
        (cue.start, cue.end),
        (first, actor[1]),
        subject(turn, cue),
        "requested",
    )


def _asked(page: Page, turn: Saying, cue: Cue, found: re.Match[str]) -> float:
    who = found.start("who")
    if _OWN.match(page.low, who):
        return 0.3
    if turn.before is None and page.low.startswith(("him ", "her ", "them "), who):
        return 0.45
    return 0.6 if cue.words.startswith(_POLITE) else 0.85


def is_directed(page: Page, turn: Saying) -> Hit | None:
    """'The Prime Minister instructed the Ministry of Finance to ...', 'ordered that ... pay'."""
    cue = turn.leads_with("order")
    if cue is None:
        return None
    found = _OBJECT.match(page.low, cue.end, turn.end)
    found = found or _WITH.match(page.low, cue.end, turn.end)
    found = _IN_CHARGE.match(page.low, cue.end, turn.end) or found
    found = found or _SEVERAL.match(page.low, cue.end, turn.end)
    if found is None:
        found = _CLAUSE.match(
            page.low, cue.end - (5 if cue.words.endswith(" that") else 0), turn.end
        )
    if found is None or _OWN_SELF.match(page.low, found.start("who")):
        return None
    return _told(
        turn,
        cue,
        page.skip(found.start("who")),
        found.end("who"),
        found.end("who"),
        subject(turn, cue),
    )


_SEVERAL = re.compile(
    r"\s*(?P<who>(?:[^,;.:]{2,50}, ){1,3}[^,;.:]{2,50}?,? and [^,;.:]{2,60}?) to (?!the |a |an )[a-z]"
)
"""'directed MOIT, MOF and MOFA to draw up ...'."""
_IN_CHARGE = re.compile(
    r"\s*(?P<who>[^,;.:]{2,90}?) (?:in charge of|responsible for|answerable for|accountable for|at the head of) "
)
_OWN_SELF = re.compile(
    r"(?:reporters|journalists|the (?:press|media|audience|conference|meeting|forum|session)|attention|efforts)(?!\w)"
)
_TERM = r"(?:until|till|up to|(?:a (?:further |maximum of |period of ))?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety) (?:working |calendar |more )?(?:days|weeks|months)(?!\w)|a (?:day|week|fortnight|month|year)(?!\w)|the (?:task|job|mission|responsibility|lead)|(?:a|the) deadline)"
_GIVEN = re.compile(rf"\s*(?P<who>[^,;.]{{2,90}}?) (?={_TERM})")


def is_given_time(page: Page, turn: Saying) -> Hit | None:
    """'He gave the Ministry of Health until 30 June to publish ...', 'set it a deadline of ...'."""
    cue = turn.leads_with("term")
    goes_on = turn.before is not None and turn.before.type == "TASK"
    if cue is None or (cue.start - turn.start < 2 and not goes_on):
        return None
    found = _GIVEN.match(page.low, cue.end, turn.end)
    named = cue.start > turn.start
    if found is None or (named and page.side(turn.start, cue.start) == "joint"):
        return None
    by = subject(turn, cue) or (turn.before.by if turn.before else None)
    hit = _told(turn, cue, page.skip(found.start("who")), found.end("who"), found.end("who"), by)
    return _to_whom(page, hit, by)


def _to_whom(page: Page, hit: Hit, by: tuple[int, int] | None) -> Hit:
    """What is asked of the other side is a request, whatever the verb."""
    if (
        hit.actor is None
        or page.side(*hit.actor) != "partner"
        or page.at(hit.actor[0], "ORG") is not None
    ):
        return hit
    return hit._replace(type="REQUEST", confidence=0.7, by=by, basis="")


_LEFT_TO = re.compile(
    r"(?:left|falls|fell|is up|was up|is down|was down|will be for|shall be for|is for|was for|is the|was the|is incumbent|was incumbent|job|it |responsibility|(?:the )?(?:task|work|lead|drafting|preparation|organi|follow))"
)
_BEHIND = re.compile(r"\s*(?P<who>[^;]{3,170}?)(?=,? to (?!the |a |an |its |their )[a-z]|$)")


def is_told(page: Page, turn: Saying) -> Hit | None:
    """'All ministries are requested to ...', 'It was left to the Association to ...', 'MOIT has until May to ...'."""
    cue = turn.leads_with("told")
    if cue is None:
        return None
    if _LEFT_TO.match(cue.words):
        return _is_left_to(page, turn, cue)
    if cue.start - turn.start < 2:
        return None
    who = (turn.start, cue.start)
    if cue.words.endswith(" that") and page.low[slice(*who)].strip() == "it":
        who = _named_behind_that(page, cue.end, turn.end) or who
    body = is_our_body(page, *who) or bool(page.inside(*who, "ORG", "ORG_GROUP"))
    weak = cue.words.endswith("expected to") or " for" in cue.words or " of" in cue.words
    if weak and not (body and _STARTS_A_DEED.match(page.low, cue.end)):
        return None
    by = _BY.search(page.low, cue.start, turn.end)
    hit = _told(
        turn,
        cue,
        *who,
        page.skip(max(cue.end, who[1])),
        by.span("who") if by and by.start() < cue.end + 2 else turn.by,
    )
    hit = hit._replace(confidence=0.65) if weak else hit
    asked = _ASKED.search(cue.words) is not None
    if page.side(*who) == "partner" or (asked and not body and page.side(*who) == "home"):
        return hit._replace(type="REQUEST", confidence=0.7, basis="")
    return hit


def _named_behind_that(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """'It is proposed that [the Trade Promotion Agency] take part': who is to do it."""
    first = page.skip(start) + (4 if page.low.startswith(" the ", start) else 0)
    body = page.at(first, "ORG", "ORG_GROUP")
    if body is not None:
        return body.start, body.end
    named = OUR_BODY.match(page.low, first, end)
    return named.span() if named else None


_ASKED = re.compile(r"(?:asked|urged|invited|requested|encouraged|recommended|pressed|advised)")
_BY = re.compile(r" by (?P<who>[^,;]{2,60}?) (?=to |with |that )")
_STARTS_A_DEED = re.compile(
    r"(?:, [^,;]{3,120},)?\s(?!(?:be|have (?!to )|rise|grow|reach|increase|fall|remain|total|become|bring|benefit|help|see|attract|continue|exceed|take place)(?!\w))[a-z]+"
)


def _is_left_to(page: Page, turn: Saying, cue: Cue) -> Hit | None:
    found = _BEHIND.match(page.low, cue.end, turn.end)
    if found is None:
        return None
    first, last = page.skip(found.start("who")), found.end("who")
    aside = page.low.find(", ", first, last)
    return _told(turn, cue, first, aside if aside > 0 else last, last, turn.by)


def _told(
    turn: Saying, cue: Cue, first: int, last: int, action: int, by: tuple[int, int] | None
) -> Hit:
    return Hit("TASK", turn.start, turn.end, action, "is_directed", 0.85, (cue.start, cue.end), (first, last), by, "assigned")  # fmt: skip


def must_do(page: Page, turn: Saying) -> Hit | None:
    """'The Ministry of Industry and Trade must submit ...', 'shall' in a paper that directs."""
    cue = turn.leads_with("ought", "shall")
    if cue is not None and cue.start <= turn.start:
        return _must_too(page, turn, cue)
    if cue is not None and cue.kind == "shall":
        orders = cue.words.startswith(("shall", "is to", "are to")) or turn.role is Role.TASKS
        orders = orders and is_our_body(page, turn.start, cue.start)
        cue = cue if page.directs or orders else None
    if turn.role is Role.SHORTCOMINGS or turn.said.startswith(RESOLVED):
        return None
    if cue is None:
        return None
    who = (turn.start, cue.start)
    body = page.inside(*who, "ORG", "ORG_GROUP") or OUR_BODY.match(page.low, *who)
    sure = (
        0.8
        if body and page.side(*who) != "partner" and _STARTS_A_DEED.match(page.low, cue.end)
        else DOUBTFUL
    )
    return Hit("TASK", turn.start, turn.end, page.skip(cue.end), "must_do", sure, (cue.start, cue.end), who, turn.by, "assigned")  # fmt: skip


def _must_too(page: Page, turn: Saying, cue: Cue) -> Hit | None:
    """'MOF is designated as the focal agency and [shall consolidate ...]': the same body must."""
    before = turn.before
    if (
        before is None
        or before.type != "TASK"
        or before.actor is None
        or before.confidence < DOUBTFUL
    ):
        return None
    where = (cue.start, cue.end)
    return Hit("TASK", turn.start, turn.end, page.skip(cue.end), "must_do", 0.7, where, before.actor, before.by, "assigned")  # fmt: skip


_DONE_BY = re.compile(
    r" be (?:[a-z]+ly |first |also )?(?:\w+ed|drawn up|held|set up|made|led|sent|put|written|run) (?:[^,;.]{0,40} )?by (?=the |all |our |each |[a-z]* ?(?:ministr|department|agenc))"
)


def is_to_be_done(page: Page, turn: Saying) -> Hit | None:
    """'The list is to be updated by the Department of Trade': who does it stands behind 'by'."""
    cue = turn.leads_with("shall", "ought")
    found = _DONE_BY.match(page.low, cue.end, turn.end) if cue else None
    if cue is None or found is None or page.kind in ("joint_statement", "treaty"):
        return None
    orders = page.directs or cue.words.startswith(("shall", "is to", "are to", "must", "should"))
    first = found.end() + (4 if page.low.startswith("the ", found.end()) else 0)
    body = page.at(first, "ORG", "ORG_GROUP")
    if not orders or body is None or page.side(body.start, body.end) == "partner":
        return None
    return Hit("TASK", turn.start, turn.end, found.start() + 1, "is_to_be_done", 0.75, (cue.start, cue.end), (body.start, body.end), turn.by, "assigned")  # fmt: skip
