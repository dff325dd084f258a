"""The same documents in the languages that the vocabulary covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found

Find = Callable[[str, str], Found]

MODEL_CARDS = {
    "es": """\
# Tarjeta del modelo: Faro

Faro es un clasificador que ordena las reclamaciones de agua por urgencia.

## Usos previstos

El personal del ayuntamiento lo usa para repartir el trabajo de la semana.

## Usos no previstos

No debe decidir sobre el corte del suministro.

## Datos de entrenamiento

Reclamaciones de 2019 a 2023 de tres municipios, sin nombres.

## Evaluación

La exactitud sobre las reclamaciones de 2024 fue de 0,87.

## Limitaciones

Las reclamaciones en catalán se clasifican peor que las demás.

## Consideraciones éticas

Los barrios con menos internet reclaman menos y quedan peor representados.

## Licencia

MIT

## Contacto

faro@agua.example.net
""",
    "fr": """\
# Fiche du modèle : Phare

Phare est un classifieur qui trie les demandes de logement selon leur urgence.

## Utilisations prévues

Les agents de la mairie s'en servent pour préparer la commission du mois.

## Utilisations non prévues

Il ne doit pas refuser une demande.

## Données d'entraînement

Les demandes de 2018 à 2022 de deux communes, sans les noms.

## Évaluation

L'exactitude sur les demandes de 2023 est de 0,84.

## Limites

Les familles nombreuses sont rares dans les données.

## Considérations éthiques

Le quartier d'origine pèse sur le score et reste sous surveillance.

## Licence

MIT

## Contact

phare@mairie.example.net
""",
    "de": """\
# Modellkarte: Leuchtturm

Der Leuchtturm ist ein Verfahren, das Meldungen über Schlaglöcher nach Dringlichkeit ordnet.

## Bestimmungsgemäße Verwendung

Das Bauamt plant damit die Touren der nächsten Woche.

## Nicht vorgesehene Verwendung

Es darf nicht über Schadenersatz entscheiden.

## Trainingsdaten

Meldungen der Jahre 2019 bis 2023 aus zwei Städten.

## Bewertung

Die Genauigkeit auf den Meldungen von 2024 betrug 0,81.

## Einschränkungen

Nachts aufgenommene Bilder werden schlechter erkannt.

## Ethische Überlegungen

Stadtteile mit wenigen Meldungen werden seltener angefahren.

## Lizenz

MIT

## Kontakt

leuchtturm@bauamt.example.net
""",
    "pt": """\
# Cartão do modelo: Farol

O Farol é um classificador que ordena os pedidos de consulta por urgência.

## Usos pretendidos

A equipe da clínica planeja com ele a agenda da semana seguinte.

## Fora do escopo

Não deve negar uma consulta a ninguém.

## Dados de treinamento

Pedidos de 2019 a 2023 de três clínicas, sem nomes.

## Avaliação

A acurácia sobre os pedidos de 2024 foi de 0,86.

## Limitações

Pedidos escritos à mão são lidos com mais erros.

## Considerações éticas

Os vieses contra pacientes idosos foram medidos e são pequenos.

## Licença

MIT

## Contato

farol@clinica.example.net
""",
    "zh": """\
# 模型卡：灯塔

灯塔是一个对市民报修单按紧急程度排序的分类模型。

## 预期用途

市政人员用它来安排下一周的维修工作。

## 超出范围的用途

不得用于决定赔偿金额。

## 训练数据

两个城市二〇一九年至二〇二三年的报修单，已去除姓名。

## 评估结果

在二〇二四年的报修单上准确率为 0.85。

## 局限性

夜间拍摄的照片识别效果较差。

## 伦理考量

报修较少的街区可能被安排得更晚。

## 许可证

MIT

## 联系方式

