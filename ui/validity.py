"""What the archive knows of a document's force, in words; never that it is in force."""

from __future__ import annotations

from html import escape

from directives.labels import FORCES
from directives.models import LaterAct, Validity
from ui.render import anchor, date_vi, document_link, short_name, shorten

UNVERIFIED = FORCES["unverified"]
_VERBS = {"thay_the": "Bị thay thế", "bai_bo": "Bị bãi bỏ", "sua_doi_bo_sung": "Được sửa đổi, bổ sung"}


def state_words(validity: Validity) -> str:
    """Return the state in a few words."""
    return FORCES[validity.state]


def act_words(act: LaterAct) -> str:
    """Return one act without its document: "Bị thay thế một phần"."""
    return _VERBS.get(act.relation, "Bị tác động") + (" một phần" if act.partial else "")


def banner(validity: Validity) -> str:
    """Return the warning above a document or a hit, "" where no later document is known to act on it."""
    if validity.state == "unverified":
        return ""
    lines = "".join(f"<div>{_act_html(act)}</div>" for act in validity.acts)
    css = "dc-force" if validity.state == "amended" else "dc-force dc-gone"
    return (
        f'<div class="{css}" role="note">{lines}<div class="dc-muted">Theo các văn bản trong kho, '
        f"tính đến ngày {escape(date_vi(validity.as_of))}; hãy kiểm tra lại trước khi dùng.</div></div>"
    )


def _act_html(act: LaterAct) -> str:
    card, evidence = act.document, act.evidence
    link = anchor(
        document_link(evidence.document, evidence.start, evidence.end),
        short_name(card),
        "",
        "Mở chỗ nói điều này: " + shorten(evidence.text, 300),
    )
    when = f" ngày {escape(date_vi(card.date))}" if card.date else ""
    return f"<b>{escape(act_words(act))}</b> bởi {link}{when}"


def line(validity: Validity) -> str:
    """Return the state for a list of facts: "Chưa xác minh hiệu lực" unless a later document says more."""
    if validity.state == "unverified":
        return UNVERIFIED
    return f"{state_words(validity)} (tính đến {date_vi(validity.as_of)})"
