// The reader's page: keys, marks that follow the finding at hand, offsets from a selection.
// Everything it does is a link or a form of the page; without it those are used one by one.

const text = document.getElementById("text");
const findings = document.getElementById("findings");
const selection = document.querySelector("[data-selection]");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let span = null; // what is selected in the text: start, end in code points, and its words

function items() {
  return [...findings.querySelectorAll("[data-finding]")];
}

function atHand() {
  return findings.querySelector("[data-finding][data-selected]");
}

// Marks ---------------------------------------------------------------------------------------

function paint() {
  const tones = new Map(items().map((item) => [item.dataset.finding, item.dataset.tone]));
  const now = atHand()?.dataset.finding;
  for (const mark of text.querySelectorAll("mark[data-f]")) {
    const tone = tones.get(mark.dataset.top) || "";
    const here = now !== undefined && mark.dataset.f.split(" ").includes(now);
    mark.className = `m ${tone}${here ? " is-selected" : ""}`;
  }
}

function inView(box) {
  const frame = text.scrollHeight > text.clientHeight + 4 ? text.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
  return box.top >= Math.max(frame.top, 0) + 40 && box.bottom <= Math.min(frame.bottom, window.innerHeight) - 40;
}

function follow() {
  const item = atHand();
  if (!item) return;
  const mark = [...text.querySelectorAll("mark.is-selected")][0];
  if (mark && !inView(mark.getBoundingClientRect())) {
    mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
  const frame = findings.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  if (findings.scrollHeight > findings.clientHeight + 4 && (box.top < frame.top || box.top > frame.top + frame.height / 3)) {
    findings.scrollTop += box.top - frame.top - 40;
  }
}

function settle({ focus, move = true }) {
  paint();
  if (move) follow();
  const trouble = findings.querySelector(".is-invalid, .notice.tone-red");
  if (trouble) (findings.querySelector(".is-invalid") || trouble).focus({ preventScroll: false });
  else if (focus) document.getElementById("desk")?.focus({ preventScroll: true });
  findings.querySelectorAll("[data-use-selection]").forEach((button) => { button.hidden = span === null; });
}

function onMark(event) {
  const mark = event.target.closest("mark[data-f]");
  if (!mark || !window.getSelection().isCollapsed) return;
  const keys = mark.dataset.f.split(" ");
  const now = keys.indexOf(atHand()?.dataset.finding);
  const wanted = now < 0 ? mark.dataset.top : keys[(now + 1) % keys.length];
  open(items().find((item) => item.dataset.finding === wanted));
}

function open(item) {
  const link = item?.querySelector("[data-item]");
  if (!link) return;
  item.closest("details")?.setAttribute("open", "");
  link.click();
}

// Selection: UTF-16 in the browser, code points in the product ----------------------------------

function lineOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest("[data-start]");
}

function place(node, offset) {
  const line = lineOf(node);
  if (!line || !text.contains(line)) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return Number(line.dataset.start) + [...before.toString()].length;
}

function touched(range) {
  return [...text.querySelectorAll("[data-start]")].filter((line) => range.intersectsNode(line));
}

