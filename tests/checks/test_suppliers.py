"""Suppliers, responsibilities, and what customers were promised."""

from __future__ import annotations

import pytest

from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Profile

from .use_project import MANIFEST, PROJECT, edited, failures, outcomes

SUPPLIER = "unassessed-supplier"
DUTIES = "unallocated-responsibility"
CUSTOMERS = "untraced-customer-commitment"

REGISTER = "governance/suppliers.yaml"
MATRIX = "governance/responsibilities.yaml"
PROMISES = "governance/commitments-to-customers.yaml"

CODE = """\
from sentence_transformers import SentenceTransformer

MODEL = SentenceTransformer(
    "acme/embedder", revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf"
)
"""
BOUGHT = edited(
    MANIFEST,
    "models:\n  - {id: sorter",
    "suppliers:\n  - {id: acme}\nmodels:\n  - {id: sorter",
)
RECORD = """\
kind: suppliers
suppliers:
  - supplier: acme
    assessed: 2026-06-01
    by: eve
    result: approved
    tiers: [high]
    record: CARD.md
    data_use: It gets no data, since the model runs here.
    responsibilities: It publishes the model; tests and their effects are ours.
    contact: help@acme.example
    exit: We sort by hand, and keep a copy of the model.
"""
OUTSIDE = {
    **PROJECT,
    "aims.yaml": edited(BOUGHT, "models: [sorter]", "models: [sorter]\n    paths: [src/**]"),
    "src/embed.py": CODE,
    REGISTER: RECORD,
}


def test_a_supplier_in_date_conforms() -> None:
    assert outcomes(SUPPLIER, OUTSIDE, Profile.STANDARD) == {"acme": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("assessed: 2026-06-01", "assessed: 2025-06-01", 4, "held until 2026-06-01"),
        ("assessed: 2026-06-01", "assessed: 2027-06-01", 4, "lies ahead"),
        ("    assessed: 2026-06-01\n", "", 3, "has no day"),
        ("result: approved", "result: rejected", 6, "rejected and is in use"),
        ("result: approved", "result: approved-with-conditions", 3, "none is stated"),
        ("    result: approved\n", "", 3, "has no result"),
        ("tiers: [high]", "tiers: [minimal, limited]", 7, "it is used at tier high"),
        ("by: eve", "by: zoe", 5, "not in the register of people"),
        ("by: eve", "by: bob", 5, "left on 2026-02-01"),
        ("record: CARD.md", "record: gone.md", 8, "does not exist"),
        ("It gets no data, since the model runs here.", "TBD", 9, "do with the data"),
        ("help@acme.example", "'OPEN: whom to reach there'", 11, "whom to reach"),
        ("We sort by hand, and keep a copy of the model.", "n/a", 12, "if it fails"),
        ("We sort by hand, and keep a copy of the model.",
         "It gets no data, since the model runs here.", 12, "repeats the text of data_use"),
    ],
)  # fmt: skip
def test_what_an_assessment_lacks(old: str, new: str, line: int, words: str) -> None:
    found = failures(SUPPLIER, {**OUTSIDE, REGISTER: edited(RECORD, old, new)}, Profile.STANDARD)
    assert [each for each in found.values() if each.startswith(f"{REGISTER}:{line} ")], found
    assert words in str(found)


def test_the_supplier_is_found_by_several_names() -> None:
    plain = edited(OUTSIDE["aims.yaml"], "{id: acme}", "{id: embeddings, SAID}")
    record = edited(RECORD, "supplier: acme", "supplier: embeddings")
    for said in ("supplies: [acme]", "supplies: [acme/embedder]", "name: Acme"):
        files = {**OUTSIDE, "aims.yaml": edited(plain, "SAID", said), REGISTER: record}
        assert outcomes(SUPPLIER, files) == {"embeddings": "conforms"}
    declared = "  - {id: embedder, hub: acme/embedder, supplier: embeddings}\n"
    files["aims.yaml"] = edited(plain, ", SAID", "") + declared
    assert outcomes(SUPPLIER, files) == {"embeddings": "conforms"}


def test_what_comes_from_nobody_known_is_named_where_it_is_used() -> None:
    found = failures(SUPPLIER, {"src/embed.py": CODE})
    assert found["supplier"].startswith("src/embed.py:3 src/embed.py:3 uses model acme/embedder")


def test_a_supplier_without_a_record_is_named_where_it_is_used() -> None:
    files = {path: text for path, text in OUTSIDE.items() if path != REGISTER}
    found = failures(SUPPLIER, files)
    assert found["record"].startswith(
        "src/embed.py:3 src/embed.py:3 uses acme, which has no record"
    )
    del files["src/embed.py"]
    files["aims.yaml"] = edited(
        MANIFEST, "models: [sorter]", "models: [sorter]\n    suppliers: [x]"
    )
    files["aims.yaml"] += "suppliers: [{id: x}]\n"
    assert failures(SUPPLIER, files)["record"].startswith("aims.yaml:17 a system depends on x")


def test_a_client_without_a_model_is_a_service() -> None:
    found = failures(SUPPLIER, {"src/ask.py": "import anthropic\nask = anthropic.Anthropic()\n"})
    assert "the service of Anthropic" in found["supplier"]


def test_what_is_made_here_needs_no_supplier() -> None:
    assert outcomes(SUPPLIER, PROJECT) == {"(repository)": "not_applicable"}


def matrix() -> str:
    filled = skeleton("responsibilities").replace("accountable: []", "accountable: [ann]")
    parties = "parties:\n  - {id: clerks, kind: customer, contract: general terms of the post}\n"
    filled = filled.replace(
        next(line for line in filled.splitlines(True) if "parties:" in line), parties
    )
    return edited(
        filled,
        "{duty: complaints, systems: [], accountable: [ann], responsible: []}",
        "{duty: complaints, systems: [desk], accountable: [eve], responsible: [clerks]}",
    )


