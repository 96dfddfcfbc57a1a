"""What obstacles and opportunities have alike: parts that are shown, steps, moves, links."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from chancery.api.schemas.cases import (
    CaseLinkSent,
    CaseStep,
    CaseStepSent,
    LinkedAgreement,
    LinksShown,
)
from chancery.api.showing import kept, person_ref, record_facts, record_ref, unit_ref
from chancery.people.access import Viewer
from chancery.register import actions, models
from chancery.register.cases import queries, rules
from chancery.register.errors import InvalidValuesError
from chancery.register.values import StepValues

Row = models.Obstacle | models.Opportunity


def case_facts(row: Row) -> dict[str, Any]:
    """What every case bears."""
    return {
        **record_facts(row),
        **kept(row, "priority", "next_step", "next_step_on"),
        "lead": unit_ref(row.lead) if row.lead else None,
        "person": person_ref(row.person),
        "sectors": list(queries.sectors_of(row)),
        "hs": list(queries.codes_of(row)),
        "quiet_days": queries.quiet_days(row),
    }


def whole_facts(row: Row, viewer: Viewer) -> dict[str, Any]:
    """What a case by itself shows besides."""
    links = queries.links_of(viewer, row)
    return {
        "steps": [_step(step) for step in row.casesteps.select_related("written_by")],
        "links": LinksShown(
            commitments=_refs(links.commitments),
            requests=_refs(links.requests),
            activities=_refs(links.activities),
            agreements=[
                LinkedAgreement(**kept(one, "key", "name_vi", "name_en"))
                for one in links.agreements
            ],
        ),
        "moves": [move.name for move in rules.moves_open_to(viewer, row)],
    }


def _refs(rows: Any) -> list[Any]:
    return [record_ref(row) for row in rows]


def _step(step: models.CaseStep) -> CaseStep:
    told = kept(step, "day", "text", "by_whom", "outcome", "written_at")
    writer = person_ref(step.written_by)
    assert writer is not None
    return CaseStep(id=step.pk, written_by=writer, **told)


def log(row: Row, body: CaseStepSent, by: Viewer) -> None:
    """Write a step down."""
    actions.log_step(case=row, values=StepValues(**body.model_dump()), by=by)


def tie(row: Row, body: CaseLinkSent, by: Viewer, *, tied: bool) -> None:
    """Tie a record to a case, or untie it; what the caller may not know of is not there."""
    target = queries.target_named(by, body.record)
    if target is None:
        raise InvalidValuesError({"record": [_("There is no such record.")]})
    (actions.link_record if tied else actions.unlink_record)(case=row, target=target, by=by)
