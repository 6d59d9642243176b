"""The named reasons for which a reading is unsure of something, in words for people."""

from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Doubt

REASONS: dict[str, tuple[str, str]] = {
    "number_blank": ("Văn bản chưa có số.", "The document has no number yet."),
    "day_blank": ("Văn bản chưa ghi ngày ban hành.", "The day of issue is blank."),
    "issuer_unknown": ("Không tìm thấy cơ quan ban hành.", "No issuing body was found."),
    "foreign_title": (
        "Dòng đầu không thuộc văn bản này; không lấy làm trích yếu.",
        "The first line belongs to another document; it was not taken as the title.",
    ),
    "no_lead_named": (
        "Nhiều cơ quan trong một mục, không nói ai chủ trì; mỗi cơ quan là một đầu mối.",
        "Several bodies in one clause and no lead named; each is a full holder.",
    ),
    "members_unlisted": (
        "Nhóm này không kê thành viên; phải chỉ định trước khi giao.",
        "The plan does not list this group's members; somebody must name them.",
    ),
    "pointer_duty": (
        "Dẫn chiếu tới các nhiệm vụ khác, không chép lại các nhiệm vụ đó.",
        "Refers to duties elsewhere; they are not copied.",
    ),
    "no_verb": (
        "Không nhận ra việc phải làm; giữ nguyên đoạn như một nhiệm vụ.",
        "No main verb was recognised; the paragraph is kept as one duty.",
    ),
    "year_inferred": (
        "Ngày không ghi năm; lấy năm của kế hoạch.",
        "No year is written; the plan's own year was taken.",
    ),
    "due_before_issue": (
        "Thời hạn trước ngày ban hành văn bản.",
        "The deadline lies before the document's date of issue.",
    ),
    "merged_cell": ("Ô trống trong bảng; lấy theo hàng trên.", "An empty table cell; the one above was taken."),
    "addressees_taken": (
        "Không nêu đơn vị thực hiện; lấy theo nơi nhận ở “Kính gửi”.",
        "No holder is named; the addressees of the letter were taken.",
    ),
    "issuer_holds": (
        "Nhiệm vụ để lại cho chính cơ quan gửi văn bản; cần xem lại.",
        "The duty is left with the letter's own sender; look again.",
    ),
    "note_names_another": (
        "Dòng đã nêu cơ quan thực hiện; cơ quan trong ngoặc ghi là phối hợp.",
        "The line names its holder; the body in brackets was taken as a partner.",
    ),
    "holder_by_position": (
        "Không nhận ra đây là cơ quan; lấy theo vị trí giữa các cơ quan khác.",
        "Not known to be a body; taken for one because it stands among bodies.",
    ),
    "lead_reaches_back": (
        "Không rõ các việc trước có cùng cơ quan chủ trì; tạm giao chung.",
        "It is not clear whether this lead holds the duties before too; they were given to it.",
    ),
    "impossible_date": ("Ngày không có trong lịch.", "This date is not in the calendar."),
}


def doubt(why: str, doc: Folded, start: int, end: int) -> Doubt:
    vi, en = REASONS[why]
    return Doubt(text=doc.text[start:end], start=start, end=end, why=why, vi=vi, en=en)
