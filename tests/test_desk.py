"""A desk: searches kept, what is new for them, what was searched for last."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import cli
import library.core
import library.model
from directives.errors import AccessDenied, BadRequest
from directives.models import DocumentCard, Filters, Hit, PassageView, Why
from library import Library, backup, restoring
from library.desk import Desk, near
from library.drafting import DraftRequest
from settings import Settings
from tests.access import PASSWORD, archive, seen_by
from tests.fakes import FakeEncoder

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: {number}/LĐLĐ-CSPL
Sông Ngàn, ngày 0{number} tháng 05 năm 2024
CÔNG VĂN
Về việc {title}
{body}
"""


def letter(folder, number, title, body, name=None):
    path = folder / f"{name or number}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(LETTER.format(number=number, title=title, body=body), encoding="utf-8")
    return path


@pytest.fixture
def kho(tmp_path):
    settings = Settings(catalogue=tmp_path / "none.csv", jobs=1)
    with Library.open(tmp_path / "kho", settings, FakeEncoder()) as opened:
        vao = tmp_path / "vao"
        files = [
            letter(vao, 1, "hỗ trợ nhà ở", "Đề nghị hỗ trợ tiền thuê nhà ở cho công nhân khu công nghiệp."),
            letter(vao, 2, "trồng cây", "Phát động trồng cây xanh dọc bờ sông nhân dịp đầu xuân."),
            letter(vao, 3, "hiến máu", "Vận động đoàn viên hiến máu tình nguyện đợt hai trong năm."),
        ]
        opened.ingest(files)
        yield opened


def numbers(kho, search):
    return sorted(card.number for card in kho.desk.news(search))


