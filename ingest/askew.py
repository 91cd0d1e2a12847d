"""Scanned pages that lie askew: by how many degrees, told by how sharply lines and the room between them part."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_HEIGHT = 800  # points of the small copy that is turned this way and that
_WIDEST = 7.0  # degrees; beyond that the page was laid down on purpose
_LEAST = 0.5  # degrees; less does not harm recognition
_GAIN = 1.15  # by how much the lines must part more sharply


def skew(image: Image) -> float:
    """Return by how many degrees, counted anti-clockwise, a grey page must be turned to lie straight; 0 if it does."""
    from PIL import ImageOps

    factor = _HEIGHT / max(1, image.height)
    if factor >= 1:
        return 0.0
    small = ImageOps.invert(image.resize((max(1, round(image.width * factor)), _HEIGHT)))
    best, coarse = 0.0, [step / 2 for step in range(int(-2 * _WIDEST), int(2 * _WIDEST) + 1)]
    straight = _sharpness(small, 0.0)
    best = max(coarse, key=lambda angle: _sharpness(small, angle))
    best = max((best + step / 8 for step in range(-3, 4)), key=lambda angle: _sharpness(small, angle))
    return best if abs(best) >= _LEAST and _sharpness(small, best) > _GAIN * straight else 0.0


def _sharpness(small: Image, angle: float) -> float:
    """Return how much the rows of points differ from their neighbours with the page turned."""
    turned = small.rotate(angle, fillcolor=0) if angle else small
    rows = turned.resize((1, turned.height), resample=4).tobytes()  # 4: the mean of each row
    return float(sum((a - b) ** 2 for a, b in pairwise(rows)))
