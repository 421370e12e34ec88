// A long list is worked through portion after portion: the form that does the next one sends itself. Without this
// script a person presses its button.
document.querySelector("form[data-onwards]")?.requestSubmit();
