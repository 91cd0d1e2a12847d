"""A second look at the first passages: how many of the query's words stand close together in each.

Channels count words wherever they stand, and a title beside every passage of its document; what answers a question has
its words in one sentence or two.  Words weigh the more the fewer of the document's passages hold them: a name that
stands in all of them tells none from another, and one that stands in none of them costs nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from directives.text import fold, syllables, tone_key
from index.query import ParsedQuery
from index.store.passages import StoredPassage

LOOKED_AT = 10  # first passages that are looked at
_COUNTED = 30  # first passages that tell how rare a word is in its document
_CLOSE = 15  # syllables: a clause


def nearness(parsed: ParsedQuery, ranked: Sequence[StoredPassage]) -> dict[int, float]:
    """Return for the first of `ranked`, by id, the share of the query's words that one stretch of it holds, 0 to 1."""
    key = tone_key if parsed.accented else fold
    words = frozenset(parsed.own)
    tokens = {p.id: [key(syllable) for syllable in syllables(p.text)] for p in ranked[:_COUNTED]}
    passages: Counter[str] = Counter()
    holding: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in ranked[:_COUNTED]:
        passages[passage.document_id] += 1
        holding[passage.document_id].update(words.intersection(tokens[passage.id]))
    weights = {document: _weights(held, passages[document]) for document, held in holding.items()}
    return {p.id: _closest(tokens[p.id], weights[p.document_id]) for p in ranked[:LOOKED_AT]}


def _weights(held: Mapping[str, int], passages: int) -> dict[str, float]:
    return {word: math.log(1 + (passages + 0.5) / (count + 0.5)) for word, count in held.items()}


def _closest(tokens: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the greatest weight of different words within a clause's length, as a share of all weights."""
    best = within = 0.0
    first = 0
    inside: Counter[str] = Counter()
    places = [(at, token) for at, token in enumerate(tokens) if token in weights]
    for at, token in places:
        within += 0.0 if inside[token] else weights[token]
        inside[token] += 1
        while places[first][0] <= at - _CLOSE:
            gone = places[first][1]
            inside[gone] -= 1
            within -= 0.0 if inside[gone] else weights[gone]
            first += 1
        best = max(best, within)
    total = sum(weights.values())
    return best / total if total else 0.0
