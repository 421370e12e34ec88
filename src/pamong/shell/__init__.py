"""Page frame, tokens, form fields, keyboard, languages, paper."""
