"""Every list that has columns to choose, saved views and exports, by its name."""

from __future__ import annotations

from chancery.web.activity_listing import ACTIVITIES
from chancery.web.advice_listing import ADVICE
from chancery.web.agreement_listing import AGREEMENTS
from chancery.web.asking_listing import PROPOSALS, REQUESTS
from chancery.web.case_listing import OBSTACLES, OPPORTUNITIES
from chancery.web.consultation_listing import ANSWERS, CONSULTATIONS
from chancery.web.contact_listing import CONTACTS, INTERACTIONS
from chancery.web.escalation_listing import ESCALATIONS
from chancery.web.extension_listing import EXTENSIONS
from chancery.web.fta_list import FTA_USES
from chancery.web.listing import COMMITMENTS, TASKS, Listing
from chancery.web.mechanism_listing import INITIATIVES, MECHANISMS
from chancery.web.meeting_listing import MEETINGS
from chancery.web.outreach_listing import OUTREACH
from chancery.web.plan_listing import MONTHLY, PLANS
from chancery.web.programme_listing import PROGRAMMES
from chancery.web.project_lists import ENTRIES, PROJECTS
from chancery.web.training_listing import TRAINING
from chancery.web.upgrade_listing import UPGRADES

LISTINGS: dict[str, Listing] = {
    listing.name: listing
    for listing in (
        *(TASKS, COMMITMENTS, AGREEMENTS, OBSTACLES, OPPORTUNITIES, ESCALATIONS),
        *(PROJECTS, ENTRIES, FTA_USES, UPGRADES, REQUESTS, PROPOSALS, ACTIVITIES),
        *(MECHANISMS, INITIATIVES, PLANS, MONTHLY, MEETINGS),
        *(CONTACTS, INTERACTIONS, TRAINING, PROGRAMMES),
        *(OUTREACH, EXTENSIONS, CONSULTATIONS, ANSWERS, ADVICE),
    )
}
