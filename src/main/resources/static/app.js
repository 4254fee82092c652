"use strict";

function say(text) {
  const toast = document.createElement("div");
  toast.className = "toast show";
  toast.textContent = text;
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), 5000);
}

document.addEventListener("click", async (event) => {
  const file = event.target.closest("[data-copy-file]");
  if (file) {
    const text = fetch(file.dataset.copyFile).then((answer) => answer.ok ? answer.blob() : Promise.reject(answer.status));
    navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then((blob) => new Blob([blob], { type: "text/plain" })) })])
      .then(() => say(document.body.dataset.copied), () => say(document.body.dataset.failed));
    return;
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const source = copy.dataset.copy ? document.querySelector(copy.dataset.copy) : copy.previousElementSibling;
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

// A click is a press and a release at one place: what nobody pressed for waits until the pointer is up, and is asked
// anew. When that fails, htmx says so by an event.
let pressing = false;
const waiting = new Map();
const released = () => {
  pressing = false;
  waiting.forEach(({ verb, path, target }, source) => {
    if (source.isConnected) {
      htmx.ajax(verb, path, { source, target }).catch(() => undefined);
    }
  });
  waiting.clear();
};
document.addEventListener("pointerdown", ({ button, target }) => {
  pressing = button === 0 && !target.closest("select");
}, true);
["pointerup", "pointercancel", "contextmenu"].forEach((name) =>
  document.addEventListener(name, () => setTimeout(released), true));
document.addEventListener("pointermove", ({ buttons }) => {
  if (pressing && buttons === 0) {
    released();
  }
}, true);
document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, verb, path } = event.detail.requestConfig;
  if (pressing && (verb === "get" || elt.id === "live")) {
    event.preventDefault();
    waiting.set(elt, { verb, path, target: event.detail.target });
  }
});

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

// A part of the page that comes anew and anew says in one line, aloud, what is different now; nothing of it else.
document.addEventListener("htmx:afterSettle", () =>
  document.querySelectorAll("[data-announces]").forEach((news) => {
    const line = document.getElementById(news.dataset.announces);
    if (line && line.textContent !== news.textContent) {
      line.textContent = news.textContent;
    }
  }));

const moment = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
  timeZoneName: "short"
});

// The page shows times in the zone that the browser said before; without one in UTC, until a script is asked.
const zone = moment.resolvedOptions().timeZone;
function showMoments(part) {
  part.querySelectorAll("time[data-moment]").forEach((time) => {
    time.title ||= `${new Date(time.dateTime).toISOString().slice(0, 19).replace("T", " ")} UTC`;
    if (document.body.dataset.zone !== zone) {
      time.textContent = moment.format(new Date(time.dateTime));
    }
  });
  part.querySelectorAll("time[data-past]").forEach((time) => {
    time.title = moment.format(new Date(time.dateTime));
  });
}

showMoments(document);
const saidZone = () => document.cookie.split("; ").includes(`zone=${zone}`);
if (!saidZone()) {
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  // A form in which times are typed comes anew, so that they mean what the page says.
  const form = document.querySelector("main[data-zone]");
  if (saidZone() && form && form.dataset.zone !== zone && !new URLSearchParams(location.search).has("zone")) {
    location.replace(location.href);
  }
}
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

// A field that holds several values parted by commas completes the last of them.
document.addEventListener("input", (event) => {
  const names = event.target.dataset.completes === "list" ? event.target.list : null;
  if (names) {
    names.dataset.known ??= JSON.stringify([...names.options].map((option) => option.value));
    const before = event.target.value.replace(/[^,]*$/, "");
    const written = before.split(",").map((value) => value.trim().toLowerCase());
    names.replaceChildren(...JSON.parse(names.dataset.known).filter((value) => !written.includes(value.toLowerCase()))
      .map((value) => {
        const option = document.createElement("option");
        option.value = before ? `${before.trim()} ${value}` : value;
        return option;
      }));
  }
});

