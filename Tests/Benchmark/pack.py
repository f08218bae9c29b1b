#!/usr/bin/env python3
"""Times `casefile pack` and `casefile verify` against stock tools, on the same file in one run.

    python3 Tests/Benchmark/pack.py .build/release/casefile EXPORT.csv [--runs 3]

EXPORT.csv is an export of any size that casefile reads (2 GB for the figures in .github/PERFORMANCE.md). Prints the
median of each, the ratios, the sizes and the peak memory. Needs zip, unzip and sha256sum."""
import argparse, os, pathlib, shutil, statistics, subprocess, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("casefile")
parser.add_argument("export")
parser.add_argument("--runs", type=int, default=3)
options = parser.parse_args()
casefile, export = map(os.path.abspath, (options.casefile, options.export))
work = pathlib.Path(tempfile.mkdtemp(dir=pathlib.Path(export).parent))
os.chdir(work)


def timed(command, shell=False):
    """Seconds and KiB of peak memory."""
    start = time.monotonic()
    child = subprocess.Popen(command, shell=shell, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.monotonic() - start, usage.ru_maxrss


subprocess.run([casefile, "new", "c", "--number", "B", "--quiet"], check=True)
subprocess.run([casefile, "import", "c", export, "--quiet"], check=True)
packs, zips, verifies, unzips, memory = [], [], [], [], [0, 0]
for _ in range(options.runs):
    shutil.rmtree("c/bundles", ignore_errors=True)
    pathlib.Path("stock.zip").unlink(missing_ok=True)
    seconds, peak = timed([casefile, "pack", "c", "--quiet"])
    packs.append(seconds)
    memory[0] = max(memory[0], peak)
    zips.append(timed(["zip", "-q", "-6", "stock.zip", export])[0])
    bundle = next(pathlib.Path("c/bundles").glob("*.zip"))
    seconds, peak = timed([casefile, "verify", bundle, "--quiet"])
    verifies.append(seconds)
    memory[1] = max(memory[1], peak)
    unzips.append(timed(f"unzip -p {bundle} '*E001*' | sha256sum", shell=True)[0])
median = statistics.median
print(f"export {os.path.getsize(export) / 1e6:.0f} MB, {os.cpu_count()} cores, {options.runs} runs")
print(f"pack   casefile {median(packs):.2f} s   zip -6 {median(zips):.2f} s"
      f"   {median(zips) / median(packs):.2f} times as fast (must 1.85, aim 2.2)"
      f"   {memory[0] / 1024:.1f} MiB (must 32, aim 20)")
print(f"size   casefile {bundle.stat().st_size / 1e6:.1f} MB"
      f"   zip -6 {os.path.getsize('stock.zip') / 1e6:.1f} MB")
print(f"verify casefile {median(verifies):.2f} s   unzip -p | sha256sum {median(unzips):.2f} s"
      f"   {median(unzips) / median(verifies):.2f} times as fast (must 1)"
      f"   {memory[1] / 1024:.1f} MiB")
os.chdir("/")
shutil.rmtree(work)
