"""Source files outside Python: imports of AI libraries, names of hosted models, model addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ..repository.scan import Row
from .addresses import addresses
from .knowledge.families import Family, Library
from .knowledge.models import COMMON_NEEDLES, NEEDLES
from .knowledge.routes import routed_to
from .languages import LANGUAGES, Language
from .names import has_known_author, hosted_model, is_hub_id, is_snapshot
from .rows import ROW_LIMIT, kept_elsewhere, library_row, row, too_large
from .wanted import SOURCE_LIMIT

_Judge: TypeAlias = Callable[[int], bool]

_MOST = 3000
_LONG_LINE = 400  # bytes; people write shorter lines on the average
_REACH = 300

_QUOTED_HEAD = re.compile(rb"([\"'`])([\w.:/@-]{0,60})$")
_QUOTED_TAIL = re.compile(rb"[\w.:/@-]{0,80}([\"'`])")
_COMMENT = re.compile(rb"^\s*(?:\*|///?|#(?!\s{0,4}include|import))|//[^\"'`]*$|^[^\"'`]*(?<!:)//")
_BLOCK = re.compile(rb"^[ \t]*/\*.*?(?:\*/|\Z)", re.MULTILINE | re.DOTALL)
_STRING = re.compile(rb"\"[^\"]*\"|'[^']*'|`[^`]*`")
_GIVEN = re.compile(
    rb"(?:(?P<key>[\w$.-]+)[\"']?\]?\s{0,8}(?::\s{0,4}[\w<>\[\]| ]{1,40})?\s{0,8}"
    rb"(?:=|:|\?\?|\|\||=>)\s{0,8}"
    rb"(?:\([^()\n]{0,80}(?:\?\?|\|\|)\s{0,4})?|(?P<call>[\w$.]+)\(\s{0,20}(?:[^()\n]{0,60},\s{0,8})?|"
    rb"(?P<rest>(?:\?\?|\|\|)\s{0,20}|\[\s{0,20}|,\s{0,20}|return\s{1,4}|@Value\([^\n]{0,60}))$"
)
_COMPARED = re.compile(
    rb"(?:[=!]==?|case|startsWith\(|includes\(|endsWith\(|===?)\s{0,4}$|\blog\w*\(.{0,80}$"
)
_NO_KEY = re.compile(
    rb"pric|cost|label|title|desc|display|name_?$|text$|message|placeholder|token|help|test", re.I
)
_MODEL_KEY = re.compile(rb"model|llm|engine|deploy|embed|default|ai", re.I)
_ID = re.compile(rb"/([\w.-]{2,96})([\"'`])")
_AUTHOR = re.compile(rb"([\"'`])([A-Za-z0-9][\w.-]{0,95})$")
_HUB_KEY = re.compile(
    rb"(?:model\w*|from_pretrained|pipeline|checkpoint|hub\w*|repo_?id|tokenizer)[\"']?\s{0,4}[:=(,]?[^\"'`\n;]{0,60}$",
    re.I,
)
_HUB_LIBRARIES = frozenset(
    "@xenova/transformers @huggingface/transformers @huggingface/inference @huggingface/hub "
    "@mlc-ai/web-llm hf-hub candle-core candle-transformers fastembed rust-bert ai.djl "
    "Microsoft.SemanticKernel dev.langchain4j tokenizers".split()
)

_DOCUMENTED_IN_HEREDOCS = (".ex", ".exs", ".jl")
_OF_HOSTED = frozenset({Family.LLM_SDK, Family.AGENT})
_RUNS = re.compile(
    rb"\.(?:chat\.completions\.create|messages\.(?:create|stream)|responses\.create|generateContent\w*|"
    rb"embeddings\.create|completions\.create|CompleteChat\w*|GetChatCompletions\w*|InvokePrompt\w*|"
    rb"CreateChatCompletion\w*|invokeModel\w*)\(|\b(?:streamText|generateText|generateObject|"
    rb"streamObject|embedMany)\(\{|\bInvokeModelCommand\(|\bConverseCommand\(|\bInferenceSession\b"
)
_AGENT = re.compile(
    rb"\b(?:createReactAgent|createAgent|AgentExecutor|StateGraph|new Agent|ToolLoopAgent|"
    rb"ChatCompletionAgent|AiServices|initializeAgentExecutor\w*)[(<{.]"
)
_MCP = re.compile(
    rb"\bnew (?:McpServer|Server|FastMCP)\(|AddMcpServer\(|McpServer\.\w+\(|"
    rb"server\.NewMCPServer\(|#\[tool_router\]"
)


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the AI facts of one source file."""
    language = _language(path)
    if language is None:
        return []
    if elsewhere := kept_elsewhere("source", data):
        return elsewhere
    rows: list[Row] = []
    if size > len(data):
        if data.count(b"\n") * _LONG_LINE < len(data):
            return []  # built from other sources, or data
        rows.append(too_large("source", SOURCE_LIMIT))
    in_block = _blocks(data)
    found = list(_imports(data, language, in_block))
    for library, at in found:
        rows.append(library_row(library, _line(data, at), module=library.name))
    families = {library.family for library, _ in found}
    rows.extend(_hosted(data, in_block, every=bool(families & _OF_HOSTED)))
    if b'"""' not in data or path.lower().endswith(".java"):  # such strings are documentation
        rows.extend(
            _hub(data, in_block, any(library.name in _HUB_LIBRARIES for library, _ in found))
        )
    rows.extend(_steps(data, families))
    of_heredocs = path.lower().endswith(_DOCUMENTED_IN_HEREDOCS)
    rows.extend(
        addresses(
            data,
            lambda at: _line(data, at),
            lambda at: not _in_comment(data, at, in_block),
            lambda at: of_heredocs and data.count(b'"""', 0, at) % 2 == 1,
        )
    )
    return rows[:ROW_LIMIT]


