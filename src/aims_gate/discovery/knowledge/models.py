"""What models are called: names of hosted models, of the hub's first models, and of its authors."""

# ruff: noqa: E501 - one row of a table is one line
from __future__ import annotations

import re

# Suppliers' documentation: a family, a version, a variant, and perhaps a date or snapshot number.
HOSTED: tuple[tuple[str, str], ...] = (
    (r"(?:chat)?gpt-(?:3\.5|4o?|4\.1|4\.5|5(?:\.\d)?|image|audio|realtime)(?:-[a-z0-9.]+)*", "OpenAI"),
    (r"chatgpt-4o-latest|gpt-4-[a-z0-9-]+|gpt-35-turbo(?:-[a-z0-9]+)*", "OpenAI"),
    (r"text-embedding-(?:3-(?:small|large)|ada-002)", "OpenAI"),
    (r"(?:text|code)-(?:davinci|curie|babbage|ada)-\d{3}|davinci-002|babbage-002", "OpenAI"),
    (r"o[134](?:-(?:mini|pro|preview|deep-research))?(?:-\d{4}-\d{2}-\d{2})?", "OpenAI"),
    (r"dall-e-[23]|whisper-1|tts-1(?:-hd)?|sora-\d[a-z0-9-]*|codex-mini-latest", "OpenAI"),
    (r"(?:omni|text)-moderation-(?:latest|stable|\d[\d-]*)|computer-use-preview", "OpenAI"),
    (r"claude-(?:instant|[1-9]|v\d|opus|sonnet|haiku)[a-z0-9.@:-]*", "Anthropic"),
    (r"(?:models/)?gemini-(?:\d[\d.]*|pro|ultra|flash|nano|exp|embedding|live)[a-z0-9.-]*", "Google"),
    (r"(?:text|chat|code)-bison(?:@\d{3}|-32k)*|textembedding-gecko(?:@\d{3})?", "Google"),
    (r"(?:models/)?(?:text-embedding-00\d|text-multilingual-embedding-00\d|embedding-001)", "Google"),
    (r"imagen-?\d[a-z0-9.-]*|veo-\d[a-z0-9.-]*|imagegeneration@\d{3}", "Google"),
    (r"(?:open-)?mi[sx]tral-(?:tiny|small|medium|large|embed|saba|nemo|7b|8x7b|8x22b)[a-z0-9.-]*", "Mistral AI"),
    (r"(?:codestral|ministral|pixtral|magistral|devstral|voxtral)-[a-z0-9.-]+", "Mistral AI"),
    (r"command-(?:r|a|light|nightly|text)[a-z0-9.+-]*|embed-(?:english|multilingual)-[a-z0-9.-]+", "Cohere"),
    (r"rerank-(?:v\d|english|multilingual)[a-z0-9.-]*", "Cohere"),
    (r"deepseek-(?:chat|coder|reasoner|v\d)[a-z0-9.-]*", "DeepSeek"),
    (r"grok-(?:beta|\d|code|vision)[a-z0-9.-]*", "xAI"),
    (r"sonar(?:-(?:pro|reasoning|deep-research)[a-z0-9-]*)|llama-3\.?\d?-sonar-[a-z0-9-]+", "Perplexity"),
    (r"voyage-(?:\d|code|law|finance|multilingual|large)[a-z0-9.-]*", "Voyage AI"),
    (r"jina-embeddings-v\d[a-z0-9.-]*|jina-reranker-v\d[a-z0-9.-]*", "Jina AI"),
    (r"qwen-(?:max|plus|turbo|long|vl|flash)[a-z0-9.-]*|text-embedding-v\d", "Alibaba Cloud"),
    (r"glm-\d[a-z0-9.-]*|chatglm_(?:pro|std|lite|turbo)", "Zhipu AI"),
    (r"moonshot-v1-[a-z0-9]+|kimi-k\d[a-z0-9.-]*", "Moonshot AI"),
    (r"ernie-(?:bot|speed|lite|\d)[a-z0-9.-]*", "Baidu"),
    (r"doubao-[a-z0-9.-]+", "Volcengine"),
    (r"(?:us\.|eu\.|apac\.|global\.)?(?:anthropic|amazon|meta|mistral|cohere|ai21|deepseek|stability)"
     r"\.(?:claude|titan|nova|llama|mi[sx]tral|command|embed|jamba|j2|r1|stable|sd3|rerank|pixtral)"
     r"[a-z0-9.-]*(?::\d+)?(?::\w+)?", "Amazon"),
    (r"llama-?(?:2|3|3\.\d|4)-(?:\d+b|scout|maverick|guard|instant|versatile)[a-z0-9.-]*|"
     r"llama3-(?:8b|70b)-8192|mixtral-8x7b-32768|gemma2?-\d+b-it|llama-guard-\d[a-z0-9-]*", "-"),
    (r"eleven_(?:monolingual|multilingual|turbo|flash)_v\d[a-z0-9_]*", "ElevenLabs"),
)  # fmt: skip

COMMON_NEEDLES = (b"gpt-", b"claude-", b"gemini-")
"""Parts of the names of hosted models: what a quick look at any file asks for."""

NEEDLES = (
    *COMMON_NEEDLES,
    *b"text-embedding- mistral deepseek- command- llama grok- -bison o1 o3 o4- dall-e- whisper-1 "
    b"codestral mixtral voyage- embed- rerank- qwen glm- moonshot- ernie- doubao- titan nova "
    b"imagen kimi- sonar gemma embedding-001 eleven_ tts-1 davinci sora- veo- ministral "
    b"jina- moderation- gecko gpt openrouter/ together_ai/ groq/ fireworks_ai/ nvidia_nim/ azure/ "
    b"azure_ai/ bedrock/ vertex_ai/ deepinfra/ sambanova/ perplexity/".split(),
)
"""The same for files that use an SDK of hosted models."""

