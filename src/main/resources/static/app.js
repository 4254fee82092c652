"use strict";

function say(text) {
  const toast = document.createElement("div");
  toast.className = "toast show";
  toast.textContent = text;
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), 5000);
}

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const source = document.querySelector(copy.dataset.copy);
    await navigator.clipboard.writeText(source ? (source.value ?? source.textContent).trim() : copy.dataset.copy);
    say(document.body.dataset.copied);
    return;
  }
  if (event.target.closest("[data-theme-switch]")) {
    const theme = document.documentElement.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    document.documentElement.setAttribute("data-bs-theme", theme);
    try { localStorage.setItem("postern-theme", theme); } catch (denied) { /* stays for this page */ }
  }
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.getElementById("top-search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "Escape") {
    document.querySelectorAll("details.person-menu[open]").forEach((menu) => { menu.open = false; });
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.person-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
});

document.addEventListener("htmx:configRequest", (event) => {
  const csrf = document.querySelector("meta[name='_csrf']");
  if (csrf && event.detail.verb !== "get") {
    event.detail.headers[csrf.dataset.header] = csrf.content;
  }
});

["htmx:responseError", "htmx:sendError"].forEach((name) =>
  document.addEventListener(name, () => say(document.body.dataset.failed)));

// What people enter or unfold while a form is being changed elsewhere stays so in the changed form, unless it moved.
const asked = new WeakMap();
const kept = new WeakMap();
const entered = (field) => (field.type === "checkbox" ? field.checked : field.value);
const moves = (pressed) => /^(up|down|remove|duplicate)-/.test(pressed?.value ?? "");
const entries = (form) =>
  new Map([...form.querySelectorAll("[id]:is(input, textarea, select)")].map((field) => [field.id, entered(field)]));

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target instanceof HTMLFormElement) {
    asked.set(detail.xhr, entries(detail.target));
  }
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const before = asked.get(detail.xhr);
  if (before) {
    const pressed = detail.requestConfig.elt;
    const stays = (id) => !(moves(pressed) && id.startsWith("policies["));
    const values = [...entries(detail.target)]
      .filter(([id, value]) => stays(id) && before.has(id) && before.get(id) !== value);
    const active = document.activeElement;
    const left = active !== pressed && detail.target.contains(active) && stays(active.id);
    const open = [...detail.target.querySelectorAll("details[open] > summary[id]")]
      .map((summary) => summary.id).filter(stays);
    kept.set(detail.xhr, { values, open, focus: left ? active.id : "", from: active.selectionStart, to: active.selectionEnd });
  }
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const { values, open, focus, from, to } = kept.get(detail.xhr) ?? { values: [], open: [], focus: "" };
  kept.delete(detail.xhr);
  values.forEach(([id, value]) => {
    const field = document.getElementById(id);
    if (field && entered(field) === asked.get(detail.xhr).get(id)) {
      field[field.type === "checkbox" ? "checked" : "value"] = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  open.forEach((id) => {
    const fold = document.getElementById(id)?.closest("details");
    if (fold) {
      fold.open = true;
    }
  });
  const field = focus && document.getElementById(focus);
  if (field) {
    field.focus();
    if (typeof from === "number") {
      field.setSelectionRange?.(from, to);
    }
  }
});

const moment = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
  timeZoneName: "short"
});

function showMoments(part) {
  part.querySelectorAll("time[data-moment]").forEach((time) => {
    time.textContent = moment.format(new Date(time.dateTime));
  });
}

showMoments(document);
document.addEventListener("htmx:load", (event) => showMoments(event.detail.elt.parentElement ?? document));

// The name of a new server suggests its hostname, until somebody writes another one.
const suggested = (name, zone) => `ssh-${name.trim().toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "")}.${zone}`;
let suggestion = "";
document.addEventListener("input", (event) => {
  const hostname = event.target.dataset.suggests && document.getElementById(event.target.dataset.suggests);
  const zone = hostname && document.getElementById("hostnames").dataset.zones.split(" ")[0];
  if (zone && (hostname.value === "" || hostname.value === suggestion)) {
    suggestion = event.target.value.trim() ? suggested(event.target.value, zone) : "";
    hostname.value = suggestion;
  }
});
// What the page filled in by itself is typed over, not typed beside.
document.addEventListener("focusin", ({ target: field }) => {
  const filledIn = field.id === "hostname" ? suggestion : field.dataset.usual;
  if (filledIn && field.value === filledIn) {
    field.select();
  }
});

document.addEventListener("input", (event) => {
  const names = event.target.id === "hostname" ? document.getElementById("hostnames") : null;
  if (names) {
    const label = event.target.value.split(".")[0];
    names.replaceChildren(...names.dataset.zones.split(" ").filter(Boolean).map((zone) => {
      const option = document.createElement("option");
      option.value = `${label}.${zone}`;
      return option;
    }));
  }
});
