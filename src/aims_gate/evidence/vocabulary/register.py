"""What risk registers and their columns are called."""

# fmt: off

REGISTER_TITLES = {
    "en": (
        "risk register", "risk log", "risk registry", "ai risk assessment", "risk assessment",
        "risk matrix", "risk treatment plan", "model risk assessment", "risk treatment",
    ),
    "es": (
        "registro de riesgos", "registro .. riesgos", "matriz de riesgos", "evaluación de riesgos",
    ),
    "fr": (
        "registre des risques", "registre .. risques", "matrice des risques",
        "évaluation des risques",
        "analyse des risques",
    ),
    "de": (
        "risikoregister", "risikobewertung", "risikomatrix", "risikoverzeichnis",
        "risikobeurteilung",
    ),
    "pt": (
        "registro de riscos", "registro .. riscos", "matriz de riscos", "avaliação de riscos",
        "registo de riscos",
    ),
    "zh": ("风险登记", "风险登记册", "风险清单", "风险评估", "风险矩阵"),
}

REGISTER_COLUMNS = {
    "risk": {
        "en": ("risk", "risks", "description", "hazard", "threat", "harm", "risk id", "event"),
        "es": ("riesgo", "riesgos", "descripción", "amenaza"),
        "fr": ("risque", "risques", "description", "menace"),
        "de": ("risiko", "risiken", "beschreibung", "gefahr"),
        "pt": ("risco", "riscos", "descrição", "ameaça"),
        "zh": ("风险", "描述", "威胁"),
    },
    "likelihood": {
        "en": ("likelihood", "probability", "frequency", "prob", "occurrence"),
        "es": ("probabilidad", "frecuencia"),
        "fr": ("probabilité", "vraisemblance", "fréquence"),
        "de": ("wahrscheinlichkeit", "eintrittswahrscheinlichkeit", "häufigkeit"),
        "pt": ("probabilidade", "frequência"),
        "zh": ("可能性", "概率"),
    },
    "severity": {
        "en": ("severity", "impact", "consequence", "level", "rating", "score", "=residual"),
        "es": ("severidad", "impacto", "gravedad", "nivel"),
        "fr": ("gravité", "impact", "sévérité", "niveau"),
        "de": ("schwere", "auswirkung", "schadensausmaß", "schadenshöhe", "stufe"),
        "pt": ("severidade", "impacto", "gravidade", "nível"),
        "zh": ("严重", "严重性", "影响", "等级"),
    },
    "treatment": {
        "en": (
            "mitigation", "mitigations", "treatment", "control", "controls", "measure", "measures",
            "response", "action", "actions", "countermeasure", "mitigated by",
        ),
        "es": (
            "mitigación", "tratamiento", "respuesta", "control", "controles", "medida", "medidas",
        ),
        "fr": ("atténuation", "traitement", "mesure", "mesures", "contrôle"),
        "de": ("maßnahme", "maßnahmen", "behandlung", "minderung", "gegenmaßnahme"),
        "pt": ("mitigação", "tratamento", "controle", "controles", "medida", "medidas"),
        "zh": ("缓解", "措施", "处置", "控制"),
    },
    "owner": {
        "en": ("owner", "responsible", "accountable", "risk owner", "assignee"),
        "es": ("responsable", "propietario", "dueño"),
        "fr": ("responsable", "propriétaire", "porteur"),
        "de": ("verantwortlich", "verantwortlicher", "eigentümer", "risikoeigner"),
        "pt": ("responsável", "proprietário", "dono"),
        "zh": ("负责人", "责任人", "所有者"),
    },
}
