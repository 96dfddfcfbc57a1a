"""The product's addresses and one more: the bare page that the others are measured against."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse  # noqa: TID251 - a page, for measuring
from django.template import engines
from django.urls import path

from chancery.site import urls
from chancery.web.middleware import viewer
from chancery.work import access

_PAGE = """{% extends "base.html" %}{% block content %}<table>{% for row in rows %}
<tr><td>{{ row.reference }}</td><td>{{ row.text }}</td><td>{{ row.due|day }}</td></tr>
{% endfor %}</table>{% endblock %}"""


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty tasks in the base template: one query beyond the sign-in."""
    page = engines["django"].from_string(_PAGE)
    rows = access.tasks(viewer(request)).order_by("due", "pk")[:50]
    return HttpResponse(page.render({"rows": rows}, request))


urlpatterns = [*urls.urlpatterns, path("bare/", bare)]
handler403, handler404 = urls.handler403, urls.handler404
