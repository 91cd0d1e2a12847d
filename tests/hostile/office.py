"""Hostile Office files: packages of XML, compound files, RTF."""
# ruff: noqa: E501  the table is read by the row

from __future__ import annotations

import random

from tests.docxs import CONTENT_TYPES, NAMESPACES, RELATIONSHIPS, docx, package, paragraph, part, table
from tests.hostile.case import GOOD, MARK, SECRET, Case, Outcome, lazily

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_R = "http://schemas.openxmlformats.org/package/2006/relationships"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "haha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _body(number: int) -> str:
    return "".join(paragraph(line) for line in GOOD.format(number).splitlines())


def _case(kind: str, outcome: Outcome, words: str, make: object, name: str = "a.docx", needs: str = "") -> Case:
    return Case(kind, outcome, words, lazily(name, make), needs)  # type: ignore[arg-type]


def _document(xml: str | bytes, **parts: str | bytes) -> bytes:
    files: dict[str, str | bytes] = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS}
    return package(files | {"word/document.xml": xml} | {f"word/{k}": v for k, v in parts.items()})


def _root(content: str, head: str = "") -> str:
    return f"{head}<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def _boxes(depth: int) -> str:
    inner = paragraph(MARK)
    for _ in range(depth):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    return inner


def _tables(depth: int) -> str:
    inner = paragraph(MARK)
    for _ in range(depth):
        inner = table([inner])
    return inner


def _outside() -> bytes:
    links = (
        f'<Relationships xmlns="{_R}"><Relationship Id="rId9" TargetMode="External" Target="http://127.0.0.1:9/x.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    return _document(_root(_body(61)), **{"_rels/document.xml.rels": links})


def _looping_styles() -> str:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    return part("styles", style.format("A", "B") + style.format("B", "A"))


def sheet(rows: str, strings: str = "", head: str = "") -> bytes:
    """Return a spreadsheet of one sheet."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{types}.worksheet+xml"/>'
        f'<Override PartName="/xl/t.xml" ContentType="{types}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r" Type="{kind}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{kind}"><sheets><sheet name="B" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r1" Type="{kind}/worksheet" '
        f'Target="s.xml"/><Relationship Id="r2" Type="{kind}/sharedStrings" Target="t.xml"/></Relationships>',
        "xl/s.xml": f'{head}<worksheet xmlns="{_S}">{rows}</worksheet>',
        "xl/t.xml": f'<sst xmlns="{_S}">{strings}</sst>',
    })  # fmt: skip


def _cell(text: str, at: str = "A1") -> str:
    return (
        f'<row r="{at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'
    )


def slides(count: int, same: bool = True) -> bytes:
    """Return a presentation that shows one slide `count` times, which refers to itself as its notes."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ids = "".join(f'<p:sldId id="{i}" r:id="r1"/>' for i in range(count))
    return package({
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{kind}"><p:sldIdLst>{ids}</p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r1" Type="{kind}/slide" '
        'Target="slides/s.xml"/></Relationships>',
        "ppt/slides/s.xml": f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}"><p:txBody><a:p><a:r><a:t>{MARK}</a:t></a:r></a:p>'
        "</p:txBody></p:sld>",
        "ppt/slides/_rels/s.xml.rels": f'<Relationships xmlns="{_R}"><Relationship Id="r1" Type="{kind}/notesSlide" '
        'Target="../slides/s.xml"/><Relationship Id="r2" Type="x" Target="../../../../etc/passwd"/></Relationships>',
    })  # fmt: skip


