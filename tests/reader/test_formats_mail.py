"""Mails: the letter's own words, and what came with it, each by itself."""

from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.lib.limits import Limits
from chancery.reader.formats import FormatError, extract
from tests.reader.mails import BODY, mail

PAPER = "Giao Bộ Công Thương chủ trì.\n".encode()


def test_a_letter_has_its_subject_its_head_and_its_words() -> None:
    extracted = extract(mail().as_bytes(), "thu.eml")
    assert extracted.text == (
        "Về kỳ họp thứ 8\n\n"
        "From: Đại sứ quán <dsq@example.vn>\n"
        "To: Vụ Tổng hợp kinh tế <thkt@example.vn>\n"
        "Date: Wed, 27 May 2026 08:30:00 +0700\n\n" + BODY.rstrip("\n")
    )
    assert extracted.title == "Về kỳ họp thứ 8"
    assert extracted.published == date(2026, 5, 27)
    assert extracted.media_type == "message/rfc822"
    ((start, end),) = extracted.furniture
    assert extracted.text[start:end].startswith("From: ")
    assert extracted.text[start:end].endswith("+0700")


def test_a_mail_is_known_by_its_head_whatever_its_name() -> None:
    extracted = extract(mail().as_bytes(), "thu.txt")
    assert extracted.media_type == "message/rfc822"
    assert "mail" in extracted.warnings[0]


def test_attachments_are_handed_out_as_they_came() -> None:
    letter = mail(attachments=[("kế hoạch.txt", "text/plain", PAPER), ("a.bin", "x/y", b"\0\1")])
    extracted = extract(letter.as_bytes(), "thu.eml")
    assert [(part.name, part.data) for part in extracted.attachments] == [
        ("kế hoạch.txt", PAPER),
        ("a.bin", b"\0\1"),
    ]
    assert "Công Thương" not in extracted.text


def test_html_is_read_where_there_are_no_plain_words() -> None:
    letter = EmailMessage()
    letter["Subject"] = "x"
    letter.set_content("<p>Hai bên</p><table><tr><td>a<td>b</table>", subtype="html")
    assert extract(letter.as_bytes(), "a.eml").text == "x\n\nHai bên\na | b"
    letter = mail()
    letter.add_alternative("<p>khác</p>", subtype="html")
    assert "khác" not in extract(letter.as_bytes(), "a.eml").text


def test_a_mail_inside_a_mail_is_an_attachment() -> None:
    letter = mail()
    letter.add_attachment(mail("Thư trong thư.\n", subject="Trả lời: 8/2026"))
    (inner,) = extract(letter.as_bytes(), "a.eml").attachments
    assert inner.name == "Trả lời: 8-2026.eml"
    assert "Thư trong thư." in extract(inner.data, inner.name).text


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd.txt"),
        ('attachment; filename="C:\\\\x\\\\ke hoach.txt"', "ke hoach.txt"),
        ("attachment; filename*=UTF-8''..%2F..%2Fk%E1%BA%BF%20ho%E1%BA%A1ch.txt", "kế hoạch.txt"),
        ("attachment; filename*0*=UTF-8''k%E1%BA%BF; filename*1=%20x.txt", "kế%20x.txt"),
        ('attachment; filename="a\tb.txt"', "a b.txt"),
        ("attachment", "1.txt"),
    ],
)
def test_the_name_of_an_attachment_is_never_a_path(header: str, name: str) -> None:
    data = (
        b"From: a@b.vn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nThu\r\n--B\r\n"
        b"Content-Type: text/plain\r\nContent-Disposition: " + header.encode() + b"\r\n\r\n"
        b"xin chao\r\n--B--\r\n"
    )
    (part,) = extract(data, "a.eml").attachments
    assert part.name == name


def test_a_charset_that_does_not_fit_is_made_out_by_the_spelling() -> None:
    head = b"From: a@b.vn\r\nSubject: x\r\nContent-Type: text/plain; charset=%s\r\n\r\n"
    words = "Hai bên nhất trí tổ chức kỳ họp thường kỳ"
    for charset in (b"us-ascii", b"no-such-charset", b"utf-8"):
        assert words in extract(head % charset + words.encode(), "a.eml").text
    broken = extract(head % b"utf-8" + words.encode() + b" \xff\xfe \x81", "a.eml")
    assert "\ufffd" in broken.text
    assert "decoded" in broken.warnings[0]


def test_pictures_among_the_words_are_told_and_signatures_are_not_there() -> None:
    letter = mail()
    letter.add_alternative("<p><img src=cid:1></p>", subtype="html")
    parts: Any = letter.get_payload()
    parts[1].add_related(b"\x89PNG", "image", "png", cid="<1>")
    letter.add_attachment(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    extracted = extract(letter.as_bytes(), "a.eml")
    assert extracted.attachments == ()
    assert "1 pictures" in extracted.warnings[0]


def test_too_many_attachments_are_refused() -> None:
    letter = mail(attachments=[("a.txt", "text/plain", b"x")] * 4)
    with pytest.raises(FormatError, match="more than 3"):
        extract(letter.as_bytes(), "a.eml", limits=Limits(attachments=3))


def test_parts_nested_without_end_are_refused() -> None:
    data = b"From: a@b.vn\r\nSubject: x\r\n"
    for number in range(60):
        data += b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (number, number)
    with pytest.raises(FormatError) as caught:
        extract(data + b"\r\nx", "a.eml")
    assert caught.value.trouble == "too_large"


def test_a_winmail_is_refused_with_what_to_ask_for() -> None:
    with pytest.raises(FormatError, match="Outlook"):
        extract(b"\x78\x9f\x3e\x22" + b"\0" * 40, "winmail.dat")


def test_a_mail_without_words_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        extract(b"X-A: b\r\n\r\n", "a.eml")
    assert caught.value.trouble == "empty"


_WHOLE = mail(attachments=[("a.txt", "text/plain", PAPER)]).as_bytes()
_HEADS = st.sampled_from(
    [
        b"Content-Type: ", b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename*=", b"Date: ", b"From: =?x?q?", b"Subject: ",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(_HEADS, st.binary(max_size=40)), max_size=5), st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_mail_is_read_or_refused(heads: list[tuple[bytes, bytes]], body: bytes) -> None:
    data = b"Message-ID: <1>\r\n" + b"\r\n".join(key + value for key, value in heads)
    _read_or_refused(data + b"\r\n\r\n" + body)


@given(st.floats(0, 1), st.binary(max_size=8), st.floats(0, 1))
@settings(max_examples=300, deadline=None)
def test_a_damaged_mail_is_read_or_refused(where: float, what: bytes, end: float) -> None:
    place = int(where * len(_WHOLE))
    _read_or_refused(_WHOLE[:place] + what + _WHOLE[place + len(what) :])
    _read_or_refused(_WHOLE[: int(end * len(_WHOLE))])


def _read_or_refused(data: bytes) -> None:
    try:
        extracted = extract(data, "a.eml")
    except FormatError:
        return
    extracted.text.encode()
    assert "\x00" not in extracted.text
    assert all("/" not in part.name for part in extracted.attachments)
