"""The tools over the Model Context Protocol: a client of the SDK lists and calls every one, in three ways."""

import asyncio
import os
import sys
from contextlib import asynccontextmanager

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from api import mcp, serving
from api.guard import Admission
from api.limits import Limits
from api.workers import Workers
from settings import ROOT, Settings
from tests.serving import DECISION, DRAFT, archive

# Tool -> arguments, and what its answer must say.
CALLS = {
    "search": ({"query": "hỗ trợ nhà ở", "k": 2}, lambda said: said["hits"][0]["document"]["number"] == "20/QĐ-UBND"),
    "trace": ({"number": "qd 20 ubnd"}, lambda said: said["status"] == "RESOLVED" and len(said["cited_by"]) == 2),
    "tasks": ({"document": "15/KH-LĐLĐ"}, lambda said: [t["label"] for t in said["tasks"]] == ["1", "2"]),
    "missing": ({}, lambda said: [m["number"] for m in said["missing"]] == ["35-NQ/TW"]),
    "show": ({"document": "20/QĐ-UBND"}, lambda said: said["text"] == DECISION),
    "answer": ({"question": "Ai chịu trách nhiệm thi hành?"}, lambda said: "evidence" in said),
    "check": ({"text": DRAFT}, lambda said: "wrong_date" in [f["kind"] for f in said["findings"]]),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with archive(tmp_path_factory.mktemp("mcp")) as opened:
        yield opened


def in_process(library):
    return Client(mcp.server(lambda _: library, Workers(2), Limits.of(library.settings)))


@asynccontextmanager
async def over_http(library, token="", admit=None):
    app = serving.application(library, admit)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as http,
        Client(streamable_http_client("http://localhost/api/mcp", http_client=http)) as client,
    ):
        yield client


async def call_all(client):
    listed = (await client.list_tools()).tools
    assert {tool.name for tool in listed} == set(CALLS)
    for tool in listed:
        assert tool.annotations.read_only_hint
        assert any(ord(letter) > 127 for letter in tool.description)
        assert tool.output_schema["additionalProperties"] is False
        arguments, holds = CALLS[tool.name]
        answer = await client.call_tool(tool.name, arguments)
        assert not answer.is_error, answer.content
        assert holds(answer.structured_content), (tool.name, answer.structured_content)


def test_every_tool_in_process(library):
    async def run():
        async with in_process(library) as client:
            await call_all(client)

    asyncio.run(run())


def test_every_tool_over_http(library):
    async def run():
        async with over_http(library) as client:
            await call_all(client)

    asyncio.run(run())


def test_every_request_over_http_is_that_of_its_token(library):
    """The archive is that of the token each request brings; without one nobody is let in."""
    seen = []

    def admit(token, address):
        seen.append(token)
        return Admission(library, token) if token == "dung" else None

    async def run(token):
        async with over_http(library, token, admit) as client:
            return await client.call_tool("missing", {})

    assert not asyncio.run(run("dung")).is_error
    assert set(seen) == {"dung"}
    with pytest.raises(BaseExceptionGroup):
        asyncio.run(run("sai"))


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("show", {"document": "99-NQ/TW"}, "Trong kho không có văn bản"),
        ("trace", {"number": "xin chào"}, "không phải mã hay số"),
        ("answer", {"question": " "}, "Chưa có câu hỏi"),
        ("search", {"query": "a", "k": 1000}, "k"),
        ("search", {}, "query"),
    ],
)
def test_mistakes_are_told_to_the_model(library, tool, arguments, words):
    async def run():
        async with in_process(library) as client:
            return await client.call_tool(tool, arguments)

    answer = asyncio.run(run())
    assert answer.is_error
    assert words in answer.content[0].text


def test_the_command_speaks_over_standard_input_and_output(tmp_path):
    async def run():
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "cli", "mcp", "--library", str(tmp_path / "kho")],
            cwd=str(ROOT),
            env={**os.environ, "DANCHIEU_CATALOGUE": str(tmp_path / "none.csv")},
        )
        async with Client(command) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            missing = await client.call_tool("missing", {})
        return names, missing.structured_content

    assert asyncio.run(run()) == (set(CALLS), {"missing": [], "ambiguous": []})
    assert Settings().api_threads == 0
