"""What every template may use besides the request: the frame of the page."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from chancery.people.models import Post, User
from chancery.web import paths


def _version() -> str:
    try:
        return version("chancery")
    except PackageNotFoundError:  # a source tree on the path, not installed
        return ""


VERSION = _version()


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation, version and mode; nothing is asked of the database until a template shows it."""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "posts": SimpleLazyObject(lambda: _posts(request)),
        "viewer": getattr(request, "viewer", None),
        "version": VERSION,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
    }


def _navigation(request: HttpRequest) -> list[tuple[Any, list[paths.Link]]]:
    return paths.navigation(getattr(request, "viewer", None) or None, request.path)


def _posts(request: HttpRequest) -> list[Post]:
    if not isinstance(request.user, User):
        return []
    today = timezone.localdate()
    return [p for p in request.user.posts.select_related("unit") if p.runs_on(today)]
