# ruff: noqa: E501 - texts of drafts, a line each
"""The citation check over lists of known documents: what it finds, where, what should stand there; what it lets pass."""

import pytest

from assistant.checks.check import check
from assistant.knowledge import Source
from directives.grounded import Office
from directives.models import DocumentCard, Evidence, LaterAct, Validity
from tests.knowledge import ALL, KH12, ListKnowledge, read

HEADING = """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số:      /KH-LĐLĐ
Sông Ngàn, ngày    tháng 7 năm 2024
KẾ HOẠCH
Tuyên truyền trong công nhân, lao động
"""
FULL35 = "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng của Đảng"


def findings(body, knowledge=None, severities=("error", "warning"), **options):
    """(kind, text, expected) of the findings in a draft with this body, of these severities."""
    options.setdefault("as_of", "2024-07-01")
    report = check(read(f"{HEADING}\n{body}\n"), knowledge or ListKnowledge(*ALL), **options)
    for f in report.findings:
        assert report.text[f.start : f.end] == f.text
        assert f.message[0].isupper() and f.message.endswith(".") and ";" in f.message or ":" in f.message
    return [(f.kind, f.text, f.expected) for f in report.findings if f.severity in severities]


# --- what is right ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        f"Thực hiện {FULL35}, đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới, Liên đoàn xây dựng kế hoạch.",
        f"Thực hiện {FULL35}; các cấp công đoàn quán triệt Nghị quyết 35 và Nghị quyết số 35-NQ/TW.",  # short forms after the full one
        "Thực hiện Nghị quyết số 35‑NQ/TW, ngày 22 tháng 10 năm 2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng của Đảng.",  # Word's own hyphen
        "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của LĐLĐ tỉnh về tổ chức Tháng Công nhân năm 2024.",
        "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 về tổ chức Tháng Công nhân.",  # one's own plan needs no issuer
        "Căn cứ Quyết định số 19/2024/QĐ-UBND ngày 20/6/2024 của UBND tỉnh ban hành Quy chế phối hợp quản lý nhà ở công nhân;",
        "Thực hiện Nghị quyết số 11-NQ/TU ngày 26/8/2021 của Ban Chấp hành Đảng bộ tỉnh về xây dựng và phát triển văn hoá, con người Sông Ngàn.",
        "Căn cứ Luật Công đoàn ngày 20/6/2012; Căn cứ Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;",
        "Kế hoạch này thay thế Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh.",
        "Khẩu hiệu “Đoàn kết, sáng tạo, trách nhiệm, vì đoàn viên và người lao động” được treo tại hội trường.",
    ],
)
def test_correct_drafts_raise_no_alarm(body):
    assert findings(body) == []


# --- facts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (FULL35.replace("22/10/2018", "22/10/2019"), ("wrong_date", "22/10/2019", "22/10/2018")),
        (FULL35.replace("22/10/2018", "22 tháng 11 năm 2018"), ("wrong_date", "22 tháng 11 năm 2018", "22 tháng 10 năm 2018")),
        (FULL35.replace("Bộ Chính trị", "Ban Bí thư"), ("wrong_issuer", "Ban Bí thư", "Bộ Chính trị")),
        (FULL35.replace("Nghị quyết", "Chỉ thị"), ("wrong_type", "Chỉ thị", "Nghị quyết")),
        (FULL35.replace("tư tưởng", "chính trị"), ("wrong_title", "về tăng cường bảo vệ nền tảng chính trị của Đảng", "về tăng cường bảo vệ nền tảng tư tưởng của Đảng")),
        ("Theo kế hoạch số 12/KH-LĐLĐ ngày 04/03/2023 của Liên đoàn Lao động tỉnh.", ("wrong_date", "04/03/2023", "04/03/2024")),
        ("Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Sở Nội vụ.", ("wrong_issuer", "Sở Nội vụ", "Liên đoàn Lao động tỉnh Sông Ngàn")),
        ("Theo Luật Việc làm số 12/2012/QH13 ngày 20/6/2012.", ("wrong_title", "Việc làm", "Công đoàn")),
        ("Theo Bộ luật Công đoàn số 12/2012/QH13 ngày 20/6/2012.", ("wrong_type", "Bộ luật", "Luật")),
        ("Theo Luật Công đoàn năm 2013 và các văn bản hướng dẫn.", ("wrong_date", "2013", "2012")),
    ],
)
def test_a_wrong_fact_is_named_with_the_right_one(body, found):
    assert found in findings(f"Thực hiện {body}" if body.startswith(("Nghị", "Chỉ")) else body)


