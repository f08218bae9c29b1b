#!/usr/bin/env python3
"""The job of `casefile spark` in the real engine: several executors, one of them killed, speculation on.

    python3 Tests/Spark/spark.py .build/release/casefile [--megabytes 1000]

Needs pyspark and Java. Makes exports in 40 objects with duplicates across them, imports them on this
machine, and expects the same findings.json from Spark to the byte. The other jobs get eight of the objects."""
import argparse, gzip, hashlib, json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, threading, time

options = argparse.ArgumentParser()
options.add_argument("casefile")
options.add_argument("--megabytes", type=int, default=1000)
options.add_argument("--keep")
asked = options.parse_args()
casefile = os.path.abspath(asked.casefile)
work = pathlib.Path(asked.keep or tempfile.mkdtemp())
work.mkdir(exist_ok=True)
os.chdir(work)
draw = random.Random(5)


def run(*arguments):
    done = subprocess.run([casefile, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done)
    return done.stdout


def guid(): return "%08x-%04x-4%03x-a%03x-%012x" % tuple(draw.getrandbits(bits) for bits in (32, 16, 12, 12, 48))


PEOPLE = [(f"p{number}@clinic.example", guid()) for number in range(400)]
SESSIONS = [guid() for _ in range(3000)]


def record(number):
    """Every tenth mailbox is a busy one; one access in fifty is the attacker's."""
    place = draw.randrange(4) if draw.random() < 0.3 else draw.randrange(len(PEOPLE))
    person, mailbox = PEOPLE[place]
    # Few sessions are of more than one mailbox.
    session = place * 7 + draw.randrange(7) if draw.random() < 0.97 else draw.randrange(len(SESSIONS))
    attacker = draw.random() < 0.02
    at = f"2025-03-{1 + number % 28:02}T{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
    access = draw.random()
    entry = {
        "CreationTime": at, "Id": guid(), "Operation": "MailItemsAccessed" if access < 0.8 else "Send",
        "OrganizationId": "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a", "RecordType": 50, "UserType": 0, "Workload": "Exchange",
        "UserId": person, "MailboxOwnerUPN": person, "MailboxGuid": mailbox, "LogonType": draw.randrange(3),
        "ClientIPAddress": "203.0.113.66" if attacker else f"198.51.100.{draw.randrange(250)}",
        "ClientInfoString": draw.choice(["Client=OWA;Action=ViaProxy", "Client=REST;;", "Client=MSExchangeRPC"]),
        "SessionId": f"evil-{number % 20}" if attacker else SESSIONS[session],
        "OperationProperties": [{"Name": "MailAccessType", "Value": "Sync" if access < 0.05 else "Bind"},
                                {"Name": "IsThrottled", "Value": "True" if draw.random() < 0.001 else "False"}],
        "Folders": [{"Id": f"F{draw.randrange(9)}", "Path": "\\Inbox\\Überweisung", "FolderItems": [
            {"InternetMessageId": f"<{draw.randrange(200_000):06}.{'x' * 30}@clinic.example>", "SizeInBytes": draw.randrange(99_999),
             "Subject": "s" * draw.randrange(20)} for _ in range(draw.randrange(6))]}]}
    return json.dumps(entry, ensure_ascii=draw.random() < 0.5)


# 40 objects; what a reader could get wrong is in some of them.
lake = work / "lake"
if not lake.exists():
    lake.mkdir()
    size = asked.megabytes * 1_000_000 // 50  # one object is eleven times as large as others
    earlier, number = [], 0
    for index in range(1, 41):
        lines, length, wanted = [], 0, size * (11 if index == 7 else 1)
        while length < wanted:
            if earlier and draw.random() < 0.03: line = draw.choice(earlier)
            elif draw.random() < 0.0001 or index == 5 and len(lines) == 3: line = '{"CreationTime":"2025-03-12T08:00:00","Operation":"Sen'
            else:
                number += 1
                line = record(number)
                if number % 50 == 0: earlier.append(line)
            lines.append(line)
            length += len(line) + 1
        end = "\r\n" if index % 5 == 0 else "\n"
        text = end.join(lines) + ("" if index % 7 == 0 else end)
        code = "utf-16" if index == 3 else "utf-8-sig" if index % 6 == 0 else "utf-8"
        data = text.encode(code, "surrogatepass")
        if index in (14, 15): data = gzip.compress(data, 1)  # 14 has an open last line
        kind = "txt" if index in (3, 4) else "ndjson.gz" if index in (14, 15) else "ndjson"
        (lake / f"audit-{index}.{kind}").write_bytes(data)

began = time.monotonic()
objects = sorted(lake.iterdir(), key=lambda path: int(path.name.split("-")[1].split(".")[0]))
run("new", "case", "--quiet")
# As in a lake: E001 is the first by name, numbers by their value.
done = subprocess.run([casefile, "import", "case", *map(str, objects), "--quiet"], capture_output=True, text=True)
assert done.returncode == 3, done
run("scope", "case", "--attacker-address", "203.0.113.66", "--from", "2025-03-05", "--to", "2025-03-20",
    "--by", "a", "--why", "b", "--quiet")
done = subprocess.run([casefile, "findings", "case", "--quiet"], capture_output=True, text=True)
assert done.returncode == 3, done
expected = pathlib.Path("case/findings/findings.json").read_bytes()
os.remove("case/findings/findings.json")
alone = time.monotonic() - began
total = sum(path.stat().st_size for path in objects)
print(f"{len(objects)} objects, {total / 1e6:.0f} MB; one machine: {alone:.0f} s; {done.stdout.splitlines()[-1]}", flush=True)

pathlib.Path("job.py").write_text(run("spark"))
settings = {
    "spark.speculation": "true", "spark.speculation.quantile": "0.3", "spark.speculation.multiplier": "1.1",
    "spark.speculation.interval": "50ms", "spark.sql.files.maxPartitionBytes": str(16 << 20),
    "spark.ui.enabled": "false", "spark.executor.memory": "1g", "spark.task.maxFailures": "8",
    "spark.executor.extraJavaOptions": "-Dcasefile.test=executor",
}
import pyspark
spark = pathlib.Path(pyspark.__file__).parent
command = [str(spark / "bin/spark-submit"), "--master", "local-cluster[3,1,1024]", "--files",
           f"{casefile},{work}/case/scope.json"]
for name, value in settings.items(): command += ["--conf", f"{name}={value}"]
command += ["job.py", "--lines", f"file://{lake}/*.ndjson", f"file://{lake}/*.gz", "--objects", f"file://{lake}/*.txt", "--fan-in", "8",
            "--casefile", casefile, "--output", "all.tally", "--case", "case"]
environment = {**os.environ, "SPARK_HOME": str(spark), "PYSPARK_PYTHON": sys.executable,
               "SPARK_LOCAL_IP": "127.0.0.1"}
killed = []


def executors():
    listed = subprocess.run(["pgrep", "-f", "casefile.test=executor.*CoarseGrainedExecutorBackend"], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def kill_one():
    """Once tallies are under way."""
    while not killed:
        time.sleep(0.1)
        working = subprocess.run(["pgrep", "-f", "tally - --scope"], capture_output=True, text=True).stdout.split()
        if len(working) > 1 and executors():
            time.sleep(1.5)
            victim = executors()[0]
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)


threading.Thread(target=kill_one, daemon=True).start()
began = time.monotonic()
done = subprocess.run(command, env=environment, capture_output=True, text=True)
took = time.monotonic() - began
pathlib.Path("spark.log").write_text(done.stdout + done.stderr)
assert done.returncode in (0, 3), (done.stdout[-3000:], done.stderr[-6000:])
assert killed, "no executor was killed"
assert "ExecutorLostFailure" in done.stderr or "Lost executor" in done.stderr, done.stderr[-3000:]
found = pathlib.Path("case/findings/findings.json").read_bytes()
assert found == expected, "other findings than on one machine"
print(f"Spark, executor {killed[0]} killed: {took:.0f} s; tally {os.path.getsize('all.tally') / 1e6:.1f} MB;"
      f" findings.json of {len(found)} bytes is the same")

# What follows is tried with some of the objects: plain, with marks, UTF-16, a list of words, compressed.
few_objects = work / "few"
few_objects.mkdir()
for index in (1, 2, 3, 4, 5, 6, 14, 15):
    path, = lake.glob(f"audit-{index}.*")
    os.link(path, few_objects / path.name)
lake = few_objects
objects = sorted(lake.iterdir(), key=lambda path: int(path.name.split("-")[1].split(".")[0]))
run("new", "some", "--quiet")
shutil.copy("case/scope.json", "some/scope.json")
done = subprocess.run([casefile, "import", "some", *map(str, objects), "--quiet"], capture_output=True, text=True)
assert done.returncode == 3, done
done = subprocess.run([casefile, "findings", "some", "--quiet"], capture_output=True, text=True)
assert done.returncode == 3, done

# The other way: the originals stay in the lake, and the driver ends with a case that has all but them.
pathlib.Path("hashes.py").write_text(run("spark", "hashes"))
(lake / "nothing.ndjson").write_bytes(b"")
began = time.monotonic()
command = [str(spark / "bin/spark-submit"), "--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false",
           "hashes.py", f"file://{lake}/*", "--output", "objects.ndjson"]
done = subprocess.run(command, env=environment, capture_output=True, text=True)
assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-6000:])
took = time.monotonic() - began
listed = [json.loads(line) for line in open("objects.ndjson")]
def facts(data):
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
            "beginsWithMark": data.startswith(b"\xef\xbb\xbf"), "endsOpen": data[-1:] not in (b"\n", b"")}
