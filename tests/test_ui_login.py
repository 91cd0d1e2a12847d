"""Sign-in to the pages: nothing of the archive before it, what one may see after it."""

import pytest
from streamlit.testing.v1 import AppTest

import ui.common
import ui.login
from tests.access import PASSWORD, archive


def script():
    import streamlit as st

    from ui import common, login

    archive = common.open_library()
    st.markdown(f"{login.name()}: {len(archive.documents())}")
    if st.button("Đăng xuất"):
        login.sign_out(archive)


@pytest.fixture
def page(tmp_path, monkeypatch):
    with archive(tmp_path) as library:
        monkeypatch.setattr(ui.common, "_shared_library", lambda: library)
        monkeypatch.setattr(ui.login, "cookie", lambda: None)  # the test's browser has neither
        monkeypatch.setattr(ui.login, "address", lambda: "127.0.0.1")
        yield AppTest.from_function(script, default_timeout=60), library


def sign_in(page, name, password):
    page.run()
    page.text_input[0].set_value(name)
    page.text_input[1].set_value(password)
    page.button[0].click().run()


@pytest.mark.parametrize(("name", "documents"), [("lan", 2), ("hoa", 3), ("quan", 3)])
def test_one_sees_what_one_may(page, name, documents):
    app, library = page
    app.run()
    assert not app.markdown and app.text_input
    sign_in(app, name, PASSWORD)
    assert not app.exception
    assert [m.value for m in app.markdown] == [f"{name}: {documents}"]
    assert [(e.action, e.actor) for e in library.audit.entries()][0] == ("sign-in", name)


def test_a_wrong_password_lets_nobody_in_and_many_close_the_door(page):
    app, library = page
    for _ in range(5):
        sign_in(app, "lan", "sai mat khau roi")
        assert "không đúng" in app.error[0].value and not app.markdown
    sign_in(app, "lan", PASSWORD)
    assert "quá nhiều lần" in app.error[0].value and not app.markdown
    actions = [e.action for e in library.audit.entries()]
    assert actions[0] == "sign-in refused" and actions.count("sign-in failed") == 5


def test_signing_out_and_a_new_password_end_the_session(page):
    app, library = page
    sign_in(app, "lan", PASSWORD)
    library.people.set_password("lan", "mot mat khau khac")
    app.run()
    assert not app.markdown and app.text_input
    sign_in(app, "lan", "mot mat khau khac")
    assert app.markdown
    app.button[0].click().run()
    app.run()
    assert not app.markdown


def test_somebody_disabled_is_out_at_once(page):
    app, library = page
    sign_in(app, "lan", PASSWORD)
    library.people.disable("lan")
    app.run()
    assert not app.markdown
