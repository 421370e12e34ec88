/* The editor works without this file. A choice that decides what else is asked (the fact of a condition) draws the form
   anew at once, and the focus stays with it; without scripts the button "Perbarui isian" does it. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-redraw]")) return;
    // The form must not be saved half filled in before it is drawn anew.
    event.stopPropagation();
    const button = event.target.form.querySelector("[data-redraws]");
    button.value = `redraw:${event.target.name}`;
    event.target.form.requestSubmit(button);
  }, true);

  // Whoever presses a key while the field before is still being saved must not meet themselves as a second editor: what
  // is sent waits until the answer, which says what stands now, is there.
  let waiting = null;
  const saving = () => document.querySelector("form.htmx-request");
  document.addEventListener("submit", (event) => {
    if (!saving()) return;
    event.preventDefault();
    waiting = [event.target, event.submitter];
  }, true);
  document.addEventListener("htmx:afterRequest", () => setTimeout(() => {
    if (!waiting || saving()) return;
    const [form, button] = waiting;
    waiting = null;
    form.requestSubmit(button);
  }));
})();
