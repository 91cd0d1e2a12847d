"""PDF files: two readers, pages, scans, locked and broken files."""

import io

import pypdf
import pytest

from directives.errors import UnreadableFile
from directives.syllables import quality
from directives.text import canonical
from ingest import ocr
from ingest import pdf as subject
from ingest.options import Options
from ingest.pdf import extract_pdf
from ingest.printed import Chars
from tests.pdfs import column, pdf

FULL = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và các quy định của pháp luật về công tác tuyên truyền trong đoàn viên"
)
HEADING = [
    (95, 790, "LIÊN ĐOÀN LAO ĐỘNG"),
    (110, 774, "TỈNH SÔNG NGÀN"),
    (300, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (340, 774, "Độc lập - Tự do - Hạnh phúc"),
]


NO_OCR = Options("never")


def reason(data):
    with pytest.raises(UnreadableFile) as caught:
        extract_pdf(data, NO_OCR)
    return str(caught.value)


def test_pages_paragraphs_and_columns():
    first = [*HEADING, *column(f"{FULL}.\n1. {FULL};\n2. {FULL}.\n3. {FULL}.", top=700, indent=5), (295, 40, "1")]
    second = [(295, 800, "2"), *column(f"Điều 4. {FULL}.\nĐiều 5. {FULL}.", top=770, indent=5)]
    content = extract_pdf(pdf([first, second]))
    assert content.text.split("\n") == [
        "LIÊN ĐOÀN LAO ĐỘNG",
        "TỈNH SÔNG NGÀN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{FULL}.",
        f"1. {FULL};",
        f"2. {FULL}.",
        f"3. {FULL}.",
        f"Điều 4. {FULL}.",
        f"Điều 5. {FULL}.",
    ]
    assert content.pages == (0, content.text.index("Điều 4"))
    assert content.warnings == ()


def test_a_sentence_that_goes_on_in_the_next_column_is_whole():
    above = column(f"{FULL}.\n{FULL}.", indent=5)
    words = "Các đơn vị báo cáo kết quả thực hiện kế hoạch về Liên đoàn Lao động tỉnh trước ngày cuối của"
    left = column(words, width=30, top=500)
    right = [(320, 500, "tháng 6 năm 2024."), (320, 466, "Văn phòng theo dõi.")]
    text = extract_pdf(pdf([[*above, *left, *right]])).text
    assert text.split("\n")[2:] == [f"{words} tháng 6 năm 2024.", "Văn phòng theo dõi."]


def test_a_motto_broken_in_its_narrow_column_is_whole():
    head = ["CÔNG ĐOÀN TỈNH SÔNG NGÀN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "Độc lập - Tự do -", "Hạnh phúc"]
    lines = [(300, 780 - 17 * i, text) for i, text in enumerate(head)]
    text = extract_pdf(pdf([[*lines, *column(f"{FULL}.", top=600)]])).text
    assert text.split("\n")[:3] == [
        "CÔNG ĐOÀN TỈNH SÔNG NGÀN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_paragraph_that_goes_on_overleaf_is_one_and_the_page_begins_inside_it():
    lines = column(f"{FULL}.\n{FULL}.\n{FULL}.\n{FULL}.", indent=5)
    cut = len(lines) - 1
    content = extract_pdf(pdf([lines[:cut], [(left, 780, text) for left, _, text in lines[cut:]]]))
    assert content.text.split("\n") == [f"{FULL}."] * 4
    assert content.text[content.pages[1] :] == lines[-1][2]


def test_a_footnote_keeps_its_page_and_leaves_the_paragraph_whole():
    lines = column(f"{FULL}.\n{FULL}.\n{FULL}.\n{FULL}.", indent=5)
    first = [*lines[:-1], (85, 60, "~1 Kết luận số 10/KL-TT của Thanh tra tỉnh.")]
    content = extract_pdf(pdf([first, [(lines[-1][0], 780, lines[-1][2])]]))
    assert content.text.split("\n") == [f"{FULL}."] * 3 + ["1 Kết luận số 10/KL-TT của Thanh tra tỉnh.", f"{FULL}."]


def test_the_raised_mark_of_a_note_is_no_part_of_the_number_before_it():
    line = "Căn cứ Nghị định số 30/2020/NĐ-CP"
    after = 85 + 6.5 * len(line)  # every letter is half as wide as it is high
    page = [
        (85, 780, line), (after, 785, "~1"), (after + 4.5, 780, ", nhà rộng 70 m"), (after + 102, 785, "~2"),
        *column(f"{FULL}.\n{FULL}.\n{FULL}.", indent=5, top=740),
        (85, 60, "~1 Nghị định về công tác văn thư."), (85, 48, "~2 Theo số liệu của các đơn vị."),
    ]  # fmt: skip
    text = extract_pdf(pdf([page])).text
    assert "30/2020/NĐ-CP[1]" in text and "70 m2" in text
    without = extract_pdf(pdf([page[:-2]])).text
    assert "[" not in without


def test_text_is_canonical():
    decomposed = "Quyết định về hoà bình".replace("à", "à").replace("ế", "ế")
    text = extract_pdf(pdf([column(decomposed)])).text
    assert text == canonical(text) == "Quyết định về hoà bình"


@pytest.mark.parametrize("failing", ["_pypdf_text", "pdfium_chars"])
def test_one_reader_is_enough(monkeypatch, failing):
    empty = Chars() if failing == "pdfium_chars" else ""
    monkeypatch.setattr(subject, failing, lambda *_: empty)
    assert extract_pdf(pdf([column(f"{FULL}.\n1. {FULL}.", indent=5)])).text == f"{FULL}.\n1. {FULL}."


def test_the_reading_that_is_more_vietnamese_is_taken(monkeypatch):
    monkeypatch.setattr(subject, "_pypdf_text", lambda page: "C ă n c ứ L u ậ t T ổ ch ứ c ch í nh quy ề n " * 3)
    assert extract_pdf(pdf([column(FULL)])).text == FULL


def test_the_fuller_reading_is_taken(monkeypatch):
    monkeypatch.setattr(subject, "_pypdf_text", lambda page: "Căn cứ Luật")
    assert extract_pdf(pdf([column(FULL)])).text == FULL


def test_a_line_that_a_reader_ran_together_is_parted_again(monkeypatch):
    body = column(f"{FULL}.\n{FULL}.\n{FULL}.")
    notes = ["2 Kết luận số 10/KL-TT ngày 09/9/2025.", "3 Kết luận số 11/KL-TT ngày 10/9/2025."]
    read = "\n".join([*(text for _, _, text in body), "".join(notes)])
    monkeypatch.setattr(subject, "_pypdf_text", lambda page: read)
    placed = [*body, (85, 400, notes[0]), (85, 386, notes[1])]
    assert extract_pdf(pdf([placed])).text.split("\n") == [f"{FULL}."] * 3 + notes


def test_a_scan_is_told_with_its_remedy():
    assert "bản quét" in reason(pdf([[], []], image_on=[0, 1]))
    assert "bản quét" in reason(pdf([[(60, 60, "Người ký: Văn phòng")], []], image_on=[0, 1]))


def test_single_pages_without_text_are_warned_of():
    content = extract_pdf(pdf([column(FULL), [], column(FULL)], image_on=[1]), NO_OCR)
    assert content.warnings == ("Trang 2 chỉ có ảnh, không có lớp chữ nên chưa đọc được.",)
    assert len(content.pages) == 3


def test_legacy_letters_come_back_in_unicode():
    data = pdf([column("Uû ban nh©n d©n tØnh céng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp tù do")])
    assert extract_pdf(data).text.strip() == "Uỷ ban nhân dân tỉnh cộng hòa xã hội chủ nghĩa Việt Nam độc lập tự do"


@pytest.mark.parametrize("method", ["RC4-128", "AES-256"])
def test_a_locked_file_is_told(method):
    locked = _encrypted(method, "bí mật")
    if locked is not None:
        assert "mật khẩu" in reason(locked)


def test_a_file_locked_only_against_changes_is_read():
    data = _encrypted("RC4-128", "")
    assert data is not None and extract_pdf(data).text == FULL


def _encrypted(method: str, password: str) -> bytes | None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([column(FULL)])))
    try:
        writer.encrypt(password, "chủ", algorithm=method)
        out = io.BytesIO()
        writer.write(out)
    except pypdf.errors.DependencyError:  # AES needs a further package that the product does without
        return None
    return out.getvalue()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 50, b"x" * 3000])
