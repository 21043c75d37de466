import TrackerValues

// What is set for a register as a whole. A change is an entry of the ledger ("config"), so that past papers keep the
// name, marking, address and logo they had.

/// What can be set for a register as a whole.
public enum Setting: String, CaseIterable, Sendable {
    /// The policing body's name.
    case body
    /// The force it oversees.
    case force
    /// First day of its financial year, `MM-DD`.
    case yearStart = "year_start"
    /// The zone that decides which day it is; London unless set.
    case timeZone = "time_zone"
    /// The protective marking that papers carry unless told otherwise.
    case marking
    /// The upper ends of the age bands, in days: `90,180,365`.
    case ageBands = "age_bands"
    /// The first day on which a report had to be published for the 56 days of Police Act 1996 s.55(5A) to apply.
    case responseStart = "response_start"
    /// The rule for red, amber and green that papers use unless told otherwise.
    case ragRule = "rag_rule"
    /// The board that oversees new items, and that sits at a meeting, unless another is named.
    case board
    /// What the public edition prints besides what was said to be publishable, entry by entry: `progress,tags`.
    case publish
    /// How often an item's due date may be moved; beyond that only a board grants another.
    case revisions
    /// How what owners say is taken: `direct`, it counts at once, or `proposed`, it counts once it is accepted.
    case ownerUpdates = "owner_updates"
    /// The acts that are recorded only with the signature of whoever does them: `assure,close,issue`.
    case signed
    /// The rule by which evidence is kept unless another is named for a file; nothing is disposed of where none is.
    case retention
    /// By how many days before a date somebody is reminded of it: `30,7,1`.
    case reminders
    /// From whom reminders come: `Oversight body <recommendations@example.org>`.
    case mailFrom = "mail_from"
    /// What a reminder says first, in the body's words.
    case mailOpening = "mail_opening"
    /// What a reminder says last, in the body's words.
    case mailClosing = "mail_closing"
    /// Where the register's pages are, for links: `https://recommendations.example.org`.
    case mailLink = "mail_link"
    /// For how many days a link in a reminder lets its reader say what was done, as a proposal, without signing in.
    case mailAnswers = "mail_answers"
    /// The lines under the body's name on letters and papers, parted by newlines.
    case letterhead
    /// The body's logo, as `Logo.dataURI`.
    case logo

    /// What `ownerUpdates` can be: that owners' acts count at once, as they do unless it is set, and that they are proposals.
    package static let (directUpdates, proposedUpdates) = ("direct", "proposed")
    /// The most often that a rule may let a date be moved.
    package static let mostRevisions = 99
    /// The longest that a link in a reminder lets somebody answer, in days.
    package static let mostDaysToAnswer = 60
    /// The most lines under the name that fit on a letter.
    package static let mostLetterheadLines = 12

    /// Whether `none` takes it away again.
    package var canBeNone: Bool {
        [
            .board, .letterhead, .logo, .mailAnswers, .mailClosing, .mailFrom, .mailLink, .mailOpening,
            .publish,
            .reminders,
            .retention, .revisions, .signed,
        ].contains(self)
    }

    /// A value as the ledger keeps it: lines by newlines without blanks around them, empty for `none`.
    package func canonical(_ typed: String) -> String {
        if canBeNone, typed.trimmed.lowercased() == "none" { return "" }
        if self == .publish, let list = Publishable.list(typed) {
            return list.map(\.rawValue).sorted().joined(separator: ",")
        }
        if self == .signed, let list = SignedActs.list(typed) { return list.joined(separator: ",") }
        if self == .ownerUpdates { return typed.trimmed.lowercased() }
        guard [.letterhead, .mailClosing, .mailOpening].contains(self) else { return typed }
        return typed.split { $0.isNewline || $0 == "|" }.map { String($0).trimmed }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    /// Reads ascending numbers of days parted by commas; nil for anything else.
    package static func bands(_ text: String) -> [Int]? {
        let bands = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int(String($0).trimmed)
        }
        let days = bands.compactMap { $0 }
        guard days.count == bands.count, let first = days.first, first > 0, let last = days.last,
            last <= RAGRule.mostDays, zip(days, days.dropFirst()).allSatisfy(<)
        else { return nil }
        return days
    }
}
