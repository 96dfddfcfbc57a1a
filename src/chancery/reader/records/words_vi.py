"""Vietnamese words of the trade: verbs of action, sides, bodies. All in small letters."""

from __future__ import annotations

import re

from chancery.reader.alternation import one_of
from chancery.reader.layout import MARKED

ACTIONS = (
    "áp dụng|ban hành|bám sát|báo cáo|bảo đảm|bảo hộ|bảo vệ|bố trí|bổ sung|cam kết|cải cách|cải thiện|cấp|cắt giảm|"
    "chấn chỉnh|chia sẻ|cho phép|chủ động|chủ trì|chuẩn bị|chuyển giao|chỉ đạo|công bố|công khai|công nhận|"
    "cung cấp|củng cố|cử|cập nhật|dành|duy trì|dự|dỡ bỏ|đa dạng hóa|đàm phán|đào tạo|đánh giá|đảm bảo|đầu tư|đẩy mạnh|đẩy nhanh|"
    "đề xuất|điều phối|đôn đốc|đối thoại|đổi mới|đơn giản hóa|đưa|gia hạn|giảm|giải quyết|giải ngân|giới thiệu|"
    "giữ|giữ vững|góp phần|gửi|giao|giúp|hình thành|hoàn tất|hoàn thành|hoàn thiện|hỗ trợ|huy động|hướng|hướng dẫn|hợp tác|"
    "kết nối|khai thác|khắc phục|khẩn trương|khôi phục|khởi động|khuyến khích|kiến tạo|kiểm điểm|kiểm tra|kiên quyết|"
    "kịp thời|kiện toàn|ký|ký kết|làm|làm sâu sắc|làm việc|lập|liên kết|lồng ghép|mở|mở rộng|mở cửa|mời|mua|nâng|nâng cao|nâng cấp|"
    "nâng tầm|nắm|nắm bắt|nghiêm túc|nghiên cứu|nhân rộng|nhập khẩu|nối lại|phân công|phân loại|phân tích|phát huy|phát triển|"
    "phê chuẩn|phê duyệt|phối hợp|phấn đấu|phổ biến|phục vụ|quan tâm|quán triệt|quảng bá|quyết liệt|rà soát|rút ngắn|sắp xếp|"
    "sớm|sửa đổi|tái khởi động|tạo|tạo điều kiện|tạo thuận lợi|tăng|tăng cường|tận dụng|tập trung|tham dự|tham gia|tham mưu|"
    "tháo gỡ|thành lập|thăm|thể chế hóa|theo dõi|thiết lập|thông báo|thông qua|thông tin|thu hút|thúc đẩy|thực hiện|"
    "thường xuyên|tích cực|tiếp cận|tiếp nhận|tiếp tục|tiến hành|tìm|tìm kiếm|tìm hiểu|tính toán|tổ chức|tổng hợp|tổng kết|"
    "tranh thủ|trao đổi|triển khai|trình|truyền tải|tuân thủ|tuyên truyền|ưu tiên|vận động|vận hành|viện trợ|xác định|xác minh|xây dựng|xem xét|"
    "trả lời|phản hồi|khảo sát|giải đáp|đóng góp|hoàn trả|miễn|nới lỏng|cấp phép|tuyển|ủy quyền|lấy|học hỏi|nhận|xác lập|thí điểm|chuyển đổi|chuyển|khởi công|vượt|thu xếp|xóa bỏ|xử lý|xúc tiến|xuất khẩu|tài trợ|cơ cấu|tái cơ cấu|bàn giao|niêm yết|làm mới|làm rõ|cảnh báo|dự báo|định hướng|sơ kết|"
    "chủ động|tuyệt đối|không để|tiếp thu|chịu trách nhiệm|đi đầu|gắn|gắn kết|hội nhập|lưu ý|tháo|bãi bỏ|cân nhắc|rót|mang|chấm dứt|kiềm chế|tôn trọng|hiện đại hóa|số hóa|nội luật hóa|ổn định|"
    "phát hành|ấn hành|có ý kiến|phụ trách|gánh vác|chọn|lựa chọn|dạy|đốc thúc|chốt|dựng|đứng ra|vận dụng|khoanh vùng|đấu tranh|ngăn chặn|phòng ngừa|xóa|thay thế|điều tra|thẩm định|thẩm tra|giám sát|cung ứng|phân bổ|phân cấp|"
    "phân định|biên soạn|soạn thảo|biên tập|tập huấn|bồi dưỡng|luân chuyển|điều động|đối chiếu|rà|trang bị|lắp đặt|kiểm soát|tạm dừng|đình chỉ|thu hồi|xử phạt|truy xuất|ứng dụng|cho ý kiến|góp ý|tham vấn|"
    "lấy ý kiến|lên kế hoạch|lên phương án|khai trương|mở lớp|nhóm họp|họp|hoàn thuế|tái đàm phán|khởi xướng|khảo nghiệm|giới hạn|siết|siết chặt|chuyển tải|chỉ định|chuyên trách|bám|theo sát|sử dụng|tạo lập|"
    "thiết kế|tích hợp|kết hợp|cụ thể hóa|luật hóa|chuẩn hóa|quy hoạch|lưu trữ|dự toán|bảo lãnh|cho vay|giãn|hoãn|bù đắp|tiết kiệm|đăng ký|đăng cai|bàn bạc|thương lượng|thảo luận|trao|hỗ trợ|đền bù|di dời"
    "|quản lý tốt|quản lý chặt|làm tốt|nối|gỡ|gỡ bỏ|tháo dỡ|dừng|ngừng|chặn|lo liệu|cắt|nới|hạ|giải trình|đề ra|khẳng định rõ|đặt|tư vấn|quy định|đối xử|bình đẳng hóa|nhân|chuyển hướng|khơi thông|nâng hạng|tái cấp|trồng|sản xuất|chế tạo|kết thúc|bắt tay|nghiêm cấm|thanh toán|chi trả|trả nợ|nộp|bồi thường|chấp thuận|chấp nhận|thông quan|trang trải|giảm thuế|miễn thuế|hoãn nợ|xóa nợ|không chờ|không trông chờ|nhóm họp|gặp gỡ|cho thí điểm|cho thuê|cho mở|cho xuất|cho nhập|cho hưởng|tính|gõ cửa|giữ vai|giữ vai trò|đóng vai"
)
"""Verbs that begin an action ('rà soát', 'đẩy mạnh'), adverbs that open one ('sớm', 'khẩn trương')."""

