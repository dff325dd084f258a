"""What is configured to run: workloads of Kubernetes and Compose, Terraform, images, workflows.

Read is what the files state in plain text; variables and templates are not followed.
Sources: https://kubernetes.io/docs/reference/labels-annotations-taints/,
https://docs.docker.com/reference/compose-file/deploy/ and
https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..model import Evidence, Location
from ..repository import FileKind, Scope, Snapshot, scope_of
from ..repository.yaml_tree import MAX_BYTES, Key, Yaml, YamlProblem, YamlTree, read_yaml_documents

_MOST_FILES = 3_000
_WORKLOADS: Final = frozenset(
    "Deployment StatefulSet DaemonSet ReplicaSet CronJob Rollout InferenceService InferenceGraph "
    "SeldonDeployment Model RayService LLMInferenceService".split()
)
_REGION_LABELS = ("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region")
_ACCELERATOR_LABELS = ("cloud.google.com/gke-accelerator", "nvidia.com/gpu.product")
_DEVICES = re.compile(
    r"(?:nvidia|amd|intel|habana|google|aws\.amazon)\.com/(?:gpu|mig-|gaudi|tpu|neuron)"
)
_TERRAFORM: Final = re.compile(
    r'^resource[ \t]+"([a-z0-9_]{3,80})"[ \t]+"([\w-]{1,80})"', re.MULTILINE
)
_SERVING: Final = re.compile(
    r"aws_(?:sagemaker_endpoint|ecs_service|lambda_function|apprunner_service|eks_cluster|instance)"
    r"|google_(?:vertex_ai_endpoint|cloud_run\w*|cloudfunctions\w*|app_engine\w+_version"
    r"|compute_instance|container_cluster)"
    r"|azurerm_(?:machine_learning\w*|container_app|container_group|linux_web_app|kubernetes_cluster"
    r"|linux_virtual_machine)|kubernetes_(?:deployment|stateful_set)\w*|helm_release"
)
_SETTING: Final = re.compile(
    r"^[ \t]*(region|location|instance_type|machine_type|vm_size|size|accelerator_type)[ \t]*="
    r'[ \t]*"([^"$\n]{1,80})"',
    re.MULTILINE,
)
_ACCELERATED: Final = re.compile(
    r"(?:ml\.)?(?:p[2-6]|g[3-6]|trn|inf|dl)\d{0,2}[a-z]{0,5}\.[\w-]+|(?:a[234]|g2)-\w+gpu[\w-]*|"
    r"a[234]-[\w-]+|Standard_N[CDGV]\w+|nvidia[\w-]+|NVIDIA_\w+|TPU\w*|ct\dp?-\w+",
    re.IGNORECASE,
)
_WORKFLOWS: Final = re.compile(
    r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$|(?:^|/)\.gitlab-ci\.ya?ml$"
)
_REGION: Final = re.compile(
    r"(?:^|[\s{,\"'])(?:(?:[A-Z]+_)*REGION|aws-region)[\"']?:[ \t]*[\"']?([a-z][a-z0-9-]{3,40})\b"
    r"|--region[= ][\"']?([a-z][a-z0-9-]{3,40})\b",
    re.MULTILINE,
)
_GPU_RUNNER: Final = re.compile(
    r"^[ \t]*(?:runs-on|tags):[^\n]{0,200}?\b((?:gpu|nvidia|cuda)[\w-]{0,40})", re.MULTILINE | re.I
)
_CUDA_IMAGE: Final = re.compile(
    r"^[ \t]*FROM[ \t]+(?:--platform=\S{1,60}[ \t]+)?\S{0,100}?(nvidia/cuda|nvcr\.io/nvidia)",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a configuration, and where it stands."""

    value: str
    at: Location


@dataclass(frozen=True, slots=True)
class Workload:
    """Something that is configured to run, or what it is to run on.

    ``runs`` is false for a resource that only provides for others. ``replicas``, ``cpu`` and
    ``memory`` are as the configuration states them.
    """

    what: str
    at: Location
    text: str
    runs: bool = True
    regions: tuple[Stated, ...] = ()
    accelerators: tuple[Stated, ...] = ()
    replicas: Stated | None = None
    cpu: Stated | None = None
    memory: Stated | None = None


@dataclass(frozen=True, slots=True)
class Infrastructure(Evidence):
    """The workloads that the repository configures, in the order of path and line."""

    workloads: tuple[Workload, ...] = ()


def infrastructure(snapshot: Snapshot) -> Infrastructure:
    """Read what the files of the project configure to run."""
    found = (
        workload
        for path in _paths(snapshot)
        if (data := snapshot.get(path, MAX_BYTES)) is not None
        for workload in _read(path, data)
    )
    return Infrastructure(tuple(sorted(found, key=lambda each: each.at)))


def _paths(snapshot: Snapshot) -> list[str]:
    paths = [
        path
        for path, file in snapshot.files.items()
        if file.kind is FileKind.REGULAR
        and (
            _WORKFLOWS.search(path)
            or (
                _is_configuration(path)
                and scope_of(path.removeprefix(snapshot.base)) is Scope.PRODUCT
            )
        )
    ]
    return paths[:_MOST_FILES]


