import json
from textwrap import dedent

import pytest

from aims_gate.discovery import AssetKind
from aims_gate.repository.scope import Scope

from .scanning import found_in, names


def product(source: str, path: str = "src/app.py") -> set[tuple[str, str]]:
    """Kind and identity of what one Python file brings into the product, libraries left out."""
    return {
        (asset.kind.value, asset.identity)
        for asset in found_in({path: dedent(source)}).product
        if asset.kind is not AssetKind.LIBRARY
    }


@pytest.mark.parametrize(
    ("source", "library"),
    [
        ("import torch\n", "torch"),
        ("import os, torch.nn as nn\n", "torch"),
        ("from sklearn.svm import SVC\n", "scikit-learn"),
        ("def lazy():\n    import openai\n", "openai"),
        ("try:\n    from google import genai\nexcept ImportError: pass\n", "google-genai"),
        ("from google.generativeai import GenerativeModel\n", "google-generativeai"),
        ("from azure.ai.inference import ChatCompletionsClient\n", "azure-ai-inference"),
        ("import boto3\nc = boto3.client('bedrock-runtime')\n", "Amazon Bedrock"),
        ("import boto3\nc = get(region='x', service_name='rekognition')\n", "Amazon Rekognition"),
        ("import requests\nrequests.post('https://api.openai.com/v1/x')\n", "api.openai.com"),
        ("URL = 'https://mine.openai.azure.com/openai'\n", "openai.azure.com"),
    ],
)
def test_libraries_and_services_are_told_from_imports_and_addresses(
    source: str, library: str
) -> None:
    found = found_in({"src/app.py": source})
    assert library in {asset.identity for asset in found.of(AssetKind.LIBRARY)}
    assert found.ai_system


@pytest.mark.parametrize(
    "source",
    [
        '"""Example::\n\n    import torch\n"""\n',
        "# import torch\n",
        "text = 'import torch'\n",
        "import transformer, agent, model, prompt\nclass Model: pass\n",
        "from models import Agent\nagent = Agent(prompt='hello')\n",
        "import datasets\nimport agents\n",
        "from google.cloud import storage\n",
        "doc = '''\nfrom openai import OpenAI\n'''\n",
        "TABLE = {'torch': 'framework', 'openai': 'sdk'}\n",
        "url = 'https://api.example.com'\n",
        "# see https://api.openai.com/v1\n",
        "model = 'gpt'\n",
        "import boto3\nSERVICES = {'comprehend': 1, 'rekognition': 2}\n",
    ],
)
def test_words_strings_and_comments_are_no_ai(source: str) -> None:
    found = found_in({"src/app.py": source})
    assert found.product == ()
    assert not found.ai_system


@pytest.mark.parametrize(
    ("source", "identity"),
    [
        ("M.from_pretrained('acme/tagger')", "acme/tagger"),
        ("M.from_pretrained(\n    'acme/tagger',\n    subfolder='x')", "acme/tagger"),
        ("NAME = 'acme/tagger'\nM.from_pretrained(NAME)", "acme/tagger"),
        ("def f(model_id='acme/tagger'):\n    return M.from_pretrained(model_id)", "acme/tagger"),
        ("class C:\n    model_id: str = 'acme/tagger'\n", "acme/tagger"),
        ("p.add_argument('--model-name', default='acme/tagger')\n", "acme/tagger"),
        ("M = os.environ.get('EMBEDDING_MODEL', 'acme/tagger')\n", "acme/tagger"),
        ("M = os.getenv('HF_MODEL') or 'acme/tagger'\n", "acme/tagger"),
        ("cfg = {'checkpoint': 'acme/tagger'}\n", "acme/tagger"),
        ("MODELS = [\n    'acme/tagger',\n]\n", "acme/tagger"),
        ("M.from_pretrained('gpt2')", "gpt2"),
        ("assert model_type in {'gpt2'}\nM.from_pretrained(model_type)", "gpt2"),
        ("pipeline('ner', model='acme/tagger')", "acme/tagger"),
        ("pipeline('ner', 'acme/tagger')", "acme/tagger"),
        ("hf_hub_download(repo_id='acme/tagger', filename='x')", "acme/tagger"),
        ("snapshot_download('acme/tagger')", "acme/tagger"),
        ("SentenceTransformer('all-MiniLM-L6-v2')", "sentence-transformers/all-MiniLM-L6-v2"),
        ("u = 'https://huggingface.co/acme/tagger/resolve/main/x.bin'\n", "acme/tagger"),
        ("torch.hub.load('acme/tagger:v1', 'net')", "acme/tagger"),
        ("net = c.get('net', 'resnet18')\ntimm.create_model(net, pretrained=True)", "resnet18"),
        (
            "net = getattr(c, 'net', 'resnet18')\ntimm.create_model(net, pretrained=True)",
            "resnet18",
        ),
    ],
)
def test_hub_models_are_found_with_the_constant_they_come_from(source: str, identity: str) -> None:
    source = "import os, timm, torch\nfrom transformers import pipeline\n" + source
    assert ("hub-model", identity) in product(source)


