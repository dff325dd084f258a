"""Monitoring of systems in operation: the plan, its results, and the log of events."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Declared, Id, Span, Text, Texts, VersionText
from ..markers import Defines, Refers
from ..monitoring_terms import Recorded, Watch
from .control import Controlled, PastDay, PersonId, PersonIds, Place, SystemId


class Threshold(Declared):
    """From which value on somebody is alerted."""

    min: float | None = Field(
        default=None, strict=True, description="The least value that alerts nobody."
    )
    max: float | None = Field(
        default=None, strict=True, description="The greatest value that alerts nobody."
    )


class Monitor(Declared):
    """One figure that is watched in operation."""

    id: Annotated[Id, Defines("monitor")] = Field(description="Stable id; results refer to it.")
    watches: Watch | None = Field(
        default=None, description="What it looks at: performance, drift, emergent bias, operation."
    )
    metric: Text | None = Field(default=None, description="The metric, named as in the evaluation.")
    slice: Text | None = Field(
        default=None, description="The feature whose groups are compared, or one group."
    )
    method: Text | None = Field(
        default=None, description="How it is computed, and from which data."
    )
    threshold: Threshold | None = Field(
        default=None, description="From which value on somebody is alerted."
    )
    cadence: Span | None = Field(default=None, description="How often it is computed.")
    owner: PersonId | None = Field(default=None, description="Who answers for it.")
    alert: Annotated[Id, Refers("alert-route")] | None = Field(
        default=None, description="The route by which an alert reaches somebody."
    )
    action: Text | None = Field(default=None, description="What is done after an alert.")


class AlertRoute(Declared):
    """How an alert reaches somebody who acts on it."""

    id: Annotated[Id, Defines("alert-route")] = Field(description="Id of the route.")
    to: PersonIds = Field(default=(), description="Who is alerted.")
    address: Text | None = Field(
        default=None, description="Where alerts go: an address, a rota, a telephone number."
    )


class NotMonitored(Declared):
    """A metric of the evaluation that cannot be watched in operation."""

    metric: Text = Field(description="The metric.")
    slice: Text | None = Field(default=None, description="The feature or group it is of.")
    reason: Text | None = Field(default=None, description="Why, and what is watched instead.")


class MonitoringPlan(Controlled):
    """What is watched of one system in operation, by whom, and what follows."""

    system: SystemId | None = Field(default=None, description="The system.")
    monitors: tuple[Monitor, ...] = Field(default=(), description="The figures that are watched.")
    alert_routes: tuple[AlertRoute, ...] = Field(
        default=(), description="The routes by which alerts reach people."
    )
    not_monitored: tuple[NotMonitored, ...] = Field(
        default=(), description="Metrics of the evaluation that are not watched, with the reason."
    )
    config: Place | None = Field(
        default=None, description="The file that configures the monitoring tool."
    )


class AcceptedBreach(Declared):
    """Why a breach needs no incident."""

    reason: Text | None = Field(default=None, description="Why nothing has to follow.")
    by: PersonId | None = Field(default=None, description="Who decided.")
    on: PastDay | None = Field(default=None, description="The day of the decision.")


class MonitoringResult(Declared):
    """One result of one monitor."""

    id: Annotated[Id, Defines("monitoring-result")] = Field(description="Stable id.")
    monitor: Annotated[Id, Refers("monitor")] = Field(description="The monitor it is of.")
    on: PastDay | None = Field(default=None, description="The day of the result.")
    value: float | None = Field(default=None, strict=True, description="The value.")
    samples: int | None = Field(
        default=None, strict=True, ge=0, description="On how many samples it was computed."
    )
    version: VersionText | None = Field(default=None, description="The version in operation.")
    incident: Annotated[Id, Refers("incident")] | None = Field(
        default=None, description="The incident that a breach became."
    )
    nonconformity: Annotated[Id, Refers("nonconformity")] | None = Field(
        default=None, description="The nonconformity that a breach became."
    )
    accepted: AcceptedBreach | None = Field(default=None, description="Why a breach needs neither.")


class MonitoringResults(Controlled):
    """What the monitors of one system showed."""

    system: SystemId | None = Field(default=None, description="The system.")
    results: tuple[MonitoringResult, ...] = Field(default=(), description="The results.")


class LoggedEvent(Declared):
    """One kind of event that is logged."""

    id: Id = Field(description="The name of the event in the log.")
    records: tuple[Recorded, ...] = Field(
        default=(), description="What can be learnt from it: input-reference, output, …"
    )
    fields: Texts = Field(default=(), description="The fields of an entry, named as in the log.")
    written_by: Place | None = Field(default=None, description="The code that writes it.")
    elsewhere: Text | None = Field(
        default=None, description="What writes it, if not code of this repository."
    )


class LogStore(Declared):
    """Where the log is kept."""

    where: Text | None = Field(default=None, description="The place it is kept in.")
    protection: Text | None = Field(
        default=None, description="What keeps entries from being changed or lost."
    )


class LogAccess(Declared):
    """Who may read the log, and what for."""

    who: Text | None = Field(default=None, description="A role, or the id of a person.")
    purpose: Text | None = Field(default=None, description="What for.")


class LogPersonalData(Declared):
    """What the log holds of people."""

    contained: bool | None = Field(
        default=None, description="Whether entries lead to a person, directly or by an id."
    )
    handling: Text | None = Field(
        default=None, description="How they are kept small and safe; or why there are none."
    )


class NotRecorded(Declared):
    """What the log does not tell."""

    content: Recorded = Field(description="What is not recorded.")
    reason: Text | None = Field(default=None, description="Why there is nothing to record.")


class EventLog(Controlled):
    """Which events of one system are logged, with what, where, and for how long."""

    system: SystemId | None = Field(default=None, description="The system.")
    events: tuple[LoggedEvent, ...] = Field(default=(), description="The events that are logged.")
    not_recorded: tuple[NotRecorded, ...] = Field(
        default=(), description="What is not recorded, with the reason."
    )
    store: LogStore | None = Field(default=None, description="Where the log is kept.")
    access: tuple[LogAccess, ...] = Field(default=(), description="Who may read it.")
    retention: Span | None = Field(default=None, description="How long entries are kept.")
    deletion: Text | None = Field(default=None, description="How entries are deleted after that.")
    personal_data: LogPersonalData | None = Field(
        default=None, description="What it holds of people."
    )
