"""Scanned pages and pictures: which are recognised, how they are marked, and what happens where they cannot be."""

import pytest

from directives.errors import SecretDocument, UnreadableFile
from directives.headers.header import parse_header
from ingest import ocr
from ingest.askew import skew
from ingest.extract import extract
from ingest.heading import SHARE, looked_again, unread
from ingest.layout import Box, Printed
from ingest.ocr import Recognised, listed, recognise, repaired, told
from ingest.options import Options
from ingest.pipeline import read_documents
from ingest.reading import read
from ingest.wire import Failed, Parsed
from settings import Settings
from tests.pdfs import column, pdf
from tests.programs import require_program
from tests.scans import page, saved, scan

LETTER = [
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",
    "Số: 25/KH-LĐLĐ",
    "Sông Ngàn, ngày 05 tháng 02 năm 2024",
    "KẾ HOẠCH",
    "Tổ chức Tháng Công nhân năm 2024",
    "Căn cứ Nghị quyết số 35-NQ/TW ngày 22 tháng 10 năm 2018.",
    "Công đoàn các cấp tuyên truyền an toàn lao động.",
]
LAYER = (
    "Công đoàn các cấp tổ chức tuyên truyền pháp luật về an toàn lao động cho đoàn viên, người lao động ở cơ sở. " * 3
)


@pytest.fixture
def tesseract():
    require_program("tesseract")
    if ocr.program() is None:
        pytest.skip("tesseract has no Vietnamese data")


@pytest.fixture
def no_tesseract(monkeypatch):
    monkeypatch.setattr(ocr, "program", lambda: None)


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_read_and_marked():
    document = read(scan(page(LETTER)), "quet.pdf")
    assert document.header.number == "25/KH-LĐLĐ"
    assert document.header.date == "2024-02-05"
    assert "35-NQ/TW" in [c.number for c in document.citations]
    assert "Trang 1 được nhận dạng từ ảnh quét (OCR)" in document.warnings[0]


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("form", ["PNG", "TIFF", "BMP"])
def test_a_picture_is_a_document(form):
    content = extract(saved(page(LETTER), form), "anh")
    assert "Số: 25/KH-LĐLĐ" in content.text
    assert "OCR" in content.warnings[0]


@pytest.mark.usefixtures("tesseract")
def test_pages_of_a_tiff_and_their_progress():
    beats = []
    data = saved([page(LETTER), page(["Điều 5. Tổ chức thực hiện kế hoạch này."])], "TIFF", compression="tiff_lzw")
    content = extract(data, "a.tif", Options(progress=lambda: beats.append(1)))
    assert len(beats) == 2
    assert content.text[content.pages[1] :].startswith("Điều 5. Tổ chức thực hiện")


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_on_its_side_is_turned(angle):
    text = recognise(page([*LETTER, *LETTER[3:] * 4]).rotate(angle, expand=True)).text
    assert "Căn cứ Nghị quyết số 35-NQ/TW" in text


@pytest.mark.usefixtures("tesseract")
def test_only_pages_without_text_are_recognised(monkeypatch):
    seen = []
    monkeypatch.setattr(ocr, "recognise", lambda image: seen.append(image) or Recognised((Printed("Điều 1."),), 90.0))
    data = pdf([column(LAYER), [(85, 780, "x")], column(LAYER)], image_on=[1])
    content = extract(data, "a.pdf")
    assert len(seen) == 1
    assert "Điều 1." in content.text and content.text.count("tuyên truyền") == 6
    assert content.warnings[0].startswith("Trang 2 được nhận dạng")


@pytest.mark.usefixtures("tesseract")
def test_a_date_in_two_lines_is_repaired(monkeypatch):
    boxes = (Box(85, 500, 510, 13), Box(85, 480, 510, 13))
    words = ("Căn cứ Nghị định số 96/2022/NĐ-CP ngày 29 tháng", "l1 năm 2022 của Chính phủ quy định chức năng của Bộ")
    read_so = Recognised(tuple(map(Printed, words, boxes)), 90.0)
    monkeypatch.setattr(ocr, "recognise", lambda image: read_so)
    assert "ngày 29 tháng 11 năm 2022 của" in extract(scan(page([])), "a.pdf").text


@pytest.mark.usefixtures("tesseract")
def test_every_page_where_that_is_wanted(monkeypatch):
    seen = []
    monkeypatch.setattr(ocr, "recognise", lambda image: seen.append(image) or Recognised((Printed("Điều 1."),), 90.0))
    assert extract(pdf([column(LAYER)] * 2), "a.pdf", Options("always")).text.split() == ["Điều", "1."] * 2
    assert len(seen) == 2