_NOT_INSIDE = rf"(?<![\w{MARKED}].)"
_ENDS = r"(?![\w])"

ACTION = re.compile(one_of(ACTIONS.split("|"), guard=_NOT_INSIDE) + _ENDS)
"""An action word at a place of the small-letter text."""

BEFORE_ACTION = (
    r"(?:(?:cũng|đều|sẽ|cùng|cùng nhau|cần|phải|sớm|tiếp tục|chủ động|tích cực|khẩn trương|nhanh chóng|kịp thời|"
    r"trực tiếp|thường xuyên|đồng thời|tất cả|hãy|nên|đã|quyết liệt|không ngừng|từng bước|ngay|việc|về việc|"
    r"chặt chẽ|nghiêm túc|để|trong việc|định kỳ(?: \w+ \w+)?|chung|kịp) )*"
)
STARTS_WITH_ACTION = re.compile(rf"{BEFORE_ACTION}{one_of(ACTIONS.split('|'))}{_ENDS}(?! là )")

_SURNAMES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đinh",
        "trịnh",
        "lương",
        "mai",
        "đoàn",
        "tô",
        "cao",
        "hà",
        "tạ",
        "trương",
        "thái",
        "lâm",
        "đào",
        "vương",
        "nông",
        "giàng",
        "châu",
        "chu",
        "tăng",
        "quách",
        "kim",
        "triệu",
        "tống",
        "thạch",
        "lưu",
        "la",
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "dinh",
        "trinh",
        "luong",
        "doan",
        "to",
        "truong",
        "thai",
        "lam",
        "dao",
        "vuong",
    ]
)


