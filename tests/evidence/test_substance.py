from __future__ import annotations

import pytest

from aims_gate.evidence import substance
from aims_gate.evidence.substance import blanks, says_something


@pytest.mark.parametrize(
    "text",
    [
        "Trained on 4,000 letters of customers.",
        "- Storms are rare in the data.\n- Ice is not in it.",
        "Not applicable.",
        "No known risks",
        "[ImageNet](https://image-net.org)",
        "https://doi.org/10.1000/182",
        "| port | error | n |\n|---|---|---|\n| Kiel | 0.41 | 300 |",
        "Users should report errors of the model to the office within a day.",
        "- [x] reviewed by the ethics board in May",
        "仅在晴天图像上训练，夜间图像的误差更大。",
        "No se aplica a menores de edad en ningún caso.",
        "PyTorch / TensorFlow / JAX are supported by the exporter.",
        "Accuracy 0.93 on the held-out year (see Table 2).",
        "[No] sensitive data is in the collection.",
    ],
)
def test_answers_are_substance(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[More Information Needed]",
        "{{ training_data | default('[More Information Needed]', true) }}",
        "{% if limits %}{{ limits }}{% endif %}",
        "*Your Answer Here*",
        "(TBD)",
        "TODO: add the results",
        "To be completed.",
        "Coming soon!",
        "[INSERT DESCRIPTION OF THE DATA]",
        "<model name>",
        "YYYY-MM-DD",
        "low | medium | high",
        "Yes / No",
        "☐ Yes  ☐ No",
        "- [ ] reviewed by the ethics board in May",
        "Report precision, recall and F1 on the held-out set.",
        "Describe the population from which the data was drawn.",
        "Run `eval` with the default configuration.",
        "See the paper for all details.",
        "For what purpose was the dataset created? Was there a specific task in mind?",
        "If so, please provide a description.",
        "| port | error | n |\n|---|---|---|\n|  |  |  |",
        "lorem ipsum dolor sit amet",
        "https://arxiv.org/abs/waiting-on-url",
        "---",
        "Describa los datos de entrenamiento del modelo.",
        "Pendiente de completar",
        "Décrivez les données d'entraînement.",
        "À compléter",
        "Beschreiben Sie die Trainingsdaten des Modells.",
        "Noch zu ergänzen",
        "Descreva os dados de treinamento.",
        "A preencher",
        "待补充",
        "请填写训练数据",
        "![diagram](diagram.png)",
    ],
)
def test_what_only_holds_a_place_is_not(text: str) -> None:
    assert not says_something(text)


def test_a_pointer_is_an_answer_where_a_word_is() -> None:
    assert says_something("MIT", terse=True)
    assert says_something("Please use [this form](https://forms.example.net/f)", terse=True)
    assert not says_something("TBD", terse=True)
    assert not says_something("[More Information Needed]", terse=True)


def test_blanks_are_counted_and_links_and_footnotes_are_none() -> None:
    assert blanks("[Your name] from {{ team }}, DD/MM/YYYY") == 3
    assert blanks("[the paper](https://example.net/p) [1] [^note] - [x] done <br> <b>bold</b>") == 0


@pytest.mark.parametrize(
    ("address", "is_dummy"),
    [
        ("https://arxiv.org/abs/1810.03993", False),
        ("https://arxiv.org/pdf/2103.00020v1", False),
        ("https://arxiv.org/abs/math.GT/0309136", False),
        ("https://arxiv.org/abs/cs/0112017", False),
        ("https://arxiv.org/abs/", True),
        ("https://arxiv.org/abs/paper-id", True),
        ("https://arxiv.org/abs/0000", True),
    ],
)
def test_an_address_of_arxiv_needs_an_identifier(address: str, is_dummy: bool) -> None:
    assert bool(substance._DUMMY_LINK.search(address)) == is_dummy
