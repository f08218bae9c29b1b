#!/usr/bin/env python3
"""Kills casefile at its Nth system call, or lets that call fail, for every command that writes.

    python3 Tests/Faults/sweep.py .build/release/casefile                all points
    python3 Tests/Faults/sweep.py .build/release/casefile --seconds 200  a seeded sample

After each: the exports are as they were, the case opens, its evidence and its custody chain hold,
the final names hold the whole of a file or what was there before, the command run again succeeds,
and nothing is left under a temporary name. A failed call is an error that says what failed.
Then the case goes on: import of the same file and of another, run, pack; its newest bundle verifies
and recomputes, all others verify; register and custody log agree, each import has its entry.
Needs strace and a C compiler."""
import argparse, collections, hashlib, json, os, pathlib, random, re, shutil, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
import walk
from walk import disagreements, fast_folder, unregistered

parser = argparse.ArgumentParser()
parser.add_argument("casefile")
parser.add_argument("--seconds", type=int)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--only", help="one command")
options = parser.parse_args()
casefile = walk.casefile = os.path.abspath(options.casefile)
here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp(dir=fast_folder()))
os.chdir(work)

CALLS = ["openat", "openat2", "write", "pwrite64", "fsync", "fdatasync", "sync_file_range", "fchmod",
         "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "ftruncate", "truncate",
         "fallocate", "copy_file_range", "mkdir", "mkdirat", "rmdir", "flock", "ioctl"]
# Some of them the loader makes, or there is another way, or nothing is lost.
MAY_FAIL = ["openat", "openat2", "ioctl", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "link", "linkat",
            "renameat2", "fallocate", "copy_file_range", "sync_file_range"]
FAULTS = ["signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EINTR"]
source = (here.parent.parent / "Cases/northwind-bec/exports/audit-2025-03-01.csv").read_bytes()
rows = source.splitlines(True)
pathlib.Path("x.csv").write_bytes(b"".join(rows[:40]))
pathlib.Path("y.csv").write_bytes(b"".join(rows[:1] + rows[40:60]))
fingerprint = hashlib.sha256(pathlib.Path("x.csv").read_bytes()).hexdigest()
compiler = shutil.which("cc") or shutil.which("clang")
subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", "short.so", here / "shortwrite.c", "-ldl"],
               check=True)


def run(*arguments, env=None):
    return subprocess.run([casefile, *arguments], capture_output=True, text=True, env=env)


def must(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)


# What each command starts from.
def prepared(name, *commands):
    if os.path.exists("c"): shutil.rmtree("c")
    for command in commands: must(*command)
    os.rename("c", name)


new = ("new", "c", "--number", "F-1", "--quiet")
load = ("import", "c", "x.csv", "--quiet")
by = ("--by", "a", "--why", "b", "--quiet")
scope = ("scope", "c", "--attacker-address", "198.51.100.10", *by)
prepared("base-import", new)
prepared("base-scope", new, load)
prepared("base-review-import", new, load, scope, ("review", "export", "c", "--quiet"))
prepared("base-hold", new, load)
prepared("base-issue", new, load, ("findings", "c", "--quiet"))
prepared("base-export", new, load, ("run", "c", "--quiet"))
prepared("base-copied", new, load, ("run", "c", "--quiet"))
prepared("base-findings", new, load)
prepared("base-render", new, load, ("findings", "c", "--quiet"))
prepared("base-pack", new, load, ("findings", "c", "--quiet"), ("render", "c", "--quiet"))
prepared("base-close", new, load)
prepared("base-outgoing", new, load)
prepared("base-restore", new, load, ("run", "c", "--quiet"))
bundle = next(pathlib.Path("base-restore/bundles").glob("*.zip")).name
decided = pathlib.Path("base-review-import/review/messages-0001.csv").read_text()
decided, number = re.subn(r",,,,,,$", ",R,2025-04-01T00:00:00Z,yes,,,", decided, flags=re.M)
assert number > 0, decided
pathlib.Path("decided.csv").write_text(decided)
# They change what register and log state, in several steps.
OFTEN = {"import": 6, "copied": 3}
# What a case has under a hidden name where nothing went wrong.
HIDDEN = {path.name for path in pathlib.Path(".").glob("base-*/**/.*")}
COMMANDS = {
    "new": new,
    "import": load,
    "scope": scope,
    "review-import": ("review", "import", "c", "decided.csv", "--quiet"),
    "hold": ("hold", "c", *by),
    "issue": ("issue", "c", *by),
    "export": ("export", "c", "--quiet"),
    "copied": ("status", "c", "--verify", "--quiet"),
    "findings": ("findings", "c", "--quiet"),
    "render": ("render", "c", "--quiet"),
    "pack": ("pack", "c", "--quiet"),
    "outgoing": ("pack", "c", "--for", "regulator", "--recipient", "X", "--quiet"),
    "close": ("close", "c", "--by", "a", "--why", "b", "--draft", "--quiet"),
    "restore": ("restore", f"c/bundles/{bundle}", "r", "--quiet"),
}