for one in listed:
    data = (lake / one.pop("source").rsplit("/", 1)[1]).read_bytes()
    if data.startswith(b"\x1f\x8b"):
        assert one.pop("member") == facts(gzip.decompress(data)), one
        one["endsOpen"] = facts(data)["endsOpen"]
    assert one == facts(data), one
assert len(listed) == len(objects) + 1
run("new", "outside", "--quiet")
shutil.copy("some/scope.json", "outside/scope.json")
# Tallied twice, which gives the same tally, and the job makes the case.
command = [str(spark / "bin/spark-submit"), "--master", "local-cluster[2,1,1024]", "--files", f"{casefile},{work}/some/scope.json",
           "--conf", "spark.ui.enabled=false", "--conf", f"spark.sql.files.maxPartitionBytes={16 << 20}", "job.py",
           "--lines", f"file://{lake}/*.ndjson", f"file://{lake}/*.gz", "--objects", f"file://{lake}/*.txt", "--casefile", casefile]
done = subprocess.run([*command, "--output", "some.tally"], env=environment, capture_output=True, text=True)
assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-6000:])
command += ["--output", "again.tally", "--case", "outside", "--hashes", "objects.ndjson"]
done = subprocess.run(command, env=environment, capture_output=True, text=True)
# spark-submit prints a job's errors among its output.
assert done.returncode == 3 and "nothing.ndjson' is empty" in done.stdout + done.stderr, (done.stdout[-3000:], done.stderr[-6000:])
assert pathlib.Path("again.tally").read_bytes() == pathlib.Path("some.tally").read_bytes(), "another tally"
def substance(case):
    lines = pathlib.Path(case, "findings/findings.json").read_bytes().split(b"\n")
    own = (b'"external": true', b'"registerSha256"', b'"caseSha256"', b'"caseNumber"', b'"caseTitle"', b'"number"', b'"title"')
    return [line for line in lines if not any(key in line for key in own)]
