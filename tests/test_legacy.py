"""Legacy encodings: letter by letter, by trial, by font, mixed; Unicode and other languages untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.content import Segment
from ingest.legacy import assemble, convert, font_encoding, repair, repair_text
from ingest.plain import extract_plain

SMALL = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
# The letters above, in order, as Latin-1 shows them.
TCVN3 = "aµ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËeÌÐÎÏÑªÒÕÓÔÖi×ÝØÜÞoßãáâä«åèæçé¬êíëìîuïóñòô\xadõøö÷ùyúýûüþ®"
VNI = (
    "a aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä e eø eù eû eõ eï eâ eà eá eå eã eä i ì í æ ó ò "
    "o oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï u uø uù uû uõ uï ö öø öù öû öõ öï y yø yù yû yõ î ñ"
).split()
VNI_CAPITALS = (
    "A AØ AÙ AÛ AÕ AÏ AÊ AÈ AÉ AÚ AÜ AË AÂ AÀ AÁ AÅ AÃ AÄ E EØ EÙ EÛ EÕ EÏ EÂ EÀ EÁ EÅ EÃ EÄ I Ì Í Æ Ó Ò "
    "O OØ OÙ OÛ OÕ OÏ OÂ OÀ OÁ OÅ OÃ OÄ Ô ÔØ ÔÙ ÔÛ ÔÕ ÔÏ U UØ UÙ UÛ UÕ UÏ Ö ÖØ ÖÙ ÖÛ ÖÕ ÖÏ Y YØ YÙ YÛ YÕ Î Ñ"
).split()
VISCII = bytes.fromhex(
    "61e0e1e4e3d5e5a2a1c6c7a3e2a5a4a6e7a7 65e8e9eba8a9eaabaaacadae 69ecedefeeb8"
    "6ff2f3f6f5f7f4b0afb1b2b5bdb6beb7defe 75f9fafcfbf8dfd7d1d8e6f1 79cffdd6dbdcf0"
).decode("latin-1")


@pytest.mark.parametrize(("legacy", "letter"), [*zip(TCVN3, SMALL, strict=True)])
def test_each_letter_of_tcvn3(legacy, letter):
    assert convert(f"t{legacy}", "TCVN3") == f"t{letter}"


@pytest.mark.parametrize(
    ("legacy", "letter"), [*zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True)]
)  # the only capitals that TCVN3 has
def test_each_capital_of_tcvn3(legacy, letter):
    assert convert(f"{legacy}t", "TCVN3") == f"{letter}t"


@pytest.mark.parametrize(
    ("legacy", "letter"),
    [*zip(VNI, SMALL, strict=True), *zip(VNI_CAPITALS, SMALL.upper(), strict=True)],
)
def test_each_letter_of_vni(legacy, letter):
    assert convert(f"t{legacy}t", "VNI") == f"t{letter}t"


@pytest.mark.parametrize(("legacy", "letter"), [*zip(VISCII, SMALL, strict=True)])
def test_each_letter_of_viscii(legacy, letter):
    assert convert(f"t{legacy}", "VISCII") == f"t{letter}"


@pytest.mark.parametrize(
    ("legacy", "unicode"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("L­u: VP, Vô TC vµ Vô PC, c¸c ®¬n vÞ", "Lưu: VP, Vụ TC và Vụ PC, các đơn vị"),
        ("Khèi l−îng 3 × 4 vµ nhµ n−íc", "Khối lượng 3 × 4 và nhà nước"),
        ("§iÓm ®, kho¶n 2; xe « t« lo¹i míi", "Điểm đ, khoản 2; xe ô tô loại mới"),
        ("UÛY BAN NHAÂN DAÂN TÆNH SOÂNG NGAØN", "ỦY BAN NHÂN DÂN TỈNH SÔNG NGÀN"),
        ("Quyeát ñònh veà vieäc khen thöôûng naêm 2004", "Quyết định về việc khen thưởng năm 2004"),
        ("Sù nghi\uf0d6p, nhµ n\uf0adíc, ®éc lËp", "Sự nghiệp, nhà nước, độc lập"),
    ],
)
def test_sentences_by_trial(legacy, unicode):
    assert repair_text(legacy)[0] == unicode


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam; Điều 5 © 2024 ® § 3 × 4 ÷ 2 «trích» µ",
        "Thành phố có công viên, ở đó là nhà của ông bà và cô chú.",
        "Señor, mañana español niño año cañón corazón",
        "Ein größeres Gebäude für Bürger und Fußgänger; œuvre façade naïve cœur",
        "João não está à mão, são órgãos e nações",
        "Göteborg, Malmö, Tromsø, Ålesund",
        "Hello world",
        "",
    ],
)
def test_unicode_and_other_languages_stay_as_they_are(text):
    assert repair_text(text) == (text, ())


def test_a_document_that_mixes_encodings_is_judged_line_by_line():
    lines = [
        "Sè: 15/KH-L§L§",
        "Quyeát ñònh veà vieäc khen thöôûng",
        "Tổ chức thực hiện nghị quyết đại hội",
        "C¸n bé, ®oµn viªn vµ ng­êi lao ®éng",
    ]
    text, encodings = repair_text("\n".join(lines))
    assert text.split("\n") == [
        "Số: 15/KH-LĐLĐ",
        "Quyết định về việc khen thưởng",
        "Tổ chức thực hiện nghị quyết đại hội",
        "Cán bộ, đoàn viên và người lao động",
    ]
    assert encodings == ("TCVN3", "VNI")


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "TCVN3"),
        (".VnTimeH", "TCVN3"),
        (".vnarial", "TCVN3"),
        ("VnTime", "TCVN3"),
        ("ABCDEF+.VnArial,Bold", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("VNI-Helve-Condense", "VNI"),
        ("VPS Times", "VPS"),
        ("Times New Roman", None),
        ("Vnavy", None),
        ("", None),
    ],
)
def test_the_encoding_that_a_font_tells(font, encoding):
    assert font_encoding(font) == encoding


def test_fonts_decide_where_words_say_little():
    line = [Segment("ñ", font="VNI-Times"), Segment(" – ", font="Arial"), Segment("ñ", font=".VnTime")]
    assert "".join(s.text for s in repair([line]).lines[0]) == "đ – ủ"


def test_unicode_in_a_legacy_font_is_left_alone():
    line = [Segment("Điều 5. Công đoàn có trách nhiệm tuyên truyền", font=".VnTime")]
    assert repair([line]).lines == [line]


def test_letters_divided_between_runs_and_their_places():
    # "Hoäi nghò" in VNI, its ộ divided between two runs.
    line = [Segment("Ho", 0, 0, 0, font="VNI-Times"), Segment("äi nghò vieân chöùc", 0, 1, 0, font="VNI-Times")]
    content = assemble([line])
    assert content.text == "Hội nghị viên chức"
    places = [(content.text[a.start : a.end], a.run, a.character) for a in content.anchors]
    assert places == [("Hộ", 0, 0), ("i nghị viê", 1, 1), ("n chứ", 1, 12), ("c", 1, 18)]


def test_a_text_file_in_tcvn3_bytes():
    data = "ñy ban nh©n d©n tØnh S«ng Ngµn\nSè: 12/Q§-UB".encode("latin-1")
    assert extract_plain(data).text == "ủy ban nhân dân tỉnh Sông Ngàn\nSố: 12/QĐ-UB"


def test_a_text_file_in_viscii_bytes():
    table = dict(zip(SMALL, VISCII, strict=True))
    text = "ủy ban nhân dân tỉnh sông ngàn quyết định về việc khen thưởng các đơn vị đạt thành tích"
    data = "".join(table.get(c, c) for c in text).encode("latin-1")
    assert extract_plain(data).text == text


@given(st.text(alphabet="aeiouy®©ªµ¸¶·¹ÐÑàèéêñôöüßþ×÷ -.\n", max_size=60))
def test_pieces_never_lose_a_line_or_what_is_no_letter(text):
    repaired, _ = repair_text(text)
    assert repaired.count("\n") == text.count("\n")
    assert [c for c in repaired if c in " -."] == [c for c in text if c in " -."]
