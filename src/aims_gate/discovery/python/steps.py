"""Entry points: where a Python file trains a model, runs one, or sets up an agent or MCP server."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from ..knowledge.families import Family
from ..rows import row
from .source import Source

_SAVES = (
    b"torch.save(", b"save_pretrained(", b"save_model(", b"joblib.dump(", b"pickle.dump(",
    b".save_weights(", b"save_state(", b"log_model(", b"save_checkpoint(", b"model.save(",
    b"ModelCheckpoint(", b"Saver(", b"dump_model(", b"export_model(", b"push_to_hub(",
    b"save_file(", b"cloudpickle.dump(", b"skops", b"onnx.export(", b".save_adapter(",
    b".to_disk(", b"booster_.save", b"export_savedmodel", b"saved_model.save(", b"checkpointer.save",
    b"dcp.save(", b"trainer.save", b"fit_generator(",
)  # fmt: skip
_MANAGED = re.compile(
    rb"\b(\w*[Tt]rainer)\.(?:train|fit)\(|\blearn\w*\.(?:fit\w*|fine_tune)\(|"
    rb"\bfine_tuning\.jobs\.create\(|\.learn\([^)\n]{0,80}timesteps|"
    rb"\b(?:train_model|xgb\.train|lgb\.train|lightgbm\.train|xgboost\.train)\("
)
_FIT = re.compile(rb"\b([\w.\[\]\"']+)\.fit(?:_generator)?\(")
_NO_MODEL = re.compile(
    rb"scal|encod|vectori|imput|transform|tokeni|binari|pca|tsne|umap|normali|labeler|\ble\b|"
    rb"selector|preprocess|discreti|explainer|curve|\bax|font|sampler|\bss\b|\bmm\b|\bmlb\b",
    re.IGNORECASE,
)
_MODEL_IN_CODE = re.compile(rb"model|clf|classif|regress|net\b|estimator|pipe|forest|svm|xgb|lgb|"
                            rb"boost|tree|grid|search|bayes|\bnb\b|knn|\blr\b|\brf\b|self$|\]$",
                            re.IGNORECASE)  # fmt: skip
_RUN_CALLS = (
    b"chat.completions.create(", b"completions.create(", b"messages.create(", b"responses.create(",
    b"generate_content(", b"embeddings.create(", b"ChatCompletion.create(", b"invoke_model(",
    b".converse(", b"litellm.completion(", b"acompletion(", b"messages.stream(", b"images.generate(",
    b"audio.transcriptions.create(", b"ollama.chat(", b"ollama.generate(",
    b"chat.completions.parse(", b"responses.parse(", b"chat.complete(", b"completions.parse(",
)  # fmt: skip
_GENERATE = re.compile(rb"\b(?:model|pipe|pipeline|llm|generator|self\.model|self\.llm)\w*\.generate\(")
_INVOKE = re.compile(rb"\b[\w.]*(?:llm|chain|chat|model|agent|graph|runnable|app)\w*\.(?:a?invoke|a?stream|batch)\(")
_PREDICT = re.compile(rb"\b[\w.]*(?:model|clf|classifier|regressor|pipeline|pipe|estimator|session|sess)\w*\.(?:predict(?:_proba)?|run)\(")
_LOADED = (b"joblib.load(", b"pickle.load(", b"load_model(", b"InferenceSession(", b"torch.load(",
           b"load_checkpoint", b"Booster(", b"load_weights(", b"from_pretrained(", b"pyfunc.load_model(",
           b"skops", b"load_state_dict(")  # fmt: skip
_AGENT = re.compile(
    rb"\b(create_(?:react_|openai_\w+_|tool_calling_|structured_chat_|deep_|supervisor|csv_|"
    rb"pandas_dataframe_|sql_)?agent|AgentExecutor|initialize_agent|StateGraph|AssistantAgent|"
    rb"ConversableAgent|UserProxyAgent|CodeAgent|ToolCallingAgent|ReActAgent|FunctionAgent|"
    rb"AgentWorkflow|LlmAgent|SequentialAgent|ChatCompletionAgent|ChatAgent|Crew|"
    rb"ClaudeSDKClient|OpenAIServerModel|RoutedAgent|SwarmAgent)\("
)
_PLAIN_AGENT = re.compile(rb"\bAgent(?:\[[^\]\n]{0,80}\])?\(")
_MCP = re.compile(rb"\b(?:FastMCP|MCPServer)\(|\bServer\([\"']|@\w*\.(?:list_tools|call_tool)\(\)")
_PIPELINE = re.compile(rb"@(?:dsl\.)?pipeline\b|@(?:dsl\.|kfp\.dsl\.)component\b|\bDAG\(|@dag\b|mlflow\.start_run\(|@flow\b|class \w+\(FlowSpec\)")
_TRAINS_IN_NAME = re.compile(r"(?:^|[_/-])(?:re)?(?:train|finetune|fine_tune|finetuning|pretrain|sft|dpo)", re.IGNORECASE)
_MOST = 200


def steps(
    source: Source, path: str, families: frozenset[Family], names: frozenset[str]
) -> Iterator[Row]:
    """The entry points of a file that imports libraries of these families and names."""
    trains = None
    if families & {Family.FRAMEWORK, Family.LLM_SDK}:
        trains = _training(source, path)
    if trains is not None:
        at, saves = trains
        yield row("step", source.line(at), **{"as": "training", "saves": saves})
        if b"mlflow.start_run(" in source.data:
            run = source.data.find(b"mlflow.start_run(")
            yield row("step", source.line(run), **{"as": "pipeline", "tool": "mlflow"})
    if (at := _inference(source, families)) is not None:
        yield row("step", source.line(at), **{"as": "inference"})
    if families & {Family.AGENT, Family.LLM_SDK} and (at := _agent(source, names)) is not None:
        yield row("step", source.line(at), **{"as": "agent"})
    if Family.MCP in families and (at := _first(source, _MCP)) is not None:
        yield row("step", source.line(at), **{"as": "mcp-server"})
    if Family.ORCHESTRATION in families and (at := _first(source, _PIPELINE)) is not None:
        yield row("step", source.line(at), **{"as": "pipeline"})


def _first(source: Source, pattern: re.Pattern[bytes]) -> int | None:
    """Where the pattern is first found in code."""
    for index, found in enumerate(pattern.finditer(source.data)):
        if source.in_code(found.start()):
            return found.start()
        if index > _MOST:
            break
    return None


def _first_of(source: Source, tokens: tuple[bytes, ...]) -> int | None:
    places = []
    for token in tokens:
        at = source.data.find(token)
        if at >= 0 and source.in_code(at):
            places.append(at)
    return min(places, default=None)


def _training(source: Source, path: str) -> tuple[int, bool] | None:
    """Where the file trains, and whether it saves what it trained."""
    data = source.data
    at = None
    managed = False
    if b"rain(" in data or b".fit" in data or b"fine_tun" in data or b".learn(" in data:
        at = _first(source, _MANAGED)
        managed = at is not None
    if at is None and b"backward(" in data and b".step(" in data:
        found = data.find(b"backward(")
        at = found if source.in_code(found) else None
    if at is None and b"GradientTape(" in data and b"apply_gradients(" in data:
        found = data.find(b"GradientTape(")
        at = found if source.in_code(found) else None
    if at is None and b".minimize(" in data and b"Optimizer(" in data:
        at = data.find(b".minimize(")
    if at is None and b".fit" in data:
        at = _fitting(source)
    if at is None:
        return None
    saves = managed or any(token in data for token in _SAVES)
    name = path.rpartition("/")[2]
    if saves or _TRAINS_IN_NAME.search(name) or b"__main__" in data or path.endswith(".ipynb"):
        return at, saves
    return None


def _fitting(source: Source) -> int | None:
    for index, found in enumerate(_FIT.finditer(source.data)):
        receiver = found[1].rpartition(b".")[2] if not found[1].endswith(b"]") else found[1]
        if (
            not _NO_MODEL.search(receiver)
            and _MODEL_IN_CODE.search(receiver)
            and source.in_code(found.start())
        ):
            return found.start()
        if index > _MOST:
            break
    return None


def _inference(source: Source, families: frozenset[Family]) -> int | None:
    data = source.data
    places = []
    if families & {Family.LLM_SDK, Family.RUNTIME, Family.AGENT}:
        places.append(_first_of(source, _RUN_CALLS))
    if Family.AGENT in families and b"nvoke(" in data or b".stream(" in data:
        places.append(_first(source, _INVOKE))
    if families & {Family.FRAMEWORK, Family.RUNTIME} and any(token in data for token in _LOADED):
        if b".generate(" in data:
            places.append(_first(source, _GENERATE))
        if b".predict" in data or b".run(" in data:
            places.append(_first(source, _PREDICT))
    return min((at for at in places if at is not None), default=None)


def _agent(source: Source, names: frozenset[str]) -> int | None:
    if b"gent" not in source.data and b"Graph(" not in source.data and b"Crew(" not in source.data:
        return None
    if (at := _first(source, _AGENT)) is not None:
        return at
    if names & {"openai-agents", "pydantic-ai", "crewai", "agno", "phidata", "google-adk",
                "strands-agents", "agent-framework", "haystack-ai", "browser-use", "livekit-agents",
                "smolagents", "semantic-kernel", "deepagents"}:  # fmt: skip
        return _first(source, _PLAIN_AGENT)
    return None
