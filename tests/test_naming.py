"""Documents named by file and by title, beside id and number."""

import shutil

import pytest

from directives.errors import BadRequest, UnknownDocument
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder

HEAD = "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN\nSố: {number}\nSông Ngàn, ngày {day} tháng 3 năm 2024\n"
FILES = {
    "chi-thi-2024.txt": HEAD.format(number="05/CT-UBND", day="01") + "CHỈ THỊ\nVề công tác cải cách hành chính\n",
    "Kế hoạch thủy sản.txt": HEAD.format(number="12/KH-UBND", day="02")
    + "KẾ HOẠCH\nQuan trắc, cảnh báo môi trường nuôi trồng thủy sản\n",
    "12.txt": HEAD.format(number="98/KH-UBND", day="03") + "KẾ HOẠCH\nQuan trắc, cảnh báo lũ trên sông Ngàn\n",
    "bai-bo.txt": HEAD.format(number="30/QĐ-UBND", day="04")
    + "QUYẾT ĐỊNH\nBãi bỏ Quyết định số 77/2013/QĐ-UBND về quan trắc nước\n",
    "tay/báo-cáo.txt": HEAD.format(number="41/BC-UBND", day="05") + "BÁO CÁO\nKết quả cải cách hành chính quý I\n",
    "dong/báo-cáo.txt": HEAD.format(number="42/BC-UBND", day="06") + "BÁO CÁO\nTình hình trật tự xây dựng\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vao")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text + "Nội dung của văn bản.\n", encoding="utf-8")
    shutil.copy(folder / "12.txt", folder / "QĐ-30.txt")  # one document may have several files
    settings = Settings(catalogue=folder / "catalogue.csv", jobs=1)
    with Library.open(tmp_path_factory.mktemp("kho"), settings, FakeEncoder()) as opened:
        assert opened.ingest([folder]).added == len(FILES)
        yield opened


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("chi-thi-2024", ["05/CT-UBND"]),
        ("CHI-THI-2024.txt", ["05/CT-UBND"]),
        ("ke hoach thuy san", ["12/KH-UBND"]),
        ("báo-cáo", ["41/BC-UBND", "42/BC-UBND"]),
        ("12", ["12/KH-UBND"]),  # a number sooner than the file 12.txt
        ("12.txt", ["98/KH-UBND"]),
        ("QĐ-30.txt", ["98/KH-UBND"]),  # and not 30/QĐ-UBND
        ("qd 30", ["30/QĐ-UBND"]),
        ("canh bao moi truong nuoi trong", ["12/KH-UBND"]),
        ("kế hoạch quan trắc", ["12/KH-UBND", "98/KH-UBND"]),
        ("quan trắc cảnh báo", ["12/KH-UBND", "98/KH-UBND"]),
        ("báo cáo cải cách hành chính", ["41/BC-UBND"]),
        ("cải cách hành chính", ["05/CT-UBND", "41/BC-UBND"]),
        ("77/2013/QĐ-UBND", []),  # stands in the title of what repeals it
        ("quyết định 77 năm 2013", []),
        ("hành", []),
        ("đất đai", []),
        ("  ", []),
    ],
)
def test_what_is_meant(library, typed, numbers):
    assert sorted(card.number for card in library.find(typed)) == numbers


def test_a_path_names_one_of_two_files_of_a_name(library):
    path = next(s for card in library.documents() for s in card.sources if s.endswith("dong/báo-cáo.txt"))
    assert [card.number for card in library.find(path)] == ["42/BC-UBND"]


def test_several_are_listed_with_what_tells_them_apart(library):
    with pytest.raises(UnknownDocument) as caught:
        library.document("quan trắc cảnh báo")
    ids = {card.number: card.id for card in library.documents()}
    said = str(caught.value)
    assert said.startswith("Có 2 văn bản “quan trắc cảnh báo”, hãy chọn bằng mã: ")
    assert f"{ids['12/KH-UBND']} (12/KH-UBND, 2024-03-02, ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN, Quan trắc" in said
    assert ids["98/KH-UBND"] in said


def test_a_long_list_is_cut(tmp_path):
    folder = tmp_path / "vao"
    folder.mkdir()
    for day in range(1, 14):
        text = HEAD.format(number=f"{day}/TB-UBND", day=f"{day:02}") + "THÔNG BÁO\nLịch tiếp công dân\nNội dung.\n"
        (folder / f"tb{day}.txt").write_text(text, encoding="utf-8")
    settings = Settings(catalogue=folder / "catalogue.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        opened.ingest([folder])
        with pytest.raises(UnknownDocument, match=r"^Có 13 văn bản .* và 3 văn bản khác\.$"):
            opened.card("lịch tiếp công dân")


def test_tasks_and_trace_take_the_name_of_a_file(library):
    assert library.tasks("chi-thi-2024").document.number == "05/CT-UBND"
    assert library.trace("chi-thi-2024").number == "05/CT-UBND"
    assert library.trace("cảnh báo lũ trên sông").documents[0].number == "98/KH-UBND"


def test_trace_does_not_guess_between_titles(library):
    with pytest.raises(UnknownDocument, match="^Có 2 văn bản “quan trắc cảnh báo”, hãy chọn bằng mã: "):
        library.trace("quan trắc cảnh báo")
    with pytest.raises(BadRequest, match="không phải mã hay số, ký hiệu"):
        library.trace("đất đai")
    assert library.trace("77/2013/QĐ-UBND").status == "MISSING"
