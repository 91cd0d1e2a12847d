"""The searcher against its formula written out, over small archives with a deterministic encoder."""

import numpy as np
import pytest

from directives.models import Filters, Header
from index import fusion
from index.accents import Accents
from index.asked import agreeing, bonus
from index.lexical import LexicalIndex
from index.nearness import nearness
from index.query import parse_query
from index.ranking import RANKING
from index.search import Searcher
from index.store import documents as store
from index.store import passages as passage_rows
from index.store import vectors as vector_rows
from index.store.database import Database
from index.vectors import VectorIndex
from tests.fakes import FakeEncoder, citation, document

PLAN = """KẾ HOẠCH Tổ chức Tháng Công nhân năm 2024

Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp

Thăm hỏi công nhân ốm đau, tai nạn lao động

Hội thao công nhân lao động toàn tỉnh"""
RULE = """QUYẾT ĐỊNH Về hỗ trợ tiền thuê nhà cho công nhân

Hỗ trợ tiền thuê nhà trọ cho công nhân khu công nghiệp

Thực hiện Kế hoạch số 12/KH-LĐLĐ về Tháng Công nhân

Sở Xây dựng chịu trách nhiệm thi hành quyết định này"""
LETTER = """CÔNG VĂN V/v phòng, chống ma túy

Phòng, chống ma túy trong công nhân lao động

Tuyên truyền an toàn giao thông đường bộ"""


class Archive:
    """A store with its caches and a searcher over them."""

    def __init__(self, folder):
        self.db = Database(folder / "archive.db")
        self.encoder = FakeEncoder()
        self.lexical = LexicalIndex(folder / "cache")
        self.vectors = VectorIndex(folder / "cache", self.encoder.spec.dimension)
        self.searcher = Searcher(self.db, self.lexical, self.vectors, Accents(folder / "cache"), self.encoder)

    def put(self, text, path, header=None, citations=()):
        doc = document(text, header=header, citations=citations)
        with self.db.atomic() as generation:
            vectors = self.encoder.passages([p.text for p in doc.passages])
            store.add(self.db, generation, doc, store.Source(path, path, 1, 1), vectors)
        self.lexical.catch_up(self.db)
        return doc.id

    def places(self, text, **more):
        """(path, place of the passage in its document) of the hits, best first."""
        order = {
            (card.id, p.start): (card.source, p.ordinal)
            for card in store.cards(self.db)
            for p in passage_rows.of_document(self.db, card.id)
        }
        return [order[hit.document.id, hit.passage.start] for hit in self.searcher.search(text, **more).hits]


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    opened.put(PLAN, "/plan", Header(number="12/KH-LĐLĐ", type="kế hoạch", date="2024-04-02",
                                     issuer="Liên đoàn Lao động tỉnh Lào Cai"))  # fmt: skip
    opened.put(
        RULE,
        "/rule",
        Header(number="87/QĐ-UBND", type="quyết định", date="2024-05-06", issuer="Ủy ban nhân dân tỉnh Hà Tĩnh"),
        [citation(RULE, "12/KH-LĐLĐ", "12/KH-LĐLĐ")],
    )
    opened.put(LETTER, "/letter", Header(type="công văn", title="V/v phòng, chống ma túy"))
    yield opened
    opened.db.close()


