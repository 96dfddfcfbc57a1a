"""Mails made for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

BODY = "Kính gửi Bộ Ngoại giao,\n\nHai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.\n"


def mail(
    body: str = BODY,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    *,
    subject: str = "Về kỳ họp thứ 8",
    day: str = "Wed, 27 May 2026 08:30:00 +0700",
) -> EmailMessage:
    """A letter; attachments are (name, type, bytes)."""
    letter = EmailMessage()
    letter["From"] = "Đại sứ quán <dsq@example.vn>"
    letter["To"] = "Vụ Tổng hợp kinh tế <thkt@example.vn>"
    letter["Date"] = day
    letter["Subject"] = subject
    letter["Message-ID"] = "<1@example.vn>"
    letter.set_content(body)
    for name, kind, data in attachments:
        main, _, sub = kind.partition("/")
        letter.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return letter