@pytest.mark.usefixtures("tesseract")
def test_a_ruined_text_layer_gives_way_to_what_reads_better(monkeypatch):
    better = Recognised((Printed("Công đoàn các cấp tổ chức thực hiện kế hoạch"),), 90.0)
    monkeypatch.setattr(ocr, "recognise", lambda image: better)
    ruined = "Cfng dokn ckc cwp tq chwc tuyxn truyqn phkp luzt vw an tokn lko dzng " * 3
    assert extract(pdf([column(ruined)]), "a.pdf").text == "Công đoàn các cấp tổ chức thực hiện kế hoạch"
    monkeypatch.setattr(ocr, "recognise", lambda image: Recognised((Printed("xq zw kr"),), 90.0))
    assert extract(pdf([column(ruined)]), "a.pdf").text.startswith("Cfng dokn")


@pytest.mark.usefixtures("tesseract")
def test_a_secrecy_mark_in_a_scan_is_heeded():
    with pytest.raises(SecretDocument, match="MẬT"):
        read(scan(page([*LETTER[:3], "TỐI MẬT", *LETTER[3:]])), "quet.pdf")


@pytest.mark.usefixtures("tesseract")
def test_an_empty_page_has_no_words():
    with pytest.raises(UnreadableFile, match="Không nhận ra chữ nào"):
        extract(scan(page([])), "a.pdf")
    with pytest.raises(UnreadableFile, match="Không nhận ra chữ nào"):
        extract(saved(page([]), "PNG"), "a.png")


@pytest.mark.usefixtures("tesseract")
def test_a_scan_may_take_longer_than_a_file_as_long_as_pages_come(tmp_path):
    path = tmp_path / "quet.pdf"
    path.write_bytes(scan(*[page(LETTER)] * 2))
    (outcome,) = read_documents([path], Settings(jobs=1, time_limit_s=60))
    assert isinstance(outcome, Parsed)
    assert len(outcome.document.pages) == 2
    (outcome,) = read_documents([path], Settings(jobs=1), ocr="never")
    assert isinstance(outcome, Failed) and "OCR" in outcome.reason


@pytest.mark.parametrize("data", [scan(page([])), saved(page([]), "PNG")], ids=["pdf", "png"])
def test_recognition_that_is_switched_off(data):
    with pytest.raises(UnreadableFile, match="không kèm “--ocr never”"):
        extract(data, "a", Options("never"))


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("data", [scan(page([])), saved(page([]), "PNG")], ids=["pdf", "png"])
def test_a_machine_without_tesseract_says_what_to_install(data):
    with pytest.raises(UnreadableFile, match="hãy cài"):
        extract(data, "a")


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_pages_with_text_are_read():
    content = extract(pdf([column(LAYER), []], image_on=[1]), "a.pdf")
    assert content.warnings == ("Trang 2 chỉ có ảnh, không có lớp chữ nên chưa đọc được.",)


@pytest.mark.usefixtures("tesseract")
def test_a_broken_and_a_huge_picture():
    data = saved(page([]), "PNG")
    with pytest.raises(UnreadableFile, match="hỏng"):
        extract(data[: len(data) // 2], "a.png")
    with pytest.raises(UnreadableFile, match="triệu điểm ảnh"):
        extract(saved(page([], 9000, 9000), "PNG"), "a.png")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("29 tháng 1 năm 2022", "29 tháng 1 năm 2022"),
        ("ngày 29 tháng 1] năm 2022 của", "ngày 29 tháng 11 năm 2022 của"),
        ("ngày O5 tháng l2 năm 2O22", "ngày 05 tháng 12 năm 2022"),
        ("ngày 3l tháng 13 năm 2022", "ngày 3l tháng 13 năm 2022"),
        ("ngày xx tháng 1] năm 2022", "ngày xx tháng 1] năm 2022"),
        ("ngày 2] tháng 1 năm 20223", "ngày 2] tháng 1 năm 20223"),
        ("Nghị định số Ì 05/2024/NĐ-CP", "Nghị định số 105/2024/NĐ-CP"),
        ("Nghị định số l05/2024/NĐ-CP", "Nghị định số 105/2024/NĐ-CP"),
        ("Nghị định số I 05/KH", "Nghị định số I 05/KH"),
    ],
)
def test_signs_that_must_be_digits(line, expected):
    assert repaired(line) == expected


