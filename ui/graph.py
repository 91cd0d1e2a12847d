"""The citations around one document as a picture: who cites it on the left, whom it cites on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from directives.labels import RELATIONS
from directives.models import CitationView, DocumentCard, Relation, Status, Trace, TraceEdge
from directives.text import capitalized
from ui.marks import number_link
from ui.render import (
    Badge,
    date_vi,
    known_reference,
    natural,
    own_number,
    reference,
    short_name,
    status_badge,
)

WIDTH = 204  # of a node, in pixels
_HIGH, _LOW = 46, 27  # its height, with two lines or, in a tall picture, with one
_ROWS = 14  # in a column before the nodes are low
_GAP_X, _GAP_Y, _TOP = 150, 9, 34
_MOST = 60  # nodes besides the one in the middle
_FOCUS_AT = 3.2  # rows from the top where the middle node stands in a tall picture
_NEAR, _FAR = 24, 118  # pixels that an edge goes straight from its inner and its outer node
_LABEL = 26  # characters of a relation on an edge


@dataclass(frozen=True, slots=True)
class Link:
    """One mention between two nodes: `view` is the citation with its facts, None where it is not found any more."""

    source: str
    target: str
    edge: TraceEdge
    view: CitationView | None


@dataclass(frozen=True, slots=True)
class Node:
    """A document in the picture; `column` is negative for those that cite, positive for those cited."""

    key: str
    label: str
    under: str
    tip: str
    badge: Badge
    column: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with its place in pixels."""

    node: Node
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn; `hidden` counts the nodes left out."""

    placed: tuple[Placed, ...]
    links: tuple[Link, ...]
    width: int
    height: int
    hidden: int
    node_height: int


def focus_key(trace: Trace) -> str:
    """Return the key of the node in the middle: the held document's id, else the number."""
    return trace.documents[0].id if len(trace.documents) == 1 else trace.number


