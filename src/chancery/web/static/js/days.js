// Beside each field of a day: the day as the page's language writes it, for a browser shows its own order.

const vietnamese = document.documentElement.lang !== "en";

function written(iso) {
  const [year, month, day] = iso.split("-");
  if (!day) return "";
  if (vietnamese) return `${day}/${month}/${year}`;
  const named = new Date(2000, Number(month) - 1, 1).toLocaleString("en-US", { month: "short" });
  return `${Number(day)} ${named} ${year}`;
}

function say(field) {
  const said = field.closest(".field")?.querySelector(".day-said");
  const words = written(field.value);
  if (said && said.textContent !== words) said.textContent = words;
}

function sayAll() {
  for (const field of document.querySelectorAll("input[type=date]")) say(field);
}

export function startDays() {
  sayAll(); // what a draft or the back button put there
  document.addEventListener("htmx:afterSettle", sayAll);
  window.addEventListener("pageshow", sayAll);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.matches("input[type=date]")) say(event.target);
    });
  }
}
