import Foundation
import Testing
@testable import TrackerDocuments

import Tracker

/// Calendars as RFC 5545 has them.
struct EventCalendarTests {
    private let calendar = EventCalendar(
        name: "Board: Müller, Ada",
        events: [
            EventCalendar.Event(
                id: "b", day: day("2026-12-31"), title: "Übergabe; \"all\", once",
                details: String(repeating: "Überprüfung 🚨 der Fälle, ", count: 30) + "a\\b\r\nnext\u{7}line",
                revision: 17, changedAt: Instant(iso: "2026-11-27T10:00:00.250Z")!, daysOfNotice: 7),
            EventCalendar.Event(
                id: "a", day: day("2026-03-29"), title: "Gone", details: "", revision: 3,
                changedAt: Instant(iso: "2026-03-29T00:59:59Z")!, isCancelled: true, daysOfNotice: 7),
        ])

    @Test func linesAreFoldedBetweenCharacters() throws {
        let lines = calendar.text.utf8.split(separator: 13, omittingEmptySubsequences: false)
        #expect(lines.last.map { Array($0) } == [10])
        for (number, line) in lines.dropLast().enumerated() {
            // Each but the first begins with the newline of the one before.
            let line = number == 0 ? line : line.dropFirst()
            #expect(line.count <= 75)
            #expect(!line.contains(10))
            #expect(String(validating: line, as: UTF8.self) != nil)
        }
        let unfolded = calendar.text.replacing("\r\n ", with: "")
        #expect(unfolded.contains("NAME:Board: Müller\\, Ada\r\n"))
        #expect(unfolded.contains("SUMMARY:Übergabe\\; \"all\"\\, once\r\n"))
        #expect(
            unfolded.contains(
                String(repeating: "Überprüfung 🚨 der Fälle\\, ", count: 30) + "a\\\\b\\nnext\\\\u{7}line\r\n")
        )
    }

    @Test func aDayIsWholeAndACancelledOneRemindsOfNothing() {
        let events = calendar.text.components(separatedBy: "BEGIN:VEVENT\r\n").dropFirst()
        #expect(events.count == 2)
        let (gone, due) = (events.first ?? "", events.last ?? "")
        #expect(gone.contains("UID:a\r\nDTSTAMP:20260329T005959Z\r\n"))
        #expect(gone.contains("DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330\r\n"))
        #expect(gone.contains("STATUS:CANCELLED"))
        #expect(!gone.contains("VALARM"))
        #expect(due.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"))
        #expect(due.contains("SEQUENCE:17\r\n"))
        #expect(due.contains("TRIGGER:-P7D\r\n"))
    }
}