def _language(path: str) -> Language | None:
    dot = path.rfind(".")
    return LANGUAGES.get(path[dot:].lower()) if dot > 0 else None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _prefix(data: bytes, at: int) -> bytes:
    floor = max(0, at - _REACH)
    return data[max(floor, data.rfind(b"\n", floor, at) + 1) : at]


def _in_comment(data: bytes, at: int, in_block: _Judge) -> bool:
    return _is_comment(_prefix(data, at)) or in_block(at)


def _is_comment(prefix: bytes) -> bool:
    """Whether a comment begins in the text before it on its line, outside of strings."""
    return _COMMENT.search(_STRING.sub(b"", prefix)) is not None


def _blocks(data: bytes) -> _Judge:
    """Tells of a place whether it stands in a comment of several lines, which begins one of them.

    The comments are looked for at the first question, all at once.
    """
    starts: list[int] = []
    ends: list[int] = []

    def hold(at: int) -> bool:
        if not ends:
            for found in _BLOCK.finditer(data):
                starts.append(found.start())
                ends.append(found.end())
            ends.append(0)  # of the place before the first
        index = bisect_right(starts, at) - 1
        return at < ends[index]

    return hold


def _imports(data: bytes, language: Language, in_block: _Judge) -> Iterator[tuple[Library, int]]:
    if not any(needle in data for needle in language.needles):
        return
    seen = set()
    for index, found in enumerate(language.statement.finditer(data)):
        library = language.lookup(found[1].decode())
        if library and library.name not in seen and not _in_comment(data, found.start(1), in_block):
            seen.add(library.name)
            yield library, found.start(1)
        if index > _MOST:
            return


def _hosted(data: bytes, in_block: _Judge, *, every: bool) -> Iterator[Row]:
    seen: set[str] = set()
    for needle in NEEDLES if every else COMMON_NEEDLES:
        at = -1
        for _ in range(_MOST):
            at = data.find(needle, at + 1)
            if at < 0:
                break
            head = _QUOTED_HEAD.search(data, max(0, at - 62), at)
            tail = _QUOTED_TAIL.match(data, at)
            if not head or not tail or head[1] != tail[1]:
                continue
            text = data[head.start() + 1 : tail.end() - 1].decode("ascii", "replace")
            model = hosted_model(text)
            if model is None or model.name in seen:
                continue
            if data[tail.end() : tail.end() + 3].lstrip().startswith(b":"):
                continue
            key = _given_to(_prefix(data, head.start()))
            if key is not None and not in_block(at):
                seen.add(model.name)
                yield row(
                    "hosted",
                    _line(data, at),
                    id=model.name,
                    supplier=model.supplier,
                    pinned=model.pinned,
                    source=key or None,
                )


def _given_to(prefix: bytes) -> str | None:
    """The name of what a literal is given to, empty if it has none; ``None`` if it is no use."""
    if _is_comment(prefix) or _COMPARED.search(prefix):
        return None
    found = _GIVEN.search(prefix[-200:])
    if not found:
        return "" if not prefix.strip() else None
    name = found["key"] or found["call"]
    if name is None:
        return ""
    if _NO_KEY.search(name) and not _MODEL_KEY.search(name):
        return None
    return name.decode()


def _hub(data: bytes, in_block: _Judge, of_hub: bool) -> Iterator[Row]:
    supplier = routed_to(data)
    if not of_hub and supplier is None and b"odel" not in data and b"MODEL" not in data:
        return
    seen: set[str] = set()
    for index, found in enumerate(_ID.finditer(data)):
        if index > _MOST:
            return
        head = _AUTHOR.search(data, max(0, found.start() - 110), found.start())
        if not head or head[1] != found[2]:
            continue
        text = f"{head[2].decode()}/{found[1].decode()}"
        prefix = _prefix(data, head.start())
        if text in seen or not is_hub_id(text) or _is_comment(prefix):
            continue
        if _HUB_KEY.search(prefix) and not in_block(found.start()):
            seen.add(text)
            line = _line(data, found.start())
            if hosted_model(text) and not of_hub:
                continue  # told as a hosted model already
            if supplier is None or text != text.lower():
                if of_hub or has_known_author(text):
                    yield row("hub", line, id=text, dataset=False, sure=of_hub)
            elif hosted_model(text) is None:
                pinned = is_snapshot(text)
                yield row("hosted", line, id=text, supplier=supplier, pinned=pinned)


def _steps(data: bytes, families: set[Family]) -> Iterator[Row]:
    for pattern, step, wanted in (
        (_RUNS, "inference", {Family.LLM_SDK, Family.RUNTIME, Family.AGENT}),
        (_AGENT, "agent", {Family.AGENT, Family.LLM_SDK}),
        (_MCP, "mcp-server", {Family.MCP}),
    ):
        if families & wanted and (found := pattern.search(data)):
            yield row("step", _line(data, found.start()), **{"as": step})
