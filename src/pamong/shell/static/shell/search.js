/* The search of every staff page while one types: the server answers with a list that stands under the field.
   Up and down walk through it, Enter opens the line, Escape closes it; Enter on no line sends the form, as it does
   without scripts. The focus stays in the field; what is marked is told to screen readers (the combobox pattern). */
(() => {
  "use strict";
  const fieldOf = (element) => element?.closest?.("[role=combobox][aria-controls]");
  const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
  const linesOf = (field) => [...listOf(field).querySelectorAll("[role=option]")];
  const marked = (field) => document.getElementById(field.getAttribute("aria-activedescendant"));

  function mark(field, line) {
    linesOf(field).forEach((each) => each.setAttribute("aria-selected", String(each === line)));
    if (line) field.setAttribute("aria-activedescendant", line.id);
    else field.removeAttribute("aria-activedescendant");
    line?.scrollIntoView({ block: "nearest" });
  }

  function show(field, open) {
    listOf(field).hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    mark(field, null);
  }

  function walk(field, step) {
    const lines = linesOf(field), here = lines.indexOf(marked(field));
    if (listOf(field).hidden) show(field, true);
    mark(field, lines[here < 0 ? (step > 0 ? 0 : lines.length - 1) : (here + step + lines.length) % lines.length]);
  }

  // Heard before the keys of the page: a key that was used here does nothing else there.
  document.addEventListener("keydown", (event) => {
    const field = fieldOf(event.target);
    if (!field || event.isComposing || !linesOf(field).length) return;
    const open = !listOf(field).hidden, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) walk(field, step);
    else if (event.key === "Enter" && !event.ctrlKey && open && marked(field)) marked(field).click();
    else if (event.key === "Escape" && open) show(field, false);
    else return;
    event.preventDefault();
  }, true);

  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (field) mark(field, null); // what is typed now has not been searched for yet
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const field = fieldOf(event.detail.requestConfig?.elt);
    if (!field) return;
    show(field, linesOf(field).length > 0 && document.activeElement === field);
    field.form.querySelector("[role=status]").textContent = listOf(field).dataset.said ?? "";
  });
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event.target);
    if (field) show(field, false);
  });
  // Otherwise the field loses the focus, and the list is gone before the line is clicked.
  document.addEventListener("mousedown", (event) => { if (event.target.closest("[role=listbox]")) event.preventDefault(); });
})();
