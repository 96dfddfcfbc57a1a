"""How pages and papers are laid out."""

from __future__ import annotations

import json

import pytest

from chancery.reader.matching import matching
from chancery.reader.outline import marker_at
from chancery.reader.zones import ZONES, Paragraph, Zones, split
from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD
from tests.shared import SHARED, needs_shared


def laid_out(text: str) -> tuple[Zones, str]:
    folded = matching(text)
    return split(folded, "vi"), folded.text


def zones_of(text: str) -> list[str]:
    return [p.zone for p in laid_out(text)[0].paragraphs]


def words(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.content : paragraph.end]


PAGE = """Multimedia Đọc Báo in

Nâng cao hiệu quả ngoại giao kinh tế

20:54, 02/04/2024

Chiều 2/4, Bộ Ngoại giao tổ chức Hội nghị trực tuyến về ngoại giao kinh tế.

z5183786703005-133.jpg
Hội nghị được tổ chức trực tuyến

Các bộ, ngành đã hoàn thành nhiều nội dung trong năm 2023.

Các đại biểu dự hội nghị tại Đắk Lắk
Các đại biểu dự hội nghị tại Đắk Lắk.

Ngành ngoại giao cần tiếp tục đổi mới công tác thông tin.

Minh Chi

Ý kiến bạn đọc
"""


def test_a_newspaper_page_has_all_its_zones() -> None:
    assert zones_of(PAGE) == [
        "boilerplate",
        "title",
        "dateline",
        "body",
        "boilerplate",
        "caption",
        "body",
        "caption",
        "caption",
        "body",
        "byline",
        "boilerplate",
    ]
    assert laid_out(PAGE)[0].kind == "news"


def test_one_sentence_is_body() -> None:
    assert zones_of("Hai bên nhất trí tổ chức kỳ họp.") == ["body"]
    assert zones_of("") == []


def test_a_lede_stands_alone_between_headline_and_body() -> None:
    rest = "\n\n".join(f"Đoạn thứ {i} của bài nói thêm nhiều điều." for i in range(4))
    plain = laid_out(f"Việt Nam và Hà Lan hợp tác\n\nHai nước lập nhóm công tác chung.\n\n{rest}")[
        0
    ]
    dated = laid_out(f"Việt Nam và Hà Lan hợp tác\n\nChiều 18-8, hai nước họp.\n\n{rest}")[0]
    assert [p.lede for p in plain.paragraphs[:3]] == [False, True, False]
    assert not any(p.lede for p in dated.paragraphs)


def test_a_subheading_between_paragraphs_is_a_heading() -> None:
    line = "Câu này dài hơn sáu mươi ký tự để làm thân bài của một bài báo dài."
    heading = '"Việt Nam đang là công xưởng của thế giới"'
    text = "\n".join(["Tiêu đề của bài", "", line, line, heading, line, ""])
    assert zones_of(text)[-2:] == ["heading", "body"]


def test_the_head_of_a_paper_is_read() -> None:
    zones, text = laid_out(
        PAPER_HEAD + "Phó Thủ tướng kết luận như sau:\n1. Bộ Ngoại giao:\na) Rà soát.\n"
    )
    paper = zones.paper
    assert paper.official
    assert paper.kind == zones.kind == "conclusions"
    named = {k: text[slice(*getattr(paper, k))] for k in ("number", "issuer", "place", "day")}
    assert named == {
        "number": "301/TB-VPCP",
        "issuer": "VĂN PHÒNG CHÍNH PHỦ",
        "place": "Hà Nội",
        "day": "ngày 20 tháng 5 năm 2026",
    }
    assert paper.subject is not None
    assert text[slice(*paper.subject)].startswith("Kết luận của Phó Thủ tướng")


def test_the_head_of_a_paper_in_two_columns_is_read() -> None:
    zones, text = laid_out(
        "BỘ NGOẠI GIAO | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 3067/BNG-THKT | Hà Nội, ngày 5 tháng 3 năm 2026\nV/v rà soát các thỏa thuận\n\n"
        "Kính gửi: Bộ Công Thương\n\nBộ Ngoại giao đề nghị Quý Bộ rà soát các thỏa thuận.\n"
    )
    paper = zones.paper
    assert paper.kind == "letter"
    assert paper.issuer is not None
    assert text[slice(*paper.issuer)] == "BỘ NGOẠI GIAO"
    assert paper.number is not None
    assert text[slice(*paper.number)] == "3067/BNG-THKT"
    assert paper.subject is not None
    assert text[slice(*paper.subject)] == "rà soát các thỏa thuận"
    assert [text[slice(*span)] for span in paper.recipients] == ["Bộ Công Thương"]


@pytest.mark.parametrize(
    ("kind_line", "kind"),
    [
        ("CHỈ THỊ", "directive"),
        ("CÔNG ĐIỆN", "directive"),
        ("NGHỊ QUYẾT", "resolution"),
        ("BÁO CÁO", "report"),
        ("QUYẾT ĐỊNH", "other"),
        ("TỜ TRÌNH", "letter"),
        ("BẢN GHI NHỚ", "treaty"),
    ],
)
def test_the_kind_line_names_the_kind(kind_line: str, kind: str) -> None:
    head = PAPER_HEAD.replace("THÔNG BÁO\nKết luận", f"{kind_line}\nVề việc")
    assert laid_out(head + "Thời gian qua, công tác đã được triển khai.\n")[0].kind == kind


