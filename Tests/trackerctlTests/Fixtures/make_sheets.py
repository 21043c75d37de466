"""Writes the sheets that the tests hand in: filled-in meeting sheets as openpyxl, LibreOffice, Google and Excel leave them
(all say the same), one full of mistakes, a tracker to import with a later version of it, and workbooks made to do harm.

Run in this folder: python3 make_sheets.py (needs openpyxl and soffice)
"""

import csv
import datetime
import io
import os
import shutil
import subprocess
import tempfile
import zipfile

from openpyxl import Workbook, load_workbook

NBSP, LEFT, RIGHT, APOSTROPHE, DASH, HYPHEN = "\u00a0", "\u201c", "\u201d", "\u2019", "\u2013", "\u2011"
OLD = datetime.datetime(2018, 1, 1)


def save(book, name):
    book.properties.created = book.properties.modified = OLD
    book.save(name)


def libreoffice(source, target):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, target)
        shutil.copy(source, copy)
        subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", os.path.join(folder, "out"), copy],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.move(os.path.join(folder, "out", target), target)


# A meeting sheet: columns reordered and added, headings in other cases and with other blanks, titles above them.
HEADINGS = ["MINUTE ", f"act{NBSP}", "reference", "Status", "New  Date", "% Complete", "Note", "Chair\u2019s view",
            "new owner", "Evidence (Address)", " Reason"]
ROWS = [
    ["7.1", f"In{NBSP}Progress", "L-1", "open", None, "PERCENT", f"Leaflets {LEFT}drafted{RIGHT}", "Good", None, None, None],
    ["7.2", "Extension  requested", f"L{HYPHEN}2", "open", "DATE", None, None, None, None, None, "Printer late"],
    [None, f"Started, submitted for sign{DASH}off", f"{NBSP}l-3 ", "open", None, None, "All done", None, None, None, None],
    ["8", f"Closed {DASH} no further action", "L-4", "open", None, None, None, None, None, None,
     f"Overtaken by the force{APOSTROPHE}s programme"],
    ["9", None, "L-5", "open", None, None, None, None, f"Ada O{APOSTROPHE}Neil", "https://www.example.org/leaflet", None],
    [None, None, "L-6", "open", None, None, None, None, None, None, None],
    ["10", None, "L-7", "open", None, None, None, None, None, None, None],
]

book = Workbook()
sheet = book.active
sheet.title = "Actions"
sheet["A1"] = "Oversight Board: what was decided on 6 March 2018"
sheet.merge_cells("A1:K2")
sheet["A3"] = "Hand back by Friday; reference in column C"
sheet.merge_cells("A3:K3")
sheet.append(HEADINGS)
for cells in ROWS:
    sheet.append(cells)
for row in range(5, 40):
    sheet.cell(row, 5).number_format = "dd/mm/yyyy"
sheet["E6"] = datetime.date(2018, 9, 30)
sheet["F5"] = 0.4
sheet["F5"].number_format = "0%"
sheet["G30"] = " "
save(book, "meeting-openpyxl.xlsx")
libreoffice("meeting-openpyxl.xlsx", "meeting-libreoffice.xlsx")


def text(percent, date, separator, encoding, name):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(["Oversight Board, 6 March 2018; draft"] + [""] * 10)
    writer.writerow(HEADINGS)
    for cells in ROWS:
        values = {"PERCENT": percent, "DATE": date}
        writer.writerow([values.get(cell, cell) for cell in cells])
    for _ in range(5):
        writer.writerow([""] * 11)
    data = out.getvalue()
    if encoding == "cp1252":
        data = data.replace(HYPHEN, "-")
    with open(name, "wb") as file:
        file.write(data.encode(encoding))


text("40%", "30/09/2018", ",", "utf-8", "meeting-google.csv")
text("40", "30 September 2018", ";", "cp1252", "meeting-excel.csv")
text("40 %", "43373", "\t", "utf-16", "meeting-serials.csv")

# Every mistake in its own cell.
book = Workbook()
sheet = book.active
sheet["A1"] = "Mistakes"
sheet.append(["Reference", "Act", "Note", "% complete", "New owner", "New date", "Evidence (address)", "Reason"])
for cells in [
    ["L-1", "progressing nicely", "x", None, None, None, None, None],
    ["L-2", "progress", "x", 0.4, None, None, None, None],
    ["L-3", "extension requested", None, None, None, "soon", None, "x"],
    ["L-99", "progress", "x", None, None, None, None, None],
    ["L-5", None, None, None, "Owen Own", None, None, None],
    ["L-6", "closed - no further action", None, None, None, None, None, None],
    ["L-7", "progress", None, 40, None, None, None, None],
    ["L-1", "assured", "x", None, None, None, None, None],
    [None, "progress", "x", None, None, None, None, None],
    ["L-2", None, None, None, None, None, "in the shared folder", None],
    ["L-3", "extension requested", None, None, None, None, None, "x"],
    ["L-4", "closed", None, None, None, None, None, None],
    ["L-5", None, None, None, None, "31/02/2018", None, None],
    ["L-6", "extension granted", None, None, None, "01/10/2018", None, None],
]:
    sheet.append(cells)