function selected() {
  const chosen = window.getSelection();
  if (chosen.rangeCount === 0 || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const lines = touched(range);
  if (lines.length === 0 || chosen.toString().trim() === "") return null;
  const last = lines[lines.length - 1];
  const start = place(range.startContainer, range.startOffset) ?? Number(lines[0].dataset.start);
  const end = place(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + [...last.textContent].length;
  return end > start ? { start, end, words: chosen.toString().trim() } : null;
}

function showSelection() {
  const now = selected();
  if (!now && document.activeElement !== document.body && !text.contains(document.activeElement)) return; // kept while a field is used
  span = now;
  findings.querySelectorAll("[data-use-selection]").forEach((button) => { button.hidden = span === null; });
  if (!selection) return;
  selection.classList.toggle("has-words", span !== null);
  selection.querySelector("[data-selection-types]").hidden = span === null;
  const quote = selection.querySelector("[data-selection-quote]");
  quote.hidden = span === null;
  quote.textContent = span ? `“${span.words.length > 160 ? `${span.words.slice(0, 157)}…` : span.words}”` : "";
  if (!span) return;
  selection.elements.start.value = span.start;
  selection.elements.end.value = span.end;
}

function useSelection(button) {
  const form = button.closest("form");
  if (!span) return;
  form.elements.start.value = span.start;
  form.elements.end.value = span.end;
  const content = form.elements.text;
  if (content.value === content.defaultValue) content.value = span.words.replace(/\s+/g, " ");
  content.dispatchEvent(new Event("change", { bubbles: true }));
  button.closest("details").open = true;
}

// Keys ----------------------------------------------------------------------------------------

function step(by) {
  const all = items().filter((item) => item.offsetParent !== null || item.hasAttribute("data-selected"));
  const now = all.findIndex((item) => item.hasAttribute("data-selected"));
  open(all[now + by]);
}

function press(selector) {
  const wanted = findings.querySelector(selector);
  if (!wanted) return;
  if (wanted.matches("form")) wanted.requestSubmit();
  else wanted.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("[data-accept]"),
  e: () => findings.querySelector("#desk textarea, #desk input:not([type=hidden])")?.focus(),
  r: () => press("[data-refuse]"),
  l: () => press("[data-known]"),
  g: () => atHand()?.closest("[data-group]")?.querySelector(".group-all")?.click(),
  u: () => press("[data-undo], [data-undo-last]"),
};

// A form sent before HTMX has it in hand would load the page anew. So a key waits for that moment; while
// an answer is on its way only those that decide nothing wait: what comes next has not been seen.
let stage = "loading"; // then "ready", "asking" and "settling" by turns
let held = null;

function turn(to) {
  stage = to;
  if (to !== "ready" || held === null) return;
  const act = held;
  held = null;
  act();
}

function whenReady(key) {
  if (stage === "ready") KEYS[key]();
  else if (stage !== "asking" || "jke".includes(key)) held = KEYS[key];
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const writes = event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  if (writes) {
    if (event.key === "Escape") document.getElementById("desk")?.focus();
    return;
  }
  const key = event.key.toLowerCase();
  if (!(key in KEYS)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat || "jk".includes(key)) whenReady(key); // a key held down decides once
}

// Names, dates and figures underlined: as this person left it ---------------------------------

const named = document.getElementById("show-named");
if (named) {
  named.checked = localStorage.getItem("show-named") === "yes";
  named.addEventListener("change", () => localStorage.setItem("show-named", named.checked ? "yes" : "no"));
}

// The page ------------------------------------------------------------------------------------

function onChange(event) {
  const form = event.target.closest("[data-accept]");
  const button = form?.querySelector("[data-accept-button]");
  if (button) button.querySelector("span").textContent = button.dataset.changed;
}

for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
document.addEventListener("keydown", onKey, true);
document.addEventListener("selectionchange", showSelection);
document.addEventListener("change", onChange);
document.addEventListener("input", onChange);
text.addEventListener("click", onMark);
findings.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use-selection]");
  if (button) useSelection(button);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== selection || !event.detail.successful) return;
  window.getSelection().removeAllRanges();
  document.activeElement?.blur();
  showSelection();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === findings && [409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
const ours = (act) => (event) => { if (event.detail.target === findings) act(); };
document.addEventListener("htmx:beforeRequest", ours(() => turn("asking")));
document.addEventListener("htmx:afterSwap", ours(() => turn("settling")));
document.addEventListener("htmx:afterRequest", ours(() => { if (stage === "asking") turn("ready"); })); // nothing came of it
document.addEventListener("htmx:afterSettle", ours(() => {
  settle({ focus: true });
  turn("ready");
}));
if (window.htmx) document.addEventListener("htmx:load", () => turn("ready"), { once: true });
else turn("ready"); // forms are sent the plain way
settle({ focus: window.location.hash === "#desk", move: window.location.search.includes("finding=") });
