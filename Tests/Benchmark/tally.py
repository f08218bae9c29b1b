#!/usr/bin/env python3
"""What a tally costs: time, size and memory for 1, 2, 4, 8 parts of an export, and for their sum.

    python3 Tests/Benchmark/tally.py .build/release/casefile EXPORT.ndjson [--part-mb 128]

EXPORT has one record a line. Each part is read by one thread, as a task in Spark does; prints the figures
that README's model for a cluster is made of."""
import argparse, os, pathlib, resource, shutil, subprocess, tempfile, time

options = argparse.ArgumentParser()
options.add_argument("casefile")
options.add_argument("export")
options.add_argument("--part-mb", type=int, default=128)
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
shutil.rmtree(work)
