"""A small archive of sample documents that drafts are made from."""

from pathlib import Path

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    "cong-van-dinh-huong-tuyen-giao-2024.docx",
    "ke-hoach-thang-cong-nhan-2024.docx",
    "ke-hoach-tuyen-truyen-nong-thon-moi-2024.docx",
    "chi-thi-bao-ve-nen-tang-tu-tuong.docx",
    "ke-hoach-phong-chong-ma-tuy-2024.docx",
    "ke-hoach-tet-sum-vay-2024.docx",
)
DIRECTIVE = "định hướng nhiệm vụ công tác tuyên giáo và nữ công"
OFFICE = {
    "office": "Liên đoàn Lao động tỉnh Sông Ngàn",
    "office_parent": "Tổng Liên đoàn Lao động Việt Nam",
    "office_symbol": "LĐLĐ",
    "office_unit": "TGNC",
    "office_place": "Sông Ngàn",
    "office_authority": "TM. BAN THƯỜNG VỤ",
    "office_signer_role": "PHÓ CHỦ TỊCH",
    "office_signer": "Trần Thị Mẫu",
    "office_recipients": "Như trên; Ban Tuyên giáo Tỉnh ủy; Lưu: VT, TGNC",
}
KINDS = ("cong_van", "ke_hoach", "de_cuong", "ban_tin", "bao_cao", "slide")


def opened(folder, office=OFFICE):
    """Open an archive in `folder` of an office with these settings."""
    return Library.open(folder / "kho", Settings(jobs=1, templates_dir=folder / "mau", **office), FakeEncoder())


def fill(library):
    """Take the samples in and return the directive's id."""
    library.ingest([ROOT / "corpus" / "samples" / name for name in SAMPLES])
    return next(card.id for card in library.documents() if DIRECTIVE in (card.title or ""))
