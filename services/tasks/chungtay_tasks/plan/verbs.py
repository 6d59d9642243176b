"""The verbs that duties begin with, and the words before which a verb is only part of a noun or of emphasis."""

import re

from chungtay_tasks.plan.folded import Folded, alternatives, phrases

_VERBS = """
chủ trì|phối hợp|chỉ đạo|hướng dẫn|đôn đốc|kiểm tra|giám sát|theo dõi|tổ chức|triển khai|thực hiện|xây dựng
ban hành|tham mưu|đề xuất|báo cáo|tổng hợp|tuyên truyền|phổ biến|quán triệt|vận động|rà soát|thống kê|đánh giá
phân loại|lập|tăng cường|đẩy mạnh|nâng cao|phát huy|duy trì|kiện toàn|củng cố|hoàn thiện|hoàn thành|bố trí
bảo đảm|đảm bảo|cân đối|phân bổ|cấp phát|hỗ trợ|giúp|tạo điều kiện|mở rộng|mở|nhân rộng|phát động|phát hiện
đấu tranh|triệt phá|triệt xóa|ngăn chặn|phòng ngừa|xử lý|giải quyết|tháo gỡ|quản lý|kiểm soát|siết chặt|khảo sát
nghiên cứu|biên soạn|in ấn|cung cấp|thông tin|đăng tải|phát sóng|đưa tin|viết bài|cập nhật|công bố|công khai
niêm yết|treo|sáng tác|lắp đặt|lồng ghép|đa dạng hóa|đổi mới|tập huấn|bồi dưỡng|đào tạo|giáo dục|chăm lo
chăm sóc|thăm hỏi|tặng quà|khen thưởng|biểu dương|tôn vinh|sơ kết|tổng kết|thẩm định|phê duyệt|trình|gửi|nộp
chấp hành|tuân thủ|tham gia|huy động|kêu gọi|đề nghị|kiến nghị|yêu cầu|phân công|giao|cử|chuẩn bị|sẵn sàng
thành lập|tiếp nhận|thu thập|kết nối|trao đổi|chia sẻ|ứng dụng|áp dụng|vận hành|khai thác|sử dụng|đầu tư|tu sửa
sửa chữa|nâng cấp|cải tạo|trang bị|mua sắm|thay thế|tập trung|chú trọng|ưu tiên|quan tâm|chịu trách nhiệm
có trách nhiệm|đưa|làm tốt|làm|tiến hành|thanh tra|điều tra|truy tố|xét xử|thi hành|đẩy nhanh|chuyển hóa|xóa bỏ
giảm|hạn chế|khắc phục|tiếp tục|căn cứ|trên cơ sở|xác định|xác minh|quyết định|điều hành|điều chỉnh|bổ sung
sửa đổi|khẩn trương|chủ động|tích cực|thường xuyên|kịp thời|từng bước|định hướng|giữ gìn|giữ vững|bảo vệ|bảo tồn
tìm kiếm|quy tập|trao|đón|tiễn|viếng|dâng hương|nhắc nhở|ký kết|ký cam kết|cam kết|đăng ký|kê khai|khai báo
thông báo|cảnh báo|dự báo|ứng phó|khoanh vùng|dập|phun|tiêm|khám|điều trị|cách ly|trồng|thu gom|vệ sinh
phân luồng|tuần tra|trực|canh gác|di dời|sơ tán|cứu hộ|cứu nạn|cứu trợ|vận chuyển|dự trữ|cụ thể hóa|lãnh đạo|nắm
bám sát|xem xét|lựa chọn|bình xét|giới thiệu|quảng bá|xúc tiến|thúc đẩy|khuyến khích|liên hệ|gặp gỡ|đối thoại
tiếp dân|giải đáp|tư vấn|trợ giúp|thí điểm|số hóa|tích hợp|đồng bộ|kết luận|chấm dứt|đình chỉ|thu hồi|cấp giấy
cấp phép|tạm dừng|dừng|hủy|khôi phục|phục dựng|phát triển|thu hút|nghiêm cấm|không để xảy ra|chi trả|quyết toán
thanh toán|lập dự toán|tính toán|đối chiếu|chấn chỉnh|nghiêm túc|xuất bản|phát hành|cấp|thiết lập|phát|in
tận dụng|tranh thủ|phấn đấu|đề cao|gương mẫu|phản ánh|tuyển chọn|tuyển dụng|xuất|nhập|dự thảo|soạn thảo|thiết kế
dựng|quay|phỏng vấn|livestream|vẽ|diễn tập|huấn luyện|luyện tập|tổng rà soát|tổng kiểm tra|ra quân|hưởng ứng
chuyển|bàn giao|tổ chức triển khai|thường trực|đầu mối|là đầu mối|là cơ quan|đóng vai trò|làm đầu mối|phân tích
nhận diện|phủ sóng|thăm|tặng|gặp mặt|chúc mừng|vinh danh|phổ cập|tôn tạo|tăng|rút ngắn|tinh giản|sắp xếp
cắt giảm|đơn giản hóa|chuẩn hóa|liên thông|nạo vét|kiểm kê|gắn kết|xã hội hóa|kết hợp|trưng bày|biểu diễn|dành
bảo dưỡng|tuyên dương|thử nghiệm|họp|tiêu hủy|truy quét|trấn áp|tấn công|tiếp xúc|cắm|bổ nhiệm|phòng, chống
phòng chống|khuyến cáo|tham vấn|quy hoạch|trực ban|ứng trực|mở đợt|phục vụ|đáp ứng|xóa|gia cố|khơi thông
chỉnh trang|cải thiện|tạo|khơi dậy|lan tỏa|truyền thông|đặt|dán|phân phát|cấp cứu|lấy mẫu|xét nghiệm|điều phối
điều động|bắt giữ|quy định|hợp đồng|đấu thầu|giải phóng|kiểm đếm|thẩm tra|tổ chức thực hiện|nhận|rút kinh nghiệm
lưu trữ|bảo quản|mời|xét|công nhận|khởi công|khánh thành|bế giảng|khai giảng|khai mạc|bế mạc|tựu trường|kết thúc
bắt đầu|chào mừng|kỷ niệm|đồng hành|kiên quyết|truy bắt|truy tìm|truy vết|tiêu nước|tiêu thoát|tiêu độc|khử trùng
giải ngân|duy tu|trang trí|thu dung|viết|chọn|tuyển|chằng chống|gia hạn|giám định|nghiệm thu|khởi động|chốt|rà phá
chặt tỉa|cắt|neo đậu|kêu cứu|thu nộp|truy thu|hoàn trả|bồi thường|tái định cư|cưỡng chế|tháo dỡ|dọn dẹp|thu hoạch
gieo trồng|gieo cấy|làm đất|phòng trừ|tiêm phòng|giám sát|kiểm dịch|kiểm định|kiểm nghiệm|xác nhận|chứng nhận|chứng thực
bầu|ứng cử|hiệp thương|cử tri|ủy quyền|ủy nhiệm|phân cấp|luân chuyển|quy rõ|gắn|lấy ý kiến|tiếp thu|giải trình
hòa giải|đối chất|khởi tố|bắt|tạm giữ|tịch thu|xử phạt|trục xuất|cảm hóa|giúp đỡ|nêu cao|nêu gương|học tập|noi gương
rèn luyện|thi đua|đạt|giữ|chủ trương|thông qua|hợp tác|liên kết|đàm phán|ký|vay|cho vay|giảm nghèo|miễn|miễn giảm
tinh gọn|sáp nhập|hợp nhất|giải thể|chuyển đổi|chuyển giao|kiến tạo|thiết lập|cài đặt|kiểm toán|tích trữ|găm|niêm phong
dập dịch|ngăn ngừa|phát quang|phát dọn|đào|đắp|xây|san lấp|vét|đốt|thả|nuôi|bơm|tưới|che chắn|đánh giá|cân đối
đón tiếp|phục vụ|dẫn chương trình|ghi hình|chụp ảnh|thuyết minh|chỉnh sửa|chỉnh lý|in ấn|sao chụp|chuyển phát
tổng duyệt|chạy thử|phân bổ|lắp|đấu nối|cấp phát|cho|quét|lau|sắm|mua|bán|bảo hành|hỗ trợ|tổng vệ sinh|hiến
phụ trách|tiết kiệm|thay mặt|tắt|giãn|tự kiểm tra|tự đánh giá|tự rà soát|tự chịu trách nhiệm|không được|không|dự|tham dự|có mặt|tập kết|xuất phát|về đích
"""
# each of these also stands inside names and nouns so often that only a duty's first word may be one of them
_ONLY_FIRST = """
thăm|tặng|gặp mặt|chúc mừng|vinh danh|tôn tạo|tăng|họp|dành|cắm|xóa|phục vụ|đáp ứng|phòng, chống|phòng chống
kết hợp|quy hoạch|biểu diễn|trưng bày|xã hội hóa|thông tin|giáo dục|đào tạo|đầu tư|trang bị|cấp|phát|in|chi|xuất
nhập|nhận|tạo|đặt|chuyển|trực|làm|giảm|nắm|trao|dừng|xét|công nhận|lập|mở|cử|dựng|quay|vẽ|khám|tiêm|phun|dập|đón
tiễn|trồng|truyền thông|thường trực|vệ sinh|bảo vệ|điều trị|cứu hộ|cứu nạn|cứu trợ|thiết kế|xét nghiệm|hợp đồng
quy định|thanh tra|điều tra|kiểm soát|phát triển|thi hành|điều hành|tìm kiếm|quy tập|đấu thầu|giải phóng
xúc tiến|cách ly|vận chuyển|đồng bộ|phát hành|xuất bản|sử dụng|trình|giao|mời|hỗ trợ|bảo tồn|số hóa|chăm sóc
trợ giúp|tư vấn|phòng ngừa|dự báo|cảnh báo|cấp cứu|quảng bá|truy tố|xét xử|lưu trữ|ứng phó|cấp phép|chăm lo
bồi dưỡng|đăng ký|dự trữ|điều phối|thẩm định|đề nghị|yêu cầu|kiến nghị|thay thế|treo|khai thác|nghiên cứu
phân loại|huấn luyện|phân tích|kết nối|giới thiệu
tuyển dụng|viết|chọn|tuyển|cắt|bầu|cử tri|gắn|tiết kiệm|tắt|bắt|thi đua|đạt|giữ|ký|vay|cho vay|giảm nghèo|miễn|xây|đào|đắp|vét|đốt
thả|nuôi|bơm|tưới|cho|quét|lau|sắm|mua|bán|dự|hiến|lắp|chốt|găm|không|chuyển đổi|hợp tác|liên kết|học tập|chuyển giao
bồi thường|tái định cư|kiểm định|kiểm toán|hòa giải|xử phạt|khởi tố|tạm giữ|kiểm dịch|tiêm phòng|giám định|bảo hành
"""
# words that turn a following verb into a noun: "công tác quản lý", "các tổ chức", "việc triển khai"
_NOUN_MAKERS = """
các|những|công tác|việc|sự|của|một|từng|mọi|hoạt động|nhiệm vụ|kế hoạch|dự án|đầu tư|phong trào|chương trình
quy chế|biện pháp|giải pháp|và|hoặc|về|để|nhằm|cho|được|kết quả|quá trình|chức năng|chuyên ngành|người|viên
tiến độ|lĩnh vực|đề án|tham gia|mục tiêu|chính sách|cách|mạng lưới|kiểm tra|thanh tra|chuyên môn|phòng chống
cơ quan quản lý|đơn vị quản lý
"""
# "Ban quản lý", "Tổ giám sát", "Đoàn kiểm tra": there such a verb is part of the name
_UNITS = (
    "ban|phòng|trung tâm|tổ|đội|chi cục|cục|hội đồng|đoàn|bộ phận|trạm|hội|quỹ|tiểu ban|ban chỉ đạo"
    "|cơ quan|cán bộ|chi nhánh|cảnh sát"
)
_IN_UNIT_NAMES = """
quản lý|chỉ đạo|kiểm tra|giám sát|tuyên truyền|vận động|theo dõi|xử lý|giải quyết|tiếp nhận|xây dựng|phòng ngừa
đào tạo|thông tin|tham mưu|tổng hợp|điều hành|hướng dẫn|đấu tranh
"""
_IN_CHARGE = re.compile(r"(?<!\w)(?:tổng|cán bộ|công chức|viên chức|lãnh đạo|người|giáo viên)\s*$")
_ALWAYS_VERBS = frozenset(phrases("chủ trì|có trách nhiệm|chịu trách nhiệm|căn cứ|tiếp tục"))
_OPENERS = """
và|đồng thời|bên cạnh đó|ngoài ra|trước mắt|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng tuần|hàng tuần|hằng quý
hàng quý|định kỳ|kịp thời|thường xuyên|chủ động|tích cực|tiếp tục|từng bước|trực tiếp|nghiêm túc|khẩn trương
cùng với đó|phải|cần|quyết liệt|chặt chẽ|phối hợp chặt chẽ|sau đó|qua đó tiếp tục|trong đó chủ động|mặt khác
hằng ngày|hàng ngày|thống nhất|cùng|kiên quyết|luôn|luôn luôn|trước hết|trọng tâm|tự|thực hiện tốt việc|thực hiện việc|làm tốt công tác|riêng
"""
_EMPHASIS = """
nhất là|đặc biệt là|đặc biệt|chú ý|trọng tâm là|trọng tâm|trong đó|qua đó|góp phần|nhằm|để|không để|hướng tới
tiến tới|bao gồm|gồm|cụ thể là|như|theo đó|từ đó|coi đây là|lưu ý|phấn đấu|ưu tiên|chú trọng|tránh|không
"""

