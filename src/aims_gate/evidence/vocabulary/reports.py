"""What evaluation and fairness reports and technical documentation are called."""

# fmt: off

EVALUATION_TITLES = {
    "en": (
        "evaluation report", "model evaluation", "evaluation results", "benchmark report",
        "model validation report", "performance report", "validation report", "eval report",
        "red team report", "robustness report", "metrics report", "model performance",
        "evaluation summary", "robustness evaluation",
    ),
    "es": ("informe de evaluación", "evaluación del modelo", "informe de validación"),
    "fr": ("rapport d'évaluation", "évaluation du modèle", "rapport de validation"),
    "de": ("evaluierungsbericht", "evaluationsbericht", "validierungsbericht", "modellbewertung"),
    "pt": ("relatório de avaliação", "avaliação do modelo", "relatório de validação"),
    "zh": ("评估报告", "模型评估", "评测报告", "验证报告"),
}
EVALUATION_SECTIONS = {
    "results": {
        "en": (
            "results", "result", "metrics", "performance", "findings", "headline", "scores",
            "summary", "accuracy",
        ),
        "es": ("resultados", "métricas", "rendimiento", "resumen"),
        "fr": ("résultats", "métriques", "performances", "synthèse"),
        "de": ("ergebnisse", "metriken", "kennzahlen", "zusammenfassung"),
        "pt": ("resultados", "métricas", "desempenho", "resumo"),
        "zh": ("结果", "指标", "性能", "摘要"),
    },
    "data": {
        "en": (
            "data", "dataset", "datasets", "test set", "sample", "samples", "population",
            "test cases",
        ),
        "es": ("datos", "conjunto", "muestra"),
        "fr": ("données", "jeu", "échantillon"),
        "de": ("daten", "datensatz", "stichprobe"),
        "pt": ("dados", "conjunto", "amostra"),
        "zh": ("数据", "数据集", "样本"),
    },
    "method": {
        "en": (
            "method", "methods", "methodology", "setup", "protocol", "approach", "procedure",
            "experimental", "configuration", "reproduce", "reproduction",
        ),
        "es": ("método", "metodología", "procedimiento"),
        "fr": ("méthode", "méthodologie", "protocole"),
        "de": ("methode", "methodik", "vorgehen", "verfahren"),
        "pt": ("método", "metodologia", "procedimento"),
        "zh": ("方法", "流程", "设置"),
    },
    "conclusions": {
        "en": (
            "conclusion", "conclusions", "limitations", "discussion", "recommendations", "caveats",
            "interpretation", "analysis", "limits", "verdict",
        ),
        "es": ("conclusiones", "conclusión", "limitaciones", "recomendaciones"),
        "fr": ("conclusions", "conclusion", "limites", "recommandations"),
        "de": ("fazit", "schlussfolgerungen", "einschränkungen", "empfehlungen"),
        "pt": ("conclusões", "conclusão", "limitações", "recomendações"),
        "zh": ("结论", "局限", "建议", "分析"),
    },
}
FAIRNESS_TITLES = {
    "en": (
        "fairness report", "bias audit", "fairness audit", "bias report", "fairness assessment",
        "fairness evaluation", "bias assessment", "fairness analysis", "bias analysis",
        "fairness and bias", "bias and fairness", "bias evaluation", "^fairness",
    ),
    "es": ("informe de equidad", "auditoría de sesgos", "análisis de sesgos"),
    "fr": ("rapport d'équité", "audit des biais", "analyse des biais"),
    "de": ("fairness bericht", "fairnessbericht", "bias audit", "fairnessanalyse"),
    "pt": ("relatório de equidade", "auditoria de vieses", "análise de vieses"),
    "zh": ("公平性报告", "偏见审计", "公平性评估"),
}
FAIRNESS_SECTIONS = {
    "groups": {
        "en": (
            "groups", "group", "subgroup", "subgroups", "slices", "protected", "attributes",
            "identity", "demographic", "demographics", "sensitive", "scope", "data",
        ),
        "es": ("grupos", "atributos", "datos"),
        "fr": ("groupes", "attributs", "données"),
        "de": ("gruppen", "merkmale", "daten"),
        "pt": ("grupos", "atributos", "dados"),
        "zh": ("群体", "属性", "数据"),
    },
    "results": {
        "en": (
            "results", "findings", "metrics", "finding", "headline", "disparity", "parity",
            "disparate", "summary",
        ),
        "es": ("resultados", "métricas", "hallazgos"),
        "fr": ("résultats", "métriques", "constats"),
        "de": ("ergebnisse", "metriken", "befunde"),
        "pt": ("resultados", "métricas", "achados"),
        "zh": ("结果", "指标", "发现"),
    },
    "conclusions": {
        "en": (
            "conclusion", "conclusions", "mitigation", "mitigations", "recommendations",
            "limitations", "actions", "caveats", "interpretation", "discussion",
        ),
        "es": ("conclusiones", "mitigación", "recomendaciones", "limitaciones"),
        "fr": ("conclusions", "atténuation", "recommandations", "limites"),
        "de": ("fazit", "maßnahmen", "empfehlungen", "einschränkungen"),
        "pt": ("conclusões", "mitigação", "recomendações", "limitações"),
        "zh": ("结论", "缓解", "建议", "局限"),
    },
}
TECHNICAL_TITLES = {
    "en": (
        "technical documentation", "annex iv", "ai system documentation", "technical file",
        "ai technical documentation", "annex 4",
    ),
    "es": ("documentación técnica", "anexo iv"),
    "fr": ("documentation technique", "annexe iv"),
    "de": ("technische dokumentation", "anhang iv"),
    "pt": ("documentação técnica", "anexo iv"),
    "zh": ("技术文档", "技术文件"),
}
TECHNICAL_SECTIONS = {
    "general_description": {
        "en": (
            "general description", "intended purpose", "system description", "overview",
            "description of the system", "purpose",
        ),
        "es": ("descripción general", "finalidad prevista", "descripción del sistema"),
        "fr": ("description générale", "destination", "description du système"),
        "de": ("allgemeine beschreibung", "zweckbestimmung", "systembeschreibung"),
        "pt": ("descrição geral", "finalidade prevista", "descrição do sistema"),
        "zh": ("总体描述", "一般描述", "系统描述", "预期目的"),
    },
    "design_and_development": {
        "en": (
            "design", "development", "architecture", "detailed description", "data", "training",
            "design specifications",
        ),
        "es": ("diseño", "desarrollo", "arquitectura", "datos"),
        "fr": ("conception", "développement", "architecture", "données"),
        "de": ("entwurf", "entwicklung", "architektur", "daten"),
        "pt": ("projeto", "desenvolvimento", "arquitetura", "dados"),
        "zh": ("设计", "开发", "架构", "数据"),
    },
    "performance": {
        "en": (
            "performance", "accuracy", "metrics", "validation", "testing", "evaluation",
            "robustness",
        ),
        "es": ("rendimiento", "exactitud", "métricas", "validación", "pruebas"),
        "fr": ("performances", "exactitude", "métriques", "validation", "essais"),
        "de": ("leistung", "genauigkeit", "metriken", "validierung", "tests"),
        "pt": ("desempenho", "exatidão", "métricas", "validação", "testes"),
        "zh": ("性能", "准确", "指标", "验证", "测试"),
    },
    "risk_management": {
        "en": ("risk management", "risks", "risk"),
        "es": ("gestión de riesgos", "riesgos"),
        "fr": ("gestion des risques", "risques"),
        "de": ("risikomanagement", "risiken"),
        "pt": ("gestão de riscos", "riscos"),
        "zh": ("风险管理", "风险"),
    },
    "monitoring": {
        "en": (
            "monitoring", "post market", "control", "human oversight", "logging", "lifecycle",
            "life cycle", "changes",
        ),
        "es": ("seguimiento", "supervisión", "control", "vigilancia"),
        "fr": ("surveillance", "contrôle", "suivi"),
        "de": ("überwachung", "beobachtung", "kontrolle", "aufsicht"),
        "pt": ("monitoramento", "supervisão", "controle", "vigilância"),
        "zh": ("监控", "监测", "控制", "监督"),
    },
}