lighthouse@city.example.net
""",
}


@pytest.mark.parametrize("language", sorted(MODEL_CARDS))
def test_a_complete_model_card_in(found: Find, language: str) -> None:
    card = found("docs/faro.md", MODEL_CARDS[language])
    assert card.kind is DocumentKind.MODEL_CARD
    assert card.missing == ()
    assert card.quality is Quality.COMPLETE
    assert card.language == language


def test_traditional_characters_are_read_like_simplified_ones(found: Find) -> None:
    text = (
        "# 模型卡：燈塔\n\n## 預期用途\n\n市政人員用它來安排下一週的維修工作。\n\n## 訓練數據\n\n"
        "兩個城市的報修單。\n\n## 評估結果\n\n準確率為 0.85。\n\n## 侷限與風險\n\n夜間照片較差。\n"
    )
    card = found("docs/card.md", text)
    assert {"intended_use", "training_data", "evaluation"}.isdisjoint(card.missing)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            DocumentKind.DATASHEET,
            "# Datenblatt des Datensatzes Pegel\n\n## Motivation\n\nWarnung vor Hochwasser.\n\n"
            "## Zusammensetzung\n\n4.000 Messwerte aus zwölf Flüssen.\n\n## Datenerhebung\n\n"
            "Sonden senden alle zehn Minuten.\n\n## Vorverarbeitung\n\nAusreißer wurden entfernt.\n"
            "\n## Verwendung\n\nTraining von Warnmodellen.\n\n## Verteilung\n\nDL-DE-BY-2.0\n\n"
            "## Wartung\n\nDas Amt pflegt den Datensatz jährlich.\n",
        ),
        (
            DocumentKind.DATASHEET,
            "# Ficha del conjunto de datos: Ríos\n\n## Motivación\n\nAvisar de las crecidas.\n\n"
            "## Composición\n\n4.000 medidas de doce ríos.\n\n## Recogida\n\nSondas cada diez "
            "minutos.\n\n## Preprocesamiento\n\nSin valores atípicos en los registros.\n",
        ),
        (
            DocumentKind.IMPACT_ASSESSMENT,
            "# Analyse d'impact du système d'IA Tri\n\n## Finalité\n\nTrier les dossiers.\n\n"
            "## Personnes concernées\n\nLes demandeurs de logement.\n\n## Préjudices\n\nUn dossier "
            "urgent attend trop longtemps.\n\n## Mauvaise utilisation\n\nUn refus automatique.\n\n"
            "## Mesures d'atténuation\n\nUn agent relit chaque refus.\n\n## Approbation\n\nComité "
            "d'éthique, mai 2026.\n",
        ),
        (
            DocumentKind.IMPACT_ASSESSMENT,
            "# KI-Folgenabschätzung: Tourenplanung\n\n## Zweck\n\nTouren planen.\n\n## Betroffene\n"
            "\nAnwohnerinnen und Fahrer.\n\n## Auswirkungen\n\nManche Straßen werden seltener "
            "angefahren.\n\n## Maßnahmen\n\nMonatliche Prüfung durch das Bauamt.\n",
        ),
        (
            DocumentKind.AI_POLICY,
            "# Política de Inteligência Artificial\n\n## Objetivo\n\nUso responsável de IA na "
            "organização.\n\n## Âmbito\n\nTodos os funcionários e fornecedores.\n\n"
            "## Princípios\n\nTransparência e supervisão.\n\n## Responsabilidades\n\n"
            "A diretoria aprova cada sistema de IA; o governance committee acompanha.\n\n"
            "## Riscos\n\nCada uso tem avaliação.\n",
        ),
        (
            DocumentKind.RISK_REGISTER,
            "# 人工智能系统风险登记册\n\n| 风险 | 可能性 | 严重性 | 措施 | 负责人 |\n"
            "|---|---|---|---|---|\n| 模型对老年人误判 | 中 | 高 | 人工复核 | 张工 |\n",
        ),
    ],
)
def test_other_documents_in_other_languages(found: Find, kind: DocumentKind, text: str) -> None:
    document = found("gestion/documento.md", text)
    assert document.kind is kind
    assert document.quality is not Quality.PLACEHOLDER
