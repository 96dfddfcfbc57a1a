// What a person writes in a form stays in this tab until it is recorded: nothing is lost when the session
// ends on the way. Only this person sees it again; signing out, another person or a day later clears it.

const PREFIX = "draft:";
const DAY = 24 * 3600 * 1000;
const CARRIED = ["once", "seen", "version"]; // with them a form sent again is known as the same
const person = document.body.dataset.person;
const shown = new WeakMap(); // a form's fields as the page came
const waiting = new WeakMap();

const target = (form) => new URL(form.getAttribute("action") || window.location.href, window.location.href);
const place = (form) => `${PREFIX}${person}:${form.dataset.draft || target(form).pathname}`; // data-draft may name what one address is asked about
const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => JSON.parse(sessionStorage.getItem(key) || "null");
const drop = (key) => sessionStorage.removeItem(key);

function fields(form) {
  return [...form.elements].flatMap((item) => {
    const tick = item.type === "checkbox" || item.type === "radio";
    if (!item.name || ["submit", "button", "file", "password", "hidden"].includes(item.type) || (tick && !item.checked)) return [];
    const label = item.closest("[data-chosen]") ? item.parentElement.textContent.trim() : undefined;
    return [[item.name, item.value, label]];
  });
}

function keep(form, sent) {
  const now = fields(form);
  if (JSON.stringify(now) === shown.get(form) && !form.hasAttribute("data-refused")) return drop(place(form));
  const carried = CARRIED.flatMap((name) => (form.elements[name] ? [[name, form.elements[name].value]] : []));
  try {
    sessionStorage.setItem(place(form), JSON.stringify({ at: Date.now(), url: target(form).href, sent, now, carried }));
  } catch { /* no room: the form works on without a draft */ }
}

function fill(form, draft) {
  for (const item of form.elements) if (item.type === "checkbox") item.checked = false;
  for (const list of form.querySelectorAll("[data-chosen]")) list.replaceChildren();
  for (const [name, value, label] of [...draft.now, ...draft.carried]) {
    const items = [...form.elements].filter((item) => item.name === name);
    const tick = items.find((item) => ["checkbox", "radio"].includes(item.type) && item.value === value);
    const picker = form.querySelector(`[data-picker="${CSS.escape(name)}"]`);
    if (tick) tick.checked = true;
    else if (picker && label) picker.dispatchEvent(new CustomEvent("pick", { bubbles: true, detail: { key: value, label } }));
    else if (items[0] && items[0].type !== "radio") items[0].value = value;
  }
}

function prepare(form) {
  if (shown.has(form)) return;
  shown.set(form, JSON.stringify(fields(form)));
  const draft = read(place(form));
  if (!draft || form.hasAttribute("data-refused")) return; // a refused form has its words already
  fill(form, draft);
  keep(form, false);
  const note = form.querySelector("[data-draft-note]");
  if (!note) return;
  note.hidden = false;
  note.querySelector("[data-draft-discard]").addEventListener("click", () => {
    drop(place(form));
    window.location.reload();
  });
}

function prepareAll() {
  for (const form of document.querySelectorAll("form[data-draft]")) prepare(form);
}

function offerElsewhere() {
  const here = new Set([...document.querySelectorAll("form[data-draft]")].map(place));
  const key = drafts().find((one) => read(one).sent && !here.has(one));
  const note = document.querySelector("[data-draft-elsewhere]");
  if (!key || !note) return;
  note.hidden = false;
  note.querySelector("[data-draft-open]").href = read(key).url;
  note.querySelector("[data-draft-discard]").addEventListener("click", () => { drop(key); note.hidden = true; });
}

function clearOut() {
  const done = new Set([...document.querySelectorAll("[data-done]")].flatMap((said) => said.dataset.done.split(" ")));
  for (const key of drafts()) {
    const { at, carried } = read(key);
    const once = Object.fromEntries(carried).once;
    const ours = key.startsWith(`${PREFIX}${person}:`);
    if (!ours || Date.now() - at > DAY || done.has(`answered-${once}`)) drop(key);
  }
}

function onInput(event) {
  const form = event.target.form;
  if (!form || !form.matches("[data-draft]")) return;
  window.clearTimeout(waiting.get(form));
  waiting.set(form, window.setTimeout(() => keep(form, false), 250));
}

export function startDrafts() {
  if (!person) return;
  clearOut();
  prepareAll();
  offerElsewhere();
  document.addEventListener("htmx:afterSettle", prepareAll);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    window.clearTimeout(waiting.get(form));
    if (form.matches("[data-draft]")) keep(form, true);
    if (form.matches("[data-signs-out]")) drafts().forEach(drop);
  }, true);
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("form[data-draft] .form-actions a");
    if (cancel) drop(place(cancel.closest("form")));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (form.matches("form[data-draft]") && event.detail.successful && !event.detail.xhr.getResponseHeader("HX-Redirect")) drop(place(form));
  });
}