def test_page_numbers_as_people_write_them():
    assert listed([0, 1, 2, 4, 7, 8]) == "1-3, 5, 8-9"
    assert listed(range(0, 60, 2)).endswith(", 23 …")


def test_pages_read_badly_are_told():
    line = (Printed("Điều 1."),)
    good, weak = told({0: Recognised(line, 90.0), 1: Recognised(line, 50.0), 2: Recognised()})
    assert "Trang 1-3" in good and "70%" in good
    assert weak.startswith("Trang 2-3 nhận dạng kém")


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_lies_askew_is_straightened():
    lines = [*LETTER, *LETTER[3:] * 5]
    askew = page(lines).rotate(5, fillcolor=255)
    assert 4 < -skew(askew) < 6
    assert skew(page(lines)) == 0
    assert "Căn cứ Nghị quyết số 35-NQ/TW ngày 22 tháng 10 năm 2018." in recognise(askew).text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("S6: 15/KH-LĐLĐ", "Số: 15/KH-LĐLĐ"),
        ("Sô: 15/KH-LĐLĐ", "Số: 15/KH-LĐLĐ"),
        ("Sổ: theo dõi công việc", "Sổ: theo dõi công việc"),
        ("Nghị định số 30/2020/ND-CP", "Nghị định số 30/2020/NĐ-CP"),
        ("Quyết định 1074/QĐÐ-BXD", "Quyết định 1074/QĐ-BXD"),
        ("W⁄v trao đổi về hóa chất", "V/v trao đổi về hóa chất"),
        ("U/v hưởng ứng", "V/v hưởng ứng"),
        ("W/w theo dõi", "W/w theo dõi"),
        ("TỐI MÂT", "TỐI MẬT"),
        ("[MẠT]", "MẬT"),
        ("bảo vệ bí mật nhà nước", "bảo vệ bí mật nhà nước"),
    ],
)
def test_letters_that_can_be_no_others(line, expected):
    assert repaired(line) == expected


def _printed(*lines):
    return Recognised(tuple(Printed(line, Box(50, 800 - 20 * i, 500, 13)) for i, line in enumerate(lines)), 90.0)


SPOILT = ("CHÍNH PHỦ", "T. sưả—S§, 19/2026/NQ-CP Sông Ngàn, ngày 29 tháng 4 năm 2026", "NGHỊ QUYẾT", "Về việc phân cấp")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (SPOILT[1], "Số: 19/2026/NQ-CP Sông Ngàn, ngày 29 tháng 4 năm 2026"),
        ("12/QĐ-UBND Sông Ngàn, ngày 2 tháng 3 năm 2024", "Số: 12/QĐ-UBND Sông Ngàn, ngày 2 tháng 3 năm 2024"),
        ("theo Quyết định số 12/QĐ-UBND của tỉnh, ngày 2/3", "theo Quyết định số 12/QĐ-UBND của tỉnh, ngày 2/3"),
    ],
)
def test_the_word_before_a_number_under_a_stamp(line, expected):
    read_again = looked_again(_printed(SPOILT[0], line, *SPOILT[2:]), lambda: None)
    assert read_again.lines[1].text == expected


@pytest.mark.parametrize(
    ("above", "number"),
    [
        (("CHÍNH PHỦ", "Số: 19/2026/NQ-CP", "ngày 29 tháng 4 năm 2026", "NGHỊ QUYẾT", "cắt ngang"), "19/2026/NQ-CP"),
        (("~ ~", "x"), None),
    ],
)
def test_the_heading_gets_a_second_look_where_the_number_is_not_read(above, number, monkeypatch):
    first = _printed(
        "CHÍNH PHỦ", "§ö 1g/2O2", "ngày 29 tháng 4 năm 2026", "NGHỊ QUYẾT", "Về việc phân cấp", "Căn cứ Luật;"
    )
    second = Recognised(tuple(Printed(t, Box(50, 230 - 20 * i, 500, 13)) for i, t in enumerate(above)), 90.0)
    monkeypatch.setattr(ocr, "recognise_plain", lambda image, dpi: second)
    image = page([], 4133, round(842 * 500 / 72 * SHARE))
    found = looked_again(first, lambda: image)
    assert parse_header(found.text).number == number
    assert found.text.endswith("Về việc phân cấp\nCăn cứ Luật;")
    assert bool(unread(found)) == (number is None)
