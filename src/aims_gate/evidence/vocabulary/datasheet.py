"""What the sections of a datasheet, data card or dataset card are called."""

# fmt: off

TITLES = {
    "en": (
        "datasheet", "data sheet", "dataset card", "data card", "dataset datasheet",
        "datasheet for", "data statement", "dataset nutrition label", "dataset cards",
        "data cards", "datasheets", "datasetcard", "dataset description card",
    ),
    "es": (
        "ficha de datos", "hoja de datos", "tarjeta de datos", "tarjeta del conjunto de datos",
        "ficha del conjunto de datos", "ficha del dataset",
    ),
    "fr": (
        "fiche de données", "fiche du jeu de données", "fiche jeu de données", "carte de données",
        "fiche descriptive des données", "carte des données", "fiche des données",
    ),
    "de": ("datenblatt", "datensatzkarte", "datenkarte", "datensatzblatt", "datensatz steckbrief"),
    "pt": (
        "ficha de dados", "folha de dados", "cartão de dados", "ficha do conjunto de dados",
        "cartão do conjunto de dados", "cartão do dataset",
    ),
    "zh": ("数据卡", "数据集卡", "数据集卡片", "数据说明书", "数据表单", "数据集说明"),
}

OTHER_MEANINGS = {
    "en": ("license", "licence", "changelog", "terms of use"),
}
"""A title with one of these is no datasheet, whatever its sections."""

SUBJECT = (
    "dataset", "data set", "data card", "datacard", "data statement", "kaggle",
    "train split",
    "test split", "test set", "evaluation set", "golden set", "ground truth", "target variable",
    "linhas", "colunas", "filas", "columnas", "lignes", "colonnes", "zeilen", "spalten",
    "enregistrements", "registros", "datensätze", "样本", "标注",
    "data source", "training data", "personal data", "data collection",
    "corpus", "annotat", "instances", "samples", "records", "labels",
    "conjunto de datos", "jeu de données", "datensatz", "conjunto de dados", "数据集",
)
"""A datasheet of data speaks of some of these; one of an electronic part does not."""

SECTIONS = {
    "motivation": {
        "en": (
            "motivation", "motivations", "=purpose", "purposes", "curation rationale",
            "purpose was the dataset created", "dataset summary", "dataset description",
            "=summary", "=overview", "dataset overview", "=introduction", "=description",
            "about the dataset", "=about", "dataset details", "why was", "=background",
            "=rationale", "funding",
        ),
        "es": ("motivación", "=propósito", "=finalidad", "=descripción", "=resumen", "objetivo"),
        "fr": ("motivation", "motivations", "=objectif", "=finalité", "=description", "=résumé"),
        "de": ("motivation", "=zweck", "=beschreibung", "=überblick", "anlass"),
        "pt": ("motivação", "=propósito", "=finalidade", "=descrição", "=resumo"),
        "zh": ("动机", "目的", "=概述", "=简介", "数据集描述", "数据集简介", "背景"),
    },
    "composition": {
        "en": (
            "composition", "dataset structure", "data structure", "data fields", "data instances",
            "data splits", "dataset composition", "dataset snapshot", "content description",
            "example of data points", "data format", "dataset contents", "=contents", "=content",
            "=structure", "=features", "key features", "target variable", "=variables", "=fields",
            "=schema", "dataset statistics",
            "task statistics", "=statistics", "=data", "dataset characteristics", "=splits",
            "instances", "sensitivity of data", "data overview", "columns", "file structure",
            "=files", "=taxonomy", "data dictionary", "=size", "dataset format", "quantification",
            "what it contains", "what is in", "data points", "what's inside",
        ),
        "es": ("composición", "estructura", "campos", "contenido", "estadísticas"),
        "fr": ("composition", "structure", "champs", "contenu", "statistiques"),
        "de": ("zusammensetzung", "struktur", "aufbau", "felder", "inhalt", "datenstruktur"),
        "pt": ("composição", "estrutura", "campos", "conteúdo", "estatísticas"),
        "zh": ("组成", "构成", "结构", "字段", "内容", "统计"),
    },
    "collection": {
        "en": (
            "collection", "data collection", "collection process", "source data",
            "dataset creation", "provenance", "data provenance", "acquired", "data source",
            "data sources", "=source", "=sources", "=origin", "how was the data", "data producers",
            "annotations", "annotation process", "sampling", "collected", "data generation",
            "dataset sources", "characterization", "characterisation", "data curation",
            "how it was made", "how it was built", "how it was collected", "construction",
        ),
        "es": ("recolección", "recogida", "recopilación", "origen", "procedencia", "fuente"),
        "fr": ("collecte", "provenance", "origine", "source", "sources"),
        "de": ("erhebung", "datenerhebung", "herkunft", "quelle", "quellen", "sammlung"),
        "pt": ("coleta", "recolha", "origem", "proveniência", "fonte", "fontes"),
        "zh": ("收集", "采集", "来源", "出处"),
    },
    "preprocessing": {
        "en": (
            "preprocessing", "pre processing", "cleaning", "labeling", "labelling",
            "transformations", "data processing", "processing", "normalization", "normalisation",
            "annotation", "annotations", "filtering", "preparation", "data preparation",
            "quality control", "anonymization", "anonymisation", "deduplication",
        ),
        "es": ("preprocesamiento", "limpieza", "etiquetado", "procesamiento", "anotación"),
        "fr": ("prétraitement", "nettoyage", "étiquetage", "traitement", "annotation"),
        "de": ("vorverarbeitung", "bereinigung", "aufbereitung", "verarbeitung", "annotation"),
        "pt": ("pré processamento", "preprocessamento", "limpeza", "rotulagem", "anotação"),
        "zh": ("预处理", "清洗", "标注", "处理"),
    },
    "uses": {
        "en": (
            "=uses", "=use", "use cases", "use case", "intended use", "intended uses",
            "direct use", "out of scope use", "supported tasks", "=tasks", "extended use",
            "considerations for using", "suitable", "unsuitable", "tasks could the dataset",
            "be used for", "=usage", "recommended uses", "recommended use", "recommended usage",
            "has the dataset been used",
            "out of scope", "intended usage", "how it is used", "how to use", "non goals",
        ),
        "es": ("=usos", "=uso", "casos de uso", "uso previsto", "usos previstos"),
        "fr": ("=usages", "=utilisation", "=utilisations", "usage prévu", "cas d'usage"),
        "de": ("verwendung", "verwendungszweck", "nutzung", "anwendungsfälle"),
        "pt": ("=usos", "=uso", "casos de uso", "uso pretendido", "uso previsto"),
        "zh": ("用途", "使用场景", "=使用", "适用"),
    },
    "distribution": {
        "en": (
            "distribution", "access", "license", "licence", "licensing", "licensing information",
            "availability", "=download", "distributed", "retention", "terms of use", "copyright",
            "=getting the data",
        ),
        "es": ("distribución", "acceso", "licencia", "disponibilidad"),
        "fr": ("distribution", "diffusion", "accès", "licence", "disponibilité"),
        "de": ("verteilung", "weitergabe", "zugang", "lizenz", "verfügbarkeit", "bereitstellung"),
        "pt": ("distribuição", "acesso", "licença", "disponibilidade"),
        "zh": ("分发", "发布", "获取", "许可", "访问"),
    },
    "maintenance": {
        "en": (
            "maintenance", "maintaining", "maintainer", "maintainers", "updates", "versioning",
            "version and maintenance", "maintained", "curators", "dataset curators",
            "dataset card contact", "contact", "be updated", "=versions", "contributions",
            "support", "dataset owner", "dataset owners", "owner",
        ),
        "es": ("mantenimiento", "actualización", "actualizaciones", "contacto", "responsable"),
        "fr": ("maintenance", "mise à jour", "mises à jour", "contact", "responsable"),
        "de": ("wartung", "pflege", "aktualisierung", "kontakt", "verantwortlich"),
        "pt": ("manutenção", "atualização", "atualizações", "contato", "responsável"),
        "zh": ("维护", "更新", "联系", "负责人"),
    },
    "limitations": {
        "en": (
            "limitations", "limitation", "bias", "biases", "known limitations", "caveats", "risks",
            "trade off", "trade offs", "known issues", "ethical", "ethics",
            "personal and sensitive", "sensitive",
        ),
        "es": ("limitaciones", "sesgos", "riesgos", "datos sensibles", "datos personales"),
        "fr": ("limites", "biais", "risques", "données sensibles", "données personnelles"),
        "de": ("einschränkungen", "verzerrungen", "risiken", "sensible", "personenbezogene"),
        "pt": ("limitações", "vieses", "riscos", "dados sensíveis", "dados pessoais"),
        "zh": ("局限", "偏见", "风险", "敏感", "个人信息"),
    },
}

