"""Client of Athanor's door, in one file and with the standard library only (Python 3.9 or newer).

    from athanor import Athanor

    athanor = Athanor("http://127.0.0.1:8080", worker="notebook")
    campaign = athanor.campaign("oer").define(
        objectives=[{"property": "overpotential", "unit": "mV", "goal": "minimize"}],
        search={"space": {"parameters": [{"name": "ni", "kind": "continuous", "low": 0, "high": 1}]}},
        budget=20, seed=1)
    for trial in campaign.trials():
        trial.tell(measure(trial.parameters), unit="mV")

A client that was killed and asks again under the same worker name gets the same trials first. What is
not answered is said again as the same, so it counts once. What the door refuses is raised as a Problem
that carries its problem+json.
"""

import contextlib
import http.client
import json
import math
import random
import re
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

__all__ = [
    "Athanor", "Campaign", "Trial", "Event", "Problem", "Invalid", "Unauthenticated", "Forbidden",
    "NotFound", "Refused", "Late", "Halted", "Unavailable", "AxClient", "BaybeCampaign", "OptunaStudy",
]


class Problem(Exception):
    """What the door says is wrong (RFC 9457).

    status: HTTP status; code: machine-readable cause; field: JSON pointer or None; detail: for people.
    """

    def __init__(self, status, body):
        self.status = status
        self.body = body
        self.code = body.get("code", "")
        self.field = body.get("field")
        self.detail = body.get("detail", "")
        where = f" at {self.field}" if self.field else ""
        super().__init__(f"{status} {self.code}{where}: {self.detail}")


class Invalid(Problem):
    """400, 413, 415, 422: the request cannot be."""


class Unauthenticated(Problem):
    """401: the door does not know the caller."""


class Forbidden(Problem):
    """403: the caller may not do this."""


class NotFound(Problem):
    """404: there is no such thing."""


class Refused(Problem):
    """409: out of place, e.g. the lease is somebody else's by now."""


class Late(Refused):
    """409: the reading was taken as a fact, the experiment had ended before."""


class Halted(Problem):
    """423: an emergency stop holds."""


class Unavailable(Problem):
    """429, 5xx: still so when the patience was over; it is unknown whether it was done."""


