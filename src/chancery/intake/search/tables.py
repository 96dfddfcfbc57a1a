"""What the engines of the database keep for search, of which no model tells."""

from __future__ import annotations

from typing import Any

# FTS5 keeps no copy of the words: it reads those of the entries.
SQLITE = (
    """CREATE VIRTUAL TABLE intake_words USING fts5(
        head, body, marked, content='intake_entry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
    """CREATE TRIGGER intake_entry_added AFTER INSERT ON intake_entry BEGIN
        INSERT INTO intake_words(rowid, head, body, marked)
        VALUES (new.id, new.head, new.body, new.marked);
    END""",
    """CREATE TRIGGER intake_entry_gone AFTER DELETE ON intake_entry BEGIN
        INSERT INTO intake_words(intake_words, rowid, head, body, marked)
        VALUES ('delete', old.id, old.head, old.body, old.marked);
    END""",
    """CREATE TRIGGER intake_entry_changed AFTER UPDATE ON intake_entry BEGIN
        INSERT INTO intake_words(intake_words, rowid, head, body, marked)
        VALUES ('delete', old.id, old.head, old.body, old.marked);
        INSERT INTO intake_words(rowid, head, body, marked)
        VALUES (new.id, new.head, new.body, new.marked);
    END""",
)
SQLITE_AWAY = (
    "DROP TRIGGER intake_entry_added",
    "DROP TRIGGER intake_entry_gone",
    "DROP TRIGGER intake_entry_changed",
    "DROP TABLE intake_words",
)
POSTGRESQL = (
    "ALTER TABLE intake_entry ADD COLUMN heads tsvector",
    "ALTER TABLE intake_entry ADD COLUMN words tsvector",
    "ALTER TABLE intake_entry ADD COLUMN marks tsvector",
    "CREATE INDEX intake_entry_heads ON intake_entry USING gin (heads)",
    "CREATE INDEX intake_entry_words ON intake_entry USING gin (words)",
    "CREATE INDEX intake_entry_marks ON intake_entry USING gin (marks)",
)


def make(editor: Any) -> None:
    """Make it beside the table of entries, in the database of the schema editor given."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def unmake(editor: Any) -> None:
    """Take it away again; PostgreSQL's columns go with their table."""
    for statement in () if editor.connection.vendor == "postgresql" else SQLITE_AWAY:
        editor.execute(statement)
