#!/usr/bin/env python3
"""Signatures and time stamps, in both directions with openssl: casefile's with openssl, and
openssl's with casefile.

    python3 Tests/Seals/seals.py .build/release/casefile

The authorities are made on the spot; nothing leaves the machine.
"""
import os, pathlib, shutil, subprocess, sys, tempfile, time

casefile = os.path.abspath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp())
os.chdir(work)
checks = 0


def run(*arguments, code=0, says=None, program=True):
    """Runs it, and holds it to its exit code and to what it says."""
    global checks
    checks += 1
    done = subprocess.run(
        [*([casefile] if program else []), *arguments], capture_output=True, text=True)
    text = done.stdout + done.stderr
    wanted = code if isinstance(code, tuple) else (code,)
    assert done.returncode in wanted, (arguments, done.returncode, text)
    assert says is None or says in text, (arguments, says, text)
    return text


def openssl(*arguments, code=0, says=None):
    return run("openssl", *arguments, code=code, says=says, program=False)


def certify(name, key, subject, days, extension=""):
    """A certificate of the root for a key; `days` may lie in the past."""
    openssl("req", "-new", "-key", key, "-subj", subject, "-out", f"{name}.csr")
    pathlib.Path(f"{name}.ext").write_text(extension or "basicConstraints=CA:FALSE\n")
    openssl(
        "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", str(days), "-extfile", f"{name}.ext", "-out", f"{name}.pem")


# An authority, signers of every kind, and a time-stamp authority.
openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
        "-subj", "/O=Tëst Root/CN=Test CA", "-utf8", "-days", "3650")
openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "other.key", "-out",
        "other.pem", "-subj", "/CN=Another CA", "-days", "3650")
openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec.key")
openssl("genrsa", "-out", "rsa.key", "2048")
openssl("genrsa", "-out", "short.key", "1024")
openssl("genpkey", "-algorithm", "ED25519", "-out", "ed.key")
openssl("ec", "-in", "ec.key", "-aes256", "-passout", "pass:open sesame", "-out", "locked.key")
pathlib.Path("phrase").write_text("open sesame\n")
pathlib.Path("wrong").write_text("sesame\n")
certify("ec", "ec.key", "/O=Harbor/CN=Dana Whitfield", 365)
certify("rsa", "rsa.key", "/O=Harbor/CN=R. Adler", 365)
certify("short", "short.key", "/CN=Short", 365)
certify("ed", "ed.key", "/CN=Ed", 365)
openssl("genrsa", "-out", "tsa.key", "2048")
certify("tsa", "tsa.key", "/O=Test TSA/CN=Stamper", 730, "extendedKeyUsage=critical,timeStamping\n")
certify("notsa", "rsa.key", "/O=Test TSA/CN=No Stamper", 730)
pathlib.Path("serial").write_text("01\n")
pathlib.Path("tsa.cnf").write_text(
    """[tsa]
default_tsa=t
[t]
serial=./serial
crypto_device=builtin
signer_cert=./tsa.pem
signer_key=./tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
other_policies=1.2.3.4.2
digests=sha256
accuracy=secs:1
ordering=yes
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
""")

run("new", "case", "--number", "S-1", "--quiet")
run("pack", "case", "--quiet")
bundle = str(next(pathlib.Path("case/bundles").glob("*.zip")))
seal, signature, query, stamp = (bundle + end for end in (".sha256", ".p7s", ".tsq", ".tsr"))


def cms(code=0, ca="ca.pem", *more):
    return openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", seal,
                   "-CAfile", ca, "-purpose", "any", "-out", os.devnull, *more, code=code)


# Not signed: said, and no failure; with --ca, nothing to prove.
run("verify", bundle, says="signed    no: nothing here proves who made the bundle")
run("verify", bundle, "--ca", "ca.pem", code=5, says="neither signed nor time-stamped")

