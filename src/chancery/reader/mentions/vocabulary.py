"""The closed word lists of the grammars: offices, heads of names, fields of government.

Words that name one country's own bodies and partners belong to its pack, not here.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list, divided by '|'."""
    return tuple(text.split("|"))


SURNAMES = words_of(
    "an ánh ấu bạch bành bế bùi ca cao cấn chế chu châu chung chử cù cung cầm dương đàm đan đào đặng "
    "đậu điền đinh đoàn đồng đỗ đới giang giáp hà hàn hàng hình hoa hoàng hồ hứa huỳnh kha khổng "
    "khúc khuất kiều kim la lã lại lam lâm lê lều liêu lò lô lộ lục lương lưu lý mã mạc mai man mẫn "
    "mầu ngân nghiêm ngô ngọ nguyễn nguyên ngụy nhâm nhan nhữ ninh nông ông phạm phan phí phó phùng "
    "phương quách quản sầm sơn sử tạ tăng thạch thái thân thẩm thang thi thiều tiêu tiết tô tôn tòng "
    "tống trà trang trần triệu trịnh trương từ tưởng ung uông văn vi vũ võ vương vừ xa y yên"
)
"""Family names of Viet Nam, lower case."""

UNMARKED_SURNAMES = words_of(
    "bui cao chu dang dao dinh do doan duong ha ho hoang huynh khuat kieu la lai lam le luong luu ly "
    "mai ngo nguyen ninh nong pham phan phung quach ta thai to ton tran trinh trieu truong tu vo vu "
    "vuong"
)

TITLES_VI = phrases(
    "Tổng Bí thư|Chủ tịch nước|Phó Chủ tịch nước|Thủ tướng|Thủ tướng Chính phủ|Phó Thủ tướng|"
    "Phó Thủ tướng Thường trực|Phó Thủ tướng Chính phủ|quyền Thủ tướng|Chủ tịch Quốc hội|Phó Chủ tịch Quốc hội|"
    "Phó Chủ tịch Thường trực Quốc hội|Thường trực Ban Bí thư|Ủy viên Bộ Chính trị|Ủy viên Trung ương Đảng|"
    "Ủy viên Ban Chấp hành Trung ương Đảng|Bộ trưởng|Quyền Bộ trưởng|Thứ trưởng|Thứ trưởng Thường trực|"
    "Quốc vụ khanh|Ngoại trưởng|Phó Ngoại trưởng|Ủy viên Quốc vụ|Tổng thống|Phó Tổng thống|Toàn quyền|Quốc vương|Nhà vua|"
    "Hoàng hậu|Thái tử|Công chúa|Hoàng thân|Thủ hiến|Thống đốc|Phó Thống đốc|Đại sứ|Đại sứ đặc mệnh toàn quyền|"
    "Phó Đại sứ|Đại biện|Đại biện lâm thời|Tổng Lãnh sự|Phó Tổng Lãnh sự|Tham tán|Tham tán Thương mại|Tham tán Công sứ|Công sứ|"
    "Trưởng Cơ quan đại diện|Trưởng Phái đoàn|Trưởng đại diện|Trưởng phái đoàn|Trưởng đoàn|Cao ủy|Ủy viên|"
    "Chủ tịch|Phó Chủ tịch|Phó Chủ tịch Thường trực|Chủ nhiệm|Phó Chủ nhiệm|Bộ trưởng, Chủ nhiệm|Tổng Giám đốc|Phó Tổng Giám đốc|"
    "Giám đốc|Phó Giám đốc|Giám đốc điều hành|Giám đốc quốc gia|Vụ trưởng|Phó Vụ trưởng|Cục trưởng|Phó Cục trưởng|Tổng cục trưởng|"
    "Viện trưởng|Phó Viện trưởng|Viện trưởng Viện Kiểm sát nhân dân tối cao|Chánh án|Chánh Văn phòng|Phó Chánh Văn phòng|"
    "Trợ lý|Trợ lý Bộ trưởng|Trợ lý Ngoại trưởng|Tổng Thư ký|Phó Tổng Thư ký|Bí thư|Phó Bí thư|Bí thư Tỉnh ủy|Bí thư Thành ủy|"
    "Phó Bí thư Tỉnh ủy|Hiệu trưởng|Trưởng ban|Trưởng Ban|Phó Trưởng Ban|Phó trưởng ban|Tổng Biên tập|Đặc phái viên|Người phát ngôn|"
    "Phó phát ngôn|Tư lệnh|Thượng tướng|Đại tướng|Trung tướng|Thiếu tướng|Đại tá|Thị trưởng|Tổng Kiểm toán|Tổng Thanh tra|"
    "Hạ nghị sĩ|Thượng nghị sĩ|Nghị sĩ|Giáo sư|Phó Giáo sư|Tiến sĩ|Chuyên gia|Luật sư|Chủ tịch Hạ viện|Chủ tịch Thượng viện|đồng chí|"
    "Đồng chí|Tổng giám đốc|Phó tổng giám đốc|Phó thủ tướng|Phó chủ tịch|Tổng bí thư|Chủ tịch kiêm Tổng giám đốc"
)

