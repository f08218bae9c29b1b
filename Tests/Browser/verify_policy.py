"""The policy of verify.html allows its own style and script and nothing else, and README names the
page's hash: python3 verify_policy.py [--write]"""
import base64, hashlib, pathlib, re, sys

page = pathlib.Path("Templates/bundle/verify.html")
text = page.read_text()
for kind, tag in (("style", "style"), ("script", "script")):
    body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    text = re.sub(rf"{kind}-src 'sha256-[^']*'", f"{kind}-src 'sha256-{digest}'", text, count=1)
digest = hashlib.sha256(text.encode()).hexdigest()
readme = pathlib.Path("README.md").read_text()
named = re.sub(r"(`verify\.html`: SHA-256 `)[0-9a-f]*(`)", rf"\g<1>{digest}\g<2>", readme)
if "--write" in sys.argv:
    page.write_text(text)
    pathlib.Path("README.md").write_text(named)
assert page.read_text() == text, "verify.html: its policy is not of its style and script: --write"
assert digest in pathlib.Path("README.md").read_text(), "README does not name verify.html's hash"
print("verify.html has the policy and the hash that it must have")
