"""What an activity is called, by its type; `{place}` is where it took place."""

from __future__ import annotations

TITLES: dict[str, tuple[str, ...]] = {
    "operation": ("Ra quân tuần tra, kiểm soát tại {place}", "Kiểm tra, triệt xóa điểm phức tạp tại {place}"),
    "directive": ("Ban hành văn bản chỉ đạo công tác phòng, chống ma túy",),
    "inspection": ("Kiểm tra cơ sở kinh doanh tại {place}", "Kiểm tra chuyên đề tại {place}"),
    "review": ("Rà soát, thống kê người nghiện, người sử dụng trái phép tại {place}",),
    "case_file": ("Lập hồ sơ áp dụng biện pháp cai nghiện",),
    "medical_determination": ("Tổ chức xác định tình trạng nghiện",),
    "meeting": ("Họp giao ban phối hợp phòng, chống ma túy",),
    "coordination": ("Làm việc với các ngành về quy chế phối hợp",),
    "guidance": ("Hướng dẫn chuyên môn tại {place}",),
    "event": ("Tổ chức hoạt động hưởng ứng Tháng hành động tại {place}",),
    "propaganda_session": (
        "Tuyên truyền trực tiếp tại {place}",
        "Nói chuyện chuyên đề phòng, chống ma túy tại {place}",
    ),
    "press_release": ("Cung cấp thông tin cho báo chí",),
    "media_item": ("Đăng tin, bài về phòng, chống ma túy",),
    "joint_operation": ("Phối hợp tuần tra với Công an tại {place}",),
    "programme_step": ("Triển khai chương trình phòng, chống ma túy tại {place}",),
    "model": ("Củng cố mô hình phòng, chống ma túy tại {place}",),
    "referral": ("Kết nối dịch vụ hỗ trợ tại cộng đồng",),
    "facility_check": ("Kiểm tra điều kiện cơ sở y tế tại {place}",),
    "training": ("Tập huấn pháp luật phòng, chống ma túy",),
    "broadcast": ("Phát thanh tuyên truyền trên hệ thống truyền thanh {place}",),
    "material": ("Biên soạn, cấp phát tài liệu tuyên truyền",),
    "visual_display": ("Treo pa-nô, băng-rôn tại {place}",),
    "contest": ("Tổ chức diễn đàn, sinh hoạt chuyên đề tại {place}",),
    "case_progress": ("Giải quyết án ma túy",),
    "trial": ("Phiên tòa lưu động tại {place}",),
    "decision": ("Kiện toàn Ban Chỉ đạo cấp xã",),
    "treatment": ("Hỗ trợ điều trị, cai nghiện tại cộng đồng",),
    "budget": ("Bố trí kinh phí phòng, chống ma túy",),
    "household_visit": ("Vận động hộ gia đình ký cam kết tại {place}",),
    "plan_issued": ("Ban hành kế hoạch của đơn vị",),
    "reminder": ("Đôn đốc, kiểm tra tiến độ các đơn vị",),
}

PLACES = (
    "nhà văn hóa thôn",
    "khu phố trung tâm",
    "chợ",
    "trường học",
    "khu nhà trọ công nhân",
    "nhà văn hóa",
    "bến xe",
)


def title(kind: str, number: int) -> tuple[str, str]:
    """A title and its place for the nth activity of a type."""
    patterns = TITLES[kind]
    place = f"{PLACES[number % len(PLACES)]} số {number % 6 + 1}"
    return patterns[number % len(patterns)].format(place=place), place
