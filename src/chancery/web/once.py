"""A form acts once: sent again (double click, back button) it leads where it led before.

Each form carries a key made when it was shown. What the key and the content of the form led to is
kept; the same content again does nothing and gives the same answer. The same form with other
content is shown once more, with what came of it the first time.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people import actions
from chancery.people.models import Answered, User
from chancery.web import formatting

FIELD = "once"
BESIDES = "besides"  # sent by who was shown that it was sent before, and means it
NO_CONTENT = frozenset({FIELD, BESIDES, "csrfmiddlewaretoken", "seen", "twins", "version"})
DONE = "answered-"  # marks a message with the key of the form it answers
_LONGEST = 64
_SECRET = re.compile("password|secret|token", re.IGNORECASE)
_WORTH_KEEPING = 15  # letters
MOMENTS = timedelta(minutes=15)


def new_key() -> str:
    """A key for a form that is shown."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Sent:
    """A form that came in: by whom, with which key, where to, what it said."""

    user: User
    once: str
    path: str
    content: str
    has_words: bool

    @cached_property
    def key(self) -> str:
        """Of the person, the form and its content."""
        form = _digest(f"{self.user.pk} {self.path} {self.once}")[:22]
        return f"{form}:{_digest(f'{self.path} {self.content}')[:40]}"

    def before(self) -> Answered | None:
        """What the very same led to."""
        return actions.answered(self.user, self.key)

    @cached_property
    def otherwise(self) -> Answered | None:
        """What this form led to with other content."""
        return actions.answered_otherwise(self.user, self.key)

    def lately(self) -> Answered | None:
        """What the same words led to that were sent from here a moment ago: a page that the back
        button fetched anew has a key of its own."""
        if not self.has_words:
            return None
        return actions.answered_lately(self.user, self.key, timezone.now() - MOMENTS)


def sent(request: HttpRequest) -> Sent | None:
    """The form that came in, where it carries a key and somebody is signed in."""
    if request.method != "POST" or not isinstance(request.user, User):
        return None
    once = request.POST.get(FIELD, "")
    if not once or len(once) > _LONGEST:
        return None
    pairs = [(k, v) for k in request.POST for v in request.POST.getlist(k) if k not in NO_CONTENT]
    has_words = any(len(value.strip()) >= _WORTH_KEEPING for _name, value in pairs)
    return Sent(request.user, once, request.get_full_path(), repr(sorted(pairs)), has_words)


def act_once(request: HttpRequest, act: Callable[[], tuple[str, str]]) -> HttpResponse:
    """Do ``act``, which gives the message and the address to go to, unless this form was acted on.

    All of it or nothing: the key is kept in the transaction of the change. Files are not compared.
    """
    form = sent(request)
    if form is None:
        said, onward = act()
    else:
        with transaction.atomic():
            if not actions.claim_answer(user=form.user, key=form.key):
                return again(request, form, actions.answered(form.user, form.key))
            said, onward = act()
            actions.keep_answer(user=form.user, key=form.key, said=str(said), onward=onward)
    return _onward(request, said, onward, form.once if form else "")


def again(request: HttpRequest, form: Sent, answer: Answered | None) -> HttpResponse:
    """The same place with the same message; nothing was done."""
    onward = answer.onward if answer else ""
    return _onward(request, answer.said if answer else "", onward or "/", form.once)


def _onward(request: HttpRequest, said: str, onward: str, once: str) -> HttpResponse:
    messages.success(request, said, extra_tags=f"{DONE}{once}" if once else "")
    return redirect(onward)


def said_before(answer: Answered) -> str:
    """That the form was sent already, and what came of it."""
    words = _("This form was sent already, at %(at)s: %(said)s")
    return words % {"at": formatting.moment(answer.at), "said": answer.said}


class OnceMiddleware:
    """Answers a form that was acted on before its view looks at it: what it spoke of may be gone.

    What a rule refuses because somebody was faster is told on a page of its own, never as a fault.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """The same answer to the same form."""
        form = sent(request)
        answer = form.before() if form else None
        return again(request, form, answer) if form and answer else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Where the record is gone or closed by this very form: back to what it led to."""
        form = sent(request)
        if isinstance(error, Http404 | PermissionDenied | ChanceryError) and form:
            answer = form.otherwise
            if answer is not None:
                messages.warning(request, said_before(answer))
                return redirect(answer.onward)
        if isinstance(error, ChanceryError):
            context = {"reason": str(error), "overtaken_back": _record_page(request)}
            return render(request, "overtaken.html", context, status=409)
        return None


def form_page(request: HttpRequest) -> str:
    """Where the form that was sent is shown: pages with a key show it at the address they send to,
    any other form stands on the page it was sent from."""
    if request.POST.get(FIELD):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return ""
    return f"{page.path}?{page.query}" if page.query else page.path


def words_of(request: HttpRequest) -> list[str]:
    """The longer texts of a form sent from a page of ours; no secrets."""
    origin = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    if request.method != "POST" or origin.netloc != request.get_host():
        return []
    named = [name for name in request.POST if name not in NO_CONTENT and not _SECRET.search(name)]
    texts = [text.strip() for name in named for text in request.POST.getlist(name)]
    return [text for text in texts if len(text) >= _WORTH_KEEPING]


def _record_page(request: HttpRequest) -> str:
    """The page of the record that an address speaks of: its first two parts."""
    page = "/".join(["", *request.path.split("/")[1:3], ""])
    try:
        resolve(page)
    except Resolver404:
        return ""
    return page


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
