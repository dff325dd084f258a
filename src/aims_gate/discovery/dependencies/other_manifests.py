"""Dependency files outside Python: npm, NuGet, Maven, Gradle, Go, Cargo, RubyGems, Composer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .declared import UNREADABLE, Declared, Manifest
from .python_manifests import table, toml

_NUGET = re.compile(
    r"<(?:PackageReference|PackageVersion|package|GlobalPackageReference)\s[^>]{0,200}?"
    r"(?:Include|Update|id)\s*=\s*[\"']([\w.-]+)[\"'](?:[^>]{0,200}?[Vv]ersion\s*=\s*[\"']([^\"']{1,60})[\"'])?"
)
_MAVEN_PART = re.compile(r"<(groupId|artifactId|version|scope)>\s*([^<\s]{1,200})\s*</")
_GRADLE = re.compile(
    r"\b(\w{0,40})[ \t]{0,9}\(?[ \t]{0,9}(?:platform\([ \t]{0,9})?"
    r"[\"']([\w.-]+):([\w.-]+)(?::([\w.${}-]+))?[\"']"
)
_CATALOGUE = re.compile(
    r"(?:module\s*=\s*[\"']([\w.-]+):([\w.-]+)[\"']|"
    r"group\s*=\s*[\"']([\w.-]+)[\"']\s*,\s*name\s*=\s*[\"']([\w.-]+)[\"'])"
)
_GO = re.compile(
    r"^[ \t]*(?:require[ \t]+)?([\w.-]+\.[a-z]+/[\w./-]+|[\w.-]+\.[a-z]+)[ \t]+(v[\w.+-]+)([^\n]*)",
    re.MULTILINE,
)
_GEM = re.compile(
    r"^[ \t]*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[ \t(]+[\"']([\w-]+)[\"']"
    r"(?:\s*,\s*[\"']([^\"'\n]+)[\"'])?",
    re.MULTILINE,
)
_GEM_NAME = re.compile(r"\.name\s{0,20}=\s{0,9}[\"']([\w-]{1,80})[\"']")


def package_json(path: str, text: str) -> Manifest:
    """``package.json``."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return UNREADABLE
    if not isinstance(content, dict):
        return UNREADABLE
    found = [
        Declared(name, wanted if isinstance(wanted, str) else None, group.startswith("dev"))
        for group in ("dependencies", "optionalDependencies", "peerDependencies", "devDependencies")
        for name, wanted in table(content, group).items()
    ]
    name = content.get("name")
    return Manifest(tuple(found), name if isinstance(name, str) else None)


def nuget(path: str, text: str) -> Manifest:
    """Project files, central package versions and ``packages.config``."""
    return Manifest(
        tuple(Declared(found[1], found[2], at=found.start(1)) for found in _NUGET.finditer(text))
    )


def maven(path: str, text: str) -> Manifest:
    """``pom.xml``: names are ``group:artifact``."""
    return Manifest(tuple(_maven(text)))


def _maven(text: str) -> Iterator[Declared]:
    end = 0
    while (start := text.find("<dependency>", end)) >= 0:
        end = text.find("</dependency>", start)
        if end < 0:
            return
        parts = {
            part[1]: part[2] for part in _MAVEN_PART.finditer(text, start, min(end, start + 4000))
        }
        if "groupId" in parts and "artifactId" in parts:
            name = f"{parts['groupId']}:{parts['artifactId']}"
            at = text.find(parts["artifactId"], start)
            yield Declared(name, parts.get("version"), parts.get("scope") == "test", at)


def gradle(path: str, text: str) -> Manifest:
    """Gradle build scripts and version catalogues: names are ``group:artifact``."""
    found = [
        Declared(f"{match[2]}:{match[3]}", match[4], match[1].startswith("test"), match.start(2))
        for match in _GRADLE.finditer(text)
    ]
    found += [
        Declared(f"{match[1] or match[3]}:{match[2] or match[4]}", at=match.start())
        for match in _CATALOGUE.finditer(text)
    ]
    return Manifest(tuple(found))


def go_module(path: str, text: str) -> Manifest:
    """``go.mod``: what the module requires itself, not what its requirements bring."""
    return Manifest(
        tuple(
            Declared(found[1], found[2], at=found.start(1))
            for found in _GO.finditer(text)
            if "// indirect" not in found[3]
        )
    )


def cargo(path: str, text: str) -> Manifest:
    """``Cargo.toml``: dependencies of the package, the workspace and of targets."""
    content = toml(text)
    if content is None:
        return UNREADABLE
    roots = [
        content,
        table(content, "workspace"),
        *(table(each) for each in table(content, "target").values()),
    ]
    found = [
        Declared(name, wanted if isinstance(wanted, str) else None, group.startswith("dev"))
        for root in roots
        for group in ("dependencies", "build-dependencies", "dev-dependencies")
        for name, wanted in table(root, group).items()
    ]
    name = table(content, "package").get("name")
    return Manifest(tuple(found), name if isinstance(name, str) else None)


def gems(path: str, text: str) -> Manifest:
    """``Gemfile`` and gem specifications."""
    name = _GEM_NAME.search(text) if path.endswith(".gemspec") else None
    return Manifest(
        tuple(Declared(found[1], found[2], at=found.start(1)) for found in _GEM.finditer(text)),
        name[1] if name else None,
    )


def composer(path: str, text: str) -> Manifest:
    """``composer.json``."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return UNREADABLE
    return Manifest(
        tuple(
            Declared(name, wanted if isinstance(wanted, str) else None, group.endswith("dev"))
            for group in ("require", "require-dev")
            for name, wanted in table(content, group).items()
        ),
        str(own) if (own := _name(content)) else None,
    )


def _name(content: object) -> object:
    return content.get("name") if isinstance(content, dict) else None
