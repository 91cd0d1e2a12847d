"""What one request may ask for, and how long and how big it may be."""

from __future__ import annotations

from dataclasses import dataclass

from settings import Settings

QUERY_LENGTH = 2_000  # characters of a query, a question or a subject
NUMBER_LENGTH = 200  # characters of a reference number or an id
TEXT_LENGTH = 1_000_000  # characters of a pasted draft
MOST_HITS = 100
MOST_TASK_HITS = 20
MOST_MISSING = 1_000
DEEPEST = 5  # steps along citations
MOST_FILES = 20  # in one ingest
MOST_TASKS = 50  # chosen for one draft
MOST_FILTERS = 20  # values of one filter


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that the settings decide; seconds and bytes."""

    work_s: float  # one request's work, the wait for a free worker included
    writing_s: float  # the same where a generator may write
    body_s: float  # for a request's body to arrive
    json_bytes: int  # a body that is no upload
    upload_bytes: int  # one with files, all of them together

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Return the bounds that follow from the settings."""
        work = float(settings.api_time_limit_s)
        return cls(
            work_s=work,
            writing_s=work + (settings.generator_timeout_s if settings.generator_url else 0),
            body_s=max(60.0, work),
            json_bytes=5 * TEXT_LENGTH,  # a Vietnamese letter takes up to four bytes
            upload_bytes=(settings.file_limit_mb + 1) * 1_000_000,
        )