def test_a_joint_statement_without_a_national_heading_is_known() -> None:
    zones, text = laid_out(
        "JOINT STATEMENT BETWEEN VIET NAM AND JAPAN\n\nTokyo, 22 May 2026\n\n1. The two sides met.\n"
    )
    assert zones.kind == "joint_statement"
    assert zones.paper.day is not None
    assert text[slice(*zones.paper.day)] == "22 May 2026"
    assert [p.zone for p in zones.paragraphs] == ["title", "dateline", "body"]


def test_a_news_report_about_a_joint_statement_stays_news() -> None:
    text = "Việt Nam và Nhật Bản ra Tuyên bố chung\n\nHai bên nhất trí nhiều nội dung.\n\nBuổi lễ có hai bộ trưởng.\n"
    assert laid_out(text)[0].kind == "news"


def test_recipients_and_signature_close_a_paper() -> None:
    body = "Đại sứ quán xin báo cáo./.\n\nNơi nhận:\n- Như trên;\n- Lưu: ĐSQ.\nĐẠI SỨ\nHoàng Mỹ Linh\n"
    zones, text = laid_out(REPORT_HEAD + body)
    tail = [p.zone for p in zones.paragraphs][-6:]
    assert tail == ["body", "recipients", "recipients", "recipients", "signature", "signature"]
    assert zones.paper.signer is not None
    assert text[slice(*zones.paper.signer)] == "Hoàng Mỹ Linh"
    assert [text[slice(*s)] for s in zones.paper.copies] == ["- Như trên;", "- Lưu: ĐSQ."]


def test_an_annex_behind_the_signature_is_body_again() -> None:
    text = (
        PAPER_HEAD
        + "Giao Bộ Nội vụ thực hiện./.\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\nTT | Nhiệm vụ | Chủ trì\n1 | Rà soát | Bộ Nội vụ\n"
    )
    assert zones_of(text)[-2:] == ["table", "table"]


def test_what_stands_under_what() -> None:
    text = PAPER_HEAD + (
        "II. NHIỆM VỤ\n1. Bộ Ngoại giao:\na) Rà soát các nội dung;\n- phân loại;\n2. Bộ Công Thương:\na) Hoàn tất phương án.\n"
        "Các bộ báo cáo.\n"
    )
    zones, folded = laid_out(text)
    above = {
        words(folded, p): [words(folded, a) for a in zones.above(p)]
        for p in zones.paragraphs
        if p.zone in ("body", "heading")
    }
    assert above["phân loại;"] == ["Rà soát các nội dung;", "Bộ Ngoại giao:", "NHIỆM VỤ"]
    assert above["Hoàn tất phương án."] == ["Bộ Công Thương:", "NHIỆM VỤ"]
    assert above["Các bộ báo cáo."] == ["NHIỆM VỤ"]


def test_lines_wrapped_at_the_page_width_are_one_paragraph() -> None:
    line = "Bộ Ngoại giao chủ trì phối hợp với các bộ ngành liên quan rà soát"
    text = PAPER_HEAD + "\n".join([line] * 5) + " các nội dung.\n"
    zones, _ = laid_out(text)
    assert [p.zone for p in zones.paragraphs].count("body") == 1


def test_cells_of_a_row_are_kept_where_tabs_part_them() -> None:
    zones, text = laid_out("TT\tNhiệm vụ\tChủ trì\n1\tRà soát\tBộ Nội vụ\n")
    cells = [[text[slice(*c)] for c in p.cells] for p in zones.paragraphs]
    assert cells == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Bộ Nội vụ"]]


@pytest.mark.parametrize(
    ("line", "marker", "level"),
    [
        ("Chương II. Tổ chức", "Chương II.", 1),
        ("II. NHIỆM VỤ", "II.", 2),
        ("Điều 5. Hiệu lực", "Điều 5.", 3),
        ("12. Bộ Xây dựng", "12.", 4),
        ("2.1. Nội dung", "2.1.", 5),
        ("2.1.3. Nội dung", "2.1.3.", 6),
        ("a) Rà soát", "a)", 8),
        ("đ) Rà soát", "đ)", 8),
        ("Thứ nhất, rà soát", "Thứ nhất", 8),
        ("- Rà soát", "-", 10),
        ("+ Rà soát", "+", 11),
    ],
)
def test_markers_and_their_depth(line: str, marker: str, level: int) -> None:
    found = marker_at(line, 0, len(line))
    assert found is not None
    assert (found.text, found.level) == (marker, level)


@pytest.mark.parametrize(
    "line", ["Bộ Xây dựng", "22-2, tại Hà Nội", "1.500 doanh nghiệp", "20,5%", "Việt Nam"]
)
def test_no_marker_where_words_or_figures_begin(line: str) -> None:
    assert marker_at(line, 0, len(line)) is None


@needs_shared
def test_the_zones_of_the_gold_agree_with_ours() -> None:
    texts = {p.stem: p for p in (SHARED / "reading" / "texts").rglob("*.txt")}
    wrong = total = 0
    for path in (SHARED / "reading" / "gold").glob("*.json"):
        folded = matching(texts[path.stem].read_bytes().decode("utf-8"))
        zones = split(folded, "vi")
        for annotation in json.loads(path.read_text(encoding="utf-8"))["annotations"]:
            region = annotation.get("region")
            if region not in ("caption", "byline", "dateline", "body") or annotation.get(
                "optional"
            ):
                continue
            place = folded.to_matching(annotation["start"], annotation["end"])[0]
            wrong += zones.zone_at(place) not in (region, "heading")
            total += 1
    assert total > 500
    assert wrong <= 0.02 * total


def test_every_zone_is_a_known_one() -> None:
    assert {z for text in (PAGE, PAPER_HEAD, REPORT_HEAD) for z in zones_of(text)} <= set(ZONES)
