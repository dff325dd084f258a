"""Judges an outline against a form: which sections are there, and whether they say anything."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .document import DocumentKind, Quality, Section
from .forms import Form
from .measures import has_figures, is_void, only_names_measures
from .outline import RUN_IN, Outline, Part, is_numeric
from .substance import blanks, says_something, template_slots, weight
from .text import fold

_SLOT = re.compile(r"\{\w+\}")
_FEW_WORDS = 50
_RECORD_WORDS = 120
_FIELD_WORDS = 80
"""A data file of fewer words has a value in each field and a sentence in none."""
_RECORDED = frozenset({"identity", "evaluation", "training_data"})
_UNRENDERED = 4
"""With this many slots of template code a text may be a template that nobody rendered."""
_TRAINED_ON = re.compile(
    r"\b(?:pre-?|fine-?)?(?:trained|tuned) (?:\w+ ){0,3}(?:on|using|with) (?:a |an |the )?\S+"
    r"|\b(?:entrenad[oa]s?|se entren[óa]|se entrenaron) (?:con|sobre|en) "
    r"|\bentraîné[es]* (?:sur|avec|à partir) "
    r"|\b(?:auf|mit) .{0,80}trainiert|\btreinad[oa]s? (?:com|em|sobre) "
    r"|训练(?:自|于)|在.{0,40}上训练",
    re.IGNORECASE,
)
_INTENDED_FOR = re.compile(
    r"\b(?:is|are|was|were) (?:primarily |only |solely )?intended (?:for|to|as)\b"
    r"|\bintended (?:primarily |only )?for\b"
    r"|\b(?:model|classifier|assistant|system|tool) is (?:only |solely |strictly |purely )?for"
    r" (?:[\w-]+[ ,/]+){1,8}(?:only|purposes)\b"
    r"|\bestá (?:pensado|destinado|diseñado) (?:para|a)\b|\best (?:destiné|conçu)e? (?:à|pour)\b"
    r"|\bist (?:für|zur) .{0,80}(?:bestimmt|vorgesehen)|\bdestina-se (?:a|ao|à)\b|旨在|用于",
    re.IGNORECASE,
)
_NOT_INTENDED = re.compile(r"\bnot (?:\w+ )?intended\b|\bno está\b|\bn'est pas\b", re.IGNORECASE)
_DUMMY_TITLE = re.compile(
    r"\bmodel id\b|\b(?:dataset|model|your|system|project) name\b|\byour\b|\btemplate\b"
    r"|[{\[<]{1,2}.*[}\]>]"
    r"|\bfoo\b|\bxxx+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging an outline came to."""

    sections: dict[str, Section]
    missing: tuple[str, ...]
    quality: Quality


def judge(form: Form, outline: Outline, given: dict[str, str] | None = None) -> Judged:
    """Find the form's sections in the outline and judge their substance.

    ``given`` holds answers from elsewhere than the text, such as front matter: section → value.
    """
    found = _find_sections(form, outline)
    _add_given(found, form, given or {}, outline)
    _add_identity(found, form, outline)
    _add_results(found, form, outline)
    _add_columns(found, form, outline)
    _add_sentences(found, form, outline)
    texts = {name: text for name, (_, text) in found.items()}
    sections = {name: section for name, (section, _) in found.items()}
    for name in _repeated(found):
        sections[name] = _hollow(sections[name])
    wanted = (*form.core, *form.tracked)
    missing = tuple(name for name in wanted if name not in sections or not sections[name].substance)
    quality = _grade(form, outline, sections, missing)
    if _is_unrendered(outline, texts, missing):
        quality = Quality.PLACEHOLDER
    return Judged(sections, missing, quality)


def _find_sections(form: Form, outline: Outline) -> dict[str, tuple[Section, str]]:
    """The best part for each section: one with substance, headed for few others, and the first.

    ``Data, performance and limitations`` speaks for three of them only where none of the three
    has a heading of its own.
    """
    concepts = [_concepts(form, outline, index) for index in range(len(outline.parts))]
    found: dict[str, tuple[Section, str]] = {}
    shared: dict[str, int] = {}
    for index, part in enumerate(outline.parts):
        among = len(concepts[index])
        for name in concepts[index]:
            best = found.get(name)
            if best is not None and best[0].substance and shared[name] <= max(among, 2):
                continue
            text = _text_under(outline, index, name, concepts)
            substance = says_something(
                text, terse=name in form.terse, least=1 if outline.structured else 3
            )
            line, end = part.line, outline.end_line(index)
            if name == "evaluation" and substance:
                substance = not _lacks_results(text, outline, line, end)
                substance = substance and (not _only_named(best) or has_figures(text))
            if best is None or substance:
                shared[name] = among
                found[name] = (Section(name, part.heading, line, end, substance), text)
    return dict(sorted(found.items()))


