"""Fits the weights of assistant/answers/evidence.py on the half of the labelled questions that may be tuned on.

    python -m evaluation.benchmarks.answers DATA LIBRARY [DATA LIBRARY …]

A logistic regression whose weights can only have their natural sign, both classes counted alike; the threshold is
the lowest that refuses enough of that half's unanswerable questions.  Prints what to copy.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answers.demands import demands_of
from assistant.answers.evidence import FEATURES, SIGNS, features, weigh
from evaluation.answers import halved, own_questions
from evaluation.retrieval import labelled_queries
from library import Library

Array = NDArray[np.float64]
_PENALTY = 1.0
_STEPS = 4_000
_RATE = 0.5
_RECALL = 0.8  # of the unanswerable questions that are to be refused


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_and_library", type=Path, nargs="+")
    pairs = parser.parse_args().data_and_library
    rows: list[tuple[float, ...]] = []
    labels: list[tuple[bool, bool]] = []
    for data, library in zip(pairs[::2], pairs[1::2], strict=True):
        own = () if labels else own_questions()  # written for archives like the first one
        queries = halved((*labelled_queries(data / "queries.jsonl"), *own))
        with Library.open(library) as archive:
            rows += [_features(archive, query.text) for query, _ in queries]
        labels += [(bool(query.relevant), half) for query, half in queries]
    values = np.array(rows)
    wanted = np.array([float(answerable) for answerable, _ in labels])
    tuned = np.array([half for _, half in labels])
    weights, bias = fit(values[tuned], wanted[tuned])
    scores = values @ weights + bias
    threshold = best_threshold(scores[tuned], wanted[tuned])
    print("FEATURES", FEATURES)
    print("WEIGHTS", tuple(round(float(weight), 2) for weight in weights), "BIAS", round(bias - threshold, 2))
    for name, half in (("tuned", tuned), ("held out", ~tuned)):
        for shift in (-0.4, -0.2, 0.0, 0.2, 0.4):
            refused = scores[half] < threshold + shift
            right = (refused & (wanted[half] == 0)).sum()
            print(
                f"{name:<10}{shift:+.1f} precision {right / max(1, refused.sum()):.3f} "
                f"recall {right / (wanted[half] == 0).sum():.3f} answered {(~refused)[wanted[half] == 1].mean():.3f}"
            )


def _features(archive: Library, question: str) -> tuple[float, ...]:
    result = archive.search(question, 8)
    asked = result.query.restored or question
    return features(asked, weigh(demands_of(asked), result.hits), archive.caches.lexical.rarity)


def fit(values: Array, wanted: Array) -> tuple[Array, float]:
    """Return weights and bias."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    counts = np.where(wanted == 1, 0.5 / wanted.mean(), 0.5 / (1 - wanted.mean()))
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        predicted = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (predicted - wanted)) / len(wanted)
        slope += _PENALTY * np.r_[weights[:-1], 0] / len(wanted)
        weights -= _RATE * slope
        weights[:-1] = np.where(weights[:-1] * np.array(SIGNS) < 0, 0, weights[:-1])
    return weights[:-1] / spread, float(weights[-1] - (weights[:-1] * mean / spread).sum())


def best_threshold(scores: Array, wanted: Array) -> float:
    """Return the lowest score below which enough of the unanswerable questions are refused."""
    unanswerable = np.sort(scores[wanted == 0])
    last = int(np.ceil(_RECALL * len(unanswerable))) - 1
    return float((unanswerable[last] + unanswerable[min(last + 1, len(unanswerable) - 1)]) / 2)


if __name__ == "__main__":
    main()
