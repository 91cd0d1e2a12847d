"""Tickets for cookies, and the headers of the pages."""

import pytest

from ui import sessions
from ui.headers import policy
from ui.sessions import Tickets


def test_a_ticket_is_good_once():
    tickets = Tickets()
    ticket = tickets.give("phiên")
    assert tickets.take(ticket) == "phiên"
    assert tickets.take(ticket) is None
    assert tickets.take("") is None
    assert tickets.take(tickets.give("")) == ""  # a session that has ended


def test_a_ticket_is_good_for_a_minute(monkeypatch):
    tickets, now = Tickets(), 1000.0
    monkeypatch.setattr(sessions.time, "monotonic", lambda: now)
    ticket = tickets.give("phiên")
    now = 1059.0
    assert tickets.take(tickets.give("khác")) == "khác"
    now = 1061.0
    assert tickets.take(ticket) is None


def test_tickets_that_nobody_takes_make_room(monkeypatch):
    monkeypatch.setattr(sessions, "_MOST", 3)
    tickets = Tickets()
    given = [tickets.give(str(number)) for number in range(5)]
    assert [tickets.take(ticket) for ticket in given] == [None, None, "2", "3", "4"]


def test_the_policy_lets_no_script_of_a_text_run():
    (scripts,) = [part for part in policy("vanban.example").split("; ") if part.startswith("script-src")]
    assert scripts.startswith("script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-")
    assert "unsafe-inline" not in scripts and "'unsafe-eval'" not in scripts


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("vanban.example", "connect-src 'self' ws://vanban.example wss://vanban.example;"),
        ("127.0.0.1:8501", "connect-src 'self' ws://127.0.0.1:8501 wss://127.0.0.1:8501;"),
        ("[::1]:8501", "connect-src 'self' ws://[::1]:8501 wss://[::1]:8501;"),
        ("a; script-src *", "connect-src 'self';"),
        ("", "connect-src 'self';"),
    ],
)
def test_the_policy_names_the_host_only_where_it_is_one(host, named):
    assert named in policy(host)
