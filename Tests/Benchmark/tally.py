#!/usr/bin/env python3
"""What a tally costs: time, size and memory for 1, 2, 4, 8 parts of an export, and for their sum.

    python3 Tests/Benchmark/tally.py .build/release/casefile EXPORT.ndjson [--part-mb 128] [--shards 8]

EXPORT has one record a line. Each part is read by one thread, as a task in Spark does; then all parts are
narrowed to the first mailboxes of the export, as `casefile spark narrow` does. Prints the figures that
the model for a cluster (casefile help lake) is made of."""
import argparse, json, os, pathlib, resource, shutil, subprocess, tempfile, time

options = argparse.ArgumentParser()
options.add_argument("casefile")
options.add_argument("export")
options.add_argument("--part-mb", type=int, default=128)
options.add_argument("--shards", type=int, default=8)
options.add_argument("--mailboxes", type=int, default=2)
asked = options.parse_args()
casefile, size = os.path.abspath(asked.casefile), asked.part_mb << 20
export = pathlib.Path(asked.export).resolve()
work = pathlib.Path(tempfile.mkdtemp())
os.chdir(work)


def run(*arguments, source=None):
    began = time.monotonic()
    process = subprocess.Popen([casefile, *arguments], stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0 or os.waitstatus_to_exitcode(status) == 3, told
    return time.monotonic() - began, usage.ru_maxrss / 1024


run("new", "case", "--quiet")
run("scope", "case", "--attacker-address", "203.0.113.66", "--by", "a", "--why", "b", "--quiet")
parts, offset = [], 0
with open(export, "rb") as file:
    while len(parts) < 8:
        # Piece by piece: a child's peak begins with the memory of this process.
        name, length = f"part-{len(parts)}", 0
        with open(name, "wb") as part:
            while length < size and (piece := file.read(1 << 20)): length += part.write(piece)
            length += part.write(file.readline())
        if length == 0: break
        parts.append((name, offset, length))
        offset += length
print("parts      MB   tally s  MB/s/core  peak MiB   tally MB   merge s  peak MiB")
for count in (1, 2, 4, 8):
    if count > len(parts): break
    took = peak = 0
    for name, start, length in parts[:count]:
        with open(name, "rb") as source:
            seconds, memory = run("tally", "-", "--scope", "case/scope.json", "--source", "E001", "--base-offset", str(start),
                                  "--threads", "1", "--output", f"{name}.tally", source=source)
        took, peak = took + seconds, max(peak, memory)
    names = [f"{name}.tally" for name, _, _ in parts[:count]]
    sizes = sum(os.path.getsize(name) for name in names)
    merging, merged = run("tally", "merge", *names, "--output", "sum.tally")
    total = sum(length for _, _, length in parts[:count])
    print(f"{count:5} {total / 1e6:7.0f} {took:9.1f} {total / 1e6 / took:10.0f} {peak:9.0f} {sizes / 1e6:10.1f} {merging:9.1f}"
          f" {merged:9.0f}   sum {os.path.getsize('sum.tally') / 1e6:.1f} MB")

# Narrowed: each step of all parts, one after the other on this machine.
mailboxes, names = [], [name for name, _, _ in parts]
with open(export, "rb") as file:
    for line in file:
        record = json.loads(line)
        name = record.get("MailboxOwnerUPN") or json.loads(record.get("AuditData", "{}")).get("MailboxOwnerUPN")
        if name and name not in mailboxes: mailboxes.append(name)
        if len(mailboxes) == asked.mailboxes: break
run("scope", "case", *[word for name in mailboxes for word in ("--mailbox", name)], "--by", "a", "--why", "b", "--quiet")


def step(title, commands):
    took = peak = 0
    for command in commands:
        seconds, memory = run("tally", *command)
        took, peak = took + seconds, max(peak, memory)
    made = sum(path.stat().st_size for path in work.rglob("*") if path.is_file() and path.relative_to(work).parts[0].startswith(title))
    print(f"{title:9} {took:7.1f} s {peak:7.0f} MiB {made / 1e6:9.2f} MB")


shards, scope = range(asked.shards), ["--scope", "case/scope.json"]
print(f"narrowed to {len(mailboxes)} mailboxes and the attacker, in {asked.shards} shards:  s, peak MiB a task, MB made")
step("dealt", [["split", f"{name}.tally", "--shards", str(asked.shards), "--output", f"dealt-{name}"] for name in names])
for shard in shards:
    os.mkdir(f"of-{shard}")
    for name in names: os.link(f"dealt-{name}/{shard}.tally", f"of-{shard}/{name}")
step("shard", [["merge", f"of-{shard}", "--output", f"shard-{shard}"] for shard in shards])
step("names", [["outline", f"shard-{shard}", *scope, "--output", f"names-{shard}"] for shard in shards])
run("tally", "merge", *[f"names-{shard}" for shard in shards], "--output", "known")
step("reached", [["outline", f"shard-{shard}", *scope, "--outline", "known", "--output", f"reached-{shard}"] for shard in shards])
run("tally", "merge", *[f"reached-{shard}" for shard in shards], "--output", "outline")
step("narrow", [["narrow", f"shard-{shard}", *scope, "--outline", "outline", "--output", f"narrow-{shard}"] for shard in shards])
step("result", [["merge", *[f"narrow-{shard}" for shard in shards], "--output", "result"]])
shutil.rmtree(work)
