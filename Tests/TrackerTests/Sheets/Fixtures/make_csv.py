"""Writes python-csv.txt: 200 random files by Python's csv.writer, with what Python's csv.reader reads in them.

Run in this folder: python3 make_csv.py
A line `file HEX` holds a file's bytes; each `row HEX HEX ...` after it the cells of a row in UTF-8, `-` an empty one.
"""

import csv
import io
import random

random.seed(4180)
WORDS = ["force", "By July 2021", 'the "big" one', "a,b", "c;d", "e\tf", "\u00a3390m", "d\u00e9j\u00e0", "",
         "", " spaced ", "two\nlines", '"', '""', "=1+1", "'", "0042", "\u2013"]
UNICODE = ["\u0174yn", "\U0001f6a8", "\u6771\u4eac", "a\u0301"]

with open("python-csv.txt", "w", encoding="ascii") as out:
    for number in range(200):
        encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
        words = WORDS if encoding == "cp1252" else WORDS + UNICODE
        end = random.choice(["\r\n", "\n", "\r"])
        quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        if end == "\r\n" or quoting == csv.QUOTE_ALL:
            words = words + ["cr\r\nlf", "lone\rcr"]
        # Where CR ends lines the writer leaves a cell with LF unquoted, which strict readers take for two lines.
        if end == "\r" and quoting == csv.QUOTE_MINIMAL:
            words = [word for word in words if "\n" not in word]
        width = random.randint(1, 6)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=random.choice([",", ";", "\t"]), lineterminator=end, quoting=quoting)
        writer.writerow([f"Column {i}" for i in range(width)])
        for _ in range(random.randint(0, 5)):
            writer.writerow([random.choice(words) for _ in range(width)])
        written = text.getvalue()
        if random.random() < 0.3:
            written = written[: -len(end)]
        out.write(f"file {written.encode(encoding).hex()}\n")
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=writer.dialect.delimiter, strict=True):
            out.write("row " + " ".join(cell.encode().hex() or "-" for cell in row) + "\n")
