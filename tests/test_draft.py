"""Drafts: what they say, where every paragraph comes from, what is left to people."""

from dataclasses import replace

import pytest

from assistant.drafts.as_text import lay_out, number_line
from assistant.drafts.excerpts import best_excerpt, relevance
from assistant.drafts.material import Material, Quote, Topic
from assistant.drafts.phrases import composed, one_line, reference, small_unit, subject_of, topic_title
from assistant.knowledge import Source
from directives.drafting import verified, with_paragraphs, with_quote, with_text
from directives.errors import BadRequest, UnknownDocument
from directives.grounded import AnswerSentence, DraftParagraph, Office
from directives.models import DocumentCard, Evidence, Hit, PassageView, Why
from library.drafting import DraftRequest, kind_of
from tests.drafting import KINDS, fill, opened


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("draft")) as library:
        yield library, fill(library)


def paragraphs(draft):
    return [*draft.bases, *(p for section in draft.sections for p in section.paragraphs)]


# --- wording ----------------------------------------------------------------------------------------------------------


def topic(words, label="2"):
    return Topic(label, words, Evidence("a" * 16, 0, len(words), words))


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("2. Đẩy mạnh tuyên truyền; đấu tranh phản bác quan điểm sai trái.", "Đẩy mạnh tuyên truyền"),
        (
            "9. Tổ chức Tháng Công nhân và tuyên truyền Ngày Quốc tế Lao động (1/5/1886 - 1/5/2024).",
            "Tổ chức Tháng Công nhân và tuyên truyền Ngày Quốc tế Lao động",
        ),
        (
            "14. Vận động đoàn viên xây dựng nông thôn mới theo nội dung Kế hoạch số 5/KH-UBND, ngày 1/2/2024.",
            "Vận động đoàn viên xây dựng nông thôn mới",
        ),
        ("phòng chống ma túy", "phòng chống ma túy"),
    ],
)
def test_the_subject_of_a_task_is_its_first_clause(words, subject):
    assert subject_of(topic(words)) == subject


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            Source("i", "12/KH-LĐLĐ", "kế hoạch", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "2024-03-05", "TỔ CHỨC HỘI THI"),
            "Kế hoạch số 12/KH-LĐLĐ ngày 05/3/2024 của Liên đoàn Lao động tỉnh Sông Ngàn “Tổ chức hội thi”",
        ),
        (
            Source(None, "35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về tăng cường bảo vệ nền tảng"),
            "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng",
        ),
        (
            Source("i", "/LĐLĐ-TGNC", "công văn", None, None, "V/v định hướng nhiệm vụ"),
            "Công văn [số, ngày ban hành] của [cơ quan ban hành] về việc định hướng nhiệm vụ",
        ),
        (
            Source("i", "6/TB-VPCP", "thông báo", "Văn phòng Chính phủ", "2024-01-02", "KẾT LUẬN CỦA CHỦ TỊCH VĂN MẪU"),
            "Thông báo số 6/TB-VPCP ngày 02/01/2024 của Văn phòng Chính phủ",
        ),
    ],
)
def test_a_reference_is_full_and_what_is_not_known_stays_open(source, said):
    assert reference(source).replace("05/03/", "05/3/") == said


def test_titles_of_the_kinds():
    material = Material(None, None, (), (topic("9. Tổ chức Tháng Công nhân."),), 2026)
    assert topic_title("cong_van", material) == "tổ chức Tháng Công nhân"
    assert topic_title("ke_hoach", material) == "Tổ chức Tháng Công nhân"
    assert topic_title("bao_cao", material) == "Kết quả thực hiện nhiệm vụ tổ chức Tháng Công nhân"
    asked = Material(None, None, (), (Topic("", "phòng chống ma túy", None),), 2026)
    assert topic_title("cong_van", asked) == "triển khai nội dung về phòng chống ma túy"


@pytest.mark.parametrize(
    ("unit", "said"), [("Mục I. NỘI DUNG", "Mục I"), ("nhiệm vụ 5. Sở Nội vụ", "nhiệm vụ 5"), ("BIỂU MẪU", "phụ lục")]
)
def test_a_unit_is_called_by_its_number(unit, said):
    assert small_unit(unit) == said


def test_the_number_stays_blank():
    office = Office("Cơ quan", symbol="LĐLĐ", unit="TGNC")
    assert number_line("cong_van", office) == "Số:      /LĐLĐ-TGNC"
    assert number_line("ke_hoach", office) == "Số:      /KH-LĐLĐ"
    assert number_line("bao_cao", Office("")) == "Số:      /BC-[ký hiệu]"


# --- excerpts ---------------------------------------------------------------------------------------------------------


