/* A queue that keeps itself fresh. data-live="state" marks the part of the page that may change; the server is asked
   whether that state is still the one, and answers with the page only if it is not. A hidden tab asks nothing.
   Rows that look as before stay as they are, with their ticks; the focus stays on its row. Whoever is in the middle of
   something (rows ticked, text marked, a sheet open, the mouse moving over the rows) is told what is new and asked. */
(() => {
  "use strict";
  const EVERY = 15_000, STILL = 4_000; // milliseconds between two questions; after which a resting mouse aims at nothing
  const part = (page) => page.querySelector("[data-live]");
  const rows = (live) => new Map([...live.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const box = (row) => row?.querySelector("[name=chosen]");
  const looks = (element) => element.textContent.replace(/\s+/g, " ") + (box(element)?.value ?? "");
  const controls = (root) => [...root.querySelectorAll("a,button,input")];
  const beside = (live) => controls(live).filter((control) => !control.closest("[data-row]"));
  let asking = false, moved = -STILL, kept = null; // kept: the newest answer, while nobody has been shown it yet

  function busy(live) {
    const marked = getSelection();
    return live.querySelector("[name=chosen]:checked") || document.querySelector("dialog[open]")
      || (!marked.isCollapsed && live.contains(marked.anchorNode)) || performance.now() - moved < STILL;
  }

  // Where the focus was, told so that it can be found again among the new rows.
  function remembered(live) {
    const here = document.activeElement, row = here.closest("[data-row]");
    if (!live.contains(here)) return () => null;
    if (!row) { const place = beside(live).indexOf(here); return () => beside(live)[place]; }
    const key = row.dataset.row, order = [...rows(live).keys()].indexOf(key), place = controls(row).indexOf(here);
    return () => {
      const now = rows(live), same = now.get(key), next = [...now.values()];
      // The row is gone: somebody else did it. The one that took its place is the next to do.
      return same ? controls(same)[place] ?? controls(same)[0] : next[Math.min(order, next.length - 1)]?.querySelector("[data-open]");
    };
  }

  function swap(fresh) {
    const live = part(document), old = rows(live), again = remembered(live), here = document.activeElement;
    for (const [key, row] of rows(fresh)) {
      const before = old.get(key);
      if (before && looks(before) === looks(row)) row.replaceWith(before);
      else if (box(row) && box(row).value === box(before)?.value) box(row).checked = box(before).checked;
    }
    live.replaceChildren(...fresh.childNodes);
    live.dataset.live = fresh.dataset.live;
    if (document.activeElement !== here) again()?.focus({ preventScroll: true });
    kept = null;
    document.querySelector("[data-news]").hidden = true;
  }

  function tell(fresh) {
    const live = part(document), note = document.querySelector("[data-news]"), old = rows(live);
    const count = [...rows(fresh).keys()].filter((key) => !old.has(key)).length;
    const text = count ? note.dataset.news.replace("{n}", count) : note.dataset.changed;
    note.querySelector("p").textContent = text;
    document.querySelector("[data-news-said]").textContent = text;
    if (busy(live)) { kept = fresh; note.hidden = false; } else swap(fresh);
  }

  async function ask() {
    const live = part(document);
    if (asking || !live || document.hidden) return;
    asking = true;
    try {
      const headers = { "X-Background": "1", "If-None-Match": `"${(kept ?? live).dataset.live}"` };
      const answer = await fetch(location.href, { headers, redirect: "manual" });
      const fresh = answer.ok && part(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (fresh && looks(fresh) !== looks(kept ?? live)) tell(fresh);
      else if (fresh) (kept ?? live).dataset.live = fresh.dataset.live;
    } catch { /* the line is down: the next question may get through */ } finally { asking = false; }
  }

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("pointermove", (event) => { if (event.target.closest("[data-live]")) moved = performance.now(); });
  document.addEventListener("click", (event) => { if (kept && event.target.closest("[data-news] button")) swap(kept); });
})();
