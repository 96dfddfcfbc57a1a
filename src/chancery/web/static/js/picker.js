// A field chosen by typing part of a name. HTMX fetches what fits; this file chooses one of them.
// Without it the name is looked up when the form is sent.

function parts(inside) {
  const picker = inside.closest("[data-picker]");
  return {
    picker,
    entry: picker.querySelector("[data-entry]"),
    options: picker.querySelector("[data-options]"),
    chosen: picker.querySelector("[data-chosen]"),
  };
}

function close({ entry, options }) {
  options.replaceChildren();
  entry.setAttribute("aria-expanded", "false");
  entry.removeAttribute("aria-activedescendant");
}

function box(name, key, label) {
  const item = document.createElement("li");
  const line = document.createElement("label");
  const tick = document.createElement("input");
  const words = document.createElement("span");
  line.className = "picked";
  Object.assign(tick, { type: "checkbox", name, value: key, checked: true });
  words.textContent = label;
  line.append(tick, " ", words);
  item.append(line);
  return item;
}

function choose(option) {
  const found = parts(option);
  const { picker, entry, chosen } = found;
  const there = chosen.querySelector(`input[value="${CSS.escape(option.dataset.key)}"]`);
  if (!("many" in picker.dataset)) chosen.replaceChildren();
  if (there && chosen.contains(there)) there.checked = true;
  else chosen.append(box(picker.dataset.picker, option.dataset.key, option.textContent.trim()));
  entry.value = "";
  close(found);
  entry.focus();
  entry.dispatchEvent(new Event("change", { bubbles: true }));
}

function point(found, by) {
  const all = [...found.options.querySelectorAll("[data-key]")];
  if (all.length === 0) return;
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = (now + by + all.length) % all.length;
  all.forEach((option, index) => {
    option.id = `${found.options.id}_${index}`;
    option.setAttribute("aria-selected", String(index === next));
  });
  found.entry.setAttribute("aria-activedescendant", all[next].id);
  all[next].scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (!event.target.matches("[data-entry]")) return;
  const found = parts(event.target);
  const open = found.options.querySelector("[data-key]") !== null;
  const pointed = found.options.querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown") point(found, 1);
  else if (event.key === "ArrowUp") point(found, found.entry.hasAttribute("aria-activedescendant") ? -1 : 0);
  else if (event.key === "Escape" && open) close(found);
  else if (event.key === "Enter" && open) choose(pointed || found.options.querySelector("[data-key]"));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function prepare(root) {
  for (const entry of root.querySelectorAll("[data-entry]")) {
    entry.removeAttribute("list");
    entry.setAttribute("role", "combobox");
    entry.setAttribute("aria-autocomplete", "list");
    entry.setAttribute("aria-expanded", "false");
    entry.setAttribute("aria-controls", entry.parentElement.querySelector("[data-options]").id);
  }
}

document.addEventListener("pick", (event) => { // a choice put back from what was kept
  parts(event.target.querySelector("[data-entry]")).chosen.append(box(event.target.dataset.picker, event.detail.key, event.detail.label));
});
document.addEventListener("keydown", onKey, true);
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-options] [data-key]")) event.preventDefault(); // the entry keeps the focus
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-options] [data-key]");
  if (option) choose(option);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-entry]")) window.setTimeout(() => close(parts(event.target)), 150);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const options = event.detail.target;
  if (options.matches("[data-options]")) {
    const { entry } = parts(options);
    if (document.activeElement !== entry || !entry.value) close(parts(options)); // an answer that came behind the choice
    else entry.setAttribute("aria-expanded", String(options.childElementCount > 0));
  } else prepare(options);
});
// A name the reader could not place: look for it in the first field of units or partners.
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-fill]");
  if (!chip) return;
  const entry = chip.closest("form").querySelector("[data-entry]");
  if (!entry) return;
  entry.value = chip.dataset.fill;
  entry.focus();
  entry.dispatchEvent(new Event("input", { bubbles: true }));
});
// Letters typed before htmx listened (a slow line, a busy machine) are looked up once it does.
document.addEventListener("htmx:load", (event) => {
  const entry = document.activeElement;
  if (entry?.matches("[data-entry]") && entry.value && event.detail.elt.contains(entry)) entry.dispatchEvent(new Event("typed-early"));
});
prepare(document);
