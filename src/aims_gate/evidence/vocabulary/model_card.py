"""What the sections of a model card are called."""

# fmt: off

SECTIONS = {
    "identity": {
        "en": (
            "model details", "model detail", "model description", "model overview",
            "model summary", "model information", "model identity", "model identification",
            "model type", "model version", "model versions", "model architecture", "model name",
            "about the model", "about this model", "model specification", "model specifications",
            "model release", "basic information", "general information", "system overview",
            "system description", "system details", "=overview", "=about", "=introduction",
            "=description", "=details", "=general", "=summary", "=model", "=models", "=name",
            "=what is it", "^what is", "^what can", "=background", "=identity", "=identification",
            "=identifiers", "=architecture", "=short description", "=full description",
            "final model", "selected model", "chosen model", "=what it is", "what this is",
            "=model id", "=highlights", "at a glance", "=key information", "=abstract",
        ),
        "es": (
            "detalles del modelo", "descripción del modelo", "resumen del modelo",
            "información general", "información del modelo", "identificación", "=descripción",
            "=resumen", "=modelo", "=detalles", "descripción general", "datos generales",
            "ficha técnica", "=identidad", "datos básicos", "=nombre",
        ),
        "fr": (
            "détails du modèle", "description du modèle", "présentation du modèle",
            "informations générales", "=description", "=présentation", "=modèle", "=résumé",
            "identification", "vue d'ensemble", "informations sur le modèle", "=nom",
        ),
        "de": (
            "modelldetails", "modellbeschreibung", "modellübersicht", "allgemeine angaben",
            "allgemeines", "=beschreibung", "=überblick", "=übersicht", "=modell",
            "angaben zum modell", "modellangaben", "=steckbrief", "=zusammenfassung",
            "=einleitung", "=name", "systembeschreibung",
        ),
        "pt": (
            "detalhes do modelo", "descrição do modelo", "visão geral", "resumo do modelo",
            "informações gerais", "informações do modelo", "=descrição", "=resumo", "=modelo",
            "identificação", "=nome",
        ),
        "zh": (
            "模型详情", "模型描述", "模型简介", "模型概述", "模型介绍", "模型信息", "模型名称",
            "基本信息", "=概述", "=简介", "=介绍",
            "=模型", "模型细节", "模型说明", "系统概述",
        ),
    },
    "intended_use": {
        "en": (
            "intended use", "intended uses", "intended usage", "intended purpose", "intended user",
            "intended users", "intended audience", "intended application", "intended applications",
            "intended and", "evaluated use", "model use", "model uses", "model usage scenarios",
            "=uses", "=use", "direct use", "downstream use", "use case", "use cases",
            "primary use", "primary uses", "suitable use", "suitable uses", "appropriate use",
            "appropriate uses", "permitted use", "permitted uses", "acceptable uses",
            "recommended use", "recommended uses", "=purpose", "=objective", "=objectives",
            "model objective",
            "model objectives", "purpose and scope",
            "system purpose", "purpose of the model", "purpose of this model", "model purpose",
            "who should use", "in scope", "=applications", "=users", "target users",
            "target audience", "potential applications", "best suited", "=when to use", "=scope",
            "what it is for", "is for", "=intended", "business purpose", "expected use",
            "intended task", "intended model task",
            "purpose and intended", "=goal", "what the system does", "=what it does",
            "what can .. be used for",
        ),
        "es": (
            "uso previsto", "usos previstos", "uso pretendido", "usos pretendidos", "casos de uso",
            "caso de uso", "finalidad", "propósito", "uso directo", "usuarios previstos", "=usos",
            "=uso", "=objetivo", "uso recomendado", "usos recomendados", "ámbito de uso",
            "uso intencionado",
        ),
        "fr": (
            "utilisation prévue", "utilisations prévues", "usage prévu", "usages prévus",
            "cas d'usage", "cas d'utilisation", "finalité", "finalités", "=usages", "=utilisation",
            "=utilisations", "=objectif", "utilisateurs prévus", "usage visé",
            "utilisation directe", "domaine d'application", "emploi prévu",
        ),
        "de": (
            "verwendungszweck", "wofür ist", "bestimmungsgemäße verwendung",
            "bestimmungsgemäßer gebrauch",
            "vorgesehene verwendung", "beabsichtigte verwendung", "vorgesehener einsatz",
            "vorgesehene nutzung", "beabsichtigte nutzung", "einsatzzweck", "einsatzbereich",
            "einsatzgebiet", "anwendungsfälle", "zweckbestimmung", "=zweck", "=verwendung",
            "=nutzung", "zielgruppe", "anwendungsbereich", "direkte verwendung", "=einsatz",
        ),
        "pt": (
            "uso pretendido", "usos pretendidos", "uso previsto", "usos previstos", "casos de uso",
            "finalidade", "propósito", "uso direto", "=usos", "=uso", "utilização prevista",
            "usuários pretendidos", "=objetivo", "uso recomendado",
        ),
        "zh": (
            "预期用途", "预期使用", "适用场景", "使用场景", "应用场景", "适用范围", "用途",
            "预期用户", "目标用户", "直接使用", "下游使用",
            "适合的场景",
        ),
    },
    "out_of_scope": {
        "en": (
            "out of scope", "outside scope", "out of domain", "not intended", "unintended use",
            "unintended uses", "non intended", "unsuitable", "misuse", "misuses", "prohibited use",
            "prohibited uses", "non goal", "non goals", "inappropriate use", "inappropriate uses",
            "should not be used", "not be used", "should not use", "not recommended",
            "malicious use", "disallowed", "excluded uses", "uses to avoid", "when not to use",
            "not for", "do not use", "discouraged use", "unacceptable uses", "restricted uses",
            "not suitable", "is not for", "not in scope", "not do", "cannot do", "non intended use",
            "usage limitations", "use limitations",
        ),
        "es": (
            "fuera de alcance", "fuera del alcance", "fuera de ámbito", "uso no previsto",
            "usos no previstos", "usos prohibidos", "uso indebido", "usos no recomendados",
            "uso no recomendado", "no debe usarse", "usos excluidos",
            "uso no pretendido", "usos no pretendidos",
        ),
        "fr": (
            "hors périmètre", "hors du périmètre", "hors champ", "utilisation non prévue",
            "utilisations non prévues", "usages non prévus", "usages exclus", "usages interdits",
            "utilisations interdites", "mauvaise utilisation", "usage détourné",
            "usages déconseillés", "à ne pas utiliser",
        ),
        "de": (
            "nicht vorgesehene", "nicht bestimmungsgemäß", "ausgeschlossene", "unzulässige",
            "außerhalb des", "missbrauch", "fehlgebrauch", "nicht geeignet", "nicht beabsichtigte",
            "nicht verwenden", "nicht zulässige",
        ),
        "pt": (
            "fora do escopo", "fora de escopo", "uso indevido", "usos proibidos",
            "uso não pretendido",
            "usos não pretendidos", "uso não previsto", "usos não recomendados",
        ),
        "zh": (
            "超出范围", "范围外", "不适用", "禁止用途", "禁止使用", "滥用", "误用", "不建议",
            "非预期用途", "不适合",
        ),
    },
    "limitations": {
        "en": (
            "limitation", "limitations", "limits", "known issue", "known issues", "failure modes",
            "failure mode", "caveat", "caveats", "shortcomings", "weaknesses", "drawbacks",
            "known weaknesses", "constraints", "known problems", "known gaps", "=limitation",
            "technical limitations", "tradeoffs", "where it fails", "known constraints",
        ),
        "es": (
            "limitaciones", "limitación", "límites", "problemas conocidos", "advertencias",
            "modos de fallo", "fallos conocidos", "restricciones",
        ),
        "fr": (
            "limites", "limitations", "limite", "problèmes connus", "mises en garde",
            "modes de défaillance", "faiblesses",
        ),
        "de": (
            "einschränkungen", "grenzen", "limitationen", "bekannte probleme", "schwächen",
            "bekannte schwächen", "beschränkungen", "limitierungen", "bekannte einschränkungen",
        ),
        "pt": (
            "limitações", "limitação", "limites", "problemas conhecidos", "ressalvas",
            "modos de falha", "restrições",
        ),
        "zh": ("局限", "局限性", "限制", "已知问题", "不足", "缺点", "注意事项"),
    },
    "training_data": {
        "en": (
            "training data", "training dataset", "training datasets", "training set",
            "training corpus", "training corpora", "train data", "train dataset",
            "pretraining data", "pre training data", "pretraining dataset", "fine tuning data",
            "finetuning data", "fine tuning dataset", "instruction data", "=data", "=datasets",
            "=dataset", "^dataset", "^datasets", "the dataset", "the data", "data source",
            "data sources", "data provenance", "data used", "=training",
            "training and evaluation data", "training and validation data",
            "training testing data", "datasets used", "dataset used", "training details and data",
            "data and training", "trained on", "training procedure and data", "data overview",
            "data mixture", "data composition", "data description", "data summary",
            "=data collection", "=training sets", "=corpus", "=data card",
            "training recipe and data", "model data", "data and preprocessing", "data preparation",
            "=train", "=input data", "information about training", "^data", "training data and",
        ),
        "es": (
            "diccionario de datos",
            "datos de entrenamiento", "conjunto de entrenamiento", "conjunto de datos",
            "conjuntos de datos", "=datos", "=dataset", "=entrenamiento", "origen de los datos",
            "fuentes de datos", "corpus",
        ),
        "fr": (
            "dictionnaire de données", "dictionnaire des données",
            "données d'entraînement", "données d'apprentissage", "jeu de données",
            "jeux de données", "jeu d'entraînement", "=données", "=entraînement",
            "sources de données", "corpus",
        ),
        "de": (
            "trainingsdaten", "trainingsdatensatz", "trainingsdatensätze", "=daten", "=datensatz",
            "=datensätze", "=training", "datengrundlage", "datenbasis", "datenquellen",
            "herkunft der daten",
        ),
        "pt": (
            "dicionário de dados",
            "dados de treinamento", "dados de treino", "conjunto de treinamento",
            "conjunto de dados", "conjuntos de dados", "=dados", "=treinamento", "=treino",
            "fontes de dados",
        ),
        "zh": (
            "训练数据", "训练集", "数据集", "数据来源", "=数据", "训练语料", "预训练数据",
            "微调数据",
        ),
    },
    "evaluation": {
        "en": (
            "evaluation", "evaluations", "performance", "performances", "metric", "metrics",
            "=results", "result", "results", "benchmark", "benchmarks", "quantitative analyses",
            "quantitative analysis", "test results", "accuracy", "validation results", "scores",
            "evaluated", "validation performance", "model quality", "test accuracy",
            "validation accuracy", "val auc", "f1", "f1 score", "roc auc", "auc", "=validation",
            "evals", "=eval", "how good", "how well", "test metrics",
            "test performance", "=testing",
        ),
        "es": (
            "evaluación", "evaluaciones", "rendimiento", "métricas", "resultados", "desempeño",
            "precisión del modelo", "validación",
        ),
        "fr": (
            "évaluation", "évaluations", "performances", "performance", "métriques", "mesures",
            "résultats", "validation",
        ),
        "de": (
            "evaluation", "evaluierung", "bewertung", "leistung", "leistungsfähigkeit", "metriken",
            "kennzahlen", "ergebnisse", "messergebnisse", "validierung", "güte", "modellgüte",
            "auswertung",
        ),
        "pt": (
            "avaliação", "avaliações", "desempenho", "métricas", "resultados", "validação",
        ),
        "zh": ("评估", "评测", "性能", "指标", "结果", "基准测试", "评价"),
    },
    "ethics": {
        "en": (
            "ethical", "ethics", "bias", "biases", "fairness", "broader implications",
            "broader impact", "broader impacts", "harm", "harms", "social impact",
            "societal impact", "societal impacts", "responsible ai", "sensitive data", "privacy",
            "risks", "risk", "considerations", "responsibility and safety", "safety",
        ),
        "es": (
            "ética", "éticas", "éticos", "sesgo", "sesgos", "equidad", "riesgos", "privacidad",
            "impacto social",
        ),
        "fr": (
            "éthique", "éthiques", "biais", "équité", "risques", "impact social", "vie privée",
            "impact sociétal",
        ),
        "de": (
            "ethik", "ethische", "verzerrung", "verzerrungen", "fairness", "risiken",
            "gesellschaftliche auswirkungen", "datenschutz", "bias",
        ),
        "pt": (
            "ética", "éticas", "viés", "vieses", "equidade", "riscos", "impacto social",
            "privacidade",
        ),
        "zh": ("伦理", "道德", "偏见", "偏差", "公平", "风险", "社会影响", "隐私"),
    },
    "licence": {
        "en": ("license", "licence", "licenses", "licences", "licensing", "=terms of use"),
        "es": ("licencia", "licencias"),
        "fr": ("licence", "licences"),
        "de": ("lizenz", "lizenzen", "lizenzierung"),
        "pt": ("licença", "licenças", "licenciamento"),
        "zh": ("许可", "许可证", "许可协议", "授权", "版权"),
    },
    "contact": {
        "en": (
            "contact", "contacts", "feedback", "send questions", "questions or comments",
            "maintainer", "maintainers", "owner", "owners", "=support", "report issues",
            "reporting issues", "=questions", "get in touch", "accountable", "model owner",
            "points of contact", "model owners",
        ),
        "es": ("contacto", "responsable", "responsables", "propietario", "soporte"),
        "fr": ("contact", "contacts", "responsable", "responsables", "propriétaire"),
        "de": (
            "kontakt", "ansprechpartner", "ansprechperson", "verantwortlich", "verantwortliche",
            "verantwortlicher", "rückmeldung",
        ),
        "pt": ("contato", "contacto", "responsável", "responsáveis", "proprietário"),
        "zh": ("联系", "联系方式", "联系人", "反馈", "负责人", "维护者"),
    },
    "oversight": {
        "en": (
            "human oversight", "human review", "human in the loop", "oversight",
            "human supervision", "human approval", "contestability", "appeal", "appeals",
            "human control", "decision policy",
        ),
        "es": ("supervisión humana", "revisión humana", "intervención humana"),
        "fr": ("contrôle humain", "supervision humaine", "surveillance humaine"),
        "de": ("menschliche aufsicht", "menschliche kontrolle", "menschliche überprüfung"),
        "pt": ("supervisão humana", "revisão humana"),
        "zh": ("人工监督", "人工审核", "人工复核", "人类监督"),
    },
}

MASKED = {
    "en": (
        "evaluation data", "evaluation dataset", "evaluation datasets", "test data",
        "testing data", "test dataset", "evaluation set", "performance tips", "model card",
        "table of contents", "inference performance", "evaluation protocol",
        "limitation of liability", "limitations of liability", "liability limitations",
    ),
    "es": (
        "datos de evaluación", "datos de prueba", "limitación de responsabilidad",
        "limitaciones de responsabilidad",
    ),
    "fr": (
        "données d'évaluation", "données de test", "limites de responsabilité",
        "limitation de responsabilité",
    ),
    "de": ("evaluierungsdaten", "testdaten"),
    "pt": (
        "dados de avaliação", "dados de teste", "limitação de responsabilidade",
        "limitações de responsabilidade",
    ),
    "zh": ("评估数据", "测试数据", "测试集"),
}
"""Words that hold a section's name and mean something else; not looked at."""
