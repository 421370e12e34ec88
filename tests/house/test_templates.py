"""Templates carry no script and no style of their own: the content security policy would refuse both, silently."""

import re

import pytest

from tests.house.source import PACKAGE, ROOT

FORBIDDEN = (
    (re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE), "a script inside the page"),
    (re.compile(r"<style\b", re.IGNORECASE), "a stylesheet inside the page"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE), "an event handler in an attribute"),
    (re.compile(r"\shx-on[:-]", re.IGNORECASE), "an htmx handler in an attribute"),
    (
        re.compile(r"hx-vals\s*=\s*[\"']js:|hx-[a-z]+\s*=\s*[\"']javascript:", re.IGNORECASE),
        "a script in hx-*",
    ),
    (re.compile(r"(href|src|action)\s*=\s*[\"']javascript:", re.IGNORECASE), "a script as an address"),
    (re.compile(r"(href|src|action)\s*=\s*[\"'](https?:)?//", re.IGNORECASE), "something from another host"),
    (re.compile(r"\|\s*safe\b"), "text that escapes nothing"),
    (re.compile(r"{%-?\s*autoescape\s+false", re.IGNORECASE), "text that escapes nothing"),
)
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)


def offences(text: str) -> list[str]:
    """What the policy or the house refuses in a template, in words."""
    bare = COMMENT.sub("", text)
    return [name for pattern, name in FORBIDDEN if pattern.search(bare)]


def test_templates_carry_no_script_and_no_style() -> None:
    templates = sorted(PACKAGE.rglob("*.jinja"))
    assert templates, "no template was found"
    found = {path.relative_to(ROOT).as_posix(): offences(path.read_text("utf-8")) for path in templates}
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>alert(1)</script>", ["a script inside the page"]),
        ('<script defer src="/statis/keys.js"></script>', []),
        ("<style>p{}</style>", ["a stylesheet inside the page"]),
        ('<p style="color:red">', ["a style attribute"]),
        ('<p class="a" onclick="go()">', ["an event handler in an attribute"]),
        ('<button hx-on:click="go()">', ["an htmx handler in an attribute"]),
        ('<a href="javascript:go()">', ["a script as an address"]),
        ('<img src="https://example.org/a.png">', ["something from another host"]),
        ("{{ name | safe }}", ["text that escapes nothing"]),
        ("{# <script>x</script> #}<p>versi baru: on = ya</p>", []),
    ],
)
def test_control_each_offence_is_found(text: str, found: list[str]) -> None:
    assert offences(text) == found
