"""Pictures of pages with Vietnamese text, as a scanner makes them."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

_FONTS = ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "NotoSerif-Regular.ttf", "times.ttf", "Times New Roman.ttf")


def _font(size):
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip(f"font not installed: {' or '.join(_FONTS)}")


def page(lines, width=2480, height=3508):
    """Return a picture of A4 at 300 dpi with these lines at its left edge."""
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    font = _font(50)
    for i, line in enumerate(lines):
        draw.text((300, 300 + 85 * i), line, font=font, fill=0)
    return image


def saved(image, form, **more):
    """Return a picture, or a list of them, as a file."""
    first, *rest = image if isinstance(image, list) else [image]
    out = io.BytesIO()
    options = {"save_all": True, "append_images": rest} if rest else {}
    first.save(out, form, **options, **more)
    return out.getvalue()


def scan(*images):
    """Return a PDF of pictures without any text."""
    return saved(list(images), "PDF", resolution=300)
