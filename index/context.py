"""What a passage is read with: its document's name, title and issuer, and the headings above it.

None of it stands in the passage, yet a query names it: "phụ cấp thú y của Hà Nội" asks for a passage that says neither
whose nor which.  The encoder and the lexical index read the same context.
"""

from __future__ import annotations

from directives.casing import sentence_case

_SEPARATOR = " › "
_HEADINGS, _HEADING_WORDS = 2, 14  # the nearest headings above a passage, and how much of each is read
_LEAST_LETTERS = 9  # shorter lines in capitals are abbreviations as often as not


def passage_context(title: str | None, issuer: str | None, heading_path: str) -> str:
    """Return the context of a passage whose document has this title and issuer, on one line."""
    name, *headings = heading_path.split(_SEPARATOR)
    said = name
    if title and title not in name:
        said = f"{name} {calm(title)}".strip()
    if issuer:
        said = f"{said} ({calm(issuer)})".strip()
    # The heading of an attachment repeats the title of the document.
    kept = [heading for heading in headings if not (title and heading.casefold() in title.casefold())]
    return _SEPARATOR.join([said, *(calm(_cut(heading)) for heading in kept[-_HEADINGS:])])


def passage_input(title: str | None, issuer: str | None, heading_path: str, text: str) -> str:
    """Return what the encoder reads of a passage."""
    context = passage_context(title, issuer, heading_path)
    body = "\n".join(calm(line) for line in text.split("\n"))
    return f"{context}\n{body}" if context else body


def calm(line: str) -> str:
    """Return a line set in capitals as running text has it: the encoder knows few words in capitals."""
    return sentence_case(line) if " " in line and sum(map(str.isalpha, line)) >= _LEAST_LETTERS else line


def _cut(heading: str) -> str:
    words = heading.split()
    return heading if len(words) <= _HEADING_WORDS else " ".join(words[:_HEADING_WORDS])
