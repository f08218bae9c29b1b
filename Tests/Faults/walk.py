#!/usr/bin/env python3
"""A seeded random walk over what people, machines and disks do to a case.

    python3 Tests/Faults/walk.py .build/release/casefile                 120 seconds
    python3 Tests/Faults/walk.py .build/release/casefile --seconds 600 --seed 7
    python3 Tests/Faults/walk.py .build/release/casefile --seed 31 --episodes 1     replays episode 31

Commands of a case in any order, with faults between and within: signals, failing system calls,
limits, full disks, files edited by hand, links, copies, moves, two processes at once. After each step:

 (1) the custody log lost no entry that was whole;
 (2) a command that reads left the case as it was, byte for byte, and needs no right to write;
 (3) register and log agree, or status says that they differ;
 (4) a fresh bundle verifies, and one of the whole case recomputes;
 (5) files outside the case, that links lead to, are as they were;
 (6) no crash, no hang, no exit code without words, none that says "in use" where nobody writes;
 (7) exports are as they were, nothing is left over, and status names what no register names;
 (8) registered evidence is as it was;
 (9) a case that nothing is wrong with works, also after a fault, and after an edit that was undone.

An episode begins with a new case and its own seed, and ends after some steps or with a violation.
Kills and races depend on the clock too: a replay takes the same steps, and may end otherwise.
Needs strace; as root it mounts small disks and read-only folders too."""
import argparse, gzip, hashlib, json, os, pathlib, random, re, resource, shlex, shutil, signal
import stat, subprocess, sys, tempfile, time, zipfile

# main sets them; the loader opens files before casefile itself begins.
casefile, options, opened_by_loader = "", None, 0

CALLS = ["openat", "write", "pwrite64", "fsync", "fchmod", "rename", "renameat", "renameat2", "unlink",
         "unlinkat", "ftruncate", "mkdir", "link", "linkat", "copy_file_range", "ioctl"]
INJECTED = ["signal=SIGKILL"] * 3 + ["error=ENOSPC", "error=EIO"]
CRASHES = {-4, -6, -8, -11, 132, 134, 136, 139}
AUTHORITATIVE = ["custody.jsonl", "custody.head", "evidence/register.json"]
RESULTS = ("findings/", "reports/", "review/", "exchange/", "issues/")
EDITS = ["strip", "cr", "crlf", "bom", "cut", "flip", "link", "same link", "remove"]
# How status says that register and log differ; its usual lines have none of these.
NAMED = re.compile(r"register\.json|interrupt|unfinished|not (logged|stated|in the log)|no (custody )?entry",
                   re.I)
BY = ["--by", "D", "--why", "a reason"]


class Violation(Exception):
    """`kind`: those that are alike are printed once."""
    def __init__(self, invariant, kind, words=""):
        super().__init__(words)
        self.invariant, self.kind, self.words = invariant, kind, f"{kind}: {words}" if words else kind


def fast_folder():
    """In memory where there is room: what is waited for is casefile, not the disk. None: the usual one."""
    shm = pathlib.Path("/dev/shm")
    return shm if shm.is_dir() and os.access(shm, os.W_OK) and shutil.disk_usage(shm).free > 1 << 29 else None


# --- What a case has on disk ---

def sha256(data):
    return hashlib.sha256(data).hexdigest()


def photo(root):
    """Name: type and mode, time, inode, and the bytes or where a link leads."""
    found = {}
    for path in [root, *sorted(root.rglob("*"))]:
        facts = path.lstat()
        kind = stat.S_IFMT(facts.st_mode)
        inside = (os.readlink(path) if kind == stat.S_IFLNK else
                  path.read_bytes() if kind == stat.S_IFREG else None)
        found[str(path.relative_to(root))] = (facts.st_mode, facts.st_mtime_ns, facts.st_ino, inside)
    return found


def differences(before, after):
    said = [f"{name} is new" for name in after if name not in before]
    said += [f"{name} is gone" for name in before if name not in after]
    for name in before.keys() & after.keys():
        for what, was, now in zip(("mode", "mtime", "inode", "bytes"), before[name], after[name]):
            if was != now:
                said.append(f"{what} of {name}")
                if what == "bytes" and now is not None: said[-1] += f" ({len(was)} to {len(now)})"
    return sorted(said)


def put_back(root, picture):
    """Makes the folder what it was; files that are as they were are not touched.

    Names the evidence that had to be written anew, which gives it another inode: a new place."""
    written = set()
    for path in sorted(root.rglob("*"), reverse=True):
        known = picture.get(str(path.relative_to(root)))
        if known is None or stat.S_IFMT(known[0]) != stat.S_IFMT(path.lstat().st_mode):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, (mode, _, _, inside) in picture.items():
        path = root / name
        if stat.S_ISDIR(mode): path.mkdir(exist_ok=True)
        elif stat.S_ISLNK(mode):
            if not path.is_symlink(): path.symlink_to(inside)
        elif not path.exists() or path.read_bytes() != inside:
            if path.exists(): path.chmod(0o600)
            path.write_bytes(inside)
            if path.parent == root / "evidence": written.add(path.name)
    for name, (mode, mtime, _, _) in reversed(picture.items()):
        if not stat.S_ISLNK(mode):
            os.chmod(root / name, stat.S_IMODE(mode))
            os.utime(root / name, ns=(mtime, mtime))
    return written


