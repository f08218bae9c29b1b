#!/usr/bin/env python3
"""Bundles that need ZIP64, and archives made to exhaust a reader.

    python3 Tests/Archives/large.py .build/release/casefile [--deflate]

A member and an offset over 4 GiB, and more than 65,535 members: packed by casefile, read by unzip,
Python and casefile, in bounded memory. With --deflate the large member is compressed too (slower).
Bombs by ratio, nested and overlapping, sizes of 2^32 and 2^64, a million members: each is named, in
bounded memory and time, and nothing is written."""
import io, os, pathlib, resource, shutil, struct, subprocess, sys, tempfile, time, zipfile, zlib

casefile = os.path.abspath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp(dir=os.environ.get("TMPDIR", "/tmp")))
os.chdir(work)


# What this process holds would count as the child's: a small one starts it.
LAUNCH = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
open(sys.argv[1], 'w').write(f'{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss}')
"""


def run(*arguments, code=0, mib=48, seconds=120):
    """Runs it with a bound on memory and time; returns what it says."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", LAUNCH, "usage", casefile, *arguments],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    taken = time.monotonic() - start
    text = done.stdout.decode(errors="replace")
    status, peak = map(int, open("usage").read().split())
    codes = code if isinstance(code, tuple) else (code,)
    assert status in codes, (arguments, status, text[-2000:])
    assert peak < mib * 1024, (arguments, peak)
    assert taken < seconds, (arguments, taken)
    return text


# MARK: what must work

row = ('2025-03-01T00:00:00.0000000Z,u@x,MailItemsAccessed,"{""CreationTime"":""2025-03-01T00:00:00"",'
       '""Id"":""%s"",""Operation"":""Send"",""Filler"":""%s""}"\n')
rows = "".join(row % (f"0f1e2d3c-4b5a-4697-8877-{n:012d}", os.urandom(24_000).hex())
               for n in range(80)).encode()
with open("big.csv", "wb") as export:
    export.write(b"CreationDate,UserIds,Operations,AuditData\n")
    for _ in range((4 << 30) // len(rows) + 30): export.write(rows)
size = os.path.getsize("big.csv")
assert size > (4 << 30) + (64 << 20)
run("new", "c", "--number", "Z", "--quiet", mib=64)
run("import", "c", "big.csv", "--quiet", mib=200, seconds=300)
os.remove("big.csv")
for options in [["--store"]] + ([[]] if "--deflate" in sys.argv else []):
    run("pack", "c", *options, "--quiet", mib=32, seconds=300)
    bundle = next(pathlib.Path("c/bundles").glob("*.zip"))
    entries = zipfile.ZipFile(bundle).infolist()
    assert max(e.file_size for e in entries) == size
    if options: assert max(e.header_offset for e in entries) > 4 << 30
    run("verify", str(bundle), mib=32, seconds=300)
    subprocess.run(["unzip", "-tq", bundle], check=True, stdout=subprocess.DEVNULL)
    print(f"{bundle.stat().st_size} bytes {' '.join(options)}: as unzip and casefile read it")
    os.remove(bundle)
shutil.rmtree("c", ignore_errors=True)
subprocess.run(["chmod", "-R", "u+w", "c"], stderr=subprocess.DEVNULL)
shutil.rmtree("c", ignore_errors=True)

run("new", "many", "--number", "M", "--quiet", mib=64)
os.mkdir("many/exchange")
for n in range(66_000): open(f"many/exchange/f{n}", "w").write(str(n))
run("pack", "many", "--quiet", mib=160, seconds=60)
bundle = next(pathlib.Path("many/bundles").glob("*.zip"))
assert len(zipfile.ZipFile(bundle).namelist()) > 66_000 and zipfile.ZipFile(bundle).testzip() is None
run("verify", str(bundle), mib=160)
subprocess.run(["unzip", "-tq", bundle], check=True, stdout=subprocess.DEVNULL)
print("66,000 members: as unzip, Python and casefile read them")
shutil.rmtree("many")

# MARK: what must be refused


def header(name, crc, packed, size, method=8, flags=0):
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0, 0x21, crc, packed, size,
                       len(name), 0) + name