@pytest.mark.parametrize(
    "text",
    [
        "an toàn lao động",
        "cong nhan om dau",
        "công nhân thuê nhà trọ ở Hà Tĩnh",
        "kế hoạch tháng công nhân",
        "hội thao",
    ],
)
def test_scores_are_the_formula(archive, text):
    """Scaled BM25 and cosine, weighted, plus what the query asks of the document; numpy does the cosines."""
    searcher, db = archive.searcher, archive.db
    hits = searcher.search(text, k=50).hits
    accents = Accents(db.path.parent / "cache")
    parsed = parse_query(text, accents.refresh(db))
    weights = RANKING.accented if parsed.accented else RANKING.unaccented
    words = dict(archive.lexical.search(parsed.tokens, weights, fusion.DEPTH))
    ids, vectors = vector_rows.between(db, 0, 100)
    cosines = dict(zip(ids.tolist(), (vectors @ archive.encoder.queries([parsed.dense])[0]).tolist(), strict=True))
    low, high = min(words.values()), max(words.values())
    expected = {}
    for id_, passage in passage_rows.by_id(db, ids.tolist()).items():
        lexical = (words[id_] - low) / ((high - low) or 1) if id_ in words else 0
        span = max(cosines.values()) - min(cosines.values())
        dense = (cosines[id_] - min(cosines.values())) / span
        holds = agreeing(parsed.asked, passage.type, passage.title, passage.issuer, passage.date)
        asked_for = bonus(parsed.asked, passage.ordinal, holds)
        expected[passage.document_id, passage.start] = (1 - RANKING.dense) * lexical + RANKING.dense * dense + asked_for
    ranked = sorted(passage_rows.by_id(db, ids.tolist()).values(), key=lambda p: -expected[p.document_id, p.start])
    for id_, near in nearness(parsed, ranked).items():
        passage = passage_rows.by_id(db, [id_])[id_]
        expected[passage.document_id, passage.start] += RANKING.near * near
    found = {(hit.document.id, hit.passage.start): hit.score for hit in hits}
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1e-3)  # vectors are stored in half precision
    assert [hit.score for hit in hits] == sorted(found.values(), reverse=True)


def test_a_passage_found_by_both_channels_appears_once_with_both_ranks(archive):
    hits = archive.searcher.search("tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp", k=50).hits
    places = [(hit.document.id, hit.passage.start) for hit in hits]
    assert len(set(places)) == len(places) == 11
    assert (hits[0].why.lexical_rank, hits[0].why.dense_rank, hits[0].why.exact) == (1, 1, False)
    assert [hit.rank for hit in hits] == list(range(1, 12))


@pytest.mark.parametrize("mode", ["lexical", "dense"])
def test_a_channel_alone_ranks_by_its_own_score(archive, mode):
    hits = archive.searcher.search("thuê nhà trọ", k=3, mode=mode).hits
    assert hits[0].passage.text.startswith("Hỗ trợ tiền thuê nhà trọ")
    assert all((hit.why.dense_rank is None) == (mode == "lexical") for hit in hits)
    assert all((hit.why.lexical_rank is None) == (mode == "dense") for hit in hits)
    vector = archive.encoder.queries(["thuê nhà trọ"])[0]
    if mode == "dense":
        best = archive.encoder.passages([hits[0].passage.text])[0]
        assert hits[0].score == pytest.approx(float(np.dot(vector, best)), abs=1e-3)


def test_the_first_hits_do_not_depend_on_how_many_are_asked_for(archive):
    for k in (1, 3, 10):
        few = archive.searcher.search("an toàn lao động", k=k).hits
        many = archive.searcher.search("an toàn lao động", k=500).hits
        assert [(h.score, h.passage.start, h.document.id) for h in few] == [
            (h.score, h.passage.start, h.document.id) for h in many[:k]
        ]


def test_a_number_finds_its_heading_block_first_and_then_what_cites_it(archive):
    hits = archive.searcher.search("12/KH-LĐLĐ").hits
    assert archive.places("12/KH-LĐLĐ")[:2] == [("/plan", 0), ("/rule", 2)]
    assert [hit.why.exact for hit in hits[:3]] == [True, True, False]
    assert archive.places("kh 12 ldld")[0] == ("/plan", 0)


def test_a_type_asked_for_finds_the_heading_block_first(archive):
    assert archive.places("kế hoạch tháng công nhân")[0] == ("/plan", 0)
    assert archive.places("quyết định hỗ trợ tiền thuê nhà")[0] == ("/rule", 0)


