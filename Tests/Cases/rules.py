#!/usr/bin/env python3
"""Rules that readers found broken, each with the evidence that showed it.

    python3 Tests/Cases/rules.py BINARY [FOLDER]

FOLDER holds `rules/`; without one, and where `../shared/cases` is not there, nothing is run and the reason
is printed. What is right stands below, written from the descriptions of the cases (expected.txt) and not
from what casefile says.
"""
import json, os, subprocess, sys, tempfile

NEVER = "never@x"


class Case:
    """A case with the scope of its folder, and what is found in it."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.path = tempfile.mkdtemp(prefix="casefile-rule-") + "/case"
        self.run("new", self.path)
        if os.path.exists(f"{folder}/scope.json"):
            scope = open(f"{folder}/scope.json").read()
            open(f"{self.path}/scope.json", "w").write(scope)

    def run(self, *arguments):
        return subprocess.run([self.binary, *arguments, "--quiet"], capture_output=True, text=True)

    def add(self, name, about=None):
        told = ["--about", f"{self.folder}/{about}"] if about else []
        self.run("import", self.path, *told, f"{self.folder}/{name}")
        return self

    @property
    def findings(self):
        return json.loads(self.run("findings", self.path, "--json").stdout)

    def tiers(self, message=NEVER):
        answer = json.loads(self.run("check", self.path, message, "--json").stdout)
        return {verdict["tier"] for verdict in answer["verdicts"]}

    def report(self):
        self.run("render", self.path)
        return open(f"{self.path}/reports/breach-scope.en.md").read()

    def periods(self, cause):
        return [period for box in self.findings["mailboxes"] for period in box["unauditedPeriods"]
                if period["cause"] == cause]

    def recorded(self):
        return sorted(message["message"] for box in self.findings["mailboxes"]
                      for message in box["recordedMessages"])


def all_rejected_answer(case):
    for name in ["backslash.csv", "double.ndjson"]:
        one = case().add(name)
        answer = one.report().split("## The answer")[1].split("\n## ")[0]
        if one.recorded() == ["m1@x"]:
            continue  # read: better than what was asked for
        yield f"{name}: the answer names the row", "could not be read" in answer, answer
        yield f"{name}: m1@x", one.tiers("m1@x") <= {"undetermined"}, one.tiers("m1@x")


def attachment_items(case):
    box = case().add("export.json").findings["mailboxes"][0]
    names = sorted(one["item"] for one in box["attachments"])
    yield "attachments", names == ["AAMkMessage.att1", "AAMkMessage.att2"], names
    items = [one["items"] for one in box["unnamedAccess"] if one["kind"] == "attachment"]
    yield "unnamed access", items == [2], items


def control_characters_trimmed(case):
    boxes = case().add("export.json").findings["mailboxes"]
    records = sorted(one["records"] for box in boxes for one in box["recordedMessages"])
    yield "four messages", records == [1, 1, 1, 2], records


def custody_blank_line(case):
    for what in ["inside", "first", "last"]:
        one = case().add("export.json")
        log = f"{one.path}/custody.jsonl"
        yield "untouched", one.run("custody", one.path, "--verify").returncode == 0, ""
        lines = open(log).read().split("\n")[:-1]
        lines.insert({"inside": 1, "first": 0, "last": len(lines)}[what], "")
        open(log, "w").write("\n".join(lines) + "\n")
        code = one.run("custody", one.path, "--verify").returncode
        yield f"a blank line {what}", code == 1, code


def double_encoded(case):
    for name in ["once", "twice", "lines-twice", "splunk-twice"]:
        found = case().add(f"{name}.ndjson").recorded()
        yield name, found == ["m1@x"], found
    found = case().add("column-twice.csv").recorded()
    yield "column-twice", found == ["m1@x"], found


def gap_any_unstated_export(case):
    one = case().add("first.json", "first.about.json").add("last.json", "last.about.json")
    before = [period["inWindow"] for period in one.periods("exportGap")]
    yield "the gap", len(before) == 1, before
    one.add("other.json")
    after = [period["inWindow"] for period in one.periods("exportGap")]
    yield "the gap stays", after == before, after
    yield "tier", one.tiers() == {"undetermined"}, one.tiers()


def identity_smtp_address(case):
    for name in ["upn.json", "display-name.json", "smtp.json"]:
        one = case().add(name)
        reasons = " ".join(one.findings["mailboxes"][0]["coverage"]["reasons"])
        holds = one.tiers() == {"undetermined"} or "address" in reasons
        yield name, holds, (one.tiers(), reasons)


def lag_any_export(case):
    for other in [None, "other", "early"]:
        one = case().add("export.json", "export.about.json")
        if other:
            one.add(f"{other}.json", f"{other}.about.json")
        yield f"lag, beside {other}", len(one.periods("lag")) == 1, one.periods("lag")


def look_back_any_export(case):
    for other in [None, "older"]:
        one = case().add("export.json", "export.about.json")
        if other:
            one.add(f"{other}.json", f"{other}.about.json")
        yield f"look back, beside {other}", "lookBackNotCovered" in json.dumps(one.findings), ""


def powershell_parameters(case):
    for name in ["objects", "texts", "text"]:
        one = case().add(f"{name}.json")
        off = [(period["from"], period["to"]) for period in one.periods("auditDisabled")]
        yield name, off == [("2024-03-10T00:00:00Z", "2024-03-15T00:00:00Z")], off
        codes = [anomaly["code"] for anomaly in one.findings["anomalies"]]
        yield f"{name}: anomaly", "auditingSwitchedOff" in codes, codes
        yield f"{name}: tier", one.tiers() == {"undetermined"}, one.tiers()
    yield "bypass", len(case().add("bypass-texts.json").periods("bypass")) == 1, ""
    kinds = [one["kind"] for one in case().add("forwarding-texts.json").findings["otherAcquisition"]]
    yield "forwarding", "forwarding" in kinds, kinds


def powershell_session(case):
    for name in ["signin-objects", "signin-texts", "signin-text", "access-object", "access-text"]:
        one = case().add(f"{name}.json")
        yield name, "taken@x" in one.recorded(), one.recorded()
        yield f"{name}: linked", one.findings["attribution"]["linked"] == 1, ""


def powershell_throttled(case):
    for name in ["objects", "texts", "depth2"]:
        one = case().add(f"{name}.json")
        yield name, one.findings["totals"]["throttled"] == 1, one.findings["totals"]
        spans = [(period["from"], period["to"]) for period in one.periods("throttled")]
        yield f"{name}: period", spans == [("2024-03-10T10:00:00Z", "2024-03-11T10:00:00Z")], spans
        assumed = one.findings["mailboxes"][0]["mailboxAssumed"]
        yield f"{name}: assumed", "throttled" in assumed["bases"], assumed
        yield f"{name}: tier", one.tiers() == {"assumed"}, one.tiers()


def query_filter_covers(case):
    for name in ["users", "text"]:
        one = case().add("export.json", f"{name}.about.json")
        yield f"{name}: gap", len(one.periods("exportGap")) == 1, one.periods("exportGap")
        yield f"{name}: tier", one.tiers() == {"undetermined"}, one.tiers()
    one = case().add("export.json", "all.about.json")
    yield "all", one.tiers() == {"notSeen"}, one.tiers()


def record_type_name(case):
    said = []
    for name in ["number", "name"]:
        one = case().add(f"{name}.json")
        count = one.findings["totals"]["administration"]
        yield name, count == 1, count
        said.append("holds no record of administration" in one.report())
    yield "no sentence against it", said == [False, False], said


def main():
    binary = os.path.abspath(sys.argv[1])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folder = sys.argv[2] if len(sys.argv) > 2 else f"{root}/../shared/cases"
    if not os.path.isdir(f"{folder}/rules"):
        print("not run: there is no folder of cases beside the repository")
        return 0
    wrong = count = 0
    for name in sorted(os.listdir(f"{folder}/rules")):
        check = globals().get(name.replace("-", "_"))
        if check is None:
            print(f"{name}: nothing here says what is right")
            wrong += 1
            continue
        for what, holds, found in check(lambda: Case(binary, f"{folder}/rules/{name}")):
            count += 1
            if not holds:
                wrong += 1
                print(f"{name}: {what}: {found}")
    print(f"{count} rules, {wrong} broken")
    return 1 if wrong else 0


sys.exit(main())
