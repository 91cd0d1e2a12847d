"""The client of chat endpoints: the protocol against real local servers, and what the user is told when it fails."""

import os
import socket
import subprocess
import sys
import urllib.request
from dataclasses import replace
from urllib.error import URLError

import pytest

from assistant.answers.generator import Message, OpenAIGenerator, open_generator
from directives.errors import BadSetting, GeneratorFailed
from settings import Settings
from tests.chat_server import chat_server

MESSAGES = (Message("system", "Chỉ viết từ các đoạn."), Message("user", "Mức hỗ trợ?"))


def test_by_default_there_is_no_generator():
    assert open_generator(Settings()) is None


def test_the_settings_name_the_endpoint():
    settings = replace(Settings(), generator_url="http://u:secret@may.local:11434/v1", generator_model="qwen")
    generator = open_generator(settings)
    assert generator is not None
    assert generator.place == "may.local:11434 (mô hình qwen)"


@pytest.mark.parametrize(
    ("url", "model", "said"),
    [
        ("may.local:11434", "m", "generator_url"),
        ("ftp://may.local", "m", "generator_url"),
        ("http://may.local/v1", "", "generator_model"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_the_remedy(url, model, said):
    with pytest.raises(BadSetting, match=said):
        open_generator(replace(Settings(), generator_url=url, generator_model=model))


def test_text_comes_piece_by_piece_and_the_request_is_the_protocols(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-the-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with chat_server(["Mức hỗ trợ ", "", "là 3 triệu [1]."]) as server:
        pieces = list(OpenAIGenerator(server.url, "mo-hinh", "khoa-rieng").write(MESSAGES))
    assert pieces == ["Mức hỗ trợ ", "là 3 triệu [1]."]
    ((path, authorization, body),) = server.asked
    assert path == "/v1/chat/completions"
    assert authorization == "Bearer khoa-rieng"
    assert body["model"] == "mo-hinh"
    assert body["stream"] is True
    assert body["messages"] == [
        {"role": "system", "content": "Chỉ viết từ các đoạn."},
        {"role": "user", "content": "Mức hỗ trợ?"},
    ]


def test_a_key_of_the_environment_is_never_sent(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-the-environment")
    with chat_server(["x"]) as server:
        list(OpenAIGenerator(server.url, "m").write(MESSAGES))
    assert "key-of-the-environment" not in str(server.asked)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "generator_key"),
        (403, "generator_key"),
        (404, "generator_model"),
        (429, "quá tải"),
        (500, "out of memory"),
    ],
)
def test_an_error_of_the_endpoint_is_told_with_its_remedy(status, said):
    with chat_server(status=status) as server, pytest.raises(GeneratorFailed, match=said):
        list(OpenAIGenerator(server.url, "m", "k").write(MESSAGES))
    assert len(server.asked) == 1, "no silent second try"


def test_a_refused_connection_is_told_with_its_remedy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(GeneratorFailed, match="Không nối được"):
        list(OpenAIGenerator(f"http://127.0.0.1:{port}/v1", "m").write(MESSAGES))


def test_a_silent_endpoint_ends_in_a_timeout():
    with chat_server(fault="silent") as server, pytest.raises(GeneratorFailed, match="generator_timeout_s"):
        list(OpenAIGenerator(server.url, "m", timeout_s=1).write(MESSAGES))


@pytest.mark.parametrize("fault", ["cut", "garbage"])
def test_a_stream_that_breaks_is_an_error_after_what_came(fault):
    got = []
    with chat_server(["Mức hỗ trợ"], fault=fault) as server, pytest.raises(GeneratorFailed, match="Máy viết|máy viết"):
        for piece in OpenAIGenerator(server.url, "m").write(MESSAGES):
            got.append(piece)
    assert got == ["Mức hỗ trợ"]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A folder with a tiny model of random weights, and a tokenizer of bytes."""
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("tiny")
    alphabet = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {"<s>": 0, "</s>": 1} | {c: i for i, c in enumerate(alphabet, start=2)}
    raw = tokenizers.Tokenizer(tokenizers.models.BPE(vocab=vocabulary, merges=[]))
    raw.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = tokenizers.decoders.ByteLevel()
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"
    tokenizer.save_pretrained(folder)
    config = transformers.LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=512, bos_token_id=0, eos_token_id=1,
    )  # fmt: skip
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def test_a_real_server_speaks_to_the_client(tiny_model):
    """`transformers serve` over the tiny model: what it writes is noise, the protocol is real."""
    from transformers.utils.import_utils import is_accelerate_available, is_serve_available

    if not (is_serve_available() and is_accelerate_available()):
        if os.environ.get("DANCHIEU_STRICT") == "1":
            pytest.fail("transformers serve needs fastapi, uvicorn and accelerate", pytrace=False)
        pytest.skip("transformers serve needs fastapi, uvicorn and accelerate")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from transformers.cli.transformers import main; main()", "serve"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "running on" in line:
                break
        else:
            pytest.fail("the server ended: " + "".join(said))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30) as answer:
            assert answer.status == 200
        generator = OpenAIGenerator(f"http://127.0.0.1:{port}/v1", str(tiny_model), timeout_s=60)
        pieces = list(generator.write((Message("system", "a"), Message("user", "b"))))
        assert pieces, "nothing was streamed"
        assert all(isinstance(piece, str) and piece for piece in pieces)
    except URLError as error:
        pytest.fail(f"{error}: {''.join(said)}")
    finally:
        server.terminate()
        server.communicate()
