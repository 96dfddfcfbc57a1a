"""People for the tests of the frame, with any fields."""

from chancery.people.models import Post, Role, User
from tests import make


def somebody(username: str = "lan", role: Role = Role.OFFICER, **fields) -> User:
    """Somebody with a post in ``mofa-economic`` who can sign in with ``make.PASSWORD``."""
    named = {"full_name": "Nguyễn Thị Lan", **fields}
    user = User.objects.create(username=username, **named)
    Post.objects.create(user=user, unit=make.unit("mofa-economic"), role=role, start=make.LONG_AGO)
    return make.with_password(user)
