"""Prints what openpyxl finds in a workbook: for each sheet its set-up and its cells, one to a line with type and format.

With --values, only the cells' values: what two programs that read one workbook must agree on. With --unescaped, text is
taken as it stands: LibreOffice reads escaped characters but doesn't escape them when it writes.
"""

import datetime
import sys

import openpyxl
from openpyxl.utils.escape import unescape

path, values_only, unescaped = sys.argv[1], "--values" in sys.argv, "--unescaped" in sys.argv
for sheet in openpyxl.load_workbook(path):
    print(f"== {sheet.title}")
    if not values_only:
        page = sheet.page_setup
        print(
            f"   freeze {sheet.freeze_panes} · filter {sheet.auto_filter.ref} · each page {sheet.print_title_rows}"
            f" · paper {page.paperSize} {page.orientation} · charts {len(sheet._charts)}"
            f" · tinted {' '.join(str(rule.sqref) for rule in sheet.conditional_formatting)}"
        )
        header, footer = sheet.oddHeader, sheet.oddFooter
        print(f"   header {header.left.text} | {header.center.text} | {header.right.text}")
        print(f"   footer {footer.left.text} | {footer.center.text} | {footer.right.text}")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            value = cell.value
            if isinstance(value, datetime.datetime):
                value = value.date().isoformat()
            elif isinstance(value, str) and not unescaped:
                value = unescape(value)  # ECMA-376, 22.9.2.19, which openpyxl leaves to its callers
            kind = "" if values_only else f" {cell.data_type} {cell.number_format}"
            print(f"{cell.coordinate}{kind} {value!r}")
