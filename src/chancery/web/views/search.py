"""Search: where is that written?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.intake.search.asking import FIRST, Found, Wish, suggest
from chancery.people.views import plain_query, views_for
from chancery.web.search_page import chips_of, examples, facets_of, kinds_of, lines_of, suggested
from chancery.web.views.entrance import reader

ROWS = FIRST


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Records and documents together, narrowed as asked; what may be asked where nothing was."""
    who = reader(request)
    found = Found(who, Wish.of(request.GET))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))  # type: ignore[arg-type, var-annotated] # ours
    straight = found.straight if page.number == 1 else []
    there = {hit.number for hit in straight}
    rest = [hit for hit in page.object_list if hit.number not in there]
    views = views_for(who, "search")
    query = plain_query(request.GET.urlencode())
    context = {
        "found": found,
        "views": views,
        "query_now": query,
        "own_view": next((view for view in views.own if view.query == query), None),
        "page": page,
        "straight": lines_of(straight, found),
        "lines": lines_of(rest, found),
        "kinds": kinds_of(found, request.GET),
        "facets": facets_of(found, request.GET),
        "chips": chips_of(found, request.GET),
        "marked": found.asked.exact,
        "unquoted": found.asked.unquoted,
        "examples": examples(),
    }
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few hits by number, name or title, while one types."""
    who, typed = reader(request), request.GET.get("q", "")
    context = {"lines": suggested(suggest(who, typed)), "typed": typed.strip()}
    return render(request, "search/suggestions.html", context)