def hit(text):
    card = DocumentCard("b" * 16, "1/KH-A", "kế hoạch", "Mẫu", "2024-01-01", "Cơ quan", "/a")
    return Hit(1, 1.0, card, PassageView(100, 100 + len(text), text, None, "", 2), Why(False, 1, 1))


TASK = "Tổ chức Tháng Công nhân gắn với Tháng hành động về an toàn, vệ sinh lao động."


def test_the_sentence_that_bears_on_the_task_is_taken_whole_and_verbatim():
    wanted = "Treo băng rôn hưởng ứng Tháng hành động về an toàn, vệ sinh lao động tại nơi làm việc."
    text = f"a) Kinh phí do đơn vị tự bảo đảm theo quy định hiện hành. b) {wanted}"
    evidence = best_excerpt(hit(text), TASK)
    assert evidence.text == wanted
    assert text[evidence.start - 100 : evidence.end - 100] == evidence.text
    assert evidence.page == 2
    assert relevance(evidence, TASK) > 30


@pytest.mark.parametrize(
    "text",
    [
        "Các cấp công đoàn tổ chức tuyên truyền, vận động cán bộ, đoàn viên, người lao động tích cực tham gia.",
        "STT | Tháng hành động về an toàn, vệ sinh lao động | Ban Chính sách | 01 | 2024",
        "Căn cứ Kế hoạch Tháng hành động về an toàn, vệ sinh lao động của Tổng Liên đoàn;",
        "về Tháng hành động về an toàn, vệ sinh lao động và các nội dung liên quan khác của đơn vị.",
    ],
)
def test_stock_phrases_tables_bases_and_pieces_of_sentences_are_not_quoted(text):
    assert best_excerpt(hit(text), TASK) is None


@pytest.mark.parametrize(
    ("between", "together"),
    [(" ", True), ("\n", False), (" Các đơn vị " + "phối hợp " * 8 + "kịp thời. ", False)],
)
def test_two_short_sentences_of_one_paragraph_are_quoted_together(between, together):
    first = "Công đoàn cơ sở treo băng rôn trong Tháng hành động."
    second = "Nơi làm việc phải bảo đảm an toàn, vệ sinh lao động."
    text = first + between + second
    assert best_excerpt(hit(text), TASK).text == (text if together else second)


def test_a_passage_that_a_person_chose_is_quoted_even_so():
    text = "Các cấp công đoàn tổ chức tuyên truyền, vận động cán bộ, đoàn viên, người lao động tích cực tham gia."
    assert best_excerpt(hit(text), TASK, whatever=True).text == text


# --- drafts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tasks", [("2",), ("9",), ("14",), ("2", "9", "14")])
def test_every_paragraph_stands_on_the_sources_it_names(archive, kind, tasks):
    library, directive = archive
    draft = library.drafts.make(DraftRequest(kind, directive, tasks))
    texts = {card.id: library.document(card.id).text for card in library.documents()}
    used = {}
    for paragraph in paragraphs(draft):
        assert paragraph.origin in ("quoted", "fixed")
        for evidence in paragraph.sources:
            assert texts[evidence.document][evidence.start : evidence.end] == evidence.text
            used[evidence.document] = used.get(evidence.document, 0) + 1
        if paragraph.origin == "quoted":
            (evidence,) = paragraph.sources
            words = one_line(evidence.text).lstrip("0123456789.-– ").rstrip(".;,")
            assert words in paragraph.text or paragraph.text.lstrip("- ").rstrip(".;") in words
    assert used[directive] >= 1
    assert directive in {source.document for source in draft.sources}
    assert {source.document for source in draft.sources} >= {d for d in used if d != directive}


@pytest.mark.parametrize("kind", KINDS)
def test_the_check_finds_no_error_in_what_was_put_together(archive, kind):
    library, directive = archive
    draft = library.drafts.make(DraftRequest(kind, directive, ("2", "9", "14")))
    assert [f.message for f in draft.findings if f.severity == "error"] == []
    assert not any(f.kind in ("own_number", "quotation") for f in draft.findings)


def test_the_bases_are_those_of_directive_and_task_each_in_full_the_last_the_directive(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("ke_hoach", directive, ("14",)))
    lines = [basis.text for basis in draft.bases]
    assert any("Kế hoạch số 188-KH/BTGTU ngày 20/12/2023 của Ban Tuyên giáo Tỉnh ủy" in line for line in lines)
    assert any("Kế hoạch số 03/KH-BCĐ ngày 05/01/2024" in line for line in lines)
    assert any("Công văn số 482/TLĐ-TG ngày 17/01/2024 của Tổng Liên đoàn Lao động Việt Nam" in line for line in lines)
    assert "[số" in lines[-1] and "định hướng nhiệm vụ công tác tuyên giáo" in lines[-1]
    assert all(line.endswith(";") for line in lines[:-1]) and lines[-1].endswith(".")
    assert all(line.startswith(("Căn cứ ", "Thực hiện ")) for line in lines)
    assert len({line.split(" ngày ")[0] for line in lines}) == len(lines)


