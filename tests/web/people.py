"""People for the tests of the frame: a unit, and somebody with a post in it."""

from datetime import date

from chancery.people.models import Post, Role, Unit, User

PASSWORD = "a long enough password"


def somebody(username: str = "lan", role: Role = Role.OFFICER, **fields) -> User:
    unit = Unit.objects.get_or_create(
        key="mofa-economic",
        defaults={
            "kind": "department",
            "name_vi": "Vụ Tổng hợp kinh tế",
            "name_en": "Economic Affairs Department",
        },
    )[0]
    user = User(username=username, full_name=fields.pop("full_name", "Nguyễn Thị Lan"), **fields)
    user.set_password(PASSWORD)
    user.save()
    Post.objects.create(user=user, unit=unit, role=role, start=date(2024, 1, 1))
    return user
