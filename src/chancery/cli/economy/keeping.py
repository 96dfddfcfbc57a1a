"""What commands of ``economy`` found is kept: the same question of the same file is answered at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from chancery.economy.cache import Answer, default_folder, kept
from chancery.economy.store.manifest import NAME
from chancery.economy.store.opening import open_store
from chancery.economy.whole import fingerprint

_NOT_OF_THE_ANSWER = frozenset({"as_json", "near", "no_cache", "of", "out", "top"})
"""Options that choose what is shown of an answer, not what it is."""

no_cache = click.option(
    "--no-cache", is_flag=True, help="Work it out anew, and keep nothing of it."
)


def answered(
    method: str, path: Path, asked: Mapping[str, Any], make: Callable[[], Answer]
) -> Answer:
    """What ``make`` finds in a file or store, or what was kept of the same question; a person is told which."""
    question = {name: asked[name] for name in asked if name not in _NOT_OF_THE_ANSWER}
    known_by = open_store(path).folder / NAME if path.is_dir() else path
    answer = kept(
        method,
        [fingerprint(known_by)],
        {**question, "path": path.name},
        make,
        folder=None if asked["no_cache"] else default_folder(),
    )
    if answer.kept_on is not None:
        click.echo(
            f"Kept from {answer.kept_on}: the same file and options (--no-cache works it out anew)",
            err=True,
        )
    return answer
