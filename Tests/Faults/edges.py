#!/usr/bin/env python3
"""What a machine does at its edges: other users, read-only media, file systems that refuse a call,
signals, closed streams, limits, browsers that hang.

    python3 Tests/Faults/edges.py .build/release/casefile [--as-user]

Tried as root also with another user, small disks and read-only mounts; as anybody the rest. Each
test is a sentence; the command line may name some of them. Needs a C compiler, and strace for one."""
import fcntl, hashlib, json, os, pathlib, random, re, resource, shutil, signal, stat, subprocess, sys
import tempfile, time

casefile = os.path.abspath(sys.argv[1])
if "--as-user" in sys.argv:
    sys.argv.remove("--as-user")
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
here = pathlib.Path(__file__).resolve().parent
is_root = os.getuid() == 0
nobody = {"user": 65534, "group": 65534, "extra_groups": []}
work = pathlib.Path(tempfile.mkdtemp())
os.chmod(work, 0o755)
os.chdir(work)

compiler = shutil.which("cc") or shutil.which("clang")
subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", "shim.so", here / "filesystems.c", "-ldl"], check=True)
os.chmod("shim.so", 0o755)


def run(*arguments, shim=None, **more):
    if shim: more["env"] = {**os.environ, "LD_PRELOAD": str(work / "shim.so"), **shim}
    return subprocess.run([casefile, *map(str, arguments)], capture_output=True, text=True, **more)


def must(*arguments, code=0, says="", **more):
    done = run(*arguments, **more)
    assert done.returncode == code, (arguments, done)
    assert says in done.stdout + done.stderr, (says, arguments, done)
    return done


def record(number, operation="MailItemsAccessed"):
    return json.dumps({
        "CreationTime": f"2025-03-01T00:00:{number % 60:02}", "Operation": operation, "RecordType": 50,
        "Id": f"{number:08x}-0001-4000-8000-000000000001", "UserId": "u@x.example", "LogonType": 0,
        "ClientIPAddress": "203.0.113.66", "MailboxOwnerUPN": "u@x.example",
        "MailboxGuid": "00000000-0001-4000-8000-000000000009",
        "OperationProperties": [{"Name": "MailAccessType", "Value": "Bind"},
                                {"Name": "IsThrottled", "Value": "False"}],
        "Folders": [{"Id": "F", "Path": "\\Inbox",
                     "FolderItems": [{"InternetMessageId": f"<m{number}@x.example>"}]}]}) + "\n"


def export(name, first, count):
    pathlib.Path(name).write_text("".join(record(number) for number in range(first, first + count)))
    os.chmod(name, 0o644)
    return name


export("a.ndjson", 1, 20)
export("b.ndjson", 100, 20)


