"""What a card demands and a person has, what a list promises and an office has. Pure."""
