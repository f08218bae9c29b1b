#!/usr/bin/env python3
"""Times `casefile findings` on a generated export.

    swift build -c release --product casefile
    python3 Tests/Benchmark/findings.py --megabytes 200

Makes a Search-UnifiedAuditLog CSV and the same records as NDJSON (deterministic, about 40 % mail
access of the attacker and others, 2 % duplicates), imports each into a case of its own, and runs
`findings` five times, warm. Prints the median seconds, MB/s of the export, and the peak memory.

With `--before BINARY` an older casefile computes the same findings, in alternation, and must write
the same bytes but for what it says of itself.

With `--peers PYTHON` (which has duckdb, polars and pysimdjson) the same question goes to other tools,
in alternation (peers.py), and what they find must be what casefile finds.
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

def peer_rows(python, name, kind, path):
    """Runs a peer once: seconds, and what it found."""
    command = [python, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers.py"), name, kind, path]
    start = time.perf_counter()
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, result.stdout


def casefile_rows(case):
    """What casefile found, as the peers print it."""
    findings = json.load(open(f"{case}/findings/findings.json"))
    found = {}
    for mailbox in findings["mailboxes"]:
        for message in mailbox["recordedMessages"]:
            key = f"<{message['message']}>"
            first, last, count = found.get(key, ("9", "0", 0))
            found[key] = (min(first, message["firstRecorded"]), max(last, message["lastRecorded"]),
                          count + message["records"])
    return "".join(f"{key} {first[:-1]} {last[:-1]} {count}\n" for key, (first, last, count) in sorted(found.items()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--casefile", default=".build/release/casefile")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", metavar="PYTHON",
                        help="a python with duckdb, polars and pysimdjson: times them in alternation")
    parser.add_argument("--before", metavar="BINARY", help="another casefile: times it in alternation")
    arguments = parser.parse_args()
    casefile = os.path.abspath(arguments.casefile)
    place = tempfile.mkdtemp(prefix="casefile-bench-")

    def run(*command, binary=casefile):
        start = time.perf_counter()
        subprocess.run([binary, *command, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    def tables(case):
        """The CSV tables of findings, which say nothing of the tool."""
        folder = f"{case}/findings"
        return {name: open(f"{folder}/{name}", "rb").read()
                for name in sorted(os.listdir(folder)) if name.endswith(".csv")}

    try:
        with open(f"{place}/x.csv", "w", newline="") as csv, open(f"{place}/x.ndjson", "w") as ndjson:
            csv.write("RecordType,CreationDate,UserIds,Operations,AuditData\r\n")
            for line in records(random.Random(7), arguments.megabytes):
                doubled = line.replace('"', '""')
                csv.write(f'ExchangeItem,2025,u,o,"{doubled}"\r\n')
                ndjson.write(line + "\n")
        print(f"{'':22}  median s    MB/s   times casefile")
        for kind in ("csv", "ndjson"):
            case, export = f"{place}/{kind}", f"{place}/x.{kind}"
            megabytes = os.path.getsize(export) / 1e6
            run("new", case)
            importing = run("import", case, export)
            hashing = time.perf_counter()
            subprocess.run(["openssl", "dgst", "-sha256", export], check=True, stdout=subprocess.DEVNULL)
            hashing = time.perf_counter() - hashing
            run("scope", case, "--attacker-address", "203.0.113.66", "--why", "benchmark")
            names = (["duckdb", "polars", "simdjson"] + (["python"] if kind == "csv" else [])
                     if arguments.peers else [])
            if arguments.before: shutil.copytree(case, f"{case}-before")
            seconds = {name: [] for name in ["findings"] + ["before"] * bool(arguments.before) + names}
            if arguments.before:
                # Its copy is a new place for the evidence.
                run("status", f"{case}-before", "--verify", binary=os.path.abspath(arguments.before))
            for _ in range(arguments.runs):
                seconds["findings"].append(run("findings", case))
                if arguments.before:
                    seconds["before"].append(
                        run("findings", f"{case}-before", binary=os.path.abspath(arguments.before)))
                    if tables(case) != tables(f"{case}-before"):
                        raise SystemExit("the casefile of before found something else")
                for name in names:
                    time_taken, rows = peer_rows(arguments.peers, name, kind, export)
                    seconds[name].append(time_taken)
                    if rows != casefile_rows(case):
                        raise SystemExit(f"{name} and casefile found different messages in {export}")
            own = statistics.median(seconds["findings"])
            for name, values in seconds.items():
                median = statistics.median(values)
                print(f"{name + ' ' + kind:22}  {median:8.2f}  {megabytes / median:6.0f}  {median / own:6.2f}")
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{'import ' + kind:22}  {importing:8.2f}  {megabytes / importing:6.0f}"
                  f"          openssl dgst -sha256: {hashing:.2f} s; highest peak so far {peak:.0f} MiB")
    finally:
        shutil.rmtree(place)

main()
