#!/usr/bin/env python3
"""Runs every command of README.md, in its order, in one case: blocks of sh, and `casefile …` in prose.

    python3 Tests/Readme/readme.py CLONE

CLONE is a clone in which README's first command has run. Words in capitals are filled in as a reader
would. Needs openssl, bagit.py (in the PATH), Chromium, zip and man. What is not run is printed with its reason, and
a command that is neither run nor known fails."""
import os, pathlib, re, shutil, subprocess, sys, tempfile

clone = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
text = (clone / "README.md").read_text()
exports = sorted((clone / "Cases/northwind-bec/exports").glob("audit-*"))
UPN = "m.rivera@northwind-clinic.example"
ran, left = 0, []

# What is run by another step, or cannot be run here.
ELSEWHERE = {
    "swift run -c release --disable-local-rpath casefile run Cases/northwind-bec": "a step of its own, twice",
    "swift test": "a step of its own",
    "swift build -c release --static-swift-stdlib --disable-local-rpath": "the step with the Debian package",
    ".ci/run": "this is it",
    "python3 Tests/Documents/word_templates.py --write": "the lint step runs it without --write",
    "CASEFILE_RECORD=1 swift test --filter NorthwindTests": "writes the golden files",
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
    "casefile import CASE all.tally": "the step Spark and the tests run it",
    "casefile findings CASE --tally": "the step Spark and the tests run it",
    "casefile tally": "a name",
}


def write(name, content):
    (work / name).write_text(content)


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=work, check=True, capture_output=True)


# What a reader has: exports, a list of messages, how auditing was set, a key, an authority.
(work / "settings").mkdir()
write("settings/mailbox.json", '{"UserPrincipalName": "%s", "AuditEnabled": true}' % UPN)
write("settings/organisation.json", '{"Name": "northwind", "AuditDisabled": false}')
write("messages.json", '[{"internetMessageId": "<a@x.example>", "receivedDateTime": "2025-03-11T09:00:00Z"}]')
openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "KEY.pem", "-out", "CERT.pem",
        "-subj", "/CN=Reader", "-days", "9", "-addext", "extendedKeyUsage=critical,timeStamping")
shutil.copy(work / "CERT.pem", work / "ROOT.pem")
write("tsa.cnf", "[tsa]\ndefault_tsa=t\n[t]\nserial=./serial\nsigner_cert=./CERT.pem\nsigner_key=./KEY.pem\n"
      "signer_digest=sha256\ndefault_policy=1.2.3\nother_policies=1.2.4\ndigests=sha256\n"
      "ess_cert_id_alg=sha256\n")
write("serial", "01\n")

PRELUDE = f"""
set -euo pipefail
casefile() {{ {clone}/.build/release/casefile "$@"; }}
newest() {{ ls -t {work}/case/bundles/*.zip | grep -vE 'regulator|opposing' | head -1; }}
"""
WORDS = [
    (r" \[[^]]*\]", ""), (r"EXPORT…", " ".join(map(str, exports))), (r"--kind messages FILE…", "--kind messages messages.json"),
    (r"FILE…", str(exports[0])), (r"review import CASE FILE", "review import CASE case/review/messages-0001.csv"),
    (r"new CASE --zone", "new zoned --zone"), (r"\bCASE\b", "case"), (r"settings/\*", "settings/*"), (r"audit-config \*\.json", "audit-config settings/*.json"),
    (r"\bUPN\b", UPN), (r"\bTIME\b", "2025-04-01T09:00:00Z"), (r"\bTEXT\b", "'as README has it'"),
    (r"--by NAME\b", "--by 'A. Reader'"), (r"schema NAME\b", "schema results"), (r"\bNAME\.zip\b", "$(newest)"),
    (r"\bFOLDER\b", "."), (r"templates export DIR", "templates export own"),
    (r"templates check DIR", "templates check own"), (r"\bDIR\b", "made"), (r"\bCOMMAND\b", "render"),
]


def fill(command):
    for pattern, value in WORDS: command = re.sub(pattern, lambda _: value, command)
    return command


def run(script, cwd):
    global ran
    done = subprocess.run(["bash", "-c", PRELUDE + script], cwd=cwd, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"README, rc {done.returncode}:\n{script}\n{done.stdout}\n{done.stderr}")
    ran += 1
    return done.stdout


def block(script, heading):
    if heading == "How to check a bundle without casefile":
        place = work / "check"
        place.mkdir()
        path = run("newest", work).strip()
        for name in (path, path + ".sha256"): shutil.copy(name, place)
        return run(script.replace("NAME", pathlib.Path(path).stem), place)
    if heading.startswith("A tour"): return run(script, clone)
    script = fill(script)
    # The authority's part, and what counsel does before a case is closed.
    script = re.sub(r"(casefile timestamp request .*\n)", r"\1openssl ts -reply -config tsa.cnf -queryfile $(newest).tsq -out reply.tsr\n", script)
    script = re.sub(r"(casefile close)", r"casefile scope case --final --by Counsel --why reviewed\n\1", script)
    if heading == "Your own exports": script = re.sub(r"^swift build.*\n", "", script)
    return run(script, work)


heading, output = "", ""
for part in re.finditer(r"^```(\w*)(?: [\w-]+)?\n(.*?)^```$|^#+ ([^\n]*)$|`([^`\n]+)`", text, re.S | re.M):
    language, body, title, inline = part.groups()
    if title: heading = title
    elif inline:
        if not re.match(r"(casefile |source |python3 |swift |\.ci/run|CASEFILE_\w+=|Tests/\S+ |unzip -)", inline): continue
        known = [reason for start, reason in ELSEWHERE.items() if inline.startswith(start)]
        if known: left.append(f"{inline}: {known[0]}")
        elif "…" in inline.replace("FILE…", "").replace("EXPORT…", ""):
            filled = fill(inline).replace("--from …", "--from A").replace("--to …", "--to B").replace("--purpose …", "--purpose review")
            if "…" in filled: sys.exit(f"README: what does this stand for? {inline}")
            run(filled, work)
        else: run(fill(inline), work)
    elif language == "sh":
        known = [reason for start, reason in ELSEWHERE.items() if start in body.splitlines()]
        if known: left.append(f"{body.splitlines()[-1]}: {known[0]}")
        else: output = block(body, heading)
    elif language: left.append(f"{language} under '{heading}': no such shell here")
    elif heading.startswith("A tour"):
        for line in body.splitlines():
            if line not in output.splitlines(): sys.exit(f"README shows what the tour does not print: {line}")
for line in left: print("not run here:", line)
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work)
print(f"{ran} blocks and commands of README, as it says")
