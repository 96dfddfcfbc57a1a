"""The register: agreements, commitments, activities, requests between partners, obstacles,
opportunities, contacts and when they were met."""

from chancery.register.models.activities import Activity
from chancery.register.models.agreements import Agreement, AgreementLink, AgreementStage, Stage
from chancery.register.models.cases import Case, CasePriority, CaseProduct, CaseStep
from chancery.register.models.commitments import Commitment, CommitmentParty, CommitmentState
from chancery.register.models.contacts import Contact, Interaction
from chancery.register.models.fta_use import FtaUse
from chancery.register.models.mechanisms import (
    Frequency,
    Initiative,
    Mechanism,
    MechanismRole,
    MechanismSession,
)
from chancery.register.models.obstacles import MovedEstimate, Obstacle
from chancery.register.models.opportunities import Opportunity
from chancery.register.models.projects import Ledger, Project, ProjectEntry, ProjectStage
from chancery.register.models.rates import ExchangeRate
from chancery.register.models.records import (
    Mergeable,
    Numbering,
    Record,
    Sourced,
    quoted_from_a_document,
)
from chancery.register.models.requests import PartnerRequest
from chancery.register.models.upgrades import Pillar, Upgrade

__all__ = [
    "Activity",
    "Agreement",
    "AgreementLink",
    "AgreementStage",
    "Case",
    "CasePriority",
    "CaseProduct",
    "CaseStep",
    "Commitment",
    "CommitmentParty",
    "CommitmentState",
    "Contact",
    "ExchangeRate",
    "Frequency",
    "FtaUse",
    "Initiative",
    "Interaction",
    "Ledger",
    "Mechanism",
    "MechanismRole",
    "MechanismSession",
    "Mergeable",
    "MovedEstimate",
    "Numbering",
    "Obstacle",
    "Opportunity",
    "PartnerRequest",
    "Pillar",
    "Project",
    "ProjectEntry",
    "ProjectStage",
    "Record",
    "Sourced",
    "Stage",
    "Upgrade",
    "quoted_from_a_document",
]
