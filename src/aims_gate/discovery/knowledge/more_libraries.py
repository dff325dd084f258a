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
framework | - | MLX=MLX,MLXNN,MLXLLM,MLXVLM,MLXLMCommon,MLXOptimizers CreateML
runtime | - | CoreML Vision NaturalLanguage SoundAnalysis Speech TensorFlowLite WhisperKit LLM onnxruntime_objc OnnxRuntimeBindings MLKit ExecuTorch
llm-sdk | Apple | FoundationModels
llm-sdk | OpenAI | OpenAI SwiftOpenAI
llm-sdk | Anthropic | SwiftAnthropic
llm-sdk | Google | GoogleGenerativeAI FirebaseAI FirebaseVertexAI
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
framework | - | torch keras=keras,keras3 tensorflow caret randomForest xgboost lightgbm tidymodels mlr3 h2o ranger parsnip glmnet gbm kernlab neuralnet catboost luz tabnet fastai brulee
llm-sdk | - | ellmer
""",
)
DART = _named(
    "pub",
    """
llm-sdk | Google | google_generative_ai firebase_ai firebase_vertexai
llm-sdk | OpenAI | dart_openai openai_dart
runtime | - | tflite_flutter onnxruntime flutter_onnxruntime google_mlkit_commons google_mlkit_text_recognition google_mlkit_face_detection google_mlkit_image_labeling google_mlkit_object_detection pytorch_lite llama_cpp_dart ollama_dart flutter_gemma
llm-sdk | Anthropic | anthropic_sdk_dart
agent | - | langchain=langchain,langchain_openai,langchain_google
""",
)
CPP = _named(
    "c++",
    """
framework | - | libtorch=torch caffe mlpack darknet=darknet.h
runtime | - | onnxruntime=onnxruntime_cxx_api.h,onnxruntime_c_api.h,onnxruntime llama.cpp=llama.h ggml=ggml.h whisper.cpp=whisper.h openvino ncnn TensorRT=NvInfer.h vosk=vosk_api.h tensorflow mnn=MNN pocketsphinx=pocketsphinx.h,pocketsphinx tesseract=tesseract opencv-dnn=opencv2/dnn.hpp,opencv2/dnn CoreML Vision NaturalLanguage
""",
)
MATLAB = _named(
    "matlab",
    """
framework | - | deep-learning-toolbox=trainNetwork,trainnet,dlnetwork,patternnet,feedforwardnet,fitnet,importONNXNetwork,importNetworkFromONNX,importNetworkFromPyTorch statistics-and-machine-learning-toolbox=fitcsvm,fitctree,fitcensemble,fitcknn,fitcnb,fitcnet,fitcecoc,fitcauto,fitrsvm,fitrtree,fitrensemble,fitrnet,fitrauto,TreeBagger reinforcement-learning-toolbox=rlDQNAgent,rlPPOAgent,rlDDPGAgent,rlSACAgent
llm-sdk | OpenAI | llms-with-matlab=openAIChat
""",
)
"""Function that trains or loads a model → toolbox."""
