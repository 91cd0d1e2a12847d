"""What a start of the command line loads: asked of the interpreter, not of a clock."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"numpy", "torch", "transformers", "onnxruntime", "faiss", "tantivy", "underthesea", "streamlit", "lxml"}
HEAVY |= {"api", "fastapi", "mcp", "docx", "pypdf", "pypdfium2", "sqlite3", "index", "ingest", "library", "evaluation"}


def modules_after(*arguments: str) -> tuple[set[str], str]:
    """Top-level modules loaded when `danchieu` has carried out `arguments`, and what it printed."""
    code = (
        "import sys\nsys.argv = ['danchieu', *sys.argv[1:]]\nimport cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('MODULES ' + ' '.join(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stderr.rpartition("MODULES ")[2].split()), done.stdout


@pytest.mark.parametrize("arguments", [("--help",), ("search", "--help"), ("eval", "retrieval", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded, printed = modules_after(*arguments)
    assert "typer" in loaded
    assert loaded & HEAVY == set()
    assert "danchieu" in printed


def test_a_list_loads_no_model(tmp_path: Path) -> None:
    loaded, printed = modules_after("list", "--json", "--library", str(tmp_path / "library"))
    assert printed == '{"documents": []}\n'
    assert loaded & {"torch", "transformers", "onnxruntime", "underthesea", "streamlit", "docx", "pypdf"} == set()


def test_a_search_loads_no_torch(tmp_path: Path) -> None:
    if not (ROOT / "var" / "models" / "multilingual-e5-small").is_dir():
        pytest.skip("the default model is not built; python3 run.py setup builds it")
    loaded, printed = modules_after("search", "an toàn lao động", "--json", "--library", str(tmp_path / "library"))
    assert '"hits": []' in printed
    assert "onnxruntime" in loaded
    assert loaded & {"torch", "transformers", "sentence_transformers", "streamlit"} == set()
