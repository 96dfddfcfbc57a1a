"""Addresses of meetings."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.meeting_listing import MEETINGS
from chancery.web.views import exports, meetings
from chancery.web.views import meeting_agenda as agenda
from chancery.web.views import meeting_alike as alike

_ONE = "meetings/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/export/", exports.of(MEETINGS), name="meetings-export"),
    path("meetings/new/", meetings.new, name="meeting-new"),
    path("meetings/waiting/", meetings.waiting, name="meetings-waiting"),
    path(_ONE, meetings.show, name="meeting"),
    path(f"{_ONE}edit/", meetings.edit, name="meeting-edit"),
    path(f"{_ONE}withdraw/", meetings.withdraw, name="meeting-withdraw"),
    path(f"{_ONE}move/<slug:name>/", meetings.move, name="meeting-move"),
    path(f"{_ONE}papers/<slug:name>/", meetings.paper, name="meeting-paper"),
    path(f"{_ONE}participants/", agenda.participants, name="meeting-participants"),
    path(f"{_ONE}participants/<int:participant>/", agenda.answer, name="meeting-answer"),
    path(f"{_ONE}participants/<int:participant>/remove/", agenda.unlist, name="meeting-unlist"),
    path(f"{_ONE}attendance/", agenda.attendance, name="meeting-attendance"),
    path(f"{_ONE}agenda/", agenda.choose, name="meeting-agenda"),
    path(f"{_ONE}items/", agenda.item_new, name="meeting-item-new"),
    path(f"{_ONE}items/<int:item>/", agenda.item_edit, name="meeting-item"),
    path(f"{_ONE}items/<int:item>/move/", agenda.item_move, name="meeting-item-move"),
    path(f"{_ONE}items/<int:item>/remove/", agenda.item_remove, name="meeting-item-remove"),
    path(f"{_ONE}decisions/", agenda.decide, name="meeting-decide"),
    path(f"{_ONE}decisions/alike/", alike.decide, name="meeting-decide-alike"),
    path(f"{_ONE}decisions/alike/undo/", alike.undo, name="meeting-undo-alike"),
    path(f"{_ONE}decisions/<int:ruling>/remove/", agenda.undecide, name="meeting-undecide"),
    path(f"{_ONE}minutes/", agenda.minutes, name="meeting-minutes"),
]