TITLES_EN = phrases(
    "President|Vice President|Prime Minister|Deputy Prime Minister|First Deputy Prime Minister|Minister|Deputy Minister|Vice Minister|"
    "Foreign Minister|Secretary of State|Under Secretary|Assistant Secretary|Secretary|State Secretary|General Secretary|"
    "Party General Secretary|State President|Secretary-General|Secretary General|Deputy Secretary-General|Chancellor|Premier|"
    "Governor-General|Governor|Deputy Governor|King|Queen|Prince|Princess|Emperor|Sultan|Ambassador|Consul General|"
    "Charge d'Affaires|Chairman|Chairwoman|Chairperson|Chair|Vice Chairman|Speaker|Director General|Director-General|Director|"
    "Deputy Director|Commissioner|Special Envoy|Mr|Mrs|Ms|Madam|Madame|Dr|Professor|His Excellency|Her Excellency|Excellency|"
    "Minister of State|Senator|Congressman|Chief Executive|Chief Executive Officer|CEO|Mayor|Trade Representative"
)

ADDRESSES = ("ông", "bà", "Ông", "Bà", "Ngài", "ngài", "Mr", "Mrs", "Ms", "Dr", "anh", "chị")

PORTFOLIOS_VI = phrases(
    "Ngoại giao|Quốc phòng|Công an|An ninh|Công cộng|Nội vụ|Tư pháp|Tài chính|Công Thương|Công thương|Công nghiệp|Thương mại|"
    "Ngoại thương|Kinh tế|Kế hoạch|Đầu tư|Ngân khố|Ngân sách|Năng lượng|Khoáng sản|Mỏ|Dầu khí|Nông nghiệp|Nông thôn|Phát triển|"
    "Phát triển nông thôn|Lâm nghiệp|Thủy sản|Ngư nghiệp|Lương thực|Thực phẩm|Chăn nuôi|Thú y|Thủy văn|Kế hoạch đầu tư|Môi trường|Tài nguyên|Tài nguyên thiên nhiên|Khí hậu|Biến đổi khí hậu|"
    "Khoa học|Công nghệ|Đổi mới sáng tạo|Kỹ thuật số|Số|Thông tin|Truyền thông|Giao thông|Giao thông vận tải|Vận tải|Hạ tầng|Cơ sở hạ tầng|"
    "Đất đai|Xây dựng|Nhà ở|Đô thị|Y tế|Phúc lợi|Dân số|Lao động|Việc làm|Thương binh|Xã hội|Giáo dục|Đào tạo|Đại học|Nghiên cứu|"
    "Văn hóa|Thể thao|Du lịch|Thanh niên|Dân tộc|Tôn giáo|Hợp tác|Hợp tác quốc tế|Hội nhập|Châu Âu|Đối ngoại|Kinh doanh|"
    "Doanh nghiệp|Doanh nghiệp vừa và nhỏ|Khởi nghiệp|Hàng hải|Hàng không|Hải dương|Đại dương|Nước|Thủy lợi|Điện lực|Hải quan|Thống kê|Di trú|"
    "Quốc tịch|Cạnh tranh|Tiêu dùng|Sở hữu trí tuệ|Xúc tiến thương mại|Xúc tiến đầu tư|Phát triển quốc tế|Các vấn đề toàn cầu|Quan hệ kinh tế đối ngoại|"
    "Ngoại giao kinh tế|Hợp tác kinh tế quốc tế|Kinh tế đối ngoại|Kinh tế và Xã hội|Vận tải|Bưu chính|Viễn thông|Trí tuệ nhân tạo|Chuyển đổi số"
)

