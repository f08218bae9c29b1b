"""verify.html in a browser, on good bundles and on damaged ones: python3 verify_page.py CASEFILE

What the page says must be what `casefile verify` says: good where that passes, bad where not."""
import hashlib, io, json, os, pathlib, struct, subprocess, sys, tempfile, zipfile
from playwright.sync_api import sync_playwright
from axe_playwright_python.sync_playwright import Axe

casefile = os.path.abspath(sys.argv[1])
page_file = pathlib.Path("Templates/bundle/verify.html").resolve()
work = pathlib.Path(tempfile.mkdtemp())


def run(*arguments):
    return subprocess.run([casefile, *arguments], capture_output=True, text=True)


def record(number):
    return (
        '{"CreationTime":"2025-03-02T10:00:%02d","Id":"0f1e2d3c-4b5a-4697-8877-%012d",'
        '"Operation":"MailItemsAccessed","MailboxGuid":"aaaaaaaa-0000-4000-8000-000000000001",'
        '"Folders":[{"Id":"F","Path":"\\\\Inbox","FolderItems":[{"InternetMessageId":"<m%d@x>"}]}]}\n'
        % (number % 60, number, number))


def case(name, records, *options):
    (work / f"{name}.json").write_text("".join(map(record, range(records))))
    assert run("new", str(work / name), "--number", name, "--title", "<b>t</b>").returncode == 0
    assert run("import", str(work / name), str(work / f"{name}.json")).returncode == 0
    assert run("pack", str(work / name), *options).returncode == 0
    return next((work / name / "bundles").glob("*.zip"))


def members(data):
    """Name, header offset, data offset and packed size of each member."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            names, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + names + extra
            found.append((info.filename, info.header_offset, start, info.compress_size))
    return found


def rewritten(data, change):
    """The archive written anew by Python, with other members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(info.filename, archive.read(info)) for info in archive.infolist()]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(files):
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return output.getvalue()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def forged(path, change):
    """The bundle changed by somebody who makes every manifest and the seal anew: a ZIP for the page,
    and a folder beside it for casefile, which would see that Python wrote the ZIP."""
    with zipfile.ZipFile(path) as archive:
        files = {i.filename.split("/", 1)[1]: archive.read(i) for i in archive.infolist()}
    change(files)
    payload = [name for name in files if name.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(len(files[n]) for n in payload)}.{len(payload)}"
    files["bag-info.txt"] = "".join(
        (oxum if line.startswith("Payload-Oxum") else line) + "\n"
        for line in files["bag-info.txt"].decode().splitlines()).encode()
    lines = lambda names: "".join(f"{digest(files[n])}  {n}\n" for n in sorted(names)).encode()
    files["manifest-sha256.txt"] = lines(payload)
    files["tagmanifest-sha256.txt"] = lines(
        n for n in files if not n.startswith("data/") and n != "tagmanifest-sha256.txt")
    place = pathlib.Path(tempfile.mkdtemp(dir=work)) / path.name
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            beside = place.parent / path.stem / name
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(files[name])
            info = zipfile.ZipInfo(f"{path.stem}/{name}")
            info.external_attr, info.compress_type = 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    pathlib.Path(f"{place}.sha256").write_text(
        f"{digest(place.read_bytes())}  {path.name}\n"
        f"{digest(files['tagmanifest-sha256.txt'])}  {path.stem}/tagmanifest-sha256.txt\n")
    return place


def lines_of(files):
    return files["data/custody/custody.jsonl"].decode().splitlines(True)


