import TrackerStorage
public import TrackerModel
import TrackerValues

// How a register is made, with its founder and settings.

extension Register {
    /// Makes a register with its first person: whoever founds it.
    ///
    /// - Parameters:
    ///   - path: where the file is to be; `:memory:` for one that is gone afterwards.
    ///   - founder: the name of the first person; they are registered for the session's account as officer,
    ///     assurer and approver.
    ///   - settings: values for `Setting`, by name.
    ///   - session: who acts, when and on what authority.
    /// - Throws: `RegisterError.exists` when there is one already.
    public static func create(
        at path: String, founder: String, settings: [Setting: String] = [:], session: Session
    ) throws -> Register {
        for (setting, value) in settings { try Writer.check(setting, value) }
        let founder = try Name.parse(founder, what: "founder's name")
        func found(_ register: Register) throws {
            try register.found(by: founder, settings: settings, session: session)
        }
        if let server = ServerName(path) { return try make(on: server, found) }
        guard path != ":memory:" else {
            let register = try make(at: path)
            try register.database.transaction { try found(register) }
            return register
        }
        return try installAtomically(at: path) {
            let register = try make(at: $0)
            try register.database.transaction { try found(register) }
        }.1
    }

    /// Records who founds it, and its settings.
    private func found(by founder: String, settings: [Setting: String], session: Session) throws {
        let writer = try Writer(self, session, founder: true)
        var words: Words = [.name: founder]
        words[.account] = session.actor.account
        try writer.record(
            .addPerson([.officer, .assurer, .approver]), on: PersonID(1).description,
            words: words)
        let named = settings.map { ($0.key.rawValue, $0.key.canonical($0.value)) }
        try writer.record(
            .initialise(Dictionary(uniqueKeysWithValues: named)), on: Writer.registerSubject)
    }
}
