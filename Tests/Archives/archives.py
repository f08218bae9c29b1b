#!/usr/bin/env python3
"""Exports in archives that other programs made, and exports on standard input.

    python3 Tests/Archives/archives.py .build/release/casefile

Every archive must give the records that the export alone gives, and a damaged one must be named.
"""
import gzip, io, os, subprocess, sys, tarfile, tempfile, zipfile

casefile = os.path.abspath(sys.argv[1])
work = tempfile.mkdtemp()


def record(number):
    return (
        '{"CreationTime":"2025-03-02T10:00:%02d","Id":"0f1e2d3c-4b5a-4697-8877-%012d",'
        '"Operation":"MailItemsAccessed","MailboxGuid":"aaaaaaaa-0000-4000-8000-000000000001",'
        '"Folders":[{"Id":"F","Path":"\\\\Inbox","FolderItems":[{"InternetMessageId":"<m%d@x>"}]}]}'
        % (number % 60, number, number))


lines = "".join(record(number) + "\n" for number in range(500)).encode()
half = lines.index(b"\n", len(lines) // 2) + 1


def run(*arguments, data=None):
    return subprocess.run([casefile, *arguments], input=data, capture_output=True)


def imported(name, data, stdin=False):
    """Imports bytes into a new case: exit code, standard output, standard error, records read."""
    case = tempfile.mkdtemp(dir=work) + "/case"
    assert run("new", case).returncode == 0
    path = f"{case}.{name}"
    with open(path, "wb") as file:
        file.write(data)
    before = sorted(os.listdir(case + "/evidence"))
    dry = run("import", case, "-" if stdin else path, "--dry-run", data=data if stdin else None)
    assert sorted(os.listdir(case + "/evidence")) == before, "a dry run left something"
    result = run("import", case, "-" if stdin else path, data=data if stdin else None)
    if not (stdin and name.endswith("zip")):
        assert dry.returncode == result.returncode, (name, dry, result)
    again = run("import", case, "-" if stdin else path, data=data if stdin else None)
    out = result.stdout.decode()
    records = sum(int(part.split(" records")[0].split()[-1]) for part in out.splitlines()
                  if " records" in part)
    if records:
        assert again.stdout.decode().count("already imported") == len(out.splitlines()), again
        assert again.returncode == 0, again
        bundle = run("run", case)
        assert bundle.returncode == 0, bundle
        assert b"every check passed" in run(
            "verify", "--recompute", bundle.stdout.decode().split("bundle    ")[1].split()[0]).stdout
    return result.returncode, out, result.stderr.decode(), records


def zipped(method=zipfile.ZIP_DEFLATED, names=("audit.jsonl",), data=lines, stream=False, wide=False):
    target = io.BytesIO()

    class Stream:  # without seek: sizes come in a data descriptor
        write, flush = target.write, target.flush

    with zipfile.ZipFile(Stream() if stream else target, "w", method) as archive:
        archive.writestr("folder/", b"")
        # As macOS adds it: an AppleDouble file (RFC 1740) with one entry, of 32 bytes.
        archive.writestr("__MACOSX/._audit.jsonl", bytes.fromhex("0005160700020000") + bytes(16)
                         + bytes.fromhex("0001000000090000002600000020") + bytes(32))
        for name in names:
            with archive.open(name, "w", force_zip64=wide) as member:
                member.write(data)
    return target.getvalue()


def tarred(kind, mode="w", names=("audit.jsonl",), data=lines):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode, format=kind) as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.mtime = 1741.5
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def infozip(*options, stream=False):
    """By Info-ZIP: from a file system, with extra fields; in a pipe with the size before the data."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/sub")
        with open(f"{folder}/sub/audit.jsonl", "wb") as file:
            file.write(lines)
        target = "-" if stream else f"{folder}/a.zip"
        done = subprocess.run(["zip", "-qr", *options, target, "sub"], cwd=folder, check=True,
                              stdout=subprocess.PIPE)
        if stream:
            return done.stdout
        with open(target, "rb") as file:
            return file.read()


long = "/".join(["f\u00fcr-die-Akte" * 12] * 3 + ["audit.jsonl"])
good = {
    "jsonl": lines,
    "gz": gzip.compress(lines),
    "two.gz": gzip.compress(lines[:half]) + gzip.compress(lines[half:]),
    "padded.gz": gzip.compress(lines) + bytes(512),
    "zip": zipped(),
    "stored.zip": zipped(zipfile.ZIP_STORED),
    "stream.zip": zipped(stream=True),
    "wide.zip": zipped(wide=True),
    "info.zip": infozip(),
    "info-stored.zip": infozip("-0"),
    "info-wide.zip": infozip("-fz"),
    "info-stream.zip": infozip(stream=True),
    "folder.zip": zipped(names=("2025/März/audit.jsonl",)),
    "gz.zip": zipped(names=("audit.jsonl.gz",), data=gzip.compress(lines)),
    "zip.zip": zipped(names=("inner.zip",), data=zipped()),
    "tar.zip": zipped(names=("inner.tar",), data=tarred(tarfile.PAX_FORMAT)),
    "ustar.tar": tarred(tarfile.USTAR_FORMAT, names=("a" * 90 + "/" + "b" * 90,)),
    "pax.tar": tarred(tarfile.PAX_FORMAT, names=(long,)),
    "gnu.tar": tarred(tarfile.GNU_FORMAT, names=(long,)),
    "tar.gz": tarred(tarfile.PAX_FORMAT, "w:gz"),
    "gz.tar": tarred(tarfile.GNU_FORMAT, names=("audit.jsonl.gz",), data=gzip.compress(lines)),
}
for name, data in good.items():
    for stdin in (False, True):
        code, out, error, records = imported(name, data, stdin)
        assert (code, records, error.count("error")) == (0, 500, 0), (name, stdin, code, out, error)

workbook = io.BytesIO()
with zipfile.ZipFile(workbook, "w") as archive:
    archive.writestr("[Content_Types].xml", "<Types/>")
    archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
compressed = gzip.compress(lines)
flipped = bytearray(zipped())
flipped[400] ^= 0x40
bad = {
    "xlsx": (workbook.getvalue(), "it does not say which part is the workbook"),
    "cut.gz": (compressed[: len(compressed) // 2], "ends early"),
    "trail.gz": (compressed + b"x", "bytes follow"),
    "flipped.zip": (bytes(flipped), "that cannot be read"),
    "cut.zip": (zipped()[:-40], "that cannot be read"),
    "zip.zip.zip": (
        zipped(names=("a.zip",), data=zipped(names=("b.zip",), data=zipped())),
        "an archive inside an archive inside an archive",
    ),
    "cut.tar": (tarred(tarfile.PAX_FORMAT)[:20_000], "it ends early"),
    "text.zip": (zipped(names=("notes.txt",), data=b"hello\n"), "text that starts with 'hello'"),
    "empty.zip": (b"PK\x05\x06" + bytes(18), "an archive without files"),
    "lzma.zip": (zipped(zipfile.ZIP_LZMA), "compression method 14 (LZMA)"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "a 7z archive"),
    "pst": (b"!BDN" + bytes(40), "an Outlook data file"),
    "empty": (b"", "an empty file"),
}
blanks = gzip.compress(b" " * (1 << 28))
bad["bomb.gz"] = (gzip.compress(record(1).encode()) + 5 * blanks, "200 times")
for name, (data, words) in bad.items():
    code, out, error, records = imported(name, data)
    assert code == 3 and records == 0 and words in error, (name, code, out, error)
    assert "hint" in error, (name, error)

# Mixed: what can be read is, what cannot is named.
mixed = io.BytesIO()
with zipfile.ZipFile(mixed, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("a.jsonl", lines)
    archive.writestr("notes.txt", "hello\n")
code, out, error, records = imported("mixed.zip", mixed.getvalue())
assert code == 3 and records == 500 and "notes.txt" in error, (code, out, error)
print(f"{2 * len(good)} archives and streams read, {len(bad)} refused with their reason")
