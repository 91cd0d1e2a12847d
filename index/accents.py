"""Accents restored in queries typed without them, by the syllable pairs of the archive itself.

A bigram model over syllables: for each unaccented syllable the accented ones seen in the archive, chosen together by
Viterbi.  Documents ask nothing, so that "bao nhieu" would become "bảo nhiều": the tables of questions, everyday words,
abbreviations and provinces add what they lack.  Counts are a cache like the others: derived from the store, kept as
JSON beside the indexes.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from directives import tables
from directives.abbreviations import ABBREVIATIONS
from directives.everyday import everyday_words
from directives.issuers import provinces
from directives.text import fold, has_accents, tone_key
from index.store import documents as store
from index.store import passages as passage_rows
from index.store.database import Database

_SYLLABLE = re.compile(r"[^\W\d_]+")
_CANDIDATES = 12  # accented forms considered for one syllable
_PAIR_WEIGHT = 0.9  # of the pair model, the rest goes to the single syllable
_AS_TYPED = 2.5  # added to the logarithm of a form that was typed, in texts with some accents
_MOST_PAIRS = 200_000  # the most frequent ones; more make the file slow to read and change little
_QUESTION_WEIGHT = 40  # how often each phrase of the table of questions counts as seen
_LEXICON_WEIGHT = 10  # how often each other phrase of the tables does
_LEARNING = 2  # raised when other texts or tables are learnt from
_MOST_CHARACTERS = 40_000_000  # learnt from; more text changes little


@dataclass(frozen=True, slots=True)
class AccentModel:
    """Counts of accented syllables and of pairs of neighbours, lower case; `forms` by unaccented syllable."""

    single: dict[str, int]
    pairs: dict[tuple[str, str], int]
    forms: dict[str, tuple[str, ...]]
    total: int

    def restore(self, text: str) -> str:
        """Return `text` with the likeliest accents.

        Accents that were typed, words never seen, numbers and punctuation stay as they are; where some were typed, a
        word without any is likelier meant so.
        """
        return self.readings(text, 1)[0][0]

    def readings(self, text: str, most: int = 2) -> tuple[tuple[str, float], ...]:
        """Return up to `most` ways to put accents on `text` with their log-probabilities, the likeliest first."""
        found = list(_SYLLABLE.finditer(text))
        typed = _with_provinces([match.group() for match in found])
        ranked = self._best(typed, _AS_TYPED if has_accents(text) else 0.0, most)
        readings = []
        for score, chosen in ranked:
            parts, position = [], 0
            for match, word in zip(found, chosen, strict=True):
                parts += [text[position : match.start()], in_case_of(match.group(), word)]
                position = match.end()
            readings.append(("".join([*parts, text[position:]]), score))
        return tuple(readings)

    def spelling(self, word: str) -> str | None:
        """Return `word` as the archive spells it (hoà or hòa), None when it never does."""
        key = tone_key(word)
        return next((form for form in self.forms.get(fold(word), ()) if tone_key(form) == key), None)

    def _best(self, typed: list[str], as_typed: float, most: int) -> list[tuple[float, list[str]]]:
        """Return the `most` likeliest sequences of forms of the words `typed` (Viterbi), best first."""
        paths: dict[str, list[tuple[float, list[str]]]] = {"": [(0.0, [])]}
        for word in typed:
            following = {}
            for form in self._forms(word):
                kept = as_typed if form == word else 0.0
                reached = []
                for before, ways in paths.items():
                    step = self._log(before, form) + kept
                    reached += [(score + step, path) for score, path in ways]
                best = nlargest(most, reached, key=itemgetter(0)) if most > 1 else [max(reached, key=itemgetter(0))]
                following[form] = [(score, [*path, form]) for score, path in best]
            paths = following
        return nlargest(most, (way for ways in paths.values() for way in ways), key=itemgetter(0))

    def _forms(self, word: str) -> tuple[str, ...]:
        if word != fold(word):
            return (word,)
        forms = self.forms.get(word, ())
        return forms if word in forms else (*forms, word)

    def _log(self, before: str, word: str) -> float:
        alone = (self.single.get(word, 0) + 0.5) / (self.total + 1)
        follows = self.pairs.get((before, word), 0) / max(1, self.single.get(before, 0))
        return math.log(_PAIR_WEIGHT * follows + (1 - _PAIR_WEIGHT) * alone)


def in_case_of(typed: str, word: str) -> str:
    """Return `word` in capitals, or with a first one, as `typed` was."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word


