"""The words of the description are those of the tables."""

from typing import get_args

import pytest

from chancery.api.schemas import words
from chancery.documents.models import DocumentKind, Sensitivity
from chancery.partners.models import Partner, Sector
from chancery.people.models import UnitKind
from chancery.readings.models import Finding, RecordType
from chancery.register import models as register
from chancery.register.agreements.life import EVENTS
from chancery.register.mechanisms.standing import Due
from chancery.register.models.projects import Side
from chancery.work import models as work
from chancery.work.advice.rules import MOVES as ADVICE_MOVES
from chancery.work.consultations.clock import Standing
from chancery.work.models.asking import Decision
from chancery.work.plans.ties import Standing as LineStanding
from chancery.work.programmes.paths import Progress
from chancery.work.rules import MOVES
from chancery.work.timeliness import Timeliness

CHOICES = {
    "Sensitivity": Sensitivity.values,
    "DocumentKind": DocumentKind.values,
    "FindingType": RecordType.values,
    "FindingState": Finding.State.values,
    "CommitmentState": register.CommitmentState.values,
    "AgreementKind": register.Agreement.Kind.values,
    "Stage": register.Stage.values,
    "Renewal": register.Agreement.Renewal.values,
    "NoticeIn": register.Agreement.NoticeIn.values,
    "AgreementTie": register.AgreementLink.Kind.values,
    "AgreementEvent": EVENTS,
    "ActivityKind": register.Activity.Kind.values,
    "ActivityLevel": register.Activity.Level.values,
    "Pillar": register.Pillar.values,
    "MechanismKind": register.Mechanism.Kind.values,
    "MechanismRole": register.MechanismRole.Role.values,
    "Frequency": register.Frequency.values,
    "SessionDue": [due.value for due in Due],
    "InitiativeState": register.Initiative.State.values,
    "TradeDirection": register.FtaUse.Direction.values,
    "UrgingAnswer": work.UrgedTask.Answer.values,
    "PlanState": work.PlanState.values,
    "PlanPeriod": work.PlanPeriod.values,
    "Counted": work.Counted.values,
    "LineStanding": LineStanding.values,
    "ReportState": work.ReportState.values,
    "OutreachState": work.OutreachState.values,
    "OutreachKind": work.OutreachKind.values,
    "ContactKind": register.Contact.Kind.values,
    "ContactBasis": register.Contact.Basis.values,
    "InteractionKind": register.Interaction.Kind.values,
    "Direction": register.PartnerRequest.Direction.values,
    "RequestState": register.PartnerRequest.State.values,
    "ObstacleState": register.Obstacle.State.values,
    "ProjectKind": register.Project.Kind.values,
    "ProjectStage": register.ProjectStage.values,
    "Ledger": register.Ledger.values,
    "RateSide": Side.values,
    "OpportunityKind": register.Opportunity.Kind.values,
    "OpportunityState": register.Opportunity.State.values,
    "TaskState": work.TaskState.values,
    "Basis": work.Basis.values,
    "Recurrence": work.Recurrence.values,
    "Priority": work.Priority.values,
    "Timeliness": Timeliness.values,
    "MoveName": [move.name for move in MOVES],
    "ProposalState": work.Proposal.State.values,
    "Health": work.Health.values,
    "ProgressState": work.Progress.State.values,
    "Decision": Decision.values,
    "Trigger": work.Trigger.values,
    "Rung": work.Rung.values,
    "EscalationState": work.Escalation.State.values,
    "Ruling": work.Ruling.values,
    "ReviewState": work.ReviewState.values,
    "ConsultationState": work.ConsultationState.values,
    "ReplyKind": work.ReplyKind.values,
    "ConsultedStanding": Standing.values,
    "AdviceState": work.AdviceState.values,
    "AdviceDecision": work.Decided.values,
    "AdviceMove": [move.name for move in ADVICE_MOVES if move.name != "decide"],
    "MeetingKind": work.MeetingKind.values,
    "MeetingState": work.MeetingState.values,
    "AgendaKind": work.AgendaItem.Kind.values,
    "TargetProgress": Progress.values,
    "Standing": work.Standing.values,
    "Verdict": work.Verdict.values,
    "PartnerKind": Partner.Kind.values,
    "Driver": Sector.Driver.values,
    "UnitKind": UnitKind.values,
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_field_may_hold_what_the_table_may_hold(name):
    assert list(get_args(getattr(words, name))) == list(CHOICES[name])


def test_no_word_is_left_out():
    named = {name for name in vars(words) if name[0].isupper() and name != "Literal"}
    assert named == set(CHOICES)
