"""Addresses of tasks."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import evidence, tasks

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/", tasks.index, name="tasks"),
    path("tasks/board/", tasks.board, name="tasks-board"),
    path("tasks/new/", tasks.new, name="task-new"),
    path("tasks/<int:pk>/", tasks.show, name="task"),
    path("tasks/<int:pk>/edit/", tasks.edit, name="task-edit"),
    path("tasks/<int:pk>/evidence/", evidence.for_task, name="task-evidence"),
    path("tasks/<int:pk>/move/<slug:name>/", tasks.move, name="task-move"),
]
