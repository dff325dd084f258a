"""Addresses in any text: hosts that answer with a model's output, pages of a hub, buckets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..repository.scan import Row
from ..repository.scope import Scope
from .knowledge.families import Family
from .knowledge.other_libraries import ENDPOINT_ENDS, ENDPOINTS
from .names import is_hub_id
from .rows import row

_ADDRESS = re.compile(rb"https?://([\w.-]{4,120})(?::\d+)?((?:/[\w.@%-]{1,96}){0,3})")
_HUB_HOSTS = frozenset({"huggingface.co", "hf.co", "www.huggingface.co", "hf-mirror.com"})
_NO_AUTHORS = frozenset(
    "datasets spaces docs blog papers papers models tasks join settings collections pricing login "
    "organizations course learn chat posts terms-of-service privacy new api front api-inference "
    "transformers diffusers hub search welcome changelog support contact jobs enterprise inference "
    "playground spaces-explorer kernels buckets buckets-docs".split()
)
_MOST = 500

Judge = Callable[[int], bool]


def addresses(
    data: bytes, line: Callable[[int], int], in_code: Judge, in_docstring: Judge
) -> Iterator[Row]:
    """Hosted models' hosts that code speaks to, and models whose files it fetches by address.

    An address in a comment or docstring is documentation: a model it names has scope docs, a host
    gives nothing.
    """
    if b"://" not in data:
        return
    seen: set[str] = set()
    judged = 0
    for found in _ADDRESS.finditer(data):
        host = found[1].decode().lower().rstrip(".")
        if host in _HUB_HOSTS:
            fact = _hub_page(found[2].decode(), seen)
        else:
            fact = _endpoint(host, found[2].decode(), seen)
        if fact is None:
            continue
        judged += 1
        if judged > _MOST:
            return
        is_text = in_docstring(found.start()) or _in_comment(data, found.start(), in_code)
        if is_text and fact["kind"] == "library":
            continue
        if is_text or (fact["kind"] == "hub" and not fact.pop("file")):
            fact["scope"] = Scope.DOCS.value
        fact.pop("file", None)
        yield fact | {"line": line(found.start())}


def _in_comment(data: bytes, at: int, in_code: Judge) -> bool:
    """Whether the address is neither a literal of its own nor in code."""
    quote = data[at - 1 : at]
    return not in_code(at - 1 if quote in (b'"', b"'", b"`") else at)


def _hub_page(rest: str, seen: set[str]) -> Row | None:
    parts = rest.strip("/").split("/")
    if len(parts) < 2:
        return None
    dataset = parts[0] == "datasets"
    if dataset:
        parts = parts[1:]
    if len(parts) < 2 or parts[0] in _NO_AUTHORS:
        return None
    identity = f"{parts[0]}/{parts[1].rstrip('.')}"
    if identity in seen or not is_hub_id(identity):
        return None
    seen.add(identity)
    is_file = len(parts) > 2 and parts[2] in ("resolve", "blob", "raw")
    return row("hub", 1, id=identity, dataset=dataset, sure=True, file=is_file)


def _endpoint(host: str, rest: str, seen: set[str]) -> Row | None:
    supplier = ENDPOINTS.get(host)
    if supplier is None:
        end = next((end for end in ENDPOINT_ENDS if host.endswith(end)), None)
        if end is not None:
            host, supplier = end.removeprefix("."), ENDPOINT_ENDS[end]
    if (
        supplier is None
        or host in seen
        or (host == "openrouter.ai" and not rest.startswith("/api"))
    ):
        return None
    seen.add(host)
    return row(
        "library",
        1,
        name=host,
        ecosystem="service",
        family=Family.ENDPOINT.value,
        supplier=supplier,
    )