def read_text(path):
    try: return path.read_bytes()
    except OSError: return b""


def parsed(data):
    try: return json.loads(data)
    except ValueError: return None


def whole_lines(data):
    """Lines that ended, and a last one that is an entry although nothing ends it."""
    lines = [line for line in re.split(rb"[\r\n]+", data.removeprefix(b"\xef\xbb\xbf"))]
    last = lines.pop()
    if isinstance(parsed(last), dict) and "hash" in parsed(last): lines.append(last)
    return [line for line in lines if line]


def entries(case):
    found = [parsed(line) for line in whole_lines(read_text(case / "custody.jsonl"))]
    return [entry for entry in found if isinstance(entry, dict)]


def registered(case):
    document = parsed(read_text(case / "evidence/register.json") or b"{}")
    return document.get("entries", []) if isinstance(document, dict) else []


def disagreements(case):
    """Between register and log: what (3) is about."""
    stated = [(o["name"], o["sha256"]) for entry in entries(case) for o in entry.get("objects", [])]
    last, said = dict(stated).get("evidence/register.json"), []
    register = read_text(case / "evidence/register.json")
    # A bundle has a register also where nothing was ever imported, which no entry states.
    if (registered(case) or last) and last != sha256(register):
        said.append("register.json is not what the log last states")
    for entry in registered(case):
        if (f"evidence/{entry.get('storedName')}", entry.get("sha256")) not in stated:
            said.append(f"no entry of the import of {entry.get('storedName')}")
    return said


def unregistered(case):
    known = {entry.get("storedName") for entry in registered(case)} | {"register.json"}
    names = os.listdir(case / "evidence") if (case / "evidence").is_dir() else []
    return sorted(name for name in names if name not in known and not name.startswith("."))


def has_changed_results(case):
    """A result that is not as casefile made it, or needs a key: what is made anew may be undecided."""
    made = {}
    for entry in entries(case):
        for o in entry.get("objects", []):
            if o["name"].startswith(RESULTS):
                changed = entry["action"] == "result found changed"
                made[o["name"]] = None if changed else o["sha256"]
    return any(sha256(read_text(case / name)) != hashed or ".redacted." in name
               for name, hashed in made.items())


def is_part(bundle):
    """Made for somebody, without what is not for him."""
    with zipfile.ZipFile(bundle) as archive: return any("withheld" in name for name in archive.namelist())


# --- What is imported ---

def record(rng, number, **more):
    mailbox = rng.randrange(3)
    name = f"user{mailbox}@x.example"
    return {"CreationTime": f"2025-03-{rng.randint(1, 20):02}T{rng.randrange(24):02}:00:00", "RecordType": 50,
            "Id": f"{number:08x}-0001-4000-8000-000000000001", "UserId": name, "LogonType": 0, "UserType": 0,
            "OrganizationId": "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a", "Workload": "Exchange",
            "ClientIPAddress": rng.choice(["203.0.113.66", "198.51.100.10", "2001:db8::7"]),
            "SessionId": f"s{rng.randrange(4)}", "MailboxOwnerUPN": name,
            "MailboxGuid": f"00000000-0001-4000-8000-00000000000{mailbox}", **more}


def access(rng, number):
    kind = rng.choice(["Bind", "Bind", "Bind", "Sync"])
    properties = [{"Name": "MailAccessType", "Value": kind},
                  {"Name": "IsThrottled", "Value": str(rng.random() < 0.1)}]
    folder = {"Id": f"F{number % 3}", "Path": f"\\Folder {number % 3}"}
    more = {"Operation": "MailItemsAccessed", "OperationProperties": properties}
    if kind == "Sync":
        parent = {"Id": folder["Id"], "Name": folder["Path"], "Path": "Not Available"}
        return record(rng, number, **more, Item={"Id": folder["Id"], "ParentFolder": parent})
    folder["FolderItems"] = [{"Id": f"I{number}", "InternetMessageId": f"<m{number}@x.example>"}]
    return record(rng, number, **more, Folders=[folder], OperationCount=1)


def sign_in(rng, number):
    return record(rng, number, Operation="UserLoggedIn", RecordType=15, ActorIpAddress="203.0.113.66",
                  Workload="AzureActiveDirectory")