VERB = re.compile(rf"(?<!\w)(?:{alternatives(_VERBS)})(?!\w)")
_VERB_PHRASES = frozenset(phrases(_VERBS))
_WEAK = frozenset(phrases(_ONLY_FIRST))
_NOUN_BEFORE = re.compile(rf"(?:(?<!\w)(?:{alternatives(_NOUN_MAKERS)})|[,(])\s*$")
_UNIT_BEFORE = re.compile(rf"(?<!\w)(?<!văn )(?<!quốc )(?<!xã )(?<!công )(?:{alternatives(_UNITS)})\s*$")
_PARTS_OF_NAMES = frozenset(phrases(_IN_UNIT_NAMES))
_EACH = r"(?:ngày|tuần|tháng|quý|6 tháng|năm)"
_PERIODS = (
    rf"(?:định kỳ|hằng|hàng)\s+(?:(?:hằng|hàng)\s+)?{_EACH}"
    rf"(?:\s*(?:,|và)\s*(?:(?:hằng|hàng)\s+)?{_EACH}){{0,4}}(?:\s*\([^()]{{1,60}}\))?"
)
_OPENING = re.compile(
    rf"(?:[-+•*\s]*(?:[a-zđ]\)|\d\))?\s*)(?:(?:{_PERIODS}|{alternatives(_OPENERS)})(?!\w)[,\s]*){{0,6}}"
)
_NOT_A_DUTY = re.compile(rf"[-+•*\s]*(?:và\s+)?(?:{alternatives(_EMPHASIS)})(?!\w)")
# "tổ chức chính trị - xã hội", "Quyết định số 5/QĐ-UBND", "hướng dẫn của Bộ": here the verb is a noun
_IS_NOUN = re.compile(
    r"nhận\s+(?:được|thấy|định)(?!\w)|cấp\s+(?:tỉnh|huyện|xã|trung ương|ủy|cơ sở|trên|dưới|thành phố|quốc gia)(?!\w)|(?:tổ chức)\s+(?:chính trị|chính phủ|xã hội|đoàn thể|đảng|tín dụng|tôn giáo|phi chính phủ)(?!\w)"
    rf"|(?:{alternatives(_VERBS)})(?:\s+số\s*:?\s*\d|\s+(?:của|này|nêu trên)(?!\w)|\s*:?\s*[\d/]+-)"
)


