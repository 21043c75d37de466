import Foundation
import Testing

import Tracker

/// Calendars as files for other programs.
struct CalendarRunTests {
    private static let hasReaders =
        system("python3 -c 'import icalendar, vobject' 2>/dev/null") == 0

    /// A day so many days from now, as it is typed.
    private func day(_ days: Int) -> String {
        String(
            ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: Double(days) * 86_400)).prefix(10))
    }

    @Test(.enabled(if: hasReaders, "Calendars read by others: needs python3-icalendar and python3-vobject"))
    func otherProgramsReadThem() throws {
        let run = try CommandLineRun.withBoard(items: 0)
        let (first, second) = (day(30), day(60))
        for (name, due, text) in [
            (
                "L-1", first,
                "Überprüft; alles, \"ganz\" \\ und 🚨\nin zwei Zeilen, \(String(repeating: "lang ", count: 60))"
            ),
            ("L-2", second, "Make complaining easy"),
        ] {
            try run("add", name, "--report", "LEG", "--kind", "recommendation", "--text", text, "--due", due)
            try run("assign", name, "--lead", "Owen Owner", "--board", "OB")
        }
        try run("close", "L-2", "--as", "no-further-action", "--reason", "Not ours")
        let path = run.folder.appendingPathComponent("owen.ics").path
        let written = try run("calendar", "owen", "-o", path)
        #expect(written.code == 0, "\(written.error)")
        #expect(written.error.contains("Wrote 1 date to \(path)."), "\(written.error)")
        let read = try run.execute(
            "/usr/bin/env", ["python3", CommandLineRun.fixture("read_calendar.py"), path])
        #expect(read.code == 0, "\(read.error)")
        let lines = read.output.split(separator: "\n").sorted()
        try #require(lines.count == 2)
        #expect(lines[0].hasPrefix("\(first) | "))
        #expect(
            lines[0].contains(
                "| CONFIRMED | L-1 due: Überprüft; alles, \"ganz\" \\ und 🚨 in zwei Zeilen, lang"))
        #expect(lines[0].hasSuffix(" | 1"))
        #expect(lines[1].hasPrefix("\(second) | "))
        #expect(lines[1].contains("| CANCELLED | L-2 due: Make complaining easy |"))
        #expect(lines[1].hasSuffix(" | 0"))
    }

    @Test func goesToStandardOutputAndRefusesOtherFiles() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let printed = try run("calendar")
        #expect(printed.code == 0, "\(printed.error)")
        #expect(printed.output.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
        #expect(printed.output.hasSuffix("END:VCALENDAR\r\n"))
        let other = try run("calendar", "-o", "board.pdf")
        #expect(other.code == 64)
        #expect(other.error.contains("A calendar is an .ics file"))
        let unknown = try run("calendar", "Nobody")
        #expect(unknown.code != 0)
        #expect(unknown.error.contains("Nobody"))
    }
}