def test_a_date_shared_by_a_list_is_wrong_once_where_it_stands():
    known = ListKnowledge(
        Source("a", "246-KH/TU", "kế hoạch", "TỈNH ỦY SÔNG NGÀN", "2024-01-22", None),
        Source("b", "247-KH/TU", "kế hoạch", "TỈNH ỦY SÔNG NGÀN", "2024-01-22", None),
    )
    body = "Theo Kế hoạch số 246-KH/TU và 247-KH/TU, ngày 22/01/2023 của Tỉnh ủy."
    assert set(findings(body, known)) == {("wrong_date", "22/01/2023", "22/01/2024")}


def test_two_faults_of_one_citation_are_both_named():
    body = "Thực hiện Chỉ thị số 35-NQ/TW ngày 23/10/2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng của Đảng."
    assert {kind for kind, *_ in findings(body)} == {"wrong_type", "wrong_date"}


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Theo Quyết định số 77/2021/NĐ-CP ngày 01/8/2021 của Chính phủ.", "wrong_type", "Quyết định"),
        ("Theo Nghị định số 77/2021/NĐ-CP ngày 01/8/2022 của Chính phủ.", "wrong_date", "01/8/2022"),
        ("Theo Nghị định số 77/2021/NĐ-CP ngày 01/8/2021 của Bộ Nội vụ.", "wrong_issuer", "Bộ Nội vụ"),
    ],
)
def test_an_unknown_number_can_contradict_itself(body, kind, text):
    assert (kind, text) in [(k, t) for k, t, _ in findings(body)]


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_a_number_nobody_knows():
    assert findings("Theo Kế hoạch số 999/KH-LĐLĐ ngày 01/02/2024 của Liên đoàn Lao động tỉnh.") == [
        ("unknown_number", "999/KH-LĐLĐ", None)
    ]


def test_the_number_of_another_document_where_title_and_date_tell_which_is_meant():
    body = "Theo Kế hoạch số 22/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh về tổ chức Tháng Công nhân năm 2024."
    assert findings(body) == [("unknown_number", "22/KH-LĐLĐ", "12/KH-LĐLĐ")]


def test_a_decree_of_the_same_day_is_no_proof_of_a_slip():
    found = findings("Theo Nghị định số 31/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")
    assert found == [("unknown_number", "31/2020/NĐ-CP", None)]


def test_an_unknown_number_is_named_once():
    body = "Theo Kế hoạch số 999/KH-LĐLĐ ngày 01/02/2024 của Liên đoàn Lao động tỉnh.\n\n1. Kế hoạch số 999/KH-LĐLĐ giao các đơn vị."
    assert [kind for kind, *_ in findings(body)] == ["unknown_number"]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("35/NQ-TW", "35-NQ/TW"),
        ("35/NQ/TW", "35-NQ/TW"),
        ("35-NQ-TW", "35-NQ/TW"),
        ("35-NQ/ТW", "35-NQ/TW"),  # a Cyrillic letter
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("30/2020/NÐ-CP", "30/2020/NĐ-CP"),  # U+00D0
        ("30/2020/NĐCP", "30/2020/NĐ-CP"),
        ("30/NĐ-CP", "30/2020/NĐ-CP"),
        ("12-KH/LĐLĐ", "12/KH-LĐLĐ"),
        ("12/2024/KH-LĐLĐ", "12/KH-LĐLĐ"),
        ("2214/QĐ-TTG", "2214/QĐ-TTg"),
        ("482/TLD-TG", "482/TLĐ-TG"),
        ("72/2025/QH", "72/2025/QH15"),
        ("35-NQ/TƯ", "35-NQ/TW"),
    ],
)
def test_a_number_in_the_wrong_form(written, right):
    kinds = {"NQ": "Nghị quyết", "N": "Nghị định", "KH": "Kế hoạch", "QĐ": "Quyết định", "QH": "Luật"}
    type_ = next((name for mark, name in kinds.items() if f"-{mark}" in written or f"/{mark}" in written), "Công văn")
    dates = {"Nghị quyết": "22/10/2018", "Nghị định": "05/3/2020", "Kế hoạch": "04/3/2024"}
    found = findings(f"Theo {type_} số {written} ngày {dates.get(type_, '17/01/2024')}, các đơn vị thực hiện.")
    assert ("wrong_form", written, right) in found


