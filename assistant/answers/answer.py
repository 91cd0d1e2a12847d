"""An answer out of what a search found: verbatim sentences with their places, or one explicit refusal.

Without a generator the sentences are the documents' own.  With one they are written from the same sentences, numbered,
and verified (assistant/answers/written.py).  Errors are raised, never turned into an answer or a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answers.choose import Tools, choose
from assistant.answers.demands import Demands, demands_of
from assistant.answers.evidence import THRESHOLD, Weighed, evidence_score, weigh
from assistant.answers.generator import Generator
from assistant.answers.written import Source, write
from directives.grounded import Answer, AnswerSentence
from directives.models import Evidence, Hit

_NEAREST = 3  # passages shown beside a refusal
NO_SENTENCE = "Máy viết không viết được câu nào đứng vững trên các đoạn tìm thấy; dưới đây là nguyên văn trong văn bản."


def answer(
    question: str,
    hits: Sequence[Hit],
    tools: Tools,
    understood: str = "",
    generator: Generator | None = None,
    on_text: Callable[[str], None] = lambda _: None,
    threshold: float = THRESHOLD,
) -> Answer:
    """Answer `question` from `hits`, or refuse when they are no basis for an answer.

    `understood` is the question with accents restored, where they were.  `on_text` hears the generator's text as it
    is written, before it is verified.
    """
    asked = understood or question
    demands = demands_of(asked)
    weighed = weigh(demands, hits)
    if evidence_score(asked, weighed, tools.rarity) < threshold or _only_cited(demands, weighed):
        return _refusal(question, demands, weighed)
    evidence = choose(asked, demands, weighed, tools)
    if generator is not None:
        cards = {hit.document.id: hit.document for hit in hits}
        sources = tuple(Source(e, cards[e.document]) for e in evidence)
        written = write(asked, sources, generator, on_text)
        if any(not sentence.problem for sentence in written):
            return Answer(question, marked(written), False, written, evidence, generated=True)
        return Answer(question, f"{NO_SENTENCE}\n{marked(_quoted(evidence))}", False, written, evidence, generated=True)
    sentences = _quoted(evidence)
    return Answer(question, marked(sentences), False, sentences, evidence)


def marked(sentences: Sequence[AnswerSentence]) -> str:
    """Return the sentences in which nothing is wrong, a line each, with marks that count the evidence from 1."""
    return "\n".join(s.text + " " + "".join(f"[{mark + 1}]" for mark in s.marks) for s in sentences if not s.problem)


def _quoted(evidence: Sequence[Evidence]) -> tuple[AnswerSentence, ...]:
    return tuple(AnswerSentence(e.text, (i,)) for i, e in enumerate(evidence))


def _only_cited(demands: Demands, weighed: Sequence[Weighed]) -> bool:
    """Whether only a document was asked for, by its number, and the archive holds but mentions of it."""
    return demands.bare and not any(w.fit.own_number for w in weighed)


def _refusal(question: str, demands: Demands, weighed: Sequence[Weighed]) -> Answer:
    nearest = weighed[:_NEAREST]
    evidence = tuple(
        Evidence(w.hit.document.id, w.hit.passage.start, w.hit.passage.end, w.hit.passage.text, w.hit.passage.page)
        for w in nearest
    )
    parts = [f"Không có căn cứ trong kho để trả lời: “{question}”.", _searched(weighed)]
    if nearest:
        parts += [said for said in (_lacking(demands, nearest),) if said]
    parts.append(
        "Có thể thử: hỏi bằng từ ngữ của văn bản; nêu tên cơ quan, địa phương, năm hoặc số, ký hiệu; "
        "bỏ bớt điều kiện; nạp thêm văn bản có nội dung này vào kho."
    )
    return Answer(question, " ".join(parts), True, (), evidence)


def _searched(weighed: Sequence[Weighed]) -> str:
    if not weighed:
        return "Đã tìm theo từ ngữ, ý nghĩa và số hiệu trong toàn kho, không thấy đoạn nào."
    documents = len({w.hit.document.id for w in weighed})
    return (
        f"Đã tìm theo từ ngữ, ý nghĩa và số hiệu trong toàn kho; {len(weighed)} đoạn gần nhất nằm trong {documents} "
        "văn bản nhưng không đoạn nào đủ khớp với câu hỏi."
    )


def _lacking(demands: Demands, nearest: Sequence[Weighed]) -> str:
    """Say which demand of the question none of the nearest passages meets."""
    said = []
    if all(w.fit.number_missing for w in nearest):
        said.append("số, ký hiệu được hỏi")
    elif demands.bare:
        return "Kho chưa có văn bản mang số, ký hiệu này, chỉ có những đoạn dẫn đến nó."
    if all(w.fit.place_missing for w in nearest):
        said.append("địa phương được hỏi")
    if all(w.fit.year_missing for w in nearest):
        said.append("năm được hỏi")
    return f"Các đoạn gần nhất không nói đến {', '.join(said)}." if said else ""
