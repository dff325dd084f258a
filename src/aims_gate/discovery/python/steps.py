"""Entry points: where a Python file trains a model, runs one, or sets up an agent or MCP server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ...repository.scan import Json, Row
from ..knowledge.families import Family
from ..rows import row
from .source import CallNames, Source

_SAVES = CallNames((
    b"torch.save", b"save_pretrained", b"save_model", b"joblib.dump", b"pickle.dump", b"dump_model",
    b".save_weights", b"save_state", b"log_model", b"save_checkpoint", b"model.save", b"save_file",
    b"ModelCheckpoint", b"Saver", b"export_model", b"push_to_hub", b"onnx.export", b".save_adapter",
    b".to_disk", b"saved_model.save", b"checkpointer.save", b"dcp.save", b"trainer.save", b".dump",
))  # fmt: skip
_MANAGED = CallNames((b".train", b".fit", b".fine_tune", b".fit_one_cycle"))
_FITS = CallNames((b".fit", b".fit_generator", b".partial_fit", b".train_on_batch"))
_OPTIMISERS = re.compile(rb"opt\w*$|scaler$|sgd|adam|engine$|model$|solver|\]$", re.IGNORECASE)
_ANYTHING = re.compile(rb"")
_LOOPS = (
    (CallNames((b"backward",)), CallNames((b".step",)), _OPTIMISERS),
    (CallNames((b"GradientTape",)), CallNames((b".apply_gradients",)), _ANYTHING),
    (CallNames((b"compute_gradients",)), CallNames((b".apply_gradients",)), _ANYTHING),
    (CallNames((b".minimize",)), CallNames((b"Optimizer",)), _ANYTHING),
    (
        CallNames((b"value_and_grad",)),
        CallNames((b".apply_gradients", b".apply_updates")),
        _ANYTHING,
    ),
)
_INVOKES = CallNames((b".invoke", b".ainvoke", b".stream", b".astream", b".batch"))
_GENERATES = CallNames((b".generate",))
_PREDICTS = CallNames((b".predict", b".predict_proba", b".run"))
_PLAIN_AGENTS = CallNames((b" Agent", b"=Agent", b"Crew"))
_RUNS = CallNames((b"mlflow.start_run",))
_TRAINERS = re.compile(rb"[Tt]rainer$|[Ee]stimator$|learn\w*$|fine_tuning.jobs$")
_BOOSTERS = CallNames(
    (b"xgb.train", b"lgb.train", b"lightgbm.train", b"xgboost.train", b"fine_tuning.jobs.create")
)
_NO_MODEL = re.compile(
    rb"scal|encod|vectori|imput|transform|tokeni|binari|pca|tsne|umap|normali|labeler|\ble\b|"
    rb"selector|preprocess|discreti|explainer|curve|\bax|font|sampler|\bss\b|\bmm\b|\bmlb\b",
    re.IGNORECASE,
)
_MODEL = re.compile(
    rb"model|clf|classif|regress|net$|net\d?$|estimator|pipe|forest|sv[cmr]|ridge|"
    rb"lasso|means|xgb|lgb|boost|tree|grid|search|bayes|\bnb$|knn|\blr$|\brf$|self$|\]$|cnn|rnn|lstm|gan|encoder_decoder|learn",
    re.IGNORECASE,
)
_REQUESTS = CallNames((
    b"completions.create", b"messages.create", b"responses.create", b"generate_content",
    b"embeddings.create", b"ChatCompletion.create", b"invoke_model", b".converse",
    b"litellm.completion", b"acompletion", b"messages.stream", b"images.generate",
    b"transcriptions.create", b"ollama.chat", b"ollama.generate", b"completions.parse",
    b"responses.parse", b"chat.complete", b"generate_content_stream", b"generate_content_async",
))  # fmt: skip
_GENERATORS = re.compile(rb"(?:model|pipe|pipeline|llm|generator)\w*$", re.IGNORECASE)
_RUNNABLES = re.compile(
    rb"(?:llm|chain|chat|model|agent|graph|runnable|workflow)\w*$", re.IGNORECASE
)
_PREDICTORS = re.compile(
    rb"(?:model|clf|classifier|regressor|pipeline|pipe|estimator|session|sess)\w*$", re.IGNORECASE
)
_LOADS = CallNames((
    b"joblib.load", b"pickle.load", b"load_model", b"InferenceSession", b"torch.load",
    b"load_checkpoint", b"Booster", b"load_weights", b"from_pretrained", b"load_state_dict",
))  # fmt: skip
_AGENTS = CallNames((
    b"create_agent", b"create_react_agent", b"create_tool_calling_agent", b"create_deep_agent",
    b"create_supervisor", b"create_openai_functions_agent", b"create_openai_tools_agent",
    b"create_structured_chat_agent", b"create_sql_agent", b"create_pandas_dataframe_agent",
    b"create_csv_agent", b"AgentExecutor", b"initialize_agent", b"StateGraph", b"AssistantAgent",
    b"ConversableAgent", b"UserProxyAgent", b"CodeAgent", b"ToolCallingAgent", b"ReActAgent",
    b"FunctionAgent", b"AgentWorkflow", b"LlmAgent", b"SequentialAgent", b"ChatCompletionAgent",
    b"ChatAgent", b"ClaudeSDKClient", b"RoutedAgent", b"SwarmAgent", b"MessageGraph",
))  # fmt: skip
_OF_PLAIN_AGENTS = frozenset(
    "openai-agents pydantic-ai crewai agno phidata google-adk strands-agents agent-framework "
    "haystack-ai browser-use livekit-agents smolagents semantic-kernel deepagents".split()
)
_MCP = re.compile(rb"\b(?:FastMCP|MCPServer)\(|\bServer\([\"']|@\w*\.(?:list_tools|call_tool)\(\)")
_PIPELINE = re.compile(
    rb"@(?:dsl\.|kfp\.dsl\.)?(?:pipeline|component)\b|\bDAG\(|@dag\b|@flow\b|class \w+\(FlowSpec\)"
)
_TRAINS_IN_NAME = re.compile(
    r"(?:^|[_-])(?:re)?(?:train|finetune|fine_tune|finetuning|pretrain|sft|dpo)", re.IGNORECASE
)
_TRAINS = re.compile(
    rb"(?<!def )\b(?:train|fit|(?:do|run|start)_train(?:ing)?|train_(?!test|load|data|set)\w+|"
    rb"TrainLoop|Trainer|finetune|fine_tune|pretrain|run_loop)\("
)
_INTERFACE = re.compile(
    rb"[\"'](?=[^\"'\n]{0,120}(?:/chat/completions|/v1/messages|/v1/responses|:generateContent))"
)
_COMMAND = re.compile(rb"[\"']--model[\"']\s{0,20},|[\"']claude[\"']\s{0,20},\s{0,20}[\"']-p[\"']")
_MOST = 200


def steps(
    source: Source, path: str, families: frozenset[Family], names: frozenset[str]
) -> Iterator[Row]:
    """The entry points of a file that imports libraries of these families and names."""
    trains = None
    if families & {Family.FRAMEWORK, Family.LLM_SDK}:
        trains = _training(source, path)
    if trains is not None:
        start, saves = trains
        found: dict[str, Json] = {"as": "training", "saves": saves, "files": weight_names(source)}
        yield row("step", source.line(start), **found)
        if (run := _first_call(source, _RUNS)) is not None:
            facts: dict[str, Json] = {"as": "pipeline", "tool": "mlflow", "trains": True}
            yield row("step", source.line(run), **facts)
    if (at := _inference(source, families)) is not None:
        yield row("step", source.line(at), **{"as": "inference"})
    if families & {Family.AGENT, Family.LLM_SDK} and (at := _agent(source, names)) is not None:
        yield row("step", source.line(at), **{"as": "agent"})
    if Family.MCP in families and (at := _first(source, _MCP)) is not None:
        yield row("step", source.line(at), **{"as": "mcp-server"})
    if Family.ORCHESTRATION in families and (at := _first(source, _PIPELINE)) is not None:
        yield row("step", source.line(at), **{"as": "pipeline"})


def training_script(source: Source, path: str) -> Iterator[Row]:
    """A script that is named for training and calls something that trains elsewhere.

    What it calls may be the project's own, so it counts only in a project that has AI.
    """
    if not _TRAINS_IN_NAME.search(path.rpartition("/")[2]) or b"__main__" not in source.data:
        return
    if (at := _first(source, _TRAINS)) is not None:
        facts: dict[str, Json] = {"as": "training", "sure": False}
        yield row("step", source.line(at), **facts)


def plain_request(source: Source) -> Iterator[Row]:
    """Where a file without a client's library asks a hosted model: by its address or a command."""
    at = _first(source, _INTERFACE)
    if at is None and b"subprocess" in source.data:
        at = _first(source, _COMMAND)
    if at is not None:
        yield row("step", source.line(at), **{"as": "inference"})


