"""Whole campaigns by the Python client. Arguments: URL and what to do; prints JSON lines."""

import itertools
import json
import sys
import time

import athanor
from athanor import Athanor, AxClient, BaybeCampaign, OptunaStudy

SPACE = {"space": {"parameters": [
    {"name": "x", "kind": "continuous", "low": 0, "high": 1},
    {"name": "y", "kind": "continuous", "low": 0, "high": 1}]}}
GAP = [{"property": "gap", "unit": "eV", "goal": "maximize"}]


def say(**what):
    print(json.dumps(what), flush=True)


def gap(parameters):
    return 2 - (parameters["x"] - 0.3) ** 2 - (parameters["y"] - 0.7) ** 2


def define(door, name, budget, **more):
    return door.campaign(name).define(objectives=GAP, search=SPACE, budget=budget, seed=1, simulated=True, **more)


def refused(kind, action):
    try:
        action()
    except kind as problem:
        return problem.code
    raise AssertionError(f"{kind.__name__} was expected")


def whole(door):
    campaign = define(door, "whole", 5)
    trials = campaign.trials()
    first = next(trials)
    first.running()
    codes = [refused(athanor.Refused, first.running)]
    with first.beating(0.05) as over:
        assert first.heartbeat()["holds"]
        first.tell(1.0, unit="eV", partial=True)
        assert not over.is_set()
    told = first.tell(gap(first.parameters) * 1000, unit="meV", sem=5)
    assert first.tell(gap(first.parameters) * 1000, unit="meV", sem=5) == told
    second = next(trials)
    codes.append(refused(athanor.Invalid, lambda: second.tell(1, unit="furlong")))
    second.fail("synthesis", retryable=False, evidence={"phase_purity": 0.2})
    codes.append(refused(athanor.Late, lambda: second.tell(1.9, unit="eV")))
    for trial in trials:
        trial.tell(gap(trial.parameters), unit="eV")
    shown = campaign.wait(timeout=120)
    codes.append(refused(athanor.NotFound, lambda: door.campaign("nowhere").show()))
    events = list(itertools.islice(campaign.events(), 10))
    again = list(itertools.islice(campaign.events(after=events[4].id), 5))
    assert [each.id for each in again] == [each.id for each in events[5:]], (events, again)
    say(progress=shown["progress"], codes=codes)


def people(door):
    campaign = define(door, "people", 2, approvalTerms={"mode": "quorum", "quorum": 2})
    for _ in range(2):
        waiting = []
        while not waiting:
            waiting = campaign.proposals("pending-approval")
            time.sleep(0.05)
        assert campaign.ask(1) == []
        experiment = waiting[0]["experimentId"]
        door.approve(experiment, by="ada")
        door.approve(experiment, by="bob")
        trial, = campaign.ask(1, wait=60)
        assert trial.id == experiment
        trial.tell(gap(trial.parameters), unit="eV")
    shown = campaign.wait(timeout=120)
    halted = define(door, "halted", 1)
    door.halt("campaign/halted", by="ada", reason="smoke")
    codes = [refused(athanor.Halted, lambda: halted.ask(1))]
    door.release("campaign/halted", by="ada")
    assert [each["halted"] for each in door.halts()] == [False]
    say(progress=shown["progress"], codes=codes)


def shims(door):
    ax = AxClient(define(door, "ax", 2))
    for _ in range(2):
        parameters, index = ax.get_next_trial()
        ax.complete_trial(index, {"gap": (gap(parameters), 0.01)})
    baybe = BaybeCampaign(define(door, "baybe", 2, parallelism=2))
    while baybe._campaign.show()["progress"]["succeeded"] < 2:
        rows = baybe.recommend(2)
        baybe.add_measurements([{**row, "gap": gap(row)} for row in rows])
    study = OptunaStudy(define(door, "optuna", 2))
    for _ in range(2):
        trial = study.ask()
        study.tell(trial, gap({"x": trial.suggest_float("x", 0, 1), "y": trial.params["y"]}))
    say(succeeded=[door.campaign(each).wait(timeout=60)["progress"]["succeeded"]
                   for each in ("ax", "baybe", "optuna")])


def take(door):
    campaign = define(door, "killed", 2)
    trial, = campaign.ask(1, wait=60)
    trial.running()
    say(experiment=trial.id, parameters=trial.parameters)
    time.sleep(600)


def again(door):
    campaign = define(door, "killed", 2)
    trial, = campaign.ask(1, wait=60)
    say(experiment=trial.id, parameters=trial.parameters)
    trial.tell(gap(trial.parameters), unit="eV")
    other, = campaign.ask(1, wait=60)
    assert other.id != trial.id
    other.cancel("enough")


if __name__ == "__main__":
    globals()[sys.argv[2]](Athanor(sys.argv[1], worker="python-client"))
