// What Streamlit does not do by itself, for the whole app: links inside the page, copying, keys, scrolling to the marked passage.
// `data`: {token, focus}: scroll to #dc-mark when token changes; focus the search box when nothing else has the focus.
export default function ({ data }) {
  const state = (window.danChieu ??= install());
  takeScheme();
  showTab();
  if (data.token && data.token !== state.token) {
    state.token = data.token;
    state.when(() => {
      const mark = document.querySelector('[data-token="' + CSS.escape(data.token) + '"]');
      mark?.scrollIntoView({ block: "start" });
      if (mark) showOutlineLine();
      return Boolean(mark);
    });
  }
  if (!data.token) state.token = "";
  if (data.focus && document.activeElement === document.body) state.when(focusSearch);
}

// What Streamlit draws beside the app, dialogs and popovers, would not know whether the app is light or dark.
function takeScheme() {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
}

// On a telephone the bar is wider than the screen: the present page's name is moved into it, the page itself stays.
function showTab() {
  const tab = document.querySelector(".dc-bar [aria-current]");
  const bar = tab?.closest(".dc-bar");
  if (bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
}

const searchBox = () => document.querySelector(".st-key-q input, .st-key-q_home input");
const scroller = () => document.querySelector('[data-testid="stMain"]');

// Only the outline's own box is scrolled, not the page.
function showOutlineLine() {
  for (const line of document.querySelectorAll(".dc-outline .dc-now, .dc-item[aria-current]")) {
    const box = line.closest(".dc-scroll, .dc-items");
    if (box) box.scrollTop = line.offsetTop - box.offsetTop - box.clientHeight / 3;
  }
}

function focusSearch() {
  const box = searchBox();
  box?.focus({ preventScroll: true });
  return Boolean(box);
}

function install() {
  document.documentElement.lang = "vi"; // else browsers offer to translate the page
  document.querySelector('[data-testid="stSkipToContent"]')?.setAttribute("aria-label", "Đến phần chính");
  const state = { token: "", when };
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", onInput);
  new MutationObserver(onConnection).observe(document.body, {
    subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"],
  });
  window.addEventListener("popstate", (event) => event.isTrusted && restoreScroll());
  return state;
}

// Try until it succeeds, for at most three seconds: the page is drawn piece by piece.
function when(attempt, left = 60) {
  if (!attempt() && left > 0) setTimeout(() => when(attempt, left - 1), 50);
}

function onClick(event) {
  takeScheme();
  const jump = event.target.closest?.("[data-jump]");
  if (jump) return document.getElementById(jump.dataset.jump)?.scrollIntoView({ block: "start" });
  const copy = event.target.closest?.("[data-copy]");
  if (copy) return copyText(copy);
  const link = event.target.closest?.("a.dc-nav");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.href === location.href) {
    document.getElementById("dc-mark")?.scrollIntoView({ block: "start" });
    return;
  }
  sessionStorage.setItem("danchieu:" + location.href, String(scroller()?.scrollTop ?? 0));
  history.pushState({}, "", link.href);
  // Streamlit draws the page of the new address when it hears of a change in the history.
  window.dispatchEvent(new PopStateEvent("popstate"));
  scroller()?.scrollTo(0, 0);
}

// A draft is checked while it is typed: Streamlit hears of a text area at Ctrl+Enter, so say that after a pause.
let pause = 0;
function onInput(event) {
  const field = event.target.closest?.(".st-key-draft_editor textarea");
  if (!field) return;
  clearTimeout(pause);
  pause = setTimeout(() => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
  }, 900);
}

// The server is gone, or back: say so in Vietnamese; what is on the page stays readable.
let absence = 0;
function onConnection() {
  clearTimeout(absence);
  if (isConnected()) return document.querySelector(".dc-offline")?.remove();
  absence = setTimeout(tellAbsence, 1200);
}

const isConnected = () =>
  document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED";

function tellAbsence() {
  if (isConnected()) return;
  if (!document.querySelector(".dc-offline")) {
    const told = document.createElement("div");
    told.className = "dc-offline";
    told.setAttribute("role", "alert");
    told.textContent = "Mất kết nối với máy chủ Dẫn Chiếu. Phần đang hiện vẫn đọc, chép được; bấm và gõ thì chưa có tác dụng. "
      + "Trang tự nối lại khi máy chủ chạy; nếu lâu quá, hãy báo người cài đặt.";
    document.body.append(told);
  }
  when(translateDialog, 200);
}

function translateDialog() {
  const dialog = [...document.querySelectorAll('[role="dialog"]')].find((d) => /^Connection error/.test(d.innerText));
  if (!dialog) return isConnected();
  const texts = { "Connection error": "Mất kết nối", "Streamlit server": "Máy chủ Dẫn Chiếu không trả lời. Đóng hộp này để đọc tiếp phần đang hiện." };
  const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const said = Object.keys(texts).find((text) => walker.currentNode.nodeValue.startsWith(text));
    if (said) walker.currentNode.nodeValue = texts[said];
  }
  dialog.querySelector('[aria-label="Close"]')?.setAttribute("aria-label", "Đóng");
  return true;
}

function restoreScroll() {
  const top = Number(sessionStorage.getItem("danchieu:" + location.href) ?? 0);
  if (!top) return;
  setTimeout(() => when(() => {
    const pane = scroller();
    if (!pane || pane.scrollHeight < top + pane.clientHeight) return false;
    pane.scrollTop = top;
    return true;
  }), 300);
}

async function copyText(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Đã chép";
  } catch {
    button.textContent = "Trình duyệt không cho chép";
  }
  setTimeout(() => { button.textContent = label; }, 4000);
}

function onKey(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && searchBox()) {
    event.preventDefault();
    focusSearch();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const hits = [...document.querySelectorAll("a.dc-open")];
  const here = hits.indexOf(document.activeElement);
  if (here < 0 && document.activeElement !== searchBox()) return;
  const next = here + (event.key === "ArrowDown" ? 1 : -1);
  if (next >= hits.length || !hits.length) return;
  event.preventDefault();
  if (next < 0) focusSearch();
  else hits[next].focus();
}
