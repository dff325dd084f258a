"""The words by which concepts are told, per language: data, apart from the reading.

A phrase is written as people write it; comparison ignores case, accents, punctuation and
numbering. Three marks: ``=phrase`` is the whole heading, ``^phrase`` its start; ``a .. b`` lets
up to six words stand between. Without a mark a phrase may stand anywhere, at word boundaries.
"""
