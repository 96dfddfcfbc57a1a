"""Addresses of calendar feeds, notices, and how the system stands."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.views import feeds, notices, system

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/calendar/", feeds.show, name="calendar"),
    path("account/calendar/new/", feeds.make, name="calendar-make"),
    path("account/calendar/close/", feeds.revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", feeds.calendar, name="calendar-feed"),
    path("notices/", notices.index, name="notices"),
    path("notices/seen/", notices.seen, name="notices-seen"),
    path("settings/system/", system.show, name="settings-system"),
]
