"""Taking a run over many records back: said in one way for lists and for tracking sheets."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError


class TakenBack(Protocol):
    """A run after it was taken back."""

    @property
    def taken_back(self) -> Sized | None:
        """What was."""

    @property
    def kept(self) -> Sized:
        """What could not be."""


def tell_taken_back(request: HttpRequest, act: Callable[[], TakenBack]) -> None:
    """Take it back; say how many records were, or why none could be."""
    try:
        after = act()
    except ChanceryError as error:
        messages.error(request, str(error))
        return
    said = _("Taken back: %(done)s; not taken back: %(kept)s.")
    messages.success(
        request, said % {"done": len(after.taken_back or ()), "kept": len(after.kept)}
    )
