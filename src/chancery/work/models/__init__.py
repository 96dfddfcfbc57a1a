"""Tasks and all that hangs on them; proposals, evidence, shortcomings, reminders, alarms."""

from chancery.work.models.alarms import AlarmTold
from chancery.work.models.asking import Extension, LeadProposal
from chancery.work.models.escalation import Escalation, Ruling, Rung, Trigger
from chancery.work.models.meetings import (
    AgendaItem,
    Meeting,
    MeetingDecision,
    MeetingKind,
    MeetingState,
    Participant,
    Way,
)
from chancery.work.models.outreach import Outreach, OutreachKind, OutreachLine, OutreachState
from chancery.work.models.plans import (
    Counted,
    MonthlyReport,
    PlanLine,
    PlanPeriod,
    PlanState,
    ReportSection,
    ReportState,
    WorkPlan,
)
from chancery.work.models.programmes import (
    Better,
    Milestone,
    Programme,
    ProgrammePart,
    Target,
    TargetFigure,
)
from chancery.work.models.reminders import Reminder, Run
from chancery.work.models.reporting import Acceptance, Comment, Contribution, Health, Progress
from chancery.work.models.reviews import (
    Review,
    ReviewCall,
    ReviewDecision,
    ReviewItem,
    ReviewReply,
    ReviewState,
    Standing,
    Verdict,
)
from chancery.work.models.sharing import ProposalEcho
from chancery.work.models.sheets import SheetLine
from chancery.work.models.tasks import (
    SAID_AGAIN,
    Basis,
    Evidence,
    EvidenceBearing,
    Priority,
    Proposal,
    Recurrence,
    Shortcoming,
    Task,
    TaskState,
)
from chancery.work.models.training import Training
from chancery.work.models.urging import UrgedTask, Urging

__all__ = [
    "SAID_AGAIN",
    "Acceptance",
    "AgendaItem",
    "AlarmTold",
    "Basis",
    "Better",
    "Comment",
    "Contribution",
    "Counted",
    "Escalation",
    "Evidence",
    "EvidenceBearing",
    "Extension",
    "Health",
    "LeadProposal",
    "Meeting",
    "MeetingDecision",
    "MeetingKind",
    "MeetingState",
    "Milestone",
    "MonthlyReport",
    "Outreach",
    "OutreachKind",
    "OutreachLine",
    "OutreachState",
    "Participant",
    "PlanLine",
    "PlanPeriod",
    "PlanState",
    "Priority",
    "Programme",
    "ProgrammePart",
    "Progress",
    "Proposal",
    "ProposalEcho",
    "Recurrence",
    "Reminder",
    "ReportSection",
    "ReportState",
    "Review",
    "ReviewCall",
    "ReviewDecision",
    "ReviewItem",
    "ReviewReply",
    "ReviewState",
    "Ruling",
    "Run",
    "Rung",
    "SheetLine",
    "Shortcoming",
    "Standing",
    "Target",
    "TargetFigure",
    "Task",
    "TaskState",
    "Training",
    "Trigger",
    "UrgedTask",
    "Urging",
    "Verdict",
    "Way",
    "WorkPlan",
]