def opening_verb(doc: Folded, start: int, end: int) -> re.Match[str] | None:
    """The verb that the span begins with, adverbs and connectives before it passed over."""
    opening = _OPENING.match(doc.key, start, end)
    place = opening.end() if opening else start
    match = VERB.match(doc.key, place, end)
    if match is None and place > start:
        match = VERB.match(doc.key, doc.trim(start, end, "-+•*")[0], end)
    if match and _IS_NOUN.match(doc.key, match.start(), end):
        return None
    return match


def is_emphasis(doc: Folded, start: int, end: int) -> bool:
    """Whether the span only stresses, gives the purpose or the content of what was said before it."""
    return _NOT_A_DUTY.match(doc.key, start, end) is not None


def predicate(doc: Folded, start: int, end: int) -> re.Match[str] | None:
    """The first verb after a subject that begins at `start`: no part of a name, and in lower case."""
    capitals = doc.text[start:end].isupper()
    for match in VERB.finditer(doc.key, start, end):
        if match.group() in _WEAK or (doc.text[match.start()].isupper() and not capitals):
            continue
        if not _is_noun(doc, match, start, end):
            return match
    return None


def _is_noun(doc: Folded, match: re.Match[str], start: int, end: int) -> bool:
    if match.group() in _ALWAYS_VERBS:
        return False
    near = max(start, match.start() - 24)
    if match.group() == "phụ trách":
        return _IN_CHARGE.search(doc.key, near, match.start()) is not None
    before = _NOUN_BEFORE.search(doc.key, near, match.start())
    # "Sở Kế hoạch và Đầu tư": with a capital the word before is a name's own and makes no noun
    if before and not doc.text[before.start()].isupper():
        return True
    if _IS_NOUN.match(doc.key, match.start(), end):
        return True
    return match.group() in _PARTS_OF_NAMES and _UNIT_BEFORE.search(doc.key, near, match.start()) is not None


def is_object(doc: Folded, start: int, place: int) -> bool:
    """Whether a verb stands right before `place`, so that what follows is its object and no subject."""
    words = doc.key[max(start, place - 40) : place].split()[-3:]
    return any(" ".join(words[-count:]) in _VERB_PHRASES for count in range(1, len(words) + 1))
