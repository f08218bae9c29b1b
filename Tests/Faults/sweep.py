#!/usr/bin/env python3
"""Kills casefile at its Nth system call, or lets that call fail, for every command that writes.

    python3 Tests/Faults/sweep.py .build/release/casefile                all points
    python3 Tests/Faults/sweep.py .build/release/casefile --seconds 200  a seeded sample

After each: the exports are as they were, the case opens, its evidence and its custody chain hold,
the final names hold the whole of a file or what was there before, the command run again succeeds,
and nothing is left under a temporary name. A failed call is an error that says what failed.
Needs strace and a C compiler."""
import argparse, hashlib, json, os, pathlib, random, re, shutil, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("casefile")
parser.add_argument("--seconds", type=int)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--only", help="one command")
options = parser.parse_args()
casefile = os.path.abspath(options.casefile)
here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
os.chdir(work)

CALLS = ["openat", "write", "pwrite64", "fsync", "fchmod", "rename", "unlink", "ftruncate",
         "truncate", "mkdir", "rmdir", "flock", "ioctl"]
FAULTS = ["signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EINTR"]
source = (here.parent.parent / "Cases/northwind-bec/exports/audit-2025-03-01.csv").read_bytes()
pathlib.Path("x.csv").write_bytes(b"".join(source.splitlines(True)[:40]))
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
prepared("base-import", new)
prepared("base-findings", new, load)
prepared("base-render", new, load, ("findings", "c", "--quiet"))
prepared("base-pack", new, load, ("findings", "c", "--quiet"), ("render", "c", "--quiet"))
prepared("base-close", new, load)
prepared("base-outgoing", new, load)
prepared("base-restore", new, load, ("run", "c", "--quiet"))
bundle = next(pathlib.Path("base-restore/bundles").glob("*.zip")).name
COMMANDS = {
    "import": load,
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
    shutil.copytree(f"base-{command}", "c", symlinks=True)
    # A copied case has its evidence in a new place.
    if command != "import": must("status", "c", "--verify", "--quiet")


def files(root):
    return {str(p): p.read_bytes() for p in pathlib.Path(root).rglob("*")
            if p.is_file() and ".partial" not in str(p)}


def injected(command, call, fault, n, threads):
    arguments = [*COMMANDS[command], "--threads", str(threads)]
    if call == "short":
        env = {**os.environ, "LD_PRELOAD": str(work / "short.so"), "SHORT_WRITE_AT": str(n)}
        done = run(*arguments, env=env)
        return done, True
    done = subprocess.run(
        ["strace", "-f", "-o", "trace", "-e", f"trace={call}", "-e",
         f"inject={call}:{fault}:when={n}", casefile, *arguments], capture_output=True, text=True)
    trace = pathlib.Path("trace").read_text(errors="replace")
    return done, "INJECTED" in trace or "killed by SIGKILL" in trace


def check(command, call, fault, n, threads):
    """What is wrong after a fault at one point; None where the command has no such call."""
    setup(command)
    before = files("c")
    done, hit = injected(command, call, fault, n, threads)
    if not hit: return None
    wrong = []
    at = f"{command} --threads {threads}: {call} {fault}, call {n}"
    code, text = done.returncode, done.stderr
    gentle = call == "short" or fault == "error=EINTR"
    if fault.startswith("error") and not gentle:
        loader = call in ("openat", "ioctl", "unlink", "rmdir", "mkdir")
        if code == 0 and not loader: wrong.append("exit 0")
        if code not in (0, 127) and "error" not in text: wrong.append(f"no clear error: {text!r}")
    if gentle and code != 0 and "error" not in text: wrong.append(f"no clear error: {text!r}")
    if call == "short" and code != 0: wrong.append(f"a short write is no failure: {text!r}")
    if code in (134, 139, -6, -11): wrong.append(f"a crash: {text!r}")
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
    if os.path.exists("r"):
        if run("status", "r", "--verify").returncode: wrong.append("a restored part of a case")
    opened = run("status", "c", "--verify")
    if opened.returncode: wrong.append(f"the case does not open: {opened.stderr}")
    chain = run("custody", "c", "--verify")
    if chain.returncode: wrong.append(f"the chain is broken: {chain.stderr}")
    if os.path.exists("r"): shutil.rmtree("r")
    again = run(*COMMANDS[command])
    if again.returncode: wrong.append(f"the command run again fails: {again.stderr}")
    left = [str(p) for root in ("c", "r") for p in pathlib.Path(root).rglob("*.partial*")]
    left += [str(p) for p in pathlib.Path(".").glob(".*.partial*")]
    if left: wrong.append(f"left over: {left}")
    return [f"{at}: {what}" for what in wrong]


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
