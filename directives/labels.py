"""The words that a reader sees for the values of the records."""

from __future__ import annotations

from directives.grounded import DraftKind, FindingKind, Severity
from directives.models import Relation, Status, UnitKind

RELATIONS: dict[Relation, str] = {
    "can_cu": "căn cứ",
    "thuc_hien": "thực hiện",
    "sua_doi_bo_sung": "sửa đổi, bổ sung",
    "thay_the": "thay thế",
    "bai_bo": "bãi bỏ",
    "huong_dan": "hướng dẫn",
    "dinh_chinh": "đính chính",
    "tra_loi": "trả lời",
    "ban_hanh_kem_theo": "ban hành kèm theo",
    "dan_chieu": "dẫn chiếu",
    "self": "chính văn bản",
}
STATUSES: dict[Status, str] = {
    "RESOLVED": "Có trong kho",
    "MISSING": "Chưa có trong kho",
    "AMBIGUOUS": "Trùng số",
    "SELF": "Chính văn bản này",
    "BLANK": "Để trống",
}
# Never "in force": the archive knows only what later documents in it say.
FORCES: dict[str, str] = {
    "unverified": "Chưa xác minh hiệu lực",
    "repealed": "Bị bãi bỏ",
    "replaced": "Bị thay thế",
    "amended": "Đã được sửa đổi hoặc thay một phần",
}
UNITS: dict[UnitKind, str] = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
    "clause": "Khoản",
    "point": "Điểm",
    "task": "Nhiệm vụ",
    "attachment": "Phụ lục",
}
SEVERITIES: dict[Severity, str] = {"error": "Lỗi", "warning": "Cần xem", "note": "Ghi chú"}
KINDS: dict[FindingKind, str] = {
    "unknown_number": "Số chưa rõ",
    "wrong_type": "Sai tên loại",
    "wrong_date": "Sai ngày",
    "wrong_issuer": "Sai cơ quan ban hành",
    "wrong_title": "Sai trích yếu",
    "wrong_form": "Số viết sai dạng",
    "superseded": "Đã được thay thế",
    "repealed": "Đã bị bãi bỏ",
    "amended": "Đã được sửa đổi",
    "ambiguous": "Trùng số",
    "incomplete": "Số ghi thiếu",
    "quotation": "Trích dẫn sai nguyên văn",
    "first_mention": "Lần đầu chưa ghi đủ",
    "basis_order": "Thứ tự căn cứ",
    "own_number": "Số của dự thảo",
    "not_held": "Chưa có trong kho",
}
DRAFTS: dict[DraftKind, str] = {
    "cong_van": "Công văn triển khai",
    "ke_hoach": "Kế hoạch thực hiện",
    "de_cuong": "Đề cương tuyên truyền",
    "ban_tin": "Bản tin, bài phát thanh",
    "bao_cao": "Báo cáo kết quả (khung)",
    "slide": "Nội dung trình chiếu",
}