def new_case(name="c", exports=("a.ndjson",)):
    if os.path.lexists(name): shutil.rmtree(name)
    must("new", name, "--quiet")
    if exports: must("import", name, *exports, "--quiet")
    must("scope", name, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w", "--quiet")
    return pathlib.Path(name)


def photo(root):
    found = {}
    for path in [root, *sorted(root.rglob("*"))]:
        facts = path.lstat()
        inside = path.read_bytes() if stat.S_ISREG(facts.st_mode) else None
        found[str(path)] = (facts.st_mode, facts.st_mtime_ns, facts.st_ino, inside)
    return found


def holds(case):
    """Register and log agree, and the next bundle verifies and recomputes."""
    must("status", case, "--verify")
    must("custody", case, "--verify")
    must("run", case, "--quiet")
    stated = {}
    for line in (case / "custody.jsonl").read_text().splitlines():
        for item in json.loads(line)["objects"]: stated[item["name"]] = item["sha256"]
    register = (case / "evidence/register.json").read_bytes()
    assert stated["evidence/register.json"] == hashlib.sha256(register).hexdigest()
    for entry in json.loads(register)["entries"]:
        assert stated[f"evidence/{entry['storedName']}"] == entry["sha256"], entry
    newest = max((case / "bundles").glob("*.zip"), key=lambda path: path.stat().st_mtime)
    must("verify", newest, "--recompute")


READERS = [["status", "c"], ["contexts", "c"], ["check", "c", "<m1@x.example>"], ["diff", "c"],
           ["inventory", "c"], ["trigger", "c"], ["scope", "c"], ["custody", "c"],
           ["collect-help", "c", "--from", "2025-03-01", "--to", "2025-03-02"],
           ["custody", "c", "--verify"], ["evidence", "verify", "c"], ["status", "c", "--verify"],
           ["import", "c", "a.ndjson", "--dry-run"], ["list", "."]]


# --- Reading without rights to write ---

def readers_work_on_a_case_that_nobody_may_write():
    case = new_case()
    must("run", case, "--quiet")
    mounted = is_root and subprocess.run(["mount", "--bind", "c", "c"]).returncode == 0 and \
        subprocess.run(["mount", "-o", "remount,ro,bind", "c"]).returncode == 0
    if not mounted: subprocess.run(["chmod", "-R", "a-w", "c"], check=True)
    try:
        before = photo(case)
        for command in READERS: must(*command)
        assert photo(case) == before
        done = run("findings", "c")
        assert done.returncode == 1 and ("read-only" in done.stderr or "permission" in done.stderr), done
    finally:
        if mounted: subprocess.run(["umount", "c"], check=True)
        else: subprocess.run(["chmod", "-R", "u+w", "c"], check=True)


def a_copy_on_a_read_only_disk_is_hashed_and_read():
    if not is_root: return "only root mounts disks"
    case = new_case()
    must("run", case, "--quiet")
    os.mkdir("ro")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", "ro"], check=True)
    try:
        # Its evidence has other inodes there than where it was seen last.
        shutil.copytree(case, "ro/c", symlinks=True)
        subprocess.run(["mount", "-o", "remount,ro", "ro"], check=True)
        before = photo(pathlib.Path("ro/c"))
        for command in READERS:
            must(*["ro/c" if word == "c" else "ro" if word == "." else word for word in command])
        assert photo(pathlib.Path("ro/c")) == before
    finally:
        subprocess.run(["umount", "ro"], check=True)


def two_readers_share_a_case_and_wait_for_a_writer():
    case = new_case()
    with open(case / ".lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        for command in READERS[:9]: must(*command)
        done = must("findings", case, "--wait", 0, code=11)
        assert f"process {os.getpid()}" in done.stderr, done
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = subprocess.Popen([casefile, "status", "c"], stdout=subprocess.DEVNULL)
        time.sleep(0.5)
        assert child.poll() is None, "it did not wait"
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert child.wait(10) == 0


# --- File systems that refuse a call ---

def a_file_system_without_locks_is_worked_with_and_named_once():
    for number in (37, 95, 38):  # ENOLCK, EOPNOTSUPP, ENOSYS
        case = new_case(exports=())
        done = must("run", case, "a.ndjson", shim={"NO_LOCKS": str(number)})
        assert done.stderr.count("does no locking") == 1, done
        must("status", case, shim={"NO_LOCKS": str(number)}, says="does no locking")
        holds(case)


def a_file_system_that_does_not_sync_folders_is_worked_with_and_named_once():
    if os.path.exists("c"): shutil.rmtree("c")
    done = must("new", "c", shim={"NO_FOLDER_SYNC": "22"})
    assert done.stderr.count("does not sync folders") == 1, done
    done = must("run", "c", "a.ndjson", shim={"NO_FOLDER_SYNC": "22"})
    assert done.stderr.count("does not sync folders") == 1, done
    holds(pathlib.Path("c"))
    # One that fails is no refusal.
    must("import", "c", "b.ndjson", shim={"NO_FOLDER_SYNC": "5"}, code=1, says="sync")


def a_file_system_that_keeps_no_modes_is_named():
    if os.path.exists("c"): shutil.rmtree("c")
    must("new", "c", shim={"NO_MODES": "1"}, says="does not keep modes")
    done = must("run", "c", "a.ndjson", shim={"NO_MODES": "1"})
    assert done.stderr.count("does not keep modes") == 1, done
    os.chmod("c", 0o777)
    must("status", "c", says="others on this machine may have access to the case")


# --- Interruptions ---

def an_import_that_ends_anywhere_is_whole_or_not_there():
    names = ["partial", "E002-b.ndjson", "places.json", ".register.json.next", "custody.head",
             "evidence/register.json", "evidence/E002-b.ndjson"]
    for shim in ("KILL_AFTER_RENAME", "STALE_RENAME"):
        for name in names:
            case = new_case()
            done = run("import", case, "b.ndjson", shim={shim: name})
            # The one is never renamed to; the other is a cache, which may fail.
            if done.returncode == 0: assert name in ("partial", "places.json"), (shim, name)
            before = photo(case)
            must("status", case)
            must("custody", case, "--verify")
            assert photo(case) == before, (shim, name)
            must("import", case, "b.ndjson")
            assert len(json.loads((case / "evidence/register.json").read_text())["entries"]) == 2
            assert sorted(os.listdir(case / "evidence")) == \
                ["E001-a.ndjson", "E002-b.ndjson", "register.json"], (shim, name)
            holds(case)


def a_disk_that_is_full_at_the_log_loses_nothing():
    if not is_root: return "only root mounts small disks"
    rng = random.Random(4)
    export("big.ndjson", 5000, 1500)
    os.mkdir("disk")
    pages = -(-os.path.getsize("big.ndjson") // 4096)
    hits = 0
    for extra in range(4, 20):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={(pages + extra) * 4}k", "tmpfs", "disk"],
                       check=True)
        try:
            case = pathlib.Path("disk/c")
            if run("new", case, "--quiet").returncode: continue
            for _ in range(rng.randrange(12)):
                run("custody", case, "transfer", "--from", "A", "--to", "B", "--purpose", "x" * 300)
            done = run("import", case, "big.ndjson")
            hits += done.returncode == 1 and "no space" in done.stderr
            subprocess.run(["mount", "-o", "remount,size=64m", "disk"], check=True)
            before = photo(case)
            must("status", case)
            must("custody", case, "--verify")
            assert photo(case) == before
            must("import", case, "big.ndjson")
            holds(case)
        finally:
            subprocess.run(["umount", "disk"], check=True)
    assert hits > 3, hits


def a_signal_leaves_nothing():
    export("large.ndjson", 10_000, 60_000)
    rng, ended = random.Random(2), 0
    for number in range(24):
        case = new_case(exports=())
        kind = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP][number % 3]
        child = subprocess.Popen([casefile, "import", "c", "large.ndjson"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True)
        time.sleep(0.03 + rng.random() * 0.12)
        child.send_signal(kind)
        said = child.communicate()[1]
        code = child.returncode
        assert code in (0, 130 if kind == signal.SIGINT else -kind, -kind), (kind, code, said)
        ended += code != 0
        left = [str(path) for path in case.rglob("*") if path.name.startswith(".") and path.name != ".lock"]
        evidence = set(os.listdir(case / "evidence"))
        assert not left, (kind, left)
        assert evidence <= {"register.json", "E001-large.ndjson"}, evidence
        must("status", case)
        if not evidence: must("import", case, "a.ndjson", "--quiet")
        holds(case)
    assert ended > 6, ended


def a_signal_that_the_caller_ignores_is_ignored():
    case = new_case(exports=())
    child = subprocess.Popen([casefile, "import", "c", "large.ndjson"], stdout=subprocess.DEVNULL,
                             preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    time.sleep(0.05)
    child.send_signal(signal.SIGHUP)
    assert child.wait() == 0
    holds(case)


def a_file_that_may_not_grow_is_an_error_in_words():
    case = new_case(exports=())

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    done = run("import", case, "large.ndjson", preexec_fn=limit)
    assert done.returncode == 1 and "larger than the system allows" in done.stderr, done
    assert os.listdir(case / "evidence") == [], os.listdir(case / "evidence")
    must("import", case, "large.ndjson", "--quiet")
    holds(case)


def a_browser_ends_with_casefile():
    case = new_case()
    os.makedirs("bin", exist_ok=True)
    pathlib.Path("bin/chromium").write_text("#!/bin/sh\nsleep 7654 &\nexec sleep 7655\n")
    os.chmod("bin/chromium", 0o755)

    def browsers():
        found = subprocess.run(["pgrep", "-f", r"^sleep 765[45]$"], capture_output=True, text=True)
        return found.stdout.split()
    assert not browsers()
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        child = subprocess.Popen([casefile, "render", "c", "--format", "pdf"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL,
                                 env={**os.environ, "PATH": f"{work}/bin:{os.environ['PATH']}"})
        for _ in range(100):
            if len(browsers()) == 2: break
            time.sleep(0.05)
        assert len(browsers()) == 2, "the browser did not begin"
        child.send_signal(kind)
        child.wait()
        for _ in range(100):
            if not browsers(): break
            time.sleep(0.05)
        assert not browsers(), (kind, browsers())
        if kind != signal.SIGKILL: assert not os.path.exists("c/reports/.print"), kind
        must("render", case, "--quiet")
    must("status", case)


# --- Streams ---

def closed_streams_are_no_files_of_a_case():
    case = new_case()
    if not shutil.which("strace"): raise AssertionError("strace is needed")
    must("import", case, "-", stdin=open("b.ndjson"))
    done = subprocess.run(["sh", "-c", f'"{casefile}" import c b.ndjson >&-'], capture_output=True, text=True)
    assert done.returncode == 1 and "closed" in done.stderr, done
    done = subprocess.run(["sh", "-c", f'"{casefile}" import c - <&-'], capture_output=True, text=True)
    assert done.returncode == 1 and "closed" in done.stderr, done
    for name in ("custody.jsonl", ".lock", "case.json"): assert b"already" not in (case / name).read_bytes()
    export("d.ndjson", 300, 5)
    subprocess.run(["sh", "-c", f'strace -f -y -e trace=write,openat,ftruncate -o trace "{casefile}" '
                    "import c d.ndjson <&- >&- 2>&-"])
    trace = pathlib.Path("trace").read_text()
    assert "E003" in os.listdir("c/evidence")[0] or any("E003" in name for name in os.listdir("c/evidence"))
    assert not re.search(r"write\([012]</(?!dev/)", trace), "a file of the case is descriptor 0 to 2"
    holds(case)


# --- Other users ---

def somebody_elses_folder_is_no_case_of_mine():
    if not is_root: return "only root makes another user's folder"
    os.makedirs("open", exist_ok=True)
    os.chmod("open", 0o1777)
    planted = pathlib.Path("/root/casefile-planted")
    subprocess.run(["sh", "-c", f"umask 0; mkdir open/c open/c/evidence; ln -s {planted} open/c/.lock; chmod 777 open/c"],
                   check=True, **nobody)
    before = photo(pathlib.Path("open/c"))
    must("new", "open/c", code=1, says="not empty")
    assert not planted.exists() and photo(pathlib.Path("open/c")) == before
    subprocess.run(["sh", "-c", "umask 0; mkdir open/empty"], check=True, **nobody)
    must("new", "open/empty", code=1, says="another user")
    assert os.listdir("open/empty") == []
    # An own folder with a planted link: it is not empty.
    os.mkdir("mine")
    os.symlink(planted, "mine/.lock")
    assert run("new", "mine").returncode == 1
    assert not planted.exists()


def a_restored_folder_is_ones_own():
    case = new_case()
    must("run", case, "--quiet")
    bundle = next((case / "bundles").glob("*.zip"))
    os.makedirs("race", exist_ok=True)
    os.chmod("race", 0o1777)
    racer = None
    if is_root:
        # A planted work folder, and one under each name that is seen; for 40 s at the most.
        racer = subprocess.Popen(
            ["sh", "-c", "umask 0; n=0; while [ $n -lt 40000 ]; do n=$((n + 1)); mkdir -p race/.r.partial"
             " 2>/dev/null; for x in race/.r.*; do mkdir $x; done 2>/dev/null; done"], **nobody)
    try:
        made = 0
        for _ in range(30):
            done = run("restore", bundle, "race/r")
            if done.returncode == 0:
                made += 1
                facts = os.lstat("race/r")
                assert facts.st_uid == os.getuid() and stat.S_IMODE(facts.st_mode) == 0o700, facts
            else:
                assert done.returncode == 1 and "already exists" in done.stderr, done
            for name in os.listdir("race"): shutil.rmtree(f"race/{name}", ignore_errors=True)
        assert made
    finally:
        if racer:
            racer.kill()
            racer.wait()


tests = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and name not in ("run", "must", "record", "export", "new_case", "photo", "holds")]
failed = 0
for test in tests:
    name = test.__name__.replace("_", " ")
    if sys.argv[2:] and not any(word in test.__name__ for word in sys.argv[2:]): continue
    begin = time.monotonic()
    try:
        why = test()
        print(f"{'not tried: ' + why if why else 'holds'}: {name} ({time.monotonic() - begin:.1f} s)", flush=True)
    except AssertionError as problem:
        failed += 1
        print(f"FAILS: {name}: {problem}", flush=True)
os.chdir("/")
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work, ignore_errors=True)
print(f"{len(tests)} sentences as {'root' if is_root else 'a user'}, {failed} fail")
sys.exit(1 if failed else 0)
