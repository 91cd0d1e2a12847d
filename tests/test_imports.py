"""Who may import whom: the table of docs/architecture.md, read off every module's own import statements."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = {"directives", "settings"}
# Package or top-level module -> what it may import of ours, besides itself.
ALLOWED: dict[str, set[str]] = {
    "directives": set(),
    "settings": {"directives"},
    "ingest": GROUND,
    "index": GROUND,
    "assistant": GROUND,
    "library": GROUND | {"ingest", "index", "assistant"},
    "evaluation": GROUND | {"library"},
    "api": GROUND | {"library"},
    "cli": GROUND | {"library", "evaluation", "api"},
    "ui": GROUND | {"library"},
    "app": {"ui"},
    "run": set(),
    "corpus": GROUND,
}
# Library -> the files and folders that alone may import it.
HOMES: dict[str, tuple[str, ...]] = {
    "pypdf": ("ingest/",),
    "pypdfium2": ("ingest/",),
    "lxml": ("ingest/",),
    "viparse": ("ingest/",),
    "oxmsg": ("ingest/",),
    "PIL": ("ingest/",),
    "pytesseract": ("ingest/",),
    "docx": ("ingest/", "assistant/", "corpus/"),
    "openpyxl": ("ingest/", "assistant/"),
    "sqlite3": ("index/store/",),
    "faiss": ("index/vectors/",),
    "tantivy": ("index/lexical.py", "index/analysis.py"),
    "onnxruntime": ("index/encoder.py", "index/arithmetic.py"),
    "sentence_transformers": ("index/encoder.py", "index/reranking.py"),
    "huggingface_hub": ("index/encoder.py",),
    "sentencepiece": ("index/pieces.py",),
    "tokenizers": ("index/weights.py",),
    "torch": ("index/weights.py",),
    "transformers": ("index/weights.py",),
    "onnx": ("index/arithmetic.py",),
    "safetensors": ("index/weights.py",),
    "underthesea": ("index/words.py",),
    "numpy": ("index/",),
    "filelock": ("library/",),
    "argon2": ("library/passwords.py",),
    "openai": ("assistant/",),
    "docxtpl": ("assistant/",),
    "jinja2": ("assistant/",),
    "ir_measures": ("evaluation/",),
    "typer": ("cli/",),
    "streamlit": ("ui/", "app.py"),
    "fastapi": ("api/",),
    "starlette": ("api/", "ui/sessions.py", "ui/headers.py"),
    "uvicorn": ("api/",),
    "pydantic": ("api/",),
    "mcp_types": ("api/",),
    "typing_extensions": (
        "library/shapes.py",
        "library/shapes_of_work.py",
        "library/keeping_words.py",
        "library/desk_words.py",
        "api/",
    ),
    "mcp": ("api/",),
}
# Libraries light enough, or so much their home's own business, that they stand at the head of a module.
AT_THE_HEAD = {"numpy", "filelock", "typer", "streamlit", "sqlite3", "typing_extensions"}
AT_THE_HEAD |= {
    "fastapi",
    "starlette",
    "uvicorn",
    "pydantic",
    "mcp",
    "mcp_types",
}  # api/ is opened by its commands only
EXEMPT = ("tests/", "evaluation/benchmarks/")
# Packages of requirements.txt whose name is not that of the module, and those that no module imports.
DISTRIBUTIONS = {
    "argon2": "argon2-cffi",
    "docx": "python-docx",
    "faiss": "faiss-cpu",
    "bs4": "beautifulsoup4",
    "PIL": "pillow",
    "oxmsg": "python-oxmsg",
}
TOOLS = {"setuptools", "python-multipart", "authlib"}


@dataclass(frozen=True, slots=True)
class Import:
    file: str
    line: int
    module: str  # as written, dotted
    deferred: bool  # inside a function, or for the type checker only

    @property
    def top(self) -> str:
        return self.module.split(".")[0]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line} {self.module}"


def files() -> list[Path]:
    ours = [p for p in ROOT.rglob("*.py") if p.relative_to(ROOT).parts[0] in {*ALLOWED, *(f"{n}.py" for n in ALLOWED)}]
    return sorted(p for p in ours if not p.relative_to(ROOT).as_posix().startswith(EXEMPT))


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for path in files() for found in read(path))


def read(path: Path) -> Iterator[Import]:
    name = path.relative_to(ROOT).as_posix()
    package = path.relative_to(ROOT).parent.parts

    def walk(node: ast.AST, deferred: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inner = deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            if isinstance(child, ast.Import):
                yield from (Import(name, child.lineno, alias.name, deferred) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                above = package[: len(package) - child.level + 1] if child.level else ()
                yield Import(name, child.lineno, ".".join((*above, child.module or "")).strip("."), deferred)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                yield from (i for part in child.body for i in walk(ast.Module([part], []), True))
                yield from (i for part in child.orelse for i in walk(ast.Module([part], []), deferred))
            else:
                yield from walk(child, inner)

    return walk(ast.parse(path.read_text(encoding="utf-8")), False)


def test_every_package_has_its_line_in_the_table() -> None:
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} | {p.stem for p in ROOT.glob("*.py")}
    assert packages - set(ALLOWED) - {"tests"} == set()
    assert {"directives", "index", "ingest", "library", "cli", "ui"} <= packages


def test_nobody_imports_what_is_not_allowed() -> None:
    wrong = []
    for found in imports():
        owner = found.file.split("/")[0].removesuffix(".py")
        if found.top in ALLOWED and found.top != owner and found.top not in ALLOWED[owner]:
            wrong.append(found.place)
    assert wrong == []


def test_every_library_stays_in_its_home() -> None:
    strangers, astray = [], []
    for found in imports():
        if found.top in HOMES:
            if not found.file.startswith(HOMES[found.top]):
                astray.append(found.place)
        elif found.top not in sys.stdlib_module_names and found.top not in ALLOWED:
            strangers.append(found.place)
    assert astray == []
    assert strangers == []  # a new library needs its line in HOMES


def test_heavy_libraries_are_imported_inside_functions() -> None:
    heavy = set(HOMES) - AT_THE_HEAD
    program = [found for found in imports() if not found.file.startswith("corpus/")]  # a tool, run by hand
    assert [found.place for found in program if found.top in heavy and not found.deferred] == []


@pytest.mark.parametrize("owner", ["directives", "run"])
def test_standard_library_only(owner: str) -> None:
    mine = [found for found in imports() if found.file.split("/")[0].removesuffix(".py") == owner]
    assert mine
    assert [f.place for f in mine if f.top not in sys.stdlib_module_names and f.top != owner] == []


def test_the_command_line_opens_nothing_at_its_head() -> None:
    at_the_head = {found.top for found in imports() if found.file.startswith("cli/") and not found.deferred}
    assert at_the_head - sys.stdlib_module_names == {"cli", "directives", "typer"}


def test_requirements_are_what_is_imported() -> None:
    pattern = re.compile(r"([A-Za-z0-9_.-]+)==[0-9][0-9A-Za-z.]*")
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    pinned = [match[1] for line in lines if (match := pattern.fullmatch(line))]
    assert len(pinned) == len(lines)
    third = {found.top for found in imports()} - sys.stdlib_module_names - set(ALLOWED)
    imported = {DISTRIBUTIONS.get(name, name).replace("_", "-") for name in third}
    assert set(pinned) == imported | TOOLS


def test_pyproject_lists_every_package() -> None:
    import tomllib

    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {".".join(p.parent.relative_to(ROOT).parts) for p in files() if p.name == "__init__.py"}
    assert set(tool["packages"]) == folders - {"corpus"}
    assert set(tool["py-modules"]) == {p.stem for p in ROOT.glob("*.py")} - {"run"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import torch", [("torch", False)]),
        ("def f():\n    from torch.nn import Module", [("torch.nn", True)]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch", [("typing", False), ("torch", True)]),
        ("try:\n    import torch\nexcept ImportError:\n    pass", [("torch", False)]),
        ("class A:\n    import torch", [("torch", False)]),
        ("from . import models", [("directives", False)]),
        ("from .models import Unit", [("directives.models", False)]),
    ],
)
def test_the_reader_of_imports(
    code: str, expected: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "directives").mkdir()
    file = tmp_path / "directives" / "module.py"
    file.write_text(code)
    assert [(found.module, found.deferred) for found in read(file)] == expected