def chained(files, lines):
    """The custody log made of these lines, chained anew, and its head stated everywhere."""
    last, log = "0" * 64, ""
    for number, line in enumerate(lines):
        entry = json.loads(line)
        entry.update(previous=last, seq=number + 1)
        del entry["hash"]
        write = lambda: json.dumps(
            entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        entry["hash"] = last = digest(write().encode())
        log += write() + "\n"
    files["data/custody/custody.jsonl"] = log.encode()
    files["data/custody/custody.head"] = ('{"hash":"%s","seq":%d}\n' % (last, number + 1)).encode()
    old = files["bag-info.txt"].decode().splitlines()
    files["bag-info.txt"] = "\n".join(
        f"Casefile-Custody-Head: {last}" if "Custody-Head" in line else line
        for line in old).encode()


def change(name, data):
    return lambda files: files.update({name: files[name] + data})


bundle = case("P-1", 50)
assert run("findings", str(work / "P-1")).returncode == 0
assert run("render", str(work / "P-1")).returncode == 0
bundle.unlink()
assert run("pack", str(work / "P-1")).returncode == 0
bundle = next((work / "P-1" / "bundles").glob("*.zip"))
outgoing = run("pack", str(work / "P-1"), "--for", "opposing", "--recipient", "R")
assert outgoing.returncode == 0, outgoing.stderr
outgoing = next((work / "P-1" / "bundles").glob("*opposing*.zip"))
forgeries = {
    "nothing forged": (bundle, lambda files: None),
    "a report": (bundle, change("data/reports/breach-scope.en.html", b"<p>")),
    "findings": (bundle, change("data/findings/findings.json", b" ")),
    "the case": (bundle, change("data/case/case.json", b" ")),
    "the register": (bundle, change("data/evidence/register.json", b" ")),
    "no register": (bundle, lambda files: files.update({"data/evidence/register.json": b"[]"})),
    "evidence taken away": (bundle, lambda files: files.pop("data/evidence/E001-P-1.json")),
    "evidence": (bundle, change("data/evidence/E001-P-1.json", b"\n")),
    "a custody entry": (bundle, lambda files: files.update({
        "data/custody/custody.jsonl":
            files["data/custody/custody.jsonl"].replace(b'"import"', b'"impart"')})),
    "a custody tail cut": (bundle, lambda files: files.update({
        "data/custody/custody.jsonl": "".join(lines_of(files)[:-1]).encode()})),
    "half a custody line": (bundle, lambda files: files.update({
        "data/custody/custody.jsonl": files["data/custody/custody.jsonl"][:-9]})),
    "no custody": (bundle, lambda files: files.pop("data/custody/custody.jsonl")),
    "a custody head": (bundle, change("data/custody/custody.head", b"x")),
    "custody made anew": (bundle, lambda files: chained(files, lines_of(files))),
    "custody made anew, shorter": (bundle, lambda files: chained(files, lines_of(files)[1:])),
    "for somebody": (outgoing, lambda files: None),
    "for somebody, a report": (outgoing, change("data/reports/breach-scope.en.html", b"<p>")),
    "for somebody, an outline": (outgoing, lambda files: files.update({
        "data/custody/custody-outline.json":
            files["data/custody/custody-outline.json"].replace(b'"seq": 2,', b'"seq": 7,')})),
    "for somebody, a hash withheld": (outgoing, lambda files: files.update({
        "data/withheld.json": files["data/withheld.json"].replace(
            digest((work / "P-1.json").read_bytes()).encode(), b"0" * 64)})),
    "for somebody, withheld and there": (outgoing, lambda files: files.update({
        "data/case/case.json": b"{}"})),
    "for somebody, no list": (outgoing, lambda files: files.update({"data/withheld.json": b"x"})),
}
good = bundle.read_bytes()
seal = pathlib.Path(str(bundle) + ".sha256").read_bytes()
root = bundle.stem + "/"
where = {name: place for name, *place in members(good)}
evidence = next(name for name in where if "E001" in name)


def flipped(offset, bits=0xFF):
    changed = bytearray(good)
    changed[offset] ^= bits
    return bytes(changed)


def poke(offset, value):
    changed = bytearray(good)
    changed[offset:offset + len(value)] = value
    return bytes(changed)


central = good.rindex(b"PK\x01\x02")
hostile = root + "data/<img src=x onerror=alert(1)>.txt"
table = {
    "as packed": good,
    "a byte of evidence": flipped(where[evidence][1] + where[evidence][2] // 2),
    "a byte of a manifest": flipped(where[root + "manifest-sha256.txt"][1] + 9),
    "a local name": flipped(where[evidence][0] + 35),
    "a local method": poke(where[evidence][0] + 8, b"\x00\x00"),
    "a central name": flipped(central + 50),
    "encrypted": poke(central + 8, b"\x01\x00"),
    "another method": poke(central + 10, b"\x0e\x00"),
    "a size that lies": poke(central + 24, b"\xff\xff\x00\x00"),
    "an offset that lies": poke(central + 42, b"\x07\x00\x00\x00"),
    "bytes before": b"#!/bin/sh\n" + good,
    "bytes after": good + b"junk",
    "cut in the middle": good[: len(good) // 2],
    "cut at the end": good[:-1],
    "empty": b"",
    "no archive": b"hello, this is no archive at all, and that is it",
    "changed evidence": rewritten(good, lambda files: [
        (n, c + b"x" if n == evidence else c) for n, c in files]),
    "added": rewritten(good, lambda files: files + [(root + "data/more.txt", b"x")]),
    "an added tag file": rewritten(good, lambda files: files + [(root + "more.txt", b"x")]),
    "removed": rewritten(good, lambda files: [f for f in files if f[0] != evidence]),
    "renamed": rewritten(good, lambda files: [
        (n.replace("E001", "E002"), c) for n, c in files]),
    "twice": rewritten(good, lambda files: files + [(evidence, b"x")]),
    "no manifest": rewritten(good, lambda files: [f for f in files if "manifest" not in f[0]]),
    "a name of markup": rewritten(good, lambda files: files + [(hostile, b"x")]),
    "a name that leads out": rewritten(good, lambda files: files + [("../evil.txt", b"x")]),
}
seals = {"another seal": seal.replace(seal[:4], b"0000"), "a seal for another": b"0" * 64 + b"  other.zip\n"}

checked = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    faults, requests = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: faults.append("a dialog"))
    page.goto(page_file.as_uri())

    def verdict(path, with_seal=True):
        beside = pathlib.Path(str(path) + ".sha256")
        files = [str(path)] + ([str(beside)] if with_seal and beside.exists() else [])
        page.evaluate("document.getElementById('result').hidden = true")
        page.set_input_files("#files", [])
        page.set_input_files("#files", files)
        page.wait_for_selector("#result:not([hidden])", timeout=120_000)
        return page.get_attribute("#verdict", "class"), page.inner_text("#verdict")

    def hold(name, data, own_seal):
        """The page's verdict against casefile's, with the seal and without."""
        global checked
        folder = work / name.replace(" ", "-")
        folder.mkdir()
        path = folder / bundle.name
        path.write_bytes(data)
        pathlib.Path(str(path) + ".sha256").write_bytes(own_seal)
        for with_seal in (True, False):
            ours = run("verify", str(path), *([] if with_seal else ["--no-seal"])).returncode
            if not with_seal:
                os.remove(str(path) + ".sha256")
                ours = run("verify", str(path), "--no-seal").returncode
            style, text = verdict(path, with_seal)
            # Without the seal the page says less than casefile about how Python wrote the ZIP.
            assert (style == "good") == (ours == 0), (name, with_seal, ours, text)
            checked += 1
        return text

    for name, data in table.items():
        hold(name, data, seal)
    for name, text in seals.items():
        folder = work / name.replace(" ", "-")
        folder.mkdir()
        path = folder / bundle.name
        path.write_bytes(good)
        pathlib.Path(str(path) + ".sha256").write_bytes(text)
        style, said = verdict(path)
        assert style == "bad" and run("verify", str(path)).returncode == 4, (name, said)
        assert "was not given" not in said, said
        checked += 1
    # Who makes the log anew too is found by a seal that came by another way, or by nothing.
    good_ones = ["nothing forged", "custody made anew", "custody made anew, shorter",
                 "for somebody", "for somebody, a report"]
    for name, (path, forge) in forgeries.items():
        path = forged(path, forge)
        ours = run("verify", str(path.parent / path.stem))
        style, text = verdict(path)
        assert (ours.returncode == 0) == (name in good_ones), (name, ours.stderr)
        assert (style == "good") == (ours.returncode == 0), (name, ours.stderr, text)
        checked += 1

    # What somebody filled in, and evidence that stays elsewhere, are said in every language.
    lake = work / "L 1"
    lake.write_text("".join(map(record, range(9))))
    address, folder = lake.as_uri(), str(work / "far")
    assert run("new", folder, "--number", "F-1").returncode == 0
    tally = run("tally", str(lake), "--scope", f"{folder}/scope.json", "--source", address,
                "--output", str(work / "l.tally"))
    assert tally.returncode == 0, tally.stderr
    (work / "objects").write_text(json.dumps({
        "source": address, "bytes": lake.stat().st_size, "sha256": digest(lake.read_bytes())}) + "\n")
    done = run("import", folder, str(work / "l.tally"), "--objects", str(work / "objects"))
    assert done.returncode == 0, done.stderr
    assert run("run", folder).returncode == 0
    with open(f"{folder}/reports/breach-scope.en.html", "a") as report:
        report.write("<p>signed")
    assert run("pack", folder).returncode == 0
    newest = max((work / "far" / "bundles").glob("*.zip"))
    style, text = verdict(newest)
    assert style == "good" and "found it changed or added" in text, text
    for language, word in (("en", "it stays elsewhere"), ("de", "bleiben, wo sie sind"),
                           ("pt-BR", "ficam em outro lugar")):
        page.click(f"[data-language='{language}']")
        assert "1" in page.inner_text("#unproven li:last-child")
        assert word in page.inner_text("#unproven li:last-child")
    page.click("[data-language='en']")
    if "--pictures" in sys.argv:
        page.screenshot(path=sys.argv[-1], full_page=True)

    text = verdict(work / "a-name-of-markup" / bundle.name)[1]
    assert "unsafe name" in text and page.locator("main img").count() == 0, text

    # In every language; nothing left in English.
    verdict(bundle)
    for language, word in (("de", "stimmt"), ("pt-BR", "confere"), ("en", "matches")):
        page.click(f"[data-language='{language}']")
        assert word in page.inner_text("main") and page.get_attribute("html", "lang") == language
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    keys = page.evaluate(
        "Object.entries(words).map(([l, w]) => [l, Object.keys(w).sort().join(), "
        "Object.values(w).map(t => (t.match(/\\{\\d\\}/g) || []).sort().join('')).join('|')])")
    assert len({k[1] for k in keys}) == 1, "a language lacks a word"

    # A member that is too large for WebCrypto goes through the page's own SHA-256, block by block.
    for options in ([], ["--store"]):
        large = case("L-%d" % len(options), 180_000, *options)
        assert max(i.file_size for i in zipfile.ZipFile(large).infolist()) > 33 << 20
        style, text = verdict(large)
        assert style == "good", text
        data = bytearray(large.read_bytes())
        data[len(data) // 2] ^= 1
        large.write_bytes(data)
        style, text = verdict(large)
        assert style == "bad", text
        checked += 2
    # The page's SHA-256 is that of the standard, at every length around its blocks.
    wrong = page.evaluate("""async () => {
      for (let n = 0; n < 300; n++) {
        const bytes = new Uint8Array(n).map((_, i) => i * 7 + n);
        const hash = new Sha256();
        for (let at = 0; at < n; at += 13) hash.update(bytes.subarray(at, at + 13));
        const own = hash.digest();
        const real = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map(b => b.toString(16).padStart(2, "0")).join("");
        if (own !== real) return n;
      }
      return -1;
    }""")
    assert wrong == -1, wrong

    # No request can leave: the policy blocks it.
    blocked = page.evaluate(
        "fetch('https://example.org/').then(() => 'sent', error => 'blocked')")
    assert blocked == "blocked"
    faults = [fault for fault in faults if "Content Security Policy" not in fault
              and "example.org" not in fault]
    assert not faults, faults
    outside = [url for url in requests if not url.startswith("file:") and "example.org" not in url]
    assert not outside, outside
    browser.close()
print(f"verify.html: {checked} verdicts, each that of casefile verify; no request, no fault")
