"""The words that duties begin with, and those that turn a verb into a noun or into emphasis."""

VERBS = """
chủ trì|đồng chủ trì|phối hợp|chỉ đạo|hướng dẫn|đôn đốc|kiểm tra|giám sát|theo dõi|tổ chức|triển khai|thực hiện
xây dựng|ban hành|tham mưu|đề xuất|báo cáo|tổng hợp|tuyên truyền|phổ biến|quán triệt|vận động|rà soát|thống kê
đánh giá|phân loại|lập|tăng cường|đẩy mạnh|nâng cao|phát huy|duy trì|kiện toàn|củng cố|hoàn thiện|hoàn thành
bố trí|bảo đảm|đảm bảo|cân đối|phân bổ|cấp phát|hỗ trợ|giúp|tạo điều kiện|mở rộng|mở|nhân rộng|phát động
phát hiện|đấu tranh|triệt phá|triệt xóa|ngăn chặn|phòng ngừa|xử lý|giải quyết|tháo gỡ|quản lý|kiểm soát
siết chặt|khảo sát|nghiên cứu|biên soạn|in ấn|cung cấp|thông tin|đăng tải|phát sóng|đưa tin|viết bài|cập nhật
công bố|công khai|niêm yết|treo|sáng tác|lắp đặt|lồng ghép|đa dạng hóa|đổi mới|tập huấn|bồi dưỡng|đào tạo
giáo dục|chăm lo|chăm sóc|thăm hỏi|tặng quà|khen thưởng|biểu dương|tôn vinh|sơ kết|tổng kết|thẩm định|phê duyệt
trình|gửi|nộp|chấp hành|tuân thủ|tham gia|huy động|kêu gọi|đề nghị|kiến nghị|yêu cầu|phân công|giao|cử|chuẩn bị
sẵn sàng|thành lập|tiếp nhận|thu thập|kết nối|trao đổi|chia sẻ|ứng dụng|áp dụng|vận hành|khai thác|sử dụng
đầu tư|tu sửa|sửa chữa|nâng cấp|cải tạo|trang bị|mua sắm|thay thế|tập trung|chú trọng|ưu tiên|quan tâm
chịu trách nhiệm|có trách nhiệm|đưa|làm tốt|làm|tiến hành|thanh tra|điều tra|truy tố|xét xử|thi hành|đẩy nhanh
chuyển hóa|xóa bỏ|giảm|hạn chế|khắc phục|tiếp tục|căn cứ|trên cơ sở|xác định|xác minh|quyết định|điều hành
điều chỉnh|bổ sung|sửa đổi|khẩn trương|chủ động|tích cực|thường xuyên|kịp thời|từng bước|định hướng|giữ gìn
giữ vững|bảo vệ|bảo tồn|tìm kiếm|quy tập|trao|đón|tiễn|viếng|dâng hương|nhắc nhở|ký kết|ký cam kết|cam kết
đăng ký|kê khai|khai báo|thông báo|cảnh báo|dự báo|ứng phó|khoanh vùng|dập|phun|tiêm|khám|điều trị|cách ly|trồng
thu gom|vệ sinh|phân luồng|tuần tra|trực|canh gác|di dời|sơ tán|cứu hộ|cứu nạn|cứu trợ|vận chuyển|dự trữ
cụ thể hóa|lãnh đạo|nắm|bám sát|xem xét|lựa chọn|bình xét|giới thiệu|quảng bá|xúc tiến|thúc đẩy|khuyến khích
liên hệ|gặp gỡ|đối thoại|tiếp dân|giải đáp|tư vấn|trợ giúp|thí điểm|số hóa|tích hợp|đồng bộ|kết luận|chấm dứt
đình chỉ|thu hồi|cấp giấy|cấp phép|tạm dừng|dừng|hủy|khôi phục|phục dựng|phát triển|thu hút|nghiêm cấm
không để xảy ra|chi trả|quyết toán|thanh toán|lập dự toán|tính toán|đối chiếu|chấn chỉnh|nghiêm túc|xuất bản
phát hành|cấp|thiết lập|phát|in|tận dụng|tranh thủ|phấn đấu|đề cao|gương mẫu|phản ánh|tuyển chọn|tuyển dụng|xuất
nhập|dự thảo|soạn thảo|thiết kế|dựng|quay|phỏng vấn|livestream|vẽ|diễn tập|huấn luyện|luyện tập|tổng rà soát
tổng kiểm tra|ra quân|hưởng ứng|chuyển|bàn giao|tổ chức triển khai|thường trực|đầu mối|là đầu mối|là cơ quan
là đơn vị|là bộ phận|là lực lượng|đóng vai trò|làm đầu mối|thu nhận|dự trù|phân tích|nhận diện|phủ sóng|thăm|tặng
gặp mặt|chúc mừng|vinh danh|phổ cập|tôn tạo|tăng
rút ngắn|tinh giản|sắp xếp|cắt giảm|đơn giản hóa|chuẩn hóa|liên thông|nạo vét|kiểm kê|gắn kết|xã hội hóa|kết hợp
trưng bày|biểu diễn|dành|bảo dưỡng|tuyên dương|thử nghiệm|họp|tiêu hủy|truy quét|trấn áp|tấn công|tiếp xúc|cắm
bổ nhiệm|phòng, chống|phòng chống|khuyến cáo|tham vấn|quy hoạch|trực ban|ứng trực|mở đợt|phục vụ|đáp ứng|xóa
gia cố|khơi thông|chỉnh trang|cải thiện|tạo|khơi dậy|lan tỏa|truyền thông|đặt|dán|phân phát|cấp cứu|lấy mẫu
xét nghiệm|điều phối|điều động|bắt giữ|quy định|hợp đồng|đấu thầu|giải phóng|kiểm đếm|thẩm tra|tổ chức thực hiện
nhận|rút kinh nghiệm|lưu trữ|bảo quản|mời|xét|công nhận|khởi công|khánh thành|bế giảng|khai giảng|khai mạc
bế mạc|tựu trường|kết thúc|bắt đầu|chào mừng|kỷ niệm|đồng hành|kiên quyết|truy bắt|truy tìm|truy vết|tiêu nước
tiêu thoát|tiêu độc|khử trùng|giải ngân|duy tu|trang trí|thu dung|viết|chọn|tuyển|chằng chống|gia hạn|giám định
nghiệm thu|khởi động|rà phá|chặt tỉa|cắt|neo đậu|thu nộp|truy thu|hoàn trả|bồi thường|tái định cư|cưỡng chế
tháo dỡ|dọn dẹp|thu hoạch|gieo trồng|gieo cấy|làm đất|phòng trừ|tiêm phòng|kiểm dịch|kiểm định|kiểm nghiệm
xác nhận|chứng nhận|chứng thực|bầu|hiệp thương|ủy quyền|ủy nhiệm|phân cấp|luân chuyển|gắn|lấy ý kiến|tiếp thu
giải trình|hòa giải|đối chất|khởi tố|bắt|tạm giữ|tịch thu|xử phạt|trục xuất|cảm hóa|giúp đỡ|nêu cao|nêu gương
học tập|noi gương|rèn luyện|thi đua|đạt|giữ|thông qua|hợp tác|liên kết|đàm phán|ký|giảm nghèo|miễn|miễn giảm
tinh gọn|sáp nhập|hợp nhất|giải thể|chuyển đổi|chuyển giao|kiến tạo|cài đặt|kiểm toán|tích trữ|niêm phong
dập dịch|ngăn ngừa|phát quang|phát dọn|đào|đắp|xây|san lấp|vét|thả|nuôi|bơm|tưới|che chắn|đón tiếp|ghi hình
chụp ảnh|thuyết minh|chỉnh sửa|chỉnh lý|sao chụp|chuyển phát|lắp|đấu nối|quét|lau|sắm|mua|bán|bảo hành
tổng vệ sinh|hiến|phụ trách|tiết kiệm|thay mặt|sản xuất|tắt|tự kiểm tra|tự đánh giá|tự rà soát
tự chịu trách nhiệm|không được|dự|tham dự|có mặt|tập kết
cung ứng|sơ cứu|bình ổn|tri ân|trích lập|hậu kiểm|làm sạch|nhập dữ liệu|ổn định|sàng lọc|khử khuẩn|tẩy uế
diệt|diệt lăng quăng|loại bỏ|lật úp|dọn vệ sinh|quét dọn|treo cờ|đánh dấu|cắm mốc|đo đạc|giải tỏa|san gạt|dạy
ôn tập|tuyển sinh|xét tuyển|chấm thi|sơ tuyển|xét duyệt|phúc tra|động viên|cổ vũ|giao nhận|đón nhận|xác thực
kích hoạt|sao lưu|bảo mật|giao lưu|tham quan|tọa đàm|triển lãm|chiếu phim|tiếp sóng|hỏi thăm|thương lượng|đối soát
chốt chặn|gìn giữ|chẩn đoán|hội chẩn|tiêm chủng|hiệu chỉnh|chuyển tuyến|tiếp đón|báo ngay|kiểm chứng|trích xuất
tổ chức lại|sinh hoạt|đúc rút|bố phòng|dự toán|giám hộ|phân bố|định danh|gia tăng|cấp đổi|giáo dục, thuyết phục
"""
# each of these also stands inside names and nouns so often that only a duty's first word may be one of them
ONLY_FIRST = """
sản xuất|thăm|tặng|gặp mặt|chúc mừng|vinh danh|tôn tạo|tăng|họp|dành|cắm|xóa|phục vụ|đáp ứng|phòng, chống
phòng chống|kết hợp|quy hoạch|biểu diễn|trưng bày|xã hội hóa|thông tin|giáo dục|đào tạo|đầu tư|trang bị|cấp|phát
in|chi|xuất|nhập|nhận|tạo|đặt|chuyển|trực|làm|giảm|nắm|trao|dừng|xét|công nhận|lập|mở|cử|dựng|quay|vẽ|khám|tiêm
phun|dập|đón|tiễn|trồng|truyền thông|thường trực|vệ sinh|bảo vệ|điều trị|cứu hộ|cứu nạn|cứu trợ|thiết kế
xét nghiệm|hợp đồng|quy định|thanh tra|điều tra|kiểm soát|phát triển|thi hành|điều hành|tìm kiếm|quy tập
đấu thầu|giải phóng|xúc tiến|cách ly|vận chuyển|đồng bộ|phát hành|xuất bản|sử dụng|trình|giao|mời|hỗ trợ|bảo tồn
số hóa|chăm sóc|trợ giúp|tư vấn|phòng ngừa|dự báo|cảnh báo|cấp cứu|quảng bá|truy tố|xét xử|lưu trữ|ứng phó
cấp phép|chăm lo|bồi dưỡng|đăng ký|dự trữ|điều phối|thẩm định|đề nghị|yêu cầu|kiến nghị|thay thế|treo|khai thác
nghiên cứu|phân loại|huấn luyện|phân tích|kết nối|giới thiệu|tuyển dụng|viết|chọn|tuyển|cắt|bầu|gắn|tiết kiệm
tắt|bắt|thi đua|đạt|giữ|ký|giảm nghèo|miễn|xây|đào|đắp|vét|thả|nuôi|bơm|tưới|quét|lau|sắm|mua|bán|dự|hiến|lắp
chuyển đổi|hợp tác|liên kết|học tập|chuyển giao|bồi thường|tái định cư|kiểm định|kiểm toán|hòa giải|xử phạt
khởi tố|tạm giữ|kiểm dịch|tiêm phòng|giám định|bảo hành
cung ứng|sơ cứu|bình ổn|tri ân|trích lập|hậu kiểm|làm sạch|nhập dữ liệu|ổn định|sàng lọc|khử khuẩn|tẩy uế
diệt|diệt lăng quăng|loại bỏ|lật úp|dọn vệ sinh|quét dọn|treo cờ|đánh dấu|cắm mốc|đo đạc|giải tỏa|san gạt|dạy
ôn tập|tuyển sinh|xét tuyển|chấm thi|sơ tuyển|xét duyệt|phúc tra|động viên|cổ vũ|giao nhận|đón nhận|xác thực
kích hoạt|sao lưu|bảo mật|giao lưu|tham quan|tọa đàm|triển lãm|chiếu phim|tiếp sóng|hỏi thăm|thương lượng|đối soát
chốt chặn|gìn giữ|chẩn đoán|hội chẩn|tiêm chủng|hiệu chỉnh|chuyển tuyến|tiếp đón|kiểm chứng|trích xuất
tổ chức lại|sinh hoạt|đúc rút|bố phòng|dự toán|giám hộ|phân bố|định danh|gia tăng|cấp đổi|giáo dục, thuyết phục
"""
# words that turn a following verb into a noun: "công tác quản lý", "các tổ chức", "việc triển khai"
NOUN_MAKERS = """
các|những|công tác|việc|sự|của|một|từng|mọi|hoạt động|nhiệm vụ|kế hoạch|dự án|đầu tư|phong trào|chương trình
quy chế|biện pháp|giải pháp|và|hoặc|về|để|nhằm|được|kết quả|quá trình|chức năng|chuyên ngành|người|nhân viên
chuyên viên|giáo viên|báo cáo viên|kiểm soát viên|tiến độ|lĩnh vực|đề án|tham gia|mục tiêu|chính sách|cách
mạng lưới|kiểm tra|thanh tra|chuyên môn|phòng chống|cơ quan quản lý|đơn vị quản lý
"""
# "Ban quản lý", "Tổ giám sát", "Đoàn kiểm tra": there such a verb is part of the name
UNITS = (
    "ban|phòng|trung tâm|tổ|đội|chi cục|cục|hội đồng|đoàn|bộ phận|trạm|hội|quỹ|tiểu ban|ban chỉ đạo"
    "|cơ quan|cán bộ|chi nhánh|cảnh sát"
)
IN_UNIT_NAMES = """
quản lý|chỉ đạo|kiểm tra|giám sát|tuyên truyền|vận động|theo dõi|xử lý|giải quyết|tiếp nhận|xây dựng|phòng ngừa
đào tạo|thông tin|tham mưu|tổng hợp|điều hành|hướng dẫn|đấu tranh
"""
OPENERS = """
và|đồng thời|bên cạnh đó|ngoài ra|trước mắt|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng tuần|hàng tuần|hằng quý
hàng quý|định kỳ|kịp thời|thường xuyên|chủ động|tích cực|tiếp tục|từng bước|trực tiếp|nghiêm túc|khẩn trương
cùng với đó|phải|cần|quyết liệt|chặt chẽ|phối hợp chặt chẽ|sau đó|qua đó tiếp tục|trong đó chủ động|mặt khác
hằng ngày|hàng ngày|thống nhất|cùng|kiên quyết|luôn|luôn luôn|trước hết|trọng tâm|tự|thực hiện tốt việc
thực hiện việc|làm tốt công tác|riêng
"""
EMPHASIS = """
nhất là|đặc biệt là|đặc biệt|chú ý|trọng tâm là|trọng tâm|trong đó|qua đó|góp phần|nhằm|để|không để|hướng tới
tiến tới|bao gồm|gồm|cụ thể là|như|theo đó|từ đó|coi đây là|lưu ý|phấn đấu|ưu tiên|chú trọng|tránh|không
"""
