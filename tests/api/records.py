"""What stands in the braces of an address."""

from __future__ import annotations

import re

from tests.web.house import World

KINDS = {
    "documents": "document",
    "commitments": "commitment",
    "tasks": "task",
    "proposals": "proposal",
    "requests": "request",
    "obstacles": "obstacle",
    "opportunities": "opportunity",
    "agreements": "agreement",
    "activities": "activity",
    "escalations": "escalation",
    "projects": "project",
    "reviews": "review",
    "meetings": "meeting",
    "consultations": "consultation",
    "advice": "advice",
    "programmes": "programme",
    "upgrades": "upgrade",
    "mechanisms": "mechanism",
    "initiatives": "initiative",
    "contacts": "contact",
    "outreach": "outreach",
    "interactions": "interaction",
    "fta-use": "fta_use",
    "urgings": "urging",
    "plans": "workplan",
    "monthly-reports": "monthlyreport",
    "trainings": "training",
}


def identifiers(path: str, world: World, level: str = "public") -> dict[str, str | int]:
    """Values for the parameters of an address: a record of that kind and level, and its own parts."""
    place, *_rest = path.removeprefix("/api/v1/").split("/")
    names = re.findall(r"{(\w+)}", path)
    return {name: _stands_for(place, name, world, level) for name in names}


def _stands_for(place: str, name: str, world: World, level: str) -> str | int:
    if name == "key":
        return world.records[KINDS[place], level].pk if place in KINDS else "moit"
    if name in {"number", "unit"}:
        return {"number": 1, "unit": "moit"}[name]
    if name == "comment" and place == "commitments":
        name = "remark"
    if name == "proposal":
        name = "proposed"
    said = {
        **world.said[level],
        "finding": world.findings[level],
        "evidence": world.evidence[level],
        "entry": world.entries[level],
        "session": world.sessions[level],
        "document": world.records["document", level],
    }
    return "JP" if name == "code" else said[name].pk
