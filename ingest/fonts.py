"""Which font a run of a Word document is set in: its own, that of its styles, that of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEP = 20  # styles based on one another in a row; Word allows fewer


@dataclass(slots=True)
class Fonts:
    """The fonts of the styles of a document."""

    styles: dict[str, str] = field(default_factory=dict)
    default: str = ""  # of a paragraph without a style

    @classmethod
    def read(cls, root: _Element | None) -> Fonts:
        """Return the fonts that the part word/styles.xml gives, none without it."""
        if root is None:
            return cls()
        defaults = _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        nodes = {node.get(W + "styleId", ""): node for node in root.iterchildren(W + "style")}
        styles = {name: _inherited(name, nodes) for name in nodes}
        usual = next(
            (n for n, s in nodes.items() if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")),
            "",
        )
        return cls(styles, styles.get(usual, "") or defaults)

    def of_paragraph(self, properties: _Element | None) -> ParagraphFonts:
        """Return the fonts for the runs of a paragraph with these properties (w:pPr)."""
        style = properties.find(W + "pStyle") if properties is not None else None
        own = self.styles.get(style.get(W + "val", ""), "") if style is not None else ""
        return ParagraphFonts(self, own or self.default)


@dataclass(frozen=True, slots=True)
class ParagraphFonts:
    """The fonts for the runs of one paragraph."""

    fonts: Fonts
    usual: str

    def of_run(self, properties: _Element | None) -> str:
        """Return the font of a run with these properties (w:rPr), "" where nothing names one."""
        if properties is None:
            return self.usual
        style = properties.find(W + "rStyle")
        styled = self.fonts.styles.get(style.get(W + "val", ""), "") if style is not None else ""
        return _font(properties) or styled or self.usual


def _font(properties: _Element | None) -> str:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _inherited(name: str, nodes: dict[str, _Element]) -> str:
    for _ in range(_DEEP):
        node = nodes.get(name)
        if node is None:
            return ""
        own = _font(node.find(W + "rPr"))
        if own:
            return own
        based = node.find(W + "basedOn")
        name = based.get(W + "val", "") if based is not None else ""
    return ""
