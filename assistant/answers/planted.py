"""Instructions planted in documents: text that speaks to a program instead of telling a reader something.

Documents are data.  A sentence of this sort supports no statement and is never quoted as an answer; the document itself
stays searchable as it is.
"""

from __future__ import annotations

import re

from directives.text import fold, sentences

# On folded text, bounded gaps so that long sentences cost no more than their length.
_PLANTED = re.compile(
    r"(?<!khong )\b(?:bo qua|quen|phot lo|khong tuan theo|khong lam theo)\b.{0,40}"
    r"\b(?:huong dan|chi dan|yeu cau|lenh|quy tac|cau lenh)\b.{0,30}\b(?:truoc|tren|he thong|ban dau|da cho)\b"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules?|above|previous)\b"
    r"|\b(?:hay|phai|chi duoc) (?:tra loi|viet|noi|in ra|ket luan|khang dinh) (?:rang|la|dung cau)\b"
    r"|\b(?:answer|reply|respond|say|output|write) (?:that|with|only|exactly)\b"
    r"|\b(?:system prompt|he thong nhac|prompt|jailbreak|developer mode)\b"
    r"|\b(?:ban|may|nguoi) (?:la|bay gio la|hay dong vai|dong vai) (?:mot )?"
    r"(?:tro ly|tri tue|mo hinh|ai|chatbot|may tinh)\b"
    r"|\b(?:you are|act as|pretend to be)\b.{0,30}\b(?:assistant|model|ai|bot|administrator)\b"
    r"|\b(?:tro ly ai|tro ly ao|mo hinh ngon ngu|chatbot|language model|ai assistant)\b"
    r"|(?:^|\n)\s*(?:system|assistant|user|he thong|tro ly) ?:"
    r"|<\|?/?(?:system|assistant|user|im_start|im_end)\b|\[/?inst\]"
)


def is_planted(sentence: str) -> bool:
    """Whether `sentence` gives orders to a program."""
    return _PLANTED.search(fold(sentence)) is not None


def without_planted(text: str) -> str:
    """Return `text` with the sentences that give orders to a program cut out, the rest untouched."""
    kept, position = [], 0
    for start, end in sentences(text):
        if is_planted(text[start:end]):
            kept.append(text[position:start])
            position = end
    return "".join([*kept, text[position:]])
