"""Writes the .xlsx fixtures: openpyxl.xlsx, openpyxl-1904.xlsx, problems.xlsx, and libreoffice.xlsx, which LibreOffice
saves from the same workbook (and so has its own styles, shared strings and one calculated formula).

Run in this folder: python3 make_workbooks.py (needs openpyxl and soffice)
"""

import datetime
import os
import shutil
import subprocess
import tempfile

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def dates(sheet, row, column, days, formats):
    for offset, (day, code) in enumerate(zip(days, formats)):
        sheet.cell(row + offset, column, day).number_format = code


book = Workbook()
hidden = book.active
hidden.title = "Lists"
hidden.append(["Status"])
hidden.append(["open"])
hidden.sheet_state = "hidden"
sheet = book.create_sheet("Actions Q3")
# The table begins in row 2; column C has no heading, row 6 is empty.
for column, heading in enumerate(["Ref", "Due", None, "Complete", "Number", "Done", "Note"], 1):
    sheet.cell(2, column, heading)
refs = ["R1", "R2", "R3", None, "R5", "R6"]
for row, ref in enumerate(refs, 3):
    sheet.cell(row, 1, ref)
days = [datetime.date(2022, 10, 1), datetime.date(2024, 2, 29), datetime.datetime(2022, 12, 31, 23, 59), None,
        datetime.date(1900, 3, 1), datetime.date(1999, 12, 31)]
dates(sheet, 3, 2, days, ["dd/mm/yyyy", "yyyy-mm-dd", "d mmm yyyy hh:mm", "General", '[$-809]dddd\\, d" of "mmmm yyyy;@',
                          "mm-dd-yy"])
for row, share in zip((3, 4, 5), (0.75, 0.07, 0.125)):
    sheet.cell(row, 4, share).number_format = "0.0%" if row == 5 else "0%"
sheet.cell(7, 4, 50)
sheet.cell(3, 5, 8751)
sheet.cell(4, 5, 0.1 + 0.2)
sheet.cell(5, 5, -1.5)
sheet.cell(7, 5, datetime.time(14, 30)).number_format = "hh:mm"
sheet.cell(8, 5, "0042")
sheet.cell(3, 6, True)
sheet.cell(4, 6, False)
bold = InlineFont(b=True)
sheet.cell(3, 7, CellRichText("Met ", TextBlock(bold, "fully"), " on time"))
sheet.cell(4, 7, "two\nlines & <tags> \u00a3390m \U0001f6a8")
sheet.cell(5, 7, " spaced ")
sheet.cell(7, 7, "R1 again")
sheet.cell(8, 7, "x_x000B_y")
for row in range(9, 40):
    sheet.cell(row, 2).number_format = "dd/mm/yyyy"
sheet.merge_cells("A1:G1")
book.save("openpyxl.xlsx")
sheet.cell(7, 7, '=A3&" again"')
with tempfile.TemporaryDirectory() as folder:
    book.save(os.path.join(folder, "libreoffice.xlsx"))
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", os.path.join(folder, "out"),
                    os.path.join(folder, "libreoffice.xlsx")], check=True)
    shutil.move(os.path.join(folder, "out", "libreoffice.xlsx"), "libreoffice.xlsx")

book = Workbook()
book.epoch = CALENDAR_MAC_1904
sheet = book.active
sheet.title = "Mac"
sheet.append(["Due"])
for day in (datetime.date(1904, 1, 2), datetime.date(2022, 10, 1)):
    sheet.append([day])
book.save("openpyxl-1904.xlsx")

book = Workbook()
sheet = book.active
sheet.title = "Problems"
sheet.append(["Ref", "Due", "Owner"])
sheet.append(["R1", "=TODAY()", "A", "stray"])
sheet.append(["R2", "#REF!", "B"])
sheet.append(["R3", 60, "C"])
sheet["B4"].number_format = "dd/mm/yyyy"
sheet.append(["R4", 0, "D"])
sheet["B5"].number_format = "dd/mm/yyyy"
sheet.append(["R5", None, "E"])
sheet.append(["R6", None, None])
sheet.merge_cells("C6:C7")
sheet.append(["R7", None, None])
sheet.merge_cells("B8:C8")
sheet["B3"].data_type = "e"
book.save("problems.xlsx")
