"""Sign-in, where the settings ask for it: local accounts, or the organisation's own sign-in through Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from directives.errors import DanChieuError, SignInFailed
from ui.render import as_markdown

if TYPE_CHECKING:
    from library import Library
    from library.access import Viewer

_COOKIE = "dan_chieu_phien"
_NAME = "dan_chieu_ten"
_KEEP = """
export default function ({ data }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = data.cookie + "; Path=/; SameSite=Strict" + secure;
}
"""


def viewer(archive: Library) -> Viewer:
    """Return who has signed in; where nobody has, show the way in and end the page there."""
    found = _by_organisation(archive) if archive.settings.auth == "oidc" else _by_session(archive)
    if found is None:
        st.session_state.pop(_NAME, None)
        st.stop()
    st.session_state[_NAME] = found.name
    return found


def name() -> str:
    """Return who has signed in, "" where nobody does."""
    return str(st.session_state.get(_NAME, ""))


def cookie() -> str | None:
    """Return the session that the browser has kept."""
    return st.context.cookies.get(_COOKIE)


def address() -> str:
    """Return where the browser is."""
    return st.context.ip_address or "máy này"


def _by_session(archive: Library) -> Viewer | None:
    key = st.session_state.get(_COOKIE) or cookie()
    found = archive.people.of_session(key)
    if found is None:
        st.session_state.pop(_COOKIE, None)
        _form(archive)
        return None
    if st.session_state.get(_COOKIE) != key:
        st.session_state[_COOKIE] = key
        archive.people.prolong(str(key))
    if cookie() != key:
        _keep(f"{_COOKIE}={key}")
    return found


def _form(archive: Library) -> None:
    st.title("Đăng nhập Dẫn Chiếu")
    with st.form("dan_chieu_dang_nhap"):
        name = st.text_input("Tên người dùng", max_chars=64, autocomplete="username")
        password = st.text_input("Mật khẩu", type="password", max_chars=1_000, autocomplete="current-password")
        sent = st.form_submit_button("Đăng nhập", type="primary")
    if not sent:
        return
    try:
        _, key = archive.people.sign_in(name, password, address())
    except DanChieuError as error:
        st.error(as_markdown(str(error)))
        return
    st.session_state[_COOKIE] = key
    st.rerun()


def sign_out(archive: Library) -> None:
    """End the session of whoever has signed in."""
    key = st.session_state.pop(_COOKIE, None)
    if key:
        archive.people.sign_out(key)
        _keep(f"{_COOKIE}=; Max-Age=0")
    elif archive.settings.auth == "oidc":
        st.logout()


def _keep(kept: str) -> None:
    """Have the browser keep the session: Streamlit itself sets no cookie of ours."""
    component = st.components.v2.component("dan_chieu_session", js=_KEEP)
    component(key="dan_chieu_session", data={"cookie": kept})


def _by_organisation(archive: Library) -> Viewer | None:
    if not st.user.is_logged_in:
        st.title("Đăng nhập Dẫn Chiếu")
        st.button("Đăng nhập qua hệ thống của cơ quan", type="primary", on_click=st.login)
        return None
    email = st.user.email
    try:
        if not email or st.user.get("email_verified") is False:
            raise SignInFailed("Hệ thống của cơ quan không xác nhận địa chỉ thư; hãy hỏi người quản trị.")
        found = archive.people.sign_in_by_email(str(email), address())
    except DanChieuError as error:
        st.error(as_markdown(str(error)))
        st.button("Đăng xuất", on_click=st.logout)
        return None
    if not st.session_state.get("dan_chieu_oidc"):
        st.session_state["dan_chieu_oidc"] = True
        archive.people.note("sign-in", found.name, "oidc", actor=found.name)
    return found
