"""Sphinx settings of the documentation's site; docs/site.sh builds it."""

import os
import re
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

DOCS = Path(__file__).parent.resolve()
PROJECT = DOCS.parent
REPOSITORY = os.environ.get("REPOSITORY_URL", "https://github.com/sparkrnn/spark-rnn")

project = "Spark RNN"
author = "The Spark RNN developers"
copyright = f"2026, {author}"

extensions = ["myst_parser", "sphinx_external_toc", "sphinxcontrib.mermaid"]
external_toc_path = "_toc.yml"
exclude_patterns = ["requirements.txt"]
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]

# Options such as --conf keep their two hyphens.
smartquotes = False

html_theme = "furo"
html_title = project
html_copy_source = False
html_static_path = []

# A copy of Mermaid that site.sh fetched; otherwise the browser loads it from a public address.
mermaid_version = "11.12.2"
if mermaid := os.environ.get("MERMAID"):
    html_static_path.append(mermaid)
    mermaid_use_local = "mermaid.esm.min.mjs"

# Pygments has no HOCON, and takes "…" in JSON for an error.
lexers["hocon"] = TextLexer()
suppress_warnings = ["misc.highlighting_failure"]

FENCE = re.compile(r"^ *(`{3,}|~{3,})")
LINK = re.compile(r"(?<!!)(\[[^\[\]]*\]\()([^)\s:#]+)((?:#[^)\s]*)?\))")
IMAGE_LINK = re.compile(r"(\[!\[[^\]]*\]\([^)]*\)\]\()([^)\s:#]+)((?:#[^)\s]*)?\))")


def to_repository(page: Path, target: str) -> str:
    """Returns a link's target: pages of the site as they are, other files in the repository."""
    path = (page.parent / target).resolve()
    if path.suffix == ".md" and path.is_relative_to(DOCS):
        return target
    if not path.exists() or not path.is_relative_to(PROJECT):
        return target
    kind = "tree" if path.is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{path.relative_to(PROJECT).as_posix()}"


def rewrite_links(app, name, source):
    page = Path(app.env.doc2path(name))
    fence = None
    # Text between fences; a link may span two lines.
    parts, text = [], []

    def end_of_text():
        joined = "\n".join(text)
        for pattern in (IMAGE_LINK, LINK):
            joined = pattern.sub(
                lambda found: found[1] + to_repository(page, found[2]) + found[3], joined
            )
        parts.append(joined)
        text.clear()

    for line in source[0].split("\n"):
        opening = FENCE.match(line)
        if fence is None and opening:
            if text:
                end_of_text()
            fence = opening[1]
            parts.append(line)
        elif fence is not None:
            parts.append(line)
            if line.strip() == fence:
                fence = None
        else:
            text.append(line)
    if text:
        end_of_text()
    source[0] = "\n".join(parts)


def setup(app):
    app.connect("source-read", rewrite_links)
