"""Who writes prose: nobody by default, or a service that speaks the OpenAI chat API (Ollama, vLLM, llama.cpp, a cloud).

Text goes to the address that the settings name and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from directives.errors import BadSetting, GeneratorFailed
from settings import Settings

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

_LONGEST = 1_500  # tokens of an answer


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user"]
    text: str


class Generator(Protocol):
    """What writes text from messages."""

    @property
    def place(self) -> str:
        """Where the text goes, for the user to read."""

    def write(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the text piece by piece.  Raises GeneratorFailed with the remedy."""


def open_generator(settings: Settings) -> Generator | None:
    """Return the generator that the settings name, None when they name none."""
    if not settings.generator_url:
        return None
    parts = urlsplit(settings.generator_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting(
            f"Địa chỉ máy viết “{settings.generator_url}” không hợp lệ; hãy đặt generator_url dạng "
            "http://127.0.0.1:11434/v1, hoặc để trống để không dùng."
        )
    if not settings.generator_model:
        raise BadSetting("Đã đặt generator_url mà chưa đặt generator_model; hãy ghi tên mô hình của máy viết.")
    return OpenAIGenerator(
        settings.generator_url, settings.generator_model, settings.generator_key, settings.generator_timeout_s
    )


class OpenAIGenerator:
    """A client of one OpenAI-compatible endpoint."""

    def __init__(self, url: str, model: str, key: str = "", timeout_s: int = 120) -> None:
        """Take the endpoint's address (up to "/v1"), the model's name there, and the key if it wants one."""
        self._url = url
        self._model = model
        self._key = key
        self._timeout_s = timeout_s

    @property
    def place(self) -> str:
        """The endpoint's host and the model; any password in the address is left out."""
        return f"{urlsplit(self._url).netloc.rpartition('@')[2]} (mô hình {self._model})"

    def write(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the text as the endpoint streams it."""
        import openai

        # Only the settings count: keys, organisations and proxies that the environment may hold stay out of it.
        with openai.DefaultHttpxClient(timeout=self._timeout_s, trust_env=False) as carrier:
            client = openai.OpenAI(
                base_url=self._url,
                api_key=self._key or "khong-can",
                organization="",
                project="",
                timeout=self._timeout_s,
                max_retries=0,
                http_client=carrier,
            )
            try:
                stream = client.chat.completions.create(
                    model=self._model,
                    messages=[_parameter(message) for message in messages],
                    stream=True,
                    temperature=0,
                    max_tokens=_LONGEST,
                )
                for chunk in stream:
                    piece = chunk.choices[0].delta.content if chunk.choices else None
                    if piece:
                        yield piece
            except (openai.OpenAIError, ValueError) as error:  # ValueError: what came is no JSON
                raise GeneratorFailed(self._told(error)) from error

    def _told(self, error: Exception) -> str:
        """Return in Vietnamese what went wrong and what to do."""
        import openai

        place = urlsplit(self._url).netloc.rpartition("@")[2]
        if isinstance(error, openai.APITimeoutError):
            return (
                f"Máy viết ở {place} không trả lời trong {self._timeout_s} giây; hãy thử lại, dùng mô hình nhỏ hơn "
                "hoặc tăng generator_timeout_s."
            )
        if isinstance(error, openai.APIConnectionError):
            return (
                f"Không nối được với máy viết ở {place}; hãy kiểm tra máy đó đã chạy chưa và địa chỉ generator_url, "
                "hoặc để trống generator_url để trả lời bằng nguyên văn."
            )
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            return f"Máy viết ở {place} không nhận khóa; hãy kiểm tra generator_key."
        if isinstance(error, openai.NotFoundError):
            return (
                f"Máy viết ở {place} không có mô hình “{self._model}” hoặc sai địa chỉ; hãy kiểm tra "
                "generator_model và generator_url (thường kết thúc bằng /v1)."
            )
        if isinstance(error, openai.RateLimitError):
            return f"Máy viết ở {place} đang quá tải hoặc hết hạn mức; hãy đợi rồi thử lại."
        detail = " ".join(str(error).split())[:200]
        return f"Máy viết ở {place} báo lỗi ({detail}); hãy xem nhật ký của máy đó rồi thử lại."


def _parameter(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return {"role": "system", "content": message.text}
    return {"role": "user", "content": message.text}
