#!/usr/bin/env python3
"""Changes one byte of a bundle at random places, and cuts it at random lengths: every one is found,
and the member or the ZIP structure is named.

    python3 Tests/Faults/flips.py .build/release/casefile BUNDLE.zip COUNT

With the .sha256 beside it each must be found; without, what no checksum covers (padding bits of a
deflate stream) may pass, and is counted."""
import concurrent.futures, os, pathlib, random, shutil, subprocess, sys, tempfile

casefile, bundle, count = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3])
data = pathlib.Path(bundle).read_bytes()
seal = pathlib.Path(bundle + ".sha256").read_text()
name = os.path.basename(bundle)
work = tempfile.mkdtemp()

def attempt(number):
    rng = random.Random(number)
    folder = f"{work}/{number}"
    os.mkdir(folder)
    if number % 20 == 0:
        what = f"cut at {rng.randrange(len(data))}"
        changed = data[: int(what.split()[-1])]
    else:
        place, bit = rng.randrange(len(data)), rng.randrange(8)
        what = f"byte {place}, bit {bit}"
        changed = bytearray(data)
        changed[place] ^= 1 << bit
    path = f"{folder}/{name}"
    open(path, "wb").write(changed)
    open(path + ".sha256", "w").write(seal)
    with_seal = subprocess.run([casefile, "verify", path], capture_output=True, text=True)

    os.remove(path + ".sha256")
    bare = subprocess.run([casefile, "verify", path], capture_output=True, text=True)
    shutil.rmtree(folder)
    said = with_seal.stderr
    named = "data/" in said or ".txt" in said or "the ZIP structure" in said
    ok = with_seal.returncode in (4, 5) and named and bare.returncode in (4, 5)
    return ok, what, said, bare.returncode == 5

with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(attempt, range(count)))
os.rmdir(work)
bad = [(what, said) for ok, what, said, _ in results if not ok]
for what, said in bad[:10]: print(what, said)
undecided = sum(r[3] for r in results)
print(f"{count} changes of {len(data)} bytes: {count - len(bad)} found and named;"
      f" without the seal {undecided} could not be decided (exit 5), the others were proven")
sys.exit(1 if bad else 0)
