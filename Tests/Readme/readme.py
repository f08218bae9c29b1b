#!/usr/bin/env python3
"""Runs every command of README.md, of the manual (Templates/manual) and of .github: blocks of sh by their
names, and `casefile …` in prose.

    python3 Tests/Readme/readme.py CLONE [DOCUMENT…]

CLONE is a clone in which README's first command has run. Each document has a case of its own. Words in
capitals are filled in as a reader would. Needs openssl, bagit.py (in the PATH), Chromium, zip and man. What
is not run is printed with its reason, and a command that is neither run nor known fails."""
import pathlib, re, shutil, subprocess, sys, tempfile

clone = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
documents = sys.argv[2:] or ["README.md"] + sorted(
    str(path.relative_to(clone)) for folder in ("Templates/manual", ".github") for path in (clone / folder).glob("*.md"))
exports = sorted((clone / "Cases/northwind-bec/exports").glob("audit-*"))
UPN = "m.rivera@northwind-clinic.example"
ran, left, names, met = 0, [], 0, set()

# MARK: what is not run here

BLOCKS_ELSEWHERE = {
    "first-run": "a step of its own, twice",
    "tests": "a step of its own",
}
# By their beginning.
COMMANDS_ELSEWHERE = {
    "casefile run Cases/northwind-bec": "README's first command, a step of its own",
    "swift test": "a step of its own, or a part of it",
    "swift build -c release --static-swift-stdlib --disable-local-rpath": "the step with the Debian package",
    "swift format format": "the lint step looks at what it would change",
    ".ci/run": "this is it",
    ".ci/house": "the lint step runs it",
    ".ci/deb": "the step with the Debian package",
    "python3 Tests/Documents/word_templates.py --write": "the lint step runs it without --write",
    "python3 Tests/Browser/verify_policy.py --write": "the lint step runs it without --write",
    "CASEFILE_RECORD=1 swift test --filter": "writes the golden files",
    "python3 Tests/Benchmark/findings.py": "takes 2 GB and peers",
    "python3 Tests/Benchmark/pack.py": "takes 2 GB",
    "CASEFILE_BENCH=1 swift build -c release --product casefile-bench": "a profile by hand",
    "python3 Tests/Faults/sweep.py": "a step runs a sample",
    "python3 Tests/Faults/walk.py": "a step runs it",
    "python3 Tests/Faults/edges.py": "a step runs it",
    "python3 Tests/Faults/flips.py": "a step runs a sample",
    "Tests/Fuzz/fuzz.sh SECONDS": "a step runs it",
    "unzip -p": "a comparison, not a command",
    "python3 Tests/Benchmark/tally.py": "takes an export of 1 GB",
    "casefile tally FILE --scope": "a part of a file; the step Spark and the tests run it",
    "casefile tally merge": "the step Spark and the tests run it",
    "casefile tally split": "the step Spark and the tests run it",
    "casefile tally outline": "the step Spark and the tests run it",
    "casefile tally narrow": "the step Spark and the tests run it",
    "casefile import CASE all.tally": "the step Spark and the tests run it",
    "casefile findings CASE --tally": "the step Spark and the tests run it",
}
# Commands that do something without anything behind them; of others the name alone is only a name.
ALONE = {"casefile help", "casefile man", "casefile regimes", "casefile spark"}
COMMAND = re.compile(r"(casefile |source |python3 |swift |\.ci/\w+|CASEFILE_\w+=\S+ |Tests/\S+ |unzip -)")

# MARK: what a reader has

