#!/usr/bin/env python3
"""casefile at a terminal: the man page, completions in the real shells, Ctrl-C, a pipe that closes.

    python3 Tests/Terminal/terminal.py .build/release/casefile

Needs tmux, mandoc, bash-completion's shells (bash, zsh, fish)."""
import os, pathlib, re, shutil, subprocess, sys, tempfile, time

casefile = os.path.abspath(sys.argv[1])
here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
os.chdir(work)
os.mkdir("bin")
os.symlink(casefile, "bin/casefile")
environment = {**os.environ, "PATH": f"{work}/bin:{os.environ['PATH']}", "HOME": str(work),
               "LC_ALL": "C.UTF-8"}
export = here.parent.parent / "Cases/northwind-bec/exports/audit-2025-03-01.csv"
shutil.copy(export, "audit.csv")


def shell(command, code=0):
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True)
    assert done.returncode == code, (command, done)
    return done.stdout + done.stderr


# The man page has no fault, and says what the commands are.
lint = shell("casefile man | mandoc -T lint -W warning")
assert not lint.strip(), lint
page = shell("casefile man | mandoc -T utf8 | col -b")
assert "verify BUNDLE" in page and "--sign-key" in page, page[:500]
topics = re.findall(r"casefile-([a-z-]+)\(7\)", page)
assert "formats" in topics and len(topics) > 10, topics
for topic in topics:
    lint = shell(f"casefile man {topic} | mandoc -T lint -W warning")
    assert not lint.strip(), (topic, lint)

# Completions: fish answers by itself; bash and zsh are asked at a terminal.
for name in ("bash", "zsh", "fish"): shell(f"casefile completions {name} > {name}.completion")
fish = lambda line: shell(f"fish -c 'source fish.completion; complete -C \"{line}\"'")
assert "import" in fish("casefile imp")
assert "--attacker-address" in fish("casefile scope --attacker-a")
assert "regulator" in fish("casefile pack CASE --for ")
assert "lake" in fish("casefile help la") and "lake" in fish("casefile man la")
assert "attach" in fish("casefile timestamp a") and "never" in fish("casefile run --color ")


