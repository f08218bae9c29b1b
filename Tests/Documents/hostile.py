"""Hostile text in every field that evidence and people have, through every output of the command.

python3 hostile.py CASEFILE. The same case is made twice, with harmless and with hostile text. Each
output is parsed by a reader of its format, not searched for patterns: elements, attributes, links,
formulas, columns and tokens must be the same. Invisible characters must be shown as [U+202E].
"""
import csv, html.parser, io, json, pathlib, re, subprocess, sys, tempfile, xml.etree.ElementTree as ET, zipfile
from markdown_it import MarkdownIt

casefile = str(pathlib.Path(sys.argv[1]).resolve())
HOSTILE = [
    '"><img src=x onerror=alert(1)>', "</script><script>alert(1)</script>", "<svg/onload=alert(1)>",
    "[click](http://evil.example)", "![x](http://evil.example/x.png)", "http://evil.example www.evil.example",
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "a|b|c", "| --- |", "# heading", "1. list", "> quote",
    "```", "`code`", "**bold** _it_ ~~s~~", "&lt;b&gt; &amp; &#60;", "{{case.number}} {{{style}}}",
    "\u202egnp.exe \u200b\u2066", "\u00fe\u00ae thorn", "]]> <!-- -->", "' OR 1=1 --", "</w:t></w:r>",
    "x" * 10_000, "<a href='javascript:alert(1)'>", "\\<\\>", "url(http://evil.example)", "*/ } body{}",
]


def record(number, text, plain):
    """One MailItemsAccessed record with the text in every field."""
    def t(name): return f"{text} {name}"
    return {
        "CreationTime": f"2025-03-12T08:{number:02d}:00", "Id": f"00000000-0000-4000-8000-{number:012d}",
        "Operation": "MailItemsAccessed", "OrganizationId": "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a",
        "RecordType": 50, "UserType": 0, "Workload": "Exchange", "UserId": t("user"),
        "ClientIPAddress": "203.0.113.66", "ClientInfoString": t("client"), "LogonType": 0,
        "MailboxGuid": f"aaaaaaaa-0000-4000-8000-{number:012d}", "MailboxOwnerUPN": t("mailbox") + "@x",
        "SessionId": t("session"), "AppId": t("application"),
        "OperationProperties": [{"Name": "MailAccessType", "Value": "Bind"}, {"Name": "IsThrottled", "Value": "True"}],
        "Folders": [{"Id": t("folder"), "Path": "\\" + t("path"), "FolderItems": [
            {"InternetMessageId": "<" + t("id") + f"{number}@x>", "Subject": t("subject"), "SizeInBytes": 1}]}],
        "OperationCount": 2}


def rule(number, text):
    return {"CreationTime": f"2025-03-13T09:{number:02d}:00", "Id": f"00000000-0000-4000-9000-{number:012d}",
        "Operation": "New-InboxRule", "OrganizationId": "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a", "RecordType": 1,
        "UserType": 2, "Workload": "Exchange", "UserId": text + " by", "ClientIP": "203.0.113.66", "ObjectId": text,
        "ResultStatus": "True", "Parameters": [{"Name": "ForwardTo", "Value": text}, {"Name": "Name", "Value": text}]}


def build(folder, texts):
    root = pathlib.Path(folder)
    (root / "exports").mkdir(parents=True)
    rows = [record(n, t, False) for n, t in enumerate(texts)] + [rule(n, t) for n, t in enumerate(texts)]
    (root / "exports" / "a.ndjson").write_text("".join(json.dumps(r) + "\n" for r in rows) + '{"broken": \n')
    join = texts[0]
    (root / "case.json").write_text(json.dumps({
        "schema": "casefile/case/1", "number": "N-1", "title": join, "organisation": texts[1], "examiner": texts[3],
        "marking": texts[28], "requester": texts[9], "authority": texts[4], "qualifications": texts[14],
        "questions": texts[:20], "regimes": ["hipaa"], "triggers": [{"at": "2025-03-21T15:30:00Z", "by": texts[5],
            "enteredAt": "2025-03-24T11:00:00Z", "regime": "hipaa", "trigger": "discovery", "why": texts[2]}]}))
    (root / "scope.json").write_text(json.dumps({
        "windows": [{"from": "2025-03-01T00:00:00Z", "to": "2025-03-20T00:00:00Z", "why": texts[10], "decidedBy": texts[11]}],
        "indicators": [{"id": "A1", "addresses": ["203.0.113.66"], "why": texts[12], "decidedBy": texts[13]}],
        "decisions": [{"at": "2025-03-24T10:20:00Z", "by": t, "what": t, "why": t} for t in texts]}))
    for command in [["run"], ["render", "--format", "docx", "--format", "html", "--format", "md", "--language", "de", "--language", "en"],
                    ["render", "--report", "certificate-902-14", "--format", "html", "--format", "md", "--format", "docx"],
                    ["render", "--report", "custody-form"], ["render", "--redact"], ["export"]]:
        done = subprocess.run([casefile, command[0], str(root)] + command[1:] + ["--quiet"], capture_output=True, text=True)
        assert done.returncode in (0, 3), (command, done)
    return root


