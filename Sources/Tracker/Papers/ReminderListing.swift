import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TrackerValues

extension Listing {
    /// Who was told what, when, and with what result: a line for each thing that each message told.
    ///
    /// - Parameters:
    ///   - subject: only what is about that item, report or meeting.
    ///   - person: only what was told to that person, or to somebody in their place.
    ///   - days: only what was sent on one of these days.
    public static func reminders(
        _ register: Register, about subject: String? = nil, to person: PersonID? = nil,
        on days: ClosedRange<Day>? = nil
    ) throws -> Listing {
        let people = try register.people().printedNames
        func name(_ id: PersonID) -> String { people[id] ?? id.description }
        let zone = try register.timeZone()
        let sent = try register.reminders().filter { days?.contains($0.day) ?? true }
        let rows = sent.flatMap { message in
            message.reminder.lines.filter { line in
                (subject.map { $0.lowercased() == line.subject.lowercased() } ?? true)
                    && (person.map { $0 == message.to || $0 == line.insteadOf } ?? true)
            }.map { line -> [Cell] in
                [
                    .number(Int(message.entry)), .time(message.recordedAt, in: zone),
                    .text(name(message.to)), .text(message.address), Cell(line.insteadOf.map(name)),
                    .text(line.subject), .text(line.reason.rawValue), Cell(line.day),
                    .text((message.result?.label ?? "being sent").capitalizedFirst), Cell(message.answer),
                ]
            }
        }
        return Listing(
            "Reminders", "reminders",
            [
                Column(title: "Entry", key: "entry", kind: .number),
                Column(title: "Sent", key: "sent_at"), Column(title: "To", key: "to", weight: 2),
                Column(title: "Address", key: "address", weight: 2),
                Column(title: "Instead of", key: "instead_of"), Column(title: "About", key: "about"),
                Column(title: "Why", key: "why"), Column(title: "Date", key: "day", kind: .date),
                Column(title: "Result", key: "result"), Column(title: "Answer", key: "answer", weight: 2),
            ], rows, empty: "Nobody was reminded of anything.")
    }

    /// How often each person was reminded of a date by its day, and how often since.
    ///
    /// - Parameters:
    ///   - subject: only what is about that item or report.
    ///   - person: only what that person was told, or somebody in their place.
    ///   - days: only what was sent on one of these days.
    public static func remindersCounted(
        _ register: Register, about subject: String? = nil, to person: PersonID? = nil,
        on days: ClosedRange<Day>? = nil
    ) throws -> Listing {
        let people = try register.people().printedNames
        var counts: [Dated: (before: Int, since: Int, last: Day)] = [:]
        for message in try register.reminders() where [.sent, .delivered, .written].contains(message.result) {
            guard days?.contains(message.day) ?? true else { continue }
            for line in message.reminder.lines {
                guard [.due, .overdue].contains(line.reason), let day = line.day,
                    subject.map({ $0.lowercased() == line.subject.lowercased() }) ?? true,
                    person.map({ $0 == message.to || $0 == line.insteadOf }) ?? true
                else { continue }
                let dated = Dated(subject: line.subject, day: day, person: line.insteadOf ?? message.to)
                var count = counts[dated] ?? (0, 0, message.day)
                if message.day <= day { count.before += 1 } else { count.since += 1 }
                count.last = max(count.last, message.day)
                counts[dated] = count
            }
        }
        let rows = counts.sorted { a, b in
            let (left, right) = (NaturalOrder(a.key.subject), NaturalOrder(b.key.subject))
            if left != right { return left < right }
            return (a.key.day, a.key.person) < (b.key.day, b.key.person)
        }.map { dated, count -> [Cell] in
            [
                .text(dated.subject), .date(dated.day.description),
                .text(people[dated.person] ?? dated.person.description), .number(count.before),
                .number(count.since), .date(count.last.description),
            ]
        }
        return Listing(
            "Reminders of dates", "reminders",
            [
                Column(title: "About", key: "about"), Column(title: "Date", key: "day", kind: .date),
                Column(title: "Whose", key: "person", weight: 2),
                Column(title: "Reminded by then", key: "before", kind: .number),
                Column(title: "And since", key: "since", kind: .number),
                Column(title: "Last on", key: "last", kind: .date),
            ], rows, empty: "Nobody was reminded of a date.")
    }

    /// A date of somebody's.
    private struct Dated: Hashable {
        let subject: String
        let day: Day
        let person: PersonID
    }
}
