"""Dependency files outside Python: npm, NuGet, Maven, Gradle, Go, Cargo, RubyGems, Composer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .declared import UNREADABLE, Declared, Manifest, Places
from .python_manifests import table, toml

_NUGET = re.compile(
    r"<(?:PackageReference|PackageVersion|package|GlobalPackageReference)\s[^>]{0,200}?"
    r"(?:Include|Update|id)\s*=\s*[\"']([\w.-]+)[\"'](?:[^>]{0,200}?[Vv]ersion\s*=\s*[\"']([^\"']{1,60})[\"'])?"
)
_MAVEN = re.compile(r"<dependency>(.{0,2000}?)</dependency>", re.DOTALL)
_MAVEN_PART = re.compile(r"<(groupId|artifactId|version|scope)>\s*([^<\s]{1,200})\s*</")
_GRADLE = re.compile(
    r"(\w*)\s*\(?\s*(?:platform\(\s*)?[\"']([\w.-]+):([\w.-]+)(?::([\w.${}-]+))?[\"']"
)
_CATALOGUE = re.compile(
    r"(?:module\s*=\s*[\"']([\w.-]+):([\w.-]+)[\"']|group\s*=\s*[\"']([\w.-]+)[\"']\s*,\s*name\s*=\s*[\"']([\w.-]+)[\"'])"
)
_GO = re.compile(
    r"^\s*(?:require\s+)?([\w.-]+\.[a-z]+/[\w./-]+|[\w.-]+\.[a-z]+)\s+(v[\w.+-]+)([^\n]*)",
    re.MULTILINE,
)
_GEM = re.compile(
    r"^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+[\"']([\w-]+)[\"'](?:\s*,\s*[\"']([^\"'\n]+)[\"'])?",
    re.MULTILINE,
)


def package_json(path: str, text: str) -> Manifest:
    """``package.json``."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return UNREADABLE
    if not isinstance(content, dict):
        return UNREADABLE
    places = Places(text)
    found = [
        Declared(
            name,
            places.of(name),
            wanted if isinstance(wanted, str) else None,
            group.startswith("dev"),
        )
        for group in ("dependencies", "optionalDependencies", "peerDependencies", "devDependencies")
        for name, wanted in table(content, group).items()
    ]
    name = content.get("name")
    return Manifest(tuple(found), name if isinstance(name, str) else None)


def nuget(path: str, text: str) -> Manifest:
    """Project files, central package versions and ``packages.config``."""
    return Manifest(
        tuple(Declared(found[1], found.start(1), found[2]) for found in _NUGET.finditer(text))
    )


def maven(path: str, text: str) -> Manifest:
    """``pom.xml``: names are ``group:artifact``."""
    return Manifest(tuple(_maven(text)))


def _maven(text: str) -> Iterator[Declared]:
    for found in _MAVEN.finditer(text):
        parts = {part[1]: part[2] for part in _MAVEN_PART.finditer(found[1])}
        if "groupId" in parts and "artifactId" in parts:
            name = f"{parts['groupId']}:{parts['artifactId']}"
            at = text.find(parts["artifactId"], found.start())
            yield Declared(name, at, parts.get("version"), parts.get("scope") == "test")


def gradle(path: str, text: str) -> Manifest:
    """Gradle build scripts and version catalogues: names are ``group:artifact``."""
    found = [
        Declared(f"{match[2]}:{match[3]}", match.start(2), match[4], match[1].startswith("test"))
        for match in _GRADLE.finditer(text)
    ]
    found += [
        Declared(f"{match[1] or match[3]}:{match[2] or match[4]}", match.start())
        for match in _CATALOGUE.finditer(text)
    ]
    return Manifest(tuple(found))


def go_module(path: str, text: str) -> Manifest:
    """``go.mod``: what the module requires itself, not what its requirements bring."""
    return Manifest(
        tuple(
            Declared(found[1], found.start(1), found[2])
            for found in _GO.finditer(text)
            if "// indirect" not in found[3]
        )
    )


def cargo(path: str, text: str) -> Manifest:
    """``Cargo.toml``: dependencies of the package, the workspace and of targets."""
    content = toml(text)
    if content is None:
        return UNREADABLE
    places = Places(text)
    roots = [
        content,
        table(content, "workspace"),
        *(table(each) for each in table(content, "target").values()),
    ]
    found = [
        Declared(
            name,
            places.of(name),
            wanted if isinstance(wanted, str) else None,
            group.startswith("dev"),
        )
        for root in roots
        for group in ("dependencies", "build-dependencies", "dev-dependencies")
        for name, wanted in table(root, group).items()
    ]
    name = table(content, "package").get("name")
    return Manifest(tuple(found), name if isinstance(name, str) else None)


def gems(path: str, text: str) -> Manifest:
    """``Gemfile`` and gem specifications."""
    return Manifest(
        tuple(Declared(found[1], found.start(1), found[2]) for found in _GEM.finditer(text))
    )


def composer(path: str, text: str) -> Manifest:
    """``composer.json``."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return UNREADABLE
    places = Places(text)
    return Manifest(
        tuple(
            Declared(
                name,
                places.of(name),
                wanted if isinstance(wanted, str) else None,
                group.endswith("dev"),
            )
            for group in ("require", "require-dev")
            for name, wanted in table(content, group).items()
        )
    )
