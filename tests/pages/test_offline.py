"""The server goes away while a page is open."""

from playwright.sync_api import expect

from tests.pages.serving import invented


def test_the_page_says_that_the_server_is_gone_and_goes_on_when_it_is_back(page):
    with invented("full") as address:
        page.goto(f"{address}/?q=an+toàn")
        expect(page.locator(".dc-hit")).to_have_count(3)
    told = page.locator(".dc-offline")
    expect(told).to_contain_text("Mất kết nối với máy chủ Dẫn Chiếu.")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Máy chủ Dẫn Chiếu không trả lời.")
    dialog.get_by_role("button", name="Đóng").click()
    expect(page.locator(".dc-hit")).to_have_count(3)  # what was there can still be read
    expect(told).to_be_visible()
    # Streamlit waits longer and longer before it looks again: say here what it says when it has found its server.
    page.evaluate("document.querySelector('[data-testid=stApp]').dataset.testConnectionState = 'CONNECTED'")
    expect(told).to_have_count(0)