def write_exports(rng, folder):
    """Small ones, a larger one, one with a broken row, archives, a folder, settings, lists of messages."""
    def lines(first, count):
        made = [(sign_in if rng.random() < 0.15 else access)(rng, n) for n in range(first, first + count)]
        return "".join(json.dumps(one) + "\n" for one in made).encode()
    folder.mkdir()
    for index in range(7): (folder / f"audit {index}.ndjson").write_bytes(lines(100 * index + 1, 6 + index))
    (folder / "large.ndjson").write_bytes(lines(5000, 400))
    (folder / "broken.ndjson").write_bytes(lines(1000, 4) + b'{"Id": "cut off\n')
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        for index in range(2): archive.writestr(f"in {index}.ndjson", lines(2000 + 100 * index, 5))
    (folder / "one.ndjson.gz").write_bytes(gzip.compress(lines(3000, 5), mtime=0))
    (folder / "many").mkdir()
    for index in range(2): (folder / f"many/f {index}.ndjson").write_bytes(lines(4000 + 100 * index, 5))
    (folder / "mailbox.json").write_text(json.dumps([{
        "UserPrincipalName": "user0@x.example", "ExchangeGuid": "00000000-0001-4000-8000-000000000000",
        "RecipientTypeDetails": "UserMailbox", "AuditEnabled": True, "AuditLogAgeLimit": "90.00:00:00",
        "AuditOwner": ["MailItemsAccessed"], "AuditDelegate": ["MailItemsAccessed"],
        "AuditAdmin": ["Update"]}]))
    (folder / "messages.json").write_text(json.dumps([
        {"internetMessageId": f"<m{n}@x.example>", "receivedDateTime": "2025-03-02T09:00:00Z"}
        for n in range(1, 9)]))


# --- One command ---

class Done:
    """How a command ended; `hit`: the fault that was meant for it took place."""
    def __init__(self, arguments, code, out, err, hit=False, muted=False):
        self.arguments, self.code, self.out, self.err = arguments, code, out, err
        self.hit, self.muted = hit, muted

    @property
    def verb(self): return self.arguments[0]

    @property
    def shown(self):
        words = self.err.strip() or self.out.strip()
        return f"{shlex.join(self.arguments)}: exit {self.code}: {words[:400]}"


def limited(limit):
    # Python ignores SIGXFSZ; its subprocesses begin with what a shell gives them.
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def begin(command, **more):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, errors="replace", **more)


def execute(arguments, fault=None):
    kind = fault[0] if fault else None
    command, more, trace = [casefile, *arguments], {}, pathlib.Path("trace")
    if kind == "call":
        _, call, inject, number = fault
        command = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}",
                   "-e", f"inject={call}:{inject}:when={number}", *command]
    if kind == "size": more["preexec_fn"] = limited(fault[1])
    child = begin(command, **more)
    if kind == "signal":
        try: child.wait(fault[2])
        except subprocess.TimeoutExpired: child.send_signal(fault[1])
    return finish(child, arguments, fault)


def finish(child, arguments, fault=None):
    try: out, err = child.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise Violation(6, "no end after 60 s", shlex.join(arguments))
    code, hit, muted = child.returncode, False, False
    if fault and fault[0] == "signal": hit = code in (-fault[1], 128 + fault[1])
    if fault and fault[0] == "size": hit = code != 0
    if fault and fault[0] == "call":
        text = pathlib.Path("trace").read_text(errors="replace")
        hit = "INJECTED" in text or "killed by SIGKILL" in text
        muted = "SIGKILL" in fault[2] or bool(re.search(r"write\(2, .*INJECTED", text))
    elif hit: muted = fault[0] == "signal"
    return Done(arguments, code, out, err, hit, muted)


def openings():
    """How many files a command opens that needs none."""
    with tempfile.NamedTemporaryFile("r") as trace:
        command = ["strace", "-f", "-qq", "-o", trace.name, "-e", "trace=openat", casefile, "regimes"]
        if not shutil.which("strace") or subprocess.run(command, capture_output=True).returncode:
            sys.exit("walk: strace is needed, and has to run casefile")
        return trace.read().count("openat(")


# --- The walk ---

