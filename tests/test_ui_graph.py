"""The picture of the citations around a document."""

from dataclasses import replace

import pytest

from directives.models import (
    Citation,
    CitationView,
    DocumentCard,
    Evidence,
    KnownDocument,
    Resolution,
    Trace,
    TraceEdge,
)
from ui import graph
from ui.graph import focus_key, links_of, picture, shapes


def card(id, number):
    return DocumentCard(id, number, "kế hoạch", f"Văn bản {id}", "2024-03-01", "Cơ quan", f"/{id}.txt", (f"/{id}.txt",))


CARDS = {
    id: card(id, number) for id, number in (("me", "5/KH-A"), ("up", "1/NQ-B"), ("far", "9/CT-C"), ("down", "7/HD-D"))
}
KNOWN = KnownDocument("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22", "Về việc này", "Danh mục")


def edge(source, number, relation="can_cu", status="RESOLVED", documents=(), start=10, depth=1):
    return TraceEdge(number, relation, status, documents, Evidence(source, start, start + 40, "câu dẫn", 1), depth)


def view(edge_, known=None):
    cited = Citation(
        edge_.evidence.start + 5, edge_.evidence.start + 12, edge_.number, edge_.number, "nghị quyết", "2018-10-22",
        None, None, edge_.relation, "numbered",
    )  # fmt: skip
    return CitationView(edge_.evidence.document, cited, Resolution(edge_.status, edge_.documents, "", known))


OUT = (
    edge("me", "1/NQ-B", "thuc_hien", documents=("up",), start=100),
    edge("me", "1/NQ-B", "can_cu", documents=("up",), start=200),
    edge("me", "35-NQ/TW", "can_cu", "MISSING", start=300),
    edge("me", "20/QĐ-E", "dan_chieu", "AMBIGUOUS", ("x", "y"), start=400),
    edge("up", "9/CT-C", "can_cu", documents=("far",), start=100, depth=2),
    edge("up", "5/KH-A", "dan_chieu", documents=("me",), start=200, depth=2),
)
INTO = (edge("down", "5/KH-A", "huong_dan", documents=("me",), start=100),)
VIEWS = {
    document: tuple(
        view(e, KNOWN if e.number == "35-NQ/TW" else None) for e in (*OUT, *INTO) if e.evidence.document == document
    )
    for document in ("me", "up", "down", "far")
}


def trace(**changes):
    made = Trace("5/KH-A", "RESOLVED", None, (CARDS["me"],), (), OUT, INTO)
    return replace(made, **changes)


def drawn(depth=2, relations=(), cards=CARDS, most=60, made=None):
    made = made or trace()
    outward, inward = links_of(made, lambda id: VIEWS.get(id, ()), relations)
    return picture(made, outward, inward, cards, depth, most)


def columns(picture_):
    return {p.node.key: p.node.column for p in picture_.placed}


def test_who_cites_stands_left_and_who_is_cited_stands_right_by_steps():
    assert columns(drawn()) == {"me": 0, "up": 1, "35-NQ/TW": 1, "20/QĐ-E": 1, "far": 2, "down": -1}
    assert columns(drawn(depth=1)) == {"me": 0, "up": 1, "35-NQ/TW": 1, "20/QĐ-E": 1, "down": -1}


def test_a_relation_that_is_left_out_takes_what_is_only_reached_by_it_along():
    assert columns(drawn(relations=("thuc_hien", "huong_dan"))) == {"me": 0, "up": 1, "down": -1}


def test_nodes_never_cover_one_another_and_lie_inside_the_picture():
    picture_ = drawn()
    boxes = [(p.x, p.y) for p in picture_.placed]
    for i, (x, y) in enumerate(boxes):
        assert 0 <= x <= picture_.width - graph.WIDTH and 0 <= y <= picture_.height - picture_.node_height
        for other_x, other_y in boxes[i + 1 :]:
            assert abs(x - other_x) >= graph.WIDTH or abs(y - other_y) >= picture_.node_height


