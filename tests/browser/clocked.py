"""``chancery`` under a clock that a test moves: ``clocked.py CLOCK WORDS...``.

The file CLOCK holds a moment; time goes on from there at its own pace, so that what happens in one
step keeps its order. ``clocked.py CLOCK cast FOLDER PORT`` makes a workspace with the people of the
story, whose mail goes to that port.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

CAST = (
    # key, name, unit, role
    ("ha", "Đỗ Thúy Hà", "mofa-economic", "clerk"),
    ("lan", "Lê Ngọc Lan", "mofa-economic", "officer"),
    ("quang", "Nghiêm Vinh Quang", "vpcp", "officer"),
    ("son", "Doãn Hải Sơn", "moit", "officer"),
    ("binh", "Khổng Thái Bình", "moit", "head"),
    ("tuan", "Phùng Anh Tuấn", "mission-jp", "officer"),
    ("yen", "Lương Hải Yến", "province-lang-son", "officer"),
)


def main(clock: Path, words: list[str]) -> None:
    _move_with(clock)
    if words[0] == "cast":
        make_cast(Path(words[1]), int(words[2]))
        return
    from chancery.cli.main import main as run  # noqa: PLC0415 - after the clock is set

    sys.argv = ["chancery", *words]
    run()


def _move_with(clock: Path) -> None:
    def now() -> datetime:
        since = timedelta(seconds=max(0.0, time.time() - clock.stat().st_mtime))
        return datetime.fromisoformat(clock.read_text("ascii")) + since

    timezone.now = now


def make_cast(folder: Path, port: int) -> None:
    """The pack of Viet Nam and the people of the story, in a new workspace."""
    from chancery.cli.workspace import open_workspace  # noqa: PLC0415 - needs no Django before

    open_workspace(folder, make=True)
    from chancery.partners.actions import load_partners  # noqa: PLC0415
    from chancery.people.actions import (  # noqa: PLC0415
        add_user,
        finish_first_start,
        give_post,
        load_units,
        set_installation,
    )
    from chancery.people.queries import country_pack  # noqa: PLC0415

    mail = {"mail_host": "127.0.0.1", "mail_port": port, "mail_security": "none"}
    set_installation(by="system", pack="vn", address="https://chancery.example.test", **mail)
    set_installation(by="system", mail_from="chancery@example.test")
    finish_first_start(by="system")
    load_partners(pack=country_pack(), by="system")
    load_units(pack=country_pack(), by="system")
    for key, name, unit, role in CAST:
        email, about = f"{key}@example.test", (name, name)
        person = add_user(
            username=key, full_name=name, password=None, email=email, about=about, is_demo=True,
            by="system",
        )  # fmt: skip
        give_post(user=person, unit=unit, role=role, by="system")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
