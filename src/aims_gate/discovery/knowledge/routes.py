"""Services that host models of many authors and know them by ``author/name``, as a hub does."""

from __future__ import annotations

from collections.abc import Mapping

ROUTES: tuple[tuple[bytes, str], ...] = (
    (b"openrouter.ai/api", "OpenRouter"),
    (b"OPENROUTER_", "OpenRouter"),
    (b"ChatOpenRouter", "OpenRouter"),
    (b"integrate.api.nvidia.com", "NVIDIA"),
    (b"ChatNVIDIA", "NVIDIA"),
    (b"NVIDIAEmbeddings", "NVIDIA"),
    (b"NVIDIARerank", "NVIDIA"),
    (b"NVIDIA_API_KEY", "NVIDIA"),
    (b"api.together.xyz", "Together AI"),
    (b"api.together.ai", "Together AI"),
    (b"ChatTogether", "Together AI"),
    (b"TOGETHER_API_KEY", "Together AI"),
    (b"api.groq.com", "Groq"),
    (b"ChatGroq", "Groq"),
    (b"GROQ_API_KEY", "Groq"),
    (b"api.fireworks.ai", "Fireworks AI"),
    (b"ChatFireworks", "Fireworks AI"),
    (b"api.deepinfra.com", "DeepInfra"),
    (b"models.github.ai", "GitHub Models"),
    (b"models.inference.ai.azure.com", "GitHub Models"),
    (b"api.siliconflow", "SiliconFlow"),
    (b"api.novita.ai", "Novita AI"),
    (b"api.hyperbolic.xyz", "Hyperbolic"),
    (b"api.cerebras.ai", "Cerebras"),
    (b"ai-gateway.vercel.sh", "Vercel"),
)
"""A client, key or address of such a service, and the service."""

NAMES_OF_ROUTES: tuple[tuple[bytes, str], ...] = (
    (b"openrouter", "OpenRouter"),
    (b"nvidia_nim", "NVIDIA"),
    (b"together_ai", "Together AI"),
    (b"groq", "Groq"),
    (b"fireworks_ai", "Fireworks AI"),
    (b"deepinfra", "DeepInfra"),
)
"""How configuration names its provider."""

PREFIXES: Mapping[str, str] = {
    "openrouter": "OpenRouter",
    "nvidia_nim": "NVIDIA",
    "together_ai": "Together AI",
    "groq": "Groq",
    "fireworks_ai": "Fireworks AI",
    "deepinfra": "DeepInfra",
    "azure": "Microsoft",
    "azure_ai": "Microsoft",
    "bedrock": "Amazon",
    "vertex_ai": "Google",
    "sambanova": "SambaNova",
    "perplexity": "Perplexity",
    "anyscale": "Anyscale",
    "watsonx": "IBM",
}
"""What stands before ``/`` where a name is routed to its service: no author of a hub."""


def routed_to(data: bytes, *, configuration: bool = False) -> str | None:
    """The service that hosts models of many authors and that the file speaks to, if any."""
    known = ROUTES + NAMES_OF_ROUTES if configuration else ROUTES
    return next((supplier for mark, supplier in known if mark in data), None)