def test_each_state_has_its_own_border_and_words():
    nodes = {p.node.key: p.node for p in drawn().placed}
    assert {key: node.badge.css for key, node in nodes.items()} == {
        "me": "held", "up": "held", "far": "held", "down": "held", "35-NQ/TW": "known", "20/QĐ-E": "ambiguous"
    }  # fmt: skip
    assert (nodes["up"].label, nodes["up"].under) == ("1/NQ-B", "Kế hoạch · 01/03/2024")
    assert (nodes["35-NQ/TW"].label, nodes["35-NQ/TW"].under) == ("35-NQ/TW", "Nghị quyết · 22/10/2018")


def test_an_edge_tells_every_relation_and_leads_from_who_cites_to_who_is_cited():
    made = [s for s in shapes(drawn()) if s.kind == "edge"]
    tips = {s.tip for s in made}
    assert "5/KH-A thực hiện, căn cứ 1/NQ-B" in tips
    assert "7/HD-D hướng dẫn 5/KH-A" in tips
    assert "1/NQ-B dẫn chiếu 5/KH-A" in tips
    assert len(made) == 6


def test_labels_stand_at_the_outer_end():
    labels = {s.text for s in shapes(drawn()) if s.kind == "label"}
    assert labels == {"thực hiện, căn cứ", "căn cứ", "dẫn chiếu", "hướng dẫn"}


def test_nodes_lead_on_but_the_one_in_the_middle():
    links = {s.text: s.href for s in shapes(drawn()) if s.kind == "node"}
    assert links["5/KH-A"] == ""
    assert links["1/NQ-B"] == "vien-dan?doc=up"
    assert links["35-NQ/TW"] == "vien-dan?doc=35-NQ%2FTW"


def test_what_does_not_fit_is_counted_and_the_nearest_are_kept():
    picture_ = drawn(most=3)
    assert len(picture_.placed) == 4
    assert picture_.hidden == 2
    assert set(columns(picture_).values()) <= {0, 1, -1}


def test_sixty_documents_stand_in_low_boxes_in_the_order_of_their_numbers():
    edges = tuple(edge("me", f"{i}/QĐ-X", "can_cu", "MISSING", start=100 * i) for i in range(1, 61))
    made = trace(cites=edges, cited_by=())
    outward, inward = links_of(made, lambda id: [view(e) for e in edges], ())
    picture_ = picture(made, outward, inward, CARDS, 1)
    assert (len(picture_.placed), picture_.hidden) == (61, 0)
    right = sorted((p for p in picture_.placed if p.node.column == 1), key=lambda p: p.y)
    assert [p.node.label for p in right] == [f"{i}/QĐ-X" for i in range(1, 61)]
    assert picture_.node_height < 30
    assert all("dc-low" in s.css for s in shapes(picture_) if s.kind == "node")


@pytest.mark.parametrize(
    ("documents", "status", "key"),
    [
        ((), "MISSING", "5/KH-A"),
        ((CARDS["me"],), "RESOLVED", "me"),
        ((CARDS["me"], CARDS["up"]), "AMBIGUOUS", "5/KH-A"),
    ],
)
def test_the_middle_is_the_document_where_there_is_one_else_the_number(documents, status, key):
    into = tuple(replace(e, documents=tuple(c.id for c in documents)) for e in INTO)
    made = trace(documents=documents, status=status, cites=(), cited_by=into)
    assert focus_key(made) == key
    assert columns(drawn(made=made)) == {key: 0, "down": -1}


def test_a_missing_number_is_cited_by_those_that_name_it():
    made = Trace("35-NQ/TW", "MISSING", KNOWN, (), (), (), (edge("me", "35-NQ/TW", "can_cu", "MISSING", start=300),))
    picture_ = drawn(made=made)
    assert columns(picture_) == {"35-NQ/TW": 0, "me": -1}
    assert next(p.node for p in picture_.placed if p.node.column == 0).under == "Nghị quyết · 22/10/2018"
