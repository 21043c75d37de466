"""Prints what two calendar libraries make of a file: a line an event, sorted; they must agree."""
import sys

import icalendar
import vobject

data = open(sys.argv[1], "rb").read()
calendar = icalendar.Calendar.from_ical(data)
assert not any(part.errors for part in calendar.walk()), "icalendar finds faults"
ours = sorted(
    (str(e["UID"]), e.decoded("DTSTART").isoformat(), int(e["SEQUENCE"]), str(e["STATUS"]), str(e["SUMMARY"]),
     str(e["DESCRIPTION"]), len(e.subcomponents))
    for e in calendar.walk("VEVENT"))
theirs = sorted(
    (e.uid.value, e.dtstart.value.isoformat(), int(e.sequence.value), e.status.value, e.summary.value,
     e.description.value, len(list(e.components())))
    for e in vobject.readOne(data.decode()).vevent_list)
assert ours == theirs, (ours, theirs)
for event in ours:
    print(*[str(field).replace("\n", " / ") for field in event[1:]], sep=" | ")
