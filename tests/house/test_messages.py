"""The committed catalogues are what the sources say, English is complete, and the compiled form is up to date."""

from pathlib import Path

from tools.messages import problems, update

TEMPLATE = """{% trans %}Selamat pagi{% endtrans %}
{% trans count=n %}{{ count }} berkas{% pluralize %}{{ count }} berkas{% endtrans %}
"""


def test_the_catalogues_are_fresh_and_complete() -> None:
    assert problems() == []


def written(tmp_path: Path) -> tuple[Path, Path]:
    """A small package with one text in Python and two in a template, and an empty place for catalogues."""
    source = tmp_path / "src" / "pamong"
    (source / "shell" / "templates" / "shell").mkdir(parents=True)
    (source / "shell" / "rules.py").write_text('TEXT = N_("Nomor {number} tidak ada.")\n', "utf-8")
    (source / "shell" / "templates" / "shell" / "page.jinja").write_text(TEMPLATE, "utf-8")
    return source, tmp_path / "locale"


def translate(path: Path) -> None:
    text = path.read_text("utf-8").replace('msgstr[0] ""', 'msgstr[0] "%(count)s paper"')
    text = text.replace('msgstr[1] ""', 'msgstr[1] "%(count)s papers"')
    head, body = text.split("\n\n", 1)
    path.write_text(head + "\n\n" + body.replace('msgstr ""', 'msgstr "in English"'), "utf-8")


def test_control_a_new_text_an_old_compilation_and_a_gap_are_found(tmp_path: Path) -> None:
    source, locale = written(tmp_path)
    gaps = update(source, locale)
    assert [line.split(":")[1].strip() for line in gaps] == ["no translation"] * 3
    translate(locale / "en" / "LC_MESSAGES" / "django.po")
    assert any("django.mo is not compiled" in line for line in problems(source, locale))
    assert update(source, locale) == []
    (source / "shell" / "rules.py").write_text('TEXT = N_("Nomor {number} sudah ada.")\n', "utf-8")
    assert any("django.po is not what the sources say" in line for line in problems(source, locale))


def test_control_a_wrong_placeholder_is_found(tmp_path: Path) -> None:
    source, locale = written(tmp_path)
    update(source, locale)
    path = locale / "en" / "LC_MESSAGES" / "django.po"
    translate(path)
    path.write_text(path.read_text("utf-8").replace("%(count)s papers", "%(number)s papers"), "utf-8")
    assert any("berkas" in line for line in update(source, locale))