def _is_configuration(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.endswith((".yaml", ".yml", ".tf")) or "dockerfile" in name


def _read(path: str, data: bytes) -> Iterator[Workload]:
    if _WORKFLOWS.search(path) or "dockerfile" in path.rpartition("/")[2].lower():
        yield from _machines(path, data.decode("utf-8", "replace"))
        return
    if path.endswith(".tf"):
        yield from _terraform(path, data.decode("utf-8", "replace"))
        return
    is_compose = path.rpartition("/")[2].startswith(("docker-compose", "compose"))
    if not is_compose and not (b"apiVersion:" in data and b"kind:" in data):
        return
    try:
        trees = list(read_yaml_documents(data))
    except YamlProblem:
        return  # a template of Helm is no YAML; nothing is known of it
    text = data.decode("utf-8", "replace")
    for tree in trees:
        yield from _compose(path, tree, text) if is_compose else _kubernetes(path, tree, text)


def _mapping(value: Yaml) -> dict[str, Yaml]:
    return value if isinstance(value, dict) else {}


def _kubernetes(path: str, tree: YamlTree, text: str) -> Iterator[Workload]:
    content = _mapping(tree.data)
    kind = str(content.get("kind", ""))
    if kind not in _WORKLOADS or "apiVersion" not in content:
        return
    name = _mapping(content.get("metadata")).get("name", "")
    spec = _mapping(content.get("spec"))
    values = list(_leaves(content))
    limits = [each for each in values if "limits" in each[0]]
    yield Workload(
        what=f"{kind} {name}".strip(),
        at=_at(path, tree, ("kind",)),
        text=text,
        runs=spec.get("replicas") != 0 and spec.get("suspend") is not True,
        regions=_labelled(path, tree, values, _REGION_LABELS),
        accelerators=(
            *_labelled(path, tree, values, _ACCELERATOR_LABELS),
            *(
                Stated(str(keys[-1]), _at(path, tree, keys))
                for keys, value in limits
                if _DEVICES.match(str(keys[-1])) and value not in (0, "0")
            ),
        ),
        replicas=_stated(path, tree, ("spec", "replicas"), spec.get("replicas")),
        cpu=_limit(path, tree, limits, "cpu"),
        memory=_limit(path, tree, limits, "memory"),
    )


def _compose(path: str, tree: YamlTree, text: str) -> Iterator[Workload]:
    for name, body in _mapping(_mapping(tree.data).get("services")).items():
        keys: tuple[Key, ...] = ("services", name, "deploy")
        deploy = _mapping(_mapping(body).get("deploy"))
        limits = [each for each in _leaves(deploy, keys) if "limits" in each[0]]
        yield Workload(
            what=f"service {name} of Compose",
            at=_at(path, tree, ("services", name)),
            text=text,
            runs=bool(deploy) and deploy.get("replicas") != 0,
            replicas=_stated(path, tree, (*keys, "replicas"), deploy.get("replicas")),
            cpu=_limit(path, tree, limits, "cpus"),
            memory=_limit(path, tree, limits, "memory"),
        )


def _leaves(value: Yaml, keys: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Yaml]]:
    """Every scalar with its keys; the depth of what is read is bounded."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*keys, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, (*keys, index))
    else:
        yield keys, value


def _labelled(
    path: str, tree: YamlTree, values: list[tuple[tuple[Key, ...], Yaml]], labels: tuple[str, ...]
) -> tuple[Stated, ...]:
    """The values of labels by which machines are selected."""
    return tuple(
        Stated(str(value), _at(path, tree, keys))
        for keys, value in values
        if keys and keys[-1] in labels and "nodeSelector" in keys
    )


def _limit(
    path: str, tree: YamlTree, limits: list[tuple[tuple[Key, ...], Yaml]], name: str
) -> Stated | None:
    found = [each for each in limits if each[0][-1] == name]
    return _stated(path, tree, *found[0]) if len(found) == 1 else None


def _stated(path: str, tree: YamlTree, keys: tuple[Key, ...], value: Yaml) -> Stated | None:
    return None if value is None else Stated(str(value), _at(path, tree, keys))


def _at(path: str, tree: YamlTree, keys: tuple[Key, ...]) -> Location:
    line, column = tree.key_position(*keys) or tree.nearest(*keys)
    return Location(path, line, column)


def _machines(path: str, text: str) -> Iterator[Workload]:
    """Where a workflow works, and the accelerators that it or an image asks for."""
    regions = tuple(
        Stated(found[1] or found[2], _place(path, text, found.start(found.lastindex or 0)))
        for found in _REGION.finditer(text)
    )
    pattern = _GPU_RUNNER if _WORKFLOWS.search(path) else _CUDA_IMAGE
    accelerators = tuple(
        Stated(found[1], _place(path, text, found.start(1))) for found in pattern.finditer(text)
    )
    if regions or accelerators:
        at = min(each.at for each in (*regions, *accelerators))
        yield Workload(path.rpartition("/")[2], at, text, False, regions, accelerators)


def _terraform(path: str, text: str) -> Iterator[Workload]:
    settings = [
        (found[1], Stated(found[2], _place(path, text, found.start(1))))
        for found in _SETTING.finditer(text)
    ]
    regions = tuple(each for name, each in settings if name in ("region", "location"))
    machines = tuple(each for _, each in settings if _ACCELERATED.fullmatch(each.value))
    serving = [each for each in _TERRAFORM.finditer(text) if _SERVING.fullmatch(each[1])]
    for found in serving:
        at = _place(path, text, found.start())
        yield Workload(f"{found[1]} {found[2]}", at, text, True, regions, machines)
    if not serving and (regions or machines):
        yield Workload("Terraform", (regions or machines)[0].at, text, False, regions, machines)


def _place(path: str, text: str, at: int) -> Location:
    return Location(path, text.count("\n", 0, at) + 1)
