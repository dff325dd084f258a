"""Libraries of AI in languages whose dependency files are not read, by what code names them."""

# ruff: noqa: E501 - one row of a table is one line
from __future__ import annotations

from collections.abc import Mapping

from .families import Library, libraries


def _named(ecosystem: str, rows: str) -> Mapping[str, Library]:
    return libraries(ecosystem, rows).by_import


RUBY_CODE = _named(
    "gem",
    """
llm-sdk | OpenAI | ruby-openai=openai
llm-sdk | Anthropic | anthropic
llm-sdk | - | ruby_llm
agent | - | langchainrb=langchain
framework | - | torch-rb=torch rumale tensorflow ruby-fann
runtime | - | onnxruntime informers
""",
)
PHP_CODE = _named(
    "composer",
    """
llm-sdk | OpenAI | openai-php/client=OpenAI
llm-sdk | Anthropic | anthropic-ai/sdk=Anthropic
llm-sdk | Google | google-gemini-php/client=Gemini
agent | - | theodo-group/llphant=LLPhant neuron-core/neuron-ai=NeuronAI
framework | - | php-ai/php-ml=Phpml rubix/ml=Rubix
""",
)
SWIFT = _named(
    "swift",
    """
framework | - | MLX=MLX,MLXNN,MLXLLM,MLXVLM,MLXLMCommon,MLXOptimizers CreateML TabularData
runtime | - | CoreML TensorFlowLite WhisperKit LLM onnxruntime_objc
llm-sdk | Apple | FoundationModels
llm-sdk | OpenAI | OpenAI
""",
)
ELIXIR = _named(
    "hex",
    """
framework | - | nx=nx,Nx axon=axon,Axon scholar=scholar,Scholar
runtime | - | bumblebee=bumblebee,Bumblebee ortex=ortex,Ortex exla
llm-sdk | OpenAI | openai_ex openai
agent | - | langchain=langchain,LangChain instructor
""",
)
JULIA = _named(
    "julia",
    """
framework | - | Flux Lux MLJ Knet Mocha Turing ScikitLearn Transformers MLJFlux DecisionTree XGBoost LightGBM ReinforcementLearning
runtime | - | ONNXRunTime
llm-sdk | OpenAI | OpenAI PromptingTools
""",
)
LUA = _named("luarocks", "framework | - | torch=nn,nngraph,cunn,cutorch,torch rnn=rnn")
R = _named(
    "cran",
    """
framework | - | torch keras=keras,keras3 tensorflow caret randomForest xgboost lightgbm tidymodels mlr3 h2o ranger
llm-sdk | - | ellmer
""",
)
DART = _named(
    "pub",
    """
llm-sdk | Google | google_generative_ai firebase_ai firebase_vertexai
llm-sdk | OpenAI | dart_openai openai_dart
runtime | - | tflite_flutter onnxruntime
agent | - | langchain=langchain,langchain_openai,langchain_google
""",
)
CPP = _named(
    "c++",
    """
framework | - | libtorch=torch caffe mlpack darknet=darknet.h
runtime | - | onnxruntime=onnxruntime_cxx_api.h,onnxruntime_c_api.h,onnxruntime llama.cpp=llama.h ggml=ggml.h whisper.cpp=whisper.h openvino ncnn TensorRT=NvInfer.h vosk=vosk_api.h tensorflow
""",
)
