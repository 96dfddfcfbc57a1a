"""What units were given, or asked, to do about an obstacle or an opportunity."""

from __future__ import annotations

from django.db.models import QuerySet

from chancery.people.access import Viewer
from chancery.register.models import Obstacle, Opportunity
from chancery.work.models import Proposal, Task
from chancery.work.queries import listed, proposals


def tasks_of_case(viewer: Viewer, case: Obstacle | Opportunity) -> QuerySet[Task]:
    """The tasks that are to remove an obstacle, or to win an opportunity."""
    # Their keys first: hardly any task has a case, so the planner does not trust that index.
    keys = Task.objects.filter(**{_case(case): case}).order_by().values_list("pk", flat=True)
    return listed(viewer).filter(pk__in=list(keys))


def proposals_of_case(viewer: Viewer, case: Obstacle | Opportunity) -> QuerySet[Proposal]:
    """What units were asked to do about a case and have not taken on as a task."""
    asked = proposals(viewer).filter(**{_case(case): case})
    return asked.exclude(state=Proposal.State.ACCEPTED)


def _case(case: Obstacle | Opportunity) -> str:
    return "obstacle" if isinstance(case, Obstacle) else "opportunity"
