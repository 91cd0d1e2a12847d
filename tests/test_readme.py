"""What the documents promise is there: commands, options, files; and no command is left out of the guide."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import cli
import run

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.M | re.S)
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def command_tree() -> dict[str, set[str]]:
    """Every command as it is typed, with its options."""
    tree: dict[str, set[str]] = {}

    def walk(command: object, path: str) -> None:
        below = getattr(command, "commands", None)
        if below:
            for name, child in below.items():
                walk(child, f"{path} {name}".strip())
        else:
            parameters = command.params  # type: ignore[attr-defined]
            tree[path] = {option for p in parameters for option in p.opts if option.startswith("-")}

    walk(typer.main.get_command(cli.app), "")
    return tree


def code_of(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for block in FENCE.findall(text):
        yield from block.splitlines()
    yield from CODE.findall(FENCE.sub("", text))


def lines(program: str) -> list[tuple[str, str]]:
    """(page, what follows `program`) for each line of code in the documents that begins with it."""
    pattern = re.compile(rf"(?:\.venv/bin/)?{program} (\S.*)")
    return [
        (page.relative_to(ROOT).as_posix(), match[1])
        for page in PAGES
        for code in code_of(page)
        if (match := pattern.fullmatch(code.strip()))
    ]


COMMANDS = command_tree()
DANCHIEU = lines("danchieu")
RUN = [*lines(r"python3 run\.py"), *lines(r"py run\.py"), *lines(r"run\.py")]


def named(text: str) -> str | None:
    """The command that a line of code begins with."""
    words = text.split()
    return next((name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS), None)


def test_there_is_something_to_check() -> None:
    assert len(DANCHIEU) > 20
    assert len(RUN) > 5
    assert {"ingest", "search", "eval retrieval"} <= set(COMMANDS)


@pytest.mark.parametrize(("page", "text"), DANCHIEU)
def test_a_documented_command_exists_with_its_options(page: str, text: str) -> None:
    if text == "--help":
        return
    command = named(text)
    assert command, f"{page}: danchieu {text}"
    known = COMMANDS[command] | {"--help"}
    outside_quotes = re.sub(r'"[^"]*"', "", text.split("  ")[0])
    assert [option for option in OPTION.findall(outside_quotes) if option not in known] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_guide_and_in_the_contracts(command: str) -> None:
    for name in ("docs/huong-dan.md", "docs/architecture.md"):
        here = [text for page, text in DANCHIEU if page == name and named(text) == command]
        assert here, f"{name} says nothing of danchieu {command}"
    guide = " ".join(text for page, text in DANCHIEU if page == "docs/huong-dan.md" and named(text) == command)
    assert COMMANDS[command] - {"--library", "--json", "--help"} <= set(OPTION.findall(guide))


@pytest.mark.parametrize(("page", "text"), RUN)
def test_a_documented_use_of_run_py_is_accepted(page: str, text: str) -> None:
    words = shlex.split(text, comments=True)
    if "--help" in words:
        with pytest.raises(SystemExit) as stopped:
            run.parse(words)
        assert stopped.value.code == 0
    else:
        run.parse(words)


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name}: {target}"


def test_the_house_is_as_it_is_drawn() -> None:
    (drawing, *_) = FENCE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    package, room, missing = ROOT, ROOT, []
    for line in drawing.splitlines():
        indent, first = len(line) - len(line.lstrip()), line.split()[0]
        if indent == 0:
            package = room = ROOT / first if "/" in first else ROOT
        elif indent == 2:  # a deeper line goes on with the one above
            room = package / first if first.endswith("/") else package
        assert room.is_dir(), line
        missing += [name for name in re.findall(r"[a-z_]+\.py\b", line) if not (room / name).is_file()]
    assert missing == []


def test_every_setting_is_documented() -> None:
    from dataclasses import fields

    from settings import Settings

    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [f.name for f in fields(Settings) if f"`{f.name}`" not in text] == []


def test_what_the_program_refers_to_exists() -> None:
    referred = {
        name
        for folder in ("directives", "ingest", "index", "library", "evaluation", "ui", "assistant")
        for file in (ROOT / folder).rglob("*.py")
        for name in re.findall(r"docs/[\w./-]+\.md", file.read_text(encoding="utf-8"))
    }
    assert "docs/architecture.md" in referred
    assert [name for name in sorted(referred) if not (ROOT / name).is_file()] == []