@pytest.mark.parametrize("number", ["09/2011/TTLT-BNV-BTC", "195-CP", "12/KH-ABC", "07/KH-BCĐ", "01/NQ-BCH", "23/VBHN-VPQH", "03/KH-BCĐ"])
def test_forms_that_nobody_can_judge_are_left_alone(number):
    assert "wrong_form" not in [kind for kind, *_ in findings(f"Theo Văn bản số {number} ngày 01/01/1995.")]


def test_spaces_and_long_dashes_are_remarked_only():
    body = "Thực hiện Nghị quyết số 35 – NQ/TW ngày 22/10/2018 của Bộ Chính trị."
    assert ("wrong_form", "35 – NQ/TW", "35-NQ/TW") in findings(body, severities=("note",))
    assert findings(body) == []


def test_an_abbreviation_that_lost_its_stroke_is_remarked():
    assert ("wrong_form", "TLD", "TLĐ") in findings("Báo cáo Ban Tuyên giáo TLD trước ngày 15/11.", severities=("note",))


# --- short forms ------------------------------------------------------------------------------------------------------


def test_an_incomplete_number_with_the_one_document_it_can_mean():
    assert findings("Thực hiện Nghị quyết 11-NQ, ngày 26/8/2021 của Tỉnh ủy về văn hóa, con người.") == [
        ("incomplete", "11-NQ", "11-NQ/TU")
    ]


def test_an_incomplete_number_that_nobody_knows_is_completed_from_its_issuer():
    assert findings("Thực hiện Nghị quyết 77-NQ, ngày 26/8/2021 của Tỉnh ủy.") == [("incomplete", "77-NQ", "77-NQ/TU")]


def test_a_list_item_without_its_body():
    body = "Theo Nghị quyết số 11-NQ/TU và 12-NQ, ngày 26/8/2021 của Tỉnh ủy."
    assert ("incomplete", "12-NQ", "12-NQ/TU") in findings(body)


def test_ambiguous_numbers_name_their_candidates():
    places = ("HUYỆN THƯỢNG NGÀN", "THỊ XÃ BẾN LAU")
    known = ListKnowledge(*(Source(p, "27/KH-LĐLĐ", "kế hoạch", f"LIÊN ĐOÀN LAO ĐỘNG {p}", "2024-03-04", None) for p in places))
    report = check(read(f"{HEADING}\nTheo Kế hoạch số 27/KH-LĐLĐ ngày 04/3/2024.\n"), known)
    (finding,) = [f for f in report.findings if f.kind == "ambiguous"]
    assert "huyện Thượng Ngàn" in finding.message and "thị xã Bến Lau" in finding.message


def test_said_in_full_once_the_number_alone_means_the_same_later():
    place = "LIÊN ĐOÀN LAO ĐỘNG HUYỆN THƯỢNG NGÀN"
    known = ListKnowledge(KH12, Source("x", "12/KH-LĐLĐ", "kế hoạch", place, "2024-03-04", None))
    body = "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động huyện Thượng Ngàn.\n\n1. Thực hiện Kế hoạch số 12/KH-LĐLĐ."
    assert findings(body, known) == []


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ("Quán triệt Nghị quyết 35 trong các cấp công đoàn.", "Nghị quyết 35", "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị"),
        ("Quán triệt Nghị quyết số 35-NQ/TW.", "Nghị quyết số 35-NQ/TW", "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị"),
        ("Quán triệt Nghị quyết số 35-NQ/TW của Bộ Chính trị.", "Nghị quyết số 35-NQ/TW của Bộ Chính trị", "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị"),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP;", "Nghị định số 30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"),
        ("Theo Kế hoạch số 12/KH-LĐLĐ.", "Kế hoạch số 12/KH-LĐLĐ", "Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024"),
    ],
)
def test_a_first_mention_that_is_not_full(body, text, expected):
    assert findings(body) == [("first_mention", text, expected)]


@pytest.mark.parametrize(
    "body",
    [
        "Quán triệt Nghị quyết số 35-NQ/TW ngày 22/10/2018 ở cơ sở.",  # the date tells which is meant
        "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư;",  # so does the year in the number
        "Theo Nghị định số 1/2019/NĐ-CP ngày 01/01/2019 của Chính phủ (được sửa đổi bởi Nghị định số 30/2020/NĐ-CP).",
    ],
)
def test_a_mention_that_tells_which_document_is_meant_is_remarked_only(body):
    assert "first_mention" in [kind for kind, *_ in findings(body, severities=("note",))]
    assert "first_mention" not in [kind for kind, *_ in findings(body)]


