"""PDF files written byte by byte: text at given places, in a font without outlines but with a map to Unicode."""

from collections.abc import Sequence

Placed = tuple[float, float, str]  # left edge and baseline in points from the lower left corner, text


def pdf(
    pages: Sequence[Sequence[Placed]],
    size: float = 13,
    image_on: Sequence[int] = (),
    small: float = 9,
    strokes: str = "",
) -> bytes:
    """Return a PDF with the given texts; every letter is half as wide as it is high.

    A text that begins with "~" is set in `small` letters, the sign left out.  The pages numbered in `image_on` (from 0)
    show a picture too; `strokes` are drawn on every page.
    """
    letters = sorted({c for page in pages for _, _, text in page for c in text if c != "~"})
    codes = {c: i + 1 for i, c in enumerate(letters)}
    mapping = "\n".join(f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (7 + 2 * i) for i in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 /CIDToGIDMap /Identity"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 750 /Descent -250 /CapHeight 700"
        b" /ItalicAngle 0 /StemV 80 /FontBBox [0 -250 1000 750] >> >>",
        _stream(to_unicode.encode()),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
        b" >>\nstream\n\x80\nendstream",
    ]
    for i, page in enumerate(pages):
        drawn = [strokes, *(["q 100 0 0 100 50 50 cm /Im Do Q"] if i in image_on else [])]
        for left, base, text in page:
            points, text = (small, text[1:]) if text.startswith("~") else (size, text)
            shown = "".join(f"{codes[c]:04x}" for c in text)
            drawn.append(f"BT /F {points} Tf 1 0 0 1 {left} {base} Tm <{shown}> Tj ET")
        pictures = b"/XObject << /Im 6 0 R >>" if i in image_on else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> %s >> >>" % (8 + 2 * i, pictures)
        )
        objects.append(_stream("\n".join(drawn).encode()))
    return _file(objects)


def column(
    text: str, left: float = 85, top: float = 780, width: int = 66, indent: int = 0, lead: float = 17
) -> list[Placed]:
    """Return the paragraphs of `text` wrapped at `width` letters, as a typesetter would; `indent` in letters."""
    placed = []
    base = top
    for paragraph in text.split("\n"):
        line, at = "", indent
        for word in paragraph.split(" "):
            if line and at + len(line) + 1 + len(word) > width:
                placed.append((left + 6.5 * at, base, line))
                base -= lead
                line, at = "", 0
            line = f"{line} {word}" if line else word
        placed.append((left + 6.5 * at, base, line))
        base -= lead
    return placed


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for i, body in enumerate(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )
