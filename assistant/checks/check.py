"""The citation check: every citation, date, title and quotation of a text against archive and catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.checks.basis import check_basis
from assistant.checks.context import Context
from assistant.checks.document import source_of
from assistant.checks.facts import check_facts
from assistant.checks.force import check_force
from assistant.checks.form import abbreviations, judge_form
from assistant.checks.malformed import check_malformed
from assistant.checks.mentions import Introduced, check_mentions
from assistant.checks.own import check_own
from assistant.checks.quotes import check_quotes
from assistant.knowledge import Knowledge
from directives.grounded import CheckedCitation, CheckReport, Finding, Office
from directives.located import Mention, mentions
from directives.models import Citation, Document, DocumentFacts, Resolution
from directives.reference.numbers import number_key

_SURE = ("error", "warning", "note")


def check(
    document: Document,
    knowledge: Knowledge,
    office: Office | None = None,
    as_of: str | None = None,
    *,
    held: bool = False,
) -> CheckReport:
    """Judge every citation of `document`.

    `office` is the one that the settings name: what a draft without a heading leaves unsaid is taken from it.  `as_of`
    is the ISO date at which force is judged: by default the text's own date, today where that is open.  `held` tells
    that the very document is in the archive, so that it is no draft.
    """
    header = document.header
    day = as_of or header.date or date.today().isoformat()
    issuer = header.issuer or (office.name if office and office.name else None)
    citing = DocumentFacts(document.id, header.number or "", header.type, issuer, header.date or day)
    found = mentions(document)
    context = Context(document.text, citing, knowledge, day, tuple(mention.span for mention in found))
    targets = {a.end: a.target for a in document.anaphora if a.target}
    settled = _Settled(knowledge, citing)
    findings: list[Finding] = []
    introduced: list[Introduced] = []
    checked: list[CheckedCitation] = []
    for mention in found:
        target = None if number_key(mention.citation.number or "") else targets.get(mention.citation.end)
        resolution, repeated = settled.resolution(_in_full(mention.citation, target))
        checked.append(CheckedCitation(mention.citation, resolution))
        wrong = [*_form(context, mention), *check_facts(context, mention, resolution, repeated=repeated)]
        findings += wrong
        undated = any(finding.kind == "wrong_date" for finding in wrong)
        introduced.append(Introduced(mention, source_of(context, resolution), target, bool(wrong), undated))
    findings += check_mentions(context, introduced)
    findings += check_force(context, introduced)
    findings += check_basis(context, found)
    findings += check_quotes(context, header, introduced)
    findings += abbreviations(context)
    findings += check_malformed(context, document.citations)
    findings += check_own(context, header, office, held=held)
    return CheckReport(document.text, _tidied(findings), tuple(checked))


class _Settled:
    """Resolves the mentions of one text in reading order: what was said in full once is meant by its number later."""

    def __init__(self, knowledge: Knowledge, citing: DocumentFacts) -> None:
        self._knowledge = knowledge
        self._citing = citing
        self._said: dict[str, dict[tuple[str, ...], Resolution]] = {}

    def resolution(self, citation: Citation) -> tuple[Resolution, bool]:
        """Return what the next mention means, and whether it only repeats the number of a fuller one."""
        key = number_key(citation.number) if citation.number else None
        if key is None:
            return self._knowledge.resolve(citation, self._citing), False
        said = self._said.setdefault(key, {})
        if citation.date is None and citation.issuer is None and len(said) == 1:
            return next(iter(said.values())), True
        resolution = self._knowledge.resolve(citation, self._citing)
        if citation.date is not None or citation.issuer is not None:
            said.setdefault((resolution.status, *resolution.documents), resolution)
        return resolution, False


def _in_full(citation: Citation, target: str | None) -> Citation:
    return replace(citation, number=target, kind="numbered") if target else citation


def _form(context: Context, mention: Mention) -> list[Finding]:
    cited = mention.citation
    if cited.kind not in ("numbered", "self"):
        return []
    form = judge_form(cited, context.knowledge)
    if form is None:
        return []
    message = f"Số, ký hiệu {form.reason}; hãy sửa thành {form.expected}."
    return [context.finding("wrong_form", form.severity, mention.span, message, form.expected)]


def _tidied(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings in reading order, each once; what a surer finding at the same number already says is left out."""
    ordered = sorted(dict.fromkeys(findings), key=lambda f: (f.start, f.end, _SURE.index(f.severity)))
    formed = {(f.start, f.end): f for f in ordered if f.kind == "wrong_form" and f.expected}
    kept = []
    unknown: set[str] = set()
    for finding in ordered:
        form = formed.get((finding.start, finding.end))
        # A number without its year is unknown as it stands; how it should stand has been said.
        if finding.kind == "unknown_number" and form is not None and _other_key(form):
            continue
        if finding.kind == "unknown_number":
            if finding.message in unknown:
                continue  # said at its first mention
            unknown.add(finding.message)
        kept.append(finding)
    return tuple(kept)


def _other_key(form: Finding) -> bool:
    return number_key(form.text) != number_key(form.expected or "")
