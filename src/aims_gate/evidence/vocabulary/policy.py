"""What policies on AI and their sections are called, and whose policy it is."""

# fmt: off

POLICY_TITLES = {
    "en": (
        "ai policy", "artificial intelligence policy", "responsible ai policy",
        "ai governance policy", "ai acceptable use policy", "acceptable use of ai",
        "policy on artificial intelligence", "ai use policy", "ai usage policy",
        "responsible ai principles", "ai principles", "ai ethics policy", "use of ai policy",
        "policy on the use of ai", "generative ai policy", "ai management policy",
        "ai management system policy", "ai governance framework", "policy for ai", "aims policy",
        "ai ethics principles", "llm policy", "ai code of conduct",
    ),
    "es": (
        "política de ia", "política de inteligencia artificial", "política de uso de ia",
        "política de la inteligencia artificial", "principios de ia",
    ),
    "fr": (
        "politique d'ia", "politique ia", "politique d'intelligence artificielle", "charte ia",
        "charte d'ia", "charte de l'intelligence artificielle", "politique relative à l'ia",
        "politique en matière d'ia",
    ),
    "de": (
        "ki richtlinie", "ki politik", "ki leitlinie", "ki leitlinien",
        "richtlinie zur künstlichen intelligenz", "richtlinie für künstliche intelligenz",
        "ki grundsätze", "ki governance richtlinie",
    ),
    "pt": (
        "política de ia", "política de inteligência artificial", "política de uso de ia",
        "princípios de ia",
    ),
    "zh": (
        "人工智能政策", "人工智能方针", "ai 政策", "人工智能管理政策", "人工智能管理方针",
        "人工智能使用政策", "人工智能治理政策",
    ),
}

POLICY_SECTIONS = {
    "purpose": {
        "en": (
            "purpose", "=objective", "objectives", "=introduction", "why", "=overview",
            "commitment", "commitments", "policy statement", "=summary",
        ),
        "es": ("propósito", "finalidad", "objetivo", "objetivos", "objeto", "introducción"),
        "fr": ("objet", "objectif", "objectifs", "finalité", "but", "introduction", "préambule"),
        "de": ("zweck", "ziel", "ziele", "zielsetzung", "einleitung", "präambel"),
        "pt": ("propósito", "finalidade", "objetivo", "objetivos", "introdução"),
        "zh": ("目的", "目标", "引言", "宗旨"),
    },
    "scope": {
        "en": ("scope", "applicability", "applies", "who this", "covered"),
        "es": ("alcance", "ámbito"),
        "fr": ("portée", "champ d'application", "périmètre"),
        "de": ("geltungsbereich", "anwendungsbereich"),
        "pt": ("escopo", "âmbito", "abrangência"),
        "zh": ("范围", "适用"),
    },
    "principles": {
        "en": (
            "principles", "principle", "values", "fairness", "transparency", "requirements",
            "rules", "acceptable use", "prohibited", "permitted", "human oversight", "responsible",
            "guidelines", "ethical",
        ),
        "es": ("principios", "valores", "transparencia", "requisitos", "usos prohibidos"),
        "fr": ("principes", "valeurs", "transparence", "exigences", "règles", "interdits"),
        "de": ("grundsätze", "prinzipien", "werte", "transparenz", "anforderungen", "regeln"),
        "pt": ("princípios", "valores", "transparência", "requisitos", "regras"),
        "zh": ("原则", "价值观", "透明", "要求", "公平"),
    },
    "roles": {
        "en": (
            "roles", "responsibilities", "accountability", "governance", "ownership",
            "accountable", "organisation", "organization", "committee",
        ),
        "es": ("roles", "responsabilidades", "funciones", "gobernanza"),
        "fr": ("rôles", "responsabilités", "gouvernance"),
        "de": ("rollen", "verantwortlichkeiten", "zuständigkeiten", "verantwortung", "governance"),
        "pt": ("papéis", "responsabilidades", "funções", "governança"),
        "zh": ("角色", "职责", "责任", "治理"),
    },
    "risk": {
        "en": (
            "risk", "risks", "impact", "impact assessment", "risk management", "compliance",
            "controls", "data protection", "security", "privacy",
        ),
        "es": ("riesgo", "riesgos", "cumplimiento", "privacidad", "seguridad"),
        "fr": ("risque", "risques", "conformité", "sécurité", "protection des données"),
        "de": ("risiko", "risiken", "risikomanagement", "datenschutz", "sicherheit"),
        "pt": ("risco", "riscos", "conformidade", "privacidade", "segurança"),
        "zh": ("风险", "合规", "隐私", "安全"),
    },
    "review": {
        "en": (
            "review", "approval", "revision", "revision history", "monitoring", "version history",
            "document control", "exceptions", "enforcement", "improvement", "violations",
            "training",
        ),
        "es": ("revisión", "aprobación", "vigencia", "mejora", "excepciones"),
        "fr": ("révision", "approbation", "suivi", "amélioration", "dérogations"),
        "de": (
            "überprüfung", "genehmigung", "freigabe", "inkrafttreten", "verbesserung", "ausnahmen",
        ),
        "pt": ("revisão", "aprovação", "vigência", "melhoria", "exceções"),
        "zh": ("评审", "审查", "批准", "修订", "改进", "生效"),
    },
}

ORGANISATION_WORDS = (
    "employee", "staff", "organisation", "organization", "company", "management", "board",
    "committee", "business", "stakeholder", "customer", "ai systems", "risk assessment",
    "impact assessment", "governance", "accountab", "supplier", "vendor", "regulat", "empleados",
    "organización", "dirección", "organisation", "direction", "collaborateurs", "mitarbeit",
    "geschäftsführung", "unternehmen", "funcionários", "organização", "diretoria", "员工", "组织",
    "公司", "管理层", "委员会",
)
CONTRIBUTOR_WORDS = (
    "pull request", "pull-request", "contributor", "contribution", "contributing", "patches",
    "maintainer", "commit message", "merge request", "code review", "issue tracker", " prs ",
    "reviewers", "ai-generated code", "ai-assisted", "submitting", "co-authored-by", "assisted-by",
    "open source project", "open an issue", "bug report", "commits",
)
