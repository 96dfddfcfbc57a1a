"""A call that is repeated with its Idempotency-Key acts once and is answered the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel

from chancery.api.errors import OtherContentError, UnusableKeyError
from chancery.api.keys import viewer
from chancery.people import actions

T = TypeVar("T")
HEADER = "Idempotency-Key"
_LONGEST = 100


def once(
    request: HttpRequest,
    content: BaseModel | str,
    act: Callable[[], object],
    show: Callable[[str], T],
) -> T:
    """Do ``act``, which gives the key of what it made or changed, and ``show`` that.

    All of it or nothing: the header is kept in the transaction of the change. Sent again, what was
    made then is shown as it stands now.
    """
    said = request.headers.get(HEADER)
    if said is None:
        return show(str(act()))
    key = _key(request, said, content)
    user = viewer(request).user
    with transaction.atomic():
        if actions.claim_answer(user=user, key=key):
            if actions.answered_otherwise(user, key):
                raise OtherContentError(
                    _("This %(name)s was used for another call.") % {"name": HEADER}
                )
            made = str(act())
            actions.keep_answer(user=user, key=key, said="", onward=made)
        else:
            before = actions.answered(user, key)
            if before is None:
                raise Http404
            made = before.onward
    return show(made)


def nothing(_key: str) -> None:
    """For what is gone once it was done."""


def _key(request: HttpRequest, said: str, content: BaseModel | str) -> str:
    """Of the person, the call and its content, as the pages' forms have it."""
    if not said.isascii() or not said.isprintable() or not 0 < len(said) <= _LONGEST:
        raise UnusableKeyError(HEADER)
    body = content if isinstance(content, str) else content.model_dump_json()
    call = f"api {viewer(request).user.pk} {request.method} {request.path} {said}"
    return f"{_digest(call)[:22]}:{_digest(body)[:40]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