WORDS = [
    (r" \[[^]]*\]", ""), (r"EXPORT…", " ".join(map(str, exports))),
    (r"--kind query FILE", "--kind query query.json"),
    (r"--kind messages FILE…", "--kind messages messages.json"), (r"FILE…", str(exports[0])),
    (r"review import CASE FILE", "review import CASE case/review/messages-0001.csv"),
    (r"--ids FILE", "--ids ids.txt"), (r"new CASE --zone", "new zoned --zone"), (r"\bCASE\b", "case"),
    (r"audit-config \*\.json", "audit-config settings/*.json"), (r"<ID@HOST>", "<a@x.example>"),
    (r"\bUPN\b", UPN), (r"\bTIME\b", "2025-04-01T09:00:00Z"), (r"\bTEXT\b", "'as the manual has it'"),
    (r"--by NAME\b", "--by 'A. Reader'"), (r"schema NAME\b", "schema results"),
    (r"\bNAME\.zip\b", "$(newest)"), (r"\bFOLDER\b", "."), (r"templates export DIR", "templates export own"),
    (r"templates check DIR", "templates check own"), (r"--templates DIR", "--templates own"),
    (r"--language ID", "--language de"), (r"(help|man) NAME", "man formats"), (r"\bDIR\b", "made"), (r"\bCOMMAND\b", "render"),
    (r"\bTOPIC\b", "formats"), (r"--from … --to … --purpose …", "--from A --to B --purpose review"),
]


def fill(command):
    for pattern, value in WORDS: command = re.sub(pattern, lambda _: value, command)
    if "…" in command: sys.exit(f"{document}: what does this stand for? {command}")
    return command


def shell(script, cwd, place):
    prelude = f"""
set -euo pipefail
casefile() {{ {clone}/.build/release/casefile "$@"; }}
newest() {{ ls -t {place}/case/bundles/*.zip | grep -vE 'regulator|opposing' | head -1; }}
"""
    done = subprocess.run(["bash", "-c", prelude + script], cwd=cwd, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{document}, rc {done.returncode}:\n{script}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def furnish(place):
    """Exports, a list of messages, how auditing was set, a key, an authority, and a case that ran."""
    place.mkdir()
    (place / "settings").mkdir()
    (place / "settings/mailbox.json").write_text('{"UserPrincipalName": "%s", "AuditEnabled": true}' % UPN)
    (place / "settings/organisation.json").write_text('{"Name": "northwind", "AuditDisabled": false}')
    (place / "query.json").write_text(
        '{"id": "q1", "filterStartDateTime": "2025-03-01T00:00:00Z", "filterEndDateTime": "2025-03-22T00:00:00Z"}')
    (place / "messages.json").write_text(
        '[{"internetMessageId": "<a@x.example>", "receivedDateTime": "2025-03-11T09:00:00Z"}]')
    (place / "ids.txt").write_text("<a@x.example>\n")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "KEY.pem", "-out",
                    "CERT.pem", "-subj", "/CN=Reader", "-days", "9", "-addext",
                    "extendedKeyUsage=critical,timeStamping"], cwd=place, check=True, capture_output=True)
    shutil.copy(place / "CERT.pem", place / "ROOT.pem")
    (place / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=./serial\nsigner_cert=./CERT.pem\nsigner_key=./KEY.pem\n"
        "signer_digest=sha256\ndefault_policy=1.2.3\nother_policies=1.2.4\ndigests=sha256\n"
        "ess_cert_id_alg=sha256\n")
    (place / "serial").write_text("01\n")
    return shell(f"""
casefile new case --number R-1 --examiner R --organisation O --quiet
casefile import case {" ".join(map(str, exports))} --source-system S --collected-by A --collected-at 2025-03-23 \
  --query-from 2025-03-01 --query-to 2025-03-22 --query-unfiltered --quiet
casefile scope case --from 2025-03-10 --to 2025-03-18 --attacker-address 203.0.113.66 --by R --why w --quiet
casefile run case --quiet""", place, place)


# MARK: blocks that want more than words filled in

def in_the_clone(script, place): return shell(script, clone, place)


def from_the_start(script, place):
    """The block makes the case that others have."""
    shutil.rmtree(place / "case")
    return shell(fill(script), place, place)


def beside_a_bundle(script, place):
    check = place / "check"
    check.mkdir()
    path = shell("newest", place, place).strip()
    for name in (path, path + ".sha256"): shutil.copy(name, check)
    return shell(script.replace("NAME", pathlib.Path(path).stem), check, place)


