// A form is sent once: its buttons rest until the next page comes. The server keeps to it in any case.

const PATIENCE = 8000; // a download leaves the page where it is

function rest(form, on) {
  form.toggleAttribute("data-sending", on);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.disabled = on;
  }
}

export function startSending() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sending", "");
    window.setTimeout(() => rest(form, true)); // after the pressed button's own value was taken
    window.setTimeout(() => rest(form, false), PATIENCE);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) rest(form, false);
  });
}