def test_a_broken_file_is_told(data):
    assert "bị hỏng" in reason(data)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_truncated_file_gives_its_text_or_a_reason(share):
    data = pdf([column(FULL)] * 5)
    try:
        text = extract_pdf(data[: int(len(data) * share)]).text
    except UnreadableFile as error:
        assert "hãy" in str(error).lower()
    else:
        assert set(text.split("\n")) == {FULL}


def test_a_page_tree_that_bites_its_tail_ends():
    data = pdf([column(FULL)]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(UnreadableFile):
        extract_pdf(data)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(subject, "MAX_PAGES", 2)
    assert "có 3 trang, vượt giới hạn 2" in reason(pdf([column("x")] * 3))


def test_real_pdfs_keep_their_paragraphs(test_data):
    longest = {}
    for path in sorted((test_data / "originals").glob("*.pdf")):
        try:
            text = extract_pdf(path.read_bytes(), NO_OCR).text
        except UnreadableFile as error:
            assert "bản quét" in str(error)
            continue
        assert quality(text) > 0.95
        assert not [line for line in text.split("\n") if line.strip().isdigit()]
        longest[path.name] = max(map(len, text.split("\n")))
    assert len(longest) == 3 and min(longest.values()) > 300


def test_spaces_of_a_damaged_layer_are_mended_and_a_ruined_page_is_told(monkeypatch):
    monkeypatch.setattr(ocr, "program", lambda: None)
    split = "Cô ng đoà n các c ấp t ổ ch ức tuyên truy ền ph ổ bi ến pháp lu ật cho đoàn viên " * 3
    ruined = "Cfng dokn ckc cwp tq chwc tuyxn truyqn phkp luzt vw an tokn lko dzng " * 3
    content = extract_pdf(pdf([column(split), column(ruined)]))
    assert content.text.startswith("Công đoàn các cấp tổ chức tuyên truyền phổ biến pháp luật cho đoàn viên")
    assert "Trang 2 có lớp chữ bị lỗi" in content.warnings[0]
