"""What a check may ask, answered from lists: sources, their texts, what was done to them later."""

from assistant.knowledge import Near, Source
from directives.citing.citations import law_key, resolve
from directives.models import DocumentFacts, KnownDocument, Validity
from directives.reference.numbers import number_key
from directives.reference.symbols import digits_key
from directives.text import fold, syllables
from ingest.content import Content
from ingest.reading import document_of


class ListKnowledge:
    """Held documents are those with an id; `texts` and `validities` by id or number."""

    def __init__(self, *sources, texts=None, validities=None):
        self.sources = sources
        self.texts = texts or {}
        self.validities = validities or {}

    def resolve(self, citation, citing):
        def lookup(key):
            held = [s for s in self.bearing(key) if s.id is not None]
            return [DocumentFacts(s.id, s.number or "", s.type, s.issuer, s.date) for s in held]

        def known(key):
            found = [s for s in self.bearing(key) if s.id is None]
            return KnownDocument(*_facts(found[0])) if len(found) == 1 else None

        return resolve(citation, citing, lookup, known)

    def bearing(self, key):
        return tuple(s for s in self.sources if key in _keys(s))

    def dated(self, date):
        return tuple(s for s in self.sources if s.date == date)

    def titled(self, title):
        wanted = set(syllables(fold(title)))
        return tuple(s for s in self.sources if s.title and len(wanted & set(syllables(fold(s.title)))) >= 4)

    def validity(self, source, as_of):
        return self.validities.get(source.id or source.number, Validity(as_of=as_of))

    def source(self, document):
        return next(s for s in self.sources if s.id == document)

    def near(self, words, documents, k):
        ids = documents or tuple(self.texts)
        return tuple(Near(id_, 0, self.texts[id_], 1) for id_ in ids if id_ in self.texts)[:k]


def _facts(source):
    return source.number, source.type, source.issuer, source.date, source.title, source.origin


def _keys(source):
    key = number_key(source.number) if source.number else None
    digits = digits_key(key.partition("|")[0]) if key else None
    return {k for k in (key, digits, law_key(source.type, source.title)) if k}


def read(text):
    """The document that a pasted text is."""
    return document_of(Content(text))


NQ35 = Source(None, "35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới")  # fmt: skip  # noqa: E501
KH12 = Source("kh12", "12/KH-LĐLĐ", "kế hoạch", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "2024-03-04", "Tổ chức Tháng Công nhân năm 2024")  # fmt: skip  # noqa: E501
KH22 = Source("kh22", "22/KH-LĐLĐ", "kế hoạch", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN", "2024-03-29", "Phòng, chống ma túy trong công nhân, lao động")  # fmt: skip  # noqa: E501
NQ11 = Source("nq11", "11-NQ/TU", "nghị quyết", "TỈNH ỦY SÔNG NGÀN", "2021-08-26", "Về xây dựng và phát triển văn hóa, con người Sông Ngàn")  # fmt: skip  # noqa: E501
ND30 = Source(None, "30/2020/NĐ-CP", "nghị định", "Chính phủ", "2020-03-05", "về công tác văn thư")
QD19 = Source("qd19", "19/2024/QĐ-UBND", "quyết định", "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN", "2024-06-20", "Ban hành Quy chế phối hợp quản lý nhà ở công nhân")  # fmt: skip  # noqa: E501
LUAT12 = Source(None, "12/2012/QH13", "luật", "Quốc hội", "2012-06-20", "Công đoàn")
LUAT50 = Source(None, "50/2024/QH15", "luật", "Quốc hội", "2024-11-27", "Công đoàn")
ALL = (NQ35, KH12, KH22, NQ11, ND30, QD19, LUAT12, LUAT50)