assert substance("outside") == substance("some"), "other findings where the originals stay in the lake"
bundle = next(pathlib.Path("outside/bundles").glob("*.zip"))
assert "reproduced" in run("verify", str(bundle), "--recompute", "--no-seal")
assert run("evidence", "verify", "outside").count(": equal") == len(objects) + 2  # what is in two of them too
print(f"hashes of {len(listed)} objects in Spark: {took:.0f} s, as of the files; the case without the originals"
      f" ({bundle.stat().st_size / 1e6:.0f} MB sealed) finds the same, and recomputes it")

# And what no machine could add up: parts that stay in the lake, and a sum that holds what the scope needs.
for name in ("tally", "narrow"): pathlib.Path(f"{name}.py").write_text(run("spark", *([name] if name != "tally" else [])))
few = PEOPLE[200:208]
run("scope", "some", *[word for person, _ in few for word in ("--mailbox", person)], "--by", "a", "--why", "b", "--quiet")
began = time.monotonic()
done = subprocess.run([casefile, "findings", "some", "--quiet"], capture_output=True, text=True)
assert done.returncode == 3, done
alone = time.monotonic() - began
expected = pathlib.Path("some/findings/findings.json").read_bytes()
os.remove("some/findings/findings.json")
submit = [str(spark / "bin/spark-submit"), "--master", "local-cluster[2,1,1024]", "--files", f"{casefile},{work}/some/scope.json",
          "--conf", "spark.ui.enabled=false", "--conf", f"spark.sql.files.maxPartitionBytes={16 << 20}"]
began = time.monotonic()
done = subprocess.run([*submit, "tally.py", "--lines", f"file://{lake}/*.ndjson", f"file://{lake}/*.gz", "--objects",
                       f"file://{lake}/*.txt", "--casefile", casefile, "--parts", f"file://{work}/parts"],
                      env=environment, capture_output=True, text=True)
assert done.returncode == 0, (done.stdout[-3000:], done.stderr[-6000:])
read = time.monotonic() - began
began = time.monotonic()
done = subprocess.run([*submit, "--py-files", "tally.py", "narrow.py", "--parts", f"file://{work}/parts", "--shards", "6", "--fan-in",
                       "4", "--casefile", casefile, "--output", "narrow.tally", "--case", "some"],
                      env=environment, capture_output=True, text=True)
assert done.returncode == 3, (done.stdout[-3000:], done.stderr[-6000:])
took = time.monotonic() - began
found = pathlib.Path("some/findings/findings.json").read_bytes()
assert found == expected, "other findings of a narrowed tally than on one machine"
sizes = {name: os.path.getsize(name) for name in ("some.tally", "narrow.tally")}
assert sizes["narrow.tally"] * 8 < sizes["some.tally"], sizes
print(f"parts in the lake: {read:.0f} s; {len(few)} of {len(PEOPLE)} mailboxes in 6 shards: {took:.0f} s; tally"
      f" {sizes['narrow.tally'] / 1e6:.1f} MB of {sizes['some.tally'] / 1e6:.1f} MB; findings.json of {len(found)} bytes is the same")
# It cannot answer what it counted away.
run("scope", "some", "--mailbox", PEOPLE[7][0], "--by", "a", "--why", "b", "--quiet")
done = subprocess.run([casefile, "findings", "some", "--tally", "narrow.tally"], capture_output=True, text=True)
assert done.returncode == 1 and f"without the mailbox upn {PEOPLE[7][0]}" in done.stderr, done
if not asked.keep:
    os.chdir("/")
    subprocess.run(["chmod", "-R", "u+w", work])
    shutil.rmtree(work)