@pytest.mark.parametrize(
    "source",
    [
        "M.from_pretrained('./checkpoints/last')",
        "M.from_pretrained('models/mine')",
        "M.from_pretrained('path/to/model')",
        "M.from_pretrained('your-org/your-model')",
        "M.from_pretrained('efficientnet-b0')",
        "M.from_pretrained(path)",
        "M.from_pretrained('acme/tagger.bin')",
        "def from_pretrained(name='acme/tagger'): ...\n",
        "if model == 'acme/tagger': pass\n",
        "raise ValueError('acme/tagger')\n",
        "content_type = 'application/json'\n",
        "git_repo = 'acme/tagger'\n",
        "model.save_pretrained('acme/tagger')\n",
        "api.upload_folder(repo_id='acme/tagger', repo_type='space')\n",
        "MODEL_CONFIGS = {'acme/tagger': {}}\n",
        "SUPPORTED_MODELS = ['acme/tagger']\n",
        "x = 1  # M.from_pretrained('acme/tagger')\n",
        "s = \"M.from_pretrained('acme/tagger')\"\n",
        "import timm\nkind = c['backbone']\ntimm.create_model(kind, pretrained=True)\n",
        "import timm\nkind = c.get('backbone')\ntimm.create_model(kind, pretrained=True)\n",
    ],
)
def test_paths_placeholders_and_mentions_are_no_hub_models(source: str) -> None:
    assert not {
        identity
        for kind, identity in product(f"import transformers\n{source}")
        if kind == "hub-model"
    }


def test_a_name_that_is_a_folder_of_the_tree_is_no_hub_model() -> None:
    found = found_in(
        {
            "app.py": "import transformers\nm = M.from_pretrained('nets/small')\n",
            "nets/small/config.json": "{}",
        }
    )
    assert not found.of(AssetKind.HUB_MODEL)


def test_a_mention_in_a_docstring_is_documentation() -> None:
    source = '''
    import torch

    def load():
        """Load it.

        >>> pipe = Pipe.from_pretrained("acme/documented")
        """
        return Pipe.from_pretrained("acme/used")
    '''
    found = found_in({"src/app.py": dedent(source)})
    assert {(each.identity, each.scope) for each in found.of(AssetKind.HUB_MODEL)} == {
        ("acme/documented", Scope.DOCS),
        ("acme/used", Scope.PRODUCT),
    }


def test_a_fetch_tells_its_revision_and_whether_it_trusts_code() -> None:
    source = """
    import transformers
    REV = "abc"
    a = M.from_pretrained("acme/pinned", revision=REV)
    b = M.from_pretrained("acme/free", trust_remote_code=True)
    """
    found = {each.identity: each for each in found_in({"a.py": dedent(source)})}
    assert found["acme/pinned"].detail["revision"] == "abc"
    assert found["acme/free"].detail.get("revision") is None
    assert found["acme/free"].detail["trust_remote_code"] is True
    assert found["acme/free"].at.line == 5


def test_a_model_fetched_once_without_revision_is_not_pinned() -> None:
    source = """
    import transformers
    a = M.from_pretrained("acme/tagger", revision="abc")
    b = T.from_pretrained("acme/tagger")
    """
    (model,) = found_in({"a.py": dedent(source)}).of(AssetKind.HUB_MODEL)
    assert model.detail["revision"] is None
    assert len(model.places) == 2


