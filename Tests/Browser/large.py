"""A report of 50,000 messages: python3 large.py CASEFILE. Prints seconds; fails over 3 s to open."""
import json, pathlib, shutil, subprocess, sys, tempfile, time
from playwright.sync_api import sync_playwright

casefile = str(pathlib.Path(sys.argv[1]).resolve())
with tempfile.TemporaryDirectory() as work:
    root = pathlib.Path(work) / "case"
    root.mkdir()
    (root / "case.json").write_text('{"schema": "casefile/case/1", "number": "L-1", "title": "large"}')
    (root / "scope.json").write_text(json.dumps({
        "windows": [{"from": "2025-03-01T00:00:00Z", "to": "2025-04-01T00:00:00Z"}],
        "indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}]}))
    with open(root.parent / "a.ndjson", "w") as export:
        for n in range(5_000):
            export.write(json.dumps({
                "CreationTime": f"2025-03-{1 + n % 28:02d}T{n // 28 % 24:02d}:{n % 60:02d}:00",
                "Id": f"00000000-0000-4000-8000-{n:012d}", "Operation": "MailItemsAccessed", "RecordType": 50,
                "OrganizationId": "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a", "UserType": 0, "Workload": "Exchange",
                "UserId": "m@x.example", "ClientIPAddress": "203.0.113.66", "ClientInfoString": "Client=OWA",
                "LogonType": 0, "MailboxGuid": "aaaaaaaa-0000-4000-8000-000000000001", "MailboxOwnerUPN": "m@x.example",
                "OperationProperties": [{"Name": "MailAccessType", "Value": "Bind"}, {"Name": "IsThrottled", "Value": "False"}],
                "Folders": [{"Id": "F", "Path": "\\Inbox", "FolderItems": [
                    {"InternetMessageId": f"<{n}-{i}@mail.example>", "SizeInBytes": 1} for i in range(10)]}],
                "OperationCount": 10}) + "\n")
    subprocess.run([casefile, "import", root, root.parent / "a.ndjson", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    start = time.monotonic()
    subprocess.run([casefile, "render", root, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    rendered = time.monotonic() - start
    page = root / "reports" / "breach-scope.en.html"
    text = page.read_text()
    assert "50,000 messages" in text
    assert "The first 5,000 of 50,000 are shown; all of them are in findings/messages.csv" in text
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        view = chromium.new_page()
        start = time.monotonic()
        view.goto(page.as_uri())
        opened = time.monotonic() - start
        chromium.close()
    print(f"50,000 messages: rendered in {rendered:.1f} s, {len(text) / 1e6:.1f} MB, opened in {opened:.1f} s")
    assert rendered < 10 and opened < 3
