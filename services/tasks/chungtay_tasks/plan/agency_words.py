"""The first words of the names of agencies, offices and groups; no list of real bodies."""

HEADS = """
ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban mặt trận tổ quốc|ubmttq|ubmttqvn|ub mttq|ub mặt trận|mttq|ủy ban
hội đồng
văn phòng|trung tâm|chi cục|tổng cục|viện kiểm sát|vksnd|tòa án|tand|công an|công đoàn|thanh tra|liên đoàn
liên hiệp|liên minh|mặt trận|học viện|bệnh viện|kho bạc|ngân hàng|bảo hiểm xã hội|bhxh|bưu điện|chi nhánh
công ty|tập đoàn|tổng công ty|hạt kiểm lâm|kiểm lâm|hải quan|quản lý thị trường|ban chỉ huy|bộ chỉ huy
bộ tư lệnh|ban chỉ đạo|quân khu|tỉnh ủy|thị ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|chi bộ|đảng bộ|cổng thông tin
thư viện|bảo tàng|nhà văn hóa|hợp tác xã|chi đoàn|huyện đoàn|tỉnh đoàn|thị đoàn|thành đoàn|quận đoàn|xã đoàn
đoàn thanh niên|ban quản lý|thường trực|trung ương|lực lượng|cơ quan|đơn vị|phòng|ban|sở|bộ|vụ|cục|viện|đoàn|hội
đài|báo|trường|trạm|đồn|đội|tổ|khối|thuế|quỹ|hiệp hội|câu lạc bộ|điện lực|cấp ủy|chính quyền|địa phương
nhà trường|doanh nghiệp|ban ngành|phòng ban|đoàn thể|thành viên|tạp chí|nhà xuất bản|nhà hát|cảng vụ|biên phòng
quân đội|ngành|viễn thông|bưu chính|đảng đoàn|ban cán sự|xí nghiệp|nhà máy|phân viện|đại học|lữ đoàn|trung đoàn
sư đoàn|tiểu đoàn|tiểu ban|bảo hiểm|lãnh đạo|quân sự|cảnh sát|đại biểu hội đồng nhân dân|đại biểu hđnd
đại biểu quốc hội
"""
PERSONS = """
giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|chánh văn phòng|chánh thanh tra|trưởng phòng|trưởng ban|thủ trưởng
hiệu trưởng|tư lệnh|bộ trưởng|chánh án|viện trưởng|tổng giám đốc|trưởng công an|bí thư|người đứng đầu|đồng chí
chỉ huy trưởng|trưởng các|cục trưởng|chi cục trưởng|trưởng trạm|tổ trưởng|thủ tướng|đề nghị đồng chí
giám đốc các|chính trị viên|chủ nhiệm|phó thủ tướng
"""
# offices and groups that only a capital letter tells from the same word in a sentence
ROLES = """
công chức|viên chức|cán bộ|giáo viên|tổng phụ trách|kế toán|văn thư|nhân viên|trưởng thôn|trưởng bản|trưởng khu
đội trưởng|phó hiệu trưởng|chủ đầu tư|chủ rừng|chủ hộ|chủ cơ sở|phụ huynh|cha mẹ học sinh|đảng viên|bộ phận|nhóm
khoa|bộ môn|thư ký|chuyên viên|chủ tàu|chủ nhà|nhà thầu|nhà đầu tư
"""
MEMBERS = """
bộ|ban|sở|phòng|ngành|cơ quan|đơn vị|tổ chức|đoàn thể|hội|xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thị xã
địa phương|trường|cơ sở|doanh nghiệp|công ty|quân khu|thành viên|cấp|đội|lực lượng|trung tâm|trạm|thôn|khu phố
tổ|chi cục|đồng chí|ủy viên|hợp tác xã|cá nhân|tập thể|chủ đầu tư|nhà trường|khoa|bệnh viện|ủy ban|ubnd|đảng ủy
chi bộ|liên đoàn|văn phòng|viện|cục|vụ|hiệp hội|nhà máy|công đoàn|đoàn|bản|xóm|ấp|hạt|đồn|học viện|cụm|khối
chủ rừng|chủ cơ sở|bộ phận|nhóm|bộ môn|giáo viên|chi hội|phòng ban|tiểu ban|cơ quan báo chí|đài
"""
# first words of names that are as often first words of something else: what may not follow them
NOT_AFTER = {
    "phòng": "chống|ngừa|chữa|trừ|vệ|dịch|cháy|tránh|hộ|học|thủ|khám",
    "ban": "hành|đầu|bố|tặng|đêm|ngày",
    "tổ": "chức|quốc|tiên",
    "hội": "nghị|thảo|thi|diễn|nhập|họp|tụ|chợ|trại|thao|đàm|trường",
    "đoàn": "kết|viên",
    "đội": "ngũ|hình|tuyển",
    "trường": "hợp",
    "viện": "dẫn|trợ|phí|cớ",
    "đồn": "đoán|đại",
    "sở": "hữu|thích|tại|đắc",
    "trạm": "dừng",
    "khối": "lượng|tài",
    "quỹ": "đất",
    "cơ quan": "chủ trì|thực hiện|phối hợp",
    "đơn vị": "chủ trì|thực hiện|phối hợp|tính",
    "thường trực": "tiếp|24",
    "thành viên": "trong gia đình",
    "thủ tướng": "đã",
    "lãnh đạo": "việc|thực|công|triển|toàn|và|tổ|,|chỉ",
    "quân sự": "hóa",
    "nhóm": "nhiệm|giải|vấn|đối",
    "bảo hiểm": "y",
    "khoa": "học",
    "chủ hộ": "nghèo",
}
NEEDS_CAPITAL = frozenset(
    [
        "bộ",
        "vụ",
        "cục",
        "báo",
        "đài",
        "thuế",
        "hội",
        "tổ",
        "đội",
        "trường",
        "viện",
        "đoàn",
        "khối",
        "ban",
        "thanh tra",
        "quỹ",
        "trạm",
        "đồn",
        "ngành",
        "tạp chí",
        "lãnh đạo",
        "đại học",
    ]
)
# a lower-case second word that shows the first to be a name all the same: "ban quản lý chợ", "tổ dân phố"
LOWER_NEXT = """
quản lý|chỉ đạo|chỉ huy|tư lệnh|thường vụ|chấp hành|công tác|nông dân|phụ nữ|cựu|liên hiệp|chữ thập|thanh niên
kiểm tra|phát thanh|truyền thanh|truyền hình|mầm non|tiểu học|trung học|đại học|cao đẳng|thpt|thcs|tuyên giáo
tổ chức|dân vận|nội chính|thi đua|dân tộc|y tế|biên phòng|công an|quân y|dân phố|giúp việc|liên ngành|tỉnh|huyện
thị xã|thành phố|xã|phường|nhà nước|chính phủ|đặc công|kiểm lâm|khuyến học|người cao tuổi|luật gia|nhà báo
đồng quản trị|thanh tra|kiểm sát|nghiệp vụ|chuyên trách|nhân dân|văn hóa|giao thông|an ninh|bảo vệ|sinh viên
phụ huynh|bảo trợ|nạn nhân|doanh nghiệp|ngành|thường trực|xung kích|các|đại biểu|thanh niên xung phong|thể dục
ban giám hiệu|giám hiệu|giám đốc|giám thị|đại diện|cán sự|tư vấn|văn phòng|hành chính|trưởng|phó|lãnh đạo
công nghiệp|giáo dục|tài chính|nội vụ|tư pháp|thể thao|quân sự|chuyên môn|cứu hộ
"""
