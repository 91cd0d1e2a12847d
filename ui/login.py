"""Sign-in, where the settings ask for it: local accounts, or the organisation's own sign-in through Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from directives.errors import DanChieuError, SignInFailed
from ui.render import as_markdown
from ui.sessions import ADDRESS, COOKIE, TICKETS

if TYPE_CHECKING:
    from library import Library
    from library.access import Viewer

_NAME = "dan_chieu_ten"
_KEY = "dan_chieu_phien"  # in the session of Streamlit, which ends with the browser's tab
_KEPT = "dan_chieu_ve"  # there, too: the session that a ticket was given for, and the ticket
_OUT = "dan_chieu_ra"  # and whether somebody has just signed out
_TAKE = """
export default function ({ data }) {
  if (window.danChieuTicket === data.ticket) return;
  window.danChieuTicket = data.ticket;
  fetch(data.address, { method: "POST", headers: { "X-Phien": data.ticket } });
}
"""
_HEAD = "<h1>Đăng nhập Dẫn Chiếu</h1>"
_ENDED = (
    "Phiên đăng nhập trước đã kết thúc: quá {hours} giờ không dùng, hoặc mật khẩu, quyền đã đổi. Hãy đăng nhập lại; "
    "địa chỉ đang mở được giữ nguyên."
)


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
    return st.context.cookies.get(COOKIE)


def address() -> str:
    """Return where the browser is."""
    return st.context.ip_address or "máy này"


def peek(archive: Library) -> Viewer | None:
    """Return who has signed in, None where nobody has; nothing is drawn."""
    if archive.settings.auth != "oidc":
        return archive.people.of_session(st.session_state.get(_KEY) or cookie())
    email = st.user.email if st.user.is_logged_in else None
    try:
        return archive.people.of_email(str(email)) if email and _is_vouched_for() else None
    except DanChieuError:
        return None  # the page itself says why


def _by_session(archive: Library) -> Viewer | None:
    key = st.session_state.get(_KEY) or cookie()
    found = archive.people.of_session(key)
    if found is None:
        st.session_state.pop(_KEY, None)
        _form(archive, ended=bool(key))
        return None
    if st.session_state.get(_KEY) != key:
        st.session_state[_KEY] = key
        archive.people.prolong(str(key))
    return found


def keep() -> None:
    """Have the browser keep the session of whoever has signed in; to be called once for each drawing of a page."""
    key = st.session_state.get(_KEY)
    if key and cookie() != key:
        _keep(str(key))


def _form(archive: Library, ended: bool) -> None:
    st.html(_HEAD)
    if _OUT in st.session_state:
        st.info("Đã đăng xuất.")
        _keep("")
    elif ended:
        st.warning(_ENDED.format(hours=archive.settings.session_hours))
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
    st.session_state.pop(_OUT, None)
    st.session_state[_KEY] = key
    st.rerun()


def sign_out(archive: Library) -> None:
    """End the session of whoever has signed in."""
    key = st.session_state.pop(_KEY, None) or cookie()
    if archive.settings.auth == "oidc":
        archive.log("sign-out", name())
        st.logout()
    elif key:
        archive.log("sign-out", name())
        archive.people.sign_out(key)
        st.session_state[_OUT] = True


def _keep(session: str) -> None:
    """Have the browser keep the session, "" for none: it takes a ticket to where the cookie is set."""
    kept, ticket = st.session_state.get(_KEPT, (None, ""))
    if kept != session:
        ticket = TICKETS.give(session)
        st.session_state[_KEPT] = session, ticket
    component = st.components.v2.component("dan_chieu_session", js=_TAKE)
    component(key="dan_chieu_session", data={"ticket": ticket, "address": ADDRESS})


def _is_vouched_for() -> bool:
    return st.user.get("email_verified") is not False


def _by_organisation(archive: Library) -> Viewer | None:
    if not st.user.is_logged_in:
        st.html(_HEAD)
        st.button("Đăng nhập qua hệ thống của cơ quan", type="primary", on_click=st.login)
        return None
    email = st.user.email
    try:
        if not email or not _is_vouched_for():
            raise SignInFailed("Hệ thống của cơ quan không xác nhận địa chỉ thư; hãy hỏi người quản trị.")
        found = archive.people.sign_in_by_email(str(email), address())
    except DanChieuError as error:
        st.error(as_markdown(str(error)))
        st.button("Đăng xuất", on_click=st.logout)
        return None
    if not st.session_state.get("dan_chieu_oidc"):
        st.session_state["dan_chieu_oidc"] = True
        archive.audit.note("sign-in", found.name, "oidc", actor=found.name)
    return found
