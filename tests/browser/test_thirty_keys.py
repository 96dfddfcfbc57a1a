"""A person's time: a paper with twenty findings takes no more than thirty key presses."""

from __future__ import annotations

from playwright.sync_api import expect

BUSY = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
LEADS = (
    "Bộ Ngoại giao",
    "Bộ Công Thương",
    "Bộ Tài chính",
    "Bộ Xây dựng",
    "Bộ Nội vụ",
)
PARTNERS = ("Nhật Bản", "Hàn Quốc", "Ô-xtrây-li-a", "Cộng hòa Liên bang Đức", "Ấn Độ")
DEEDS = (
    "rà soát danh mục dự án hợp tác",
    "hoàn thiện phương án đàm phán",
    "xây dựng kế hoạch xúc tiến thương mại",
    "rà soát khó khăn của doanh nghiệp hợp tác",
)
HEAD = """VĂN PHÒNG CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 6120/TB-VPCP
Hà Nội, ngày 09 tháng 10 năm 2026

THÔNG BÁO
Kết luận của Phó Thủ tướng Chính phủ Lê Đình Khải tại cuộc họp về ngoại giao kinh tế

Ngày 06 tháng 10 năm 2026, Phó Thủ tướng Chính phủ Lê Đình Khải đã chủ trì cuộc họp và kết luận như sau:
"""


def _paper() -> str:
    lines = [HEAD]
    for number, (lead, partner) in enumerate(zip(LEADS, PARTNERS, strict=True), 1):
        lines.append(f"{number}. {lead}:")
        lines += [
            f"{letter}) Khẩn trương {deed} với {partner}, báo cáo Thủ tướng Chính phủ trước ngày {day:02} tháng 12 năm 2026."
            for letter, deed, day in zip("abcd", DEEDS, (4, 11, 18, 25), strict=True)
        ]
    return "\n".join(lines) + "\n"


def test_twenty_findings_take_no_more_than_thirty_key_presses(visit):
    page = visit("lan").page
    page.goto("/documents/add/")
    paper = {"name": "ket-luan.txt", "mimeType": "text/plain", "buffer": _paper().encode()}
    page.locator("#files").set_input_files(paper)
    page.locator(".outcome-line.is-added").get_by_role("link").click()
    page.wait_for_url("**/reader/")
    waiting = page.locator("[data-group=TASK] [data-finding]:has(.item-waiting, [data-accept])")
    expect(waiting).to_have_count(20)
    presses = 0
    for left in range(20, 0, -1):
        expect(page.locator(BUSY)).to_have_count(0)
        page.keyboard.press("a")
        presses += 1
        expect(waiting).to_have_count(left - 1)
    assert presses <= 30
    page.reload()
    made = page.locator("[data-group=TASK] .reference").all_inner_texts()
    assert len({words for words in made if words.startswith("NV-")}) == 20
