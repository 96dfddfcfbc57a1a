"""English verbs by what they make of a clause, and their forms.

A class is one string of verbs: 'agree' is regular, 'plan+' doubles its last letter, and
'undertake/undertook/undertaken' gives what cannot be told from the base. What stands behind the
verb ('put_in charge') is written with '_'. A new way of saying something is one more word here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chancery.reader.alternation import one_of

PROMISE = (
    "agree pledge undertake/undertook/undertaken commit+ promise vow resolve decide intend plan+ offer consent volunteer elect swear/swore/sworn "
    "accept contract arrange choose/chose/chosen concur+ guarantee determine"
)
"""Who does it binds himself: 'agreed to ...'."""

STRIVE = "aim strive/strove/striven endeavour endeavor"
"""The same, said softly: 'aims to ...'."""

TELL = (
    "instruct direct task mandate entrust charge assign order command require oblige designate commission appoint tell/told/told "
    "enjoin detail remind"
)
"""Who says it can give orders: 'instructed the Ministry to ...'."""

ASK = "request ask urge encourage invite propose suggest recommend beg+ implore exhort press petition entreat advise"
"""One side would have the other do it: 'asked Japan to ...', 'proposed that ...'."""

ASK_FOR = (
    "call_on call_upon appeal_to plead_with push_for press_for lobby_for call_for plead_for ask_for argue_for appeal_for request_for seek/sought/sought "
    "hope wish want hope_for wish_for solicit"
)
"""The same with a noun behind it: 'sought faster registration'."""

HOLD = (
    "welcome endorse underscore emphasise emphasize stress highlight express support recall look_forward condemn thank congratulate appreciate commend take/took/taken_note note "
    "recognise recognize reaffirm reiterate affirm acknowledge applaud praise accept exchange_views exchange_opinions exchange_information exchange_ideas inform_each inform_one brief_each update_each witness maintain_that consult_each share_experience share_experiences look/looked/looked_back review_the reviewed_relations talk_about discuss raise_the raise_concerns bring/brought/brought_up pay/paid/paid_tribute "
    "deplore rejoice attach share_the share_a share_their touch_upon touch_on dwell/dwelt/dwelt_on voice believe consider feel/felt/felt stand/stood/stood_by salute hail value treasure"
)
"""Positions and talk: no record by itself."""

SAY = (
    "note acknowledge reaffirm recognise recognize state say/said/said confirm announce affirm observe report reiterate recall underline underscore stress emphasise emphasize "
    "highlight add explain disclose reveal point_out remark mention declare learn/learned/learned conclude find/found/found estimate believe warn"
)
"""What a clause with 'that' follows: the clause decides."""

ADMIT = "concede admit+ regret+ moan gripe lament complain grumble deplore bemoan confess"
"""Who says it owns up to what falls short, whatever its words."""

REACH = (
    "climb jump soar surge double triple quadruple treble drop+ slip+ rebound recover edge expand contract reach total+ amount_to rise/rose/risen grow/grew/grown increase fall/fell/fallen "
    "decline decrease account_for exceed surpass attain hit/hit/hit attract export import register top+ pass average stand/stood/stood_at come/came/come_to shrink/shrank/shrunk gain advance "
    "clock notch tip+ slide/slid/slid sink/sank/sunk swell/swelled/swollen leap/leapt/leapt operate number plunge widen narrow rank"
)
"""Counts, where a figure follows: 'trade rose to ...'."""

ACHIEVE = (
    "sign turn_out arrange put/put/put_their organise_a open launch complete inaugurate upgrade conclude establish adopt ratify elevate resume remove lift grant provide deliver become/became/become begin/began/begun start found ink "
    "ship+ commission renew extend reopen restore waive approve issue create secure win/won/won host finish finalise finalize publish build/built/built train train_up clear settle award exchange "
    "abolish amend appoint build/built/built buy/bought/bought certify close connect construct contribute convert create deploy develop disburse dispatch donate earn enact "
    "equip+ expedite export finance fulfil+ fulfill form fund handle hand_over hand_in harvest hire implement import improve initiate initial+ install introduce invest launch lease license "
    "link lower make/made/made manufacture meet/met/met_its meet/met/met_the modernise modernize negotiate notify open_up order organise organize pave phase_out pilot plant print process produce promulgate "
    "purchase raise recognise recognize recruit reduce refund register rehabilitate release relocate repair repatriate repay/repaid/repaid resolve restart restructure return scrap+ screen "
    "sell/sold/sold send/sent/sent set/set/set_up settle shorten simplify solve staff standardise standardize streamline submit+ supply sponsor switch take/took/taken_delivery take/took/taken_over "
    "terminate test transfer+ translate transport treat unveil update upgrade vaccinate withdraw/withdrew/withdrawn carry_out put/put/put_in put/put/put_into bring/brought/brought_in bring/brought/brought_into "
    "cut/cut/cut halve lend/lent/lent accede enter_into graduate join leave/left/left_for move_into conduct collect cover digitise digitize distribute draft eliminate exempt expand guarantee identify "
    "incorporate integrate merge obtain overhaul plant protect refurbish regain replace rescue restore revise set/set/set_aside receive attract house absorb acquire activate allocate assemble audit auction broaden capture clarify codify compensate compile consolidate cultivate decommission dedicate deepen demarcate demine demolish detect diversify dismantle dismiss draw/drew/drawn_up drill dredge electrify enforce enlarge enrol+ erect eradicate evacuate exonerate extradite facilitate fix forge free furnish gather generate impose inspect insure label lay/laid/laid liberalise liberalize localise map+ mobilise mobilize mount move_up multiply name overcome/overcame/overcome pardon patent pay/paid/paid place privatise procure prolong quash rationalise reactivate rebuild/rebuilt/rebuilt rectify redesign reform regularise reimburse reinforce reinstate relaunch relax relieve rename renovate reorganise replant reschedule reserve resettle retrain retrieve reunite reverse revive salvage save scale_up select simplify slash smooth speed/sped/sped_up spend/spent/spent stabilise stabilize step+_up strengthen subsidise survey tap+ tighten trace transmit trial trim+ unblock unfreeze/unfroze/unfrozen unify unload unlock uphold/upheld/upheld utilise validate verify wind/wound/wound_up wrap+_up write/wrote/written_off authorise authorize allow permit+ exonerate enlist resupply restock retool redeploy add accredit pass nominate elect clinch seal pen+ land sail dock roll_out team_up confer+ honour naturalise"
)
"""Deeds with a thing to show for it, once done: 'signed', 'was lifted', 'has been handed over'."""

FAIL = (
    "fail lag+ stall slip+ struggle suffer languish stagnate hamper hinder impede obstruct fall/fell/fallen_short fall/fell/fallen_behind fall/fell/fallen_through fall/fell/fallen_below break/broke/broken_down collapse dry_up "
    "run/ran/run_out run/ran/run_late run/ran/run_short run/ran/run_behind miss lack hold/held/held_back hold/held/held_up drag+_on erode undermine weigh_on weigh_down "
    "worsen deteriorate lapse pull_out complain grumble leave/left/left_much pile_up falter plague overrun/overran/overrun_its bog+_down clog+ deter+ discourage disrupt frustrate grind/ground/ground_to slow_down "
    "peter_out sour clash crash contradict crumble dampen decay derail diminish disappoint duplicate evaporate fade founder hesitate linger malfunction mar+ overlap+ overload overshadow rust scare_off sit/sat/sat_idle skimp slacken stumble taper_off threaten tie_up tie/tied/tied_down trail_behind tumble vanish vary_widely wane wither pinch bite/bit/bitten_into eat/ate/eaten_into cost/cost/cost_exporters gather_dust outrun depend_heavily depend_entirely depend_too rely_heavily rely_entirely rely_too cancel+_each squeeze dwindle flounder constrain strain complicate thwart stymie handicap+ cripple persist come/came/come_to_nothing keep/kept/kept_waiting turn_back turn_away"
)
"""What does it, or happens, falls short."""

SPOILT = (
    "delay slow hamper hinder limit suspend stall postpone reject refuse deny cancel+ interrupt shelve abandon block hold/held/held_up hold/held/held_back turn_back turn_away impede obstruct constrain restrict "
    "damage disrupt strand overtake/overtook/overtaken neglect overlook miss lose/lost/lost waste halt freeze/froze/frozen cut/cut/cut_off cut/cut/cut_short bog+_down plague deter+ discourage beset/beset/beset "
    "confine duplicate defer+ derail misplace mishandle misuse overload penalise sideline spoil squander tie_up undermine undervalue wreck annul+ revoke ban+ bar+ detain impound seize confiscate misunderstand/misunderstood/misunderstood underuse underestimate leave/left/left_out leave/left/left_behind leave/left/left_empty leave/left/left_unanswered leave/left/left_unfinished leave/left/left_without put/put/put_off shut/shut/shut_out send/sent/sent_back caught/caught/caught_in handicap+ burden strain ignore break/broke/broken withhold/withheld/withheld drop+ exhaust stretch"
)
"""What is done to it spoils it: 'was rejected', 'has been held up'."""


ACTIONS = (
    "accelerate address adopt advance align amend appoint apply arrange assess assist attract blacklist boost bring broaden build call carry circulate clarify combat complete conclude "
    "conduct consider consolidate consult continue contribute convene cooperate coordinate create deepen define deliver designate develop discuss draft draw eliminate encourage enhance ensure "
    "establish evaluate examine exchange exempt expand expedite explore extend facilitate finalise finalize finance foster fund give grant hand harmonise harmonize help hold host identify "
    "implement improve include increase inform initiate install introduce invest invite issue join keep launch lift link maintain make mobilise mobilize monitor negotiate notify "
    "open organise organize participate pay place plan prepare present prevent promote propose protect provide publish pursue put raise ratify reach recognise recognize reduce refer "
    "refrain register release remove renew reopen report resolve resume review revise revive scale seek send set settle share shorten sign simplify stage step streamline strengthen "
    "study submit supply analyse analyze book brief check collate collect compile confirm contact correct deploy disseminate double-check email enquire file find fix follow forward get inquire list look nominate obtain order proceed process quantify reply request respond reschedule revert run schedule search secure see show sound speak survey table trace upload urge verify visit write support take tackle test train transfer translate treat update upgrade use waive widen work"
)
"""Verbs that begin an action behind 'and': 'shall ... and [inform] the Co-Chairs'."""

ACTS = one_of(ACTIONS.split())
"""A pattern of them."""


class Verb(NamedTuple):
    """A verb's forms; ``rest`` is what belongs to it behind ('up', 'in charge')."""

    base: str
    third: str
    past: str
    participle: str
    ing: str
    rest: str


