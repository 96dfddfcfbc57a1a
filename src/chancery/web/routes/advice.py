"""Addresses of advice."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.advice_listing import ADVICE
from chancery.web.views import advice, exports

_ONE = "advice/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("advice/", advice.index, name="advice-list"),
    path("advice/export/", exports.of(ADVICE), name="advice-list-export"),
    path("advice/new/", advice.new, name="advice-new"),
    path(_ONE, advice.show, name="advice"),
    path(f"{_ONE}edit/", advice.edit, name="advice-edit"),
    path(f"{_ONE}withdraw/", advice.withdraw, name="advice-withdraw"),
    path(f"{_ONE}move/<slug:name>/", advice.move, name="advice-move"),
    path(f"{_ONE}decision/", advice.decide, name="advice-decide"),
    path(f"{_ONE}tasks/", advice.follow, name="advice-follow"),
    path(f"{_ONE}outcome/", advice.outcome, name="advice-outcome"),
]