def opendocument(kind: str, body: str, head: str = "") -> bytes:
    """Return an OpenDocument package."""
    spaces = " ".join(f'xmlns:{k}="{_ODF}{k}:1.0"' for k in ("office", "text", "table"))
    return package({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'{head}<office:document-content {spaces} office:version="1.2"><office:body><office:{kind}>{body}'
        f"</office:{kind}></office:body></office:document-content>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    })  # fmt: skip


def _compound(stream: str) -> bytes:
    return OLE + bytes(600) + stream.encode("utf-16-le") + random.Random(7).randbytes(3000)


def _rtf(text: str, inside: str = "") -> str:
    shown = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text).replace("\n", "\\par ")
    return "{\\rtf1\\ansi " + inside + shown + "}"


_NOISE = paragraph("".join(random.Random(3).choices("abcdefgh", k=100_000)))  # packs badly: no bomb by its ratio
_MANY_CELLS = "".join(
    f'<row r="{r}">' + "".join('<c t="s"><v>0</v></c>' for _ in range(100)) + "</row>" for r in range(1, 1001)
)
_STRING = "<si><t>" + "an toàn lao động " * 2000 + "</t></si>"
_PARAGRAPHS = 20_000
CASES = [
    _case("docx: bom thực thể XML", "failed", "DOCTYPE", lambda: _document(_root(_body(62) + "&a11;", _LAUGHS))),
    _case("docx: thực thể trỏ ra ngoài", "failed", "DOCTYPE", lambda: _document(_root(paragraph("&e;"), _OUTSIDE))),
    _case("docx: thực thể, XML dạng UTF-16", "failed", "DOCTYPE",
          lambda: _document(_root(paragraph("&e;"), _OUTSIDE.replace("?>", ' encoding="UTF-16"?>')).encode("utf-16"))),
    _case("docx: liên kết ra ngoài", "read", MARK, _outside),
    _case("docx: tài liệu nhúng (altChunk)", "read", MARK, lambda: docx(_body(63), '<w:altChunk r:id="rId9"/>')),
    _case("docx: 20.000 đoạn", "read", "Đoạn", lambda: docx("".join(paragraph(f"Đoạn {i * 7919}") for i in range(_PARAGRAPHS)))),
    _case("docx: bảng lồng 50 tầng", "read", MARK, lambda: docx(_tables(50))),
    _case("docx: bảng lồng 5.000 tầng", "failed", "", lambda: docx(_tables(5000))),
    _case("docx: khung chữ lồng 60 tầng", "read", MARK, lambda: docx(_body(80), _boxes(60))),
    _case("docx: thẻ lồng 100.000 tầng", "failed", "XML",
          lambda: docx("<w:ins>" * 100_000 + "</w:ins>" * 100_000 + _NOISE)),
    _case("docx: 20.000 cột", "read", "ô", lambda: docx(table(["ô"] * 20_000), _NOISE)),
    _case("docx: một đoạn 12 triệu ký tự", "failed", "", lambda: docx(paragraph("an toàn lao động " * 700_000))),
    _case("docx: kiểu dựa lên nhau thành vòng", "read", MARK,
          lambda: docx(_body(64), paragraph(MARK, properties='<w:pStyle w:val="A"/>'), styles=_looping_styles())),
    _case("docx: bom nén", "failed", "lớn bất thường", lambda: _document(_root(_body(65) + " " * (60 * 2**20)))),
    _case("docx: thiếu thân", "failed", "hợp lệ", lambda: package({"word/x.xml": "x"})),
    _case("docx: XML sai", "failed", "XML", lambda: _document("<w:document>")),
    _case("docx: UTF-8 sai", "failed", "XML", lambda: _document(_root(_body(66)).encode() + b"\xff\xfe")),
    _case("docx: 30.000 thành phần", "failed", "nhiều thành phần",
          lambda: package({"word/document.xml": "x"} | {f"word/{i}": "" for i in range(30_000)})),
    _case("docx: có mật khẩu", "failed", "mật khẩu", lambda: _compound("EncryptedPackage")),
    _case("docx: bị cắt cụt", "failed", "hỏng", lambda: docx(_body(67))[:700]),
    _case("docx: dấu mật ở đầu trang", "refused", "MẬT",
          lambda: docx(_body(68), header1=part("hdr", paragraph("TUYỆT MẬT")))),
    _case("docx: dấu mật trong ô bảng", "refused", "MẬT",
          lambda: docx(table(["LIÊN ĐOÀN LAO ĐỘNG", "MẬT"]), _body(69))),
    _case("docx: dấu mật trong khung chữ", "refused", "MẬT",
          lambda: docx("<w:p><w:r><w:pict><w:txbxContent>" + paragraph("TỐI MẬT") + "</w:txbxContent></w:pict></w:r></w:p>",
                       _body(70))),
    _case("xlsx: khai 2^20 dòng × 16.384 cột", "read", MARK,
          lambda: sheet('<dimension ref="A1:XFD1048576"/><sheetData>' + _cell(f"{MARK} 1") + "</sheetData>"), "a.xlsx"),
    _case("xlsx: một ô ở dòng cuối cùng", "read", MARK,
          lambda: sheet("<sheetData>" + _cell(f"{MARK} 2") + _cell("cuối", "A1048576") + "</sheetData>"), "a.xlsx"),
    _case("xlsx: bom chuỗi dùng chung", "failed", "ký tự",
          lambda: sheet(f"<sheetData>{_MANY_CELLS}</sheetData>", _STRING), "a.xlsx"),
    _case("xlsx: bom thực thể XML", "failed", "DOCTYPE",
          lambda: sheet("<sheetData>" + _cell("&a11;") + "</sheetData>", head=_LAUGHS), "a.xlsx"),
    _case("xlsx: bị cắt cụt", "failed", "hỏng", lambda: sheet("<sheetData/>")[:500], "a.xlsx"),
    _case("xlsx: dấu mật", "refused", "MẬT", lambda: sheet("<sheetData>" + "".join(
        _cell(line, f"A{i}") for i, line in enumerate(SECRET.replace("77", "78").splitlines(), 1)) + "</sheetData>"),
        "a.xlsx"),
    _case("pptx: một trang lặp lại 3.000 lần, ghi chú trỏ về chính nó", "read", MARK, lambda: slides(3000), "a.pptx"),
    _case("pptx: 6.000 trang", "failed", "vượt giới hạn", lambda: slides(6000), "a.pptx"),
    _case("pptx: bị cắt cụt", "failed", "hỏng", lambda: slides(1)[:400], "a.pptx"),
    _case("odt: bom thực thể XML", "failed", "",
          lambda: opendocument("text", "<text:p>&a11;</text:p>", _LAUGHS), "a.odt", "soffice"),
    _case("ods: lặp 1.048.576 dòng", "read", MARK, lambda: opendocument(
        "spreadsheet", '<table:table table:name="B"><table:table-row><table:table-cell office:value-type="string">'
        f'<text:p>{MARK}</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'), "a.ods", "soffice"),
    _case("odt: bị cắt cụt", "failed", "", lambda: opendocument("text", f"<text:p>{MARK}</text:p>")[:300], "a.odt",
          "soffice"),
    _case("doc: phần đầu thật, còn lại bừa", "failed", "LibreOffice", lambda: _compound("WordDocument"), "a.doc",
          "soffice"),
    _case("xls: phần đầu thật, còn lại bừa", "failed", "LibreOffice", lambda: _compound("Workbook"), "a.xls", "soffice"),
    _case("ppt: phần đầu thật, còn lại bừa", "failed", "LibreOffice", lambda: _compound("PowerPoint Document"), "a.ppt",
          "soffice"),
    _case("msg: phần đầu thật, còn lại bừa", "failed", "Outlook", lambda: _compound("__substg1.0_"), "a.msg"),
    _case("rtf: 100.000 ngoặc lồng", "failed", "", lambda: "{\\rtf1 " + "{" * 100_000, "a.rtf", "soffice"),
    _case("rtf: nhúng đối tượng và trường gọi tệp ngoài", "read", MARK, lambda: _rtf(GOOD.format(71),
          '{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}}{\\object\\objemb{\\*\\objdata 0105}}'), "a.rtf", "soffice"),
    _case("rtf: dấu mật", "refused", "MẬT", lambda: _rtf(SECRET.replace("77", "79")), "a.rtf", "soffice"),
]  # fmt: skip
