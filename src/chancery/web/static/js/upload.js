// Adding documents: one request a file, each with its bar and its outcome; two on their way at a time.
// Without this file the form sends all of them at once.

const AT_ONCE = 2;
const LINE = "X-Chancery-Line";
const form = document.querySelector("[data-upload]");
const list = form.querySelector("[data-outcomes]");
const said = form.querySelector("[data-said]");
const queue = [];
let busy = 0;

function copy(name) {
  return form.querySelector(`template[data-${name}]`).content.cloneNode(true).firstElementChild;
}

function tell(row, step) {
  const place = row.querySelector(".outcome-step");
  if (place) place.textContent = step;
}

function trouble(row, job, words, again) {
  const line = copy("trouble");
  line.querySelector(".outcome-name").textContent = job.file.name;
  line.querySelector(".outcome-message").textContent = words;
  const button = line.querySelector("[data-retry]");
  if (again) button.addEventListener("click", () => enqueue(job.file, row));
  else button.remove();
  row.replaceChildren(line);
  said.textContent = `${job.file.name}: ${words}`;
}

function say(row) {
  said.textContent = row.textContent.trim().replace(/\s+/g, " ");
}

function finished(row, job, request) {
  const outcome = request.getResponseHeader(LINE);
  if (outcome) {
    row.innerHTML = request.responseText; // our own page's line: every word in it is escaped there
    window.htmx.process(row); // the line of a long scan asks how far it is
    say(row);
  } else if (request.status === 200 || request.status === 403) {
    trouble(row, job, form.dataset.ended, true);
  } else {
    trouble(row, job, form.dataset.failed, true);
  }
}

function body(job) {
  const data = new FormData(form);
  data.delete("files");
  data.append("files", job.file, job.file.name);
  return data;
}

function send(job) {
  const { row } = job;
  const request = new XMLHttpRequest();
  const bar = row.querySelector("progress");
  const done = () => { busy -= 1; next(); };
  request.open("POST", form.action || window.location.href);
  request.setRequestHeader(LINE, "1");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    tell(row, form.dataset.reading);
  });
  request.addEventListener("load", () => { finished(row, job, request); done(); });
  request.addEventListener("error", () => { trouble(row, job, form.dataset.lost, true); done(); });
  request.addEventListener("abort", () => { trouble(row, job, form.dataset.lost, true); done(); });
  tell(row, form.dataset.sending);
  request.send(body(job));
}

function next() {
  while (busy < AT_ONCE && queue.length > 0) {
    busy += 1;
    send(queue.shift());
  }
}

function enqueue(file, again) {
  const row = copy("row");
  row.querySelector(".outcome-name").textContent = file.name;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  if (again) again.replaceWith(row);
  else list.prepend(row);
  const job = { file, row };
  if (file.size > Number(form.dataset.limit) * 1024 * 1024) {
    trouble(row, job, form.dataset.large, false);
    return;
  }
  tell(row, form.dataset.waiting);
  queue.push(job);
  next();
}

function take(files) {
  for (const file of files) enqueue(file);
}

function startDropping(place) {
  const over = (on) => (event) => {
    event.preventDefault();
    place.classList.toggle("is-over", on);
  };
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragenter", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    take(event.dataTransfer.files);
  });
  // A file dropped beside the place must not replace the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

for (const part of form.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;
form.elements.files.addEventListener("change", (event) => {
  take(event.target.files);
  event.target.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => {
  if (busy > 0) event.preventDefault();
});
// A long scan's line asks again and again; what is no line (a sign-in page) is not shown in its place.
list.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader(LINE)) return;
  event.detail.shouldSwap = false;
  event.target.querySelector(".outcome-message").textContent = form.dataset.ended;
});
list.addEventListener("htmx:load", (event) => {
  if (!/is-(reading|waiting)/.test(event.target.className)) say(event.target);
});
startDropping(form.querySelector("[data-drop]"));
