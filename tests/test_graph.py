"""The citation graph: decisions by hand, validity, chains; every edge with its evidence."""

import pytest

from directives.errors import BadRequest, UnknownDocument
from index.validity import validity_of_number
from library import Library
from settings import Settings
from tests.fakes import FakeEncoder


def state_document(number, date, type_, title, body, issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN"):
    day, month, year = date.split("/")
    return (
        f"{issuer}\nSố: {number}\nSông Ngàn, ngày {day} tháng {month} năm {year}\n{type_.upper()}\n{title}\n\n{body}\n"
        f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )


OLD = state_document(
    "12/QĐ-UBND", "05/01/2020", "quyết định", "Về chế độ họp", "Điều 1. Quy định chế độ họp của cơ quan."
)
SAME_NUMBER = state_document(
    "12/QĐ-UBND", "07/02/2022", "quyết định", "Về trồng cây", "Điều 1. Phát động trồng cây xanh ở các xã."
)
NEW = state_document(
    "30/QĐ-UBND", "10/03/2024", "quyết định", "Về chế độ họp mới",
    "Điều 1. Quy định chế độ họp.\nĐiều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/01/2020 của"
    " Ủy ban nhân dân tỉnh Sông Ngàn.",
)  # fmt: skip
PARTLY = state_document(
    "44/QĐ-UBND", "10/04/2024", "quyết định", "Về sửa đổi chế độ",
    "Điều 1. Bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND ngày 07/02/2022 của Ủy ban nhân dân tỉnh Sông Ngàn.",
)  # fmt: skip
UNCLEAR = state_document(
    "05/KH-UBND", "01/05/2024", "kế hoạch", "Về chỉnh trang cơ quan",
    "1. Thực hiện Quyết định số 12/QĐ-UBND của Ủy ban nhân dân tỉnh Sông Ngàn.\n2. Giữ gìn vệ sinh công sở.",
).replace("ngày 01 tháng 05 năm 2024", "ngày    tháng    năm 2024")  # fmt: skip
# Without a date of its own, a plan may mean either decision.


@pytest.fixture
def archive(tmp_path):
    """Return a function that puts texts by name into one archive and gives the open library."""
    settings = Settings(catalogue=tmp_path / "none.csv", jobs=1)
    folder = tmp_path / "vao"
    folder.mkdir()
    opened = Library.open(tmp_path / "kho", settings, FakeEncoder())

    def put(**texts):
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        report = opened.ingest([folder])
        assert not report.failed and not report.refused
        return opened

    yield put
    opened.close()


def by_title(library, title):
    return next(card for card in library.documents() if card.title == title)


def statuses(library, document):
    return [(v.citation.number, v.resolution.status, v.resolution.documents) for v in library.citations(document)
            if v.citation.kind not in ("self", "blank")]  # fmt: skip


def test_two_documents_with_one_number_are_ambiguous_until_a_person_decides(archive):
    library = archive(old=OLD, same=SAME_NUMBER, unclear=UNCLEAR)
    plan = by_title(library, "Về chỉnh trang cơ quan").id
    old, same = by_title(library, "Về chế độ họp").id, by_title(library, "Về trồng cây").id
    [(number, status, documents)] = statuses(library, plan)
    assert (number, status, set(documents)) == ("12/QĐ-UBND", "AMBIGUOUS", {old, same})
    assert [m.number for m in library.missing().ambiguous] == ["12/QĐ-UBND"]

    library.decisions.make("12/QĐ-UBND", old, plan)
    assert statuses(library, plan) == [("12/QĐ-UBND", "RESOLVED", (old,))]
    assert library.citations(plan)[-1].resolution.how == "người dùng đã chọn"
    [decision] = library.decisions.all()
    assert (decision.number, decision.citing, decision.chosen, decision.active) == ("12/QĐ-UBND", plan, old, True)

    library.decisions.make("12/QĐ-UBND", same, plan)
    assert statuses(library, plan) == [("12/QĐ-UBND", "RESOLVED", (same,))]
    assert len(library.decisions.all()) == 1

    library.decisions.revoke(library.decisions.all()[0].id)
    assert statuses(library, plan)[0][1] == "AMBIGUOUS"
    assert library.decisions.all() == ()


def test_a_decision_outlives_new_versions_and_sleeps_while_its_document_is_away(archive, tmp_path):
    library = archive(old=OLD, same=SAME_NUMBER, unclear=UNCLEAR)
    plan, old = by_title(library, "Về chỉnh trang cơ quan").id, by_title(library, "Về chế độ họp").id
    library.decisions.make("12/QĐ-UBND", old)
    archive(unclear=UNCLEAR.replace("Giữ gìn", "Bảo đảm"))
    assert statuses(library, plan) == [("12/QĐ-UBND", "RESOLVED", (old,))]

    library.remove(old)
    assert statuses(library, plan) == [("12/QĐ-UBND", "RESOLVED", (by_title(library, "Về trồng cây").id,))]
    assert [d.active for d in library.decisions.all()] == [False]


def test_a_choice_that_does_not_bear_the_number_is_refused(archive):
    library = archive(old=OLD, new=NEW)
    with pytest.raises(BadRequest, match="không mang số 12/QĐ-UBND"):
        library.decisions.make("12/QĐ-UBND", by_title(library, "Về chế độ họp mới").id)
    with pytest.raises(UnknownDocument):
        library.decisions.make("12/QĐ-UBND", "0" * 16)
    with pytest.raises(BadRequest, match="Không có lựa chọn này"):
        library.decisions.revoke(99)
    assert library.decisions.all() == ()


def test_validity_names_the_later_act_and_never_says_in_force(archive):
    library = archive(old=OLD, same=SAME_NUMBER, new=NEW, partly=PARTLY)
    old, same, new = (by_title(library, t) for t in ("Về chế độ họp", "Về trồng cây", "Về chế độ họp mới"))
    found = library.validity([old, same, new])
    assert (found[old.id].state, found[same.id].state, found[new.id].state) == ("replaced", "amended", "unverified")
    [act] = found[old.id].acts
    assert (act.relation, act.document.number, act.partial) == ("thay_the", "30/QĐ-UBND", False)
    assert "thay thế Quyết định số 12/QĐ-UBND" in act.evidence.text
    [act] = found[same.id].acts
    assert (act.relation, act.document.number, act.partial) == ("bai_bo", "44/QĐ-UBND", True)


TOLD = state_document(
    "61/KH-UBND", "02/05/2024", "kế hoạch", "Về họp trực tuyến",
    "Căn cứ Quyết định số 30/QĐ-UBND ngày 10/03/2024 của Ủy ban nhân dân tỉnh Sông Ngàn sửa đổi, bổ sung một số điều"
    " của Quyết định số 11/QĐ-UBND ngày 04/01/2020 của Ủy ban nhân dân tỉnh Sông Ngàn về lễ tân và Quyết định số"
    " 12/QĐ-UBND ngày 05/01/2020 của Ủy ban nhân dân tỉnh Sông Ngàn về chế độ họp;\n1. Họp trực tuyến.",
)  # fmt: skip


def test_who_only_tells_of_an_act_does_not_act(archive):
    library = archive(old=OLD, told=TOLD)
    old, told = (by_title(library, title) for title in ("Về chế độ họp", "Về họp trực tuyến"))
    relations = {v.citation.number: v.citation.relation for v in library.citations(told.id)}
    assert relations["11/QĐ-UBND"] == relations["12/QĐ-UBND"] == "sua_doi_bo_sung"
    assert library.validity([old])[old.id].state == "unverified"
    assert validity_of_number(library.db, "11/QĐ-UBND").state == "unverified"


BOTH = state_document(
    "62/QĐ-UBND", "02/06/2024", "quyết định", "Về họp và lễ tân",
    "Điều 2. Quyết định này thay thế Quyết định số 112/QĐ-UBND ngày 04/01/2020 của Ủy ban nhân dân tỉnh Sông Ngàn về lễ"
    " tân và Quyết định số 12/QĐ-UBND ngày 05/01/2020 của Ủy ban nhân dân tỉnh Sông Ngàn về chế độ họp.",
)  # fmt: skip


def test_an_act_on_two_documents_is_one_on_each(archive):
    library = archive(old=OLD, both=BOTH)
    old = by_title(library, "Về chế độ họp")
    assert library.validity([old])[old.id].state == "replaced"
    assert validity_of_number(library.db, "112/QĐ-UBND").state == "replaced"


def test_force_of_a_number_that_is_not_held_is_that_of_the_document_of_its_date(archive):
    library = archive(new=NEW)
    assert validity_of_number(library.db, "12/QĐ-UBND", "2020-01-05").state == "replaced"
    assert validity_of_number(library.db, "12/QĐ-UBND").state == "replaced"
    assert validity_of_number(library.db, "12/QĐ-UBND", "2022-02-07").state == "unverified"


def test_validity_is_as_of_a_date(archive):
    library = archive(old=OLD, new=NEW)
    old = by_title(library, "Về chế độ họp")
    assert library.validity([old], "2024-03-09")[old.id].state == "unverified"
    assert library.validity([old], "2024-03-10")[old.id].state == "replaced"


def test_a_document_that_is_not_held_can_be_known_to_be_replaced(archive):
    library = archive(new=NEW)
    trace = library.trace("qd 12 ubnd")
    assert (trace.number, trace.status, trace.validity.state) == ("12/QĐ-UBND", "MISSING", "replaced")
    assert [act.document.number for act in trace.validity.acts] == ["30/QĐ-UBND"]


def chain_document(number, date, type_, title, ties, issuer):
    return state_document(number, date, type_, title, f"{ties}\n1. Nội dung của {title}.", issuer)


def test_chains_run_from_the_centre_to_the_grass_roots(archive):
    library = archive(
        center=chain_document("376/KH-TLĐ", "08/11/2023", "kế hoạch", "Chăm lo Tết",
                              "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị.",
                              "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"),
        province=chain_document("15/KH-LĐLĐ", "20/11/2023", "kế hoạch", "Chăm lo Tết tỉnh",
                                "Thực hiện Kế hoạch số 376/KH-TLĐ ngày 08/11/2023 của Tổng Liên đoàn Lao động"
                                " Việt Nam.", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN"),
        district=chain_document("03/KH-LĐLĐ", "01/12/2023", "kế hoạch", "Chăm lo Tết huyện",
                                "Thực hiện Kế hoạch số 15/KH-LĐLĐ ngày 20/11/2023 của Liên đoàn Lao động tỉnh.",
                                "LIÊN ĐOÀN LAO ĐỘNG HUYỆN ĐỒNG MÂY"),
    )  # fmt: skip
    trace = library.trace("15/KH-LĐLĐ")
    assert [[link.number for link in chain] for chain in trace.chains] == [
        ["02-NQ/TW", "376/KH-TLĐ", "15/KH-LĐLĐ", "03/KH-LĐLĐ"]
    ]
    chain = trace.chains[0]
    assert [link.relation for link in chain] == [None, "thuc_hien", "thuc_hien", "thuc_hien"]
    assert [link.document is not None for link in chain] == [False, True, True, True]