def test_a_short_form_before_the_full_mention():
    report = check(read(f"{HEADING}\n1. Quán triệt Nghị quyết số 35-NQ/TW.\n\n2. Thực hiện {FULL35}.\n"), ListKnowledge(*ALL))
    (finding,) = [f for f in report.findings if f.kind == "first_mention"]
    assert "phần sau mới ghi đủ" in finding.message


def test_a_missing_title_is_remarked_only():
    body = "Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị."
    assert findings(body) == []
    found = findings(body, severities=("note",))
    assert ("first_mention", "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị", FULL35 + ", đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới") in found


def test_documents_in_the_title_of_another_need_no_full_mention():
    known = ListKnowledge(*ALL, Source(None, "01-KL/TW", "kết luận", "Bộ Chính trị", "2021-05-18", "về tiếp tục thực hiện Nghị quyết số 35-NQ/TW"))
    body = "Theo Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Nghị quyết số 35-NQ/TW."
    assert findings(body, known) == []


# --- force ------------------------------------------------------------------------------------------------------------


def act(relation, state, partial=False):
    card = DocumentCard("kh22", "22/KH-LĐLĐ", "kế hoạch", "Mới", "2024-03-29", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "")
    evidence = Evidence("kh22", 10, 20, "thay thế Kế hoạch", 1)
    return {"kh12": Validity(state, "2024-07-01", (LaterAct(relation, card, partial, evidence),))}


OF12 = "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh"


@pytest.mark.parametrize(
    ("relation", "state", "kind", "severity", "expected"),
    [
        ("thay_the", "replaced", "superseded", "warning", "22/KH-LĐLĐ"),
        ("bai_bo", "repealed", "repealed", "warning", None),
        ("sua_doi_bo_sung", "amended", "amended", "note", None),
    ],
)
def test_what_later_documents_did(relation, state, kind, severity, expected):
    report = check(read(f"{HEADING}\n{OF12}.\n"), ListKnowledge(*ALL, validities=act(relation, state)), as_of="2024-07-01")
    (finding,) = [f for f in report.findings if f.kind == kind]
    assert (finding.severity, finding.text, finding.expected) == (severity, "12/KH-LĐLĐ", expected)
    assert "22/KH-LĐLĐ" in finding.message and "01/7/2024" in finding.message
    assert finding.evidence == Evidence("kh22", 10, 20, "thay thế Kế hoạch", 1)


@pytest.mark.parametrize(
    "body",
    [
        "Kế hoạch này thay thế Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024.",
        f"{OF12} (đã được thay thế bởi Kế hoạch số 22/KH-LĐLĐ ngày 29/3/2024).",
    ],
)
def test_where_the_text_itself_says_so_there_is_nothing_to_warn_of(body):
    known = ListKnowledge(*ALL, validities=act("thay_the", "replaced"))
    assert "superseded" not in [kind for kind, *_ in findings(body, known)]


@pytest.mark.parametrize(("as_of", "severity"), [("2024-07-01", None), ("2025-01-01", "note"), ("2026-01-01", "warning")])
def test_a_newer_law_of_the_same_name(as_of, severity):
    text = f"{HEADING}\nCăn cứ Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012;\n"
    report = check(read(text), ListKnowledge(*ALL), as_of=as_of)
    found = [f for f in report.findings if f.kind == "superseded"]
    assert [f.severity for f in found] == ([severity] if severity else [])
    assert all("50/2024/QH15" in f.message for f in found)


def test_what_only_the_catalogue_knows_is_remarked_once():
    body = f"Thực hiện {FULL35}.\n\n1. Nghị quyết số 35-NQ/TW được quán triệt."
    assert [k for k, *_ in findings(body, severities=("note",))].count("not_held") == 1


# --- quotations -------------------------------------------------------------------------------------------------------

SAID = "Mỗi công đoàn cơ sở tổ chức ít nhất một buổi đối thoại giữa công nhân với người sử dụng lao động trong tháng Năm."