def _first(source: Source, pattern: re.Pattern[bytes]) -> int | None:
    """Where the pattern is first found in code."""
    for index, found in enumerate(pattern.finditer(source.data)):
        if source.in_code(found.start()):
            return found.start()
        if index > _MOST:
            break
    return None


def _first_call(source: Source, names: CallNames) -> int | None:
    """Where one of the names is first called in code."""
    places = (next(source.calls(name), None) for name in source.called(names))
    return min((at for at in places if at is not None), default=None)


def _first_on(source: Source, methods: CallNames, receivers: re.Pattern[bytes]) -> int | None:
    """Where one of the methods is first called on a receiver of such a name."""
    places = (
        next((at for at in source.calls(name) if receivers.search(source.receiver(at))), None)
        for name in source.called(methods)
    )
    return min((at for at in places if at is not None), default=None)


def _training(source: Source, path: str) -> tuple[int, bool] | None:
    """Where the file trains, and whether it saves what it trained."""
    at = _first_on(source, _MANAGED, _TRAINERS)
    if at is None:
        at = _first_call(source, _BOOSTERS)
    managed = at is not None
    if at is None:
        at = _loop(source)
    if at is None:
        at = _fitting(source)
    if at is None:
        return None
    saves = managed or _first_call(source, _SAVES) is not None
    name = path.rpartition("/")[2]
    is_script = b"__main__" in source.data or path.endswith(".ipynb")
    if saves or is_script or _TRAINS_IN_NAME.search(name):
        return at, saves
    return None


