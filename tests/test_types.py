"""The tables of types and abbreviations, and what is read with them."""

import unicodedata

import pytest

from directives import tables
from directives.abbreviations import ABBREVIATIONS, COLUMNS, abbreviate, expand_abbreviations
from directives.text import fold
from directives.types import BY_ABBREVIATION, BY_NAME, TYPES, type_before


@pytest.mark.parametrize(
    ("name", "columns"), [("types.csv", ("name", "abbreviations", "families", "group")), ("abbreviations.csv", COLUMNS)]
)
def test_tables_are_clean(name, columns):
    rows = tables.read(name, columns)
    assert len(rows) == len(set(rows))
    for cell in (cell for row in rows for cell in row):
        assert unicodedata.is_normalized("NFC", cell)
        assert cell == " ".join(cell.split())
        assert not set(cell) & set("ÐƉ–—")


def test_types_are_known_by_one_name_and_flagged_right():
    assert len(BY_NAME) == len(TYPES) >= 90
    for type_ in TYPES:
        assert type_.name == type_.name.lower()
        assert type_.families and set(type_.families) <= {"party", "state", "union", "normative"}
        assert type_.group in ("", "letter", "copy", "law", "contract")
        assert len(set(type_.abbreviations)) == len(type_.abbreviations)
        # Tone placement of the table is the new one.
        assert not any(old in type_.name for old in ("thoả", "uỷ", "hoà"))


# Decree 30/2020, appendix III, and the types of the Party's and the union's own rules.
OFFICIAL = """
NQ nghị quyết
QĐ quyết định
CT chỉ thị
QC quy chế
QyĐ quy định
TC thông cáo
TB thông báo
HD hướng dẫn
CTr chương trình
KH kế hoạch
PA phương án
ĐA đề án
DA dự án
BC báo cáo
BB biên bản
TTr tờ trình
HĐ hợp đồng
CĐ công điện
BGN bản ghi nhớ
BTT bản thỏa thuận
GUQ giấy ủy quyền
GM giấy mời
GGT giấy giới thiệu
GNP giấy nghỉ phép
PG phiếu gửi
PC phiếu chuyển
PB phiếu báo
SY bản sao y
TrS bản trích sao
SL bản sao lục
KL kết luận
TT thông tri
NĐ nghị định
TT thông tư
TTLT thông tư liên tịch
VBHN văn bản hợp nhất
SL sắc lệnh
PL pháp lệnh
CTr chương trình hành động
CTPH chương trình phối hợp
CV công văn
""".strip().split("\n")


@pytest.mark.parametrize("row", OFFICIAL)
def test_official_abbreviations(row):
    abbreviation, _, name = row.partition(" ")
    assert BY_NAME[name].abbreviations[0] == abbreviation
    assert BY_NAME[name] in BY_ABBREVIATION[abbreviation]


def test_the_usual_type_of_an_abbreviation_comes_first():
    usual = {
        "NQ": "nghị quyết",
        "QĐ": "quyết định",
        "CT": "chỉ thị",
        "KH": "kế hoạch",
        "CTr": "chương trình",
        "BC": "báo cáo",
    }
    for abbreviation, name in usual.items():
        assert BY_ABBREVIATION[abbreviation][0].name == name


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("theo Kế hoạch ", "kế hoạch"),
        ("thực hiện Chương trình hành động ", "chương trình hành động"),
        ("Chương trình công tác ", "chương trình công tác"),
        ("THÔNG TƯ LIÊN TỊCH ", "thông tư liên tịch"),
        ("Giấy uỷ quyền ", "giấy ủy quyền"),
        ("Văn bản hợp nhất\n", "văn bản hợp nhất"),
        ("Bộ luật  ", "bộ luật"),
        ("Nghị quyết", "nghị quyết"),
        ("Nghị quyết số ", None),
        ("nghị quyet ", None),
        ("kế hoạch, ", None),
        ("các siêunghị quyết ", None),
        ("", None),
    ],
)
def test_type_before_a_position(before, name):
    found = type_before(before + "35", len(before))
    assert (found.type.name if found else None) == name
    if found:
        assert fold(before[found.start : found.end]).split() == fold(found.type.name).split()


def test_abbreviations_are_consistent():
    meanings = {}
    for abbreviation in ABBREVIATIONS:
        meanings.setdefault(abbreviation.short, []).append(abbreviation)
    assert len(meanings) >= 300
    for short, rows in meanings.items():
        assert all(row.kind in ("issuer", "body", "unit", "term") for row in rows)
        # Ambiguous is what has several meanings, and then only capitals count.
        assert all(row.ambiguous == (len(rows) > 1) for row in rows), short
        assert not any(row.ambiguous and row.any_case for row in rows), short
        assert all(row.expansion[0].isalpha() and len(row.expansion.split()) > 1 for row in rows), short
    folded = [fold(a.short) for a in ABBREVIATIONS if a.any_case]
    assert len(folded) == len(set(folded))


WANTED = """CNVCLĐ CNLĐ ĐVCĐ
LĐLĐ TLĐ BCH BTV UBKT ATVSLĐ TƯLĐTT BHXH BHYT BHTN NTM CCHC ATTP TTHC MTTQ HĐND UBND NLĐ CĐCS NSDLĐ
ATGT PCCC PCTN PCMT CĐS KT-XH QPAN GPMB KCN DNNN THPT TDTT CSDL CNTT DVC
PBGDPL ANTT CĐ TT ĐU""".split()  # noqa: SIM905


@pytest.mark.parametrize("short", WANTED)
def test_abbreviation_of_office_language_is_known(short):
    assert expand_abbreviations(f"công tác {short} năm 2024")


@pytest.mark.parametrize(
    ("query", "expanded"),
    [
        ("tập huấn ATVSLĐ cho CNVCLĐ", ("an toàn, vệ sinh lao động", "công nhân, viên chức, lao động")),
        ("tap huan atvsld cho cnvcld", ("an toàn, vệ sinh lao động", "công nhân, viên chức, lao động")),
        ("phát triển kt-xh", ("kinh tế - xã hội",)),
        ("bch cđcs", ("Ban Chấp hành", "công đoàn cơ sở")),
        ("PCTN và PCTN", ("phòng, chống tham nhũng",)),
        ("CĐ", ("công điện", "công đoàn", "cao đẳng")),
        ("CĐ 230", ("công điện",)),
        ("TT số 22", ("thông tư",)),
        ("cd tt du tu hu vp", ()),
        ("35-NQ/TW", ()),
        ("2214/QĐ-TTg", ()),
        ("an toàn lao động", ()),
        ("", ()),
    ],
)
def test_abbreviations_are_written_out(query, expanded):
    assert set(expand_abbreviations(query)) == set(expanded)
    assert len(expand_abbreviations(query)) == len(set(expanded))


@pytest.mark.parametrize(
    ("query", "shorts"),
    [
        ("an toàn, vệ sinh lao động", ("ATVSLĐ",)),
        ("an toàn vệ sinh lao động năm 2024", ("ATVSLĐ",)),
        ("an toan ve sinh lao dong", ("ATVSLĐ",)),
        ("hội nghị cán bộ, công chức, viên chức", ("CBCCVC",)),
        ("phòng chống ma tuý", ("PCMT",)),
        ("chế độ bảo hiểm xã hội và bảo hiểm y tế", ("BHXH", "BHYT")),
        ("công đoàn", ()),
        ("", ()),
    ],
)
def test_what_is_written_out_is_abbreviated(query, shorts):
    assert abbreviate(query) == shorts