# Signed by casefile, checked by openssl and by casefile.
for kind, name in (("ec", "Dana Whitfield"), ("rsa", "R. Adler")):
    run("pack", "case", "--sign-key", f"{kind}.key", "--sign-cert", f"{kind}.pem", says="signature")
    cms()
    cms(4, "other.pem")
    text = run("verify", bundle, "--ca", "ca.pem", says=f"by CN={name},O=Harbor")
    assert "which you trust" in text and "Tëst Root" in text, text
    run("verify", bundle, says="who holds that key is not proven")
    run("verify", bundle, "--ca", "other.pem", code=5, says="its certificate is not trusted")
    # After the certificate's end, and as of a day on which it was valid.
    later = int(time.time()) + 500 * 86400
    cms(4, "ca.pem", "-attime", str(later))
    day = time.strftime("%Y-%m-%d", time.gmtime(later))
    run("verify", bundle, "--ca", "ca.pem", "--at", day, code=5, says="expired; --at TIME")
    # The same signature stays, byte for byte; another signer's takes its place.
    before = pathlib.Path(signature).read_bytes()
    run("pack", "case", "--sign-key", f"{kind}.key", "--sign-cert", f"{kind}.pem", says="unchanged")
    assert pathlib.Path(signature).read_bytes() == before

# A renewed certificate of the same name signs anew.
certify("renewed", "rsa.key", "/O=Harbor/CN=R. Adler", 400)
run("pack", "case", "--sign-key", "rsa.key", "--sign-cert", "renewed.pem")
assert pathlib.Path(signature).read_bytes() != before
cms()

# Keys that are no use: refused before anything is written.
shutil.rmtree("case/bundles")
for key, certificate, more, says in (
    ("short.key", "short.pem", [], "RSA of 1024 bits"),
    ("ed.key", "ed.pem", [], "ED25519"),
    ("ec.key", "rsa.pem", [], "is not the key of the certificate"),
    ("locked.key", "ec.pem", [], "is encrypted, and no passphrase opens it"),
    ("locked.key", "ec.pem", ["--passphrase-file", "wrong"], "is encrypted"),
    ("ca.pem", "ec.pem", [], "holds no private key"),
    ("ec.key", "ec.key", [], "holds no certificate"),
):
    run("pack", "case", "--sign-key", key, "--sign-cert", certificate, *more, code=1, says=says)
    assert not os.path.exists("case/bundles"), key
run("pack", "case", "--sign-key", "locked.key", "--sign-cert", "ec.pem", "--passphrase-file",
    "phrase")
cms()

# Signed by openssl, checked by casefile; an attached signature and rubbish are refused.
openssl("cms", "-sign", "-binary", "-in", seal, "-signer", "rsa.pem", "-inkey", "rsa.key",
        "-outform", "DER", "-out", signature)
run("verify", bundle, "--ca", "ca.pem", says="by CN=R. Adler,O=Harbor")
openssl("cms", "-sign", "-binary", "-nodetach", "-in", seal, "-signer", "rsa.pem", "-inkey",
        "rsa.key", "-outform", "DER", "-out", signature)
run("verify", bundle, "--ca", "ca.pem", code=4, says="it holds its own text")
openssl("cms", "-sign", "-binary", "-in", "ca.pem", "-signer", "rsa.pem", "-inkey", "rsa.key",
        "-outform", "DER", "-out", signature)
run("verify", bundle, "--ca", "ca.pem", code=4, says="it does not sign the seal")
pathlib.Path(signature).write_text("no signature")
run("verify", bundle, code=4, says="it is not a CMS signature")
good = pathlib.Path(seal).read_bytes()
run("pack", "case", "--sign-key", "rsa.key", "--sign-cert", "rsa.pem")
valid = pathlib.Path(signature).read_bytes()
for place in range(0, len(valid), 7):
    changed = bytearray(valid)
    changed[place] ^= 0x55
    pathlib.Path(signature).write_bytes(changed)
    done = subprocess.run([casefile, "verify", bundle, "--ca", "ca.pem"], capture_output=True)
    text = done.stderr.decode()
    # A byte of a certificate's own data may be no part of what is signed; then it is not trusted.
    assert done.returncode in (0, 4, 5), (place, text)
    ours = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content",
         seal, "-CAfile", "ca.pem", "-purpose", "any", "-out", os.devnull], capture_output=True)
    assert (done.returncode == 0) == (ours.returncode == 0), (place, text, ours.stderr)
    checks += 1
pathlib.Path(signature).write_bytes(valid)

# Time stamps: the query with openssl, the answer with casefile, and the other way round.
run("timestamp", "request", bundle, says="it holds only a SHA-256")
text = openssl("ts", "-query", "-in", query, "-text", says="Certificate required: yes")
assert "sha256" in text and os.path.getsize(query) < 120, text


