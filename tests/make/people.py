"""The fixed cast; see ``tests.make`` for who is who."""

from datetime import date

from chancery.people.access import Viewer, viewer_of
from chancery.people.models import Post, User
from tests.make.places import unit

PASSWORD = "mot-con-vit-xoe-ra-hai-cai-canh"

LONG_AGO = date(2020, 1, 1)


def person(username: str, full_name: str, key: str = "", role: str = "") -> User:
    """A person with one post, or none; signs in with ``PASSWORD`` once ``with_password`` is said."""
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"full_name": full_name, "password": "!"}
    )
    if is_new and key:
        Post.objects.create(user=user, unit=unit(key), role=role, start=LONG_AGO)
    return user


def with_password(user: User) -> User:
    """The same person, able to sign in with ``PASSWORD``; hashing takes its time."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def lan() -> User:
    return person("lan", "Lê Ngọc Lan", "mofa-economic", "officer")


def minh() -> User:
    return person("minh", "Trịnh Đức Minh", "mofa-economic", "head")


def ha() -> User:
    return person("ha", "Đỗ Thúy Hà", "mofa-economic", "clerk")


def thu() -> User:
    return person("thu", "Tạ Minh Thu", "mofa-economic", "reader")


def hien() -> User:
    return person("hien", "Đào Thu Hiền", "mofa", "head")


def tuan() -> User:
    return person("tuan", "Phùng Anh Tuấn", "mission-jp", "officer")


def mai() -> User:
    return person("mai", "Hoàng Thanh Mai", "mission-jp", "head")


def son() -> User:
    return person("son", "Doãn Hải Sơn", "moit", "officer")


def binh() -> User:
    return person("binh", "Khổng Thái Bình", "moit", "head")


def yen() -> User:
    return person("yen", "Lương Hải Yến", "province-lang-son", "officer")


def oanh() -> User:
    return person("oanh", "Cao Kiều Oanh", "mission-kr", "officer")


def quang() -> User:
    return person("quang", "Nghiêm Vinh Quang", "vpcp", "officer")


def khoa() -> User:
    return person("khoa", "Bạch Đăng Khoa", "mofa", "administrator")


def vy() -> User:
    return person("vy", "Mạc Tường Vy", "mofa", "auditor")


def nobody() -> User:
    return person("nobody", "Không Giữ Chức")


CAST = (lan, minh, ha, thu, hien, tuan, mai, son, binh, yen, oanh, quang, khoa, vy, nobody)


def viewer(user: User) -> Viewer:
    """What the person stands for today, as actions take it."""
    return viewer_of(user)
