"""What statements on human oversight and their sections are called."""

# fmt: off

OVERSIGHT_TITLES = {
    "en": (
        "human oversight", "human in the loop", "oversight plan", "human review policy",
        "human control", "human oversight procedure", "human supervision",
    ),
    "es": ("supervisión humana", "vigilancia humana"),
    "fr": ("contrôle humain", "supervision humaine", "surveillance humaine"),
    "de": ("menschliche aufsicht", "menschliche kontrolle", "menschliche überwachung"),
    "pt": ("supervisão humana", "vigilância humana"),
    "zh": ("人工监督", "人类监督", "人为监督", "人工审核"),
}
OVERSIGHT_SECTIONS = {
    "who": {
        "en": (
            "roles", "responsibilities", "who", "reviewer", "reviewers", "overseer", "personnel",
            "operators", "training", "competence", "people",
        ),
        "es": ("roles", "responsabilidades", "quién", "personal"),
        "fr": ("rôles", "responsabilités", "qui", "personnel"),
        "de": ("rollen", "verantwortlichkeiten", "wer", "personal", "zuständigkeiten"),
        "pt": ("papéis", "responsabilidades", "quem", "pessoal"),
        "zh": ("角色", "职责", "人员"),
    },
    "when": {
        "en": (
            "when", "triggers", "trigger", "thresholds", "escalation", "criteria", "cases",
            "review process", "workflow", "procedure", "process",
        ),
        "es": ("cuándo", "umbrales", "escalado", "criterios", "procedimiento", "proceso"),
        "fr": ("quand", "seuils", "escalade", "critères", "procédure", "processus"),
        "de": ("wann", "schwellenwerte", "eskalation", "kriterien", "verfahren", "ablauf"),
        "pt": ("quando", "limiares", "escalonamento", "critérios", "procedimento", "processo"),
        "zh": ("何时", "阈值", "升级", "流程", "条件"),
    },
    "override": {
        "en": (
            "override", "overrides", "stop", "kill switch", "intervention", "intervene", "appeal",
            "appeals", "disable", "rollback", "measures", "contestability",
        ),
        "es": ("anulación", "intervención", "parada", "apelación", "medidas"),
        "fr": ("intervention", "arrêt", "annulation", "recours", "mesures"),
        "de": ("eingriff", "eingreifen", "abschaltung", "not aus", "übersteuern", "maßnahmen"),
        "pt": ("intervenção", "anulação", "parada", "recurso", "medidas"),
        "zh": ("干预", "停止", "撤销", "申诉", "覆盖"),
    },
}
