import TrackerStorage
import TrackerLedger
public import TrackerModel
public import TrackerValues

extension Register {
    /// A setting of the register, for example `body`, or nil.
    public func setting(_ name: Setting) throws -> String? {
        try storedSettings()[name]
    }

    /// Every setting that has a value. They are read all at once, so that one whose name was changed is missed by nobody.
    private func storedSettings() throws -> [Setting: String] {
        var settings: [Setting: String] = [:]
        try database.forEach("SELECT name, value FROM setting") {
            let name = try $0.stored(0, "setting") { Setting(rawValue: $0) }
            let value = try $0.storedText(1)
            if !value.isEmpty { settings[name] = value }
        }
        return settings
    }

    /// What `read` makes of a setting's value, or nil where it has none. - Throws: `RegisterError.damaged` where the value
    /// can't be read.
    package func setting<Value>(
        _ name: Setting, knownAt: Int64 = .max, _ read: (String) -> Value?
    ) throws -> Value? {
        guard let stored = try setting(name, knownAt: knownAt) else { return nil }
        guard let value = read(stored) else {
            throw RegisterError.damaged("its setting \"\(name.rawValue)\" can't be read: it is \"\(stored)\"")
        }
        return value
    }

    /// A setting as people read it: the logo as "PNG, 12 KB".
    public func settingWords(_ name: Setting) throws -> String? {
        let value = try setting(name)
        return name == .logo ? value.flatMap { Logo(dataURI: $0)?.description } : value
    }

    /// The settings as known at a ledger size, so that a past paper carries the name and marking it had.
    package func settings(knownAt: Int64) throws -> [Setting: String] {
        let settings = try ledger.records(about: Writer.registerSubject, knownAt: knownAt).settings
        let known = settings.compactMap { name, value in
            value.isEmpty ? nil : Setting(rawValue: name).map { ($0, value) }
        }
        return Dictionary(stored: known)
    }

    /// A setting as known at a ledger size; the present is answered without reading the ledger.
    package func setting(_ name: Setting, knownAt: Int64) throws -> String? {
        if knownAt == .max { return try setting(name) }
        return try knownAt >= size() ? setting(name) : settings(knownAt: knownAt)[name]
    }

    /// The zone that decides which day it is.
    public func timeZone() throws -> TimeZoneRule {
        try setting(.timeZone) { TimeZoneRule(name: $0) } ?? .london
    }

    /// The upper ends of the quarterly table's age bands, in days, as known at a ledger size.
    public func ageBands(knownAt: Int64 = .max) throws -> [Int] {
        try setting(.ageBands, knownAt: knownAt) { Setting.bands($0) } ?? [90, 180, 365]
    }

    /// The day on which the body's financial year begins, as known at a ledger size.
    public func yearStart(knownAt: Int64 = .max) throws -> YearStart {
        try setting(.yearStart, knownAt: knownAt) { YearStart(parsing: $0) } ?? .april
    }

    /// By how many days before a date people are reminded.
    package func reminderRule() throws -> ReminderRule {
        try setting(.reminders) { ReminderRule($0) } ?? .usual
    }

    /// The board that oversees new items, and that sits at a meeting, unless another is named; nil where none is set.
    public func defaultBoard() throws -> Reference? {
        try setting(.board).map { try board($0).reference }
    }
}

extension Writer {
    /// Changes a setting. `none` takes the board, the letterhead, the logo, the limit of revisions, the retention rule,
    /// what is published and what reminders say away.
    ///
    /// - Throws: `InvalidValue` when the value can't be meant; `NotFound` for an unknown board or rule.
    public func set(_ setting: Setting, to typed: String) throws {
        try record(
            .configure(name: setting.rawValue, value: try checked(setting, typed)), on: Self.registerSubject)
    }

    /// A setting's value as the ledger keeps it. - Throws: as `set`.
    package func checked(_ setting: Setting, _ typed: String) throws -> String {
        let value = setting.canonical(typed)
        try Self.check(setting, value)
        if setting == .ragRule { _ = try register.ragRule(value) }
        if setting == .signed { try refuseSigning(value) }
        if setting == .retention, !value.isEmpty { return try register.retentionRule(value).name }
        guard setting == .board, !value.isEmpty else { return value }
        return try register.board(value).reference.text
    }

