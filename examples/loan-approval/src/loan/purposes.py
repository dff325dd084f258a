"""Group what applicants write about the purpose of a loan, so that the right desk gets it first.

The groups route applications and nothing else: the score never sees them. The texts are compared
with a few examples of each group by a small sentence-embedding model of the hub. It is pinned by
its commit, and its weights are numbers only (safetensors).

Needs the packages of ``requirements-purposes.txt``; without them the desk sorts by hand.
"""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
from sentence_transformers import SentenceTransformer

EXAMPLES = {
    "vehicle": ("buy a used car", "repair of my motorbike", "new winter tyres and a service"),
    "home": ("renovate the bathroom", "a new kitchen", "furniture for the first flat"),
    "education": ("tuition for a master's course", "driving lessons for my daughter"),
    "consolidation": ("pay off two credit cards", "merge several loans into one"),
}
"""A few purposes of each group, as applicants write them."""

LEAST_LIKENESS = 0.35
"""Cosine of two texts, -1 to 1. What is less alike than that to every example goes to a person."""

LONGEST_TEXT = 300
"""Characters of a purpose that are looked at."""


@cache
def _embedder() -> SentenceTransformer:
    return SentenceTransformer(
        "sentence-transformers/all-MiniLM-L6-v2",
        revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
    )


def group_of(purpose: str) -> str | None:
    """The group whose examples are most like a purpose; ``None`` if a person has to sort it."""
    texts = [text for group in EXAMPLES.values() for text in group]
    names = [name for name, group in EXAMPLES.items() for _ in group]
    vectors = _embedder().encode([purpose[:LONGEST_TEXT], *texts], normalize_embeddings=True)
    likeness = np.asarray(vectors[1:]) @ np.asarray(vectors[0])
    best = int(likeness.argmax())
    return names[best] if likeness[best] >= LEAST_LIKENESS else None


if __name__ == "__main__":
    print(group_of(" ".join(sys.argv[1:])) or "by hand")
