"""The Word templates against the Markdown templates: python3 word_templates.py [--write]

Both say the same, and a person edits the Markdown one: this turns its headings, lists, tables and
paragraphs into WordprocessingML. CI runs it without --write, and fails where they differ. A user's own
Word templates (casefile templates export) need none of this.
"""
import pathlib, re, sys

D = str(pathlib.Path(__file__).resolve().parents[2] / "Templates/reports") + "/"
TAGLINE=re.compile(r'^(\{\{[#^/][\w./]+\}\})+$')
def inline(t,base=''):
    t=re.sub(r'\\([\[\]_])',r'\1',t)
    parts=re.split(r'\*\*',t)
    out=''
    for i,p in enumerate(parts):
        if p=='' : continue
        b='<w:rPr><w:b/></w:rPr>' if i%2 else ''
        p=p.replace('`','')
        out+='<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>'%(b,p)
    return out
def para(style,t): return '<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>'%(style,inline(t))
def cells(line):
    body=line.strip()
    assert body.startswith('|'),line
    body=body.strip('|')
    # split at | outside of tags
    return [c.strip() for c in re.split(r'\|(?![^{]*\}\})',body)]
def row(line,head=False):
    st='CellHead' if head else 'Cell'
    tr='<w:tr>'+('<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' if head else '<w:trPr><w:cantSplit/></w:trPr>')
    # A cell that is not always there: |{{#tag}} text |{{/tag}} next |
    for c in cells(line):
        for tag in re.findall(r'^\{\{/[\w./]+\}\}',c): tr+=tag;c=c[len(tag):].strip()
        opens=re.findall(r'^\{\{#[\w./]+\}\}(?= )',c)
        for tag in opens: tr+=tag;c=c[len(tag):].strip()
        tr+='<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'+para(st,c)+'</w:tc>'
    return tr+'</w:tr>'
TBL='<w:tbl><w:tblPr><w:tblStyle w:val="Plain"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="autofit"/></w:tblPr><w:tblGrid>%s</w:tblGrid>'
def convert(name,fragment=False):
    L=open(D+name+'.md').read().split('\n')
    out=[];intable=False;opened=[];code=False;i=0
    def end():
        nonlocal intable
        if intable:
            out.append('</w:tbl>');out.append('<w:p/>');intable=False
    while i<len(L):
        l=L[i]
        nxt=L[i+1] if i+1<len(L) else ''
        if l.startswith('```'): end();code=not code;i+=1;continue
        if code: out.append(para('Code',l));i+=1;continue
        if TAGLINE.match(l):
            if intable:
                j=i
                while j<len(L) and TAGLINE.match(L[j]): j+=1
                isrow=j<len(L) and L[j].startswith('|')
                tags=re.findall(r'\{\{([#^/])([\w./]+)\}\}',l)
                closes_outer=any(k=='/' and n not in opened for k,n in tags)
                opens=any(k in '#^' for k,n in tags)
                if closes_outer or (opens and not isrow): end()
                else:
                    for k,n in tags:
                        if k=='/': opened.remove(n)
                        else: opened.append(n)
            out.append(l);i+=1;continue
        if l.strip()=='' : end();i+=1;continue
        if l.startswith('| | {{#hours}}'):
            # heat map: one column for each hour
            end()
            out.append(TBL%('<w:gridCol w:w="1400"/>{{#hours}}<w:gridCol w:w="500"/>{{/hours}}'))
            cell=lambda t,st:'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'+para(st,t)+'</w:tc>'
            out.append('<w:tr><w:trPr><w:tblHeader/></w:trPr>'+cell('','CellHead')+'{{#hours}}'+cell('{{.}}','CellHead')+'{{/hours}}</w:tr>')
            out.append('{{#weekdays}}')
            out.append('<w:tr>'+cell('{{name}}','Cell')+'{{#cells}}'+cell('{{#count}}{{count}}{{/count}}','Cell')+'{{/cells}}</w:tr>')
            out.append('{{/weekdays}}');out.append('</w:tbl>');out.append('<w:p/>')
            while not L[i].startswith('{{/weekdays}}'): i+=1
            i+=1;continue
        if l.startswith('|'):
            if nxt.startswith('|---'):
                end();intable=True;opened=[]
                out.append(TBL%('<w:gridCol w:w="1000"/>'*len(cells(l))))
                out.append(row(l,True));i+=2;continue
            out.append(row(l));i+=1;continue
        end()
        m=re.match(r'^(#{1,4}) (.*)$',l)
        if m: out.append(para('Title' if len(m[1])==1 else 'Heading%d'%(len(m[1])-1),m[2]))
        elif l.startswith('  - '): out.append(para('ListBullet2',l[4:]))
        elif l.startswith('- '): out.append(para('ListBullet',l[2:]))
        elif l.startswith('> '): out.append(para('Quote',l[2:]))
        elif re.match(r'^\{\{> [\w.-]+\}\}$',l): out.append(l.replace('.md}}','.docx.xml}}'))
        else: out.append(para('BodyText',l))
        i+=1
    end()
    body='\n'.join(out)
    if not fragment:
        body='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\n<w:body>\n'+body+'\n<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="850" w:bottom="1020" w:left="850" w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>\n</w:body>\n</w:document>\n'
    else: body+='\n'
    return body


wrong = []
for name, fragment in [("breach-scope", False), ("notice", False), ("notice-item", True), ("certificate", False), ("custody-form", False)]:
    path = pathlib.Path(D + name + ".docx.xml")
    text = convert(name, fragment)
    if "--write" in sys.argv: path.write_text(text)
    elif path.read_text() != text: wrong.append(path.name)
assert not wrong, f"{wrong} differ from their Markdown: python3 Tests/Documents/word_templates.py --write"
print("the Word templates are those of the Markdown templates")
