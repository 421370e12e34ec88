/* Keys for the counter. Everything here is a shortcut to something the page can already do without it.
   data-key="F8"      on a link, button or field: that key follows, presses or focuses it; on a summary: it unfolds, and
                      its first field has the focus. Several keys stand apart: "a Alt+L".
   data-row           on a table row: j and k walk; Enter opens its link; data-row-key="v" works in the row in focus.
   data-scan          on the search form: a scanner (fast keys, then Enter) always lands there.
   data-all="present" on a button: marks every radio of that value that is still not examined;
   data-all="checkbox" ticks every box of the checklist; alternatives (data-one-of) are left to whoever sees the papers.
   data-confirms      on the button that decides: it has the focus when all is marked, so that Enter decides.
   data-missing="text" on the radio of a deficient paper: its key also gives that reason, unless one stands there.
   data-first="#found" on a search field: Enter moves to the first result in there, if it stands for what was typed.
   data-most-bytes    on a file field: a larger file is refused at once, in the words of data-too-large.
   data-start         on a field, link, form or section: it, or its first field, has the focus as soon as the page is read,
                      unless errors have it. (The browser's own autofocus comes later: what is typed at once would be lost.) */
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a locked browser forgets */ } };
  const theme = remembered("theme");
  if (theme) root.dataset.theme = theme;
  root.dataset.keysOn = "";

  const SCANNED = /^(https?:\/\/\S+|(?=.*\d)(?=.*[A-Z])[0-9A-Z-]{10,})$/;
  const GAP = 35; // milliseconds between two keys of a scanner; nobody types ten keys that fast
  let buffer = "", last = 0, before = null, waiting = 0;

  // What is folded away has its place on the page in newer browsers, but nobody sees it: no key reaches it.
  const seen = (selector) => [...document.querySelectorAll(selector)]
    .filter((element) => element.getClientRects().length && !element.closest("details:not([open])>:not(summary)"));
  const one = (selector) => seen(selector)[0];
  const field = (element) => element.matches("input:not([type=radio],[type=checkbox],[type=submit],[type=button]),select,textarea");
  // The page's own element wins over the header's.
  const bound = (key) => one(`main [data-key~="${CSS.escape(key)}"]`) ?? one(`[data-key~="${CSS.escape(key)}"]`);
  const use = (element) => {
    if (!element) return false;
    if (element.matches("summary")) {
      element.parentElement.open = true;
      element.parentElement.querySelector("input:not([type=hidden]),select,textarea,button:enabled").focus();
      return true;
    }
    if (field(element)) { element.focus(); element.select?.(); } else element.click();
    return true;
  };
  const name = (event) => (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "")
    + (event.key.length === 1 && event.altKey ? event.key.toUpperCase() : event.key);

  function scan(event) {
    const now = event.timeStamp;
    if (event.key === "Enter") {
      const text = buffer;
      buffer = "";
      const form = one("form[data-scan]");
      if (now - last > GAP || !SCANNED.test(text) || !form) return false;
      if (form.contains(document.activeElement)) return false;
      if (before) before.field.value = before.value;
      form.elements.q.value = text;
      form.requestSubmit();
      return true;
    }
    if (event.key.length !== 1) return false;
    if (now - last > GAP) {
      buffer = "";
      const active = document.activeElement;
      before = field(active) ? { field: active, value: active.value } : null;
    }
    buffer += event.key;
    last = now;
    return false;
  }

  function walk(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement.closest("[data-row]"));
    const next = rows[here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)];
    next.querySelector("[data-open],a").focus();
  }

  // A paper that was not handed in needs no words of one's own.
  function missing(element) {
    use(element);
    const reason = element?.dataset.missing && element.closest("li").querySelector("input.reason");
    if (reason && !reason.value) reason.value = element.dataset.missing;
  }

  function letter(key) {
    const row = document.activeElement.closest("[data-row]");
    if (key === "j") walk(1);
    else if (key === "k" && (row || !bound("k"))) walk(-1);
    else if (!(row && use(row.querySelector(`[data-row-key="${CSS.escape(key)}"]`)))) missing(bound(key));
  }

  // Saving never guesses: in a form with several ways to send it, only the one that declares the key is pressed.
  function save(form) {
    if (!form) return use(bound("Ctrl+Enter"));
    const buttons = [...form.querySelectorAll("button:not([type=button],[type=reset],:disabled)")];
    const declared = buttons.find((button) => button.matches('[data-key~="Ctrl+Enter"]'));
    return use(declared ?? (buttons.length === 1 ? buttons[0] : null));
  }

  function markAll(button) {
    const { all } = button.dataset, items = [...button.form.querySelectorAll(".checklist li")];
    // Of alternatives one is enough, and which one was handed in only a person can say.
    const given = new Set(items.filter((item) => item.querySelector("[type=checkbox]:checked,[value=present]:checked"))
      .map((item) => item.dataset.oneOf));
    const open = items.find((item) => item.dataset.oneOf && !given.has(item.dataset.oneOf)
      && item.querySelector("[type=checkbox],[value=not_examined]:checked"));
    items.filter((item) => !item.dataset.oneOf).forEach((item) => {
      const box = item.querySelector("[type=checkbox]");
      if (box) box.checked = true;
      else if (item.querySelector(":checked")?.value === "not_examined") item.querySelector(`[value="${all}"]`).checked = true;
    });
    // The form keeps what people type; what a button marks is no typing that it could notice.
    button.form.dispatchEvent(new Event("input", { bubbles: true }));
    const lacking = items.some((item) => item.querySelector("[value=deficient]:checked"));
    const decides = !lacking && button.form.querySelector('[data-confirms],[data-key~="Ctrl+Enter"]');
    (open?.querySelector(":checked") ?? open?.querySelector("input") ?? (decides || button)).focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (!event.ctrlKey && !event.altKey && !event.metaKey && scan(event)) { event.preventDefault(); return; }
    clearTimeout(waiting);
    const active = document.activeElement, key = name(event);
    if (document.querySelector("dialog[open]")) return;
    if (key === "Ctrl+Enter") {
      event.preventDefault();
      // Keys held down a moment too long must not do the next act on the page that answers.
      if (!event.repeat) save(active.closest("form"));
    } else if (key === "Enter" && active.dataset.first) {
      // What was found while typing is taken only if nothing was typed since; otherwise Enter searches.
      const found = document.querySelector(active.dataset.first);
      const first = found?.dataset.for === active.value.trim() && found.querySelector("[data-open]");
      if (first) { event.preventDefault(); first.focus(); }
    } else if (key.length > 1) {
      if (key === "Escape" && field(active)) active.blur();
      else if (key !== "Enter" && use(bound(key))) event.preventDefault();
    } else if (!event.metaKey && !field(active) && (key === "?" || remembered("letters") !== "off")) {
      // A scanner's first key must not act: wait until it is clear that no second key follows at once.
      waiting = setTimeout(letter, GAP + 10, key);
    }
  });

  function list(dialog) {
    const here = document.activeElement.closest("[data-row]") ?? one("[data-row]");
    const rows = seen("[data-key]").filter((element) => element.dataset.key !== "?");
    rows.push(...here?.querySelectorAll("[data-row-key]") ?? []);
    dialog.querySelector("[data-keys]").replaceChildren(...rows.map((element) => {
      const row = document.createElement("tr"), cap = document.createElement("kbd");
      const said = (element.labels?.[0] ?? element).cloneNode(true);
      said.querySelectorAll("kbd").forEach((each) => each.remove());
      cap.textContent = element.dataset.key ?? element.dataset.rowKey;
      row.insertCell().append(cap);
      row.insertCell().textContent = element.getAttribute("aria-label") ?? said.textContent.trim();
      return row;
    }));
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-opens],[data-all],[data-theme-switch],[data-letters-switch]");
    if (!target) return;
    if (target.dataset.opens) {
      const dialog = document.getElementById(target.dataset.opens);
      dialog.querySelector("[data-letters-switch]").checked = remembered("letters") !== "off";
      list(dialog);
      dialog.showModal();
    } else if (target.dataset.all) {
      event.preventDefault();
      markAll(target);
    } else if ("themeSwitch" in target.dataset) {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember("theme", root.dataset.theme);
    } else remember("letters", target.checked ? "on" : "off");
  });

  // A file that is too large is refused before it is sent over a slow line.
  document.addEventListener("change", (event) => {
    const { dataset, files } = event.target;
    if (!dataset.mostBytes) return;
    const large = files[0]?.size > dataset.mostBytes;
    event.target.setCustomValidity(large ? dataset.tooLarge : "");
    if (large) { event.target.value = ""; event.target.reportValidity(); }
  });

  // A box ticked while the server was still counting stays ticked in what the server answers.
  let ticked = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    ticked = [...event.target.querySelectorAll("[type=checkbox]:checked")].map((box) => [box.name, box.value]);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const [name, value] of ticked.splice(0)) {
      document.querySelectorAll(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`).forEach((box) => { box.checked = true; });
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    (one("[data-errors]") ?? seen("[data-start]:is(a,input),[data-start] :is(input,select,textarea)").find((element) => !element.matches(":disabled")))?.focus();
  });
})();