_BY_STATUS = {
    400: Invalid, 401: Unauthenticated, 403: Forbidden, 404: NotFound, 405: Invalid, 409: Refused,
    413: Invalid, 415: Invalid, 422: Invalid, 423: Halted,
}
_AGAIN = (429, 502, 503, 504)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the address it was given for, nowhere else."""

    def redirect_request(self, *unused):
        return None


class Event:
    """One server-sent event: id (to resume after), name and data."""

    def __init__(self, event_id, name, data):
        self.id, self.name, self.data = event_id, name, data

    def __repr__(self):
        return f"Event({self.name}, {self.data})"


class Athanor:
    """A door.

    url: where it is; token: bearer token; api_key: "id.secret"; worker: the name under which this client
    takes experiments, the host's where absent (two clients of one host need two names);
    timeout: of one request (s), above the longest wait; patience: how long to say the same again while
    the door is not there (s); context: an ssl.SSLContext for https.
    """

    def __init__(self, url="http://127.0.0.1:8080", token=None, *, api_key=None, worker=None, timeout=60.0,
                 patience=60.0, context=None):
        self.url = url.rstrip("/")
        self.worker = worker or re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname()).strip("-._") or "python"
        self.timeout, self.patience = timeout, patience
        self._headers = {"Accept": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        if api_key:
            self._headers["X-API-Key"] = api_key
        handlers = [_NoRedirect(), urllib.request.ProxyHandler({})]
        if self.url.startswith("https:"):
            handlers.append(urllib.request.HTTPSHandler(context=context or ssl.create_default_context()))
        self._opener = urllib.request.build_opener(*handlers)

    # -- campaigns -------------------------------------------------------------------------------------

    def campaign(self, campaign_id):
        """A campaign of this id, defined or not yet."""
        return Campaign(self, campaign_id)

    def campaigns(self):
        """All campaigns, as the door shows them."""
        return self.get("/v1/campaigns")["campaigns"]

    # -- experiments -----------------------------------------------------------------------------------

    def experiment(self, experiment_id):
        """An experiment as the door shows it."""
        return self.get(f"/v1/experiments/{_quote(experiment_id)}")

    def held(self, worker=None):
        """Trials that a worker holds now."""
        leases = self.get(f"/v1/workers/{_quote(worker or self.worker)}/leases")["leases"]
        return [Trial(self, each, worker or self.worker) for each in leases]

    def lease_at(self, instrument_id, n=1, *, wait=0, worker=None, resume=True):
        """Trials offered to an instrument, over all campaigns; those the worker already holds come first."""
        return self._lease(f"/v1/instruments/{_quote(instrument_id)}/leases", "max", n, wait, worker, resume)

    def tell(self, experiment, value=None, *, values=None, unit=None, sem=None, n=None, property=None,
             partial=False, worker=None, epoch=None, sample_id=None, instrument_id=None, technique=None,
             occurred_at=None):
        """Tells what came of an experiment, given by its id or as a Trial; the same again changes nothing.

        Either value with its unit (of property, the campaign's first objective where absent), or values:
        {property: (value, unit[, sem])} or {property: {"value", "unit", "sem", "n"}}.
        """
        experiment_id = _id(experiment)
        if (value is None) == (values is None):
            raise ValueError("tell either value or values")
        if values is None:
            name = property or getattr(experiment, "objective", None) or self.experiment(experiment_id)["objective"]
            values = {name: _drop(value=value, unit=unit, sem=sem, n=n)}
        body = _drop(
            worker=worker or getattr(experiment, "worker", None) or self.worker,
            epoch=epoch or getattr(experiment, "epoch", None),
            values={name: _quantity(name, each) for name, each in values.items()},
            partial=partial or None, sampleId=sample_id, instrumentId=instrument_id, technique=technique,
            occurredAt=occurred_at)
        return self.post(f"/v1/experiments/{_quote(experiment_id)}/tell", body, key=None)

    def running(self, trial):
        """The permission to actuate; it is given once. Raises Refused where it was given before."""
        return self._of(trial, "progress", key=str(uuid.uuid4()), state="running")

    def complete(self, trial, sample_ids=()):
        """This step of the recipe is done; the last one ends the experiment."""
        return self._of(trial, "complete", sampleIds=list(sample_ids) or None)

    def fail(self, trial, kind=None, *, retryable=None, evidence=None, reason=None):
        """It failed."""
        return self._of(trial, "fail", failureKind=kind, retryable=retryable, evidence=evidence, reason=reason)

    def cancel(self, trial, reason=None):
        """Gives a trial up; an id of somebody else's experiment is cancelled by a decision."""
        return self._of(trial, "cancel", reason=reason)

    def heartbeat(self, trial):
        """Renews a lease that is running; says whether it still holds, was cancelled or halted."""
        return self._of(trial, "heartbeat")

    def approve(self, experiment, *, by=None, reason=None):
        """Approves an experiment."""
        return self.decide(experiment, "approve", by=by, reason=reason)

    def veto(self, experiment, *, by=None, reason=None):
        """Objects to an experiment."""
        return self.decide(experiment, "veto", by=by, reason=reason)

    def decide(self, experiment, decision, *, by=None, reason=None, candidate=None, boost=None):
        """approve, veto, edit (candidate: {"parameters": {...}}), boost (factor) or cancel."""
        body = _drop(decision=decision, by=by, reason=reason, candidate=candidate, boost=boost)
        return self.post(f"/v1/experiments/{_quote(_id(experiment))}/decisions", body, key=None)

    # -- stops -----------------------------------------------------------------------------------------

    def halt(self, scope, *, by=None, reason=None):
        """Stops all, tenant/ID, campaign/ID or instrument/ID at once."""
        return self.post("/v1/halts", _drop(scope=scope, halted=True, by=by, reason=reason), key=None)

    def release(self, scope, *, by=None, reason=None):
        """Lets a scope go on."""
        return self.post("/v1/halts", _drop(scope=scope, halted=False, by=by, reason=reason), key=None)

    def report(self, reading, key=""):
        """Reports a reading as the contract's Reading has it."""
        return self.post("/v1/readings", reading, key)

    def halts(self):
        """What each scope was told last."""
        return self.get("/v1/halts")["halts"]

    # -- HTTP ------------------------------------------------------------------------------------------

    def get(self, path):
        """The JSON at a path."""
        return self._json("GET", path, None, {})

    def post(self, path, body, key=""):
        """Says something; key: Idempotency-Key, a fresh one where "", none where None."""
        headers = {} if key is None else {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._json("POST", path, body, headers)

    def put(self, path, body):
        """Says how something is to be."""
        return self._json("PUT", path, body, {})

    def _json(self, method, path, body, headers, on_retry=lambda body: body):
        end = time.monotonic() + self.patience
        pause = 0.1
        while True:
            wait = None
            try:
                with self._open(method, path, body, headers) as response:
                    return json.loads(response.read() or b"{}")
            except urllib.error.HTTPError as error:
                with error:
                    problem = _problem(error)
                    wait = error.headers.get("Retry-After")
                if error.code not in _AGAIN or time.monotonic() >= end:
                    raise problem from None
            except (OSError, http.client.HTTPException) as error:
                certificate = isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError)
                if certificate or time.monotonic() >= end:
                    raise
            body = on_retry(body)
            seconds = float(wait) if wait and wait.isdigit() else pause
            time.sleep(max(0.0, min(seconds * random.uniform(0.5, 1.0), end - time.monotonic())))
            pause = min(2 * pause, 5.0)

    def _open(self, method, path, body, headers, timeout=None):
        data = None if body is None else json.dumps(body, allow_nan=False).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        for name, text in {**self._headers, **headers}.items():
            request.add_header(name, text)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        return self._opener.open(request, timeout=timeout or self.timeout)

    def _lease(self, path, most, n, wait, worker, resume):
        end = time.monotonic() + wait
        name = worker or self.worker
        while True:
            left = max(0.0, end - time.monotonic())
            body = {"worker": name, most: n, "waitSeconds": min(left, 25.0), "resume": resume}
            # an answer that was lost may have been a lease: then what is held is asked for
            leases = self._json("POST", path, body, {}, lambda said: {**said, "resume": True})["leases"]
            if leases or time.monotonic() >= end:
                return [Trial(self, each, name) for each in leases]

    def _of(self, trial, what, key=None, **more):
        # without a key the door names what is said by what it says: the same again, even after a restart,
        # is the same
        body = _drop(worker=trial.worker, epoch=trial.epoch, **more)
        return self.post(f"/v1/experiments/{_quote(trial.id)}/{what}", body, key)


class Campaign:
    """A campaign at a door."""

    def __init__(self, athanor, campaign_id):
        self.athanor, self.id = athanor, campaign_id
        self._path = f"/v1/campaigns/{_quote(campaign_id)}"

    def define(self, *, objectives, search, budget, seed, name=None, **more):
        """Defines it; the members are those of the contract's CampaignDefinition. The same again changes
        nothing. Gives the campaign; what the door warns of is in warnings."""
        body = {"campaignId": self.id, "name": name or self.id, "objectives": objectives, "search": search,
                "budget": budget, "seed": seed, **more}
        self.warnings = self.athanor.post("/v1/campaigns", body, key=None).get("warnings", [])
        return self

    def candidates(self, candidates, batch=1000):
        """Fills its pool: [{"index", "parameters", ...}]."""
        candidates = list(candidates)
        for start in range(0, len(candidates), batch):
            body = {"candidates": candidates[start:start + batch]}
            for result in self.athanor.post(f"{self._path}/candidates", body, key=None)["results"]:
                if "error" in result:
                    raise Invalid(result["error"].get("status", 422), result["error"])
        return self

    def show(self):
        """Its definition and progress."""
        return self.athanor.get(self._path)

    def ask(self, n=1, *, wait=0, worker=None, resume=True):
        """Trials to do: a lease each. What this worker already has comes first, then new ones, n in all;
        none where none came within wait seconds."""
        return self.athanor._lease(f"{self._path}/ask", "n", n, wait, worker, resume)

    def lease(self, n=1, *, wait=0, worker=None):
        """New trials only."""
        return self.athanor._lease(f"{self._path}/leases", "max", n, wait, worker, False)

    def trials(self, n=1, wait=10):
        """Trials one after another until the campaign concludes."""
        while True:
            batch = self.ask(n, wait=wait)
            yield from batch
            if not batch and self._is_over(self.show()):
                return

    def proposals(self, state="open"):
        """Proposals in a state."""
        return self.athanor.get(f"{self._path}/proposals?state={_quote(state)}")["proposals"]

    def pause(self):
        """It proposes nothing more for now."""
        return self.athanor.put(f"{self._path}/state", {"state": "paused"})

    def resume(self):
        """It goes on."""
        return self.athanor.put(f"{self._path}/state", {"state": "open"})

    def wait(self, until=None, timeout=None):
        """Waits until it has concluded and nothing is open, or until(shown) is true; gives what it shows.
        Raises TimeoutError after timeout seconds."""
        end = math.inf if timeout is None else time.monotonic() + timeout
        pause = 0.1
        while True:
            shown = self.show()
            if (until or self._is_over)(shown):
                return shown
            if time.monotonic() >= end:
                raise TimeoutError(f"campaign {self.id} after {timeout} s: {shown['progress']}")
            time.sleep(pause)
            pause = min(1.5 * pause, 2.0)

    @staticmethod
    def _is_over(shown):
        return "concluded" in shown["progress"] and shown["progress"]["open"] == 0

    def events(self, after=None):
        """Its events from the beginning or after an event's id, for ever: where the connection breaks it is
        taken up again at the same place, so nothing is lost and nothing comes twice. Raises what the door
        refuses, and what the connection says once it was down for the patience."""
        athanor, pause, down = self.athanor, 0.1, None
        while True:
            headers = {"Accept": "text/event-stream"}
            if after:
                headers["Last-Event-ID"] = after
            wait = 0.0
            try:
                with athanor._open("GET", f"{self._path}/events", None, headers) as response:
                    down, pause = None, 0.1
                    for event in _parse(response):
                        after = event.id or after
                        yield event
            except urllib.error.HTTPError as error:
                with error:
                    problem = _problem(error)
                if error.code not in _AGAIN or _is_over(down, athanor.patience):
                    raise problem from None
                wait = pause
            except (OSError, http.client.HTTPException):
                if _is_over(down, athanor.patience):
                    raise
                wait = pause
            if wait:
                down = down or time.monotonic()
            time.sleep((wait or 0.1) * random.uniform(0.5, 1.0))
            pause = min(2 * pause, 5.0)


class Trial:
    """An experiment that a worker holds: what to make, and the lease."""

    def __init__(self, athanor, lease, worker):
        self.athanor, self.worker, self.lease = athanor, worker, lease
        self.id, self.epoch, self.state = lease["experimentId"], lease["epoch"], lease["state"]
        self.step, self.proposal = lease.get("step", 0), lease["proposal"]
        self.candidate = self.proposal["candidate"]
        self.parameters = self.candidate["parameters"]
        self.objective = self.proposal["objective"]
        self.ordinal = self.proposal["ordinal"]

    def __repr__(self):
        return f"Trial({self.id}, {self.parameters})"

    def tell(self, value=None, **more):
        """See Athanor.tell."""
        return self.athanor.tell(self, value, **more)

    def running(self):
        """See Athanor.running."""
        return self.athanor.running(self)

    def complete(self, sample_ids=()):
        """See Athanor.complete."""
        return self.athanor.complete(self, sample_ids)

    def fail(self, kind=None, **more):
        """See Athanor.fail."""
        return self.athanor.fail(self, kind, **more)

    def cancel(self, reason=None):
        """See Athanor.cancel."""
        return self.athanor.cancel(self, reason)

    def heartbeat(self):
        """See Athanor.heartbeat."""
        return self.athanor.heartbeat(self)

    @contextlib.contextmanager
    def beating(self, seconds=10.0):
        """While it lasts a thread sends heartbeats; gives a threading.Event that is set, with the answer in
        its attribute answer, once the lease is lost, cancelled or halted."""
        stop, over = threading.Event(), threading.Event()
        over.answer = None

        def beat():
            while not stop.wait(seconds):
                try:
                    answer = self.heartbeat()
                except (OSError, http.client.HTTPException, Problem):
                    continue  # the next one may come through; the lease itself is the limit
                if answer["halted"] or answer["cancelled"] or not answer["holds"]:
                    over.answer = answer
                    over.set()

        thread = threading.Thread(target=beat, name=f"heartbeat-{self.id}", daemon=True)
        thread.start()
        try:
            yield over
        finally:
            stop.set()
            thread.join(self.athanor.timeout)


class AxClient:
    """Ax's service API over a campaign: get_next_trial, complete_trial, log_trial_failure. Numbers are in
    the units of the campaign's objectives."""

    def __init__(self, campaign):
        self._campaign, self._trials = campaign, {}
        self._units = {each["property"]: each["unit"] for each in campaign.show()["objectives"]}

    def get_next_trial(self, wait=60):
        """Parameters and index of the next trial; those of an unfinished one after a restart."""
        trial = next(iter(self._campaign.ask(1, wait=wait)), None)
        if trial is None:
            raise TimeoutError(f"campaign {self._campaign.id} proposed nothing within {wait} s")
        self._trials[trial.ordinal] = trial
        return trial.parameters, trial.ordinal

    def complete_trial(self, trial_index, raw_data):
        """raw_data: a number, (mean, sem), or {metric: either}."""
        trial = self._trials.pop(trial_index)
        data = raw_data if isinstance(raw_data, dict) else {trial.objective: raw_data}
        return trial.tell(values={name: _measured(each, self._units[name]) for name, each in data.items()})

    def log_trial_failure(self, trial_index):
        """The trial failed."""
        return self._trials.pop(trial_index).fail()


class BaybeCampaign:
    """BayBE's loop over a campaign, with rows as dictionaries: recommend, add_measurements."""

    def __init__(self, campaign):
        self._campaign, self._trials = campaign, []
        self._units = {each["property"]: each["unit"] for each in campaign.show()["objectives"]}

    def recommend(self, batch_size=1, wait=60):
        """Settings to measure."""
        self._trials = self._campaign.ask(batch_size, wait=wait)
        return [dict(each.parameters) for each in self._trials]

    def add_measurements(self, rows):
        """Rows of recommend with a column more for each measured property."""
        for row in rows:
            trial = next((each for each in self._trials if each.parameters.items() <= dict(row).items()), None)
            if trial is None:
                raise ValueError(f"nobody recommended {row}")
            self._trials.remove(trial)
            trial.tell(values={name: (row[name], unit) for name, unit in self._units.items() if name in row})


class OptunaStudy:
    """Optuna's ask and tell over a campaign."""

    class _Trial:
        def __init__(self, trial):
            self.inner, self.number, self.params = trial, trial.ordinal, dict(trial.parameters)

        def _suggest(self, name, *unused, **ignored):
            return self.params[name]

        suggest_float = suggest_int = suggest_categorical = _suggest

    def __init__(self, campaign):
        self._campaign = campaign
        self._objectives = campaign.show()["objectives"]

    def ask(self, wait=60):
        """The next trial."""
        trial = next(iter(self._campaign.ask(1, wait=wait)), None)
        if trial is None:
            raise TimeoutError(f"campaign {self._campaign.id} proposed nothing within {wait} s")
        return self._Trial(trial)

    def tell(self, trial, values):
        """A number, or one for each objective in their order; None: it failed."""
        if values is None:
            return trial.inner.fail()
        numbers = list(values) if isinstance(values, (list, tuple)) else [values]
        named = zip(self._objectives, numbers)
        return trial.inner.tell(values={each["property"]: (number, each["unit"]) for each, number in named})


def _problem(error):
    try:
        body = json.loads(error.read() or b"{}")
    except ValueError:
        body = {}
    if not isinstance(body, dict):
        body = {}
    body.setdefault("detail", error.reason)
    kind = Late if body.get("code") == "late" else _BY_STATUS.get(error.code, Unavailable)
    return kind(error.code, body)


def _parse(lines):
    """Server-sent events of a stream; one that is cut off is none."""
    event_id, name, data = None, "message", []
    for raw in lines:
        line = raw.decode("utf-8").rstrip("\r\n")
        if not line:
            if data:
                yield Event(event_id, name, json.loads("\n".join(data)))
            name, data = "message", []
        elif not line.startswith(":"):
            field, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if field == "id":
                event_id = value
            elif field == "event":
                name = value
            elif field == "data":
                data.append(value)


def _quantity(name, value):
    if isinstance(value, dict):
        said = dict(value)
    elif isinstance(value, (tuple, list)) and 2 <= len(value) <= 3:
        said = _drop(value=value[0], unit=value[1], sem=value[2] if len(value) == 3 else None)
    else:
        raise ValueError(f"{name}: a value is never a bare number: say (value, unit) or (value, unit, sem)")
    if "unit" not in said:
        raise ValueError(f"{name}: the unit is missing")
    return {key: _plain(each) for key, each in said.items()}


def _measured(value, unit):
    if isinstance(value, (tuple, list)):
        return _drop(value=value[0], unit=unit, sem=value[1] if len(value) > 1 else None)
    return {"value": value, "unit": unit}


def _plain(value):
    """Numbers of other libraries become Python's."""
    return value.item() if hasattr(value, "item") else value


def _is_over(since, patience):
    return since is not None and time.monotonic() - since > patience


def _id(experiment):
    return experiment.id if isinstance(experiment, Trial) else experiment


def _drop(**members):
    return {name: value for name, value in members.items() if value is not None}


def _quote(text):
    return urllib.parse.quote(text, safe="")
