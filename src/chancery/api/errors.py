"""From what an action raises to what a program is told: one place, one shape.

``{"error": a word, "message": a sentence in the language asked for, "fields": {name: [sentences]}}``
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from chancery.documents import troubles
from chancery.documents.errors import DuplicateError, SecretRefusedError
from chancery.intake.errors import DraftIncompleteError
from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError
from chancery.reader.formats import FormatError
from chancery.readings.errors import AlreadyDecidedError
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError

log = logging.getLogger(__name__)
Fields = Mapping[str, list[str]]


class ApiError(ChanceryError):
    """A request that cannot be answered as it came; raised by the API alone."""

    status, word = 400, "malformed"
    fields: Fields = {}
    headers: Mapping[str, str] = {}


class KeyRefusedError(ApiError):
    """No key, or none that opens."""

    status, word = 401, "key"
    headers = {"WWW-Authenticate": 'Bearer realm="Chancery"'}


class ScopeError(ApiError):
    """The key was not made for this."""

    status, word = 403, "scope"

    def __init__(self, scope: str) -> None:
        super().__init__(
            _("This key was not made for this: it lacks %(scope)s.") % {"scope": scope}
        )


class PaceError(ApiError):
    """Too many calls in this minute."""

    status, word = 429, "pace"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("Too many calls in this minute: wait %(seconds)s seconds.") % {"seconds": seconds}
        )
        self.headers = {"Retry-After": str(seconds)}


class FormatRefusedError(ApiError):
    """The body is not in the format that is read here."""

    status, word = 415, "format"

    def __init__(self, media: str) -> None:
        super().__init__(_("Send the content as %(media)s.") % {"media": media})


class UnknownParameterError(ApiError):
    """A parameter that is not known would narrow nothing, unseen."""

    status, word = 422, "values"

    def __init__(self, names: list[str]) -> None:
        super().__init__(_("Unknown parameters: %(names)s") % {"names": ", ".join(names)})
        self.fields = {name: [_("There is no such parameter.")] for name in names}


class OtherContentError(ApiError):
    """A key of an idempotent call was used again for something else."""

    status, word = 409, "repeated"


class UnusableKeyError(ApiError):
    """The word by which a repeated call is known cannot be used."""

    status, word = 422, "values"

    def __init__(self, header: str) -> None:
        said = _("One to a hundred letters, digits and signs, without spaces or marks.")
        super().__init__(f"{header}: {said}")
        self.fields = {header: [said]}


class TooLargeError(ApiError):
    """A file is larger than is taken here."""

    status, word = 413, "size"


class VersionMissingError(ApiError):
    """A change does not say which version it changes."""

    status, word = 428, "version"

    def __init__(self) -> None:
        super().__init__(
            _("Say in If-Match which version you had before you: it stands in the ETag.")
        )


def answer(
    status: int,
    word: str,
    message: str,
    fields: Fields | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """The one shape in which something did not go."""
    said = {"error": word, "message": message, "fields": dict(fields or {}), **more}
    return JsonResponse(
        said,
        status=status,
        headers=dict(headers or {}),
        content_type="application/json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )


def not_found() -> HttpResponse:
    """Nothing is there, or nothing that the caller may know of: the answer is the same."""
    return answer(404, "unknown", _("There is nothing here that you may know of."))


def _of_api(error: ApiError) -> HttpResponse:
    return answer(error.status, error.word, str(error), error.fields, headers=error.headers)


def _of_values(error: InvalidValuesError) -> HttpResponse:
    return answer(422, "values", str(error), error.by_field)


def _of_draft(error: DraftIncompleteError) -> HttpResponse:
    return answer(422, "values", str(error), {k: [v] for k, v in error.problems.items()})


def _of_change(error: ChangedMeanwhileError) -> HttpResponse:
    told = {"who": error.who, "when": error.when.isoformat(), "what": list(error.fields)}
    return answer(409, "changed", str(error), changed=told)


def _of_duplicate(error: DuplicateError) -> HttpResponse:
    return answer(409, "duplicate", str(error), document=error.document_id)


def _of_format(error: FormatError) -> HttpResponse:
    said = troubles.told(error)
    return answer(422, "unreadable", said, {"file": [said]})


def _of_validation(error: ValidationError) -> HttpResponse:
    """What does not fit the description; an address that names nothing is not there."""
    if any(problem["loc"][0] == "path" for problem in error.errors):
        return not_found()
    fields: dict[str, list[str]] = {}
    for problem in error.errors:
        name = ".".join(str(part) for part in problem["loc"][1:]) or "body"
        fields.setdefault(name, []).append(str(problem["msg"]))
    return answer(422, "values", _("Some values do not fit the description."), fields)


def _of_http(error: HttpError) -> HttpResponse:
    """Only a body that is no JSON comes this way."""
    return answer(400, "malformed", _("The body is not JSON in UTF-8."))


def _of_form(error: Exception) -> HttpResponse:
    return answer(400, "malformed", _("The form cannot be taken apart."))


def _of_size(error: Exception) -> HttpResponse:
    return answer(413, "size", _("This is more than is taken in one piece."))


_OF: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    ApiError: _of_api,
    NotAllowedError: lambda error: answer(403, "rule", str(error)),
    InvalidValuesError: _of_values,
    DraftIncompleteError: _of_draft,
    ChangedMeanwhileError: _of_change,
    StateError: lambda error: answer(409, "state", str(error)),
    AlreadyDecidedError: lambda error: answer(409, "state", str(error)),
    DuplicateError: _of_duplicate,
    SecretRefusedError: lambda error: answer(422, "secret", str(error)),
    FormatError: _of_format,
    ValidationError: _of_validation,
    HttpError: _of_http,
    RequestDataTooBig: _of_size,
    TooLargeError: _of_size,
    MultiPartParserError: _of_form,
    SuspiciousOperation: _of_form,
    Http404: lambda error: not_found(),
    ChanceryError: lambda error: answer(422, "refused", str(error)),
}


def told(error: Exception) -> HttpResponse:
    """The answer to an error, by the closest kind of it that is known."""
    for kind in type(error).__mro__:
        if kind in _OF:
            return _OF[kind](error)
    log.error("The API failed", exc_info=error)
    return answer(500, "fault", _("Something went wrong here. It has been noted."))


def tell_errors(
    api: NinjaAPI, gone: Callable[[HttpRequest], HttpResponse | None] = lambda _request: None
) -> None:
    """Let ``told`` answer for every operation; ``gone`` first where nothing is at an address."""

    def handler(request: HttpRequest, error: Any) -> HttpResponse:
        return (gone(request) if isinstance(error, Http404) else None) or told(error)

    for kind in (*_OF, Exception):
        api.add_exception_handler(kind, handler)