PORTFOLIOS_EN = phrases(
    "Foreign Affairs|External Affairs|Foreign|External Relations|International Trade|International Cooperation|International Development|"
    "Trade|Industry|Commerce|Economy|Economic Affairs|Economic Development|Economic Relations|Finance|Treasury|Planning|Investment|Energy|Mines|"
    "Mineral Resources|Natural Resources|Petroleum|Agriculture|Rural Development|Rural Affairs|Forestry|Fisheries|Food|Drug Safety|Environment|"
    "Climate Change|Climate|Water|Land|Infrastructure|Transport|Transportation|Tourism|Construction|Housing|Urban Development|Science|ICT|"
    "Technology|Innovation|Digital Affairs|Digital Transformation|Information|Communications|Culture|Sports|Sport|Youth|Education|Training|"
    "Higher Education|Research|Health|Welfare|Labour|Labor|Employment|Social Affairs|Home Affairs|Interior|Justice|National Defence|Defence|Defense|"
    "National Defense|Public Security|Security|Enterprise|SMEs|Startups|Oceans|Maritime Affairs|Business|Entrepreneurship|Ethnic Affairs|Planning"
)

ORG_HEADS_VI = phrases(
    "Bộ|Sở|Cục|Tổng cục|Vụ|Viện|Học viện|Trung tâm|Cơ quan|Ủy ban|Ủy ban nhân dân|UBND|Hội đồng|Hội đồng nhân dân|HĐND|Văn phòng|"
    "Ban|Ban Chỉ đạo|Ban chỉ đạo|Ban Thư ký|Ban Chấp hành|Ban Quản lý|Ban quản lý|Tập đoàn|Tổng công ty|Tổng Công ty|Công ty|"
    "Công ty Cổ phần|Công ty cổ phần|Công ty TNHH|Hãng|Hãng hàng không|Ngân hàng|Ngân hàng Trung ương|Quỹ|Hiệp hội|Hội|Liên đoàn|"
    "Liên minh Hợp tác xã|Phòng Thương mại|Phòng Thương mại và Công nghiệp|Tổ chức|Đại sứ quán|ĐSQ|Tổng Lãnh sự quán|Lãnh sự quán|"
    "Thương vụ|Phái đoàn|Phái đoàn thường trực|Văn phòng Kinh tế Văn hóa|Đại học|Trường Đại học|Tòa án|Viện Kiểm sát|Mặt trận|"
    "Lực lượng|Thông tấn xã|Nhóm công tác|Nhóm Công tác|Tổ công tác|Tổ Công tác|"
    "Hội đồng Doanh nghiệp|Nhà máy|Tổng Liên đoàn|Thanh tra|Kiểm toán|Kho bạc|Đài Truyền hình|Đài Tiếng nói|Báo|"
    "Tạp chí|Chi nhánh|Cảng vụ|Hợp tác xã|Đoàn Thanh niên|Hội đồng Tư vấn|Tỉnh ủy|Thành ủy|Đảng ủy|Đảng bộ"
)

STATE_BODIES_VI = (
    "Chính phủ",
    "Quốc hội",
    "Nghị viện",
    "Hạ viện",
    "Thượng viện",
    "Nhà nước",
    "Đảng",
)
"""Bodies that each country has one of: complete without a name behind them."""

BARE_HEADS = frozenset(
    {"Bộ", "Sở", "Cục", "Vụ", "Ban", "Viện", "Ủy ban", "Văn phòng", "Cơ quan", "Hội", "Tổ"}
)

JOINT_BODIES_VI = (
    "Ủy ban",
    "Trung tâm",
    "Quỹ",
    "Viện",
    "Hội",
    "Hội đồng",
    "Phòng Thương mại",
    "Nhóm công tác",
    "Nhóm Công tác",
    "Diễn đàn",
)
"""Heads of bodies that two countries have in common: 'Ủy ban hỗn hợp Việt Nam - Ai Cập'."""

FUNCTION_WORDS_VI = words_of(
    "đã sẽ đang là có được bị cho với của về tại trong ngoài trên dưới đến từ phải cần nên cùng nhằm để cũng vẫn còn khi mà thì nếu "
    "theo do bởi vì các những một mọi mỗi này đó ấy kia đây sau trước vào ra lên xuống qua rất hơn như nhưng hoặc hay tới sang ở lại "
    "không chưa vừa mới luôn sớm ngay khoảng gần ước và nhất đều bèn liền rồi nữa chỉ"
)
"""Syllables that never go on a name or a noun."""