class Walk:
    """One episode: a case, what was done to it, and what must hold."""
    def __init__(self, seed, report):
        self.rng, self.report = random.Random(seed), report
        self.exports = pathlib.Path("exports")
        write_exports(self.rng, self.exports)
        self.exported = photo(self.exports)
        self.case = pathlib.Path("c")
        self.recipe, self.outside, self.sure, self.bad = [], {}, {}, set()
        self.number = 0
        self.steps = 0
        # Somebody's edit is in the case now; one stays in it: commands may refuse.
        self.is_damaged = self.is_edited = False
        # Its evidence lies in a new place, which nobody accepted yet.
        self.is_moved = False

    # What is done

    def note(self, text):
        self.recipe.append(text)
        if options.verbose: print("   ", text, flush=True)

    @staticmethod
    def shown(fault):
        return "[" + " ".join(f"{part:.4f}" if isinstance(part, float) else str(part) for part in fault) + "]"

    def name(self, stem):
        self.number += 1
        return f"{stem}{self.number}"

    @property
    def bundles(self):
        """Those with their seal: a command that is killed may leave one without."""
        made = sorted((self.case / "bundles").glob("*.zip"))
        return [path for path in made if path.with_name(path.name + ".sha256").exists()]

    @property
    def is_closed(self):
        document = parsed(read_text(self.case / "case.json"))
        return isinstance(document, dict) and bool(document.get("closed"))

    def readers(self):
        """Commands that read; each with the exit codes that a case without faults gives."""
        c, rng = str(self.case), self.rng
        export = str(self.exports / f"audit {rng.randrange(7)}.ndjson")
        made = [(["check", c, "m1@x.example"], {0}), (["list", "."], {0}), (["regimes"], {0}),
                (["collect-help", c, "--from", "2025-03-01", "--to", "2025-03-09"], {0}),
                (["custody", c, "--verify"], {0}), (["import", c, export, "--dry-run"], {0, 3})]
        for verb in ("status", "contexts", "diff", "inventory", "trigger", "scope", "custody"):
            made.append(([verb, c], {0}))
        # Without a place of any evidence, all of it is where this machine has not seen it.
        is_seen = (self.case / "cache/places.json").is_file() or not registered(self.case)
        if not self.is_moved and is_seen: made += [(["status", c, "--verify"], {0}), (["evidence", "verify", c], {0})]
        bundles = [path for path in self.bundles if path.name not in self.bad]
        if bundles:
            bundle = str(rng.choice(bundles))
            made += [(["verify", bundle], {0}), (["verify", bundle, "--recompute"], {0, 5})]
        return made

    def writers(self):
        """Commands that write: how often, the command, and the exit codes of a case without faults."""
        c, rng = str(self.case), self.rng
        small = [str(self.exports / f"audit {index}.ndjson") for index in range(7)]
        other = ["large.ndjson", "broken.ndjson", "two.zip", "one.ndjson.gz", "many"]
        day = rng.randint(1, 15)
        address = f"203.0.113.{rng.choice([66, rng.randrange(256)])}"
        return [
            (5, ["import", c, rng.choice(small)], {0}),
            (3, ["import", c, *rng.sample(small, 3)], {0}),
            (4, ["import", c, str(self.exports / rng.choice(other))], {0, 3}),
            (1, ["import", c, str(self.exports / "mailbox.json"), "--kind", "audit-config"], {0}),
            (1, ["import", c, str(self.exports / "messages.json"), "--kind", "messages", "--query-mailbox",
                 "user1@x.example"], {0}),
            (3, ["scope", c, "--attacker-address", address, *BY], {0}),
            (2, ["scope", c, "--from", f"2025-03-{day:02}", "--to", f"2025-03-{day + 5:02}", *BY], {0}),
            (1, ["scope", c, "--final", *BY], {0, 1}),
            (4, ["findings", c], {0}), (3, ["render", c], {0}), (2, ["export", c], {0}),
            (1, ["render", c, "--language", "de", "--format", "docx"], {0}),
            (1, ["render", c, "--redact"], {0}),
            (2, ["review", "export", c], {0}), (2, self.decisions(), {0}),
            (2, ["issue", c, *BY], {0, 1}),
            (3, ["custody", c, "transfer", "--from", "A", "--to", "B", "--purpose", "review"], {0}),
            (1, ["trigger", c, "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-24", *BY], {0}),
            (1, ["hold", c, *BY], {0}), (1, ["hold", c, "--end", *BY], {0, 1, 2}),
            (1, ["close", c, *BY, "--draft"], {0}),
            (10 if self.is_closed else 1, ["reopen", c, *BY], {0, 1, 2}),
            (6, ["pack", c], {0, 1}), (2, ["pack", c, "--for", "regulator", "--recipient", "R"], {0, 1}),
            (1, ["pack", c, "--evidence", "hashes-only"], {0, 1}),
            (6, ["run", c], {0}), (2, ["run", c, rng.choice(small)], {0}),
        ]

    def decisions(self):
        """What reviewers made of the newest list; where there is none, it is made first."""
        lists = sorted((self.case / "review").glob("messages-*.csv"))
        if not lists or lists[-1].is_symlink(): return ["review", "export", str(self.case)]
        rows = read_text(lists[-1]).decode(errors="replace").splitlines()
        filled = pathlib.Path(self.name("filled") + ".csv")
        filled.write_text("\n".join(
            re.sub(r",,,,,,$", ",R,2025-04-01T00:00:00Z,yes,,,", row) if self.rng.random() < 0.5 else row
            for row in rows) + "\n")
        return ["review", "import", str(self.case), str(filled)]

    def a_writer(self):
        table = self.writers()
        return self.rng.choices([row[1:] for row in table], [row[0] for row in table])[0]

    def a_fault(self):
        rng = self.rng
        kind = rng.choice(["call"] * 6 + ["signal"] * 3 + ["size"])
        if kind == "signal":
            number = rng.choice([signal.SIGKILL] * 3 + [signal.SIGTERM, signal.SIGINT])
            return (kind, number.value, rng.random() ** 2 * 0.2)
        if kind == "size": return (kind, rng.choice([0, 500, 3000, 20_000, 60_000]))
        call = rng.choice(["rename", "write", "fsync", "openat", "unlink", "fchmod"] * 4 + CALLS)
        number = rng.randint(1, 10) if rng.random() < 0.6 else 1 + int(rng.expovariate(1 / 12))
        return (kind, call, rng.choice(INJECTED), number + (opened_by_loader if call == "openat" else 0))

    # How it is checked

    def judge(self, done, codes, beside=False, reads=False):
        if done.code in CRASHES: raise Violation(6, "a crash", done.shown)
        if done.code == 0 or done.hit and done.muted: return
        if done.code == 11:
            if not beside: raise Violation(6, "in use, and nobody writes", done.shown)
            return
        words = done.err.strip() if done.code in (3, 4, 5) else "error" in done.err.lower()
        if not words: raise Violation(6, f"no words: exit {done.code}", done.shown)
        fine = done.code in codes or done.hit or self.is_damaged or self.is_edited or beside or self.is_moved
        # Later commands say what could not be read, too.
        if done.code == 3: fine |= any("broken" in str(one) for one in registered(self.case))
        if not reads: fine |= self.is_closed
        if not fine: raise Violation(9, f"{done.verb} does not work", done.shown)

    def read(self, arguments, codes):
        before, lines = photo(self.case), whole_lines(read_text(self.case / "custody.jsonl"))
        done = execute(arguments)
        changed = differences(before, photo(self.case))
        self.log_holds(lines, done)
        if changed:
            gone = any(re.search(r"(^|/)\.\S* is gone", one) for one in changed)
            what = "what was left over" if gone else changed[0].split(" (")[0]
            raise Violation(2, f"a command that reads changed the case ({what})",
                            f"{shlex.join(arguments)} (exit {done.code}): {'; '.join(changed)}")
        self.judge(done, codes, reads=True)
        return done

    def write(self, arguments, codes, fault=None):
        said = f"   {self.shown(fault)}" if fault else ""
        if fault: arguments = [*arguments, "--quiet"]
        self.note(shlex.join(arguments) + said)
        lines, before = whole_lines(read_text(self.case / "custody.jsonl")), set(self.bundles)
        done = execute(arguments, fault)
        self.recipe[-1] += f"   -> {done.code}"
        self.log_holds(lines, done)
        self.judge(done, codes)
        self.holds(done if done.code in (0, 3) and not done.hit else None)
        if done.code == 0: self.bundles_hold(done, before)
        return done

    def log_holds(self, lines, done):
        now = whole_lines(read_text(self.case / "custody.jsonl"))
        if now[:len(lines)] != lines:
            kept = next((n for n, (a, b) in enumerate(zip(lines, now)) if a != b), min(len(lines), len(now)))
            raise Violation(1, "the custody log lost whole lines", f"of {len(lines)} {kept} are as they were "
                               f"after {done.shown}")

    def holds(self, written=None):
        """What needs no command: (5), (7), (8); and (3) after a command that wrote and succeeded."""
        for path, data in self.outside.items():
            if read_text(path) != data: raise Violation(5, "a file outside the case was changed", path.name)
        changed = differences(self.exported, photo(self.exports))
        if changed: raise Violation(7, "exports were changed", "; ".join(changed))
        for name, hashed in self.sure.items():
            path = self.case / "evidence" / name
            if not path.is_file(): raise Violation(8, "registered evidence is gone", name)
            if sha256(path.read_bytes()) != hashed:
                raise Violation(8, "registered evidence was changed", name)
        if self.is_damaged: return
        differs = disagreements(self.case)
        if written:
            left = [str(path) for path in self.case.rglob("*")
                    if path.name != ".lock" and (path.name.startswith(".") or ".partial" in path.name)]
            after = f"after {written.shown}"
            if left: raise Violation(7, "left over after a command that wrote", f"{left} {after}")
            if differs: raise Violation(3, "a command that wrote left them apart", f"{differs} {after}")
        if not differs: self.sure |= {
            entry["storedName"]: entry["sha256"] for entry in registered(self.case)
            if (self.case / "evidence" / entry["storedName"]).is_file()}

    def bundles_hold(self, done, before):
        """(4), for what a command made or says it stands by."""
        if done.arguments[0] not in ("pack", "run", "close"): return
        named = {pathlib.Path(name) for name in re.findall(r"\S+/bundles/\S+\.zip\b", done.out)}
        for bundle in sorted((set(self.bundles) - before | named) & set(self.bundles)):
            verified, anew = execute(["verify", str(bundle)]), execute(["verify", str(bundle), "--recompute"])
            self.bad.add(bundle.name)
            if verified.code != 0:
                raise Violation(4, f"{done.verb}, verify: {verified.code}", verified.shown)
            undecided = is_part(bundle) or self.is_damaged or has_changed_results(self.case)
            if anew.code not in ({0, 5} if undecided else {0}):
                raise Violation(4, f"{done.verb}, verify --recompute: {anew.code}", anew.shown)
            self.bad.discard(bundle.name)

    def looked_at(self, readers=2):
        """What status says, and some other commands that read."""
        status = self.read(["status", str(self.case)], {0})
        said = status.out + status.err
        if not self.is_damaged and status.code == 0:
            differs = disagreements(self.case)
            if differs and not NAMED.search(said):
                raise Violation(3, "register and log differ, and status does not say so", differs)
            unknown = unregistered(self.case)
            missed = [name for name in unknown if name not in said]
            if missed and (len(unknown) < 4 or missed == unknown):
                raise Violation(7, "status does not name what no register names", missed)
        for arguments, codes in self.rng.sample(self.readers(), readers): self.read(arguments, codes)

    def works(self):
        """The case opens, and its chain holds."""
        c = str(self.case)
        for arguments in (["status", c], ["custody", c, "--verify"]):
            done = self.read(arguments, {0})
            if done.code != 0: raise Violation(9, "the case does not open", done.shown)

    def accept(self):
        """Takes the new place of the evidence."""
        self.is_moved = False
        self.write(["status", str(self.case), "--verify"], {0})

    # Steps

    def step_plain(self): self.write(*self.a_writer())

    def step_fault(self):
        arguments, codes = self.a_writer()
        # Most of what must agree with each other is written by imports.
        if self.rng.random() < 0.4: arguments, codes = self.rng.choice(self.writers()[:3])[1:]
        self.write(arguments, codes, self.a_fault())
        self.looked_at(1)
        self.works()
        if self.rng.random() < 0.5: self.write(arguments, codes)

    def step_edit(self, names=AUTHORITATIVE):
        path = self.case / self.rng.choice(names)
        how = self.rng.choice(EDITS)
        if not path.is_file() or path.is_symlink() or not path.stat().st_size: return
        picture, sure, before = photo(self.case), dict(self.sure), execute(["status", str(self.case)])
        self.note(f"edit {path.relative_to(self.case)}: {how} {self.edit(path, how)}")
        # Where this machine saw the evidence: what commands find there is a new place.
        moved, self.is_moved = self.is_moved, self.is_moved or path.parent.name == "cache"
        self.is_damaged = True
        for _ in range(self.rng.randint(1, 3)):
            if self.rng.random() < 0.6:
                arguments, codes = self.rng.choice(self.readers())
                self.note(shlex.join(arguments))
                self.read(arguments, codes)
            else: self.write(*self.a_writer())
            self.holds()
        self.is_damaged = False
        if str(path.relative_to(self.case)).startswith(RESULTS) and self.rng.random() < 0.3:
            self.note("the edit stays")
            self.is_edited = True
            return
        self.note("the case put back as it was before the edit")
        written = put_back(self.case, picture)
        is_evidence_new = any(entry["storedName"] in written for entry in registered(self.case))
        self.sure, self.is_moved = sure, moved or is_evidence_new
        if is_evidence_new: return self.accept()
        after = execute(["status", str(self.case)])
        if (after.code, after.out) != (before.code, before.out):
            lines = sorted(set(before.out.splitlines()) ^ set(after.out.splitlines()))
            raise Violation(9, "put back after an edit, the case is not as it was", f"{after.code}, {lines}")
        self.works()

    def step_edit_other(self):
        others = ("evidence/", "bundles/", ".lock", "custody.")
        names = [str(path.relative_to(self.case)) for path in sorted(self.case.rglob("*")) if path.is_file()]
        names = [name for name in names if not name.startswith(others)]
        if names: self.step_edit(names)

    def edit(self, path, how):
        """Does it, and says what the recipe needs to know."""
        data = path.read_bytes()
        at = self.rng.randrange(len(data))
        if how in ("link", "same link", "remove"):
            path.unlink()
            if how == "remove": return ""
            target = pathlib.Path(self.name("outside")).absolute()
            target.write_bytes(data if how == "same link" else b"a token of the user, without a line feed")
            self.outside[target] = target.read_bytes()
            path.symlink_to(target)
            return target.name
        flipped = data[:at] + bytes([data[at] ^ 1 << self.rng.randrange(7)]) + data[at + 1:]
        changed = {"strip": data.rstrip(b"\r\n"), "cr": data.replace(b"\n", b"\r"), "flip": flipped,
                   "bom": b"\xef\xbb\xbf" + data, "crlf": data.replace(b"\n", b"\r\n"), "cut": data[:at]}[how]
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(0o600)
        path.write_bytes(changed)
        path.chmod(mode)
        return f"at {at} of {len(data)}" if how in ("cut", "flip") else ""

    def step_move(self):
        target = pathlib.Path(self.name("moved"))
        self.note(f"mv {self.case} {target}")
        self.case = self.case.rename(target)
        self.works()

    def step_copy(self):
        target, how = pathlib.Path(self.name("copy")), self.rng.choice(["-a", "-r"])
        self.note(f"cp {how} {self.case} {target}")
        subprocess.run(["cp", how, self.case, target], check=True)
        self.go_on_in(target)

    def step_restore(self):
        whole = [path for path in self.bundles if not is_part(path)]
        if not whole: return self.step_plain()
        bundle, target = self.rng.choice(whole), pathlib.Path(self.name("restored"))
        fault = self.a_fault() if self.rng.random() < 0.4 else None
        arguments = ["restore", str(bundle), str(target), "--quiet"]
        self.note(shlex.join(arguments) + (f"   {self.shown(fault)}" if fault else ""))
        done = execute(arguments, fault)
        self.judge(done, {0})
        if done.hit and not target.exists():
            again = execute(arguments)
            self.judge(again, {0})
        if target.exists(): self.go_on_in(target)

    def go_on_in(self, folder):
        """The walk goes on in a copy, where the evidence lies in a new place."""
        self.case, self.sure, self.is_moved = folder, {}, True
        self.looked_at(1)
        if self.rng.random() < 0.3: self.write(*self.a_writer())
        self.accept()
        self.works()

    def step_two(self):
        """Two processes at once; those that read do not exclude each other."""
        writes = [self.rng.random() < 0.6 for _ in range(2)]
        pair = [self.a_writer() if one else self.rng.choice(self.readers()) for one in writes]
        both_read = not any(writes)
        self.note("at once: " + " & ".join(shlex.join(arguments) for arguments, _ in pair))
        lines, before = whole_lines(read_text(self.case / "custody.jsonl")), set(self.bundles)
        children = [begin([casefile, *arguments]) for arguments, _ in pair]
        ends = [finish(child, arguments) for child, (arguments, _) in zip(children, pair)]
        for done, (_, codes) in zip(ends, pair):
            self.log_holds(lines, done)
            self.judge(done, codes, beside=not both_read)
        self.holds()
        for done in ends:
            if done.code == 0: self.bundles_hold(done, before)

    def step_readers(self):
        """All of them; and two at once, some of the time."""
        for arguments, codes in self.readers():
            self.read(arguments, codes)
        c = str(self.case)
        self.note("four readers at once")
        children = [begin([casefile, "contexts", c]) for _ in range(4)]
        for done in [finish(child, ["contexts", c]) for child in children]: self.judge(done, {0}, reads=True)

    def step_plant(self):
        (self.case / "evidence").mkdir(exist_ok=True)
        name = self.rng.choice([f"E{self.rng.randint(700, 999)}-a.ndjson", "notes.txt"])
        planted = self.case / "evidence" / name
        self.note(f"{planted} is planted")
        source = self.rng.choice([path for path in sorted(self.exports.iterdir()) if path.is_file()])
        planted.write_bytes(source.read_bytes())
        self.looked_at(1)
        self.write(*self.a_writer())
        if planted.exists() and self.rng.random() < 0.7:
            self.note(f"{planted} is removed")
            planted.unlink()

    def step_read_only(self):
        """Commands that read end as they do where the case can be written."""
        readers = self.readers()
        as_usual = {tuple(arguments): execute(arguments).code for arguments, _ in readers}
        if not make_read_only(self.case): return self.step_plain()
        self.note("the case is read-only")
        try:
            for arguments, _ in readers:
                done = execute(arguments)
                if done.code != as_usual[tuple(arguments)]:
                    usual = as_usual[tuple(arguments)]
                    raise Violation(2, f"read-only, {done.verb} does not work", f"{done.shown}; else {usual}")
        finally: make_writable(self.case)

    def step_full_disk(self):
        """A copy on a small disk, until nothing fits; then with more room."""
        disk = pathlib.Path(self.name("disk"))
        disk.mkdir()
        if not mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", disk): return self.step_plain()
        self.note(f"cp -a {self.case} {disk}/c, a small disk")
        kept = self.case, self.sure
        try:
            subprocess.run(["cp", "-a", self.case, disk / "c"], check=True)
            self.case, self.sure = disk / "c", {}
            self.accept()
            for _ in range(2):
                facts = os.statvfs(disk)
                pages = self.rng.choice([0, 1, 2, 3, 4, 6, 9, 14, 22, 40])
                room = (facts.f_blocks - facts.f_bfree + pages) * 4
                mount("-o", f"remount,size={room}k", disk)
                arguments, codes = self.a_writer()
                self.note(f"the disk holds {room} KiB")
                self.write(arguments, codes | {1})
                self.looked_at(1)
                mount("-o", "remount,size=64m", disk)
                self.note("the disk holds 64 MiB")
                self.works()
                self.write(arguments, codes)
        finally:
            self.case, self.sure = kept
            unmount(disk)

    STEPS = [("plain", 40), ("fault", 40), ("edit", 14), ("edit_other", 9), ("move", 2), ("copy", 4),
             ("restore", 4), ("two", 6), ("readers", 3), ("plant", 3), ("read_only", 2), ("full_disk", 4)]

    def begin(self):
        c = str(self.case)
        new = ["new", c, "--quiet", "--number", self.rng.choice(["W-1", "ä b"]), "--regime", "gdpr"]
        if self.rng.random() < 0.3:
            fault = self.a_fault()
            self.note(f"{shlex.join(new)}   {self.shown(fault)}")
            self.judge(execute(new, fault), {0})
        # A killed `new` may have made a case, or a part of one that is made again.
        if not (self.case / "case.json").exists() or self.read(["status", c], {0, 1, 2, 10}).code != 0:
            self.note(shlex.join(new))
            done = execute(new)
            self.judge(done, {0})
        self.works()
        if self.rng.random() < 0.8: self.write(["import", c, str(self.exports / "audit 0.ndjson")], {0})
        if self.rng.random() < 0.4: self.write(["run", c], {0})

    def go(self, length, is_over):
        self.begin()
        for _ in range(length):
            if is_over() or not self.case.exists(): return
            step = self.rng.choices([name for name, _ in self.STEPS], [often for _, often in self.STEPS])[0]
            self.steps += 1
            try:
                getattr(self, f"step_{step}")()
                self.looked_at()
                self.holds()
            except Violation as violation:
                # The walk goes on where the case is none the worse.
                if violation.invariant not in (4, 6, 9) or self.is_damaged: raise
                self.report(violation, self)


