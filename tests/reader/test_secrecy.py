"""A stamped paper must be known however it was typed; a paper that only speaks of secrets may not."""

import gzip
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reader.secrecy import Marking, marking
from tests.shared import SHARED, needs_shared

BODY = (
    "Ngày 10 tháng 7 năm 2026, tại Hà Nội, hai bên nhất trí tổ chức kỳ họp Ủy ban liên Chính phủ "
    "vào quý IV năm 2026.\n\nBộ Công Thương chủ trì, phối hợp với Bộ Ngoại giao báo cáo Thủ tướng "
    "Chính phủ trước ngày 30/9.\n"
)
HEAD = (
    "BỘ NGOẠI GIAO\n-------\n{}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "---------------\nSố: 214/BC-BNG\nHà Nội, ngày 27 tháng 5 năm 2026\n\nBÁO CÁO\n\n"
)

STAMPS = [
    # alone on a line
    ("MẬT", "mat"),
    ("TỐI MẬT", "toi_mat"),
    ("TUYỆT MẬT", "tuyet_mat"),
    ("Mật", "mat"),
    ("Tối mật", "toi_mat"),
    ("Tối Mật", "toi_mat"),
    ("Tuyệt mật", "tuyet_mat"),
    ("(MẬT)", "mat"),
    ("[Mật]", "mat"),
    ("(mật)", "mat"),
    ("*** TUYỆT MẬT ***", "tuyet_mat"),
    ("— MẬT —", "mat"),
    ("- 2 -   MẬT", "mat"),
    ("MẬT Trang 2/5", "mat"),
    ("MẬT\t3", "mat"),
    ("Bản số: 03   TỐI MẬT", "toi_mat"),
    ("MẬT - HỎA TỐC", "mat"),
    ("HỎA TỐC – TỐI MẬT", "toi_mat"),
    ("TÀI LIỆU MẬT", "mat"),
    ("TÀI LIỆU TUYỆT MẬT", "tuyet_mat"),
    ("CÔNG ĐIỆN MẬT", "mat"),
    ("ĐỘ MẬT: TỐI MẬT", "toi_mat"),
    ("MẬT / SECRET", "secret"),
    # letter-spaced, dotted, from top to bottom
    ("M Ậ T", "mat"),
    ("T Ố I  M Ậ T", "toi_mat"),
    ("T U Y Ệ T   M Ậ T", "tuyet_mat"),
    ("M.Ậ.T", "mat"),
    ("M-Ậ-T", "mat"),
    ("M_Ậ_T", "mat"),
    ("M·Ậ·T", "mat"),
    ("M|Ậ|T", "mat"),
    ("T.Ố.I M.Ậ.T", "toi_mat"),
    ("M\nẬ\nT", "mat"),
    ("TUYỆT\nMẬT", "tuyet_mat"),
    ("TỐI\n\nMẬT", "toi_mat"),
    # without diacritics, half of them, old fonts, old ways of typing
    ("TOI MAT", "toi_mat"),
    ("TUYET MAT", "tuyet_mat"),
    ("MAT", "mat"),
    ("Tuyet mat", "tuyet_mat"),
    ("TỐI MÂT", "toi_mat"),
    ("TUYÊT MẬT", "tuyet_mat"),
    ("MẠT", "mat"),
    ("MËT", "mat"),
    ("tuyÖt mËt", "tuyet_mat"),
    ("TUYEÄT MAÄT", "tuyet_mat"),
    ("TO^'I MA^.T", "toi_mat"),
    # hidden characters, lookalikes, fancy letters
    ("M\u200bẬ\u200bT", "mat"),
    ("M\u00adẬ\u2060T", "mat"),
    ("\u202eMẬT\u202c", "mat"),
    ("M\u034fẬ\ufe0fT", "mat"),
    ("\u3164MẬT\u3164", "mat"),
    ("МẬТ", "mat"),
    ("ΜẬΤ", "mat"),
    ("МА\u0302\u0323Т", "mat"),  # noqa: RUF001 - Cyrillic with marks of their own
    ("ＭẬＴ", "mat"),
    ("M\u0332Ậ\u0332T\u0332", "mat"),
    ("𝐓Ố𝐈 𝐌Ậ𝐓", "toi_mat"),
    ("ＴＯＩ　ＭＡＴ", "toi_mat"),  # noqa: RUF001
    ("mẬT", "mat"),
    ("T0I MẬT", "toi_mat"),
    ("m ậ t", "mat"),
    ("TUYỆTMẬT", "tuyet_mat"),
    ("🅼Ậ🆃", "mat"),
    ("M" + "\u200b" * 400 + "ẬT", "mat"),
    (" " * 400 + "MẬT", "mat"),
    ("ĐIỆN MẬT SỐ 45", "mat"),
    ("Điện mật", "mat"),
    ("BNG - MẬT", "mat"),
    ("Tuyệt mật - Khẩn", "tuyet_mat"),
    ("MẬT: Điện của Đại sứ quán", "mat"),
    # labels
    ("Độ mật: Tối mật", "toi_mat"),
    ("Độ mật: MẬT", "mat"),
    ("Độ mật: mật", "mat"),
    ("Độ mật : Tuyệt mật (bản số 2)", "tuyet_mat"),
    ("Mức độ mật: Mật.", "mat"),
    ("Độ khẩn: Hỏa tốc; Độ mật: Tối mật", "toi_mat"),
    ("Do mat: Toi mat", "toi_mat"),
    ("Độ mật | Tối mật", "toi_mat"),
    ("Phân loại: MẬT", "mat"),
    ("Độ mật: ☐ Mật ☒ Tối mật ☐ Tuyệt mật", "toi_mat"),
    # beside number and letterhead
    ("Số: 12/BC-M (MẬT)", "mat"),
    ("Số: 12/BC-ĐSQ (Mật)", "mat"),
    ("Số: 12/BC-ĐSQ - MẬT", "mat"),
    ("Số 12/BC-BNG-MẬT", "mat"),
    ("Số: 05/TTr-BNG    TỐI MẬT    Hà Nội, ngày 3 tháng 5 năm 2026", "toi_mat"),
    ("Số: 05/TTr-BNG MẬT Hà Nội, ngày 3 tháng 5 năm 2026", "mat"),
    ("BỘ NGOẠI GIAO MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "mat"),
    ("BỘ NGOẠI GIAO | MẬT", "mat"),
    ("BỘ NGOẠI GIAO\tTUYỆT MẬT", "tuyet_mat"),
    ("ĐẠI SỨ QUÁN VIỆT NAM TẠI AI CẬP MẬT", "mat"),
    # brackets beside a heading, before a paragraph
    ("BÁO CÁO (MẬT)", "mat"),
    ("Báo cáo tháng 5 (Mật)", "mat"),
    ("[TỐI MẬT] Báo cáo về đàm phán", "toi_mat"),
    ("(MẬT) Theo nguồn tin của ta, bạn sẽ đề xuất mở lại vòng đàm phán.", "mat"),
    # English
    ("SECRET", "secret"),
    ("TOP SECRET", "secret"),
    ("Secret", "secret"),
    ("S E C R E T", "secret"),
    ("S.E.C.R.E.T.", "secret"),
    ("ЅЕСRЕТ", "secret"),  # noqa: RUF001 - Cyrillic
    ("S3CRET", "secret"),
    ("TOP\u200b SEC\u200bRET", "secret"),
    ("SECRET//NOFORN", "secret"),
    ("TOP SECRET//SI//REL TO USA, FVEY", "secret"),
    ("CONFIDENTIAL", "secret"),
    ("CONFIDENTIAL//NOFORN", "secret"),
    ("NATO SECRET", "secret"),
    ("NATO RESTRICTED", "secret"),
    ("SECRET UE/EU SECRET", "secret"),
    ("RESTREINT UE/EU RESTRICTED", "secret"),
    ("UK SECRET - UK EYES ONLY", "secret"),
    ("DRAFT - SECRET", "secret"),
    ("SECRET Page 2 of 9", "secret"),
    ("SECRET - LIMDIS", "secret"),
    ("SECRET  Ref: BNG/12", "secret"),
    ("THIS DOCUMENT IS CLASSIFIED SECRET", "secret"),
    ("Marking: SECRET", "secret"),
    ("Classification: SECRET", "secret"),
    ("Security classification: Top Secret", "secret"),
    ("CLASSIFICATION: CONFIDENTIAL", "secret"),
    ("(S//NF) The minister intends to reopen the talks.", "secret"),
    ("S E C R E T HANOI 000123", "secret"),
    ("C O N F I D E N T I A L SECTION 01 OF 02 HANOI 000412", "secret"),
    ("SECRET HANOI 000123", "secret"),
]

MENTIONS = [
    "bí mật kinh doanh",
    "BÍ MẬT",
    "BÍ MẬT NHÀ NƯỚC",
    "bảo mật",
    "BẢO MẬT",
    "Bảo mật thông tin",
    "CHÍNH SÁCH BẢO MẬT",
    "mật ong",
    "MẬT ONG",
    "MẬT ONG BẠC HÀ HÀ GIANG",
    "Mật ong | 1.200 tấn",
    "ONG MẬT",
    "Mật độ dân số: 298 người/km2",
    "MẬT ĐỘ",
    "mật khẩu",
    "Mật mã",
    "TUẦN TRĂNG MẬT",
    "Cơ mật viện",
    "CƠ MẬT",
    "Sỏi mật",
    "MẬT NGHỊ",
    "Mật thư",
    "Luật Bảo vệ bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "LUẬT BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
    "VỀ VIỆC BẢO VỆ BÍ\nMẬT",
    "Danh mục bí mật nhà nước độ Tuyệt mật, Tối mật và Mật",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT",
    "Ban hành Danh mục bí mật nhà nước thuộc lĩnh vực đối ngoại, gồm các độ\nTuyệt mật, Tối mật.",
    "Văn bản phải được đóng dấu MẬT ở trang đầu.",
    "Tài liệu thuộc độ Mật được sao chụp khi có phê duyệt của người có thẩm quyền.",
    "Độ mật: không",
    "Độ mật: Thường",
    "Độ mật: Mật, Tối mật, Tuyệt mật",
    "Độ mật: (Mật/Tối mật/Tuyệt mật)",
    "- Mật",
    "1. Tối mật",
    "Tuyệt mật\nTối mật\nMật",
    "Mật | 12",
    "Tối mật | 3 | 5",
    "Tối mật: 5 văn bản",
    "Mật: 12",
    "Hồ sơ mật",
    "Báo cáo mật",
    "Mật vụ",
    "Kèm theo: Đề án đàm phán (Mật)",
    "- Báo cáo số 12/BC-BNG (Mật)",
    "Thông tin trao đổi được giữ bí\nmật.",
    "Các bên cam kết bảo vệ thông tin thuộc loại\ntối mật.",
    "Hai bên trao đổi thân mật",
    "MẤT",
    "MẮT",
    "MẶT",
    "MÁT",
    "MỘT",
    "TÔI MẤT",
    "RA MẮT",
    "BỀ MẶT",
    "MẶT TRẬN TỔ QUỐC",
    "BỘ MẶT",
    "NGÀY 3 THÁNG 5 NĂM 2026, BỘ TRƯỞNG CÓ MẶT",
    "ỦY BAN NHÂN DÂN TỈNH CÓ MẶT",
    "MỤC LỤC",
    "Số: 12/M-BNG",
    "Số: 12/QĐ-BMNN về bảo vệ bí mật nhà nước",
    "Mat_12.docx",
    "mat",
    "FORMAT",
    "TOMATO",
    "Format: PDF",
    "secretary",
    "SECRETARY",
    "Secretariat",
    "SECRETARIAT",
    "SECRETARY-GENERAL",
    "trade secret",
    "Trade secrets",
    "TRADE SECRETS",
    "TRADE\nSECRET",
    "Protection of business\nsecrets",
    "The secret of success",
    "SECRET BALLOT",
    "SECRET SERVICE",
    "by secret ballot",
    "Elections shall be held by\nsecret\nballot",
    "STATE SECRETS LAW",
    "confidential",
    "Confidential",
    "Confidential Information",
    "CONFIDENTIALITY",
    "CONFIDENTIAL INFORMATION",
    "STRICTLY CONFIDENTIAL",
    "PRIVATE AND CONFIDENTIAL",
    "Article 5.11: Confidentiality",
    "documents designated as\nconfidential.",
    "RESTRICTED",
    "RESTRICTED GOODS",
    "CONFIDENTIAL\nINFORMATION AND TRADE SECRETS",
    "STRICTLY\nCONFIDENTIAL",
    "PHỐI HỢP\nMẬT\nTHIẾT",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT,\nTỐI MẬT",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI\nMẬT",
    "Kèm theo công văn này là Đề án đàm phán Hiệp định\n(Mật)",
    "UNCLASSIFIED",
    "Classification: UNCLASSIFIED",
    "Classification: public",
    "Tariff classification: 0901.11",
    "Mats",
    "Độ mật của tài liệu: do người soạn thảo đề xuất",
    "Việt Nam xuất khẩu mật ong, mật mía và sáp ong sang Hoa Kỳ",
    "Thời kỳ\ntrăng\nmật",
]


@pytest.mark.parametrize(("stamp", "level"), STAMPS)
@pytest.mark.parametrize("place", ["first", "letterhead", "last"])
def test_a_stamp_is_known(stamp: str, level: str, place: str) -> None:
    if stamp.startswith("MẬT: ") and place == "letterhead":
        place = "first"
    text = {
        "first": f"{stamp}\n\n{BODY}",
        "letterhead": HEAD.format(stamp) + BODY,
        "last": f"{BODY}\n{stamp}",
    }[place]
    if place == "last" and stamp == "Báo cáo tháng 5 (Mật)":
        text = f"{stamp}\n{BODY}"
    found = marking(text)
    assert found is not None
    assert found.level == level
    assert found.word == text[found.start : found.end]


@pytest.mark.parametrize(("stamp", "level"), STAMPS)
def test_a_stamp_is_known_when_its_marks_are_typed_apart(stamp: str, level: str) -> None:
    found = marking(unicodedata.normalize("NFD", f"{stamp}\n\n{BODY}"))
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_mention_is_no_stamp(mention: str, form: str) -> None:
    for text in (
        f"{BODY}\n{mention}\n\n{BODY}",
        HEAD.format(mention) + BODY,
        mention,
        BODY + mention,
    ):
        assert marking(unicodedata.normalize(form, text)) is None


@pytest.mark.parametrize("stamp", ["MẬT", "Mật", "TỐI MẬT", "SECRET", "SECRET//NOFORN"])
def test_a_stamp_on_a_late_page_is_known_between_running_lines(stamp: str) -> None:
    text = BODY * 30 + f"Hai bên trao đổi ý kiến về\n{stamp}\nhợp tác kinh tế.\n" + BODY * 30
    assert marking(text) is not None


def test_the_highest_mark_is_named_and_its_place() -> None:
    text = f"MẬT\n{BODY}\nTUYỆT MẬT\n{BODY}\nMẬT"
    start = text.index("TUYỆT")
    assert marking(text) == Marking("tuyet_mat", "TUYỆT MẬT", start, start + 9)


def test_the_word_is_cut_from_the_text_as_typed() -> None:
    text = "Số: 12/BC (M\u200bẬ\u0332T)\n"
    found = marking(text)
    assert found is not None
    assert found.word == "M\u200bẬ\u0332T"


def test_an_unmarked_paper_has_none() -> None:
    assert marking(HEAD.format("") + BODY) is None
    assert marking("") is None


@given(st.text(max_size=200))
def test_any_text_gives_a_mark_cut_from_it_or_none(text: str) -> None:
    found = marking(text)
    assert found is None or (found.word == text[found.start : found.end] and found.word)


@given(
    st.lists(st.sampled_from(["\u200b", "\u200d", "\ufeff", "\u00ad", " ", ".", "-"]), max_size=7)
)
def test_nothing_put_between_the_letters_hides_a_stamp(between: list[str]) -> None:
    padded = "".join(a + b for a, b in zip("TỐIMẬT", [*between, *[""] * 6], strict=False))
    assert marking(f"{padded}\n\n{BODY}") is not None


@needs_shared
def test_no_development_text_is_refused() -> None:
    texts = sorted((SHARED / "reading" / "texts").rglob("*.*"))
    assert len(texts) > 5
    assert [path.name for path in texts if marking(path.read_text(encoding="utf-8"))] == []


@needs_shared
def test_no_trade_agreement_is_refused() -> None:
    packed = sorted((SHARED / "data" / "agreements").glob("*.txt.gz"))
    assert packed
    for path in packed:
        assert marking(gzip.decompress(path.read_bytes()).decode("utf-8", "replace")) is None