VERBS_VI = words_of(
    "giao gửi trình gặp tiếp thăm ký nêu mời đón kêu xin nói đưa nhận trao đạt thu chi mở mong tin cam cảm chúc hoan ghi bày khẳng nhấn "
    "đánh chủ phối đề yêu báo xem nghiên khẩn tham rà đôn duy hỗ thúc tuyên tập dự tổ tổng kết kiến gia triển thực tăng giảm hoàn xây tạo "
    "đồng chính hiện đại bảo tiến thông làm hướng công"
)
"""First syllables of the verbs that follow a name."""

PREDICATES_VI = frozenset(
    phrases(
        "soạn thảo|vận động|theo sát|bắt đầu|biên soạn|phụ trách|gánh vác|lựa chọn|chấp thuận|đứng ra|dự thảo|mở lớp|mở lại|cho phép|ra mắt|khởi động|khởi công|khánh thành|giám sát|kiểm tra|thẩm định|cho ý|lấy ý|tìm kiếm|tìm hiểu|"
        "vận hành|điều phối|quản lý dự|góp ý|thu hồi|đăng ký|trả lời|phản hồi|rút ngắn|cắt giảm|kết thúc|tiếp cận|đăng cai|bổ sung|điều chỉnh|sửa đổi|kéo dài|cấp phép|nối lại|thông qua|tạm dừng|gửi công|giữ vai|báo cáo|chủ trì|phối hợp|tổ chức|đề nghị|yêu cầu|xem xét|nghiên cứu|khẩn trương|"
        "thông báo|theo dõi|phê duyệt|phê chuẩn|gia hạn|tham gia|triển khai|thực hiện|cho biết|"
        "trình bày|tiếp tục|tiếp nhận|tiếp đón|đẩy mạnh|thúc đẩy|tăng cường|chỉ đạo|kiến nghị|"
        "đề xuất|tổng hợp|tổng kết|rà soát|đôn đốc|hướng dẫn|hoàn thành|hoàn thiện|hoàn tất|"
        "xây dựng|tạo điều|duy trì|đưa ra|nhấn mạnh|khẳng định|bày tỏ|đánh giá|hoan nghênh|"
        "ghi nhận|cam kết|cảm ơn|chúc mừng|tuyên bố|công bố|đồng ý|đồng chủ|đồng tổ|đồng thời|"
        "đại diện|nhất trí|thống nhất|tập trung|tham dự|tham mưu|dự kiến|bảo đảm|đảm bảo|"
        "quán triệt|làm việc|làm rõ|chuẩn bị|kết luận|ban hành|giải quyết|xử lý|hỗ trợ|giúp đỡ|"
        "tạo thuận|góp phần|trao đổi|gặp gỡ|hội đàm|hội kiến|mong muốn|sẵn sàng|ủng hộ|"
        "quyết định|thành lập|khai trương|khai mạc|bế mạc|chia sẻ|nêu rõ|nêu bật|giới thiệu|"
        "thông tin|tiến hành|chính thức|hiện nay|vừa qua|thời gian|trực tiếp|chủ động|tích cực|"
        "nỗ lực|cung cấp|ký kết|đàm phán|công tác|liên quan|trình thủ|trình chính|giao cho|"
        "gửi về|sang thăm|đến thăm|đón tiếp|cử đoàn|mở rộng|cập nhật|thường xuyên|kịp thời|"
        "quan tâm|hợp tác"
    )
)
"""First two syllables of the predicates that follow a body's name."""

STOPS_VI = FUNCTION_WORDS_VI | VERBS_VI

PLACE_HEADS_VI = phrases(
    "cảng|Cảng|cảng biển|cảng hàng không|sân bay|Sân bay|cầu|Cầu|cửa khẩu|Cửa khẩu|cửa khẩu quốc tế|khu công nghiệp|Khu công nghiệp|"
    "Khu công nghệ cao|khu công nghệ cao|Khu kinh tế|khu kinh tế|tỉnh|thành phố|Thành phố|TP|TP.|Tp|Tp.|thủ đô|Thủ đô|thị xã|quận|Quận|"
    "huyện|bang|vùng|đảo|quần đảo|bán đảo|vịnh|Vịnh|sông|Trụ sở|Nhà|Phủ|Cung|Dinh|Trung tâm Hội nghị|bờ biển|nhà ga|ga"
)

