"""Identifiers and secrets in bytes: what proves itself is told, masked; examples are not."""

from __future__ import annotations

import base64
import hashlib
from time import perf_counter

import pytest

from aims_gate.discovery.stray import STRAY, checksums
from aims_gate.discovery.stray.known import EXAMPLE_CARDS, EXAMPLE_IBANS
from aims_gate.discovery.stray.reading import read

LETTERS = base64.b64encode(hashlib.sha512(b"seed of a test").digest()).decode()
PLAIN = "".join(each for each in LETTERS * 4 if each.isalnum())
"""Letters and digits that look drawn, so that no provider's secret stands in this file."""

IBAN = "DE44500105175407324931"
CARD = "4532019283746518"


def kinds(text: str, path: str = "data/rows.csv") -> list[str]:
    """The kinds told of a file."""
    data = text.encode()
    return [str(row["kind"]) for row in read(path, data, len(data))]


@pytest.mark.parametrize(
    ("function", "number"),
    [
        (checksums.iban, "GB82WEST12345698765432"),
        (checksums.card, "5555555555554444"),
        (checksums.spanish, "12345678Z"),
        (checksums.spanish, "X1234567L"),
        (checksums.french, "255081416802538"),
        (checksums.german, "86095742719"),
        (checksums.italian, "RSSMRA85T10A562S"),
        (checksums.brazilian, "52998224725"),
        (checksums.dutch, "111222333"),
        (checksums.british, "9434765919"),
        (checksums.polish, "44051401359"),
        (checksums.swedish, "8112189876"),
        (checksums.belgian, "85073003328"),
        (checksums.chinese, "11010519491231002X"),
        (checksums.indian, "999999990019"),
    ],
)
def test_published_numbers_prove_themselves_and_neighbours_do_not(
    function: object, number: str
) -> None:
    assert callable(function)
    assert function(number)
    place = next(at for at, each in enumerate(number) if each.isdigit() and at > 4)
    for digit in "0123456789":
        if digit != number[place]:
            assert not function(number[:place] + digit + number[place + 1 :])


def test_all_known_examples_are_real_numbers_of_nobody() -> None:
    assert all(checksums.iban(each) for each in EXAMPLE_IBANS)
    assert all(checksums.luhn(each) for each in EXAMPLE_CARDS)
    for number in (*EXAMPLE_IBANS, *EXAMPLE_CARDS):
        assert kinds(f"card,iban\n{number},{number}\n") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"x\n{IBAN}\n", "an IBAN"),
        ("paid to DE44 5001 0517 5407 3249 31 today", "an IBAN"),
        (f"name,card\nAnn,{CARD}\n", "a payment card"),
        ("4532 0192 8374 6518", "a payment card"),
        ('{"credit_card": "4532019283746518"}', "a payment card"),
        ("id;dni\n1;83749212W\n", "a Spanish DNI or NIE"),
        ("CPF: 839.201.746-31", "a Brazilian CPF"),
        ("bsn=728394169", "a Dutch BSN"),
        ("nhs number 728 394 1657", "an NHS number"),
    ],
)
def test_identifiers_are_told(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        f"id\n{CARD}\n",  # a long number that nothing calls a card
        f"card,other\n1,{CARD}\n",  # the column is another
        "card 0.4532019283746518",  # a fraction
        "card 4532019283746519",  # the checksum does not hold
        "card 4222222222222345",  # somebody held a key down
        "DE45500105175407324931",
        f"sha={hashlib.sha256(b'x').hexdigest().upper()}",
        "span 4532019283746518",
        f"X{IBAN}",
        f"{IBAN}9",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        ("ghp_" + PLAIN[:36], "a GitHub token"),
        ("hf_" + "".join(each for each in PLAIN if each.isalpha())[:34], "a Hugging Face token"),
        ("AIza" + PLAIN[:35], "a Google API key"),
        ("glpat-" + PLAIN[:20], "a GitLab token"),
        ("sk-proj-" + PLAIN[:24] + "T3BlbkFJ" + PLAIN[24:50], "an OpenAI key"),
        ("sk-ant-api03-" + PLAIN[:93], "an Anthropic key"),
        (
            "AKIA" + base64.b32encode(hashlib.sha256(b"y").digest()).decode()[:16],
            "an AWS access key",
        ),
        (
            "-----BEGIN EC PRIVATE KEY-----\n" + PLAIN[:64] + "\n-----END EC PRIVATE KEY-----",
            "a private key",
        ),
    ],
)
def test_secrets_are_told_by_their_form(secret: str, kind: str) -> None:
    assert kinds(f"token = '{secret}'\n", "logs/run.log") == [kind]