def test_the_province_named_decides_between_equal_texts(archive, tmp_path):
    same = "Mức phụ cấp thú y là hai trăm đồng"
    archive.put(f"{same} mỗi tháng", "/a", Header(issuer="ỦY BAN NHÂN DÂN TỈNH LÀO CAI"))
    archive.put(f"{same} từng tháng", "/b", Header(issuer="ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"))
    assert archive.places("mức phụ cấp thú y Hà Tĩnh")[0] == ("/b", 0)
    assert archive.places("muc phu cap thu y lao cai")[0] == ("/a", 0)


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(types=("Kế hoạch",)), {"/plan"}),
        (Filters(types=("kế hoạch", "quyết định")), {"/plan", "/rule"}),
        (Filters(issuers=("Ủy ban nhân dân tỉnh Hà Tĩnh",)), {"/rule"}),
        (Filters(date_from="2024-04-03"), {"/rule"}),
        (Filters(date_to="2024-04-30"), {"/plan"}),
        (Filters(types=("thông tư",)), set()),
    ],
)
@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_filters_hold_in_every_channel(archive, filters, sources, mode):
    assert {source for source, _ in archive.places("công nhân", k=50, filters=filters, mode=mode)} == sources


def test_filters_keep_one_document_or_leave_it_out(archive):
    plan = next(card.id for card in store.cards(archive.db) if card.source == "/plan")
    assert {s for s, _ in archive.places("công nhân", k=50, filters=Filters(document=plan))} == {"/plan"}
    assert {s for s, _ in archive.places("12/KH-LĐLĐ", k=50, filters=Filters(exclude_document=plan))} == {
        "/rule", "/letter",
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_a_quoted_phrase_stands_in_every_hit(archive, mode):
    hits = archive.searcher.search('công nhân "tuyên truyền an toàn"', k=50, mode=mode).hits
    assert len(hits) == 2
    assert all("Tuyên truyền an toàn" in hit.passage.text for hit in hits)
    assert archive.searcher.search('"không có ở đâu"', mode=mode).hits == ()
    assert archive.searcher.search('12/KH-LĐLĐ "giao thông"', mode=mode).hits[0].document.source == "/letter"


def test_of_a_large_archive_other_readings_only_raise_what_the_first_one_found(archive, monkeypatch):
    few = archive.searcher.search("đám ma", k=50).hits
    monkeypatch.setattr("index.channels._SEVERAL_SEARCHES", 0)
    many = archive.searcher.search("đám ma", k=50).hits
    assert many[0].why == few[0].why and len(many) == len(few)


def test_where_nothing_holds_the_phrases_the_rest_of_a_query_is_searched_and_said_so(archive):
    result = archive.searcher.search('"tuyên truyền hội thao" công nhân ốm đau')
    assert result.query.phrases == ()
    assert result.hits[0].passage.text == "Thăm hỏi công nhân ốm đau, tai nạn lao động"
    kept = archive.searcher.search('"công nhân ốm đau" hội thao')
    assert kept.query.phrases == ("công nhân ốm đau",)
    assert [hit.passage.text for hit in kept.hits] == ["Thăm hỏi công nhân ốm đau, tai nạn lao động"]
    alone = archive.searcher.search('"tuyên truyền hội thao"')
    assert (alone.query.phrases, alone.hits) == (("tuyên truyền hội thao",), ())


def test_sorted_by_date_the_newest_comes_first_and_undated_ones_last(archive):
    dates = [hit.document.date for hit in archive.searcher.search("công nhân", k=50, sort="date").hits]
    assert dates == sorted([d for d in dates if d], reverse=True) + [d for d in dates if not d]
    assert dates[0] == "2024-05-06" and dates[-1] is None


def test_an_unaccented_query_finds_what_the_accented_one_finds_and_says_what_it_read(archive):
    result = archive.searcher.search("phong chong ma tuy")
    assert result.query.restored == "phòng chống ma túy"
    assert result.hits[0].document.source == "/letter"


@pytest.mark.parametrize("text", ["", "   ", "?!", '"', "\x00", "🙂", "…—–"])
@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_what_says_nothing_finds_nothing(archive, text, mode):
    assert archive.searcher.search(text, mode=mode).hits == ()


def test_an_empty_archive_finds_nothing(tmp_path):
    empty = Archive(tmp_path)
    for text in ("công nhân", "12/KH-LĐLĐ", "cong nhan", '"công nhân"'):
        assert empty.searcher.search(text).hits == ()
    empty.db.close()
