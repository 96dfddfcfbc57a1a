"""Settings out of the environment, failing loudly on a bad value.

A secret may also come from a file: ``NAME_FILE`` holds its path (as container platforms give it).
"""

import os
from pathlib import Path

from chancery.lib.errors import ChanceryError


class SettingError(ChanceryError):
    """A setting in the environment cannot be used."""


_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def text(name: str, default: str) -> str:
    """``name`` from the environment, or from the file that ``name_FILE`` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE: cannot read {path}: {error.strerror}") from error


def flag(name: str, *, default: bool) -> bool:
    """A yes or no."""
    value = text(name, "").strip().lower()
    if not value:
        return default
    if value not in _YES | _NO:
        raise SettingError(f"{name}={value!r}: say 1 or 0")
    return value in _YES


def number(name: str, default: int) -> int:
    """A whole number, not negative."""
    value = text(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise SettingError(f"{name}={value!r}: say a whole number, such as {default}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Words separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of the words allowed, or the default where nothing is said."""
    value = text(name, "").strip().lower()
    if value and value not in allowed:
        raise SettingError(f"{name}={value!r}: say one of {', '.join(allowed)}")
    return value or default