def setup(command):
    for name in ("c", "r"):
        if os.path.exists(name): shutil.rmtree(name)
    if command == "new": return
    shutil.copytree(f"base-{command}", "c", symlinks=True)
    # A copied case has its evidence in a new place.
    if command not in ("import", "copied"): must("status", "c", "--verify", "--quiet")


def files(root):
    return {str(p): p.read_bytes() for p in pathlib.Path(root).rglob("*")
            if p.is_file() and not any(part.startswith(".") for part in p.parts)}


def left_over():
    """Under hidden names, in the case, in one that was restored, and beside them."""
    roots = [pathlib.Path(name) for name in ("c", "r")]
    found = [*pathlib.Path(".").glob(".*"), *(path for root in roots for path in root.rglob(".*"))]
    return [str(path) for path in found if path.name not in HIDDEN]


def injected(command, call, fault, n, threads):
    arguments = [*COMMANDS[command], "--threads", str(threads)]
    if call == "short":
        env = {**os.environ, "LD_PRELOAD": str(work / "short.so"), "SHORT_WRITE_AT": str(n)}
        done = run(*arguments, env=env)
        done.is_cache = False
        return done, True
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", "trace", "-e", f"trace={call}", "-e",
         f"inject={call}:{fault}:when={n}", casefile, *arguments], capture_output=True, text=True)
    trace = pathlib.Path("trace").read_text(errors="replace")
    # cache/ may be removed at any time, and what cannot be written there is no failure.
    done.is_cache = any("INJECTED" in line and "c/cache" in line for line in trace.splitlines())
    return done, "INJECTED" in trace or "killed by SIGKILL" in trace


def check(command, call, fault, n, threads):
    """What is wrong after a fault at one point; None where the command has no such call."""
    setup(command)
    before = files("c")
    done, hit = injected(command, call, fault, n, threads)
    if not hit: return None
    wrong = wrong_end(done, call, fault) + wrong_files(before)
    # A killed `new` may have made a case, or none yet: then making it again counts.
    is_made = command != "new" or run("status", "c").returncode == 0
    if is_made: wrong += wrong_case("c", command)
    if os.path.exists("r"):
        if run("status", "r", "--verify").returncode: wrong.append("a restored part of a case")
        shutil.rmtree("r")
    if command != "new" or not is_made:
        again = run(*COMMANDS[command])
        if again.returncode: wrong.append(f"the command run again fails: {again.stderr}")
    wrong += wrong_afterwards("r" if command == "restore" else "c")
    if left := left_over(): wrong.append(f"left over: {left}")
    return [f"{command} --threads {threads}: {call} {fault}, call {n}: {what}" for what in wrong]


def wrong_end(done, call, fault):
    """How a command ends whose call failed."""
    wrong, code, text = [], done.returncode, done.stderr
    gentle = call == "short" or fault == "error=EINTR"
    if fault.startswith("error") and not gentle:
        if code == 0 and call not in MAY_FAIL and not done.is_cache: wrong.append("exit 0")
        if code not in (0, 127) and "error" not in text: wrong.append(f"no clear error: {text!r}")
    if gentle and code != 0 and "error" not in text: wrong.append(f"no clear error: {text!r}")
    if call == "short" and code != 0: wrong.append(f"a short write is no failure: {text!r}")
    if code in (134, 139, -6, -11): wrong.append(f"a crash: {text!r}")
    return wrong


def wrong_files(before):
    """What stands under a final name is whole, or what was there before."""
    wrong = []
    if hashlib.sha256(pathlib.Path("x.csv").read_bytes()).hexdigest() != fingerprint:
        wrong.append("the export was changed")
    for name, data in files("c").items():
        if name.endswith(".json"):
            try: json.loads(data)
            except ValueError: wrong.append(f"half a file: {name}")
        if "/evidence/E" in name and name in before and before[name] != data:
            wrong.append(f"evidence changed: {name}")
        if re.search(r"/reports/.*html$", name) and not data.rstrip().endswith(b"</html>"):
            wrong.append(f"half a report: {name}")
    for path in pathlib.Path("c/bundles").glob("*.zip"):
        if run("verify", str(path), "--no-seal").returncode: wrong.append(f"{path} does not verify")
    return wrong