def is_home_name(name: str) -> bool:
    """Whether a name begins with a Vietnamese family name and has three or four words."""
    parts = name.lower().split()
    return 3 <= len(parts) <= 5 and parts[0] in _SURNAMES and "-" not in name


_SYLLABLE = re.compile(
    rf"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?[aeiouy{''.join(c for c in MARKED if c != 'đ')}]{{1,3}}"
    r"(?:ch|c|ng|nh|n|m|p|t)?",
)


def is_written_like_ours(name: str) -> bool:
    """Whether every word could be a Vietnamese syllable: 'Hà Viết Sơn', not 'Themba Nkosi'."""
    return all(_SYLLABLE.fullmatch(part) for part in name.lower().split())


JOINT = re.compile(
    r"(?:cả )?(?:lãnh đạo |đại diện |chính phủ |bộ trưởng )?(?:(?:các|mỗi) (?:bên(?: ký kết| tham gia| liên quan)?|nước(?: thành viên)?|phía|quốc gia|nhà lãnh đạo|nền kinh tế)(?![\w,])|(?:hai|ba) "
    r"(?:bên|nước|phía|chính phủ|quốc gia|nhà lãnh đạo|vị lãnh đạo|thủ tướng(?: chính phủ)?|tổng thống|chủ tịch(?: nước| quốc hội)?|"
    r"bộ trưởng(?: ngoại giao)?|phó thủ tướng|ngoại trưởng|đoàn|bộ|cơ quan|đảng|quốc hội|lãnh đạo)(?![\w,]))"
)
"""'Hai bên', 'lãnh đạo hai nước', 'hai Thủ tướng': several parties as one actor."""

PRONOUN = re.compile(
    r"(?:phía |nước )?(?:ta|bạn)(?= [^\W\d_])|(?:chúng ta|các bạn|sở tại|phía sở tại|họ|phía đối tác|đối tác)(?= [^\W\d_])"
)
"""'ta' and 'bạn' of our reports: our side and the other one."""

OURS = re.compile(r"(?:phía |nước |chính phủ |doanh nghiệp |các cơ quan )?(?:ta|chúng ta)(?!\w)")
THEIRS = re.compile(
    r"(?:phía |nước |chính phủ |doanh nghiệp |các cơ quan |lãnh đạo )?(?:bạn|các bạn|sở tại|nước sở tại|đối tác)(?!\w)|(?:chính quyền|quốc hội|nghị viện) (?:bang|liên bang|sở tại|thành phố sở tại)"
    r"|(?:wb|imf|adb|aiib|jica|koica|afd|giz|usaid|undp|unesco|unicef|unido|fao|who|wto|ilo|iom|iaea|oecd|ifc|gcf|"
    r"ngân hàng thế giới|quỹ tiền tệ quốc tế|ngân hàng phát triển châu á|liên hợp quốc)(?!\w)"
)

