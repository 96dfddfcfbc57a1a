"""What was posted, for forms that may be all buttons; and addresses that take nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.views.decorators.http import require_POST

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def posted(request: HttpRequest) -> QueryDict | None:
    """The data of a POST, even an empty one; None when the form is only shown."""
    return request.POST if request.method == "POST" else None


def post_only(view: View) -> View:
    """``require_POST``, and known for it: no link leads there (see ``web/staying.py``)."""

    checked = require_POST(view)
    checked.takes_posts_alone = True  # type: ignore[attr-defined] # asked for by name
    return checked


def takes_posts_alone(view: Callable[..., Any]) -> bool:
    """Whether asking for this by its address gives nothing but 405."""
    methods = getattr(getattr(view, "view_class", None), "http_method_names", ["get"])
    return bool(getattr(view, "takes_posts_alone", False)) or "get" not in methods
