"""What workflows do by themselves: their jobs, when these run, what they deploy and publish.

Read are the workflows of GitHub (``.github/workflows``) and the pipeline of GitLab
(``.gitlab-ci.yml``). Nothing is executed, and nothing that they include from elsewhere is fetched.
Sources: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions and
https://docs.gitlab.com/ci/yaml/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

from ..model import Evidence, Location
from ..repository import FileKind, Snapshot
from ..repository.yaml_tree import MAX_BYTES, Yaml, YamlProblem, YamlTree, read_yaml

_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml")
_PIPELINE = (".gitlab-ci.yml", ".gitlab-ci.yaml")
_MOST_WORKFLOWS = 500
_DEFAULT_BRANCHES = ("main", "master", "trunk", "$default-branch")
_LONGEST_RUN = 20_000  # characters of the commands of one job that are looked at

_OPTIONS = r"(?:--?[\w-]+(?:[= ][\w./-]+)? ){0,6}"
_DEPLOYS: Final = re.compile(
    rf"\bkubectl {_OPTIONS}(?:apply|rollout|set image|create|replace)\b"
    rf"|\bhelm {_OPTIONS}(?:upgrade|install)\b|\bhelmfile (?:apply|sync)\b"
    rf"|\b(?:terraform|tofu|terragrunt) {_OPTIONS}apply\b|\bpulumi up\b|\bcdk deploy\b"
    r"|\baws (?:ecs update-service|lambda update-function-code|deploy create-deployment"
    r"|sagemaker (?:create|update)-endpoint|cloudformation deploy|apprunner start-deployment)\b"
    r"|\bgcloud (?:beta )?(?:run deploy|app deploy|functions deploy|deploy releases"
    r"|ai endpoints deploy-model)\b"
    r"|\baz (?:webapp (?:up|deploy)|containerapp (?:up|update)|functionapp deploy"
    r"|ml (?:online|batch)-deployment (?:create|update))\b"
    r"|\b(?:flyctl|fly) deploy\b|\brailway up\b|\bvercel (?:deploy )?--prod\b"
    r"|\b(?:serverless|sls|sam|eb|caprover|kamal|cap production) deploy\b"
    r"|\bheroku container:release\b|\bansible-playbook\b|\bargocd app sync\b|\bbentoml deploy\b"
    r"|\bmodal deploy\b|\bwrangler deploy\b"
)
_DEPLOYING_ACTIONS: Final = re.compile(
    r"^(?:azure/(?:webapps-deploy|functions-action|container-apps-deploy-action|k8s-deploy|aks)"
    r"|google-github-actions/(?:deploy-[\w-]+)|aws-actions/amazon-ecs-deploy-task-definition"
    r"|aws-actions/aws-lambda-deploy|superfly/flyctl-actions|akhileshns/heroku-deploy"
    r"|amondnet/vercel-action|cloudflare/wrangler-action|appleboy/ssh-action"
    r"|[\w.-]+/[\w.-]*(?:deploy|helm-upgrade)[\w.-]*)(?:/[\w./-]*)?@",
    re.IGNORECASE,
)
_NOT_A_SYSTEM: Final = re.compile(r"pages|docs|storybook|netlify|coverage|preview", re.IGNORECASE)
_PUBLISHES: Final = re.compile(
    r"\btwine upload(?![^\n]*--repository)|\b(?:poetry|uv|flit|hatch|pdm) publish\b"
    r"(?![^\n]*(?:--repository|--index|--publish-url))|\bnpm publish\b(?![^\n]*--registry)"
    r"|\bcargo publish\b(?![^\n]*--registry)|\b(?:huggingface-cli|hf) upload\b|\bgem push\b"
)
_PUBLISHING_ACTIONS: Final = re.compile(
    r"^(?:pypa/gh-action-pypi-publish|js-devtools/npm-publish|katyo/publish-crates"
    r"|nicholaschiang/[\w-]*huggingface[\w-]*|huggingface/[\w-]*(?:push|upload|sync)[\w-]*)@",
    re.IGNORECASE,
)
_ELSEWHERE: Final = ("repository-url", "repository_url", "registry", "registry-url")
_UNREAL: Final = frozenset(
    "dev develop development test tests testing staging stage stg qa uat sandbox preview review "
    "demo pypi testpypi pages docs".split()
)
"""Words by which environments and jobs say that nobody depends on what is deployed there."""

_UNREAL_FILE: Final = _UNREAL - {"test", "tests", "testing", "review", "docs"}
"""The same in names of files: one that tests may deploy for real as well."""

_WORD = re.compile(r"[a-z]+")
_GITLAB_KEYS = frozenset(
    "default include stages variables workflow image services cache before_script after_script "
    "pages spec".split()
)


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a workflow; ``called`` is the name under which the platform shows its result.

    ``never`` says why it does not run by itself on the branch that everybody works from, in words
    that follow the job's name; empty if it does. ``deploys`` and ``publishes`` name what it does
    so with (``kubectl apply``), ``environment`` where it deploys to, as far as it says so.
    """

    id: str
    at: Location
    text: str = field(default="", repr=False)
    never: str = ""
    environment: str = ""
    deploys: str = ""
    publishes: str = ""
    called: str = ""

    @property
    def is_for_real(self) -> bool:
        """Whether what it deploys goes to people, and not to a place for trying things out.

        The environment says so if there is one, else the names of the job and its file.
        """
        if self.environment:
            unreal = _UNREAL & _words(self.environment)
        else:
            file = self.at.path.rpartition("/")[2]
            unreal = (_UNREAL & _words(self.id)) | (_UNREAL_FILE & _words(file))
        return bool(self.deploys) and not unreal


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow: its jobs by id, and its whole text."""

    path: str
    jobs: Mapping[str, Job]
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Automation(Evidence):
    """The workflows of the repository by path; ``unreadable`` maps path to what is wrong."""

    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def jobs(self) -> Iterator[tuple[Workflow, Job]]:
        """Every job with its workflow."""
        for workflow in self.workflows.values():
            for job in workflow.jobs.values():
                yield workflow, job


def automation(snapshot: Snapshot) -> Automation:
    """Read the workflows of the folder under judgement."""
    workflows: dict[str, Workflow] = {}
    unreadable: dict[str, str] = {}
    for path in _paths(snapshot):
        data = snapshot.get(path, MAX_BYTES + 1)
        if data is None:
            unreadable[path] = "cannot be read"
            continue
        try:
            tree = read_yaml(data)
        except YamlProblem as problem:
            unreadable[path] = str(problem)
            continue
        jobs = _gitlab(path, tree) if path.endswith(_PIPELINE) else _github(path, tree)
        text = data.decode("utf-8", "replace")
        workflows[path] = Workflow(path, {job.id: job for job in jobs}, text)
    return Automation(workflows, unreadable)


def _paths(snapshot: Snapshot) -> list[str]:
    found = [
        path
        for path, file in snapshot.files.items()
        if file.kind is FileKind.REGULAR and _is_workflow(path.removeprefix(snapshot.base))
    ]
    return found[:_MOST_WORKFLOWS]


def _is_workflow(path: str) -> bool:
    return path in _PIPELINE or _WORKFLOW.fullmatch(path) is not None


def _mapping(value: Yaml) -> dict[str, Yaml]:
    return value if isinstance(value, dict) else {}


def _items(value: Yaml) -> list[Yaml]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _github(path: str, tree: YamlTree) -> Iterator[Job]:
    content = _mapping(tree.data)
    idle = _idle(content.get("on"))
    for name, body in _mapping(content.get("jobs")).items():
        job = _mapping(body)
        steps = [_mapping(step) for step in _items(job.get("steps"))]
        runs = [str(step["run"]) for step in steps if isinstance(step.get("run"), str)]
        uses = [step for step in [job, *steps] if isinstance(step.get("uses"), str)]
        never = "is switched off (if: false)" if job.get("if") in (False, "false") else idle
        if not runs and not uses:
            never = "does nothing"
        yield Job(
            id=name,
            at=_at(path, tree, "jobs", name),
            text="\n".join([*runs, *(str(step["uses"]) for step in uses)])[:_LONGEST_RUN],
            never=never,
            environment=_name(job.get("environment")),
            deploys=_with(_DEPLOYS, runs) or _action(_DEPLOYING_ACTIONS, uses),
            publishes=_with(_PUBLISHES, runs) or _publishing(uses),
            called=str(job.get("name") or name),
        )


def _gitlab(path: str, tree: YamlTree) -> Iterator[Job]:
    content = _mapping(tree.data)
    for name, body in content.items():
        job = _mapping(body)
        if name.startswith(".") or name in _GITLAB_KEYS or not job:
            continue
        runs = [str(line) for line in _items(job.get("script")) if isinstance(line, str)]
        yield Job(
            id=name,
            at=_at(path, tree, name),
            text="\n".join(runs)[:_LONGEST_RUN],
            never=_never_in_gitlab(job),
            environment=_name(job.get("environment")),
            deploys=_with(_DEPLOYS, runs),
            publishes=_with(_PUBLISHES, runs),
            called=name,
        )


def _at(path: str, tree: YamlTree, *keys: str) -> Location:
    line, column = tree.key_position(*keys) or tree.nearest(*keys)
    return Location(path, line, column)


def _name(value: Yaml) -> str:
    return str(_mapping(value).get("name") or "") if isinstance(value, dict) else str(value or "")


def _with(pattern: re.Pattern[str], runs: list[str]) -> str:
    """What in the commands matches, as a message shows it."""
    found = pattern.search("\n".join(runs)[:_LONGEST_RUN])
    return " ".join(found[0].split()) if found else ""


def _action(pattern: re.Pattern[str], uses: list[dict[str, Yaml]]) -> str:
    names = (str(step["uses"]) for step in uses)
    return next((n for n in names if pattern.search(n) and not _NOT_A_SYSTEM.search(n)), "")


def _publishing(uses: list[dict[str, Yaml]]) -> str:
    """An action that publishes, unless it is told to do so to a registry of one's own."""
    public = [step for step in uses if not set(_mapping(step.get("with"))) & set(_ELSEWHERE)]
    return _action(_PUBLISHING_ACTIONS, public)


