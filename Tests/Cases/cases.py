#!/usr/bin/env python3
"""Imports exports that readers found to be read wrong, and compares what is found with what is right.

    python3 Tests/Cases/cases.py BINARY [FOLDER]

FOLDER holds `exports/` and `rules/`; without one, and where `../shared/cases` is not there, nothing is run
and the reason is printed. What is right is the table below, written from the descriptions of the cases
and not from what casefile says.
"""
import json, os, subprocess, sys, tempfile

USUAL = {"messages": 4, "assumed": True, "hours": 24}
TWO = {"messages": 2, "assumed": False, "hours": 0}
REFUSED = {"refused": True}
# By the first two digits of the folder, or by file; what a case does not name is USUAL.
EXPECTED = {
    "01": {"messages": 2, "causes": ["bypass"]},
    "sev-thr-object.ndjson": {"messages": 2, "assumed": True, "hours": 24},
    "04": {"messages": 2, "linked": 1}, "05": {"messages": 2, "linked": 1},
    "06": {"messages": 2, "causes": ["auditChangeUnread"], "unread": ["auditChangeUnread"]},
    "13": {"messages": 0, "unread": ["notLinkable", "throttlingUnread", "unnamed"],
           "causes": ["throttlingUnread"], "unnamed": True},
    "17": {"messages": 2, "unnamed": True, "rejected": 1}, "24": USUAL, "25": REFUSED,
    "38": {**USUAL, "rejected": 5}, "46": {"messages": 0, "rejected": 4},
    "52": {"messages": 4, "signs": ["countMismatch", "nextPageMissing"]},
    "nul-mid.csv": {**USUAL, "rejected": 1}, "63": {"messages": 2, "acts": ["CopilotInteraction"]},
    "audit.7z": REFUSED, "audit.parquet": REFUSED, "aes.zip": REFUSED, "deflate64.zip": REFUSED,
    "excel-cut.csv": {**USUAL, "rejected": 1}, "excel-spill.csv": {**USUAL, "rejected": 2},
    "78": TWO, "79": {"messages": 12, "rejected": 1}, "80": {**USUAL, "rejected": 1},
    "82": TWO, "83": TWO, "f-both-single-object.json": {"messages": 1}, "88": TWO,
    "two-csv.zip": {"messages": 6, "assumed": True, "hours": 24},
}
SETTINGS = {"mailbox.json", "organisation.json", "ingestion.json", "bypass.json", "licence.json"}


def run(binary, *arguments):
    return subprocess.run([binary, *arguments, "--quiet"], capture_output=True, text=True)


def found(binary, folder, file):
    """The findings of one export, with the address of the cases as the attacker's."""
    case = tempfile.mkdtemp(prefix="casefile-case-") + "/case"
    run(binary, "new", case)
    stated = []
    if os.path.basename(file).startswith("sev-") or "17-" in file:
        shown = f"{folder}/exports/audit-config-shown"
        settings = [f"{shown}/{name}" for name in sorted(os.listdir(shown))]
        run(binary, "import", case, *settings, "--kind", "audit-config", "--collected-at",
            "2026-03-20T00:00:00Z")
        stated = ["--query-unfiltered", "--query-from", "2026-03-08", "--query-to", "2026-03-16"]
    imported = run(binary, "import", case, file, *stated)
    run(binary, "scope", case, "--attacker-address", "203.0.113.77", "--from", "2026-03-10", "--to",
        "2026-03-14", "--by", "D", "--why", "test")
    answer = run(binary, "findings", case, "--json").stdout
    return imported, json.loads(answer)


def seen(imported, findings):
    boxes = findings["mailboxes"]
    return {
        "refused": "is not an export casefile knows" in imported.stderr and not boxes,
        "messages": sum(len(box["recordedMessages"]) for box in boxes),
        "assumed": any(box["mailboxAssumed"]["value"] for box in boxes),
        "hours": max([box["counts"]["unauditedSecondsInWindow"] for box in boxes] or [0]) / 3600,
        "causes": sorted({period["cause"] for box in boxes for period in box["unauditedPeriods"]}),
        "linked": findings["attribution"]["linked"],
        "unread": sorted({unread["consequence"] for unread in findings["unread"]}),
        "unnamed": any(box["unnamedAccess"] for box in boxes),
        "rejected": findings["totals"]["rejected"],
        "signs": sorted({sign["code"] for file in findings["completeness"]["files"]
                         for sign in file["signs"]} & {"countMismatch", "nextPageMissing"}),
        "acts": [act["operation"] for act in findings["acts"]],
    }


def exports(binary, folder):
    wrong = count = 0
    for name in sorted(os.listdir(f"{folder}/exports")):
        if not name[:2].isdigit():
            continue
        for file in sorted(os.listdir(f"{folder}/exports/{name}")):
            if file in SETTINGS or file.endswith(".md"):
                continue
            expected = EXPECTED.get(file, EXPECTED.get(name[:2], USUAL))
            expected = {"rejected": 0, "refused": False, **expected}
            actual = seen(*found(binary, folder, f"{folder}/exports/{name}/{file}"))
            different = {key: (value, actual[key]) for key, value in expected.items()
                         if actual[key] != value}
            count += 1
            if different:
                wrong += 1
                print(f"{name}/{file}: (expected, found) {different}")
    print(f"{count} exports, {wrong} read otherwise than they should be")
    return wrong


def main():
    binary = os.path.abspath(sys.argv[1])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folder = sys.argv[2] if len(sys.argv) > 2 else f"{root}/../shared/cases"
    if not os.path.isdir(f"{folder}/exports"):
        print(f"not run: there is no folder of cases beside the repository")
        return 0
    return 1 if exports(binary, folder) else 0


sys.exit(main())
