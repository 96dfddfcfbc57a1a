"""The one table of cues: the words that make a record, by kind, in the order they are tried.

Longer words stand before shorter ones; a guard beside the cue names what it must not follow or
precede ('cần' is no need in 'cần cù', 'giao' no order in 'ngoại giao'). All in small letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, count
from typing import NamedTuple

from chancery.reader.alternation import LETTERS
from chancery.reader.mentions.words import Words
from chancery.reader.records.model import Cue

# kind, words, guard before (what may not stand in front), guard behind (what may not follow)
_NOUN = (
    r"(?<!\w)(?:các|những|theo|của|lời|nội dung|sự|một số|ý kiến|đáp ứng|mọi|số|(?<!nhật )bản|đơn|văn bản|đầy đủ|đúng|nhận|ký|ký kết|đã đạt được|"
    r"trên cơ sở|thực hiện|triển khai|trước|từ|kiến nghị,|nêu|đạt|rà soát|với|nhiều|hàng loạt|nghiên cứu|xem xét|giải quyết|chấp thuận) $"
)
_SO_LONG = r"(?= (?:hơn |gần |suốt |tới |đã )?(?:\d+|cả|nhiều|hàng) (?:ngày|tuần|tháng|năm))"
_ACHIEVED = (
    "ký", "bán", "xuất", "thu", "giải ngân", "hoàn thành", "kết nối", "giới thiệu", "vận động", "tiếp cận", "cấp", "nối", "xử lý", "giải quyết", "tháo gỡ", "tận dụng",
    "huy động", "tổ chức", "đào tạo", "hỗ trợ", "tranh thủ", "xác minh", "tìm", "đưa", "mở", "trồng", "sản xuất",
)  # fmt: skip
"""Verbs that tell with 'được' behind them what was achieved: 'giới thiệu được 23 nhà nhập khẩu'."""

_VI: tuple[tuple[str, str, str, str], ...] = (
    ("bad", (
        r"mất (?:rất |khá )?nhiều thời gian|mất không ít thời gian|lúng túng|ỷ lại|vẫn ở mức (?:thấp|khiêm tốn)|ở mức (?:thấp|rất thấp|khá thấp|khiêm tốn)|hiện phải|vẫn phải|đang phải|còn phải|phải (?:mất|chờ|đợi)|mất (?:trung bình |bình quân |tới |đến |hơn |gần |cả |ít nhất ){0,2}(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|nửa|hàng) (?:ngày|tuần|tháng|năm)|mất (?:hàng|cả) (?:tuần|tháng|năm)"
        rf"|treo{_SO_LONG}|chờ(?: đợi)?{_SO_LONG}|nằm chờ{_SO_LONG}|mắc kẹt{_SO_LONG}"
        r"|mới (?:chỉ|(?:được(?: cấp)?|đạt|có|hoàn thành|giải ngân|bằng|thực hiện)(?=(?: được| khoảng| gần)? \d))|chỉ (?:mới|đạt|có|bằng|giải ngân|chiếm)(?=(?: được| khoảng| gần)? \d)"
        r"|không(?<!hàng không) (?:ai|hồi âm|trả lời|phản hồi|báo trước|có phản hồi)|chỉ (?:khoảng|hơn|gần|chưa đầy)(?= \d)|chỉ(?= \d[\d,.]* ?%)|ùn ứ|hư hỏng|thiệt hại (?:lớn|nặng)|rớt giá|tồn kho|tổn thất|lấy làm tiếc|đáng tiếc|nằm trên giấy|ì ạch|chậm chạp|trồi sụt|èo uột|phập phù|xếp hàng dài|dừng thi công|bỏ dở|nhiều lần phải|chưa ngã ngũ|nhỏ lẻ|tụt hậu|sa sút|tắc (?:nghẽn|dài|cứng|triền miên|đường|ở|tại)|nay sửa mai đổi|mỗi (?:nơi|nước|bộ|tỉnh|cửa khẩu) một (?:kiểu|phách|cách)|ròng rã|triền miên|đằng đẵng|có khi(?= (?:[^\W_]+ ){1,4}mới)|chờ(?= (?:[^\W_]+ ){0,6}(?:ngày|tuần|tháng|năm)(?!\w))|khan hiếm|đứt gãy|chưa đến(?= \d)|không đến(?= \d)|lép vế|chật vật|xoay xở|è cổ|mắc kẹt|bị động|không(?<!hàng không) (?:nhóm họp|triển khai|thực hiện|đi vào|tìm được|tiếp cận|vào được|được (?:hoàn|cấp|giải ngân|thanh toán|phản hồi)|họp|có lấy|mặn mà|nắm|hiểu|theo kịp|phát huy)|ba năm không|đóng băng|thưa thớt|lác đác|đìu hiu|nằm im|phó mặc|khoán trắng|buông lỏng|trả về|việc ai nấy làm|vừa thiếu vừa|gây (?:tranh cãi|khó khăn|ách tắc|lãng phí|thất thoát|bức xúc|tốn kém|phiền)|bế tắc|dở dang|dang dở|đắp chiếu|giậm chân tại chỗ|dậm chân tại chỗ|loay hoay|nhỏ giọt|cầm chừng|bấp bênh|thâm hụt|vấp(?! ngã)(?: phải)?|đã (?:[^\W_]+ ){1,3}(?:năm|tháng|tuần)(?: nay)? (?:không|chưa)|bỏ trống|bỏ lỡ|đội (?:vốn|giá)|nói nhiều làm ít|hình thức|chạy theo|được chăng hay chớ|đứt quãng|thất lạc|phụ thuộc (?:quá )?(?:lớn|nhiều|nặng)|kém (?:cạnh tranh|hiệu quả|chất lượng|so với|xa)|thua (?:kém|xa|thiệt)|đắt (?:hơn|đỏ|gấp)|cao (?:hơn hẳn|gấp)|rủi ro|muộn(?= (?:\d|hơn|mất|so|tới|cả|gần|hai|ba|bốn|năm|sáu))|chậm(?= \d)|trễ|chỉ (?:có|chiếm|bằng|được|dừng|đạt|loanh quanh)(?= (?:một|hai|ba|chưa|bản|vài|lèo tèo|phần|ở|nửa|non))|mới (?:dừng|loanh quanh|nhích)|dồn dập|có chỗ|không(?<!hàng không) (?:biết|được (?:phúc đáp|hồi đáp|trả lời|giải quyết))|neo ở|khuyết|lùi hạn|vênh nhau|không có(?= (?:đường|tuyến|cơ chế|đại diện|ngân hàng|kho|cán bộ|nhân lực|vốn|đầu mối|thông tin|người|ai|chỗ|bộ phận))|chẳng (?:mấy|bao|có|được)|ít (?:được|quan tâm|ai|người|biết|doanh nghiệp)|hiếm khi|hầu như không|gần như không|than phiền|phàn nàn|kêu khó|kêu ca|bộc lộ (?:những |nhiều |một số )?(?:hạn chế|bất cập|yếu kém)|sửa đi sửa lại|chẳng ai"
    ), r"(?:chỉ còn|xuống còn) $", ""),
    ("bad", r"phức tạp|rườm rà|chồng chéo|nhiêu khê", r"(?:diễn biến|hết sức|tình hình|ngày càng|vấn đề|những|các|hơn|biến động|bối cảnh|rất|yếu tố|nội dung|giảm|bớt|thủ tục) $", r" (?:hơn|của|,? khó lường)"),
    ("ask", r"xin(?= (?:bạn|phía bạn|cử|cung cấp|cho|bố trí|hỗ trợ|xem xét|chỉ đạo|sớm|quan tâm|bổ sung|cấp|phối hợp|tạo|đề nghị) )", r"(?:-|vắc |trân trọng |kính |cũng )$", ""),
    ("ask", r"xin(?= ý kiến )", r"(?:-|vắc |, |và |để |đã )$", ""),
    ("told", r"được (?:yêu cầu|đề nghị|phân công|ủy quyền|chỉ đạo)|được (?:thủ tướng(?: chính phủ)?|phó thủ tướng|chính phủ|bộ trưởng|chủ tịch nước|lãnh đạo bộ|ban chỉ đạo) (?:giao(?: nhiệm vụ)?|yêu cầu|phân công|chỉ đạo)(?= [^\W\d_])|được giao(?: (?:nhiệm vụ|chủ trì))?", r"(?:nhiệm vụ|vốn|chức năng|kế hoạch|việc|chỉ tiêu|dự toán|nội dung) $", r"(?: (?:hàng|đến)|\s*[,.;:)])"),
    ("need", r"có trách nhiệm|chịu trách nhiệm|có nhiệm vụ", "", r""),
    ("need", r"nên(?= (?:[^\W\d_]+ ){1,3})", r"(?:^|(?<!\w)(?:trở|làm|gây|tạo|cho|dựng|vì vậy|vì thế|mà|,)) ?$", r" (?:tôi|chúng tôi|việc|các|mới|đã|không thể|khó|nhiều|kim ngạch|hàng)"),
    ("need", r"hãy(?! còn)|đừng(?= [^\W\d_]+ )", r"(?:tôi|xin) $", ""),
    ("need", r"không được(?= (?:để|đùn đẩy|làm|gây|chủ quan|lơ là|né tránh|phép|chậm|trông chờ|bỏ))|tuyệt đối không", "", ""),
    ("need", r"cần phải|cần|phải", r"(?:không|thành|bắt|nhu|chẳng|đóng góp|các|những|nội dung|vấn đề) $", r" (?:cù|thiết|kiệm|câu|giờ|thơ|chăng|thuế|mẫn|trục|không|lưu ý rằng|nói|biết rằng|có thời gian)"),
    ("believe", r"nhất trí (?:rằng|cho rằng|đánh giá|nhận định|với (?:đánh giá|nhận định|quan điểm)|cao với)|thống nhất (?:cho rằng|rằng|đánh giá|nhận định)|tin tưởng|tin rằng|kỳ vọng|hy vọng|bày tỏ mong muốn được|tự hào", "", ""),
    ("agree", r"chốt(?= (?:thời|lịch|mốc|ngày|tháng|việc|phương án|danh sách|lộ trình))|ấn định|nhất trí|thống nhất|đồng ý|đạt (?:được )?(?:đồng thuận|nhất trí|thỏa thuận)(?: về việc)?|cùng cam kết", r"(?<!\w)(?:đất nước|sự|tính|chưa|không|thiếu|(?<!\w)sau khi|độc lập,?|toàn vẹn,?|hòa bình,?|được|đồng bộ,?) $", r"(?: (?:đất nước|cao trong|quản lý|trong (?:nhận thức|cả nước)|lãnh thổ|từ trung ương|giữa các quy định|về mặt)|,? (?:đồng bộ|toàn vẹn))"),
    ("promise", r"cam kết|hứa(?! hẹn)|hẹn(?= (?:trả lời|cấp|sang|cử|xem xét|phản hồi|công bố|sẽ|nhau|trong|trước|đến|cuối|đầu|kết thúc|hoàn tất|gặp|ký|họp|trao|gửi|tổ chức|khởi công|khai trương))|bảo đảm(?= (?:không|rằng))|đảm bảo(?= (?:không|rằng|sẽ))|nhận lời(?= (?!mời|thăm|sang|dự|đến))|nhận(?= (?:gửi|báo cáo|trả lời|cung cấp|xem xét|chủ trì|tổ chức|giải quyết|đào tạo|chuyển giao|tiếp nhận|giúp|hỗ trợ|đảm nhiệm|xây dựng|làm))|xung phong|nhận trách nhiệm|bảo đảm(?= (?:duy trì|giữ|giao|mua|bán|tiêu thụ|nhập|không tăng|không áp) )|đoan chắc|bảo đảm(?= (?:cung ứng|cung cấp|dành|hỗ trợ|nguồn cung))|đảm bảo(?= (?:cung ứng|cung cấp|dành|hỗ trợ|nguồn cung))|bày tỏ sẵn sàng|bày tỏ sự sẵn sàng|khẳng định sẵn sàng|khẳng định cam kết|sẵn sàng|bảo đảm sẽ|quyết định(?= (?:sẽ|hỗ trợ|viện trợ|cung cấp|tài trợ|tăng|mở|dành|cấp|nới|miễn|gỡ))", _NOUN, r" (?:của|này|quốc tế|trên|nêu|đó|về khí hậu|song phương|đa phương|,|\.|và thỏa|thỏa)"),
    ("agree", r"thỏa thuận(?= (?:xem xét|hoàn tất|hoàn thành|trao đổi|đẩy mạnh|ký|phối hợp|hợp tác|giải quyết|khôi phục|nối lại|công nhận|cử|dành|duy trì|thúc đẩy|gia hạn|nâng|đưa|sớm|tiến hành|khởi động|đàm phán|sẽ|cùng|tổ chức|thành lập|lập|mở|xây dựng|tăng cường|thiết lập|nghiên cứu|triển khai))|quyết định(?= (?:[^\W\d_]+ ){2})", _NOUN, r" (?:của|này|số|trên|nêu|đó|về|quan trọng)"),
    ("goal", r"đặt (?:ra )?mục tiêu|đề ra mục tiêu|phấn đấu(?= (?:đưa|nâng|đạt))|quyết tâm(?= (?:sớm )?(?:đưa|nâng|đạt|tăng|hoàn thành|hoàn tất|kết thúc))|hướng tới mục tiêu|hướng (?:tới|đến)(?= (?:đưa|nâng|đạt|con số|mốc|kim ngạch|mức))|nhắm (?:tới|đến)(?= (?:mốc|con số|mức))|đặt (?:ra )?(?:chỉ tiêu|đích)|quyết (?:đưa|nâng)", "", ""),
    ("will", r"sẽ|dự kiến(?= (?:[^\W\d]+ ){0,3}(?:rót|đầu tư|mua|bán|xây|mở rộng|khai thác|nhập|xuất|tăng|bổ sung|hỗ trợ|tuyển|gặp|nối|chuyển giao|áp dụng|ra mắt|đón|kết thúc|sang|công bố|khánh thành|hoàn|thông qua|giải ngân|bàn giao|trao|thực hiện|chuyển|tiếp nhận|tổ chức|thăm|ký|khởi công|khởi động|triển khai|mở|hoàn tất|hoàn thành|thành lập|đàm phán|trình|ban hành|phê chuẩn|nâng|cử|khai trương|họp|đưa|cấp|tiến hành))", r"(?:nếu|rằng nếu) $", ""),
    ("assign", r"giao nhiệm vụ(?: cho)?|giao trách nhiệm|giao|phân công|ủy quyền(?: cho)?|chỉ đạo|lưu ý|nhắc nhở|quyết nghị|nhắc(?= (?:các|bộ|ubnd|địa phương|lãnh đạo|ngành|đơn vị|cơ quan) )|thúc(?= (?:các|bộ|ubnd|địa phương|lãnh đạo|ngành|đơn vị|cơ quan) )|dặn(?= (?:các|bộ|cán bộ|lãnh đạo) )|giục(?= (?:các|bộ|địa phương|cơ quan|đơn vị) )", r"(?:ngoại|bàn|chuyển|xã|tiếp|bang|tâm|nông|kết|trao|cơ quan|các bộ ngoại|ban|sự|ý kiến|được|công tác|văn bản|điện|thuyết|đã ký) $", r" (?:thông|lưu|dịch|thương|hàng|thoa|ban(?! (?:quản|chỉ|tổ chức|thư|dân|kinh|tuyên|đối|nội|chính|cán|thường|điều|soạn|nghiên|cơ yếu|tôn|biên))|tiếp|ước|điểm|cấu|hữu|tranh|diện|kèo|hợp đồng|thừa|diễn)"),
    ("ask", r"khuyến nghị|đề nghị|yêu cầu|kêu gọi|kiến nghị|đề xuất|khuyến khích|thúc giục|mời gọi|mong muốn|mong rằng|mong|bày tỏ mong(?: muốn| rằng)?|muốn(?= (?:ta|bạn|phía|các bạn|việt nam|hà nội|chính phủ|nước|doanh nghiệp|các) )|vận động(?= (?:phía|eu|hoa kỳ|ta|việt nam) )|ngỏ ý(?: muốn| mong| đề nghị)?|ngỏ lời(?: mời)?|trông đợi|mong đợi|trông chờ(?= (?:việt nam|hà nội|phía|bạn))|đòi(?= (?:phía|việt nam|bạn))|nài|khẩn cầu|tỏ ý (?:mong|muốn|mong muốn)|gợi ý|hối thúc|nhờ(?= (?:việt nam|phía|ta|bạn|chính phủ|các cơ quan))", _NOUN, r" (?:của|này|trên|nêu|đó|,|đặt ra|về (?:nguồn gốc|xuất xứ)|phát triển (?:của|kinh tế)|kỹ thuật)"),
    ("say", r"tuyên bố(?= (?:sẽ|rằng|tặng|viện trợ|dành|hỗ trợ|tài trợ|cấp|cung cấp|nâng|thiết lập|khởi động|mở|miễn|tăng|bãi|dỡ|ủng hộ))|công bố(?= (?:sẽ|tặng|viện trợ|dành|hỗ trợ|tài trợ|cấp|cung cấp|khoản|gói))|vui mừng (?:nhận thấy|ghi nhận|chứng kiến|thông báo)|nhận thấy|phản ánh(?: rằng)?|lo rằng|cho biết|nói(?: rõ| thẳng| thêm| rằng)?(?! (?:chung|riêng|đến|về|lên|trên|cách|ngắn|tới|không|có|chuyện|là|thì|nhiều|gì|được|ra|vậy|với|tiếng|suông))|kể(?: rằng| lại)?(?! (?:cả|từ|trên|đến|ra|câu chuyện|chuyện|lại chuyện))|thẳng thắn nhìn nhận|thừa nhận|khẳng định|thông báo(?: việc| rằng| về việc)?|nhấn mạnh|chia sẻ(?= (?:rằng|[^\W\d]+ và))|cho rằng|cho hay|nêu rõ|chỉ rõ|nhận định|tái khẳng định|cho thấy|xác định|phát biểu|bày tỏ (?:vui mừng|hài lòng)(?: (?:về|rằng|trước|với))?|ghi nhận", r"(?<!\w)(?:đáng|không|chưa|các|những|được|(?<!nhật )bản|để|nhằm|theo|thường xuyên|kịp thời|ban hành|phát hành|dự thảo) $", r" (?:của|này|vai trò|tầm quan trọng|ý nghĩa|chủ quyền|vị thế|tình hữu nghị)"),
    ("stand", r"ủng hộ|hoan nghênh|đánh giá cao|trân trọng(?! (?:đề nghị|kiến nghị|yêu cầu|mời|thông báo|báo cáo|kính))|cảm ơn|chúc mừng|coi trọng|coi (?:đây|việt nam|nhau)|coi(?= [^,;.]{2,60} là )|lên án|quan ngại|vui mừng|bày tỏ|chia vui|chia buồn|gửi lời|tái khẳng định", r"(?:sự|được|lời) $", ""),
    ("done", r"đã và đang|đã|vừa(?: mới|(?! (?:qua|rồi|và|là|phải|có|đủ|sức|tầm|thiếu|cũ|nêu|nói|đi|khéo|[^\W\d_]+ vừa)))(?= [^\W\d_]+ )|"
        + "|".join(f"{verb} được(?! (?:[^\\W_]+ ){{0,2}}(?:để|thì))" for verb in _ACHIEVED), r"(?:như|mà|thỏa thuận|kết quả|được) $", r" (?:qua|đến lúc|nêu|bao giờ|từng|thế)"),
    ("doing", r"đang|tiếp tục|ngày càng|không ngừng", "", r" (?:phát triển tốt đẹp như)"),
    ("passive", r"được (?:kịp thời |tiếp tục |từng bước |thường xuyên |ngày càng |không ngừng |chính thức )?(?:gia hạn|cấp phép|cho phép|nhân rộng|tái khởi động|công bố|xuất khẩu|nhập khẩu|chấp nhận|chấp thuận|trao|bàn giao|vận hành|kết nối|hoàn tất|khởi công|khởi động|mở|nối lại|miễn|nới|tiến hành|xây dựng|bảo hộ|đào tạo|hỗ trợ|rút ngắn|cắt giảm|dỡ bỏ|gỡ|bãi bỏ|khai trương|phục hồi|giải ngân|thiết lập|đẩy nhanh|lắp đặt|đăng ký|đẩy mạnh|tăng cường|nâng cao|nâng cấp|nâng lên|đổi mới|mở rộng|củng cố|triển khai|thực hiện|hoàn thành|cải thiện|duy trì|phát huy|chú trọng|quan tâm|ký kết|ký|thông qua|ban hành|khánh thành|đưa vào|tháo gỡ|giải quyết|thể chế hóa|tổ chức|phê duyệt|phê chuẩn|thành lập|khôi phục|hoàn thiện|công nhận|cấp|phép)", r"(?:cần|phải|sẽ|chưa|không) $", ""),
    ("figure", r"hoàn thành(?= (?:được )?(?:hơn |gần |khoảng |trên )?\d[\d,.]* ?(?:%|phần trăm))|lập kỷ lục|thu về|mang về|đem về|chạm (?:mốc|ngưỡng|tới)|cán đích|tiến sát|áp sát|xấp xỉ|tăng gấp|nhảy vọt|vọt lên|gấp(?= (?:gần |hơn )?(?:\d|đôi|ba|rưỡi))|tăng trưởng(?: (?:trung bình|bình quân|ở mức|khoảng|tới|hơn|gần)){0,2}(?= \d)|tăng thêm|dừng (?:lại )?ở|đón(?= (?:hơn |gần |khoảng |trên )?\d)|ghi nhận(?= (?:mức )?\d)|rót|bỏ vốn|hút|ước đạt|đạt(?! được (?!\d|gần|hơn|trên|khoảng|mức|con số))|lên tới|lên đến|tăng lên|chiếm|cán mốc|vượt(?: mốc)?|tăng(?= [\d,.]+ ?(?:%|phần trăm))|giảm (?:còn|xuống(?: còn)?)|giảm(?= [\d,.]+ ?(?:%|phần trăm))|có(?= (?:tổng cộng |hơn |gần |khoảng |trên )?\d)|ở mức|đứng thứ", r"(?<!\w)(?:sẽ|mục tiêu|phấn đấu|sẽ sớm|để|nhằm) $", ""),
    ("figure", r"thu hút|xuất khẩu|nhập khẩu|xuất siêu|nhập siêu|đầu tư", r"(?<!\w)(?:số|thị trường|hàng|doanh nghiệp|hoạt động|sản phẩm|mặt hàng|nhà|vốn|sẽ|mục tiêu|phấn đấu|thu hút|chất lượng|xúc tiến|kim ngạch|để|nhằm|đẩy mạnh) $", ""),
    ("total", r"nâng tổng số(?= .{3,80}? lên )|đưa tổng số(?= .{3,80}? lên )", "", ""),
    ("become", r"chính thức(?= (?:được|có hiệu lực(?= (?:từ|vào|ngày|kể từ|sau) (?!ngày (?:ký|ban hành)))|đi vào|khai trương|vận hành|mở|thiết lập|nâng cấp|trở thành|xuất khẩu))|phát triển (?:mạnh mẽ|tốt đẹp|sâu rộng|thực chất|nhanh chóng|tích cực|vượt bậc|toàn diện)", r"(?:sẽ|để|nhằm|sớm|thăm|mong muốn|thúc đẩy|tiếp tục|cho|sự|quan hệ|tục|hơn nữa|được|đà|trước|bước|tác|độ) $", ""),
    ("become", r"đưa vào (?:vận hành|khai thác|sử dụng|hoạt động)|là (?:nước|quốc gia|đối tác|tỉnh|địa phương|doanh nghiệp|thị trường|trường|tập đoàn)(?: [^\W\d_]++){0,6} (?:đầu tiên|duy nhất)|vươn lên|xếp (?:thứ|hạng|vị trí)|lọt vào|có giấy thông hành|bắt đầu(?= (?!từ)[^\W\d_]+ [^\W\d_]+)|lần đầu(?: tiên)?(?= (?!vào|ở|tại|trong|đến|từ|thăm|sang|tới|công du|gặp)[^\W\d_]+ )|thành thị trường|bước vào giai đoạn|về đích|có hiệu lực(?= (?:từ|vào|ngày|kể từ|sau) (?!ngày (?:ký|ban hành)))|đi vào thực thi|cất cánh|cập cảng|lên kệ|cho ra (?:mắt|đời)|ra mắt|ra đời|khép lại|trở thành|là (?:nhà đầu tư|đối tác|thị trường|nguồn cung|nhà cung cấp|điểm đến)(?: [^\W\d_]++){0,8} (?:lớn nhất|lớn thứ|hàng đầu|thứ)|đứng đầu|dẫn đầu(?! đoàn)|thiết lập(?= quan hệ)|tiếp tục là|giữ vững|có (?:những |nhiều |sự )?(?:bước|chuyển biến|tiến triển|khởi sắc|bước phát triển)(?! tiếp theo)|đi vào (?:nền nếp|nề nếp|chiều sâu|hoạt động|vận hành|thực chất)", r"(?:sẽ|để|nhằm|sớm|mong muốn|nhằm đưa|phấn đấu) $", ""),
    ("signed", r"ký(?: kết)?(?= (?:được |mới )?(?:\d|(?:hai|ba|bốn|năm(?! (?:\d|nay|ngoái|trước))|sáu|bảy|tám|chín|mười|nhiều|một số|bản ghi nhớ|biên bản|ý định thư|nghị định thư|tuyên bố|thông cáo|chương trình hợp tác|kế hoạch hành động|hiệp định|thỏa thuận|hợp đồng)(?!\w)))|lễ ký(?: kết)?|lễ trao(?: đổi)?(?= (?:[^\W_]+ ){0,2}(?:văn kiện|văn bản|thỏa thuận|biên bản|hợp đồng))|tổ chức thành công", r"(?:sẽ|để|nhằm|sớm|tiến tới|thúc đẩy|đàm phán|hướng tới|đã|xem xét|hoàn tất|đề nghị|phấn đấu|chứng kiến|quyết tâm) $", ""),
    ("bad", (
        r"chưa(?! (?:bao giờ|từng))|còn (?:rất |khá |nhiều |tương đối )?(?:thưa|lẻ tẻ|non|rải rác|chắp vá|luẩn quẩn|vênh|cách xa|xa(?= so| mới)|bỡ|chật|chậm|hạn chế|thiếu|yếu|thấp|kém|khó khăn|vướng mắc|bất cập|tồn tại|kéo dài|tồn đọng|lúng túng|hình thức|dàn trải|manh mún|khiêm tốn|bị động|tình trạng|ít|nhỏ|phức tạp|nặng|chồng chéo|rườm rà|cao(?= so với)|một số (?:hạn chế|tồn tại|khó khăn|bất cập)|chung chung|rời rạc|lỏng lẻo|mờ nhạt|đơn điệu|thụ động|bỡ ngỡ|rập khuôn|phân tán|nhỏ lẻ|"
        r"nghèo nàn|lạc hậu|sơ sài|hạn hẹp|eo hẹp|e dè|dè dặt|trầm lắng|non yếu|mỏng|cứng nhắc|đứt gãy|chênh lệch|bỏ ngỏ|né tránh|trông chờ|ách tắc|bức xúc|bất hợp lý|tùy tiện|chưa)"
        r"|gặp (?:nhiều |không ít |một số |phải )?(?:khó khăn|vướng mắc|trở ngại|rào cản|bất lợi)|khó khăn(?= (?:trong|về|do|khi))|vướng mắc(?= (?:về|trong|do))|bị (?:kiểm tra|ách tắc|trả về|trả lại|cảnh báo|đình trệ|chậm|áp thuế|áp dụng|hạn chế|gián đoạn|ùn tắc|ứ đọng|đội|từ chối|thu hồi|lừa đảo|tạm dừng|ảnh hưởng|hủy|phạt|cạnh tranh|điều tra|thiệt hại|giữ|treo|ép|siết|chặn|cấm|tồn|ách|mất|bỏ lỡ|tụt|xâm phạm|thu hẹp|đình chỉ|khiếu nại|kiện|phân biệt|lạm dụng|bỏ)"
        r"|kéo dài|quá hạn|chậm (?:tiến độ|so với|được|trễ|triển khai|ban hành|giải ngân)|thiếu(?: hụt)?|không (?:đạt|kịp|đáp ứng|đồng đều|ổn định|hiệu quả|thống nhất|đủ|được cấp)|tồn đọng|ùn tắc|đình trệ|gián đoạn|thiệt thòi|lừa đảo|tranh chấp|khó tiếp cận|thay đổi (?:thường xuyên|liên tục)|làm tăng chi phí|chi phí (?:[^\W\d]+ ){0,3}(?:cao|tăng)|sụt giảm|giảm (?:khá |rất )?(?:sâu|mạnh)|đùn đẩy|lưu bãi|chưa tương xứng|bất cập|vẫn (?:phải|gây|nằm|để|bị|vấp|treo|dang dở|loay hoay|trông|là (?:điểm nghẽn|trở ngại|rào cản|khâu yếu)|cao(?= so)|chậm|thấp|hạn chế|khó khăn|thiếu|yếu|tồn tại|vướng|kéo dài|còn (?:chậm|nhiều|hạn chế|thấp|một số|không ít))|vướng (?:thủ tục|mắc)|ách tắc|lạc hậu|khó (?:sử dụng|áp dụng|triển khai|thực hiện|cạnh tranh|tìm|vay|kiểm soát|tiêu thụ)|rời rạc|manh mún|mỏng|lo ngại|e ngại|trì trệ|xuống cấp|nợ đọng|quá tải|mất cân đối"
    ), r"(?<!\w)(?:không|tránh|tháo gỡ|giải quyết|khắc phục|xử lý|những|các|tình trạng|phòng, chống|hạn chế) $", r" (?:của|này)"),
)  # fmt: skip

_WORD = re.compile(f"[{LETTERS}]+")


class _Way(NamedTuple):
    """One way to say a cue, with its guards."""

    kind: str
    words: re.Pattern[str]
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


def _alternatives(words: str) -> list[str]:
    """The alternatives of a pattern at its top level: 'a|b(?:c|d)' -> 'a', 'b(?:c|d)'."""
    found, depth, at = [], 0, 0
    for i, sign in enumerate(words):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            found.append(words[at:i])
            at = i + 1
    return [*found, words[at:]]


class _Opener(NamedTuple):
    """The ways that begin with one word: all of them in one pattern, and each with its guards."""

    any_way: re.Pattern[str]
    ways: tuple[_Way, ...]


def _by_first_word() -> dict[str, _Opener]:
    """The ways by their first word, in the order of the table: a look-up per word is quick."""
    found: dict[str, list[_Way]] = {}
    for kind, words, before, behind in _VI:
        for way in _alternatives(words):
            first = _WORD.match(way)
            if first is None:
                raise ValueError(f"a cue begins with a plain word: {way}")
            guards = (
                re.compile(before) if before else None,
                re.compile(behind + r"(?!\w)") if behind else None,
            )
            entry = _Way(kind, re.compile(rf"(?:{way})(?!\w)"), *guards)
            found.setdefault(first.group(), []).append(entry)
    return {word: _Opener(_any_of(ways), tuple(ways)) for word, ways in found.items()}


def _any_of(ways: list[_Way]) -> re.Pattern[str]:
    return re.compile("|".join(way.words.pattern for way in ways))


_OPENERS = _by_first_word()


class Cues:
    """The cues of a text. The words that may begin one are looked up once, not clause by clause."""

    __slots__ = ("_low", "_openers", "_starts")

    def __init__(self, words: Words, low: str) -> None:
        """``low`` is the text in small letters, ``words`` are those of the text."""
        places = list(compress(count(), map(_OPENERS.__contains__, words.lows)))
        self._low = low
        self._starts = [words.starts[place] for place in places]
        self._openers = [_OPENERS[words.lows[place]] for place in places]

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues of a span in order, none within another."""
        low, starts = self._low, self._starts
        cues: list[Cue] = []
        at = start
        first = bisect_left(starts, start)
        for index in range(first, bisect_left(starts, end, first)):
            place, opener = starts[index], self._openers[index]
            if place < at or opener.any_way.match(low, place, end) is None:
                continue
            cue = _cue(low, opener.ways, place, start, end)
            if cue is not None:
                at = cue.end
                cues.append(cue)
        return cues


def _cue(low: str, ways: tuple[_Way, ...], place: int, start: int, end: int) -> Cue | None:
    for kind, words, before, behind in ways:
        found = words.match(low, place, end)
        if found is None:
            continue
        if before and before.search(low[max(place - 16, start) : place]):
            continue
        if behind and behind.match(low, found.end()):
            continue
        return Cue(kind, place, found.end(), found.group())
    return None
