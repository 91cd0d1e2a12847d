"""What is said of a cited document against what archive and catalogue know: type, date, issuer, title, the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.document import Faults, faults_of, no_date, says_type, source_of
from assistant.knowledge import Source
from assistant.wording import date_vi, full_reference
from directives.citing.citations import law_key
from directives.compare import compare_titles, issuers_agree, parts_apart, types_agree, types_of_number
from directives.grounded import Finding, Severity
from directives.issuers import by_abbreviation, identify
from directives.located import Mention
from directives.models import Resolution
from directives.reference.numbers import number_key, parse_number
from directives.reference.symbols import Number, digits_key
from directives.text import capitalized


def check_facts(
    context: Context, mention: Mention, resolution: Resolution, *, repeated: bool = False
) -> Iterator[Finding]:
    """Yield what is wrong with a mention's facts; `repeated`: it is only the number of a fuller mention before."""
    if resolution.status in ("SELF", "BLANK"):
        return
    source = source_of(context, resolution)
    undated = no_date(context, mention, source)
    if undated is not None:
        yield undated
    if source is not None:
        yield from faults_of(context, mention, source).findings
    elif resolution.status == "AMBIGUOUS":
        yield _ambiguous(context, mention, resolution)
    elif mention.citation.kind == "law":
        yield from _law_year(context, mention)
    else:
        yield from _unresolved(context, mention, repeated=repeated)


def _ambiguous(context: Context, mention: Mention, resolution: Resolution) -> Finding:
    candidates = [context.knowledge.source(id_) for id_ in resolution.documents]
    listed = "; ".join(full_reference(c) for c in candidates[:5])
    return context.finding(
        "ambiguous",
        "warning",
        mention.span,
        f"Có {len(candidates)} văn bản cùng số {mention.citation.number or mention.citation.text} ({listed}); "
        "hãy ghi thêm ngày và cơ quan ban hành để chỉ đúng một văn bản.",
    )


# --- no document agrees -----------------------------------------------------------------------------------------------


def _unresolved(context: Context, mention: Mention, *, repeated: bool) -> Iterator[Finding]:
    """Judge a mention that no known document agrees with: its number is unknown, or other facts contradict it."""
    key = number_key(mention.citation.number) if mention.citation.number else None
    if key is None:
        return
    bearers = [s for s in context.knowledge.bearing(key) if s.id != context.citing.id]
    if repeated and bearers:
        return  # what is wrong has been said of the fuller mention
    right = _right_number(context, mention, bearers)
    if right is not None:
        yield _unknown(context, mention, right, bearers)
        return
    if not bearers:
        yield from _by_symbol(context, mention)
        yield _unknown(context, mention, None, bearers)
        return
    judged = [(faults_of(context, mention, s, _severity(context, mention, s)), s) for s in bearers]
    best = min(judged, key=lambda pair: _distance(mention, *pair))
    ties = [pair for pair in judged if _distance(mention, *pair) == _distance(mention, *best)]
    faults, source = best
    if len(ties) > 1 and faults.kinds() in ({"wrong_date"}, {"wrong_issuer"}):
        yield _none_such(context, mention, faults, [source for _, source in ties])
    elif len(ties) > 1 or not faults.findings or _another(mention, faults, source):
        yield _unknown(context, mention, None, bearers)
    else:
        yield from faults.findings


def _distance(mention: Mention, faults: Faults, source: Source) -> tuple[int, int, int]:
    apart = parts_apart(mention.citation.date or "", source.date or "")
    return len(faults.findings), -faults.agreeing, apart


def _none_such(context: Context, mention: Mention, faults: Faults, sources: Sequence[Source]) -> Finding:
    """Return that several documents bear the number, none of them of the date, or of the body, that is written."""
    cited = mention.citation
    listed = "; ".join(full_reference(source) for source in sources[:4])
    dated = faults.kinds() == {"wrong_date"}
    said = f"ngày {date_vi(cited.date)}" if dated else f"của {cited.issuer}"
    return context.finding(
        "wrong_date" if dated else "wrong_issuer",
        "warning",
        (mention.date if dated else mention.issuer) or mention.span,
        f"Kho và danh mục không có văn bản số {cited.number} {said}, chỉ có {listed}; "
        f"hãy sửa {'ngày' if dated else 'cơ quan ban hành'} hoặc nạp văn bản vào kho.",
    )


