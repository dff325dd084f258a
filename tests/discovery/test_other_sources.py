import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in, names


@pytest.mark.parametrize(
    ("path", "source", "library"),
    [
        ("src/a.ts", 'import OpenAI from "openai";\n', "openai"),
        ("src/a.ts", "const x = await import('@google/genai')\n", "@google/genai"),
        ("src/a.js", "const A = require('@anthropic-ai/sdk');\n", "@anthropic-ai/sdk"),
        ("src/a.tsx", "import { x } from '@langchain/core/messages'\n", "@langchain/core"),
        ("src/A.cs", "using System;\nusing Microsoft.SemanticKernel.Chat;\n",
         "Microsoft.SemanticKernel"),
        ("src/A.java", "import dev.langchain4j.model.chat.ChatModel;\n", "dev.langchain4j"),
        ("src/A.kt", "import com.openai.client.OpenAIClient\n", "com.openai"),
        ("main.go", 'import (\n\t"fmt"\n\topenai "github.com/openai/openai-go/v2"\n)\n',
         "github.com/openai/openai-go"),
        ("src/main.rs", "use async_openai::Client;\n", "async-openai"),
        ("src/a.ts", 'fetch("https://api.openai.com/v1/chat")\n', "api.openai.com"),
    ],
)  # fmt: skip
def test_imports_and_addresses_of_other_languages(path: str, source: str, library: str) -> None:
    found = found_in({path: source})
    assert [asset.identity for asset in found.of(AssetKind.LIBRARY)] == [library]
    assert found.ai_system


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("src/a.ts", 'import { Agent } from "./agent";\nimport x from "transformer";\n'),
        ("src/a.ts", '// import OpenAI from "openai"\n'),
        ("dist/a.js", 'import OpenAI from "openai";\n'),
        ("node_modules/openai/a.js", 'import OpenAI from "openai";\n'),
        ("src/A.cs", "using System.Net.Http;\nclass Model {}\n"),
        ("src/A.java", "import org.springframework.ui.Model;\n"),
        ("main.go", 'import "github.com/aws/aws-sdk-go-v2/service/s3"\n'),
        ("src/main.rs", "use std::io;\nuse model::Agent;\n"),
        ("src/a.ts", "// see https://api.openai.com/v1\n"),
    ],
)
def test_ordinary_code_has_no_ai(path: str, source: str) -> None:
    assert not found_in({path: source}).ai_system


@pytest.mark.parametrize(
    ("source", "models"),
    [
        ('const r = await c.create({ model: "claude-haiku-4-5-20251001" })',
         {"claude-haiku-4-5-20251001"}),
        ('const m = process.env.MODEL ?? "gpt-4o-mini";', {"gpt-4o-mini"}),
        ('streamText({ model: openai("gpt-4o") })', {"gpt-4o"}),
        ('if (model === "gpt-4o") {}', set()),
        ('const PRICES = { "gpt-4o": 2 }', set()),
        ('// model: "gpt-4o"', set()),
        ('const m = "gpt-4o"; // or "gpt-4.1", "gpt-4o-mini"', {"gpt-4o"}),
        ('const url = "https://x.example", model = "gpt-4o";', {"gpt-4o"}),
        ('/*\nconst model = "gpt-4.1";\n*/\nconst model = "gpt-4o";', {"gpt-4o"}),
        ('const all = "src/**/*.ts";\nconst model = "gpt-4o";', {"gpt-4o"}),
    ],
)  # fmt: skip
def test_hosted_models_in_typescript(source: str, models: set[str]) -> None:
    found = found_in({"src/a.ts": f'import OpenAI from "openai"\n{source}\n'})
    assert {asset.identity for asset in found.of(AssetKind.API_MODEL)} == models


def test_an_address_in_documentation_is_no_use() -> None:
    address = "https://huggingface.co/acme/tagger/blob/main/x.json"
    code = f'@doc """\nSee {address}\n"""\ndef f, do: Nx.tensor(1)\n'
    assert ("hub-model", "acme/tagger", "docs") in names(found_in({"lib/a.ex": code}))
    code = f'def f, do: "{address}"\n@doc """\nText\n"""\n'
    assert ("hub-model", "acme/tagger", "product") in names(found_in({"lib/a.ex": code}))