PROVIDER_PREFIXES = frozenset(
    "openai azure azure_openai azure_ai anthropic google google_genai google_vertexai gemini "
    "vertex_ai vertexai mistral mistralai cohere groq together together_ai fireworks fireworks_ai "
    "bedrock bedrock_converse aws ollama ollama_chat deepseek xai openrouter perplexity x-ai "
    "litellm_proxy huggingface nvidia cerebras github models google-genai google-gla google-vertex "
    "openai-responses openai-chat".split()
)
"""What stands before ``:`` or ``/`` in ``provider:model`` spellings."""

LEGACY = re.compile(
    r"gpt2(?:-medium|-large|-xl)?|distilgpt2|openai-gpt|ctrl|"
    r"(?:distil)?bert-(?:base|large)-[a-z0-9-]+|bert-base-[a-z0-9-]+|"
    r"(?:distil)?roberta-(?:base|large)(?:-[a-z0-9-]+)?|albert-(?:base|large|xlarge|xxlarge)-v[12]|"
    r"t5-(?:small|base|large|3b|11b)|xlm-roberta-(?:base|large)[a-z0-9-]*|"
    r"xlm-(?:mlm|clm)-[a-z0-9-]+|xlnet-(?:base|large)-cased|transfo-xl-wt103|"
    r"camembert-base"
)
"""Hub ids of the hub's first time, which have no author."""

SENTENCE_TRANSFORMERS = re.compile(
    r"all-(?:mpnet|MiniLM|distilroberta)-[A-Za-z0-9-]+|"
    r"paraphrase-[A-Za-z0-9-]*(?:MiniLM|mpnet)-[A-Za-z0-9-]+|multi-qa-[A-Za-z0-9-]+|"
    r"msmarco-[A-Za-z0-9-]+|bert-base-nli-mean-tokens|stsb-[A-Za-z0-9-]+"
)
"""Short ids of models whose author is ``sentence-transformers``."""

LEGACY_DATASETS = frozenset(
    "squad squad_v2 glue super_glue imdb ag_news wikitext openwebtext bookcorpus cnn_dailymail "
    "xsum samsum emotion tweet_eval rotten_tomatoes yelp_polarity yelp_review_full mnist "
    "fashion_mnist cifar10 cifar100 food101 beans c4 the_pile wmt14 wmt16 conll2003 snli multi_nli "
    "hellaswag winogrande piqa boolq gsm8k trivia_qa natural_questions ms_marco librispeech_asr "
    "common_voice lambada ptb_text_only race commonsense_qa openbookqa ai2_arc hotpot_qa "
    "billsum amazon_polarity dbpedia_14 sst2 tiny_shakespeare eli5 mbpp openai_humaneval".split()
)
"""Hub ids of datasets of that time."""

AUTHORS = frozenset(
    "meta-llama mistralai google google-bert google-t5 facebook openai openai-community microsoft "
    "BAAI sentence-transformers stabilityai runwayml CompVis Qwen deepseek-ai EleutherAI bigscience "
    "tiiuae THUDM baichuan-inc 01-ai nvidia intfloat thenlper jinaai nomic-ai HuggingFaceH4 "
    "HuggingFaceTB HuggingFaceM4 bigcode Salesforce allenai distilbert FacebookAI cardiffnlp "
    "ProsusAI deepset cross-encoder laion timm black-forest-labs TheBloke unsloth NousResearch "
    "teknium lmsys databricks mosaicml ibm-granite Helsinki-NLP pyannote dbmdz nlptown j-hartmann "
    "huggyllama decapoda-research diffusers lllyasviel ByteDance Alibaba-NLP mixedbread-ai "
    "Snowflake upstage CohereForAI CohereLabs xai-org zai-org moonshotai MiniMaxAI Wan-AI Lightricks "
    "hexgrad ultralytics naver papluca unitary typeform valhalla philschmid mlx-community "
    "Systran guillaumekln openbmb internlm OpenGVLab llava-hf liuhaotian Xenova onnx-community "
    "stanford-crfm dmis-lab emilyalsentzer allegro nghuyong hfl IDEA-CCNL IDEA-Research "
    "ZhipuAI damo-vilab ai-forever sberbank-ai bert-base".split()
)
"""Accounts of the hub that publish models people use."""

OLLAMA = re.compile(
    r"nomic-embed-text|mxbai-embed-large|snowflake-arctic-embed\d?|bge-m3|all-minilm|"
    r"(?:code)?llama(?:\d(?:\.\d)?)?|llama\d(?:\.\d)?(?:-[a-z]+)?|llava(?:-[a-z0-9]+)?|mi[sx]tral|"
    r"mistral-(?:nemo|small)|phi\d?(?:\.\d)?|phi\d-[a-z]+|gemma\d?(?:\.\d)?n?|"
    r"qwen\d?(?:\.\d)?(?:-?(?:coder|vl))?|qwq|deepseek-(?:r1|coder(?:-v2)?)|tinyllama|"
    r"orca-mini|vicuna|zephyr|starcoder2?|gpt-oss|granite[\d.]*(?:-[a-z]+)?|command-r|smollm2?"
)
"""Names in Ollama's library, without a tag."""