def links_of(
    trace: Trace, citations: Callable[[str], Sequence[CitationView]], relations: Sequence[str]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the mentions out of the document and those into it, of these relations (none given: all)."""
    own = {card.id for card in trace.documents}
    focus = focus_key(trace)

    def key(document: str) -> str:
        return focus if document in own else document

    def made(edges: Iterable[TraceEdge], inward: bool) -> tuple[Link, ...]:
        found: dict[tuple[str, int, str, str], Link] = {}
        for edge in edges:
            if relations and edge.relation not in relations:
                continue
            view = _view(edge, citations(edge.evidence.document))
            targets = [key(d) for d in edge.documents] if edge.status == "RESOLVED" else [edge.number]
            if inward and (not edge.documents or own.intersection(edge.documents)):
                targets = [focus]
            for target in dict.fromkeys(targets):
                link = Link(key(edge.evidence.document), target, edge, view)
                place = view.citation.start if view else edge.evidence.start
                if link.source != link.target:
                    found.setdefault((edge.evidence.document, place, edge.number, target), link)
        return tuple(found.values())

    return made(trace.cites, False), made(trace.cited_by, True)


def _view(edge: TraceEdge, views: Sequence[CitationView]) -> CitationView | None:
    start, end = edge.evidence.start, edge.evidence.end
    inside = [v for v in views if start <= v.citation.start < end]
    same = [v for v in inside if v.citation.number == edge.number and v.citation.relation == edge.relation]
    return next(iter(same), next((v for v in inside if v.citation.text in edge.number), None))


def picture(
    trace: Trace,
    outward: Sequence[Link],
    inward: Sequence[Link],
    cards: Mapping[str, DocumentCard],
    depth: int,
    most: int = _MOST,
) -> Picture:
    """Lay the links out: nodes as many steps from the middle as they are cited, at most `most` of them."""
    focus = focus_key(trace)
    columns = {focus: 0}
    _spread(columns, focus, outward, depth, lambda link: (link.source, link.target), 1)
    _spread(columns, focus, inward, depth, lambda link: (link.target, link.source), -1)
    kept = set(sorted(columns, key=lambda key: abs(columns[key]))[: most + 1])
    shown = [link for link in (*outward, *inward) if link.source in kept and link.target in kept]
    shown = list(
        {(link.source, link.target, link.edge.evidence.start, link.edge.relation): link for link in shown}.values()
    )
    nodes = {key: _node(key, column, trace, shown, cards) for key, column in columns.items() if key in kept}
    tallest = max(Counter(node.column for node in nodes.values()).values())
    node_height = _HIGH if tallest <= _ROWS else _LOW
    placed = _place(nodes, shown, tallest, node_height + _GAP_Y)
    width, height = max(p.x for p in placed) + WIDTH, max(p.y for p in placed) + node_height
    return Picture(tuple(placed), tuple(shown), width, height, len(columns) - len(kept), node_height)


def _spread(
    columns: dict[str, int],
    focus: str,
    links: Sequence[Link],
    depth: int,
    ends: Callable[[Link], tuple[str, str]],
    side: int,
) -> None:
    """Give every node that is reached from the middle its column, nearest first."""
    reached: dict[str, list[str]] = {}
    for link in links:
        near, far = ends(link)
        reached.setdefault(near, []).append(far)
    layer = [focus]
    for level in range(1, depth + 1):
        following = []
        for far in (far for near in layer for far in reached.get(near, ())):
            if far not in columns:
                columns[far] = side * level
                following.append(far)
        layer = following


def _node(key: str, column: int, trace: Trace, links: Sequence[Link], cards: Mapping[str, DocumentCard]) -> Node:
    card = cards.get(key)
    if card:
        under = " · ".join(part for part in (capitalized(card.type), date_vi(card.date)) if part)
        return Node(key, own_number(card) or short_name(card), under, reference(card), _badge("RESOLVED"), column)
    if column == 0:
        known = trace.known
        facts = (known.type, known.date) if known else (None, None)
        under = " · ".join(part for part in (capitalized(facts[0]), date_vi(facts[1])) if part)
        return Node(key, trace.number, under, trace.number, _badge(trace.status, known is not None), 0)
    link = next(link for link in links if key in (link.source, link.target))
    view = link.view
    if view is None:
        return Node(key, capitalized(key), "", key, _badge(link.edge.status), column)
    known = view.resolution.known
    kind, date = (known.type, known.date) if known else (view.citation.type, view.citation.date)
    under = " · ".join(part for part in (capitalized(kind), date_vi(date)) if part)
    badge = _badge(link.edge.status, known is not None)
    label = view.citation.number or capitalized(view.citation.text)
    return Node(key, label, under, known_reference(view), badge, column)


def _badge(status: Status, known: bool = False) -> Badge:
    return status_badge(status, known)


def _place(nodes: Mapping[str, Node], links: Sequence[Link], tallest: int, row_height: int) -> list[Placed]:
    """Place the columns side by side, each in an order that keeps relations together and edges short."""
    order = list(RELATIONS)
    columns: dict[int, list[Node]] = {}
    for node in nodes.values():
        columns.setdefault(node.column, []).append(node)
    middle = min((tallest - 1) / 2, _FOCUS_AT)
    rows: dict[str, float] = {}

    def first(node: Node) -> tuple[float, int, str]:
        """Rank by the mean row of the neighbours nearer to the middle, then by relation, then by name."""
        near = [
            (link, other)
            for link in links
            for other in (
                (link.target,) if link.source == node.key else (link.source,) if link.target == node.key else ()
            )
            if other in rows
        ]
        mean = sum(rows[other] for _, other in near) / len(near) if near else 0.0
        relation = min((order.index(link.edge.relation) for link, _ in near), default=len(order))
        return (mean, relation, natural(node.label))

    for number in sorted(columns, key=abs):
        for row, node in enumerate(sorted(columns[number], key=first)):
            rows[node.key] = middle if number == 0 else row + max(0.0, middle - (len(columns[number]) - 1) / 2)
    left = min(columns)
    return [
        Placed(node, (node.column - left) * (WIDTH + _GAP_X), _TOP + round(rows[node.key] * row_height))
        for node in nodes.values()
    ]


@dataclass(frozen=True, slots=True)
class Shape:
    """What graph.js draws: `kind` node, edge, label or head; text is set as text, never as markup."""

    kind: str
    css: str = ""
    text: str = ""
    under: str = ""
    tip: str = ""
    href: str = ""
    d: str = ""
    x: int = 0
    y: int = 0
    end: bool = False


def shapes(drawn: Picture) -> list[Shape]:
    """Return the picture as shapes: edges, their labels, the heads of the columns, the nodes."""
    places = {p.node.key: p for p in drawn.placed}
    merged: dict[tuple[str, str], list[Link]] = {}
    for link in drawn.links:
        merged.setdefault((link.source, link.target), []).append(link)
    half = drawn.node_height // 2
    edges = [_edge(places[source], places[target], links, half) for (source, target), links in merged.items()]
    labels = [_label(place, merged, places, half) for place in drawn.placed if place.node.column]
    heads = [_head(number, drawn.placed) for number in sorted({p.node.column for p in drawn.placed})]
    return [
        *edges,
        *(label for label in labels if label),
        *heads,
        *(_node_shape(place, drawn.node_height == _LOW) for place in drawn.placed),
    ]


def _edge(source: Placed, target: Placed, links: Sequence[Link], half: int) -> Shape:
    y1, y2 = source.y + half, target.y + half
    # Edges turn close to the node nearer to the middle, so that the words at the outer end stay clear of them.
    inner_first = abs(source.node.column) <= abs(target.node.column)
    bend1, bend2 = (_NEAR, _FAR) if inner_first else (_FAR, _NEAR)
    if source.x < target.x:
        x1, x2, bend2 = source.x + WIDTH, target.x, -bend2
    elif source.x > target.x:
        x1, x2, bend1 = source.x, target.x + WIDTH, -bend1
    else:  # neighbours in one column: round the right side
        x1, x2, bend1, bend2 = source.x + WIDTH, target.x + WIDTH, 46, 46
    return Shape(
        "edge",
        "dc-edge",
        tip=f"{source.node.label} {_relations(links)} {target.node.label}",
        d=f"M{x1} {y1} C{x1 + bend1} {y1} {x2 + bend2} {y2} {x2} {y2}",
    )


def _relations(links: Iterable[Link]) -> str:
    counted: dict[Relation, int] = {}
    for link in links:
        counted[link.edge.relation] = counted.get(link.edge.relation, 0) + 1
    return ", ".join(RELATIONS[name] + (f" ×{count}" if count > 1 else "") for name, count in counted.items())


def _label(
    place: Placed, merged: Mapping[tuple[str, str], Sequence[Link]], places: Mapping[str, Placed], half: int
) -> Shape | None:
    """Return the relation at the outer end of the edges that lead to a cited node, or from a citing one.

    An edge the other way round tells its relation in its tip.
    """
    column = place.node.column
    nearer = [
        links
        for (source, target), links in merged.items()
        if place.node.key == (target if column > 0 else source)
        and abs(places[source if column > 0 else target].node.column) < abs(column)
    ]
    words = ", ".join(dict.fromkeys(_relations(links) for links in nearer))
    if not words:
        return None
    text = words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip(" ,") + "…"
    x = place.x - 12 if column > 0 else place.x + WIDTH + 12
    return Shape("label", text=text, x=x, y=place.y + half - 5, end=column > 0)


def _node_shape(place: Placed, low: bool) -> Shape:
    node = place.node
    css = f"dc-node dc-{node.badge.css}" + (" dc-focus" if node.column == 0 else "") + (" dc-low" if low else "")
    href = number_link(node.key) if node.column else ""
    tip = f"{node.badge.label} — {node.tip}"
    under = node.under.rpartition(" · ")[2] if low else node.under
    return Shape("node", css, node.label, under, tip, href, x=place.x, y=place.y)


def _head(column: int, placed: Sequence[Placed]) -> Shape:
    here = [p for p in placed if p.node.column == column]
    if column == 0:
        words = "Văn bản đang xem"
    else:
        words = "Dẫn văn bản này" if column == -1 else "Văn bản này dẫn" if column == 1 else f"Cách {abs(column)} bước"
        words += f" ({len(here)})"
    return Shape("head", text=words, x=here[0].x)


def legend_html(table: str) -> str:
    """Return what the borders of the nodes mean, and a way to the place `table` of the page."""
    badges = [status_badge("RESOLVED", False), status_badge("MISSING", True), status_badge("MISSING", False)]
    badges.append(status_badge("AMBIGUOUS", False))
    items = "".join(f'<span><i class="dc-node dc-{b.css}"></i>{escape(b.label)}</span>' for b in badges)
    return (
        f'<div class="dc-legend">{items}<span class="dc-muted">Mũi tên đi từ văn bản dẫn đến văn bản được dẫn.</span>'
        f'<button type="button" class="dc-act" data-jump="{table}">Xem dạng bảng</button></div>'
    )