def central(name, crc, packed, size, offset, method=8, extra=b""):
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x031E, 20, 0, method, 0, 0x21, crc, packed,
                       size, len(name), len(extra), 0, 0, 0, 0o100644 << 16, offset) + name + extra


def archive(members, shared=None):
    """(name, packed, crc, size); `shared`: every member is the first one's data."""
    body, directory = b"", b""
    for name, packed, crc, size in members:
        offset = len(body) if shared is None or not body else 0
        if shared is None or not body: body += header(name, crc, len(packed), size) + packed
        directory += central(name, crc, len(packed), size, offset)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(directory),
                      len(body), 0)
    return body + directory + end


def deflated_zeros(count):
    packer, packed, crc = zlib.compressobj(9, zlib.DEFLATED, -15), b"", 0
    block = bytes(1 << 20)
    for _ in range(count >> 20):
        packed += packer.compress(block)
        crc = zlib.crc32(block, crc)
    return packed + packer.flush(), crc


def refused(name, data, says, **bounds):
    os.makedirs("trap/in", exist_ok=True)
    path = f"trap/in/{name}.zip"
    open(path, "wb").write(data)
    before = sorted(os.listdir("trap")) + sorted(os.listdir("trap/in"))
    for command in (["verify", path, "--no-seal"], ["restore", path, "trap/out", "--no-seal"]):
        text = run(*command, code=(4, 5), **bounds)
        assert says in text, (name, command, text[-1500:])
    assert sorted(os.listdir("trap")) + sorted(os.listdir("trap/in")) == before, name
    os.remove(path)


bagit = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
first = (b"b/bagit.txt", zlib.compress(bagit)[2:-4], zlib.crc32(bagit), len(bagit))
packed, crc = deflated_zeros(2 << 30)
refused("ratio", archive([first, (b"b/data/x", packed, crc, 2 << 30)]),
        "unpacks to more than 200 times its size")
refused("more-than-it-says", archive([first, (b"b/data/x", packed, crc, 1000)]),
        "it holds more bytes than it says")
inner = archive([(b"b/data/x", packed, crc, 2 << 30)])
for _ in range(3):
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = body.compress(inner) + body.flush()
    inner = archive([first, (b"b/data/inner.zip", data, zlib.crc32(inner), len(inner))])
refused("nested", inner, "no manifest", seconds=10)
small, small_crc = deflated_zeros(1 << 20)
refused("overlap", archive([(b"b/data/%05d" % n, small, small_crc, 1 << 20) for n in range(1_000)],
                           shared=True), "it overlaps the member before it", seconds=60)
for size in (0xFFFFFFFE, 0xFFFFFFFF):
    data = bytearray(archive([first, (b"b/data/x", small, small_crc, 1 << 20)]))
    place = data.rindex(b"PK\1\2") + 24
    data[place:place + 4] = struct.pack("<I", size)
    refused(f"size-{size}", bytes(data), "directory entry disagree")
for numbers in ((2 ** 64 - 1,) * 3, (2 ** 63, 2 ** 63, 2 ** 63), (1 << 40, 1 << 40, 0)):
    extra = struct.pack("<HHQQQ", 1, 24, *numbers)
    name = b"b/data/x"
    body = header(name, 0, 0xFFFFFFFF, 0xFFFFFFFF) + small
    directory = central(name, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, extra=extra)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(body), 0)
    refused(f"wide-{numbers[0]}-{numbers[2]}", body + directory + end, "b/data/x")
# A million members, of which the directory alone takes 60 MB.
name = b"b/data/%07d"
directory = b"".join(central(name % n, 0, 2, 0, 0) for n in range(1_000_000))
body = header(name % 0, 0, 2, 0) + b"\3\0"
end64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 0x031E, 45, 0, 0, 1_000_000, 1_000_000,
                    len(directory), len(body))
locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + len(directory), 1)
end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
refused("million", body + directory + end64 + locator + end, "it is not read", seconds=10)
directory = directory[: len(directory) // 2]
end64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 0x031E, 45, 0, 0, 500_000, 500_000,
                    len(directory), len(body))
locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + len(directory), 1)
refused("half-a-million", body + directory + end64 + locator + end, "it overlaps the member",
        mib=1024, seconds=60)
os.chdir("/")
shutil.rmtree(work)
print("bombs, lies and crowds: named, in bounded memory and time, nothing written")
