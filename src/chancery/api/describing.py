"""The description of all operations, put together without telling the same answer twice."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema


class Description(OpenAPISchema):
    """As Ninja describes an API, but each kind of answer is worked out once.

    Ninja wraps the answer of each operation and status in a model of its own and describes each:
    two thousand where there are a few hundred kinds of answers, and fifteen seconds.
    """

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        self._answers: dict[Any, tuple[dict[str, Any], bool]] = {}
        super().__init__(api, path_prefix)

    def _create_schema_from_model(
        self,
        model: Any,
        by_alias: bool = True,
        remove_level: bool = True,
        mode: Any = "validation",
    ) -> tuple[dict[str, Any], bool]:
        answer = model.model_fields.get("response") if mode == "serialization" else None
        if answer is None or len(model.model_fields) > 1 or not remove_level:
            return super()._create_schema_from_model(model, by_alias, remove_level, mode)
        key = answer.annotation, answer.is_required(), by_alias
        if key not in self._answers:
            found = super()._create_schema_from_model(model, by_alias, remove_level, mode)
            self._answers[key] = found
        return self._answers[key]
