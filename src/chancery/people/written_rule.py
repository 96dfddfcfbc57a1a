"""A rule of access, put into SQL once and then used by every question that needs it.

A page asks some ten questions about what its person may know of, and each would have Django work
through the same twenty conditions again: that was a fifth of the time of the pages opened most.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

Sql = tuple[str, tuple[Any, ...]]


class WrittenRule(Expression):
    """The conditions of ``rows`` as one: ``model.objects.filter(WrittenRule(rows))``.

    ``rows`` narrows its model by the model's own columns and by sub-queries, without joins;
    whatever else it holds (order, columns) is not taken over. The words are kept for each kind of
    database and each name under which the table stands in a question.
    """

    conditional = True

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(output_field=BooleanField())
        self._rule: Query = rows.query
        self._table = _model_of(rows)._meta.db_table  # noqa: SLF001 - Django's documented way
        self.alias = self._table
        self._written: dict[tuple[str, str], Sql] = {}
        joined = {name for name, times in self._rule.alias_refcount.items() if times}
        if joined - {self._table}:
            raise ValueError(f"the rule of {self._table} joins other tables; ask sub-queries")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WrittenRule):
            return NotImplemented
        return self._rule is other._rule and self.alias == other.alias

    def __hash__(self) -> int:
        return hash((id(self._rule), self.alias))

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Self:
        """Stand on the first table of ``query``, whose sub-queries keep clear of the rule's."""
        found = self.copy()
        found.alias = query.get_initial_alias()
        query.subq_aliases = query.subq_aliases | self._rule.subq_aliases
        return found

    def relabeled_clone(self, change_map: Mapping[str, str]) -> Self:
        """The same on a table that goes by another name now."""
        found = self.copy()
        found.alias = change_map.get(self.alias, self.alias)
        return found

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """The words, worked out the first time."""
        key = (connection.vendor, compiler.quote_name_unless_alias(self.alias))
        if key not in self._written:
            where = self._rule.where
            if self.alias != self._table:
                where = where.clone()
                where.relabel_aliases({self._table: self.alias})
            sql, params = where.as_sql(compiler, connection)
            self._written[key] = (f"({sql})", tuple(params))
        return self._written[key]


def _model_of(rows: QuerySet[Any]) -> type[Model]:
    model: type[Model] = rows.model
    return model
