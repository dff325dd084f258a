"""Which files are worth reading at all: told by name and by a few bytes, in no time."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePosixPath

MAXIMUM = 2 << 20
"""Documents over this many bytes are not read."""
BEGINNING = 64 << 10
"""How much is looked at of a document that is too large, in bytes."""
_ZONE = 3_000


class Carrier(Enum):
    """How a document is written."""

    MARKDOWN = "Markdown"
    RST = "reStructuredText"
    HTML = "HTML"
    YAML = "YAML"
    JSON = "JSON"
    CSV = "CSV"
    XML = "XML"
    NOTEBOOK = "notebook"
    CLOSED = "closed"
    """PDF and office formats, which nobody can review in a diff and we do not read."""


_CARRIERS = {
    ".md": Carrier.MARKDOWN,
    ".markdown": Carrier.MARKDOWN,
    ".mdx": Carrier.MARKDOWN,
    ".qmd": Carrier.MARKDOWN,
    ".rmd": Carrier.MARKDOWN,
    ".txt": Carrier.MARKDOWN,
    ".rst": Carrier.RST,
    ".html": Carrier.HTML,
    ".htm": Carrier.HTML,
    ".yaml": Carrier.YAML,
    ".yml": Carrier.YAML,
    ".json": Carrier.JSON,
    ".jsonld": Carrier.JSON,
    ".csv": Carrier.CSV,
    ".xml": Carrier.XML,
    ".ipynb": Carrier.NOTEBOOK,
    ".pdf": Carrier.CLOSED,
    ".docx": Carrier.CLOSED,
    ".odt": Carrier.CLOSED,
    ".xlsx": Carrier.CLOSED,
    ".doc": Carrier.CLOSED,
}
_NAME = re.compile(
    r"card|sheet|statement|impact|folgen|\baia|fria|dpia|polic|politi|polít|richtlinie|charte|"
    r"ris[kqic]|riesgo|oversight|human|supervis|aufsicht|transparen|responsible|\brai|ethic|"
    r"incident|vorfall|monitor|annex|technical|technische|fairness|bias|eval|croissant|bom|"
    r"ficha|fiche|tarjeta|karte|blatt|steckbrief|governance|principle|benchmark|"
    r"模型|数据|影响|政策|风险|评估|监",
)
_FOLDER = re.compile(r"(?:card|sheet)s?/[^/]*$")
_DATA_NAME = re.compile(
    r"(?:model|system|data|dataset)[ _.-]?cards?\b|data[ _.-]?sheet|impact|\baia\b|fria|dpia|"
    r"risks?\b|risk[ _.-]|oversight|polic|croissant|bom\b|eval|fairness|bias|incident|monitor|"
    r"模型|数据|影响|风险|ficha|fiche|karte"
)
_BILL_NAME = re.compile(r"bom\b|\bcdx\b|cyclonedx")
_TITLES = tuple(
    phrase.encode()
    for phrase in (
        "model card",
        "modelcard",
        "model-card",
        "system card",
        "fact sheet",
        "datasheet",
        "data sheet",
        "data card",
        "dataset card",
        "data statement",
        "impact assessment",
        "impact analysis",
        "ai policy",
        "ai polic",
        "intelligence policy",
        "ai principles",
        "llm policy",
        "responsible ai",
        "transparency",
        "risk register",
        "risk assessment",
        "risk log",
        "risk matrix",
        "human oversight",
        "human in the loop",
        "human-in-the-loop",
        "incident",
        "monitoring",
        "evaluation",
        "validation report",
        "performance report",
        "fairness",
        "bias",
        "technical documentation",
        "annex iv",
        "dataset documentation",
        "tarjeta de",
        "ficha ",
        "fiche ",
        "carte ",
        "modellkarte",
        "steckbrief",
        "datenblatt",
        "folgenabsch",
        "impacto",
        "d'impact",
        "d’impact",
        "política de",
        "politica de",
        "politique",
        "richtlinie",
        "risikoregister",
        "registro de riesgos",
        "registro de riscos",
        "registre des risques",
        "cartão",
        "cartao",
        "模型卡",
        "模型说明",
        "数据卡",
        "数据集卡",
        "影响评估",
        "人工智能",
        "风险",
        "系统卡",
        "technische dokumentation",
        "transparenz",
        "scheda de",
        "registro dei rischi",
        "valutazione d'impatto",
        "modelkaart",
        "datakaart",
        "risicoregister",
        "effectbeoordeling",
        "モデルカード",
        "データカード",
        "データシート",
        "影響評価",
        "リスク",
        "모델 카드",
        "데이터 카드",
    )
)
_INTENDED = tuple(
    phrase.encode()
    for phrase in (
        "intended use",
        "uso previsto",
        "usos previstos",
        "uso pretendido",
        "usos pretendidos",
        "utilisation prévue",
        "utilisations prévues",
        "usage prévu",
        "usages prévus",
        "verwendungszweck",
        "bestimmungsgemäße",
        "vorgesehene verwendung",
        "预期用途",
        "预期使用",
    )
)
_HUB_FRONT = (
    b"library_name:",
    b"pipeline_tag:",
    b"base_model:",
    b"model-index:",
    b"task_categories:",
    b"size_categories:",
    b"dataset_info:",
    b"annotations_creators:",
    b"source_datasets:",
)
_JSON_MARKS = (
    b"mlcommons.org/croissant",
    b'"CycloneDX"',
    b"spdx.org/rdf/3",
    b'"model_details"',
    b'"modelDetails"',
    b'"intended_use',
    b'"intendedUse',
    b'"model_card"',
    b'"impact_assessment"',
    b'"likelihood"',
)
_YAML_MARKS = (
    b"model_details",
    b"intended_use",
    b"intended use",
    b"model_card",
    b"model-card:",
    b"impact_assessment:",
    b"likelihood:",
    b"affected",
    b"datasheet",
    b"uso_previsto",
)
_CLOSED_NAME = re.compile(
    r"(?:model|system)[ _.-]?cards?\b|(?:data|dataset)[ _-]cards?\b|datasheet[ _-]?(?:for|of)|"
    r"(?:dataset|data)[ _-]datasheet|"
    r"(?:\bai|algorithmic|algorithm|rights|model)[ _-](?:system[ _-])?impact[ _-]assessment|"
    r"\bfria\b|\bdpia\b|\bai[ _-](?:\w{1,15}[ _-])?policy|"
    r"\bai[ _-]risk[ _-](?:register|assessment)|responsible[ _-]ai|transparency[ _-]note"
)


_WORDS = re.compile(r"[^\W_]+")
_LONGEST_NAME = 7
"""Words in a file name, beyond which it names a figure or an attachment rather than a document."""


def carrier_of(path: str) -> Carrier | None:
    """How a file of this name is written; ``None`` for what holds no documents."""
    dot = path.rfind(".")
    return _CARRIERS.get(path[dot:].lower()) if dot >= 0 else None


def may_be_bill(path: str) -> bool:
    """Whether the name may be that of a bill of materials, the only XML that is read."""
    return bool(_BILL_NAME.search(PurePosixPath(path).name.lower()))


def claims_by_name(path: str) -> bool:
    """Whether the name alone claims evidence so plainly that silence about it would mislead."""
    name = PurePosixPath(path).stem.lower()
    return len(_WORDS.findall(name)) <= _LONGEST_NAME and bool(_CLOSED_NAME.search(name))


def worth_reading(path: str, carrier: Carrier, data: bytes) -> bool:
    """Whether a file may be evidence at all; says yes too often rather than too seldom."""
    name = PurePosixPath(path).name.lower()
    if carrier is Carrier.JSON:
        return bool(_DATA_NAME.search(name)) or any(mark in data for mark in _JSON_MARKS)
    if carrier is Carrier.XML:
        return may_be_bill(path) and b"cyclonedx.org/schema/bom/" in data[:4096]
    if carrier is Carrier.CSV:
        return bool(_DATA_NAME.search(name))
    if carrier is Carrier.YAML:
        return bool(_DATA_NAME.search(name)) or any(mark in data for mark in _YAML_MARKS)
    if _NAME.search(name) or _FOLDER.search(path.lower()):
        return True
    zone = data[: _ZONE if carrier is not Carrier.HTML else 4 * _ZONE]
    if zone.startswith(b"---") and any(mark in zone for mark in _HUB_FRONT):
        return True
    zone = zone.lower()
    if any(title in zone for title in _TITLES):
        return True
    if carrier in {Carrier.HTML, Carrier.NOTEBOOK}:
        return False
    lower = data.lower()
    if any(phrase in lower for phrase in _INTENDED):
        return True
    return b"composition" in lower and b"collection process" in lower
