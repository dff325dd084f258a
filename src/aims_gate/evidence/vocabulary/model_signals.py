"""What makes a model card of a text that does not call itself one."""

# fmt: off

STRONG = {
    "intended_use": {
        "en": ("intended use", "intended uses", "primary intended", "intended users"),
        "es": ("uso previsto", "usos previstos"),
        "fr": ("utilisation prévue", "utilisations prévues", "usage prévu", "usages prévus"),
        "de": ("bestimmungsgemäße verwendung", "vorgesehene verwendung", "verwendungszweck"),
        "pt": ("uso pretendido", "usos pretendidos", "uso previsto"),
        "zh": ("预期用途", "预期使用"),
    },
    "out_of_scope": {
        "en": ("out of scope use", "out of scope uses", "out of scope"),
        "es": ("fuera de alcance", "fuera del alcance", "usos no previstos"),
        "fr": ("hors périmètre", "usages non prévus", "utilisations non prévues"),
        "de": ("nicht vorgesehene", "nicht bestimmungsgemäß"),
        "pt": ("fora do escopo", "fora de escopo"),
        "zh": ("超出范围", "非预期用途", "禁止用途"),
    },
    "training_data": {
        "en": (
            "training data", "training dataset", "training datasets", "=datasets",
            "evaluation data", "pretraining data",
        ),
        "es": ("datos de entrenamiento",),
        "fr": ("données d'entraînement", "données d'apprentissage"),
        "de": ("trainingsdaten",),
        "pt": ("dados de treinamento", "dados de treino"),
        "zh": ("训练数据",),
    },
    "limitations": {
        "en": ("limitations", "caveats and recommendations"),
        "es": ("limitaciones",),
        "fr": ("limites", "limitations"),
        "de": ("einschränkungen", "limitationen"),
        "pt": ("limitações",),
        "zh": ("局限", "局限性"),
    },
    "details": {
        "en": (
            "model details", "model description", "model type", "model date", "model version",
            "model architecture",
        ),
        "es": ("detalles del modelo", "descripción del modelo"),
        "fr": ("détails du modèle", "description du modèle"),
        "de": ("modelldetails", "modellbeschreibung"),
        "pt": ("detalhes do modelo", "descrição do modelo"),
        "zh": ("模型详情", "模型描述", "模型简介"),
    },
    "ethics": {
        "en": (
            "ethical considerations", "bias risks and limitations", "bias and fairness",
            "broader implications", "bias and risks",
        ),
        "es": ("consideraciones éticas",),
        "fr": ("considérations éthiques",),
        "de": ("ethische überlegungen", "ethische aspekte"),
        "pt": ("considerações éticas",),
        "zh": ("伦理考量", "伦理考虑", "道德考量"),
    },
    "evaluation": {
        "en": (
            "quantitative analyses", "evaluation results", "model performance", "=evaluation",
            "=performance", "=metrics",
        ),
        "es": ("=evaluación", "=métricas", "resultados de la evaluación"),
        "fr": ("=évaluation", "=métriques", "=performances"),
        "de": ("=evaluation", "=metriken", "=evaluierung"),
        "pt": ("=avaliação", "=métricas"),
        "zh": ("评估结果", "=评估", "模型性能"),
    },
}
"""Headings that together make a card of a text which does not call itself one."""

MODEL_FIELDS = (
    "library_name", "pipeline_tag", "base_model", "model-index", "base_model_relation",
    "model_name", "inference", "eval_results",
)
"""Front matter that only the README of a published model has."""

DATASET_FIELDS = (
    "task_categories", "size_categories", "dataset_info", "annotations_creators",
    "source_datasets", "language_creators", "task_ids", "multilinguality",
)
"""Front matter that only the README of a published dataset has."""

APP_FIELDS = ("sdk", "app_file", "sdk_version", "colorfrom")
"""Front matter of a hosted application, which is neither."""

RECORD_KEYS = (
    "model_name", "model_type", "model_family", "model_version", "algorithm", "architecture",
    "task", "framework", "target", "features", "feature_names", "n_features", "features_numeric",
    "features_categorical", "hyperparameters", "random_state", "seed", "solver", "penalty",
    "learning_rate", "epochs", "n_estimators", "max_depth", "created_at", "generated_at",
    "trained_at", "created_date", "training_date", "train_date", "python", "python_version",
    "sklearn_version", "classes", "threshold", "calibration", "input_shape", "training_samples",
    "test_samples", "n_train", "n_test", "accuracy", "test_accuracy", "auc", "roc_auc", "f1",
    "rmse", "mae", "r2",
)
"""Keys that programs write when they have trained a model."""