HOME_BODY = re.compile(
    r"(?:(?:các|những|tất cả các|toàn thể|mọi|một số|cả hai|hai|ba|bốn|mỗi|từng) )?(?:đồng chí |người đứng đầu |lãnh đạo |thủ trưởng )?(?:các )?"
    r"(?:quý (?:bộ|cơ quan|đơn vị|ủy ban|ban|ngành|tỉnh)|bộ(?: trưởng)?|thứ trưởng|thống đốc|chủ nhiệm|tổng thanh tra|vụ trưởng|cục trưởng|tổng cục trưởng|trưởng (?:ban|đoàn|tiểu ban)|tổ trưởng|người đứng đầu|thủ trưởng|cá nhân|tổ chức(?! (?:thực hiện|triển khai|thi hành|hội|cuộc|lễ|họp|sơ kết|tổng kết|sự kiện|đoàn|các|tuần|phiên|kỳ|diễn đàn|đối thoại|khảo sát|tuyên truyền))|lực lượng|bộ đội|hội|trường đại học|đại học|ban(?: chỉ đạo| bí thư| cán sự)?|ngành|cơ quan|địa phương|đơn vị|tỉnh|thành phố|ubnd|hđnd|ủy ban|hội đồng|"
    r"văn phòng|vụ|cục|tổng cục|sở|học viện|viện|trung tâm|ngân hàng nhà nước|thanh tra|kiểm toán|tòa án|viện kiểm sát|quốc hội|"
    r"đại sứ quán|đsq|tlsq|tổng lãnh sự quán|phái đoàn|cơ quan đại diện|cqđd|thương vụ|tham tán|đại sứ|trưởng cơ quan|"
    r"chủ tịch|giám đốc|thủ trưởng|hiệp hội|liên đoàn|phòng thương mại|vcci|tập đoàn|tổng công ty|công ty|doanh nghiệp|"
    r"tùy viên|bộ phận|phòng(?! (?:chống|ngừa))|tổ (?:chuyên gia|thư ký|giúp việc|biên tập|soạn thảo|điều phối)|tiểu ban|ban thư ký|thư ký|tổ thường trực|nhóm(?: \d{1,2})? (?:chuyên gia|công tác|kỹ thuật)|chánh (?:văn phòng|thanh tra)|thường trực|phó (?:vụ trưởng|cục trưởng|chủ tịch|chủ nhiệm)|chuyên viên|trợ lý|cấp ủy|đảng ủy|đảng bộ|bí thư|tỉnh ủy|thành ủy|mặt trận|đoàn thanh niên|đài|thông tấn xã|báo|ngành ngoại giao|chính phủ|phó thủ tướng|cán bộ|tổ công tác|"
    r"nhóm công tác|(?:đoàn (?:đàm phán|công tác|kiểm tra|tham (?:gia|dự))|thành viên|hãng|chính quyền|(?:xã|phường|đặc khu)(?! hội)|công an|quân khu|bảo hiểm xã hội|kho bạc|hải quan|chi cục|cảng vụ|"
    r"ngân hàng (?:thương mại|chính sách|nông nghiệp|phát triển)|trường (?:đại học|cao đẳng)|(?<=các )trường(?! hợp)|(?<=các )đoàn|liên minh hợp tác xã|hợp tác xã|kiểm ngư|chủ đầu tư|nhà thầu|tổ (?:soạn thảo|biên tập|đàm phán|kỹ thuật)))(?![\w])"
)
"""A body of the home side that can be told to do something, where no country is named with it."""

UNIT_START = re.compile(
    r"(?:các |những |một số )?(?:bộ|ban|ngành|cơ quan|địa phương|đơn vị|tỉnh|thành phố|ubnd|ủy ban|văn phòng|vụ|cục|tổng cục|"
    r"sở|ngân hàng|thanh tra|đại sứ quán|cơ quan đại diện|thương vụ|hiệp hội|tập đoàn|tổng công ty|doanh nghiệp|viện|học viện|"
    r"hội|đoàn|tổ chức|trung tâm|phòng|liên đoàn|lực lượng|quân|đài|báo|quỹ|phía|công an|tòa án|viện kiểm sát|bảo hiểm xã hội|kho bạc|(?:trường )?(?:đại học|cao đẳng)|nhà xuất bản|bảo tàng|đảng ủy|tỉnh ủy|thành ủy|mặt trận|hãng|thông tấn xã|bộ đội|"
    r"chủ tịch|giám đốc|thủ trưởng|thống đốc|hải quan|chi cục|cảng vụ|chính quyền|kiểm toán|tham tán|tùy viên|đại sứ|trưởng (?:ban|đoàn|các))(?![\w])"
)
"""Where the name of a unit begins, in a list of units."""
