"""Which files the scanners want to see, and how much of each: told from path and size alone.

This is asked of every file in every run, so nothing here needs the rooms that read.
"""

from __future__ import annotations

import re

from .weights.suffixes import POSSIBLE, SURE, suffix_of

SOURCE_LIMIT = 2 << 20
PYTHON_LIMIT = 16 << 20
DEPENDENCY_LIMIT = 2 << 20
LOCK_LIMIT = 8 << 20
CONFIGURATION_LIMIT = 1 << 20
DOCUMENT_LIMIT = 2 << 20
PROMPT_LIMIT = 1 << 16

_PYTHON = (".py", ".ipynb", ".pyw", ".pyi")
_DOCUMENTS = (".md", ".mdx", ".rst", ".qmd", ".rmd")
SOURCES = frozenset(
    ".js .jsx .ts .tsx .mjs .cjs .mts .cts .vue .svelte .astro .cs .fs .vb .razor "
    ".java .kt .kts .scala .groovy .go .rs .rb .php .swift .ex .exs .jl .lua .r .dart "
    ".c .cc .cpp .cxx .cu .h .hpp .mm .m".split()
)
_GENERATED = re.compile(
    r"\.min\.(?:js|mjs)$|(?:^|/)(?:dist|build|out|_?\.?next|bundle)/.*\.(?:js|mjs|cjs)$"
)

