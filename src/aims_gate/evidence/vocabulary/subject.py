"""Words by which a text shows that it is about AI, or about cards in general."""

# fmt: off

GUIDE_WORDS = {
    "en": (
        "how to", "guide", "template", "tutorial", "toolkit", "example", "api", "contributing",
        "checklist template", "generator", "feature", "features",
        "methodology", "tool", "tools", "concepts", "module", "prompt", "roadmap", "changelog",
        "missing", "incomplete", "overdue",
    ),
    "es": ("plantilla", "guía"),
    "fr": ("gabarit", "comment"),
    "de": ("vorlage", "anleitung"),
    "pt": ("guia",),
    "zh": ("模板", "指南"),
}
ONLY_OF_AI = (
    "overfit", "hallucinat", "prompt injection", "model drift", "concept drift", "model bias",
    "biased model", "membership inference", "model inversion", "halluzination", "alucinaci",
    "alucinaç", "inyección de prompt", "injeção de prompt",
)
AI_WORDS = (
    "adversarial", "retrain", "data drift", "model drift", "distribution shift", "hallucinat",
    "prompt injection", "poisoning", "empoisonnement", "envenenamiento", "alucinaci", "alucinaç",
    "halluzination", "vergiftung", "model inversion", "membership inference", "jailbreak",
    "data leakage", "label leakage", "outcome leakage", "calibration", "biased model",
    "model bias", "overfit", "misclassif", "false positive", "false negative", "drift check",
    "concept drift", "model promotion", "subgroup", "model performance", "model accuracy",
    "machine learning", "ai system", "ai model", "artificial intelligence", "algorithm", "neural",
    "language model", "llm", "automated decision", "classifier", "training data", "deep learning",
    "generative", "chatbot", "scoring model", "trained model", "the model",
    "inteligencia artificial", "intelligence artificielle", "künstliche intelligenz",
    "inteligência artificial", "modelo", "modèle", "modell", "algoritm", "algorithm", "人工智能",
    "模型",
    "算法", "机器学习", "sistema de ia", "système d'ia", "ki-system",
)