    /// Checks a setting's value. - Throws: `InvalidValue`.
    public static func check(_ setting: Setting, _ value: String) throws(InvalidValue) {
        switch setting {
        case .yearStart where YearStart(parsing: value) == nil:
            throw InvalidValue(
                what: "start of the financial year", given: value,
                expected: "month and day as MM-DD, for example 04-01")
        case .timeZone where TimeZoneRule(name: value) == nil:
            throw InvalidValue(
                what: "time zone", given: value, expected: "Europe/London, UTC or an offset such as +05:30")
        case .ageBands where Setting.bands(value) == nil:
            throw InvalidValue(
                what: "list of age bands", given: value,
                expected:
                    "ascending numbers of days, up to \(RAGRule.mostDays), parted by commas, for example 90,180,365"
            )
        case .responseStart where Day(iso: value) == nil:
            throw InvalidValue(
                what: "first day of the response rule", given: value,
                expected: "a date as YYYY-MM-DD, for example 2017-05-02")
        case .revisions where !value.isEmpty && !(0...Setting.mostRevisions).contains(Int(value) ?? -1):
            throw InvalidValue(
                what: "number of times that a due date may be moved", given: value,
                expected: "a whole number up to \(Setting.mostRevisions), or none for any number")
        case .ownerUpdates where ![Setting.directUpdates, Setting.proposedUpdates].contains(value):
            throw InvalidValue(
                what: "way of taking what owners say", given: value,
                expected: "\(Setting.directUpdates), or \(Setting.proposedUpdates)")
        case .signed where SignedActs.list(value) == nil:
            throw InvalidValue(
                what: "list of acts to be signed", given: value,
                expected: "\(SignedActs.all.joined(separator: ", ")), parted by commas, or none")
        case .ragRule where (try? Reference(parsing: value)) == nil:
            throw InvalidValue(
                what: "RAG rule", given: value, expected: "the name of a rule, for example date")
        case .retention where !value.isEmpty && (try? Reference(parsing: value)) == nil:
            throw InvalidValue(
                what: "retention rule", given: value,
                expected: "the name of a rule, for example closed-items, or none")
        case .letterhead where value.split(separator: "\n").count > Setting.mostLetterheadLines:
            throw InvalidValue(
                what: "letterhead", given: value,
                expected: "at most \(Setting.mostLetterheadLines) lines, parted by | or newlines")
        case .publish where Publishable.list(value) == nil:
            throw InvalidValue(
                what: "list of what is published", given: value,
                expected:
                    "\(Publishable.allCases.map(\.rawValue).joined(separator: ", ")), parted by commas, or none"
            )
        case .reminders where !value.isEmpty && ReminderRule(value) == nil:
            throw InvalidValue(
                what: "list of days before a date", given: value,
                expected: "numbers of days parted by commas, for example 30,7,1, or none for these")
        case .mailFrom where !value.isEmpty && MailSender(value) == nil:
            throw InvalidValue(
                what: "sender of reminders", given: value,
                expected: "a name and an address, for example Oversight body <recommendations@example.org>")
        case .mailLink where !value.isEmpty && !MailSender.isLink(value):
            throw InvalidValue(
                what: "address of the pages", given: value,
                expected: "one that begins with https://, for example https://recommendations.example.org")
        case .mailAnswers
        where !value.isEmpty && !(1...Setting.mostDaysToAnswer).contains(Int(value) ?? 0):
            throw InvalidValue(
                what: "number of days that a link in a reminder lasts", given: value,
                expected: "a whole number from 1 to \(Setting.mostDaysToAnswer), or none for no such links")
        case .logo where !value.isEmpty && Logo(dataURI: value) == nil:
            throw InvalidValue(what: "logo", given: value, expected: Logo.expected)
        default: break
        }
    }
}
