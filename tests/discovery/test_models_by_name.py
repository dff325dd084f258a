from textwrap import dedent

import pytest

from aims_gate.discovery import Asset, AssetKind

from .scanning import found_in


def models(source: str, others: dict[str, str] | None = None) -> list[Asset]:
    """The hub models of the product in one Python file beside others."""
    found = found_in({"src/app.py": dedent(source)} | (others or {}))
    return [each for each in found.product if each.kind is AssetKind.HUB_MODEL]


@pytest.mark.parametrize(
    ("source", "hub", "name"),
    [
        ("import timm\nm = timm.create_model('resnet50', pretrained=True)", "timm", "resnet50"),
        ("from timm import create_model\nN = 'vit_base_patch16_224.augreg_in21k'\n"
         "m = create_model(N, pretrained=args.p)", "timm", "vit_base_patch16_224.augreg_in21k"),
        ("import ollama\nollama.chat(model='llama3.1:8b', messages=[])", "ollama", "llama3.1:8b"),
        ("from ollama import Client\nClient().generate(model='mistral', prompt=p)",
         "ollama", "mistral"),
        ("from langchain_ollama import ChatOllama\nllm = ChatOllama(model='phi3')",
         "ollama", "phi3"),
        ("import requests\nrequests.post(f'{OLLAMA_URL}/api/generate', json={'model': 'llama3'})",
         "ollama", "llama3"),
        ("import requests\nMODEL = 'tinyllama'\n"
         "requests.post(OLLAMA + '/api/chat', json={'model': MODEL})", "ollama", "tinyllama"),
        ("class Settings:\n    llm_model: str = 'qwen2.5:7b'\nimport openai",
         "ollama", "qwen2.5:7b"),
        ("import ollama\nclass Settings:\n    embedding_model: str = 'nomic-embed-text'\n",
         "ollama", "nomic-embed-text"),
        ("import spacy\nnlp = spacy.load('en_core_web_sm')", "spacy", "en_core_web_sm"),
        ("from ultralytics import YOLO\nm = YOLO('yolov8n.pt')", "ultralytics", "yolov8n.pt"),
        ("import whisper\nimport torch\nm = whisper.load_model('base.en')",
         "openai-whisper", "base.en"),
        ("from torchvision.models import resnet50, ResNet50_Weights\n"
         "m = resnet50(weights=ResNet50_Weights.DEFAULT)", "torchvision", "resnet50"),
        ("from torchvision import models\nm = models.vgg16(pretrained=True)",
         "torchvision", "vgg16"),
        ("from torchvision import models\nm = models.vgg16(weights='DEFAULT')",
         "torchvision", "vgg16"),
        ("from tensorflow.keras.applications import VGG16\nm = VGG16(include_top=False)",
         "keras.applications", "VGG16"),
        ("import tensorflow as tf\nm = tf.keras.applications.MobileNetV2(weights='imagenet')",
         "keras.applications", "MobileNetV2"),
        ("import tensorflow_hub as hub\n"
         "m = hub.load('https://tfhub.dev/google/universal-sentence-encoder/4')",
         "tensorflow-hub", "google/universal-sentence-encoder"),
        ("import gensim.downloader as api\nv = api.load('glove-wiki-gigaword-100')",
         "gensim", "glove-wiki-gigaword-100"),
        ("from sentence_transformers import SentenceTransformer\n"
         "m = SentenceTransformer('gtr-t5-large')", "sentence-transformers", "gtr-t5-large"),
    ],
)  # fmt: skip
def test_models_that_a_library_or_service_knows_by_a_name(source: str, hub: str, name: str) -> None:
    (found,) = models(source)
    assert (found.identity, found.detail["hub"]) == (name, hub)


@pytest.mark.parametrize(
    "source",
    [
        "import timm\nm = timm.create_model('resnet50')",
        "import timm\nm = timm.create_model('resnet50', pretrained=False)",
        "import ollama\ndef f(model):\n    ollama.chat(model=model)",
        "import spacy\nnlp = spacy.load('models/mine')",
        "import spacy\nnlp = spacy.blank('en')",
        "from ultralytics import YOLO\nm = YOLO('runs/detect/train/weights/best.pt')",
        "from ultralytics import YOLO\nm = YOLO('yolov8n.yaml')",
        "from torchvision import models\nm = models.vgg16(pretrained=False)",
        "from torchvision.models import ResNet50_Weights",
        "from tensorflow.keras.applications import VGG16\nm = VGG16(weights=None)",
        "from tensorflow.keras.applications import VGG16\nm = VGG16(weights='mine.h5')",
        "from pets import models\nm = models.cat(pretrained=True)",
        "import ollama\ndef f(model='model'):\n    ollama.chat(model=model)",
        "import ollama\nkind = 'claude-3-haiku'\nollama.chat(model=kind)",
        "import torch\nembedding_model = 'nomic-embed-text'",
        "import torch\nimage = 'service:8b'\nport = 'localhost:11434'",
        "import torch\nchat.generate(model='mistral')",
        'import torch\n"""\nclip.load(\'ViT-B/32\')\n"""',
    ],
)
def test_other_names_are_no_models(source: str) -> None:
    assert models(source) == []


def test_weights_in_the_tree_are_not_fetched() -> None:
    source = "from ultralytics import YOLO\nm = YOLO('yolov8n.pt')"
    assert models(source, {"src/yolov8n.pt": "x"}) == []


@pytest.mark.parametrize(
    ("source", "pinned"),
    [
        ("import torchvision\nm = f(weights=ResNet50_Weights.IMAGENET1K_V2)", True),
        ("import torchvision\nm = f(weights=ResNet50_Weights.DEFAULT)", False),
        ("import tensorflow_hub as hub\nm = hub.load('https://tfhub.dev/google/x/4')", True),
        ("import tensorflow_hub as hub\nm = hub.load('https://tfhub.dev/google/x')", False),
        ("import ollama\nollama.chat(model='llama3.1:8b')", False),
        ("import timm\nm = timm.create_model('resnet50', pretrained=True)", False),
    ],
)
def test_names_that_stand_for_one_file_are_pinned(source: str, pinned: bool) -> None:
    (found,) = models(source)
    assert [use.pinned for use in found.uses] == [pinned]
