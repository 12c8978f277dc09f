"""The templates as a whole: all used, all translated, nothing inline, nothing unescaped."""

import ast
import fnmatch
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*"))
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
VIETNAMESE = re.compile(r"[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
#: the wording that binds is Vietnamese; the pages say so to screen readers with lang="vi"
LEGAL_TEXTS = {"public/privacy.html", "public/terms.html"}
#: languages call themselves by their own name on every page
OWN_NAMES = {"Việt"}
HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
JINJA = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE
    ),
}

every_template = pytest.mark.parametrize("name", NAMES)


@cache
def parsed(name: str) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    return environment.parse((FOLDER / name).read_text(), name, str(FOLDER / name))


@cache
def rendered_by_code() -> dict[str, str]:
    """Return pattern of template name → where the code renders it."""
    found = {}
    for file in sorted(PROJECT.glob("workforce/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                text = _pattern(node)
                if re.fullmatch(r"[\w*-]+(/[\w*-]+)+\.(html|xml|txt)", text):
                    found[text] = f"{file.relative_to(PROJECT)}:{node.lineno}"
    return found


def _pattern(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
    )


def imports(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield (file, macro, name it goes by here) for each macro a template imports."""
    for node in parsed(name).find_all(nodes.FromImport):
        for macro in node.names:
            original, local = macro if isinstance(macro, tuple) else (macro, macro)
            yield node.template.value, original, local


def untranslated(node: nodes.Node) -> Iterator[str]:
    """Yield Vietnamese text that does not pass through gettext."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", None) in GETTEXT:
        return
    if isinstance(node, nodes.TemplateData):
        text = HTML_COMMENT.sub("", node.data)
        yield from (line.strip() for line in text.splitlines() if VIETNAMESE.search(line))
    if isinstance(node, nodes.Const) and node.value not in OWN_NAMES:
        yield from [node.value] if VIETNAMESE.search(str(node.value)) else []
    for child in node.iter_child_nodes():
        yield from untranslated(child)


def test_every_template_is_used():
    used = set(named_by_templates())
    unused = [
        name for name in NAMES
        if name not in used
        and not any(fnmatch.fnmatchcase(name, pattern) for pattern in rendered_by_code())
    ]  # fmt: skip

    assert unused == []


def named_by_templates() -> Iterator[str]:
    for name in NAMES:
        yield from (found for found in meta.find_referenced_templates(parsed(name)) if found)


def test_every_template_the_code_or_a_template_names_exists():
    wanted = {**rendered_by_code(), **dict.fromkeys(named_by_templates(), "a template")}
    missing = {
        pattern: where for pattern, where in wanted.items()
        if not any(fnmatch.fnmatchcase(name, pattern) for name in NAMES)
    }  # fmt: skip

    assert missing == {}


@every_template
def test_every_imported_macro_exists_and_is_used(name):
    mentioned = [node.name for node in parsed(name).find_all(nodes.Name)]
    for file, macro, local in imports(name):
        defined = {node.name for node in parsed(file).find_all(nodes.Macro)}

        assert macro in defined, f"{file} has no {macro}"
        assert local in mentioned, f"{local} is imported and not used"


@every_template
def test_nothing_is_let_through_unescaped(name):
    filters = {node.name for node in parsed(name).find_all(nodes.Filter)}

    assert "safe" not in filters
    assert "autoescape" not in (FOLDER / name).read_text()


@every_template
def test_nothing_is_inline(name):
    text = JINJA.sub(" ", (FOLDER / name).read_text())
    found = [what for what, pattern in INLINE.items() if pattern.search(text)]

    assert found == []


@pytest.mark.parametrize("name", sorted(LEGAL_TEXTS))
def test_a_legal_text_says_which_language_it_is_in(name):
    assert 'lang="vi"' in (FOLDER / name).read_text()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEGAL_TEXTS])
def test_every_word_passes_through_gettext(name):
    assert list(untranslated(parsed(name))) == []
