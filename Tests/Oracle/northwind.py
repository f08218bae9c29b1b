#!/usr/bin/env python3
"""Reads the shipped case a second time, by the letter of the rules and without casefile's code,
and compares: rows, unique records, and the recorded messages of every mailbox. Every record that
findings.json cites must stand at its byte offset in the original export.

    python3 Tests/Oracle/northwind.py Cases/northwind-bec      (after `casefile run` on it)
"""
import collections, csv, json, sys

case = sys.argv[1]
exports = {"E001": f"{case}/exports/audit-2025-03-01.csv", "E002": f"{case}/exports/audit-2025-03-08.json"}
attacker = {"203.0.113.66", "2001:db8:66::9"}
records, rows = {}, 0
with open(exports["E001"], newline="", encoding="utf-8-sig") as file:
    for row in csv.DictReader(file):
        record = json.loads(row["AuditData"])
        records.setdefault(record["Id"], record)
        rows += 1
for record in json.load(open(exports["E002"])):
    records.setdefault(record["Id"], record)
    rows += 1

def addresses(record):
    found = []
    for key in ("ClientIPAddress", "ClientIP", "ActorIpAddress"):
        value = record.get(key) or ""
        if value.startswith("["):
            value = value[1:value.index("]")]
        elif value.count(":") == 1:
            value = value.split(":")[0]
        if value:
            found.append(value)
    return found

def session(record):
    device = (p["Value"] for p in record.get("DeviceProperties", []) if p["Name"] == "SessionId")
    return record.get("SessionId") or record.get("AppAccessContext", {}).get("AADSessionId") or next(device, None)

anchors = {session(r) for r in records.values() if attacker & set(addresses(r))} - {None}
recorded = collections.defaultdict(set)
for record in records.values():
    if record["Operation"] != "MailItemsAccessed":
        continue
    if not "2025-03-10T00:00:00" <= record["CreationTime"] < "2025-03-18T00:00:00":
        continue
    own = addresses(record)
    good = own and all(address.startswith("198.51.100.") for address in own)
    if not attacker & set(own) and (good or session(record) not in anchors):
        continue
    if {"Name": "MailAccessType", "Value": "Bind"} in record["OperationProperties"]:
        for folder in record["Folders"]:
            for item in folder["FolderItems"]:
                recorded[record["MailboxOwnerUPN"]].add(item["InternetMessageId"].strip("<>"))

findings = json.load(open(f"{case}/findings/findings.json"))
assert findings["totals"]["rows"] == rows, rows
assert findings["totals"]["uniqueRecords"] == len(records), len(records)
found = {m["mailbox"]["upns"][0]: {r["message"] for r in m["recordedMessages"]} for m in findings["mailboxes"]}
assert found == dict(recorded), "the recorded messages differ"
originals = {name: open(path, "rb").read() for name, path in exports.items()}
for record in findings["records"]:
    start = record["offset"]
    assert record["record"].encode() in originals[record["evidence"]][start:start + record["length"]], record
print(f"independent reading: {rows} rows, {len(records)} records, {sum(map(len, found.values()))} messages,"
      f" {len(findings['records'])} cited records at their bytes: the same")
