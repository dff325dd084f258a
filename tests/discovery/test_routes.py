from textwrap import dedent

import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in

MODELS = (AssetKind.API_MODEL, AssetKind.HUB_MODEL, AssetKind.HUB_DATASET)


def models(path: str, text: str) -> set[tuple[str, str, object]]:
    """Kind, identity and supplier of the product's models, in one file beside AI."""
    files = {path: dedent(text), "requirements.txt": "openai\n"}
    return {
        (each.kind.value, each.identity, each.detail.get("supplier"))
        for each in found_in(files).product
        if each.kind in MODELS
    }


@pytest.mark.parametrize(
    ("path", "text", "name", "supplier"),
    [
        ("src/a.py", "from langchain_nvidia_ai_endpoints import ChatNVIDIA\n"
         "llm = ChatNVIDIA(model='meta/llama-9.1-8b-instruct')\n",
         "meta/llama-9.1-8b-instruct", "NVIDIA"),
        ("src/a.py", "from openai import OpenAI\n"
         "c = OpenAI(base_url='https://openrouter.ai/api/v1')\nMODEL = 'minimax/minimax-m3'\n",
         "minimax/minimax-m3", "OpenRouter"),
        ("src/a.py", "from openai import OpenAI\nkey = os.environ['TOGETHER_API_KEY']\n"
         "c.chat.completions.create(model='mistralai/Mixtral-8x7B-Instruct-v0.1')\n",
         "mistralai/Mixtral-8x7B-Instruct-v0.1", "Together AI"),
        ("src/a.py", "from litellm import completion\n"
         "completion(model='together_ai/meta-llama/Llama-3-70b-chat-hf')\n",
         "meta-llama/Llama-3-70b-chat-hf", "Together AI"),
        ("src/a.py", "import litellm\nmodel = 'groq/compound-beta'\n", "compound-beta", "Groq"),
        ("src/a.py", "import litellm\nmodel = 'openrouter/openai/gpt-4o'\n", "gpt-4o", "OpenAI"),
        ("src/a.ts", "import OpenAI from 'openai'\nconst base = 'https://openrouter.ai/api/v1'\n"
         "const model = 'z-ai/glm-9.2'\n", "z-ai/glm-9.2", "OpenRouter"),
        ("config/p.json", '{"provider": "openrouter",\n "model": "minimax/minimax-m3"}\n',
         "minimax/minimax-m3", "OpenRouter"),
        ("config/p.yaml", "base_url: https://integrate.api.nvidia.com/v1\nmodel: meta/llama-9\n",
         "meta/llama-9", "NVIDIA"),
        ("infra/main.bicep", "param chatModelName string = 'gpt-4o-mini'\n",
         "gpt-4o-mini", "OpenAI"),
        ("infra/p.json", '{"model": {"value": "${CHAT_MODEL=gpt-4o-mini}"}}\n',
         "gpt-4o-mini", "OpenAI"),
        ("src/a.py", "import anthropic\ndef f():\n"
         "    return client, 'claude-sonnet-4-5-20250929'\n",
         "claude-sonnet-4-5-20250929", "Anthropic"),
    ],
)  # fmt: skip
def test_a_service_of_many_authors_hosts_what_looks_like_an_id_of_a_hub(
    path: str, text: str, name: str, supplier: str
) -> None:
    assert models(path, text) == {("api-model", name, supplier)}


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("src/a.py", "from transformers import AutoModel\nk = os.environ['GROQ_API_KEY']\n"
         "m = AutoModel.from_pretrained('acme/tagger')\n", "acme/tagger"),
        ("src/a.py", "import transformers\nk = os.environ['OPENROUTER_API_KEY']\n"
         "embedding_model = 'BAAI/bge-small-en'\n", "BAAI/bge-small-en"),
        ("config/p.yaml", "llm_provider: openrouter\nembedding_model: BAAI/bge-small-en\n",
         "BAAI/bge-small-en"),
        ("src/a.py", "import huggingface_hub\nx = Spec(\n    repo_id=os.getenv(\n"
         "        'MY_REPO', 'acme/tagger-GGUF'\n    ),\n)\n", "acme/tagger-GGUF"),
    ],
)  # fmt: skip
def test_models_of_the_hub_stay_what_they_are(path: str, text: str, name: str) -> None:
    assert {(kind, identity) for kind, identity, _ in models(path, text)} == {("hub-model", name)}


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("src/a.py", "from litellm import completion\ncompletion(model='ollama/llama3')\n",
         "llama3"),
        (".env", "OLLAMA_MODEL=llama3.2\n", "llama3.2"),
        ("config/p.yaml", "llm:\n  model: qwen2.5:7b\n", "qwen2.5:7b"),
    ],
)  # fmt: skip
def test_models_that_ollama_serves_are_named_in_settings(path: str, text: str, name: str) -> None:
    assert models(path, text) == {("hub-model", name, None)}


@pytest.mark.parametrize(
    "text",
    [
        "import transformers\ndef load(model_root: str = 'my_runs/best'): ...\n",
        "import transformers\nMODEL_URLS = {'clip/image-enc': 'https://example.com/x.pt'}\n"
        "m = load_checkpoint('clip/image-enc')\n",
    ],
)
def test_folders_and_keys_of_the_projects_own_tables_are_no_ids(text: str) -> None:
    assert models("src/a.py", text) == set()
