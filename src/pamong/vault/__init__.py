"""Keys: encrypt, blind index, sign, rotate. The only room that sees an identity number in the clear."""
