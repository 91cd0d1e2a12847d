"""Generated sentences against their evidence: what a sentence says must stand in the passages that it marks.

A check of surfaces, not of reasoning: marks, reference numbers, dates, figures with their units, quotations, names,
negations and bounds must be there, and most of the words.  Doubt counts against the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers.planted import is_planted, without_planted
from directives.dates import DATE, iso_date
from directives.grounded import AnswerSentence
from directives.reference.numbers import find_numbers
from directives.text import canonical, fold, sentences, syllables, tone_key

_MARK = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_MARKS_AFTER = re.compile(r"([.!?;])\s*((?:\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\]\s?)+)(?=\s|$|[A-ZÀ-ỸĐ])")
_SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?![\d/])")
_FIGURE = re.compile(r"(?<![\w/])\d+(?:[.,:/h]\d+)*")
_QUOTED = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"|«([^»]{2,})»|‘([^’]{2,})’")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+|%")
_DIGIT_WORDS = frozenset(
    "một hai ba bốn tư năm sáu bảy tám chín mười mươi trăm nghìn ngàn vạn triệu tỷ tỉ rưỡi".split()
)
_UNITS = frozenset(
    "đồng triệu tỷ nghìn ngàn % phần ngày tháng năm giờ phút tuần quý lần người tuổi km m m2 ha tấn kg buổi tiết lượt "
    "nhiệm khóa hệ hộ xã huyện tỉnh bộ trường lớp mb gb mbps usd".split()
)
# Words that turn a sentence round: one that the evidence lacks, or has and the sentence lacks, is a fault.
_NEGATIONS = ("không", "chưa", "chẳng", "cấm", "nghiêm cấm", "trừ", "ngoại trừ")
_BOUNDS = (
    "tối đa", "tối thiểu", "ít nhất", "nhiều nhất", "không quá", "trở lên", "trở xuống", "hơn", "dưới", "trên", "trước",
    "sau", "bắt buộc", "phải", "được phép", "có thể", "tự nguyện", "miễn", "tăng", "giảm", "bãi bỏ", "thay thế",
    "mọi", "tất cả", "toàn bộ", "chỉ",
)  # fmt: skip
# Words of the frame that no evidence needs to hold.
_FRAME = frozenset(
    "theo tại thì là và của các những được có cho với trong này đó khi về như quy định nêu rõ văn bản cụ thể việc bao "
    "gồm gồm do từ đến để bởi một số nội dung".split()
)
_SUPPORT = 0.75  # share of a sentence's other words that its evidence must hold
_PAIR_SUPPORT = 0.7  # and of its pairs of neighbours


@dataclass(frozen=True, slots=True)
class Ground:
    """What one mark stands for: the words of the passage, and what is known of its document (number, date, names)."""

    text: str
    known: str = ""


def verify(written: str, grounds: Sequence[Ground]) -> tuple[AnswerSentence, ...]:
    """Return the sentences of `written` with their marks as indexes into `grounds`, and what is wrong with each."""
    usable = [Ground(without_planted(ground.text), ground.known) for ground in grounds]
    return tuple(_verified(part, usable) for part in _parts(canonical(written)))


def _parts(written: str) -> Iterator[str]:
    """Yield the sentences with the marks that belong to them."""
    # "… đồng.[1] Câu sau": the marks belong before the full stop.
    written = _MARKS_AFTER.sub(r" \2\1 ", written)
    begin = None
    for start, end in sentences(written):
        begin = start if begin is None else begin
        if written[end - 1] in ":;" and written[end : end + 1] == " ":
            continue  # what follows on the same line belongs to it, and so does its mark
        yield written[begin:end]
        begin = None
    if begin is not None:
        yield written[begin:].strip()


def _verified(part: str, grounds: Sequence[Ground]) -> AnswerSentence:
    numbers = [int(n) for match in _MARK.finditer(part) for n in re.findall(r"\d+", match.group(1))]
    text = " ".join(_MARK.sub("", part).split())
    text = re.sub(r"\s+([.,;:])", r"\1", text).lstrip("-–•* ").strip()
    marks = tuple(dict.fromkeys(n - 1 for n in numbers if 1 <= n <= len(grounds)))
    wrong = [n for n in numbers if not 1 <= n <= len(grounds)]
    if wrong:
        return AnswerSentence(text, marks, f"dấu nguồn [{wrong[0]}] không có")
    if not marks:
        return AnswerSentence(text, (), "không có dấu nguồn")
    return AnswerSentence(text, marks, _problem(text, [grounds[mark] for mark in marks]))


def _problem(text: str, grounds: Sequence[Ground]) -> str:
    """Return what of `text` the grounds do not hold, "" when all of it stands there."""
    said = "\n".join(ground.text for ground in grounds)
    everything = said + "\n" + "\n".join(ground.known for ground in grounds)
    if is_planted(text):
        return "là lệnh cho máy, không phải nội dung"
    for check in (_numbers, _dates, _figures, _spelled_figures, _quotations, _names):
        missing = check(text, everything)
        if missing:
            return f"“{missing}” không có trong nguồn"
    return _turned(text, said) or _unsupported(text, everything)


def _numbers(text: str, source: str) -> str:
    held = {match.number.key for match in find_numbers(source)}
    return next((text[m.start : m.end] for m in find_numbers(text) if m.number.key not in held), "")


def _dates(text: str, source: str) -> str:
    held = {iso for iso, _, _ in _dates_in(source)}
    return next((text[start:end] for iso, start, end in _dates_in(text) if iso not in held), "")


def _dates_in(text: str) -> list[tuple[str, int, int]]:
    found = []
    folded = fold(text)
    for match in DATE.finditer(folded):
        iso = iso_date(match)
        if iso:
            found.append((iso, match.start(), match.end()))
    for match in _SHORT_DATE.finditer(text):
        found.append((f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}", match.start(), match.end()))
    found += [(m.group(), m.start(), m.end()) for m in re.finditer(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", text)]
    return found


def _figures(text: str, source: str) -> str:
    """Return a figure of `text` that the source lacks, or has with another unit only."""
    held = _figures_in(source)
    values = {value for value, _, _ in held}
    with_units = {(value, unit) for value, unit, _ in held}
    dated = _plain_dates(text)
    for value, unit, surface in _figures_in(text):
        if value in dated:
            continue
        if value not in values or (unit and (value, unit) not in with_units):
            return surface
    return ""


def _plain_dates(text: str) -> set[str]:
    """Return the figures that only belong to dates, which were looked at as dates."""
    return {
        _value(part) for _, start, end in _dates_in(text) for part in re.findall(r"\d+(?:[/.\-]\d+)*", text[start:end])
    }


def _figures_in(text: str) -> list[tuple[str, str, str]]:
    """Return (value, unit or "", surface) of each figure."""
    found = []
    for match in _FIGURE.finditer(text):
        rest = text[match.end() : match.end() + 24]
        following = re.match(r"\s*(%|[^\W\d_]+2?)", rest)
        unit = following.group(1).lower() if following and following.group(1).lower() in _UNITS else ""
        surface = match.group() + (rest[: following.end()] if following and unit else "")
        found.append((_value(match.group()), {"phần": "%", "ngàn": "nghìn"}.get(unit, unit), surface))
    return found


def _value(figure: str) -> str:
    """Return a figure without the points between thousands and leading zeros, the decimal mark as a comma."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", figure):
        return re.sub(r"[.,]", "", figure)
    return ",".join(part.lstrip("0") or "0" for part in re.split(r"[.,:h]", figure))


