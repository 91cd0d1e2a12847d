"""What the checks of one text share."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.knowledge import Knowledge
from directives.grounded import Finding, FindingKind, Severity
from directives.models import DocumentFacts, Evidence, Span


@dataclass(frozen=True, slots=True)
class Context:
    """The checked text, the facts of the document it is, what is known, and the ISO date at which force is judged.

    `places` are the spans of all its citations, in reading order.
    """

    text: str
    citing: DocumentFacts
    knowledge: Knowledge
    as_of: str
    places: tuple[Span, ...] = ()

    def finding(
        self,
        kind: FindingKind,
        severity: Severity,
        span: Span,
        message: str,
        expected: str | None = None,
        evidence: Evidence | None = None,
    ) -> Finding:
        """Return a finding at `span` of the text."""
        start, end = span.start, span.end
        return Finding(kind, severity, start, end, self.text[start:end], message, expected, evidence)
