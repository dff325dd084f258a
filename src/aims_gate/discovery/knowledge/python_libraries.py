"""Python libraries of AI: by the name they are imported under and by their name in the index."""

# ruff: noqa: E501 - one row of a table is one line
from __future__ import annotations

import re

from .families import Library, libraries

# Imports are dotted where the first name alone belongs to many ("google", "azure").
_ROWS = """
framework | - | torch torchvision torchaudio torchtext tensorflow+tensorflow-cpu,tensorflow-gpu,tensorflow-macos,tensorflow-intel,intel-tensorflow,tf-nightly keras tf-keras=tf_keras jax flax
framework | - | dm-haiku=haiku paddlepaddle=paddle+paddlepaddle-gpu paddlenlp paddleocr mxnet chainer theano=theano caffe caffe2 mindspore tinygrad mlx mlx-lm=mlx_lm oneflow cntk
framework | - | scikit-learn=sklearn+sklearn,scikit-learn-intelex xgboost lightgbm catboost tabpfn pycaret autogluon+autogluon-tabular auto-sklearn=autosklearn tpot h2o ngboost thundersvm cuml imbalanced-learn=imblearn scikit-multilearn=skmultilearn river vowpalwabbit mlxtend hdbscan
framework | - | pytorch-lightning=pytorch_lightning lightning fastai skorch pytorch-ignite=ignite catalyst accelerate deepspeed fairscale bitsandbytes colossalai megatron-core=megatron mosaicml=composer.trainer torchtune torchtitan
framework | - | transformers diffusers timm peft trl sentence-transformers=sentence_transformers setfit optimum adapters unsloth axolotl ctransformers autotrain-advanced=autotrain trlx
framework | - | spacy nltk gensim flair stanza allennlp fasttext textblob fairseq fairseq2 espnet simpletransformers sacremoses open-nmt-py=onmt opennmt-tf=opennmt
framework | - | ultralytics yolov5 nnunetv2 detectron2 mmcv mmdet mmengine mmpretrain mmsegmentation=mmseg segmentation-models-pytorch=segmentation_models_pytorch segment-anything=segment_anything efficientnet-pytorch=efficientnet_pytorch pretrainedmodels open-clip-torch=open_clip clip kornia torchgeo terratorch monai albumentations facenet-pytorch=facenet_pytorch face-recognition=face_recognition insightface deepface easyocr mtcnn dlib keras-cv=keras_cv keras-nlp=keras_nlp keras-tuner=keras_tuner tf-models-official=official tensorflow-hub=tensorflow_hub tensorflow-addons=tensorflow_addons tensorflow-probability=tensorflow_probability xformers flash-attn=flash_attn torch-geometric=torch_geometric dgl e3nn torchmetrics torchrl torchdrug
framework | - | openai-whisper=whisper+whisper-openai faster-whisper=faster_whisper whisperx speechbrain nemo-toolkit=nemo kokoro TTS pyannote.audio=pyannote.audio vosk deepspeech demucs
framework | - | stable-baselines3=stable_baselines3 ray=ray.rllib,ray.train,ray.tune,ray.serve tianshou cleanrl dm-acme=acme dopamine-rl=dopamine gymnasium gym stable-baselines=stable_baselines
framework | - | prophet darts gluonts neuralforecast neuralprophet sktime pytorch-forecasting=pytorch_forecasting statsforecast scikit-survival=sksurv pymc pyro-ppl=pyro numpyro gpytorch botorch econml causalml scikit-surprise=surprise implicit lightfm recbole hmmlearn sklearn-crfsuite=sklearn_crfsuite scikit-optimize=skopt
framework | - | synapseml pyspark-ml=pyspark.ml,pyspark.mllib dask-ml=dask_ml bigdl
runtime | - | onnxruntime+onnxruntime-gpu,onnxruntime-directml onnx skl2onnx tf2onnx openvino tensorrt tensorrt-llm=tensorrt_llm tflite-runtime=tflite_runtime ai-edge-litert=ai_edge_litert coremltools mediapipe skops sklearn2pmml treelite hummingbird-ml=hummingbird
runtime | - | vllm sglang llama-cpp-python=llama_cpp ollama gpt4all exllamav2 auto-gptq=auto_gptq autoawq=awq ctranslate2 lmdeploy mlc-llm=mlc_llm text-generation=text_generation fschat=fastchat bentoml torchserve=ts.torch_handler litserve mlserver kserve seldon-core=seldon_core tritonclient infinity-emb=infinity_emb fastembed FlagEmbedding flashrank rerankers llamafile
hub | - | huggingface-hub=huggingface_hub datasets hf-transfer=hf_transfer modelscope tensorflow-datasets=tensorflow_datasets+tfds-nightly kagglehub
llm-sdk | OpenAI | openai
llm-sdk | Anthropic | anthropic
llm-sdk | Google | google-generativeai=google.generativeai google-genai=google.genai google-cloud-aiplatform=vertexai,google.cloud.aiplatform google-ai-generativelanguage=google.ai.generativelanguage google-cloud-language=google.cloud.language google-cloud-vision=google.cloud.vision google-cloud-speech=google.cloud.speech google-cloud-translate=google.cloud.translate
llm-sdk | Mistral_AI | mistralai
llm-sdk | Cohere | cohere
llm-sdk | Groq | groq
llm-sdk | Together_AI | together
llm-sdk | Replicate | replicate
llm-sdk | Voyage_AI | voyageai
llm-sdk | AI21_Labs | ai21
llm-sdk | xAI | xai-sdk=xai_sdk
llm-sdk | Alibaba_Cloud | dashscope
llm-sdk | Zhipu_AI | zhipuai zai-sdk=zai
llm-sdk | Baidu | qianfan erniebot
llm-sdk | Volcengine | volcengine-python-sdk=volcenginesdkarkruntime
llm-sdk | Fireworks_AI | fireworks-ai=fireworks
llm-sdk | Cerebras | cerebras-cloud-sdk=cerebras.cloud
llm-sdk | IBM | ibm-watsonx-ai=ibm_watsonx_ai ibm-watson=ibm_watson
llm-sdk | ElevenLabs | elevenlabs
llm-sdk | AssemblyAI | assemblyai
llm-sdk | Deepgram | deepgram-sdk=deepgram
llm-sdk | Microsoft | azure-ai-inference=azure.ai.inference azure-ai-openai=azure.ai.openai azure-ai-ml=azure.ai.ml azure-ai-projects=azure.ai.projects azure-ai-agents=azure.ai.agents azureml-core=azureml azure-cognitiveservices-speech=azure.cognitiveservices.speech azure-cognitiveservices-vision=azure.cognitiveservices.vision azure-ai-textanalytics=azure.ai.textanalytics azure-ai-vision=azure.ai.vision azure-ai-formrecognizer=azure.ai.formrecognizer azure-ai-documentintelligence=azure.ai.documentintelligence
llm-sdk | Amazon | sagemaker bedrock-agentcore=bedrock_agentcore
llm-sdk | - | litellm aisuite instructor outlines guidance magentic mirascope llm portkey-ai=portkey_ai openrouter any-llm-sdk=any_llm
agent | - | langchain langchain-core=langchain_core langchain-community=langchain_community langchain-openai=langchain_openai langchain-anthropic=langchain_anthropic langchain-google-genai=langchain_google_genai langchain-google-vertexai=langchain_google_vertexai langchain-aws=langchain_aws langchain-huggingface=langchain_huggingface langchain-ollama=langchain_ollama langchain-groq=langchain_groq langchain-mistralai=langchain_mistralai langchain-cohere=langchain_cohere langchain-fireworks=langchain_fireworks langchain-experimental=langchain_experimental langchain-text-splitters=langchain_text_splitters langchain-chroma=langchain_chroma langchain-pinecone=langchain_pinecone langchain-weaviate=langchain_weaviate langchain-nvidia-ai-endpoints=langchain_nvidia_ai_endpoints langchain-mcp-adapters=langchain_mcp_adapters langchain-deepseek=langchain_deepseek langchain-xai=langchain_xai langchain-together=langchain_together langchain-classic=langchain_classic
agent | - | langgraph langgraph-sdk=langgraph_sdk langgraph-supervisor=langgraph_supervisor deepagents langserve
agent | - | llama-index=llama_index llama-index-core=llama_index.core haystack-ai=haystack+farm-haystack semantic-kernel=semantic_kernel dspy+dspy-ai guardrails-ai=guardrails nemoguardrails
agent | - | crewai crewai-tools=crewai_tools pyautogen=autogen+ag2,autogen autogen-agentchat=autogen_agentchat autogen-core=autogen_core autogen-ext=autogen_ext agent-framework=agent_framework openai-agents=agents pydantic-ai=pydantic_ai+pydantic-ai-slim smolagents google-adk=google.adk strands-agents=strands claude-agent-sdk=claude_agent_sdk claude-code-sdk=claude_code_sdk agno phidata=phi letta memgpt camel-ai=camel metagpt browser-use=browser_use e2b-code-interpreter=e2b_code_interpreter mem0ai=mem0 griptape marvin controlflow swarms tinytroupe livekit-agents=livekit.agents pipecat-ai=pipecat a2a-sdk=a2a chainlit rasa botbuilder-core=botbuilder.core graphrag fast-agent-mcp=mcp_agent
mcp | - | mcp fastmcp
retrieval | - | faiss-cpu=faiss+faiss-gpu chromadb+chromadb-client pinecone+pinecone-client qdrant-client=qdrant_client weaviate-client=weaviate pymilvus lancedb annoy hnswlib pgvector marqo txtai ragatouille colbert-ai=colbert rank-bm25=rank_bm25 llama-parse=llama_parse unstructured docling usearch
tracking | - | mlflow+mlflow-skinny wandb comet-ml=comet_ml neptune=neptune clearml tensorboard tensorboardX dvc dvclive aim optuna hyperopt langfuse langsmith arize-phoenix=phoenix weave trulens
assurance | - | shap lime fairlearn aif360 captum alibi alibi-detect=alibi_detect interpret+interpret-core,interpret-ml eli5 dalex evidently deepchecks giskard ragas deepeval evaluate lm-eval=lm_eval inspect-ai=inspect_ai torchattacks adversarial-robustness-toolbox=art.estimators,art.attacks cleverhans foolbox textattack presidio-analyzer=presidio_analyzer model-card-toolkit=model_card_toolkit nannyml
tokens | - | tiktoken tokenizers sentencepiece
orchestration | - | kfp kubeflow-training=kubeflow zenml metaflow flytekit kedro tfx feast
"""

