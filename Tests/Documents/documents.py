"""The Word documents of a folder, as a stock reader sees them: python3 documents.py FOLDER"""
import pathlib, sys, zipfile
import docx

found = sorted(pathlib.Path(sys.argv[1]).glob("*.docx"))
assert found, "no document"
for path in found:
    assert zipfile.ZipFile(path).testzip() is None
    document = docx.Document(path)
    text = "\n".join(p.text for p in document.paragraphs)
    text += "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    page = path.with_suffix(".md").read_text()
    # The same content: every word of the Markdown's headings, and as many rows.
    for line in page.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").replace("\\", "").replace("&#64;", "@")
            assert heading in text, (path.name, heading)
    rows = sum(line.startswith("|") and not line.startswith("|---") for line in page.splitlines())
    own = sum(len(table.rows) for table in document.tables)
    assert rows == own, (path.name, rows, own)
    header = document.sections[0].header.paragraphs[0].text
    assert header and "{{" not in text + header, path.name
    print(f"{path.name}: {len(document.tables)} tables, {own} rows, as in the Markdown")