_DEPENDENCIES = re.compile(
    r"(?:[\w.-]*requirements?[\w.-]*|constraints[\w.-]*)\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|"
    r"pipfile|(?:conda[\w.-]*|[\w.-]*environment[\w.-]*|[\w.-]*env|meta)\.ya?ml|package\.json|"
    r"[\w.-]+\.(?:cs|fs|vb)proj|packages\.config|directory\.(?:packages|build)\.props|pom\.xml|"
    r"[\w.-]+\.gradle(?:\.kts)?|libs\.versions\.toml|go\.mod|cargo\.toml|gemfile|[\w.-]+\.gemspec|"
    r"composer\.json|cmakelists\.txt|[\w.-]+\.cmake|package\.swift|pubspec\.ya?ml|description|"
    r"project\.toml|[\w.-]+\.sbt|deps\.edn|project\.clj|action\.ya?ml",
    re.IGNORECASE,
)
LOCKS = frozenset(
    "poetry.lock uv.lock pdm.lock pipfile.lock conda-lock.yml conda-lock.yaml package-lock.json "
    "npm-shrinkwrap.json yarn.lock pnpm-lock.yaml cargo.lock go.sum packages.lock.json".split()
)
_REQUIREMENTS_FOLDER = re.compile(r"(?:^|/)requirements/[^/]+\.(?:txt|in)$")
WORKFLOW = re.compile(r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$")

_CONFIGURATION = re.compile(
    r"(?:.*\.(?:ya?ml|json|jsonc|toml|ini|cfg|conf|properties|env|env\.[\w.-]+|tf|tfvars|hcl|bicep|bicepparam|sh|bash|"
    r"gin|libsonnet|jsonnet|sbatch|slurm|ps1|bat)|\.env(?:[._-][\w.-]+)?|[\w.-]*dockerfile[\w.-]*|modelfile(?:[_-][\w-]+)?|[\w.-]+\.modelfile|mlproject|"
    r"mlmodel|makefile|justfile|procfile|[\w.-]+\.dvc|dvc\.lock)",
    re.IGNORECASE,
)
_NO_CONFIGURATION = re.compile(
    r"(?:^|/)(?:dataset_infos?\.json|package-lock\.json|[\w.-]*lock\.(?:json|ya?ml)|pnpm-lock\.yaml|uv\.lock|composer\.json|"
    r"tokenizer\.json|tokenizer_config\.json|vocab\.json|merges\.txt|special_tokens_map\.json|"
    r"added_tokens\.json|tsconfig[\w.-]*\.json|package\.json|croissant[\w-]*\.json|[\w.-]*bom\.json|"
    r"\.pre-commit-config\.yaml|mkdocs\.ya?ml|renovate\.json5?|dependabot\.yml|codecov\.yml|"
    r"openapi[\w.-]*\.(?:ya?ml|json)|swagger[\w.-]*\.(?:ya?ml|json)|model-?_?cards?[\w.-]*\.(?:json|ya?ml)|"
    r"aims\.yaml|aims-gate\.yaml)$",
    re.IGNORECASE,
)
_DATA_FOLDER = re.compile(
    r"(?:^|/)(?:data|datasets?|results?|outputs?|logs?|locales?|i18n|translations|cassettes)/", re.I
)

_SETTINGS = re.compile(r"config|setting|parameters|deploy|agent|provider|llm", re.IGNORECASE)

_PROMPTS = r"(?:^|/)(?:[\w-]*prompts?|prompt[_-](?:templates|bank|library)|system[_-]prompts?)/"
_PROMPT = re.compile(
    rf"{_PROMPTS}(?:.*/)?[^/]+\.(?:txt|md|prompt|prompty|mustache|jinja2?|j2|hbs|ya?ml|tmpl|liquid|xml)$|"
    r"\.(?:prompt|prompty|prompt\.ya?ml|prompt\.md|prompt\.txt)$|"
    r"(?:^|/)(?:system|user|assistant|agent)?[_-]?prompts?(?:[_-][\w-]+)?\.(?:txt|md|ya?ml|jinja2?|j2)$|"
    r"(?:^|/)[\w-]*_prompts?\.(?:txt|md|ya?ml|jinja2?|j2)$|"
    rf"{_PROMPTS}[^/]+\.py$|(?:^|/)(?:[\w-]*_)?prompts?\.(?:py|ts|js)$",
    re.IGNORECASE,
)
_NO_PROMPT = re.compile(r"(?:^|/)(?:__init__\.py|readme[^/]*|license[^/]*)$", re.IGNORECASE)

_WHOLE_WEIGHTS = 8 << 20  # up to this size the digest of the whole file is taken
_START_OF_WEIGHTS = 256 << 10
_START_OF_TEXT = 8192
_POINTER = 512
DATA = frozenset(
    ".csv .tsv .parquet .jsonl .ndjson .feather .arrow .xlsx .npy .npz .h5 .hdf5 .tfrecord "
    ".tfrecords .arff .pkl .pickle .dta .sav .libsvm".split()
)
BOOSTER_TEXT = frozenset({".txt", ".json", ".model", ".xml", ".ubj", ".bst", ".pmml"})
_BOOSTER_NAMES = ("model", "xgb", "lgb", "gbm", "boost", "cascade", "pmml")


def python(path: str, size: int) -> int:
    """Python files and notebooks up to 16 MiB, and what may be a script by its first line."""
    if path.lower().endswith(_PYTHON):
        return PYTHON_LIMIT
    return 0 if "." in path.rpartition("/")[2] else SOURCE_LIMIT


def sources(path: str, size: int) -> int:
    """The first 2 MiB of source files that are not built from others."""
    dot = path.rfind(".")
    if dot <= 0 or path[dot:].lower() not in SOURCES or _GENERATED.search(path):
        return 0
    return SOURCE_LIMIT


def queries(path: str, size: int) -> int:
    """Queries up to 2 MiB; larger ones are dumps of data."""
    return SOURCE_LIMIT if path.lower().endswith(".sql") and size <= SOURCE_LIMIT else 0


def dependencies(path: str, size: int) -> int:
    """Dependency files up to 2 MiB, and the first 8 MiB of lock files."""
    if is_lock(path):
        return LOCK_LIMIT
    return DEPENDENCY_LIMIT if is_manifest(path) else 0


def is_manifest(path: str) -> bool:
    """Whether the file declares what a project depends on."""
    return (
        _DEPENDENCIES.fullmatch(path.rpartition("/")[2]) is not None
        or ("requirements/" in path and _REQUIREMENTS_FOLDER.search(path) is not None)
        or (".github/" in path and WORKFLOW.search(path) is not None)
    ) and not is_lock(path)


def is_lock(path: str) -> bool:
    """Whether the file holds the versions that are installed."""
    return path.rpartition("/")[2].lower() in LOCKS


def configuration(path: str, size: int) -> int:
    """The first 1 MiB of configuration files; JSON that is not named for it soon is data."""
    name = path.rpartition("/")[2]
    if not _CONFIGURATION.fullmatch(name) or _NO_CONFIGURATION.search(path):
        return 0
    if name.endswith((".json", ".jsonc")):
        if _DATA_FOLDER.search(path):
            return 0
        if size > CONFIGURATION_LIMIT >> 3 and not _SETTINGS.search(name):
            return 0
    elif size > CONFIGURATION_LIMIT and _DATA_FOLDER.search(path):
        return 0
    return CONFIGURATION_LIMIT


def weights(path: str, size: int) -> int:
    """The header, or the whole file up to 8 MiB where it surely is a model."""
    suffix = suffix_of(path)
    if suffix in SURE:
        return _WHOLE_WEIGHTS if size <= _WHOLE_WEIGHTS else _START_OF_WEIGHTS
    if suffix in BOOSTER_TEXT:
        name = path.rpartition("/")[2].lower()
        return _START_OF_TEXT if any(part in name for part in _BOOSTER_NAMES) else 0
    if suffix in DATA and suffix not in POSSIBLE:
        return _POINTER
    if suffix in POSSIBLE:
        if not suffix and _POINTER < size < 4096:
            return 0
        return _WHOLE_WEIGHTS if size <= _WHOLE_WEIGHTS and suffix else _START_OF_WEIGHTS
    return 0


def prompts(path: str, size: int) -> int:
    """The first 64 KiB of files that lie where prompts lie."""
    if "rompt" not in path and "PROMPT" not in path:
        return 0
    return PROMPT_LIMIT if _PROMPT.search(path) and not _NO_PROMPT.search(path) else 0


def documents(path: str, size: int) -> int:
    """Markdown and reStructuredText up to 2 MiB."""
    return DOCUMENT_LIMIT if path.lower().endswith(_DOCUMENTS) else 0