def quoting(words, **texts):
    known = ListKnowledge(*ALL, texts={"kh12": f"I. NỘI DUNG\n{SAID}\nII. KINH PHÍ\nTự cân đối.", **texts})
    return findings(f"{OF12} nêu rõ: “{words}”.", known)


def test_verbatim_quotations_pass():
    assert quoting(SAID.rstrip(".")) == []
    assert quoting("Mỗi công đoàn cơ sở tổ chức … đối thoại giữa công nhân với người sử dụng lao động") == []
    assert quoting(SAID.upper().rstrip(".")) == []


def test_a_word_changed_in_a_quotation_is_shown_with_the_right_one():
    wrong = SAID.replace("ít nhất một", "không quá một").rstrip(".")
    assert quoting(wrong) == [("quotation", wrong, SAID.rstrip("."))]


def test_a_quotation_has_its_place_in_the_source():
    wrong = SAID.replace("ít nhất một", "không quá một").rstrip(".")
    text = f"I. NỘI DUNG\n{SAID}\n"
    report = check(read(f"{HEADING}\n{OF12} nêu rõ: “{wrong}”.\n"), ListKnowledge(*ALL, texts={"kh12": text}))
    (finding,) = [f for f in report.findings if f.kind == "quotation"]
    evidence = finding.evidence
    assert evidence.document == "kh12"
    assert text[evidence.start : evidence.end] == evidence.text == SAID.rstrip(".")
    assert "“không quá” → “ít nhất”" in finding.message


def test_words_that_the_named_document_does_not_have():
    words = "Ngân sách tỉnh bảo đảm toàn bộ kinh phí xây dựng nhà ở cho công nhân khu công nghiệp"
    assert [(k, t) for k, t, _ in quoting(words)] == [("quotation", words)]


def test_new_wording_of_an_amending_act_is_no_quotation():
    known = ListKnowledge(*ALL, texts={"kh12": SAID})
    wrong = SAID.replace("ít nhất một", "không quá hai").rstrip(".")
    body = f"Sửa đổi mục I Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh như sau: “{wrong}”."
    assert "quotation" not in [kind for kind, *_ in findings(body, known)]


# --- bases and the own number -----------------------------------------------------------------------------------------

LAW = "Căn cứ Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012;"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;"
LOCAL = "Căn cứ Quyết định số 19/2024/QĐ-UBND ngày 20/6/2024 của Ủy ban nhân dân tỉnh ban hành Quy chế phối hợp quản lý nhà ở công nhân;"
PARTY = f"Căn cứ {FULL35};"


@pytest.mark.parametrize(
    ("lines", "misplaced"),
    [
        ([LAW, DECREE, LOCAL], []),
        ([PARTY, LAW, DECREE], []),
        ([LAW, PARTY, DECREE], []),  # no rule says how Party and State stand to each other
        ([DECREE, LAW, LOCAL], ["Luật Công đoàn số 12/2012/QH13"]),
        ([LOCAL, DECREE, LAW], ["Nghị định số 30/2020/NĐ-CP", "Luật Công đoàn số 12/2012/QH13"]),
        (["Căn cứ Quyết định số 19/2024/QĐ-UBND ngày 20/6/2024 của Ủy ban nhân dân tỉnh quy định chức năng, nhiệm vụ của Sở;", LAW], []),
    ],
)
def test_order_of_the_bases(lines, misplaced):
    found = findings("\n".join(lines))
    assert [text for kind, text, _ in found if kind == "basis_order"] == misplaced


OWN = Office("Liên đoàn Lao động tỉnh Sông Ngàn", symbol="LĐLĐ")


@pytest.mark.parametrize(
    ("number", "office", "held", "severity"),
    [
        ("45/KH-LĐLĐ", OWN, False, "warning"),
        ("45/KH-LĐLĐ", None, False, "note"),  # nobody said whose office this is
        ("45/KH-LĐLĐ", Office("Sở Nội vụ tỉnh Sông Ngàn"), False, None),
        ("45/KH-LĐLĐ", OWN, True, None),  # an issued document
        ("     /KH-LĐLĐ", OWN, False, None),
    ],
)
def test_the_own_number(number, office, held, severity):
    text = HEADING.replace("     /KH-LĐLĐ", number)
    report = check(read(text + "\nCác đơn vị thực hiện.\n"), ListKnowledge(), office, held=held)
    found = [f for f in report.findings if f.kind == "own_number"]
    assert [(f.severity, f.text, f.expected) for f in found] == ([(severity, number, "     /KH-LĐLĐ")] if severity else [])


