import TrackerFigures
package import TrackerModel
package import TrackerRegister
package import TrackerValues

/// Who is to be told what now. It is worked out when messages are sent and kept nowhere: what was closed or handed over since
/// is not in it, and a day that was missed is made up for.
package struct ReminderRound {
    /// What one person is to be told.
    package struct Letter {
        package let person: Person
        package let address: String
        package let lines: [ReminderLine]
        /// The last message to them of which nobody knows whether it was sent.
        package let uncertain: SentReminder?
    }

    /// What was decided longer ago is told no more.
    private static let daysOfNews = 30
    /// A meeting is logged within so many days.
    private static let daysToLog = 3

    /// One a person, in the order of registration.
    package private(set) var letters: [Letter] = []
    /// Whom nobody can write to although there is something to tell them: people without an address, and posts that nobody
    /// holds.
    package private(set) var unreached: [PersonID] = []
    package let today: Day
    /// Messages that are being sent, or were when a program ended.
    package private(set) var begun: [SentReminder] = []
    /// The items that letters can be about.
    package private(set) var items: [Reference: Item] = [:]
    package let frame: PaperContext

    private let rule: ReminderRule
    private var people: [PersonID: Person] = [:]
    private var posts: [PersonID: Post] = [:]
    private var correspondents: [PersonID: Correspondent] = [:]
    /// What each person would be told, had they been told nothing yet, and whether it is a duty of theirs.
    private var wanted: [PersonID: [ReminderLine: Bool]] = [:]

    /// Works it out for everybody, as things are now.
    package init(_ register: Register, today: Day, now: Instant) throws {
        self.today = today
        let snapshot = try register.snapshot(asAt: today, today: today)
        frame = try PaperContext(snapshot, scope: .everything)
        rule = try register.reminderRule()
        let known = try register.people()
        let everybody = known.filter { !$0.hasLeft(by: today) }
        people = Dictionary(uniqueKeysWithValues: everybody.map { ($0.id, $0) })
        posts = Dictionary(
            uniqueKeysWithValues: try register.posts(from: snapshot.viewpoint).map { ($0.id, $0) })
        for person in known {
            let correspondent = try register.correspondent(person.id)
            begun += correspondent.reminders.filter { $0.result == nil }
            // Who has left is told nothing more.
            if people[person.id] != nil { correspondents[person.id] = correspondent }
        }
        try readItems(register, snapshot, everybody)
        try readDecisions(
            register,
            since: Instant(
                millisecondsSince1970: now.millisecondsSince1970 - Int64(Self.daysOfNews) * 86_400_000))
        try readOffice(register, snapshot, everybody)
        addressLetters(everybody)
        tellOfficers(everybody)
    }

    // MARK: - What there is to tell

    private mutating func readItems(_ register: Register, _ snapshot: Snapshot, _ everybody: [Person]) throws
    {
        let assurers = everybody.filter { $0.roles.contains(.assurer) }
        let officers = everybody.officers(on: today)
        var query = ItemQuery()
        query.isCounted = true
        var waiting: [Reference] = []
        try snapshot.forEachItem(query) { item in
            let standing = item.standing
            items[item.reference] = item
            if standing.stage == .pendingSignOff || standing.proposals > 0 { waiting.append(item.reference) }
            guard let due = standing.due, standing.stage.isToDo, standing.stage != .pendingSignOff,
                due < today || rule.step(to: due, on: today) != nil
            else { return }
            let line = ReminderLine(item.reference.text, due < today ? .overdue : .due, day: due)
            for owner in [standing.lead].compactMap({ $0 }) + standing.addressees.compactMap(\.lead) {
                want(line, for: owner)
            }
            for owner in standing.supporting { want(line, for: owner, isDuty: false) }
        }
        for reference in waiting {
            let history = try register.history(of: reference, knownAt: .max)
            let standing = history.now
            if standing.stage == .pendingSignOff, !standing.proposedForClosure, !standing.disputed,
                let submitted = history.record.acts.last(where: { $0.act == .submit })
            {
                for assurer in assurers where assurer.id != submitted.actor {
                    // Who had a part in the work can't assure it.
                    guard history.lacks(.assure, by: assurer.id, on: today)?.contains(.otherPerson) == false
                    else { continue }
                    want(
                        ReminderLine(reference.text, .signOff, day: standing.due, entry: submitted.seq),
                        for: assurer.id)
                }
            }
            if let proposal = history.proposals.last(where: { $0.answer(asAt: today) == nil }) {
                for officer in officers where officer.id != proposal.entry.actor {
                    want(ReminderLine(reference.text, .proposal, entry: proposal.seq), for: officer.id)
                }
            }
        }
    }

    private mutating func readDecisions(_ register: Register, since instant: Instant) throws {
        for (reference, entry) in try register.decisions(since: instant) {
            let history = try register.history(of: reference, knownAt: .max)
            let acts = history.record.acts
            let standing = history.now
            guard standing.isCounted, let index = acts.firstIndex(where: { $0.seq == entry }) else {
                continue
            }
            let decided = acts[index]
            let leads = [standing.lead].compactMap { $0 }
            var told: [PersonID] = []
            var reason = ReminderReason.answered
            switch decided.act {
            case .return where standing.stage == .open || standing.stage == .inProgress:
                // What was submitted anew since is no longer returned.
                (told, reason) = (leads, .returned)
            case .due(_, .grant), .due(_, .refuse):
                let asked = acts[..<index].last { if case .due(_, .request) = $0.act { true } else { false } }
                told = leads + [asked?.actor].compactMap { $0 }
            case .answerProposal(let id, _):
                told = acts.first { $0.seq == id }.map { [$0.actor] } ?? []
            default: continue
            }
            let line = ReminderLine(reference.text, reason, entry: entry)
            for person in told { want(line, for: person, isDuty: reason == .returned, except: decided.actor) }
        }
    }

    /// What officers see to: clocks, and meetings of which nothing is logged.
    private mutating func readOffice(_ register: Register, _ snapshot: Snapshot, _ everybody: [Person]) throws
    {
        let officers = everybody.officers(on: today)
        let clocks = try register.clocks(knownAt: snapshot.viewpoint.knownAt)
        for status in try ResponseStatusPaper(register, frame: frame, clocks: clocks).statuses {
            guard let day = status.lastDay, [.running, .late].contains(status.state),
                day < today || rule.step(to: day, on: today) != nil
            else { continue }
            let report = status.report.reference.text
            for officer in officers {
                want(ReminderLine(report, day < today ? .overdue : .due, day: day), for: officer.id)
            }
        }
        let span = today.adding(days: -2 * Self.daysOfNews)...today.adding(days: -Self.daysToLog)
        for meeting in try register.meetings()
        where span.contains(meeting.heldOn) {
            if try register.isLogged(meeting.reference) { continue }
            for officer in officers {
                want(ReminderLine(meeting.reference.text, .log, day: meeting.heldOn), for: officer.id)
            }
        }
    }

    /// Notes that an owner is to be told something: a person, or whoever holds a post. Nobody is told of their own act.
    private mutating func want(
        _ line: ReminderLine, for owner: PersonID, isDuty: Bool = true, except actor: PersonID? = nil
    ) {
        guard let person = posts[owner].map({ $0.holding?.holder }) ?? owner, people[person] != nil else {
            if !unreached.contains(owner) { unreached.append(owner) }
            return
        }
        if person == actor { return }
        wanted[person, default: [:]][line] = isDuty || wanted[person]?[line] == true
    }

    // MARK: - Who is told

    private mutating func addressLetters(_ everybody: [Person]) {
        var lines: [PersonID: [ReminderLine]] = [:]
        for person in everybody {
            guard let wanted = wanted[person.id], let own = correspondents[person.id] else { continue }
            var reader = person.id
            if let absence = own.absence, absence.contains(today), people[absence.substitute] != nil {
                reader = absence.substitute
            }
            for (line, isDuty) in wanted where isDuty || !own.dutiesOnly {
                var line = line
                line.insteadOf = reader == person.id ? nil : person.id
                lines[reader, default: []].append(line)
            }
        }
        for person in everybody {
            if let letter = letter(to: person, lines[person.id] ?? []) { letters.append(letter) }
        }
    }

    /// Officers are told of whom nobody could tell, whether for want of an address or because a server refused it.
    private mutating func tellOfficers(_ everybody: [Person]) {
        var lines = unreached.map { ReminderLine($0.description, .unreached) }
        for (person, correspondent) in correspondents {
            guard let last = correspondent.reminders.last, last.result == .refused,
                today.days(since: last.day) <= Self.daysOfNews
            else { continue }
            lines.append(ReminderLine(person.description, .unreached, entry: last.resultEntry))
        }
        if lines.isEmpty { return }
        for officer in everybody.officers(on: today) {
            let own = letters.firstIndex { $0.person.id == officer.id }
            let others = lines.filter { $0.subject != officer.id.description }
            guard let letter = letter(to: officer, (own.map { letters[$0].lines } ?? []) + others) else {
                continue
            }
            if let own { letters[own] = letter } else { letters.append(letter) }
        }
        letters.sort { $0.person.id < $1.person.id }
    }

    /// What of `lines` a person is told now; nil where that is nothing, or where they can't be told.
    private mutating func letter(to person: Person, _ lines: [ReminderLine]) -> Letter? {
        guard let correspondent = correspondents[person.id] else { return nil }
        let due = lines.filter { isNew($0, to: correspondent) }
        if due.isEmpty { return nil }
        guard let address = correspondent.address else {
            if !unreached.contains(person.id) { unreached.append(person.id) }
            return nil
        }
        let told = correspondent.reminders.last(where: \.isTold)
        // Until there is another address, nothing is sent to one that was refused.
        if let told, told.result == .refused, correspondent.addressEntry ?? 0 < told.entry { return nil }
        if correspondent.pace == .weekly, let told, told.result != .refused,
            today.days(since: told.day) < ReminderRule.daysBetween
        {
            return nil
        }
        let uncertain = correspondent.reminders.last.flatMap { $0.result == .unknown ? $0 : nil }
        return Letter(
            person: person, address: address, lines: due.sorted(by: Self.order), uncertain: uncertain)
    }

    private func isNew(_ line: ReminderLine, to reader: Correspondent) -> Bool {
        // What was refused was told to nobody: with another address it is told.
        let told = reader.reminders.last { sent in
            (sent.isTold && sent.result != .refused || sent.result == nil)
                && sent.reminder.lines.contains { $0.tellsSame(as: line) }
        }?.day
        switch line.reason {
        case .overdue, .due: return line.day.map { rule.isDue($0, on: today, told: told) } ?? (told == nil)
        case .returned, .answered: return told == nil
        case .signOff, .proposal, .log, .unreached:
            return told.map { today.days(since: $0) >= ReminderRule.daysBetween } ?? true
        }
    }

    /// First what is late, the oldest ahead, then what is near, then the rest; one's own ahead of what is another's.
    private static func order(_ a: ReminderLine, _ b: ReminderLine) -> Bool {
        func rank(_ line: ReminderLine) -> (Int64, Int, Day) {
            (
                line.insteadOf?.seq ?? 0, ReminderReason.allCases.firstIndex(of: line.reason) ?? 0,
                line.day ?? .distantFuture
            )
        }
        let (left, right) = (rank(a), rank(b))
        if left != right { return left < right }
        return NaturalOrder(a.subject) < NaturalOrder(b.subject)
    }
}

extension ReminderLine {
    /// Whether it tells of the same: a date stays the same when it has passed.
    fileprivate func tellsSame(as other: ReminderLine) -> Bool {
        let isOfDate = [.due, .overdue].contains(reason) && [.due, .overdue].contains(other.reason)
        return subject == other.subject && insteadOf == other.insteadOf
            && (isOfDate ? day == other.day : reason == other.reason && entry == other.entry)
    }
}
