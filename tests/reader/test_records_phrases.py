"""The usual ways to say each type, sentence by sentence, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.reader.clause_samples import only, said

PAGE = "Tin đối ngoại trong tuần\n\nHôm nay trời nắng.\n\n"

COMMITMENTS = [
    "Hai nước quyết định nâng cấp quan hệ lên Đối tác chiến lược toàn diện.",
    "Hai bên thỏa thuận thành lập Nhóm công tác chung về khoáng sản.",
    "Hai bên dự kiến khởi động đàm phán hiệp định vào đầu năm 2027.",
    "Thủ tướng Na Uy thông báo Na Uy dành khoản tín dụng 30 triệu USD cho Việt Nam.",
    "Chính phủ Na Uy cam kết viện trợ không hoàn lại 3 triệu euro cho dự án cấp nước.",
    "Hàn Quốc cho biết sẽ tăng hạn ngạch lao động thời vụ thêm 2.000 người.",
    "Tập đoàn Equinor cam kết đầu tư thêm 1 tỷ USD vào điện gió.",
    "Hai bên khẳng định quyết tâm đưa kim ngạch lên 3 tỷ USD vào năm 2030.",
]

TASKS = [
    "Thủ tướng Chính phủ chỉ đạo Bộ Công Thương khẩn trương rà soát các vụ kiện.",
    "Phó Thủ tướng lưu ý các địa phương không để ùn tắc hàng hóa tại cửa khẩu.",
    "Bộ trưởng giao nhiệm vụ cho Vụ châu Á làm đầu mối theo dõi các cam kết.",
    "Thủ tướng yêu cầu Bộ Xây dựng trong tháng 9 trình phương án tuyến.",
    "Đối với Bộ Y tế, Phó Thủ tướng yêu cầu hoàn thành nghị định trong quý III.",
    "Bộ trưởng đề nghị trong 6 tháng cuối năm, các đơn vị tập trung hoàn thành 12 đề án.",
    "Cần sớm có cơ chế chia sẻ thông tin giữa các bộ và địa phương.",
    "Bộ Ngoại giao có trách nhiệm tổng hợp, báo cáo Chính phủ trước ngày 31/12/2026.",
]

REQUESTS = [
    "Phó Thủ tướng bày tỏ mong EU sớm dỡ bỏ thẻ vàng.",
    "Thủ tướng đề nghị WB hỗ trợ kỹ thuật cho chương trình lúa phát thải thấp.",
    "Đại sứ đề nghị chính quyền bang tạo điều kiện mở lãnh sự danh dự.",
    "Phía Lào đề nghị ta bố trí vốn cho dự án đường sắt.",
]

SHORTCOMINGS = [
    "Thủ tục xin thị thực rườm rà, mất nhiều thời gian.",
    "Nhiều địa phương lúng túng trong kết nối với đối tác.",
    "Năng lực cạnh tranh của hàng Việt vẫn ở mức thấp.",
]

RESULTS = [
    "Vietjet vừa khai trương đường bay thẳng tới Almaty.",
    "Quan hệ hai nước phát triển mạnh mẽ, thực chất trên mọi lĩnh vực.",
    "Quả bưởi Việt Nam chính thức được xuất khẩu sang Úc.",
]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *[("COMMITMENT", text) for text in COMMITMENTS],
        *[("TASK", text) for text in TASKS],
        *[("REQUEST", text) for text in REQUESTS],
        *[("SHORTCOMING", text) for text in SHORTCOMINGS],
        *[("RESULT", text) for text in RESULTS],
    ],
)
def test_a_usual_way_to_say_it_is_read(kind: str, text: str) -> None:
    assert only(PAGE + text + "\n").type == kind


def test_the_body_named_in_front_leads() -> None:
    found = only(PAGE + TASKS[4] + "\n")
    assert found.fields["lead"][0].text == "Bộ Y tế"


@pytest.mark.parametrize(
    "text",
    [
        "Theo các quyết định này, hồ sơ được chia thành ba nhóm.",
        "Tình hình khu vực diễn biến phức tạp.",
        "Chủ tịch nước thăm chính thức Na Uy.",
        "Vốn được giao năm nay cao hơn năm trước.",
    ],
)
def test_look_alikes_are_not(text: str) -> None:
    assert said(PAGE + text + "\n") == []


COURTESIES = [
    "Việt Nam coi Na Uy là đối tác quan trọng hàng đầu tại Bắc Âu.",
    "Chuyến thăm diễn ra trong bối cảnh quan hệ hai nước phát triển tốt đẹp.",
    "Bộ trưởng là người đã gắn bó nhiều năm với Việt Nam.",
    "Nghị quyết này có hiệu lực kể từ ngày ký ban hành.",
    "Hai bên trao đổi các biện pháp thúc đẩy hợp tác kinh tế.",
    "Đại sứ bày tỏ tin tưởng quan hệ hai nước sẽ phát triển lên tầm cao mới.",
    "Giới chuyên gia cho rằng xuất khẩu sẽ còn gặp khó khăn trong năm tới.",
    "Hai bên khẳng định tầm quan trọng của việc duy trì hòa bình ở khu vực.",
]


@pytest.mark.parametrize("text", COURTESIES)
def test_courtesies_background_and_forecasts_are_no_records(text: str) -> None:
    assert said(PAGE + text + "\n") == []