VENUES_VI = phrases(
    "Trụ sở Chính phủ|Trụ sở Bộ Ngoại giao|Trụ sở Trung ương Đảng|Nhà Quốc hội|Phủ Chủ tịch|Phủ chủ tịch|Văn phòng Thủ tướng|Trung tâm Hội nghị Quốc gia|"
    "Trung tâm Hội nghị Quốc tế|Cung Văn hóa Hữu nghị|Nhà khách Chính phủ|Nhà Trắng|Điện Kremlin|Đại lễ đường Nhân dân|Dinh Độc Lập|Nhà Xanh"
)

SEAS = phrases(
    "Biển Đông|Biển Đỏ|Địa Trung Hải|Ấn Độ Dương|Thái Bình Dương|Đại Tây Dương|Vịnh Bắc Bộ|Vịnh Thái Lan|bán đảo Triều Tiên|eo biển Đài Loan|"
    "Hoàng Sa|Trường Sa|Đồng bằng sông Cửu Long|ĐBSCL|Đồng bằng sông Hồng|Tây Nguyên|Đông Nam Bộ|Tây Bắc|Bắc Bộ|Nam Bộ|Kênh đào Xuy-ê|Kênh đào Suez|"
    "Kênh đào Panama|eo biển Malacca|Trung Đông|Đông Nam Á|Đông Bắc Á|Nam Á|Trung Á|Bắc Phi|châu Âu|châu Á|châu Phi|châu Mỹ|châu Đại Dương|"
    "Mỹ Latinh|Mỹ La-tinh|Bắc Mỹ|Nam Mỹ|Trung Mỹ|Bắc Âu|Đông Âu|Tây Âu|Trung Đông Âu|Bắc Cực|Nam Cực|Biển Đen|Biển Baltic|vùng Vịnh|Vùng Vịnh|"
    "South China Sea|East Sea|Korean Peninsula|Red Sea|Mekong Delta|Suez Canal|Panama Canal|Middle East|Strait of Malacca|Indo-Pacific|"
    "Pacific Ocean|Indian Ocean|Taiwan Strait|Gulf of Tonkin|Mediterranean|Black Sea|Strait of Hormuz|Red River Delta|Central Highlands"
)

SHORT_COUNTRIES = {
    "Việt": "VN",
    "Nhật": "JP",
    "Hàn": "KR",
    "Trung": "CN",
    "Ấn": "IN",
    "Mỹ": "US",
    "Nga": "RU",
    "Pháp": "FR",
    "Đức": "DE",
    "Anh": "GB",
    "Úc": "AU",
    "Lào": "LA",
    "Thái": "TH",
    "Ý": "IT",
    "Bỉ": "BE",
    "Áo": "AT",
    "Séc": "CZ",
    "Cam": "KH",
    "Campuchia": "KH",
    "Âu": "",
    "Phi": "",
}
"""Short names that stand for a country only beside a cue or in a pair: 'Việt - Nhật'."""

LEVELS = {
    "đối tác chiến lược toàn diện|đối tác hợp tác chiến lược toàn diện|comprehensive strategic partnership|comprehensive strategic cooperative partnership": "comprehensive_strategic_partnership",
    "đối tác hợp tác chiến lược|strategic cooperative partnership": "strategic_cooperative_partnership",
    "đối tác chiến lược|strategic partnership": "strategic_partnership",
    "đối tác toàn diện|comprehensive partnership|đối tác hợp tác toàn diện": "comprehensive_partnership",
    "đối tác chiến lược lĩnh vực|đối tác chiến lược về|đối tác chiến lược trong lĩnh vực": "sectoral_strategic_partnership",
    "đoàn kết đặc biệt|đoàn kết đặc biệt và hợp tác toàn diện|đoàn kết đặc biệt và sự hợp tác toàn diện|special relationship|great friendship, special solidarity and comprehensive cooperation|hữu nghị vĩ đại, đoàn kết đặc biệt và hợp tác toàn diện": "special_relationship",
    "láng giềng tốt đẹp, hữu nghị truyền thống": "traditional_friendship",
}

NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "hai mươi": 20, "ba mươi": 30, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "forty": 40, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "mười ba": 13, "mười bốn": 14, "mười lăm": 15, "mười sáu": 16, "mười bảy": 17, "mười tám": 18, "mười chín": 19,
    "bốn mươi": 40, "năm mươi": 50, "sáu mươi": 60, "bảy mươi": 70, "tám mươi": 80, "chín mươi": 90,
    **{f"{tens}-{one}": at * 10 + n for at, tens in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
       for n, one in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1)},
}  # fmt: skip