def line_of(text: str, part: str) -> int:
    return next(index for index, line in enumerate(text.splitlines(), 1) if part in line)


def test_duties_shared_out_conform() -> None:
    assert outcomes(DUTIES, {**PROJECT, MATRIX: matrix()}) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("accountable: [eve]", "accountable: []", "complaints", "no accountable party"),
        ("accountable: [eve]", "accountable: [eve, ann]", "complaints", "several accountable"),
        ("accountable: [eve]", "accountable: [zoe]", "complaints", "zoe is no party"),
        ("accountable: [eve]", "accountable: [bob]", "complaints", "bob left on 2026-02-01"),
        (", contract: general terms of the post", "", "id: clerks", "bound by no contract"),
        ("general terms of the post", "contracts/post.md", "id: clerks", "does not exist"),
        ("responsible: [clerks]", "responsible: [ann]", "parties:", "customers, who have no part"),
        ("{duty: risk,", "{duty: legal,", "duties:", "duty risk is in no row"),
    ],
)
def test_gaps_between_parties(old: str, new: str, place: str, words: str) -> None:
    text = edited(matrix(), old, new)
    found = failures(DUTIES, {**PROJECT, MATRIX: text})
    line = line_of(text, place)
    assert any(each.startswith(f"{MATRIX}:{line} ") and words in each for each in found.values()), (
        found
    )


def test_manifest_and_matrix_name_the_same_person() -> None:
    manifest = edited(MANIFEST, "    models:", "    duties: {complaints: ann}\n    models:")
    found = failures(DUTIES, {**PROJECT, MATRIX: matrix(), "aims.yaml": manifest})
    assert "eve here, ann in aims.yaml" in found["differs:complaints"]


def test_suppliers_have_a_part() -> None:
    manifest = edited(MANIFEST, "    models:", "    suppliers: [acme]\n    models:")
    files = {**PROJECT, MATRIX: matrix(), "aims.yaml": manifest + "suppliers: [{id: acme}]\n"}
    assert set(failures(DUTIES, files)) == {"supplier:acme", "duty:supplier"}


def test_without_a_matrix_or_unfilled_nobody_answers() -> None:
    assert list(failures(DUTIES, PROJECT)) == ["matrix"]
    found = failures(DUTIES, {**PROJECT, MATRIX: skeleton("responsibilities")})
    assert sum("no accountable party" in each for each in found.values()) == 13


PROMISED = """\
kind: commitments-to-customers
feedback: desk@post.example
known_issues: CARD.md#limitations
commitments:
  - {id: COM-01, to: senders, says: A clerk reads every letter of complaint., document: CARD.md#intended-use}
packs:
  - {system: desk, version: "2.1", document: CARD.md}
"""  # noqa: E501  # a row is a line, so that findings have lines to stand on


def test_promises_that_lead_somewhere_conform() -> None:
    assert outcomes(CUSTOMERS, {**PROJECT, PROMISES: PROMISED}) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (", document: CARD.md#intended-use", "", 5, "traced to no requirement and no document"),
        ("CARD.md#intended-use", "CARD.md#colours", 5, "names no place"),
        ("document: CARD.md#intended-use", "requirement: REQ-09", 5, "which is no requirement"),
        ("A clerk reads every letter of complaint.", "'OPEN: what'", 5, "what was promised"),
        ("known_issues: CARD.md", "known_issues: gone.md", 3, "does not exist"),
        ("known_issues: CARD.md#limitations\n", "", 1, "where known issues stand"),
        ("feedback: desk@post.example", "feedback: TBD", 2, "no way to answer"),
        ('version: "2.1"', 'version: "2.0"', 7, "aims.yaml declares 2.1.0"),
        ("system: desk", "system: other", 6, "no information about Letter desk"),
        ("{id: COM-01,", "{id: COM-01, withdrawn: 2026-03-01,", 4, "lists no commitment"),
    ],
)
def test_promises_that_nothing_keeps(old: str, new: str, line: int, words: str) -> None:
    found = failures(CUSTOMERS, {**PROJECT, PROMISES: edited(PROMISED, old, new)})
    wanted = f"{PROMISES}:{line} "
    assert any(each.startswith(wanted) and words in each for each in found.values()), found


def test_a_requirement_keeps_a_promise() -> None:
    text = edited(PROMISED, "document: CARD.md#intended-use", "requirement: REQ-09")
    requirements = "kind: requirements\nsystem: desk\nrequirements: [{id: REQ-09}]\n"
    files = {**PROJECT, PROMISES: text, "governance/requirements.yaml": requirements}
    assert failures(CUSTOMERS, files) == {}


def test_whose_systems_go_to_no_customer_owes_no_list() -> None:
    inside = edited(MANIFEST, "offers-to-customers", "uses-internally")
    assert outcomes(CUSTOMERS, {**PROJECT, "aims.yaml": inside}) == {"desk": "not_applicable"}
    assert list(failures(CUSTOMERS, PROJECT)) == ["list"]


def test_an_unfilled_list_traces_nothing() -> None:
    files = {**PROJECT, PROMISES: skeleton("commitments-to-customers")}
    assert {"COM-01:trace", "feedback", "issues", "pack"} <= set(failures(CUSTOMERS, files))


def test_a_supplier_that_nobody_declares_is_a_mistake_in_the_manifest() -> None:
    manifest = edited(MANIFEST, "card: CARD.md}", "card: CARD.md, supplier: acne}")
    files = {**PROJECT, "aims.yaml": f"{manifest}suppliers: [{{id: acme}}]\n"}
    (found,) = failures("invalid-manifest", files).values()
    assert "did you mean 'acme'?" in found
