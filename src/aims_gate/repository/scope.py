"""What part of a project a file belongs to, told from its path."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Scope(StrEnum):
    """Which part of the project a file serves. Only ``PRODUCT`` makes an AI system."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    EXAMPLE = "example"
    VENDORED = "vendored"
    TEMPLATE = "template"
    TOOLING = "tooling"


_FOLDERS = {
    Scope.VENDORED: (
        "venv .venv virtualenv site-packages dist-packages node_modules bower_components vendor "
        "vendors vendored _vendor _vendored third_party third-party thirdparty 3rdparty 3rd_party "
        "3rd-party externals extern .tox .nox .eggs pods __pypackages__ __pycache__"
    ),
    Scope.TOOLING: (
        ".cursor .claude .codex .gemini .windsurf .continue .roo .kilocode .kiro .aider .opencode "
        ".cline .clinerules .augment .junie .trae .serena .specify .bmad-core .taskmaster .amazonq "
        ".coderabbit .devcontainer"
    ),
    Scope.TEST: (
        "test tests testing __tests__ __test__ spec specs e2e fixtures fixture testdata test_data "
        "test-data testutil testutils unittest unittests mocks __mocks__ __snapshots__ cassettes "
        "playwright cypress"
    ),
    Scope.EXAMPLE: (
        "examples example samples sample demo demos tutorial tutorials cookbook cookbooks "
        "quickstart quickstarts showcase showcases playground playgrounds"
    ),
    Scope.TEMPLATE: (
        "template templates issue_template pull_request_template scaffold scaffolds skeleton "
        "skeletons boilerplate boilerplates cookiecutter"
    ),
    Scope.DOCS: (
        "docs doc documentation wiki wiki_content website blog docs_src doc_src changelog "
        "changelogs releasenotes release_notes release-notes newsfragments"
    ),
}
_SCOPE_OF_FOLDER = {
    name: scope for scope, names in reversed(_FOLDERS.items()) for name in names.split()
}
_PRECEDENCE = {scope: rank for rank, scope in enumerate(_FOLDERS)}

_MEASURING = re.compile(r"(?:^|/)(?:benchmarks|bench|benches|asv_bench|perf)(?:/|$)", re.IGNORECASE)
_REPORT = (".md", ".mdx", ".rst", ".html", ".pdf", ".qmd", ".json", ".csv")
_TEST_FOLDER = re.compile(
    r"(?:.+[._-])?(?:unit|integration|functional|e2e|smoke|acceptance)[._-]?tests?(?:[._-].+)?|"
    r".+[._-]tests?|tests?[.-].+|.+\.tests?\..+|"
    r"tests?_(?:data|files?|cases?|suites?|fixtures?|results?|resources|assets|utils?|helpers?|"
    r"common|lib|images?|projects?|apps?|support|scripts?|inputs?|outputs?|samples?)"
)
_TEST_FILE = re.compile(
    r"(?:test_[^/]*|[^/]*_test|conftest|tests?)\.(?:py|go|rs|ipynb|js|ts|rb)|"
    r"[^/]+\.(?:test|spec|e2e|stories)\.[cm]?[jt]sx?|"
    r"[^/]*[a-z0-9](?:Test|Tests|IT|Spec)\.(?:java|kt|scala|cs|groovy|swift)|"
    r"[^/]+_spec\.rb"
)
_TEMPLATE_FILE = re.compile(r"[^/]+\.(?:tmpl|tpl|template|j2|jinja2?|mustache|hbs|cookiecutter)")
_TOOLING_FILE = re.compile(
    r"(?:agents?|claude|gemini|codex|copilot|warp|qwen)(?:\.local)?\.md|"
    r"\.(?:cursor|windsurf|cline|goose|roo)(?:rules|ignore|hints)?|\.aider[^/]*|"
    r"\.mcp\.json|\.?coderabbit\.ya?ml|\.sourcery\.ya?ml|\.?greptile\.json|\.pr_agent\.toml|"
    r"\.gitlab-ci\.yml|sweep\.ya?ml|\.?ellipsis\.ya?ml|llms(?:-full)?\.txt|opencode\.jsonc?",
    re.IGNORECASE,
)
_TOOLING_PATH = re.compile(
    r"(?:^|/)(?:\.github/(?:workflows|actions|prompts|instructions|chatmodes|agents|skills|"
    r"copilot-[^/]*)(?:/|$)|\.vscode/|\.circleci/|\.zed/|\.idea/)",
    re.IGNORECASE,
)
_SOURCE_ROOT = re.compile(r"(?:.*/)?src/\w+/(?:java|kotlin|scala|groovy)(?=/)")
_INSTALLED = re.compile(r"(?:^|/)(?:env|lib/python[23][^/]*|[^/]+\.(?:dist|egg)-info)/")


def scope_of(inner_path: str) -> Scope:
    """Tell which part of the project a file serves.

    ``inner_path`` is relative to the folder under judgement, with ``/``. The strongest folder on
    the way wins, in the order vendored, tooling, test, example, template, docs: tests of a
    vendored library are vendored, and a demonstration under ``docs/`` is an example. Names of
    folders count whole: ``computer-use-demo`` or ``demo-ui`` are names of products.
    """
    folder, _, name = inner_path.rpartition("/")
    scope = _scope_of_folder(folder)
    if scope in (Scope.VENDORED, Scope.TOOLING):
        return scope
    if _TOOLING_FILE.fullmatch(name) or _TOOLING_PATH.search(inner_path):
        return Scope.TOOLING
    if scope is Scope.TEST or _TEST_FILE.fullmatch(name):
        return Scope.TEST
    if scope is Scope.PRODUCT and _MEASURING.search(_above_packages(folder)):
        # What benchmarks report is told of the product; what runs them is no part of it.
        return scope if name.lower().endswith(_REPORT) else Scope.TEST
    if scope is Scope.PRODUCT and _TEMPLATE_FILE.fullmatch(name):
        return Scope.TEMPLATE
    return scope


@lru_cache(maxsize=4096)
def _scope_of_folder(folder: str) -> Scope:
    """The scope that the names of the folders give, the last wins among equals."""
    folder = _above_packages(folder)
    if not folder:
        return Scope.PRODUCT
    if _INSTALLED.search(f"{folder}/") and _is_installed(folder):
        return Scope.VENDORED
    found = [
        scope for part in folder.lower().split("/") if (scope := _scope_of_part(part)) is not None
    ]
    return min(found, key=_PRECEDENCE.__getitem__, default=Scope.PRODUCT)


def _above_packages(folder: str) -> str:
    """The folder down to a root of JVM sources, below which folders spell the name of a package."""
    root = _SOURCE_ROOT.match(folder)
    return root[0] if root else folder


def _is_installed(folder: str) -> bool:
    """``env`` is an ordinary word: it is an environment only with a library folder inside."""
    parts = folder.split("/")
    if "env" not in parts:
        return True
    following = parts[parts.index("env") + 1 : parts.index("env") + 2]
    return following in (["lib"], ["Lib"], ["bin"], ["Scripts"], ["lib64"], ["share"])


def _scope_of_part(part: str) -> Scope | None:
    known = _SCOPE_OF_FOLDER.get(part)
    if known is not None:
        return known
    if part.startswith("{{"):
        return Scope.TEMPLATE
    if part.endswith((".egg-info", ".dist-info")):
        return Scope.VENDORED
    return Scope.TEST if _TEST_FOLDER.fullmatch(part) else None