# --- Disks, where this machine lets them be made ---

def mount(*arguments):
    if os.getuid() != 0: return False
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True).returncode == 0


def unmount(path):
    subprocess.run(["umount", "-l", str(path)], capture_output=True)


def make_read_only(case):
    if os.getuid() != 0: return subprocess.run(["chmod", "-R", "a-w", case]).returncode == 0
    if not mount("--bind", case, case): return False
    if mount("-o", "remount,ro,bind", case): return True
    unmount(case)
    return False


def make_writable(case):
    if os.getuid() == 0: return unmount(case)
    for path in [case, *case.rglob("*")]:
        is_kept = path.parent.name in ("evidence", "scope-history") and path.name != "register.json"
        if not is_kept or path.is_dir(): path.chmod(path.stat().st_mode | 0o200)


# --- Episodes ---

def episode(seed, is_over, report):
    """One case in a folder of its own."""
    home, folder = os.getcwd(), tempfile.mkdtemp(prefix="walk-", dir=fast_folder())
    os.chdir(folder)
    walk = None
    try:
        walk = Walk(seed, report)
        walk.go(random.Random(seed).randint(8, 60), is_over)
    except Violation as violation: report(violation, walk)
    finally:
        os.chdir(home)
        subprocess.run(["chmod", "-R", "u+w", folder])
        shutil.rmtree(folder)
    return walk.steps if walk else 0


