public import TrackerModel
import TrackerLedger
import TrackerValues

// Time limits for responses.

extension Register {
    /// Every clock: those built in, and the body's own by name, as known at a ledger size.
    public func clocks(knownAt: Int64 = .max) throws -> [Clock] {
        let own = try ledger.subjects(of: .addClock).sorted().compactMap { name in
            try ledger.records(about: name, knownAt: knownAt).lazy.compactMap {
                if case .addClock(let clock) = $0.act { clock } else { nil }
            }.first
        }
        return Clock.builtIn + own
    }

    /// The clock of that name. - Throws: `NotFound`.
    public func clock(_ typed: String, knownAt: Int64 = .max) throws -> Clock {
        let clocks = try clocks(knownAt: knownAt)
        let folded = typed.lowercased()
        guard let clock = clocks.first(where: { $0.name == folded }) else {
            throw NotFound(
                "clock", typed, nearest: NearestMatch.suggestions(for: folded, among: clocks.map(\.name)),
                known: clocks.map(\.name), remedies: [.add(.clock)])
        }
        return clock
    }
}

extension Writer {
    /// Adds a body's own clock. A name is given once: what changes from a day on is a clock of another name.
    ///
    /// - Throws: `AlreadyExists` when there is or was one of that name; `RuleViolation` for what can't be meant, and for a
    ///   publisher whose reports have a clock by law.
    public func addClock(_ clock: Clock) throws {
        let name = try Reference(parsing: clock.name, what: "clock").folded
        let isTaken = try register.ledger.entries(about: name, knownAt: .max).contains {
            $0.act == RegisterAct.Name.addClock.rawValue
        }
        if isTaken || Clock.builtIn.contains(where: { $0.name == name }) {
            throw AlreadyExists(what: "clock", reference: name)
        }
        try check(clock)
        try record(.addClock(clock), on: name)
    }

    func check(_ clock: Clock) throws {
        if let flaw = clock.flaw { throw RuleViolation(clock.name, flaw) }
        for publisher in clock.publishers {
            if let lawful = ResponseRule(publisher: publisher).clock {
                throw RuleViolation(
                    clock.name,
                    "reports of \"\(publisher)\" have a clock by law already, \(lawful.name) (\(lawful.law))")
            }
        }
    }
}
