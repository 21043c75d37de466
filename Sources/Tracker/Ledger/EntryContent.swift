package import TrackerModel
package import TransparencyLog

/// What an entry records, read from its act and its data; nil where this program knows no act of its name.
package enum EntryContent {
    case item(ItemAct)
    case register(RegisterAct)
    case correction(Correction)
    case redaction(Redaction)

    /// - Throws: `EntryError` when its data can't be read.
    package init?(_ entry: Entry) throws(EntryError) {
        if let act = try ItemAct(entry) {
            self = .item(act)
        } else if let act = try RegisterAct(entry) {
            self = .register(act)
        } else if let correction = try Correction(entry) {
            self = .correction(correction)
        } else if let redaction = try Redaction(entry) {
            self = .redaction(redaction)
        } else {
            return nil
        }
    }

    /// The act as roles tell acts apart.
    package var act: Permission.Act {
        switch self {
        case .item(let act): .item(act.variant)
        case .register(let act): .register(act.name)
        case .correction: .correct
        case .redaction: .redact
        }
    }

    /// What the ledger calls it.
    package var name: String {
        switch self {
        case .item(let act): act.name.rawValue
        case .register(let act): act.name.rawValue
        case .correction: Correction.act
        case .redaction: Redaction.act
        }
    }

    /// The data that it is written as.
    package var data: [String: JSON] {
        switch self {
        case .item(let act): act.data
        case .register(let act): act.data
        case .correction(let correction): correction.data
        case .redaction(let redaction): redaction.data
        }
    }
}

extension EntryError {
    /// An entry of a later program, or of none.
    package init(unknownActOf entry: Entry) { self.init(reason: "it knows no act \"\(entry.act)\"") }
}