def _idle(events: Yaml) -> str:
    """Why a workflow never runs by itself on the default branch; empty if it does."""
    stated = (
        _mapping(events) if isinstance(events, dict) else dict.fromkeys(map(str, _items(events)))
    )
    if not stated:
        return "belongs to a workflow that nothing starts"
    if any(_starts(name, _mapping(how)) for name, how in stated.items()):
        return ""
    if set(stated) <= {"workflow_dispatch", "repository_dispatch"}:
        return "is started by hand only"
    if set(stated) <= {"workflow_call", "workflow_dispatch", "repository_dispatch"}:
        return "runs only when another workflow calls it"
    return "does not run on the default branch"


def _starts(event: str, how: dict[str, Yaml]) -> bool:
    """Whether an event on the default branch, or a release made from it, starts the workflow."""
    if event == "push":
        on_branches = how.get("branches")
        if on_branches is None:
            return "tags" in how or not _ignores(how)
        return _covers_default(on_branches)
    if event in ("pull_request", "pull_request_target", "merge_group"):
        return how.get("branches") is None or _covers_default(how["branches"])
    return event in ("schedule", "release", "deployment", "workflow_run", "create", "status")


def _ignores(how: dict[str, Yaml]) -> bool:
    return _covers_default(how.get("branches-ignore"))


def _covers_default(patterns: Yaml) -> bool:
    names = [str(each).replace("**", "*") for each in _items(patterns)]
    return any(fnmatchcase(branch, name) for branch in _DEFAULT_BRANCHES for name in names)


def _never_in_gitlab(job: dict[str, Yaml]) -> str:
    if not any(job.get(key) for key in ("script", "trigger", "extends", "run")):
        return "does nothing"
    rules = [_mapping(rule) for rule in _items(job.get("rules"))]
    when = {str(rule.get("when", "on_success")) for rule in rules} or {str(job.get("when"))}
    if when == {"never"}:
        return "is switched off (when: never)"
    if when <= {"manual", "never"}:
        return "is started by hand only"
    only = [str(each) for each in _items(job.get("only")) if isinstance(each, str)]
    known = {"branches", "tags", "merge_requests", "schedules", "pushes"}
    if only and not known & set(only) and not _covers_default(list(only)):
        return "does not run on the default branch"
    return ""