def test_what_only_people_know_is_a_placeholder_and_is_said(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("bao_cao", directive, ("9",)))
    results = [p.text for p in paragraphs(draft) if "Kết quả đạt được" in p.text]
    assert results == ["Kết quả đạt được: [việc đã làm; số liệu; so với yêu cầu và cùng kỳ]."]
    assert any("ngoặc vuông" in note for note in draft.notes)


def test_an_incomplete_number_is_left_out_of_the_bases_and_told(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("ke_hoach", directive, ("15",)))
    assert not any("11-NQ" in basis.text for basis in draft.bases)
    assert any("11-NQ" in note for note in draft.notes)


def test_a_query_makes_a_draft_too(archive):
    library, _ = archive
    draft = library.drafts.make(DraftRequest("de_cuong", query="phòng, chống ma túy trong công nhân, lao động"))
    assert draft.title == "Phòng, chống ma túy trong công nhân, lao động"
    assert draft.bases == ()
    quoted = [p for p in paragraphs(draft) if p.origin == "quoted"]
    assert quoted and all("ma túy" in p.sources[0].text for p in quoted)


def test_chosen_passages_are_quoted_in_their_order(archive):
    library, directive = archive
    hits = library.search("Tháng Công nhân", k=4).hits
    chosen = (hits[2], hits[0])
    draft = library.drafts.make(DraftRequest("ban_tin", directive, ("9",), passages=chosen))
    quoted = [p.sources[0] for p in paragraphs(draft) if p.origin == "quoted"][1:]
    assert [e.document for e in quoted] == [h.document.id for h in chosen]
    assert all(h.passage.start <= e.start and e.end <= h.passage.end for e, h in zip(quoted, chosen, strict=True))


def test_nothing_to_write_about_is_told(archive):
    library, directive = archive
    with pytest.raises(BadRequest, match="Chưa biết soạn về việc gì"):
        library.drafts.make(DraftRequest("slide"))
    with pytest.raises(UnknownDocument, match="không có nhiệm vụ số 99"):
        library.drafts.make(DraftRequest("slide", directive, ("99",)))
    assert kind_of("Ke-Hoach") == "ke_hoach"
    with pytest.raises(BadRequest, match="không có loại dự thảo|Không có loại dự thảo"):
        kind_of("tho")


# --- prose of a generator ---------------------------------------------------------------------------------------------


def test_prose_takes_the_place_of_quotations_and_what_is_not_supported_stands_apart(archive):
    library, directive = archive

    def compose(order, evidence):
        assert "tháng công nhân" in order.lower() and evidence[0].document == directive
        return (
            AnswerSentence("Câu có nguồn.", (0,)),
            AnswerSentence("Câu nữa cũng có nguồn.", (1,)),
            AnswerSentence("Có 5.000 người dự.", (0,), "nguồn không có số 5.000"),
            AnswerSentence("Câu không dẫn nguồn.", ()),
        )

    draft = library.drafts.make(DraftRequest("ke_hoach", directive, ("9",)), compose)
    made = [p for p in paragraphs(draft) if p.origin == "generated"]
    assert [(p.text, p.problem) for p in made] == [
        ("Câu có nguồn. Câu nữa cũng có nguồn.", ""),
        ("Có 5.000 người dự.", "nguồn không có số 5.000"),
        ("Câu không dẫn nguồn.", "câu này không dẫn nguồn nào"),
    ]
    assert len(made[0].sources) == 2
    assert [p.origin for p in paragraphs(draft)].count("quoted") == 1


def test_marks_beyond_the_evidence_are_no_source():
    assert composed([AnswerSentence("Câu.", (7,))], [])[0].problem


# --- text, places, editing --------------------------------------------------------------------------------------------


def test_findings_are_told_at_their_paragraph(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("cong_van", directive, ("2",)))
    at = next(i for i, section in enumerate(draft.sections) if section.heading == "1. Nội dung")
    wrong = DraftParagraph("Thực hiện Nghị quyết số 35/NQ-TW ngày 22/10/2019 của Bộ Chính trị.", "edited")
    changed = library.drafts.checked(with_paragraphs(draft, at, [wrong]))
    kinds = {f.kind for f in library.drafts.findings(changed, at, 0)}
    assert "wrong_form" in kinds or "wrong_date" in kinds
    for finding in changed.findings:
        assert lay_out(changed).text[finding.start : finding.end] == finding.text