def test_a_draft_without_a_heading_is_of_the_office_of_the_settings():
    text = "Theo Kế hoạch số 12/KH-LĐLĐ ngày 04/3/2024 của Liên đoàn Lao động tỉnh về tổ chức Tháng Công nhân năm 2024."
    assert check(read(text), ListKnowledge(*ALL), OWN).findings == ()


def test_findings_stand_in_reading_order_each_once():
    body = f"Theo Luật Việc làm số 12/2012/QH13.\n\n1. Chỉ thị số 35/NQ-TW ngày 22/10/2019.\n\n2. {OF12.replace('04', '05')}."
    report = check(read(f"{HEADING}\n{body}\n"), ListKnowledge(*ALL))
    assert list(report.findings) == sorted(set(report.findings), key=report.findings.index)
    starts = [f.start for f in report.findings]
    assert starts == sorted(starts)
    assert [c.citation.text for c in report.citations] == [c.text for c in read(f"{HEADING}\n{body}\n").citations]


# --- what stands for a number or a date and is none ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Nghị quyết số 35.NQ/TW", "35-NQ/TW"),
        ("Nghị quyết số 35_NQ/TW", "35-NQ/TW"),
        ("Nghị quyết số NQ-35/TW", "35-NQ/TW"),
        ("Nghị quyết số 35-nq/tw", "35-NQ/TW"),
        ("Nghị quyết số 35-NQ/TW/2018", "35-NQ/TW"),
        ("Kế hoạch số 12/LĐLĐ-KH", "12/KH-LĐLĐ"),
        ("Quyết định số 2214/TTg-QĐ", "2214/QĐ-TTg"),
    ],
)
def test_numbers_out_of_all_order(written, right):
    found = findings(f"Theo {written}, các cấp công đoàn thực hiện.")
    assert ("wrong_form", written.split(" số ")[1], right) in found


@pytest.mark.parametrize("words", ["Kế hoạch số 05/2024", "Hợp đồng số 12/HĐ/LĐLĐ.1", "Kế hoạch năm 2024-2025", "Quyết định và/hoặc Kế hoạch"])
def test_what_is_no_number_is_left_alone(words):
    assert "wrong_form" not in [kind for kind, *_ in findings(f"Theo {words} của đơn vị.")]


@pytest.mark.parametrize(
    ("written", "right"),
    [("31/02/2018", "22/10/2018"), ("22 tháng 13 năm 2018", "22 tháng 10 năm 2018"), ("22/10/18", "22/10/2018")],
)
def test_a_date_that_is_none(written, right):
    assert findings(FULL35.replace("22/10/2018", written)) == [("wrong_date", written, right)]


def test_the_body_in_the_symbol_is_wrong():
    body = "Thực hiện Nghị quyết số 35-NQ/TU ngày 22/10/2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng của Đảng."
    assert findings(body) == [("unknown_number", "35-NQ/TU", "35-NQ/TW")]


def test_a_number_changed_in_an_unattributed_quotation_is_found():
    known = ListKnowledge(*ALL, texts={"kh12": SAID})
    wrong = SAID.replace("một buổi đối thoại", "hai buổi đối thoại").rstrip(".")
    report = check(read(f"{HEADING}\nLiên đoàn nêu rõ: “{wrong}”.\n"), known)
    assert [f.severity for f in report.findings if f.kind == "quotation"] == ["warning"]


@pytest.mark.parametrize(
    "text",
    ["Căn cứ Luật Công đoàn;\n" * 4_000, "số 12/KH-LĐLĐ ngày 1/1/2024 " * 2_000, "a" + "“" * 100_000, 'b"' * 50_001, "Kế hoạch số 1/2/3-a.b_c " * 4_000],
)
def test_time_grows_with_the_length_only(text):
    report = check(read(text), ListKnowledge(*ALL))
    assert report.text == text


@pytest.mark.parametrize(("after", "found"), [("", 1), (' và "một', 0)])
def test_straight_marks_are_quotations_where_each_has_its_other(after, found):
    wrong = SAID.replace("ít nhất một", "không quá một").rstrip(".")
    known = ListKnowledge(*ALL, texts={"kh12": SAID})
    kinds = [kind for kind, *_ in findings(f'{OF12} nêu rõ: "{wrong}"{after}.', known)]
    assert kinds.count("quotation") == found
