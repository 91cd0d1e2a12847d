"""Issuing bodies found by what staff call them; queries of facts alone restricted to the documents that they fit."""

import pytest

from directives.errors import BadRequest
from directives.models import Filters, Header
from index.bodies import issuers_like
from tests.test_search import Archive

UNION, TOWN = "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "LIÊN ĐOÀN LAO ĐỘNG THỊ XÃ BẾN LAU"
HEALTH, CABINET, OFFICE = "SỞ Y TẾ TỈNH LÀO CAI", "CHÍNH PHỦ", "VĂN PHÒNG CHÍNH PHỦ"
COMMITTEE, CAPITAL = "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "Ủy ban nhân dân thành phố Hà Nội"


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    dated = {HEALTH: "2025-10-03", CABINET: "2025-10-09", OFFICE: "2025-11-02"}
    for place, issuer in enumerate((UNION, TOWN, HEALTH, CABINET, OFFICE, COMMITTEE, CAPITAL)):
        text = f"CÔNG VĂN số {place + 10}\n\nThực hiện nhiệm vụ thứ {place}"
        opened.put(text, f"/{place}", Header(type="công văn", issuer=issuer, date=dated.get(issuer, "2024-01-05")))
    opened.put("KẾ HOẠCH\n\nThực hiện nhiệm vụ y tế", "/kh", Header(type="kế hoạch", issuer=HEALTH, date="2025-10-20"))
    yield opened
    opened.db.close()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (UNION, {UNION}),
        ("liên đoàn lao động tỉnh sông ngàn", {UNION}),
        ("lien doan lao dong", {UNION, TOWN}),
        ("LĐLĐ tỉnh", {UNION}),
        ("LĐLĐ", {UNION, TOWN}),
        ("bến lau", {TOWN}),
        ("Sở Y tế", {HEALTH}),
        ("SYT", {HEALTH}),
        ("chính phủ", {CABINET}),  # its whole name, and only a part of the other's
        ("VPCP", {OFFICE}),
        ("UBND Nghệ An", {COMMITTEE}),
        ("uy ban nhan dan nghe an", {COMMITTEE}),
        ("UBND", {COMMITTEE, CAPITAL}),
        ("ubnd tp hà nội", {CAPITAL}),
    ],
)
def test_names_are_matched_loosely(archive, name, found):
    assert set(issuers_like(archive.db, name)) == found


@pytest.mark.parametrize("name", ["Bộ Ngoại giao", "", "xyz", "()%"])
def test_an_issuer_that_the_archive_lacks_is_refused_with_the_nearest_ones(archive, name):
    with pytest.raises(BadRequest, match="gần nhất là: "):
        issuers_like(archive.db, name)
    with pytest.raises(BadRequest, match="SỞ Y TẾ TỈNH LÀO CAI"):
        issuers_like(archive.db, "Sở Y té Lao Kai")


def sources(archive, text, **more):
    return {source for source, _ in archive.places(text, k=50, **more)}


def test_facts_alone_restrict_what_is_found_and_say_so(archive):
    assert sources(archive, "công văn tháng 10/2025 của sở y tế") == {"/2"}
    assert sources(archive, "cong van cua so y te lao cai") == {"/2"}
    assert sources(archive, "công văn năm 2025") == {"/2", "/3", "/4"}
    result = archive.searcher.search("công văn tháng 10/2025 của sở y tế")
    assert {fact.use for fact in result.query.facts} == {"filter"}
    assert result.hits[0].why.facts == ("date", "issuer", "type")


def test_facts_that_fit_no_document_or_stand_beside_other_words_restrict_nothing(archive):
    for text in ("công văn tháng 3/2019 của sở y tế", "công văn của bộ ngoại giao năm 2024"):
        result = archive.searcher.search(text, k=50)
        assert len({hit.document.source for hit in result.hits}) == 8
        assert {fact.use for fact in result.query.facts} == {"boost"}
    assert len(sources(archive, "công văn tháng 10/2025 của sở y tế về nhiệm vụ")) == 8


def test_filters_that_were_set_stay(archive):
    assert sources(archive, "công văn năm 2025 của sở y tế", filters=Filters(date_from="2025-10-05")) != {"/2"}
    assert sources(archive, "công văn năm 2025", filters=Filters(date_from="2025-11-01")) == {"/4"}
