"""Libraries of AI by the names that build files of C++, Swift and GitHub's actions give them."""

# ruff: noqa: E501 - one row of a table is one line
from __future__ import annotations

from .families import Library, libraries

CMAKE: dict[str, Library] = dict(
    libraries(
        "c++",
        """
framework | - | libtorch=Torch,LibTorch,Caffe2 caffe=Caffe mlpack=mlpack,MLPACK tensorflow=TensorFlow,Tensorflow,TensorflowCC mlx=MLX
runtime | - | onnxruntime=onnxruntime,ONNXRuntime,OnnxRuntime,Onnxruntime tensorflow-lite=TensorFlowLite,tensorflow-lite,TFLite,tflite openvino=OpenVINO,InferenceEngine ncnn=ncnn MNN=MNN TensorRT=TensorRT,TENSORRT llama.cpp=llama,Llama,llama.cpp ggml=ggml whisper.cpp=whisper,whisper.cpp executorch=executorch
""",
    ).by_import
)
"""Name that ``find_package`` or ``FetchContent_Declare`` takes → library."""

SWIFT_PACKAGES: dict[str, Library] = dict(
    libraries(
        "swift",
        """
framework | - | mlx-swift=ml-explore/mlx-swift,ml-explore/mlx-swift-examples,ml-explore/mlx-swift-lm
runtime | - | WhisperKit=argmaxinc/whisperkit swift-transformers=huggingface/swift-transformers llama.cpp=ggerganov/llama.cpp,ggml-org/llama.cpp onnxruntime=microsoft/onnxruntime-swift-package-manager LLM.swift=eastriverlee/llm.swift ollama-swift=mattt/ollama-swift
llm-sdk | OpenAI | OpenAI=macpaw/openai SwiftOpenAI=jamesrochabrun/swiftopenai OpenAISwift=adamrushy/openaiswift
llm-sdk | Anthropic | SwiftAnthropic=jamesrochabrun/swiftanthropic
llm-sdk | Google | generative-ai-swift=google/generative-ai-swift,google-gemini/generative-ai-swift
mcp | - | swift-sdk=modelcontextprotocol/swift-sdk
""",
    ).by_import
)
"""``owner/name`` of the repository of a Swift package, in lower case → library."""

ACTIONS: dict[str, Library] = dict(
    libraries(
        "github",
        """
llm-sdk | GitHub | actions/ai-inference
llm-sdk | Anthropic | anthropics/claude-code-action anthropics/claude-code-base-action
llm-sdk | OpenAI | openai/codex-action
llm-sdk | Google | google-github-actions/run-gemini-cli
""",
    ).by_package
)
"""Action that asks a model → library."""
