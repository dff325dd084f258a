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
        "ai ethics principles", "llm policy", "ai code of conduct", "ai policies",
        "ai in .. policy",
        "ai policy baseline",
        "responsible use of ai", "business ai policy", "genai policy", "generative ai use policy",
    ),
    "es": (
        "política de ia", "política de inteligencia artificial", "política de uso de ia",
        "política de la inteligencia artificial", "principios de ia",
        "política de gobernanza de ia",
    ),
    "fr": (
        "politique d'ia", "politique ia", "politique d'intelligence artificielle", "charte ia",
        "charte d'ia", "charte de l'intelligence artificielle", "politique relative à l'ia",
        "politique en matière d'ia", "politique de gouvernance ia",
        "politique de gouvernance de l'ia",
        "charte d'utilisation de l'ia",
    ),
    "de": (
        "ki richtlinie", "ki politik", "ki leitlinie", "ki leitlinien",
        "richtlinie zur künstlichen intelligenz", "richtlinie für künstliche intelligenz",
        "ki grundsätze", "ki governance richtlinie",
    ),
    "pt": (
        "política de ia", "política de inteligência artificial", "política de uso de ia",
        "princípios de ia", "política de governança de ia",
    ),
    "it": ("politica sull'ia", "politica per l'ia", "politica di intelligenza artificiale"),
    "nl": ("ai beleid", "beleid kunstmatige intelligentie", "ki beleid"),
    "pl": ("polityka ai", "polityka sztucznej inteligencji"),
    "ja": ("aiポリシー", "ai利用ポリシー", "aiガイドライン",
           "ai ポリシー", "ai 利用方針", "ai 利用ポリシー", "生成 ai 利用ガイドライン"),
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
            "guidelines", "ethical", "baseline", "baselines", "controls", "must not", "may not",
            "not allowed", "allowed", "limits",
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
    "employee", "staff", "organisation", "organization", "company", "board member", "committee",
    "business", "stakeholder", "customer", "client", "ai system", "ai feature", "ai usage across",
    "risk", "governance", "accountab", "supplier", "vendor", "provider", "regulat", "gdpr",
    "personal data", "sensitive data", "privacy", "incident", "patient", "citizen", "end user",
    "decision", "human oversight", "human review", "hallucinat", "bias", "fair", "prohibited",
    "procure", "audit", "compliance", "empleados", "organización", "dirección", "clientes",
    "riesgo", "direction", "collaborateurs", "risque", "gouvernance", "mitarbeit",
    "geschäftsführung", "unternehmen", "risiko", "funcionários", "organização", "diretoria",
    "risco", "medewerker", "personuppgift", "員工", "员工", "组织", "公司", "管理层", "委员会",
    "用户", "风险",
)
"""Those whom an organisation's policy binds or protects, and what it is to achieve."""

CONTRIBUTOR_WORDS = (
    "contribut", "pull request", "pull-request", " pr ", " prs", "patch", "maintainer", "merge",
    "commit message", "commits", "code review", "issue tracker", "open an issue", "bug report",
    "ai-generated code", "generated code", "repositor", "submit",
    "co-authored-by", "assisted-by", "copilot", "claude code",
    "codebase", "reviewer", "open source project", "beiträge", "contribución", "contribuição",
    "贡献", "기여", "コントリビュ",
)
"""What a policy on AI-written patches speaks of."""

STUDENT_WORDS = (
    "student", "assignment", "homework", "exam", "syllabus", "instructor", "plagiari",
    "academic integrity", "coursework", "étudiant", "estudiante", "studierende",
)
"""What the rules of a course speak of."""

CRAWLER_WORDS = (
    "crawl", "indexing", "robots.txt", "llms.txt", "scrap", "machine-readable", "opt out",
    "model training on", "retrieval", "attribution", "endpoint",
)
"""What terms for those who read a site or a repository by machine speak of."""
