"""What model cards, system cards and transparency notes are called."""

# fmt: off

TITLES = {
    "en": ("model card", "model cards", "modelcard", "modelcards", "model fact sheet"),
    "es": (
        "tarjeta de modelo", "tarjeta del modelo", "ficha de modelo", "ficha del modelo",
        "ficha técnica del modelo", "tarjeta de los modelos",
    ),
    "fr": (
        "fiche de modèle", "fiche du modèle", "fiche modèle", "carte de modèle", "carte du modèle",
        "carte modèle", "fiche descriptive du modèle",
    ),
    "de": ("modellkarte", "modellsteckbrief", "modell karte", "modelldatenblatt", "modellkarten"),
    "pt": (
        "cartão de modelo", "cartão do modelo", "ficha do modelo", "ficha de modelo",
        "ficha técnica do modelo",
    ),
    "zh": ("模型卡", "模型卡片", "模型说明卡", "模型说明书", "模型信息卡"),
}

SYSTEM_TITLES = {
    "en": ("system card", "ai system card", "ai system factsheet", "agent card for"),
    "es": ("tarjeta de sistema", "tarjeta del sistema", "ficha del sistema de ia"),
    "fr": ("fiche système", "fiche du système d'ia", "carte système"),
    "de": ("systemkarte", "ki systemkarte", "systemsteckbrief"),
    "pt": ("cartão de sistema", "cartão do sistema", "ficha do sistema de ia"),
    "zh": ("系统卡", "系统说明卡"),
}

TRANSPARENCY_TITLES = {
    "en": (
        "responsible ai faq", "transparency note", "rai transparency",
        "responsible ai documentation", "responsible ai transparency", "responsible ai",
        "ai transparency statement", "ai transparency",
        "transparency faq", "responsible ai frequently asked questions",
        "algorithmic transparency record",
    ),
    "es": ("nota de transparencia", "transparencia algorítmica", "ia responsable"),
    "fr": ("note de transparence", "transparence algorithmique", "ia responsable"),
    "de": ("transparenzhinweis", "ki transparenz", "verantwortungsvolle ki"),
    "pt": ("nota de transparência", "transparência algorítmica", "ia responsável"),
    "zh": ("透明度说明", "负责任的人工智能", "算法公示"),
}

AFTER = (
    "toolkit", "tool", "tools", "generator", "template", "templates", "guide", "guidelines",
    "guidebook", "schema", "specification", "spec", "api", "builder", "cli", "module", "package",
    "packager", "library", "checklist", "example", "examples", "feature", "features", "concepts",
    "validator", "viewer", "editor", "parser", "exporter", "workflow", "container", "registry",
    "url", "field", "slot", "annotated", "question", "questions", "writing",
    "creation", "format", "standard", "support",
    "system", "platform", "audiences", "landscape", "components", "service", "metadata", "test",
    "tests",
    "plantilla", "gabarit",
    "vorlage", "模板", "指南", "生成器",
)
"""Words that, right after a card's name, say that it is about cards in general."""

GUIDES = {
    "en": (
        "^how to", "^creating", "^create", "^writing", "^guide", "^guide to", "^template",
        "^generate", "^generating", "^using", "^about", "^what is a", "^what are", "contributing",
        "^introduction to", "playbook", "tutorial", "template for", "question bank", "course",
        "implementation plan", "design document", "design spec",
        "lesson", "lecture",
        # what is wrong with cards: the pages of a linter are named so
        "^missing", "^incomplete", "^invalid", "^outdated", "^unlinked", "^contradictory",
    ),
    "es": ("^guía", "^plantilla", "^cómo"),
    "fr": ("^guide", "^gabarit", "^comment", "modèle de document", "cours", "mini cours"),
    "de": ("^anleitung", "^vorlage", "^leitfaden", "^wie man"),
    "pt": ("^guia", "^como", "^modelo de cartão"),
    "zh": ("模板", "指南", "教程"),
}
"""A title with one of these is about cards in general, not a card."""
