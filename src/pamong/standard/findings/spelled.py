"""Numbers spelled out in Indonesian, as standards print them beside the digits: 12 (dua belas)."""

_UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
_SCALES = {"ribu": 1_000, "juta": 1_000_000}


def spelled_number(words: str) -> int | None:
    """The number these words spell, below a thousand million; None for words that are no number."""
    total = group = digit = 0
    known = False
    for word in words.casefold().replace("seribu", "satu ribu").split():
        known = True
        if word in _UNITS:
            digit = _UNITS[word]
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word == "puluh":
            group, digit = group + 10 * digit, 0
        elif word == "ratus":
            group, digit = group + 100 * digit, 0
        elif word in _WHOLE:
            group += _WHOLE[word]
        elif word in _SCALES:
            total, group, digit = total + (group + digit) * _SCALES[word], 0, 0
        else:
            return None
    return total + group + digit if known else None
