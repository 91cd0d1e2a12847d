"""The plan of each kind of draft: its parts in order, the fixed text between what the sources say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafts.material import Topic
from assistant.drafts.phrases import Author, fixed, one_line, small, subject_of
from directives.grounded import DraftKind, DraftParagraph, DraftSection

_BULLET = 260  # characters of a line on a slide
_BY_FORCE = ("luật", "bộ luật", "pháp lệnh", "nghị định", "nghị quyết", "quyết định", "quy định", "thông tư")


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a draft."""

    bases: tuple[DraftParagraph, ...]
    sections: tuple[DraftSection, ...]

    def paragraphs(self) -> tuple[DraftParagraph, ...]:
        """Return all paragraphs in order."""
        return (*self.bases, *(paragraph for section in self.sections for paragraph in section.paragraphs))


def _section(heading: str, paragraphs: Sequence[DraftParagraph | str], level: int = 1) -> DraftSection:
    return DraftSection(heading, tuple(fixed(p) if isinstance(p, str) else p for p in paragraphs), level)


def _bases(author: Author) -> tuple[DraftParagraph, ...]:
    """Return the căn cứ lines: each ends with a semicolon, the last with a full stop."""
    lines = author.bases()
    made = []
    for number, (reference, sources) in enumerate(lines, 1):
        kind = reference.split(" số ")[0].lower()
        opening = "Căn cứ" if kind.startswith(_BY_FORCE) else "Thực hiện"
        made.append(fixed(f"{opening} {reference}{';' if number < len(lines) else '.'}", sources))
    return tuple(made)


def _listed_bases(author: Author, *, opening: bool = True) -> list[DraftParagraph]:
    """Return the bases as items of a list, for kinds that have no căn cứ lines."""
    lines = author.bases(opening=opening)
    return [
        fixed(f"- {reference}{';' if number < len(lines) else '.'}", sources)
        for number, (reference, sources) in enumerate(lines, 1)
    ]


def _heading(topic: Topic, number: int) -> str:
    """Return the heading of a topic, numbered where there are several."""
    subject = subject_of(topic)
    return f"{number}. {subject[:1].upper()}{subject[1:]}"


def _related(author: Author, topic: Topic, order: str) -> list[DraftParagraph]:
    """Return what other documents say of a topic, with a line that leads to it; nothing where nothing is found."""
    paragraphs = author.content(topic, order)
    if not paragraphs or author.compose is not None:
        return paragraphs
    return [fixed("Nội dung liên quan trong các văn bản:"), *paragraphs]


# --- kinds ------------------------------------------------------------------------------------------------------------


def _cong_van(author: Author) -> Plan:
    topics = author.material.topics
    lines = author.bases()
    named = "; ".join(reference for reference, _ in lines)
    sources = tuple(dict.fromkeys(evidence for _, found in lines for evidence in found))
    opening = f"Thực hiện {named}, {author.name} đề nghị" if named else f"{author.name} đề nghị"
    sections = [
        _section("", [fixed(f"{opening} các cơ quan, đơn vị triển khai, thực hiện một số nội dung sau:", sources)])
    ]
    for number, topic in enumerate(topics, 1):
        alone = len(topics) == 1
        task = author.task_text(topic, "" if alone else f"{number}. ")
        body = [task, *_related(author, topic, "Viết nội dung triển khai của công văn")]
        sections.append(_section("1. Nội dung" if alone else "", body, 2))
    sections.append(
        _section(
            f"{len(topics) + 1}. Tổ chức thực hiện",
            [
                "a) Căn cứ nội dung nêu trên và tình hình thực tế, các cơ quan, đơn vị xây dựng kế hoạch hoặc lồng "
                "ghép "
                "vào chương trình công tác, phân công người phụ trách, xác định thời gian hoàn thành.",
                "b) Phổ biến nội dung công văn đến toàn thể cán bộ, công chức, viên chức, đoàn viên, người lao động "
                "thuộc phạm vi quản lý bằng hình thức phù hợp.",
                f"c) Báo cáo kết quả thực hiện về {author.name} (qua [bộ phận tổng hợp]) "
                "trước ngày [ngày, tháng, năm].",
            ],
            2,
        )
    )
    sections.append(
        _section("", [f"Đề nghị các cơ quan, đơn vị quan tâm triển khai, thực hiện. Trong quá trình thực hiện, nếu có "
                      f"vướng mắc, kịp thời phản ánh về {author.name} để được hướng dẫn./."])
    )  # fmt: skip
    return Plan((), tuple(sections))