save(book, "meeting-mistakes.xlsx")

# A tracker as a force keeps it, and as it came three months later.
book = Workbook()
cover = book.active
cover.title = "Cover"
cover["A1"] = "Read the other sheet"
sheet = book.create_sheet("Actions")
sheet["A1"] = "Action tracker, January 2018"
sheet.merge_cells("A1:L2")
sheet.append([])
sheet.append(["Ref", "Recommendation", "Kind", "Lead officer", "Oversight board", "Status", "Start date", "Date closed",
              "Closure reason", "% complete", "Latest update", "Due date", "Colour"])
FIRST = sheet.max_row + 1
for cells in [
    ["L-1", "Make complaining easy", "AFI", "Owen Owner", "OB", "Open", None, None, None, None, None, "31/03/2018", "red"],
    ["L-2", "Print leaflets", "AFI", "Owen Owner", "OB", "In progress", datetime.date(2018, 1, 10), None, None, 0.25,
     "Printer chosen", datetime.date(2018, 2, 28), "amber"],
    ["L-3", "Train front offices", "recommendation", "Tess Trainer", "OB", "Awaiting sign-off", datetime.date(2018, 1, 2), None,
     None, None, None, datetime.date(2018, 6, 30), None],
    ["L-4", "Write a policy", "recommendation", "Tess Trainer", "OB", "Closed", None, datetime.date(2018, 1, 20),
     "Implemented", None, None, None, None],
    ["L-5", "Buy kiosks", "recommendation", None, "OB", "Closed - no further action", None, datetime.date(2018, 1, 21), None,
     None, None, None, "No money for it"],
]:
    sheet.append(cells)
for row in range(FIRST, FIRST + 5):
    sheet.cell(row, 10).number_format = "0%"
save(book, "tracker.xlsx")
libreoffice("tracker.xlsx", "tracker-libreoffice.xlsx")
book = load_workbook("tracker-libreoffice.xlsx")
sheet = book["Actions"]
sheet.cell(FIRST, 12, "30/04/2018")
sheet.cell(FIRST, 6, "In progress")
sheet.cell(FIRST + 1, 4, "Tess Trainer")
sheet.cell(FIRST + 2, 2, "Train all front offices")
sheet.append(["L-6", "Ask complainants", "AFI", "Owen Owner", "OB", "Open"])
save(book, "tracker-later.xlsx")

# Workbooks made to do harm. Each is a sound one with its sheet replaced.
with zipfile.ZipFile("meeting-openpyxl.xlsx") as sound:
    parts = {name: sound.read(name) for name in sound.namelist()}
SHEET = "xl/worksheets/sheet1.xml"


def harm(name, sheet, more=None):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for part, data in {**parts, SHEET: sheet, **(more or {})}.items():
            target.writestr(zipfile.ZipInfo(part, (2018, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)


def rows(cells, before=b""):
    return (b'<?xml version="1.0"?>' + before + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<sheetData>" + cells + b"</sheetData></worksheet>")


def words(name, value):
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (name, value)


HEAD = b'<row r="1">' + words(b"A1", b"Reference") + words(b"B1", b"Act") + words(b"C1", b"Note") + b"</row>"
harm("harm-bomb.xlsx", rows(HEAD + b" " * (100 << 20)))
harm("harm-entities.xlsx", rows(b'<row r="1">' + words(b"A1", b"&e;") + b"</row>",
     b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'))
harm("harm-cell.xlsx", rows(HEAD + b'<row r="2">' + words(b"A2", b"L-1") + words(b"B2", b"note") + words(b"C2", b"x" * (10 << 20))
     + b"</row>"))
harm("harm-formula.xlsx", rows(HEAD + b'<row r="2">' + words(b"A2", b"L-1") + b'<c r="B2"><f>HYPERLINK("x")</f></c></row>'))
harm("harm-paths.xlsx", rows(HEAD), {"../../../tmp/escaped.txt": b"out", "/etc/escaped": b"out"})
with open("meeting-openpyxl.xlsx", "rb") as file:
    data = file.read()
with open("harm-truncated.xlsx", "wb") as file:
    file.write(data[: len(data) * 2 // 3])