class Shape(html.parser.HTMLParser):
    """Elements with the names of their attributes; links must lead into the page."""
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.seen, self.text = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, tuple(name for name, _ in attributes)))
        for name, value in attributes:
            assert not name.startswith("on") and name not in ("src", "style"), (tag, name)
            assert name != "href" or value.startswith("#"), value

    def handle_data(self, data): self.text.append(data)
    def handle_comment(self, data): raise AssertionError("a comment")


def shape(path):
    data = path.read_bytes()
    if path.suffix == ".html":
        found = Shape()
        found.feed(data.decode())
        return found.seen, "".join(found.text)
    if path.suffix == ".md":
        reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
        # As GFM links: a scheme, or an address of mail; not any name with a dot.
        reader.linkify.set({"fuzzy_link": False})
        tokens = reader.parse(data.decode())
        flat = [child for t in tokens for child in [t] + (t.children or [])]
        for token in flat:
            assert token.type not in ("link_open", "image", "html_inline", "html_block"), (path.name, token.content[:80])
        # Entities and escapes split a text into several tokens: what matters is what is no text.
        kinds = [t.type for t in flat if t.type not in ("text", "text_special")]
        # A reader drops cells that a row has too many of: the bars are counted besides.
        bars = [len(re.sub(r"\\.", "", line).split("|")) for line in data.decode().splitlines() if line.startswith("|")]
        return kinds + bars, "".join(t.content for t in flat if t.type in ("text", "text_special", "code_inline"))
    if path.suffix == ".docx":
        archive = zipfile.ZipFile(path)
        tags, text = [], []
        for name in archive.namelist():
            for element in ET.fromstring(archive.read(name)).iter():
                tags.append((name, element.tag, tuple(element.attrib)))
                text.append(element.text or "")
        return tags, "".join(text)
    if path.suffix == ".csv":
        separator = ";" if "semicolon" in path.name else ","
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
        for row in rows:
            for cell in row:
                assert not cell.lstrip(" \"'\u00a0")[:1] in tuple("=+-@") or cell.startswith("'"), (path.name, cell[:60])
        return [len(row) for row in rows], "".join(map("".join, rows))
    if path.suffix == ".dat":
        lines = data.decode("utf-8-sig").split("\r\n")
        return [(line.count("\x14"), line.count("\u00fe")) for line in lines], data.decode()
    if path.suffix == ".jsonld":
        def names(node):
            if isinstance(node, dict): return {key: names(value) for key, value in node.items()}
            return [names(value) for value in node] if isinstance(node, list) else None
        return names(json.loads(data)), data.decode()
    return None


with tempfile.TemporaryDirectory() as work:
    plain = build(work + "/plain", [f"harmless{n}" for n in range(len(HOSTILE))])
    hostile = build(work + "/hostile", HOSTILE)
    count = 0
    for path in sorted(hostile.rglob("*")):
        twin = plain / path.relative_to(hostile)
        if path.suffix not in (".html", ".md", ".docx", ".csv", ".dat", ".jsonld") or "exports" in path.parts: continue
        assert twin.exists(), twin
        mine, text = shape(path)
        other, _ = shape(twin)
        if mine != other:
            at = next((i for i, (a, b) in enumerate(zip(mine, other)) if a != b), min(len(mine), len(other)))
            raise AssertionError((path.name, at, mine[max(0, at - 3):at + 4], other[max(0, at - 3):at + 4]))
        for hidden in "\u202e\u200b\u2066": assert hidden not in text, (path.name, hex(ord(hidden)))
        count += 1
    assert "[U+202E]" in (hostile / "reports" / "breach-scope.en.html").read_text()
    print(count, "outputs with", len(HOSTILE), "hostile texts in every field: the same elements, links, columns and formulas as with harmless ones")
