// A page that asks for confirmation, shown over the page that asked. The link leads to the page itself
// where this file does not run.

export function startDialogs() {
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "dialog-body") return;
    if (!dialog.open) dialog.showModal();
    const heading = dialog.querySelector("h1, h2");
    if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
    const first = dialog.querySelector("textarea, input:not([type=hidden]), select, button");
    if (first) first.focus();
  });
  // A refusal or a lost connection: the page itself tells what is the matter.
  for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(trouble, (event) => {
      const link = event.detail.elt;
      if (link && link.matches("[data-dialog]")) window.location.assign(link.href);
    });
  }
  dialog.addEventListener("click", (event) => {
    const closes = event.target.closest("[data-close]");
    if (!closes && event.target !== dialog) return;
    event.preventDefault();
    dialog.close();
  });
}