_TABLE = libraries("pypi", _ROWS)

BY_IMPORT = _TABLE.by_import
"""Import name (perhaps dotted) → library."""

FIRST_NAMES = frozenset(name.partition(".")[0] for name in BY_IMPORT)
"""First parts of the import names: what a quick look at an import line asks for."""

AMBIGUOUS = frozenset(
    "acme adapters agents aim art camel catalyst clip colbert composer darts datasets evaluate "
    "farm flair guidance haiku haystack ignite implicit instructor interpret kserve llm marvin "
    "nemo official outlines paddle phi phoenix pipecat replicate river surprise strands swarms "
    "together weave whisper zai caffe caffe2 lime alibi gym agno unstructured openrouter a2a "
    "marqo onnx letta fireworks neptune mcp_agent griptape".split()
)
"""Import names that ordinary programs also give to modules of their own.

Such an import counts only beside other evidence that the library is meant.
"""

_SEPARATORS = re.compile(r"[-_.]+")


def normalised(name: str) -> str:
    """A distribution's name as the packaging standards compare it (PEP 503)."""
    return _SEPARATORS.sub("-", name).lower()


_TOO_GENERAL = frozenset("clip llm outlines river art swarm composer caffe caffe2".split())

BY_PACKAGE: dict[str, Library] = {
    normalised(name): library
    for name, library in _TABLE.by_package.items()
    if name not in _TOO_GENERAL
}
"""Distribution name as PEP 503 normalises it → library."""


def library_of_module(module: str) -> Library | None:
    """The library that a dotted module name belongs to: the longest known start decides."""
    while module:
        if library := BY_IMPORT.get(module):
            return library
        module = module.rpartition(".")[0]
    return None


def pypi_library(name: str) -> Library | None:
    """The library of a distribution's name, however it is spelt."""
    return BY_PACKAGE.get(normalised(name))
