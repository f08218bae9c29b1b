#!/usr/bin/env python3
"""Times `casefile findings` on a generated export.

    swift build -c release --product casefile
    python3 Tests/Benchmark/findings.py --megabytes 200

Makes a Search-UnifiedAuditLog CSV and the same records as NDJSON (deterministic, about 40 % mail
access of the attacker and others, 2 % duplicates), imports each into a case of its own, and runs
`findings` five times, warm. Prints the median seconds, MB/s of the export, and the peak memory.
"""
import argparse, json, os, random, resource, shutil, statistics, subprocess, tempfile, time

def records(rng, megabytes):
    def guid():
        h = "%032x" % rng.getrandbits(128)
        return "-".join((h[:8], h[8:12], h[12:16], h[16:20], h[20:]))
    organization = guid()
    people = [(f"user{n:03d}@example.org", guid(), [guid() for _ in range(3)]) for n in range(60)]
    stolen = [guid() for _ in range(3)]
    messages = ["<%032X@mail.example.org>" % rng.getrandbits(128) for _ in range(40_000)]
    size, second, recent = 0, 0, []
    while size < megabytes * 1_000_000:
        second += rng.randrange(1, 4)
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_740_787_200 + second))
        if recent and rng.random() < 0.02:
            line = rng.choice(recent)
        else:
            upn, mailbox, sessions = rng.choice(people)
            attacker = rng.random() < 0.04
            record = {
                "CreationTime": stamp, "Id": guid(), "Operation": "MailItemsAccessed",
                "OrganizationId": organization, "RecordType": 50, "UserType": 0,
                "Workload": "Exchange", "UserId": upn,
                "ClientIPAddress": "203.0.113.66" if attacker else f"198.51.100.{people.index((upn, mailbox, sessions)) * 4 + rng.randrange(4)}",
                "ClientInfoString": "Client=OWA;Action=ViaProxy", "LogonType": 0,
                "MailboxGuid": mailbox, "MailboxOwnerUPN": upn, "SessionId": rng.choice(stolen if attacker else sessions),
            }
            if rng.random() < 0.6:
                items = [
                    {"Id": "RgAAAAB%0100d" % rng.getrandbits(300), "SizeInBytes": rng.randrange(10**6),
                     "InternetMessageId": rng.choice(messages)}
                    for _ in range(1 + int(rng.expovariate(1 / 8)))]
                record["OperationProperties"] = [
                    {"Name": "MailAccessType", "Value": "Bind"},
                    {"Name": "IsThrottled", "Value": "False"}]
                record["Folders"] = [{"FolderItems": items, "Id": "LgAAAAB" + mailbox, "Path": "\\Inbox"}]
                record["OperationCount"] = len(items)
            else:
                record["Operation"] = rng.choice(["Send", "Update", "SoftDelete", "FileAccessed"])
                record["Item"] = {"Subject": 'RE: "offer" %d' % rng.getrandbits(64)}
            line = json.dumps(record, separators=(",", ":"))
            if len(recent) < 400:
                recent.append(line)
        size += len(line) + line.count('"') + 60
        yield line

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--casefile", default=".build/release/casefile")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    casefile = os.path.abspath(arguments.casefile)
    place = tempfile.mkdtemp(prefix="casefile-bench-")
    try:
        with open(f"{place}/x.csv", "w", newline="") as csv, open(f"{place}/x.ndjson", "w") as ndjson:
            csv.write("RecordType,CreationDate,UserIds,Operations,AuditData\r\n")
            for line in records(random.Random(7), arguments.megabytes):
                doubled = line.replace('"', '""')
                csv.write(f'ExchangeItem,2025,u,o,"{doubled}"\r\n')
                ndjson.write(line + "\n")
        for kind in ("csv", "ndjson"):
            case, export = f"{place}/{kind}", f"{place}/x.{kind}"
            for command in (["new", case], ["import", case, export],
                            ["scope", case, "--attacker-address", "203.0.113.66", "--why", "benchmark"]):
                subprocess.run([casefile, *command, "--quiet"], check=True, stdout=subprocess.DEVNULL)
            seconds = []
            for _ in range(arguments.runs):
                start = time.perf_counter()
                subprocess.run([casefile, "findings", case, "--quiet"], check=True, stdout=subprocess.DEVNULL)
                seconds.append(time.perf_counter() - start)
            megabytes = os.path.getsize(export) / 1e6
            median = statistics.median(seconds)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{kind:7} {megabytes:6.0f} MB  median {median:.2f} s  {megabytes / median:5.0f} MB/s"
                  f"  peak {peak:.0f} MiB so far")
    finally:
        shutil.rmtree(place)

main()