STRONG = {
    "motivation": {
        "en": (
            "motivation", "motivations", "curation rationale", "purpose was the dataset created",
        ),
        "es": ("motivación",), "fr": ("motivation",), "de": ("motivation",), "pt": ("motivação",),
        "zh": ("动机",),
    },
    "composition": {
        "en": ("composition", "dataset structure", "data instances", "example of data points"),
        "es": ("composición",), "fr": ("composition",), "de": ("zusammensetzung",),
        "pt": ("composição",), "zh": ("组成",),
    },
    "collection": {
        "en": ("collection process", "data collection process", "dataset creation", "provenance"),
        "es": ("proceso de recolección", "proceso de recogida"), "fr": ("processus de collecte",),
        "de": ("erhebungsprozess", "datenerhebung"), "pt": ("processo de coleta",),
        "zh": ("收集过程",),
    },
    "preprocessing": {
        "en": (
            "preprocessing cleaning labeling", "preprocessing cleaning labelling",
            "preprocessing", "annotations", "annotation process",
        ),
        "es": ("preprocesamiento",), "fr": ("prétraitement",), "de": ("vorverarbeitung",),
        "pt": ("pré processamento",), "zh": ("预处理",),
    },
    "uses": {
        "en": ("=uses", "considerations for using the data", "extended use"),
        "es": ("=usos",), "fr": ("=usages", "=utilisations"), "de": ("=verwendung",),
        "pt": ("=usos",), "zh": ("用途",),
    },
    "distribution": {
        "en": ("=distribution", "licensing information", "access retention"),
        "es": ("=distribución",), "fr": ("=distribution", "=diffusion"), "de": ("=verteilung",),
        "pt": ("=distribuição",), "zh": ("分发",),
    },
    "maintenance": {
        "en": ("=maintenance", "dataset curators", "version and maintenance"),
        "es": ("=mantenimiento",), "fr": ("=maintenance",), "de": ("=wartung",),
        "pt": ("=manutenção",), "zh": ("维护",),
    },
}
"""Headings that together make a datasheet of a text which does not call itself one."""

MASKED = {
    "en": ("table of contents", "dataset card", "data card", "datasheet"),
}
