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
        guard path != ":memory:" else {
            return try found(at: path, by: founder, settings: settings, session: session)
        }
        return try installAtomically(at: path) {
            _ = try found(at: $0, by: founder, settings: settings, session: session)
        }.1
    }

    private static func found(
        at path: String, by founder: String, settings: [Setting: String], session: Session
    ) throws -> Register {
        let register = try make(at: path)
        try register.database.transaction {
            let writer = try Writer(register, session, founder: true)
            var words: Words = [.name: founder]
            words[.account] = session.actor.account
            try writer.record(
                .addPerson([.officer, .assurer, .approver]), on: PersonID(1).description,
                words: words)
            let named = settings.map { ($0.key.rawValue, $0.key.canonical($0.value)) }
            try writer.record(
                .initialise(Dictionary(uniqueKeysWithValues: named)), on: Writer.registerSubject)
        }
        return register
    }
}
