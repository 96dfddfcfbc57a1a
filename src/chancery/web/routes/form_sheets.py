"""Addresses of records that come in from a spreadsheet, of whatever kind."""

from django.urls import path

from chancery.web.views import form_sheets

urlpatterns = [
    path("rows/<slug:into>/", form_sheets.choose, name="rows-import"),
    path("rows/<slug:into>/check/", form_sheets.check, name="rows-check"),
    path("rows/<slug:into>/template/", form_sheets.template, name="rows-template"),
    path("imports/rows/<slug:run>/", form_sheets.outcome, name="rows-imported"),
    path("imports/rows/<slug:run>/undo/", form_sheets.undo, name="rows-imported-undo"),
]
