"""Original pages: text and page aligned, places in the right spot, hostile files told, missing files said."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from directives.errors import UnreadableFile
from directives.models import Span
from directives.text import canonical
from ingest.boxes import Placed, aligned, lines_of, share_held
from ingest.render import drawn, has_pages, placed, words_from, words_to
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.pdfs import column, pdf
from tests.scans import page as scanned
from tests.scans import scan

FIRST = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: 15/KH-LĐLĐ\nKẾ HOẠCH\nTổ chức Tháng Công nhân năm 2024\n"
    "Điều 1. Mục đích\nNâng cao nhận thức về an toàn, vệ sinh lao động cho đoàn viên trong tỉnh Sông Ngàn."
)
SECOND = "Điều 2. Nội dung\nThăm hỏi công nhân có hoàn cảnh khó khăn theo Nghị quyết số 35-NQ/TW ngày 22/10/2018."


def laid(*lines):
    """Words of lines, each a tenth of the page high, each word a tenth wide."""
    return [
        Placed(word, i / 10, row / 10, (i + 1) / 10, (row + 1) / 10)
        for row, line in enumerate(lines)
        for i, word in enumerate(line.split())
    ]


@pytest.mark.parametrize(
    ("text", "words", "wanted", "lines"),
    [
        ("một hai ba\nbốn năm", laid("một hai ba", "bốn năm"), "hai ba\nbốn", ["hai ba", "bốn"]),
        ("một hai ba", laid("một", "hai ba"), "một", ["một"]),
        # the page has a running head and a number that the text lost
        ("một hai ba", laid("Trang 7", "một hai ba"), "một hai ba", ["một hai ba"]),
        # split and misread words of the page
        ("CÔNG ĐOÀN VIỆT NAM", laid("CÔ NG ĐOÀ N VIỆT NAM"), "CÔNG ĐOÀN", ["CÔ NG ĐOÀ N"]),
        ("theo Nghị quyết 35-NQ/TW này", laid("theo Nghi quyêt 35-NQ/TW, này"), "35-NQ/TW", ["35-NQ/TW,"]),
        # another place of the same words is not marked
        ("giao sở\nvà giao ban", laid("giao sở", "và giao ban"), "giao ban", ["giao ban"]),
    ],
)
def test_the_words_of_a_stretch_are_found_on_the_page(text, words, wanted, lines):
    start = text.index(wanted)
    found = lines_of(Span(start, start + len(wanted)), aligned(text, words), words)
    assert [line.text for line in found] == lines


@given(st.lists(st.text("abcdđêư ,.-/", min_size=1, max_size=8), max_size=30), st.data())
@hypothesis_settings(deadline=None, max_examples=60)
def test_a_page_aligned_with_itself_prints_every_stretch(words, data):
    words = [w for w in words if any(c.isalnum() for c in w) and " " not in w]
    text = " ".join(words)
    places = aligned(text, [Placed(w, 0, i / 99, 1, (i + 1) / 99) for i, w in enumerate(words)])
    at = 0
    for word, place in zip(words, places, strict=True):
        assert place is not None and at <= place.start < place.end <= at + len(word)
        at += len(word) + 1


def test_share_of_a_passage_on_a_page():
    assert share_held("một hai ba bốn", "không MỘT HAI BA BON gì") == 1.0
    assert share_held("một hai ba bốn", "một hai bốn ba") == 0.0


def test_words_survive_the_cache(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf([column(FIRST)]))
    page = words_from(words_to(placed(tmp_path / "a.pdf", 1, Settings())))
    assert (page.words[0].text, page.recognised, page.turned) == ("LIÊN", False, 0)


@pytest.fixture
def archive(tmp_path):
    file = tmp_path / "kế hoạch.pdf"
    file.write_bytes(pdf([column(FIRST), column(SECOND)]))
    with Library.open(tmp_path / "kho", Settings(library=tmp_path / "kho", jobs=1), FakeEncoder()) as library:
        library.ingest([file])
        yield library, file


def test_the_passage_stands_where_it_is_printed(archive):
    library, _ = archive
    (card,) = library.documents()
    document, file = library.document(card.id), library.originals.of(card.id)
    assert (file.state, file.changed) == ("pages", False)
    wanted = "Thăm hỏi công nhân"
    start = document.text.index(wanted)
    assert document.page(start) == 2
    image = library.originals.page_image(file, 2, wanted)
    assert (image.number, image.count, image.width) == (2, 2, 1400)
    assert image.data[8:12] == b"WEBP"
    ((line,),) = library.originals.page_lines(file, document, 2, [Span(start, start + len(wanted))])
    assert line.text == wanted
    # printed at 85 of 595 points from the left, its baseline at 763 of 842 from below
    assert line.left == pytest.approx(85 / 595, abs=0.005)
    assert line.top < 1 - 763 / 842 < line.bottom + 0.005
    assert library.originals.words_known(file, 2) and not library.originals.words_known(file, 1)


def test_the_page_is_looked_for_where_the_text_comes_from_elsewhere(archive):
    library, _ = archive
    file = library.originals.of(library.documents()[0].id)
    assert library.originals.page_image(file, 1, "Thăm hỏi công nhân có hoàn cảnh khó khăn theo Nghị quyết").number == 2
    assert library.originals.page_image(file, 99).number == 2


def test_a_missing_and_a_changed_file_are_told(archive):
    library, file = archive
    card = library.documents()[0]
    file.write_bytes(pdf([column("Khác hẳn")]))
    assert library.originals.of(card.id).changed
    file.unlink()
    assert library.originals.of(card.id).state == "missing"


def test_text_files_have_no_pages(tmp_path):
    (tmp_path / "a.txt").write_text("PDF", encoding="utf-8")
    assert not has_pages(tmp_path / "a.txt")
    assert not has_pages(tmp_path / "không có.pdf")


def test_a_scan_is_read_where_its_words_stand(tmp_path):
    from ingest import ocr

    if ocr.program() is None:
        pytest.skip("tesseract is not installed")
    file = tmp_path / "quét.pdf"
    file.write_bytes(scan(scanned(["KẾ HOẠCH", "Thăm hỏi công nhân có hoàn cảnh khó khăn"], 1240, 1754)))
    page = placed(file, 1, Settings())
    assert page.recognised
    text = canonical("KẾ HOẠCH\nThăm hỏi công nhân có hoàn cảnh khó khăn")
    start = text.index("Thăm")
    (line,) = lines_of(Span(start, len(text)), aligned(text, page.words), page.words)
    assert line.top == pytest.approx(385 / 1754, abs=0.02)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"II*\0\xff\xff\xff\x7f"],
)
def test_a_hostile_file_is_told_and_nothing_more(tmp_path, data):
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    with pytest.raises(UnreadableFile, match="hãy đọc phần chữ"):
        drawn(file, 1, Settings())


def test_a_page_as_large_as_a_field_is_drawn_small(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([column("Rộng")]).replace(b"[0 0 595 842]", b"[0 0 9e9 3]"))
    try:
        image = drawn(file, 1, Settings())
    except UnreadableFile:
        return
    assert image.width * image.height <= 4_100_000
