"""The text of a search box → what is asked: reference numbers, phrases, facts, abbreviations written out, tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from directives.abbreviations import abbreviate, expand_abbreviations, written_out
from directives.everyday import official_words
from directives.models import Fact, Query
from directives.reference.numbers import LooseNumber, parse_loose
from directives.text import canonical, fold, syllables
from index import analysis
from index.accents import AccentModel
from index.asked import Asked, Kinds, asked
from index.completing import completed, is_accented
from index.corrections import correct

_QUOTED = re.compile(r'"([^"\n]{1,300})"|“([^”\n]{1,300})”')
# Words that a query about one document holds beside its number.
_FILLER = frozenset(["so", "ngay", "cua", "ve", "van", "ban", "tim", "cho", "xem", "nam", "thang", "va"])


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done to understand a query; each step can be left out, to measure what it brings."""

    correct: bool = True  # typing mistakes put right
    restore: bool = True  # accents restored
    readings: bool = True  # other ways to restore them searched too
    everyday: bool = True  # what documents say for everyday words added
    expand: bool = True  # abbreviations written out
    abbreviate: bool = True  # what is written out abbreviated
    numbers: bool = True  # reference numbers, by the exact route
    types: bool = True
    places: bool = True
    issuers: bool = True
    dates: bool = True
    filters: bool = True  # facts alone restrict what is found


ALL_STEPS = Steps()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as the searcher uses it.

    `numbers` the loose reference numbers in it; `bare` is true when there is hardly anything else in it; `tokens` and
    `phrases` analysed; `accented` whether accents were typed throughout; `dense` the text for the encoder, and
    `also_dense` other ways to say it; `subject` the folded words outside the numbers; `asked` what the query says
    of the document that it wants; `only_phrases` whether nothing stands outside quotes; `own` the syllables of what is
    meant, as they are compared, without what was added to them.
    """

    query: Query
    numbers: tuple[LooseNumber, ...]
    bare: bool
    tokens: analysis.Tokens
    phrases: tuple[analysis.Tokens, ...]
    accented: bool
    dense: str
    also_dense: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    asked: Asked = Asked()
    only_phrases: bool = False
    own: tuple[str, ...] = ()


def parse_query(text: str, model: AccentModel | None = None, steps: Steps = ALL_STEPS) -> ParsedQuery:
    """Understand the text of a search box; every string is a valid query.

    `model` knows how the archive writes: without one nothing is corrected and no accents are restored.
    """
    typed = " ".join(canonical(text).split())
    corrected = correct(model, typed) if model and steps.correct else None
    text = corrected or typed
    phrases = tuple(part for match in _QUOTED.findall(text) for part in match if part.strip())
    numbers = parse_loose(text) if steps.numbers else ()
    expanded = expand_abbreviations(text) if steps.expand else ()
    plain = _QUOTED.sub(lambda match: f" {match.group(1) or match.group(2)} ", text)
    accented = is_accented(text)
    restored, others = completed(plain, model, steps.readings) if model and steps.restore else (None, ())
    meant = restored or plain
    shortened = abbreviate(meant) if steps.abbreviate else ()
    official = official_words(meant) if steps.everyday else ()
    tokens = said = analysis.analyze(meant, words=accented)
    # Both ways: documents also say ATVSLĐ where the query says "an toàn, vệ sinh lao động".
    for words in (*expanded, *shortened, *official):
        tokens += analysis.analyze(words, words=accented)
    wanted = asked(written_out(meant) if steps.expand else meant, _kinds(steps))
    facts = (*(Fact("number", printed, printed, "exact") for printed in _printed(text, numbers)), *wanted.facts)
    return ParsedQuery(
        query=Query(
            text=typed,
            numbers=_printed(text, numbers),
            restored=restored,
            expanded=expanded,
            phrases=phrases,
            corrected=corrected,
            readings=others,
            abbreviated=shortened,
            official=official,
            facts=facts,
        ),
        numbers=numbers,
        bare=bool(numbers) and len(_outside(text, numbers)) <= 1,
        tokens=tokens,
        phrases=tuple(analysis.analyze(phrase, words=False) for phrase in phrases),
        accented=accented,
        dense=_for_encoder(meant, expanded),
        also_dense=(
            *(_for_encoder(reading, expanded) for reading in others),
            *([_for_encoder(meant, (*expanded, *official))] if official else []),
        ),
        subject=_outside(text, numbers),
        asked=wanted if steps.filters else replace(wanted, alone=False),
        only_phrases=bool(phrases) and not syllables(_QUOTED.sub(" ", text)),
        own=said.syllables if accented else said.folded,
    )


def _kinds(steps: Steps) -> Kinds:
    return Kinds(steps.types, steps.places, steps.issuers, steps.dates)


def _for_encoder(meant: str, expanded: tuple[str, ...]) -> str:
    return " ".join([meant, *(f"({words})" for words in expanded)])


def _printed(text: str, numbers: tuple[LooseNumber, ...]) -> tuple[str, ...]:
    return tuple(text[number.start : number.end] for number in numbers)


def _outside(text: str, numbers: tuple[LooseNumber, ...]) -> tuple[str, ...]:
    """Return the folded words outside the numbers that say anything."""
    outside = []
    position = 0
    for number in sorted(numbers, key=lambda n: n.start):
        outside.append(text[position : number.start])
        position = max(position, number.end)
    outside.append(text[position:])
    return tuple(word for word in map(fold, syllables(" ".join(outside))) if word not in _FILLER)
