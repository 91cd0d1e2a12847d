"""Errors as problem JSON (RFC 9457), in Vietnamese, with what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NotRequired

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from typing_extensions import TypedDict

from directives import errors
from directives.errors import DanChieuError

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"

# The first that fits decides; what is not the asker's doing is 5xx.
_STATUS: tuple[tuple[type[DanChieuError], int], ...] = (
    (errors.UnknownDocument, 404),
    (errors.UnreadableFile, 422),
    (errors.SecretDocument, 422),
    (errors.BadRequest, 400),
    (errors.AccessDenied, 403),
    (errors.SignInFailed, 401),
    (errors.TooManyRequests, 429),
    (errors.ArchiveBusy, 503),
    (errors.ArchiveUnreachable, 503),
    (errors.ReadingUnavailable, 503),
    (errors.GeneratorFailed, 502),
)
_TITLES = {
    400: "Yêu cầu chưa đúng",
    401: "Chưa xác thực",
    403: "Không được phép",
    404: "Không có",
    405: "Phương thức không dùng được ở địa chỉ này",
    408: "Gửi yêu cầu quá chậm",
    413: "Yêu cầu quá lớn",
    421: "Sai tên máy chủ",
    422: "Dữ liệu chưa đúng",
    429: "Gọi quá nhiều lần",
    500: "Lỗi của chương trình",
    502: "Máy sinh văn bản không trả lời được",
    503: "Tạm thời chưa phục vụ được",
}
_WRONG = {
    "missing": "còn thiếu",
    "int_parsing": "cần một số nguyên",
    "int_type": "cần một số nguyên",
    "float_parsing": "cần một số",
    "bool_parsing": "cần true hoặc false",
    "string_type": "cần một chuỗi ký tự",
    "string_unicode": "có ký tự không hợp lệ",
    "list_type": "cần một danh sách",
    "json_invalid": "không phải JSON hợp lệ",
    "extra_forbidden": "không có mục này",
    "model_attributes_type": "cần một đối tượng JSON",
    "dict_type": "cần một đối tượng JSON",
}


class FieldProblem(TypedDict, closed=True):
    """Một chỗ chưa đúng trong yêu cầu."""

    place: str
    message: str


class ProblemDetail(TypedDict, closed=True):
    """Lỗi, theo RFC 9457; `detail` nói nguyên nhân và cách xử lý."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[FieldProblem]]


def problem(
    status: int, detail: str, wrong: Sequence[FieldProblem] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error as a response."""
    body: ProblemDetail = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Lỗi"),
        "status": status,
        "detail": detail,
    }
    if wrong:
        body["errors"] = list(wrong)
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def status_of(error: DanChieuError) -> int:
    """Return the status of an error meant for the user."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def told(error: DanChieuError) -> JSONResponse:
    """Return an error meant for the user as a response."""
    status = status_of(error)
    if status >= 500:
        _log.warning("%s: %s", type(error).__name__, error)
        return problem(status, str(error), headers={"Retry-After": "5"})
    return problem(status, str(error))


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem."""

    async def ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, DanChieuError)
        return told(error)

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        wrong = [_field(tuple(found["loc"]), str(found["type"]), found.get("ctx") or {}) for found in error.errors()]
        listed = "; ".join(f"{w['place']}: {w['message']}" for w in wrong)
        return problem(422, f"Yêu cầu chưa đúng: {listed}. Xem mô tả ở /api/openapi.json.", wrong)

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        details = {
            404: "Không có địa chỉ này; xem các địa chỉ ở /api/openapi.json.",
            405: "Địa chỉ này dùng phương thức khác; xem /api/openapi.json.",
            400: "Không đọc được nội dung gửi lên; hãy kiểm tra JSON hoặc biểu mẫu.",
        }
        given = error.detail if error.status_code in (401, 403, 408, 413, 429, 503) else ""
        said = given or details.get(error.status_code, "Yêu cầu chưa đúng.")
        return problem(error.status_code, said, headers=error.headers)

    async def fault(request: Request, error: Exception) -> JSONResponse:
        # Starlette raises it again after the answer, so that the log has the whole of it.
        return problem(500, "Chương trình gặp lỗi ngoài dự kiến; hãy báo người phụ trách xem nhật ký.")

    app.add_exception_handler(DanChieuError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, fault)


def _field(place: tuple[int | str, ...], kind: str, context: dict[str, object]) -> FieldProblem:
    name = ".".join(str(part) for part in (place[1:] or place))
    bounds = {
        "greater_than_equal": ("ge", "phải từ {} trở lên"),
        "less_than_equal": ("le", "không được quá {}"),
        "string_too_long": ("max_length", "dài quá {} ký tự"),
        "string_too_short": ("min_length", "cần ít nhất {} ký tự"),
        "too_long": ("max_length", "có quá {} mục"),
        "too_short": ("min_length", "cần ít nhất {} mục"),
        "literal_error": ("expected", "chỉ nhận {}"),
    }
    if kind in bounds:
        key, words = bounds[kind]
        said = words.format(str(context.get(key, "")).replace(" or ", " hoặc "))
    elif kind.startswith("date"):
        said = "cần một ngày dạng 2024-01-31"
    else:
        said = _WRONG.get(kind, "giá trị không hợp lệ")
    return {"place": name, "message": said}
