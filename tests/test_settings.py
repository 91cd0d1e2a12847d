"""Settings: sources in order, unknown keys and bad values refused."""

from pathlib import Path

import pytest

from directives.errors import BadSetting
from settings import Settings, load_settings


def test_defaults_apply_where_nothing_is_set():
    assert load_settings({}) == Settings()


def test_the_environment_wins_over_the_file_and_options_over_both(tmp_path):
    file = tmp_path / "danchieu.toml"
    file.write_text('jobs = 3\nmodel = "a"\noffice = "Công đoàn mẫu"\n', encoding="utf-8")
    settings = load_settings({"DANCHIEU_CONFIG": str(file), "DANCHIEU_MODEL": "b"}, jobs=5)
    assert (settings.jobs, settings.model, settings.office) == (5, "b", "Công đoàn mẫu")


def test_paths_and_numbers_get_their_types():
    settings = load_settings({"DANCHIEU_LIBRARY": "/x/y", "DANCHIEU_THREADS": "2"})
    assert (settings.library, settings.threads) == (Path("/x/y"), 2)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"DANCHIEU_LIBARY": "x"}, "Không có mục cấu hình “libary”"),
        ({"DANCHIEU_JOBS": "nhiều"}, "cần một số nguyên"),
        ({"DANCHIEU_CONFIG": "/không/có.toml"}, "Không có tệp cấu hình"),
    ],
)
def test_mistakes_are_named_with_their_remedy(environment, message):
    with pytest.raises(BadSetting, match=message):
        load_settings(environment)


def test_a_file_with_broken_syntax_is_named(tmp_path):
    file = tmp_path / "danchieu.toml"
    file.write_text("jobs = = 3", encoding="utf-8")
    with pytest.raises(BadSetting, match="sửa lại cú pháp TOML"):
        load_settings({"DANCHIEU_CONFIG": str(file)})
