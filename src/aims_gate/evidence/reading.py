"""One file to the document that is in it, if any."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ..repository.yaml_tree import Yaml
from . import cards
from .bom import judge_bill, read_bill
from .bom_xml import load_xml_bill
from .croissant import is_croissant, judge_croissant
from .data_files import (
    Unparsable,
    data_outline,
    json_lines,
    load_json,
    read_csv_outline,
    read_yaml_outline,
)
from .document import DocumentKind, Quality
from .forms import Form, form_of
from .judge import judge
from .kept_outline import KeptOutline
from .language import language_of
from .markdown import read_markdown
from .markup import read_html, read_notebook, read_rst
from .outline import Outline
from .prefilter import (
    MAXIMUM,
    Carrier,
    carrier_of,
    claims_by_name,
    worth_reading,
)
from .recognise import CALLED_SO, recognise
from .rows import Found
from .text import decode, fold
from .vocabulary import model_signals

_LFS = b"version https://git-lfs"


def read_document(path: str, data: bytes, size: int) -> Found | None:
    """Recognise and read the document in a file; ``None`` if it is no evidence.

    ``data`` is the start of the file, ``size`` its whole length in bytes. Never raises, and takes
    time linear in ``data``.
    """
    carrier = carrier_of(path)
    if carrier is None or not data.strip():
        return None
    if carrier is Carrier.CLOSED:
        reason = f"{PurePosixPath(path).suffix[1:].upper()} files are not read"
        return _unreadable(path, reason) if claims_by_name(path) else None
    if data.startswith(_LFS) and size < 1024:
        return (
            _unreadable(path, "its content is kept elsewhere (Git LFS)")
            if claims_by_name(path)
            else None
        )
    if not worth_reading(path, carrier, data):
        return None
    text = decode(data)
    if text is None:
        return _unreadable(path, "it is binary") if claims_by_name(path) else None
    if size > MAXIMUM:
        return _too_large(path, carrier, text)
    try:
        return _read(path, carrier, text)
    except Unparsable as problem:
        return _broken(path, text, str(problem))


def read_as(path: str, data: bytes, kind: DocumentKind) -> Found:
    """Read a file as the kind of document that somebody declared it to be.

    Its substance is judged as ever; only recognition is left out.
    """
    carrier = carrier_of(path) or Carrier.MARKDOWN
    signals = ("it is declared to be one",)
    text = None if carrier is Carrier.CLOSED or len(data) > MAXIMUM else decode(data)
    if text is None or data.startswith(_LFS):
        return Found.unreadable(kind, PurePosixPath(path).name, signals)
    if not text.strip():
        return Found.empty(kind, form_of(kind), signals)
    try:
        if carrier in {Carrier.JSON, Carrier.XML}:
            value = load_json(text) if carrier is Carrier.JSON else load_xml_bill(text)
            special = _read_special(value, text)
            if special is not None and special.kind is kind:
                return special
        outline = outline_of(carrier, text)
    except Unparsable:
        return Found.unreadable(kind, PurePosixPath(path).name, signals)
    form = form_of(kind)
    if form is None:
        return Found.unreadable(kind, PurePosixPath(path).name, signals)
    return _judged(form, outline, text, signals, carrier)


def outline_of(carrier: Carrier, text: str) -> Outline:
    """Read a text of the given carrier into an outline; raises :class:`Unparsable`."""
    if carrier is Carrier.JSON:
        return data_outline(load_json(text), json_lines(text), text.count("\n") + 1)
    if carrier is Carrier.YAML:
        return _read_yaml(text)
    if carrier is Carrier.CSV:
        return read_csv_outline(text)
    if carrier is Carrier.NOTEBOOK:
        return read_notebook(text)
    if carrier is Carrier.HTML:
        return read_html(text)
    return read_rst(text) if carrier is Carrier.RST else read_markdown(text)


_CARD_AFTER_FRONT = re.compile(r"\A---[ \t]*\n(?:.*\n){1,300}?---[ \t]*\n\s*#{1,2} \S")


def _read_yaml(text: str) -> Outline:
    """Read YAML; a published card, which is Markdown, may have been saved under its suffix."""
    front = _CARD_AFTER_FRONT.match(text[:20_000])
    published = (*model_signals.MODEL_FIELDS, *model_signals.DATASET_FIELDS)
    if front and any(f"\n{field}:" in front[0] for field in published):
        return read_markdown(text)
    return read_yaml_outline(text)


def _read(path: str, carrier: Carrier, text: str) -> Found | None:
    if carrier is Carrier.XML:
        return _read_special(load_xml_bill(text), text)
    if carrier is Carrier.JSON:
        value = load_json(text)
        special = _read_special(value, text)
        if special is not None or _is_schema(value):
            return special
        outline = data_outline(value, json_lines(text), text.count("\n") + 1)
    else:
        outline = outline_of(carrier, text)
    recognition = recognise(path, outline, text)
    if recognition is None:
        return None
    if carrier is Carrier.NOTEBOOK and recognition.form.of_ai:
        return None  # notebooks show how to assess; what they came to is written elsewhere
    found = _judged(recognition.form, outline, text, recognition.signals, carrier)
    says = found.sections or found.quality is Quality.PLACEHOLDER
    return found if says or recognition.strength >= CALLED_SO else None


def _read_special(value: Yaml, text: str) -> Found | None:
    """Croissant and bills of materials, which are told by their own fields."""
    lines = text.count("\n") + 1
    if is_croissant(value) and isinstance(value, dict):
        sections, missing, quality = judge_croissant(value, json_lines(text), lines)
        name = str(value.get("name", ""))[:200]
        return Found(
            DocumentKind.CROISSANT,
            1,
            name,
            quality,
            sections,
            missing,
            describes=(name,) if name else (),
            signals=("it conforms to Croissant",),
        )
    bill = read_bill(value)
    if bill is None:
        return None
    sections, missing, quality = judge_bill(bill, lines)
    names = tuple(str(component.get("name", ""))[:200] for component in bill.components[:30])
    return Found(
        DocumentKind.AI_BOM,
        1,
        bill.format,
        quality,
        sections,
        missing,
        describes=tuple(name for name in names if name),
        signals=(f"{bill.format} with {len(bill.components)} component(s) of AI",),
    )


def _is_schema(value: Yaml) -> bool:
    return isinstance(value, dict) and isinstance(value.get("properties"), dict)


def _judged(
    form: Form, outline: Outline, text: str, signals: tuple[str, ...], carrier: Carrier
) -> Found:
    judged = judge(form, outline, cards.given_by_fields(form.kind, outline))
    return Found(
        kind=form.kind,
        line=outline.title_line if outline.title else 1,
        title=outline.title[:200],
        quality=judged.quality,
        sections=judged.sections,
        missing=judged.missing,
        describes=cards.describes(form.kind, outline, text),
        fields=cards.fields(outline),
        language=language_of(text),
        signals=signals,
        outline=KeptOutline.of(outline, text) if carrier is Carrier.MARKDOWN else None,
    )


def _kind_by_name(path: str) -> DocumentKind | None:
    stem = fold(PurePosixPath(path).stem)
    for kind in DocumentKind:
        form = form_of(kind)
        if form and (form.file_names.search(stem) or form.titles.names(stem)):
            return kind
    return None


def _unreadable(path: str, reason: str) -> Found | None:
    kind = _kind_by_name(path)
    if kind is None:
        return None
    name = PurePosixPath(path).name
    return Found.unreadable(kind, name, (f"the file name is “{name}”", reason))


def _too_large(path: str, carrier: Carrier, text: str) -> Found | None:
    reason = f"it is larger than {MAXIMUM >> 20} MiB"
    if claims_by_name(path):
        return _unreadable(path, reason)
    if carrier in {Carrier.JSON, Carrier.NOTEBOOK, Carrier.YAML, Carrier.CSV, Carrier.XML}:
        return None
    recognition = recognise(path, outline_of(carrier, text), text)
    if recognition is None:
        return None
    return Found.unreadable(
        recognition.form.kind, PurePosixPath(path).name, (*recognition.signals, reason)
    )


def _broken(path: str, text: str, reason: str) -> Found | None:
    """A data file that cannot be parsed: a template, or unreadable if its name claims much."""
    if not claims_by_name(path):
        return None
    found = _unreadable(path, reason[:200])
    if found is not None and ("{{" in text or "{%" in text):
        return found.as_placeholder("it is a template that nobody filled")
    return found
