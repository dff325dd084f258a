"""What impact assessments and their sections are called."""

# fmt: off

IMPACT_TITLES = {
    "en": ("impact assessment", "impact analysis", "aia", "fria", "dpia", "harms assessment"),
    "es": ("evaluación de impacto", "análisis de impacto", "eipd"),
    "fr": (
        "analyse d'impact", "évaluation d'impact", "évaluation de l'incidence", "aipd", "eia",
        "évaluation des incidences", "étude d'impact",
    ),
    "de": (
        "folgenabschätzung", "datenschutz folgenabschätzung", "auswirkungsanalyse",
        "grundrechte folgenabschätzung", "wirkungsabschätzung", "ki folgenabschätzung",
    ),
    "pt": (
        "avaliação de impacto", "avaliação do impacto", "análise de impacto", "ripd",
        "relatório de impacto",
    ),
    "zh": ("影响评估", "影响评价", "影响分析"),
}

IMPACT_TITLES_OF_AI = {
    "en": (
        "ai impact", "ai system impact", "algorithmic impact", "algorithm impact", "model impact",
        "ml impact", "fundamental rights impact", "human rights impact", "responsible ai impact",
        "artificial intelligence impact", "ethical impact", "ai ethics impact", "42005",
        "algorithmic discrimination", "automated decision",
    ),
    "es": (
        "impacto algorítmico", "impacto de la ia", "impacto de ia", "derechos fundamentales",
        "inteligencia artificial", "sistema de ia", "impacto ético",
    ),
    "fr": (
        "incidence algorithmique", "impact algorithmique", "impact de l'ia", "droits fondamentaux",
        "système d'ia", "intelligence artificielle", "impact ia",
    ),
    "de": (
        "ki folgenabschätzung", "ki system", "algorithmen folgenabschätzung",
        "grundrechte folgenabschätzung", "künstliche intelligenz", "algorithmische",
    ),
    "pt": (
        "impacto algorítmico", "impacto de ia", "impacto da ia", "direitos fundamentais",
        "inteligência artificial", "sistema de ia",
    ),
    "zh": ("人工智能影响", "算法影响", "人工智能系统影响", "基本权利影响", "ai 影响", "算法安全"),
}

IMPACT_OTHER_MEANINGS = {
    "en": (
        "change request", "change impact", "code change", "business impact", "cost",
        "performance impact", "migration", "refactor", "release impact", "feature",
        "environmental impact", "storm", "incident", "outage", "breaking", "upgrade", "dependency",
        "security impact", "disaster", "transfer impact", "data transfer", "tia",
        "template", "guide", "how to", "procedure", "process",
    ),
    "es": ("impacto ambiental", "plantilla", "guía"),
    "fr": ("environnemental", "gabarit", "guide"),
    "de": ("umweltverträglichkeit", "vorlage", "leitfaden"),
    "pt": ("impacto ambiental", "guia"),
    "zh": ("环境影响", "模板", "变更"),
}