def _only_named(best: tuple[Section, str] | None) -> bool:
    """Whether an earlier evaluation has words, but was found to hold no results."""
    return best is not None and not best[0].substance and says_something(best[1])


def _lacks_results(text: str, outline: Outline, line: int, end: int) -> bool:
    """Whether an evaluation names measures and has a value for none of them."""
    within = [table for table in outline.tables if line <= table.line <= end]
    if within and all(is_void(table) for table in within):
        return True
    return only_names_measures(text)


def _concepts(form: Form, outline: Outline, index: int) -> frozenset[str]:
    part = outline.parts[index]
    if not part.heading:
        return frozenset()
    if part.line == outline.title_line and form.titles.names(part.heading):
        return frozenset()
    return form.sections.concepts(part.heading)


def _text_under(outline: Outline, index: int, name: str, concepts: list[frozenset[str]]) -> str:
    """The text of a part and of the parts under it, but for those about something else."""
    texts = [outline.parts[index].text]
    after = outline.end(index)
    at = index + 1
    while at < after:
        other = concepts[at]
        if other and name not in other and _leaves(name, other, outline.parts[at]):
            at = outline.end(at)
            continue
        part = outline.parts[at]
        if part.level >= RUN_IN and part.text.strip():
            texts.append(
                f"{part.heading}: {part.text}" if says_something(part.text, terse=True) else ""
            )
        else:
            texts.append(part.text)
        at += 1
    return "\n".join(texts)


_ASIDE = frozenset({"licence", "contact", "out_of_scope", "distribution", "oversight"})


def _leaves(name: str, other: frozenset[str], part: Part) -> bool:
    """Whether a nested part is so much about something else that it cannot speak for ``name``."""
    return bool(other <= _ASIDE) or (part.level <= 6 and name == "identity")


def _add_given(
    found: dict[str, tuple[Section, str]], form: Form, given: dict[str, str], outline: Outline
) -> None:
    for name, value in given.items():
        if name in (*form.core, *form.tracked) and says_something(value, terse=True):
            best = found.get(name)
            if best is None or not best[0].substance:
                line = max(1, outline.front_lines)
                found[name] = (Section(name, "(front matter)", 1, line, True), value)


def _add_identity(found: dict[str, tuple[Section, str]], form: Form, outline: Outline) -> None:
    """A title that names something, with a few words on it, says what the document is about."""
    if "identity" not in form.core or ("identity" in found and found["identity"][0].substance):
        return
    dummy = bool(_DUMMY_TITLE.search(outline.title))
    for index, part in enumerate(outline.parts[:3]):
        if not part.heading or part.line == outline.title_line:
            text = part.text
            for inner in outline.parts[index + 1 :]:
                if inner.level < RUN_IN:
                    break
                text += f"\n{inner.heading}: {inner.text}"
            words = weight(text)
            if words >= 8 or (words and not dummy and outline.title):
                line = part.line if part.heading else outline.title_line
                end = line + text.count("\n") + 1
                section = Section("identity", part.heading, line, min(end, outline.lines), True)
                found["identity"] = (section, text)
                return
    if outline.title and not dummy and form.titles.names(outline.title):
        rest = fold(outline.title)
        if len(rest.split()) > 2:
            line = outline.title_line
            found["identity"] = (Section("identity", outline.title, line, line, True), rest)


def _add_results(found: dict[str, tuple[Section, str]], form: Form, outline: Outline) -> None:
    """A table of figures is a result, whatever stands over it."""
    if "results" not in form.core or ("results" in found and found["results"][0].substance):
        return
    for table in outline.tables:
        if is_numeric(table):
            end = table.line + len(table.rows) + 1
            heading = " | ".join(table.header)
            found["results"] = (Section("results", heading, table.line, end, True), heading)
            return


