"""Addresses of tasks."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import (
    comments,
    evidence,
    task,
    task_asking,
    task_making,
    task_progress,
    task_sheets,
    task_steps,
    tasks,
)

_TASK = "tasks/<int:pk>/"
_UPDATE = f"{_TASK}progress/<int:progress>/"
_EXTENSION = f"{_TASK}extension/<int:extension>/"
_PROPOSED = f"{_TASK}lead/<int:proposed>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/", tasks.index, name="tasks"),
    path("tasks/board/", tasks.board, name="tasks-board"),
    path("tasks/new/", task_making.new, name="task-new"),
    path("tasks/import/", task_sheets.choose, name="tasks-import"),
    path("tasks/import/check/", task_sheets.check, name="tasks-import-check"),
    path("imports/<slug:run>/", task_sheets.outcome, name="tasks-imported"),
    path("imports/<slug:run>/undo/", task_sheets.undo, name="tasks-imported-undo"),
    path(_TASK, task.show, name="task"),
    path(f"{_TASK}edit/", task_making.edit, name="task-edit"),
    path(f"{_TASK}part/", task_making.part, name="task-part"),
    path(f"{_TASK}evidence/", evidence.for_task, name="task-evidence"),
    path(f"{_TASK}move/<slug:name>/", task.move, name="task-move"),
    path(f"{_TASK}delegate/", task_steps.delegate, name="task-delegate"),
    path(f"{_TASK}coordinate/", task_steps.coordinate, name="task-coordinate"),
    path(f"{_TASK}contribute/", task_steps.contribute, name="task-contribute"),
    path(f"{_TASK}progress/", task_progress.report, name="task-progress"),
    path(f"{_UPDATE}edit/", task_progress.edit, name="progress-edit"),
    path(f"{_UPDATE}decide/", task_progress.decide, name="progress-decide"),
    path(f"{_TASK}extension/", task_asking.extension, name="task-extension"),
    path(f"{_EXTENSION}decide/", task_asking.decide_extension, name="extension-decide"),
    path(f"{_EXTENSION}withdraw/", task_asking.withdraw_extension, name="extension-withdraw"),
    path(f"{_TASK}lead/", task_asking.lead, name="task-lead"),
    path(f"{_PROPOSED}decide/", task_asking.decide_lead, name="lead-decide"),
    path(f"{_PROPOSED}withdraw/", task_asking.withdraw_lead, name="lead-withdraw"),
    path(f"{_TASK}comment/", comments.on_task, name="task-comment"),
    path(
        f"{_TASK}comment/<int:comment>/withdraw/",
        comments.withdraw_from_task,
        name="comment-withdraw",
    ),
]