def test_places_slice_the_text(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("slide", directive, ("9",)))
    laid = lay_out(draft)
    for place in laid.places:
        held = draft.bases if place.section is None else draft.sections[place.section].paragraphs
        assert laid.text[place.start : place.end] == " ".join(held[place.paragraph].text.split())


def test_a_passage_is_swapped_for_another(archive):
    library, directive = archive
    request = DraftRequest("ban_tin", directive, ("9",))
    draft = library.drafts.make(request)
    other = library.drafts.hits(request)[-1]
    paragraph, source = library.drafts.quoted(draft, other, "Tháng Công nhân")
    assert paragraph.sources[0].document == other.document.id == source.document
    assert source.reference in paragraph.text
    at = next(i for i, s in enumerate(draft.sections) if any(p.origin == "quoted" for p in s.paragraphs))
    swapped = with_quote(draft, at, 1, paragraph, source)
    assert swapped.sections[at].paragraphs[1] == paragraph and source in swapped.sources
    assert swapped.findings is None


def test_a_person_edits_takes_out_and_answers_for_paragraphs(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("cong_van", directive, ("9",)))
    doubtful = DraftParagraph("Có 5.000 người dự.", "generated", (), "nguồn không có số này")
    draft = with_paragraphs(draft, 0, [*draft.sections[0].paragraphs, doubtful])
    edited = with_text(draft, 0, 1, "Có 500 người dự.").sections[0].paragraphs[1]
    assert (edited.text, edited.origin, edited.problem) == ("Có 500 người dự.", "edited", "nguồn không có số này")
    assert verified(draft, 0, 1).sections[0].paragraphs[1].problem == ""
    assert len(with_text(draft, 0, 1, "  ").sections[0].paragraphs) == 1
    assert with_text(draft, 0, 0, draft.sections[0].paragraphs[0].text).sections == draft.sections


# --- keeping ----------------------------------------------------------------------------------------------------------


def test_drafts_are_kept_with_all_their_versions(archive):
    library, directive = archive
    draft = library.drafts.make(DraftRequest("ke_hoach", directive, ("9",)))
    first = library.drafts.save(draft)
    assert (first.version, first.versions, first.kind, first.title) == (1, 1, "ke_hoach", draft.title)
    assert library.drafts.save(draft, first.id).version == 1  # nothing has changed
    renamed = replace(draft, title="Tên khác")
    second = library.drafts.save(renamed, first.id, "sửa tên")
    assert (second.id, second.version, second.versions, second.note) == (first.id, 2, 2, "sửa tên")
    assert library.drafts.open(first.id) == replace(renamed, findings=library.drafts.open(first.id).findings)
    assert library.drafts.open(first.id, 1).title == draft.title
    assert [v.version for v in library.drafts.versions(first.id)] == [2, 1]
    assert library.drafts.kept()[0] == second
    generation = library.db.generation()
    library.drafts.remove(first.id)
    assert library.db.generation() == generation
    assert first.id not in [v.id for v in library.drafts.kept()]
    with pytest.raises(UnknownDocument, match="Không có bản dự thảo"):
        library.drafts.open(first.id)
    with pytest.raises(UnknownDocument, match="Không có bản dự thảo"):
        library.drafts.save(draft, first.id)


def test_a_quote_with_marks_of_its_own_gets_none_around_it():
    from assistant.drafts.phrases import quoted_paragraph

    said = Evidence("b" * 16, 0, 30, "Phát động phong trào “An toàn là trên hết”.")
    source = Source("b" * 16, "1/KH-A", "kế hoạch", "Cơ quan", "2024-01-01", None)
    paragraph = quoted_paragraph(Quote(source, said, "Điều 2 › khoản 1"), "Kế hoạch số 1/KH-A", "- ")
    assert paragraph.text == "- Kế hoạch số 1/KH-A (Điều 2, khoản 1) nêu: Phát động phong trào “An toàn là trên hết”."


@pytest.mark.parametrize(("task", "number"), [("2", "19-CT/TU"), ("9", "12/KH-LĐLĐ"), ("14", "188-KH/BTGTU")])
def test_only_documents_that_are_about_the_task_are_quoted(archive, task, number):
    library, directive = archive
    numbers = {card.id: card.number for card in library.documents()}
    draft = library.drafts.make(DraftRequest("ban_tin", directive, (task,)))
    quoted = {numbers[p.sources[0].document] for p in paragraphs(draft) if p.origin == "quoted"}
    assert quoted == {numbers[directive], number}
