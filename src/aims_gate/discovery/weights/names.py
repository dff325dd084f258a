"""What the name of a file says about its holding weights."""

from __future__ import annotations

import re

_SPEAKS_OF_MODEL = re.compile(
    r"model|weight|checkpoint|ckpt|classif|clf|regress|forest|xgb|lgbm?|lightgbm|catboost|svm|"
    r"svc|bert|gpt|resnet|vgg|yolo|net(?:$|[_.\d-])|lstm|gru|cnn|rnn|encoder|decoder|detector|"
    r"predictor|recogni|policy|actor|critic|generator|discriminator|lora|adapter|estimator|"
    r"pipeline|knn|naive|bayes|logistic|linear|kmeans|best|agent|arima|prophet|isolation|"
    r"adaboost|gboost|boost|tree|mlp|ensemble|sentiment|spam|embedder|diffusion|unet|vae",
    re.IGNORECASE,
)
_SPEAKS_OF_OTHER = re.compile(
    r"tokeni[sz]|vocab|spiece|sentencepiece|spm|bpe|column|cols|feature|scaler|label_?enc|"
    r"labelenc|_encoder$|encoder_|params|explainer|vectori|tfidf|dataset|history|"
    r"optimizer|scheduler|rng_state|training_args|random_states|metadata|index|cache|mapping|"
    r"preproc|imputer|split|_data$|^data|^x_|^y_|train_set|test_set|filters|config|results?$|"
    r"metrics|embeddings?(?:$|_)|corpus|samples|pose|landmark_points|buffer|replay|statistics|"
    r"stats|selector|transformer_pipeline|threshold|encoders$|labels|classes|idx",
    re.IGNORECASE,
)
_FOLDER_OF_MODELS = re.compile(
    r"(?:^|/)(?:[\w-]*models?|weights|checkpoints?|ckpts?|saved_models?|pretrained[\w-]*|"
    r"artifacts?|trained[\w-]*|model_store)(?:/|$)",
    re.IGNORECASE,
)


def named_like_model(path: str) -> bool:
    """Whether a file nothing else is known of is more likely a model than not, by its name."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if _SPEAKS_OF_OTHER.search(stem):
        return False
    return _SPEAKS_OF_MODEL.search(stem) is not None or _FOLDER_OF_MODELS.search(folder) is not None


def named_like_other(path: str) -> bool:
    """Whether the name says that it is something beside a model: a vocabulary, a scaler, data."""
    name = path.rpartition("/")[2]
    return _SPEAKS_OF_OTHER.search(name.rpartition(".")[0] or name) is not None