def _loop(source: Source) -> int | None:
    """Where a loop written by hand takes a step of learning."""
    for learns, steps_on, receivers in _LOOPS:
        if source.called(learns) and _first_on(source, steps_on, receivers) is not None:
            return _first_call(source, learns)
    return None


_WEIGHTS = re.compile(
    rb"\.(?:pt|pth|ckpt|bin|joblib|pkl|pickle|h5|hdf5|keras|onnx|safetensors|gguf|tflite|pb|ubj|cbm|"
    rb"model)[\"']"
)
_STEM = re.compile(rb"[\w.-]{1,80}$")
_MOST_NAMES = 20


def weight_names(source: Source) -> list[str]:
    """The names of weight files that the code of a file spells out."""
    found: dict[str, None] = {}
    data = source.data
    for match in islice(_WEIGHTS.finditer(data), _MOST):
        stem = _STEM.search(data, max(0, match.start() - 80), match.start())
        opening = data.rfind(match[0][-1:], max(0, match.start() - 200), match.start())
        if stem and source.in_code(opening):
            found[(stem[0] + match[0][:-1]).decode()] = None
    return list(found)[:_MOST_NAMES]


def _fitting(source: Source) -> int | None:
    """Where an estimator is fitted: not a scaler, an encoder or a curve."""
    for method in source.called(_FITS):
        for at in source.calls(method):
            receiver = source.receiver(at)
            last = receiver if receiver.endswith(b"]") else receiver.rpartition(b".")[2]
            if _MODEL.search(last) and not _NO_MODEL.search(last):
                return at
    return None


def _inference(source: Source, families: frozenset[Family]) -> int | None:
    """Where a model is asked: a request to a hosted one, or a prediction of a loaded one."""
    places = []
    if families & {Family.LLM_SDK, Family.RUNTIME, Family.AGENT, Family.ENDPOINT}:
        places.append(_first_call(source, _REQUESTS))
    if Family.AGENT in families:
        places.append(_first_on(source, _INVOKES, _RUNNABLES))
    if families & {Family.FRAMEWORK, Family.RUNTIME} and source.called(_LOADS):
        places.append(_first_on(source, _GENERATES, _GENERATORS))
        places.append(_first_on(source, _PREDICTS, _PREDICTORS))
    return min((at for at in places if at is not None), default=None)


def _agent(source: Source, names: frozenset[str]) -> int | None:
    """Where an agent is set up."""
    at = _first_call(source, _AGENTS)
    if at is None and names & _OF_PLAIN_AGENTS:
        at = _first_call(source, _PLAIN_AGENTS)
    return at
