// The box of search: arrows go through what is suggested, Escape puts it away. Without this file the
// form is sent and the page of search answers.

function links(box) {
  return [...box.querySelectorAll("[data-suggestion]")];
}

function clear(box) {
  box.querySelector("[data-suggestions]").replaceChildren();
}

function onKey(event) {
  const box = event.target.closest("[data-search]");
  if (!box) return;
  const all = links(box);
  const entry = box.querySelector("input[type=search]");
  const now = all.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && now + 1 < all.length) all[now + 1].focus();
  else if (event.key === "ArrowUp" && now >= 0) (all[now - 1] || entry).focus();
  else if (event.key === "Escape" && all.length > 0) {
    clear(box);
    entry.focus();
  } else return;
  event.preventDefault();
}

export function startSearch() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusout", (event) => {
    const box = event.target.closest("[data-search]");
    if (box) window.setTimeout(() => { if (!box.contains(document.activeElement)) clear(box); }, 150);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.detail.target.closest("[data-search]");
    if (box && !box.contains(document.activeElement)) event.detail.shouldSwap = false;
  });
}
