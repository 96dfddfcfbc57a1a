"""Search: where is that written?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.intake.search.asking import FACETS, FIRST, Found, Wish, suggest
from chancery.intake.search.kinds import KINDS
from chancery.web.search_page import chips_of, examples, facets_of, kinds_of, lines_of, suggested
from chancery.web.views.entrance import reader

ROWS = FIRST
ANY_MARKS = "any"
APART = "apart"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Records and documents together, narrowed as asked; what may be asked where nothing was."""
    found = Found(reader(request), _wish(request))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))  # type: ignore[arg-type, var-annotated] # ours
    straight = found.straight if page.number == 1 else []
    there = {hit.number for hit in straight}
    rest = [hit for hit in page.object_list if hit.number not in there]
    context = {
        "found": found,
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


def _wish(request: HttpRequest) -> Wish:
    asked = request.GET
    chosen = {name: asked[name][:200] for name in ("kind", *FACETS) if asked.get(name)}
    if chosen.get("kind") not in KINDS:
        chosen.pop("kind", None)
    return Wish(
        typed=asked.get("q", ""),
        chosen=chosen,
        best=asked.get("order") == "best",
        plain=asked.get("marks") == ANY_MARKS,
        apart=asked.get("words") == APART,
    )