def test_a_hosted_model_named_with_its_provider_is_found_once() -> None:
    source = 'import { generateText } from "ai";\nconst MODEL = "google/gemini-2.5-pro";\n'
    found = found_in({"src/a.ts": source})
    models = [each for each in found if each.kind in (AssetKind.API_MODEL, AssetKind.HUB_MODEL)]
    assert [(each.kind, each.identity) for each in models] == [
        (AssetKind.API_MODEL, "gemini-2.5-pro")
    ]


def test_entry_points_in_typescript() -> None:
    source = (
        'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"\n'
        'import OpenAI from "openai"\n'
        "const s = new McpServer({})\n"
        "await client.chat.completions.create({})\n"
    )
    found = names(found_in({"src/a.ts": source}))
    assert ("mcp-server", "src/a.ts", "product") in found
    assert ("inference", "src/a.ts", "product") in found


def test_an_mcp_configuration_of_an_assistant_is_tooling() -> None:
    found = found_in({".mcp.json": '{"mcpServers": {"x": {"env": {"MODEL": "gpt-4o"}}}}'})
    assert not found.product
    assert not found.ai_system


@pytest.mark.parametrize(
    ("path", "text", "asset"),
    [
        ("config.yaml", "llm:\n  model: gpt-4o-2024-08-06\n", ("api-model", "gpt-4o-2024-08-06")),
        (".env", "OPENAI_MODEL=gpt-4.1\n", ("api-model", "gpt-4.1")),
        ("conf/train.yaml", "import: x\nbase_model: meta-llama/Llama-3.1-8B\n",
         ("hub-model", "meta-llama/Llama-3.1-8B")),
        ("conf/train.json", '{"model_name_or_path": "acme/tagger"}', ("hub-model", "acme/tagger")),
        ("run.sh", "python t.py --model_name_or_path acme/tagger \\\n",
         ("hub-model", "acme/tagger")),
        ("compose.yaml", "services:\n  x:\n    image: vllm/vllm-openai:v0.6\n",
         ("library", "vllm/vllm-openai")),
        ("k8s/serve.yaml", "kind: InferenceService\n", ("inference", "k8s/serve.yaml")),
        ("main.tf", 'resource "azurerm_cognitive_deployment" "x" {}\n',
         ("library", "azurerm_cognitive_deployment")),
        ("dvc.yaml", "stages:\n  train:\n    cmd: python t.py\n", ("pipeline", "dvc.yaml")),
        ("MLproject", "name: x\n", ("pipeline", "MLproject")),
        ("data/raw.xml.dvc", "outs:\n- md5: " + "a" * 32 + "\n  size: 5\n  path: raw.xml\n",
         ("data-file", "data/raw.xml")),
    ],
)  # fmt: skip
def test_configuration_names_models_containers_and_pipelines(
    path: str, text: str, asset: tuple[str, str]
) -> None:
    found = found_in({path: text, "requirements.txt": "torch\n"})
    assert (*asset, "product") in names(found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("config.yaml", "image: acme/tagger\nrepository: acme/web\nuses: actions/checkout\n"),
        ("config.yaml", "# model: gpt-4o\n"),
        ("config.yaml", "model: sedan\nagent: browser\ntransformer: 33kV\n"),
        ("package-lock.json", '{"model": "gpt-4o"}'),
        ("locales/de.json", '{"model": "gpt-4o"}'),
        ("compose.yaml", "services:\n  db:\n    image: postgres:16\n"),
    ],
)
def test_ordinary_configuration_has_no_ai(path: str, text: str) -> None:
    assert not found_in({path: text}).ai_system


