"""Addresses of agreements and requests."""

from django.urls import URLPattern, URLResolver, path

from chancery.web import agreement_listing
from chancery.web.views import agreement_life, agreements, exports, requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/new/", agreements.new, name="agreement-new"),
    path("agreements/alarms/", agreement_life.dates, name="agreement-dates"),
    path("agreements/export/", exports.of(agreement_listing.agreements), name="agreements-export"),
    path("agreements/<slug:key>/", agreements.show, name="agreement"),
    path("agreements/<slug:key>/edit/", agreements.edit, name="agreement-edit"),
    path("agreements/<slug:key>/stage/", agreement_life.stage, name="agreement-stage"),
    path(
        "agreements/<slug:key>/stage/<slug:name>/",
        agreement_life.stage_day,
        name="agreement-stage-day",
    ),
    path(
        "agreements/<slug:key>/stage/<slug:name>/withdraw/",
        agreement_life.stage_withdraw,
        name="agreement-stage-withdraw",
    ),
    path("agreements/<slug:key>/renewal/", agreement_life.renewal, name="agreement-renewal"),
    path("agreements/<slug:key>/review/", agreement_life.review, name="agreement-review"),
    path("agreements/<slug:key>/step/", agreement_life.step, name="agreement-step"),
    path("requests/", requests.index, name="requests"),
    path("requests/new/", requests.new, name="request-new"),
    path("requests/<int:pk>/", requests.show, name="request"),
    path("requests/<int:pk>/edit/", requests.edit, name="request-edit"),
    path("requests/<int:pk>/answer/", requests.answer, name="request-answer"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="request-withdraw"),
]
