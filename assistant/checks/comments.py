"""Word files with the findings of a check as comments at their places."""

from __future__ import annotations

import copy
import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from directives.grounded import CheckReport, Finding
from directives.labels import SEVERITIES
from directives.models import Anchor
from directives.text import canonical

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HOLDERS = {_W + n for n in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")}
_HOLDERS |= {_W + n for n in ("dir", "bdo", "ruby", "rubyBase")} | {_M + "oMath", _M + "oMathPara"}
_AUTHOR, _INITIALS = "Dẫn Chiếu", "DC"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def comment_of(finding: Finding) -> str:
    """Return what the comment of a finding says."""
    text = f"{SEVERITIES[finding.severity]}: {finding.message}"
    return f"{text}\nNên ghi: {finding.expected}" if finding.expected else text


def commented(data: bytes, anchors: Sequence[Anchor], report: CheckReport) -> bytes:
    """Return the .docx in `data` with a comment at each finding; `anchors` are those of its text as it was read.

    Nothing else is changed; runs are split where a finding begins or ends inside one.
    """
    import docx

    word = docx.Document(io.BytesIO(data))
    places = _Places(word, anchors)
    for finding in report.findings:
        first, last = places.between(finding.start, finding.end)
        _add(word, first, last, comment_of(finding))
    return _saved(word)


def commented_text(report: CheckReport) -> bytes:
    """Return a .docx of the report's text, a paragraph a line, with a comment at each finding."""
    import docx
    from docx.shared import Pt

    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    bounds = sorted({bound for f in report.findings for bound in (f.start, f.end)})
    runs: list[tuple[int, BaseOxmlElement]] = []
    start = 0
    for line in report.text.split("\n"):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        end = start + len(line)
        cuts = [start, *(b for b in bounds if start < b < end), end]
        for a, b in zip(cuts, cuts[1:], strict=False):
            runs.append((a, paragraph.add_run(_NOT_XML.sub(" ", report.text[a:b]))._r))
        start = end + 1
    starts = [at for at, _ in runs]
    for finding in report.findings:
        first = max(0, bisect_right(starts, finding.start) - 1)
        last = max(first, bisect_right(starts, max(finding.start, finding.end - 1)) - 1)
        _add(word, runs[first][1], runs[last][1], comment_of(finding))
    return _saved(word)


def _add(word: WordDocument, first: BaseOxmlElement, last: BaseOxmlElement, text: str) -> None:
    from docx.text.run import Run

    runs = [Run(element, word) for element in (first, last)]
    word.add_comment(runs, text=_NOT_XML.sub(" ", text), author=_AUTHOR, initials=_INITIALS)


def _saved(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class _Places:
    """The runs of a Word file under the anchors of its text; runs are split as comments need it."""

    def __init__(self, word: WordDocument, anchors: Sequence[Anchor]) -> None:
        self._anchors = sorted(anchors, key=lambda a: a.start)
        self._starts = [anchor.start for anchor in self._anchors]
        body = word.element.body
        self._runs = [list(_runs(paragraph)) for paragraph in body.iter(_W + "p")]
        # Pieces of each run that was split: (first character, element), in order.
        self._pieces: dict[tuple[int, int], list[tuple[int, BaseOxmlElement]]] = {}

    def between(self, start: int, end: int) -> tuple[BaseOxmlElement, BaseOxmlElement]:
        """Return the first and the last run of the text `start:end`, cut so that they begin and end with it.

        What no run holds (an automatic number, a note) is placed at the nearest run before it.
        """
        first = self._anchor(start, forward=True)
        last = self._anchor(max(start, end - 1), forward=False)
        if last.start < first.start:
            last = first
        left = self._cut(first, max(first.start, start))
        right_end = min(last.end, end) if end > last.start else last.end
        self._cut(last, right_end)
        return left, self._piece(last, right_end - 1)

    def _anchor(self, offset: int, *, forward: bool) -> Anchor:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and (offset < self._anchors[index].end or not forward):
            return self._anchors[index]
        return self._anchors[min(index + 1, len(self._anchors) - 1)] if forward else self._anchors[max(0, index)]

    def _element(self, anchor: Anchor) -> BaseOxmlElement:
        return self._runs[anchor.paragraph][anchor.run]

    def _character(self, anchor: Anchor, offset: int) -> int:
        """Return the character of the run's text at an offset of the canonical text."""
        wanted = offset - anchor.start
        raw = "".join(_text(node) for node in self._element_whole(anchor))[anchor.character :]
        if len(canonical(raw[: anchor.end - anchor.start])) == anchor.end - anchor.start:
            return anchor.character + wanted
        return anchor.character + next((k for k in range(len(raw) + 1) if len(canonical(raw[:k])) >= wanted), len(raw))

    def _element_whole(self, anchor: Anchor) -> Iterator[BaseOxmlElement]:
        for _, element in self._list(anchor):
            yield from element.iterchildren()

    def _list(self, anchor: Anchor) -> list[tuple[int, BaseOxmlElement]]:
        key = (anchor.paragraph, anchor.run)
        return self._pieces.setdefault(key, [(0, self._element(anchor))])

    def _piece(self, anchor: Anchor, offset: int) -> BaseOxmlElement:
        pieces = self._list(anchor)
        return pieces[max(0, bisect_right([at for at, _ in pieces], self._character(anchor, offset)) - 1)][1]

    def _cut(self, anchor: Anchor, offset: int) -> BaseOxmlElement:
        """Make a piece begin at `offset` and return it; nothing is cut at the ends of a run."""
        pieces = self._list(anchor)
        character = self._character(anchor, offset)
        index = max(0, bisect_right([at for at, _ in pieces], character) - 1)
        at, element = pieces[index]
        length = sum(len(_text(node)) for node in element.iterchildren())
        if not 0 < character - at < length:
            return element
        rest = _split(element, character - at)
        pieces.insert(index + 1, (character, rest))
        return rest


def _runs(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the runs of a paragraph as the anchors count them: document order, deleted ones included."""
    for node in parent.iterchildren():
        tag = node.tag
        if tag == _W + "r":
            yield node
        elif tag in _HOLDERS:
            yield from _runs(node)
        elif tag in (_W + "del", _W + "moveFrom"):
            yield from node.iter(_W + "r")
        elif tag == _MC + "AlternateContent":
            yield from _runs(_chosen(node))
        elif isinstance(tag, str) and tag.startswith(_M) and not tag.endswith("Pr") and tag != _M + "t":
            yield from _runs(node)


def _chosen(node: BaseOxmlElement) -> BaseOxmlElement:
    branches = [*node.iterchildren(_MC + "Choice"), *node.iterchildren(_MC + "Fallback")]
    return next((b for b in branches if next(b.iter(_W + "t"), None) is not None), branches[0] if branches else node)


def _text(node: BaseOxmlElement) -> str:
    """Return the text of a child of a run, the characters that the anchors count."""
    tag = node.tag
    if tag == _W + "t":
        return node.text or ""
    if tag in (_W + "tab", _W + "ptab"):
        return "\t"
    if tag == _W + "cr" or (tag == _W + "br" and node.get(_W + "type", "textWrapping") == "textWrapping"):
        return "\n"
    return "-" if tag == _W + "noBreakHyphen" else ""


def _split(run: BaseOxmlElement, at: int) -> BaseOxmlElement:
    """Cut a run before its character `at`; return the new run that holds the rest, right behind it."""
    rest = copy.deepcopy(run)
    for node in list(rest.iterchildren()):
        if node.tag != _W + "rPr":
            rest.remove(node)
    position = 0
    for node in list(run.iterchildren()):
        if node.tag == _W + "rPr":
            continue
        text = _text(node)
        end = position + len(text)
        if position >= at:
            rest.append(node)
        elif end > at:
            second = copy.deepcopy(node)
            node.text, second.text = text[: at - position], text[at - position :]
            for part in (node, second):
                part.set(_SPACE, "preserve")
            rest.append(second)
        position = end
    run.addnext(rest)
    return rest
