"""What a page says is what its print says: python3 printed.py FOLDER

Each PDF is held against the HTML of the same name: every cell, paragraph, item and heading of the
page stands in the print's text, spaces aside. Needs pdftotext and pdfinfo (poppler-utils)."""
import html.parser, pathlib, subprocess, sys, unicodedata

BLOCKS = {"p", "td", "th", "li", "dt", "dd", "caption", "figcaption", "h1", "h2", "h3", "h4"}
# Links to what one clicks; form controls; what is hidden in print.
ASIDE = {"script", "style", "svg", "nav", "template", "button", "label", "select", "option"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.text, self.aside, self.main = [], "", 0, False

    def cut(self):
        if self.text.strip():
            self.blocks.append(self.text)
        self.text = ""

    def handle_starttag(self, tag, attributes):
        self.aside += tag in ASIDE
        self.main = self.main or tag == "h1"
        if tag in BLOCKS or tag == "br":
            self.cut()

    def handle_endtag(self, tag):
        self.aside -= tag in ASIDE
        if tag in BLOCKS:
            self.cut()

    def handle_data(self, data):
        if self.main and not self.aside:
            self.text += data


def bare(text):
    """Without spaces, and without hyphens: pdftotext takes one at the end of a line for the line's."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Pd", "Zs"))


def printed(path):
    facts = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    width, height = [float(w) for w in facts.split("Page size:")[1].split()[:4:2]]
    # Without the running head and foot, which would stand in the middle of a paragraph.
    crop = ["-x", "0", "-y", "34", "-W", str(int(width)), "-H", str(int(height) - 68)]
    text = subprocess.run(["pdftotext", *crop, path, "-"], check=True, capture_output=True, text=True)
    return bare(text.stdout)


def stands(block, text, pieces=3):
    """Whether the text has it, in a few pieces: pdftotext tears a cell of two lines apart."""
    while block and pieces:
        length = len(block)
        while length and block[:length] not in text:
            length -= 1
        block, pieces = block[length:], pieces - 1
    return not block


found = sorted(pathlib.Path(sys.argv[1]).glob("*.pdf"))
assert found, "no print"
for path in found:
    page = Page()
    page.feed(path.with_suffix(".html").read_text())
    page.cut()
    text = printed(path)
    assert not stands("nobodyhaseverwrittenthisin", text), path.name
    missing = [block for block in page.blocks if not stands(bare(block), text)]
    assert not missing, (path.name, len(missing), missing[:5])
    print(f"{path.name}: {len(page.blocks)} pieces of text, as on the page")
