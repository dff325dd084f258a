"""Whether a number proves itself: the check digits of accounts, cards and national ids.

Each function takes the characters without separators. Sources: ISO 13616 (IBAN), ISO/IEC 7812
(cards), ISO/IEC 7064, and the authority that gives out each national id, named at its function.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from .known import IBAN_LENGTHS

_ISSUERS: Final = (
    # first digits from, to, lengths: ISO/IEC 7812 issuer ranges of the large card schemes
    (4, 4, (13, 16, 19)),
    (51, 55, (16,)),
    (2221, 2720, (16,)),
    (34, 34, (15,)),
    (37, 37, (15,)),
    (36, 36, (14,)),
    (38, 39, (14,)),
    (300, 305, (14,)),
    (3528, 3589, (16,)),
    (6011, 6011, (16,)),
    (644, 649, (16,)),
    (65, 65, (16,)),
)


def iban(text: str) -> bool:
    """Length of the country, and remainder 1 modulo 97."""
    if IBAN_LENGTHS.get(text[:2]) != len(text):
        return False
    digits = "".join(str(int(each, 36)) for each in text[4:] + text[:4])
    return int(digits) % 97 == 1


def card(text: str) -> bool:
    """A range of a card scheme, and Luhn's formula."""
    known = any(
        first <= int(text[: len(str(first))]) <= last and len(text) in lengths
        for first, last, lengths in _ISSUERS
    )
    return known and luhn(text)


def luhn(text: str) -> bool:
    """Whether the digits, every second one doubled, sum to a multiple of ten."""
    doubled = [int(each) * (1 + at % 2) for at, each in enumerate(reversed(text))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _weighed(text: str, weights: Sequence[int]) -> int:
    return sum(int(each) * weight for each, weight in zip(text, weights, strict=False))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def spanish(text: str) -> bool:
    """DNI and NIE: the letter is the remainder modulo 23 (Ministerio del Interior)."""
    number = text[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == text[-1]


def french(text: str) -> bool:
    """NIR: the key is 97 less the remainder modulo 97 (INSEE)."""
    number = text[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(text[13:])


def german(text: str) -> bool:
    """Steuerliche Identifikationsnummer: ISO/IEC 7064 modulo 11,10; one digit twice or thrice."""
    if text[0] == "0" or not 8 <= len(set(text[:10])) <= 9:
        return False
    product = 10
    for each in text[:10]:
        product = ((int(each) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(text[10])


_ITALIAN_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
         2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip


def italian(text: str) -> bool:
    """Codice fiscale: the last letter follows from the others (D.M. 23 December 1976)."""
    if text[8] not in "ABCDEHLMPRST":
        return False
    total = sum(_ITALIAN_ODD[each] for each in text[:15:2])
    total += sum(int(each) if each.isdigit() else ord(each) - 65 for each in text[1:15:2])
    return chr(65 + total % 26) == text[15]


def brazilian(text: str) -> bool:
    """CPF: two digits modulo 11 (Receita Federal)."""
    for length in (9, 10):
        found = _weighed(text, range(length + 1, 1, -1)) * 10 % 11 % 10
        if found != int(text[length]):
            return False
    return True


def dutch(text: str) -> bool:
    """BSN: the eleven test with -1 for the last digit (Rijksdienst voor Identiteitsgegevens)."""
    return _weighed(text, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def british(text: str) -> bool:
    """NHS number: modulo 11 (NHS Data Model and Dictionary)."""
    found = 11 - _weighed(text, range(10, 1, -1)) % 11
    return found != 10 and found % 11 == int(text[9])


def polish(text: str) -> bool:
    """PESEL: weights 1, 3, 7, 9, and a day of birth (Ministerstwo Cyfryzacji)."""
    month = int(text[2:4]) % 20
    year = 1900 + int(text[:2])
    found = -_weighed(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10
    return _is_day(year, month, min(int(text[4:6]), 28) or 99) and found == int(text[10])


def swedish(text: str) -> bool:
    """Personnummer: Luhn's formula, and a day of birth (Skatteverket)."""
    number = text[-10:]
    return luhn(number) and _is_day(2000 + int(number[:2]), int(number[2:4]), int(number[4:6]))


def belgian(text: str) -> bool:
    """Rijksregisternummer: modulo 97, with a 2 before it since 2000."""
    key = int(text[9:])
    return key in (97 - int(text[:9]) % 97, 97 - int(f"2{text[:9]}") % 97)


def chinese(text: str) -> bool:
    """Resident identity number: GB 11643, ISO/IEC 7064 modulo 11-2, and a day of birth."""
    total = _weighed(text, [2 ** (17 - at) % 11 for at in range(17)])
    if not _is_day(int(text[6:10]), int(text[10:12]), int(text[12:14])):
        return False
    return "10X98765432"[total % 11] == text[17]


def korean(text: str) -> bool:
    """Resident registration number: modulo 11, and a day of birth."""
    found = (11 - _weighed(text, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    day = _is_day(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    return day and found == int(text[12])


_DIHEDRAL: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED: Final = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def indian(text: str) -> bool:
    """Aadhaar: Verhoeff's scheme (UIDAI)."""
    if text[0] in "01":
        return False
    check = 0
    for at, each in enumerate(reversed(text)):
        check = int(_DIHEDRAL[check][int(_PERMUTED[at % 8][int(each)])])
    return check == 0
