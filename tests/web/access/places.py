"""What stands first in an address, and which addresses belong to the session."""

from __future__ import annotations

# What stands first in an address, and the kind of record it names.
PLACES = {
    "documents": "document",
    "commitments": "commitment",
    "tasks": "task",
    "proposals": "proposal",
    "requests": "request",
    "obstacles": "obstacle",
    "opportunities": "opportunity",
    "agreements": "agreement",
    "shortcomings": "shortcoming",
    "activities": "activity",
    "upgrades": "upgrade",
    "mechanisms": "mechanism",
    "initiatives": "initiative",
    "contacts": "contact",
    "outreach": "outreach",
    "interactions": "interaction",
    "reviews": "review",
    "meetings": "meeting",
    "consultations": "consultation",
    "advice": "advice",
    "programmes": "programme",
    "escalations": "escalation",
    "urgings": "urging",
    "projects": "project",
    "fta-use": "fta_use",
    "plans": "workplan",
    "trainings": "training",
    "monthly-reports": "monthlyreport",
}

# Addresses of the session itself: there for who is not signed in. See test_session.py.
OF_THE_SESSION = {
    "sign-in",
    "sign-in-demo",
    "language",
    "sign-out",
    "invitation",  # these two: test_joining.py
    "password-forgotten",
    "calendar-feed",  # test_feeds.py
}