def read_options():
    parser = argparse.ArgumentParser(description="a seeded random walk; see the beginning of the file")
    parser.add_argument("casefile")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many, whatever the time")
    parser.add_argument("--episodes", type=int, help="stop after so many cases")
    parser.add_argument("--as-user", action="store_true", help="give up the rights of root first")
    parser.add_argument("--verbose", action="store_true", help="print each step")
    return parser.parse_args()


def main():
    global casefile, options, opened_by_loader
    options = read_options()
    if options.as_user and os.getuid() == 0:
        # Python may lie where only root reads: what zipfile and gzip load later is loaded now.
        "".encode("cp437")
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    casefile = os.path.abspath(options.casefile)
    opened_by_loader = openings()
    start, found, steps, seed = time.monotonic(), {}, 0, options.seed
    print(f"walk: seed {options.seed}", flush=True)

    def is_over():
        return time.monotonic() - start > options.seconds

    def report(violation, walk):
        kind = violation.invariant, violation.kind
        found.setdefault(kind, []).append((seed, time.monotonic() - start))
        if len(found[kind]) > 1: return
        print(f"violated ({violation.invariant}) after {found[kind][0][1]:.0f} s: {violation.words}\n"
              f"  replay with --seed {seed} --episodes 1:", flush=True)
        for number, text in enumerate(walk.recipe, 1): print(f"  {number:3}. {text}", flush=True)

    while not is_over():
        if options.steps and steps >= options.steps: break
        if options.episodes and seed - options.seed >= options.episodes: break
        steps += episode(seed, is_over, report)
        seed += 1
    for (invariant, kind), times in sorted(found.items()):
        seeds = list(dict.fromkeys(seed for seed, _ in times))[:5]
        print(f"({invariant}) {len(times)} times, first after {times[0][1]:.0f} s, seeds {seeds}: {kind}")
    bad = sum(map(len, found.values()))
    # Two steps a second at the least, in a walk that was not cut short on purpose.
    few = not options.steps and not options.episodes and steps < options.seconds * 1.25
    print(f"walk: {steps} steps in {seed - options.seed} cases, seeds {options.seed} to {seed - 1}, "
          f"{bad} violations of {len(found)} kinds, {time.monotonic() - start:.0f} s"
          + (", TOO FEW STEPS" if few else ""))
    sys.exit(1 if bad or few else 0)


if __name__ == "__main__": main()
