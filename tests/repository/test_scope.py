import pytest

from aims_gate.repository.scope import Scope, scope_of


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("src/app.py", "product"),
        ("MODEL_CARD.md", "product"),
        ("research/demo-ui/models/model.pt", "product"),
        ("computer-use-demo/loop.py", "product"),
        ("contest/entry.py", "product"),
        ("env/config.py", "product"),
        ("notebooks/train.ipynb", "product"),
        ("latest/run.py", "product"),
        ("prompts/system.txt", "product"),
        ("tests/unit/test_app.py", "test"),
        ("src/app_test.go", "test"),
        ("web/src/button.spec.ts", "test"),
        ("src/test/java/org/OwnerTests.java", "test"),
        ("app/src/main/java/com/acme/samples/Api.java", "product"),
        ("samples/app/src/main/kotlin/com/acme/Api.kt", "example"),
        ("Shop.UnitTests/Cart.cs", "test"),
        ("examples/tests/test_x.py", "test"),
        ("docs/api/page.md", "docs"),
        ("docs/examples/run.py", "example"),
        ("examples/train.py", "example"),
        ("benchmarks/run.py", "test"),
        ("pkg/asv_bench/requirements.txt", "test"),
        ("benchmarks/RESULTS.md", "product"),
        ("perfect/run.py", "product"),
        ("src/main/java/com/acme/bench/Api.java", "product"),
        ("templates/service/main.py", "template"),
        ("{{cookiecutter.name}}/main.py", "template"),
        ("deploy/config.yaml.j2", "template"),
        ("node_modules/openai/index.js", "vendored"),
        ("backend/venv/lib/python3.11/site-packages/torch/__init__.py", "vendored"),
        ("env/lib/python3.10/thing.py", "vendored"),
        ("pkg/third_party/clip/tests/test_clip.py", "vendored"),
        ("aims.egg-info/requires.txt", "vendored"),
        ("AGENTS.md", "tooling"),
        ("web/CLAUDE.md", "tooling"),
        (".cursor/rules/style.mdc", "tooling"),
        (".mcp.json", "tooling"),
        (".github/copilot-instructions.md", "tooling"),
        (".github/workflows/review.yml", "tooling"),
        ("", "product"),
    ],
)
def test_scope_is_told_from_the_path(path: str, scope: str) -> None:
    assert scope_of(path) is Scope(scope)