def wrong_case(case, command):
    """The case opens, its chain holds, and status names what no register names."""
    wrong = []
    # Where the evidence lies in a new place, status alone may refuse.
    seen = run("status", case, *(["--verify"] if command == "copied" else []))
    if seen.returncode: wrong.append(f"status fails: {seen.stderr}")
    unnamed = [name for name in unregistered(pathlib.Path(case)) if name not in seen.stdout + seen.stderr]
    if unnamed: wrong.append(f"in no register, and status does not say so: {unnamed}")
    for arguments in (("status", case, "--verify"), ("custody", case, "--verify")):
        done = run(*arguments)
        if done.returncode: wrong.append(f"{' '.join(arguments)} fails: {done.stderr}")
    return wrong


def wrong_afterwards(case):
    """The case goes on as any: two imports, run, pack; and what these made."""
    wrong = []
    steps = [("import", case, "x.csv"), ("import", case, "y.csv"), ("run", case), ("pack", case)]
    if case == "r": steps.insert(0, ("status", case, "--verify"))
    if json.loads(files(case).get(f"{case}/case.json", b"{}")).get("closed"):
        steps.insert(0, ("reopen", case, "--by", "a", "--why", "b"))
    for step in steps:
        done = run(*step, "--quiet")
        if done.returncode: wrong.append(f"then {' '.join(step)} ends with {done.returncode}: {done.stderr}")
    newest = re.search(r"\S+\.zip\b", done.stdout)
    for path in map(str, pathlib.Path(case, "bundles").glob("*.zip")):
        more = ["--recompute"] if newest and path == newest[0] else ["--no-seal"]
        done = run("verify", path, *more)
        if done.returncode: wrong.append(f"then verify {path} {more[0]}: {done.returncode}: {done.stderr}")
    return wrong + [f"at the end, {what}" for what in disagreements(pathlib.Path(case))]


def counts(command):
    """How often the command makes each call."""
    setup(command)
    subprocess.run(["strace", "-f", "-o", "trace", "-e", "trace=" + ",".join(CALLS), casefile,
                    *COMMANDS[command], "--threads", "1"], capture_output=True)
    text = pathlib.Path("trace").read_text(errors="replace")
    found = {call: len(re.findall(rf"^\d+\s+{call}\(", text, re.M)) for call in CALLS}
    found["short"] = found["write"] + found["pwrite64"]
    return found


points = []
for command in COMMANDS:
    if options.only and command != options.only: continue
    for call, number in counts(command).items():
        for fault in ["half of it"] if call == "short" else FAULTS:
            points += [(command, call, fault, n, 1) for n in range(1, number + 1)]
all_points = len(points)
if options.seconds:
    rng = random.Random(options.seed)
    rng.shuffle(points)
    # Each command and call has its turn; those with many points have more, not most; what the loader
    # opens comes last.
    loader = walk.openings()
    sizes, seen, turn = collections.Counter(point[:2] for point in points), collections.Counter(), {}
    for point in points:
        seen[point[:2]] += 1
        turn[point] = seen[point[:2]] / sizes[point[:2]] ** 0.5 / OFTEN.get(point[0], 1)
        if point[1] == "openat" and point[3] <= loader: turn[point] += len(points)
    points.sort(key=turn.get)
    # Some of them on two threads, where strace counts by thread.
    points = [(*point[:4], 2 if index % 10 == 0 else 1) for index, point in enumerate(points)]
start, done, bad = time.monotonic(), 0, []
by_command = {}
for point in points:
    if options.seconds and time.monotonic() - start > options.seconds: break
    wrong = check(*point)
    if wrong is None: continue
    done += 1
    by_command[point[0]] = by_command.get(point[0], 0) + 1
    for what in wrong: print(what, flush=True)
    bad += wrong
print(f"fault sweep: {done} of {all_points} points ({by_command}), {len(bad)} wrong, "
      f"{time.monotonic() - start:.0f} s")
os.chdir("/")
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work)
sys.exit(1 if bad or done < 100 else 0)
