"""What a person follows: plain kinds and keys, as history has them.

Whether the record is theirs to see is asked anew whenever it is shown.
"""

from __future__ import annotations

from collections import defaultdict

from chancery.people.models import Follow, User

KINDS = frozenset(
    {
        "task",
        "commitment",
        "obstacle",
        "opportunity",
        "agreement",
        "activity",
        "project",
        "partner",
        "unit",
        "upgrade",
        "mechanism",
        "initiative",
        "workplan",
        "monthlyreport",
        "meeting",
        "consultation",
        "advice",
        "programme",
        "contact",
        "interaction",
        "training",
        "proposal",
        "request",
    }
)
MOST = 500
"""Records that one person may follow: more is no longer following."""


def followed(user: User) -> dict[str, set[str]]:
    """The keys that a person follows, by kind; one query."""
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in user.follows.values_list("kind", "key"):
        keys[kind].add(key)
    return dict(keys)


def follows(user: User, kind: str, key: object) -> bool:
    """Whether a person follows this one."""
    return Follow.objects.filter(user=user, kind=kind, key=str(key)).exists()
