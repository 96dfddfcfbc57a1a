"""Tasks given, changed and read for the tests of tasks."""

from chancery.history.models import Event
from chancery.work import actions
from chancery.work.models import Task
from chancery.work.queries import task_values
from tests import make


def last_event(record):
    return Event.objects.filter(kind="task", key=str(record.pk)).latest("seq")


def several(*leads, keeping=None, **values):
    make.ground()
    return actions.add_tasks_for_leads(
        values=make.task_values(**values),
        leads=leads,
        guard=keeping or make.guard(),
        source=make.source(),
        by=make.viewer(make.lan()),
    )


def mof():
    return make.viewer(make.person("tai", "Người Tài Chính", "mof", "head"))


def change(task, by, version=None, **values):
    was = task_values(task)
    new = {name: getattr(was, name) for name in was.__dataclass_fields__}
    return actions.change_task(
        task=task,
        values=type(was)(**{**new, **values}),
        version=version or Task.objects.get(pk=task.pk).version,
        by=make.viewer(by),
    )
