// The frame of every page: menu, dialogs, keys, messages. Each works on without this file.
import { startKeys } from "./keys.js";
import { startSearch } from "./search.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startDays } from "./days.js";
import { startSending } from "./sending.js";

function startMenu() {
  const button = document.querySelector("[data-menu]");
  const nav = document.getElementById("nav");
  if (!button || !nav) return;
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  const toggle = (event) => {
    event.preventDefault();
    const open = nav.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", toggle);
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
}

function closeOthers(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

function closeOnEscape(event) {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function offerButtons(root) {
  for (const button of root.querySelectorAll("[data-dismiss], [data-copy]")) button.hidden = false;
}

// Copies what stands in a field or line; the newer way is there on secure addresses alone.
async function copy(button) {
  const from = document.getElementById(button.dataset.copy);
  if (from.select) from.select();
  else window.getSelection().selectAllChildren(from);
  try {
    await navigator.clipboard.writeText(from.value ?? from.textContent);
  } catch {
    if (!document.execCommand("copy")) return; // it stands selected: Ctrl+C copies it
  }
  button.querySelector("span").textContent = button.dataset.copied;
}

document.addEventListener("click", (event) => {
  closeOthers(event);
  const copies = event.target.closest("[data-copy]");
  if (copies) copy(copies);
  const dismissed = event.target.closest("[data-dismiss]");
  if (dismissed) dismissed.parentElement.remove();
});
document.addEventListener("keydown", closeOnEscape);
document.addEventListener("htmx:afterSwap", () => offerButtons(document));

startMenu();
startDialogs();
startKeys();
startSearch();
startDrafts();
startDays();
startSending();
offerButtons(document);
