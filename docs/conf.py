"""How Sphinx builds the site; `build_site.py` calls it."""

from __future__ import annotations

from typing import Any

import aims_gate

project = "aims-gate"
project_copyright = "the aims-gate authors, Apache-2.0"
release = version = aims_gate.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.githubpages"]
source_suffix = {".md": "markdown"}
root_doc = "index"
myst_heading_anchors = 6
myst_links_external_new_tab = False

html_theme = "pydata_sphinx_theme"
html_title = "aims-gate"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["copy.js"]
html_favicon = "static/icon.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # fetched page by page, which no browser does from files
html_context = {"default_mode": "auto"}
html_permalinks_icon = "#"
html_sidebars: dict[str, list[str]] = {"tutorial/*": []}
html_theme_options: dict[str, Any] = {
    "logo": {
        "text": "aims-gate",
        "image_light": "static/icon.svg",
        "image_dark": "static/icon.svg",
    },
    "header_links_before_dropdown": 5,
    "navbar_align": "left",
    "navigation_depth": 3,
    "collapse_navigation": True,
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "search_bar_text": "Search these pages",
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
}