@pytest.mark.parametrize(
    ("source", "identity", "pinned"),
    [
        ("client.chat.completions.create(model='gpt-4o')", "gpt-4o", False),
        ("MODEL = 'gpt-4o-2024-08-06'", "gpt-4o-2024-08-06", True),
        ("MODEL = os.getenv('MODEL', 'claude-3-5-sonnet-20241022')", "claude-3-5-sonnet-20241022",
         True),
        ("m = init_chat_model('google_genai:gemini-2.0-flash')", "gemini-2.0-flash", False),
        ("m = ChatOpenAI(model_name='openai/gpt-4.1')", "gpt-4.1", False),
        ("x = invoke(modelId='anthropic.claude-3-haiku-20240307-v1:0')",
         "anthropic.claude-3-haiku-20240307-v1:0", True),
        ("x = invoke(modelId='us.amazon.nova-lite-v1:0')", "us.amazon.nova-lite-v1:0", True),
        ("x = invoke(modelId='amazon.nova-pro-v1:0:300k')", "amazon.nova-pro-v1:0:300k", True),
    ],
)  # fmt: skip
def test_hosted_models_are_pinned_or_float(source: str, identity: str, pinned: bool) -> None:
    found = found_in({"a.py": f"import os, openai\n{source}\n"})
    (model,) = found.of(AssetKind.API_MODEL)
    assert model.identity == identity
    assert model.detail["pinned"] is pinned


@pytest.mark.parametrize(
    "source",
    [
        "if model == 'gpt-4': pass",
        "PRICES = {'gpt-4': 1.0}",
        "enc = tiktoken.encoding_for_model('gpt-4')",
        "print('gpt-4')",
        "SUPPORTED_MODELS = ['gpt-4']",
        "x = 'gpt-'",
    ],
)
def test_names_that_are_compared_priced_or_listed_are_no_use(source: str) -> None:
    found = found_in({"a.py": f"import openai, tiktoken\n{source}\n"})
    assert not found.of(AssetKind.API_MODEL)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import torch\nloss.backward()\nopt.step()\ntorch.save(m, 'm.pt')\n", "training"),
        ("import sklearn, joblib\nclf.fit(X, y)\njoblib.dump(clf, 'c')\n", "training"),
        ("import transformers\ntrainer.train()\n", "training"),
        ("import xgboost as xgb\nb = xgb.train(p, d)\n", "training"),
        ("import openai\nclient.chat.completions.create(x=1)\n", "inference"),
        ("import joblib, sklearn\nm = joblib.load('m')\nmodel.predict(x)\n", "inference"),
        ("from langgraph.graph import StateGraph\ng = StateGraph(S)\n", "agent"),
        ("from agents import Agent\nimport openai\na = Agent(name='x')\n", "agent"),
        ("from mcp.server.fastmcp import FastMCP\nm = FastMCP('x')\n", "mcp-server"),
    ],
)
def test_entry_points_are_located(source: str, kind: str) -> None:
    files = {"src/run.py": source, "requirements.txt": "openai-agents\nopenai\n"}
    steps = [each for each in found_in(files) if each.kind.value == kind]
    assert [each.identity for each in steps] == ["src/run.py"]


@pytest.mark.parametrize(
    "source",
    [
        "import sklearn, joblib\nscaler.fit(X)\njoblib.dump(scaler, 's')\n",
        "class Trainer:\n    def train(self): self.fit()\n",
        "import torch\nx = torch.zeros(1)\n",
        "curve.fit(x)\nbackward()\n",
        "import torch\nloss.backward()\nscheduler.step(x)\ntorch.save(x, 'p')\n",
    ],
)
def test_fitting_a_scaler_or_an_ordinary_method_is_no_training(source: str) -> None:
    assert not found_in({"src/run.py": source}).of(AssetKind.TRAINING)


def test_a_training_script_may_leave_the_work_to_the_project() -> None:
    files = {
        "scripts/image_train.py": (
            "from shapes.util import TrainLoop\n\n"
            "def main():\n    TrainLoop(x).run_loop()\n\n"
            "if __name__ == '__main__':\n    main()\n"
        ),
    }
    assert not found_in(files).items
    (training,) = found_in(files | {"shapes/util.py": "import torch\n"}).of(AssetKind.TRAINING)
    assert (training.identity, training.at.line) == ("scripts/image_train.py", 4)


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("torch.load(p)", ["torch.load"]),
        ("torch.load(p, weights_only=False)", ["torch.load"]),
        ("torch.load(p, weights_only=True)", []),
        ("torch.load(p, **options)", []),
        ("model = pickle.load(f)", ["pickle.load"]),
        ("rows = pickle.load(f)", []),
        ("x = joblib.load(f)", ["joblib.load"]),
        ("np.load(f, allow_pickle=True)", ["np.load"]),
        ("np.load(f)", []),
    ],
)
def test_loads_that_run_code_are_recorded(source: str, calls: list[str]) -> None:
    found = found_in({"a.py": f"import torch\n{source}\n"})
    assert [each.call for each in found.unsafe_loads] == calls