class Terminal:
    """A window of tmux."""

    def __init__(self, command, columns=100):
        self.name = f"casefile-{os.getpid()}-{columns}-{time.monotonic_ns()}"
        subprocess.run(["tmux", "-L", self.name, "-f", "/dev/null", "new-session", "-d", "-x",
                        str(columns), "-y", "50", command], env=environment, check=True)

    def keys(self, *keys):
        subprocess.run(["tmux", "-L", self.name, "send-keys", *keys], check=True)

    def text(self, *options):
        return subprocess.run(["tmux", "-L", self.name, "capture-pane", "-p", "-J", *options],
                              capture_output=True, text=True, check=True).stdout

    def wait(self, pattern, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(pattern, self.text()): return self.text()
            time.sleep(0.05)
        raise AssertionError(f"never saw {pattern!r}:\n{self.text()}")

    def close(self): subprocess.run(["tmux", "-L", self.name, "kill-server"])


for name, command, load in (
    ("bash", "bash --norc --noprofile", "source bash.completion"),
    ("zsh", "zsh -f", "autoload -Uz compinit && compinit -u -D && source zsh.completion"),
):
    window = Terminal(command)
    window.keys("PS1='ready> '; " + load, "Enter")
    window.wait(r"\nready> ?$|\nready> \n")
    for typed, expected in (("casefile impo", "casefile import"),
                            ("casefile render CASE --reda", "--redact"),
                            ("casefile pack CASE --for reg", "--for regulator"),
                            ("casefile timestamp req", "timestamp request"), ("casefile schema verd", "schema verdict"),
                            ("casefile run --color nev", "--color never"),
                            ("casefile help timest", "casefile help timestamp"),
                            ("casefile help finding-", "casefile help finding-the-attacker"),
                            ("casefile man case-f", "casefile man case-folder")):
        window.keys("C-c")
        window.keys("clear", "Enter")
        time.sleep(0.2)
        window.keys(typed, "Tab")
        window.wait(re.escape(expected))
    window.close()

# Ctrl-C: 130, told, nothing half-written, and the command run again succeeds.
shell("for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat audit.csv; done > large.csv")
shell("casefile new case --quiet")
window = Terminal("bash --norc --noprofile")
window.keys("PS1='ready> '; clear", "Enter")
for delay in (0.02, 0.1, 0.3):
    window.keys("casefile run case large.csv --quiet; echo end $?", "Enter")
    time.sleep(delay)
    window.keys("C-c")
    window.wait(r"end (130|0)\n")
    shell("casefile custody case --verify --quiet && casefile status case --verify --quiet")
    window.keys("clear", "Enter")
window.close()
shell("casefile run case large.csv --quiet")
assert not list(work.rglob("*.partial*"))

# Progress on a terminal: seen soon, in one line that fits, gone at the end; never in a log.
shell("for n in $(seq 1 24); do cat large.csv; done > big.csv")
for columns in (100, 40):
    shell("rm -rf big; casefile new big --quiet")
    window = Terminal("bash --norc --noprofile", columns)
    window.keys("PS1='ready> '; clear", "Enter")
    window.keys("casefile import big big.csv; echo end $?", "Enter")
    text = window.wait(r"import big\.csv  [\d.]+ [kMG]B of [\d.]+ [GM]B")
    assert len([line for line in text.splitlines() if "import big.csv  " in line]) == 1, text
    if columns == 100: window.wait(r"MB/s, \d+ s left")
    text = window.wait(r"end 0", 60)
    assert " of " not in text, text
    window.close()
# Numbers would only disturb a terminal.
window = Terminal("bash --norc --noprofile", 160)
window.keys("casefile tally audit.csv --source E001 --scope case/scope.json; echo end $?", "Enter")
window.wait(r"--output is missing[\s\S]*end 2\n")
window.close()
# Several files: each, and all of them.
shell("mkdir many; for n in 1 2 3; do (cat big.csv; echo) > many/part-$n.csv; done; casefile new several --quiet")
window = Terminal("bash --norc --noprofile", 160)
window.keys("PS1='ready> '; clear", "Enter")
window.keys("casefile import several many; echo end $?", "Enter")
window.wait(r"import part-2\.csv  [\d.]+ [kMG]B of [\d.]+ [GM]B; 2 of 3 files, [\d.]+ [GM]B of [\d.]+ [GM]B, .*left")
window.wait(r"end 0", 90)
window.close()
assert "\x1b" not in shell("casefile findings big 2>&1 | cat") and not pathlib.Path("big/.import.partial").exists()

# A pipe that closes early is no failure, and the work is done all the same.
for command in ("help", "contexts case --json", "findings case --json", "custody case", "man"):
    for reader in ("head -1 > /dev/null", "true"):
        shell(f"set -o pipefail; casefile {command} | {reader}")
shell("casefile new piped --quiet; set -o pipefail; casefile run piped audit.csv | true")
assert list(pathlib.Path("piped/bundles").glob("*.zip"))

# Colours at a terminal alone, unless somebody says otherwise; also in a narrow window.
for columns in (100, 30):
    window = Terminal("bash --norc --noprofile", columns)
    window.keys("PS1='ready> '; clear", "Enter")
    for setting, option, coloured in (
        ("", "", True), ("NO_COLOR=1", "", False), ("TERM=dumb", "", False),
        ("", "--color never", False), ("NO_COLOR=1", "--color=always", True),
        ("TERM=dumb", "--color always", True), ("", "2>&1 | cat", False),
    ):
        window.keys(f"{setting} casefile stauts x {option}; echo end $?", "Enter")
        window.wait(r"end [02]\n")
        painted = "\x1b[1m\x1b[31merror:" in window.text("-e")
        assert painted == coloured, (setting, option, window.text("-e"))
        assert "did you mean 'casefile status'?" in window.text().replace("\n", " "), window.text()
        window.keys("clear", "Enter")
        time.sleep(0.2)
    window.close()
assert "\x1b[1;31merror:" in shell("casefile stauts --color always 2>&1 | cat")
text = shell("casefile new made --color always --json")
assert "\x1b" not in text and '"kind": "case"' in text, text

# No colour and no control character where nobody asked for one.
out = shell("casefile status case; casefile contexts case; casefile help")
assert "\x1b" not in out
os.chdir("/")
subprocess.run(["chmod", "-R", "u+w", work])
shutil.rmtree(work)
print("man page, three shells, colours, Ctrl-C and closed pipes: as they must be")