def _spelled_figures(text: str, source: str) -> str:
    """Return a quantity in words ("ba mươi ngày") that the source does not have in these words."""
    words = _WORD.findall(text.lower())
    flat = f" {' '.join(_WORD.findall(source.lower()))} "
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end] in _DIGIT_WORDS:
            end += 1
        counted = end - start > 1 or (end - start == 1 and end < len(words) and words[end] in _UNITS)
        if counted and words[start:end] not in (["năm"], ["tư"]):
            phrase = " ".join(words[start : end + 1])
            if f" {phrase} " not in flat:
                return phrase
        start = max(end, start + 1)
    return ""


def _quotations(text: str, source: str) -> str:
    flat = " ".join(source.split())
    for match in _QUOTED.finditer(text):
        quoted = " ".join(next(group for group in match.groups() if group).split())
        if quoted not in flat and quoted.rstrip(".,;: ") not in flat:
            return quoted
    return "”" if text.count("“") != text.count("”") else ""


def _names(text: str, source: str) -> str:
    flat = f" {' '.join(_keys(source))} "
    for start, end in _capitalised(text):
        words = _keys(text[start:end])
        if f" {' '.join(words)} " in flat:
            continue
        at_start = not text[:start].strip(' “"(-–') and not (end - start > 1 and text[start:end].isupper())
        if at_start and (len(words) == 1 or f" {' '.join(words[1:])} " in flat):
            continue  # the capital of a sentence's first word says nothing
        return text[start:end]
    return ""


def _capitalised(text: str) -> list[tuple[int, int]]:
    """Return the spans of the runs of capitalised words, those of letters only."""
    runs: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if not match.group()[0].isupper() or not match.group().isalpha():
            continue
        if runs and not text[runs[-1][1] : match.start()].strip(" -–"):
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append((match.start(), match.end()))
    return runs


def _keys(text: str) -> list[str]:
    return [tone_key(word) for word in syllables(text)]


def _turned(text: str, source: str) -> str:
    """Return what is wrong when a negation or a bound was put in, or a negation left out."""
    said, held, nearest = (_lowered(part) for part in (text, source, _nearest(text, source)))
    for word in _NEGATIONS:
        for following in re.findall(rf" {word} (\w+)", said):
            if f" {word} {following} " not in nearest:
                return f"“{word} {following}” không có trong nguồn"
        for following in re.findall(rf" {word} (\w+ \w+) ", nearest):
            if f" {following} " in said and f" {word} {following} " not in said:
                return f"nguồn viết “{word} {following}”, câu này bỏ mất “{word}”"
    for phrase in _BOUNDS:
        if f" {phrase} " in said and f" {phrase} " not in held:
            return f"“{phrase}” không có trong nguồn"
    return ""


def _lowered(text: str) -> str:
    return f" {' '.join(syllables(text.lower()))} "


def _nearest(text: str, source: str) -> str:
    """Return the sentence of the source that shares most words with `text`."""
    wanted = set(_keys(text))
    parts = [source[start:end] for start, end in sentences(source)]
    return max(parts, key=lambda part: len(wanted & set(_keys(part))) / (5 + len(_keys(part))), default="")


def _unsupported(text: str, source: str) -> str:
    words = [key for key, word in ((tone_key(w), w.lower()) for w in syllables(text)) if word not in _FRAME]
    held = set(_keys(source))
    missing = [word for word in words if word not in held]
    if words and len(missing) > (1 - _SUPPORT) * len(words):
        return "phần lớn ý không thấy trong nguồn"
    keys, source_keys = _keys(text), _keys(source)
    pairs = set(zip(keys, keys[1:], strict=False))
    shared = pairs & set(zip(source_keys, source_keys[1:], strict=False))
    return "từ ngữ có trong nguồn nhưng ghép khác nguồn" if len(shared) < _PAIR_SUPPORT * len(pairs) else ""
