"""One text, many renderings: the printed standard, the web page, the poster, the flow chart, open data, the copy-in sheet.

All of them are pure: a standard, what document control knows around it (`Edition`) and a `Reader` in, text or plain
data out. The same three give the same bytes. Paper itself (typst) is made above, in `library.paper`.
"""
