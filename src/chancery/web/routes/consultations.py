"""Addresses of consultations."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.consultation_listing import ANSWERS, CONSULTATIONS
from chancery.web.views import consultation_answers as answers
from chancery.web.views import consultations, exports

_ONE = "consultations/<int:pk>/"
_ASKED = f"{_ONE}units/<int:asked>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/export/", exports.of(CONSULTATIONS), name="consultations-export"),
    path("consultations/new/", consultations.new, name="consultation-new"),
    path("consultations/answers/", answers.index, name="consultation-answers"),
    path("consultations/answers/export/", exports.of(ANSWERS), name="consultation-answers-export"),
    path("consultations/figures/", answers.figures, name="consultation-figures"),
    path(_ONE, consultations.show, name="consultation"),
    path(f"{_ONE}edit/", consultations.edit, name="consultation-edit"),
    path(f"{_ONE}withdraw/", consultations.withdraw, name="consultation-withdraw"),
    path(f"{_ONE}move/<slug:name>/", consultations.move, name="consultation-move"),
    path(f"{_ONE}papers/<slug:name>/", consultations.paper, name="consultation-paper"),
    path(f"{_ONE}follow/", consultations.follow, name="consultation-follow"),
    path(f"{_ONE}units/", answers.ask_more, name="consultation-units"),
    path(f"{_ONE}enter/", answers.enter, name="consultation-enter"),
    path(f"{_ASKED}note/", answers.note, name="consultation-note"),
    path(f"{_ASKED}letters/<int:draft>/", answers.confirm, name="consultation-letter"),
    path(f"{_ASKED}letters/<int:draft>/drop/", answers.drop, name="consultation-letter-drop"),
    path(f"{_ASKED}reply/", answers.reply, name="consultation-reply"),
    path(f"{_ASKED}time/", answers.ask_time, name="consultation-time"),
    path(f"{_ASKED}let-off/", answers.let_off, name="consultation-let-off"),
    path(f"{_ONE}time/<int:time>/", answers.decide_time, name="consultation-time-decide"),
]