def answer(name, asked=query, signer="tsa"):
    config = pathlib.Path("tsa.cnf").read_text()
    if signer != "tsa":
        config = config.replace("./tsa.pem", f"./{signer}.pem").replace("./tsa.key", "./rsa.key")
    pathlib.Path("own.cnf").write_text(config)
    openssl("ts", "-reply", "-config", "own.cnf", "-queryfile", asked, "-out", name, code=(0, 1))


answer("reply.tsr")
answer("again.tsr")
run("timestamp", "attach", bundle, "ca.pem", code=1, says="is not the reply of a time-stamp")
run("timestamp", "attach", bundle, "reply.tsr", "--ca", "other.pem", code=1, says="certificate")
assert not os.path.exists(stamp)
run("timestamp", "attach", bundle, "reply.tsr", "--ca", "ca.pem", says="CN=Stamper")
openssl("ts", "-verify", "-data", seal, "-in", stamp, "-CAfile", "ca.pem", says="OK")
openssl("ts", "-verify", "-queryfile", query, "-in", stamp, "-CAfile", "ca.pem", says="OK")
text = run("verify", bundle, "--ca", "ca.pem", says="says CN=Stamper,O=Test TSA")
assert "not proven" not in text, text
run("verify", bundle, says="not proven that the authority said so")
later = int(time.time()) + 1000 * 86400
openssl("ts", "-verify", "-data", seal, "-in", stamp, "-CAfile", "ca.pem", "-attime", str(later),
        code=1)
run("verify", bundle, "--ca", "ca.pem", "--at", time.strftime("%Y-%m-%d", time.gmtime(later)),
    code=5, says="expired")
# Without an authority to trust, its signature is computed all the same: another time is found.
whole = pathlib.Path(stamp).read_bytes()
place = whole.index(b"\x18\x0f20") + 3
pathlib.Path(stamp).write_bytes(whole[:place] + b"1" + whole[place + 1:])
run("verify", bundle, code=4, says="it does not stamp the seal")
openssl("ts", "-verify", "-data", seal, "-in", stamp, "-CAfile", "ca.pem", code=1)
pathlib.Path(stamp).write_bytes(whole)
openssl("ts", "-query", "-data", seal, "-sha256", "-out", "bare.tsq")
answer("bare.tsr", "bare.tsq")
shutil.copy("bare.tsr", stamp)
run("verify", bundle, says="an authority whose certificate is not in the reply")
run("verify", bundle, "--ca", "ca.pem", code=5, says="its authority is not trusted")
pathlib.Path(stamp).write_bytes(whole)
# An answer to another question, about other bytes, or refused.
openssl("ts", "-query", "-data", seal, "-sha256", "-cert", "-out", "other.tsq")
answer("nonce.tsr", "other.tsq")
run("timestamp", "attach", bundle, "nonce.tsr", code=1, says="nonce mismatch")
openssl("ts", "-query", "-data", "ca.pem", "-sha256", "-cert", "-out", "bytes.tsq")
answer("bytes.tsr", "bytes.tsq")
os.rename(query, "kept.tsq")
run("timestamp", "attach", bundle, "bytes.tsr", code=1, says="imprint mismatch")
run("timestamp", "attach", bundle, "nonce.tsr", "--ca", "ca.pem", says="CN=Stamper")
os.rename("kept.tsq", query)
openssl("ts", "-query", "-data", seal, "-sha1", "-cert", "-out", "sha1.tsq")
answer("refused.tsr", "sha1.tsq")
run("timestamp", "attach", bundle, "refused.tsr", code=1, says="the authority refused")
shutil.copy("refused.tsr", stamp)
run("verify", bundle, code=4, says="it does not stamp the seal")
shutil.copy("again.tsr", stamp)
run("verify", bundle, "--ca", "ca.pem", says="existed at")
# A seal that was changed after both: named by both.
pathlib.Path(seal).write_bytes(good + b"x")
text = run("verify", bundle, "--ca", "ca.pem", code=4, says="it does not sign the seal")
assert "it does not stamp the seal" in text, text
cms(4)
openssl("ts", "-verify", "-data", seal, "-in", stamp, "-CAfile", "ca.pem", code=1)
os.remove(seal)
run("verify", bundle, code=5, says="which is not beside it")
shutil.rmtree(work)
print(f"{checks} runs, of casefile and openssl, as they must be")
