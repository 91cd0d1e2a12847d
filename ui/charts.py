"""Small charts as HTML: bars that are links, with their numbers in words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ui.render import anchor, count_vi


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its number, and where it leads."""

    name: str
    number: int
    href: str


def bars_html(bars: Sequence[Bar], caption: str) -> str:
    """Return horizontal bars, the longest as wide as there is room."""
    most = max((bar.number for bar in bars), default=1)
    rows = "".join(
        f'<tr><th scope="row">{anchor(bar.href, bar.name)}</th><td><span class="dc-bar-fill" '
        f'style="width:{max(1.0, 100 * bar.number / most):.1f}%"></span></td>'
        f'<td class="dc-num">{count_vi(bar.number)}</td></tr>'
        for bar in bars
    )
    return f'<table class="dc-chart"><caption>{escape(caption)}</caption><tbody>{rows}</tbody></table>'


def columns_html(bars: Sequence[Bar | None], caption: str) -> str:
    """Return standing columns in the order given, each with its number above and its name below; None is a gap."""
    most = max((bar.number for bar in bars if bar), default=1)
    items = "".join(
        f'<li><span class="dc-num">{count_vi(bar.number)}</span><span class="dc-column" '
        f'style="height:{max(2.0, 100 * bar.number / most):.0f}px"></span>{anchor(bar.href, bar.name)}</li>'
        if bar
        else '<li class="dc-gap"><span>…</span></li>'
        for bar in bars
    )
    return f'<div class="dc-columns"><p>{escape(caption)}</p><ol>{items}</ol></div>'