def with_an_authority(script, place):
    """The authority answers the request."""
    reply = "openssl ts -reply -config tsa.cnf -queryfile $(newest).tsq -out reply.tsr"
    return shell(re.sub(r"(casefile timestamp request .*\n)", rf"\1{reply}\n", fill(script)), place, place)


def after_counsel(script, place):
    """Somebody stands for the scope before a case is closed."""
    final = "casefile scope case --final --by Counsel --why reviewed --quiet"
    # What the blocks before imported without a word about its origin goes without one.
    waived = f"$({final} 2>&1 | grep -oE -- '--waive [a-z]+(:E[0-9]+)?' || true)"
    return shell(f"{final} {waived}\ncasefile run case --quiet\n{fill(script)}", place, place)


SPECIAL = {
    "tour": in_the_clone, "first-case": from_the_start, "own-exports": from_the_start,
    "check-with-stock-tools": beside_a_bundle, "check-a-bundle": beside_a_bundle,
    "sign-and-stamp": with_an_authority, "keep": after_counsel,
}

# MARK: a document

PARTS = re.compile(r"^```([^\n]*)\n(.*?)^```$|`([^`\n]+)`", re.S | re.M)
seen, document = set(), ""


def block(info, body, place, outputs):
    """A block by its kind and its name; what it printed is kept for the block of its output."""
    global ran
    kind, _, name = info.partition(" ")
    if name.startswith("not run: "):
        left.append(f"{document}: {kind}, {body.splitlines()[0]}: {name[len('not run: '):]}")
    elif kind == "sh" and re.fullmatch(r"[a-z-]+", name):
        if name in seen: sys.exit(f"{document}: two blocks are called {name}")
        seen.add(name)
        if name in BLOCKS_ELSEWHERE: return left.append(f"{document}: {name}: {BLOCKS_ELSEWHERE[name]}")
        outputs[name] = SPECIAL.get(name, lambda script, place: shell(fill(script), place, place))(body, place)
        ran += 1
    elif kind == "output" and name in outputs:
        for line in body.splitlines():
            if line not in outputs[name].splitlines(): sys.exit(f"{document} shows what {name} does not print: {line}")
    elif kind == "output" and name in BLOCKS_ELSEWHERE or kind == "text": pass
    else: sys.exit(f"{document}: a block must say what it is: sh NAME, output NAME, text, … not run: REASON; found {info!r}")


def inline(command, place):
    global ran, names
    if not COMMAND.match(command): return
    known = [start for start in COMMANDS_ELSEWHERE if command.startswith(start)]
    if known:
        left.append(f"{document}: {command}: {COMMANDS_ELSEWHERE[known[0]]}")
        met.update(known)
    elif re.fullmatch(r"casefile \w[\w-]*", command) and command not in ALONE or re.fullmatch(r"\.ci/\w+", command): names += 1
    else:
        shell(fill(command), place, place)
        ran += 1


furnish(work / "first")
for number, document in enumerate(documents):
    place, outputs = work / f"place-{number}", {}
    # Originals stay read-only, and the case accepts its new place.
    subprocess.run(["cp", "-a", work / "first", place], check=True)
    shell("casefile status case --verify --quiet > /dev/null", place, place)
    for part in PARTS.finditer((clone / document).read_text()):
        info, body, code = part.groups()
        if code: inline(code, place)
        else: block(info, body, place, outputs)
if not sys.argv[2:]:
    for name in (BLOCKS_ELSEWHERE.keys() | SPECIAL.keys()) - seen: sys.exit(f"no document has a block called {name}")
    for start in COMMANDS_ELSEWHERE.keys() - met: sys.exit(f"no document has a command that begins with: {start}")
for line in left: print("not run here:", line)
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work)
print(f"{ran} blocks and commands of {len(documents)} documents, as they say; {names} more are names")