// The field in the top bar offers what it finds as one types: arrows choose, Enter opens, Escape closes.
const searchField = document.getElementById("top-search");
const searchResults = document.getElementById("search-results");
if (searchField && searchResults) {
  const options = () => [...searchResults.querySelectorAll("[role=option]")];
  const choose = (option) => {
    options().forEach((one) => one.setAttribute("aria-selected", one === option));
    if (option) {
      searchField.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      searchField.removeAttribute("aria-activedescendant");
    }
  };
  const show = (open) => {
    searchResults.hidden = !open;
    searchField.setAttribute("aria-expanded", open && options().length > 0);
    choose(null);
  };
  searchField.setAttribute("role", "combobox");
  searchField.setAttribute("aria-autocomplete", "list");
  searchField.setAttribute("aria-controls", "search-list");
  show(false);
  searchResults.addEventListener("htmx:afterSwap", () => show(searchField.value.trim() !== "" && document.activeElement === searchField));
  searchField.addEventListener("input", () => {
    if (searchField.value.trim() === "") {
      show(false);
    }
  });
  searchField.addEventListener("focus", () => show(searchField.value.trim() !== "" && searchResults.childElementCount > 0));
  searchField.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length > 0) {
      event.preventDefault();
      if (searchResults.hidden) {
        show(true);
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]);
    } else if (event.key === "Enter" && at >= 0 && !searchResults.hidden) {
      event.preventDefault();
      all[at].click();
    } else if (event.key === "Escape" && !searchResults.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  searchResults.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".top-search")) {
      show(false);
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".top-search")) {
      show(false);
    }
  });
}

// One box for all boxes of a form; while one is checked, the list it stands in is not refreshed.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  const boxes = (name) => [...form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  if (event.target.dataset.checks) {
    boxes(event.target.dataset.checks).forEach((box) => { box.checked = event.target.checked; });
  } else if (form && event.target.type === "checkbox") {
    const all = form.querySelector(`[data-checks="${event.target.name}"]`);
    if (all) {
      all.checked = boxes(event.target.name).every((box) => box.checked);
    }
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "servers-table" && event.detail.elt.querySelector("input:checked")) {
    event.preventDefault();
  }
});

// A field of people or domains offers those that Postern knows, for the value that ends where one types.
const unfinished = /[^\s,;]*$/;
const typedIn = (field) => unfinished.exec(field.value.slice(0, field.selectionStart))[0];
const offersOf = (field) => document.querySelector(`.known-values[data-of="${CSS.escape(field.id)}"]`);
const fieldOf = (offer) => document.getElementById(offer.closest(".known-values").dataset.of);

document.addEventListener("input", ({ target: field }) => {
  const offers = field instanceof HTMLTextAreaElement ? offersOf(field) : null;
  if (!offers) {
    return;
  }
  clearTimeout(offers.waits);
  offers.hidden = true;
  const typed = typedIn(field);
  if (typed.length < 2) {
    return;
  }
  offers.waits = setTimeout(async () => {
    const answer = await fetch(`${offers.dataset.from}?${new URLSearchParams({ q: typed })}`).catch(() => null);
    const known = answer?.ok ? await answer.json() : [];
    if (typedIn(field) !== typed || document.activeElement !== field || pressing) {
      return;
    }
    offers.replaceChildren(...known.filter((value) => value !== typed).map((value) => {
      const offer = document.createElement("button");
      offer.type = "button";
      offer.className = "mono";
      offer.textContent = value;
      return offer;
    }));
    offers.hidden = offers.children.length === 0;
  }, 200);
});

// The offers lie over what follows, so they go when somebody is done with the field.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const offers = target.closest(".known-values") ?? offersOf(target);
  if (offers && relatedTarget !== document.getElementById(offers.dataset.of) && !offers.contains(relatedTarget)) {
    offers.hidden = true;
  }
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".known-values")) {
    event.preventDefault();
  }
});

document.addEventListener("click", ({ target }) => {
  const offer = target.closest(".known-values button");
  if (offer) {
    const field = fieldOf(offer);
    const before = field.value.slice(0, field.selectionStart).replace(unfinished, offer.textContent);
    field.value = before + field.value.slice(field.selectionStart);
    field.focus();
    field.setSelectionRange(before.length, before.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

document.addEventListener("keydown", (event) => {
  const offer = event.target.closest(".known-values button");
  const offers = offer ? offer.parentElement : event.target instanceof HTMLTextAreaElement && offersOf(event.target);
  if (!offers || offers.hidden) {
    return;
  }
  if (event.key === "Escape") {
    offers.hidden = true;
    fieldOf(offers).focus();
  }
  const next = event.key === "ArrowDown" ? (offer ? offer.nextElementSibling : offers.firstElementChild)
    : event.key === "ArrowUp" && offer ? offer.previousElementSibling ?? fieldOf(offer) : null;
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
