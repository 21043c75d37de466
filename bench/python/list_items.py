"""list_items.py REGISTER [LIMIT]: the outstanding items as CSV, as somebody with Python at hand would get them."""
import csv
import pathlib
import sqlite3
import sys

query = (pathlib.Path(__file__).parent.parent / "outstanding.sql").read_text()
register = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
rows = register.execute(query, {"limit": int(sys.argv[2]) if len(sys.argv) > 2 else -1})
writer = csv.writer(sys.stdout)
writer.writerow(column[0] for column in rows.description)
writer.writerows(rows)
