"""The bodies named at the head of a document: which lines make one name, which is the parent, which the issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directives.cells import Cell
from directives.text import fold

# The words that the name of a body begins with, on folded text.
_BODY = re.compile(
    r"\W*(?:uy ban|ubnd|hoi dong|hdnd|bo(?! luat| phan| tieu chi)|so(?! do| lieu| tay)|tong cuc|cuc|chi cuc|vu|van phong|vp|"
    r"ban(?! hanh| sao| chinh| ghi| thoa| ke| do| tin)|bch|btv|dang uy|dang bo|tinh uy|thanh uy|huyen uy|quan uy|thi uy|thi xa uy|"
    r"phuong uy|xa uy|chi bo|chi uy|quan uy|lien doan|tong lien doan|ldld|tld|cong doan|cdcs|doan(?! kiem tra)|dcs|trung tam|"
    r"truong|hoc vien|dai hoc|cong ty|tong cong ty|tap doan|doanh nghiep|hop tac xa|ngan hang|kho bac|bao hiem|toa an|vien|"
    r"thanh tra|kiem toan|quoc hoi|chinh phu|thu tuong|chu tich nuoc|phong(?! chong| trao)|hoi(?! nghi| dap| thao| thi)|mat tran|bao|dai|nha|"
    r"to(?! trinh| khai| chuc)|khoi|chi nhanh|xi nghiep|benh vien|tram|hat|cang|quy(?! dinh| che| trinh| tac| uoc| hoach| mo| dat)|cong an|quan khu|quan doan|bo doi|"
    r"ten (?:co quan|to chuc|doanh nghiep|don vi)|lien bo|lien nganh|tieu ban|trung uong|tu phap|hiep hoi|doan)\b"
)
# A line that can only go on with the line before: where the body is, or the rest of its name.
_GOES_ON = re.compile(
    r"\W*(?:tinh(?! uy)|thanh pho|tp\b|huyen(?! uy)|quan(?! uy| khu| doan| chung)|thi xa(?! uy)|thi tran|xa(?! uy)|phuong(?! uy)|dac khu|"
    r"viet nam|khu vuc|va|cac|cua|cong hoa|nhan dan|to quoc|lao dong|nuoc)\b"
)
_DANGLING = re.compile(r"(?:[-–,&/]|\b(?:va|cua|cac|thuoc|tinh|thanh pho|tp\.?|huyen|xa|phuong|nha nuoc va|khoi))\s*$")
_INCOMPLETE = re.compile(r"\W*(?:uy ban nhan dan|hoi dong nhan dan|lien doan lao dong|uy ban mat tran to quoc(?: viet nam)?)\W*$")


@dataclass(frozen=True, slots=True)
class Body:
    """One body as printed, its lines joined by single spaces, and where the lines are."""

    name: str
    spans: tuple[tuple[int, int], ...]


def is_body(line: str) -> bool:
    """Whether `line` begins like the name of a body."""
    return _BODY.match(fold(line)) is not None


def bodies(text: str, mast: Sequence[Cell]) -> list[Body]:
    """Return the bodies that the lines above the number name, the highest first, the issuer last."""
    groups: list[list[Cell]] = []
    for cell in mast:
        if groups and _continues(groups[-1][-1], cell):
            groups[-1].append(cell)
        elif is_body(cell.text) and _printed_as_name(cell):
            groups.append([cell])
        elif groups and cell.text.isupper() and cell.line - groups[-1][-1].line <= 1:
            groups[-1].append(cell)
    if not groups:
        groups = [[cell for cell in mast if cell.text.isupper() and len(cell.text) < 90]]
    return [_joined(text, group) for group in groups if group]


def _continues(before: Cell, cell: Cell) -> bool:
    if cell.line - before.line > 2:
        return False
    if _GOES_ON.match(cell.folded) or _DANGLING.search(before.folded):
        return cell.text.isupper() == before.text.isupper() or not before.text.isupper()
    return _INCOMPLETE.match(before.folded) is not None and not is_body(cell.text)


def _printed_as_name(cell: Cell) -> bool:
    """Names stand in capitals; texts of old fonts lost them, there a short line without a full stop will do."""
    return cell.text.isupper() or (len(cell.text) < 70 and cell.text[-1] not in ".;:,")


def _joined(text: str, group: Sequence[Cell]) -> Body:
    name = " ".join(" ".join(text[c.start : c.end].split()) for c in group)
    return Body(name.strip(" -–.,:;"), tuple((c.start, c.end) for c in group))
