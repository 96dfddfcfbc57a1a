"""What was posted, for forms that may be all buttons."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The data of a POST, even an empty one; None when the form is only shown."""
    return request.POST if request.method == "POST" else None
