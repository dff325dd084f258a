"""Everyday words that tell the languages apart that the vocabulary covers."""

# fmt: off

COMMON_WORDS = {
    "en": ("the", "of", "and", "is", "for", "with", "this", "that", "not", "are"),
    "es": ("el", "los", "las", "para", "del", "una", "con", "por", "que", "se"),
    "fr": ("le", "les", "des", "et", "pour", "une", "est", "dans", "du", "sur"),
    "de": ("der", "die", "das", "und", "fur", "nicht", "mit", "ist", "wird", "von"),
    "it": ("il", "della", "di", "per", "sono", "gli", "non", "nel", "dei", "questo"),
    "nl": ("het", "een", "van", "voor", "niet", "zijn", "wordt", "deze", "met", "bij"),
    "pt": ("nao", "uma", "para", "com", "dos", "das", "sao", "pelo", "foi", "aos"),
}
