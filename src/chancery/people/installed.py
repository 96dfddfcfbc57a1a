"""For whom this system runs, and whether its first start is over."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils import timezone

from chancery.people.joining import digest_of
from chancery.people.models import Installation, Post, Role, User

DEFAULT_PACK = "vn"


@dataclass
class _Memory:
    """What does not change any more, so that no page asks for it again."""

    pack: str = ""
    is_set_up: bool = False


memory = _Memory()


def forget() -> None:
    """Ask the database anew: after the pack was chosen, and between tests."""
    memory.pack, memory.is_set_up = "", False


def installation() -> Installation:
    """The row of this installation; one with the usual values, not saved, where there is none."""
    return Installation.objects.filter(pk=1).first() or Installation(pk=1, pack=DEFAULT_PACK)


def pack_code() -> str:
    """The pack by its code or folder: of the setting, else of the installation.

    Remembered once there are people, as the pack does not change any more from then on.
    """
    return settings.PACK or memory.pack or _chosen()


def is_set_up() -> bool:
    """Whether anybody can run this system; until then every page leads to the first start."""
    memory.is_set_up = memory.is_set_up or User.objects.exists()
    return memory.is_set_up


def is_finished() -> bool:
    """Whether the guided first start was gone through, or is no longer needed."""
    return Installation.objects.filter(set_up_at__isnull=False).exists()


def setup_code_file() -> Path:
    """Where the digest of the code lies that opens the first start in the browser."""
    root: Path = settings.WORKSPACE.root
    return root / "setup.code"


def is_setup_code(code: str) -> bool:
    """Whether this is the code that the terminal showed last; small letters and blanks do."""
    try:
        kept = setup_code_file().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return False
    typed = "".join(code.upper().split()).replace("-", "")
    grouped = "-".join(typed[at : at + 4] for at in range(0, len(typed), 4))
    return hmac.compare_digest(digest_of(grouped), kept)


def mail_password() -> str:
    """The password of the mail server; empty where it takes none."""
    try:
        kept: str = settings.WORKSPACE.mail_password.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return kept


def administrators(*, without: User | None = None) -> list[User]:
    """Who can sign in and run the system today and from now on."""
    posts = Post.objects.filter(
        Q(user__is_demo=True) | ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX),
        Q(user__leaves_on__isnull=True) | Q(user__leaves_on__gt=timezone.localdate()),
        role=Role.ADMINISTRATOR,
        start__lte=timezone.localdate(),
        end__isnull=True,
        user__is_active=True,
    )
    found = {post.user for post in posts.select_related("user")}
    return sorted(found - {without}, key=lambda user: user.username)


def _chosen() -> str:
    found = Installation.objects.filter(pk=1).values_list("pack", flat=True).first()
    if is_set_up():
        memory.pack = found or DEFAULT_PACK
    return found or DEFAULT_PACK
