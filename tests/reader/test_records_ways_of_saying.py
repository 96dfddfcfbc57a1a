"""How Vietnamese papers tell a record: sentences of our own, by type and by the place where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from chancery.reader import read
from chancery.reader.model import SURE
from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD

DAY = date(2026, 5, 20)
NEWS = (
    "Thủ tướng hội đàm với Thủ tướng Hung-ga-ri\n\nHà Nội, ngày 20/5/2026 - Chiều 20/5, Thủ tướng Phan Đức Toàn "
    "hội đàm với Thủ tướng Hung-ga-ri Gábor Varga đang thăm chính thức Việt Nam.\n\n"
)
RESULTS = f"{REPORT_HEAD}I. KẾT QUẢ\n"
TROUBLES = f"{REPORT_HEAD}II. KHÓ KHĂN\n"
PROPOSALS = f"{REPORT_HEAD}III. KIẾN NGHỊ\n"
TASKS = f"{PAPER_HEAD}Phó Thủ tướng kết luận như sau:\n2. Nhiệm vụ\n"
STATEMENT = "TUYÊN BỐ CHUNG\nVỀ TĂNG CƯỜNG QUAN HỆ GIỮA VIỆT NAM VÀ HUNG-GA-RI\n(Hà Nội, ngày 20 tháng 5 năm 2026)\n\n1. "


def kinds(place: str, sentence: str) -> set[str]:
    """The types of the sure records of a sentence at its place."""
    found = read(f"{place}{sentence}\n", published=DAY).records
    return {f.type for f in found if f.confidence >= SURE and f.start >= len(place) - 3}


COMMITMENT = [
    (NEWS, "Hai nhà lãnh đạo nhất trí sớm khởi động đàm phán hiệp định về bảo hiểm xã hội."),
    (NEWS, "Hai bên thống nhất giao các bộ chuyên ngành xây dựng lộ trình cụ thể."),
    (
        NEWS,
        "Thủ tướng Varga tuyên bố Hung-ga-ri sẽ mở thêm 100 suất học bổng cho sinh viên Việt Nam mỗi năm.",
    ),
    (NEWS, "Phía Hung-ga-ri cho biết sẵn sàng nhập khẩu thêm cá tra và cà phê của Việt Nam."),
    (NEWS, "Thủ tướng Varga khẳng định sẽ thúc đẩy các nước EU còn lại sớm phê chuẩn EVIPA."),
    (
        NEWS,
        "Hung-ga-ri hứa cấp 50 triệu euro tín dụng ưu đãi cho dự án nhà máy nước tại Vĩnh Long.",
    ),
    (NEWS, "Hai Thủ tướng đặt mục tiêu đưa thương mại song phương lên 2 tỷ USD vào năm 2030."),
    (NEWS, "Hai nước sẽ phối hợp tổ chức Tuần Văn hóa Việt Nam tại Bu-đa-pét vào tháng 10."),
    (NEWS, "Hai bên cùng đi đến nhất trí về việc lập đường dây nóng giữa hai bộ nông nghiệp."),
    (NEWS, "Phía Việt Nam nhận trách nhiệm đăng cai kỳ họp tiếp theo của Ủy ban hỗn hợp."),
    (NEWS, "Hung-ga-ri bảo đảm duy trì hạn ngạch 5.000 lao động Việt Nam trong năm 2027."),
    (NEWS, "Hai bên quyết định nâng cấp quan hệ lên Đối tác toàn diện tăng cường trong năm tới."),
    (NEWS, "Dự kiến trong quý III, hai bên sẽ ký hiệp định về hợp tác lao động."),
    (NEWS, "Tập đoàn MOL dự kiến rót 300 triệu euro vào tổ hợp hóa dầu Long Sơn."),
    (NEWS, "Hai nhà lãnh đạo hẹn gặp lại tại Hội nghị cấp cao ASEM vào tháng 11."),
    (NEWS, "Việt Nam cam kết tạo mọi thuận lợi cho doanh nghiệp Hung-ga-ri."),
    (
        NEWS,
        "Hai bên nhất trí coi hợp tác nước sạch là trọng tâm và giao hai bộ tài nguyên lập kế hoạch.",
    ),
    (NEWS, "Phía bạn đồng ý xem xét công nhận bằng lái xe của Việt Nam."),
    (NEWS, "Nhân dịp này, Hung-ga-ri tuyên bố viện trợ 400.000 liều vắc-xin cho Việt Nam."),
    (
        NEWS,
        "Thủ tướng Varga cho hay nước ông sẽ cử đoàn doanh nghiệp sang khảo sát trong tháng 7.",
    ),
    (STATEMENT, "Hai bên nhất trí tăng cường trao đổi đoàn các cấp."),
    (STATEMENT, "Hung-ga-ri sẽ cấp 200 suất học bổng mỗi năm giai đoạn 2026 - 2028."),
    (STATEMENT, "Hai bên sẽ nghiên cứu khả năng thành lập trung tâm nghiên cứu chung."),
    (NEWS, "Phía Hung-ga-ri công bố khoản viện trợ 3 triệu euro cho trùng tu di sản Huế."),
    (NEWS, "Hai bên ấn định tháng 9 là thời điểm họp vòng đàm phán đầu tiên."),
    (NEWS, "Trước mắt, hai bên sẽ tập trung tháo gỡ vướng mắc của dự án bệnh viện."),
    (NEWS, "Việt Nam sẵn sàng làm cầu nối để Hung-ga-ri tăng cường quan hệ với ASEAN."),
    (NEWS, "Hung-ga-ri nhất trí tiếp nhận thêm 1.000 thực tập sinh điều dưỡng."),
    (NEWS, "Theo kế hoạch, ngày 1/7 tới hãng Wizz Air sẽ khai trương đường bay tới Đà Nẵng."),
    (STATEMENT, "Hai bên thỏa thuận lập Nhóm công tác chung về chuyển đổi số."),
    (STATEMENT, "Hai bên cam kết tạo thuận lợi cho đi lại của công dân."),
    (STATEMENT, "Hai bên nhất trí tổ chức kỳ họp tiếp theo tại Bu-đa-pét trong nửa đầu năm 2027."),
    (STATEMENT, "Bản ghi nhớ sẽ được gia hạn trước khi hết hiệu lực vào ngày 31/12/2026."),
    (STATEMENT, "Hai bên khẳng định tiếp tục phối hợp tại Liên hợp quốc."),
    (NEWS, "Trả lời câu hỏi của phóng viên, Đại sứ cho biết sẽ ưu tiên kết nối địa phương."),
    (NEWS, "Đại sứ quán sẽ tổ chức ngày hội cà phê vào tháng 10."),
]


@pytest.mark.parametrize(("place", "sentence"), COMMITMENT)
def test_what_is_promised_is_a_commitment(place: str, sentence: str) -> None:
    assert "COMMITMENT" in kinds(place, sentence)


REQUEST = [
    (NEWS, "Thủ tướng Phan Đức Toàn đề nghị Hung-ga-ri tăng số lượng học bổng."),
    (NEWS, "Thủ tướng mong muốn phía Hung-ga-ri ủng hộ EC gỡ bỏ thẻ vàng IUU."),
    (NEWS, "Ông cũng đề xuất hai bên mở đường bay thẳng."),
    (NEWS, "Thủ tướng Varga kêu gọi Việt Nam mở cửa thị trường cho thịt gia cầm."),
    (NEWS, "Thủ tướng đề nghị bạn quan tâm, hỗ trợ cộng đồng người Việt."),
    (NEWS, "Hung-ga-ri muốn Việt Nam đơn giản hóa thủ tục cấp phép cho dược phẩm."),
    (NEWS, "Thủ tướng lưu ý phía bạn sớm giải quyết vướng mắc của dự án Bệnh viện Cần Thơ."),
    (STATEMENT, "Hai bên kêu gọi Nga và U-crai-na đàm phán."),
    (
        STATEMENT,
        "Việt Nam đề nghị Hung-ga-ri công nhận bằng cấp; phía Hung-ga-ri ghi nhận đề nghị này.",
    ),
    (NEWS, "Phía Hung-ga-ri nhờ Việt Nam hỗ trợ tuyển 500 kỹ sư phần mềm."),
    (NEWS, "Ông Varga ngỏ lời mời doanh nghiệp Việt Nam đầu tư vào trung tâm logistics ở Dahony."),
    (NEWS, "Bà hối thúc phía Việt Nam thanh toán dứt điểm khoản nợ của nhà thầu."),
    (NEWS, "Thủ tướng đề nghị Quốc hội Hung-ga-ri sớm thông qua hiệp định."),
]


@pytest.mark.parametrize(("place", "sentence"), REQUEST)
def test_what_the_other_side_is_asked_is_a_request(place: str, sentence: str) -> None:
    assert "REQUEST" in kinds(place, sentence)


RESULT = [
    (NEWS, "Kim ngạch hai chiều năm 2025 cán mốc 1,2 tỷ USD."),
    (NEWS, "Quan hệ thương mại tăng trưởng trung bình 15% mỗi năm trong 5 năm qua."),
    (NEWS, "Hung-ga-ri hiện có 21 dự án tại Việt Nam với tổng vốn 72 triệu USD."),
    (NEWS, "Hai bên vừa hoàn tất thủ tục phê chuẩn Hiệp định về tương trợ tư pháp."),
    (NEWS, "Kết thúc hội đàm, hai Thủ tướng chứng kiến lễ ký 7 văn kiện hợp tác."),
    (NEWS, "Đến nay, Hung-ga-ri là nước EU đầu tiên phê chuẩn EVIPA."),
    (NEWS, "Hàng loạt vướng mắc về kiểm dịch đã được tháo gỡ."),
    (NEWS, "Cá tra Việt Nam chiếm 40% thị phần cá phi lê tại nước này."),
    (NEWS, "Lô vải thiều đầu tiên lên kệ siêu thị Bu-đa-pét hôm 15/5."),
    (NEWS, "Hai trường đại học đã bắt tay mở chương trình thạc sĩ chung."),
    (RESULTS, "- Vận động thành công Hung-ga-ri công nhận nền kinh tế thị trường."),
    (RESULTS, "- Kim ngạch quý I ước 310 triệu USD, tăng 12%."),
    (RESULTS, "- Tổ chức 02 hội thảo xúc tiến đầu tư tại Bu-đa-pét và Đê-brê-xen."),
    (RESULTS, "- Bạn đã chính thức cho phép nhập khẩu mật ong."),
    (RESULTS, "- Hỗ trợ 14 lượt doanh nghiệp xác minh đối tác."),
    (RESULTS, "- Thúc đẩy ký Biên bản ghi nhớ giữa hai Viện Hàn lâm."),
    (RESULTS, "- Đại sứ quán đang phối hợp với TP. Xê-ghét chuẩn bị lễ kết nghĩa."),
    (
        NEWS,
        "Ngay sau hội đàm, hai bên tuyên bố khởi động đàm phán Hiệp định Đối tác kinh tế toàn diện.",
    ),
    (NEWS, "Hai nước nâng cấp quan hệ lên Đối tác chiến lược toàn diện."),
    (NEWS, "Xuất khẩu cà phê sang thị trường này năm qua nhảy lên 90 triệu USD."),
    (NEWS, "Phía Việt Nam đã cấp phép cho 12 cơ sở chế biến thịt của Hung-ga-ri."),
    (NEWS, "Ba thỏa thuận về giáo dục đã có hiệu lực từ tháng 1."),
    (NEWS, "Dự án nước sạch Quảng Ninh đưa vào vận hành từ tháng 3, phục vụ 20.000 hộ dân."),
    (RESULTS, "- Trong quý, đón 6 đoàn, trong đó có 2 đoàn cấp bộ trưởng."),
    (RESULTS, "- Cấp 1.240 hộ chiếu, giải quyết 35 vụ bảo hộ công dân."),
    (RESULTS, "- Hội chợ cà phê thu hút 5.000 lượt khách, ký 4 hợp đồng."),
    (STATEMENT, "Hai bên hài lòng ghi nhận kim ngạch đạt 1,2 tỷ USD năm 2025."),
    (STATEMENT, "Hai bên hoan nghênh việc ký Hiệp định về hợp tác văn hóa."),
    (NEWS, "Chúng tôi đang làm việc với Vietnam Airlines để mở đường bay thẳng trong năm 2027."),
]


@pytest.mark.parametrize(("place", "sentence"), RESULT)
def test_what_came_about_is_a_result(place: str, sentence: str) -> None:
    assert "RESULT" in kinds(place, sentence)


SHORTCOMING = [
    (NEWS, "Tuy nhiên, đầu tư của Hung-ga-ri vào Việt Nam còn khiêm tốn."),
    (NEWS, "Thủ tục cấp thị thực mất tới ba tháng khiến doanh nghiệp nản lòng."),
    (NEWS, "Nhiều dự án ODA chậm giải ngân do vướng mặt bằng."),
    (NEWS, "Hai nước chưa có đường bay thẳng."),
    (NEWS, "Doanh nghiệp hai bên thiếu thông tin về thị trường của nhau."),
    (NEWS, "Chi phí logistics cao là rào cản lớn nhất."),
    (NEWS, "Ủy ban hỗn hợp đã hai năm không nhóm họp."),
    (NEWS, "Không ít doanh nghiệp phàn nàn quy định thay đổi xoành xoạch."),
    (NEWS, "Hàng dệt may vấp hàng rào xuất xứ."),
    (NEWS, "Năng lực ngoại ngữ của lao động còn yếu."),
    (TROUBLES, "- Lạm phát tại sở tại cao, sức mua giảm."),
    (TROUBLES, "- Cước vận tải tăng gấp đôi."),
    (TROUBLES, "- Một số thỏa thuận ký đã lâu nhưng không triển khai."),
    (TROUBLES, "- Cán bộ mỏng, kiêm nhiệm nhiều địa bàn."),
    (TROUBLES, "- Doanh nghiệp ta ngại tham gia hội chợ vì chi phí lớn."),
    (NEWS, "Kim ngạch mới dừng ở mức 1 tỷ USD, chưa tương xứng tiềm năng."),
    (NEWS, "Việc công nhận bằng cấp vẫn giậm chân tại chỗ."),
    (NEWS, "Giá vé máy bay đắt gấp rưỡi so với tuyến Praha."),
    (NEWS, "Doanh nghiệp kêu khó vì thủ tục hải quan mỗi nơi một kiểu."),
    (TROUBLES, "- Chưa có cơ chế chia sẻ thông tin với hải quan sở tại."),
    (TROUBLES, "- Hàng Trung Quốc cạnh tranh gay gắt về giá."),
    (TROUBLES, "- Bạn áp thêm phí môi trường đối với bao bì."),
    (TROUBLES, "- Kinh phí xúc tiến eo hẹp."),
    (TROUBLES, "- Phần lớn doanh nghiệp ta chưa đáp ứng tiêu chuẩn ESG."),
    (STATEMENT, "Hai bên lấy làm tiếc việc triển khai dự án bị chậm do đại dịch."),
]


@pytest.mark.parametrize(("place", "sentence"), SHORTCOMING)
def test_what_falls_short_is_a_shortcoming(place: str, sentence: str) -> None:
    assert "SHORTCOMING" in kinds(place, sentence)


TASK = [
    (NEWS, "Thủ tướng giao Bộ Y tế làm việc với phía Hung-ga-ri về chuyển giao công nghệ dược."),
    (NEWS, "Thủ tướng yêu cầu Bộ Công Thương trong tháng 6 phải hoàn thành rà soát danh mục."),
    (NEWS, "Bộ Tài chính được giao cân đối vốn đối ứng, báo cáo trước 15/6."),
    (NEWS, '"Bộ Nông nghiệp và Môi trường phải có câu trả lời trong tuần này", Thủ tướng nói.'),
    (
        NEWS,
        "Thủ tướng chỉ đạo các cơ quan liên quan không để chậm trễ việc cấp giấy phép lao động.",
    ),
    (NEWS, "Thủ tướng nhắc các địa phương chuẩn bị kỹ nguồn hàng."),
    (NEWS, "Các bộ, ngành cần bám sát từng cam kết, rõ người, rõ việc, rõ thời hạn."),
    (NEWS, "Thủ tướng thúc các bộ ban hành hướng dẫn trước ngày 30/6."),
    (NEWS, "Bộ Ngoại giao có nhiệm vụ tổng hợp, báo cáo hằng tháng."),
    (PROPOSALS, "1. Đề nghị Bộ Công Thương sớm nối lại cơ chế họp Tổ công tác."),
    (
        PROPOSALS,
        "2. Kiến nghị Chính phủ cho phép mở Văn phòng Thương vụ tại Đê-brê-xen trong năm 2026.",
    ),
    (PROPOSALS, "3. Với các địa phương: chủ động gửi danh mục dự án."),
    (PROPOSALS, "4. Bộ Giáo dục và Đào tạo sớm cử lưu học sinh theo diện học bổng hiệp định."),
    (PROPOSALS, "5. Mong Bộ quan tâm bổ sung kinh phí sửa chữa trụ sở."),
    (TASKS, "1. Bộ Ngoại giao chủ trì đôn đốc."),
    (TASKS, "2. Về hợp tác dược: giao Bộ Y tế đàm phán với Hung-ga-ri; hoàn thành trong quý III."),
    (
        TASKS,
        "3. Đồng ý về nguyên tắc chủ trương mở đường bay; Bộ Xây dựng hướng dẫn các hãng hàng không thực hiện.",
    ),
    (TASKS, "5. Chấm dứt tình trạng chậm trả lời văn bản."),
    (TASKS, "6. Nghiêm cấm đùn đẩy trách nhiệm giữa các đơn vị."),
    (STATEMENT, "Hai bên giao Ủy ban hỗn hợp xây dựng kế hoạch triển khai trong vòng sáu tháng."),
    (NEWS, "Bộ trưởng Ngoại giao hai nước được giao theo dõi việc thực hiện các thỏa thuận."),
    (NEWS, "Phó Thủ tướng yêu cầu khẩn trương hoàn tất hồ sơ, không để lỡ thời hạn 30/6."),
    (NEWS, "Theo chỉ đạo của Thủ tướng, Bộ Nội vụ chủ trì đàm phán thỏa thuận lao động."),
    (
        NEWS,
        "Thủ tướng đề nghị Bộ Tài chính bố trí vốn, Bộ Xây dựng đẩy nhanh giải phóng mặt bằng.",
    ),
    (NEWS, "Thủ tướng nhấn mạnh phải chấm dứt tình trạng ký xong để đó."),
    (NEWS, "Ủy ban nhân dân TP. Hải Phòng được yêu cầu bàn giao mặt bằng trước 30/6."),
    (NEWS, "Thủ tướng phân công Phó Thủ tướng Lê Đình Khải chỉ đạo trực tiếp."),
    (PROPOSALS, "1. Bộ Tài chính: bố trí 2 tỷ đồng cho hội chợ tháng 9."),
    (PROPOSALS, "2. Đề nghị Bộ Y tế trả lời dứt điểm hồ sơ đăng ký thuốc trước 30/4/2026."),
    (PROPOSALS, "3. Xin ý kiến chỉ đạo của Bộ về phương án thuê trụ sở."),
    (PROPOSALS, "4. UBND tỉnh Cần Thơ xem xét ký thỏa thuận kết nghĩa với tỉnh Bác-xơ."),
    (PROPOSALS, "5. Các tập đoàn lớn như Viettel, FPT nghiên cứu mở chi nhánh."),
    (TASKS, "1. Bộ Công an bảo đảm an ninh tuyệt đối."),
    (
        TASKS,
        "2. Từng bộ, ngành phải xác định rõ đầu mối; gửi danh sách về Văn phòng Chính phủ trước 5/6.",
    ),
    (TASKS, "3. Khẩn trương hoàn thiện dự thảo Nghị định trong tháng 6/2026 (Bộ Nội vụ)."),
    (TASKS, "4. Chậm nhất ngày 10/6, Bộ Tài chính trình phương án."),
    (TASKS, "5. Bộ Ngoại giao đầu mối, cùng Bộ Công Thương soạn thảo đề án."),
    (TASKS, "6. Không chờ đợi, trông chờ kinh phí trung ương."),
    (TASKS, "7. Giao các địa phương có đường biên giới chủ động bố trí lực lượng."),
    (TASKS, "8. Thống nhất chủ trương giao EVN đàm phán mua điện từ Lào."),
    (TASKS, "9. Bổ sung dự án vào danh mục ưu tiên."),
    (NEWS, "Tôi cho rằng doanh nghiệp ta cần đầu tư bài bản hơn cho thương hiệu."),
]


@pytest.mark.parametrize(("place", "sentence"), TASK)
def test_what_is_ordered_or_proposed_is_a_task(place: str, sentence: str) -> None:
    assert "TASK" in kinds(place, sentence)


NOTHING = [
    (NEWS, "Hai bên trao đổi về tình hình khu vực và thế giới."),
    (NEWS, "Thủ tướng hoan nghênh chuyến thăm của Thủ tướng Varga."),
    (NEWS, "Hai nhà lãnh đạo nhất trí cho rằng quan hệ hai nước phát triển tốt đẹp."),
    (NEWS, "Thủ tướng cảm ơn Hung-ga-ri đã hỗ trợ vắc-xin."),
    (NEWS, "Thủ tướng Varga bày tỏ vui mừng lần đầu thăm Việt Nam."),
    (NEWS, "Lễ đón chính thức diễn ra tại Phủ Chủ tịch."),
    (NEWS, "Hai bên khẳng định lập trường về giải quyết tranh chấp bằng biện pháp hòa bình."),
    (NEWS, "Cùng dự hội đàm có lãnh đạo các bộ, ngành."),
    (NEWS, "Thủ tướng Varga sinh năm 1975, từng là Bộ trưởng Ngoại giao."),
    (NEWS, "Việt Nam luôn coi trọng quan hệ hữu nghị truyền thống với Hung-ga-ri."),
    (STATEMENT, "Hai bên ủng hộ vai trò trung tâm của ASEAN."),
    (STATEMENT, "Hai bên ghi nhận sự phát triển tích cực của hợp tác quốc phòng."),
    (STATEMENT, "Hai bên nhấn mạnh tầm quan trọng của tự do hàng hải."),
    (NEWS, "Chuyến thăm mở ra chương mới trong quan hệ hai nước."),
    (NEWS, "Thủ tướng mong bà con chấp hành tốt pháp luật sở tại."),
    (NEWS, "Thủ tướng tin tưởng chuyến thăm sẽ thành công tốt đẹp."),
    (NEWS, "Ông Varga cho rằng còn nhiều dư địa để tăng kim ngạch."),
    (NEWS, "Việt Nam xuất sang Hung-ga-ri chủ yếu điện thoại, giày dép, cà phê."),
    (STATEMENT, "Hai bên đánh giá cao kết quả hợp tác quốc phòng thời gian qua."),
    (NEWS, "Phóng viên: Xin Đại sứ cho biết những ưu tiên trong thời gian tới?"),
]


@pytest.mark.parametrize(("place", "sentence"), NOTHING)
def test_talk_courtesy_and_stance_are_no_records(place: str, sentence: str) -> None:
    assert kinds(place, sentence) == set()


INTERVIEW = (
    'Đại sứ Trần Hạnh Nguyên: "Thị trường không chờ ai"\n\n10/03/2027\n\n'
    "PV: Đâu là kết quả đáng kể nhất?\n\nĐại sứ: Bang Ô-ta-ri-ô công nhận bằng điều dưỡng của ba trường Việt Nam.\n\n"
    "PV: Còn khó khăn gì, thưa Đại sứ?\n\nĐại sứ: Hồ sơ xin thị thực nằm ở bàn giấy cả quý.\n\n"
    "PV: Sắp tới sẽ làm gì?\n\nĐại sứ: Tháng 9, Đại sứ quán đưa 20 nhà mua hàng về dự hội chợ.\n"
)


def test_a_question_tells_what_its_answer_reports() -> None:
    found = read(INTERVIEW, published=date(2027, 3, 10)).records
    said = [(f.type, f.quote.split()[0]) for f in found if f.confidence >= SURE]
    assert said == [("RESULT", "Bang"), ("SHORTCOMING", "Hồ"), ("COMMITMENT", "Đại")]


def test_a_paragraph_that_turns_tells_troubles_to_its_end() -> None:
    text = (
        f"{NEWS}Thế nhưng tiến độ giải phóng mặt bằng còn chậm. Xe tải đỗ thành hàng cả chục cây số ở cửa khẩu.\n\n"
        "Hai bên trao đổi về tình hình khu vực.\n"
    )
    found = [f for f in read(text, published=DAY).records if f.confidence >= SURE]
    assert [f.type for f in found if f.start >= len(NEWS)] == ["SHORTCOMING", "SHORTCOMING"]


def test_who_is_on_a_visit_is_no_result() -> None:
    assert (
        kinds(NEWS, "Chiều 20/5, Thủ tướng tiếp Bộ trưởng Y tế Hung-ga-ri đang thăm Việt Nam.")
        == set()
    )


def test_what_a_side_gives_in_return_is_promised() -> None:
    text = "Đáp lại, phía Việt Nam thu xếp 300 triệu USD vốn vay để Hung-ga-ri xây đoạn nối.\n"
    assert kinds(NEWS, text) == {"COMMITMENT"}


def test_a_thing_and_a_day_that_has_passed_make_a_result() -> None:
    assert kinds(NEWS, "Bến cảng số 3 đón chuyến tàu đầu tiên hồi tháng 2.") == {"RESULT"}


def test_what_the_chair_of_a_meeting_settles_for_our_bodies_is_told() -> None:
    text = (
        "BỘ CÔNG THƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 77/BB-BCT\n"
        "Hà Nội, ngày 12 tháng 6 năm 2026\n\nBIÊN BẢN\nCuộc họp Tổ công tác về xuất khẩu\n\n2. Kết luận\n"
        "Thứ trưởng thống nhất:\na) Cục Xuất nhập khẩu hoàn chỉnh sổ tay thị trường trong tháng 7;\n"
        "b) Vụ Pháp chế liên hệ Thương vụ tại Dubai xác minh 12 đối tác nghi lừa đảo.\n"
    )
    found = [f for f in read(text, published=date(2026, 6, 12)).records if f.confidence >= SURE]
    leads = [(f.type, f.fields["lead"][0].canonical) for f in found]
    assert leads == [("TASK", "Cục Xuất nhập khẩu"), ("TASK", "Vụ Pháp chế")]


def test_the_other_side_is_asked_what_a_list_of_asks_holds() -> None:
    text = "Thủ tướng nêu với phía bạn hai đề nghị: cấp phép trở lại cho 14 nhà máy; không áp mức thuế mới với thép."
    assert kinds(NEWS, text) == {"REQUEST"}
