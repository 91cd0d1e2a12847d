"""The table of syllables against the rules it follows, and the quality of texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives import tables
from directives.syllables import is_syllable, quality

# The rules of the sounds, written out once more: which rimes there are, which onsets go with them, how both are spelt.
PLAIN = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
""".split()
GLIDING = """
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oem
    uê uêch uên uênh uêt uy uych uyn uynh uyt uyu uyp uyên uyêt uya uân uât uâng uây uơ
""".split()
ONSETS = [*"b c d đ g h l m n r s t v x".split(), *"ch gi kh ng nh ph th tr".split(), ""]
NO_GLIDE = {"b", "m", "ph", "v", "g", "gi", "r", "n"}
AFTER_QU = """
    a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân ât ây âng e en eo et ê ên ênh êch êt ơ ơn ơt ơi ôc
    i it inh ich in y yt ynh yn ych yên yêt yu
""".split()
TONES = {"": "z", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}


def spelt(onset, rime):
    front = rime[0] in "eêi"
    if onset == "c":
        if rime in GLIDING:
            return "q" + ("u" + rime[1:] if rime[0] == "o" else rime)
        return ("k" if front else "c") + rime
    if onset in ("g", "ng"):
        return onset + ("h" if front else "") + rime
    if onset == "gi":
        return None if rime == "ia" else ("g" if rime[0] == "i" else "gi") + rime
    if onset == "" and rime.startswith("iê"):
        return "y" + rime[1:]
    return onset + rime


def native():
    bases = {spelt(o, r) for o in ONSETS for r in PLAIN} | {
        spelt(o, r) for o in ONSETS for r in GLIDING if o not in NO_GLIDE
    }
    bases |= {onset + "y" for onset in ("h", "k", "l", "m", "s", "t", "v", "")} | {"qu" + rime for rime in AFTER_QU}
    return bases - {None}


def rows(kind):
    return [(base, tones) for base, tones, of in tables.read("syllables.csv", ("base", "tones", "kind")) if of == kind]


def test_the_native_syllables_are_those_of_the_rules():
    held = dict(rows("native"))
    assert set(held) == native()
    assert all(
        tones == ("sj" if base[-1] in "cpt" or base.endswith("ch") else "zfrxsj") for base, tones in held.items()
    )
    assert sum(map(len, held.values())) > 7_000


def test_loans_and_abbreviations_are_kept_apart():
    kinds = [{base for base, _ in rows(kind)} for kind in ("native", "loan", "abbreviation")]
    assert all(kinds) and len(set.union(*kinds)) == sum(map(len, kinds))
    assert {kind for _, _, kind in tables.read("syllables.csv", ("base", "tones", "kind"))} == {
        "native", "loan", "abbreviation",
    }  # fmt: skip
    for base, tones, _ in tables.read("syllables.csv", ("base", "tones", "kind")):
        assert base == base.lower() == unicodedata.normalize("NFC", base) and base.isalpha()
        assert not set(unicodedata.normalize("NFD", base)) & set(TONES)
        assert tones and set(tones) <= set("zfrxsj")


@pytest.mark.parametrize(
    "word",
    "nghiệp quyết thuỷ thủy hoà hòa uỷ ủy giếng giết gì quý quí kỹ kĩ khuỷu ngoằn yên yếu y ý quốc xoong nghề gửi "
    "CÔNG Đoàn ĐẢNG Đắk internet UBND LĐLĐ ươm oanh uyên khuya thuở quơ".split(),
)
def test_syllables(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word",
    "ngiệp kồng qyết trưòng đièu côngđoàn b ng nghà cê kan gê ngia quyêt hocp đạii tacs wz council фраза".split(),
)
def test_no_syllables(word):
    assert not is_syllable(word)


SOUND = "Ủy ban nhân dân tỉnh ban hành Kế hoạch số 35-KH/TU, ngày 22/10/2018 (Phụ lục II) tại https://a.gov.vn/x"


@pytest.mark.parametrize(
    ("text", "low", "high", "reason"),
    [
        (SOUND, 1, 1, "numbers, references, addresses and Roman numerals do not count"),
        (unicodedata.normalize("NFD", SOUND), 1, 1, "decomposed letters count as composed ones"),
        (SOUND.upper(), 1, 1, "nor does the case"),
        ("Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch", 0, 0.4, "TCVN3"),
        ("CÔ NG ĐOÀ N VI Ệ T NAM", 0.3, 0.8, "split syllables"),
        ("Côngđoàn Việtnam Liênđoàn", 0, 0, "glued syllables"),
        ("The council shall decide within thirty days", 0, 0.3, "another language"),
        ("", 0, 0, "nothing"),
        ("12/34 --- …", 0, 0, "nothing to count"),
    ],
)
def test_quality(text, low, high, reason):
    assert low <= quality(text) <= high, reason


@given(st.text())
def test_quality_is_a_share(text):
    assert 0 <= quality(text) <= 1


def test_real_texts_are_sound(test_data):
    found = [quality(path.read_text(encoding="utf-8")) for path in sorted((test_data / "admin" / "txt").glob("*.txt"))]
    found.sort()
    assert found[0] > 0.8 and found[len(found) // 20] > 0.95 and found[len(found) // 2] > 0.98