def learn(texts: Iterable[str]) -> AccentModel:
    """Count syllables and pairs in accented texts and in the table of questions."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = _SYLLABLE.findall(text.lower())
        single.update(words)
        pairs.update(pairwise(words))
    for phrase, weight in _lexicon():
        words = _SYLLABLE.findall(phrase.lower())
        single.update(dict.fromkeys(words, weight))
        pairs.update(dict.fromkeys(pairwise(words), weight))
    return _model(dict(single), dict(pairs.most_common(_MOST_PAIRS)))


def _lexicon() -> Iterator[tuple[str, int]]:
    """Yield the phrases of the tables, each with how often it counts as seen."""
    for (phrase,) in tables.read("questions.csv", ("phrase",)):
        yield phrase, _QUESTION_WEIGHT
    for phrase in everyday_words():
        yield phrase, _LEXICON_WEIGHT
    for abbreviation in ABBREVIATIONS:
        yield abbreviation.expansion, _LEXICON_WEIGHT
    for province in provinces():
        yield province.name, _LEXICON_WEIGHT


def _with_provinces(typed: list[str]) -> list[str]:
    """Return the words in lower case, those of a province whose name begins with capitals with its accents.

    "Dien Bien" is Điện Biên, whatever is likelier for "dien bien".
    """
    lower = [word.lower() for word in typed]
    names = _province_names()
    for first in range(len(typed) - 1):
        for length in (3, 2):
            name = names.get(tuple(map(fold, lower[first : first + length])))
            if name and all(word[0].isupper() and not word[1:].isupper() for word in typed[first : first + length]):
                kept = [word if word != fold(word) else ours for word, ours in zip(lower[first:], name, strict=False)]
                lower[first : first + length] = kept
                break
    return lower


@cache
def _province_names() -> dict[tuple[str, ...], tuple[str, ...]]:
    names = (tuple(_SYLLABLE.findall(province.name.lower())) for province in provinces())
    return {tuple(map(fold, name)): name for name in names if len(name) > 1}


def _model(single: dict[str, int], pairs: dict[tuple[str, str], int]) -> AccentModel:
    forms: dict[str, list[str]] = defaultdict(list)
    for word in sorted(single, key=lambda w: (-single[w], w)):
        forms[fold(word)].append(word)
    limited = {key: tuple(words[:_CANDIDATES]) for key, words in forms.items()}
    return AccentModel(single, pairs, limited, sum(single.values()))


class Accents:
    """The accent model of an archive, learnt when first needed and again when the archive has changed a lot."""

    def __init__(self, folder: Path) -> None:
        """Keep the counts in `folder`."""
        self._path = folder / "accents.json"
        self._model: AccentModel | None = None
        self._passages = 0
        self._generation = -1

    def restore(self, db: Database, text: str) -> str | None:
        """Return `text` with accents, None when that changes nothing."""
        restored = self.refresh(db).restore(text)
        return restored if restored.lower() != text.lower() else None

    def refresh(self, db: Database) -> AccentModel:
        """Return the model, learnt anew where the archive has grown or shrunk by a quarter since."""
        db = db.whole  # what is restored is that of the archive, whoever asks: syllables, no documents
        generation = db.generation()
        if self._model is not None and generation == self._generation:
            return self._model  # passages are counted once for each state of the archive, not once a query
        count = store.count(db, "passages")
        if self._model is None:
            self._load()
        if self._model is None or not 0.8 * count <= self._passages <= 1.25 * count:
            self._model, self._passages = learn(_texts(db)), count
            self._save()
        self._generation = generation
        return self._model

    def _load(self) -> None:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            pairs = {
                (first, second): n for first, following in data["pairs"].items() for second, n in following.items()
            }
            if data["learning"] == _LEARNING:
                self._model, self._passages = _model(data["single"], pairs), int(data["passages"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._model = None  # absent, cut short or of another layout: the store has the texts

    def _save(self) -> None:
        assert self._model is not None
        pairs: dict[str, dict[str, int]] = defaultdict(dict)
        for (first, second), count in self._model.pairs.items():
            pairs[first][second] = count
        data = {"learning": _LEARNING, "passages": self._passages, "single": self._model.single, "pairs": pairs}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(f".{os.getpid()}.writing")
        temporary.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        temporary.replace(self._path)


def _texts(db: Database) -> Iterator[str]:
    read = 0
    for _, first, last in passage_rows.ranges(db):
        for passage in passage_rows.between(db, first, last):
            read += len(passage.text)
            if read > _MOST_CHARACTERS:
                return
            yield passage.text