IMPACT_SECTIONS = {
    "purpose": {
        "en": (
            "purpose", "system description", "system overview", "intended use", "intended uses",
            "=objective", "objectives", "=scope", "=system", "project details",
            "system information", "description of the system", "description of the ai system",
            "system profile", "business case", "about the system", "=overview", "context",
            "=description", "=introduction", "processing description", "description of processing",
            "reasons for automation", "nature of",
        ),
        "es": (
            "finalidad", "propósito", "descripción del sistema", "=alcance", "objetivo",
            "uso previsto", "contexto", "=descripción",
        ),
        "fr": (
            "finalité", "objet", "objectif", "description du système", "=portée", "contexte",
            "usage prévu", "=description", "renseignements sur le projet",
        ),
        "de": (
            "zweck", "zielsetzung", "systembeschreibung", "beschreibung des systems",
            "geltungsbereich", "kontext", "verwendungszweck", "=beschreibung",
        ),
        "pt": (
            "finalidade", "propósito", "descrição do sistema", "=escopo", "objetivo", "contexto",
            "=descrição",
        ),
        "zh": ("目的", "用途", "系统描述", "系统概述", "范围", "背景", "系统说明"),
    },
    "affected_people": {
        "en": (
            "affected", "stakeholder", "stakeholders", "interested parties", "individuals",
            "groups", "impacted", "people", "data subjects", "persons", "communities",
            "vulnerable", "who is", "users and subjects", "clients",
        ),
        "es": (
            "afectados", "afectadas", "partes interesadas", "personas", "colectivos", "grupos",
            "interesados",
        ),
        "fr": (
            "personnes concernées", "parties prenantes", "parties intéressées", "personnes",
            "groupes", "touchées", "affectées", "clients",
        ),
        "de": (
            "betroffene", "betroffenen", "betroffener", "interessierte", "personengruppen",
            "anspruchsgruppen", "personen", "gruppen",
        ),
        "pt": ("afetados", "afetadas", "partes interessadas", "pessoas", "grupos", "titulares"),
        "zh": ("受影响", "利益相关", "相关方", "人群", "群体", "个人"),
    },
    "impacts": {
        "en": (
            "impact", "impacts", "harm", "harms", "adverse", "benefits", "consequences",
            "risks to", "rights", "risk identification", "risk assessment", "risks", "=effects",
            "potential risks", "fairness", "=society", "societal",
        ),
        "es": (
            "impacto", "impactos", "daños", "riesgos", "beneficios", "consecuencias", "derechos",
        ),
        "fr": (
            "incidence", "incidences", "impacts", "impact", "préjudices", "risques", "bénéfices",
            "avantages", "conséquences", "droits",
        ),
        "de": (
            "auswirkungen", "auswirkung", "folgen", "schäden", "risiken", "nutzen", "rechte",
            "wirkungen",
        ),
        "pt": ("impacto", "impactos", "danos", "riscos", "benefícios", "consequências", "direitos"),
        "zh": ("影响", "危害", "损害", "风险", "收益", "后果", "权利"),
    },
    "misuse": {
        "en": (
            "misuse", "failure", "failures", "abuse", "unintended", "failure modes", "foreseeable",
            "errors", "malfunction", "wrong",
        ),
        "es": ("uso indebido", "mal uso", "fallos", "fallo", "errores", "abuso"),
        "fr": (
            "mésusage", "mauvais usage", "mauvaise utilisation", "défaillance", "défaillances",
            "erreurs", "abus",
        ),
        "de": (
            "missbrauch", "fehlgebrauch", "fehlanwendung", "ausfall", "versagen", "fehler",
            "fehlfunktion",
        ),
        "pt": ("uso indevido", "mau uso", "falhas", "falha", "erros", "abuso"),
        "zh": ("误用", "滥用", "失效", "故障", "失败", "错误"),
    },
    "measures": {
        "en": (
            "mitigation", "mitigations", "measures", "measure", "safeguards", "controls",
            "treatment", "oversight", "risk management", "actions", "mitigating", "de risking",
            "recommendations", "guardrails", "risk response",
        ),
        "es": (
            "medidas", "mitigación", "salvaguardas", "controles", "supervisión", "garantías",
            "acciones",
        ),
        "fr": (
            "mesures", "atténuation", "garanties", "contrôles", "surveillance", "sauvegardes",
            "actions",
        ),
        "de": (
            "maßnahmen", "minderung", "schutzmaßnahmen", "gegenmaßnahmen", "kontrollen",
            "aufsicht", "abhilfe",
        ),
        "pt": ("medidas", "mitigação", "salvaguardas", "controles", "supervisão", "ações"),
        "zh": ("措施", "缓解", "保障", "控制", "监督", "应对"),
    },
    "approval": {
        "en": (
            "approval", "approvals", "approved", "sign off", "signoff", "review", "reviews",
            "decision", "conclusion", "conclusions", "reviewed", "=result", "outcome",
            "next review", "signatures", "accountability", "residual risk", "governance",
        ),
        "es": (
            "aprobación", "revisión", "conclusión", "conclusiones", "decisión", "firmas",
            "resultado",
        ),
        "fr": (
            "approbation", "révision", "revue", "conclusion", "conclusions", "décision",
            "validation", "signatures", "résultat",
        ),
        "de": (
            "genehmigung", "freigabe", "überprüfung", "fazit", "ergebnis", "entscheidung",
            "schlussfolgerung", "prüfung",
        ),
        "pt": (
            "aprovação", "revisão", "conclusão", "conclusões", "decisão", "assinaturas",
            "resultado",
        ),
        "zh": ("批准", "审批", "审查", "结论", "评审", "签字", "复审", "结果"),
    },
    "society": {
        "en": (
            "society", "societal", "societies", "environment", "environmental", "democratic",
            "public", "economy", "social",
        ),
        "es": ("sociedad", "social", "medio ambiente", "ambiental"),
        "fr": ("société", "sociétal", "social", "environnement", "environnemental"),
        "de": ("gesellschaft", "gesellschaftliche", "umwelt", "soziale"),
        "pt": ("sociedade", "social", "meio ambiente", "ambiental"),
        "zh": ("社会", "环境", "公众"),
    },
}
