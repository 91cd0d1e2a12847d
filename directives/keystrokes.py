"""Words typed for an input method that was off: Telex ("quyeets"), VNI ("quyet61") → the syllable that was meant."""

from __future__ import annotations

import re
import unicodedata

from directives.syllables import is_syllable

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_VNI_MARKS = {"6": (_HAT, "aeo"), "7": (_HORN, "uo"), "8": (_BREVE, "a")}
_TELEX = re.compile(r"[a-z]{2,9}")
_VNI = re.compile(r"[a-z]{1,6}[1-9][a-z1-9]{0,6}")
_SHAPE = re.compile(r"(?P<onset>[^aeiouy]*)(?P<rest>[aeiouy].*)")
_GLIDE = r"[iuy]?"
_FINAL = r"(?:ch|nh|ng|[cmnpt])?"
_VOWELS = frozenset("aeiouyâêôăơưăâêôơư")


def from_telex(word: str) -> str | None:
    """Return the syllable that the letters of `word` type in Telex; None when they type none or change nothing."""
    typed = word.lower()
    shape = _SHAPE.fullmatch(typed) if _TELEX.fullmatch(typed) else None
    if shape is None:
        return None
    onset, rest = shape["onset"], shape["rest"]
    # No Vietnamese syllable ends in one of these letters: behind the first vowel each is a tone.
    tones = [letter for letter in rest if letter in _TELEX_TONES]
    rest = "".join(letter for letter in rest if letter not in _TELEX_TONES)
    if onset == "dd" or (onset == "d" and rest.endswith("d")):
        onset, rest = "đ", rest.removesuffix("d") if onset == "d" else rest
    marked = _telex_vowels(rest)
    if len(tones) > 1 or marked is None:
        return None
    return _syllable(typed, onset + marked, _TELEX_TONES[tones[0]] if tones else "")


def _telex_vowels(rest: str) -> str | None:
    """Return the rime with its marks, None where a letter of the marks is left over."""
    rest = re.sub(rf"^(.*?)([aeo])({_GLIDE}{_FINAL})\2$", r"\1\2\2\3", rest)  # "tuyene", "lieue", the mark last
    rest = re.sub(rf"^([^w]*[aou])({_GLIDE}{_FINAL})w$", r"\1w\2", rest)  # "luongw", "nguoiw"
    rest = rest.replace("uwow", "ươ").replace("uow", "ươ").replace("uwo", "ươ")
    for typed, meant in (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")):
        rest = rest.replace(typed, meant, 1)
    return None if set(rest) & set("wd") else rest


def from_vni(word: str) -> str | None:
    """Return the syllable that the letters and digits of `word` type in VNI; None when they type none."""
    typed = word.lower()
    if not _VNI.fullmatch(typed):
        return None
    letters: list[str] = []
    tones = []
    for letter in typed:
        if letter in _VNI_TONES:
            tones.append(_VNI_TONES[letter])
        elif letter == "9":
            if letters[:1] != ["d"]:
                return None
            letters[0] = "đ"
        elif letter in _VNI_MARKS:
            if not _mark(letters, *_VNI_MARKS[letter]):
                return None
        else:
            letters.append(letter)
    if len(tones) > 1:
        return None
    return _syllable(typed, "".join(letters), tones[0] if tones else "")


def _mark(letters: list[str], mark: str, bearers: str) -> bool:
    """Put `mark` on the last letter that bears it; a horn goes on both letters of "uo"."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in bearers:
            letters[at] = unicodedata.normalize("NFC", letters[at] + mark)
            if mark == _HORN and letters[at] == "ơ" and at > 0 and letters[at - 1] == "u":
                letters[at - 1] = "ư"
            return True
    return False


def _syllable(typed: str, letters: str, tone: str) -> str | None:
    placed = with_tone(letters, tone)
    return placed if placed is not None and placed != typed and is_syllable(placed) else None


def with_tone(letters: str, tone: str) -> str | None:
    """Return the lower-case syllable `letters` with `tone` on its main vowel ("hoa" + huyền: hòa); None without one."""
    if not tone:
        return letters
    skipped = 2 if letters[:2] in ("qu", "gi") and any(c in _VOWELS for c in letters[2:]) else 0
    places = [at for at, letter in enumerate(letters) if at >= skipped and letter in _VOWELS]
    if not places:
        return None
    marked = [at for at in places if letters[at] in "âêôăơư"]
    closed = places[-1] < len(letters) - 1
    if marked:
        at = marked[-1]
    elif len(places) == 1:
        at = places[0]
    else:
        at = places[1] if closed or len(places) > 2 else places[0]
    return unicodedata.normalize("NFC", letters[:at] + letters[at] + tone + letters[at + 1 :])