def test_data_is_what_training_code_reads() -> None:
    found = found_in(
        {
            "src/train.py": (
                "import sklearn, joblib, pandas as pd\n"
                "DATA = 'data/rows.csv'\n"
                "df = pd.read_csv(DATA)\n"
                "raw = pd.read_parquet('s3://bucket/rows.parquet')\n"
                "model.fit(df)\njoblib.dump(model, 'm')\n"
            ),
            "data/rows.csv": "a,b\n",
            "data/other.csv": "a,b\n",
        }
    )
    assert {(each.identity, each.at.path) for each in found.of(AssetKind.DATA_FILE)} == {
        ("data/rows.csv", "data/rows.csv"),
        ("s3://bucket/rows.parquet", "src/train.py"),
    }


@pytest.mark.parametrize(
    ("path", "first", "found"),
    [
        ("src/bot", "#!/usr/bin/env python3\n", True),
        ("src/bot", "#!/usr/bin/env -S uv run --script\n", True),
        ("src/BOT.PY", "", True),
        ("src/bot", "#!/bin/sh\n", False),
        ("src/bot", "", False),
        ("bin/LICENSE", "Permission is granted\n", False),
    ],
)
def test_a_script_is_one_by_its_first_line(path: str, first: str, found: bool) -> None:
    library = ("library", "openai", "product")
    assert (library in names(found_in({path: f"{first}import openai\n"}))) is found


def test_notebooks_are_read_cell_by_cell_and_lines_are_those_of_the_file() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["import openai\n"]},
        {"cell_type": "code", "source": ["!pip install x\n", "from transformers import M\n"]},
        {"cell_type": "code", "source": "m = M.from_pretrained('acme/tagger')\n", "outputs": []},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    found = found_in({"work.ipynb": text})
    assert names(found) == {
        ("library", "transformers", "product"),
        ("hub-model", "acme/tagger", "product"),
    }
    (model,) = found.of(AssetKind.HUB_MODEL)
    assert "from_pretrained" in text.splitlines()[model.at.line - 1]


def test_a_notebook_that_cannot_be_read_is_reported_as_such() -> None:
    (broken,) = found_in({"broken.ipynb": "{"}).unreadable
    assert broken.at.path == "broken.ipynb"


def test_a_module_of_the_projects_own_is_no_library() -> None:
    found = found_in(
        {"src/run.py": "import clip\nfrom datasets import rows\n", "src/clip.py": "", "a.py": ""}
    )
    assert not found.ai_system


def test_a_copy_of_a_library_beside_the_product_is_vendored() -> None:
    files = {
        "app.py": "x = 1\n",
        "run.py": "from ultralytics import YOLO\n",
        "ultralytics/__init__.py": "import torch\n",
    }
    scopes = {identity: scope for _, identity, scope in names(found_in(files))}
    assert scopes == {"torch": "vendored", "ultralytics": "product"}
    own = {"pyproject.toml": '[project]\nname = "ultralytics"\n'}
    scopes = {identity: scope for _, identity, scope in names(found_in(files | own))}
    assert scopes == {"torch": "product"}


def test_scripts_with_libraries_for_developers_alone_are_tooling() -> None:
    found = found_in(
        {
            "pyproject.toml": (
                '[build-system]\nrequires = []\n[project]\nname = "web"\ndependencies = []\n'
                '[dependency-groups]\ntranslations = ["pydantic-ai"]\n'
            ),
            "scripts/translate.py": "from pydantic_ai import Agent\na = Agent('openai:gpt-4o')\n",
        }
    )
    assert not found.ai_system
    assert {scope for _, _, scope in names(found)} == {"test", "tooling"}


def test_a_project_is_no_library_of_its_own() -> None:
    found = found_in(
        {"pyproject.toml": '[project]\nname = "peft"\n', "examples/a.py": "import peft\n"}
    )
    assert not found.items
