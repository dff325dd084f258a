"""Pickles: which classes they name, read from their opcodes, never executed."""

from __future__ import annotations

import re

_MOST_OPCODES = 4000
_ROOTS = frozenset(
    "sklearn xgboost lightgbm catboost torch keras tensorflow fairlearn statsmodels hmmlearn "
    "prophet surprise gensim implicit lightfm pycaret imblearn tpot ngboost autogluon nltk spacy "
    "flair skorch fastai aif360 mlxtend econml pmdarima arch interpret pygam sktime lifelines "
    "sksurv tabpfn h2o transformers sentence_transformers ultralytics stable_baselines3 thundersvm "
    "cuml pytorch_lightning lightning skmultilearn river dask_ml bertopic top2vec setfit".split()
)
_NOT_MODELS = re.compile(
    r"sklearn\.(?:preprocessing|feature_extraction|impute|feature_selection|utils|compose|"
    r"metrics|datasets)\b|sklearn\.model_selection\._split|nltk\.(?:tokenize|corpus|stem|probability)|"
    r"torch\.(?:utils\.data|Size|device)|keras\.(?:src\.)?(?:\w*\.)*(?:text|callbacks|preprocessing)|"
    r"tensorflow\.python\.(?:data|framework)|spacy\.(?:tokens|vocab)|aif360\.datasets|"
    r"sklearn\.(?:tree|neighbors)\._(?:partition|kd_tree|ball_tree)$"
)
_RUINOUS = frozenset({"os", "posix", "nt", "subprocess", "builtins", "__builtin__", "sys", "runpy",
                      "socket", "shutil", "pty", "commands", "webbrowser"})  # fmt: skip
_HARMLESS = frozenset({"getattr", "set", "frozenset", "bytearray", "list", "dict", "tuple", "int",
                       "float", "str", "bool", "slice", "range", "complex", "object", "bytes",
                       "type", "print", "len"})  # fmt: skip


def classes(data: bytes) -> list[str]:
    """Dotted names of the classes and functions that the start of a pickle asks for."""
    import pickletools

    found: list[str] = []
    strings: list[str] = []
    try:
        for number, (opcode, argument, _) in enumerate(pickletools.genops(data)):
            if number > _MOST_OPCODES:
                break
            if opcode.name == "GLOBAL":
                found.append(str(argument).replace(" ", "."))
            elif opcode.name == "STACK_GLOBAL" and len(strings) >= 2:
                found.append(".".join(strings[-2:]))
            elif "UNICODE" in opcode.name and len(str(argument)) < 200:
                strings.append(str(argument))
    except (ValueError, IndexError, EOFError, OverflowError, MemoryError, AttributeError):
        pass
    return found


def is_pickle(data: bytes) -> bool:
    """Whether the bytes begin as a pickle of protocol 2 to 5 does."""
    return (data[:1] == b"\x80" and 2 <= data[1] <= 5) if len(data) > 2 else False


def model_class(names: list[str]) -> str | None:
    """The class of the model that a pickle with these classes holds; ``None`` if none."""
    if names and _NOT_MODELS.match(names[0]):
        return None  # the outermost object decides: a fitted scaler is no model
    return next((name for name in names if _is_of_models(name)), None)


def _is_of_models(name: str) -> bool:
    return name.partition(".")[0] in _ROOTS and not _NOT_MODELS.match(name)


def runs_commands(names: list[str]) -> list[str]:
    """Names that a model has no need of and that run commands when the pickle is loaded."""
    return [
        name
        for name in names
        if name.partition(".")[0] in _RUINOUS and name.rpartition(".")[2] not in _HARMLESS
    ]
