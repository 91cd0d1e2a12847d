"""Sample documents as web pages, plain text and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from corpus.source import Block, Source
from corpus.word import MARK, copy_lines

_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_STYLE = (
    "body{font-family:'Times New Roman',serif;font-size:17px;line-height:1.5;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem}table{width:100%;border-collapse:collapse}.dau td{width:50%;text-align:center;vertical-align:top}"
    ".giua{text-align:center}.so-lieu td,.so-lieu th{border:1px solid #999;padding:.3rem}"
    ".mau{text-align:right;color:#666}h1{font-size:1.4rem;margin:1.5rem 0 0}h2{font-size:1.15rem;margin:.2rem 0 1rem}"
    "h3{font-size:1rem}"
)


def build_text(source: Source) -> str:
    """Return the document as plain text."""
    lines = [MARK, "", *_left(source), *_right(source), "", source.number_line, source.place_line, ""]
    if source.is_letter:
        lines.insert(-2, f"V/v {source.title}")
    else:
        lines += [source.type, source.title, ""]
    lines += _addressees(source)
    if source.authority:
        lines += [source.authority, ""]
    main, attached = source.parts
    lines += _text_lines(main)
    lines += ["", "Nơi nhận:", *copy_lines(source.copies), ""]
    for signature in source.signatures:
        lines += [*signature.capacity, "", signature.name, ""]
    lines += _text_lines(attached)
    return "\n".join(_squeezed(lines)).rstrip() + "\n"


def _text_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from ("", block.text, "") if block.look in ("centred", "attachment") else (block.text,)


def build_markdown(source: Source) -> str:
    """Return the document as Markdown with the light marks that office converters leave."""
    lines = [MARK, "", *_left(source), "", *_right(source), "", source.number_line, "", source.place_line, ""]
    if source.is_letter:
        lines += [f"V/v {source.title}", ""]
    else:
        lines += [f"**{source.type}**", "", f"**{source.title}**", ""]
    lines += _addressees(source)
    if source.authority:
        lines += [f"**{source.authority}**", ""]
    main, attached = source.parts
    lines += [line for block in main for line in (_markdown(block), "")]
    lines += ["***Nơi nhận:***", "", *copy_lines(source.copies), ""]
    for signature in source.signatures:
        capacity = "  \n".join(signature.capacity)
        lines += [f"**{capacity}**", "", f"**{signature.name}**", ""]
    lines += [line for block in attached for line in (_markdown(block), "")]
    return "\n".join(_squeezed(lines)).rstrip() + "\n"


def build_html(source: Source) -> str:
    """Return the document as a web page, as portals of offices publish them."""
    head = "".join(_html_heading(source))
    main, attached = source.parts
    body = "".join((*_html_body(main), *_html_closing(source), *_html_body(attached)))
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(f'{MARK} - {source.type} {source.number}')}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<p class="mau">{MARK}</p>\n{head}{body}</body>\n</html>\n'
    )


def _left(source: Source) -> list[str]:
    lines = [source.parent] if source.parent else []
    lines += source.issuer
    return [*lines, "*"] if source.form == "party" else lines


def _right(source: Source) -> tuple[str, ...]:
    return _PARTY if source.form == "party" else _STATE


def _addressees(source: Source) -> list[str]:
    if not source.to:
        return []
    if len(source.to) == 1:
        return [f"Kính gửi: {source.to[0]}.", ""]
    first, *rest = copy_lines(source.to)
    return [f"Kính gửi: {first}", *rest, ""]


def _squeezed(lines: list[str]) -> Iterator[str]:
    """Leave one empty line where several follow one another."""
    before = "x"
    for line in lines:
        if line or before:
            yield line
        before = line


def _markdown(block: Block) -> str:
    if block.look in ("centred", "bold", "attachment"):
        return f"**{block.text}**"
    return f"*{block.text}*" if block.look == "italic" else block.text


def _cell(lines: list[str] | tuple[str, ...]) -> str:
    return f"<td>{'<br>'.join(escape(line) for line in lines)}</td>"


def _html_heading(source: Source) -> Iterator[str]:
    under = [source.number_line, f"V/v {source.title}"] if source.is_letter else [source.number_line]
    yield f'<table class="dau">\n<tr>{_cell(_left(source))}{_cell(_right(source))}</tr>\n'
    yield f"<tr>{_cell(under)}{_cell([source.place_line])}</tr>\n</table>\n"
    if not source.is_letter:
        yield f'<h1 class="giua">{escape(source.type)}</h1>\n<h2 class="giua">{escape(source.title)}</h2>\n'
    for line in _addressees(source):
        if line:
            yield f"<p>{escape(line)}</p>\n"
    if source.authority:
        yield f'<p class="giua"><b>{escape(source.authority)}</b></p>\n'


def _html_body(body: Iterable[Block]) -> Iterator[str]:
    for look, blocks in groupby(body, key=lambda block: block.look):
        if look == "row":
            rows = [[escape(cell) for cell in block.cells] for block in blocks]
            head = "".join(f"<th>{cell}</th>" for cell in rows[0])
            yield f'<table class="so-lieu">\n<tr>{head}</tr>\n'
            for row in rows[1:]:
                yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n"
            yield "</table>\n"
            continue
        for block in blocks:
            text = escape(block.text)
            if look in ("centred", "attachment"):
                yield f'<h3 class="giua">{text}</h3>\n'
            elif look == "bold":
                yield f"<p><b>{text}</b></p>\n"
            else:
                yield f"<p><i>{text}</i></p>\n" if look == "italic" else f"<p>{text}</p>\n"


def _html_closing(source: Source) -> Iterator[str]:
    copies = ["Nơi nhận:", *copy_lines(source.copies)]
    signatures = [[*signature.capacity, "", signature.name] for signature in source.signatures]
    if len(signatures) > 1:
        yield f'<table class="dau">\n<tr>{"".join(map(_cell, signatures))}</tr>\n</table>\n'
        yield f"<p>{'<br>'.join(map(escape, copies))}</p>\n"
    else:
        yield f'<table class="dau">\n<tr>{_cell(copies)}{_cell(signatures[0])}</tr>\n</table>\n'
