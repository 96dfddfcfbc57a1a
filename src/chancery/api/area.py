"""How operations are said: one line each gives address, answer, scope, and every way to fail."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.operation import Operation
from ninja.responses import Status

from chancery.api.keys import Key
from chancery.api.schemas.shapes import Problem

V = TypeVar("V", bound=Callable[..., Any])
JSON = "application/json"
MULTIPART = "multipart/form-data"
_ALWAYS = (401, 403, 422, 429)
_SENT = (400, 413, 415)
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_RETRY = {
    429: {
        "headers": {
            "Retry-After": {
                "description": "Seconds after which to call again.",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    }
}
_ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A word of your own for this call: sent again with it, it acts only once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
}
_VERSION = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version of the record that you had before you, from its ETag.",
    "schema": {"type": "string", "pattern": '^"?[0-9]{1,9}"?$'},
    "example": '"3"',
}


@dataclass
class Area:
    """The operations on one kind of object, and the scopes that open them."""

    tag: str
    reads: str
    writes: str = ""
    merges: bool = False
    """Records of this kind may be merged: the address of one that was answers 410."""
    router: Router = field(default_factory=Router)

    def get(self, path: str, answers: Any, *, scope: str | None = None) -> Callable[[V], V]:
        """An operation that only shows."""
        fails: tuple[int, ...] = (404,) if "{" in path else ()
        if self.merges and path.endswith("{key}"):
            fails = (404, 410)
        key = Key(self.reads if scope is None else scope)
        return self._operation("GET", path, {200: answers}, key, fails)

    def file(self, path: str) -> Callable[[V], V]:
        """An operation that gives a file as it is; the view answers with it."""
        key, said = Key(self.reads), {"description": "The file.", "content": _BYTES}
        extra = {"responses": {**_RETRY, 200: said}}
        return self._operation("GET", path, {200: None}, key, (404,), extra)

    def post(
        self, path: str, answers: Any, *, status: int = 201, scope: str = "", media: str = JSON
    ) -> Callable[[V], V]:
        """An operation that acts, once for each Idempotency-Key."""
        key = Key(scope or self.writes, media)
        return self._operation(
            "POST", path, {status: answers}, key, (*_SENT, 404, 409), {"parameters": [_ONCE]}
        )

    def patch(self, path: str, answers: Any) -> Callable[[V], V]:
        """An operation that changes the fields it is given, at the version that was seen."""
        fails = (*_SENT, 404, 409, 428)
        key = Key(self.writes, JSON)
        return self._operation(
            "PATCH", path, {200: answers}, key, fails, {"parameters": [_VERSION]}
        )

    def put(self, path: str, answers: Any) -> Callable[[V], V]:
        """An operation that sets one thing; the same again changes nothing."""
        key = Key(self.writes, JSON)
        return self._operation("PUT", path, {200: answers}, key, (*_SENT, 404, 409))

    def delete(self, path: str, answers: Any = None) -> Callable[[V], V]:
        """An operation that takes something away."""
        status = 204 if answers is None else 200
        return self._operation("DELETE", path, {status: answers}, Key(self.writes), (404, 409))

    def _operation(
        self,
        method: str,
        path: str,
        answers: dict[int, Any],
        key: Key,
        fails: tuple[int, ...],
        extra: dict[str, Any] | None = None,
    ) -> Callable[[V], V]:
        def said(view: V) -> V:
            summary, _sep, more = (view.__doc__ or "").strip().partition("\n")
            self.router.api_operation(
                [method],
                path,
                auth=key,
                response={**answers, **dict.fromkeys(sorted({*_ALWAYS, *fails}), Problem)},
                operation_id=view.__name__,
                summary=summary,
                description=" ".join(more.split()) or None,
                tags=[self.tag],
                openapi_extra={
                    "x-scope": key.scope,
                    "responses": _RETRY,
                    **(extra or {}),
                },
            )(_with_status(view, next(iter(answers))))
            key.parameters = _queries(self.router.path_operations[path].operations[-1])
            return view

        return said


def _with_status(view: Callable[..., Any], status: int) -> Callable[..., Any]:
    """The same view, its answer given with this status; one that is whole already goes as it is."""

    @wraps(view)
    def answered(request: HttpRequest, **values: Any) -> Status[Any] | HttpResponse:
        shown = view(request, **values)
        return shown if isinstance(shown, HttpResponse) else Status(status, shown)

    answered.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    return answered


def _queries(operation: Operation) -> frozenset[str]:
    """The names that may stand after the question mark."""
    names: set[str] = set()
    for model in operation.models:
        if str(model.__ninja_param_source__) == "query":
            flat = getattr(model, "__ninja_flatten_map__", None)
            names |= set(flat or model.model_fields)
    return frozenset(names)