def verbs(words: str) -> Iterator[Verb]:
    """The verbs of a class."""
    for entry in words.split():
        head, _, rest = entry.partition("_")
        given = head.split("/")
        base = given[0].rstrip("+")
        doubled = base + base[-1] if given[0].endswith("+") else base
        past = given[1] if len(given) > 1 else _past(base, doubled)
        part = given[2] if len(given) > 2 else past
        yield Verb(base, _third(base), past, part, _ing(base, doubled), rest.replace("_", " "))


def _third(base: str) -> str:
    if base == "be":
        return "is"
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(base: str, doubled: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ied"
    return doubled + "ed"


def _ing(base: str, doubled: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return base[:-1] + "ing"
    return doubled + "ing"


def _with(form: str, rest: str) -> str:
    return f"{form} {rest}" if rest else form


def pasts(words: str) -> set[str]:
    """'agreed', 'undertook', 'set up'."""
    return {_with(v.past, v.rest) for v in verbs(words)}


def thirds(words: str) -> set[str]:
    """'agrees', 'undertakes', 'sets up'."""
    return {_with(v.third, v.rest) for v in verbs(words)}


def bases(words: str) -> set[str]:
    """'agree', 'undertake', 'set up'."""
    return {_with(v.base, v.rest) for v in verbs(words)}


def participles(words: str) -> set[str]:
    """'agreed', 'undertaken', 'set up'."""
    return {_with(v.participle, v.rest) for v in verbs(words)}


def ings(words: str) -> set[str]:
    """'agreeing', 'undertaking', 'setting up'."""
    return {_with(v.ing, v.rest) for v in verbs(words)}


ADVERBS = r"(?:(?:also|already|jointly|further|now|since|both|still|yet|just|even|again|then|thus|once|twice|first|all|each|currently|\w{3,}ly|so far|at last|in turn|for its part|in principle|hereby|to date) )*"
"""What may stand between an auxiliary and its verb."""

HAS = rf"(?:has|have|had) {ADVERBS}"
WAS = rf"(?:was|were|(?:has|have|had) {ADVERBS}been) {ADVERBS}"
IS = rf"(?:is|are|was|were|(?:has|have|had) {ADVERBS}been|remain(?:s|ed)?|prove[sd]?|proving|stay(?:s|ed)?|became|becomes|being) {ADVERBS}"


def said_by(words: str, *, bare: bool = True) -> str:
    """A pattern of the class as a finite active verb: 'agreed', 'agrees', 'has agreed', 'agree'."""
    simple = pasts(words) | thirds(words) | (bases(words) if bare else set())
    return f"(?:{one_of(_sorted(simple))}|{HAS}{one_of(_sorted(participles(words)))})"


def was_done(words: str) -> str:
    """A pattern of the class as a passive: 'was lifted', 'has been lifted'."""
    return f"{WAS}{one_of(_sorted(participles(words)))}"


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(words)