AGREEMENT_HEADS_VI = phrases(
    "hiệp định|hiệp ước|bản ghi nhớ|biên bản ghi nhớ|Biên bản hợp tác|thỏa thuận|bản thỏa thuận|nghị định thư|Công ước|Tuyên bố chung|Tuyên bố|Hiến chương|"
    "Chương trình hợp tác|Kế hoạch hành động chung|Ý định thư|Tầm nhìn chung|Khuôn khổ hợp tác"
)

EVENT_HEADS_VI = phrases(
    "kỳ họp|phiên họp|cuộc họp|khóa họp|đại hội|hội nghị|hội thảo|diễn đàn|tọa đàm|cuộc tọa đàm|buổi tọa đàm|hội chợ|triển lãm|Tuần hàng|Tuần lễ|Đối thoại|"
    "Lễ hội|Ngày hội|Năm|chuyến|thăm|hội đàm|hội kiến|cuộc hội đàm|buổi hội đàm|cuộc hội kiến|lễ ký|lễ ký kết|lễ khai mạc|lễ bế mạc|lễ kỷ niệm|lễ khánh thành|"
    "Những ngày|những ngày|lễ khởi công|lễ đón|lễ đón chính thức|buổi tiếp|buổi làm việc|buổi gặp|cuộc gặp|cuộc làm việc|cuộc điện đàm|cuộc tiếp xúc"
)

PLAN_HEADS_VI = phrases(
    "Chương trình hành động|Kế hoạch hành động|Chiến lược|Kế hoạch|Đề án|Chương trình|Quy hoạch|Nghị quyết|Chỉ thị"
)

ENGLISH_NO_NAMES = words_of(
    "agreement agreements article articles annex annexes appendix chapter chapters section sections part parts party parties "
    "protocol schedule schedules note notes definition definitions paragraph rule rules goods services trade customs tariff "
    "safeguard safeguards investment investments commitment commitments statement declaration plan programme program project "
    "framework council committee commission conference summit forum meeting session working group review report quota "
    "department ministry minister ministers president secretary leaders government state states side sides country countries "
    "vietnamese english french german korean japanese chinese indian russian spanish portuguese arabic both "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday development cooperation economic economy energy digital green "
    "climate finance financial health education science technology innovation industry agriculture infrastructure transport "
    "tourism culture security defence defense general special joint first second third assist support promote strengthen "
    "enhance ensure continue recognize recognise reaffirm welcome encourage"
)
"""English words that begin with a capital in treaties and headings, and name nobody and no town."""

GROUP_HEADS = phrases(
    "các bộ|các ban|các địa phương|các đơn vị|các tỉnh|các cơ quan|các thương vụ|các hiệp hội|các Đại sứ quán|bộ|ngành ngoại giao|cơ quan đại diện|CQĐD|ministries|line ministries|"
    "relevant ministries|all ministries"
)

AREAS = phrases(
    "thương mại|đầu tư|kinh tế thương mại|thu hút đầu tư|vốn ODA|ODA|quốc phòng|an ninh|giáo dục đào tạo|giáo dục|lao động|du lịch|văn hóa|tư pháp|"
    "khoa học công nghệ|an ninh mạng|viện trợ phát triển|giao lưu nhân dân|nông nghiệp"
)

HEADS: dict[str, tuple[str, ...]] = {
    "title": (*TITLES_VI, *TITLES_EN),
    "portfolio": (*PORTFOLIOS_VI, *PORTFOLIOS_EN),
    "org_head": ORG_HEADS_VI,
    "state_body": STATE_BODIES_VI,
    "place_head": PLACE_HEADS_VI,
    "district": ("Q", "quận", "phường"),
    "ministry_list": (
        "các Bộ",
        "các bộ",
        "Các Bộ",
        "Các bộ",
        "hai Bộ",
        "Hai Bộ",
        "ba Bộ",
        "Ba Bộ",
    ),
    "agreement_head": AGREEMENT_HEADS_VI,
    "event_head": EVENT_HEADS_VI,
    "plan_head": PLAN_HEADS_VI,
    "group_head": GROUP_HEADS,
    "venue": VENUES_VI,
    "sea": SEAS,
    "area": AREAS,
}
