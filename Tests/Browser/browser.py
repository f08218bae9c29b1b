"""The reports in a real browser: python3 browser.py FOLDER-OF-REPORTS [PICTURES]

Debian's Chromium through playwright: no report breaks its own policy, an injected script does not
run, sort and filter work and stand in the address, without scripts every row is there, heads repeat
in print, axe finds no violation in light, dark and narrow.
"""
import pathlib, shutil, sys, time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

reports = sorted(pathlib.Path(sys.argv[1]).glob("*.html"))
pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
assert reports, "no report"


def rows(page, table="table.data >> nth=0"):
    return page.locator(table).locator("tbody tr:visible").count()


def policy(page, name):
    told = []
    page.on("console", lambda message: told.append(message.text))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    return told, asked


with sync_playwright() as play:
    chromium = play.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
    for path in reports:
        url = path.resolve().as_uri()
        for scheme, width in [("light", 1200), ("dark", 1200), ("light", 320)]:
            page = chromium.new_page(
                color_scheme=scheme, viewport={"width": width, "height": 900})
            told, asked = policy(page, path.name)
            start = time.monotonic()
            page.goto(url)
            took = time.monotonic() - start
            assert took < 3, (path.name, took)
            assert asked == [url], (path.name, asked)
            assert not told, (path.name, told)
            found = Axe().run(page)
            assert found.violations_count == 0, (path.name, scheme, width, found.generate_report())
            if width == 320:
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 320, (path.name, "wider than the window", wide)
            if pictures:
                pictures.mkdir(exist_ok=True)
                page.screenshot(path=pictures / f"{path.stem}.{scheme}.{width}.png", full_page=True)
            # An injected script does not run.
            page.evaluate("""() => {
              const script = document.createElement('script');
              script.textContent = 'window.injected = true';
              document.body.appendChild(script);
              document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.injected = true">');
            }""")
            page.wait_for_timeout(50)
            assert page.evaluate("window.injected") is None, path.name
            assert any("Content Security Policy" in text for text in told), path.name
            page.close()
        if not path.name.startswith("breach-scope"):
            continue
        # Every row without scripts; all of them, sorted and filtered, with.
        plain = chromium.new_context(java_script_enabled=False).new_page()
        plain.goto(url)
        counts = [rows(plain, f"table.data >> nth={i}") for i in range(plain.locator("table.data").count())]
        assert sum(counts) > 0 and plain.locator(".tools").count() == 0, path.name
        page = chromium.new_page()
        page.goto(url)
        assert counts == [rows(page, f"table.data >> nth={i}") for i in range(len(counts))], path.name
        big = counts.index(max(counts))
        table = f"table.data >> nth={big}"
        head = page.locator(table).locator("thead th [role=button] >> nth=0")
        column = lambda: [
            cell.inner_text() for cell in page.locator(table).locator("tbody tr th").all()[:50]]
        head.click()
        up = column()
        head.press("Enter")
        down = column()
        assert up != down, path.name
        assert page.locator(table).locator("thead th >> nth=0").get_attribute("aria-sort") == "descending"
        word = down[0].split("\n")[0][:8]
        page.locator(".tools input").nth(page.locator(".tools input").count() - 1)
        field = page.locator(table).locator("xpath=../preceding-sibling::p[1]//input")
        field.fill(word)
        kept = rows(page, table)
        assert 0 < kept <= counts[big], (path.name, word, kept)
        address = page.url
        assert "#?" in address and ".f=" in address and ".s=" in address, address
        again = chromium.new_page()
        again.goto(address)
        assert rows(again, table) == kept, (path.name, "state in the address")
        field.fill("no row has this text in it")
        assert rows(page, table) == 0
        # Every link leads somewhere in the page.
        broken = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')]
          .map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))""")
        assert broken == [], (path.name, broken[:5])
        assert page.evaluate("[...document.querySelectorAll('a')].every(a => a.getAttribute('href')[0] === '#')")
        print(f"{path.name}: {sum(counts)} rows sorted and filtered; a policy that holds; no violation")
    chromium.close()
print(len(reports), "reports in the browser")