@pytest.mark.parametrize(
    "text",
    ["ghp_" + "x" * 36, "AKIAIOSFODNN7EXAMPLE", "glpat-your-token-goes-here1", "hf_" + "a" * 34],
)
def test_what_fills_a_field_is_no_secret(text: str) -> None:
    assert kinds(text, "logs/run.log") == []


def test_no_value_leaves_the_room() -> None:
    text = f"iban\n{IBAN}\nghp_{PLAIN[:36]}\nm.okafor@bank-of-somewhere.eu\n"
    rows = repr(read("data/rows.csv", text.encode(), len(text)))
    assert IBAN[4:] not in rows
    assert PLAIN[:8] not in rows
    assert "okafor" not in rows


def test_addresses_of_people_are_told_in_samples_only() -> None:
    text = "mail,phone\nm.okafor@bank-of-somewhere.eu,phone: +49 30 9018 2745\n"
    assert kinds(text) == ["an e-mail address", "a phone number"]
    assert kinds(text, "prompts/system.txt.md") == []
    assert kinds("ann@example.com\nbob@mail.test\nlogo@2x.png\ninfo@firm.eu\n") == []


def test_a_row_counts_and_names_the_first_line() -> None:
    other = next(f"DE{n:02d}500105175407324932" for n in range(100)
                 if checksums.iban(f"DE{n:02d}500105175407324932"))  # fmt: skip
    row = read("data/rows.csv", f"a\n\n{IBAN}\n{other}\n".encode(), 60)[0]
    assert (row["line"], row["count"], row["grave"]) == (3, 2, True)


@pytest.mark.parametrize(
    ("path", "is_wanted"),
    [
        ("data/rows.csv", True),
        ("tests/fixtures/key.pem", True),
        ("notebooks/explore.ipynb", True),
        ("prompts/system.md", True),
        (".env", True),
        ("src/app.py", False),
        ("README.md", False),
        ("package-lock.json", False),
        ("node_modules/x/data.csv", False),
    ],
)
def test_files_of_data_are_read_and_code_is_not(path: str, is_wanted: bool) -> None:
    assert bool(STRAY.limit(path, 100)) is is_wanted


@pytest.mark.parametrize(
    "piece", ["a.b-@", "4532 ", "DE44", "1", "card 1", "tel:+1 1 ", "AIza", "-"]
)
def test_time_is_linear_whatever_the_bytes(piece: str) -> None:
    def seconds(size: int) -> float:
        data = (piece * (size // len(piece))).encode()
        start = perf_counter()
        read("data/rows.csv", b"card,bsn,dni\n" + data, size)
        return perf_counter() - start

    seconds(1000)
    assert seconds(1 << 20) < 1.5


def test_pictures_of_notebooks_are_passed_over_and_lines_kept() -> None:
    picture = f'"image/png": "{PLAIN * 2}ghp_{PLAIN[:36]}"'
    text = f'{{\n{picture},\n"text": ["ghp_{PLAIN[:36]}"]}}'
    rows = read("notebooks/a.ipynb", text.encode(), len(text))
    assert [(row["kind"], row["line"], row["count"]) for row in rows] == [("a GitHub token", 3, 1)]
