"""Who leads a task: every way in which Vietnamese papers name a body, or point back to one."""

from __future__ import annotations

from datetime import date

import pytest

from chancery.reader import read
from chancery.reader.model import SURE
from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD

HEAD = f"{PAPER_HEAD}Sau khi nghe báo cáo, Phó Thủ tướng kết luận như sau:\n"
REP = f"{REPORT_HEAD}III. KIẾN NGHỊ\n"
NEWS = (
    "Phó Thủ tướng họp về hội nhập kinh tế\n\nHà Nội, ngày 20/5/2026 - Phó Thủ tướng Lê Đình Khải chủ trì cuộc họp "
    "của Ban Chỉ đạo liên ngành hội nhập quốc tế về kinh tế.\n\n"
)

LEADS = [
    (
        HEAD,
        "1. Giao Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính, Bộ Ngoại giao xây dựng phương án đàm phán, báo cáo trước ngày 15/7/2026.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Giao cho Bộ Công Thương làm đầu mối, phối hợp các bộ, ngành xây dựng phương án đàm phán.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Bộ Công Thương là cơ quan đầu mối, phối hợp với Bộ Tài chính theo dõi, tổng hợp tình hình thực hiện.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Bộ Công Thương là cơ quan chủ trì đàm phán, có trách nhiệm báo cáo định kỳ hằng quý.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Việc xây dựng phương án đàm phán do Bộ Công Thương chủ trì, hoàn thành trước ngày 30/6/2026.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Thành lập Tổ công tác do Bộ Ngoại giao làm Tổ trưởng để tháo gỡ vướng mắc cho doanh nghiệp.",
        [["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Yêu cầu Bộ trưởng Bộ Tài chính trực tiếp chỉ đạo rà soát các dự án ODA chậm tiến độ.",
        [["Bộ Tài chính"]],
    ),
    (
        HEAD,
        "1. Về đàm phán Hiệp định CEPA với UAE: Bộ Công Thương khẩn trương hoàn thiện hồ sơ, trình Chính phủ trong tháng 6.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Về đàm phán Hiệp định CEPA với UAE, giao Bộ Công Thương khẩn trương hoàn thiện hồ sơ, trình Chính phủ trong tháng 6.",
        [["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Đồng ý với đề xuất của Bộ Ngoại giao về thành lập Tổ công tác. Giao Bộ này chủ trì, phối hợp với các cơ quan liên quan hoàn thiện dự thảo quyết định.",
        [["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Bộ Ngoại giao đã trình dự thảo Đề án. Bộ tiếp thu ý kiến các thành viên, hoàn thiện Đề án, trình trước ngày 15/7.",
        [["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Bộ Tài chính, Bộ Công Thương, Bộ Nông nghiệp và Môi trường theo chức năng, nhiệm vụ được giao rà soát các rào cản thuế quan.",
        [["Bộ Tài chính", "Bộ Công Thương", "Bộ Nông nghiệp và Môi trường"]],
    ),
    (
        HEAD,
        "1. Các Bộ: Công Thương, Tài chính, Ngoại giao rà soát các rào cản thuế quan, báo cáo trong tháng 6.",
        [["Bộ Công Thương", "Bộ Tài chính", "Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Các Bộ Công Thương, Tài chính và Ngoại giao rà soát các rào cản thuế quan, báo cáo trong tháng 6.",
        [["Bộ Công Thương", "Bộ Tài chính", "Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. UBND các tỉnh Lào Cai, Lạng Sơn, Quảng Ninh chủ trì, phối hợp với Bộ Công Thương đẩy nhanh xây dựng cửa khẩu thông minh.",
        [["UBND các tỉnh Lào Cai, Lạng Sơn, Quảng Ninh"]],
    ),
    (
        HEAD,
        "1. UBND tỉnh Quảng Ninh chuẩn bị kỹ điều kiện mở cặp chợ biên giới.",
        [["UBND tỉnh Quảng Ninh"]],
    ),
    (
        HEAD,
        "1. Ủy ban nhân dân tỉnh Quảng Ninh và Ủy ban nhân dân thành phố Hải Phòng khẩn trương hoàn thành giải phóng mặt bằng trước 30/9/2026.",
        [["Ủy ban nhân dân tỉnh Quảng Ninh", "Ủy ban nhân dân thành phố Hải Phòng"]],
    ),
    (
        HEAD,
        "1. Ủy ban nhân dân thành phố Hồ Chí Minh làm việc với JICA về dự án Metro số 1.",
        [["Ủy ban nhân dân thành phố Hồ Chí Minh"]],
    ),
    (
        HEAD,
        "1. Bộ Nông nghiệp và Môi trường (sau đây gọi tắt là Bộ NN&MT) đã báo cáo.\n2. Bộ NN&MT đàm phán với phía Trung Quốc về Nghị định thư xuất khẩu bưởi.",
        [["Bộ Nông nghiệp và Môi trường"]],
    ),
    (
        HEAD,
        "1. Bộ KH&CN chủ trì, phối hợp với Bộ GD&ĐT triển khai thỏa thuận hợp tác bán dẫn với Hoa Kỳ.",
        [["Bộ Khoa học và Công nghệ"]],
    ),
    (
        HEAD,
        "1. Các cơ quan nêu trên báo cáo Thủ tướng kết quả thực hiện trước ngày 15/12/2026.",
        [["Các cơ quan nêu trên"]],
    ),
    (
        HEAD,
        "1. Các bộ, ngành, địa phương chủ động triển khai các cam kết quốc tế.",
        [["Các bộ, ngành, địa phương"]],
    ),
    (
        HEAD,
        "1. Yêu cầu các bộ: Ngoại giao, Công Thương tập trung tháo gỡ vướng mắc.",
        [["Bộ Ngoại giao", "Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Đối với Bộ Công Thương:\n- Đẩy nhanh đàm phán FTA với MERCOSUR.\n- Tham mưu cơ chế xử lý phòng vệ thương mại.",
        [["Bộ Công Thương"], ["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Về hợp tác năng lượng (Bộ Công Thương chủ trì):\na) Đẩy nhanh đàm phán hợp đồng LNG với Hoa Kỳ;\nb) Báo cáo phương án nhập khẩu điện từ Lào trước 30/6.",
        [["Bộ Công Thương"], ["Bộ Công Thương"]],
    ),
    (
        HEAD,
        "1. Nhiệm vụ của Bộ Ngoại giao\na) Đẩy nhanh ký kết Hiệp định miễn thị thực;\nb) Báo cáo kết quả trước 30/6.",
        [["Bộ Ngoại giao"], ["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Trách nhiệm của Bộ Ngoại giao: chủ trì theo dõi việc thực hiện các cam kết.",
        [["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Bộ Ngoại giao có trách nhiệm theo dõi, đôn đốc việc thực hiện Thông báo này.",
        [["Bộ Ngoại giao"]],
    ),
    (
        HEAD,
        "1. Giao Đại sứ quán Việt Nam tại Hoa Kỳ và Thương vụ Việt Nam tại Hoa Kỳ theo sát tiến trình sửa luật thuế.",
        [["Đại sứ quán Việt Nam tại Hoa Kỳ", "Thương vụ Việt Nam tại Hoa Kỳ"]],
    ),
    (
        HEAD,
        "1. Các cơ quan đại diện Việt Nam ở nước ngoài chủ động cung cấp thông tin thị trường.",
        [["Các cơ quan đại diện Việt Nam ở nước ngoài"]],
    ),
    (
        HEAD,
        "1. Văn phòng Chính phủ theo dõi, đôn đốc, kịp thời báo cáo Phó Thủ tướng.",
        [["Văn phòng Chính phủ"]],
    ),
    (
        HEAD,
        "1. Cục Hải quan (Bộ Tài chính) tạo thuận lợi thông quan hàng nông sản tại các cửa khẩu.",
        [["Cục Hải quan"]],
    ),
    (
        HEAD,
        "1. Ngân hàng Nhà nước phối hợp với Bộ Tài chính sớm trình phương án thanh toán song phương.",
        [["Ngân hàng Nhà nước"]],
    ),
    (
        HEAD,
        "1. Thanh tra Chính phủ khẩn trương kết luận vụ việc tại dự án.",
        [["Thanh tra Chính phủ"]],
    ),
    (
        HEAD,
        "1. Bộ Xây dựng, trên cơ sở ý kiến của các bộ, khẩn trương hoàn thiện hồ sơ dự án.",
        [["Bộ Xây dựng"]],
    ),
    (
        HEAD,
        "1. Bộ Quốc phòng, Bộ Công an theo chức năng, nhiệm vụ bảo đảm an ninh, an toàn tuyệt đối cho Hội nghị.",
        [["Bộ Quốc phòng", "Bộ Công an"]],
    ),
    (
        REP,
        "1. Với Bộ Công Thương: Đề nghị sớm cử đoàn đàm phán sang Ba Lan.",
        [["Bộ Công Thương"]],
    ),
    (
        REP,
        "1. Đối với Bộ Nông nghiệp và Môi trường, kiến nghị Bộ sớm hoàn tất hồ sơ mở cửa thị trường thịt gà.",
        [["Bộ Nông nghiệp và Môi trường"]],
    ),
    (REP, "1. Đề nghị Bộ xem xét, bổ sung 01 biên chế tham tán.", [["Bộ"]]),
    (
        REP,
        "1. Kính đề nghị Bộ Ngoại giao (Cục Lãnh sự) hướng dẫn xử lý hồ sơ.",
        [["Bộ Ngoại giao"]],
    ),
    (REP, "1. Đề nghị quý Bộ cho ý kiến về dự thảo trước 15/5.", [["quý Bộ"]]),
    (REP, "1. Đại sứ quán tiếp tục theo dõi tình hình, báo cáo kịp thời.", [["Đại sứ quán"]]),
    (
        NEWS,
        "Phó Thủ tướng giao Bộ Ngoại giao chủ trì, phối hợp với các bộ, ngành rà soát các cam kết, báo cáo trong tháng 6.",
        [["Bộ Ngoại giao"]],
    ),
    (
        NEWS,
        "Phó Thủ tướng yêu cầu các bộ, ngành, địa phương tập trung tháo gỡ khó khăn cho doanh nghiệp; trong đó, Bộ Công Thương khẩn trương hoàn thiện Chiến lược phát triển thị trường.",
        [["các bộ, ngành, địa phương"], ["Bộ Công Thương"]],
    ),
    (NEWS, "Về phần mình, Bộ Tài chính được giao chuẩn bị nguồn vốn đối ứng.", [["Bộ Tài chính"]]),
    (
        NEWS,
        "Theo Phó Thủ tướng, Bộ Công Thương cần sớm hoàn thiện khung pháp lý về mua bán điện trực tiếp.",
        [["Bộ Công Thương"]],
    ),
    (
        NEWS,
        "Phó Thủ tướng nhấn mạnh Bộ Ngoại giao phải chủ động hơn trong việc đôn đốc thực hiện các thỏa thuận.",
        [["Bộ Ngoại giao"]],
    ),
    (
        NEWS,
        "Cùng với đó, Phó Thủ tướng đề nghị Bộ Y tế, Bộ Công Thương sớm ban hành quy định về nhập khẩu dược phẩm.",
        [["Bộ Y tế", "Bộ Công Thương"]],
    ),
    (
        NEWS,
        "Nhiệm vụ này được giao cho Bộ Khoa học và Công nghệ chủ trì, hoàn thành trong quý III/2026.",
        [["Bộ Khoa học và Công nghệ"]],
    ),
    (
        NEWS,
        "Bộ trưởng Bộ Ngoại giao yêu cầu các đơn vị trong Bộ khẩn trương xây dựng kế hoạch.",
        [["các đơn vị trong Bộ"]],
    ),
]


@pytest.mark.parametrize(("place", "words", "leads"), LEADS)
def test_the_body_that_leads_is_named(place: str, words: str, leads: list[list[str]]) -> None:
    found = read(place + words, published=date(2026, 5, 27)).records
    tasks = [f for f in found if f.type == "TASK" and f.confidence >= SURE]
    assert len(tasks) == len(leads)
    for task, names in zip(tasks, leads, strict=True):
        said = [{lead.text, lead.canonical} for lead in task.fields["lead"]]
        assert len(said) == len(names)
        assert all(any(name in both for both in said) for name in names)