def _add_columns(found: dict[str, tuple[Section, str]], form: Form, outline: Outline) -> None:
    """A register answers in the columns of its tables."""
    if form.kind is not DocumentKind.RISK_REGISTER:
        return
    for table in outline.tables:
        end = table.line + len(table.rows) + 1
        for column in table.columns():
            for name in form.sections.concepts(column.heading):
                best = found.get(name)
                if best is None or not best[0].substance:
                    said = says_something(column.text, terse=True)
                    section = Section(name, column.heading, table.line, end, said)
                    found[name] = (section, column.text)


def _add_sentences(found: dict[str, tuple[Section, str]], form: Form, outline: Outline) -> None:
    """What has no heading of its own may still be said in a sentence elsewhere."""
    for name, pattern in (("training_data", _TRAINED_ON), ("intended_use", _INTENDED_FOR)):
        if name not in form.core or name in found:
            continue
        for index, part in enumerate(outline.parts):
            match = pattern.search(part.text[:20_000])
            if match is None or not says_something(part.text):
                continue
            if _NOT_INTENDED.search(part.text[max(0, match.start() - 12) : match.end()]):
                continue
            section = Section(name, part.heading, part.line, outline.end_line(index), True)
            found[name] = (section, match[0] + str(index))
            break


def _repeated(found: dict[str, tuple[Section, str]]) -> list[str]:
    """Sections whose text stands under three or more headings, word for word."""
    folded = {name: fold(text[:2000]) for name, (_, text) in found.items()}
    places = {(folded[name], section.line) for name, (section, _) in found.items()}
    counts = Counter(text for text, _ in places if text)
    return [name for name, text in folded.items() if counts[text] >= 3]


def _hollow(section: Section) -> Section:
    return Section(section.name, section.heading, section.line, section.end_line, False)


def _grade(
    form: Form, outline: Outline, sections: dict[str, Section], missing: tuple[str, ...]
) -> Quality:
    lacking = [name for name in form.core if name in missing]
    said = [name for name in form.core if name not in missing]
    unfilled = sum(blanks(part.text) for part in outline.parts)
    words = sum(weight(part.text) for part in outline.parts)
    telling = [name for name in said if name != "identity"]
    slots = sum(template_slots(part.text) for part in outline.parts)
    if sum(1 for values in outline.front.values() for v in values if _SLOT.match(v)) >= 3:
        return Quality.PLACEHOLDER
    if unfilled >= 10 and unfilled * 30 >= words:
        return Quality.PLACEHOLDER
    unfilled = max(0, unfilled - slots)
    if not lacking and unfilled <= max(3, words // 25):
        tabular = outline.structured or form.kind is DocumentKind.RISK_REGISTER
        enough = tabular or words >= _FEW_WORDS // 2
        return Quality.COMPLETE if enough else Quality.STUB
    hollow = len(lacking) >= len(said)
    if hollow and unfilled >= 5 and unfilled * 25 >= words:
        return Quality.PLACEHOLDER
    if not telling and (unfilled * 25 > words or words < 8 or _asked_in_vain(sections)):
        return Quality.PLACEHOLDER
    if not lacking:
        return Quality.COMPLETE if unfilled * 12 < words else Quality.PARTIAL
    extra = [n for n in form.tracked if n not in missing and n not in {"licence", "contact"}]
    if words < _FEW_WORDS and not (outline.structured and said):
        return Quality.STUB
    if form.kind is DocumentKind.MODEL_CARD and not extra and _is_thin(outline, words, said):
        return Quality.STUB
    return Quality.PARTIAL


def _is_thin(outline: Outline, words: int, said: list[str]) -> bool:
    """Whether a card is the record of a training run: what was trained, how well, on what."""
    if set(said) <= {"identity", "evaluation"}:
        return outline.structured or words < _RECORD_WORDS
    return outline.structured and words < _FIELD_WORDS and set(said) <= _RECORDED


def _is_unrendered(outline: Outline, texts: dict[str, str], missing: tuple[str, ...]) -> bool:
    """Whether template code stands where a section should be that the kind asks for.

    Slots left in sections beyond those are no more than gaps.
    """
    if sum(template_slots(part.text) for part in outline.parts) < _UNRENDERED:
        return False
    return any(template_slots(texts[name]) for name in missing if name in texts)


def _asked_in_vain(sections: dict[str, Section]) -> bool:
    """Whether most sections are headed and none of them says anything."""
    hollow = sum(1 for section in sections.values() if not section.substance)
    return hollow >= 3 and hollow * 2 > len(sections)
