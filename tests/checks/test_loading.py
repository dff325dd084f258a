"""unsafe-model-loading: how it names a file that runs code."""

from aims_gate.model import FindingKind
from aims_gate.testing import judge


def pickled(module: str, name: str) -> bytes:
    """A pickle that would make an object of that class."""
    return b"\x80\x02c" + f"{module}\n{name}\n".encode() + b")\x81."


def messages(manifest: str) -> list[str]:
    model = pickled("sklearn.linear_model._logistic", "LogisticRegression")
    files: dict[str, str | bytes] = {"models/churn.pkl": model}
    if manifest:
        files["aims.yaml"] = manifest
    judged = judge(files, select=frozenset({"unsafe-model-loading"}))
    found = [each for item in judged.results for each in item.result.findings]
    return [each.message for each in found if each.kind is FindingKind.FAILURE]


def test_a_model_that_is_known_by_its_path_is_named_once() -> None:
    assert messages("") == ["models/churn.pkl is a pickle, which can run code when loaded"]


def test_a_model_with_a_name_is_told_with_its_file() -> None:
    manifest = "models:\n  - {id: churn, path: models/churn.pkl, digest: sha256:" + "0" * 64 + "}\n"
    assert messages(manifest) == [
        "churn: models/churn.pkl is a pickle, which can run code when loaded"
    ]
