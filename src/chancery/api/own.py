"""Who calls."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from chancery.api.area import Area
from chancery.api.keys import Asked
from chancery.api.schemas.own import PostShown, WhoAmI
from chancery.api.schemas.shapes import PersonRef
from chancery.api.showing import unit_ref

area = Area("own", reads="")


@area.get("/whoami", WhoAmI)
def whoami(request: HttpRequest) -> WhoAmI:
    """Whose key this is, their posts today, and the scopes of the key."""
    caller = cast("Asked", request).auth
    user, token, today = caller.viewer.user, caller.token, timezone.localdate()
    held = [post for post in user.posts.select_related("unit") if post.runs_on(today)]
    return WhoAmI(
        person=PersonRef(username=user.username, full_name=user.full_name),
        posts=[
            PostShown(unit=unit_ref(post.unit), role=post.role, acting=post.acting)
            for post in held
        ],
        key=token.name,
        scopes=token.scopes,
        expires_at=token.expires_at,
    )
