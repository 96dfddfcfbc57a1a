// Ticking rows of a list: all of the page, a range with Shift, the row at hand with x.

let last = null;

function boxes() {
  return [...document.querySelectorAll("[data-rows] tbody .tick input")];
}

function tell() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  bar.querySelector("[data-number]").textContent = String(ticked);
  bar.classList.toggle("is-idle", ticked === 0);
  bar.querySelector("button").disabled = ticked === 0;
  const whole = document.querySelector("[data-tick-all]");
  whole.hidden = false;
  whole.checked = ticked === all.length;
  whole.indeterminate = ticked > 0 && ticked < all.length;
}

function range(box) {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const one of all.slice(from, to + 1)) one.checked = box.checked;
}

document.addEventListener("click", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  } else if (event.target.matches("[data-rows] tbody .tick input")) {
    if (event.shiftKey && last) range(event.target);
    last = event.target;
  } else return;
  tell();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = document.activeElement.closest("[data-rows] tbody tr");
  if (!row || document.querySelector("dialog[open]")) return;
  const box = row.querySelector(".tick input");
  if (!box) return;
  box.checked = !box.checked;
  last = box;
  tell();
  event.preventDefault();
});

document.addEventListener("htmx:afterSwap", tell);
tell();
