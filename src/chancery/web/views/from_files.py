"""What every page does that takes rows out of a file: name the columns anew, list the errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from chancery.web.bringing import csv_of
from chancery.web.forms.units import ColumnsForm


def columns_form(
    request: HttpRequest, labels: Mapping[str, Any], headings: Any, columns: Mapping[str, int]
) -> ColumnsForm:
    """Which column of the file holds what, as found or as the person says."""
    chosen = {name: str(at) for name, at in columns.items()}
    data = request.POST if "columns" in request.POST else None
    return ColumnsForm(data, labels=dict(labels), headings=headings, initial=chosen)


def errors_file(head: Sequence[str], lines: Iterable[Sequence[str]]) -> HttpResponse:
    """The errors as a list to work off beside the file."""
    answer = HttpResponse(csv_of([head, *lines]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return answer
