#!/usr/bin/env python3
"""What happens around a case: two writers, a lock left over, Ctrl-C at any moment, folders that
cannot be written, disks that are full, a file that grows while it is imported.

    python3 Tests/Faults/world.py .build/release/casefile"""
import hashlib, json, os, pathlib, random, resource, shutil, signal, subprocess, sys, tempfile, threading, time

casefile = os.path.abspath(sys.argv[1])
here = pathlib.Path(__file__).resolve().parent
source = here.parent.parent / "Cases/northwind-bec/exports/audit-2025-03-01.csv"
work = pathlib.Path(tempfile.mkdtemp())
os.chmod(work, 0o755)
os.chdir(work)
shutil.copy(source, "x.csv")
os.chmod("x.csv", 0o644)


def run(*arguments, **more):
    return subprocess.run([casefile, *arguments], capture_output=True, text=True, **more)


def must(*arguments, code=0, says=""):
    done = run(*arguments)
    assert done.returncode == code and says in done.stderr + done.stdout, (arguments, done)
    return done


def holds(case):
    must("status", case, "--verify")
    must("custody", case, "--verify")
    for bundle in pathlib.Path(case, "bundles").glob("*.zip"): must("verify", str(bundle), "--no-seal")


# Two writers: one of them works, the other waits for nobody; both at once break nothing.
must("new", "two", "--quiet")
for _ in range(8):
    both = [subprocess.Popen([casefile, "run", "two", "x.csv", "--quiet"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(child.communicate()[1], child.returncode) for child in both]
    codes = [code for _, code in ends]
    assert set(codes) <= {0, 11} and 0 in codes, ends
    holds("two")
# A lock file without a holder is no lock.
assert os.path.exists("two/.lock")
must("run", "two", "--quiet")
print("two writers: one works, one is told; the chain holds")

# Ctrl-C at random moments: 130 or done, nothing half-written, and the command run again succeeds.
rng, ended = random.Random(3), {}
for number in range(60):
    if os.path.exists("int"): shutil.rmtree("int")
    must("new", "int", "--quiet")
    child = subprocess.Popen([casefile, "run", "int", "x.csv", "--quiet"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    time.sleep(rng.random() * 0.25)
    child.send_signal(signal.SIGINT)
    code = child.wait()
    # Before casefile listens the signal itself ends it, which a shell calls 130 too.
    code = 130 if code == -signal.SIGINT else code
    assert code in (0, 130), code
    ended[code] = ended.get(code, 0) + 1
    holds("int")
    must("run", "int", "x.csv", "--quiet")
    assert not list(pathlib.Path("int").rglob("*.partial*"))
assert ended.get(130), ended
print(f"Ctrl-C: {ended[130]} of 60 interrupted with 130, none half-written")

# Folders that cannot be written: an error that names them. Root may write everywhere: be nobody.
nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
must("new", "ro", "--quiet")
must("import", "ro", "x.csv", "--quiet")
subprocess.run(["chmod", "-R", "a+rX,a-w", "ro"], check=True)
for command in (["findings", "ro"], ["render", "ro"], ["pack", "ro"], ["import", "ro", "x.csv"],
                ["new", "ro/inner"]):
    done = run(*command, **nobody)
    assert done.returncode == 1 and "error" in done.stderr and "ro" in done.stderr, (command, done)
subprocess.run(["chmod", "-R", "u+w", "ro"], check=True)
holds("ro")
print("read-only folders: exit 1, named")

# A file may not grow any more (RLIMIT_FSIZE): an error, and no part of a file under its name.
def small(limit):
    def set_limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return set_limit


must("new", "lim", "--quiet")
done = run("import", "lim", "x.csv", preexec_fn=small(100_000))
assert done.returncode in (1, 3) and "error" in done.stderr, done
assert not list(pathlib.Path("lim/evidence").glob("E*")), "a part of the evidence"
must("import", "lim", "x.csv", "--quiet")
done = run("run", "lim", preexec_fn=small(60_000))
assert done.returncode == 1 and "error" in done.stderr, done
holds("lim")
must("run", "lim", "--quiet")

# A disk that is full, where this machine lets one be made.
os.mkdir("disk")
mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1850k", "tmpfs", "disk"],
                         capture_output=True).returncode == 0
if mounted:
    try:
        must("new", "disk/c", "--quiet")
        done = run("run", "disk/c", "x.csv")
        assert done.returncode == 1 and "space" in done.stderr, done
        holds("disk/c")
        for path in pathlib.Path("disk/c").rglob("*.json"): json.loads(path.read_text() or "{}")
        subprocess.run(["mount", "-o", "remount,size=64m", "disk"], check=True)
        must("run", "disk/c", "x.csv", "--quiet")
    finally:
        subprocess.run(["umount", "disk"], check=True)
print("full: an error, nothing half-written, and it goes on with more room"
      + ("" if mounted else " (by RLIMIT_FSIZE only: this machine mounts no tmpfs)"))

# A file that grows while it is imported, faster than it is read: refused, in bounded time, or whole.
data = pathlib.Path("x.csv").read_bytes()
row = data.split(b"\n")[1] + b"\n"
rows = row * (1 << 16)
refused = 0
for number in range(10):
    if os.path.exists("grow"): shutil.rmtree("grow")
    must("new", "grow", "--quiet")
    pathlib.Path("g.csv").write_bytes(data + rows)
    before = os.path.getsize("g.csv")
    stop = threading.Event()

    def grow():
        with open("g.csv", "ab") as export:
            # 1 GB at the most: an import that goes after the end is found, not the machine filled.
            while not stop.is_set() and export.tell() < 1 << 30:
                export.write(rows if number % 2 else row)
                export.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    done = run("import", "grow", "g.csv", "--quiet")
    stop.set()
    thread.join()
    if done.returncode in (0, 3):
        entry = json.load(open("grow/evidence/register.json"))["entries"][0]
        stored = pathlib.Path("grow/evidence", entry["storedName"])
        assert entry["bytes"] == before == stored.stat().st_size, entry
        with open(stored, "rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256"]
    else:
        assert done.returncode == 1 and "it changed while it was being read" in done.stderr, done
        assert os.listdir("grow/evidence") in ([], ["register.json"]), os.listdir("grow/evidence")
        refused += 1
    holds("grow")
assert refused, "the file never grew while it was read"
must("import", "grow", "x.csv", "g.csv", "--quiet")
holds("grow")
print(f"a file that grows: {refused} of 10 refused, none half-imported")
os.chdir("/")
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work)
