"""Every write to the outbox. It is its own record of what was told to whom: no history beside it."""

from chancery.notices.actions.delivering import Delivered, deliver
from chancery.notices.actions.posting import empty_old_bodies, post, recall, see

__all__ = ["Delivered", "deliver", "empty_old_bodies", "post", "recall", "see"]