def test_only_what_comes_later_and_is_found_is_new_until_it_is_seen(kho, tmp_path):
    kept = kho.desk.save(" Nhà ở ", "tiền thuê  nhà ở công nhân")
    assert (kept.name, kept.query, kept.new) == ("Nhà ở", "tiền thuê nhà ở công nhân", ())
    assert kho.desk.look() == (kept,)
    vao = tmp_path / "vao"
    kho.ingest(
        [
            letter(vao, 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân năm nay."),
            letter(vao, 5, "thi đấu cờ", "Tổ chức giải cờ tướng mừng ngày thành lập ngành."),
        ]
    )
    assert kho.desk.saved() == (kept,)  # nobody has looked yet
    (found,) = kho.desk.look()
    assert numbers(kho, found) == ["4/LĐLĐ-CSPL"]
    assert kho.desk.look() == (found,) == kho.desk.saved()  # it stays until it is seen
    kho.desk.seen(found.id)
    assert kho.desk.look() == (kept,)


def test_a_look_where_nothing_has_come_does_not_search(kho, monkeypatch):
    kho.desk.save("Nhà ở", "thuê nhà")
    kho.remove("2/LĐLĐ-CSPL")  # a change, but nothing that came

    def fail(self):
        raise AssertionError

    monkeypatch.setattr(library.core.Library, "searcher", fail)
    assert [search.new for search in kho.desk.look()] == [()]
    assert kho.db.connection.execute("SELECT looked FROM saved_searches").fetchone()[0] == kho.db.generation()


def test_a_new_version_and_what_comes_back_from_the_bin_are_not_new(kho, tmp_path):
    kho.desk.save("Nhà ở", "tiền thuê nhà ở")
    letter(tmp_path / "vao", 1, "hỗ trợ nhà ở", "Đề nghị tăng tiền thuê nhà ở cho công nhân từ tháng sau.")
    assert kho.ingest([tmp_path / "vao" / "1.txt"]).updated == 1
    id_ = kho.card("1/LĐLĐ-CSPL").id
    kho.remove(id_)
    kho.bin.restore(id_)
    assert [search.new for search in kho.desk.look()] == [()]


def test_what_is_removed_is_no_news_and_is_again_when_it_comes_back(kho, tmp_path):
    kho.desk.save("Nhà ở", "tiền thuê nhà ở")
    kho.ingest([letter(tmp_path / "vao", 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân.")])
    (found,) = kho.desk.look()
    kho.remove(found.new[0])
    assert [search.new for search in kho.desk.look()] == [()]
    kho.bin.restore(found.new[0])
    assert kho.desk.look() == (found,)


def test_filters_hold_for_what_is_new(kho, tmp_path):
    desk = kho.desk
    desk.save("Quyết định", "tiền thuê nhà ở", Filters(types=("quyết định",)))
    desk.save("Công văn", "tiền thuê nhà ở", Filters(types=("công văn",), date_from="2024-05-04"), "date")
    kho.ingest([letter(tmp_path / "vao", 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân.")])
    letters, decisions = desk.look()
    assert (len(letters.new), len(decisions.new)) == (1, 0)
    assert (letters.filters.date_from, letters.sort) == ("2024-05-04", "date")


def test_what_the_caches_do_not_hold_yet_is_found_at_the_next_look(kho, tmp_path, monkeypatch):
    kho.desk.save("Nhà ở", "tiền thuê nhà ở")
    before = kho.db.generation()
    kho.ingest([letter(tmp_path / "vao", 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân.")])
    monkeypatch.setattr(Desk, "_reached", lambda self: before)  # another process is still writing the caches
    assert [search.new for search in kho.desk.look()] == [()]
    monkeypatch.undo()
    assert [len(search.new) for search in kho.desk.look()] == [1]


def test_the_same_search_again_takes_the_new_name_and_too_many_are_refused(kho):
    first = kho.desk.save("", "thuê nhà")
    assert first.name == "thuê nhà"
    again = kho.desk.save("Chỗ ở", "thuê nhà")
    assert (again.id, again.name) == (first.id, "Chỗ ở") and len(kho.desk.saved()) == 1
    for number in range(49):
        kho.desk.save(f"{number}", f"việc {number}")
    with pytest.raises(BadRequest, match="Đã lưu 50"):
        kho.desk.save("", "thêm nữa")
    kho.desk.drop(first.id)
    with pytest.raises(BadRequest, match="Không có tìm kiếm đã lưu"):
        kho.desk.drop(first.id)
    with pytest.raises(BadRequest, match="Cần có nội dung"):
        kho.desk.save("Trống", "  ")


def test_what_was_searched_for_last_is_few_and_can_be_forgotten(kho):
    for number in range(25):
        kho.desk.note(f"việc {number}")
    kho.desk.note("việc  20")
    assert kho.desk.recent()[:3] == ("việc 20", "việc 24", "việc 23") and len(kho.desk.recent()) == 20
    kho.desk.forget()
    assert kho.desk.recent() == ()


def test_a_setting_keeps_no_searches_and_forgets_those_kept(kho):
    kho.desk.note("việc cũ")
    kho.settings = replace(kho.settings, recent_searches=0)
    assert kho.desk.recent() == ()
    kho.desk.note("việc mới")
    assert kho.db.connection.execute("SELECT count(*) FROM recent_searches").fetchone() == (0,)


def test_a_desk_travels_with_a_backup(kho, tmp_path):
    kept = kho.desk.save("Nhà ở", "tiền thuê nhà ở", Filters(issuers=("Liên đoàn Lao động tỉnh Sông Ngàn",)))
    kho.desk.note("hiến máu")
    backup.make(kho, tmp_path / "b.zip")
    kho.desk.drop(kept.id)
    kho.desk.forget()
    restoring.restore(tmp_path / "b.zip", kho.path, kho.settings, FakeEncoder())
    assert (kho.desk.saved(), kho.desk.recent()) == ((kept,), ("hiến máu",))
    kho.ingest([letter(tmp_path / "vao", 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân.")])
    assert [len(search.new) for search in kho.desk.look()] == [1]


@pytest.mark.parametrize("name", ["lan", "quan"])
def test_a_desk_is_its_owners_alone(tmp_path, name):
    with archive(tmp_path) as whole:
        mine, other = seen_by(whole, name).desk, seen_by(whole, "minh").desk
        kept = mine.save("Của tôi", "an toàn")
        mine.note("việc riêng")
        assert other.saved() == other.look() == other.recent() == whole.desk.saved() == whole.desk.recent() == ()
        with pytest.raises(BadRequest):
            other.drop(kept.id)
        with pytest.raises(BadRequest):
            whole.desk.drop(kept.id)
        other.forget()
        other.seen(kept.id)
        assert (mine.saved(), mine.recent()) == ((kept,), ("việc riêng",))


def test_news_are_of_documents_that_one_may_read(tmp_path):
    with archive(tmp_path) as whole:
        desks = {name: seen_by(whole, name).desk for name in ("lan", "hoa", "quan")}
        for desk in desks.values():
            desk.save("Cán bộ", "quyết định điều chuyển cán bộ")
        path = letter(
            tmp_path / "vao", 7, "điều chuyển cán bộ", "Quyết định điều chuyển cán bộ Kỳ Lân sang phòng khác."
        )
        whole.ingest([path], collection="to-chuc")
        found = {name: [len(search.new) for search in desk.look()] for name, desk in desks.items()}
        assert found == {"lan": [0], "hoa": [1], "quan": [1]}
        whole.people.set_groups("hoa", [])  # and no more once the right has gone
        hoa = seen_by(whole, "hoa").desk
        assert [search.new for search in hoa.saved()] == [()] and hoa.news(hoa.look()[0]) == ()
        assert [e for e in whole.audit.entries() if e.action == "denied"] == []


def test_removing_somebody_removes_their_desk_and_leaves_drafts(tmp_path):
    with archive(tmp_path) as whole:
        view = seen_by(whole, "lan")
        view.desk.save("Của lan", "an toàn")
        view.desk.note("việc riêng")
        token = whole.people.make_token("lan", "thử")
        kept = view.drafts.save(view.drafts.make(DraftRequest("ke_hoach", query="an toàn lao động")))
        with pytest.raises(AccessDenied):
            seen_by(whole, "minh").people.remove("lan")
        seen_by(whole, "quan").people.remove("lan")
        counts = "SELECT (SELECT count(*) FROM saved_searches), (SELECT count(*) FROM recent_searches)"
        assert whole.db.connection.execute(counts).fetchone() == (0, 0)
        assert whole.people.of_token(token, "") is None
        assert whole.audit.entries()[0].action == "user remove"
        whole.people.add("lan", "reader", PASSWORD)  # a namesake
        assert seen_by(whole, "lan").drafts.kept() == ()
        assert [version.id for version in whole.drafts.kept()] == [kept.id]


def hit(document, score, exact=False):
    view = PassageView(0, 1, "x", None, "", 1)
    return Hit(1, score, DocumentCard(document, None, None, None, None, None, "", ()), view, Why(exact, 1, 1), ())


def test_what_is_far_behind_the_best_is_not_near():
    hits = [hit("số", 5.1, True), hit("dẫn số", 2.4, True), hit("a", 0.9), hit("b", 0.46), hit("c", 0.44)]
    assert near(hits) == {"số", "dẫn số", "a", "b"}
    assert near([]) == set()


def test_the_commands(kho, tmp_path, monkeypatch):
    monkeypatch.setattr(library.model, "open_encoder", lambda settings: FakeEncoder())

    def run(*words):
        result = CliRunner().invoke(cli.app, ["saved", *words, "--library", str(kho.path)], catch_exceptions=False)
        return result.stdout

    (made,) = json.loads(run("add", "Nhà ở", "tiền thuê nhà ở", "--type", "công văn", "--sort", "date", "--json"))[
        "saved"
    ]
    assert (made["name"], made["types"], made["sort"], made["new"]) == ("Nhà ở", ["công văn"], "date", [])
    kho.ingest([letter(tmp_path / "vao", 4, "giá thuê nhà", "Khảo sát tiền thuê nhà ở của công nhân.")])
    assert "văn bản mới" not in run("list")
    said = run("run", "--seen")
    assert "1 văn bản mới" in said and "4/LĐLĐ-CSPL" in said
    assert json.loads(run("run", str(made["id"]), "--json"))["saved"][0]["new"] == []
    run("remove", str(made["id"]))
    assert "Chưa lưu tìm kiếm nào" in run("list")
    with pytest.raises(BadRequest, match="số 9"):
        run("run", "9")


def test_what_is_searched_for_has_a_length(kho):
    with pytest.raises(BadRequest, match=r"1\.000 ký tự"):
        kho.desk.save("Dài", "nhà " * 250 + "ở")
    assert len(kho.desk.save("Vừa", ("nhà " * 250).strip() + "ở").query) == 1_000
