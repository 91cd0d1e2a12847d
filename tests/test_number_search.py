"""The whole way of a typed number: every form of the table brings its document up first, in search and `trace`."""

import pytest

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.test_loose_numbers import HELD, TYPED


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vao")
    for index, number in enumerate(HELD):
        # Every other document cites its neighbours, so that citing passages compete with the cited document.
        cited = f"Căn cứ văn bản số {HELD[index - 1]} và văn bản số {HELD[index - 2]};\n" if index % 2 else ""
        text = f"CƠ QUAN THỬ NGHIỆM SÔNG NGÀN\nSố: {number}\nSông Ngàn, ngày 05 tháng 02 năm 2024\n{cited}"
        text += f"Văn bản này nói về nội dung thứ {index} của kỳ thử nghiệm tại tỉnh Sông Ngàn.\n"
        (folder / f"{index:03}.txt").write_text(text, encoding="utf-8")
    settings = Settings(catalogue=folder / "catalogue.csv", jobs=2)
    with Library.open(tmp_path_factory.mktemp("kho"), settings, FakeEncoder()) as opened:
        report = opened.ingest([folder])
        assert report.added == len(HELD)
        yield opened


def test_the_documents_bear_their_numbers(library):
    assert sorted(card.number for card in library.documents()) == sorted(HELD)


@pytest.mark.parametrize("number", TYPED)
def test_each_typed_form_finds_its_document_first(library, number):
    for typed in TYPED[number]:
        hits = library.search(typed, k=3).hits
        assert hits, typed
        assert (hits[0].document.number, hits[0].why.exact) == (number, True), typed


@pytest.mark.parametrize("number", TYPED)
def test_each_typed_form_traces_to_its_document(library, number):
    for typed in TYPED[number][:6]:
        assert [card.number for card in library.find(typed)] == [number], typed