def _ke_hoach(author: Author) -> Plan:
    topics = author.material.topics
    bases = _bases(author)
    subjects = "; ".join(small(subject_of(topic)) for topic in topics[:3])
    sections = [
        _section("", [f"{author.name} xây dựng Kế hoạch thực hiện như sau:"]),
        _section("I. MỤC ĐÍCH, YÊU CẦU", []),
        _section(
            "1. Mục đích",
            [
                f"a) Triển khai kịp thời, đầy đủ nhiệm vụ được giao: {subjects}.",
                "b) Nâng cao nhận thức, trách nhiệm của các cơ quan, đơn vị, cán bộ và đoàn viên, người lao động "
                "trong việc thực hiện nhiệm vụ.",
            ],
            2,
        ),
        _section(
            "2. Yêu cầu",
            [
                "a) Việc triển khai bảo đảm thiết thực, hiệu quả, tiết kiệm, phù hợp với điều kiện của từng đơn vị.",
                "b) Xác định rõ nội dung công việc, thời gian, người chủ trì, người phối hợp; kiểm tra, đôn đốc "
                "trong quá trình thực hiện.",
            ],
            2,
        ),
        _section("II. NỘI DUNG, NHIỆM VỤ", []),
    ]
    for number, topic in enumerate(topics, 1):
        task = author.task_text(topic, f"{number}. ")
        body = [task, *_related(author, topic, "Viết nội dung thực hiện của kế hoạch")]
        body.append(fixed("Cách làm, sản phẩm: [nội dung cụ thể của đơn vị]. Thời gian: [từ ngày … đến ngày …]. "
                          "Chủ trì: [bộ phận, người phụ trách]; phối hợp: [đơn vị phối hợp]."))  # fmt: skip
        sections.append(_section("", body, 2))
    sections += [
        _section("III. KINH PHÍ", ["Kinh phí thực hiện: [nguồn kinh phí, mức dự toán]."]),
        _section(
            "IV. TỔ CHỨC THỰC HIỆN",
            [
                "1. [Bộ phận chủ trì] tham mưu triển khai Kế hoạch; theo dõi, đôn đốc, tổng hợp kết quả báo cáo "
                "lãnh đạo.",
                "2. Các cơ quan, đơn vị trực thuộc căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị, tổ chức thực hiện "
                f"và báo cáo kết quả về {author.name} trước ngày [ngày, tháng, năm].",
                "3. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về [bộ phận chủ trì] để "
                "tổng hợp, trình xem xét, giải quyết./.",
            ],
        ),
    ]
    return Plan(bases, tuple(sections))


def _bao_cao(author: Author) -> Plan:
    topics = author.material.topics
    bases = _bases(author)
    sections = [
        _section("", [f"{author.name} báo cáo kết quả thực hiện như sau:"]),
        _section(
            "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
            [
                "1. Việc quán triệt, phổ biến văn bản chỉ đạo: [hình thức, số cuộc, số người tham gia].",
                "2. Văn bản đã ban hành để triển khai: [tên loại, số, ngày, trích yếu].",
                "3. Việc kiểm tra, đôn đốc: [số cuộc, kết quả].",
            ],
        ),
        _section("II. KẾT QUẢ THỰC HIỆN", []),
    ]
    for number, topic in enumerate(topics, 1):
        body = [
            author.task_text(topic, f"{number}. "),
            fixed("Kết quả đạt được: [việc đã làm; số liệu; so với yêu cầu và cùng kỳ]."),
            fixed("Mô hình, cách làm hay: [nếu có]. Việc chưa làm được: [nếu có]; lý do: [lý do]."),
        ]
        sections.append(_section("", body, 2))
    sections += [
        _section(
            "III. ĐÁNH GIÁ CHUNG",
            ["1. Ưu điểm: [ưu điểm].", "2. Hạn chế: [hạn chế].", "3. Nguyên nhân: [nguyên nhân khách quan, chủ quan]."],
        ),
        _section("IV. NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI", ["1. [Nhiệm vụ, giải pháp].", "2. [Nhiệm vụ, giải pháp]."]),
        _section(
            "V. KIẾN NGHỊ, ĐỀ XUẤT",
            [
                "1. Với cấp trên: [kiến nghị, nếu có].",
                "2. Với các cơ quan, đơn vị liên quan: [kiến nghị, nếu có].",
                f"Trên đây là báo cáo kết quả thực hiện của {author.name}./.",
            ],
        ),
    ]
    return Plan(bases, tuple(sections))