@pytest.mark.parametrize(
    ("pointer", "out", "kind"),
    [
        ("results/bert/scores.json.dvc", "scores.json", None),
        ("reports.dvc", "reports", None),
        ("results/model.pkl.dvc", "model.pkl", AssetKind.MODEL_FILE),
        ("data/results.csv.dvc", "results.csv", AssetKind.DATA_FILE),
        ("data/dataset_v2.h5.dvc", "dataset_v2.h5", AssetKind.DATA_FILE),
        ("nets/tugs_v2.h5.dvc", "tugs_v2.h5", AssetKind.MODEL_FILE),
    ],
)
def test_what_dvc_keeps_of_results_is_no_data(
    pointer: str, out: str, kind: AssetKind | None
) -> None:
    text = f"outs:\n- md5: {'a' * 32}\n  path: {out}\n"
    found = found_in({pointer: text, "requirements.txt": "torch\n"})
    kept = [each.kind for each in found if each.kind is not AssetKind.LIBRARY]
    assert kept == ([kind] if kind else [])


def test_prompts_count_only_beside_other_ai() -> None:
    prompt = {"prompts/memo.txt": "You are a credit analyst. Answer in English.\n"}
    assert not found_in(prompt).items
    assert ("prompt", "prompts/memo.txt", "product") in names(
        found_in(prompt | {"requirements.txt": "openai\n"})
    )


def test_documents_mention_models_and_use_none() -> None:
    text = "Load `M.from_pretrained('acme/tagger')`, see https://huggingface.co/acme/other.\n"
    found = found_in({"README.md": text, "docs/b.rst": "huggingface.co/datasets/acme/rows\n"})
    assert names(found) == {
        ("hub-model", "acme/tagger", "docs"),
        ("hub-model", "acme/other", "docs"),
        ("hub-dataset", "acme/rows", "docs"),
    }
    assert not found.ai_system


def test_places_are_relative_to_the_top_and_scopes_to_the_folder_under_judgement() -> None:
    found = found_in({"examples/shop/app.py": "import torch\n"}, base="examples/shop/")
    (library,) = found.product
    assert library.at.path == "examples/shop/app.py"


@pytest.mark.parametrize(
    ("path", "text", "models"),
    [
        ("Modelfile", "# ollama\nFROM ./skipper.gguf\nPARAMETER temperature 0\n", set()),
        ("ollama/tugs.Modelfile", "FROM hf.co/tugs/skipper-gguf:Q4_K_M\n", {"tugs/skipper-gguf"}),
        ("Modelfile", "from llama3.2:3b\nSYSTEM You plan tugs.\n", {"llama3.2:3b"}),
    ],
)
def test_a_modelfile_builds_on_a_model(path: str, text: str, models: set[str]) -> None:
    found = found_in({path: text})
    assert {asset.identity for asset in found.of(AssetKind.HUB_MODEL)} == models
    assert found.of(AssetKind.INFERENCE)
    assert found.ai_system


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "name: tugs\nparts: 3\n"])
def test_a_modelfile_that_builds_on_nothing_is_none(text: str) -> None:
    assert not found_in({"Modelfile": text}).ai_system


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("models:\n  small:\n    repo: Qwen/Qwen3-Embedding-0.6B\n    dimensions: 1024\n",
         {"Qwen/Qwen3-Embedding-0.6B"}),
        ("models:\n  - repo: 'ibm-granite/granite-4.0-micro'  # small\n    torch_dtype: auto\n",
         {"ibm-granite/granite-4.0-micro"}),
        ("models:\n  - repo: harbour/tugs\n    revision: main\n", set()),
        ("models:\n  - repo: Qwen/Qwen3-Embedding-0.6B\n", set()),
        ("models:\n# - repo: Qwen/Qwen3-Embedding-0.6B\n#   dtype: auto\n", set()),
    ],
)  # fmt: skip
def test_a_list_of_models_may_name_their_repositories(text: str, models: set[str]) -> None:
    found = found_in({"config/embedding.yml": text, "requirements.txt": "torch\n"})

    assert {asset.identity for asset in found.of(AssetKind.HUB_MODEL)} == models