def _severity(context: Context, mention: Mention, source: Source) -> Severity:
    """Whether a contradiction is an error, or could be that the mention is of another document of the same number.

    Numbers start anew each year or term and with each body, unless they bear the year and come from the centre.
    """
    cited = mention.citation
    number = parse_number(cited.number or "")
    if number is not None and number.year is not None and number.pieces[-1:] and number.pieces[-1] in _CENTRAL:
        return "error"
    difference = compare_titles(cited.title, source.title) if cited.title and source.title else None
    if cited.title and source.title and (difference is None or difference.patched is not None):
        return "error"
    if not cited.date or not source.date:
        return "warning"
    same_issuer = bool(cited.issuer) and issuers_agree(cited.issuer, source.issuer, context.citing.issuer)
    apart = parts_apart(cited.date, source.date)
    if apart == 0 or (cited.date[:4] == source.date[:4] and (same_issuer or not cited.issuer)):
        return "error"  # a number is given once a year
    return "error" if same_issuer and (apart == 1 or _rare(source)) else "warning"


_CENTRAL = frozenset(["CP", "TTG", "TW", "UBTVQH", "VPCP"])


def _rare(source: Source) -> bool:
    """Whether the number comes from a body whose numbers repeat only with a term: the centre of the Party."""
    return bool(source.number) and source.number is not None and source.number.endswith("/TW")


def _another(mention: Mention, faults: Faults, source: Source) -> bool:
    """Whether nothing but the number speaks for a document: the mention is then of another one."""
    cited = mention.citation
    date_apart = bool(cited.date and source.date) and parts_apart(cited.date or "", source.date or "") > 1
    if faults.titled:
        return False
    return (len(faults.findings) >= 2 and faults.agreeing <= 1) or (
        faults.kinds() == {"wrong_date", "wrong_issuer"} and date_apart
    )


def _by_symbol(context: Context, mention: Mention) -> Iterator[Finding]:
    """Yield what contradicts the number itself: its abbreviation, its body, its year."""
    cited = mention.citation
    number = parse_number(cited.number or "")
    if number is None:
        return
    recent = (cited.date or "2000") >= "2000"
    own = types_of_number(number.canonical) if recent else ()
    agrees = cited.type is None or any(types_agree(cited.type, type_) for type_ in own)
    if own and not agrees and mention.type is not None and says_type(context.text, mention):
        expected = capitalized(own[0]) if context.text[mention.type.start].isupper() else own[0]
        yield context.finding(
            "wrong_type",
            "error" if len(own) == 1 else "warning",
            mention.type,
            f"Tên loại không khớp ký hiệu: số {number.canonical} là của {' hoặc '.join(own)}, không phải {cited.type}; "
            "hãy sửa tên loại hoặc ký hiệu.",
            expected if len(own) == 1 else None,
        )
    if number.year and cited.date and not cited.date.startswith(number.year) and mention.date is not None:
        yield context.finding(
            "wrong_date",
            "error",
            mention.date,
            f"Năm trong số {number.canonical} không khớp ngày {date_vi(cited.date)}; hãy kiểm tra lại số và ngày.",
        )
    if mention.issuer is not None and recent and _cannot_sign(cited.issuer or "", number):
        yield context.finding(
            "wrong_issuer",
            "warning",
            mention.issuer,
            f"Cơ quan ban hành không khớp ký hiệu: số {number.canonical} không phải ký hiệu của {cited.issuer}; "
            "hãy kiểm tra lại cơ quan và ký hiệu.",
        )


def _cannot_sign(issuer: str, number: Number) -> bool:
    """Whether the bodies that sign so are known, the issuer too, and it is none of them."""
    bodies = [body for piece in number.pieces for body in by_abbreviation(piece)]
    if not bodies or any(body.level == "open" for body in bodies):
        return False
    identity = identify(issuer)
    return identity is not None and identity.group not in {body.group for body in bodies}


# --- the number itself ------------------------------------------------------------------------------------------------


