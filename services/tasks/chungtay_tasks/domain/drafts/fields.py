"""What a draft's settings are called; the names without `unit_report.` and the like are `DraftSettings`'s own."""

from __future__ import annotations

from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "title_vi": "tên đợt", "title_en": "tên tiếng Anh", "slogan_vi": "chủ đề", "document_kind": "loại văn bản",
    "number": "số văn bản", "symbol": "ký hiệu", "issue_date": "ngày ban hành", "issue_month": "tháng ban hành",
    "place": "địa danh", "issuer": "cơ quan ban hành", "coordinator": "đơn vị đầu mối",
    "period_start": "ngày bắt đầu", "period_end": "ngày kết thúc", "timezone": "múi giờ", "based_on": "căn cứ",
    "goals_vi": "mục tiêu", "key_dates": "mốc thời gian", "signer_authority": "quyền hạn ký",
    "signer_position": "chức vụ người ký", "recipients": "nơi nhận", "units": "đơn vị tham gia thêm",
    "groups": "nhóm đơn vị", "indicators": "chỉ tiêu", "report_to": "nơi nhận báo cáo",
    "report_via": "báo cáo qua", "report_due": "hạn báo cáo", "unit_report.recurring": "chu kỳ báo cáo",
    "unit_report.terms": "nhắc, ân hạn, khóa", "expected_reports": "đơn vị phải báo cáo",
    "acceptance": "cách duyệt báo cáo: one_step, two_step", "consolidated_by": "đơn vị tổng hợp",
    "consolidated_to": "nơi nhận báo cáo tổng hợp", "consolidated_due": "hạn báo cáo tổng hợp",
}  # fmt: skip
"""What `draft set` takes, in the order of a plan."""
