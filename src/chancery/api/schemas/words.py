"""The words that a field may hold. A test holds them against the choices of the tables."""

from typing import Literal

Sensitivity = Literal["public", "internal", "restricted"]
DocumentKind = Literal[
    "news",
    "conclusions",
    "directive",
    "resolution",
    "joint_statement",
    "report",
    "letter",
    "treaty",
    "other",
]
FindingType = Literal["COMMITMENT", "TASK", "REQUEST", "SHORTCOMING", "RESULT"]
FindingState = Literal["waiting", "accepted", "corrected", "refused"]
CommitmentState = Literal[
    "open", "done", "continued", "amended", "stopped", "handed_up", "superseded"
]
AgreementKind = Literal["treaty", "arrangement"]
Stage = Literal[
    "proposed", "negotiating", "signed", "ratified", "in_force", "expired", "terminated"
]
Renewal = Literal["automatic", "notes", "none"]
NoticeIn = Literal["months", "days"]
AgreementTie = Literal["amends", "replaces", "implements"]
AgreementEvent = Literal["expiry", "notice", "renewal", "review", "step", "stage"]
ActivityKind = Literal["visit", "talks", "call", "conference", "meeting"]
ActivityLevel = Literal["state", "government", "assembly", "minister", "officials"]
MechanismKind = Literal["forum", "commission", "committee", "dialogue", "working_group", "other"]
MechanismRole = Literal["chair", "vice_chair", "coordinator", "member", "observer", "guest"]
Frequency = Literal["quarter", "half_year", "year", "two_years", "three_years", "five_years"]
SessionDue = Literal["planned", "unconfirmed", "expected", "late", "unknown", "ended"]
InitiativeState = Literal["idea", "put_forward", "supported", "adopted", "dropped"]
Pillar = Literal["politics", "defence", "economy", "science", "green", "society", "region"]
OutreachState = Literal["planned", "done", "cancelled"]
OutreachKind = Literal[
    "event", "article", "interview", "social", "film", "exhibition", "press", "other"
]
ContactKind = Literal["person", "agency", "firm", "association"]
ContactBasis = Literal["consent", "office", "interest", "withdrawn"]
InteractionKind = Literal["meeting", "call", "online", "letter", "visit", "event", "meal", "other"]
Direction = Literal["ours", "theirs"]
RequestState = Literal["open", "agreed", "declined"]
ObstacleState = Literal["open", "handling", "with_partner", "resolved", "given_up", "reopened"]
OpportunityKind = Literal["trade", "investment", "oda", "labour", "technology", "other"]
OpportunityState = Literal["spotted", "checked", "pursued", "won", "lost", "dropped"]
TaskState = Literal[
    "assigned", "accepted", "in_progress", "submitted", "done", "returned", "cancelled"
]
Basis = Literal["assigned", "requested", "resolved"]
Recurrence = Literal["weekly", "monthly", "quarterly", "yearly"]
Priority = Literal["normal", "high", "urgent"]
ProjectKind = Literal["oda_grant", "oda_loan", "technical", "fdi_in", "fdi_out", "other"]
ProjectStage = Literal[
    "proposed", "approved", "signed", "running", "completed", "suspended", "cancelled"
]
Ledger = Literal["pledged", "signed", "disbursed"]
RateSide = Literal["unit", "per"]
Timeliness = Literal[
    "done_on_time", "done_late", "open_in_time", "open_overdue", "no_due_date", "cancelled"
]
MoveName = Literal["accept", "start", "submit", "approve", "return", "cancel"]
ProposalState = Literal["open", "accepted", "declined"]
Health = Literal["on_track", "at_risk", "delayed"]
ProgressState = Literal["draft", "approved", "returned"]
Decision = Literal["open", "granted", "declined", "withdrawn"]
ReviewState = Literal["draft", "opened", "called", "closed", "verdicts", "concluded"]
ConsultationState = Literal["draft", "sent", "closed", "withdrawn"]
ReplyKind = Literal["agree", "comments", "disagree", "not_ours"]
ConsultedStanding = Literal["waiting", "silent", "in_time", "late"]
AdviceState = Literal["draft", "waiting", "approved", "submitted", "decided"]
AdviceDecision = Literal["accepted", "in_part", "refused", "noted"]
AdviceMove = Literal["ask", "approve", "return", "submit", "rework"]
MeetingKind = Literal["committee", "missions", "working"]
MeetingState = Literal["prepared", "invited", "held", "concluded", "cancelled"]
AgendaKind = Literal["escalation", "overdue", "review", "alarm", "proposal", "own"]
TargetProgress = Literal["reached", "on_way", "behind", "unknown"]
TradeDirection = Literal["export", "import"]
UrgingAnswer = Literal["progress", "time", "higher", "accepted", "settled"]
PlanState = Literal["draft", "submitted", "returned", "approved", "superseded"]
PlanPeriod = Literal["year", "h1", "h2", "q1", "q2", "q3", "q4"]
Counted = Literal["activities", "tasks", "commitments", "opportunities", "obstacles", "outreach"]
LineStanding = Literal["reached", "late", "under_way", "nothing", "ahead"]
ReportState = Literal["draft", "submitted", "returned", "approved", "sent"]
Standing = Literal["on_track", "at_risk", "delayed", "done"]
Verdict = Literal["done", "continue", "amend", "stop", "hand_up"]
PartnerKind = Literal["country", "territory", "bloc", "organisation"]
Driver = Literal["traditional", "new"]
UnitKind = Literal[
    "party",
    "assembly",
    "presidency",
    "government",
    "prime_minister",
    "committee",
    "government_office",
    "ministry",
    "agency",
    "court",
    "department",
    "mission",
    "trade_office",
    "province",
    "enterprise",
    "association",
    "other",
]
Trigger = Literal["overdue", "silence", "response", "extension", "urging", "authority"]
Rung = Literal["unit", "ministry", "committee"]
EscalationState = Literal["open", "answered", "handed_up", "passed_by", "closed", "withdrawn"]
Ruling = Literal["instruct", "extend", "decline", "amend", "cancel", "hand_up", "dismiss"]