def _unknown(context: Context, mention: Mention, right: Source | None, bearers: Sequence[Source]) -> Finding:
    number = mention.citation.number or mention.citation.text
    if right is not None:
        # Where the number itself is no other document's, it may well be one that nobody here knows.
        same_digits = _digits(number) is not None and _digits(number) == _digits(right.number or "")
        certain = bool(bearers) or same_digits or bool(mention.citation.title and right.title)
        message = (
            f"Số {number} không đúng: đúng các thông tin đã ghi là {full_reference(right)}; hãy sửa số, ký hiệu."
            if certain
            else f"Kho và danh mục chưa có văn bản số {number}, cùng ngày và cơ quan có {full_reference(right)}; "
            "hãy đối chiếu số, ký hiệu với bản gốc."
        )
        severity: Severity = "error" if certain else "warning"
        return context.finding("unknown_number", severity, mention.span, message, right.number if certain else None)
    if bearers:
        listed = "; ".join(full_reference(b) for b in bearers[:4])
        return context.finding(
            "unknown_number",
            "warning",
            mention.span,
            f"Kho và danh mục không có văn bản số {number} đúng như đã ghi, chỉ có {listed}; "
            "hãy đối chiếu bản gốc hoặc nạp văn bản vào kho.",
        )
    return context.finding(
        "unknown_number",
        "warning",
        mention.span,
        f"Kho và danh mục chưa có văn bản số {number}; hãy đối chiếu số, ký hiệu với bản gốc hoặc nạp văn bản vào kho.",
    )


def _digits(number: str) -> str | None:
    parsed = parse_number(number)
    return digits_key(parsed.digits) if parsed else None


def _right_number(context: Context, mention: Mention, bearers: Sequence[Source]) -> Source | None:
    """Return the one document whose other facts are those of the mention, None when there is none or several."""
    cited = mention.citation
    if any(_speaks_for(mention, faults_of(context, mention, source), source) for source in bearers):
        return None
    found: dict[tuple[str | None, str | None], Source] = {}
    for source in _candidates(context, mention):
        if source.id == context.citing.id or not source.number or number_key(source.number) is None:
            continue
        if number_key(source.number) == number_key(cited.number or ""):
            continue
        faults = faults_of(context, mention, source)
        if not faults.findings and _enough(mention, source, faults):
            found.setdefault((number_key(source.number), source.date), source)
    return next(iter(found.values())) if len(found) == 1 else None


def _speaks_for(mention: Mention, faults: Faults, source: Source) -> bool:
    """Whether date or title show that the mention is of this document, whatever else is wrong with it."""
    cited, kinds = mention.citation, faults.kinds()
    dated = bool(cited.date and source.date) and "wrong_date" not in kinds
    return dated or faults.titled or (not cited.date and not cited.title)


def _candidates(context: Context, mention: Mention) -> Iterable[Source]:
    cited = mention.citation
    if cited.date and len(cited.date) == 10:
        yield from context.knowledge.dated(cited.date)
    if cited.title:
        yield from context.knowledge.titled(cited.title)
    number = parse_number(cited.number or "")
    if number is not None:
        yield from context.knowledge.bearing(digits_key(number.digits))


def _enough(mention: Mention, source: Source, faults: Faults) -> bool:
    """Whether so much agrees that the number must be the slip: the title, or date, type and issuer together."""
    cited = mention.citation
    dated = bool(cited.date and source.date and len(cited.date) == 10)
    near = _near(cited.number or "", source.number or "")
    if cited.title and source.title and len(cited.title.split()) >= 5:
        return dated or bool(cited.issuer and source.issuer) or (near and faults.agreeing >= 2)
    return dated and bool(cited.type and source.type) and near


def _near(a: str, b: str) -> bool:
    """Whether two numbers differ in little: the symbol, or a digit or two."""
    x, y = parse_number(a), parse_number(b)
    return x is not None and y is not None and (x.pieces == y.pieces or digits_key(x.digits) == digits_key(y.digits))


# --- laws called by name ----------------------------------------------------------------------------------------------

_CLOSE = 2  # years: no law is made anew so soon, so a year that near is a slip


def _law_year(context: Context, mention: Mention) -> Iterator[Finding]:
    cited = mention.citation
    key = law_key(cited.type, cited.title)
    if key is None or not cited.date or mention.date is None:
        return
    years = sorted({s.date[:4] for s in context.knowledge.bearing(key) if s.date})
    written = cited.date[:4]
    near = [year for year in years if abs(int(year) - int(written)) <= _CLOSE]
    if len(near) == 1 and written not in years:
        yield context.finding(
            "wrong_date",
            "warning",
            mention.date,
            f"{capitalized(cited.type)} {cited.title} được ban hành năm {', '.join(years)}, không phải {written}; "
            "hãy sửa năm.",
            near[0] if len(cited.date) == 4 else None,
        )
