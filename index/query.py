"""The text of a search box → what is asked: reference numbers, quoted phrases, abbreviations written out, tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from directives.abbreviations import abbreviate, expand_abbreviations
from directives.models import Query
from directives.reference.numbers import LooseNumber, parse_loose
from directives.text import canonical, fold, has_accents, syllables
from index import analysis
from index.asked import Asked, asked

_QUOTED = re.compile(r'"([^"\n]{1,300})"|“([^”\n]{1,300})”')
_ACCENTED_SHARE = 0.6  # of the words; texts typed with all their accents hardly ever have fewer
# Words that a query about one document holds beside its number.
_FILLER = frozenset(["so", "ngay", "cua", "ve", "van", "ban", "tim", "cho", "xem", "nam", "thang", "va"])


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as the searcher uses it.

    `numbers` the loose reference numbers in it; `bare` is true when there is hardly anything else in it; `tokens` and
    `phrases` analysed; `accented` whether accents were typed throughout; `dense` the text for the encoder;
    `asked` what the query says of the document that it wants; `only_phrases` whether nothing stands outside quotes.
    """

    query: Query
    numbers: tuple[LooseNumber, ...]
    bare: bool
    tokens: analysis.Tokens
    phrases: tuple[analysis.Tokens, ...]
    accented: bool
    dense: str
    asked: Asked = Asked()
    only_phrases: bool = False


def parse_query(text: str, restore: Callable[[str], str | None] = lambda _: None) -> ParsedQuery:
    """Understand the text of a search box; every string is a valid query.

    `restore` gives back accents to words typed without, None when it has nothing to change.
    """
    text = " ".join(canonical(text).split())
    phrases = tuple(part for match in _QUOTED.findall(text) for part in match if part.strip())
    numbers = parse_loose(text)
    expanded = expand_abbreviations(text)
    plain = _QUOTED.sub(lambda match: f" {match.group(1) or match.group(2)} ", text)
    accented = _is_accented(text)
    restored = None if accented else restore(plain)
    meant = restored or plain
    tokens = analysis.analyze(meant, words=accented)
    # Both ways: documents also say ATVSLĐ where the query says "an toàn, vệ sinh lao động".
    for words in (*expanded, *abbreviate(meant)):
        tokens += analysis.analyze(words, words=accented)
    return ParsedQuery(
        query=Query(text=text, numbers=_printed(text, numbers), restored=restored, expanded=expanded, phrases=phrases),
        numbers=numbers,
        bare=bool(numbers) and _rest(text, numbers) <= 1,
        tokens=tokens,
        phrases=tuple(analysis.analyze(phrase, words=False) for phrase in phrases),
        accented=accented,
        dense=" ".join([meant, *(f"({words})" for words in expanded)]),
        asked=asked(" ".join([meant, *expanded])),
        only_phrases=bool(phrases) and not syllables(_QUOTED.sub(" ", text)),
    )


def _is_accented(text: str) -> bool:
    """Whether accents were typed throughout, and not only here and there: "Hà Nội cam xe may"."""
    words = [word for word in syllables(text) if not word.isdigit()]
    return bool(words) and sum(map(has_accents, words)) >= _ACCENTED_SHARE * len(words)


def _printed(text: str, numbers: tuple[LooseNumber, ...]) -> tuple[str, ...]:
    return tuple(text[number.start : number.end] for number in numbers)


def _rest(text: str, numbers: tuple[LooseNumber, ...]) -> int:
    """Count the words outside the numbers that say anything."""
    outside = []
    position = 0
    for number in sorted(numbers, key=lambda n: n.start):
        outside.append(text[position : number.start])
        position = max(position, number.end)
    outside.append(text[position:])
    return sum(fold(s) not in _FILLER for s in syllables(" ".join(outside)))
