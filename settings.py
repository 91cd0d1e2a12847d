"""Settings of the program: one frozen record, read from the environment and an optional TOML file.

Sources, the later winning: defaults, the file (`DANCHIEU_CONFIG`, else `var/danchieu.toml` of the checkout), variables
`DANCHIEU_<NAME>`.  Unknown keys are refused.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from directives.errors import BadSetting

ROOT = Path(__file__).resolve().parent
VAR = ROOT / "var"
# Variables with our prefix that are no settings: the file's place, the test suite's data and its strictness.
_NOT_SETTINGS = {"DANCHIEU_CONFIG", "DANCHIEU_TEST_DATA", "DANCHIEU_STRICT"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be configured; each field is a key of the file and, in capitals, a variable."""

    library: Path = VAR / "library"
    model: str = "multilingual-e5-small"  # a registry name, a local folder or a hub id
    models_dir: Path = VAR / "models"
    catalogue: Path = ROOT / "corpus" / "catalogue.csv"
    jobs: int = 0  # extraction processes; 0 means one per core, at most four
    threads: int = 0  # threads of the encoder; 0 lets it choose
    file_limit_mb: int = 200  # larger files are refused
    memory_limit_mb: int = 2048  # per extraction process
    time_limit_s: int = 300  # per file
    templates_dir: Path = VAR / "templates"  # Word templates of drafts here replace those of the program
    office: str = ""  # name of the office that signs drafts, e.g. "Liên đoàn Lao động tỉnh …"
    office_parent: str = ""  # body above it, first line of the name block
    office_symbol: str = ""  # in its numbers: "LĐLĐ"
    office_unit: str = ""  # drafting unit in the numbers of letters: "TGNC"
    office_place: str = ""  # place name of the date line
    office_authority: str = ""  # "TM. BAN THƯỜNG VỤ"
    office_signer_role: str = ""  # "PHÓ CHỦ TỊCH"
    office_signer: str = ""
    office_recipients: str = ""  # lines of nơi nhận, separated by ";"
    reranker: str = ""  # folder of a CrossEncoder of sentence-transformers; empty: no reranking
    reranker_ms: int = 200  # what reranking may take for one query
    generator_url: str = ""  # OpenAI-compatible endpoint; empty: nothing leaves the machine
    generator_model: str = ""
    generator_key: str = ""  # where the endpoint asks for one; better set as DANCHIEU_GENERATOR_KEY
    generator_timeout_s: int = 120  # seconds without a word from the endpoint
    auth: str = ""  # who may use the archive: empty: whoever is at this machine; "local": accounts; "oidc": elsewhere
    session_hours: int = 12  # without use, after which a session ends
    recent_searches: int = 20  # kept of each person, or of the one desk where nobody signs in; 0: none
    user: str = ""  # the command line and `danchieu mcp` see what this user may see
    api_token: str = ""  # whoever calls `danchieu serve` must bring it; better set as DANCHIEU_API_TOKEN
    api_hosts: str = ""  # host names that `danchieu serve` answers to besides this machine's own, separated by commas
    api_threads: int = 0  # threads that do the work of requests; 0: one more than cores
    api_time_limit_s: int = 30  # per request


def load_settings(environ: dict[str, str] | None = None, **overrides: str | int | Path) -> Settings:
    """Return the settings in force; `overrides` (command-line options) win.  Raises BadSetting with the remedy."""
    environment = dict(os.environ) if environ is None else environ
    path = Path(environment.get("DANCHIEU_CONFIG") or VAR / "danchieu.toml")
    values: dict[str, str | int | Path] = {}
    if path.is_file():
        try:
            values.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSetting(f"Tệp cấu hình {path} không đọc được ({error}); hãy sửa lại cú pháp TOML.") from error
    elif "DANCHIEU_CONFIG" in environment:
        raise BadSetting(f"Không có tệp cấu hình {path}; hãy sửa biến DANCHIEU_CONFIG hoặc tạo tệp đó.")
    for name, value in environment.items():
        if name.startswith("DANCHIEU_") and name not in _NOT_SETTINGS:
            values[name.removeprefix("DANCHIEU_").lower()] = value
    return _checked(values | overrides)


def _checked(values: dict[str, str | int | Path]) -> Settings:
    known = {f.name: f.default for f in fields(Settings)}
    settings = Settings()
    for name, value in values.items():
        if name not in known:
            raise BadSetting(f"Không có mục cấu hình “{name}”; các mục có thể dùng: {', '.join(sorted(known))}.")
        settings = replace(settings, **_typed(name, value, known[name]))
    return settings


def _typed(name: str, value: str | int | Path, default: object) -> dict[str, Any]:
    """Return {name: value} with the value in the type of the default."""
    if isinstance(default, Path):
        return {name: Path(str(value))}
    if isinstance(default, int):
        try:
            return {name: int(str(value))}
        except ValueError as error:
            raise BadSetting(f"Giá trị “{value}” của mục “{name}” không hợp lệ; cần một số nguyên.") from error
    return {name: str(value)}
