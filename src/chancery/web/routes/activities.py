"""Addresses of activities, of following, and of the report on timeliness."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import activities, following, timeliness

urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", activities.index, name="activities"),
    path("activities/new/", activities.new, name="activity-new"),
    path("activities/<int:pk>/", activities.show, name="activity"),
    path("activities/<int:pk>/edit/", activities.edit, name="activity-edit"),
    path("activities/<int:pk>/documents/", activities.attach, name="activity-attach"),
    path(
        "activities/<int:pk>/documents/<int:document>/untie/",
        activities.detach,
        name="activity-detach",
    ),
    path("activities/<int:pk>/withdraw/", activities.withdraw, name="activity-withdraw"),
    path("follow/<slug:what>/<str:which>/", following.follow, name="follow"),
    path("timeliness/", timeliness.show, name="timeliness"),
]
