"""What incident and monitoring plans and their sections are called."""

# fmt: off

INCIDENT_TITLES = {
    "en": (
        "ai incident", "incident response plan", "incident response", "model incident",
        "incident management", "incident communication plan", "serious incident", "incident plan",
        "incident runbook",
    ),
    "es": ("plan de incidentes", "respuesta a incidentes", "gestión de incidentes"),
    "fr": ("plan d'incident", "réponse aux incidents", "gestion des incidents"),
    "de": ("vorfallplan", "vorfallmanagement", "störfallplan", "vorfallreaktion"),
    "pt": ("plano de incidentes", "resposta a incidentes", "gestão de incidentes"),
    "zh": ("事件响应", "事故响应", "事件管理", "应急预案"),
}
INCIDENT_SECTIONS = {
    "detection": {
        "en": (
            "detection", "detect", "identification", "monitoring", "triage", "severity",
            "classification", "definition", "levels", "what counts",
        ),
        "es": ("detección", "identificación", "clasificación", "gravedad", "severidad", "activa",
            "activación"),
        "fr": ("détection", "identification", "classification", "gravité"),
        "de": ("erkennung", "identifikation", "klassifizierung", "schweregrad"),
        "pt": ("detecção", "identificação", "classificação", "gravidade"),
        "zh": ("检测", "识别", "分类", "级别"),
    },
    "response": {
        "en": (
            "response", "containment", "mitigation", "recovery", "rollback", "procedure", "steps",
            "actions", "remediation", "playbook", "eradication",
        ),
        "es": ("respuesta", "contención", "recuperación", "procedimiento", "flujo", "playbooks"),
        "fr": ("réponse", "confinement", "rétablissement", "procédure"),
        "de": ("reaktion", "eindämmung", "wiederherstellung", "verfahren"),
        "pt": ("resposta", "contenção", "recuperação", "procedimento"),
        "zh": ("响应", "遏制", "恢复", "处置", "流程"),
    },
    "communication": {
        "en": (
            "communication", "notification", "notify", "reporting", "escalation", "contacts",
            "contact", "authorities", "roles",
        ),
        "es": ("comunicación", "notificación", "escalado", "contactos", "roles", "declaración"),
        "fr": ("communication", "notification", "escalade", "contacts"),
        "de": ("kommunikation", "meldung", "eskalation", "kontakte"),
        "pt": ("comunicação", "notificação", "escalonamento", "contatos"),
        "zh": ("沟通", "通知", "上报", "联系"),
    },
    "learning": {
        "en": (
            "post mortem", "postmortem", "lessons", "review", "follow up", "root cause",
            "learning", "post incident", "corrective",
        ),
        "es": ("lecciones", "revisión", "causa raíz"),
        "fr": ("retour d'expérience", "leçons", "revue", "cause racine"),
        "de": ("nachbereitung", "lehren", "ursachenanalyse", "überprüfung"),
        "pt": ("lições", "revisão", "causa raiz"),
        "zh": ("复盘", "总结", "改进", "根因"),
    },
}
MONITORING_TITLES = {
    "en": (
        "monitoring plan", "model monitoring", "post market monitoring", "ml monitoring",
        "drift monitoring", "ai monitoring", "post deployment monitoring",
        "performance monitoring plan",
    ),
    "es": ("plan de seguimiento", "plan de monitoreo", "monitorización del modelo"),
    "fr": ("plan de surveillance", "surveillance du modèle", "plan de suivi"),
    "de": ("überwachungsplan", "modellüberwachung", "monitoring plan"),
    "pt": ("plano de monitoramento", "monitoramento do modelo", "plano de monitorização"),
    "zh": ("监控计划", "模型监控", "监测计划"),
}
MONITORING_SECTIONS = {
    "metrics": {
        "en": (
            "metrics", "metric", "indicators", "kpi", "kpis", "what we monitor", "signals",
            "drift", "performance", "data quality",
        ),
        "es": ("métricas", "indicadores", "deriva"),
        "fr": ("métriques", "indicateurs", "dérive"),
        "de": ("metriken", "kennzahlen", "indikatoren", "drift"),
        "pt": ("métricas", "indicadores", "deriva"),
        "zh": ("指标", "漂移"),
    },
    "thresholds": {
        "en": (
            "thresholds", "threshold", "alerts", "alerting", "limits", "alarm", "triggers", "slo",
        ),
        "es": ("umbrales", "alertas", "límites"),
        "fr": ("seuils", "alertes", "limites"),
        "de": ("schwellenwerte", "alarme", "grenzwerte", "warnungen"),
        "pt": ("limiares", "alertas", "limites"),
        "zh": ("阈值", "告警", "报警"),
    },
    "cadence": {
        "en": ("cadence", "frequency", "schedule", "review", "interval", "reviews", "reporting"),
        "es": ("frecuencia", "calendario", "revisión"),
        "fr": ("fréquence", "calendrier", "revue"),
        "de": ("häufigkeit", "zeitplan", "turnus", "überprüfung"),
        "pt": ("frequência", "calendário", "revisão"),
        "zh": ("频率", "周期", "计划", "复审"),
    },
    "response": {
        "en": (
            "response", "actions", "action", "escalation", "retraining", "rollback", "owner",
            "owners", "roles", "responsibilities", "runbook", "incident",
        ),
        "es": ("respuesta", "acciones", "reentrenamiento", "responsables"),
        "fr": ("réponse", "actions", "réentraînement", "responsables"),
        "de": ("reaktion", "maßnahmen", "nachtraining", "verantwortliche"),
        "pt": ("resposta", "ações", "retreinamento", "responsáveis"),
        "zh": ("响应", "措施", "再训练", "负责人"),
    },
}
