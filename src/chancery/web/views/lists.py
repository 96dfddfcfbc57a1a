"""What every list page does: who looks, filter, sort, page, render."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chancery.web.forms.narrowing import Narrowing, Rows
from chancery.web.views.answers import sorted_page

Sorts = dict[str, tuple[str, ...]]


def show_list(
    request: HttpRequest,
    template: str,
    *,
    rows: Rows,
    form: Narrowing,
    sorts: Sorts,
    default: str,
    **more: Any,
) -> HttpResponse:
    """One page of the rows that fit the filters, in the order asked for."""
    page = sorted_page(request, form.narrow(rows), sorts, default)
    context = {"page": page, "filter_form": form, "sort": default, **more}
    return render(request, template, context)
