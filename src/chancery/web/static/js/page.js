// The frame of every page: menu, dialogs, keys, messages. Each works on without this file.
import { startKeys } from "./keys.js";
import { startSearch } from "./search.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
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

function offerDismissal(root) {
  for (const button of root.querySelectorAll("[data-dismiss]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  closeOthers(event);
  const dismissed = event.target.closest("[data-dismiss]");
  if (dismissed) dismissed.parentElement.remove();
});
document.addEventListener("keydown", closeOnEscape);
document.addEventListener("htmx:afterSwap", () => offerDismissal(document));

startMenu();
startDialogs();
startKeys();
startSearch();
startDrafts();
startSending();
offerDismissal(document);
