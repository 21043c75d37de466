"""Prints what python-docx finds in a Word document: headings, sections, and each table's cells, one row to a line."""

import sys

import docx

document = docx.Document(sys.argv[1])
for section in document.sections:
    header = " | ".join(p.text for p in section.header.paragraphs)
    footer = " | ".join(p.text for p in section.footer.paragraphs)
    print(f"section {section.orientation} · header {header} · footer {footer}")
for paragraph in document.paragraphs:
    if paragraph.style.name.split(" ")[0] in ("Title", "Heading"):
        print(f"{paragraph.style.name}: {paragraph.text}")
for table in document.tables:
    print(f"table · {table.style.name}")
    for row in table.rows:
        # The same escapes as in Swift's test: one line a row.
        print("\t".join(cell.text.replace("\n", "\\n") for cell in row.cells))
