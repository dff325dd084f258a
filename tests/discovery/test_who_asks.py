from textwrap import dedent

import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in


def test_a_name_that_nobody_asks_is_listed_and_makes_no_ai_system() -> None:
    found = found_in({"src/routes.py": "demo = Metadata(title='x', model='claude-opus-4-8')\n"})
    assert [each.identity for each in found.of(AssetKind.API_MODEL)] == ["claude-opus-4-8"]
    assert not found.ai_system


@pytest.mark.parametrize(
    "files",
    [
        {"src/a.py": "M = 'gpt-4o'\nhttpx.post(f'{BASE}/chat/completions', json=body(M))\n"},
        {
            "src/a.py": """
            import subprocess
            MODEL = 'claude-opus-4-8'
            subprocess.run([binary, '-p', '--model', MODEL])
            """
        },
        {"src/a.py": "MODEL = 'gpt-4o'\n", "src/b.py": "import openai\n"},
        {"config/settings.yaml": "model: gpt-4o\n"},
    ],
)
def test_a_name_that_somebody_asks_makes_one(files: dict[str, str]) -> None:
    assert found_in({path: dedent(text) for path, text in files.items()}).ai_system


def test_the_place_of_a_plain_request_is_told() -> None:
    source = "MODEL = 'gpt-4o'\n# /chat/completions\npost(URL + '/v1/chat/completions', MODEL)\n"
    (found,) = found_in({"src/a.py": source}).of(AssetKind.INFERENCE)
    assert (found.identity, found.at.line) == ("src/a.py", 3)