def _de_cuong(author: Author) -> Plan:
    topics = author.material.topics
    listed = _listed_bases(author)
    purpose: list[DraftParagraph | str] = [
        "Đề cương giúp báo cáo viên, tuyên truyền viên và cán bộ phụ trách thống nhất nội dung tuyên truyền khi thực "
        "hiện " + ("các văn bản sau:" if listed else "nhiệm vụ được giao."),
        *listed,
    ]
    sections = [_section("I. MỤC ĐÍCH, CĂN CỨ TUYÊN TRUYỀN", purpose), _section("II. NỘI DUNG TUYÊN TRUYỀN", [])]
    for number, topic in enumerate(topics, 1):
        body = [author.assigned(topic), *_related(author, topic, "Viết nội dung tuyên truyền của đề cương")]
        body.append(fixed("Liên hệ thực tế tại địa phương, đơn vị: [số liệu, gương điển hình, việc cần làm]."))
        sections.append(_section(_heading(topic, number), body, 2))
    sections += [
        _section(
            "III. HÌNH THỨC TUYÊN TRUYỀN",
            [
                "1. Tuyên truyền miệng tại hội nghị, buổi sinh hoạt định kỳ, sinh hoạt chuyên đề; qua đội ngũ báo cáo "
                "viên, tuyên truyền viên.",
                "2. Đăng tin, bài trên cổng hoặc trang thông tin điện tử, bản tin nội bộ, hệ thống truyền thanh và "
                "các kênh "
                "thông tin chính thức của cơ quan, đơn vị.",
                "3. Tuyên truyền trực quan tại trụ sở, nơi làm việc; lồng ghép trong các hoạt động văn hóa, văn "
                "nghệ, thể "
                "dục, thể thao.",
            ],
        ),
        _section(
            "IV. TỔ CHỨC THỰC HIỆN",
            [
                "1. Các cơ quan, đơn vị căn cứ Đề cương, lựa chọn nội dung, hình thức phù hợp với từng đối tượng và "
                "tổ chức tuyên truyền từ ngày [ngày bắt đầu] đến ngày [ngày kết thúc].",
                f"2. Kết quả tuyên truyền gửi về {author.name} (qua [bộ phận tổng hợp]) để theo dõi, tổng hợp./.",
            ],
        ),
    ]
    return Plan((), tuple(sections))


def _ban_tin(author: Author) -> Plan:
    topics = author.material.topics
    subjects = "; ".join(small(subject_of(topic)) for topic in topics)
    sections = [
        _section("", ["Kính thưa các đồng chí và các bạn!", f"Bản tin hôm nay giới thiệu nội dung: {subjects}."])
    ]
    lines = author.bases(opening=False)
    if lines:
        named = "; ".join(reference for reference, _ in lines)
        sources = tuple(dict.fromkeys(evidence for _, found in lines for evidence in found))
        sections.append(_section("", [fixed(f"Nội dung này nhằm thực hiện {named}.", sources)]))
    for number, topic in enumerate(topics, 1):
        body: list[DraftParagraph | str] = [author.assigned(topic)]
        body += author.content(topic, "Viết bài phát thanh, câu ngắn, dễ nghe", mark="")
        body.append(fixed("Tại địa phương, đơn vị: [tin, số liệu, gương người tốt, việc tốt]."))
        sections.append(_section(_heading(topic, number) if len(topics) > 1 else "", body, 2))
    sections.append(
        _section(
            "",
            [
                "Đề nghị các đồng chí và các bạn tìm hiểu, thực hiện tốt nội dung trên tại nơi làm việc và nơi cư "
                "trú; cần "
                "biết thêm, xin liên hệ [bộ phận phụ trách, số điện thoại].",
                "Bản tin đến đây là hết. Trân trọng cảm ơn các đồng chí và các bạn đã quan tâm theo dõi.",
            ],
        )
    )
    return Plan((), tuple(sections))


def _slide(author: Author) -> Plan:
    listed = _listed_bases(author, opening=False)
    sections = [_section("Văn bản chỉ đạo", listed)] if listed else []
    for topic in author.material.topics:
        subject = subject_of(topic)
        sections.append(_section(f"{subject[:1].upper()}{subject[1:]}", _bullets(author, topic)))
        if author.compose is not None:
            more = author.content(topic, "Viết các ý ngắn cho trang trình chiếu, mỗi ý một câu")
            related = [DraftParagraph(f"- {p.text}", p.origin, p.sources, p.problem) for p in more]
        else:
            related = [author.quoted(quote, "- ") for quote in topic.quotes]
        if related:
            sections.append(_section("Nội dung liên quan trong các văn bản", related))
    sections += [
        _section("Tình hình tại địa phương, đơn vị", ["- [Số liệu, kết quả]", "- [Khó khăn, vướng mắc]"]),
        _section(
            "Tổ chức thực hiện",
            [
                "- Việc cần làm: [nội dung]",
                "- Người phụ trách: [họ tên, bộ phận]",
                "- Thời gian: [từ ngày … đến ngày …]",
            ],
        ),
    ]
    return Plan((), tuple(sections))


def _bullets(author: Author, topic: Topic) -> list[DraftParagraph]:
    """Return a task's words as lines, cut at its semicolons and full stops."""
    whole = author.task_text(topic)
    if whole.origin != "quoted":
        return [DraftParagraph(f"- {whole.text}", "fixed")]
    parts = [""]
    for piece in whole.text.replace(". ", ".\n").replace("; ", ";\n").split("\n"):
        opened = parts[-1].count("“") > parts[-1].count("”") or parts[-1].count("(") > parts[-1].count(")")
        if opened or (parts[-1] and len(parts[-1]) + len(piece) < _BULLET // 3):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return [DraftParagraph(f"- {one_line(part)}", "quoted", whole.sources) for part in parts if part.strip()]


PLANS: dict[DraftKind, Callable[[Author], Plan]] = {
    "cong_van": _cong_van,
    "ke_hoach": _ke_hoach,
    "bao_cao": _bao_cao,
    "de_cuong": _de_cuong,
    "ban_tin": _ban_tin,
    "slide": _slide,
}
