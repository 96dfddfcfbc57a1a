// Keys: ? help, / search, f filter, g and a letter to go somewhere, j k Enter in a table.
// Never while someone writes, and never with Ctrl, Alt or Meta: those belong to the browser.

const FILTER = ".filter-bar input:not([type=hidden]), .filter-bar select";
let going = false;

function writing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

export function showHelp() {
  const help = document.getElementById("keys");
  if (help && !help.open) help.showModal();
}

function go(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) window.location.assign(link.href);
  return link !== null;
}

function rows() {
  return [...document.querySelectorAll("[data-rows] tbody tr, [data-hits] > li")].filter((row) => row.querySelector("a[href]"));
}

function step(by) {
  const all = rows();
  if (all.length === 0) return false;
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  const link = next.querySelector("a[data-row-link]") || next.querySelector("a[href]");
  link.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function toField(fields) {
  const field = [...document.querySelectorAll(fields)].find((one) => one.offsetParent !== null);
  if (field) field.focus();
  if (field && field.select) field.select();
  return Boolean(field);
}

function handle(key) {
  if (going) {
    going = false;
    return go(key);
  }
  if (key === "g") {
    going = true;
    window.setTimeout(() => { going = false; }, 1500);
    return true;
  }
  if (key === "?") {
    showHelp();
    return true;
  }
  if (key === "/") return toField("[data-search] input[type=search]") || toField(FILTER);
  if (key === "f") return toField(FILTER);
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  return false;
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    if (handle(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-help]")) return;
    event.preventDefault();
    showHelp();
  });
}
