"""Addresses of work plans and monthly reports."""

from django.urls import URLPattern, URLResolver, path

from chancery.web.plan_listing import MONTHLY, PLANS
from chancery.web.views import exports, monthly, packs, plans

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", plans.index, name="plans"),
    path("plans/export/", exports.of(PLANS), name="plans-export"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/<int:pk>/", plans.show, name="workplan"),
    path("plans/<int:pk>/edit/", plans.edit, name="plan-edit"),
    path("plans/<int:pk>/withdraw/", plans.withdraw, name="plan-withdraw"),
    path("plans/<int:pk>/paper/", plans.paper, name="plan-paper"),
    path("plans/<int:pk>/move/<str:name>/", plans.move, name="plan-move"),
    path("plans/<int:pk>/lines/new/", plans.line_new, name="plan-line-new"),
    path("plans/<int:pk>/lines/<int:number>/edit/", plans.line_edit, name="plan-line-edit"),
    path("plans/<int:pk>/lines/<int:number>/remove/", plans.line_remove, name="plan-line-remove"),
    path("plans/<int:pk>/lines/<int:number>/tie/", plans.line_tie, name="plan-line-tie"),
    path("monthly-reports/", monthly.index, name="monthly-reports"),
    path("monthly-reports/export/", exports.of(MONTHLY), name="monthly-reports-export"),
    path("monthly-reports/new/", monthly.new, name="monthly-new"),
    path("monthly-reports/missing/", monthly.missing, name="monthly-missing"),
    path("monthly-reports/pack/", packs.make, name="conference-pack"),
    path("monthly-reports/<int:pk>/", monthly.show, name="monthlyreport"),
    path("monthly-reports/<int:pk>/edit/", monthly.edit, name="monthly-edit"),
    path("monthly-reports/<int:pk>/withdraw/", monthly.withdraw, name="monthly-withdraw"),
    path("monthly-reports/<int:pk>/paper/", monthly.paper, name="monthly-paper"),
    path("monthly-reports/<int:pk>/refresh/", monthly.refresh, name="monthly-refresh"),
    path("monthly-reports/<int:pk>/looked/", monthly.looked, name="monthly-looked"),
    path("monthly-reports/<int:pk>/move/<str:name>/", monthly.move, name="monthly-move"),
    path("monthly-reports/<int:pk>/sections/<str:part>/", monthly.section, name="monthly-section"),
]
