"""Search with the rules of access against the bare FTS5 table: python -m benchmarks.search [DOCUMENTS]

Bare = the same words asked of the same FTS5 table, newest first, the first 20 with their entries, no
rule of access. Budget: the same with the rules, as the product asks it, <= 2 times bare, for each
question. Beside it: what a person waits for (choosing the reading, the first 20 with their rows, all
counts and facets), how long a purge's merge takes, and how long the index takes to make.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import keep

BUDGET = 2.0
RUNS = 15
WORDS_OF_A_TEXT = 350
HEADS = "b c ch d đ gi h k kh l m n ng nh ph qu r s t th tr v x"
TAILS = "an ế ương ị ổi ính inh ôn át ưu ạc ển"
QUESTIONS = {
    "in half of all": "hợp tác",
    "in one of twenty": "dak lak",
    "in one of a thousand": "sầu riêng",
    "apart": "kinh tế bưởi",
    "beginning of a word": "chuyển đổi nangl",
    "nowhere": "khongcogi",
}
PEOPLE = ("lan", "quang", "oanh")
BARE = (
    "SELECT e.id, e.kind FROM intake_words w JOIN intake_entry e ON e.id = w.rowid"
    " WHERE intake_words MATCH %s ORDER BY w.rowid DESC LIMIT 20"
)


def main(documents: int) -> None:
    """Fill a workspace of its own, index it, ask."""
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        _fill(documents)
        from chancery.intake.search.actions import rebuild  # noqa: PLC0415 - needs Django set up

        begun = time.monotonic()
        rebuild()
        made = time.monotonic() - begun
        figures = {
            f"{who}: {name}": _figures(who, q) for who in PEOPLE for name, q in QUESTIONS.items()
        }
        worst = max(one["times_bare"] for one in figures.values())
        keep(
            "search",
            {
                "documents": documents,
                "budget_times_bare": BUDGET,
                "worst_times_bare": worst,
                "questions": figures,
                "seconds_to_index_all": round(made, 1),
                "seconds_to_forget_one": round(_forgetting(), 1),
                "megabytes": round((Path(folder) / "chancery.sqlite3").stat().st_size / 1e6),
            },
        )


def _figures(username: str, typed: str) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415

    from chancery.intake.search import sqlite  # noqa: PLC0415
    from chancery.intake.search.asking import Found, Wish  # noqa: PLC0415
    from chancery.people.access import viewer_of  # noqa: PLC0415
    from chancery.people.models import User  # noqa: PLC0415

    who = viewer_of(User.objects.get(username=username))
    found = Found(who, Wish(typed))
    expression = sqlite.expression(found.asked)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [expression])
            cursor.fetchall()

    def whole() -> None:
        answer = Found(who, Wish(typed))
        _ = answer[:20], answer.total, answer.facets

    plain, ruled = _side_by_side(bare, lambda: found._numbers(0, 20))  # noqa: SLF001
    return {
        "bare_ms": round(plain, 2),
        "with_access_ms": round(ruled, 2),
        "times_bare": round(ruled / plain, 2),
        "found": found.total,
        "whole_answer_ms": round(_time(whole, 5), 1),
    }


def _side_by_side(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[float, float]:
    """In turns, so that a busy machine is busy for both; the median of each in milliseconds."""
    times = [(_once(first), _once(second)) for _ in range(RUNS)]
    return median(one for one, _two in times), median(two for _one, two in times)


def _time(function: Callable[[], Any], runs: int) -> float:
    return median(_once(function) for _ in range(runs))


def _once(function: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - begun)


def _forgetting() -> float:
    from django.db import transaction  # noqa: PLC0415

    from chancery.documents.models import Document  # noqa: PLC0415
    from chancery.intake.search.actions import forget  # noqa: PLC0415

    begun = time.monotonic()
    with transaction.atomic():
        forget(document=Document.objects.order_by("pk")[Document.objects.count() // 2])
    return time.monotonic() - begun


def _set_up(folder: str) -> None:
    os.environ["CHANCERY_WORKSPACE"] = folder
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415

    open_workspace(Path(folder), make=True)
    from chancery.partners.actions import load_partners  # noqa: PLC0415
    from chancery.people.actions import add_user, give_post, load_units  # noqa: PLC0415
    from chancery.people.queries import country_pack  # noqa: PLC0415

    load_partners(pack=country_pack(), by="system")
    load_units(pack=country_pack(), by="system")
    for name, unit in (("lan", "mofa-economic"), ("quang", "vpcp"), ("oanh", "mission-kr")):
        user = add_user(username=name, full_name=name, password=None, by="system")
        give_post(user=user, unit=unit, role="officer", by="system")


def _text(chance: random.Random, vocabulary: list[str]) -> str:
    """Words of unequal frequency, as in any language, with the ones that are asked for strewn in."""
    words = [
        vocabulary[int(len(vocabulary) * chance.random() ** 3)] for _ in range(WORDS_OF_A_TEXT)
    ]
    for often, phrase in (
        (0.5, "hợp tác"),
        (0.05, "Đắk Lắk"),
        (0.001, "sầu riêng"),
        (0.1, "bưởi"),
    ):
        if chance.random() < often:
            words.insert(chance.randrange(len(words)), phrase)
    return " ".join(words)


def _fill(documents: int) -> None:
    """Documents of five units over ten years: a tenth public, a twentieth restricted."""
    from datetime import date, timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from chancery.documents.models import Document, DocumentText  # noqa: PLC0415
    from chancery.people.models import User  # noqa: PLC0415

    chance = random.Random(7)  # the same texts each time
    vocabulary = [f"{a}{b}" for a in HEADS.split() for b in TAILS.split()] + [
        "kinh",
        "tế",
        "chuyển",
        "đổi",
    ]
    chance.shuffle(vocabulary)
    units = ("mofa-economic", "mofa", "moit", "vpcp", "mission-kr")
    by = User.objects.get(username="lan")
    for start in range(0, documents, 2_000):
        made = Document.objects.bulk_create(
            Document(
                sha256=f"{n:064x}",
                name=f"{n}.txt",
                media_type="text/plain",
                size=1,
                title=" ".join(chance.choices(vocabulary, k=9)),
                language="vi",
                kind="news",
                number=f"{n % 900}/TB-VPCP",
                published=date(2026, 1, 1) - timedelta(days=chance.randrange(3650)),
                sensitivity=chance.choices(("public", "internal", "restricted"), (2, 17, 1))[0],
                held_by_id=units[n % len(units)],
                added_by=by,
                added_at=timezone.now(),
            )
            for n in range(start, min(start + 2_000, documents))
        )
        DocumentText.objects.bulk_create(
            DocumentText(document=one, text=_text(chance, vocabulary)) for one in made
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
